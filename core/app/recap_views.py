"""A periodic report before it is printed or written as a workbook."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from core.domain.document import ROWS_LIMIT, Rows
from core.domain.ids import ID_BYTES, CommandId


@dataclass(frozen=True, slots=True)
class RecapView:
    """What fills the wording ``kind``, and the data card in one paragraph; ``count`` are the reports that it speaks of."""

    kind: str
    fields: dict[str, str]
    groups: dict[str, Rows]
    count: int


def parts_of(view: RecapView, most: int = ROWS_LIMIT) -> tuple[RecapView, ...]:
    """The same report on as many papers as its longest table needs; each says which part it is, in the paper's language."""
    longest = max((len(rows) for rows in view.groups.values()), default=0)
    number = max(1, -(-longest // most))
    return tuple(_part(view, at, number, most) for at in range(number))


def _part(view: RecapView, at: int, number: int, most: int) -> RecapView:
    if number == 1:
        return view
    period = f"{view.fields['period']} (bagian {at + 1} dari {number})"
    return replace(
        view,
        fields=view.fields | {"period": period},
        groups={name: rows[at * most : (at + 1) * most] for name, rows in view.groups.items()},
    )


def command_of(command: CommandId, at: int) -> CommandId:
    """The command of a part: the press's own for the first, for others one that follows from it: no part is made twice."""
    return command if at == 0 else CommandId(hashlib.sha256(command + b"part" + str(at).encode()).digest()[:ID_BYTES])


def file_of(path: Path, at: int) -> Path:
    """Where a part goes: the first as it was named, the others numbered beside it."""
    return path if at == 0 else path.with_stem(f"{path.stem}-{at + 1}")
