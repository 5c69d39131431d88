"""Texts, dates and streams as a PDF file writes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from xml.sax.saxutils import escape

_NOT_IN_XML: Final = dict.fromkeys([code for code in range(32) if chr(code) not in "\t\n"] + [0xFFFE, 0xFFFF])
_ESCAPED: Final = {ord("\\"): "\\\\", ord("("): "\\(", ord(")"): "\\)", ord("\n"): "\\n", ord("\r"): "\\r"}


def string(text: str) -> bytes:
    """A text string: plain where it is ASCII, else UTF-16."""
    if text.isascii():
        return b"(" + text.translate(_ESCAPED).encode("ascii") + b")"
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


def date(moment: datetime) -> bytes:
    """A date with its offset: ``(D:20240205090000+07'00')``."""
    offset = f"{moment:%z}"
    return f"(D:{moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}')".encode()


def stream(entries: Mapping[str, bytes | str | int], content: bytes) -> bytes:
    """A stream object's body, with the line end before ``endstream`` that PDF/A asks for."""
    told = b" ".join(b"/%s %s" % (name.encode(), _value(value)) for name, value in {**entries, "Length": len(content)}.items())
    return b"<<" + told + b">>\nstream\n" + content + b"\nendstream"


def xml(text: str) -> str:
    """Text inside XML: escaped, and without what XML cannot hold."""
    return escape(text.translate(_NOT_IN_XML))


def _value(value: bytes | str | int) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()
