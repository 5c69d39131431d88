"""Stories of the regional election of November 2024."""

from __future__ import annotations

from tests.scripts.stories.forms import of_2024
from tests.scripts.stories.steps import LATE_DECISION, LATE_RECEIPT, decided, ended, imposed, opened, received, sent
from tests.scripts.stories.story import OTHER, Story, do, no

TNI = "Lanal Bangka Belitung"

STORIES = (
    Story(
        "tni-sebelum-putusan",
        of_2024("TNI-07", "TNI", TNI, "2024-11-10"),
        referred=(*opened(), sent("BAWASLU", "DENPOM")),
        answered=received(LATE_RECEIPT),
        ended=(decided("discipline", LATE_DECISION), ended("proven", LATE_DECISION)),
        outcome="proven",
        readable=True,
    ),
    Story(
        "tni-sesudah-putusan",
        of_2024("TNI-07", "TNI", TNI, "2024-11-18"),
        post=OTHER,
        referred=(*opened("crime"), sent("BAWASLU", "DENPOM")),
        answered=received(LATE_RECEIPT),
        ended=(
            decided("crime", LATE_DECISION),
            imposed("S-TNI-04", "Pengadilan Militer", LATE_DECISION),
            ended("proven", LATE_DECISION),
        ),
        outcome="proven",
        alleged=("crime",),
        readable=True,
    ),
    Story(
        "asn-pilkada",
        of_2024("ASN-D06", "PNS", "Dinas Contoh", "2024-11-16"),
        referred=(
            *opened("discipline"),
            no("referral.abolished", "referral add {report} --to KASN"),
            sent("BAWASLU", "BKN"),
            do("referral show {BAWASLU}"),
        ),
        answered=received(LATE_RECEIPT),
        ended=(decided("not_proven", LATE_DECISION), ended("not_proven", LATE_DECISION)),
        outcome="not_proven",
        alleged=("discipline",),
    ),
)
