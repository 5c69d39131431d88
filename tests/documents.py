"""Every document that the program can print, from the templates that lie in resources: ``python3 -m tests.documents DIR``.

A template that is added appears by itself: the values are made up from the names of its places, once short, once as long as
people and offices are called at worst, with two hundred rows where it has a group.
"""

from __future__ import annotations

import json
import math
import re
import runpy
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
TEMPLATES: Final = ROOT / "resources" / "templates"
ROWS: Final = 200
SHOWN: Final = 4
"""Pages of a long document that are painted."""

LONG: Final = (
    "Kepala Subbagian Perencanaan, Keuangan, dan Pelaporan pada Dinas Pemberdayaan Masyarakat, Desa, Perempuan, Perlindungan Anak"
)
NAME: Final = "Dr. (H.C.) Raden Mas Haji Muhammad Abdurrahman Wirahadikusumah Djojohadikoesoemo, S.H., S.Sos., M.Si., M.H."
WORDS: Final = {
    "number": "K0413-7QK-240205-001-X",
    "post": "Posko Pengaduan Kodim 0413/Bangka",
    "place": "Pangkalpinang",
    "today": "5 Februari 2024",
    "officer": "Serka Andi Wijaya",
    "summary": "Diduga menyatakan dukungan kepada peserta pemilu saat apel desa",
    "digest_line": "SHA-256 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
    "narrative": "Pada apel pagi ia diduga mengajak hadirin.\n\nSesudah itu hadirin pulang.",
    "lookup": "1234 5678 9012 3456 78",
}
OWN: Final = frozenset({"number", "post", "place", "today"})
"""What the program knows also where a form is printed for filling in by hand."""

STROKES: Final = [
    [[400 + step * 26, int(1100 + 700 * math.sin(step / 9))] for step in range(180)],
    [[900, 300], [2400, 420], [4000, 500]],
]
LOGO: Final = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 120">
<path d="M50 2 96 20V60C96 95 70 112 50 118 30 112 4 95 4 60V20Z" fill="#0b5" stroke="#063" stroke-width="4"/>
<circle cx="50" cy="55" r="26" fill="#fd2"/></svg>"""

if TYPE_CHECKING:
    from core.documents.layout import Office
    from core.domain.document_form import FormField, FormGroup


@dataclass(frozen=True)
class Printed:
    """One document: the name of its template, how it was filled, and the file."""

    name: str
    how: str
    pdf: bytes


def main() -> int:
    """Paint all into a folder; gives 0."""
    runpy.run_path(str(ROOT / "packaging" / "bootstrap.py"))["prepare"]("test")
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "gallery")
    target.mkdir(parents=True, exist_ok=True)
    paint(target)
    return 0


def paint(target: Path, dpi: int = 80) -> None:
    """The first pages and the last of every document as PNG."""
    import pypdfium2

    for printed in every():
        document = pypdfium2.PdfDocument(printed.pdf)
        count = len(document)
        for number in sorted({*range(min(count, SHOWN)), count - 1}):
            page = document[number].render(scale=dpi / 72).to_pil()
            page.save(target / f"document-{printed.name}-{printed.how}-{number + 1}.png")
        document.close()


def paths() -> list[Path]:
    """Every template's file."""
    return sorted(TEMPLATES.rglob("*.json"))


def every(hows: tuple[str, ...] = ("short", "long", "blank"), only: tuple[str, ...] = ()) -> Iterator[Printed]:
    """All templates by the names of their files (or ``only`` some), each filled in these ways."""
    for path in paths():
        if only and path.stem not in only:
            continue
        tree = json.loads(path.read_bytes())
        for how in (*hows, *(("ink",) if path.stem == "pact_pns" and "short" in hows else ())):
            if path.parent.name == "office":
                yield Printed(path.stem, how, own(path, how))
            elif "pledges" in tree:
                yield Printed(path.stem, how, pact(path, how))
            elif path.stem == "t05":
                yield Printed(path.stem, how, receipt(how))
            elif "body" in tree:
                yield Printed(path.stem, how, letter(path, how))


def office(how: str) -> Office:
    """A plain office without a logo, or one with every line that a letterhead may have."""
    from core.documents.logo_apart import logo
    from tests.unit.documents.world import OFFICE

    if how == "blank":
        return OFFICE
    lines = ("Telepon (0717) 000111", "surel: kesbangpol@contoh.invalid", "laman: contoh.invalid")
    made = replace(OFFICE, crest=logo(LOGO.encode()), lines=lines[: 3 if how == "long" else 1])
    return replace(made, agency=f"PEMERINTAH {LONG.upper()}", unit=LONG.upper()) if how == "long" else made


