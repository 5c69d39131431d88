"""What the identity desk has to do, what it opened, and which identities are due for purge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from core.app import identity_queries as queries
from core.app.identity_views import CaseIdentity, OpeningPage, OpeningRow, TaskRow
from core.app.protection_views import RetentionView
from core.app.team_views import TeamPage
from ui.gui.desk import Desk
from ui.gui.screens.data_protection.retention import Line, RetentionTab
from ui.gui.screens.identity.dialog import OpenDialog
from ui.gui.screens.referrals.words import name_of
from ui.gui.screens.team.records_tab import RecordsTab, Told

FAMILY = "identity_desk"
FILLED = 30
"""Rows that a list must have before the next page may wait until somebody scrolls."""


class TasksTab(RecordsTab):
    """What an institution returned incomplete, the oldest first: the reporter is to be reached by his safe contact."""

    FAMILY, NAME, ADD_ICON = FAMILY, "tasks", "unlock"
    COLUMNS = ("number", "institution", "returned", "stands")

    def question(self, after: str | None) -> Any:
        """All of them."""
        return queries.IdentityTasks()

    def cells(self, each: TaskRow) -> list[str]:
        """Which report, who returned it, when, and what was begun."""
        return [each.number, name_of(self.desk, each.institution), self.desk.when(each.returned_at), self._stands(each)]

    def _stands(self, each: TaskRow) -> str:
        return self.t(f"identity_status.{each.status}" if each.status else "identity_desk.not_begun")

    def told(self, each: TaskRow) -> Told:
        """The same, and what is to be done."""
        names = [self.t(f"identity_desk.col.{name}") for name in self.COLUMNS[1:]]
        rows = list(zip(names, self.cells(each)[1:], strict=True))
        return [("", each.number), *rows, (self.t("identity_desk.to_do"), self.t("identity_desk.reach"))]

    def acts(self) -> Sequence[tuple[str, str, Callable[[], None]]]:
        """To the report, where a proposal is answered."""
        return (("to_report", "eye", self.to_report),)

    def to_report(self) -> None:
        """Go to it."""
        each: TaskRow | None = self.chosen()
        if each is not None:
            self.desk.go.emit("reports", {"id": each.report})

    def add(self) -> None:
        """Open the identity of the chosen one, by two officers."""
        each: TaskRow | None = self.chosen()
        if each is not None:
            self.desk.ask(queries.IdentityOf(each.report), self._open, self, "identity.task")

    def _open(self, case: CaseIdentity) -> None:
        OpenDialog(self.desk, case, self).exec()
        self.refresh()

    def _choose(self) -> None:
        super()._choose()
        self.add_button.setEnabled(self.chosen() is not None)


class OpeningsTab(RecordsTab):
    """Every opening, newest first; never a word of an identity."""

    FAMILY, NAME = FAMILY, "openings"
    COLUMNS = ("number", "purpose", "stands", "when")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.add_button.setVisible(False)

    def choices(self) -> dict[str, Sequence[tuple[str, str]]]:
        """All, or those that were shown."""
        return {"opened": [("", self.t("protection.every")), ("opened", self.t("identity_status.opened"))]}

    def question(self, after: str | None) -> Any:
        """A page."""
        return queries.Openings(bool(self.value("opened")), after=after)

    def page_of(self, answer: Any) -> TeamPage[Any]:
        """As it came; of a long list only the page is counted."""
        page: OpeningPage = answer
        return TeamPage(page.rows, page.next, len(page.rows))

    def cells(self, each: OpeningRow) -> list[str]:
        """Which report, for whom, how it stands, on which day."""
        day = self.desk.day((each.opened_at or each.at)[:10])
        return [each.number, self.t(f"identity_to.{each.addressee}"), self.t(f"identity_status.{each.status}"), day]

    def told(self, each: OpeningRow) -> Told:
        """The same in full, with what for, and where the two come from."""
        two = [f"{each.officer} ({each.institution})"]
        two += [f"{each.second} ({each.second_institution})" if each.second_institution else each.second] if each.second else []
        values = {
            "for": self.t(f"identity_purpose.{each.purpose}"),
            "purpose": self.t(f"identity_to.{each.addressee}"),
            "stands": self.t(f"identity_status.{each.status}"),
            "two": ", ".join(two),
            "when": self.desk.when(each.opened_at or each.at),
        }
        return [("", each.number), *((self.t(f"identity_desk.col.{name}"), value) for name, value in values.items())]

    def acts(self) -> Sequence[tuple[str, str, Callable[[], None]]]:
        """To the report."""
        return (("to_report", "eye", self.to_report),)

    def to_report(self) -> None:
        """Go to it."""
        each: OpeningRow | None = self.chosen()
        if each is not None:
            self.desk.go.emit("reports", {"id": each.report})

    def add(self) -> None:
        """An opening begins at its report."""


class DueTab(RetentionTab):
    """Of what is due for purge that with which a sealed identity goes; tombstones below."""

    NAME, ADD_ICON = "identities", "chevron-right"

    def page_of(self, answer: Any) -> TeamPage[Any]:
        """Due first, then tombstones."""
        view: RetentionView = answer
        lines = [Line(row, None) for row in view.rows if row.identity]
        if view.next is None:
            lines += [Line(None, row) for row in view.tombstones]
        return TeamPage(tuple(lines), view.next, len(lines))

    def _show(self, answer: Any, after: str | None) -> None:
        super()._show(answer, after)
        view: RetentionView = answer
        if view.next is not None and len(self.table.held) < FILLED:
            self._ask(view.next)

    def add(self) -> None:
        """To the list from which all that is due is proposed."""
        self.desk.go.emit("data_protection", "retention")
