"""Sections A to H of a situation report: what is typed is told at once, so that it can be kept as a draft."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.app.views import SectionCounts
from ui.gui.desk import Desk
from ui.gui.layouts import card, column, row
from ui.gui.screens.report_form.repeat import Repeat
from ui.gui.screens.situation_entries import IncidentEntry, NoteEntry
from ui.gui.widgets.buttons import Options
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import SHORT_LINES, LineInput, TextInput, listen
from ui.gui.widgets.labels import label

TEXTS = ("weather", "transport", "logistics", "analysis", "closing")
CONDITIONS = ("kondusif", "waspada", "rawan")
COUNTS = ("received", "forwarded", "waiting", "pacts_issued")
NUMBER_LENGTH = 6
Tree = dict[str, Any]


def _number(given: Tree, name: str) -> str:
    return str((given.get("counts") or {}).get(name) or "")


class Sections(QWidget):
    """``edited`` at every change; ``left`` when an input is left."""

    edited = Signal()
    left = Signal()

    def __init__(self, desk: Desk, given: Tree) -> None:
        super().__init__()
        t, tell = desk.t, self.edited.emit
        conditions = [(c, t(f"condition.{c}")) for c in CONDITIONS]
        chosen = str(given.get("condition") or CONDITIONS[0])
        self.condition = Options(conditions, chosen, lambda _c: tell(), t("situation.condition"))
        self.incidents = Repeat(
            desk, lambda v: IncidentEntry(desk, v, tell, self.left.emit), given.get("incidents") or [], "incident", tell, least=0
        )
        self.notes = Repeat(
            desk, lambda v: NoteEntry(desk, v, tell, self.left.emit), given.get("vulnerabilities") or [], "note", tell, least=0
        )
        self.texts = {name: TextInput(str(given.get(name) or ""), lines=SHORT_LINES) for name in TEXTS}
        listen(tell, self.left.emit, *self.texts.values())
        self.counts = {name: LineInput(_number(given, name), limit=NUMBER_LENGTH) for name in COUNTS}
        self._touched = any(line.value() for line in self.counts.values())
        listen(self._typed, self.left.emit, *self.counts.values())
        counted = row(*(Field(t(f"situation.{name}"), line) for name, line in self.counts.items()), gap="gap")
        fields = [Field(t(f"text.{name}"), control) for name, control in self.texts.items()]
        self.setLayout(
            column(
                card(label(t("situation.a"), "section"), self.condition),
                card(label(t("situation.b"), "section"), self.incidents),
                card(label(t("situation.c"), "section"), self.notes),
                card(label(t("situation.d"), "section"), label(t("situation.de"), "muted"), counted),
                card(label(t("situation.fgh"), "section"), *fields),
                gap="gap",
            )
        )

    def propose(self, counts: SectionCounts) -> None:
        """Put the register's numbers where nobody has typed any."""
        if self._touched:
            return
        found = {"received": counts.received, "forwarded": counts.forwarded, "waiting": counts.waiting}
        for name, value in (found | {"pacts_issued": counts.pacts}).items():
            self.counts[name].setText(str(value))

    def _typed(self) -> None:
        self._touched = True
        self.edited.emit()

    def kept(self) -> Tree:
        """Everything typed, whole or not, as a draft keeps it."""
        numbers = {name: line.value() for name, line in self.counts.items() if self._touched and line.value()}
        return self._plain() | {"counts": numbers, "incidents": self.incidents.kept(), "vulnerabilities": self.notes.kept()}

    def answers(self) -> Tree:
        """What the form takes; entries without words are left out."""
        told = self._plain() | {"incidents": self.incidents.values(), "vulnerabilities": self.notes.values()}
        numbers = {
            name: int(line.value()) for name, line in self.counts.items() if line.value().isascii() and line.value().isdigit()
        }
        pacts = numbers.pop("pacts_issued", None)
        told |= {"complaints": numbers} if numbers else {}
        return told | ({} if pacts is None else {"pacts_issued": pacts})

    def _plain(self) -> Tree:
        return {"condition": self.condition.value} | {name: control.value() for name, control in self.texts.items()}
