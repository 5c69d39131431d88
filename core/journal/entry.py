"""An entry: a signed header that commits by salted digests to the parts of its body (FORMAT.md section 3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal

import msgspec

from core.crypto.cose import Sign1, parse1, sign1
from core.crypto.labels import ENTRY_DIGEST, PART, labelled_hash
from core.crypto.signing import SigningKey
from core.domain.errors import Untrusted
from core.domain.nation import may_leave
from core.journal import cbor

FORMAT = 1
HEADER_LIMIT = 1024
COSE_LIMIT = HEADER_LIMIT + 128
BODY_LIMIT = 256 * 1024
RECORD_LIMIT = BODY_LIMIT + COSE_LIMIT + 512
MAX_LAMPORT = 2**53
LAMPORT_LEAP = 2**24
SALT_BYTES = 16
PART_NAMES = ("facts", "handling", "parties", "story")
_HEADER_KEYS = tuple(range(1, 10))
FIRST_IGNORED_KEY = 64

HERE: Final = 0
ORDERED: Final = 1
EXPIRED: Final = 2
WITHHELD: Final = 3
"""States of a part in a record: its salt and bytes; destroyed by the order of that digest; expired here (D8); not for
the national office, to which it was relayed."""


class Header(msgspec.Struct, frozen=True):
    """The signed map. ``subject`` is None in the entry that begins its subject."""

    stream: bytes
    sequence: int
    previous: bytes | None
    lamport: int
    subject: bytes | None
    kind: str
    version: int
    parts: Mapping[str, bytes]


class Part(msgspec.Struct, frozen=True):
    """A part as held: with ``state`` HERE its salt and content, else the order's digest or nothing."""

    state: Literal[0, 1, 2, 3]
    salt: bytes = b""
    content: bytes = b""


class Entry(msgspec.Struct, frozen=True):
    """An entry as it came: the COSE bytes are stored, relayed and never written again."""

    cose: bytes
    header: Header
    digest: bytes
    kid: bytes
    parts: Mapping[str, Part]
    message: Sign1

    @property
    def subject(self) -> bytes:
        """The subject's id; an entry that begins a subject gives it its own digest's first 16 bytes (D5)."""
        return self.digest[:16] if self.header.subject is None else self.header.subject


def write_entry(
    key: SigningKey,
    kid: bytes,
    header: Header,
    contents: Mapping[str, bytes],
    entropy: Callable[[int], bytes],
) -> Entry:
    """Sign a header over the given part contents; ``header.parts`` is filled here.

    Raises ``Untrusted('limit')`` when a limit of the format would be passed.
    """
    parts = {name: Part(HERE, entropy(SALT_BYTES), content) for name, content in contents.items()}
    digests = {name: part_digest(name, part.salt, part.content) for name, part in parts.items()}
    payload = cbor.encode(
        {
            1: FORMAT,
            2: header.stream,
            3: header.sequence,
            4: header.previous,
            5: header.lamport,
            6: header.subject,
            7: header.kind,
            8: header.version,
            9: digests,
        }
    )
    return read_entry(sign1(key, kid, payload), parts)


def part_digest(name: str, salt: bytes, content: bytes) -> bytes:
    """The commitment to one part: SHA-256 over label, name, salt and content."""
    return labelled_hash(PART, name.encode("ascii"), salt, content)


def entry_digest(message: Sign1) -> bytes:
    """The digest that names an entry: over the Sig_structure, without the signature's bytes (D3)."""
    return labelled_hash(ENTRY_DIGEST, message.sig_structure)


def read_entry(cose: bytes, parts: Mapping[str, Part]) -> Entry:
    """Read a signed header and check that the parts are those it commits to; the signature is checked elsewhere."""
    message = parse1(cose, COSE_LIMIT)
    header = read_header(message.payload)
    _check_parts(header, parts)
    return Entry(cose, header, entry_digest(message), message.kid, dict(parts), message)


def read_header(payload: bytes) -> Header:
    """The signed map; raises ``Untrusted`` (malformed, newer)."""
    tree = cbor.decode_map(payload, HEADER_LIMIT)
    if tuple(tree) != _HEADER_KEYS and any(map(_is_newer, tree)):
        raise Untrusted("newer", where="header")
    if tree.get(1) != FORMAT:
        raise Untrusted("newer", where="format")
    header = Header(
        stream=_bytes(tree, 2, 16),
        sequence=_uint(tree, 3),
        previous=None if tree.get(4) is None else _bytes(tree, 4, 32),
        lamport=_uint(tree, 5),
        subject=None if tree.get(6) is None else _bytes(tree, 6, 16),
        kind=_kind(tree.get(7)),
        version=_uint(tree, 8),
        parts=_digests(tree.get(9)),
    )
    if 4 not in tree or 6 not in tree or (header.previous is None) != (header.sequence == 0):
        raise Untrusted("malformed", where="header")
    return header


