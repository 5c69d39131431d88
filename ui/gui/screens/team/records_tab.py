"""A list of records with filters above, the chosen one in full beside it, and buttons below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from core.app.team_views import TeamPage
from ui.gui.desk import Desk
from ui.gui.layouts import box, card, clear, column, row, scrolled
from ui.gui.screens.pacts.paged_table import PagedTable
from ui.gui.screens.team.forms import Forms
from ui.gui.screens.team.record_dialog import Make, RecordDialog
from ui.gui.theme import pixels
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.flow import flowing
from ui.gui.widgets.inputs import Choice
from ui.gui.widgets.labels import label, pair
from ui.gui.widgets.panes import Panes

LIST_SHARE, CHOSEN_SHARE = 60, 40

Told = Sequence[tuple[str, str]]
"""Name and value of what is shown of a record; an empty name makes a heading."""


class RecordsTab(QWidget):
    """A tab says how to ask, what to show and what may be done; its words are ``FAMILY.NAME_...``."""

    FAMILY = "team"
    NAME = ""
    COLUMNS: tuple[str, ...] = ()
    ADD_ICON = "plus"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self.forms = Forms(desk)
        self.names = self.forms.names
        self.filters: dict[str, Choice] = {}
        heads = [self.t(f"{self.FAMILY}.col.{name}") for name in self.COLUMNS]
        self.table: PagedTable[Any] = PagedTable(self.t(f"{self.FAMILY}.{self.NAME}"), heads, self.cells, self._ask)
        self.table.setMinimumHeight(pixels("logo"))  # with large text the buttons below must stay in sight
        self.table.itemSelectionChanged.connect(self._choose)
        self.table.itemActivated.connect(lambda _item: self.activate())
        self._count = label("", "small", wrap=False)
        self._empty = label(self.t(f"{self.FAMILY}.{self.NAME}_empty"), "muted")
        self._detail = QVBoxLayout()
        self._detail.setContentsMargins(0, 0, 0, 0)
        side = box(card(self._detail), 0)
        self._side = scrolled(side, sideways=False)
        self._side.setVisible(False)
        self.chosen_buttons: list[QPushButton] = []
        self.head = column()
        middle = Panes(self.table, self._side, shares=(LIST_SHARE, CHOSEN_SHARE), gap="gap")
        self.add_button = primary(desk, self.t(f"{self.FAMILY}.{self.NAME}_add"), self.add, self.ADD_ICON)
        end = row(flowing(*self._buttons()), 0, flowing(*self.more_buttons(), self.add_button))
        self.setLayout(column(self.head, self._filters(), self._empty, middle, end, margin="gap"))
        self._choose()

    # --- what a tab says ---------------------------------------------------------------------------------------

    def choices(self) -> dict[str, Sequence[tuple[str, str]]]:
        """Filters: name, and the codes with words; the first is usually "all"."""
        return {}

    def whose(self) -> dict[str, Sequence[tuple[str, str]]]:
        """The filter by team, where there is more than the own one."""
        teams = self.names.teams()
        return {"team": teams} if teams else {}

    def question(self, after: str | None) -> Any:
        """The question for a page."""
        raise NotImplementedError

    def cells(self, each: Any) -> list[str]:
        """The texts of a row."""
        raise NotImplementedError

    def told(self, each: Any) -> Told:
        """What is shown of the chosen one."""
        raise NotImplementedError

    def acts(self) -> Sequence[tuple[str, str, Callable[[], None]]]:
        """What may be done with the chosen one: word (``team.WORD``), icon, how."""
        return ()

    def more_buttons(self) -> Sequence[QPushButton]:
        """Buttons that need no chosen record."""
        return ()

    def add(self) -> None:
        """Add a record."""
        raise NotImplementedError

    def activate(self) -> None:
        """Enter on a row."""
        if self.chosen_buttons and self.chosen_buttons[0].isEnabled():
            self.chosen_buttons[0].click()

    # --- what all tabs do --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for the first page."""
        self._ask(None)

    def chosen(self) -> Any:
        """The record chosen, or None."""
        rows = self.table.chosen_rows()
        return rows[0] if rows else None

    def fill_in(self, form: Any, make: Make, hint: str = "") -> object:
        """Let a form be filled in; gives what carrying it out gave, None where it was given up."""
        dialog = RecordDialog(self.desk, form, make, self, hint)
        return dialog.reply if dialog.exec() else None

    def page_of(self, answer: Any) -> TeamPage[Any]:
        """A whole list as one page."""
        return answer if isinstance(answer, TeamPage) else TeamPage(tuple(answer), None, len(answer))

    def _ask(self, after: str | None) -> None:
        self.desk.ask(self.question(after), lambda answer: self._show(answer, after), self, f"{self.FAMILY}.{self.NAME}")

    def _show(self, answer: Any, after: str | None) -> None:
        page = self.page_of(answer)
        if after is None:
            kept = self.chosen()
            self.table.begin(page.rows, page.next)
            self._again(kept)
        else:
            self.table.go_on(page.rows, page.next)
        self._count.setText(self.t("team.count", n=f"{page.total:,}"))
        self._empty.setVisible(page.total == 0)
        self._choose()

    def _again(self, kept: Any) -> None:
        """The one that was chosen stays so, where it is on the page."""
        for line, each in enumerate(self.table.held):
            if kept is not None and each.id == kept.id:
                self.table.selectRow(line)

    def _choose(self) -> None:
        each = self.chosen()
        for made in self.chosen_buttons:
            made.setEnabled(each is not None)
        clear(self._detail)
        self._side.setVisible(each is not None)
        if each is not None:
            self.show_told(self.told(each))

    def show_told(self, told: Told) -> None:
        """Write what is known of the chosen one anew."""
        clear(self._detail)
        for name, value in told:
            if not name:
                self._detail.addWidget(label(value, "section"))
            elif value:
                self._detail.addWidget(pair(name, value))

    def _filters(self) -> Any:
        line = row()
        for name, options in self.choices().items():
            made = Choice(options, options[0][0])
            made.setAccessibleName(self.t(f"{self.FAMILY}.field.{name}"))
            made.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
            made.activated.connect(lambda _index: self.refresh())
            self.filters[name] = made
            line.addWidget(made, 1)
        line.addStretch(1)
        line.addWidget(self._count, 0, Qt.AlignmentFlag.AlignRight)
        return line

    def _buttons(self) -> list[QPushButton]:
        self.chosen_buttons = [plain(self.desk, self.t(f"{self.FAMILY}.{word}"), act, icon) for word, icon, act in self.acts()]
        return self.chosen_buttons

    def value(self, name: str) -> str:
        """What a filter says."""
        made = self.filters.get(name)
        return made.value() if made is not None else ""

    def all_of(self, options: Sequence[Any], every: str) -> list[tuple[str, str]]:
        """A filter's choices after "all"."""
        return [("", self.t(every)), *((each.code, each.label) for each in options)]
