"""What reads bytes of strangers, each as a function of bytes that must end or refuse in words; nothing else may come out."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from functools import cache

from core.app import introduction, kit
from core.app.shares import combine
from core.crypto import certificates, cose, keyslot_file, kit_code, sealing
from core.documents import base45, preview_worker, qr, scan_worker, timestamps, token_form, xlsx_guard
from core.documents.envelope import open_envelope
from core.documents.lasting import opened
from core.documents.letter_template import load_letter
from core.documents.office_template import load_office
from core.documents.preview_frames import BadFrame
from core.documents.preview_frames import parse as parse_frames
from core.documents.roster import read_roster
from core.documents.roster_file import read_table
from core.documents.svg_guard import Unfit
from core.documents.svg_guard import check as check_svg
from core.documents.wording import load_template
from core.domain.errors import Refused
from core.domain.file_types import type_by_content
from core.domain.forms import parse_form
from core.domain.reference import DATASETS, ReferenceData, read_head
from core.domain.transit import read_schedule
from core.journal import annex, cbor
from core.journal.acknowledgement import read_acknowledgement
from core.journal.entry import read_record
from core.journal.handling import read_handling
from core.storage import copies
from sync import bundle, names, parity
from sync.links import webdav
from sync.links.address import read_address
from sync.links.server import LinkBroken
from sync.parts import in_parts
from tests.crash.world import reference
from tests.fuzzing import update_stick

LIMIT = 1024 * 1024
Target = Callable[[bytes], object]


@cache
def _identity() -> sealing.AgeIdentity:
    return sealing.AgeIdentity.generate()


def _text(reader: Callable[[str], object]) -> Target:
    """A reader of text; bytes that are no text are not its matter."""
    return lambda data: reader(data.decode("utf-8", "replace"))


def _form(data: bytes) -> object:
    """A report's form comes as JSON."""
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return parse_form(tree)


def _listing(data: bytes) -> object:
    """A folder's listing: names of strangers and their sizes."""
    return in_parts({line: len(line) for line in data.decode("utf-8", "replace").splitlines()})


def _annex(data: bytes) -> object:
    """An annex, believed to its own roots, so that what lies behind them is read too."""
    return annex.judge(data, annex._read(data).roots)


def _copy(data: bytes) -> object:
    """The one file of a copy: its beginning, its list, and every small file in it."""
    copy = copies.FileCopy(io.BytesIO(data))
    copies._require_version(copy)
    copy.whole()
    return [copies.read_small(copy, name) for name in copy.sizes]


def _introduction(data: bytes) -> object:
    """Who a province and who an office says it is."""
    try:
        return introduction.read(data, introduction.OfProvince)
    except Refused:
        return introduction.read(data, introduction.OfNation, (_identity(),))


def _parity(data: bytes) -> object:
    """An object and its parity, cut apart where the first two bytes say."""
    at = 2 + int.from_bytes(data[:2], "big")
    return parity.repair(data[2:at], data[at:])


def _names(text: str) -> object:
    """Names on a stick, for somebody who holds a mark key."""
    mark = bytes(32)
    return [(names.is_object(line, mark), names.is_piece(line, mark)) for line in text.splitlines()]


@cache
def _sets() -> dict[str, bytes]:
    return dict(reference().raw)


def _reference_set(data: bytes) -> object:
    """One data set among true ones, of those that its first byte names."""
    name = DATASETS[data[0] % len(DATASETS)] if data else DATASETS[0]
    return ReferenceData.parse({f"{each}.json": raw for each, raw in (_sets() | {name: data[1:]}).items()})


def _picture(data: bytes) -> object:
    """A picture or a PDF as the limited process looks at it: every exception there is an answer, so only its end is none."""
    preview_worker.warm_up(type_by_content(data))
    try:
        return preview_worker.look(data)
    except Exception as fault:
        return preview_worker._fault_of(fault)


def _scan(data: bytes) -> object:
    """A scanned page and the codes on it, in the same way."""
    scan_worker._warm_up()
    room = scan_worker.Room()
    try:
        room.answer({"task": "open"}, [data])
        return room.answer({"task": "codes", "page": 0}, [])
    except Exception as fault:
        return scan_worker._fault_of(fault)


TARGETS: dict[str, Target] = {
    "acknowledgement": read_acknowledgement,
    "address": _text(read_address),
    "age": lambda data: sealing.open_sealed(data, [_identity()]),
    "annex": _annex,
    "authority": timestamps.authority_of,
    "base45": _text(base45.decode),
    "body": lambda data: bundle.read_content(bundle._decompress(data)),
    "cbor": lambda data: cbor.decode(data, LIMIT),
    "certificate": certificates.read,
    "code": _text(lambda text: qr.read_payload(qr.typed(text))),
    "content": bundle.read_content,
    "copy": _copy,
    "cose": lambda data: cose.parse1(data, LIMIT),
    "form": _form,
    "frames": parse_frames,
    "handling": read_handling,
    "introduction": _introduction,
    "keyslots": keyslot_file.parse,
    "kit": lambda data: kit.read_plain(data, date(2024, 2, 5)),
    "kit_code": _text(kit_code.parse_code),
    "lasting": opened,
    "letter": load_letter,
    "listing": _listing,
    "names": _text(_names),
    "office": load_office,
    "pact": load_template,
    "parity": _parity,
    "pdf": open_envelope,
    "picture": _picture,
    "record": read_record,
    "reference": read_head,
    "reference_set": _reference_set,
    "roster": read_roster,
    "scan": _scan,
    "schedule": _text(read_schedule),
    "share": _text(lambda text: combine(tuple(text.splitlines()))),
    "svg": check_svg,
    "table": read_table,
    "token": token_form.certificates_of,
    "update": update_stick.judge,
    "webdav": webdav._listing,
    "workbook": lambda data: xlsx_guard.guard(data, 1000, 50),
}


def run(name: str, data: bytes) -> None:
    """Read once; whatever is no refusal comes out."""
    try:
        TARGETS[name](data)
    except (Refused, BadFrame, LinkBroken, Unfit):
        return
