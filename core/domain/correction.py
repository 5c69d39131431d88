"""A correction as it is written: a proposal, and the answer of a second officer (D18). The original stays as it is.

Field names and reasons are codes in ``facts``; new values, and reasons in words, are ``story`` or ``parties`` like the
report's own, so that they can be sealed or destroyed with it.
"""

from __future__ import annotations

import msgspec

AMEND, VOID, RESTORE = "amend", "void", "restore"
ACTS = (AMEND, VOID, RESTORE)
REASONS = ("typing", "misheard", "new_facts", "duplicate", "wrong_report", "other")
"""Slip of the pen, misunderstood, learned later, taken in twice, not a report of this kind, other (then in words)."""


class CorrectionFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is proposed, why, and which fields of the form it touches; never their words."""

    act: str
    reason: str
    fields: list[str] = []


class CorrectionStory(msgspec.Struct, frozen=True, kw_only=True):
    """The reason in words, new values by field of the form, and fields that are emptied."""

    words: str = ""
    values: dict[str, object] = {}
    cleared: list[str] = []


class CorrectionParties(msgspec.Struct, frozen=True, kw_only=True):
    """New reported parties, and what replaces reporter or witnesses: a box that only the province opens.

    ``reported`` and ``witnesses`` (a number) are None where they stay.
    """

    reported: list[dict[str, object]] | None = None
    lane: str = ""
    reporter_status: str = ""
    witnesses: int | None = None
    identity: bytes = b""


class CorrectionProposed(msgspec.Struct, frozen=True):
    """An officer proposed to correct, void or restore a report."""

    facts: CorrectionFacts | None
    story: CorrectionStory | None = None
    parties: CorrectionParties | None = None


class AnswerFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Digest of the proposal that is answered."""

    proposal: bytes


class AnswerStory(msgspec.Struct, frozen=True, kw_only=True):
    """Why, in words."""

    words: str = ""


class CorrectionApproved(msgspec.Struct, frozen=True):
    """Another officer agreed; from here on the report reads as proposed."""

    facts: AnswerFacts | None


class CorrectionDeclined(msgspec.Struct, frozen=True):
    """Another officer refused, or the first one took the proposal back."""

    facts: AnswerFacts | None
    story: AnswerStory | None = None
