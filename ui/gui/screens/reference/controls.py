"""Inputs for the kinds of fields that reference items have; each is put a value of the data set's file and gives one back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCompleter, QWidget

from core.domain.reference_schema import Shape
from ui.gui.desk import Desk
from ui.gui.layouts import column, row, scrolled
from ui.gui.typed_days import read_day
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.flow import flowing
from ui.gui.widgets.inputs import Choice, DayInput, LineInput, TextInput
from ui.gui.widgets.labels import label
from ui.gui.widgets.table import Table

Pairs = tuple[tuple[str, str], ...]
LINES = 1
LONGEST = 100_000


class Control(QWidget):
    """``edited`` tells that a person changed it; ``target`` takes the keyboard."""

    edited = Signal()
    target: QWidget

    def put(self, value: Any) -> None:
        """Show a value."""
        raise NotImplementedError

    def value(self) -> Any:
        """What stands there now; what cannot be read comes back as typed, for the check to name."""
        raise NotImplementedError

    def told(self) -> str:
        """What the value means, in words for below the input."""
        return ""

    def _holds(self, target: QWidget) -> None:
        self.target = target
        self.setFocusProxy(target)
        self.setLayout(column(target))


class Line(Control):
    """One line: words, a number, or codes parted by commas, with the codes known offered while one is typed."""

    def __init__(self, shape: Shape, known: Pairs) -> None:
        super().__init__()
        self._shape, self._names = shape, dict(known)
        self.line = LineInput(limit=LONGEST)
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        codes = [*self._names, *shape.options]
        if codes:
            completer = Codes(codes, self.line, many=shape.kind == "codes")
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.activated.connect(lambda _text: self.edited.emit())
            self.line.setCompleter(completer)
        self._holds(self.line)

    def put(self, value: Any) -> None:
        """Lists as codes parted by commas."""
        words = ", ".join(map(str, value)) if isinstance(value, list) else value
        self.line.setText("" if words is None else str(words))

    def value(self) -> Any:
        """A list for codes, a number where one is asked and typed."""
        text = self.line.value()
        if self._shape.kind == "codes":
            return [each.strip() for each in text.split(",") if each.strip()] or self._nothing([])
        if not text:
            return self._nothing("")
        if self._shape.kind == "number":
            return int(text) if text.lstrip("-").isdecimal() else text
        return text

    def told(self) -> str:
        """The names of the codes."""
        value = self.value()
        named = value if isinstance(value, list) else [str(value or "")]
        return "; ".join(f"{code}: {self._names[code]}" for code in named if self._names.get(code))

    def _nothing(self, otherwise: Any) -> Any:
        return None if self._shape.nullable or self._shape.kind == "number" else otherwise


class Codes(QCompleter):
    """Completes the code that is being typed, after the last comma where there may be many."""

    def __init__(self, codes: list[str], line: LineInput, *, many: bool) -> None:
        super().__init__(codes, line)
        self._line, self._many = line, many

    def splitPath(self, path: str) -> list[str]:
        """What is looked for."""
        return [path.rsplit(",", 1)[-1].strip() if self._many else path]

    def pathFromIndex(self, index: Any) -> str:
        """The whole line with the code put in."""
        code, text = str(index.data()), self._line.text()
        before = text.rsplit(",", 1)[0] + ", " if self._many and "," in text else ""
        return before + code


class Many(Control):
    """Many lines: a text, or a list with one entry a line."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self._shape = shape
        self.text = TextInput(lines=LINES)
        self.text.textChanged.connect(self.edited.emit)
        self._holds(self.text)

    def put(self, value: Any) -> None:
        """A list one entry a line."""
        with QSignalBlocker(self.text):
            self.text.setPlainText("\n".join(value) if isinstance(value, list) else str(value or ""))

    def value(self) -> Any:
        """A list without empty lines, or the text."""
        text = self.text.value()
        if self._shape.kind == "lines":
            return [line.strip() for line in text.splitlines() if line.strip()]
        return text or (None if self._shape.nullable else "")


class Day(Control):
    """A day as people write it."""

    def __init__(self, desk: Desk, shape: Shape) -> None:
        super().__init__()
        self._nullable = shape.nullable
        self.day = DayInput(desk, quick=False)
        self.day.edited.connect(self.edited.emit)
        self._holds(self.day)
        self.target = self.day.line

    def put(self, value: Any) -> None:
        """A stored day, or none."""
        self.day.put(str(value or ""))

    def value(self) -> Any:
        """The day as stored; as typed where it is none."""
        return self.day.value() or (None if self._nullable else "")


