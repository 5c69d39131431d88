"""The group of a report: who else tells of the incident, from how many sources, and what nobody has compared yet."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.app import group_queries
from core.app.group_views import CandidatePage, CandidateRow, GroupMember, GroupView
from ui.gui.desk import Desk
from ui.gui.layouts import card, clear, column, row
from ui.gui.runner import Fault, Job
from ui.gui.screens.groups.compare_dialog import CompareDialog
from ui.gui.screens.groups.list_dialog import GroupsDialog
from ui.gui.theme import pixels
from ui.gui.widgets.beside import beside
from ui.gui.widgets.buttons import plain, quiet
from ui.gui.widgets.flow import flowing
from ui.gui.widgets.labels import label, notice


class GroupCard(QWidget):
    """Asks for itself whatever report it is told of; :meth:`put` again after something changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self.t = desk, desk.t
        self.report = ""
        self.group: GroupView | None = None
        self.candidates: tuple[CandidateRow, ...] = ()
        self._group, self._maybe = QVBoxLayout(), QVBoxLayout()
        for part in (self._group, self._maybe):
            part.setSpacing(pixels("small"))
        self.everywhere = quiet(desk, self.t("group.everywhere"), self.find_all, "search")
        self.all_groups = quiet(desk, self.t("group.list"), self.list_groups, "users")
        self.progress = label("", "small")
        self.stop_button = quiet(desk, self.t("group.stop"), self.stop, "close")
        ways = flowing(self.everywhere, self.all_groups, self.stop_button)
        self.setLayout(column(self._group, self._maybe, ways, self.progress, gap="gap"))
        self.setAccessibleName(self.t("group.title"))
        self._job: Job | None = None
        if desk.sweep is not None:
            desk.sweep.changed.connect(self._swept)
        self._swept()

    def put(self, report: str) -> None:
        """Show the group of this report."""
        if report != self.report:
            self.report = report
            self._show_group(None)
            self._show_candidates(())
        self._desk.ask(group_queries.GroupOf(report), self._show_group, self, "group")
        self._desk.ask(group_queries.Candidates(report), self._show_candidates, self, "group-candidates")

    def _show_group(self, view: GroupView | None) -> None:
        self.group = view
        clear(self._group)
        if view is None:
            self._group.addWidget(label(self.t("group.none"), "muted"))
            return
        told = self.t("group.sources", reports=len(view.members), posts=view.posts, sources=view.independent)
        graded = self.t("group.grades", seen=view.seen, heard=view.heard, media=view.media)
        self._group.addWidget(label(self.t("group.title"), "section"))
        self._group.addWidget(label(told, "strong"))
        self._group.addWidget(label(graded, "muted"))
        if view.shared_files:
            self._group.addWidget(notice(self._desk, self.t("group.shared_files"), "info"))
        if view.contested:
            self._group.addWidget(notice(self._desk, self.t("group.contested"), "warn"))
        for member in view.members:
            if member.id != self.report:
                self._group.addWidget(self._line(member, ""))

    def _show_candidates(self, rows: tuple[CandidateRow, ...]) -> None:
        self.candidates = rows
        clear(self._maybe)
        if not rows:
            return
        self._maybe.addWidget(label(self.t("group.maybe"), "section"))
        self._maybe.addWidget(label(self.t("group.maybe_hint"), "muted"))
        self._maybe.addLayout(row(plain(self._desk, self.t("group.compare_all", n=len(rows)), self._compare_all, "search"), 0))
        for found in rows:
            self._maybe.addWidget(self._line(found, ", ".join(self.t(f"likely.{reason}") for reason in found.reasons)))

    def _line(self, told: GroupMember | CandidateRow, why: str) -> QWidget:
        parts = (told.number, self._desk.day(told.day), told.place, told.post)
        words = column(label(told.summary), label(" · ".join(part for part in parts if part), "small"), gap="tight")
        if why:
            words.addWidget(label(why, "small"))
        look = quiet(self._desk, self.t("group.compare"), lambda: self.compare([told.id]))
        look.setAccessibleName(self.t("group.compare_with", number=told.number))
        line = beside()
        line.addLayout(words, 1)
        line.addWidget(look)
        return card(line)

    def _compare_all(self) -> None:
        self.compare([found.id for found in self.candidates])

    def compare(self, others: list[str]) -> None:
        """Lay this report beside each of the others, one after the other."""
        CompareDialog(self._desk, [(self.report, other) for other in others], self).exec()
        self.put(self.report)

    def find_all(self) -> None:
        """Compare whatever came in since the last time, then go through every pair that nobody has compared yet."""
        app = self._desk.app
        self.everywhere.setEnabled(False)
        self._job = self._desk.runner.do(lambda watch: app.find_candidates(watch), self._found, self._failed, self._tell, self)
        self._swept()

    def stop(self) -> None:
        """Stop comparing, here and in the background; what was found stays."""
        if self._job is not None:
            self._job.cancel()
        if self._desk.sweep is not None:
            self._desk.sweep.stop()

    def _swept(self) -> None:
        """Say how far the background is, where it has much to do."""
        sweep = self._desk.sweep
        active = sweep is not None and sweep.active
        self.stop_button.setVisible(active or self._job is not None)
        if self._job is None and sweep is not None:
            self.progress.setText(self.t("group.sweeping", n=f"{sweep.done:,}") if sweep.active else "")

    def list_groups(self) -> None:
        """Every group; one that is chosen opens among the reports."""
        dialog = GroupsDialog(self._desk, self)
        dialog.chosen.connect(lambda report: self._desk.go.emit("reports", {"id": report}))
        dialog.exec()

    def _tell(self, _stage: str, done: int, total: int) -> None:
        self.progress.setText(self.t("group.finding", done=done, total=total))

    def _failed(self, fault: Fault) -> None:
        self._job = None
        self._swept()
        self.everywhere.setEnabled(True)
        self._desk.say_fault(fault)

    def _found(self, _count: int) -> None:
        self._job = None
        self._swept()
        self._desk.ask(group_queries.CandidatePairs(), self._go_through, self, "group-pairs")

    def _go_through(self, page: CandidatePage) -> None:
        self.everywhere.setEnabled(True)
        self.progress.setText(self.t("group.pairs", n=page.total))
        if page.rows:
            CompareDialog(self._desk, [(pair.one, pair.other) for pair in page.rows], self).exec()
            self.put(self.report)
