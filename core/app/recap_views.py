"""A periodic report before it is printed or written as a workbook."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.document import ROWS_LIMIT, Rows
from core.domain.errors import Invalid


@dataclass(frozen=True, slots=True)
class RecapView:
    """What fills the wording ``kind``, and the data card in one paragraph; ``count`` are the reports that it speaks of."""

    kind: str
    fields: dict[str, str]
    groups: dict[str, Rows]
    count: int


def require_printable(view: RecapView) -> None:
    """Raise ``Invalid('recap.many')`` where a paper cannot hold so many rows."""
    if any(len(rows) > ROWS_LIMIT for rows in view.groups.values()):
        raise Invalid("recap.many", limit=ROWS_LIMIT)
