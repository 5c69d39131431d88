"""Lists that leave the program as a table: what the journal keeps of it, and never a word that was searched for."""

from __future__ import annotations

import msgspec


class ListFacts(msgspec.Struct, frozen=True, kw_only=True):
    """How many reports, as which kind of file, and the filter in codes; ``searched`` where words were searched for."""

    count: int
    format: str
    filter: dict[str, str]
    searched: bool
    chosen: bool


class ListExported(msgspec.Struct, frozen=True):
    """A list of reports was written outside the program's protection."""

    facts: ListFacts | None
