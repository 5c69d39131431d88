"""Text as the embedded faces can print it: what they cannot draw is written as its code, so that nothing is lost."""

from __future__ import annotations

import unicodedata

from reportlab.pdfbase import pdfmetrics

from core.documents.fonts import Fonts

_KEPT = "\n\t"


class Printer:
    """Knows the faces' glyphs; ``replaced`` tells whether any character had to be written as a code."""

    def __init__(self, fonts: Fonts) -> None:
        names = fonts.names
        tables = [pdfmetrics.getFont(name).face.charToGlyph for name in (names.regular, names.bold, names.italic)]
        self._drawn = frozenset(tables[0]).intersection(*tables[1:])
        self.replaced = False

    def text(self, text: str) -> str:
        """The text in NFC; a character without a glyph, or one that steers the direction of writing, as ``[U+1F600]``."""
        normal = unicodedata.normalize("NFC", text)
        if all(self._plain(character) for character in set(normal)):
            return normal
        self.replaced = True
        return "".join(c if self._plain(c) else f"[U+{ord(c):04X}]" for c in normal)

    def unprintable(self, text: str) -> list[str]:
        """Characters (each once, in order) that would be written as a code; what is typed for a document is refused for them.

        Control characters are not named here: no line or narrative holds them (:mod:`core.domain.text`).
        """
        wanted = dict.fromkeys(unicodedata.normalize("NFC", text))
        return [each for each in wanted if not self._plain(each) and unicodedata.category(each) != "Cc"]

    def _plain(self, character: str) -> bool:
        if character in _KEPT:
            return True
        return ord(character) in self._drawn and unicodedata.category(character) != "Cf"
