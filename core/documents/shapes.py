"""The shape of a document that was written in one go: its fixed bytes, and the gaps that differ from document to document.

Two files of one shape have the same objects, keys, references and rules; they differ in the words of their description,
the claimed time, the bytes of streams and where objects stand, and all of that is checked or read here. A file in any
other form has no shape and is judged the long way.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_END: Final = re.compile(rb"startxref\n(\d{1,9})\n%%EOF\n\Z")
_TABLE: Final = re.compile(rb"xref\n0 (\d{1,5})\n0000000000 65535 f \n")
_LINE: Final = b"%010d 00000 n \n"
_TRAILER: Final = re.compile(
    rb"(trailer\n<</Size (\d+) /Root \d+ 0 R /Info (\d+) 0 R /ID \[)<[0-9a-f]{32}> <[0-9a-f]{32}>\]>>\nstartxref\n(\d+)\n%%EOF\n"
)
_WORDS: Final = re.compile(rb"\((?:[^()\\\r\n\x00]|\\[()\\])*+\)|<(?:[0-9A-F]{2})*+>")
_RANGE: Final = re.compile(rb"\n/ByteRange \[[0-9 ]*\]")
_LENGTHS: Final = rb"(\d{1,8})(?: /Length1 \d{1,8})?[ \n]?>>\n"
_STREAM: Final = re.compile(_LENGTHS + rb"stream\n")
_LENGTH: Final = re.compile(rb"/Length " + _LENGTHS + rb"\Z")
_STRING: Final = rb"(?:\((?:[^()\\]|\\.)*+\)|<[0-9A-Fa-f]*+>)"
_STRINGS: Final = re.compile(
    rb"/(Title|Author|Subject|Keywords|CreationDate|ModDate|M|Alt|ActualText) (%s)|%s" % (_WORDS.pattern, _STRING), re.DOTALL
)
_TOKENS: Final = re.compile(rb"(?:[^()<>%%\\#]|<<|>>|%s)*+" % _STRING, re.DOTALL)
_PLAIN: Final = re.compile(rb"\(([ -'*-\[\]-~]*)\)")
_MARK: Final = b"<FEFF"


@dataclass(frozen=True)
class Said:
    """What a file says of itself; ``claimed`` is the claimed time as it is written."""

    title: str
    keywords: str
    claimed: str


@dataclass(frozen=True)
class _Gap:
    """Bytes that differ, the form they must have, and the key that names them in an object (empty for none)."""

    start: int
    stop: int
    form: re.Pattern[bytes]
    key: bytes
    number: int


@dataclass(frozen=True)
class Shape:
    """Fixed bytes, each with the form of the gap behind it, then the ``last`` fixed ones before the table.

    ``objects`` says in which piece and where in it an object begins, ``said`` which gaps hold title, keywords and time.
    """

    pieces: tuple[tuple[bytes, re.Pattern[bytes]], ...]
    last: bytes
    objects: tuple[tuple[int, int], ...]
    trailer: bytes
    said: tuple[int, int, int]

    @classmethod
    def cut(cls, data: bytes, message: slice) -> Shape | None:
        """The shape of a file in our compiled form, None for every other; ``message`` is where its signature stands."""
        end = _END.search(data, max(0, len(data) - 64))
        table = _TABLE.match(data, int(end[1])) if end else None
        offsets = _offsets(data, table) if table else []
        trailer = _TRAILER.fullmatch(data, table.end() + len(_LINE % 0) * len(offsets)) if table else None
        if table is None or trailer is None or not offsets:
            return None
        gaps: list[_Gap] = []
        for number, (start, stop) in enumerate(pairwise([*offsets, table.start()]), 1):
            first, last = b"%d 0 obj\n" % number, b"\nendobj\n"
            inner = slice(start + len(first), stop - len(last))
            found = _gaps(data, number, inner, message)
            if found is None or not data.startswith(first, start) or not data.startswith(last, inner.stop):
                return None
            gaps += found
        said = _said(gaps, int(trailer[3]))
        if said is None:
            return None
        edges = [0, *(gap.stop for gap in gaps)]
        pieces = tuple((data[edge : gap.start], gap.form) for edge, gap in zip(edges, gaps, strict=False))
        places = [(bisect(edges, offset) - 1, offset) for offset in offsets]
        objects = tuple((at, offset - edges[at]) for at, offset in places)
        return cls(pieces, data[edges[-1] : table.start()], objects, trailer[1], said)

    def read(self, data: bytes, message: slice) -> Said | None:
        """What a file of this shape says of itself; None for any other file."""
        at, starts, found = 0, [], []
        for fixed, form in self.pieces:
            starts.append(at)
            if not data.startswith(fixed, at):
                return None
            at += len(fixed)
            match = form.match(data, message.stop if form is _RANGE and at == message.start else at)
            if match is None:
                return None
            at = match.end() + (int(match[1]) if form is _STREAM else 0)
            found.append(match)
        starts.append(at)
        if not data.startswith(self.last, at) or not self._ends(data, starts):
            return None
        title, keywords, claimed = (_text(found[at][0]) for at in self.said)
        return None if title is None or keywords is None or claimed is None else Said(title, keywords, claimed)

    def _ends(self, data: bytes, starts: Sequence[int]) -> bool:
        """Whether the table names exactly where the objects stand, and nothing follows it but the trailer."""
        at, count = starts[-1] + len(self.last), len(self.objects)
        offsets = tuple([starts[piece] + inside for piece, inside in self.objects])
        table = b"xref\n0 %d\n0000000000 65535 f \n" % (count + 1) + _LINE * count % offsets
        trailer = _TRAILER.fullmatch(data, at + len(table)) if data.startswith(table, at) else None
        return trailer is not None and trailer[1] == self.trailer and int(trailer[2]) == count + 1 and int(trailer[4]) == at


def _offsets(data: bytes, table: re.Match[bytes]) -> list[int]:
    """Where the objects stand; none when a line of the table has another form."""
    size = len(_LINE % 0)
    lines = data[table.end() : table.end() + size * (int(table[1]) - 1)]
    try:
        offsets = [int(lines[at : at + 10]) for at in range(0, len(lines), size)]
    except ValueError:
        return []
    return offsets if _LINE * len(offsets) % tuple(offsets) == lines else []


def _gaps(data: bytes, number: int, inner: slice, message: slice) -> list[_Gap] | None:
    """The gaps of one object; None for an odd object, and where a word might reach beyond its string."""
    at = data.find(b"stream", inner.start, inner.stop)
    end = inner.stop if at < 0 else at
    if inner.start >= end or not _TOKENS.fullmatch(data, inner.start, end):
        return None
    gaps = []
    for found in _STRINGS.finditer(data, inner.start, end):
        if found.span() == (message.start, message.stop):
            told = _RANGE.match(data, message.stop, end)
            if told is None or not data.endswith(b"/Contents ", inner.start, message.start):
                return None
            gaps.append(_Gap(message.start, told.end(), _RANGE, b"Contents", number))
        elif found[1]:
            gaps.append(_Gap(*found.span(2), _WORDS, found[1], number))
    keys = _STRINGS.sub(rb"/\1 ()", data[inner.start : end])
    if any(len(re.findall(rb"/%s\b" % gap.key, keys)) != 1 for gap in gaps):
        return None
    return gaps if at < 0 else _with_stream(data, gaps, keys, slice(at, inner.stop), number)


def _with_stream(data: bytes, gaps: list[_Gap], keys: bytes, rest: slice, number: int) -> list[_Gap] | None:
    """The gaps and the stream behind them, where the object ends with the stream and tells its length once."""
    told = _LENGTH.search(data, max(0, rest.start - 48), rest.start)
    found = _STREAM.match(data, told.start(1), rest.stop) if told else None
    if told is None or found is None or len(re.findall(rb"/Length\b", keys)) != 1:
        return None
    if data[found.end() + int(found[1]) : rest.stop] != b"\nendstream":
        return None
    return [*gaps, _Gap(told.start(1), rest.stop - len(b"\nendstream"), _STREAM, b"", number)]


def _said(gaps: Sequence[_Gap], info: int) -> tuple[int, int, int] | None:
    """Which gaps hold title, keywords and claimed time."""
    named = {(gap.number, gap.key): at for at, gap in enumerate(gaps)}
    signature = next((gap.number for gap in gaps if gap.form is _RANGE), 0)
    wanted = [(info, b"Title"), (info, b"Keywords"), (signature, b"M")]
    if any(name not in named for name in wanted):
        return None
    title, keywords, claimed = (named[name] for name in wanted)
    return title, keywords, claimed


def _text(written: bytes) -> str | None:
    """The words of a string; None for an unusual spelling."""
    plain = _PLAIN.fullmatch(written)
    if plain is not None:
        return plain[1].decode("ascii")
    if not written.startswith(_MARK):
        return None
    try:
        words = bytes.fromhex(written[len(_MARK) : -1].decode("ascii")).decode("utf-16-be")
    except ValueError:
        return None
    return None if "\x1b" in words else words
