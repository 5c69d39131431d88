"""The cascade: offices with their coverage on the left; on the right people, what heads owe, what to issue anew."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from core.app import queries
from core.app.cascade_views import CascadeTreeView, CoverageView, Tally
from core.domain.roster import LEVELS
from ui.gui.desk import Desk
from ui.gui.layouts import box, column, row, scrolled
from ui.gui.screens.pacts.coverage_bar import percent
from ui.gui.screens.pacts.issue_missing import IssueMissingDialog
from ui.gui.screens.pacts.office_people import OfficePeoplePage
from ui.gui.screens.pacts.office_tree import OfficeTree
from ui.gui.screens.pacts.owed import ReissuePage, ReminderPage
from ui.gui.screens.pacts.plan_dialog import PlanDialog
from ui.gui.theme import pixels
from ui.gui.typed_days import read_day
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.flow import flowing
from ui.gui.widgets.inputs import Choice, DayInput
from ui.gui.widgets.labels import label
from ui.gui.widgets.panes import Panes
from ui.gui.widgets.tabs import tabbed

TREE_SHARE, PEOPLE_SHARE = 44, 56


class CascadeTab(QWidget):
    """Asks only while it is looked at; a change meanwhile is asked for when it is opened."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self._stale = True
        self._waiting: set[ReminderPage | ReissuePage] = set()
        self._home, self._office, self._name = "", "", ""
        self._coverage: CoverageView | None = None
        self._view = CascadeTreeView((), (), Tally(), None)
        self.tree = OfficeTree(desk)
        self.tree.chosen.connect(self._choose)
        self.level = Choice([("", self.t("cascade.every_level")), *((each, self.t(f"office_level.{each}")) for each in LEVELS)])
        self.level.setAccessibleName(self.t("cascade.by_level"))
        self.level.activated.connect(lambda _index: self.tree.show_level(self.level.value()))
        self.day = DayInput(desk, quick=False)
        self.day.line.setAccessibleName(self.t("cascade.by_day"))
        self.day.line.setPlaceholderText(self.t("cascade.by_day"))
        self.day.edited.connect(self._show_day)
        self._empty = label(self.t("cascade.empty"), "muted")
        self._title, self._counts = label("", "section"), label("", "body")
        self._tiers, self._past = label("", "small"), label("", "small")
        self._past.setVisible(False)
        self.people = OfficePeoplePage(desk)
        self.reminders = ReminderPage(desk)
        self.reissues = ReissuePage(desk)
        self.reissues.wanted.connect(lambda: self.issue_missing(renew=True))
        self.issuing = primary(desk, self.t("cascade.issue_missing"), self.issue_missing, "sign")
        self.setLayout(column(self._split(), margin="gap"))

    def _split(self) -> Panes:
        filters = row(self.level, self.day)
        filters.setStretch(0, 3)
        filters.setStretch(1, 2)
        self.planning = plain(self.desk, self.t("plan.open"), self.open_plan, "calendar")
        self._plan = label("", "small")
        left = box(filters, self._empty, self.tree, self._plan, flowing(self.issuing, self.planning))
        self.tabs = tabbed(self.t("cascade.parts"))
        for name, page in (("people", self.people), ("reminders", self.reminders), ("reissues", self.reissues)):
            page.setContentsMargins(0, pixels("small"), 0, 0)
            self.tabs.addTab(page, self.t(f"cascade.{name}"))
        self.tabs.currentChanged.connect(lambda _index: self._look())
        right = box(self._title, self._counts, self._tiers, self._past, self.tabs)
        for side in (left, right):
            layout = side.layout()
            if layout is not None:
                edge = pixels("small")
                layout.setContentsMargins(edge * (side is right), 0, edge * (side is left), 0)
        return Panes(left, scrolled(right, sideways=False), shares=(TREE_SHARE, PEOPLE_SHARE))

    def showEvent(self, event: object) -> None:
        """Ask when it is opened and something changed."""
        super().showEvent(event)  # type: ignore[arg-type]
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Ask again, or remember to."""
        self._stale = not self.isVisible()
        if not self._stale:
            self.desk.ask(queries.CascadeTree(), self._show, self, "cascade.tree")
            self._waiting = {self.reminders, self.reissues}
            self._look()

    def _look(self) -> None:
        """What walks through everybody is asked for only when its page is opened."""
        page = self.tabs.currentWidget()
        for each in [each for each in self._waiting if each is page]:
            self._waiting.discard(each)
            each.refresh()

    def _show(self, view: CascadeTreeView) -> None:
        self._view = view
        self._empty.setVisible(not view.offices)
        self._plan.setText(self._planned(view))
        self.tree.show_tree(view)

    def _planned(self, view: CascadeTreeView) -> str:
        if view.plan is None:
            return self.t("plan.none")
        dues = " · ".join(self.desk.day(each) for each in view.plan.dues)
        return self.t("plan.in_force", title=view.plan.title, dues=dues)

    def open_plan(self) -> None:
        """Record who must sign by when."""
        PlanDialog(self.desk, self._view, self).exec()

    def _choose(self, home: str, office: str, name: str, tally: Tally) -> None:
        self._home, self._office, self._name = home, office, name
        share = percent(self.t, tally.permille)
        self._title.setText(name)
        self._counts.setText(self.t("cascade.counts", signed=tally.signed, people=tally.people, share=share))
        self._counts.setAccessibleName(self._counts.text())
        self._tiers.setText("")
        self._coverage = None
        own = home == self.desk.app.facts.code
        self.issuing.setEnabled(own and tally.lacking > 0)
        self.people.show_office(home, office, tally.people)
        self.desk.ask(queries.Coverage(office, home), self._show_tiers, self, "cascade.coverage")

    def _show_tiers(self, view: CoverageView) -> None:
        self._coverage = view
        told = []
        for level in view.levels:
            share = percent(self.t, level.tally.permille)
            words = "cascade.tier_due" if level.due else "cascade.tier"
            told.append(
                self.t(words, n=level.tier, day=self.desk.day(level.due), signed=level.tally.signed,
                       people=level.tally.people, share=share)
            )  # fmt: skip
        self._tiers.setText(" · ".join(told))
        self._show_day()

    def _show_day(self) -> None:
        """How many had signed by the end of a day, of those who are there today."""
        wanted, view = read_day(self.day.line.value()), self._coverage
        self._past.setVisible(wanted is not None and view is not None)
        if wanted is None or view is None:
            return
        after = (wanted + timedelta(days=1)).isoformat()
        signed = max((each.signed for each in view.days if each.day < after), default=0)
        people = view.total.people
        share = percent(self.t, signed * 1000 // people if people else 0)
        self._past.setText(self.t("cascade.past", day=self.day.line.value(), signed=signed, people=people, share=share))

    def issue_missing(self, renew: bool = False) -> None:
        """Issue for those of the chosen office who have no pact; with ``renew`` for all who need a new one."""
        unit = "" if renew else self._office
        name = self.t("cascade.everywhere") if renew else self._name
        IssueMissingDialog(self.desk, unit, name, renew, self).exec()
