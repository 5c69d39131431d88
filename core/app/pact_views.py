"""What screens and verbs get to see of one pact."""

from __future__ import annotations

from dataclasses import dataclass

from core.app.views import PactRow


@dataclass(frozen=True, slots=True)
class PactActRow:
    """One act: ``kind`` is told, signed, refused or away; ``method`` its code, ``day`` the day that was stated.

    ``detail`` is a telling's version of the rules, a signature's or refusal's witness, the last day of an absence;
    ``words`` a refusal's reason or an absence's note; ``paper`` the token of the scan, which ``read_attachment`` reads.
    ``record`` tells whether the officer's record of a signature on the screen holds: ``proved``, ``differs``, ``erased``,
    or empty where there is none.
    """

    kind: str
    day: str
    method: str
    detail: str
    words: str
    officer: str
    post: str
    at: str
    digest: str
    paper: str = ""
    place: str = ""
    stamp_serial: str = ""
    signature: bytes = b""
    record: str = ""


@dataclass(frozen=True, slots=True)
class HinderedRow:
    """A pact that is not signed because the person refused or is away, with the act that says so and why."""

    row: PactRow
    act: PactActRow


@dataclass(frozen=True, slots=True)
class PactView:
    """One pact with its acts in order, the pact that it replaces and those that replace it (ids)."""

    row: PactRow
    acts: tuple[PactActRow, ...]
    content_digest: bytes
    replaces: str = ""
    replaced_by: tuple[str, ...] = ()
    template_version: str = ""
