"""Sections A to H of a situation report: what is typed is told at once, so that it can be kept as a draft."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.gui.desk import Desk
from ui.gui.layouts import card, column
from ui.gui.screens.report_form.repeat import Repeat
from ui.gui.screens.situation_entries import IncidentEntry, NoteEntry
from ui.gui.widgets.buttons import Options
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import SHORT_LINES, TextInput, listen
from ui.gui.widgets.labels import label, notice

TEXTS = ("weather", "transport", "logistics", "analysis", "closing")
CONDITIONS = ("kondusif", "waspada", "rawan")
Tree = dict[str, Any]


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
        fields = [Field(t(f"text.{name}"), control) for name, control in self.texts.items()]
        self.setLayout(
            column(
                card(label(t("situation.a"), "section"), self.condition),
                card(label(t("situation.b"), "section"), self.incidents),
                card(label(t("situation.c"), "section"), self.notes),
                notice(desk, t("situation.de"), "info"),
                card(label(t("situation.fgh"), "section"), *fields),
                gap="gap",
            )
        )

    def kept(self) -> Tree:
        """Everything typed, whole or not, as a draft keeps it."""
        return self._plain() | {"incidents": self.incidents.kept(), "vulnerabilities": self.notes.kept()}

    def answers(self) -> Tree:
        """What the form takes; entries without words are left out."""
        return self._plain() | {"incidents": self.incidents.values(), "vulnerabilities": self.notes.values()}

    def _plain(self) -> Tree:
        return {"condition": self.condition.value} | {name: control.value() for name, control in self.texts.items()}
