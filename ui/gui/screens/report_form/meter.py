"""The completeness meter: what the law asks for, in neutral words, with a tick for what is there."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from core.domain.requirements import Requirement
from ui.gui.desk import Desk
from ui.gui.layouts import clear, column
from ui.gui.screens.report_form.state import FormState
from ui.gui.theme import pixels
from ui.gui.widgets.labels import label, state

GROUPS = ("formal", "material", "form")


class Meter(QWidget):
    """Shown beside every page; asks the state at every change."""

    def __init__(self, desk: Desk, form: FormState) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk, self._form = desk, form
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(desk.t("meter.title"))
        self._count = label("", "muted")
        self.list = QWidget()
        """What is there and what lacks, in words: of a place of its own, where it may scroll while the count stays in sight."""
        self._list = column()
        self._list.setContentsMargins(pixels("gap"), 0, pixels("gap"), pixels("gap"))
        self.list.setLayout(self._list)
        self._seen: tuple[Requirement, ...] = ()
        self.saved = label(desk.t("meter.not_saved"), "small")
        self.setLayout(column(label(desk.t("meter.title"), "section"), self._bar, self._count, self.saved, margin="gap"))
        self.refresh()

    def refresh(self) -> None:
        """Count again; drawn anew only if something changed."""
        found = self._form.wanted()
        if found == self._seen:
            return
        self._seen = found
        met = sum(1 for each in found if each.met)
        self._bar.setRange(0, len(found))
        self._bar.setValue(met)
        self._count.setText(self._desk.t("meter.count", met=met, all=len(found)))
        clear(self._list)
        for group in GROUPS:
            own = [each for each in found if each.group == group]
            if own:
                self._list.addWidget(label(self._desk.t(f"meter.{group}"), "strong"))
            for each in own:
                tone, drawing = ("ok", "ok") if each.met else ("muted", "minus")
                self._list.addWidget(state(self._desk, self._desk.t(f"need.{each.key}"), tone, drawing, wrap=True))

    def tell_saved(self) -> None:
        """Say when the draft was last saved."""
        self.saved.setText(self._desk.t("meter.saved", time=f"{self._desk.now():%H.%M.%S}"))
