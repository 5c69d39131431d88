"""One document of a batch, written in one go: the common beginning, then what is its own, signature included.

The file has a single revision: the certificate's signature, the permission to change nothing and the field stand in it from
the start, around a gap that the message fills. The plain way (draw, finish, sign through pyHanko) stays beside it as the
reference, and tests hold both to the same pages and the same verdict of three verifiers.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from typing import Any, Final

from core.documents import tagging
from core.documents.bed import Bed
from core.documents.cms import DIGEST_BYTES, KeySigner, Mould, OfficeSigner, reference, run, to_der
from core.documents.fonts import Fonts
from core.documents.ink_drawing import BOX, ink_operators
from core.documents.pdf_text import date, stream, string
from core.documents.sheet import HEIGHT, WIDTH, Sheet, Style
from core.documents.signing import REASON, RESERVED_HEX
from core.documents.tagging import Metadata
from core.documents.tags import Structure
from core.domain.ink import Ink

_RANGE_ROOM: Final = 40
_LEVEL: Final = 6
_LINES: Final = 4_000
"""Lines of a batch that are remembered; a page of one wording has some sixty, most of them alike in every document."""


@dataclass(frozen=True)
class Unsigned:
    """A document that waits for its message: the bytes behind the beginning, and the gap in them (offsets in the tail)."""

    tail: bytearray
    start: int
    end: int


@dataclass(frozen=True)
class Sealed:
    """A signed document: bytes behind the beginning, and SHA-256 of what its signature covers."""

    tail: bytes
    byterange_digest: bytes


@dataclass(frozen=True)
class _Ink:
    """Strokes and the lower left corner of their box on the last page, in points."""

    strokes: Ink
    corner: tuple[float, float]


@dataclass(frozen=True)
class SealWords:
    """What the signature says of itself."""

    name: str
    place: str


class PressedSheet(Sheet):
    """A sheet on a bed; :meth:`finished` gives nothing, :meth:`unsigned` the document."""

    def __init__(self, bed: Bed, fonts: Fonts, metadata: Metadata, seal: SealWords, ink: Ink = ()) -> None:
        self.faces = fonts.names
        self._metadata, self._bed, self._seal = metadata, bed, seal
        bed.clear()
        self.canvas: Any = bed.canvas
        self.structure = Structure()
        self._targets = []
        self._open = None
        self.signing_room = (0.0, 0.0)
        self._pages: list[tuple[bytes, tuple[str, ...]]] = []
        self.field = ""
        self._ink = ink

    def line(self, text: str, x: float, y: float, style: Style) -> None:
        """Draw one line as every sheet does; what other documents of the batch have drawn there is taken as it stands."""
        self._words()
        drawn, place = self._bed.lines, (text, style, x, y)
        if place not in drawn:
            if len(drawn) >= _LINES:
                drawn.clear()
            before = len(self.canvas._code)
            self.draw_line(text, x, y, style)
            drawn[place] = self.canvas._code[before:]
        else:
            self.canvas._code += drawn[place]

    def next_page(self) -> None:
        """End the page and begin another."""
        self._take()
        self.structure.page()

    def finished(self, field: str = "") -> bytes:
        """End the last page; ``field`` names the signature's field."""
        self._take()
        self.field = field
        return b""

    def unsigned(self) -> Unsigned:
        """The document behind the common beginning, with an empty gap."""
        ink = _Ink(self._ink, self.signing_room) if self._ink else None
        return _Tail(self._bed, self._metadata, self._seal, self.structure, self._pages, self.field, ink).written()

    def _take(self) -> None:
        self._leave()
        code = self._bed.preamble + "\n".join(self.canvas._code)
        used = tuple(self.canvas._formsinuse)
        self._pages.append((code.encode("latin-1"), used))
        self._bed.clear()


