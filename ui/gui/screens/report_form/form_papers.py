"""Papers made of the form while it is open: after saving, nobody here can read who the reporter is (D12)."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLabel, QWidget

from core.app import queries
from core.domain.errors import Refused
from core.domain.forms import ReportForm, parse_form
from ui.gui.layouts import box, row
from ui.gui.screens.paper_view import Paper, PaperDialog
from ui.gui.screens.report_form.page import FormPage
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.labels import label

NEEDS_FORM = ("bukti",)


def paper_buttons(page: FormPage, *kinds: str) -> QWidget:
    """A button for each paper; what cannot be made yet says why, and a form that is not whole yet prints blank."""
    said = label("", "warn")
    buttons = [plain(page.desk, page.t(f"paper.{kind}"), partial(_open, page, kind, said), "print") for kind in kinds]
    return box(row(*buttons, 0), said, gap="tight")


def dialog(page: FormPage, kind: str) -> PaperDialog | None:
    """The paper as it will come out, or None where it needs a whole form."""
    app, form = page.desk.app, _form(page)
    if form is None and kind in NEEDS_FORM:
        return None
    files = tuple(page.state.files) if form is not None else ()
    words = Paper(page.t(f"paper.{kind}"), f"{kind}.pdf", page.t("paper.save"), page.t("paper.note") if form else "")
    return PaperDialog(page.desk, words, lambda: app.ask(queries.Paper(kind, form=form, files=files)), page)


def _open(page: FormPage, kind: str, said: QLabel) -> None:
    made = dialog(page, kind)
    said.setText("" if made else page.t("paper.incomplete"))
    if made is not None:
        made.exec()


def _form(page: FormPage) -> ReportForm | None:
    try:
        return parse_form(page.state.final_tree())
    except Refused:
        return None
