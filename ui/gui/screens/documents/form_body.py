"""What a wording asks for: inputs in its order, what a report already gives to them, and which field a fault is about."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.app.document_views import FormOfDocument, ToldOfReport
from core.domain.document import Rows
from core.domain.document_form import FormField, FormGroup
from ui.gui.desk import Desk
from ui.gui.layouts import clear, row
from ui.gui.screens.documents.rows import RowsInput, options_of
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice, DayInput, Input, LineInput, TextInput, listen

SHORT = 3
BESIDE = ("line", "date", "time", "number", "choice")
"""Fields that stand two in a row."""


class FormBody(QWidget):
    """The inputs of one form; empty until one is laid out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self._form: FormOfDocument | None = None
        self.inputs: dict[str, Input] = {}
        self.fields: dict[str, Field] = {}
        self.groups: dict[str, RowsInput] = {}
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._body)

    def nothing(self) -> None:
        """No form."""
        clear(self._body)
        self._form = None
        self.inputs, self.fields, self.groups = {}, {}, {}

    def lay_out(self, form: FormOfDocument) -> None:
        """Inputs in the order of the form; short ones two in a row."""
        self.nothing()
        self._form = form
        waiting: list[Field] = []
        for each in form.fields:
            made = self._field(each)
            if each.type in BESIDE:
                waiting.append(made)
            if len(waiting) == 2 or (waiting and each.type not in BESIDE):
                self._beside(waiting)
                waiting = []
            if each.type not in BESIDE:
                self._body.addWidget(made)
        if waiting:
            self._beside(waiting)
        for group in form.groups:
            made_rows = RowsInput(self.desk, group)
            self.groups[group.name] = made_rows
            self._body.addWidget(made_rows)

    def _beside(self, fields: list[Field]) -> None:
        line = row(*fields, gap="gap")
        for place in range(len(fields)):
            line.setStretch(place, 1)
        if len(fields) == 1:
            line.addStretch(1)
        self._body.addLayout(line)

    def _field(self, each: FormField) -> Field:
        name = self._word(each)
        shown = name if each.required else self.t("documents.optional", name=name)
        control = self._control(each)
        self.inputs[each.name] = control
        made = Field(shown, control, focus=control.line if isinstance(control, DayInput) else None)
        self.fields[each.name] = made
        listen(partial(made.tell, ""), lambda: None, control)
        return made

    def _control(self, each: FormField) -> Input:
        match each.type:
            case "text":
                return TextInput(lines=SHORT)
            case "date":
                made = DayInput(self.desk, quick=False)
                if each.today:
                    made.put(self.desk.now().date().isoformat())
                return made
            case "choice":
                # Nothing is chosen by itself: what a letter says of identity or a result is an officer's word.
                return Choice([("", self.t("form.choose")), *options_of(self.desk, each)])
        return LineInput()

    def fill(self, fields: Mapping[str, object], groups: Mapping[str, object]) -> None:
        """Put values into the inputs that are named."""
        for name, value in fields.items():
            control = self.inputs.get(str(name))
            if isinstance(control, Choice):
                control.choose(str(value))
            elif isinstance(control, DayInput):
                control.put(str(value))
            elif isinstance(control, TextInput):
                control.setPlainText(str(value))
            elif isinstance(control, LineInput):
                control.setText(str(value))
        for name, rows in groups.items():
            if name in self.groups and isinstance(rows, list):
                self.groups[name].put(rows)

    def take(self, told: ToldOfReport) -> None:
        """Fill what is still empty from a report, and say at each field that its value is from there."""
        values, rows = self.values(), self.rows()
        self.fill(
            {name: text for name, text in told.fields.items() if not values.get(name)},
            {name: list(many) for name, many in told.groups.items() if not rows.get(name)},
        )
        values, rows = self.values(), self.rows()
        for name, text in told.fields.items():
            if values.get(name) == text.strip():
                self.fields[name].tell(self.t("documents.from_report"))
        for name, many in told.groups.items():
            self.groups[name].tell(self.t("documents.from_report") if rows.get(name) == many else "")

    def forget(self, told: ToldOfReport) -> None:
        """Empty what another report gave and nobody changed since."""
        values, rows = self.values(), self.rows()
        self.fill({name: "" for name, text in told.fields.items() if values.get(name) == text.strip()}, {})
        for name, many in told.groups.items():
            if rows.get(name) == many:
                self.groups[name].put([])
                self.groups[name].tell("")

    def values(self) -> dict[str, str]:
        """What was typed or chosen, by field."""
        return {name: control.value() for name, control in self.inputs.items() if control.value()}

    def rows(self) -> dict[str, Rows]:
        """The rows of each group."""
        return {name: rows.value() for name, rows in self.groups.items()}

    def clean(self) -> None:
        """Take all faults away."""
        for field in self.fields.values():
            field.wrong("")

    def point_at(self, name: str, words: str) -> None:
        """Put a fault beside its field and the keyboard into it."""
        field = self.fields.get(name)
        if field is not None:
            field.wrong(words)
            field.point()

    def place_of(self, name: str) -> QWidget | None:
        """The field of this name, or the rows of the group that a cell's name begins with."""
        return self.fields.get(name) or self.groups.get(name.partition(".")[0])

    def called(self, name: str) -> str:
        """A field, a group or a cell of one (``group.row.column``) as the form calls it."""
        if self._form is None:
            return name
        first, _, rest = name.partition(".")
        group = next((each for each in self._form.groups if each.name == first), None)
        asked: dict[str, FormField | FormGroup] = {each.name: each for each in self._form.fields}
        if group is None:
            return self._word(asked[name]) if name in asked else name
        line, _, column = rest.partition(".")
        cells = [self._word(each) for each in group.columns if each.name == column]
        return ", ".join([self._word(group), *([self.t("documents.line", n=line)] if line else []), *cells])

    def _word(self, each: FormField | FormGroup) -> str:
        return each.label if self.t.language == "id" else each.english
