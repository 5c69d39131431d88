"""A report's history as sentences: who, what, when, on which laptop, received where, and what is doubtful.

A new kind of entry needs one wording, ``history.<kind>``, and nothing here.
"""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from core.app.views import HistoryLine, ReportView
from ui.gui.layouts import card
from ui.gui.screens.report_detail.tab import DetailTab
from ui.gui.widgets.labels import label, state
from ui.messages import field_name


class HistoryTab(DetailTab):
    """A card for each entry about the report."""

    name = "history"

    def fill(self, view: ReportView) -> None:
        """Cards in the order of the journal."""
        for line in view.history:
            self.body.addWidget(self._history(line))

    def _history(self, line: HistoryLine) -> QFrame:
        made = card(label(self.sentence(line), "strong"), *(label(text, "small") for text in self._more(line)))
        layout = made.layout()
        if layout is not None:
            for mark in line.marks:
                layout.addWidget(state(self.desk, self._mark(mark), "warn"))
        return made

    def sentence(self, line: HistoryLine) -> str:
        """What happened, by whom and when, as one sentence."""
        words = self.t(f"history.{line.kind}") if self.t.known(f"history.{line.kind}") else self.t("history.unknown")
        what = f"{words} {line.detail}".strip()
        if not line.officer:
            return self.t("history.sentence_alone", what=what, when=self.desk.when(line.at))
        place = ", ".join(part for part in (line.post, line.device) if part)
        who = f"{line.officer} ({place})" if place else line.officer
        return self.t("history.sentence", what=what, who=who, when=self.desk.when(line.at))

    def _more(self, line: HistoryLine) -> list[str]:
        found = []
        if line.fields:
            names = ", ".join(field_name(name, self.t.language) for name in line.fields)
            found.append(self.t("history.fields", fields=names))
        if line.reason and self.t.known(f"reason.{line.reason}"):
            found.append(self.t("history.reason", reason=self.t(f"reason.{line.reason}")))
        if line.received_by:
            found.append(self.t(f"history.received_{line.received_by}", when=self.desk.when(line.received_at)))
        if line.digest:
            found.append(self.t("history.digest", n=line.sequence, digest=line.digest[:12]))
        return found

    def _mark(self, mark: str) -> str:
        key = f"mark.{mark.replace(' ', '_')}"
        return self.t(key) if self.t.known(key) else mark
