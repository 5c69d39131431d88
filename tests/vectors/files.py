"""The form of a golden vector: a text header, an empty line, the body in base64; one file, one failure.

::

    comment: what is wrong with it
    unit: record
    expect: malformed

    0oRVogEmBFD...

``unit`` says what the body is: ``parity`` (that, then what is left of its object, each after its length; ``sha256`` is the
object's), ``record``, ``segment`` (records after their lengths in 4 bytes), ``acknowledgement``,
``content`` (an object's inside after unpacking), ``body`` (length, zstd frame, padding), ``code`` (a QR code's text as read
or typed; ``fields`` are those of a good one). ``expect`` is ``success`` or the code of the refusal; of a segment the verdict
for each record. Large bodies are zlib-compressed and say so.
"""

from __future__ import annotations

import base64
import textwrap
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
FOLDERS = ("journal-v1", "object-v1", "qr-v1")
COMPRESS_FROM = 4096


@dataclass(frozen=True)
class Vector:
    """One vector. ``more`` are further header lines: what a reader must find in a good one."""

    name: str
    comment: str
    unit: str
    expect: str
    body: bytes
    more: dict[str, str] = field(default_factory=dict)


def write(vector: Vector) -> str:
    """The vector as text."""
    lines = {"comment": vector.comment, "unit": vector.unit, "expect": vector.expect, **vector.more}
    body = vector.body
    if len(body) >= COMPRESS_FROM:
        lines["compressed"], body = "zlib", zlib.compress(body, 9)
    head = "\n".join(f"{key}: {value}" for key, value in lines.items())
    return f"{head}\n\n" + "\n".join(textwrap.wrap(base64.b64encode(body).decode(), 76)) + "\n"


def read(name: str, text: str) -> Vector:
    """Read what :func:`write` wrote."""
    head, _, body = text.partition("\n\n")
    lines = dict(line.split(": ", 1) for line in head.splitlines())
    data = base64.b64decode("".join(body.split()), validate=True)
    if lines.pop("compressed", "") == "zlib":
        data = zlib.decompress(data)
    return Vector(name, lines.pop("comment"), lines.pop("unit"), lines.pop("expect"), data, lines)


def committed(folder: str) -> Iterator[Vector]:
    """Every vector of a folder as it is kept in the repository."""
    for path in sorted((HERE / folder).glob("*.txt")):
        yield read(path.stem, path.read_text("ascii"))


def certificate(folder: str) -> bytes:
    """The signer's certificate of a folder, DER."""
    text = (HERE / folder / "signer.pem").read_text("ascii")
    return base64.b64decode("".join(line for line in text.splitlines() if "-----" not in line))


def as_segment(records: list[bytes]) -> bytes:
    """Records after their lengths in 4 big-endian bytes."""
    return b"".join(len(record).to_bytes(4, "big") + record for record in records)


def of_segment(body: bytes) -> list[bytes]:
    """Undo :func:`as_segment`."""
    records = []
    while body:
        size = int.from_bytes(body[:4], "big")
        records.append(body[4 : 4 + size])
        body = body[4 + size :]
    return records
