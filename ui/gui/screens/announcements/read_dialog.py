"""One announcement in full; at a post a button tells the province that it has been read."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.app.views import AnnouncementRow, Changes
from core.domain.announcement import MarkRead
from core.domain.ids import read_id
from ui.gui.desk import Desk
from ui.gui.layouts import row
from ui.gui.runner import Fault
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.labels import label, notice


def from_whom(desk: Desk, announcement: AnnouncementRow) -> str:
    """For whom it is, in words."""
    if not announcement.to:
        return desk.t("announcements.everybody")
    known = desk.app.reference.post(announcement.to)
    return announcement.to if known is None else known.name_id


class ReadDialog(FittedDialog):
    """The words are plain text, whatever stands in them."""

    def __init__(self, desk: Desk, announcement: AnnouncementRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.announcement"))
        self._desk, self._announcement, self.t = desk, announcement, desk.t
        self._command = desk.app.new_command()
        self.closing = plain(desk, self.t("button.close"), self.reject)
        self.go = primary(desk, self.t("announcements.mark"), self._mark, "check")
        self._fault = label("", "bad")
        parts: list[QWidget] = [label(announcement.title, "section"), label(self._from(), "muted")]
        if announcement.urgent:
            parts.append(notice(desk, self.t("announcements.urgent_text"), "warn"))
        parts.append(label(announcement.words))
        if desk.app.facts.kind == "province":
            parts += [label(self.t("announcements.readers"), "section"), *(label(words) for words in self._readers())]
        self.put(desk.theme.wide("dialog"), row(0, self.closing, self.go), *parts, self._fault)
        self.go.setVisible(desk.app.facts.kind == "post" and bool(announcement.lacking))

    def _from(self) -> str:
        told = self._announcement
        return self.t("announcements.from", officer=told.officer, at=self._desk.when(told.at), to=from_whom(self._desk, told))

    def _readers(self) -> list[str]:
        told = self._announcement
        lines = [
            self.t("announcements.reader", post=each.post, officer=each.officer, at=self._desk.when(each.at))
            for each in told.read
        ]
        if told.lacking:
            lines.append(self.t("announcements.lacking", posts=", ".join(told.lacking)))
        return lines or [self.t("announcements.no_posts")]

    def _mark(self) -> None:
        if not self.go.isEnabled():
            return
        self.go.setEnabled(False)
        self._desk.execute(MarkRead(self._command, read_id(self._announcement.id)), self._done, self._failed, self)

    def _done(self, _changes: Changes) -> None:
        self.accept()

    def _failed(self, fault: Fault) -> None:
        self.go.setEnabled(True)
        self._fault.setText(self._desk.explain(fault))
        self.fit()
