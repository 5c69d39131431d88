"""Questions about wordings that may be given out anew, and what their answers look like."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.app.queries import Query


@dataclass(frozen=True, slots=True)
class WordingRow:
    """A wording in force: its code, name, version and first day; ``newest`` is above ``version`` while one waits."""

    code: str
    name: str
    version: int
    valid_from: str
    shipped: bool
    newest: int
    waits_for: str


@dataclass(frozen=True, slots=True)
class WordingView:
    """The texts of the wording in force by path, the names that may stand in braces, and its versions, newest first.

    A version is its number, its first day, and whether it came with the program, is in force, waits, or is older.
    """

    row: WordingRow
    texts: dict[str, str]
    places: tuple[str, ...]
    versions: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True)
class Wordings(Query[tuple[WordingRow, ...]]):
    """Every wording that the province may give out, by code."""


@dataclass(frozen=True, slots=True)
class Wording(Query[WordingView]):
    """One wording; raises ``Invalid('wording.unknown')``."""

    code: str


@dataclass(frozen=True, slots=True)
class WordingPages(Query[bytes]):
    """The pages with these texts and invented values, as PDF: marked as an example, unsigned; raises as giving out would."""

    code: str
    words: dict[str, str] = field(default_factory=dict)