class Pick(Control):
    """Yes or no, or one of a few."""

    def __init__(self, desk: Desk, shape: Shape) -> None:
        super().__init__()
        self._yes = shape.kind == "yes"
        codes = ("true", "false") if self._yes else shape.options
        free = [("", desk.t("reference.choice.none"))] if shape.nullable else []
        words = [(code, desk.t(key) if desk.t.known(key) else code) for code in codes for key in (f"reference.choice.{code}",)]
        self.choice = Choice([*free, *words])
        self.choice.activated.connect(lambda _index: self.edited.emit())
        self._holds(self.choice)

    def put(self, value: Any) -> None:
        """By code; the first one where there is no value."""
        code = "" if value is None else str(value).lower() if self._yes else str(value)
        self.choice.setCurrentIndex(max(0, self.choice.findData(code)))

    def value(self) -> Any:
        """True, False, None, or the code."""
        code = self.choice.value()
        return {"true": True, "false": False}.get(code) if self._yes else code or None


class Rows(Control):
    """Rows of their own fields (stages, for example): a table, and a form for the row chosen. Days by code are rows as well."""

    def __init__(self, desk: Desk, shape: Shape, form: Callable[[tuple[Shape, ...]], Any]) -> None:
        super().__init__()
        self._desk, self._shape, self._form = desk, shape, form
        self._rows: list[dict[str, Any]] = []
        self._shown = [each for each in shape.rows if each.kind not in ("text", "lines") and each.name != "name_en"][:4]
        name = desk.t(f"reference.field.{shape.name}")
        self.table = Table(name, [desk.t(f"reference.field.{each.name}") for each in self._shown])
        self.table.doubleClicked.connect(lambda _index: self.change())
        more = plain(desk, desk.t("reference.row_add"), lambda: self._open(None), "plus")
        edit = plain(desk, desk.t("reference.row_change"), self.change, "edit")
        less = plain(desk, desk.t("reference.row_remove"), self.remove, "minus")
        self.target = self.table
        self.setLayout(column(self.table, flowing(more, edit, less)))

    def put(self, value: Any) -> None:
        """Rows as a list, or days by code."""
        if isinstance(value, Mapping):
            value = [{"code": code, "day": day} for code, day in value.items()]
        self._rows = [dict(each) for each in value or ()]
        self._fill()

    def value(self) -> Any:
        """In the shape of the file."""
        if self._shape.kind == "days":
            return {str(each.get("code", "")): each.get("day", "") for each in self._rows}
        return [dict(each) for each in self._rows]

    def change(self) -> None:
        """Open the row chosen."""
        if self.table.chosen() >= 0:
            self._open(self.table.chosen())

    def remove(self) -> None:
        """Take the row chosen out."""
        at = self.table.chosen()
        if at >= 0:
            del self._rows[at]
            self._fill()
            self.edited.emit()

    def _open(self, at: int | None) -> None:
        dialog = RowDialog(self._desk, self._form(self._shape.rows), {} if at is None else self._rows[at], self)
        dialog.accepted.connect(lambda: self._take(at, dialog.value()))
        dialog.open()

    def _take(self, at: int | None, value: dict[str, Any]) -> None:
        if at is None:
            self._rows.append(value)
        else:
            self._rows[at] = value
        self._fill()
        self.table.selectRow(len(self._rows) - 1 if at is None else at)
        self.edited.emit()

    def _fill(self) -> None:
        self.table.fill([[self._cell(each, shape) for shape in self._shown] for each in self._rows])

    def _cell(self, each: Mapping[str, Any], shape: Shape) -> str:
        value = each.get(shape.name)
        if shape.kind == "yes":
            return self._desk.t(f"reference.choice.{str(bool(value)).lower()}")
        text = "" if value is None else str(value)
        return self._desk.day(text) if read_day(text) else text


class RowDialog(Dialog):
    """One row's fields; what is wrong with them is said at the item's own form."""

    def __init__(self, desk: Desk, form: Any, value: dict[str, Any], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("reference.row"))
        self.form = form
        form.put(value)
        done = primary(desk, desk.t("reference.row_done"), self.accept, "check")
        done.setDefault(True)
        page = QWidget()
        page.setLayout(column(label(desk.t("reference.row"), "section"), form, 0, gap="gap"))
        end = row(0, plain(desk, desk.t("button.cancel"), self.reject), done)
        self.setLayout(column(scrolled(page, sideways=False), end, margin="wide"))
        self.resize(desk.theme.wide("dialog"), desk.theme.wide("dialog"))

    def value(self) -> dict[str, Any]:
        """The row as it reads now."""
        made: dict[str, Any] = self.form.value()
        return made


def control_of(desk: Desk, shape: Shape, known: Pairs, form: Callable[[tuple[Shape, ...]], Any]) -> Control:
    """The input for a field."""
    match shape.kind:
        case "text" | "lines":
            return Many(shape)
        case "day":
            return Day(desk, shape)
        case "yes" | "choice":
            return Pick(desk, shape)
        case "rows" | "days":
            return Rows(desk, shape, form)
    return Line(shape, known)
