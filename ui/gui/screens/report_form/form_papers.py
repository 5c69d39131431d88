"""Papers made of the form while it is open: printed, never saved by the program, for they name people (D12)."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from core.app import queries
from core.domain.commands import AttachedFile
from core.domain.errors import Refused
from core.domain.forms import ReportForm, parse_form
from ui.gui.desk import Desk
from ui.gui.layouts import box, column
from ui.gui.screens.paper_view import Paper, PaperDialog
from ui.gui.screens.report_form.page import FormPage
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.flow import Flow
from ui.gui.widgets.labels import label

NEEDS_FORM = ("bukti",)
NAMED = ("t07", "kuasa", "bukti")


class FormPapers(QFrame):
    """A card with a button for each paper of a form that was just saved and is still at hand."""

    OFFERED = ("t07", "kuasa", "t20")

    def __init__(self, desk: Desk, form: ReportForm, files: tuple[AttachedFile, ...]) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self._desk, self._form, self._files = desk, form, files
        line = Flow()
        for kind in self.OFFERED:
            line.addWidget(plain(desk, desk.t(f"paper.{kind}"), partial(self._open, kind), "print"))
        note = label(desk.t("paper.while_open"), "muted")
        self.setLayout(column(label(desk.t("paper.of_form"), "strong"), note, line, margin="gap"))

    def dialog(self, kind: str) -> PaperDialog:
        """The paper for looking at."""
        return paper_dialog(self._desk, kind, self._form, self._files, self)

    def _open(self, kind: str) -> None:
        self.dialog(kind).exec()


def paper_dialog(desk: Desk, kind: str, form: ReportForm | None, files: tuple[AttachedFile, ...], parent: QWidget) -> PaperDialog:
    """The paper as it will come out; what is made of a form can only be printed, a blank one saved as well."""
    app, named = desk.app, form is not None and kind in NAMED
    asked = queries.Paper(kind, form=form, files=files) if named else queries.Paper(kind)
    title = desk.t(f"paper.{kind}")
    words = Paper(title, "", "", desk.t("paper.named")) if named else Paper(title, f"{kind}.pdf", desk.t("pact.save"))
    return PaperDialog(desk, words, lambda: app.ask(asked), parent)


def paper_buttons(page: FormPage, *kinds: str) -> QWidget:
    """A button for each paper; what cannot be made yet says why, and a form that is not whole yet prints blank."""
    said = label("", "warn")
    said.setVisible(False)
    line = Flow()
    for kind in kinds:
        line.addWidget(plain(page.desk, page.t(f"paper.{kind}"), partial(_open, page, kind, said), "print"))
    return box(line, said, gap="tight")


def dialog(page: FormPage, kind: str) -> PaperDialog | None:
    """The paper of the form that is being filled in, or None where it needs a whole form."""
    form = _form(page)
    if form is None and kind in NEEDS_FORM:
        return None
    return paper_dialog(page.desk, kind, form, tuple(page.state.files), page)


def _open(page: FormPage, kind: str, said: QLabel) -> None:
    made = dialog(page, kind)
    said.setText("" if made else page.t("paper.incomplete"))
    said.setVisible(made is None)
    if made is not None:
        made.exec()


def _form(page: FormPage) -> ReportForm | None:
    try:
        return parse_form(page.state.final_tree())
    except Refused:
        return None
