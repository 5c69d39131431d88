"""A report's evidence: what each file is, what it claims, who had it in hand, and the ways to see it and take it out."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from core.app.views import AttachmentRow, CustodyLine, ReportView
from core.domain.evidence import Look
from core.domain.file_types import PICTURES
from ui.gui.layouts import card, clear, column
from ui.gui.runner import Job
from ui.gui.screens.preview_dialog import PreviewDialog
from ui.gui.screens.report_detail.export_dialog import ExportDialog
from ui.gui.screens.report_detail.tab import DetailTab
from ui.gui.widgets.amount import amount, digest_groups, position
from ui.gui.widgets.beside import beside
from ui.gui.widgets.buttons import quiet
from ui.gui.widgets.flow import Flow
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.picture import thumbnail

STEPS_SHOWN = 6


class EvidenceTab(DetailTab):
    """A card for each attachment; small pictures are asked for when the tab is looked at."""

    name = "evidence"

    def fill(self, view: ReportView) -> None:
        """Cards, or the word that there is nothing."""
        self._stop()
        self._view = view
        self._places: dict[str, QVBoxLayout] = {}
        self._waiting = [file for file in view.attachments if file.openable]
        for attachment in view.attachments:
            self.body.addWidget(self._attachment(attachment))
        if not view.attachments:
            self.body.addWidget(label(self.t("detail.no_files"), "muted"))
        if self.isVisible():
            self._look()

    def _stop(self) -> None:
        for job in getattr(self, "_jobs", []):
            job.cancel()
        self._jobs: list[Job] = []

    def showEvent(self, event: QShowEvent) -> None:
        """Now the small pictures are wanted."""
        super().showEvent(event)
        if hasattr(self, "_waiting"):
            self._look()

    def _look(self) -> None:
        app, files, self._waiting = self.desk.app, self._waiting, []
        for file in files:
            work = partial(app.evidence.look_at, file.id)
            self._jobs.append(self.desk.runner.picture(work, partial(self._looked, file), None, self))

    def _looked(self, file: AttachmentRow, look: Look) -> None:
        place = self._places.get(file.id)
        if place is not None and look.thumb:
            clear(place)
            place.addWidget(thumbnail(self.desk, look, file.media_type, self.t("evidence.picture_of", name=file.name)))
            place.addStretch(1)

    def _attachment(self, file: AttachmentRow) -> QFrame:
        place = self._places[file.id] = QVBoxLayout()
        place.addWidget(thumbnail(self.desk, None, file.media_type, self.t("evidence.picture_of", name=file.name)))
        place.addStretch(1)
        words = column(label(file.title or file.name, "strong"), label(self._marks(file), "small"), gap="tight")
        words.addWidget(label(f"SHA-256 {digest_groups(file.digest)}", "small"))
        claims = self._claims(file)
        if claims:
            words.addWidget(label(claims, "small"))
        words.addWidget(label(self.t("custody.title"), "small"))
        for line in self._custody(file):
            words.addWidget(label(line, "small"))
        if file.openable:
            words.addLayout(self._ways(file))
            if file.media_type not in PICTURES:
                words.addWidget(label(self.t("export.no_copy"), "small"))
        elif file.shows_identity:
            words.addWidget(notice(self.desk, self.t("evidence.sealed_note"), "info"))
        whole = beside(gap="gap")
        whole.addLayout(place)
        whole.addLayout(words, 1)
        return card(whole)

    def _marks(self, file: AttachmentRow) -> str:
        marks = [file.name] if file.title and file.title != file.name else []
        if file.kind:
            marks.append(self.t(f"evidence_kind.{file.kind}"))
        marks += [amount(self.t, file.size), file.media_type]
        if file.handed_by or file.title:
            marks.append(self.t("evidence.handed", who=self.t(f"giver.{file.handed_by or 'reporter'}").lower()))
        if file.origin:
            marks.append(self.t("evidence.from", origin=file.origin))
        if file.shows_identity:
            marks.append(self.t("evidence.sealed"))
        if file.missing:
            marks.append(self.t("detail.missing", n=file.missing))
        return " · ".join(marks)

    def _claims(self, file: AttachmentRow) -> str:
        parts = [self.desk.when(file.claimed_at)] if file.claimed_at else []
        if file.claimed_latitude_e7 is not None and file.claimed_longitude_e7 is not None:
            parts.append(position(self.t, file.claimed_latitude_e7, file.claimed_longitude_e7))
        return self.t("evidence.claimed", claims=" · ".join(parts)) if parts else ""

    def _custody(self, file: AttachmentRow) -> list[str]:
        lines = [self._step(step) for step in file.custody]
        hidden = len(lines) - STEPS_SHOWN
        return lines if hidden <= 0 else [lines[0], self.t("custody.more", n=hidden), *lines[hidden + 1 :]]

    def _step(self, step: CustodyLine) -> str:
        who = ", ".join(part for part in (step.officer, step.post) if part)
        purpose = self.t(f"purpose.{step.purpose}") if self.t.known(f"purpose.{step.purpose}") else step.purpose
        return self.t(f"custody.{step.act}", when=self.desk.when(step.at), who=who, purpose=purpose)

    def _ways(self, file: AttachmentRow) -> Flow:
        ways = Flow()
        ways.addWidget(quiet(self.desk, self.t("detail.preview"), partial(self._preview, file), "eye"))
        if file.media_type in PICTURES:
            ways.addWidget(quiet(self.desk, self.t("export.copy"), partial(self._export, file, True), "photo"))
        ways.addWidget(quiet(self.desk, self.t("export.original"), partial(self._export, file, False), "export"))
        return ways

    def _preview(self, file: AttachmentRow) -> None:
        PreviewDialog(self.desk, self._view, file, self).exec()

    def _export(self, file: AttachmentRow, copy: bool) -> None:
        ExportDialog(self.desk, self._view, file, copy=copy, parent=self).exec()
