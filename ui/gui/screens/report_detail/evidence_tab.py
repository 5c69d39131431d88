"""A report's evidence: what each file is, and the way to get it out."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from core.app.views import AttachmentRow, ReportView
from ui.gui.files import save_file
from ui.gui.layouts import card
from ui.gui.screens.report_detail.tab import DetailTab
from ui.gui.widgets.buttons import quiet
from ui.gui.widgets.labels import label

KIB = 1024


class EvidenceTab(DetailTab):
    """A card for each attachment."""

    name = "evidence"

    def fill(self, view: ReportView) -> None:
        """Cards, or the word that there is nothing."""
        for attachment in view.attachments:
            self.body.addWidget(self._attachment(attachment))
        if not view.attachments:
            self.body.addWidget(label(self.t("detail.no_files"), "muted"))

    def _attachment(self, file: AttachmentRow) -> QFrame:
        marks = [f"{max(1, file.size // KIB):,} KiB", file.media_type]
        if file.shows_identity:
            marks.append(self.t("evidence.sealed"))
        if file.missing:
            marks.append(self.t("detail.missing", n=file.missing))
        made = card(label(file.name, "strong"), label(" · ".join(marks), "small"), label(f"SHA-256 {file.digest}", "small"))
        layout = made.layout()
        if file.openable and layout is not None:
            layout.addWidget(quiet(self.desk, self.t("detail.export"), lambda: self._export(file), "export"))
        return made

    def _export(self, file: AttachmentRow) -> None:
        path = save_file(self.desk, self, self.t("detail.export"), file.name, "")
        if path is None:
            return
        app, target = self.desk.app, path

        def work(_watch: object) -> None:
            with target.open("wb") as sink:
                app.read_attachment(file.id, sink)

        self.desk.runner.do(work, lambda _none: self.desk.said.emit(self.t("detail.exported")), self.desk.say_fault, owner=self)
