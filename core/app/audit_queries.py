"""The audit trail as it is asked for and answered."""

from __future__ import annotations

from dataclasses import dataclass

from core.app.queries import Query


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One entry. ``taken`` is when it came here, ``at`` what its author's clock said; ``gone`` names destroyed parts.

    ``faults`` are codes of :func:`core.app.checking.check`, None where nobody asked for the proof.
    """

    id: str
    at: str
    taken: str
    kind: str
    officer: str
    role: str
    post: str
    audience: str
    subject: str
    number: str
    stream: str
    sequence: int
    gone: tuple[str, ...]
    faults: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Rows, and where to go on; a page may be shorter than asked for although more follows."""

    rows: tuple[AuditRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Audit(Query[AuditPage]):
    """Entries that match. ``kind`` is a kind, or a family with its dot (``case.``); ``subject`` an id or a case number.

    Of a number that is not known here nothing is found. ``since`` and ``until`` are days of arrival here as ``YYYY-MM-DD``.
    Raises ``Invalid``: ``query.cursor``, ``query.filter`` (field).
    """

    kind: str = ""
    officer: str = ""
    post: str = ""
    subject: str = ""
    since: str = ""
    until: str = ""
    prove: bool = False
    limit: int = 50
    after: str | None = None


@dataclass(frozen=True, slots=True)
class AuditKinds(Query[tuple[str, ...]]):
    """Every kind of entry that stands here."""
