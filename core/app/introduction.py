"""Two small files by which a province and a national office come to know each other, each signed with the writer's root key.

The first says who the province is, to everybody. The second says who the office is and how the two recognise their
objects; it is sealed to that province. The id in a file, which is the digest of the root key, is what people compare.
"""

from __future__ import annotations

from typing import Final, Literal, TypeVar

import msgspec

from core.crypto.certificates import read as read_certificate
from core.crypto.cose import key_id, parse1, sign1, verify1
from core.crypto.sealing import AgeIdentity, is_age, open_sealed, require_recipient, seal
from core.crypto.signing import SigningKey, VerifyKey
from core.domain.errors import Invalid, Untrusted
from core.journal import cbor

FORMAT: Final = 1
LIMIT: Final = 64 * 1024
MAGIC: Final = b"POSKO-INTRODUCTION-1\n"
MARK_BYTES: Final = 32
GROUP: Final = 4


class OfProvince(msgspec.Struct, frozen=True, kw_only=True):
    """Who a province is. ``root`` is its root certificate (DER), ``recipient`` what its desks open."""

    label: Literal["posko/introduction/province/1"] = "posko/introduction/province/1"
    format: int = FORMAT
    root: bytes
    recipient: str
    area: str
    name: str


class OfNation(msgspec.Struct, frozen=True, kw_only=True):
    """Who a national office is, told to one province."""

    label: Literal["posko/introduction/nation/1"] = "posko/introduction/nation/1"
    format: int = FORMAT
    root: bytes
    recipient: str
    name: str
    province: bytes
    mark: bytes
    answer: bytes


Card = TypeVar("Card", OfProvince, OfNation)


def write(card: OfProvince | OfNation, root_key: SigningKey, to: str = "") -> bytes:
    """The file; with ``to`` sealed to that age recipient alone."""
    payload = cbor.encode(msgspec.to_builtins(card, builtin_types=(bytes,)))
    signed = sign1(root_key, key_id(card.root), payload)
    return MAGIC + (seal(signed, [to]) if to else signed)


def read(data: bytes, shape: type[Card], identities: tuple[AgeIdentity, ...] = ()) -> Card:
    """Read a file and prove that the root key in it signed it; whose it is only people can tell, by its fingerprint.

    Raises ``Invalid('nation.file')`` for anything else, also for what is sealed to another province.
    """
    try:
        card = _read(data, shape, identities)
        require_recipient(card.recipient)
        proper = read_certificate(card.root).kind == "root" and card.format == FORMAT
    except (Untrusted, ValueError, msgspec.ValidationError):
        raise Invalid("nation.file") from None
    if not proper or (isinstance(card, OfNation) and not len(card.mark) == len(card.answer) == MARK_BYTES):
        raise Invalid("nation.file")
    return card


def _read(data: bytes, shape: type[Card], identities: tuple[AgeIdentity, ...]) -> Card:
    body = data.removeprefix(MAGIC)
    if body == data or len(data) > LIMIT:
        raise Invalid("nation.file")
    opened = open_sealed(body, identities) if is_age(body) else body
    if opened is None:
        raise Invalid("nation.file")
    message = parse1(opened, LIMIT)
    card = msgspec.convert(cbor.decode_map(message.payload, LIMIT), shape, builtin_types=(bytes,))
    if message.kid != key_id(card.root) or not verify1(message, VerifyKey.from_certificate(card.root)):
        raise Untrusted("signature")
    return card


def id_of(card: OfProvince | OfNation) -> bytes:
    """The id of who wrote it."""
    return read_certificate(card.root).province_id


def fingerprint(identity: bytes) -> str:
    """An id as people read it to each other: groups of four."""
    text = identity.hex()
    return " ".join(text[at : at + GROUP] for at in range(0, len(text), GROUP))


def require_same(identity: bytes, told: str) -> None:
    """Raise ``Invalid('nation.fingerprint')`` unless the fingerprint that was told on another way is this one."""
    if "".join(told.split()).lower() != identity.hex():
        raise Invalid("nation.fingerprint", fingerprint=fingerprint(identity))
