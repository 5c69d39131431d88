"""The skeleton of a document that was written in one go: all that a reader follows, without what differs from page to page.

Two files with one skeleton have the same objects, keys, references and rules; they differ in the words of their
description, the claimed time, the bytes of streams and where objects stand, and all of that is checked or read here.
A file in any other form has no skeleton and is judged the long way.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_END: Final = re.compile(rb"startxref\n(\d{1,9})\n%%EOF\n\Z")
_TABLE: Final = re.compile(rb"xref\n0 (\d{1,5})\n0000000000 65535 f \n")
_LINE: Final = 20
_TRAILER: Final = re.compile(
    rb"trailer\n<</Size (\d+) /Root \d+ 0 R /Info (\d+) 0 R /ID \[<[0-9a-f]{32}> <[0-9a-f]{32}>\]>>\nstartxref\n\d+\n%%EOF\n"
)
_ROOT: Final = re.compile(rb"/Root (\d+) 0 R")
_LENGTH: Final = re.compile(rb"/Length (\d{1,8})(?=[ \n]?(?:/|>>))")
_RANGE: Final = re.compile(rb"/Contents <[0-9A-F]*>\n/ByteRange \[[0-9 ]*\]")
_STRING: Final = rb"(\((?:[^()\\\r\n\x00]|\\[()\\])*+\)|<(?:[0-9A-F]{2})*+>)"
_VARYING: Final = re.compile(rb"(/(?:Title|Author|Subject|Keywords|CreationDate|ModDate|M|Alt|ActualText) )" + _STRING)
_TOKENS: Final = re.compile(rb"(?:[^()<>%\\]|<<|>>|<[0-9A-Fa-f]*+>|\((?:[^()\\]|\\.)*+\))*+", re.DOTALL)
_PLAIN: Final = re.compile(rb"\(([ -'*-\[\]-~]*)\)")
_MARK: Final = b"<FEFF"
_SEPARATOR: Final = b"\x00\xff\x00"


@dataclass(frozen=True)
class Shape:
    """``name`` is SHA-256 of the skeleton; ``skeleton`` itself is needed once, when a name is first believed."""

    name: bytes
    skeleton: bytes
    title: str
    keywords: str
    claimed: str


def shape_of(data: bytes) -> Shape | None:
    """The shape of a file in our compiled form, None for every other."""
    end = _END.search(data, max(0, len(data) - 64))
    table = _TABLE.match(data, int(end[1])) if end else None
    if table is None:
        return None
    offsets = _offsets(data, table)
    trailer = _TRAILER.fullmatch(data, table.end() + _LINE * (int(table[1]) - 1)) if offsets else None
    root = _ROOT.search(trailer[0]) if trailer else None
    if trailer is None or root is None or int(trailer[1]) != int(table[1]):
        return None
    heads = _heads(data, [*offsets, table.start()])
    info = int(trailer[2])
    if heads is None or not 0 < info <= len(heads):
        return None
    return _shaped([data[: offsets[0]], b"%s %d" % (root[0], info), *heads], heads[info - 1])


def is_sound(shape: Shape) -> bool:
    """Whether no word of the skeleton reaches beyond its object: all strings close, nothing is a comment."""
    return all(_TOKENS.fullmatch(part) for part in shape.skeleton.split(_SEPARATOR)[1:])


def _offsets(data: bytes, table: re.Match[bytes]) -> list[int]:
    """Where the objects stand; none when a line of the table has another form."""
    lines = data[table.end() : table.end() + _LINE * (int(table[1]) - 1)]
    try:
        offsets = [int(lines[at : at + 10]) for at in range(0, len(lines), _LINE)]
    except ValueError:
        return []
    return offsets if b"".join(b"%010d 00000 n \n" % offset for offset in offsets) == lines else []


def _heads(data: bytes, bounds: list[int]) -> list[bytes] | None:
    """Every object without its stream; None unless the objects lie without a gap from the header to the table."""
    heads = []
    for number, (start, end) in enumerate(pairwise(bounds), 1):
        first = b"%d 0 obj\n" % number
        if start >= end or not data.startswith(first, start) or not data.startswith(b"\nendobj\n", end - 8):
            return None
        head = _head(data, start + len(first), end - 8)
        if head is None:
            return None
        heads.append(head)
    return heads


def _head(data: bytes, start: int, end: int) -> bytes | None:
    at = data.find(b"stream", start, end)
    if at < 0:
        return data[start:end]
    head = data[start:at]
    told = _LENGTH.findall(head)
    if len(told) != 1 or head.count(b"/Length ") != 1 or not head.endswith(b">>\n"):
        return None
    after = at + len(b"stream\n") + int(told[0])
    if not data.startswith(b"stream\n", at) or after + len(b"\nendstream") != end or not data.startswith(b"\nendstream", after):
        return None
    return _LENGTH.sub(b"/Length 0", head) + b"stream"


def _shaped(parts: list[bytes], info: bytes) -> Shape | None:
    whole = _SEPARATOR.join(parts)
    if whole.count(_SEPARATOR) != len(parts) - 1:
        return None
    whole, ranges = _RANGE.subn(b"/Contents <>/ByteRange []", whole)
    sealed = next((part for part in parts if b"/ByteRange" in part), b"")
    title, keywords, claimed = _said(info, b"/Title "), _said(info, b"/Keywords "), _said(sealed, b"/M ")
    if ranges != 1 or title is None or keywords is None or claimed is None:
        return None
    skeleton = _VARYING.sub(rb"\1()", whole)
    return Shape(hashlib.sha256(skeleton).digest(), skeleton, title, keywords, claimed)


def _said(head: bytes, key: bytes) -> str | None:
    """The words after a key that stands once; None for words in an unusual spelling."""
    if head.count(key) != 1:
        return None
    found = _VARYING.match(head, head.index(key))
    if found is None:
        return None
    plain = _PLAIN.fullmatch(found[2])
    if plain is not None:
        return plain[1].decode("ascii")
    if not found[2].startswith(_MARK):
        return None
    try:
        words = bytes.fromhex(found[2][len(_MARK) : -1].decode("ascii")).decode("utf-16-be")
    except ValueError:
        return None
    return None if "\x1b" in words else words
