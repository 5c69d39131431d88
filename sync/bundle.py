"""A journal object: manifest and records, signed by the device, compressed, padded, sealed to its readers (FORMAT.md)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import zstandard

from core.crypto.cose import Sign1, key_id, parse1, sign1, verify1
from core.crypto.labels import OBJECT_DIGEST, labelled_hash
from core.crypto.sealing import AgeIdentity, is_age, open_sealed, seal
from core.crypto.signing import SigningKey, VerifyKey
from core.domain.errors import Untrusted
from core.journal import cbor

FORMAT = 1
RECIPIENT_X25519 = 1
MAX_OBJECT = 16 * 1024 * 1024
MAX_CONTENT = 16 * 1024 * 1024 + 2 * 1024 * 1024
MAX_MANIFEST = 2 * 1024 * 1024
MAX_RECORDS_BYTES = 12 * 1024 * 1024
MAX_ENTRIES = 10_000
LENGTH_BYTES = 4
COMPRESSION_LEVEL = 9
MANIFEST_FRAME, WANT_BYTES = 1024, 48
"""The most that a manifest and its signature add to what they hold."""
MOST_SEAL, RECIPIENT_BYTES, SEAL_CHUNK, SEAL_CHUNK_TAG = 400, 100, 65536, 16
"""An age file: header with its filler, a line for each reader, and a tag for each chunk."""
MIN_PADDED = 4096
LAST_KEY, FREE_KEYS = 16, 64
PROGRAM_KEY, MAX_PROGRAM = 64, 40
"""Manifest keys between them belong to later versions that must not be misread; those above may be ignored."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an object says of itself. ``stream`` is None in an object that only acknowledges."""

    province: bytes
    sender: bytes
    audience: str
    stream: bytes | None
    first: int
    last: int
    previous: bytes | None
    head: bytes | None
    acknowledgements: tuple[bytes, ...]
    wants: tuple[tuple[bytes, int, int], ...]
    created: int
    certificate: bytes
    ca: bytes
    program: str = ""
    """The writer's own word of its version: told to people, believed in nothing."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """An opened object: the manifest, its records as they came, and the signature over both."""

    manifest: Manifest
    records: tuple[bytes, ...]
    message: Sign1


def write_bundle(key: SigningKey, manifest: Manifest, records: Sequence[bytes], recipients: Sequence[str]) -> bytes:
    """Sign, compress, pad and seal; the recipients' audience stands inside the signature, so nobody can re-address it."""
    added = {PROGRAM_KEY: manifest.program} if manifest.program else {}
    payload = cbor.encode(
        {
            1: FORMAT,
            2: RECIPIENT_X25519,
            3: manifest.province,
            4: manifest.sender,
            5: manifest.audience,
            6: manifest.stream,
            7: manifest.first,
            8: manifest.last,
            9: manifest.previous,
            10: manifest.head,
            11: list(manifest.acknowledgements),
            12: [list(want) for want in manifest.wants],
            13: manifest.created,
            14: labelled_hash(OBJECT_DIGEST, *records),
            15: len(records),
            16: [manifest.certificate, manifest.ca],
        }
        | added
    )
    message = sign1(key, key_id(manifest.certificate), payload)
    frame = zstandard.ZstdCompressor(level=COMPRESSION_LEVEL).compress(cbor.encode([message, list(records)]))
    body = len(frame).to_bytes(LENGTH_BYTES, "big") + frame
    return seal(body + bytes(padded_size(len(body)) - len(body)), recipients)


def most_bytes(manifest: Manifest, records_bytes: int, recipients: int) -> int:
    """The most that an object may measure; its seal has filler of chance, so nothing tells it exactly before it is made."""
    own = sum(map(len, (*manifest.acknowledgements, manifest.certificate, manifest.ca))) + MANIFEST_FRAME
    body = padded_size(own + WANT_BYTES * len(manifest.wants) + records_bytes)
    return body + MOST_SEAL + recipients * RECIPIENT_BYTES + body // SEAL_CHUNK * SEAL_CHUNK_TAG


def content_digest(data: bytes) -> bytes:
    """SHA-256 of an object or piece as it lies on the medium."""
    return hashlib.sha256(data).digest()


def padded_size(size: int) -> int:
    """The next Padmé size (at most 12 % more), at least 4 KiB: lengths tell little and small objects look alike."""
    if size <= MIN_PADDED:
        return MIN_PADDED
    exponent = size.bit_length() - 1
    low_bits = exponent - exponent.bit_length()
    mask = (1 << low_bits) - 1
    return (size + mask) & ~mask


def open_bundle(data: bytes, identities: Sequence[AgeIdentity]) -> Bundle | None:
    """Open an object; None when it is sealed to others. The signature is checked here, the sender's standing is not.

    Raises ``Untrusted``: ``object.damaged``, ``newer``, ``limit``, ``signature``.
    """
    content = open_content(data, identities)
    return None if content is None else read_content(content)


def open_content(data: bytes, identities: Sequence[AgeIdentity]) -> bytes | None:
    """An object's content out of seal, padding and compression; None when it is sealed to others."""
    if len(data) > MAX_OBJECT + 65536:
        raise Untrusted("limit", what="object", size=len(data))
    if not is_age(data):
        raise Untrusted("object.damaged")
    try:
        body = open_sealed(data, identities)
    except Untrusted:
        raise Untrusted("object.damaged") from None
    return None if body is None else _decompress(body)


def _decompress(body: bytes) -> bytes:
    size = int.from_bytes(body[:LENGTH_BYTES], "big")
    frame, padding = body[LENGTH_BYTES : LENGTH_BYTES + size], body[LENGTH_BYTES + size :]
    if len(body) < LENGTH_BYTES or len(frame) < size or any(padding):
        raise Untrusted("object.damaged")
    try:
        parameters = zstandard.get_frame_parameters(frame)
        # A frame must say its size, so that memory is never spent on a bomb.
        if parameters.content_size > MAX_CONTENT or parameters.dict_id != 0:
            raise Untrusted("limit", what="content", size=min(parameters.content_size, 2**53))
        return zstandard.ZstdDecompressor().decompress(frame, allow_extra_data=False)
    except zstandard.ZstdError:
        raise Untrusted("object.damaged") from None


def read_content(content: bytes) -> Bundle:
    """Manifest and records of an opened object; raises ``Untrusted`` as :func:`open_bundle` does."""
    value = cbor.decode(content, MAX_CONTENT)
    match value:
        case [bytes(cose), list(records)] if all(isinstance(record, bytes) for record in records):
            pass
        case _:
            raise Untrusted("malformed", where="object")
    message = parse1(cose, MAX_MANIFEST)
    tree = cbor.decode_map(message.payload, MAX_MANIFEST)
    manifest = _manifest(tree)
    if message.kid != key_id(manifest.certificate) or not _signed(message, manifest.certificate):
        raise Untrusted("signature")
    if tree.get(14) != labelled_hash(OBJECT_DIGEST, *records) or tree.get(15) != len(records):
        raise Untrusted("object.damaged")
    if len(records) > MAX_ENTRIES:
        raise Untrusted("limit", what="entries", size=len(records))
    return Bundle(manifest, tuple(records), message)


def _signed(message: Sign1, certificate: bytes) -> bool:
    try:
        return verify1(message, VerifyKey.from_certificate(certificate))
    except ValueError:
        return False


def _manifest(tree: dict[object, object]) -> Manifest:
    understood = all(isinstance(key, int) and (1 <= key <= LAST_KEY or key >= FREE_KEYS) for key in tree)
    if not understood or tree.get(1) != FORMAT or tree.get(2) != RECIPIENT_X25519:
        raise Untrusted("newer", where="object")
    match tree:
        case {
            3: bytes(province),
            4: bytes(sender),
            5: str(audience),
            6: (bytes() | None) as stream,
            7: int(first),
            8: int(last),
            9: (bytes() | None) as previous,
            10: (bytes() | None) as head,
            11: list(acknowledgements),
            12: list(wants),
            13: int(created),
            16: [bytes(certificate), bytes(ca)],
        }:
            pass
        case _:
            raise Untrusted("malformed", where="manifest")
    if not all(isinstance(item, bytes) for item in acknowledgements):
        raise Untrusted("malformed", where="manifest")
    return Manifest(
        province=province,
        sender=sender,
        audience=audience,
        stream=stream,
        first=first,
        last=last,
        previous=previous,
        head=head,
        acknowledgements=tuple(acknowledgements),
        wants=tuple(_want(item) for item in wants),
        created=created,
        certificate=certificate,
        ca=ca,
        program=_program(tree.get(PROGRAM_KEY)),
    )


def _program(value: object) -> str:
    """A version as it is written; anything else is as good as none."""
    return value if isinstance(value, str) and len(value) <= MAX_PROGRAM and value.isprintable() else ""


def _want(item: object) -> tuple[bytes, int, int]:
    match item:
        case [bytes(stream), int(first), int(last)]:
            return stream, first, last
    raise Untrusted("malformed", where="want")
