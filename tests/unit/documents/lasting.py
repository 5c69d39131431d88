"""The clauses of PDF/A-2b and PDF/UA-1 that can be checked without a validator; :func:`faults` names what breaks one."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pikepdf
from PIL import ImageCms

SHOWS = {"Tj", "TJ", "'", '"'}
PAINTS = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "INLINE IMAGE"}
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
KIDS = {"L": {"LI"}, "LI": {"Lbl", "LBody"}, "Table": {"TR"}, "TR": {"TH", "TD"}}


def faults(data: bytes) -> list[str]:
    """Everything that is wrong, in words; an empty list for a good file."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [*_file(data), *_catalogue(pdf), *_described(pdf), *_drawn(pdf), *_tree(pdf)]


def _file(data: bytes) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[4-7]\n%[\x80-\xff]{4}", data):
        yield "header"
    if re.search(rb"/Length (\d+)[^>]*>>\s*stream\n", data) and len(re.findall(rb"(?<!\n)endstream", data)):
        yield "no line end before endstream"


def _catalogue(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "not marked"
    if "/Lang" not in root:
        yield "no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "title not shown"
    intents = list(root.get("/OutputIntents", []))
    if [str(intent.S) for intent in intents] != ["/GTS_PDFA1"]:
        yield "no output intent"
    for intent in intents:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(intent.DestOutputProfile.read_bytes()))
        if intent.DestOutputProfile.N != 3 or profile.profile.xcolor_space != "RGB ":
            yield "profile"
    for name in ("/OpenAction", "/AA", "/Names", "/OCProperties", "/Version"):
        if name in root:
            yield f"{name} in the catalogue"


def _described(pdf: pikepdf.Pdf) -> Iterator[str]:
    stream = pdf.Root.get("/Metadata")
    if stream is None or "/Filter" in stream:
        yield "no plain XMP"
        return
    tree = ElementTree.fromstring(  # noqa: S314  made here
        stream.read_bytes().decode().split("?>", 1)[1].rsplit("<?xpacket", 1)[0]
    )

    def told(path: str) -> str:
        found = tree.find(f".//{path}", NAMESPACES)
        return "".join(found.itertext()) if found is not None else ""

    if (told("pdfaid:part"), told("pdfaid:conformance"), told("pdfuaid:part")) != ("2", "B", "1"):
        yield "standards"
    pairs = {"/Title": "dc:title", "/Author": "dc:creator", "/Keywords": "pdf:Keywords", "/Producer": "pdf:Producer"}
    pairs |= {"/Creator": "xmp:CreatorTool", "/Subject": "dc:description"}
    for name, path in pairs.items():
        if str(pdf.docinfo.get(name, "")) != told(path):
            yield f"{name} differs"
    if not told("dc:title"):
        yield "no title"
    made = re.sub(r"\D", "", told("xmp:CreateDate"))
    if re.sub(r"\D", "", str(pdf.docinfo.CreationDate)) != made or told("xmp:CreateDate") != told("xmp:ModifyDate"):
        yield "dates differ"


def _drawn(pdf: pikepdf.Pdf) -> Iterator[str]:
    for at, page in enumerate(pdf.pages):
        resources = page.get("/Resources", {})
        if page.get("/Tabs") != "/S" or "/Group" in page or "/ExtGState" in resources:
            yield f"page {at}: tabs or transparency"
        for picture in resources.get("/XObject", {}).values():
            if any(name in picture for name in ("/SMask", "/Mask", "/Alternates", "/OPI")) or picture.Subtype != "/Image":
                yield f"page {at}: picture"
        maps = {name: _font(font) for name, font in resources.get("/Font", {}).items()}
        yield from (f"page {at}: font {name}" for name, known in maps.items() if known is None)
        yield from (f"page {at}: {fault}" for fault in _sequences(page, maps))


def _font(font: Any) -> dict[int, str] | None:
    """What the codes mean, None for a font that will not last."""
    told = font.get("/FontDescriptor")
    if told is None or "/FontFile2" not in told or "/ToUnicode" not in font or "/Encoding" in font or not int(told.Flags) & 4:
        return None
    if not re.match(r"/[A-Z]{6}\+", str(font.BaseFont)):
        return None
    known: dict[int, str] = {}
    cmap = font.ToUnicode.read_bytes().decode("ascii")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        known |= {int(code, 16): word for code, word in re.findall(r"<(\w+)>\s*<(\w+)>", block)}
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, words in re.findall(r"<(\w+)>\s*<(\w+)>\s*\[([^]]*)\]", block):
            known |= dict(zip(range(int(first, 16), int(last, 16) + 1), re.findall(r"<(\w+)>", words), strict=False))
    return {code: bytes.fromhex(word).decode("utf-16-be") for code, word in known.items() if int(word, 16)}


