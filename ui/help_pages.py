"""The pages of ``resources/help``: contents, text, search, and what a screen's page is; for window, manual and card alike."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "help"
FIRST = "start"
NATION_FIRST = "nation_start"
LINK = re.compile(r"\[([^\]]+)\]\(([a-z_]+)\.md\)")
_SIGNS = re.compile(r"[*#|`]")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the contents: its heading, and the names of its pages in their order."""

    title: str
    pages: tuple[str, ...]


@cache
def contents(language: str) -> tuple[Section, ...]:
    """The table of contents; a page that is listed and not written in this edition is left out."""
    listed = json.loads((FOLDER / "contents.json").read_text("utf-8"))
    sections = (Section(each[language], tuple(name for name in each["pages"] if exists(language, name))) for each in listed)
    return tuple(section for section in sections if section.pages)


def names(language: str) -> tuple[str, ...]:
    """Every page in the order of the contents."""
    return tuple(name for section in contents(language) for name in section.pages)


@cache
def exists(language: str, name: str) -> bool:
    """Whether there is such a page."""
    return (FOLDER / language / f"{name}.md").is_file()


@cache
def page(language: str, name: str) -> str:
    """A page as Markdown."""
    return (FOLDER / language / f"{name}.md").read_text("utf-8")


def title(language: str, name: str) -> str:
    """A page's heading, which is its first line."""
    return page(language, name).partition("\n")[0].removeprefix("# ")


def plain(text: str) -> str:
    """Markdown without its signs: what is read, and what is searched."""
    return _SIGNS.sub("", LINK.sub(r"\1", text))


def found(language: str, asked: str) -> tuple[str, ...]:
    """Pages with every word that is asked for, or the beginning of one; those with it in their heading first."""
    wanted = _WORD.findall(asked.casefold())
    if not wanted:
        return names(language)
    hits = []
    for name in names(language):
        words = set(_WORD.findall(plain(page(language, name)).casefold()))
        if all(any(word.startswith(each) for word in words) for each in wanted):
            heading = title(language, name).casefold()
            hits.append((not all(each in heading for each in wanted), name))
    order = names(language)
    return tuple(name for _, name in sorted(hits, key=lambda hit: (hit[0], order.index(hit[1]))))
