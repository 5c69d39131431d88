"""Deterministic CBOR (RFC 8949 section 4.2.1), and a reader that takes nothing else.

Only integers within 2^53, byte and text strings, booleans, null, arrays and maps occur: no floats, no tags,
no indefinite lengths. A text that could be written in two ways could be signed in two ways.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import cbor2

from core.domain.errors import Untrusted

MAX_DEPTH = 8
MAX_INTEGER = 2**53
_LEAVES = frozenset({type(None), bool, bytes, str})
_KEYS, _TEXT, _NUMBERS = frozenset({bool, int, str}), frozenset({str}), frozenset({int})


def encode(value: object) -> bytes:
    """Write a value in its one deterministic form."""
    return cbor2.dumps(value, canonical=True)


def decode(data: bytes, max_size: int) -> object:
    """Read one deterministic item that fills ``data``; raises ``Untrusted('malformed')`` for anything else."""
    if len(data) > max_size:
        raise Untrusted("limit", what="cbor", size=len(data))
    try:
        value = cbor2.loads(data, max_depth=MAX_DEPTH, allow_indefinite=False, allow_duplicate_keys=False)
        # Written as it was read; the order of keys was looked at, which is quicker than having them sorted.
        same = _is_plain(value) and cbor2.dumps(value) == data
    except (cbor2.CBORDecodeError, cbor2.CBOREncodeError, ValueError, TypeError, RecursionError, OverflowError):
        raise Untrusted("malformed", where="cbor") from None
    if not same:
        raise Untrusted("malformed", where="cbor")
    return value


def _is_plain(value: object) -> bool:
    # By exact types, and leaves without a call: every part of every entry goes through here.
    kind = type(value)
    if kind is dict:
        return _in_order(value) and _are_plain(value.values())  # type: ignore[arg-type, attr-defined]
    if kind is list:
        return _are_plain(value)  # type: ignore[arg-type]
    if kind is int:
        return -MAX_INTEGER <= value <= MAX_INTEGER  # type: ignore[operator]
    return kind in _LEAVES


def _are_plain(values: Iterable[object]) -> bool:
    # By a list, for a generator takes longer than what it spares.
    return all([_is_plain(value) for value in values if type(value) not in _LEAVES])


def _in_order(value: dict[object, object]) -> bool:
    """Whether the keys are of the kinds that may be keys, in the order in which :func:`encode` writes them."""
    if texts_in_order(tuple(value)):
        return True
    kinds = set(map(type, value))
    if kinds == _NUMBERS:
        numbers = list(value)
        return (numbers[0] >= 0 and numbers == sorted(numbers)) or _as_encoded(value)  # type: ignore[operator, type-var]
    return kinds <= _KEYS and _as_encoded(value)


@lru_cache(maxsize=512)
def texts_in_order(keys: tuple[str, ...]) -> bool:
    """Whether these are texts, the shorter first, then by letters. Kept at hand: a few dozen rows of keys are all that come."""
    if set(map(type, keys)) != _TEXT:
        return False
    written = [key.encode() for key in keys]
    return written == sorted(sorted(written), key=len)


def _as_encoded(value: dict[object, object]) -> bool:
    keys = dict.fromkeys(value)
    return cbor2.dumps(keys) == cbor2.dumps(keys, canonical=True)


def decode_map(data: bytes, max_size: int) -> dict[object, object]:
    """Read a deterministic map; raises ``Untrusted('malformed')``."""
    value = decode(data, max_size)
    if not isinstance(value, dict):
        raise Untrusted("malformed", where="map")
    return value
