"""Which days, which kind, and whether to compare with as many days before."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from core.app.post_queries import Vulnerability
from ui.gui.desk import Desk
from ui.gui.layouts import row
from ui.gui.widgets.flow import Flow
from ui.gui.widgets.inputs import Choice, DayInput
from ui.gui.widgets.labels import label

SPANS = (7, 30, 90, 365, 730)
USUAL = 30


class PeriodBar(QWidget):
    """A number of days up to a last one, today at first."""

    changed = Signal()

    def __init__(self, desk: Desk, *, kinds: bool = True, days: int = USUAL) -> None:
        super().__init__()
        t = desk.t
        self._today = desk.now().date()
        self.days = Choice([(str(each), t("period.days", n=each)) for each in SPANS], str(days))
        self.days.setAccessibleName(t("period.how_many"))
        self.last = DayInput(desk, quick=False)
        self.last.put(self._today.isoformat())
        self.last.line.setAccessibleName(t("period.last"))
        english = t.language == "en"
        known = [
            (each.code, each.name_en if english else each.name_id)
            for each in desk.app.reference.vulnerabilities
            if not each.is_nil
        ]
        self.kind = Choice([("", t("vulnerability.every_kind")), *known])
        self.kind.setAccessibleName(t("vulnerability.kind"))
        self.compare = QCheckBox(t("period.compare"))
        for each, wide in ((self.days, "rail_width"), (self.last, "rail_width"), (self.kind, "card")):
            each.setFixedWidth(desk.theme.wide(wide))
            each.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        until = QWidget()
        until.setLayout(row(label(t("period.until"), wrap=False), self.last))
        line = Flow()
        for part in (self.days, until, self.kind, self.compare):
            line.addWidget(part)
        self.setLayout(line)
        for part in (self.kind, self.compare):
            part.setVisible(kinds)  # not left out: without a parent it would keep this bar for ever
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for choice in (self.days, self.kind):
            choice.activated.connect(lambda _at: self.changed.emit())
        self.last.line.editingFinished.connect(self.changed.emit)
        self.compare.toggled.connect(lambda _on: self.changed.emit())

    def span(self) -> tuple[str, str]:
        """First and last day; a day that cannot be read is today."""
        last = self._last()
        return (last - timedelta(days=int(self.days.value()) - 1)).isoformat(), last.isoformat()

    def _last(self) -> date:
        try:
            return date.fromisoformat(self.last.value())
        except ValueError:
            return self._today

    def query(self, stage: str) -> Vulnerability:
        """The question that these choices stand for."""
        first, last = self.span()
        end = date.fromisoformat(first) - timedelta(days=1)
        before = ((end - timedelta(days=int(self.days.value()) - 1)).isoformat(), end.isoformat())
        return Vulnerability(first, last, "", stage, self.kind.value(), *(before if self.compare.isChecked() else ("", "")))
