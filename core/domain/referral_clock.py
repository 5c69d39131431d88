"""Which time limits run for a referral, from when: before the receipt, while the institution works, while it is completed.

The law's own clauses where it has one; the office's own policy elsewhere. What each comes to is counted by the law's clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from core.domain.referral import (
    COMPLETED,
    CORRECTING,
    COURT,
    CRIME,
    CRIME_DECLARED,
    DECIDED,
    FILED,
    HANDED_OVER,
    ORDERED,
    POLICE,
    RECEIVED,
    REGISTERED,
    RETURNED,
    SENT,
)
from core.domain.referral_routes import BAWASLU
from core.domain.referring import Referral

OFFICE, INSTITUTION = "office", "institution"
RECEIPT_POLICY, ANSWER_POLICY, COMPLETION_POLICY = "SLA_TANDA_TERIMA", "SLA_JAWABAN", "SLA_LENGKAPI"
TIMED_ROUTES: Final = frozenset({"TNI_BAWASLU", "SLA_PERINGATAN"})
"""Time limits of a route that run from the report itself until Bawaslu's receipt."""

REGIMES: Final = ("PEMILU", "PILKADA")
_STUDY: Final = {"PEMILU": ("PEMILU_KAJIAN_AWAL",), "PILKADA": ("PILKADA_PUTUS", "PILKADA_TAMBAH")}
_REGISTERED: Final = {"PEMILU": ("PEMILU_PUTUS", "PEMILU_PUTUS_MAKS"), "PILKADA": ("PILKADA_PUTUS", "PILKADA_TAMBAH")}
_COMPLETION: Final = {"PEMILU": "PEMILU_LENGKAPI", "PILKADA": "PILKADA_LENGKAPI"}
_POLICE: Final = {"PEMILU": "PEMILU_POLISI", "PILKADA": "PILKADA_POLISI"}
_MILITARY: Final = {
    ORDERED: "TNI_POM",
    FILED: "TNI_ODITURAT",
    CORRECTING: "TNI_PERBAIKAN",
    HANDED_OVER: "TNI_LIMPAH",
    COURT: "TNI_SIDANG",
}


@dataclass(frozen=True, slots=True)
class Running:
    """One time limit that runs now: its clause, from when (milliseconds UTC), and whose duty it is."""

    clause: str
    at: int
    duty: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What a referral's clocks are computed from; times are milliseconds UTC, 0 where nothing was said.

    ``step`` is the military step or ``registered``; ``declared`` when Bawaslu spoke of a
    crime, ``police`` when the police had it.
    """

    institution: str
    stage: str
    regime: str
    deadline: str
    reported_at: int
    sent_at: int
    stage_at: int
    step: str = ""
    step_at: int = 0
    declared: int = 0
    police: int = 0


def standing_of(referral: Referral, regime: str, deadline: str, reported_at: int) -> Standing:
    """What the entries of a referral say to its clocks; ``deadline`` is the route's own clause."""
    last = referral.last(RETURNED if referral.stage == COMPLETED else referral.stage)
    step = referral.step(REGISTERED, *_MILITARY)
    declared, police = referral.step(CRIME_DECLARED), referral.step(POLICE)
    decided = referral.last(DECIDED)
    if declared is None and decided is not None and decided.facts.code == CRIME:
        declared = decided
    return Standing(
        institution=referral.facts.institution,
        stage=referral.stage,
        regime=regime if regime in REGIMES else "",
        deadline=deadline,
        reported_at=reported_at,
        sent_at=referral.fact.source.at,
        stage_at=0 if last is None else last.facts.at,
        step="" if step is None else step.facts.code,
        step_at=0 if step is None else step.facts.at,
        declared=0 if declared is None else declared.facts.at,
        police=0 if police is None else police.facts.at,
    )


def running(standing: Standing) -> Iterator[Running]:
    """The time limits that run now, the most urgent kind first."""
    bawaslu = standing.institution == BAWASLU
    if bawaslu and standing.declared and not standing.police and standing.regime:
        yield Running(_POLICE[standing.regime], standing.declared, INSTITUTION)
    match standing.stage:
        case stage if stage == SENT:
            if bawaslu and standing.deadline in TIMED_ROUTES:
                yield Running(standing.deadline, standing.reported_at, OFFICE)
            yield Running(RECEIPT_POLICY, standing.sent_at, INSTITUTION)
        case stage if stage == RECEIVED:
            yield from _working(standing, bawaslu=bawaslu)
        case stage if stage in (RETURNED, COMPLETED):  # what has come to the office must still reach the counter in time
            yield Running(_COMPLETION.get(standing.regime, COMPLETION_POLICY), standing.stage_at, OFFICE)


def _working(standing: Standing, *, bawaslu: bool) -> Iterator[Running]:
    """What runs while the institution works, newest step first."""
    if bawaslu and standing.regime:
        registered = standing.step == REGISTERED and standing.step_at >= standing.stage_at
        codes = (_REGISTERED if registered else _STUDY)[standing.regime]
        yield from (Running(code, standing.step_at if registered else standing.stage_at, INSTITUTION) for code in codes)
    elif standing.step in _MILITARY:
        yield Running(_MILITARY[standing.step], standing.step_at, INSTITUTION)
    else:
        yield Running(ANSWER_POLICY, standing.stage_at, INSTITUTION)
