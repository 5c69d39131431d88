"""Sticks under way: which, since when, with whom; what is late, what has not come; handing over with its record."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from core.app import queries
from core.app.custody_views import CustodyView, StickRow
from core.app.document_views import IssuedDocument
from core.app.handing import KIND, handing_over
from core.app.views import Changes
from core.domain.document import IssueDocument
from ui.gui.desk import Desk
from ui.gui.layouts import card, clear, column, row
from ui.gui.runner import Fault
from ui.gui.screens.documents.register import show_document
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.field import Field
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.inputs import LineInput
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.table import Table

COLUMNS = ("number", "at", "state", "days", "medium", "carrier", "paper", "runs")


class CustodyCard(QFrame):
    """Hidden until the first stick was written or something is missing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self._view = CustodyView((), ())
        self._told = QVBoxLayout()
        self.table = Table(self.t("trip.title"), [self.t(f"trip.col_{name}") for name in COLUMNS])
        self.table.itemSelectionChanged.connect(self._choose)
        self.hand = plain(desk, self.t("trip.hand"), self._hand, "sign")
        self.setLayout(
            column(
                card(
                    row(label(self.t("trip.title"), "section"), 0, self.hand),
                    label(self.t("trip.text"), "muted"),
                    self._told,
                    self.table,
                )
            )
        )
        self.setVisible(False)
        self._choose()

    def refresh(self) -> None:
        """Ask again."""
        self.desk.ask(queries.Custody(), self._show, self, "custody")

    def _show(self, view: CustodyView) -> None:
        self._view = view
        self.setVisible(bool(view.sticks or view.missing))
        clear(self._told)
        if view.late:
            self._told.addWidget(notice(self.desk, self.t("trip.late_notice", n=view.late), "warn"))
        for run in view.missing:
            post = run.post or self.t("trip.somebody")
            words = self.t("trip.missing", post=post, first=run.first, last=run.last)
            self._told.addWidget(notice(self.desk, words, "warn"))
        self.table.setVisible(bool(view.sticks))
        self.hand.setVisible(bool(view.sticks))
        self.table.fill(
            [
                [
                    str(each.number),
                    self.desk.when(each.at),
                    self.t(f"trip.{each.state}"),
                    str(each.days),
                    each.medium,
                    each.carrier or self.t("trip.nobody"),
                    each.paper or "–",
                    ", ".join(each.runs) or "–",
                ]
                for each in view.sticks
            ]
        )
        self._choose()

    def _choose(self) -> None:
        self.hand.setEnabled(0 <= self.table.chosen() < len(self._view.sticks))

    def stick(self, place: int) -> StickRow:
        """The stick in a row of the table."""
        return self._view.sticks[place]

    def _hand(self) -> None:
        HandOverDialog(self.desk, self.stick(self.table.chosen()), self).exec()


class HandOverDialog(FittedDialog):
    """Who gives, who takes, where; issues the record to print and countersign, and writes the carrier down."""

    def __init__(self, desk: Desk, stick: StickRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.custody"))
        self.desk, self.t, self._stick = desk, desk.t, stick
        self._command = desk.app.new_command()
        self.inputs = {name: LineInput() for name in ("giver", "taker", "venue", "next_hop", "witness")}
        self.inputs["venue"].setText(desk.town())
        self._fields = {name: Field(self.t(f"trip.{name}"), each) for name, each in self.inputs.items()}
        self._said = label("", "bad")
        self.button = primary(desk, self.t("trip.issue"), self._issue, "sign")
        head = label(self.t("trip.hand_title", n=stick.number), "section", wrap=False)
        end = row(plain(desk, self.t("button.cancel"), self.reject), 0, self.button)
        text = label(self.t("trip.hand_text"), "muted")
        fields = self._fields
        may = row(fields["next_hop"], fields["witness"], gap="gap")
        self.put(desk.theme.wide("dialog"), end, head, text, fields["giver"], fields["taker"], fields["venue"], may, self._said)
        self.inputs["giver"].setFocus()

    def _issue(self) -> None:
        people = {name: each.value() for name, each in self.inputs.items() if each.value()}
        lacking = [name for name in ("giver", "taker", "venue") if name not in people]
        for name, field in self._fields.items():
            field.wrong(self.t("trip.needed") if name in lacking else "")
        if lacking:
            self.fit()
            self.inputs[lacking[0]].setFocus()
            return
        app, trip = self.desk.app, self._stick.trip
        fields, media = handing_over(self._stick, people, self.desk.now(), self.desk.zone)
        self.button.setEnabled(False)

        def work(watch: object) -> Changes:
            made = app.execute(IssueDocument(self._command, KIND, fields, {"media": media}, None), watch)  # type: ignore[arg-type]
            app.custody.hand_over(trip, people["taker"], cast("IssuedDocument", made.reply).number)
            return made

        self.desk.runner.do(work, self._issued, self._failed, None, self)

    def _failed(self, fault: Fault) -> None:
        self.button.setEnabled(True)
        self._said.setText(self.desk.explain(fault))
        self.fit()

    def _issued(self, changes: Changes) -> None:
        made = cast("IssuedDocument", changes.reply)
        self.accept()
        self.desk.changed.emit(changes.topics | {"exchange"})
        room = self.parentWidget() or self
        show_document(self.desk, room, made.number, self.t("trip.record"), lambda: made.pdf, counted=made.id)
