"""What a drawing (SVG) of a stranger may hold before anything draws it: shapes and nothing that acts, asks or multiplies."""

from __future__ import annotations

from typing import Any, Final
from xml.parsers import expat

DEPTH: Final = 64
ELEMENTS: Final = 20_000
_ACTIVE: Final = frozenset({"script", "foreignobject", "iframe", "handler", "listener", "animate", "set", "audio", "video"})
_WRITTEN: Final = frozenset({"text", "tspan", "textpath", "font"})
_PICTURES: Final = ("data:image/png;", "data:image/jpeg;")


class Unfit(Exception):
    """Why a drawing is not taken, as the code of a sentence."""


def looks_like_svg(data: bytes) -> bool:
    """Whether the beginning is that of a drawing as text."""
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"<") and b"<svg" in head


def check(data: bytes) -> None:
    """Raise :class:`Unfit` for entities, scripts, links to elsewhere, letters that need a font, and endless nesting."""
    guard = _Guard()
    parser = expat.ParserCreate()
    parser.StartElementHandler = guard.start
    parser.EndElementHandler = guard.end
    parser.EntityDeclHandler = guard.entity
    parser.ProcessingInstructionHandler = guard.instruction
    parser.CharacterDataHandler = guard.text
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise Unfit("letterhead.unreadable") from None
    if not guard.seen:
        raise Unfit("letterhead.unreadable")


class _Guard:
    def __init__(self) -> None:
        self.seen, self._path = 0, list[str]()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Judge one element and its attributes."""
        plain = name.rpartition(":")[2].lower()
        self.seen += 1
        self._path.append(plain)
        if len(self._path) > DEPTH or self.seen > ELEMENTS:
            raise Unfit("letterhead.too_large")
        if plain in _ACTIVE or plain.startswith("animate"):
            raise Unfit("letterhead.active")
        if plain in _WRITTEN:
            raise Unfit("letterhead.letters")
        if self.seen == 1 and plain != "svg":
            raise Unfit("letterhead.unreadable")
        for key, value in attributes.items():
            self._attribute(key.rpartition(":")[2].lower(), value.strip())

    def _attribute(self, key: str, value: str) -> None:
        low = value.lower()
        if key.startswith("on") or "javascript:" in low:
            raise Unfit("letterhead.active")
        if key in ("href", "src") and not (low.startswith(("#", *_PICTURES)) or not low):
            raise Unfit("letterhead.active")
        _style(low)

    def end(self, _name: str) -> None:
        """One level up."""
        self._path.pop()

    def text(self, words: str) -> None:
        """Words inside a style sheet; other words are drawn by nothing."""
        if self._path and self._path[-1] == "style":
            _style(words.lower())

    def entity(self, *_what: Any) -> None:
        """No entity of its own, so that nothing multiplies or is fetched."""
        raise Unfit("letterhead.active")

    def instruction(self, target: str, _data: str) -> None:
        """A style sheet from elsewhere."""
        if target.lower() == "xml-stylesheet":
            raise Unfit("letterhead.active")


def _style(low: str) -> None:
    if "@import" in low:
        raise Unfit("letterhead.active")
    for part in low.split("url(")[1:]:
        if not part.lstrip(" '\"").startswith("#"):
            raise Unfit("letterhead.active")
