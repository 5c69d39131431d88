"""Words of the window: keyed sentences in Indonesian and English, switchable while running."""

from __future__ import annotations

import json

from PySide6.QtCore import QObject, QTranslator

from ui.wording import FOLDER, sentences

LANGUAGES = ("id", "en")
DEFAULT = LANGUAGES[0]


class Words:
    """Finds a sentence by its key in the language chosen now; a missing key is a fault of the program."""

    def __init__(self, language: str = DEFAULT) -> None:
        self.language = language

    def choose(self, language: str) -> None:
        """Switch; an unknown language falls back to Indonesian."""
        self.language = language if language in LANGUAGES else DEFAULT

    def __call__(self, key: str, **values: str | int) -> str:
        """The sentence with ``{name}`` places filled from ``values``; raises ``KeyError`` for an unknown key."""
        sentence = sentences(self.language)[key]
        return sentence.format(**values) if values else sentence

    def days_left(self, days: int) -> str:
        """How many days are left; English has a word of its own for one."""
        return self("deadline.day_left") if days == 1 else self("deadline.days_left", n=days)

    def known(self, key: str) -> bool:
        """Whether a sentence for ``key`` exists."""
        return key in sentences(self.language)


class QtWords(QTranslator):
    """Qt ships no Indonesian: its own strings (file dialog, edit menu, buttons) by their English source text."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._table: dict[str, str] = json.loads((FOLDER / "qt_id.json").read_text("utf-8"))

    def isEmpty(self) -> bool:
        """Never empty: Qt would not ask."""
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:  # type: ignore[override]
        """The Indonesian for ``source`` or None, so that Qt goes on with its English."""
        return self._table.get(source)
