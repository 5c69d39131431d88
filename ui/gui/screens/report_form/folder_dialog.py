"""A camera card: every file found in a folder, with size and the date it claims, ticked or not."""

from __future__ import annotations

import mimetypes
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidgetItem, QWidget

from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.runner import Fault
from ui.gui.theme import pixels
from ui.gui.widgets.amount import amount
from ui.gui.widgets.beside import beside
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.labels import label
from ui.gui.widgets.progress import Progress
from ui.gui.widgets.table import Table

if TYPE_CHECKING:
    from core.app.evidence import Found, FoundFile

LIKELY = ("image", "video", "audio")


def is_recording(file: FoundFile) -> bool:
    """Whether a file is ticked at first: a picture, video or sound with something in it."""
    kind = mimetypes.guess_type(file.name)[0] or ""
    return file.size > 0 and kind.partition("/")[0] in LIKELY


class FolderDialog(Dialog):
    """Lists in the background; ``chosen`` are the files ticked when it was accepted. Space ticks the row at hand."""

    def __init__(self, desk: Desk, folder: Path, room: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.folder"))
        self.desk, self.t, self._room = desk, desk.t, room
        self._files: tuple[FoundFile, ...] = ()
        self.count = label("", "strong", wrap=False)
        self._fault = label("", "bad")
        self.progress = Progress(desk)
        names = [self.t(f"folder.{name}") for name in ("name", "size", "date", "place")]
        self.table = Table(self.t("folder.files"), names)
        self.table.itemChanged.connect(lambda _item: self._tell())
        self.button = primary(desk, self.t("folder.attach"), self.accept)
        self.every = plain(desk, self.t("folder.all"), lambda: self._tick(Qt.CheckState.Checked))
        self.none = plain(desk, self.t("folder.none"), lambda: self._tick(Qt.CheckState.Unchecked))
        closing = plain(desk, self.t("button.cancel"), self.reject)
        self._marks = label("", "small")
        self.setLayout(
            column(
                label(self.t("folder.title", folder=folder.name or str(folder)), "section"),
                label(self.t("folder.hint"), "muted"), self.progress, self._fault, self.table, self._marks,
                beside(self.every, self.none, 0, self.count), row(0, closing, self.button), gap="gap", margin="wide",
            )
        )  # fmt: skip
        self.resize(desk.theme.wide("form") + pixels("side"), pixels("form"))
        self._allow()
        app = desk.app
        job = desk.runner.do(lambda watch: app.evidence.files_below(folder, watch), self._show, self._failed, None, self)
        self.progress.follow(job, self.t("folder.searching"))
        self._job = job

    @property
    def chosen(self) -> list[Path]:
        """The files that are ticked, in the order shown."""
        return [file.path for line, file in enumerate(self._files) if self._ticked(line)]

    def reject(self) -> None:
        """Closing stops the search."""
        self._job.cancel()
        super().reject()

    def _show(self, found: Found) -> None:
        self.progress.finish()
        self._files = found.files
        self.table.blockSignals(True)
        self.table.fill([self._cells(file) for file in found.files])
        for line, file in enumerate(found.files):
            item = self.table.item(line, 0)
            if item is not None:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked if is_recording(file) else Qt.CheckState.Unchecked)
        self.table.blockSignals(False)
        self.table.share()  # with room for the boxes
        marks = [self.t("folder.more")] if found.more else []
        if found.unreadable:
            marks.append(self.t("folder.unreadable", n=found.unreadable))
        self._marks.setText(" ".join(marks))
        self._tell()
        self.table.setFocus()

    def _cells(self, file: FoundFile) -> tuple[str, str, str, str]:
        when = datetime.fromtimestamp(file.modified / 1000, UTC).astimezone(ZoneInfo(self.desk.zone))
        size = amount(self.t, file.size) if file.size else self.t("folder.empty")
        return file.name, size, f"{when:%d-%m-%Y %H.%M}", file.path.parent.name

    def _failed(self, fault: Fault) -> None:
        self.progress.finish()
        self._fault.setText(self.desk.explain(fault))

    def _ticked(self, line: int) -> bool:
        item: QTableWidgetItem | None = self.table.item(line, 0)
        return item is not None and item.checkState() == Qt.CheckState.Checked

    def _tick(self, state: Qt.CheckState) -> None:
        self.table.blockSignals(True)
        for line, file in enumerate(self._files):
            item = self.table.item(line, 0)
            if item is not None and (file.size or state == Qt.CheckState.Unchecked):
                item.setCheckState(state)
        self.table.blockSignals(False)
        self._tell()

    def _tell(self) -> None:
        sizes = [file.size for line, file in enumerate(self._files) if self._ticked(line)]
        self.count.setText(self.t("folder.count", n=len(sizes), all=len(self._files), size=amount(self.t, sum(sizes))))
        self._fault.setText(self.t("evidence.too_many", n=self._room) if len(sizes) > self._room else "")
        self._allow()

    def _allow(self) -> None:
        ticked = len(self.chosen)
        self.button.setEnabled(0 < ticked <= self._room)
        for made in (self.every, self.none):
            made.setEnabled(bool(self._files))
