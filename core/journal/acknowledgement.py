"""An acknowledgement: not an entry but an object signed by the reader's device (D1).

Per stream it names the highest sequence held without a gap and the digest there, ranges parked behind a gap,
attachments not yet whole, and forks seen. An entry counts as received only when this digest is its own chain's.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.crypto.cose import Sign1, parse1, sign1
from core.crypto.signing import SigningKey
from core.domain.errors import Untrusted
from core.journal import cbor

FORMAT = 1
SIZE_LIMIT = 1024 * 1024
MAX_STREAMS = 4096


@dataclass(frozen=True, slots=True)
class Position:
    """One stream as held: ``parked`` are [first, last] ranges behind a gap."""

    stream: bytes
    sequence: int
    digest: bytes
    parked: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What a device holds at ``at`` (milliseconds UTC by its own clock)."""

    device: bytes
    at: int
    positions: tuple[Position, ...]
    missing: tuple[bytes, ...]
    forks: tuple[tuple[bytes, int], ...]
    message: Sign1 | None = None


def write_acknowledgement(key: SigningKey, kid: bytes, content: Acknowledgement) -> bytes:
    """Sign an acknowledgement with the device's key."""
    if len(content.positions) > MAX_STREAMS:
        raise Untrusted("limit", what="streams", size=len(content.positions))
    payload = cbor.encode(
        {
            1: FORMAT,
            2: content.device,
            3: content.at,
            4: [[p.stream, p.sequence, p.digest, [list(r) for r in p.parked]] for p in content.positions],
            5: list(content.missing),
            6: [[stream, sequence] for stream, sequence in content.forks],
        }
    )
    return sign1(key, kid, payload)


def read_acknowledgement(cose: bytes) -> Acknowledgement:
    """Read one; raises ``Untrusted`` (malformed, newer, limit). The signature is checked by the caller."""
    message = parse1(cose, SIZE_LIMIT)
    tree = cbor.decode_map(message.payload, SIZE_LIMIT)
    if tree.get(1) != FORMAT:
        raise Untrusted("newer", where="acknowledgement")
    match tree:
        case {2: bytes(device), 3: int(at), 4: list(positions), 5: list(missing), 6: list(forks)}:
            pass
        case _:
            raise Untrusted("malformed", where="acknowledgement")
    if len(positions) > MAX_STREAMS:
        raise Untrusted("limit", what="streams", size=len(positions))
    return Acknowledgement(
        device=device,
        at=at,
        positions=tuple(_position(item) for item in positions),
        missing=tuple(_token(item) for item in missing),
        forks=tuple(_fork(item) for item in forks),
        message=message,
    )


def _position(item: object) -> Position:
    match item:
        case [bytes(stream), int(sequence), bytes(digest), list(parked)] if len(stream) == 16 and len(digest) == 32:
            return Position(stream, sequence, digest, tuple(_range(part) for part in parked))
    raise Untrusted("malformed", where="position")


def _range(item: object) -> tuple[int, int]:
    match item:
        case [int(first), int(last)] if 0 <= first <= last:
            return first, last
    raise Untrusted("malformed", where="range")


def _token(item: object) -> bytes:
    if isinstance(item, bytes) and len(item) == 16:
        return item
    raise Untrusted("malformed", where="token")


def _fork(item: object) -> tuple[bytes, int]:
    match item:
        case [bytes(stream), int(sequence)] if len(stream) == 16:
            return stream, sequence
    raise Untrusted("malformed", where="fork")
