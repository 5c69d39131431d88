"""Issue pacts from a roster: every row that was refused is shown with its reason; all are issued or none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from core.app import queries
from core.app.views import Changes, IssuedPacts
from core.domain.commands import IssuePacts
from core.domain.errors import Invalid
from ui.gui.desk import Desk
from ui.gui.files import open_files, save_file
from ui.gui.layouts import column, row
from ui.gui.runner import Fault
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice, LineInput
from ui.gui.widgets.labels import label, tell
from ui.gui.widgets.progress import Progress
from ui.gui.widgets.table import Table

if TYPE_CHECKING:
    from core.app.application import Application
    from core.app.papers import Roster

Held = tuple[tuple[int, str], ...]
"""Places in a roster of who holds a pact, and its number."""

EXAMPLE_NAME = "contoh-daftar-pakta.csv"


class IssuePage(QWidget):
    """``issued`` when the pacts are made."""

    issued = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self._roster: Roster | None = None
        self._command = desk.app.new_command()
        self._verdict = label(self.t("issue.text"), "muted")
        self.table = Table(self.t("issue.rows"), [self.t(f"issue.col_{n}") for n in ("line", "what", "why")])
        self.again = QCheckBox(self.t("issue.again"))
        self.again.setAccessibleName(self.t("issue.again"))
        self.again.setVisible(False)
        self.again.toggled.connect(lambda _on: self._enable(True))
        self.place, self.witness = LineInput(desk.town()), LineInput()
        variants = list(desk.app.pact_templates)
        self.template = Choice([("", self.t("issue.by_subject")), *variants])
        self.template.currentIndexChanged.connect(lambda _place: self._judge())
        self.progress = Progress(desk)
        self.button = primary(desk, self.t("issue.go"), self._issue, "sign")
        self.by_ink = plain(desk, self.t("issue.screen"), self._sign_on_screen, "edit")
        for each in (self.button, self.by_ink):
            each.setEnabled(False)
        choosing = plain(desk, self.t("pacts.import"), self.choose, "import")
        example = plain(desk, self.t("issue.example"), self._example, "file")
        fields = row(gap="gap")
        for field in (
            Field(self.t("issue.template"), self.template),
            Field(self.t("issue.place"), self.place),
            Field(self.t("issue.witness"), self.witness),
        ):
            fields.addWidget(field, 1)
        self.setLayout(
            column(
                row(choosing, example, 0), self._verdict, self.table, self.again, fields, self.progress,
                row(0, self.by_ink, self.button),
                margin="gap",
            )
        )  # fmt: skip

    def read(self, path: Path) -> None:
        """Read a roster off the window's thread and show what is in it."""
        app, template = self.desk.app, self.template.value() or None

        def work() -> tuple[Roster, Held]:
            from core.app.papers import read_roster

            roster = read_roster(_content(path))
            return roster, _holders(app, roster, template)

        self.desk.runner.ask(work, self._read, self._unreadable, self, "roster")

    def show_roster(self, roster: Roster) -> None:
        """Refused rows first, each with its reason; then those that will be issued, once it is known who holds one already."""
        self._take(roster)
        self._judge()

    def _read(self, found: tuple[Roster, Held]) -> None:
        self._take(found[0])
        self._judged(*found)

    def _take(self, roster: Roster) -> None:
        self._roster = roster
        self._command = self.desk.app.new_command()
        self._enable(False)

    def _judge(self) -> None:
        roster, template, app = self._roster, self.template.value() or None, self.desk.app
        if roster is not None:
            self._enable(False)
            self.desk.runner.ask(
                lambda: _holders(app, roster, template),
                lambda held: self._judged(roster, held),
                self._unreadable,
                self,
                "holders",
            )

    def _judged(self, roster: Roster, held: Held) -> None:
        if roster is not self._roster:
            return
        numbers = {roster.rows[place].line: number for place, number in held}
        self.again.setChecked(False)
        self.again.setVisible(bool(held) and not roster.rejected)
        refused = [[str(r.line), r.column, self.desk.explain(Invalid(r.code))] for r in roster.rejected]
        good = [[str(r.line), f"{r.name} · {r.position} · {r.unit}", self._fate(numbers.get(r.line))] for r in roster.rows]
        self.table.fill(refused + sorted(good, key=lambda cells: int(cells[0]) not in numbers))
        words = "issue.refused" if refused else "issue.already" if held else "issue.all_good"
        told = self.t(words, bad=len(refused), good=len(good), held=len(held))
        self._say(told, "bad" if refused else "warn" if held else "ok")
        self._enable(True)

    def _fate(self, number: str | None) -> str:
        return self.t("issue.ready") if number is None else self.t("issue.holds", number=number)

    @property
    def _may_issue(self) -> bool:
        """Every row is good, and who holds a pact already shall have another, or nobody does."""
        roster = self._roster
        if roster is None or roster.rejected or not roster.rows:
            return False
        return self.again.isHidden() or self.again.isChecked()

    def _unreadable(self, fault: Fault) -> None:
        self._roster = None
        self.again.hide()
        self._enable(False)
        self.table.fill([])
        self._say(self.desk.explain(fault), "bad")

    def _enable(self, on: bool) -> None:
        """Strokes are one person's: only a roster of one can be signed on the screen."""
        on = on and self._may_issue
        self.button.setEnabled(on)
        self.by_ink.setEnabled(on and self._roster is not None and len(self._roster.rows) == 1)

    def _sign_on_screen(self) -> None:
        from core.app.papers import people_of
        from ui.gui.screens.signing.pact_dialog import PactDialog

        if self._roster is None:
            return
        person = people_of(self._roster.rows)[0]
        command = IssuePacts(self._command, (person,), self.template.value() or None, self.place.value(), self.witness.value())
        dialog = PactDialog(self.desk, command, self)
        dialog.issued.connect(self._done)
        dialog.exec()

    def choose(self) -> None:
        """Let a roster be chosen, and read it."""
        found = open_files(self.desk, self, self.t("pacts.import"), self.t("files.roster"))
        if found:
            self.read(found[0])

    def _example(self) -> None:
        path = save_file(self.desk, self, self.t("issue.example"), EXAMPLE_NAME, "csv")
        if path is not None:

            def work() -> None:
                from core.app.papers import roster_example
                from ui.compose import write_file

                write_file(path, roster_example().encode("utf-8"))

            self.desk.runner.ask(work, lambda _n: self.desk.said.emit(self.t("files.saved")), self.desk.say_fault, self)

    def _issue(self) -> None:
        roster, command, app = self._roster, self._command, self.desk.app
        if roster is None:
            return
        self._enable(False)
        template, place, witness = self.template.value() or None, self.place.value(), self.witness.value()

        def work(watch: object) -> Changes:
            from core.app.papers import people_of

            people = people_of(roster.rows)
            return app.execute(IssuePacts(command, people, template, place, witness), watch)  # type: ignore[arg-type]

        job = self.desk.runner.do(work, self._done, self._failed, self.progress.tell, self)
        self.progress.follow(job, self.t("issue.running"))

    def _done(self, changes: Changes) -> None:
        self.progress.finish()
        made = changes.reply
        self._roster = None
        self.again.hide()
        self._enable(False)
        self._say(self.t("issue.done", n=len(made.pacts) if isinstance(made, IssuedPacts) else 0), "ok")
        self.table.fill([])
        self.issued.emit()
        self.desk.changed.emit(changes.topics)

    def _failed(self, fault: Fault) -> None:
        self.progress.finish()
        self._enable(True)
        self._say(self.desk.explain(fault), "bad")

    def _say(self, text: str, tone: str) -> None:
        tell(self._verdict, text, tone)


def _holders(app: Application, roster: Roster, template: str | None) -> Held:
    from core.app.papers import people_of

    return app.ask(queries.Holders(people_of(roster.rows), template))


def _content(path: Path) -> bytes:
    from ui.compose import read_file

    return read_file(path, ROSTER_LIMIT)


ROSTER_LIMIT = 16 * 1024 * 1024
