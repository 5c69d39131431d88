"""After saving: the number, and the look-up code this one time; copied by hand it is checked by typing it again."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from core.app import queries
from core.app.views import Submitted
from core.domain.forms import ReportForm
from ui.gui.desk import Desk
from ui.gui.layouts import card, column, row
from ui.gui.screens.paper_view import Paper, PaperDialog
from ui.gui.screens.screen import Screen
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import LineInput
from ui.gui.widgets.labels import label, notice


class ReceiptPage(Screen):
    """The code is kept nowhere: when this page is left, it is gone."""

    def __init__(self, desk: Desk, reply: Submitted, form: ReportForm | None = None) -> None:
        super().__init__(desk)
        self._reply, self._form = reply, form
        head = card(
            label(self.t("receipt.saved"), "section"),
            label(self.t("receipt.number"), "small"),
            label(reply.number, "code"),
            label(self.t("receipt.sealed" if reply.sealed else "receipt.waiting"), "muted"),
            tone="ok",
        )
        layout = column(head, gap="gap", margin="wide")
        if desk.lock_waits:
            layout.addWidget(notice(desk, self.t("receipt.lock_waits"), "warn"))
        if reply.code:
            layout.addWidget(self._code())
        self.again = plain(desk, self.t("receipt.another"), lambda: desk.go.emit("report_form", None), "plus")
        self.done = primary(desk, self.t("receipt.done"), lambda: desk.go.emit("home", None), "check")
        layout.addLayout(row(0, self.again, self.done))
        layout.addStretch(1)
        self.setLayout(layout)

    def _code(self) -> QFrame:
        self._typed = LineInput(placeholder=self.t("receipt.retype_placeholder"))
        self._typed.textEdited.connect(lambda _text: self._check())
        self._verdict = label("", "muted")
        shown = label(self._reply.code, "code")
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        shown.setAccessibleName(" ".join(self._reply.code))
        return card(
            label(self.t("receipt.code"), "section"),
            shown,
            notice(self.desk, self.t("receipt.once"), "warn"),
            Field(self.t("receipt.retype"), self._typed, self.t("receipt.retype_hint")),
            self._verdict,
            row(plain(self.desk, self.t("receipt.print"), self._print, "print"), 0),
        )

    def _check(self) -> None:
        typed, wanted = (re.sub(r"\D", "", text) for text in (self._typed.value(), self._reply.code))
        same = typed == wanted
        words = "receipt.match" if same else "receipt.so_far" if wanted.startswith(typed) else "receipt.mismatch"
        self._verdict.setText(self.t(words) if typed else "")
        self._verdict.setProperty("role", "ok" if same else "muted" if wanted.startswith(typed) else "bad")
        self._verdict.style().unpolish(self._verdict)
        self._verdict.style().polish(self._verdict)

    def paper(self) -> PaperDialog:
        """The signed receipt with the code: no name on it, and no case number, for that opens nothing."""
        app, reply, form = self.desk.app, self._reply, self._form
        words = Paper(self.t("receipt.paper"), "tanda-terima.pdf", self.t("receipt.paper_save"), self.t("receipt.paper_note"))
        return PaperDialog(self.desk, words, lambda: app.ask(queries.Receipt(reply.id, reply.code, form)), self)

    def _print(self) -> None:
        self.paper().exec()

    def leave(self) -> object:
        """The code was seen: a lock that waited for it may fall."""
        self.desk.once_over.emit()
        return None
