"""A file of a report looked at from a safe distance: pages painted from pixels, never the file itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from core.app.views import AttachmentRow, Changes, Picture, ReportView
from core.app.watch import Watch
from core.domain.commands import NoteSeen
from core.domain.errors import Unavailable
from core.domain.evidence import Look
from core.domain.ids import read_id
from ui.gui.desk import Desk
from ui.gui.layouts import box, column, row
from ui.gui.runner import Fault, Job
from ui.gui.theme import pixels
from ui.gui.widgets.amount import amount, digest_groups
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.labels import label
from ui.gui.widgets.picture import PictureView, image_from

SHOWN_PAGES = 3


class PreviewDialog(Dialog):
    """Opens at once; the picture comes from the limited process. Once it is seen, that is written."""

    def __init__(self, desk: Desk, view: ReportView, file: AttachmentRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.preview"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk, self.t, self._view, self._file = desk, desk.t, view, file
        self._command = desk.app.new_command()
        self._pages, self._page = 0, 1
        self.picture = PictureView(self.t("evidence.picture_of", name=file.name))
        self.words = label(self.t("preview.working"), "muted")
        self._stack = QStackedWidget()
        self._stack.addWidget(box(self.words, 0))
        self._stack.addWidget(self.picture)
        self._where = label("", "small", wrap=False)
        self.before = plain(desk, self.t("preview.before"), lambda: self._turn(-1), "chevron-left")
        self.after = plain(desk, self.t("preview.after"), lambda: self._turn(1), "chevron-right")
        self._zooms = [
            plain(desk, self.t("preview.smaller"), lambda: self.picture.zoom(False), "minus"),
            plain(desk, self.t("preview.larger"), lambda: self.picture.zoom(True), "plus"),
            plain(desk, self.t("preview.fit"), self.picture.fit),
        ]
        told = " · ".join((amount(self.t, file.size), file.media_type, f"SHA-256 {digest_groups(file.digest)}"))
        closing = primary(desk, self.t("button.close"), self.accept)
        self.setLayout(
            column(
                label(file.name, "section"), label(told, "small"), self._stack,
                row(*self._zooms, self.before, self.after, self._where, 0, closing), margin="gap",
            )
        )  # fmt: skip
        self.resize(desk.theme.wide("form") + pixels("side"), pixels("form"))
        self._enable()
        self._job = self._look()

    def _look(self) -> Job:
        app, token = self.desk.app, self._file.id

        def work(watch: Watch) -> tuple[Look, Picture | None]:
            look = app.evidence.look_at(token, watch)
            return look, None if look.fault else app.evidence.page(token, 1, watch)

        return self.desk.runner.picture(work, self._looked, self._failed, self)

    def _looked(self, found: tuple[Look, Picture | None]) -> None:
        look, picture = found
        if picture is None:
            self._failed(Unavailable(look.fault))
            return
        self._pages = min(look.pages, SHOWN_PAGES)
        self._more = look.pages
        self._show(picture)
        command = NoteSeen(self._command, read_id(self._view.row.id), self._file.id)
        self.desk.execute(command, self._noted, self.desk.say_fault, self)

    def _noted(self, _changes: Changes) -> None:
        """The trace is written; nothing on this screen changes."""

    def _show(self, picture: Picture) -> None:
        self._stack.setCurrentIndex(1)
        self.picture.show_image(image_from(picture.width, picture.height, picture.rgb))
        many = self._more > 1
        self._where.setText(self.t("preview.page", n=self._page, all=self._more) if many else "")
        self._enable()
        self.picture.setFocus()

    def _turn(self, by: int) -> None:
        page = self._page + by
        if not 1 <= page <= self._pages:
            return
        self._page = page
        app, token = self.desk.app, self._file.id
        self._job = self.desk.runner.picture(lambda watch: app.evidence.page(token, page, watch), self._show, self._failed, self)

    def _enable(self) -> None:
        for made in self._zooms:
            made.setEnabled(bool(self._pages))
        for made, there in ((self.before, self._page > 1), (self.after, self._page < self._pages)):
            made.setEnabled(there)
            made.setVisible(self._pages > 1)

    def _failed(self, fault: Fault) -> None:
        self._stack.setCurrentIndex(0)
        self.words.setText(self.desk.explain(fault))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture fits the new size."""
        super().resizeEvent(event)
        self.picture.fit()

    def done(self, result: int) -> None:
        """Closing stops the process."""
        self._job.cancel()
        super().done(result)