def pact(path: Path, how: str) -> bytes:
    """The pact of one kind of duty holder; ``ink`` bears strokes drawn on a screen."""
    from core.documents.pact import PactPerson, PactPress, Witness
    from core.documents.wording import load_template
    from core.domain.ink import check_ink
    from tests.unit.documents.world import DOCUMENT, ISSUED, NUMBER, PERSON, fonts, province

    person = PERSON
    if how == "long":
        witness = Witness(NAME, LONG, "NIP 197803122005012004")
        person = replace(PERSON, name=NAME, position=LONG, unit=LONG, agency=LONG, rank=LONG, witness=witness)
    elif how == "blank":
        person = PactPerson(name="Siti Nurhaliza")
    with PactPress(fonts(), load_template(path.read_bytes()), office(how), province().signer, drill=how == "long") as press:
        return press.issue(person, NUMBER, DOCUMENT, ISSUED, check_ink(STROKES) if how == "ink" else ()).pdf


def receipt(how: str) -> bytes:
    """The slip of a visit."""
    from core.documents.receipt import ReceiptPress
    from tests.unit.documents.test_documents_receipt import RECEIPT
    from tests.unit.documents.world import DOCUMENT, ISSUED, fonts, letter, province

    told = RECEIPT
    if how == "long":
        told = replace(RECEIPT, post=LONG, officer=NAME, reporter=NAME, counter=LONG, evidence=(("foto", 1), (LONG, 2)))
    elif how == "blank":
        told = replace(RECEIPT, number="", reporter="", lookup_code="", anchor="", evidence=())
    with ReceiptPress(fonts(), letter("t05"), office(how), province().signer, drill=how == "long") as press:
        return press.issue(told, DOCUMENT, ISSUED).pdf


def letter(path: Path, how: str) -> bytes:
    """A letter or form, in one set."""
    import msgspec

    from core.documents.letter import Letter, LetterPress
    from core.documents.letter_template import load_letter
    from tests.unit.documents.world import DOCUMENT, ISSUED, fonts, province

    text = path.read_text("utf-8")
    template = msgspec.structs.replace(load_letter(text.encode()), sets=())
    names = sorted(set(re.findall(r"\{([a-z0-9_]+)\}", text)) | set(_conditions(json.loads(text))))
    groups = {group: _rows(names, how) for group in re.findall(r'"of": "(\w+)"', text)}
    made = Letter(
        "letter", template, {name: value(name, how) for name in names}, groups, "" if how == "blank" else WORDS["number"]
    )
    return LetterPress(fonts(), office(how), province().signer, drill=how == "long").make(made, DOCUMENT, ISSUED).pdf


def own(path: Path, how: str) -> bytes:
    """A document of the office's own, from the sample in its wording; ``blank`` has nothing but what it must have."""
    from core.documents.letter import Letter, LetterPress
    from core.documents.office_template import COMMON, fill_in, load_office, sample_of
    from tests.unit.documents.world import DOCUMENT, ISSUED, fonts, province

    template = load_office(path.read_bytes())
    sample = sample_of(template)
    fields, groups = sample["fields"], sample["groups"]
    if how == "blank":
        fields = {each.name: fields[each.name] for each in template.fields if each.required}
        groups = {group.name: groups.get(group.name, [])[: group.least] for group in template.groups}
    elif how == "long":
        fields = {each.name: _longer(each, fields.get(each.name, "")) for each in template.fields}
        groups = {group.name: _many(group, groups.get(group.name, [{}])) for group in template.groups}
    common = {name: value(name, "short") for name in COMMON} | {"training": "ya" if how == "long" else ""}
    filled = fill_in(template, fields, groups, common)
    letter = Letter(template.label, template, filled.fill, filled.groups, WORDS["number"])
    return LetterPress(fonts(), office(how), province().signer, drill=how == "long").make(letter, DOCUMENT, ISSUED).pdf


def _longer(each: FormField, sample: str) -> str:
    """As long as it may be at worst, where it is a text at all."""
    if each.type not in ("text", "line"):
        return sample
    return NAME if "name" in each.name else LONG


def _many(group: FormGroup, sample: list[dict[str, str]]) -> list[dict[str, str]]:
    rows = [sample[at % len(sample)] for at in range(ROWS)]
    return [
        {each.name: _longer(each, row.get(each.name, "")) for each in group.columns} if at % 9 == 8 else row
        for at, row in enumerate(rows)
    ]


def value(name: str, how: str, row: int = 0) -> str:
    """Something made up for a place of this name."""
    if how == "blank":
        return WORDS[name] if name in OWN else ""
    if how == "short":
        return WORDS.get(name, f"Contoh {name.replace('_', ' ')}{f' {row}' if row else ''}")
    if "name" in name or name.endswith("officer"):
        return f"{NAME}{f' {row}' if row else ''}"
    return WORDS["digest_line"] if name == "digest_line" else LONG


def _rows(names: list[str], how: str) -> list[dict[str, str]]:
    count = {"short": 3, "blank": 0, "long": ROWS}[how]
    return [{name: value(name, "short" if row % 9 else how, row) for name in names} for row in range(1, count + 1)]


def _conditions(tree: Any) -> Iterator[str]:
    """Names that pieces stand or fall with."""
    if isinstance(tree, dict):
        for key in ("when", "on"):
            if isinstance(tree.get(key), str) and tree[key]:
                yield tree[key].removeprefix("!")
    for part in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from _conditions(part)


if __name__ == "__main__":
    sys.exit(main())
