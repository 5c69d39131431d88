"""Reading lists of people from a safe distance: see :mod:`core.documents.roster_worker`. Only lines of text come back."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, Final

import msgspec

from core.documents.preview_apart import ask, write
from core.documents.roster import Roster
from core.documents.roster_file import BYTES_LIMIT, RoundedNumber, Table
from core.domain.errors import Invalid, Unavailable

WORKER: Final = "core.documents.roster_worker"
SECONDS: Final = 120 if os.name == "nt" else 300
"""By the clock, the start of the process included. Of processor time it may take a minute, where the system limits that."""

_DETAILS: Final = dict[str, int | str]
_Lines = tuple[tuple[int, tuple[str, ...]], ...]
_Notes = tuple[tuple[str, str], ...]
_Places = tuple[tuple[int, int], ...]


def table_apart(data: bytes, watch: Callable[[], None] = lambda: None) -> Table:
    """Like :func:`core.documents.roster_file.read_table`, apart.

    Raises what that raises, what ``watch`` raises, and ``Unavailable('roster.failed')`` where no answer came in time.
    """
    header, (lines, notes, rounded) = _asked("table", data, 3, watch)
    read = _said(lines, _Lines)
    marked = _marked(read, _said(rounded, _Places))
    return Table(marked, str(header.get("encoding")), _said(notes, _Notes))


def roster_apart(data: bytes) -> Roster:
    """Like :func:`core.documents.roster.read_roster`, apart; raises what that raises, and ``Unavailable('roster.failed')``."""
    _, (found,) = _asked("people", data, 1, lambda: None)
    people: Roster = _said(found, Roster)
    return people


def _asked(task: str, data: bytes, blobs: int, watch: Callable[[], None]) -> tuple[dict[str, Any], list[bytes]]:
    if len(data) > BYTES_LIMIT:
        raise Invalid("roster.file_too_big", limit=BYTES_LIMIT // (1024 * 1024))
    try:
        header, answer = ask(WORKER, task, lambda sink: write(sink, data), len(data), watch, SECONDS)
    except Unavailable:
        raise Unavailable("roster.failed") from None
    if "fault" in header:
        raise _refusal(header)
    if len(answer) != blobs:
        raise Unavailable("roster.failed")
    return header, answer


def _refusal(header: dict[str, Any]) -> Invalid | Unavailable:
    code = header["fault"]
    try:
        details = msgspec.convert(header.get("details", {}), _DETAILS, strict=True)
    except msgspec.ValidationError:
        return Unavailable("roster.failed")
    if not isinstance(code, str) or not code.startswith("roster.") or code == "roster.failed":
        return Unavailable("roster.failed")
    return Invalid(code, **details)


def _said(blob: bytes, kind: Any) -> Any:
    """What the process says, where it has the form that it must have."""
    try:
        return msgspec.json.decode(blob, type=kind, strict=True)
    except msgspec.DecodeError:
        raise Unavailable("roster.failed") from None


def _marked(lines: _Lines, places: _Places) -> _Lines:
    """The lines with the cells marked again whose numbers lost digits."""
    changed = {at: list(lines[at][1]) for at, _ in places if at < len(lines)}
    for at, column in places:
        if at not in changed or not 0 <= column < len(changed[at]):
            raise Unavailable("roster.failed")
        changed[at][column] = RoundedNumber(changed[at][column])
    return tuple((number, tuple(changed.get(at, cells))) for at, (number, cells) in enumerate(lines))
