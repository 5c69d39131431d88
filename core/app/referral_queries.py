"""Questions about referrals."""

from __future__ import annotations

from dataclasses import dataclass

from core.app.queries import Query
from core.app.referral_views import ClosedPage, Proposal, ReferralPage, ReferralView, ReferredFile

STATES = ("near", "over", "open")


@dataclass(frozen=True, slots=True)
class Referrals(Query[ReferralPage]):
    """A page of referrals, newest first; with ``state`` those whose clock is near, over or open, the most pressing first.

    ``report`` is an id or a number. Raises ``Invalid``: ``query.cursor``, ``query.filter``, ``report.unknown``.
    """

    report: str = ""
    institution: str = ""
    stage: str = ""
    state: str = ""
    limit: int = 50
    after: str | None = None


@dataclass(frozen=True, slots=True)
class ReferralById(Query[ReferralView]):
    """One referral; raises ``Invalid('referral.unknown')``."""

    id: str


@dataclass(frozen=True, slots=True)
class ProposedReferral(Query[Proposal]):
    """What may be sent of a report today; ``organiser`` as in :class:`core.domain.referral.SendReferral`."""

    report: str
    organiser: str = ""


@dataclass(frozen=True, slots=True)
class ReferralLetter(Query[bytes]):
    """The letter as it was issued, or one of its reminders by ``document``.

    Raises ``Invalid``: ``referral.unknown``, ``referral.letter_elsewhere``, ``document.unknown``.
    """

    id: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class ReferredFiles(Query[tuple[ReferredFile, ...]]):
    """What goes along on the plain medium, in the order of the list of digests; raises ``Invalid('referral.unknown')``."""

    id: str


@dataclass(frozen=True, slots=True)
class HashList(Query[bytes]):
    """The list of digests that goes along on the plain medium, as text."""

    id: str


@dataclass(frozen=True, slots=True)
class ClosedCases(Query[ClosedPage]):
    """Cases that ended, the newest first, each with who ended it; raises ``Invalid('query.cursor')``."""

    limit: int = 50
    after: str | None = None