def _is_newer(key: object) -> bool:
    return not isinstance(key, int) or key < 1 or 9 < key < FIRST_IGNORED_KEY


def _bytes(tree: Mapping[object, object], key: int, size: int) -> bytes:
    value = tree.get(key)
    if not isinstance(value, bytes) or len(value) != size:
        raise Untrusted("malformed", where=f"header {key}")
    return value


def _uint(tree: Mapping[object, object], key: int) -> int:
    value = tree.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < MAX_LAMPORT:
        raise Untrusted("malformed", where=f"header {key}")
    return value


def _kind(value: object) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= 40 or not value.isascii():
        raise Untrusted("malformed", where="header 7")
    return value


def _digests(value: object) -> dict[str, bytes]:
    if not isinstance(value, dict) or not value:
        raise Untrusted("malformed", where="header 9")
    for name, digest in value.items():
        if name not in PART_NAMES or not isinstance(digest, bytes) or len(digest) != 32:
            raise Untrusted("malformed", where="header 9")
    return value


def _check_parts(header: Header, parts: Mapping[str, Part]) -> None:
    if parts.keys() != header.parts.keys():
        raise Untrusted("parts.differ")
    size = 0
    for name, part in parts.items():
        size += len(part.content)
        if part.state == HERE and part_digest(name, part.salt, part.content) != header.parts[name]:
            raise Untrusted("parts.differ", part=name)
    if size > BODY_LIMIT:
        raise Untrusted("limit", what="body", size=size)


def write_record(entry: Entry) -> bytes:
    """The entry with its parts as one CBOR item, as it travels and rests in an annex."""
    parts: dict[str, list[object]] = {}
    for name, part in entry.parts.items():
        if part.state == HERE:
            parts[name] = [HERE, part.salt, part.content]
        else:
            parts[name] = [part.state, part.content]
    return cbor.encode([entry.cose, parts])


def relayed(entry: Entry, may: Callable[[str, str], bool] = may_leave) -> Entry:
    """The entry as the national office may have it: what is not for it is withheld; chain and signature hold.

    ``may`` says of a kind and a part whether another reader may have it.
    """
    parts = {name: _kept(may(entry.header.kind, name), part) for name, part in entry.parts.items()}
    return msgspec.structs.replace(entry, parts=parts)


def _kept(may: bool, part: Part) -> Part:
    return Part(WITHHELD) if part.state == HERE and not may else part


def read_record(data: bytes, *, withheld: bool = False) -> Entry:
    """Read what :func:`write_record` wrote; raises ``Untrusted`` (malformed, newer, limit, parts.differ).

    Only the national office takes in what is ``withheld``: elsewhere an entry without its parts would be lost for good.
    """
    value = cbor.decode(data, RECORD_LIMIT)
    if not isinstance(value, list) or len(value) != 2:
        raise Untrusted("malformed", where="record")
    cose, tree = value
    if not isinstance(cose, bytes) or not isinstance(tree, dict):
        raise Untrusted("malformed", where="record")
    parts = {_name(name): _read_part(item) for name, item in tree.items()}
    if not withheld and any([part.state == WITHHELD for part in parts.values()]):
        raise Untrusted("malformed", where="part")
    return read_entry(cose, parts)


def _name(value: object) -> str:
    if value not in PART_NAMES:
        raise Untrusted("malformed", where="part")
    return str(value)


def _read_part(item: object) -> Part:
    if type(item) is list and len(item) == 3:  # the usual case without a match, which takes longer than all else here
        state, salt, content = item
        if state == HERE and type(salt) is type(content) is bytes and len(salt) == SALT_BYTES:
            return Part(HERE, salt, content)
    match item:
        case [1, bytes(order)] if len(order) == 32:
            return Part(ORDERED, content=order)
        case [2, b""]:
            return Part(EXPIRED)
        case [3, b""]:
            return Part(WITHHELD)
    raise Untrusted("malformed", where="part")
