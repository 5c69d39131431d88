"""Acts that any record of the integrated team may have: its term ends, it is withdrawn, it is linked to another.

Nothing is ever taken out: a withdrawn record stays in the journal and counts for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import msgspec

from core.domain.errors import Invalid
from core.domain.ids import CommandId
from core.domain.team_form import code_in, day_in, id_in, required_line
from core.domain.text import check_line

LINKS_FROM: Final = ("meeting", "agreement")
LINKABLE: Final = ("meeting", "action", "agreement", "outreach", "declaration", "rule")
"""What a meeting or an agreement may be linked to."""

ENDABLE: Final = ("decree", "member", "agreement", "rule")
WITHDRAWABLE: Final = ("decree", "member", "agreement", "outreach", "rule", "action")


class TermEndedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The last day on which it was in force, and why it ended."""

    last_day: str
    reason: str = ""


class TermEnded(msgspec.Struct, frozen=True):
    """A decree, a membership, an agreement or a local rule came to its end."""

    facts: TermEndedFacts | None


class WithdrawnFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Why it counts for nothing."""

    reason: str


class RecordWithdrawn(msgspec.Struct, frozen=True):
    """A record turned out to be a mistake."""

    facts: WithdrawnFacts | None


class LinkedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The other subject, and what it is."""

    what: str
    other: bytes


class RecordLinked(msgspec.Struct, frozen=True):
    """Two subjects belong together; written on the one that was linked from."""

    facts: LinkedFacts | None


TeamAct = TermEnded | RecordWithdrawn | RecordLinked


@dataclass(frozen=True, slots=True)
class EndTerm:
    """A decree, a membership, an agreement or a local rule (``what``) ends on its last day."""

    command: CommandId
    what: str
    id: str
    last_day: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawRecord:
    """A record was a mistake."""

    command: CommandId
    what: str
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class LinkRecords:
    """A meeting or an agreement belongs together with another subject."""

    command: CommandId
    what: str
    id: str
    other_what: str
    other: str


TeamActCommand = EndTerm | WithdrawRecord | LinkRecords


def end_term(command: EndTerm, valid_from: str) -> TermEnded:
    """The event, or ``Invalid``: ``team.code``, ``team.missing``, ``team.day``, ``team.term``, ``text.*``."""
    code_in(command.what, ENDABLE, "what")
    check_line(command.reason, "reason")
    last = day_in(command.last_day, "last_day")
    if not last:
        raise Invalid("team.missing", field="last_day")
    if last < valid_from:
        raise Invalid("team.term")
    return TermEnded(TermEndedFacts(last_day=last, reason=command.reason.strip()))


def withdraw(command: WithdrawRecord) -> RecordWithdrawn:
    """The event, or ``Invalid``: ``team.code``, ``team.missing``, ``text.*``."""
    code_in(command.what, WITHDRAWABLE, "what")
    return RecordWithdrawn(WithdrawnFacts(reason=required_line(command.reason, "reason")))


def link(command: LinkRecords) -> RecordLinked:
    """The event, or ``Invalid``: ``team.code``, ``team.unknown``."""
    code_in(command.what, LINKS_FROM, "what")
    what = code_in(command.other_what, LINKABLE, "other_what")
    other = id_in(command.other)
    if not other:
        raise Invalid("team.missing", field="other")
    return RecordLinked(LinkedFacts(what=what, other=other))
