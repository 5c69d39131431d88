"""A report's deadlines, each explained day by day, and what was recorded of its way to Bawaslu."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from core.app.deadline_views import DeadlineView, ReceiptRow, WithdrawnRow
from core.app.views import ReportView
from core.domain.confidence import confidence_of
from core.domain.legal_clock import Column
from ui.deadline_words import COLUMNS, LEVELS, due_words, say, step_line, warnings_words
from ui.gui.layouts import card, row
from ui.gui.screens.report_detail.lodging_dialogs import BawasluDialog, NoticeDialog
from ui.gui.screens.report_detail.tab import DetailTab
from ui.gui.screens.report_detail.take_back_dialog import TakeBackDialog
from ui.gui.widgets.buttons import plain, quiet
from ui.gui.widgets.deadline_lines import mark, title_of
from ui.gui.widgets.flow import flowing
from ui.gui.widgets.labels import label, notice, pair
from ui.stated import stated


class DeadlinesTab(DetailTab):
    """A card for each deadline; only Bawaslu's own receipt stops them."""

    name = "deadlines"

    def applies(self, view: ReportView) -> bool:
        """A situation report has none."""
        return bool(view.deadlines or view.receipts or view.withdrawn or view.notices)

    def fill(self, view: ReportView) -> None:
        """What can be recorded, what was recorded, then the deadlines."""
        lodged = plain(self.desk, self.t("lodging.receipt"), lambda: self._open(BawasluDialog, view), "ok")
        told = plain(self.desk, self.t("lodging.notice"), lambda: self._open(NoticeDialog, view), "phone")
        self.body.addWidget(flowing(lodged, told))
        for each in view.receipts:
            self.body.addWidget(self._receipt(view, each))
        for back in view.withdrawn:
            self.body.addWidget(self._taken_back(back))
        for told_to in view.notices:
            line = self.t(
                "lodging.told", to=told_to.to, means=self.t(f"lodging.{told_to.means}"), when=self.desk.when(told_to.at)
            )
            self.body.addWidget(label(line, "muted"))
        for deadline in view.deadlines:
            self.body.addWidget(self._deadline(deadline))

    def _open(self, dialog: type[BawasluDialog] | type[NoticeDialog], view: ReportView) -> None:
        dialog(self.desk, view, self).exec()

    def _receipt(self, view: ReportView, receipt: ReceiptRow) -> QFrame:
        """What was recorded, and a quiet way to take it back."""
        level = say(LEVELS[receipt.level], self.t.language)
        words = " · ".join(text for text in (level, receipt.counter, receipt.note) if text)
        told_at = f"{self.desk.when(receipt.at)} · {receipt.officer} · {receipt.post}"
        title = self.t("lodging.recorded", number=receipt.number)
        back = quiet(self.desk, self.t("take_back.open"), lambda: self._take_back(view, receipt), "undo")
        back.setAccessibleName(f"{self.t('take_back.open')} · {title}")
        return card(label(title, "strong"), label(words), label(told_at, "small"), row(0, back))

    def _take_back(self, view: ReportView, receipt: ReceiptRow) -> None:
        TakeBackDialog(self.desk, view, receipt, self).exec()

    def _taken_back(self, back: WithdrawnRow) -> QFrame:
        """That it was recorded here and counts no more, and why."""
        told_at = " · ".join(text for text in (back.at and self.desk.when(back.at), back.officer, back.post) if text)
        title = self.t("take_back.told", number=back.number)
        return card(label(title, "muted"), label(back.reason, "muted"), label(told_at, "small"))

    def _cited(self, basis: str) -> str:
        """The rule as people cite it: its code replaced by law and article."""
        code, _, rest = basis.partition(" ")
        rule = self.desk.app.reference.legal_ref(code)
        if rule is None:
            return stated(self.t.language, basis)
        return f"{rule.citation} {'ayat ' if rest.startswith('(') else ''}{rest}".strip()

    def _deadline(self, view: DeadlineView) -> QFrame:
        language = self.t.language
        made = card(row(label(title_of(self.desk, view), "strong"), 0, mark(self.desk, view)), gap="tight")
        layout = made.layout()
        if layout is None:
            return made
        confidence = self.t(f"confidence.{confidence_of(view.confidence)}")
        layout.addWidget(label(self.t("deadline.basis", basis=self._cited(view.basis), confidence=confidence), "small"))
        if view.late:
            layout.addWidget(notice(self.desk, self.t("deadline.late"), "warn"))
        elif not view.promised:
            layout.addWidget(notice(self.desk, self.t("deadline.not_promised"), "info"))
        columns: tuple[tuple[Column, str | None, str | None], ...] = (
            ("safe", view.safe, view.hand_in_by),
            ("latest", view.latest, view.hand_in_latest),
        )
        for column, due, hand_in in columns:
            shown = self.t("deadline.unknown") if due is None else due_words(due, view.zone, language)
            layout.addWidget(pair(say(COLUMNS[column], language), shown))
            if hand_in is not None:
                layout.addWidget(label(self.t("deadline.hand_in", when=due_words(hand_in, view.zone, language)), "small"))
            for step in view.steps:
                if step.column == column:
                    layout.addWidget(label(step_line(step, language), "small"))
        for text in warnings_words(view.warnings, language):
            layout.addWidget(label(text, "warn"))
        return made
