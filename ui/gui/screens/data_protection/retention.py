"""Masa simpan: what is due for purge, what is held, and what was erased; one press proposes what is due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from core.app import protection_queries as queries
from core.app.protection_views import PurgeProposed, PurgeRow, RetentionView, Tombstone
from core.app.team_views import TeamPage
from core.app.views import Changes
from core.domain.retention import ProposePurge
from ui.gui.runner import Fault
from ui.gui.screens.data_protection import forms
from ui.gui.screens.team.records_tab import RecordsTab, Told


@dataclass(frozen=True, slots=True)
class Line:
    """A row: something due, or a tombstone."""

    due: PurgeRow | None
    gone: Tombstone | None

    @property
    def id(self) -> str:
        """What keeps it chosen."""
        return f"{self.due.what}{self.due.report}" if self.due is not None else self.report

    @property
    def report(self) -> str:
        """Its report."""
        each = self.due or self.gone
        return "" if each is None else each.report


class RetentionTab(RecordsTab):
    """Tombstones stay visible below what is due."""

    FAMILY, NAME, ADD_ICON = forms.FAMILY, "retention", "trash"
    COLUMNS = ("number", "purge", "stands", "since", "due_day")

    def question(self, after: str | None) -> Any:
        """What is due and what is gone."""
        return queries.Retention(after=after)

    def page_of(self, answer: Any) -> TeamPage[Any]:
        """Due first, then tombstones."""
        view: RetentionView = answer
        self.add_button.setEnabled(any(not row.held and not row.ordered for row in view.rows))
        lines = [*(Line(row, None) for row in view.rows)]
        if view.next is None:
            lines += [Line(None, row) for row in view.tombstones]
        return TeamPage(tuple(lines), view.next, view.total + len(view.tombstones))

    def cells(self, each: Line) -> list[str]:
        """Number, what goes, where it stands, since when, from when."""
        if each.due is None:
            alone = each.gone is not None and each.gone.names_alone
            word = self.t("protection.names_erased" if alone else "protection.erased")
            return [each.gone.number if each.gone else "", "", word, "", ""]
        row = each.due
        return [row.number, self._goes(row), self._stands(row), self.desk.day(row.since), self.desk.day(row.due)]

    def _goes(self, row: PurgeRow) -> str:
        return self.t(f"purge.{row.what}") + (self.t("purge.with_identity") if row.identity else "")

    def _stands(self, row: PurgeRow) -> str:
        return self.t("protection.held" if row.held else "protection.ordered" if row.ordered else "protection.due")

    def told(self, each: Line) -> Told:
        """Why it goes, or that it went."""
        if each.due is None:
            gone = each.gone
            return [] if gone is None else [("", gone.number), (self.t("protection.col.stands"), self.cells(each)[2])]
        row = each.due
        return [
            ("", row.number), (self.t("protection.col.purge"), self._goes(row)),
            (self.t("protection.col.stands"), self._stands(row)), (self.t("protection.col.since"), self.desk.day(row.since)),
            (self.t("protection.col.due_day"), self.desk.day(row.due)),
        ]  # fmt: skip

    def acts(self) -> Sequence[tuple[str, str, Callable[[], None]]]:
        """The report, where a hold is placed or an order answered."""
        return (("open_report", "eye", self.open_report),)

    def open_report(self) -> None:
        """Go to it."""
        each: Line | None = self.chosen()
        if each is not None:
            self.desk.go.emit("reports", {"id": each.report})

    def add(self) -> None:
        """Propose everything that is due and not held."""
        self.add_button.setEnabled(False)
        self.desk.execute(ProposePurge(self.desk.app.new_command()), self._proposed, self._failed, self)

    def _proposed(self, changes: Changes) -> None:
        made = cast("PurgeProposed", changes.reply)
        self.desk.said.emit(self.t("protection.proposed", n=made.ordered, left=made.left))

    def _failed(self, fault: Fault) -> None:
        self.add_button.setEnabled(True)
        self.desk.said.emit(self.desk.explain(fault))