def spoken(page: Any) -> dict[int, str]:
    """The words of each marked sequence of a page, by its number."""
    maps = {name: _font(font) or {} for name, font in page.get("/Resources").get("/Font", {}).items()}
    found: dict[int, str] = {}
    inside, font = -1, ""
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "BDC":
            inside = int(operands[1].get("/MCID", -1))
        elif name == "Tf":
            font = str(operands[0])
        elif name == "Tj" and inside >= 0:
            found[inside] = found.get(inside, "") + "".join(maps[font].get(code, "?") for code in bytes(operands[0]))
    return found


def _sequences(page: Any, maps: dict[str, dict[int, str] | None]) -> Iterator[str]:
    """Everything that paints stands in exactly one marked sequence or artifact, and every shown code has a meaning."""
    inside, numbers, font = "", list[int](), ""
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            yield from ["nested marks"] if inside else []
            inside = str(operands[0])
            numbers += [int(operands[1]["/MCID"])] if inside != "/Artifact" else []
        elif name == "EMC":
            inside = ""
        elif name == "Tf":
            font = str(operands[0])
        elif name in SHOWS or name in PAINTS:
            yield from _painted(name, operands, inside, set(maps.get(font) or ()))
    if inside or numbers != list(range(len(numbers))):
        yield "marks open or not in order"


def _painted(name: str, operands: Any, inside: str, known: set[int]) -> Iterator[str]:
    if not inside:
        yield f"{name} outside marks"
    if name in SHOWS - {"Tj"}:
        yield f"{name} is not looked into"
    if name == "Tj" and set(bytes(operands[-1])) - known:
        yield "a code without a meaning"


class _Tree:
    """What the walk through the structure has seen."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.root = pdf.Root.StructTreeRoot
        numbers = list(self.root.ParentTree.Nums)
        self.parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        self.pages = {page.objgen: at for at, page in enumerate(pdf.pages)}
        self.held: dict[tuple[int, int], Any] = {}
        self.annotated = set[tuple[int, int]]()
        self.level = 0

    def element(self, element: Any) -> Iterator[str]:
        yield from _element(element)
        kind = str(element.S)[1:]
        if re.fullmatch(r"H\d", kind):
            yield from ["a level of headings is left out"] if int(kind[1]) > self.level + 1 else []
            self.level = int(kind[1])
        for kid in _kids(element):
            yield from self.kid(element, kid)

    def kid(self, element: Any, kid: Any) -> Iterator[str]:
        if isinstance(kid, int):
            self.held[self.pages[element.Pg.objgen], kid] = element
        elif kid.get("/Type") == "/MCR":
            self.held[self.pages[kid.Pg.objgen], int(kid.MCID)] = element
        elif kid.get("/Type") == "/OBJR":
            self.annotated.add(kid.Obj.objgen)
            yield from ["the field's parent"] if self.parents[int(kid.Obj.StructParent)].objgen != element.objgen else []
        elif kid.P.objgen != element.objgen:
            yield "a kid's parent"

    def page(self, at: int, page: Any) -> Iterator[str]:
        marked = list(self.parents[int(page.StructParents)])
        found = sorted(number for where, number in self.held if where == at)
        drawn = [operands for operands, operator in pikepdf.parse_content_stream(page) if str(operator) == "BDC"]
        if found != list(range(len(marked))) or sum("/MCID" in operands[1] for operands in drawn) != len(marked):
            yield f"page {at}: parent tree"
        elif any(self.held[at, number].objgen != parent.objgen for number, parent in enumerate(marked)):
            yield f"page {at}: parent tree names another element"
        for note in page.get("/Annots", []):
            if float(note.Rect[2]) < 0:  # off the page: ISO 14289-1, 7.18.1
                continue
            if note.objgen not in self.annotated or not note.get("/TU") or not int(note.F) & 4:
                yield f"page {at}: annotation outside the tree"


def _tree(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/StructTreeRoot" not in pdf.Root:
        yield "no structure"
        return
    tree = _Tree(pdf)
    for element in _walk(tree.root.K):
        yield from tree.element(element)
    for at, page in enumerate(pdf.pages):
        yield from tree.page(at, page)


def _walk(element: Any) -> Iterator[Any]:
    waiting = [element]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += [kid for kid in reversed(_kids(one)) if not isinstance(kid, int) and "/S" in kid]


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", pikepdf.Array())
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _element(element: Any) -> Iterator[str]:
    kind = str(element.S)[1:]
    kids = [str(kid.S)[1:] for kid in _kids(element) if not isinstance(kid, int) and "/S" in kid]
    if kind in KIDS and (not kids or set(kids) - KIDS[kind]):
        yield f"{kind} holds {sorted(set(kids))}"
    if kind == "Figure" and (not element.get("/Alt") or "/BBox" not in element.get("/A", {})):
        yield "a figure without words"
    if kind == "TH" and element.get("/A", {}).get("/Scope") != "/Column":
        yield "a head without its scope"
    if kind == "Table":
        wide = {sum(int(cell.get("/A", {}).get("/ColSpan", 1)) for cell in _kids(row)) for row in _kids(element)}
        if len(wide) != 1:
            yield f"rows of {sorted(wide)} columns"
