"""A person asks what is held about him (UU 27/2022 art. 7 and 32): who may have what, and when (SAFEGUARDS 23).

A reporter, known by his look-up code, may have what is held of his own report. A person reported may have his own data once an
outside body has decided; until then, and where nothing is held, he is told one and the same sentence, so that an answer never
tells of a pending case. Nobody gets data of anybody else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import msgspec

from core.domain.ids import CommandId, SubjectId

REPORTER, REPORTED = "reporter", "reported"
WHO: Final = (REPORTER, REPORTED)
GIVEN, REFUSED = "given", "refused"
OPEN: Final = "open"
STATUSES: Final = (OPEN, GIVEN, REFUSED)


class AccessFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks (``reporter`` or ``reported``), the day, the report (empty: none named), the party's place in it; no name."""

    who: str
    day: str
    about: bytes
    party: int = 0
    how: str = ""


class AccessRequested(msgspec.Struct, frozen=True):
    """Somebody asked what is held about him."""

    facts: AccessFacts | None


class AnsweredFacts(msgspec.Struct, frozen=True, kw_only=True):
    """``given`` or ``refused``, the day, and the SHA-256 of the file that was handed over."""

    result: str
    day: str
    digest: bytes


class AccessAnswered(msgspec.Struct, frozen=True):
    """The answer was handed over."""

    facts: AnsweredFacts | None


AccessEvent = AccessRequested | AccessAnswered
KINDS: Final = {"access.requested": AccessRequested, "access.answered": AccessAnswered}


@dataclass(frozen=True, slots=True)
class RequestAccess:
    """Record a request: a reporter by his ``code``, a person reported by the report's id or number and his place in it.

    ``how`` says how the person showed who he is; it names nobody.
    """

    command: CommandId
    who: str
    code: str = field(default="", repr=False)
    report: str = ""
    party: int = 0
    how: str = ""


@dataclass(frozen=True, slots=True)
class AnswerAccess:
    """Answer it: with the data, or with ``refuse`` by the sentence that tells of nothing."""

    command: CommandId
    request: SubjectId
    refuse: bool = False


AccessCommand = RequestAccess | AnswerAccess
