"""Two reports side by side; one key says that they tell of one incident, another that they do not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from core.app import group_queries
from core.app.group_views import ComparedLine, Comparison, GroupMember
from core.app.views import Changes
from core.domain.ids import read_id
from core.domain.incident import CompareIncidents
from ui.gui.desk import Desk
from ui.gui.layouts import clear, column, row, scrolled
from ui.gui.runner import Fault
from ui.gui.theme import pixels
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.labels import label, notice, rule, state

ROOMY = 0.85
"""Of the window: two accounts want room."""
KEYS = {"same": "S", "different": "B", "skip": "L"}


class CompareDialog(Dialog):
    """Goes through pairs of reports; each answer is written at once and the next pair comes."""

    def __init__(self, desk: Desk, pairs: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("compare.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self.t, self._pairs, self._at = desk, desk.t, pairs, 0
        self.view: Comparison | None = None
        self._body, self._notes = QVBoxLayout(), QVBoxLayout()
        inside = QWidget()
        inside.setLayout(column(self._body, 0))
        self.same = primary(desk, self.t("compare.same"), lambda: self._state(same=True))
        self.different = plain(desk, self.t("compare.different"), lambda: self._state(same=False))
        self.skip = plain(desk, self.t("compare.skip"), self._next)
        self._buttons = {"same": self.same, "different": self.different, "skip": self.skip}
        for name, made in self._buttons.items():
            QShortcut(QKeySequence(KEYS[name]), self).activated.connect(made.click)
        closing = plain(desk, self.t("button.close"), self.reject)
        area = scrolled(inside, sideways=False)
        hint = label(self.t("compare.hint"), "muted")
        whole = column(self._notes, gap="gap", margin="gap")
        whole.addWidget(area, 1)
        whole.addWidget(hint)
        whole.addLayout(row(closing, 0, self.skip, self.different, self.same))
        self.setLayout(whole)
        self.resize(parent.window().size() * ROOMY)
        self._ask()

    def _ask(self) -> None:
        self._wait(True)
        self._desk.ask(group_queries.Compare(*self._pairs[self._at]), self._show, self, "compare")

    def _wait(self, waiting: bool) -> None:
        for made in self._buttons.values():
            made.setEnabled(not waiting)

    def _show(self, view: Comparison) -> None:
        self.view = view
        clear(self._notes)
        clear(self._body)
        count = self.t("compare.count", at=self._at + 1, of=len(self._pairs))
        self._notes.addWidget(label(count, "small"))
        if view.said:
            self._notes.addWidget(
                notice(self._desk, self.t(f"compare.said.{view.said}"), "warn" if view.said == "contested" else "info")
            )
        grid = QGridLayout()
        grid.setHorizontalSpacing(pixels("gap"))
        for place, member in ((1, view.one), (2, view.other)):
            grid.addWidget(self._head(member), 0, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
        for number, line in enumerate(view.lines):
            grid.addWidget(rule(), 2 * number + 1, 0, 1, 3)
            self._add_line(grid, 2 * number + 2, line)
        self._body.addLayout(grid)
        self._wait(False)
        self.same.setFocus()

    def _head(self, member: GroupMember) -> QWidget:
        told = [self.t(f"kind.{member.kind}"), member.post]
        if member.grade:
            told.append(self.t(f"grade.{member.grade}"))
        made = QWidget()
        made.setLayout(column(label(member.number, "strong"), label(" · ".join(told), "small"), gap="tight"))
        return made

    def _add_line(self, grid: QGridLayout, place: int, line: ComparedLine) -> None:
        top = Qt.AlignmentFlag.AlignTop
        named = column(label(self.t(f"compare.field.{line.field}"), "small", wrap=False), gap="tight")
        if line.alike is not None:
            tone, word = ("ok", "alike") if line.alike else ("muted", "apart")
            named.addWidget(state(self._desk, self.t(f"compare.{word}"), tone))
        head = QWidget()
        head.setLayout(named)
        grid.addWidget(head, place, 0, top)
        grid.addWidget(label(self._words(line.field, line.left)), place, 1, top)
        grid.addWidget(label(self._words(line.field, line.right)), place, 2, top)

    def _words(self, field: str, value: str) -> str:
        """What a person reads: days as written here, acts by name, a dash for nothing."""
        if field == "happened":
            day, _, hour = value.partition(" ")
            return f"{self._desk.day(day)} {hour.replace(':', '.')}".strip() or "–"
        if field == "violation" and value:
            reference = self._desk.app.reference
            item = reference.violation(value) or reference.vulnerability(value)
            return value if item is None else f"{value} · {item.name_en if self.t.language == 'en' else item.name_id}"
        return value or "–"

    def _state(self, *, same: bool) -> None:
        if self.view is None:
            return
        self._wait(True)
        one, other = read_id(self.view.one.id), read_id(self.view.other.id)
        command = CompareIncidents(self._desk.app.new_command(), one, (other,), same)
        self._desk.execute(command, self._stated, self._failed, self)

    def _stated(self, _changes: Changes) -> None:
        self._next()

    def _failed(self, fault: Fault) -> None:
        self._wait(False)
        self._notes.addWidget(notice(self._desk, self._desk.explain(fault), "bad"))

    def _next(self) -> None:
        self._at += 1
        if self._at >= len(self._pairs):
            self.accept()
        else:
            self._ask()
