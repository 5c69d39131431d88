"""The text of a document's QR code: ``PK1:`` and, in base45, a COSE_Sign1 over a short positional payload.

The payload is deterministic CBOR, an array without keys::

    [1, kind, document id (16), digest of the content (16), number, name, yyyymmdd, office code]

It carries no certificate; the key id in the frame names one that the reader must already hold (DECISIONS D17). The text
never outgrows version 12 at level Q: what is too long for that is shortened here by a rule, never refused. The whole form
stands in ``resources/formats/qr.md`` for whoever writes another reader.
"""

from __future__ import annotations

import re
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
TYPED_LIMIT: Final = 4 * TEXT_LIMIT
PAYLOAD_VERSION: Final = 1
KINDS: Final = {"pact": 1, "receipt": 2, "letter": 3, "report": 4, "evidence": 5, "minutes": 6}
NUMBER_BYTES: Final = 40
OFFICE_BYTES: Final = 16
WORDS_BYTES: Final = 59
"""What number, name and office have together in CBOR, heads counted: at most 296 characters of text then, version 12 at Q."""
LEAST_NAME: Final = 12
"""What a long number leaves to the name."""
_FRAME_LIMIT: Final = TEXT_LIMIT * 2 // 3
_LONG: Final = 24
CUT: Final = "…"
"""What a shortened number or name ends with."""
_BEGINNING: Final = re.compile(PREFIX, re.IGNORECASE | re.ASCII)
_BREAKS: Final = {ord(each): None for each in "\r\n\t\u2028\u2029\ufeff"} | {0xA0: " "}


@dataclass(frozen=True)
class QrFields:
    """What a QR code states; ``name`` and ``number`` end with an ellipsis where they were too long for the code."""

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
    """Sign the fields and return the text for the code, at most 296 characters.

    ``content_digest`` is cut to 16 bytes, name and number as :func:`shortened` says; an office code over 16 bytes is
    ``Invalid('qr.too_long')``.
    """
    if len(fields.office.encode()) > OFFICE_BYTES:
        raise Invalid("qr.too_long", field="office", limit=OFFICE_BYTES)
    number, name = shortened(nfc(fields.number), nfc(fields.name), fields.office)
    payload = [
        PAYLOAD_VERSION,
        KINDS[fields.kind],
        fields.document_id,
        fields.content_digest[:SHORT_DIGEST_BYTES],
        number,
        name,
        int(f"{fields.day:%Y%m%d}"),
        fields.office,
    ]
    return PREFIX + base45.encode(sign1(key, key_id, cbor2.dumps(payload, canonical=True)))


def shortened(number: str, name: str, office: str) -> tuple[str, str]:
    """Number and name as the code carries them beside this office code.

    The name gets what the number leaves, the number all but twelve bytes (or what a shorter name needs); what does not fit
    is cut between characters and ends with an ellipsis.
    """
    room = WORDS_BYTES - _size(office)
    number = _cut(number, room - min(_size(name), LEAST_NAME + 1))
    return number, _cut(name, room - _size(number))


def _size(text: str) -> int:
    """Bytes of a text in CBOR, its head counted."""
    length = len(text.encode())
    return length + (1 if length < _LONG else 2)


def _cut(text: str, room: int) -> str:
    """The text in at most ``room`` bytes of CBOR."""
    if _size(text) <= room:
        return text
    left = room - (1 if room <= _LONG else 2) - len(CUT.encode())
    return text.encode()[:left].decode("utf-8", "ignore") + CUT


def is_number_of(carried: str, number: str) -> bool:
    """Whether a code's number is this one, whole or shortened."""
    whole = nfc(number)
    return carried == whole or (carried.endswith(CUT) and whole.startswith(carried.removesuffix(CUT)))


def typed(text: str) -> str:
    """The text of a code as it was signed, out of what a scanner typed or somebody pasted.

    Line breaks, tabs and whatever stands before the prefix (a scanner's own sign) are left out, and letters are made
    large: a scanner or Caps Lock may have turned them. Base45 has no small letters, so nothing is lost by it.
    """
    if len(text) > TYPED_LIMIT:
        return text
    flat = text.translate(_BREAKS)
    found = _BEGINNING.search(flat)
    return flat[found.start() :].upper().rstrip() if found else flat


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
            if version == PAYLOAD_VERSION and kind in known and sizes and not any(isinstance(each, bool) for each in tree):
                return QrFields(known[kind], document, digest, number, name, _day(day), office)
    raise Untrusted("malformed", where="qr.fields")


def _day(number: int) -> date:
    try:
        return date(number // 10000, number // 100 % 100, number % 100)
    except (ValueError, OverflowError):
        raise Untrusted("malformed", where="qr.day") from None
