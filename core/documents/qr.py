"""The text of a document's QR code: ``PK1:`` and, in base45, a COSE_Sign1 over a short positional payload.

The payload is deterministic CBOR, an array without keys::

    [1, kind, document id (16), digest of the content (16), number, name, yyyymmdd, office code]

It carries no certificate; the key id in the frame names one that the reader must already hold (DECISIONS D17).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import cbor2

from core.crypto.cose import Sign1, parse1, sign1
from core.crypto.signing import SigningKey
from core.documents import base45
from core.documents.canonical import SHORT_DIGEST_BYTES, nfc
from core.domain.errors import Invalid, Untrusted
from core.domain.ids import ID_BYTES

PREFIX: Final = "PK1:"
TEXT_LIMIT: Final = 400
PAYLOAD_VERSION: Final = 1
KINDS: Final = {"pact": 1, "receipt": 2, "letter": 3, "report": 4, "evidence": 5, "minutes": 6}
NAME_BYTES: Final = 48
NUMBER_BYTES: Final = 40
OFFICE_BYTES: Final = 16
_FRAME_LIMIT: Final = TEXT_LIMIT * 2 // 3
_CUT: Final = "…"


@dataclass(frozen=True)
class QrFields:
    """What a QR code states; ``name`` ends with an ellipsis where it was too long for the code."""

    kind: str
    document_id: bytes
    content_digest: bytes
    number: str
    name: str
    day: date
    office: str


@dataclass(frozen=True)
class QrMessage:
    """A QR code that was read, not yet verified: its fields and the signed frame they came in."""

    fields: QrFields
    message: Sign1


def write_payload(fields: QrFields, key: SigningKey, key_id: bytes) -> str:
    """Sign the fields and return the text for the code, at most 400 characters.

    ``content_digest`` is cut to 16 bytes and the name to 48 bytes of UTF-8; a number over 40 bytes or an office
    code over 16 bytes is ``Invalid('qr.too_long')``.
    """
    for field, text, limit in (("number", fields.number, NUMBER_BYTES), ("office", fields.office, OFFICE_BYTES)):
        if len(text.encode()) > limit:
            raise Invalid("qr.too_long", field=field, limit=limit)
    payload = [
        PAYLOAD_VERSION,
        KINDS[fields.kind],
        fields.document_id,
        fields.content_digest[:SHORT_DIGEST_BYTES],
        nfc(fields.number),
        shorten(nfc(fields.name)),
        int(f"{fields.day:%Y%m%d}"),
        fields.office,
    ]
    return PREFIX + base45.encode(sign1(key, key_id, cbor2.dumps(payload, canonical=True)))


def shorten(name: str) -> str:
    """Return the name as the code carries it: whole up to 48 bytes of UTF-8, else cut with an ellipsis."""
    if len(name.encode()) <= NAME_BYTES:
        return name
    room = NAME_BYTES - len(_CUT.encode())
    return name.encode()[:room].decode("utf-8", "ignore") + _CUT


def read_payload(text: str) -> QrMessage:
    """Parse the text of a code without judging its signature.

    Anything but our exact form raises ``Untrusted`` with code ``qr.not_ours`` (no prefix) or ``malformed``.
    """
    if not text.startswith(PREFIX):
        raise Untrusted("qr.not_ours")
    if len(text) > TEXT_LIMIT:
        raise Untrusted("malformed", where="qr.size")
    message = parse1(base45.decode(text[len(PREFIX) :]), _FRAME_LIMIT)
    return QrMessage(_fields(_array(message.payload)), message)


def _array(payload: bytes) -> list[object]:
    """Decode the payload; a second spelling of the same array is refused."""
    try:
        tree = cbor2.loads(payload)
        again = cbor2.dumps(tree, canonical=True)
    except Exception as error:  # a decoder fed by strangers: every way to fail is one refusal
        raise Untrusted("malformed", where="qr.cbor") from error
    if again != payload or not isinstance(tree, list):
        raise Untrusted("malformed", where="qr.cbor")
    return tree


def _fields(tree: list[object]) -> QrFields:
    match tree:
        case [int(version), int(kind), bytes(document), bytes(digest), str(number), str(name), int(day), str(office)]:
            known = {code: word for word, code in KINDS.items()}
            sizes = (len(document), len(digest)) == (ID_BYTES, SHORT_DIGEST_BYTES)
            if version == PAYLOAD_VERSION and kind in known and sizes:
                return QrFields(known[kind], document, digest, number, name, _day(day), office)
    raise Untrusted("malformed", where="qr.fields")


def _day(number: int) -> date:
    try:
        return date(number // 10000, number // 100 % 100, number % 100)
    except ValueError:
        raise Untrusted("malformed", where="qr.day") from None
