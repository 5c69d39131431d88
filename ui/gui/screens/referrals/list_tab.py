"""The list of referrals: narrowed, each with its clock, the chosen one in full beside it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from core.app.referral_queries import STATES, ReferralById, Referrals
from core.app.referral_views import ReferralPage, ReferralRow, ReferralView
from core.domain.ids import read_id
from core.domain.referral import DECIDED, REJECTED, SENT_AGAIN, STAGES, NoteReferralSeen
from ui import referral_medium
from ui.gui.desk import Desk
from ui.gui.files import open_folder
from ui.gui.layouts import box, clear, column, scrolled
from ui.gui.runner import Fault
from ui.gui.screens.pacts.paged_table import PagedTable
from ui.gui.screens.referrals.answer_dialog import ACTS, AnswerDialog
from ui.gui.screens.referrals.detail import referral_cards
from ui.gui.screens.referrals.letter import show_letter, show_urging
from ui.gui.screens.referrals.words import clock_word, due_text, look_of, short
from ui.gui.theme import motion
from ui.gui.widgets.beside import beside
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.flow import flowing
from ui.gui.widgets.inputs import Choice, LineInput
from ui.gui.widgets.labels import label
from ui.gui.widgets.panes import Panes

COLUMNS = ("clock", "due", "number", "stage", "institution", "letter", "receipt")
FIRST = 100
LIST_SHARE, CHOSEN_SHARE = 60, 40
OVER = (DECIDED, REJECTED, SENT_AGAIN)
AFTER = ("decided", "step")


class ClockTable(PagedTable[ReferralRow]):
    """The first column is icon, word and colour of the clock."""

    def __init__(self, desk: Desk, name: str, headings: Sequence[str], cells: Any, more: Any) -> None:
        super().__init__(name, headings, cells, more)
        self._desk = desk

    def begin(self, rows: Sequence[ReferralRow], after: str | None) -> None:
        """The first page, painted."""
        super().begin(rows, after)
        self._paint(0)

    def go_on(self, rows: Sequence[ReferralRow], after: str | None) -> None:
        """A following page, painted."""
        first = len(self.held)
        super().go_on(rows, after)
        self._paint(first)

    def _paint(self, first: int) -> None:
        for line in range(first, len(self.held)):
            tone, drawing = look_of(self.held[line].clock)
            token = "primary" if tone == "info" else tone
            cell = self.item(line, 0)
            if cell is not None:
                cell.setIcon(self._desk.icon(drawing, token))
                cell.setForeground(QColor(self._desk.theme.colour(token)))
        self.share()


class ListTab(QWidget):
    """Narrowing above, the list on the left, the chosen referral and its acts on the right."""

    def __init__(self, desk: Desk, narrowed: dict[str, Any]) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self.guest = desk.app.is_liaison
        self._pause = QTimer(self, singleShot=True, interval=motion("debounce"))
        self._pause.timeout.connect(self.refresh)
        self.line = LineInput(str(narrowed.get("report", "")), self.t("referrals.search"))
        self.line.setAccessibleName(self.t("referrals.search"))
        self.line.textEdited.connect(lambda _text: self._pause.start())
        self.due = self._choice("due", [(each, self.t(f"referrals.due.{each}")) for each in STATES], narrowed)
        self.stage = self._choice("stage", [(each, self.t(f"referrals.stage.{each}")) for each in STAGES], narrowed)
        offices = [(each.code, short(self.desk, each.code)) for each in desk.app.reference.institutions]
        self.institution = self._choice("institution", offices, narrowed)
        if self.guest:
            self.institution.hide()
        headings = [self.t(f"referrals.col_{name}") for name in COLUMNS]
        self.table = ClockTable(desk, self.t("room.referrals"), headings, self._cells, self._on)
        self.table.setSelectionMode(PagedTable.SelectionMode.SingleSelection)
        self.table.itemSelectionChanged.connect(self._choose)
        self.table.itemActivated.connect(lambda _item: self.open_letter())
        self._empty = label(self.t("referrals.empty"), "muted")
        self._said = label("", "bad")
        self._said.setVisible(False)
        self.cards = column(gap="gap")
        self.view: ReferralView | None = None
        left = box(self._empty, self._said, self.table)
        right = box(scrolled(box(self.cards, 0), sideways=False), self._acts())
        both = Panes(left, right, shares=(LIST_SHARE, CHOSEN_SHARE), gap="gap")
        search = beside(self.line, self.due, self.stage, self.institution)
        for place, share in enumerate((3, 2, 2, 2)):
            search.setStretch(place, share)
        if not self.guest:
            search.addWidget(primary(desk, self.t("referrals.new"), self.refer, "referral"))
        self.setLayout(column(search, both, margin="gap"))
        self._enable()

    def _choice(self, name: str, items: list[tuple[str, str]], narrowed: dict[str, Any]) -> Choice:
        made = Choice([("", self.t(f"referrals.every_{name}")), *items], str(narrowed.get(name, "")))
        made.setAccessibleName(self.t(f"referrals.by_{name}"))
        made.activated.connect(lambda _index: self.refresh())
        return made

    def _acts(self) -> QWidget:
        self.letter = plain(self.desk, self.t("referrals.letter"), self.open_letter, "print")
        self.medium = plain(self.desk, self.t("referrals.medium"), self.write_medium, "usb")
        known = () if self.guest else ACTS.items()
        self.acts = {act: plain(self.desk, self.t(f"referrals.act.{act}"), partial(self.act, act), icon) for act, icon in known}
        return flowing(self.letter, *([] if self.guest else [self.medium]), *self.acts.values())

    def narrowed(self) -> dict[str, str]:
        """How the list is narrowed, to open it again so."""
        return {
            "report": self.line.value(),
            "due": self.due.value(),
            "stage": self.stage.value(),
            "institution": self.institution.value(),
        }

    # --- asking ------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for the first page anew."""
        self._pause.stop()
        self.desk.runner.ask(partial(self.desk.app.ask, self._query(None)), self._show, self._failed, self, "referrals")

    def _query(self, after: str | None) -> Referrals:
        return Referrals(
            report=self.line.value(),
            institution=self.institution.value(),
            stage=self.stage.value(),
            state=self.due.value(),
            limit=FIRST,
            after=after,
        )

    def _on(self, after: str) -> None:
        self.desk.ask(self._query(after), lambda page: self.table.go_on(page.rows, page.next), self, "referrals")

    def _failed(self, fault: Any) -> None:
        """A number that is not there: said beside the list, which is empty then."""
        self._show(ReferralPage((), None))
        self._said.setText(self.desk.explain(fault))
        self._said.setVisible(True)
        self._empty.setVisible(False)

    def _show(self, page: ReferralPage) -> None:
        chosen = "" if self.view is None else self.view.row.id
        self._said.setVisible(False)
        self._empty.setText(self.t("referrals.none_found" if any(self.narrowed().values()) else "referrals.empty"))
        self._empty.setVisible(not page.rows)
        self.table.begin(page.rows, page.next)
        line = next((place for place, each in enumerate(page.rows) if each.id == chosen), 0)
        if page.rows:
            self.table.selectRow(line)
        else:
            self._shown(None)

    def _cells(self, each: ReferralRow) -> list[str]:
        stage = self.t(f"referrals.stage.{each.stage}")
        if each.outcome:
            stage = f"{stage}: {self.t(f'referrals.outcome.{each.outcome}')}"
        return [
            clock_word(self.desk, each.clock),
            due_text(self.desk, each),
            each.number,
            stage,
            short(self.desk, each.institution, each.level),
            each.letter,
            each.receipt,
        ]

    def _choose(self) -> None:
        chosen = self.table.chosen_rows()
        if not chosen:
            self._shown(None)
            return
        self.desk.ask(ReferralById(chosen[0].id), self._came, self, "referrals.one")

    def _came(self, view: ReferralView) -> None:
        self._shown(view)
        if self.guest and not view.row.viewed:
            command = NoteReferralSeen(self.desk.app.new_command(), read_id(view.row.id))
            self.desk.execute(command, lambda _changes: None, self.desk.say_fault, self)

    def _shown(self, view: ReferralView | None) -> None:
        self.view = view
        clear(self.cards)
        if view is None:
            self.cards.addWidget(label(self.t("referrals.choose"), "muted"))
        else:
            for each in referral_cards(self.desk, view, lambda answer: show_urging(self.desk, view, answer, self)):
                self.cards.addWidget(each)
        self._enable()

    def _enable(self) -> None:
        """What may be done now: after a decision another one, or a step that follows it; after a rejection nothing."""
        view = self.view
        for made in (self.letter, self.medium):
            made.setEnabled(view is not None and bool(view.document))
        stage = "" if view is None else view.row.stage
        for act, made in self.acts.items():
            made.setEnabled(bool(stage) and (stage not in OVER or (stage == DECIDED and act in AFTER)))

    # --- doing -------------------------------------------------------------------------------------------------------

    def act(self, name: str) -> None:
        """Record one thing about the chosen referral."""
        if self.view is not None:
            AnswerDialog(self.desk, name, self.view.row, self).exec()

    def open_letter(self) -> None:
        """The letter as it is on paper."""
        if self.view is not None and self.view.document:
            show_letter(self.desk, self.view, self)

    def write_medium(self) -> None:
        """Letter, list of digests and files into an empty folder of a stick."""
        view = self.view
        folder = None if view is None else open_folder(self.desk, self, self.t("referrals.medium_folder"))
        if view is None or folder is None:
            return
        work = partial(referral_medium.write, self.desk.app, view.row.id, folder)
        self.desk.runner.do(work, self._written, self._not_written, None, self)

    def _written(self, made: referral_medium.Written) -> None:
        self._say_bad("")
        self.desk.said.emit(self.t("referrals.medium_written", n=len(made.files), kept=len(made.kept)))

    def _not_written(self, fault: Fault) -> None:
        self._say_bad(self.desk.explain(fault))

    def _say_bad(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))

    def refer(self) -> None:
        """Refer the report whose number stands in the search line."""
        if not self.line.value():
            self._said.setText(self.t("referrals.which"))
            self._said.setVisible(True)
            self.line.setFocus()
            return
        open_sending(self.desk, self.line.value(), self)


def open_sending(desk: Desk, report: str, parent: QWidget) -> None:
    """The dialog in which a report, by id or number, is referred."""
    from ui.gui.screens.referrals.send_dialog import SendDialog

    SendDialog(desk, report, parent).exec()
