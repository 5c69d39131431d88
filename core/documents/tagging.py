"""The finishing pass: from drawn pages to a tagged file that is prepared for PDF/A-2b and PDF/UA-1.

"Prepared for" and no more: no validator of either standard was at hand. The pass writes the file anew from the objects
that the drawing left behind, and adds the structure tree, the description as XMP, the colour space and the field of the
office's signature. Nothing is parsed again, so it costs a millisecond or two; the same drawing gives the same bytes.

Whoever compiles a document once and splices many out of it calls :func:`structure_objects` with object numbers of its own:
marked sequences that come later are planned with ``Sheet.reserve``, and the tree is the same for every copy.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from core.documents import xmp
from core.documents.colour import srgb
from core.documents.pdf_text import date, stream, string
from core.documents.tags import Box, Element, Structure, Tag
from core.domain.moment import Moment

MAKER: Final = "Posko"
HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
UNDATED: Final = datetime(2000, 1, 1, tzinfo=UTC)
SEAL_WORDS: Final = "Tanda tangan elektronik kantor penerbit (mengesahkan penerbitan)"
_NAMES: Final = {"Document", "Part", "Div"}


@dataclass(frozen=True)
class Metadata:
    """What the file says about itself: title, issuing office, and the words by which a verifier finds its code.

    ``made`` is the moment of printing as the laptop claims it; a file without one is dated 2000-01-01.
    """

    title: str
    author: str
    keywords: str
    subject: str = ""
    made: Moment | None = None
    language: str = "id-ID"

    @property
    def when(self) -> datetime:
        """The date that the file carries."""
        return UNDATED if self.made is None else self.made.when.replace(microsecond=0)


@dataclass(frozen=True)
class Drawing:
    """What the drawing left: bodies of objects 1, 2, ..., the numbers of the pages and of their common parent.

    ``pages`` are dictionaries without their closing brackets, so that the pass can add to them; their places among
    ``objects`` are empty.
    """

    objects: tuple[bytes, ...]
    pages: Mapping[int, bytes]
    parent: int


def info(metadata: Metadata) -> bytes:
    """The information dictionary."""
    at = date(metadata.when)
    told = {b"Title": metadata.title, b"Author": metadata.author, b"Subject": metadata.subject, b"Keywords": metadata.keywords}
    told |= {b"Creator": MAKER, b"Producer": MAKER}
    words = b" ".join(b"/%s %s" % (name, string(value)) for name, value in told.items() if value)
    return b"<<" + words + b" /CreationDate " + at + b" /ModDate " + at + b">>"


def xmp_stream(metadata: Metadata) -> bytes:
    """The description as a stream object: never compressed, so that any program finds it."""
    packet = xmp.packet(
        title=metadata.title,
        author=metadata.author,
        subject=metadata.subject,
        keywords=metadata.keywords,
        maker=MAKER,
        language=metadata.language,
        made=metadata.when,
    )
    return stream({"Type": "/Metadata", "Subtype": "/XML"}, packet)


def profile_stream() -> bytes:
    """The colour profile as a stream object."""
    return stream({"N": 3, "Filter": "/FlateDecode"}, zlib.compress(srgb(), 9))


def intent(profile: int) -> bytes:
    """The output intents of the catalogue, with the number of the profile's object."""
    words = b"/Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) /Info (sRGB IEC61966-2.1)"
    return b"[<<" + words + b" /DestOutputProfile %d 0 R>>]" % profile


def structure_objects(structure: Structure, pages: Sequence[int], first: int, seal: tuple[int, int] | None = None) -> list[bytes]:
    """The tree as bodies of the objects ``first``, ``first + 1``, ...: its root is the first of them.

    ``pages`` are the object numbers of the pages, ``seal`` those of the signature's field and of the page that it is on.
    The page at index *n* must say ``/StructParents n``, the field ``/StructParent`` with the number of pages.
    """
    elements = structure.elements()
    numbers = {element: first + 1 + at for at, element in enumerate(elements)}
    form = first + 1 + len(elements)
    bodies = [_element(element, numbers, pages, first, form if seal else 0) for element in elements]
    lists = [
        b"%d [%s]" % (at, b" ".join(b"%d 0 R" % numbers[element] for element in marked))
        for at, marked in enumerate(structure.pages)
    ]
    if seal is not None:
        field, page = seal
        place = b"<</Type /OBJR /Obj %d 0 R /Pg %d 0 R>>" % (field, page)
        bodies.append(b"<</S /Form /P %d 0 R /Alt %s /K %s>>" % (numbers[structure.root], string(SEAL_WORDS), place))
        lists.append(b"%d %d 0 R" % (len(structure.pages), form))
    tree = b"<</Nums [%s]>>" % b"\n".join(lists)
    root = b"<</Type /StructTreeRoot /K %d 0 R /ParentTree %s /ParentTreeNextKey %d>>" % (
        numbers[structure.root],
        tree,
        len(lists),
    )
    return [root, *bodies]


