"""Cadangan: how old the newest copy is, a copy now or onto a stick, and the drill that opens one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QPushButton

from ui.gui.desk import Desk
from ui.gui.files import save_file
from ui.gui.layouts import card, column, row
from ui.gui.runner import Fault, Watch
from ui.gui.widgets.buttons import plain, primary, quiet
from ui.gui.widgets.flow import flowing
from ui.gui.widgets.labels import drawn, label, tell
from ui.gui.widgets.progress import Progress

if TYPE_CHECKING:
    from core.app.backup_views import CopyAway, CopyMade, CopyRow, Drill, Renewed
    from core.app.everything import Everything
    from core.app.views import CheckReport
    from ui.gui.words import Words

SUFFIX = "posko-backup"
SHOWN = 5
RECOMPUTED = frozenset({"rows.differ", "index.damaged"})
"""What a check may find that follows from the entries and is made anew; all else is left to people."""
"""So many copies elsewhere are named; of all of them whatever is to be done."""
WHO = ("head", "administrator")
"""Who may write everything out in the clear; whoever else is refused by the rules as well."""


def renewed_words(t: Words, renewed: Renewed) -> str:
    """That the store was brought up to date, and where its copy of before is, or why there is none."""
    from ui.copying import renewed_key

    return t(renewed_key(renewed), copy=Path(renewed.copy).name)


class CopyCard(QFrame):
    """One thing at a time, each with progress and a way to stop it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self.newest = label("", "strong")
        self.away = label("", "muted")
        self.doubts = label("", "warn")
        renewed = desk.app.renewed
        self.said = label("" if renewed is None else renewed_words(self.t, renewed), "ok")
        self.progress = Progress(desk)
        self.stick = primary(desk, self.t("copies.stick"), self._choose, "usb")
        self.now = plain(desk, self.t("copies.now"), self.make, "backup")
        self.drill = plain(desk, self.t("copies.drill"), self.try_out, "check")
        self.prove = quiet(desk, self.t("copies.check"), self.check, "check")
        self.rebuild = plain(desk, self.t("copies.rebuild"), self.make_anew, "refresh")
        self.rebuild.hide()
        self._pressed: QPushButton | None = None
        self.everything = quiet(desk, self.t("everything.title"), self._ask, "export")
        if desk.app.facts.officer_role not in WHO:
            self.everything.hide()
        head = row(drawn(desk, "backup", "primary"), label(self.t("copies.title"), "section"), 0)
        words = (label(self.t("copies.text"), "muted"), self.newest, self.away, self.doubts, self.progress, self.said)
        self.setLayout(column(card(head, *words, flowing(*self._buttons()), gap="gap")))

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (self.stick, self.now, self.drill, self.prove, self.rebuild, self.everything)

    def refresh(self) -> None:
        """Look for the newest copy."""
        app = self.desk.app
        self.desk.runner.ask(
            lambda: (app.copies.rows(), app.copies.away()), lambda found: self._show(*found), self.desk.say_fault, self, "copies"
        )

    def _show(self, rows: tuple[CopyRow, ...], away: tuple[CopyAway, ...]) -> None:
        self.away.setText(
            "\n".join(self.t("copies.away", where=each.where, at=self.desk.when(each.made)) for each in away[:SHOWN])
        )
        self.away.setVisible(bool(away))
        doubts = [self.doubt(each) for each in away]
        self.doubts.setText("\n".join(each for each in doubts if each))
        self.doubts.setVisible(any(doubts))
        dated = [row for row in rows if not row.form]
        words = self.t("copies.newest", at=self.desk.when(dated[0].made), n=len(dated)) if dated else self.t("copies.none")
        before = [row for row in rows if row.form]
        kept = self.t("copies.before", at=self.desk.when(before[0].made)) if before else ""
        self.newest.setText(f"{words} {kept}".strip())

    def doubt(self, each: CopyAway) -> str:
        """What is to be done about a copy elsewhere, empty where nothing is."""
        at = self.desk.when(each.made)
        if each.open_to:
            return self.t("copies.open_to", where=each.where, at=at, names=", ".join(each.open_to))
        return self.t("copies.before_erasure", where=each.where, at=at) if each.before_erasure else ""

    def _choose(self) -> None:
        from ui.copying import file_name

        found = save_file(self.desk, self, self.t("copies.stick"), file_name(self.desk.app), SUFFIX)
        if found is not None:
            self.write(found)

    def write(self, target: Path) -> None:
        """Copy everything into one file."""
        app = self.desk.app

        def work(watch: Watch) -> CopyMade:
            from ui.copying import copy_to_file

            return copy_to_file(app, target, watch, replace_own=True)  # the dialog asked for it

        self._run(work, self._made)

    def make(self) -> None:
        """A dated copy now."""
        app = self.desk.app
        self._run(lambda watch: app.copies.keep(watch), self._made)

    def try_out(self) -> None:
        """Open the newest copy and prove it."""
        app = self.desk.app
        self._run(lambda watch: app.copies.drill(None, watch), self._tried)

    def check(self) -> None:
        """Prove what lies here again: chain, signatures, attachments and tables; nothing is changed."""
        app = self.desk.app
        self._run(lambda watch: app.check(watch=watch), self._checked, "copies.checking")

    def make_anew(self) -> None:
        """Derive every table from the entries, where a check found nothing else wrong."""
        app = self.desk.app
        self._run(lambda watch: app.check(rebuild=True, watch=watch), self._rebuilt, "copies.checking")

    def _ask(self) -> None:
        from ui.gui.screens.everything_dialog import EverythingDialog

        EverythingDialog(self.desk, self.write_everything, self).open()

    def write_everything(self, folder: Path) -> None:
        """All that can be read here, in files that need no program."""
        app = self.desk.app
        self._run(lambda watch: app.export_everything(folder, watch), self._written)

    def _written(self, made: Everything) -> None:
        counts = {"entries": made.entries, "files": made.attachments, "papers": made.papers, "sealed": made.sealed}
        words = self.t("everything.made", folder=made.folder, **counts)
        lacking = self.t("everything.lacking", n=made.missing) if made.missing else ""
        self._tell(f"{words} {lacking}".strip(), "bad" if made.missing else "ok")

    def _run(self, work: Callable[[Watch], object], on_done: Callable[..., None], doing: str = "copies.busy") -> None:
        self._pressed = next((each for each in self._buttons() if each.hasFocus()), None)
        self._busy(True)
        self.rebuild.hide()
        self._tell("", "ok")

        def done(result: object) -> None:
            self._busy(False)
            on_done(result)
            self.refresh()

        job = self.desk.runner.away(work, done, self._failed, self, self.progress.tell)
        self.progress.follow(job, self.t(doing))

    def _made(self, made: CopyMade) -> None:
        self.desk.note_copy(None)
        key = "copies.made_away" if made.away else "copies.made"
        self._tell(self.t(key, entries=made.entries, files=made.attachments, away=made.away, file=made.file), "ok")

    def _tried(self, told: Drill) -> None:
        counts = {"entries": told.entries, "reports": told.reports, "files": told.attachments}
        if told.problems:
            self._tell(self.t("copies.bad", n=len(told.problems), at=self.desk.when(told.made)), "bad")
        else:
            self._tell(self.t("copies.good", at=self.desk.when(told.made), days=told.days, **counts), "ok")

    def _checked(self, report: CheckReport) -> None:
        from ui.check_words import told

        if report.problems:
            self._tell("\n".join(told(report.problems, report.places, self.t.language)), "bad")
        else:
            self._tell(self.t("copies.sound", n=report.entries, at=self.desk.when(report.newest)), "ok")
        self.rebuild.setVisible(bool(report.problems) and {code for code, _ in report.problems} <= RECOMPUTED)

    def _rebuilt(self, report: CheckReport) -> None:
        if {code for code, _ in report.problems} <= RECOMPUTED:
            self._tell(self.t("copies.rebuilt", n=report.entries), "ok")
        else:
            self._checked(report)

    def _failed(self, fault: Fault) -> None:
        self._busy(False)
        self._tell(self.desk.explain(fault), "bad")

    def _busy(self, busy: bool) -> None:
        for button in self._buttons():
            button.setEnabled(not busy)
        if busy:
            return
        self.progress.finish()
        if self._pressed is not None and self._pressed.isVisible():
            self._pressed.setFocus()  # a button that rests gives the keyboard away, to the rail

    def _tell(self, text: str, role: str) -> None:
        tell(self.said, text, role)
