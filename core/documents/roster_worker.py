"""The process that takes lists of people apart: workbooks and CSV as offices bring them are parsed here and nowhere else.

It bounds itself as the one that looks into files does, before it parses a byte: memory, time, no file, no child.
"""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable
from typing import Final

import msgspec

from core.apart.process import limit_self
from core.documents.preview_frames import frame
from core.documents.preview_worker import Answer, request
from core.documents.roster import example_csv, read_roster
from core.documents.roster_file import RoundedNumber, read_table
from core.domain.errors import Invalid

MEMORY_BYTES: Final = 1280 * 1024 * 1024
SECONDS: Final = 60
CODECS: Final = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman")
_SAMPLES: Final = (example_csv().encode(), *("Nama;Jabatan\nJosé Müller;Camat\n".encode(codec) for codec in CODECS))


def main() -> None:
    """The worker: take one list, bind itself, give one answer."""
    header, data = request(sys.stdin.buffer)
    warm_up()
    limit_self(MEMORY_BYTES, SECONDS, alone=True)
    try:
        answer, blobs = TASKS[str(header.get("task"))](data)
    except Invalid as refusal:
        answer, blobs = {"fault": refusal.code, "details": refusal.details}, []
    except Exception:
        answer, blobs = {"fault": "roster.failed"}, []
    sys.stdout.buffer.write(frame(answer, blobs))
    sys.stdout.buffer.flush()


def warm_up() -> None:
    """Read a list in every usual character set once, for no module can be loaded afterwards."""
    for codec in (*CODECS, "ascii", "cp437", "latin-1"):  # the last three are those of names in an archive
        codecs.lookup(codec)
    for sample in _SAMPLES:
        read_table(sample)


def table(data: bytes) -> Answer:
    """The lines, and at which of their cells a number lost its last digits."""
    read = read_table(data)
    cells = ((at, column, cell) for at, (_, row) in enumerate(read.lines) for column, cell in enumerate(row))
    rounded = [(at, column) for at, column, cell in cells if isinstance(cell, RoundedNumber)]
    return {"encoding": read.encoding}, [_json(read.lines), _json(read.notes), _json(rounded)]


def people(data: bytes) -> Answer:
    """Rows and rejected rows of a roster."""
    return {}, [_json(read_roster(data))]


def _json(tree: object) -> bytes:
    return msgspec.json.encode(tree, enc_hook=str)


TASKS: Final[dict[str, Callable[[bytes], Answer]]] = {"table": table, "people": people}
