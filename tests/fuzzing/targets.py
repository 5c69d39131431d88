"""What reads bytes of strangers, each as a function of bytes that must end or refuse in words; nothing else may come out."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache

from core.crypto import certificates, cose, keyslot_file, kit_code, sealing
from core.documents import base45, qr
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
from core.domain.forms import parse_form
from core.domain.reference import read_head
from core.domain.transit import read_schedule
from core.journal import cbor
from core.journal.acknowledgement import read_acknowledgement
from core.journal.entry import read_record
from core.journal.handling import read_handling
from sync import bundle
from sync.links.address import read_address
from sync.parts import in_parts

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


TARGETS: dict[str, Target] = {
    "acknowledgement": read_acknowledgement,
    "address": _text(read_address),
    "age": lambda data: sealing.open_sealed(data, [_identity()]),
    "base45": _text(base45.decode),
    "body": lambda data: bundle.read_content(bundle._decompress(data)),
    "cbor": lambda data: cbor.decode(data, LIMIT),
    "certificate": certificates.read,
    "code": _text(lambda text: qr.read_payload(qr.typed(text))),
    "content": bundle.read_content,
    "cose": lambda data: cose.parse1(data, LIMIT),
    "form": _form,
    "frames": parse_frames,
    "handling": read_handling,
    "keyslots": keyslot_file.parse,
    "kit_code": _text(kit_code.parse_code),
    "lasting": opened,
    "letter": load_letter,
    "listing": _listing,
    "office": load_office,
    "pact": load_template,
    "pdf": open_envelope,
    "record": read_record,
    "reference": read_head,
    "roster": read_roster,
    "schedule": _text(read_schedule),
    "svg": check_svg,
    "table": read_table,
}


def run(name: str, data: bytes) -> None:
    """Read once; whatever is no refusal comes out."""
    try:
        TARGETS[name](data)
    except (Refused, BadFrame, Unfit):
        return
