"""Bold words, italics and code in a paragraph of our own texts: measured, broken over lines and drawn as what they are.

Only pages that we wrote pass through here (the manual, the card); what people fill in is printed as it stands. Every word
carries its own two signs, so that a paragraph may be broken anywhere and no state goes from one line to the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from core.documents.fonts import Fonts
from core.documents.sheet import Metadata, Sheet, Style, Typesetter
from core.documents.tags import LAYOUT

_BOLD, _ITALIC, _CODE = "\ue000", "\ue001", "\ue002"
_MARKDOWN: Final = re.compile(r"`(?P<code>[^`]+)`|\*\*(?P<bold>.+?)\*\*|\*(?P<italic>[^*]+)\*")
_SIGN: Final = {"code": _CODE, "bold": _BOLD, "italic": _ITALIC}
_PIECE: Final = re.compile(f"([{_BOLD}{_ITALIC}{_CODE}])(.*?)\\1")
_JOINT: Final = re.compile(f"([{_BOLD}{_ITALIC}{_CODE}]) \\1")
_GREY: Final = 0.9
_LOW, _HIGH, _ASIDE = 0.28, 1.22, 0.08
"""How far the ground of code reaches, in parts of the size: below the base line, upwards from there, to each side."""


def stressed(markdown: str) -> str:
    """The text with a sign around every word that Markdown stresses; Markdown's own signs are gone."""
    return _MARKDOWN.sub(lambda found: _signed(found[found.lastgroup or 0], _SIGN[found.lastgroup or ""]), markdown)


def bare(markdown: str) -> str:
    """The text without Markdown's signs of stress."""
    return _MARKDOWN.sub(lambda found: found[found.lastgroup or 0], markdown)


def _signed(words: str, sign: str) -> str:
    return " ".join(f"{sign}{word}{sign}" for word in words.split())


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Parts of a line that are drawn alike, each with its sign or none; neighbours with the same sign are one."""
    joined, at = _JOINT.sub(" ", text), 0
    for found in _PIECE.finditer(joined):
        if found.start() > at:
            yield joined[at : found.start()], ""
        yield found[2], found[1]
        at = found.end()
    if at < len(joined):
        yield joined[at:], ""


class StressedSetter(Typesetter):
    """Measures and breaks texts that :func:`stressed` made; all others as they are."""

    def width(self, text: str, style: Style) -> float:
        """Width of one line in points."""
        plain = super().width
        return sum(plain(words, self.face(sign, style)) for words, sign in _runs(text))

    def face(self, sign: str, style: Style) -> Style:
        """The style of a part of a line by its sign."""
        faces = {_BOLD: self.faces.bold, _ITALIC: self.faces.italic}
        return Style(faces.get(sign, style.face), style.size)

    def _letters(self, word: str) -> Sequence[str]:
        """Each letter with its own signs, so that a word may be cut anywhere."""
        return [f"{sign}{letter}{sign}" for words, sign in _runs(word) for letter in words]


class StressedSheet(Sheet):
    """Draws what a :class:`StressedSetter` broke; code stands on a grey ground, which is not read out."""

    def __init__(self, fonts: Fonts, metadata: Metadata) -> None:
        super().__init__(fonts, metadata)
        self._set = StressedSetter(fonts)

    def line(self, text: str, x: float, y: float, style: Style) -> None:
        """Draw one line with its base line at ``y``: first the grounds, then the words."""
        at = x
        for words, sign in _runs(text):
            wide = self._set.width(words, self._set.face(sign, style))
            if sign == _CODE:
                self._ground(at, y, wide, style.size)
            at += wide
        super().line(text, x, y, style)

    def draw_line(self, text: str, x: float, y: float, style: Style) -> None:
        """The strokes of :meth:`line`; the blank that parts two lines follows the last word alone."""
        *before, (last, sign) = [*_runs(text)] or [("", "")]
        for words, each in before:
            face = self._set.face(each, style)
            self.canvas.setFont(face.face, face.size)
            self.canvas.drawString(x, y, words)
            x += self._set.width(words, face)
        super().draw_line(last, x, y, self._set.face(sign, style))

    def _ground(self, x: float, y: float, wide: float, size: float) -> None:
        self._enter(LAYOUT)
        self.canvas.saveState()
        self.canvas.setFillGray(_GREY)
        self.canvas.rect(x - _ASIDE * size, y - _LOW * size, wide + 2 * _ASIDE * size, _HIGH * size, stroke=0, fill=1)
        self.canvas.restoreState()