class _Tail:
    """The objects of one document, numbered on from those of the beginning."""

    def __init__(
        self,
        bed: Bed,
        metadata: Metadata,
        seal: SealWords,
        structure: Structure,
        pages: list[tuple[bytes, tuple[str, ...]]],
        field: str,
        ink: _Ink | None,
    ) -> None:
        self._bed, self._metadata, self._seal = bed, metadata, seal
        self._structure, self._pages, self._field, self._ink = structure, pages, field, ink
        self._first = bed.beginning.count + 1
        self._bodies: list[bytes] = []

    def written(self) -> Unsigned:
        """Lay out all objects, then the table."""
        faces = self._faces()
        contents = [self._add(stream({"Filter": "/FlateDecode"}, zlib.compress(code, _LEVEL))) for code, _ in self._pages]
        appearance = 0 if self._ink is None else self._add_ink(self._ink)
        parent = self._next + len(self._pages)
        pages = [self._next + at for at in range(len(self._pages))]
        signature, seal = parent + 1, parent + 2
        for at, (content, (_, used)) in enumerate(zip(contents, self._pages, strict=True)):
            last = at == len(self._pages) - 1
            self._add(self._page(parent, content, at, self._resources(faces, used), seal if last else 0))
        kids = b" ".join(b"%d 0 R" % page for page in pages)
        self._add(b"<</Type /Pages /Count %d /Kids [%s]>>" % (len(pages), kids))
        gap = self._add(self._signature())
        self._add(self._widget(pages[-1], signature, appearance))
        described, told = self._add(tagging.info(self._metadata)), self._add(tagging.xmp_stream(self._metadata))
        root = self._next
        for body in tagging.structure_objects(self._structure, pages, root, (seal, pages[-1])):
            self._add(body)
        catalogue = self._add(self._catalogue(parent, root, told, seal, signature))
        return self._file(gap - self._first, catalogue, described)

    @property
    def _next(self) -> int:
        return self._first + len(self._bodies)

    def _add(self, body: bytes) -> int:
        self._bodies.append(body)
        return self._next - 1

    def _faces(self) -> dict[str, int]:
        """The faces by name: common ones, and the rare sets whose letters this document uses."""
        faces = dict(self._bed.beginning.faces)
        for name, piece in self._bed.rare.items():
            mark = f"/{name} ".encode()
            if any(mark in code for code, _ in self._pages):
                faces[name] = self._next
                self._bodies += piece.at(self._next)
        return faces

    def _resources(self, faces: dict[str, int], used: tuple[str, ...]) -> bytes:
        fonts = b" ".join(b"/%s %d 0 R" % (name.encode(), number) for name, number in sorted(faces.items()))
        shown = [(name, number) for name, number in self._bed.beginning.pictures.items() if used]
        pictures = b" ".join(b"/%s %d 0 R" % (name.encode(), number) for name, number in shown)
        return b"<</Font <<%s>>%s>>" % (fonts, b" /XObject <<%s>>" % pictures if pictures else b"")

    def _page(self, parent: int, content: int, at: int, resources: bytes, seal: int) -> bytes:
        annotated = b" /Annots [%d 0 R]" % seal if seal else b""
        told = b"/Type /Page /Parent %d 0 R /MediaBox [0 0 %.2f %.2f] /Contents %d 0 R /Resources %s /StructParents %d /Tabs /S%s"
        return b"<<" + told % (parent, WIDTH, HEIGHT, content, resources, at, annotated) + b">>"

    def _add_ink(self, ink: _Ink) -> int:
        head = {"Type": "/XObject", "Subtype": "/Form", "BBox": f"[0 0 {BOX[0]:.2f} {BOX[1]:.2f}]", "Resources": "<<>>"}
        drawn = zlib.compress(ink_operators(ink.strokes).encode("ascii"), _LEVEL)
        return self._add(stream({**head, "Filter": "/FlateDecode"}, drawn))

    def _widget(self, page: int, signature: int, appearance: int) -> bytes:
        shown = b"/Rect [0 0 0 0]"
        if self._ink is not None:
            x, y = self._ink.corner
            shown = b"/Rect [%.2f %.2f %.2f %.2f] /AP <</N %d 0 R>>" % (x, y, x + BOX[0], y + BOX[1], appearance)
        where = b"/Type /Annot /Subtype /Widget /FT /Sig " + shown + b" /F 132 /P %d 0 R /StructParent %d /V %d 0 R"
        names = b" /T %s /TU %s" % (string(self._field), string(tagging.SEAL_WORDS))
        return b"<<" + where % (page, len(self._pages), signature) + names + b">>"

    def _signature(self) -> bytes:
        at = date(self._metadata.when)
        words = b"/Name %s /Location %s /Reason %s" % tuple(map(string, (self._seal.name, self._seal.place, REASON)))
        told = b"/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M %s " % at + words
        rule = b"/Reference [<</Type /SigRef /TransformMethod /DocMDP /TransformParams <</Type /TransformParams /V /1.2 /P 1>>>>]"
        gap = b"/Contents <" + b"0" * RESERVED_HEX + b">\n/ByteRange [" + b" " * _RANGE_ROOM + b"]"
        return b"<<" + gap + b"\n" + told + b" " + rule + b">>"

    def _catalogue(self, parent: int, root: int, told: int, seal: int, signature: int) -> bytes:
        first = b"<</Type /Catalog /Pages %d 0 R /Lang %s /MarkInfo <</Marked true>> /StructTreeRoot %d 0 R /Metadata %d 0 R"
        form = b" /AcroForm <</Fields [%d 0 R] /SigFlags 3>> /Perms <</DocMDP %d 0 R>>>>" % (seal, signature)
        meant = b" /OutputIntents %s /ViewerPreferences <</DisplayDocTitle true>>" % tagging.intent(self._bed.beginning.profile)
        return first % (parent, string(self._metadata.language), root, told) + meant + form

    def _file(self, signature: int, catalogue: int, described: int) -> Unsigned:
        begin = self._bed.beginning
        parts: list[bytes] = []
        offsets: list[int] = []
        at = len(begin.prefix)
        for number, body in enumerate(self._bodies, self._first):
            part = b"%d 0 obj\n%s\nendobj\n" % (number, body)
            offsets.append(at)
            parts.append(part)
            at += len(part)
        own = b"".join(parts)
        name = hashlib.sha256(begin.digest + own).digest()[:16].hex().encode()
        size = self._next
        table = b"xref\n0 %d\n0000000000 65535 f \n" % size + self._bed.table
        table += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        trailer = b"trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>]>>\nstartxref\n%d\n%%%%EOF\n"
        tail = bytearray(own + table + trailer % (size, catalogue, described, name, name, at))
        start = tail.index(b"/Contents <", offsets[signature] - len(begin.prefix)) + len(b"/Contents ")
        end = start + RESERVED_HEX + 2
        _tell_range(tail, len(begin.prefix), start, end)
        return Unsigned(tail, start, end)


