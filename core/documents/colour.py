"""The colour space that our files name as meant: sRGB as IEC 61966-2-1 defines it, written as an ICC profile (version 4.2).

The profile is made here from the standard's numbers, so that no one else's file is passed on.
"""

from __future__ import annotations

import struct
from functools import cache
from typing import Final

_DESCRIPTION: Final = "sRGB IEC61966-2.1"
_RIGHTS: Final = "No copyright, use freely"
_D50: Final = (0.9642, 1.0, 0.8249)
_PRIMARIES: Final = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_FROM_D65: Final = (1.04788, 0.02292, -0.05019, 0.02959, 0.99048, -0.01706, -0.00923, 0.01508, 0.75168)
_CURVE: Final = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
_MADE: Final = (2024, 1, 1, 0, 0, 0)


@cache
def srgb() -> bytes:
    """The profile's bytes; always the same."""
    curve = b"para\0\0\0\0\0\3\0\0" + b"".join(_fixed(value) for value in _CURVE)
    tags = {b"desc": _words(_DESCRIPTION), b"cprt": _words(_RIGHTS), b"wtpt": _point(_D50)}
    tags |= {b"chad": b"sf32\0\0\0\0" + b"".join(_fixed(value) for value in _FROM_D65)}
    tags |= {name: _point(value) for name, value in _PRIMARIES.items()}
    tags |= {b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    place = 128 + 4 + 12 * len(tags)
    table, bodies, known = [struct.pack(">I", len(tags))], b"", dict[bytes, int]()
    for name, body in tags.items():
        if body not in known:
            known[body] = place + len(bodies)
            bodies += body + bytes(-len(body) % 4)
        table.append(struct.pack(">4sII", name, known[body], len(body)))
    rest = b"".join(table) + bodies
    return _header(128 + len(rest)) + rest


def _header(size: int) -> bytes:
    head = struct.pack(">I4sI4s4s4s6H4s", size, bytes(4), 0x04200000, b"mntr", b"RGB ", b"XYZ ", *_MADE, b"acsp")
    return (head + bytes(28) + b"".join(_fixed(value) for value in _D50)).ljust(128, b"\0")


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _point(value: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(_fixed(part) for part in value)


def _words(text: str) -> bytes:
    said = text.encode("utf-16-be")
    return b"mluc\0\0\0\0" + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(said), 28) + said
