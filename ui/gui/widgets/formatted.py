"""Markdown shown as formatted text: no HTML in it counts, no link is followed, and nothing is loaded for it from anywhere."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextCursor, QTextDocument, QTextLength, QTextTable
from PySide6.QtWidgets import QTextBrowser


class Browser(QTextBrowser):
    """Loads nothing."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Nothing."""
        return None


class Formatted(Browser):
    """A text that came with the program, or signed with a release; Tab leaves it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        features = QTextDocument.MarkdownFeature  # tables are of GitHub's dialect
        self.document().setMarkdown(text, features.MarkdownDialectGitHub | features.MarkdownNoHTML)
        for each in self.document().rootFrame().childFrames():
            if isinstance(each, QTextTable):  # no wider than the page, so that large letters wrap in their cells
                form = each.format()
                form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
                each.setFormat(form)
        self.moveCursor(QTextCursor.MoveOperation.Start)  # it lies behind the last word, and is scrolled to with the keyboard
