"""What leaves the program as a table, or all of it: what the journal keeps of that, and never a word that was searched for."""

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


class EverythingFacts(msgspec.Struct, frozen=True, kw_only=True):
    """How many entries left in the clear, how many attachments, and how many that stayed sealed."""

    entries: int
    attachments: int
    sealed: int


class EverythingExported(msgspec.Struct, frozen=True):
    """All that can be read here was written outside the program's protection."""

    facts: EverythingFacts | None
