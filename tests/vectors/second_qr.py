"""A second reader of the QR code's text, written from ``resources/formats/qr.md`` alone: it imports nothing of the program."""

from __future__ import annotations

import json
from datetime import datetime

from tests.vectors.second_reader import Bad, need, open_message, parse, require_signature

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
SHAPE = (int, int, bytes, bytes, str, str, int, str)


def put_right(text: str) -> str:
    """What a person or a scanner typed, as it was signed."""
    for mark in "\n\r\t\u2028\u2029\ufeff":
        text = text.replace(mark, "")
    text = text.replace("\u00a0", " ")
    start = text.lower().find("pk1:")
    return text[start:].upper().rstrip() if start >= 0 else text


def base45(text: str) -> bytes:
    """RFC 9285, by powers."""
    need(all(letter in LETTERS for letter in text) and len(text) % 3 != 1)
    out = b""
    for at in range(0, len(text), 3):
        group = text[at : at + 3]
        number = sum(LETTERS.index(letter) * 45**place for place, letter in enumerate(group))
        size = len(group) - 1
        need(number < 256**size)
        out += number.to_bytes(size, "big")
    return out


def key_of_code(text: str) -> str:
    """The key id that a text names, as hex: who looks for the certificate asks this."""
    kid, _, _ = open_message(base45(text[4:]))
    return kid.hex()


def code(body: bytes, certificate: bytes) -> tuple[str, str]:
    """The verdict on a text, and a good one's fields as JSON."""
    try:
        text = put_right(body.decode())
        need(text.startswith("PK1:"), "qr.not_ours")
        need(len(text) <= 400)
        kid, payload, message = open_message(base45(text[4:]))
        tree = parse(payload)
        need(isinstance(tree, list) and tuple(map(type, tree)) == SHAPE)
        version, kind, document, digest, number, name, day, office = tree
        need(version == 1 and 1 <= kind <= 6 and len(document) == len(digest) == 16)
        try:
            datetime.strptime(f"{day:08d}", "%Y%m%d")  # noqa: DTZ007  a day of the law, not an instant
        except ValueError:
            raise Bad("malformed") from None
        require_signature(message, kid, certificate)
    except Bad as refusal:
        return str(refusal), ""
    return "success", json.dumps([kind, document.hex(), digest.hex(), number, name, day, office])
