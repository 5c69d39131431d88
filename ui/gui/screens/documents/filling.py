"""A new document: choose a kind, fill in what its wording asks for, look, issue."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.app import queries
from core.app.document_views import DocumentKind, FormOfDocument, IssuedDocument
from core.app.views import Changes
from core.domain.document import IssueDocument
from core.domain.document_form import FormField
from ui.gui.desk import Desk
from ui.gui.layouts import box, clear, column, row, scrolled
from ui.gui.runner import Fault
from ui.gui.screens.documents.register import name_of, show_document
from ui.gui.screens.documents.rows import RowsInput, options_of
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice, DayInput, Input, LineInput, TextInput
from ui.gui.widgets.labels import label
from ui.gui.widgets.progress import Progress

SHORT = 3
BESIDE = ("line", "date", "time", "number", "choice")
"""Fields that stand two in a row."""


class FillingTab(QWidget):
    """``issued`` when a document is out."""

    issued = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self._command = desk.app.new_command()
        self._form: FormOfDocument | None = None
        self._waiting: dict[str, object] = {}
        self.inputs: dict[str, Input] = {}
        self.fields: dict[str, Field] = {}
        self.groups: dict[str, RowsInput] = {}
        self.kind = Choice([])
        self.kind.activated.connect(lambda _index: self._choose())
        self._body = QVBoxLayout()
        self._said = label("", "bad")
        self.progress = Progress(desk)
        self._look = plain(desk, self.t("documents.look"), self._preview, "eye")
        self.button = primary(desk, self.t("documents.issue"), self._issue, "sign")
        self._enable(False)
        content = box(self._body, 0, gap="gap")
        self.setLayout(
            column(
                Field(self.t("documents.kind"), self.kind),
                scrolled(content, sideways=False),
                self._said,
                self.progress,
                row(self._look, 0, self.button),
                margin="gap",
            )
        )
        desk.ask(queries.DocumentKinds(), self._offer, self, "document.filling")

    def refresh(self) -> None:
        """What was typed stays."""

    def kept(self) -> dict[str, object]:
        """Kind and values, for a room that is opened again."""
        return {"kind": self.kind.value(), "fields": self._values(), "groups": self._rows()} if self._form else {}

    def take_up(self, kept: dict[str, object]) -> None:
        """Fill in again what was kept."""
        if kept.get("kind"):
            self._waiting = kept

    def _offer(self, kinds: tuple[DocumentKind, ...]) -> None:
        self.kind.offer([("", self.t("documents.choose")), *((each.code, name_of(self.desk, each)) for each in kinds)])
        wanted = str(self._waiting.get("kind", ""))
        if wanted:
            self.kind.choose(wanted)
            self._choose()

    def _choose(self) -> None:
        if self.kind.value():
            self.desk.ask(queries.DocumentForm(self.kind.value()), self._lay_out, self, "document.form")
        else:
            self._form = None
            clear(self._body)
            self._enable(False)

    def _lay_out(self, form: FormOfDocument) -> None:
        """Inputs in the order of the form; short ones two in a row."""
        clear(self._body)
        self._form, self._command = form, self.desk.app.new_command()
        self.inputs, self.fields, self.groups = {}, {}, {}
        self._say("")
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
        self._enable(True)
        if str(self._waiting.get("kind", "")) == form.kind.code:
            self._fill(self._waiting)
        self._waiting = {}

    def _beside(self, fields: list[Field]) -> None:
        line = row(*fields, gap="gap")
        for place in range(len(fields)):
            line.setStretch(place, 1)
        if len(fields) == 1:
            line.addStretch(1)
        self._body.addLayout(line)

    def _field(self, each: FormField) -> Field:
        name = each.label if self.t.language == "id" else each.english
        shown = name if each.required else self.t("documents.optional", name=name)
        control = self._control(each)
        self.inputs[each.name] = control
        made = Field(shown, control, focus=control.line if isinstance(control, DayInput) else None)
        self.fields[each.name] = made
        return made

    def _control(self, each: FormField) -> Input:
        match each.type:
            case "text":
                return TextInput(lines=SHORT)
            case "date":
                made = DayInput(self.desk, quick=False)
                made.put(self.desk.now().date().isoformat())
                return made
            case "choice":
                # Nothing is chosen by itself: what a letter says of identity or a result is an officer's word.
                return Choice([("", self.t("form.choose")), *options_of(self.desk, each)])
        return LineInput()

    def _fill(self, kept: dict[str, object]) -> None:
        fields, groups = kept.get("fields", {}), kept.get("groups", {})
        for name, value in fields.items() if isinstance(fields, dict) else ():
            control = self.inputs.get(str(name))
            if isinstance(control, Choice):
                control.choose(str(value))
            elif isinstance(control, DayInput):
                control.put(str(value))
            elif isinstance(control, TextInput):
                control.setPlainText(str(value))
            elif isinstance(control, LineInput):
                control.setText(str(value))
        for name, rows in groups.items() if isinstance(groups, dict) else ():
            if name in self.groups and isinstance(rows, list):
                self.groups[name].put(rows)

    def _values(self) -> dict[str, str]:
        return {name: control.value() for name, control in self.inputs.items() if control.value()}

    def _rows(self) -> dict[str, list[dict[str, str]]]:
        return {name: rows.value() for name, rows in self.groups.items()}

    def _made(self) -> IssueDocument:
        return IssueDocument(self._command, self.kind.value(), self._values(), self._rows())

    def _preview(self) -> None:
        command, app = self._made(), self.desk.app
        self._clean()
        self.desk.runner.ask(lambda: app.ask(queries.DocumentDraft(command)), self._looked, self._failed, self, "draft")

    def _looked(self, pdf: bytes) -> None:
        show_document(self.desk, self, "", self.kind.currentText(), lambda: pdf)

    def _issue(self) -> None:
        self._clean()
        self._enable(False)
        job = self.desk.execute(self._made(), self._done, self._failed, self, self.progress.tell)
        self.progress.follow(job, self.t("documents.issuing"))

    def _done(self, changes: Changes) -> None:
        self.progress.finish()
        made = cast("IssuedDocument", changes.reply)
        self._command = self.desk.app.new_command()
        self._enable(True)
        self.issued.emit()
        show_document(self.desk, self, made.number, self.kind.currentText(), lambda: made.pdf)

    def _failed(self, fault: Fault) -> None:
        """The sentence, and the keyboard in the field that it is about."""
        self.progress.finish()
        self._enable(True)
        words = self.desk.explain(fault)
        name = str(getattr(fault, "details", {}).get("field", ""))
        field = self.fields.get(name)
        if field is not None:
            field.wrong(words)
            field.point()
        self._say(self._named(words, name))

    def _named(self, words: str, name: str) -> str:
        """The sentence with the form's own word for the field instead of its code."""
        form = self._form
        told = {each.name: each for each in form.fields} if form is not None else {}
        if name in told:
            return words.replace(name, told[name].label if self.t.language == "id" else told[name].english)
        return words

    def _clean(self) -> None:
        self._say("")
        for field in self.fields.values():
            field.wrong("")

    def _enable(self, on: bool) -> None:
        self._look.setEnabled(on)
        self.button.setEnabled(on)

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))
