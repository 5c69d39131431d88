"""Declarations: open one, let people sign on the screen or note their wet ink, close the list."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QWidget

from core.app import queries
from core.app.document_views import DeclarationRow, DeclarationView, FormOfDocument, IssuedDocument
from core.app.views import Changes
from core.domain.declaration import ELEMENTS, KIND, OpenDeclaration, SealDeclaration, SignDeclaration
from core.domain.ids import read_id
from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.runner import Fault
from ui.gui.screens.documents.register import show_document
from ui.gui.screens.signing.witness import Witness
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.field import Field
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.flow import Flow
from ui.gui.widgets.ink_pad import InkPad
from ui.gui.widgets.inputs import Choice, LineInput
from ui.gui.widgets.labels import label, tell
from ui.gui.widgets.table import Table

COLUMNS = ("region", "day", "post", "signed", "listed")
PEOPLE = ("name", "position", "element", "method", "list", "record")
FIELDS = ("election", "region", "venue", "signer_position", "signer_name")


class DeclarationsTab(QWidget):
    """All declarations above, who signed the chosen one below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self._rows: tuple[DeclarationRow, ...] = ()
        self._chosen = ""
        self.table = Table(self.t("documents.declarations"), [self.t(f"declaration.col_{name}") for name in COLUMNS])
        self.table.itemSelectionChanged.connect(self._choose)
        self.people = Table(self.t("declaration.people"), [self.t(f"declaration.person_{name}") for name in PEOPLE])
        self._empty = label(self.t("declaration.empty"), "muted")
        self._said = label("", "bad")
        self._sign = plain(desk, self.t("declaration.sign"), self._take, "sign")
        self._seal = plain(desk, self.t("declaration.seal"), self._close, "pact")
        start = primary(desk, self.t("declaration.open"), self._open, "plus")
        buttons = Flow()
        for made in (self._sign, self._seal, start):
            buttons.addWidget(made)
        self.setLayout(column(self._empty, self.table, self.people, self._said, buttons, margin="gap"))
        self._enable(False)

    def refresh(self) -> None:
        """Ask again."""
        self.desk.ask(queries.Declarations(), self._show, self, "declarations")

    def _show(self, rows: tuple[DeclarationRow, ...]) -> None:
        self._rows = rows
        self._empty.setVisible(not rows)
        self.people.setVisible(bool(rows))
        if not rows:
            self.people.fill([])
        self.table.fill([[each.title, self.desk.day(each.day), each.post, str(each.signed), str(each.listed)] for each in rows])
        index = next((place for place, each in enumerate(rows) if each.id == self._chosen), 0 if rows else -1)
        if index >= 0:
            self.table.selectRow(index)

    def _choose(self) -> None:
        index = self.table.chosen()
        self._enable(0 <= index < len(self._rows))
        if 0 <= index < len(self._rows):
            self._chosen = self._rows[index].id
            self.desk.ask(queries.Declaration(self._chosen), self._show_people, self, "declaration")

    def _show_people(self, view: DeclarationView) -> None:
        self.people.fill(
            [
                [
                    each.name,
                    each.position,
                    self.t(f"element.{each.element}"),
                    self.t(f"method.{each.method}"),
                    self.t("declaration.waiting") if each.supplement < 0 else self._list_name(each.supplement),
                    self.t(f"declaration.record_{each.record}"),
                ]
                for each in view.people
            ]
        )

    def _list_name(self, supplement: int) -> str:
        return self.t("declaration.first_list") if supplement == 0 else self.t("declaration.supplement", n=supplement)

    def _enable(self, on: bool) -> None:
        self._sign.setEnabled(on)
        self._seal.setEnabled(on)

    def _open(self) -> None:
        self.desk.ask(queries.DocumentForm(KIND), self._ask_text, self, "declaration.form")

    def _ask_text(self, form: FormOfDocument) -> None:
        OpenDialog(self.desk, form, self).exec()

    def _take(self) -> None:
        if self._chosen:
            SignDialog(self.desk, self._chosen, self).exec()

    def _close(self) -> None:
        self._said.setText("")
        command = SealDeclaration(self.desk.app.new_command(), read_id(self._chosen))
        self.desk.execute(command, self._sealed, self._failed, self)

    def _sealed(self, changes: Changes) -> None:
        made = cast("IssuedDocument", changes.reply)
        show_document(self.desk, self, made.number, self.t("documents.declarations"), lambda: made.pdf)

    def _failed(self, fault: Fault) -> None:
        self._said.setText(self.desk.explain(fault))


