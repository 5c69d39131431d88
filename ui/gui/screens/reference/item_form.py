"""The form of an item, drawn from what its set's items are made of; no set has a form of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.domain.reference_findings import Finding
from core.domain.reference_schema import Shape
from ui.finding_words import told
from ui.gui.desk import Desk
from ui.gui.layouts import row
from ui.gui.screens.reference.controls import Control, Pairs, control_of
from ui.gui.widgets.field import Field

BESIDE = ("line", "day", "number", "yes", "choice")
"""Fields that stand two in a row."""


class ItemForm(QWidget):
    """``put`` shows an item, ``value`` gives it back: what nobody touched stays as it was, keys of a newer program too."""

    edited = Signal()

    def __init__(self, desk: Desk, shapes: tuple[Shape, ...], choices: Mapping[str, Pairs]) -> None:
        super().__init__()
        self.desk, self._shapes, self._choices = desk, shapes, choices
        self._item: dict[str, Any] = {}
        self._first: dict[str, Any] = {}
        self.controls: dict[str, Control] = {}
        self.fields: dict[str, Field] = {}
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        waiting: list[Field] = []
        for shape in shapes:
            made = self._field(shape)
            if shape.kind not in BESIDE or shape.name.startswith("name_"):
                self._beside(body, waiting)
                body.addWidget(made)
                continue
            waiting.append(made)
            if len(waiting) == 2:
                self._beside(body, waiting)
        self._beside(body, waiting)
        self.setLayout(body)

    def _field(self, shape: Shape) -> Field:
        t = self.desk.t
        control = control_of(self.desk, shape, self._choices.get(shape.refers, ()), self._inner)
        control.edited.connect(lambda: self._edited(shape.name))
        name = t(f"reference.field.{shape.name}")
        hint = f"reference.hint.{shape.name}"
        made = Field(f"{name} *" if shape.needed else name, control, t(hint) if t.known(hint) else "", control.target)
        self.controls[shape.name], self.fields[shape.name] = control, made
        return made

    def _inner(self, shapes: tuple[Shape, ...]) -> ItemForm:
        return ItemForm(self.desk, shapes, self._choices)

    @staticmethod
    def _beside(body: QVBoxLayout, waiting: list[Field]) -> None:
        if waiting:
            line = row(*waiting, gap="gap")
            for place in range(len(waiting)):
                line.setStretch(place, 1)
            body.addLayout(line)
            waiting.clear()

    def put(self, item: Mapping[str, Any]) -> None:
        """Show an item; an empty one for a new item."""
        self._item = dict(item)
        for name, control in self.controls.items():
            control.put(item.get(name))
            self.fields[name].tell(control.told())
        self._first = {name: control.value() for name, control in self.controls.items()}
        self.say(())

    def value(self) -> dict[str, Any]:
        """The item as it reads now."""
        made = dict(self._item)
        for name, control in self.controls.items():
            now = control.value()
            if now != self._first[name] or (name not in made and not self._item):
                made[name] = now
        return made

    @property
    def changed(self) -> bool:
        """Whether anything reads otherwise than it was put."""
        return any(control.value() != self._first.get(name) for name, control in self.controls.items())

    def say(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Say each finding at its field, the first one of each; gives back those of no field here."""
        grave: dict[str, str] = {}
        odd: dict[str, str] = {}
        left = []
        for each in findings:
            if each.field in self.fields:
                (grave if each.grave else odd).setdefault(each.field, told(each, self.desk.t.language))
            else:
                left.append(each)
        for name, field in self.fields.items():
            field.wrong(grave.get(name, ""))
            field.doubt(odd.get(name, ""))
        return tuple(left)

    def point(self, name: str) -> None:
        """Put the keyboard into a field."""
        if name in self.fields:
            self.fields[name].point()

    def lock(self) -> None:
        """Only to be read."""
        for control in self.controls.values():
            control.setEnabled(False)

    def _edited(self, name: str) -> None:
        self.fields[name].tell(self.controls[name].told())
        self.edited.emit()
