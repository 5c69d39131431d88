"""What every page of the form is."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLayout, QWidget

from core.domain.reference import ReferenceData
from ui.gui.desk import Desk
from ui.gui.screens.report_form.state import FormState
from ui.gui.widgets.inputs import Input, LineInput, TextInput, listen
from ui.gui.widgets.text_guard import guard_text


class FormPage(QWidget):
    """One group of questions; writes every change into the state at once."""

    step = ""

    def __init__(self, state: FormState) -> None:
        super().__init__()
        self.state = state
        self.desk: Desk = state.desk
        self.t = state.desk.t
        self.reference: ReferenceData = state.desk.app.reference
        self.setObjectName("page")

    def refresh(self) -> None:
        """The page is shown again: what depends on other pages is looked up anew."""

    def write(self) -> None:
        """Put this page's answers into the state; called at every change."""

    def listen(self, *inputs: Input) -> None:
        """Write at every change of these inputs, and save when one is left."""
        listen(self.write, self.state.save, *inputs)
        for control in inputs:
            if isinstance(control, LineInput | TextInput):
                guard_text(self.desk, control)

    def answer(self, name: str) -> str:
        """A plain answer given before, or an empty text."""
        return str(self.state.tree.get(name, "") or "")

    def name_in(self, code: str, item: Any) -> str:
        """The name of a reference item in the language of the window."""
        if item is None:
            return code
        return str(item.name_en if self.t.language == "en" else item.name_id)

    def put_layout(self, layout: QLayout) -> None:
        """Set the layout with the page's margins."""
        self.setLayout(layout)
