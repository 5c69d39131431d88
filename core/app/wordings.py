"""Wordings: those that came with the program, and newer versions that the province gave out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Final

import msgspec
from sqlalchemy import Connection, select

from core.app.device import Device
from core.app.document_views import RefusedWording
from core.app.faces import fonts_of
from core.app.ports import Ports
from core.documents.fonts import Fonts, missing_glyphs
from core.documents.letter_template import LetterTemplate, load_letter
from core.documents.office_template import OfficeTemplate, load_office
from core.documents.wording import FIRST_DAY, PactTemplate, load_template
from core.domain.errors import Invalid
from core.domain.template import TemplateVersion, in_force
from core.storage import tables

NAMES: Final = (
    "pns",
    "pppk",
    "non_asn",
    "desa",
    "tni",
    "polri",
    "bin",
    "pejabat",
    "bumn",
    "penyelenggara",
    "peserta",
    "umum",
)
OFFICE: Final = (
    "t02",
    "t03",
    "t04",
    "t08",
    "t09",
    "t10",
    "t12",
    "t13",
    "t14",
    "t15",
    "t16",
    "t18",
    "t19",
    "ingat",
    "lepas",
    "notulen",
    "rekap",
    "renaksi",
    "waspada",
    "kerawanan",
)
"""In the order of their codes; each is ``templates/office/NAME.json``."""

DETAIL: Final = 120
"""What a sentence has room for of a fault that a file's reader found."""


class _Head(msgspec.Struct, frozen=True):
    """What every wording's file says of itself."""

    code: str
    version: int
    valid_from: date = FIRST_DAY


def templates(ports: Ports) -> tuple[PactTemplate, ...]:
    """Every shipped wording of a pact; raises ``Invalid('pact.template.unreadable')`` for a spoilt installation."""
    return tuple(load_template(data) for data in _shipped_pacts(ports))


def pact_templates(db: Connection, device: Device) -> tuple[PactTemplate, ...]:
    """The wordings of pacts in force: a version that the province gave out takes the shipped one's place on its day."""
    chosen = _in_force(db, device, _shipped_pacts(device.ports))
    return tuple(load_template(chosen[template.code].content) for template in templates(device.ports))


def letter_template(ports: Ports, name: str) -> LetterTemplate:
    """A letter's or form's wording by the name of its file; raises ``Invalid('paper.template')`` for a spoilt one."""
    return load_letter(ports.resource(f"templates/{name}.json"))


def office_templates(db: Connection, device: Device) -> tuple[OfficeTemplate, ...]:
    """The wordings of the office's own documents that are in force today."""
    shipped = [device.ports.resource(f"templates/office/{name}.json") for name in OFFICE]
    chosen = _in_force(db, device, shipped)
    return tuple(load_office(chosen[read_head(data).code].content) for data in shipped)


def office_template(db: Connection, device: Device, kind: str) -> OfficeTemplate:
    """One wording by its code; raises ``Invalid('document.kind')``."""
    name = kind.strip().casefold()
    if name not in OFFICE:
        raise Invalid("document.kind", kinds=", ".join(OFFICE))
    shipped = device.ports.resource(f"templates/office/{name}.json")
    return load_office(_in_force(db, device, [shipped])[read_head(shipped).code].content)


def shipped_office(ports: Ports, kind: str) -> OfficeTemplate:
    """As it came with the program, without a store; raises ``Invalid('document.kind')``."""
    name = kind.strip().casefold()
    if name not in OFFICE:
        raise Invalid("document.kind", kinds=", ".join(OFFICE))
    return load_office(ports.resource(f"templates/office/{name}.json"))


def read_head(data: bytes) -> _Head:
    """Code, version and first day of a wording's file; raises ``Invalid('paper.template')``."""
    try:
        return msgspec.json.decode(data, type=_Head)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid("paper.template", detail=str(error)) from None


def published(db: Connection, device: Device) -> list[TemplateVersion]:
    """Every version that the province gave out and that this program can print.

    Two of one number, given out by two laptops of the province, stand in the order of their entries: the same everywhere.
    """
    return [each for each, fault in _judged(db, device) if fault is None]


def every_version(db: Connection, device: Device) -> list[TemplateVersion]:
    """What came with the program, then what the province gave out and can be used."""
    offices = [device.ports.resource(f"templates/office/{name}.json") for name in OFFICE]
    return [*_versions([*_shipped_pacts(device.ports), *offices]), *published(db, device)]


def refused(db: Connection, device: Device) -> tuple[RefusedWording, ...]:
    """Versions that the province gave out and that are not used here, each with why; the old wording stays in force."""
    judged = [(each, fault) for each, fault in _judged(db, device) if fault is not None]
    return tuple(RefusedWording(each.code, each.version, fault) for each, fault in judged)


def require_usable(data: bytes, fonts: Fonts) -> _Head:
    """The head of a wording that can be printed and keeps the law's conditions.

    Raises ``Invalid``: ``template.hole`` for one that cannot be read or filled, ``template.glyph`` for a letter that no face
    has, ``template.rule`` for a condition of the law that it drops.
    """
    try:
        head = read_head(data)
        if head.code.startswith("T01-"):
            load_template(data)
        elif head.code.casefold() in OFFICE:
            load_office(data)
        else:
            raise Invalid("paper.template", detail=f"code {head.code[:20]}")
    except Invalid as fault:
        if fault.code == "template.rule":
            raise
        raise Invalid("template.hole", detail=str(fault.details.get("detail", ""))[:DETAIL]) from None
    shown = json.dumps(json.loads(data), ensure_ascii=False)  # a letter may hide behind an escape
    absent = [letter for letter in missing_glyphs(shown, fonts) if letter not in "\n\t\r"]
    if absent:
        raise Invalid("template.glyph", characters=" ".join(f"U+{ord(letter):04X}" for letter in absent[:5]))
    return head


def _judged(db: Connection, device: Device) -> Iterator[tuple[TemplateVersion, Invalid | None]]:
    table = tables.template.c
    wanted = select(table.code, table.version, table.valid_from, table.content)
    rows = db.execute(wanted.order_by(table.code, table.version, table.entry)).all()
    if not rows:
        return
    fonts = fonts_of(device)
    for row in rows:
        content, fault = bytes(row.content), None
        try:
            head = require_usable(content, fonts)
            if (head.code, head.version, head.valid_from.isoformat()) != (row.code, row.version, row.valid_from):
                fault = Invalid("template.hole", detail="code")
        except Invalid as found:
            fault = found
        yield TemplateVersion(row.code, int(row.version), _day(row.valid_from), content), fault


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.max


def _shipped_pacts(ports: Ports) -> list[bytes]:
    return [ports.resource(f"templates/pact_{name}.json") for name in NAMES]


def _in_force(db: Connection, device: Device, shipped: list[bytes]) -> dict[str, TemplateVersion]:
    own = list(_versions(shipped))
    codes = {each.code for each in own}
    return in_force(
        [*own, *(each for each in published(db, device) if each.code in codes)], max(device.moment().day, _first(own))
    )


def _versions(files: list[bytes]) -> Iterator[TemplateVersion]:
    for data in files:
        head = read_head(data)
        yield TemplateVersion(head.code, head.version, head.valid_from, data)


def _first(versions: list[TemplateVersion]) -> date:
    """The latest first day of what was shipped: a clock set back must not leave a laptop without any wording."""
    return max(each.valid_from for each in versions)
