"""Before sealing: where open text shows the reporter or a witness, with an offer to take it out that can be undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.domain.leaks import Leak, find_leaks
from ui.gui.layouts import card, clear, column
from ui.gui.screens.report_form.page import FormPage
from ui.gui.screens.report_form.state import Tree
from ui.gui.widgets.beside import beside
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.labels import label


class LeaksCard(QWidget):
    """One line for each field; ``changed`` when words were replaced or put back."""

    changed = Signal()

    def __init__(self, page: FormPage) -> None:
        super().__init__()
        self._page, self._state = page, page.state
        self._before: Tree | None = None
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._body)

    def look(self) -> None:
        """Search anew and show what there is."""
        clear(self._body)
        t, desk = self._page.t, self._page.desk
        found: dict[str, list[Leak]] = {}
        for leak in find_leaks(self._state.tree) if self._state.kind != "early_warning" else ():
            found.setdefault(leak.field, []).append(leak)
        lines = []
        for field, leaks in found.items():
            words = t(f"named.{field}") if t.known(f"named.{field}") else field
            who = Counter(t(f"leaks.{leak.who}") for leak in leaks)
            told = ", ".join(f"{name} ({count})" for name, count in who.items())
            take = plain(desk, t("leaks.replace"), partial(self._replace, tuple(leaks)), "eye-off")
            take.setAccessibleName(f"{t('leaks.replace')} {words}")
            line = beside(take)
            line.insertWidget(0, label(f"{words}: {told}"), 1)
            lines.append(line)
        if lines:
            whole = [label(t("leaks.title"), "strong"), label(t("leaks.text"), "muted")]
            self._body.addWidget(card(column(*whole), *lines, tone="warn"))
        if self._before is not None:
            undo = plain(desk, t("leaks.undo"), self._undo, "undo")
            self._body.addLayout(beside(label(t("leaks.done"), "muted"), undo))
        self.setVisible(bool(lines) or self._before is not None)

    def _replace(self, leaks: Sequence[Leak]) -> None:
        before = self._state.without_leaks(leaks)
        # The first state is the one to come back to, however many fields were cleaned one after the other.
        self._before = self._before or before
        self.changed.emit()

    def _undo(self) -> None:
        if self._before is not None:
            self._state.undo(self._before)
            self._before = None
        self.changed.emit()
