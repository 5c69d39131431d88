"""Naskah: wordings on the left, the chosen one's texts on the right; pages to look at before anything is given out."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.app.views import Changes
from core.app.wording_queries import Wording, WordingPages, WordingRow, Wordings, WordingView
from core.domain.authority import ADMINISTRATOR
from core.domain.errors import Refused
from core.domain.template import RecallWording, Reword
from ui.gui.desk import Desk
from ui.gui.layouts import box, card, clear, column, row, scrolled
from ui.gui.runner import Fault
from ui.gui.screens.paper_view import Paper, PaperDialog
from ui.gui.screens.screen import Screen
from ui.gui.widgets.buttons import plain, primary, quiet
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.field import Field
from ui.gui.widgets.flow import flowing
from ui.gui.widgets.inputs import DayInput, LineInput, TextInput
from ui.gui.widgets.labels import label
from ui.gui.widgets.panes import Panes
from ui.gui.widgets.table import Table

LIMIT, SHORT = 2000, 60
COLUMNS = ("code", "name", "version", "from")


def write(control: LineInput | TextInput, text: str) -> None:
    """Put a text into either input."""
    if isinstance(control, LineInput):
        control.setText(text)
    else:
        control.setPlainText(text)


class WordingsScreen(Screen):
    """``argument`` is (code, texts that were typed and not given out), as :meth:`leave` gave it."""

    topics = frozenset({"documents", "pacts"})

    def __init__(self, desk: Desk, argument: object = None) -> None:
        super().__init__(desk)
        self._wanted, self._typed = argument if isinstance(argument, tuple) else ("", {})
        facts = desk.app.facts
        self.may = facts.kind == "province" and facts.officer_role == ADMINISTRATOR
        self._rows: tuple[WordingRow, ...] = ()
        self.view: WordingView | None = None
        self.inputs: dict[str, LineInput | TextInput] = {}
        self.fields: dict[str, Field] = {}
        self.table = Table(self.t("room.wordings"), [self.t(f"wordings.col_{name}") for name in COLUMNS])
        self.table.itemSelectionChanged.connect(self._chosen)
        self._side = QVBoxLayout()
        self._side.setContentsMargins(0, 0, 0, 0)
        back = quiet(desk, self.t("audit.back"), lambda: desk.go.emit("settings", None), "chevron-left")
        side = box(self._side)
        side.setMinimumWidth(self.desk.theme.wide("card"))  # room for a paragraph to be read and written
        middle = Panes(self.table, side, shares=(1, 1), gap="gap")
        whole = column(label(self.t("wordings.text"), "muted"), gap="gap", margin="gap")
        whole.addWidget(middle, 1)
        whole.addLayout(row(back, 0))
        self.setLayout(whole)

    def refresh(self) -> None:
        """Ask for every wording; what is being typed stays."""
        self.desk.ask(Wordings(), self._show, self, "wordings")

    def leave(self) -> object:
        """The wording that is open, with what was typed."""
        return ("" if self.view is None else self.view.row.code, self.changed())

    def save(self) -> None:
        """Give out what was typed, after its own question."""
        self.give_out()

    def _show(self, rows: tuple[WordingRow, ...]) -> None:
        self._rows = rows
        self.table.blockSignals(True)
        self.table.fill([self._cells(each) for each in rows])
        self.table.blockSignals(False)
        code = self._wanted or ("" if self.view is None else self.view.row.code)
        at = next((at for at, each in enumerate(rows) if each.code == code), -1)
        if at >= 0:
            self.table.blockSignals(True)
            self.table.selectRow(at)
            self.table.blockSignals(False)
        if at >= 0 and not self.changed():
            self._open(code)

    def _cells(self, each: WordingRow) -> list[str]:
        since = self.desk.day(each.valid_from)
        if each.waits_for:
            since = self.t("wordings.waits", version=each.newest, day=self.desk.day(each.waits_for))
        return [each.code, each.name, str(each.version), since]

    def _chosen(self) -> None:
        at = self.table.chosen()
        if 0 <= at < len(self._rows):
            self._open(self._rows[at].code)

    def _open(self, code: str) -> None:
        self._wanted = ""
        self.desk.ask(Wording(code), self._show_wording, self, "wording")

    def _show_wording(self, view: WordingView) -> None:
        clear(self._side)
        self.view, self.inputs, self.fields = view, {}, {}
        page = QWidget()
        layout = column(label(self.t("wordings.places", names=" ".join(f"{{{name}}}" for name in view.places)), "small"))
        for path, text in view.texts.items():
            control = LineInput(text, limit=LIMIT) if len(text) < SHORT else TextInput(text, lines=2)
            control.setReadOnly(not self.may)
            self.inputs[path], self.fields[path] = control, Field(self._called(path), control)
            layout.addWidget(self.fields[path])
        layout.addWidget(self._history(view))
        layout.addStretch(1)
        page.setLayout(layout)
        self._said = label("", "bad")
        parts: list[Any] = [label(f"{view.row.code} · {view.row.name}", "section"), scrolled(page, sideways=False), self._said]
        self.look = plain(self.desk, self.t("wordings.look"), self.show_pages, "eye")
        acts: list[Any] = [self.look]
        if self.may:
            self.out = primary(self.desk, self.t("wordings.give_out"), self.give_out, "export")
            self.back = plain(self.desk, self.t("wordings.take_back"), self.take_back, "undo")
            self.back.setEnabled(len(view.versions) > 1)
            acts = [self.out, self.look, self.back]
        self._side.addWidget(card(*parts, flowing(*acts)))
        typed, self._typed = self._typed, {}
        for path, text in typed.items():
            if path in self.inputs:
                write(self.inputs[path], text)

    def _called(self, path: str) -> str:
        """A path as people read it: its piece counted from one, then what it is."""
        steps = path.split(".")
        words = [self.t(f"wordings.part.{step}") if not step.isdigit() else str(int(step) + 1) for step in steps]
        return " ".join(words)

    def _history(self, view: WordingView) -> QWidget:
        lines = [label(self.t("reference.history"), "strong"), label(self.t("wordings.history"), "small")]
        for version, day, state in view.versions:
            told = (f"v{version}", self.desk.day(day), self.t(f"wordings.state.{state}"))
            lines.append(label(" · ".join(told)))
        return card(*lines, gap="tight")

    def changed(self) -> dict[str, str]:
        """The texts that read otherwise than in the wording in force."""
        if self.view is None:
            return {}
        now = {path: control.value() for path, control in self.inputs.items()}
        return {path: text for path, text in now.items() if text != self.view.texts[path].strip()}

    def show_pages(self) -> None:
        """The pages with what is typed; what cannot be printed is said at its text."""
        if self.view is None:
            return
        self._clean()
        app, asked = self.desk.app, WordingPages(self.view.row.code, self.changed())
        title = self.t("wordings.pages", name=self.view.row.name)

        def show(pdf: bytes) -> None:
            PaperDialog(self.desk, Paper(title, f"{asked.code}.pdf", "", self.t("wordings.example")), lambda: pdf, self).open()

        self.desk.runner.ask(lambda: app.ask(asked), show, self._refused, self)

    def give_out(self) -> None:
        """Ask from which day, then give out."""
        if self.view is None or not self.may:
            return
        self._clean()
        if not self.changed():
            self._said.setText(self.t("wordings.unchanged"))
            return
        dialog = DayDialog(self.desk, self.view.row.name, self)
        dialog.accepted.connect(lambda: self._give(dialog.day.value()))
        dialog.open()

    def _give(self, day: str) -> None:
        if self.view is not None:
            self._do(Reword(self.desk.app.new_command(), self.view.row.code, self.changed(), day))

    def take_back(self) -> None:
        """Back to the version before, for everybody."""
        if self.view is not None:
            self._do(RecallWording(self.desk.app.new_command(), self.view.row.code))

    def _do(self, command: Reword | RecallWording) -> None:
        self._wanted = command.code

        def done(_changes: Changes) -> None:
            self._open(command.code)
            self.desk.said.emit(self.t("wordings.given"))

        self.desk.execute(command, done, self._refused, self)

    def _clean(self) -> None:
        self._said.setText("")
        for each in self.fields.values():
            each.wrong("")

    def _refused(self, fault: Fault) -> None:
        words = self.desk.explain(fault)
        path = str(fault.details.get("path", "")) if isinstance(fault, Refused) else ""
        if path in self.fields:
            self.fields[path].wrong(words)
            self.fields[path].point()
        else:
            self._said.setText(words)


class DayDialog(Dialog):
    """From which day the new texts hold; what was printed before keeps its own version."""

    def __init__(self, desk: Desk, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.wording_day"))
        t = desk.t
        self.day = DayInput(desk, quick=False)
        done = primary(desk, t("wordings.give_out_now"), self.accept, "export")
        done.setDefault(True)
        self.setLayout(
            column(
                label(name, "section"),
                label(t("wordings.give_out_text")),
                Field(t("reference.day"), self.day, t("reference.day_hint"), self.day.line),
                row(0, plain(desk, t("button.cancel"), self.reject), done),
                gap="gap",
                margin="wide",
            )
        )
        self.setMinimumWidth(desk.theme.wide("dialog"))
