"""A new announcement for all posts, or for one."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from core.app import queries
from core.app.views import Changes, PostRow
from core.domain.announcement import Announce
from ui.gui.desk import Desk
from ui.gui.layouts import row
from ui.gui.runner import Fault
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.field import Field
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.inputs import Choice, LineInput, TextInput
from ui.gui.widgets.labels import label

LINES = 6


class WriteDialog(FittedDialog):
    """It goes along with the next medium; a refusal costs no typing."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.announce"))
        self._desk, self.t = desk, desk.t
        self._command = desk.app.new_command()
        self.to = Choice([("", self.t("announcements.everybody"))])
        self.subject, self.words = LineInput(), TextInput(lines=LINES)
        self.urgent = QCheckBox(self.t("announcements.is_urgent"))
        self.urgent.setAccessibleName(self.t("announcements.is_urgent"))
        self._fault = label("", "bad")
        self.closing = plain(desk, self.t("button.cancel"), self.reject)
        self.go = primary(desk, self.t("announcements.make"), self._make, "check")
        self.put(
            desk.theme.wide("dialog"), row(0, self.closing, self.go),
            label(self.t("announcements.new_title"), "section"), label(self.t("announcements.new_text"), "muted"),
            Field(self.t("announcements.to"), self.to), Field(self.t("announcements.subject"), self.subject),
            Field(self.t("announcements.words"), self.words), self.urgent, self._fault,
        )  # fmt: skip
        desk.ask(queries.Posts(), self._offer, self, "announcement-posts")

    def _offer(self, posts: tuple[PostRow, ...]) -> None:
        everybody = ("", self.t("announcements.everybody"))
        self.to.offer([everybody, *((post.code, f"{post.code} · {post.name}") for post in posts)], self.to.value() or "")

    def _make(self) -> None:
        if not self.go.isEnabled():
            return
        self.go.setEnabled(False)
        to, urgent = self.to.value() or "", self.urgent.isChecked()
        command = Announce(self._command, self.subject.value(), self.words.value(), to, urgent)
        self._desk.execute(command, self._done, self._failed, self)

    def _done(self, _changes: Changes) -> None:
        self.accept()

    def _failed(self, fault: Fault) -> None:
        self.go.setEnabled(True)
        self._fault.setText(self._desk.explain(fault))
        self.fit()