class OpenDialog(Dialog):
    """What the declaration says; the text stays as it is once somebody has signed."""

    def __init__(self, desk: Desk, form: FormOfDocument, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.declaration"))
        self.desk, self.t = desk, desk.t
        self._command = desk.app.new_command()
        english = desk.t.language != "id"
        known = {each.name: each for each in form.fields}
        self.inputs = {name: LineInput() for name in FIELDS}
        fields = [Field(known[name].english if english else known[name].label, self.inputs[name]) for name in FIELDS]
        self._said = label("", "bad")
        self.button = primary(desk, self.t("declaration.open"), self._run)
        closing = plain(desk, self.t("button.cancel"), self.reject)
        self.setLayout(
            column(
                label(self.t("declaration.open_text"), "section"),
                *fields,
                self._said,
                row(0, closing, self.button),
                margin="wide",
            )
        )
        self.setMinimumWidth(desk.theme.wide("dialog"))

    def _run(self) -> None:
        fields = {name: control.value() for name, control in self.inputs.items() if control.value()}
        fields["day"] = self.desk.now().date().isoformat()
        self.desk.execute(OpenDeclaration(self._command, fields), lambda _done: self.accept(), self._failed, self)

    def _failed(self, fault: Fault) -> None:
        self._said.setText(self.desk.explain(fault))


class SignDialog(FittedDialog):
    """One person after another: name, position, element, and the strokes."""

    def __init__(self, desk: Desk, declaration: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.declaration_sign"))
        self.desk, self.t = desk, desk.t
        self._declaration = declaration
        self._command = desk.app.new_command()
        self.name, self.position = LineInput(), LineInput()
        self.element = Choice([(code, self.t(f"element.{code}")) for code in ELEMENTS])
        self.method = Choice([(code, self.t(f"method.{code}")) for code in ("layar", "basah")])
        self.method.activated.connect(lambda _index: self._switch())
        self.pad = InkPad(desk, self.t("ink.pad"))
        self._undo = plain(desk, self.t("ink.undo"), self.pad.undo, "undo")
        self._clear = plain(desk, self.t("ink.clear"), self.pad.clear, "trash")
        self._said = label("", "bad")
        self.witness = Witness(desk)
        self.button = primary(desk, self.t("declaration.sign_now"), self._run, "sign")
        closing = plain(desk, self.t("button.close"), self.reject)
        asked = {"name": self.name, "position": self.position, "element": self.element, "method": self.method}
        fields = [Field(self.t(f"declaration.person_{name}"), control) for name, control in asked.items()]
        who, how = row(*fields[:2], gap="gap"), row(*fields[2:], gap="gap")
        self.put(
            desk.theme.wide("form"), row(0, closing, self.button), label(self.t("declaration.sign_text"), "muted"), who, how,
            self.pad, row(self._undo, self._clear, 0), self.witness, self._said,
        )  # fmt: skip

    def _switch(self) -> None:
        drawn = self.method.value() == "layar"
        for each in (self.pad, self._undo, self._clear):
            each.setVisible(drawn)
        self.fit()

    def _run(self) -> None:
        drawn = self.method.value() == "layar"
        command = SignDeclaration(
            self._command,
            read_id(self._declaration),
            self.name.value(),
            self.position.value(),
            self.element.value(),
            self.desk.now().date(),
            self.method.value(),
            self.pad.strokes() if drawn else (),
        )
        self.button.setEnabled(False)
        self.witness.execute(command, self._done, self._failed, self)

    def _done(self, _changes: Changes) -> None:
        """Ready for the next person."""
        self._say("ok", self.t("declaration.signed", name=self.name.value()))
        self._command = self.desk.app.new_command()
        for each in (self.name, self.position):
            each.clear()
        self.pad.clear()
        self.button.setEnabled(True)
        self.name.setFocus()

    def _failed(self, fault: Fault) -> None:
        self.button.setEnabled(True)
        self._say("bad", self.desk.explain(fault))

    def _say(self, role: str, words: str) -> None:
        tell(self._said, words, role)
        self.fit()
