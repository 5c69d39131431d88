"""One form of the team in a dialog: filled in, recorded, and what is wrong said beside its field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from core.app.document_views import FormOfDocument
from core.app.views import Changes
from core.domain.commands import Command
from core.domain.document import Rows
from core.domain.errors import Refused
from ui.gui.desk import Desk
from ui.gui.layouts import column, row, scrolled
from ui.gui.runner import Fault
from ui.gui.screens.documents.form_body import FormBody
from ui.gui.theme import pixels
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.labels import label

Make = Callable[[Any, dict[str, str], dict[str, Rows]], Command]


class RecordDialog(Dialog):
    """``make`` builds the command out of a command id, values and rows; ``reply`` is what carrying it out gave."""

    def __init__(self, desk: Desk, form: FormOfDocument, make: Make, parent: QWidget, hint: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.record"))
        self.desk, self.t, self._make = desk, desk.t, make
        self._command = desk.app.new_command()
        self.reply: object = None
        self.body = FormBody(desk)
        self.body.lay_out(form)
        self._said = label("", "bad")
        self._said.setVisible(False)
        self.button = primary(desk, self.t("team.record"), self._record, "check")
        self.button.setDefault(True)
        head = [label(form.kind.name, "section"), *([label(hint, "muted")] if hint else [])]
        page = QWidget()
        page.setLayout(column(self.body, 0))
        self._area = scrolled(page, sideways=False)
        end = row(0, plain(desk, self.t("button.cancel"), self.reject), self.button)
        self.setLayout(column(*head, self._area, self._said, end, margin="wide"))
        high = len(form.groups) + len(form.fields) // 4
        self.resize(desk.theme.wide("form"), pixels("dialog") if high > 1 else self.sizeHint().height() + pixels("wide"))
        first = next(iter(self.body.inputs.values()), None)
        if first is not None:
            first.setFocus()

    def _record(self) -> None:
        self.body.clean()
        self._say("")
        self.button.setEnabled(False)
        try:
            command = self._make(self._command, self.body.values(), self.body.rows())
        except Refused as refused:
            self._failed(refused)
            return
        self.desk.execute(command, self._done, self._failed, self)

    def _done(self, changes: Changes) -> None:
        self.reply = changes.reply
        self.accept()

    def _failed(self, fault: Fault) -> None:
        """The sentence, and the keyboard in the field that it is about."""
        self.button.setEnabled(True)
        name = str(fault.details.get("field", "")) if isinstance(fault, Refused) else ""
        if isinstance(fault, Refused) and name:
            fault = type(fault)(fault.code, **{**fault.details, "field": self.body.called(name)})
        words = self.desk.explain(fault)
        self.body.point_at(name, words)
        place = self.body.place_of(name)
        if place is not None:
            self._area.ensureWidgetVisible(place)
        self._say("" if name in self.body.fields else words)

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))
