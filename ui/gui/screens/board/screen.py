"""Meja: one stage of the board on the left, the case on the right; everything by keyboard, every key on its button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, fields
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStackedWidget, QWidget

from core.app.case_queries import BoardFilter, Case, CountBoard
from core.app.case_views import BoardCounts, CaseView
from core.domain.case import NEW, STAGES
from ui import case_words as words
from ui.gui.desk import Desk
from ui.gui.layouts import box, clear, column, row
from ui.gui.screens.board.agenda import AgendaPage
from ui.gui.screens.board.classify_dialog import ClassifyDialog
from ui.gui.screens.board.close_dialog import CloseDialog
from ui.gui.screens.board.dialogs import AnswerDialog, AskDialog, AssignDialog, CompleteDialog, NoteDialog, ReopenDialog
from ui.gui.screens.board.filters import BoardFilterDialog, without, words_of
from ui.gui.screens.board.pane import LINKS, STEPS, CasePane, allowed
from ui.gui.screens.board.rows import BoardDelegate, BoardList, BoardModel
from ui.gui.screens.board.step_dialog import StepDialog
from ui.gui.screens.referrals.send_dialog import SendDialog
from ui.gui.screens.report_detail.case_dialog import CaseDialog
from ui.gui.screens.screen import Screen
from ui.gui.widgets.buttons import button, plain
from ui.gui.widgets.flow import Flow
from ui.gui.widgets.labels import label
from ui.gui.widgets.panes import Panes
from ui.gui.widgets.report_filter import chip

LIST_SHARE, PANE_SHARE = 45, 55
DIALOGS: dict[str, type[StepDialog]] = {
    "classify": ClassifyDialog,
    "assign": AssignDialog,
    "note": NoteDialog,
    "ask": AskDialog,
    "complete": CompleteDialog,
    "answer": AnswerDialog,
    "close": CloseDialog,
    "reopen": ReopenDialog,
}
FILTER_KEY, AGENDA_KEY = "F", "A"
ASIDE = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class BoardScreen(Screen):
    """``argument`` may hold ``stage``, filters by name, and ``id`` of the case to open."""

    topics = frozenset({"reports", "exchange", "referrals", "sanctions"})

    def __init__(self, desk: Desk, argument: object = None) -> None:
        super().__init__(desk)
        wanted = argument if isinstance(argument, dict) else {}
        names = {field.name for field in fields(BoardFilter)} & set(wanted)
        self.narrowed = BoardFilter(**{name: str(wanted[name]) for name in names if name != "stage"})
        if wanted.get("election_stage"):
            self.narrowed = BoardFilter(**(asdict(self.narrowed) | {"stage": str(wanted["election_stage"])}))
        self.stage = str(wanted.get("stage") or NEW)
        self._open = str(wanted.get("id") or "")
        self.stages: dict[str, QPushButton] = {}
        layout = column(self._stage_line(), self._tool_line(), margin="gap")
        layout.addWidget(self._split(), 1)
        self.setLayout(layout)
        self._keys()

    # --- what is there -----------------------------------------------------------------------------------------------

    def _stage_line(self) -> QWidget:
        line = Flow()
        for stage in STAGES:
            made = button(self._stage_words(stage, None), lambda at=stage: self.go_stage(at), "chip")  # type: ignore[misc]
            made.setCheckable(True)
            made.installEventFilter(self)
            self.stages[stage] = made
            line.addWidget(made)
        return _wrapping(line)

    def _tool_line(self) -> QWidget:
        self.filter_button = plain(self.desk, f"{self.t('board.filter')}  [{FILTER_KEY}]", self.choose_filters, "search")
        self.filter_button.setAccessibleName(self.t("board.filter"))
        self.agenda_button = plain(self.desk, "", self.show_agenda, "calendar")
        self.agenda_button.setCheckable(True)
        self._count_agenda(0)
        self._chips = Flow()
        holder = QWidget()
        line = row(self.filter_button, self.agenda_button, gap="small")
        line.addWidget(_wrapping(self._chips), 1)
        holder.setLayout(line)
        return holder

    def _split(self) -> Panes:
        self.pane = CasePane(self.desk)
        self.pane.wanted.connect(self.step)
        self.model = BoardModel(self.desk, self)
        self.model.arrived.connect(self._arrived)
        self.view = BoardList()
        self.view.setModel(self.model)
        self.view.setItemDelegate(BoardDelegate(self.desk, self))
        self.view.setUniformItemSizes(True)
        self.view.setAccessibleName(self.t("room.board"))
        self.view.selectionModel().currentChanged.connect(lambda _new, _old: self._show_current())
        self.view.aside.connect(self._beside)
        self.view.opened.connect(lambda: self.pane.first())
        self._empty = label("", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.agenda = AgendaPage(self.desk)
        self.agenda.chosen.connect(self._from_agenda)
        self.agenda.counted.connect(self._count_agenda)
        self.left = QStackedWidget()
        nothing = box(self._empty, 0, margin="gap")
        nothing.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        nothing.setAccessibleName(self.t("room.board"))
        for page in (self.view, nothing, self.agenda):
            self.left.addWidget(page)
        return Panes(self.left, self.pane, shares=(LIST_SHARE, PANE_SHARE))

    def _keys(self) -> None:
        steps = {key: name for name, key, _ in (*STEPS, *LINKS)}
        for key, name in steps.items():
            self._key(key, partial(self.step, name))
        self._key(FILTER_KEY, self.choose_filters)
        self._key(AGENDA_KEY, self.agenda_button.click)

    def _key(self, key: str, pressed: Callable[[], object]) -> None:
        made = QShortcut(QKeySequence(key), self)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(lambda: pressed())

    def _stage_words(self, stage: str, count: int | None) -> str:
        name = words.of(words.STAGES, stage, self.t.language)
        return name if count is None else f"{name}  {count:,}".replace(",", ".")

    def start_search(self) -> bool:
        """What narrows the board."""
        self.choose_filters()
        return True

    # --- asking ------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for counts, the stage's first page and the agenda."""
        self._show_chips()
        for stage, made in self.stages.items():
            made.setChecked(stage == self.stage)
        self.desk.ask(CountBoard(self.narrowed), self._counted, self, "board-counts")
        self.model.show_stage(self.stage, self.narrowed)
        self.agenda.refresh()

    def _counted(self, counts: BoardCounts) -> None:
        for stage, made in self.stages.items():
            made.setText(self._stage_words(stage, counts.stages.get(stage, 0)))
            made.setAccessibleName(made.text())

    def _count_agenda(self, count: int) -> None:
        self.agenda_button.setText(f" {self.t('board.agenda_n', n=count)}  [{AGENDA_KEY}]")
        self.agenda_button.setAccessibleName(self.t("board.agenda_n", n=count))

    def _arrived(self) -> None:
        """The stage is here: the case that was open, or the first."""
        if not self.agenda_button.isChecked():
            was_here = self.view.hasFocus() or self.left.widget(1).hasFocus()
            self.left.setCurrentIndex(0 if self.model.rows else 1)
            if was_here:
                self.left.currentWidget().setFocus()
        name = words.of(words.STAGES, self.stage, self.t.language)
        narrowed = self.narrowed != BoardFilter()
        self._empty.setText(self.t("board.none_found" if narrowed else "board.none", stage=name))
        place = self.model.place_of(self._open)
        if not self.model.rows:
            self._show_open()
            return
        if place < 0 and self._open:
            # What is open moved to another stage by what was just done to it, and the list follows it there.
            self._show_open()
            return
        self.view.setCurrentIndex(self.model.index(max(0, place)))
        if self.focusWidget() in self.stages.values():
            self.view.setFocus()

    def _show_current(self) -> None:
        place = self.view.currentIndex().row()
        if 0 <= place < len(self.model.rows):
            self._open = self.model.rows[place].id
            self._show_open()

    def _show_open(self) -> None:
        if self._open:
            self.desk.ask(Case(self._open), self._show_case, self, "case")
        else:
            self.pane.nothing()

    def _show_case(self, view: CaseView) -> None:
        if view.row.id != self._open:
            return
        self.pane.show_case(view)
        if view.row.board_stage != self.stage and not self.agenda_button.isChecked():
            self.stage = view.row.board_stage
            self.refresh()

    # --- going about -------------------------------------------------------------------------------------------------

    def go_stage(self, stage: str) -> None:
        """Show another stage; its first case is opened."""
        self.stage, self._open = stage, ""
        self.agenda_button.setChecked(False)
        self.refresh()
        self.left.setCurrentIndex(0)
        self.view.setFocus()

    def _beside(self, step: int) -> None:
        place = STAGES.index(self.stage) + step
        if 0 <= place < len(STAGES):
            self.go_stage(STAGES[place])

    def show_agenda(self) -> None:
        """The day's agenda in the place of the list, and back."""
        if self.agenda_button.isChecked():
            self.left.setCurrentIndex(2)
            self.agenda.table.setFocus()
        else:
            self._arrived()
            self.view.setFocus()

    def _from_agenda(self, case: str) -> None:
        self._open = case
        self._show_open()

    def choose_filters(self) -> None:
        """Open the dialog of filters."""
        dialog = BoardFilterDialog(self.desk, self.narrowed, self)
        if dialog.exec():
            self.narrow(dialog.narrowed())

    def narrow(self, narrowed: BoardFilter) -> None:
        """Use this filter."""
        self.narrowed, self._open = narrowed, ""
        self.refresh()

    def _show_chips(self) -> None:
        clear(self._chips)
        for field, told in words_of(self.desk, self.narrowed):
            self._chips.addWidget(chip(self.desk, told, lambda name=field: self.narrow(without(self.narrowed, name))))  # type: ignore[misc]

    def step(self, name: str) -> None:
        """Open the dialog of a step, where the case allows it."""
        view = self.pane.view
        if view is None or not allowed(view).get(name):
            return
        if name == "report":
            self.desk.go.emit("reports", {"id": view.row.id, "text": view.row.number})
        elif name == "referred":
            self.desk.go.emit("referrals", {"report": view.row.number})
        elif name == "refer":
            SendDialog(self.desk, view.row.id, self).exec()
        elif name == "open":
            CaseDialog(self.desk, view.row.id, view.row.number, self).exec()
        else:
            DIALOGS[name](self.desk, view, self).exec()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list; the arrows go to the next stage where the list has nothing to show."""
        if event.key() == Qt.Key.Key_Escape:
            if self.agenda_button.isChecked():
                self.agenda_button.click()
            self.view.setFocus()
        elif event.key() in ASIDE and self.left.currentIndex() == 1:
            self._beside(ASIDE[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """On a stage's button the arrows choose the stage beside it, as they do in the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in ASIDE:
            self._beside(ASIDE[Qt.Key(event.key())])
            return True
        return super().eventFilter(watched, event)

    def leave(self) -> object:
        """Stage, filter and case stay open over a change of language."""
        narrowed = asdict(self.narrowed)
        election_stage = narrowed.pop("stage")
        return {name: value for name, value in narrowed.items() if value} | {
            "stage": self.stage,
            "election_stage": election_stage,
            "id": self._open,
        }


def _wrapping(line: Flow) -> QWidget:
    holder = QWidget()
    holder.setLayout(line)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder
