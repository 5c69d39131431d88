"""The process that proves signatures for :mod:`core.journal.prover`: it holds nothing, opens nothing, and says yes or no."""

from __future__ import annotations

import sys
from typing import IO, Final

import msgspec

from core.crypto.signing import VerifyKey
from core.domain.errors import Untrusted

LENGTH_BYTES: Final = 4
FRAME_LIMIT: Final = 64 * 1024 * 1024


class Claim(msgspec.Struct, frozen=True, array_like=True):
    """That the key in a certificate (its number in the question) signed a message."""

    certificate: int
    signature: bytes
    message: bytes


class Question(msgspec.Struct, frozen=True, array_like=True):
    """Claims, and the certificates that they speak of."""

    certificates: list[bytes]
    claims: list[Claim]


def answer(question: Question) -> bytes:
    """One byte for each claim: 1 where it is true."""
    keys = [_key(certificate) for certificate in question.certificates]
    return bytes(_is_true(claim, keys[claim.certificate]) for claim in question.claims)


def _key(certificate: bytes) -> VerifyKey | None:
    try:
        return VerifyKey.from_certificate(certificate)
    except Untrusted:
        return None


def _is_true(claim: Claim, key: VerifyKey | None) -> bool:
    return key is not None and key.verify(claim.signature, claim.message)


def put(sink: IO[bytes], data: bytes) -> None:
    """Write one frame."""
    sink.write(len(data).to_bytes(LENGTH_BYTES, "big") + data)
    sink.flush()


def get(source: IO[bytes]) -> bytes:
    """Read one frame; nothing at the end, or where it was cut."""
    head = source.read(LENGTH_BYTES)
    size = int.from_bytes(head, "big")
    data = source.read(size) if len(head) == LENGTH_BYTES and size <= FRAME_LIMIT else b""
    return data if len(data) == size else b""


def main() -> None:
    """Answer until there are no more questions."""
    decoder = msgspec.msgpack.Decoder(Question)
    while data := get(sys.stdin.buffer):
        put(sys.stdout.buffer, answer(decoder.decode(data)))
