"""What the province's desks did to a case, step by step: most go the whole way, and some stand at each stage of it."""

from __future__ import annotations

import random
from collections.abc import Generator
from dataclasses import dataclass, field

from core.app.device import DESKS, Device, post_audience
from core.domain.case import (
    AssignedFacts,
    CaseAssigned,
    CaseClassified,
    CaseClosed,
    CaseTold,
    ClassifiedFacts,
    ClosedFacts,
    ToldFacts,
    WordsStory,
)
from core.domain.events import Event
from core.domain.referral import AnswerFacts, ReferralDecided, ReferralReceiptRecorded, ReferralSent, SentFacts, Words

ASSIGNED, SENT, RECEIVED, DECIDED, CLOSED = 0.92, 0.85, 0.9, 0.85, 0.92
"""Shares of complaints that go one step further, of those that came so far."""
HANDLED = 0.6
"""Share of warnings and initial information that were taken on and closed as handled."""
ROUTES = {"TNI": ("R-TNI", "DENPOM"), "PNS": ("R-ASN", "BAWASLU"), "KADES": ("R-DESA", "BAWASLU")}
CLASSES = {"TNI": "discipline", "PNS": "code_of_ethics", "KADES": "administrative"}
OUTCOMES = ("administrative", "discipline", "not_proven", "stopped")
SEVERITIES, SHARES = ("low", "medium", "high", "urgent"), (4, 5, 2, 1)
DESKS_OF_OFFICE = ("Meja 1", "Meja 2", "Meja 3", "Meja 4")


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody writes for whom."""

    device: Device
    audience: str
    event: Event


Acts = Generator[Act, bytes, None]
"""One act after another; each is answered with the digest of its entry."""


@dataclass(frozen=True, slots=True)
class Case:
    """A report at the desk: its number in the run, its post, day, moment, zone, act and kind of reported party."""

    number: int
    home: str
    day: str
    at: int
    zone: str
    act: str
    subject: str
    law: dict[str, str] = field(default_factory=dict)


def handled(desk: Device, dice: random.Random, case: Case) -> Acts:
    """A warning or initial information, taken on by somebody and closed."""
    if dice.random() < HANDLED:
        yield _for_desks(desk, CaseAssigned(_somebody(dice)))
        yield _for_desks(desk, CaseClosed(ClosedFacts(outcome="handled"), WordsStory(words="Ditindaklanjuti dengan kunjungan")))
        yield _told(desk, case, "closed")


def followed(desk: Device, dice: random.Random, case: Case) -> Acts:
    """A complaint, as far as it went."""
    if dice.random() >= ASSIGNED:
        return
    yield _for_desks(desk, CaseAssigned(_somebody(dice)))
    facts = ClassifiedFacts(
        act=case.act,
        subject=case.subject,
        classes=[CLASSES[case.subject]],
        regime=case.law.get("regime", ""),
        election=case.law.get("election", ""),
        route=ROUTES[case.subject][0],
        severity=dice.choices(SEVERITIES, SHARES)[0],
        agreed=True,
    )
    yield _for_desks(desk, CaseClassified(facts))
    if dice.random() < SENT:
        yield from _referred(desk, dice, case)


def _referred(desk: Device, dice: random.Random, case: Case) -> Acts:
    route, institution = ROUTES[case.subject]
    sent = SentFacts(
        institution=institution,
        level="kabkota" if institution == "BAWASLU" else "",
        to=f"{institution} Contoh",
        route=route,
        routes="2024.1",
        basis="",
        day=case.day,
        identity="envelope",
        letter=f"{case.number}/RUJUK",
        document=dice.randbytes(16),
    )
    referral = yield _for_desks(desk, ReferralSent(sent, Words()))
    yield _told(desk, case, "referred")
    if dice.random() >= RECEIVED:
        return
    answer = AnswerFacts(referral=referral, number=f"{case.number}/TT", at=case.at, zone=case.zone)
    yield _for_desks(desk, ReferralReceiptRecorded(answer, Words()))
    if dice.random() >= DECIDED:
        return
    code = dice.choice(OUTCOMES)
    answer = AnswerFacts(referral=referral, number=f"{case.number}/PTS", at=case.at, zone=case.zone, code=code)
    yield _for_desks(desk, ReferralDecided(answer, Words()))
    yield _told(desk, case, "decided")
    if dice.random() < CLOSED:
        proven = "proven" if code in ("administrative", "discipline") else "not_proven"
        closed = ClosedFacts(outcome=proven, institution=institution, number=f"{case.number}/PTS", day=case.day)
        yield _for_desks(desk, CaseClosed(closed, WordsStory()))
        yield _told(desk, case, "closed")


def _for_desks(desk: Device, event: Event) -> Act:
    return Act(desk, DESKS, event)


def _told(desk: Device, case: Case, status: str) -> Act:
    return Act(desk, post_audience(case.home), CaseTold(ToldFacts(status=status, day=case.day)))


def _somebody(dice: random.Random) -> AssignedFacts:
    desk = dice.choice(DESKS_OF_OFFICE)
    return AssignedFacts(desk=desk, officer=f"Petugas {desk[-1]}")
