"""Golden vectors of the QR code's text: good ones with their fields, and one failure each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import cbor2

from core.crypto.cose import sign1
from core.crypto.signing import GROUP_ORDER, SigningKey
from core.documents import base45, qr
from tests.vectors.files import Vector

FIELDS = qr.QrFields(
    "pact", bytes(range(16)), bytes(range(32)), "045/PNR/KDM.7QK/II/2024", "Dra. Siti Nurhaliza", date(2024, 2, 5), "K0413"
)
LONG = replace(FIELDS, number="1234567890/PNR/KESBANGPOL.7QK/XII/2024AB", name="Ñusantara " * 12, office="P-KESBANGPOL-001")
TREE: list[Any] = [1, 1, bytes(range(16)), bytes(range(16)), "7/X", "Siti", 20240205, "K0413"]


def vectors(key: SigningKey, stranger: SigningKey, kid: bytes) -> list[Vector]:
    """All of them."""
    good = qr.write_payload(FIELDS, key, kid)
    letter = replace(FIELDS, kind="letter")
    cases = [
        ("good", "a pact", good, _said(FIELDS)),
        ("letter", "another kind", qr.write_payload(letter, key, kid), _said(letter)),
        ("longest", "number and name shortened", qr.write_payload(LONG, key, kid), _said(LONG)),
        ("typed", "as a scanner with Caps Lock typed it", f"]Q1{good[:90].lower()}\r\n{good[90:].lower()}\r\n", _said(FIELDS)),
    ]
    made = [Vector(f"code-{name}", comment, "code", "success", text.encode(), said) for name, comment, text, said in cases]
    bad = _bad(key, stranger, kid, good)
    return made + [Vector(f"code-{name}", comment, "code", expect, text.encode()) for name, comment, expect, text in bad]


def _bad(key: SigningKey, stranger: SigningKey, kid: bytes, good: str) -> Iterator[tuple[str, str, str, str]]:
    frame = base45.decode(good[len(qr.PREFIX) :])
    yield "foreign", "another maker's code", "qr.not_ours", "HC1:6BF"
    yield "prefix-2", "a prefix to come", "qr.not_ours", f"PK2:{good[4:]}"
    yield "stranger", "signed by another key", "signature", qr.write_payload(FIELDS, stranger, kid)
    yield "kid", "names another certificate", "signature", qr.write_payload(FIELDS, key, bytes(16))
    yield "digit", "one digit of the number altered", "signature", _text(frame.replace(b"045/PNR", b"046/PNR"))
    high = GROUP_ORDER - int.from_bytes(frame[-32:], "big")
    yield "high-s", "the same signature with n - s", "malformed", _text(frame[:-32] + high.to_bytes(32, "big"))
    yield "behind", "a byte behind the signature", "malformed", _text(frame + b"\0")
    yield "cut", "the last character is gone", "malformed", good[:-1]
    yield "character", "a character that base45 does not know", "malformed", f"{good[:40]}_{good[41:]}"
    yield "long", "more than 400 characters", "malformed", qr.PREFIX + "0" * 399
    trees: list[tuple[str, str, Any]] = [
        ("version", "a version to come", [2, *TREE[1:]]),
        ("kind", "a kind that is not known", [1, 7, *TREE[2:]]),
        ("seven", "a field is missing", TREE[:-1]),
        ("nine", "a field too many", [*TREE, 1]),
        ("day", "a day that does not exist", [*TREE[:6], 20240231, "K0413"]),
        ("endless", "a day that no calendar has", [*TREE[:6], 2**63, "K0413"]),
        ("true", "true in the place of one", [True, True, *TREE[2:]]),
        ("id", "an id of 15 bytes", [*TREE[:2], bytes(15), *TREE[3:]]),
        ("digest", "a digest of 32 bytes", [*TREE[:3], bytes(32), *TREE[4:]]),
        ("map", "a map", dict(enumerate(TREE))),
    ]
    for name, comment, tree in trees:
        yield name, comment, "malformed", _text(sign1(key, kid, cbor2.dumps(tree, canonical=True)))
    longer = b"\x88\x18\x01" + cbor2.dumps(TREE, canonical=True)[2:]
    yield "spelling", "the version in two bytes", "malformed", _text(sign1(key, kid, longer))


def _text(frame: bytes) -> str:
    return qr.PREFIX + base45.encode(frame)


def _said(fields: qr.QrFields) -> dict[str, str]:
    """What a reader must find, as one line of JSON."""
    number, name = qr.shortened(fields.number, fields.name, fields.office)
    kind, day = qr.KINDS[fields.kind], int(f"{fields.day:%Y%m%d}")
    return {"fields": json.dumps([kind, fields.document_id.hex(), bytes(range(16)).hex(), number, name, day, fields.office])}
