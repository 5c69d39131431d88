"""A personnel office's list: choose the file, say which column is what, look at every difference, take it over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from core.app import queries
from core.app.cascade_views import Doubt, PreviewField, PreviewRow, RosterPreviewView, RosterTaken
from core.app.views import Changes
from core.app.watch import Watch
from core.domain.errors import Refused
from core.domain.roster import ImportRoster
from ui.gui.desk import Desk
from ui.gui.files import open_files
from ui.gui.layouts import box, clear, column, focus_first, row, scrolled
from ui.gui.runner import Fault
from ui.gui.screens.pacts.local_pages import LocalPages
from ui.gui.widgets.buttons import Options, plain, primary
from ui.gui.widgets.inputs import Choice
from ui.gui.widgets.labels import label, tell
from ui.gui.widgets.progress import Progress
from ui.gui.widgets.tick import Tick

FILE_LIMIT = 64 * 1024 * 1024 + 1
COLUMNS = ("line", "change", "name", "why", "position", "office")
STEPS = ("file", "columns", "preview", "done")
CHANGES = ("rejected", "doubt", "new", "changed", "moved", "leave", "returned", "left")
NONE = "-1"
SURE = 90


class RosterTab(QWidget):
    """Four steps; nothing is recorded before the last button; ``taken_over`` when somebody wants to see the coverage."""

    taken_over = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self._data, self._file = b"", ""
        self._view: RosterPreviewView | None = None
        self._command = desk.app.new_command()
        self._left_out: set[int] = set()
        self.choices: dict[str, Choice] = {}
        self._step, self._said = label("", "section"), label("", "muted")
        self.progress = Progress(desk)
        self.steps = QStackedWidget()
        for page in (self._first(), self._second(), self._third(), self._last()):
            self.steps.addWidget(page)
        self.setLayout(column(self._step, self._said, self.progress, self.steps, margin="gap"))
        self.show_step("file")

    # --- the pages ---------------------------------------------------------------------------------------------------

    def _first(self) -> QWidget:
        choosing = primary(self.desk, self.t("roster.choose"), self.choose, "import")
        return box(label(self.t("roster.text"), "muted"), row(choosing, 0), 0, gap="gap")

    def _second(self) -> QWidget:
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 2)
        self._grid.setColumnStretch(2, 3)
        holder = QWidget()
        holder.setLayout(column(self._grid, 0))
        kinds = [("", self.t("roster.no_kind")), *((s.code, self._named(s)) for s in self.desk.app.reference.subjects)]
        self.kind = Choice(kinds)
        self.kind.setAccessibleName(self.t("roster.kind"))
        back = plain(self.desk, self.t("button.back"), lambda: self.show_step("file"), "chevron-left")
        self.looking = primary(self.desk, self.t("roster.look"), self.look_again, "chevron-right")
        kind = row(label(self.t("roster.kind"), "strong", wrap=False))
        kind.addWidget(self.kind, 1)
        return box(scrolled(holder, sideways=False), kind, row(back, 0, self.looking))

    def _named(self, subject: Any) -> str:
        return str(subject.name_id if self.t.language == "id" else subject.name_en)

    def _third(self) -> QWidget:
        self._shown = "all"
        self.changes = QWidget()
        self.changes.setLayout(row())
        headings = [self.t(f"roster.col_{name}") for name in COLUMNS]
        self.table: LocalPages[PreviewRow] = LocalPages(self.t("roster.rows"), headings, self._cells)
        self.table.itemSelectionChanged.connect(self._tell_row)
        self._row = label("", "body")
        self.keep = Tick(self.t("roster.keep_missing"), False, lambda _on: None)
        skip = plain(self.desk, self.t("roster.skip"), self.skip, "minus")
        back = plain(self.desk, self.t("roster.columns_again"), lambda: self.show_step("columns"), "chevron-left")
        self.taking = primary(self.desk, self.t("roster.take"), self.take, "check")
        return box(self.changes, self.table, self._row, row(skip, self.keep), row(back, 0, self.taking))

    def _last(self) -> QWidget:
        self._taken = label("", "ok")
        again = plain(self.desk, self.t("roster.another"), lambda: self.show_step("file"), "import")
        onward = primary(self.desk, self.t("roster.taken_next"), self.taken_over.emit, "chevron-right")
        return box(self._taken, row(onward, again, 0), 0, gap="gap")

    def show_step(self, name: str) -> None:
        """Go to a step and put the keyboard there."""
        number = STEPS.index(name)
        self.steps.setCurrentIndex(number)
        self._step.setText(self.t("roster.step", n=number + 1, all=len(STEPS), name=self.t(f"roster.step_{name}")))
        if name == "file":
            self._say("")
        if self.isVisible():
            focus_first(self.steps.currentWidget())

    # --- reading -----------------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Let a file be chosen, and look at it."""
        found = open_files(self.desk, self, self.t("roster.choose"), self.t("files.roster"))
        if found:
            self.read(found[0])

    def read(self, path: Path) -> None:
        """Read a file and guess its columns."""

        def work(watch: Watch) -> tuple[bytes, RosterPreviewView]:
            from ui.compose import read_file

            data = read_file(path, FILE_LIMIT)
            return data, self._previewed(data, (), "", watch)

        def done(found: tuple[bytes, RosterPreviewView]) -> None:
            self._data, self._file = found[0], path.name
            self._known(found[1])

        self._left_out.clear()
        self._run(work, done)

    def _previewed(self, data: bytes, columns: tuple[tuple[str, int], ...], kind: str, watch: Watch) -> RosterPreviewView:
        return self.desk.app.ask(queries.RosterPreview(data, columns, kind, watch))

    def _run(self, work: Callable[[Watch], Any], done: Callable[[Any], None]) -> None:
        def finished(found: Any) -> None:
            self.steps.setEnabled(True)
            self.progress.finish()
            done(found)

        def failed(fault: Fault) -> None:
            self.steps.setEnabled(True)
            self.progress.finish()
            self._say(self.desk.explain(fault), "bad")

        self._say("")
        self.steps.setEnabled(False)
        job = self.desk.runner.do(work, finished, failed, self.progress.tell, self)
        self.progress.follow(job, self.t("roster.reading"))

    def _known(self, view: RosterPreviewView) -> None:
        self._view = view
        if not view.fields:
            self._problem(view)
            return
        self._offer(view)
        self.show_step("columns")
        self._say(self.t("roster.file", file=self._file, encoding=view.encoding or "XLSX"))
        if view.problem:
            self._problem(view)

    def _offer(self, view: RosterPreviewView) -> None:
        clear(self._grid)
        self.choices = {}
        columns = [(NONE, self.t("roster.no_column")), *((str(at), name or str(at + 1)) for at, name in enumerate(view.headings))]
        for line, each in enumerate(view.fields):
            name = self.t(f"roster_field.{each.field}") + (" *" if each.required else "")
            choice = Choice(columns, str(each.column))
            choice.setAccessibleName(name)
            told = label(self._sample(view, each), "small")
            choice.activated.connect(lambda _i, c=choice, t=told: t.setText(self._example(view, int(c.value()))))
            self.choices[each.field] = choice
            self._grid.addWidget(label(name, "strong", wrap=False), line, 0)
            self._grid.addWidget(choice, line, 1)
            self._grid.addWidget(told, line, 2, Qt.AlignmentFlag.AlignVCenter)

    def _sample(self, view: RosterPreviewView, each: PreviewField) -> str:
        how = "roster.remembered" if each.remembered else "roster.guessed" if 0 < each.likeness < SURE else ""
        return "  ".join(part for part in (self.t(how) if how else "", self._example(view, each.column)) if part)

    def _example(self, view: RosterPreviewView, column: int) -> str:
        found = [cells[column] for cells in view.sample if 0 <= column < len(cells) and cells[column]]
        return self.t("roster.example", text=" · ".join(text[:40] for text in found[:2])) if found else ""

    def _stated(self) -> tuple[tuple[str, int], ...]:
        return tuple((field, int(choice.value())) for field, choice in self.choices.items())

    def look_again(self) -> None:
        """Compare the list, read as the columns say, with the roster."""
        data, columns, kind = self._data, self._stated(), self.kind.value()
        self._run(lambda watch: self._previewed(data, columns, kind, watch), self.show_preview)

    # --- looking -----------------------------------------------------------------------------------------------------

    def show_preview(self, view: RosterPreviewView) -> None:
        """Every row that would change something or wants a look, refused ones first."""
        self._view = view
        self._command = self.desk.app.new_command()
        if view.problem:
            self._problem(view)
            return
        counts = dict(view.counts) | {"doubt": sum(bool(one.doubts) and one.change != "rejected" for one in view.rows)}
        items = [("all", self.t("roster.all", n=len(view.rows)))]
        items += [(each, self.t(f"roster_change.{each}_n", n=f"{counts[each]:,}")) for each in CHANGES if counts.get(each)]
        layout = self.changes.layout()
        if layout is not None:
            clear(layout)
            layout.addWidget(Options(items, "all", self._show_change, self.t("roster.by_change")))
        rejected = [self.t("roster.rejected", n=f"{counts['rejected']:,}")] if counts.get("rejected") else []
        notes = [*rejected, self.t("roster.same", n=f"{counts.get('same', 0):,}"), *(self._reason(note) for note in view.notes)]
        self.show_step("preview")
        self._say(" ".join(notes), "warn" if counts.get("rejected") else "muted")
        self.taking.setEnabled(bool(view.digest) and any(one.change not in ("rejected", "same") for one in view.rows))
        self._show_change("all")

    def _show_change(self, change: str) -> None:
        rows = [] if self._view is None else list(self._view.rows)
        if change == "doubt":
            rows = [one for one in rows if one.doubts and one.change != "rejected"]
        elif change != "all":
            rows = [one for one in rows if one.change == change]
        self.table.show_all(sorted(rows, key=lambda one: (one.change != "rejected", not one.doubts, one.line or FILE_LIMIT)))

    def _cells(self, one: PreviewRow) -> list[str]:
        skipped = one.line in self._left_out
        change = self.t("roster.skipped") if skipped else self.t(f"roster_change.{one.change}")
        differences = [f"{self._field(name)}: {old or '–'} → {new or '–'}" for name, old, new in one.differences]
        told = [self._reason(doubt) for doubt in one.doubts]
        if one.change not in ("new", "rejected"):
            told += differences
        return [str(one.line) if one.line else "–", change, one.name, " ".join(told), one.position, one.office]

    def _tell_row(self) -> None:
        """All that is said about the chosen row, however long."""
        chosen = self.table.chosen_rows()
        self._row.setText(" · ".join(each for each in self._cells(chosen[0]) if each) if chosen else "")

    def _field(self, name: str) -> str:
        return self.t(f"roster_field.{name}") if self.t.known(f"roster_field.{name}") else name

    def _reason(self, doubt: Doubt) -> str:
        return self.desk.explain(Refused(doubt.code, field=doubt.field, detail=doubt.detail))

    def skip(self) -> None:
        """Leave the chosen lines out, or take them again."""
        for one in self.table.chosen_rows():
            if one.line and one.change != "rejected":
                self._left_out ^= {one.line}
                self.table.again(self.table.held.index(one))

    # --- taking over -------------------------------------------------------------------------------------------------

    def take(self) -> None:
        """Record what was looked at."""
        if self._view is None:
            return
        command = ImportRoster(
            self._command, self._data, self._view.digest, self._stated(), frozenset(self._left_out), self.kind.value(),
            self.keep.isChecked(),
        )  # fmt: skip
        app = self.desk.app
        self._run(lambda watch: app.execute(command, watch), self._done)

    def _done(self, changes: Changes) -> None:
        made = changes.reply
        if isinstance(made, RosterTaken):
            self._taken.setText(self.t("roster.taken", people=f"{made.people:,}", offices=f"{made.offices:,}"))
        self._data, self._view = b"", None
        self.table.show_all([])
        self.show_step("done")
        self.desk.changed.emit(changes.topics | {"roster"})

    def _problem(self, view: RosterPreviewView) -> None:
        self._say(self.desk.explain(Refused(view.problem, **(view.problem_details or {}))), "bad")

    def _say(self, text: str, role: str = "muted") -> None:
        self._said.setVisible(bool(text))
        tell(self._said, text, role)
