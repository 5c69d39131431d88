"""What outside bodies decided of a report: what a sanction rests on. Read off the referrals' decisions, never judged here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.moment import day_at
from core.domain.referral import DECIDED, DISCIPLINE, PROVEN
from core.domain.referral_routes import BAWASLU
from core.domain.referring import Referral


@dataclass(frozen=True, slots=True)
class Ruling:
    """An institution's decision; ``id`` is the referral's, ``outcome`` its code, ``day`` the one on the decision."""

    id: bytes
    institution: str
    outcome: str
    number: str
    day: str

    @property
    def proven(self) -> bool:
        """Whether a violation was found."""
        return self.outcome in PROVEN

    @property
    def discipline(self) -> bool:
        """Whether Bawaslu's result is "disiplin": only then may a military superior act (SAFEGUARDS 20)."""
        return self.institution == BAWASLU and self.outcome == DISCIPLINE


def rulings_of(referrals: Sequence[Referral]) -> tuple[Ruling, ...]:
    """The last decision of each referral, in the order of the referrals."""
    found = []
    for referral in referrals:
        decided = referral.last(DECIDED)
        if decided is not None:
            day = day_at(decided.facts.at, decided.facts.zone).isoformat()
            told = decided.facts
            found.append(Ruling(referral.id, referral.facts.institution, told.code, told.number, day))
    return tuple(found)
