"""The last page: what was said, what is missing, what the reporter may do himself, and the button that saves."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout

from core.domain.leaks import find_leaks
from core.domain.requirements import Requirement, requirements
from ui.gui.layouts import card, clear, column, row
from ui.gui.screens.report_form.page import FormPage
from ui.gui.screens.report_form.state import FormState
from ui.gui.widgets.buttons import primary, quiet
from ui.gui.widgets.labels import label, notice, pair


class ReviewPage(FormPage):
    """``submit`` asks to save; ``go_to`` a step where something is missing."""

    step = "review"
    submit = Signal()
    go_to = Signal(str)

    def __init__(self, state: FormState) -> None:
        super().__init__(state)
        self._shown = QVBoxLayout()
        self.offered = QCheckBox(self.t("review.offered"))
        self.offered.toggled.connect(lambda _on: self._allow())
        self._fault = label("", "bad")
        self.button = primary(self.desk, self.t("review.save"), self.submit.emit, "save")
        self.put_layout(column(self._shown, self.offered, self._fault, row(0, self.button), 0, gap="gap"))
        self.offered.setVisible(state.kind == "complaint")
        self._missing: list[Requirement] = []
        self._running = False

    def refresh(self) -> None:
        """Build the page from the answers as they are now."""
        clear(self._shown)
        wanted = requirements(self.state.kind, self.state.tree)
        self._missing = [each for each in wanted if not each.met and each.needed]
        if self._missing:
            self._shown.addWidget(self._what_is_missing())
        named = list(dict.fromkeys(leak.field for leak in find_leaks(self.state.tree)))
        if named:
            fields = ", ".join(self.t(f"named.{name}") for name in named)
            self._shown.addWidget(notice(self.desk, self.t("review.named", fields=fields), "warn"))
        self._shown.addWidget(self._summary())
        if self.state.kind == "complaint":
            self._shown.addWidget(notice(self.desk, self.t("review.own_way"), "info", self.t("review.own_way_title")))
        self._allow()

    def busy(self, running: bool) -> None:
        """While it is being saved the button rests."""
        self._running = running
        self.button.setText(self.t("review.saving" if running else "review.save"))
        self._allow()

    def fail(self, sentence: str) -> None:
        """Say why it was not saved."""
        self._fault.setText(sentence)

    def ready(self) -> bool:
        """Whether it may be saved now."""
        offered = self.state.kind != "complaint" or self.offered.isChecked()
        return not self._missing and offered and not self._running

    def _allow(self) -> None:
        self.button.setEnabled(self.ready())

    def _what_is_missing(self) -> QFrame:
        made = card(label(self.t("review.missing"), "strong"), tone="warn")
        layout = made.layout()
        for each in self._missing:
            link = quiet(
                self.desk,
                self.t(f"need.{each.key}"),
                partial(self.go_to.emit, each.step),
                "chevron-right",
            )
            if layout is not None:
                layout.addWidget(link)
        return made

    def _summary(self) -> QFrame:
        tree = self.state.tree
        area = self.reference.area(str((tree.get("place") or {}).get("area") or ""))
        names = [str(p.get("name") or p.get("description") or "—") for p in tree.get("reported") or []]
        violation = self.reference.violation(self.answer("violation"))
        lines = [
            pair(self.t("form.kind"), self.t(f"kind.{self.state.kind}")),
            pair(self.t("event.summary"), self.answer("summary") or "—"),
        ]
        if names:
            lines.append(pair(self.t("party.list"), ", ".join(names)))
        if violation is not None:
            lines.append(pair(self.t("event.violation"), self.name_in(violation.code, violation)))
        lines.append(pair(self.t("place.area"), area.path if area else "—"))
        happened = tree.get("happened") or {}
        lines.append(
            pair(
                self.t("time.day"),
                f"{self.desk.day(happened.get('date', '')) or '—'} {happened.get('time', '').replace(':', '.')}".strip(),
            )
        )
        lines.append(pair(self.t("step.evidence"), self.t("review.evidence", n=len(tree.get("evidence") or []))))
        return card(label(self.t("review.title"), "section"), *lines)
