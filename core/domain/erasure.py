"""Lawful loss as it is written: an order of the province, the second officer's answer, and the hold that forbids it (D8).

Everything stands in ``facts``, which no order destroys: an order must outlive what it destroyed.
"""

from __future__ import annotations

import msgspec

from core.domain.correction import AnswerFacts

ERASABLE = ("parties", "story")
"""Parts that an order may name; number, dates and status are ``facts`` and ``handling`` and stay."""
GROUNDS = ("retention", "not_proven", "court", "subject_request", "wrongly_recorded")
"""Retention is over; not proven or not registered (SAFEGUARDS 23); a court says so; a person may ask it; taken in by mistake."""


class ErasureFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Which parts of the subject's entries go, whether its files go too, why, and the rule that allows it.

    ``sealed_files``: of the files those that show the reporter or a witness go in any case.
    """

    parts: list[str]
    attachments: bool
    ground: str
    basis: str
    sealed_files: bool = False


class ErasureOrdered(msgspec.Struct, frozen=True):
    """A desk ordered the words of a report to be destroyed everywhere."""

    facts: ErasureFacts | None


class ErasureApproved(msgspec.Struct, frozen=True):
    """Another officer of the province agreed; from here on every device destroys what the order names."""

    facts: AnswerFacts | None


class ErasureDeclined(msgspec.Struct, frozen=True):
    """The order was refused or taken back."""

    facts: AnswerFacts | None


class HoldFacts(msgspec.Struct, frozen=True, kw_only=True):
    """On what a legal hold rests."""

    basis: str


class HoldPlaced(msgspec.Struct, frozen=True):
    """The province forbade to erase a report: it is needed as evidence."""

    facts: HoldFacts | None


class LiftFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Digest of the hold that ends, and on what that rests."""

    hold: bytes
    basis: str


class HoldLifted(msgspec.Struct, frozen=True):
    """A legal hold ended."""

    facts: LiftFacts | None