class Filler:
    """Signs documents of a batch: one mould cut from pyHanko's own message, one key; the beginning is digested once."""

    def __init__(self, bed: Bed, office: OfficeSigner, mould: Mould) -> None:
        self._hash = hashlib.sha256(bed.beginning.prefix)
        self._office, self._mould = office, mould

    def fill(self, document: Unsigned) -> Sealed:
        """Put the message into the gap."""
        counted = self._hash.copy()
        counted.update(memoryview(document.tail)[: document.start])
        counted.update(memoryview(document.tail)[document.end :])
        digest = counted.digest()
        signature = self._office.key.sign(self._mould.to_be_signed(digest))
        message = self._mould.fill(digest, to_der(signature)).hex().upper().encode()
        document.tail[document.start + 1 : document.start + 1 + len(message)] = message
        return Sealed(bytes(document.tail), digest)


def cut_mould(office: OfficeSigner) -> Mould | None:
    """The form of the message, out of one that pyHanko made; None where it would not give pyHanko's bytes back."""
    signer = KeySigner(office.key, office.certificate_der, office.ca_der)
    digest = hashlib.sha256(b"mould").digest()
    if len(digest) != DIGEST_BYTES:
        return None
    return Mould.cut(run(reference(signer, digest)).dump(), digest)


def _tell_range(tail: bytearray, before: int, start: int, end: int) -> None:
    """Write where the gap is, in the room that was left for it."""
    told = b"0 %d %d %d" % (before + start, before + end, len(tail) - end)
    at = tail.index(b"/ByteRange [", end) + len(b"/ByteRange [")
    tail[at : at + len(told)] = told
