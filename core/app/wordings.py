"""Wordings: those that came with the program, and newer versions that the province gave out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import msgspec
from sqlalchemy import Connection, select

from core.app.device import Device
from core.app.ports import Ports
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
OFFICE: Final = ("t02", "t03", "t04", "t08", "t09", "t10", "t12", "t13", "t14", "t15", "t16", "t18", "t19", "lepas")
"""In the order of their codes; each is ``templates/office/NAME.json``."""


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
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Invalid("paper.template", detail=str(error)) from None


def published(db: Connection) -> list[TemplateVersion]:
    """Every version that the province gave out and that this program can print.

    Two of one number, given out by two laptops of the province, stand in the order of their entries: the same everywhere.
    """
    table = tables.template.c
    wanted = select(table.code, table.version, table.valid_from, table.content)
    rows = db.execute(wanted.order_by(table.code, table.version, table.entry))
    found = []
    for row in rows:
        try:
            require_printable(row.content)
            found.append(TemplateVersion(row.code, int(row.version), date.fromisoformat(row.valid_from), bytes(row.content)))
        except (Invalid, ValueError):
            continue
    return found


def require_printable(data: bytes) -> _Head:
    """The head of a wording of a kind that exists; raises ``Invalid`` (``paper.template``, ``pact.template.unreadable``)."""
    head = read_head(data)
    if head.code.startswith("T01-"):
        load_template(data)
    elif head.code.casefold() in OFFICE:
        load_office(data)
    else:
        raise Invalid("paper.template", detail=f"code {head.code[:20]}")
    return head


def _shipped_pacts(ports: Ports) -> list[bytes]:
    return [ports.resource(f"templates/pact_{name}.json") for name in NAMES]


def _in_force(db: Connection, device: Device, shipped: list[bytes]) -> dict[str, TemplateVersion]:
    own = list(_versions(shipped))
    codes = {each.code for each in own}
    return in_force([*own, *(each for each in published(db) if each.code in codes)], max(device.moment().day, _first(own)))


def _versions(files: list[bytes]) -> Iterator[TemplateVersion]:
    for data in files:
        head = read_head(data)
        yield TemplateVersion(head.code, head.version, head.valid_from, data)


def _first(versions: list[TemplateVersion]) -> date:
    """The latest first day of what was shipped: a clock set back must not leave a laptop without any wording."""
    return max(each.valid_from for each in versions)
