"""A case's journal extract that leaves the office: what is in it, what is held back, for whom, on what basis.

The entry is the annex's own seal: it names every other entry by its digest, so that whoever checks the file sees what is
missing, what was added, and what was held back without being so signed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from core.domain.errors import Invalid
from core.domain.ids import CommandId, SubjectId
from core.domain.text import check_line, is_blank

KIND: Final = "annex.exported"
WITHHOLDABLE: Final = ("parties", "story")
"""Parts that may be held back; number, dates and order always go along."""
INTERNAL: Final = (
    KIND,
    "case.assigned",
    "case.noted",
    "identity.opening_proposed",
    "identity.opening_approved",
    "identity.opening_declined",
    "identity.opened",
    "incident.compared",
    "lookup.renewed",
    "referral.viewed",
    "referral.closing_viewed",
)
"""Kinds of the desks' own work, which tell of other cases or other readers: they never leave with a case."""


class OpenedPart(msgspec.Struct, frozen=True, kw_only=True):
    """A part that its post sealed to the province, and SHA-256 of what the province found in it."""

    entry: bytes
    part: str
    digest: bytes


class AnnexFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file of evidence that goes along: SHA-256 and size of the plain file."""

    token: bytes
    digest: bytes
    size: int


class GonePart(msgspec.Struct, frozen=True, kw_only=True):
    """A part that was not here any more when the annex was made: the order that destroyed it, empty where it expired."""

    entry: bytes
    part: str
    order: bytes = b""


class AnnexFacts(msgspec.Struct, frozen=True, kw_only=True):
    """To whom and why; digests of all entries in it, how many stayed here, parts held back, what was opened, files.

    ``gone`` are all parts that were destroyed or had expired; annexes of before it was written have none.
    """

    number: str
    to: str
    basis: str
    day: str
    entries: list[bytes]
    left_out: int
    withheld: list[str] = []
    opened: list[OpenedPart] = []
    files: list[AnnexFile] = []
    gone: list[GonePart] | None = None


class AnnexExported(msgspec.Struct, frozen=True):
    """A case's journal extract left the office."""

    facts: AnnexFacts | None


@dataclass(frozen=True, slots=True)
class ExportAnnex:
    """Make a case's annex. ``withhold`` are parts held back, ``leave_out`` beginnings of kinds that stay here.

    ``files`` takes the evidence along, but for what shows the reporter or a witness.
    """

    command: CommandId
    report: SubjectId
    to: str
    basis: str
    withhold: tuple[str, ...] = ("parties",)
    leave_out: tuple[str, ...] = ()
    files: bool = False


def require_order(command: ExportAnnex) -> None:
    """Refuse an annex without addressee or basis, or with a part that cannot be held back; ``Invalid('annex.*')``."""
    for name, text in (("to", command.to), ("basis", command.basis)):
        check_line(text, name)
        if is_blank(text):
            raise Invalid("annex.missing", field=name)
    if set(command.withhold) - set(WITHHOLDABLE):
        raise Invalid("annex.withhold", parts=", ".join(WITHHOLDABLE))


def goes_along(kind: str, leave_out: Sequence[str]) -> bool:
    """Whether entries of a kind go along."""
    return kind not in INTERNAL and not any(kind.startswith(prefix) for prefix in leave_out if prefix)