def _element(element: Element, numbers: Mapping[Element, int], pages: Sequence[int], root: int, form: int) -> bytes:
    parent = root if element.parent is None else numbers[element.parent]
    told = [b"<</S /%s /P %d 0 R" % (element.kind.encode(), parent)]
    marked = {kid[0] for kid in element.kids if not isinstance(kid, Element)}
    page = min(marked) if marked else None
    if page is not None:
        told.append(b"/Pg %d 0 R" % pages[page])
    kids = [_kid(kid, numbers, pages, page) for kid in element.kids]
    if form and element.parent is None:
        kids.append(b"%d 0 R" % form)
    if kids:
        told.append(b"/K %s" % (kids[0] if len(kids) == 1 else b"[" + b" ".join(kids) + b"]"))
    told += _words(element.tag) + _attributes(element)
    return b" ".join(told) + b">>"


def _kid(kid: Element | tuple[int, int], numbers: Mapping[Element, int], pages: Sequence[int], page: int | None) -> bytes:
    if isinstance(kid, Element):
        return b"%d 0 R" % numbers[kid]
    at, number = kid
    return b"%d" % number if at == page else b"<</Type /MCR /Pg %d 0 R /MCID %d>>" % (pages[at], number)


def _words(tag: Tag | None) -> list[bytes]:
    if tag is None:
        return []
    told = [b"/Alt " + string(tag.alt)] if tag.alt else []
    return told + ([b"/ActualText " + string(tag.actual)] if tag.actual else [])


def _attributes(element: Element) -> list[bytes]:
    span = element.tag.span if element.tag is not None else 1
    wide = b" /ColSpan %d" % span if span > 1 else b""
    match element.kind:
        case "TH":
            return [b"/A <</O /Table /Scope /Column%s>>" % wide]
        case "TD" if wide:
            return [b"/A <</O /Table%s>>" % wide]
        case "L":
            return [b"/A <</O /List /ListNumbering /None>>"]
    return [b"/A <</O /Layout /BBox %s>>" % _box(element.box)] if element.box is not None else []


def _box(box: Box) -> bytes:
    return b"[" + b" ".join(f"{value:.2f}".encode() for value in box) + b"]"


def finish(drawing: Drawing, structure: Structure, metadata: Metadata, field: str = "") -> bytes:
    """The whole file; ``field`` names an empty signature field, which stands in the tree and shows nothing."""
    objects = list(drawing.objects)
    pages = list(drawing.pages)

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    described, meant, told = add(info(metadata)), intent(add(profile_stream())), add(xmp_stream(metadata))
    seal = add(_seal(field, pages[-1], len(pages))) if field else 0
    root = len(objects) + 1
    objects += structure_objects(structure, pages, root, (seal, pages[-1]) if seal else None)
    for at, (number, page) in enumerate(drawing.pages.items()):
        annotated = b" /Annots [%d 0 R]" % seal if seal and number == pages[-1] else b""
        objects[number - 1] = page + b" /StructParents %d /Tabs /S%s>>" % (at, annotated)
    form = b" /AcroForm <</Fields [%d 0 R]>>" % seal if seal else b""
    catalogue = add(
        b"<</Type /Catalog /Pages %d 0 R /Lang %s /MarkInfo <</Marked true>> /StructTreeRoot %d 0 R /Metadata %d 0 R"
        b" /OutputIntents %s /ViewerPreferences <</DisplayDocTitle true>>%s>>"
        % (drawing.parent, string(metadata.language), root, told, meant, form)
    )
    return written(objects, catalogue, described)


def _seal(name: str, page: int, parent: int) -> bytes:
    where = b"/Type /Annot /Subtype /Widget /FT /Sig /Rect [0 0 0 0] /F 132 /P %d 0 R /StructParent %d" % (page, parent)
    return b"<<" + where + b" /T %s /TU %s>>" % (string(name), string(SEAL_WORDS))


def written(objects: Sequence[bytes], catalogue: int, described: int) -> bytes:
    """A file of the objects 1, 2, ... with its table; its identifier is taken from its bytes."""
    parts, offsets, at = [HEADER], list[int](), len(HEADER)
    for number, body in enumerate(objects, 1):
        part = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        offsets.append(at)
        parts.append(part)
        at += len(part)
    body = b"".join(parts)
    name = hashlib.sha256(body).digest()[:16].hex().encode()
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>]>>\n" % (
        len(objects) + 1,
        catalogue,
        described,
        name,
        name,
    )
    return body + table + trailer + b"startxref\n%d\n%%%%EOF\n" % at
