"""The wording of a letter or form: a data file with a version, made of a few kinds of pieces.

``{name}`` is filled from the values that a document gives. A value is never read as a wording again, so braces in a
visitor's words stay braces. A template is never edited: a new wording is a new version with its own first day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from core.domain.errors import Invalid

Words = Annotated[str, Meta(min_length=1, max_length=2000)]
Look = Literal["plain", "strong", "small", "notice", "centre", "code"]
Fill = Mapping[str, str]

_PLACE: Final = re.compile(r"\{([a-z0-9_]+)\}")


class _Piece(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="piece"):
    """A piece stands only ``when`` the named value is not empty (``!name``: when it is)."""

    when: str = ""


class Heading(_Piece, frozen=True, kw_only=True, tag="heading"):
    """A line in bold that stays with what follows."""

    text: Words


class Text(_Piece, frozen=True, kw_only=True, tag="text"):
    """A paragraph; lines of a value stay lines."""

    text: Words
    look: Look = "plain"


class Field(_Piece, frozen=True, kw_only=True, tag="field"):
    """A label, a colon and a value; an empty value leaves dotted lines to be filled by hand."""

    label: Words
    value: str = ""
    rows: int = 1


class Item(_Piece, frozen=True, kw_only=True, tag="item"):
    """A numbered or lettered sentence."""

    mark: Words
    text: Words


class Tick(_Piece, frozen=True, kw_only=True, tag="tick"):
    """A square to be ticked; ``on`` names the value that ticks it."""

    text: Words
    on: str = ""


class Ruled(_Piece, frozen=True, kw_only=True, tag="ruled"):
    """Dotted lines for handwriting."""

    lines: int


class Gap(_Piece, frozen=True, kw_only=True, tag="gap"):
    """Empty room in millimetres."""

    mm: float


class Page(_Piece, frozen=True, kw_only=True, tag="page"):
    """What follows begins a page."""


class Column(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One column of a table; ``share`` is its part of the width."""

    title: Words
    value: str
    share: float


class Table(_Piece, frozen=True, kw_only=True, tag="table"):
    """One row for each member of a group; ``under`` is a line across, below each row; ``empty`` stands for no row.

    ``row_mm`` is the least height of a row, where a pen is to sign in it.
    """

    of: str
    columns: tuple[Column, ...]
    under: str = ""
    empty: Words
    row_mm: Annotated[float, Meta(ge=0, le=40)] = 0


class Hand(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Room for one signature: lines above, a name (dots where empty), lines below; ``stamp`` draws a stamp-duty box."""

    above: tuple[Words, ...]
    name: str = ""
    below: tuple[str, ...] = ()


class Signing(_Piece, frozen=True, kw_only=True, tag="signing"):
    """One or two signatures side by side."""

    right: Hand
    left: Hand | None = None


Simple = Heading | Text | Field | Item | Tick | Ruled | Gap


class Each(_Piece, frozen=True, kw_only=True, tag="each"):
    """Pieces once for each member of a group; ``empty`` stands where the group has none."""

    of: str
    pieces: tuple[Simple, ...]
    empty: str = ""


Piece = Simple | Page | Table | Signing | Each


class LetterTemplate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A wording: ``kop`` prints the letterhead, ``issued`` says that the office signs the file electronically.

    ``size`` is that of plain text in points; ``sets`` names the copies (rangkap) that come out one after the other.
    """

    code: Words
    version: Annotated[int, Meta(ge=1, le=1000)]
    valid_from: date
    language: Words
    status: Words
    name: Words
    classification: Words
    title: tuple[str, ...]
    body: tuple[Piece, ...]
    kop: bool = True
    issued: bool = False
    size: Annotated[float, Meta(ge=7, le=14)] = 10.0
    notices: tuple[Words, ...] = ()
    sets: tuple[Words, ...] = ()


def load_letter(data: bytes) -> LetterTemplate:
    """Read a template's JSON; raises ``Invalid('paper.template')`` with what is wrong and where."""
    try:
        return msgspec.json.decode(data, type=LetterTemplate)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid("paper.template", detail=str(error)) from None


def filled(wording: str, fill: Fill) -> str:
    """The wording with its places filled; a place that no value has is ``Invalid('paper.template')``."""

    def value(found: re.Match[str]) -> str:
        if found[1] not in fill:
            raise Invalid("paper.template", detail=found[1])
        return fill[found[1]]

    return _PLACE.sub(value, wording)


def stands(when: str, fill: Fill) -> bool:
    """Whether a piece stands under its condition; raises as :func:`filled` does."""
    if not when:
        return True
    name = when.removeprefix("!")
    if name not in fill:
        raise Invalid("paper.template", detail=name)
    return bool(fill[name].strip()) != when.startswith("!")
