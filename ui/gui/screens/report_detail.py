"""One report: what it says, its evidence, its history; the province registers it here under its own number."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QTabWidget, QVBoxLayout, QWidget

from core.app.views import AttachmentRow, Changes, HistoryLine, ReportView
from core.domain.commands import OpenCase
from core.domain.ids import read_id
from ui.gui.desk import Desk
from ui.gui.files import save_file
from ui.gui.layouts import card, clear, column, row, scrolled
from ui.gui.runner import Fault
from ui.gui.widgets.buttons import plain, primary, quiet
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import LineInput
from ui.gui.widgets.labels import label, notice, pair, state
from ui.gui.widgets.report_list import TONES, summary_of

KIB = 1024


class ReportDetail(QFrame):
    """Right side of the list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.desk, self.t = desk, desk.t
        self._view: ReportView | None = None
        self._head = QVBoxLayout()
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName(self.t("detail.tabs"))
        self.tabs.setAccessibleName(self.t("detail.tabs"))
        self._bodies = {name: QVBoxLayout() for name in ("content", "evidence", "history")}
        for name, layout in self._bodies.items():
            page = QWidget()
            layout.setContentsMargins(0, 8, 8, 8)
            page.setLayout(layout)
            self.tabs.addTab(scrolled(page), self.t(f"detail.{name}"))
        self.setLayout(column(self._head, margin="gap"))
        inner = self.layout()
        if inner is not None:
            inner.addWidget(self.tabs)
        self.nothing()

    def nothing(self) -> None:
        """No report is chosen."""
        self._view = None
        clear(self._head)
        self._head.addWidget(label(self.t("detail.nothing"), "muted"))
        self.tabs.setVisible(False)

    def show_report(self, view: ReportView) -> None:
        """Show this report."""
        self._view = view
        self._show_head(view)
        self.tabs.setVisible(True)
        for layout in self._bodies.values():
            clear(layout)
        self._show_content(view)
        for attachment in view.attachments:
            self._bodies["evidence"].addWidget(self._attachment(attachment))
        if not view.attachments:
            self._bodies["evidence"].addWidget(label(self.t("detail.no_files"), "muted"))
        for line in view.history:
            self._bodies["history"].addWidget(self._history(line))
        for layout in self._bodies.values():
            layout.addStretch(1)

    def _show_head(self, view: ReportView) -> None:
        clear(self._head)
        drawing, tone = TONES.get(view.row.status, ("info", "muted"))
        way = state(self.desk, self.t(f"way.{view.row.status}"), "info" if tone == "primary" else tone, drawing)
        self._head.addWidget(label(summary_of(self.desk, view.row), "section"))
        self._head.addLayout(row(label(f"{view.row.number} · {self.t(f'kind.{view.row.kind}')}", "muted", wrap=False), 0, way))
        if view.row.sealed:
            self._head.addWidget(notice(self.desk, self.t("detail.sealed"), "warn"))
        if view.row.forked:
            self._head.addWidget(notice(self.desk, self.t("detail.forked"), "warn"))
        agenda = view.other.get("agenda")
        if agenda:
            self._head.addWidget(state(self.desk, self.t("detail.case", agenda=str(agenda)), "ok"))
        elif self.desk.app.facts.kind == "province" and view.row.kind in ("complaint", "information"):
            self._head.addLayout(row(plain(self.desk, self.t("detail.open_case"), self._open_case, "referral"), 0))

    def _show_content(self, view: ReportView) -> None:
        body = self._bodies["content"]
        form: dict[str, Any] = view.form
        for name, value in self._plain_lines(form):
            body.addWidget(pair(name, value))
        for party in form.get("reported") or []:
            words = [str(party.get(f)) for f in ("name", "position", "unit", "description", "address") if party.get(f)]
            body.addWidget(pair(self.t("step.reported"), " · ".join(words)))
        reporter = form.get("reporter")
        if reporter:
            lane = self.t(f"lane.{reporter.get('lane', 'open')}")
            body.addWidget(pair(self.t("step.reporter"), self.t("detail.reporter_sealed", lane=lane)))
        if form.get("witnesses"):
            body.addWidget(pair(self.t("step.witnesses"), self.t("detail.witnesses_sealed", n=len(form["witnesses"]))))
        for each in form.get("incidents") or []:
            body.addWidget(pair(self.t("situation.incident"), str(each.get("summary", ""))))
        for name in ("narrative", "suggestion", "weather", "transport", "logistics", "analysis", "closing"):
            if form.get(name):
                body.addWidget(pair(self.t(f"text.{name}"), str(form[name])))

    def _plain_lines(self, form: dict[str, Any]) -> list[tuple[str, str]]:
        reference, english = self.desk.app.reference, self.t.language == "en"

        def named(item: Any, code: str) -> str:
            return code if item is None else str(item.name_en if english else item.name_id)

        lines = []
        if form.get("violation"):
            lines.append((self.t("event.violation"), named(reference.violation(form["violation"]), form["violation"])))
        if form.get("vulnerability"):
            code = form["vulnerability"]
            lines.append((self.t("form.vulnerability"), named(reference.vulnerability(code), code)))
        if form.get("stage"):
            lines.append((self.t("form.stage"), named(reference.stage(form.get("election", ""), form["stage"]), form["stage"])))
        place = form.get("place") or {}
        if place:
            area = reference.area(place.get("area", ""))
            words = [area.path if area else place.get("area", ""), place.get("detail", "")]
            lines.append((self.t("step.place"), " · ".join(word for word in words if word)))
        when = form.get("happened") or form.get("observed") or {}
        if when:
            lines.append(
                (
                    self.t("step.time"),
                    f"{self.desk.day(when.get('date', ''))} {(when.get('time') or '').replace(':', '.')}".strip(),
                )
            )
        if form.get("known"):
            lines.append((self.t("time.known"), self.desk.day(form["known"])))
        if "nihil" in form:
            period = f"{self.desk.when(str(form['period_from']))} – {self.desk.when(str(form['period_to']))}"
            lines.append((self.t("situation.period"), period))
            lines.append((self.t("situation.condition"), self.t(f"condition.{form.get('condition', 'kondusif')}")))
        return lines

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

    def _history(self, line: HistoryLine) -> QFrame:
        words = self.t(f"history.{line.kind}") if self.t.known(f"history.{line.kind}") else self.t("history.unknown")
        who = " · ".join(part for part in (self.desk.when(line.at), line.officer, line.post) if part)
        made = card(label(f"{words} {line.detail}".strip(), "strong"), label(who, "small"))
        layout = made.layout()
        if layout is not None:
            layout.addWidget(label(self.t("history.digest", n=line.sequence, digest=line.digest[:12]), "small"))
            for mark in line.marks:
                layout.addWidget(state(self.desk, mark, "warn"))
        return made

    def _open_case(self) -> None:
        if self._view is not None:
            CaseDialog(self.desk, self._view, self).exec()


class CaseDialog(QDialog):
    """The province gives a report its own agenda number."""

    def __init__(self, desk: Desk, view: ReportView, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Posko")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._view, self._command = desk, view, desk.app.new_command()
        self.line = LineInput(placeholder=desk.t("case.placeholder"))
        self._field = Field(desk.t("case.agenda"), self.line, desk.t("case.hint"))
        self.button = primary(desk, desk.t("detail.open_case"), self._save)
        self.button.setDefault(True)
        closing = plain(desk, desk.t("button.cancel"), self.reject)
        self.setLayout(
            column(label(view.row.number, "section"), self._field, row(0, closing, self.button), gap="gap", margin="wide")
        )
        self.setMinimumWidth(desk.theme.wide("dialog"))

    def _save(self) -> None:
        if not self.line.value():
            self._field.wrong(self._desk.t("case.missing"))
            return
        self.button.setEnabled(False)
        command = OpenCase(self._command, read_id(self._view.row.id), self.line.value())
        self._desk.execute(command, self._done, self._failed, self)

    def _done(self, _changes: Changes) -> None:
        self.accept()

    def _failed(self, fault: Fault) -> None:
        self.button.setEnabled(True)
        self._field.wrong(self._desk.explain(fault))
