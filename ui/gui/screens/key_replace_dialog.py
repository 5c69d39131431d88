"""A new key of the province: which, why and since when; of the recovery key the new sheets come first."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from core.app.key_views import KeyReplaced
from core.domain.errors import Cancelled, Refused
from core.domain.province_key import PURPOSES, REASONS, RECOVERY, ReplaceKey
from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.runner import Fault, Watch
from ui.gui.screens.paper_view import Paper, PaperDialog
from ui.gui.screens.recovery_sheets_dialog import COUNT, NEEDED
from ui.gui.typed_days import read_day
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.field import Field
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.inputs import Choice, DayInput
from ui.gui.widgets.labels import label
from ui.gui.widgets.share_field import ShareField

if TYPE_CHECKING:
    from core.app.recovery_sheets import NewRecovery

TOPICS = frozenset({"keys"})


class KeyReplaceDialog(FittedDialog):
    """A refusal publishes nothing; the sheets of a recovery key lie in memory until the dialog is closed."""

    def __init__(self, desk: Desk, purpose: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.key_replace"))
        self.desk, self.t = desk, desk.t
        self._command = desk.app.new_command()
        self.recovery: NewRecovery | None = None
        self._seen = set[int]()
        self.purpose = Choice([(each, self.t(f"keys.{each}")) for each in PURPOSES], purpose)
        self.reason = Choice([(each, self.t(f"keys.reason_{each}")) for each in REASONS])
        self.day = DayInput(desk)
        self.day.put(desk.now().date().isoformat())
        self._day_field = Field(self.t("keys.since"), self.day, focus=self.day.line)
        self.means = label("", "muted")
        self.make = plain(desk, self.t("keys.make_sheets"), self._make, "file")
        self.prints = [plain(desk, self.t("sheets.print", n=n), partial(self._print, n), "print") for n in range(1, COUNT + 1)]
        self.older = [ShareField(desk, n + 1) for n in range(NEEDED)]
        self._sheets = self._sheet_part()
        self._fault = label("", "bad")
        self.go = primary(desk, self.t("keys.go"), self.run, "lock")
        ends = row(self._fault, plain(desk, self.t("button.cancel"), self.reject), self.go)
        ends.setStretch(0, 1)
        self.put(
            desk.theme.wide("form"), ends, label(self.t("keys.ask"), "section"), Field(self.t("keys.which"), self.purpose),
            self.means, Field(self.t("keys.reason"), self.reason), self._day_field, self._sheets,
        )  # fmt: skip
        self.purpose.currentIndexChanged.connect(self._look)
        self.day.line.returnPressed.connect(self.go.click)  # which does nothing while it rests
        self._look()

    def _sheet_part(self) -> QWidget:
        part = QWidget()
        part.setLayout(
            column(
                label(self.t("keys.sheets_text")), row(self.make, 0), row(*self.prints, 0),
                label(self.t("keys.older_text"), "muted"), *self.older, gap="gap",
            )
        )  # fmt: skip
        return part

    def _look(self) -> None:
        purpose = self.purpose.value()
        self.means.setText(self.t(f"keys.means_{purpose}"))
        self._sheets.setVisible(purpose == RECOVERY)
        self.make.setEnabled(self.recovery is None)
        for each in self.prints:
            each.setEnabled(self.recovery is not None)
        self.go.setEnabled(purpose != RECOVERY or len(self._seen) == COUNT)  # a key whose sheets nobody saw is nobody's
        self.fit()

    def _make(self) -> None:
        self.make.setEnabled(False)
        app = self.desk.app
        self.desk.runner.do(lambda _watch: app.new_recovery_key(), self._made, self._failed, owner=self)

    def _made(self, recovery: NewRecovery) -> None:
        self.recovery = recovery
        self._say("")
        self._look()

    def _print(self, number: int) -> None:
        if self.recovery is not None:
            sheet = self.recovery.sheets[number - 1]
            title = self.t("sheets.of", n=sheet.number, set=sheet.set)
            paper = Paper(title, "", "", self.t("sheets.print_note"), unprinted=self.t("sheets.unprinted"))
            PaperDialog(self.desk, paper, lambda: sheet.pdf, self).open()
            self._seen.add(number)
            self._look()

    def run(self) -> None:
        """Publish it, and make a dated copy at once: the new key lies here alone."""
        day, older = read_day(self.day.line.value()), tuple(each.value() for each in self.older)
        self._day_field.wrong("" if day else self.t("day.unreadable"))
        self.fit()
        if day is None or not self.go.isEnabled():
            return
        purpose, app = self.purpose.value(), self.desk.app
        with_older = purpose == RECOVERY and any(older)
        if with_older and not all(older):
            self._say(self.t("recover.missing_share"))
            return
        self.go.setEnabled(False)
        command = ReplaceKey(self._command, purpose, self.reason.value(), day.isoformat())
        recovery = self.recovery if purpose == RECOVERY else None

        def work(watch: Watch) -> tuple[KeyReplaced, bool]:
            made = app.replace_key(command, recovery, older if with_older else ())
            with suppress(Refused, Cancelled):  # the new key stands all the same
                app.copies.keep(watch)
                return made, True
            return made, False

        self.desk.runner.do(work, self._done, self._failed, None, self)

    def _done(self, told: tuple[KeyReplaced, bool]) -> None:
        made, copied = told
        self.desk.said.emit(self.t("keys.done" if copied else "keys.done_uncopied", name=self.t(f"keys.{made.purpose}")))
        self.desk.changed.emit(TOPICS)
        self.accept()

    def _failed(self, fault: Fault) -> None:
        self._look()
        self._say(self.desk.explain(fault))

    def _say(self, words: str) -> None:
        self._fault.setText(words)
        self.fit()

    def done(self, result: int) -> None:
        """Nothing of the sheets stays behind."""
        self.recovery = None
        for each in self.older:
            each.clear()
        super().done(result)
