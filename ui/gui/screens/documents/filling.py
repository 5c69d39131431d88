"""A new document: choose a kind, fill in what its wording asks for, look, issue."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.app import queries
from core.app.document_views import DocumentKind, FormOfDocument, IssuedDocument
from core.app.views import Changes
from core.domain.document import IssueDocument
from core.domain.errors import Refused
from core.domain.ids import read_id
from ui.gui.desk import Desk
from ui.gui.layouts import column, row, scrolled
from ui.gui.runner import Fault
from ui.gui.screens.documents.about_input import AboutInput
from ui.gui.screens.documents.form_body import FormBody
from ui.gui.screens.documents.register import name_of, show_document
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice
from ui.gui.widgets.labels import label
from ui.gui.widgets.progress import Progress


class FillingTab(QWidget):
    """``issued`` when a document is out."""

    issued = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self._command = desk.app.new_command()
        self._form: FormOfDocument | None = None
        self._waiting: dict[str, object] = {}
        self.kind = Choice([])
        self.kind.activated.connect(lambda _index: self._choose())
        self.about = AboutInput(desk)
        self.about.named.connect(self._choose)
        self.body = FormBody(desk)
        self._paper = scrolled(self.body, sideways=False)
        self._said = label("", "bad")
        self.progress = Progress(desk)
        self._look = plain(desk, self.t("documents.look"), self._preview, "eye")
        self.button = primary(desk, self.t("documents.issue"), self._issue, "sign")
        self._enable(False)
        head = row(Field(self.t("documents.kind"), self.kind), self.about, gap="gap")
        for place in (0, 1):
            head.setStretch(place, 1)
        self.setLayout(
            column(
                head,
                self._paper,
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
        """Kind, report and values, for a room that is opened again."""
        if self._form is None:
            return {}
        values = {"fields": self.body.values(), "groups": self.body.rows()}
        return {"kind": self.kind.value(), "about": self.about.line.value(), **values}

    def take_up(self, kept: dict[str, object]) -> None:
        """Fill in again what was kept; a report's own room gives kind and number alone."""
        if kept.get("kind"):
            self._waiting = kept
            self.about.put(str(kept.get("about", "")))

    def _offer(self, kinds: tuple[DocumentKind, ...]) -> None:
        self.kind.offer([("", self.t("documents.choose")), *((each.code, name_of(self.desk, each)) for each in kinds)])
        wanted = str(self._waiting.get("kind", ""))
        if wanted:
            self.kind.choose(wanted)
            self._choose()

    def _choose(self) -> None:
        """Ask for the form of the kind, and for what the report gives to it."""
        self._say("")
        self._enable(False)
        if not self.kind.value():
            self._form = None
            self.body.nothing()
            return
        app, query = self.desk.app, queries.DocumentForm(self.kind.value(), self.about.value())
        self.desk.runner.ask(lambda: app.ask(query), self._lay_out, self._no_report, self, "document.form")

    def _no_report(self, fault: Fault) -> None:
        """Say at the number what is wrong with it; the form comes without a report."""
        if self.about.told is not None:
            self.body.forget(self.about.told)
        self.about.wrong(self.desk.explain(fault))
        self.desk.ask(queries.DocumentForm(self.kind.value()), self._lay_out_alone, self, "document.form")

    def _lay_out(self, form: FormOfDocument) -> None:
        before = self.about.told
        self.about.show_told(form.told)
        self._lay_out_alone(form)
        if before is not None and (form.told is None or form.told.id != before.id):
            self.body.forget(before)
        if form.told is not None:
            self.body.take(form.told)

    def _lay_out_alone(self, form: FormOfDocument) -> None:
        """Inputs anew where the kind is another one, with what was kept of them; what is typed in the same one stays."""
        if self._form is None or self._form.kind != form.kind:
            self._command = self.desk.app.new_command()
            self.body.lay_out(form)
        self._form = form
        if str(self._waiting.get("kind", "")) == form.kind.code:
            fields, groups = self._waiting.get("fields", {}), self._waiting.get("groups", {})
            if isinstance(fields, dict) and isinstance(groups, dict):
                self.body.fill(fields, groups)
        self._waiting = {}
        self._enable(True)

    def _made(self) -> IssueDocument:
        told = self.about.told
        subject = None if told is None else read_id(told.id)
        return IssueDocument(self._command, self.kind.value(), self.body.values(), self.body.rows(), subject)

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
        show_document(self.desk, self, made.number, self.kind.currentText(), lambda: made.pdf, made.id)

    def _failed(self, fault: Fault) -> None:
        """The sentence, and the keyboard in the field that it is about."""
        self.progress.finish()
        self._enable(True)
        name = ""
        if isinstance(fault, Refused) and "field" in fault.details:
            name = str(fault.details["field"])
            words = self.desk.explain(Refused(fault.code, **{**fault.details, "field": self.body.called(name)}))
        else:
            words = self.desk.explain(fault)
        self.body.point_at(name, words)
        self._say(words)
        place = self.body.place_of(name)
        if place is not None:
            self._paper.ensureWidgetVisible(place)

    def _clean(self) -> None:
        self._say("")
        self.body.clean()

    def _enable(self, on: bool) -> None:
        self._look.setEnabled(on)
        self.button.setEnabled(on)

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))
