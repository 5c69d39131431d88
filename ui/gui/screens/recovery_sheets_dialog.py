"""The custodians' sheets: a set is made in memory, each sheet printed for its custodian, and nothing of it stays."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.gui.desk import Desk
from ui.gui.layouts import row
from ui.gui.runner import Fault
from ui.gui.screens.paper_view import Paper, PaperDialog
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.share_field import ShareField

if TYPE_CHECKING:
    from core.app.recovery_sheets import RecoverySheet

NEEDED, COUNT = 2, 3


class RecoverySheetsDialog(FittedDialog):
    """Where the key does not lie under this officer's passphrase any more, two sheets of an older set give it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self.t = desk, desk.t
        self.sheets: tuple[RecoverySheet, ...] = ()
        self.shares = [] if desk.app.recovery_secret() is not None else [ShareField(desk, n + 1) for n in range(NEEDED)]
        self.made = label("", "strong")
        self.prints = [plain(desk, self.t("sheets.print", n=n), partial(self._print, n), "print") for n in range(1, COUNT + 1)]
        for button in self.prints:
            button.setEnabled(False)
        self._fault = label("", "bad")
        self.go = primary(desk, self.t("sheets.make"), self.make, "file")
        ends = row(self._fault, plain(desk, self.t("button.close"), self.reject), self.go)
        ends.setStretch(0, 1)
        again = [label(self.t("sheets.again")), *self.shares] if self.shares else []
        self.put(
            desk.theme.wide("form"), ends, label(self.t("sheets.title"), "section"), label(self.t("sheets.text")),
            notice(desk, self.t("sheets.warn"), "warn"), *again, self.made, row(*self.prints, 0),
        )  # fmt: skip

    def make(self) -> None:
        """A new set; sheets of two sets do not fit together, so it is made once."""
        if not self.go.isEnabled():
            return
        app, shares = self.desk.app, tuple(each.value() for each in self.shares)
        if not all(shares):
            self._say(self.t("recover.missing_share"))
            return
        self.go.setEnabled(False)
        self._say("")
        self.desk.runner.do(lambda _watch: app.recovery_sheets(shares), self._done, self._failed, owner=self)

    def _done(self, sheets: tuple[RecoverySheet, ...]) -> None:
        self.sheets = sheets
        for each in self.shares:
            each.clear()
        self.made.setText(self.t("sheets.made", set=sheets[0].set))
        for button in self.prints:
            button.setEnabled(True)
        self.fit()

    def _print(self, number: int) -> None:
        """As it will come out; it is printed from there and can be saved nowhere."""
        sheet = self.sheets[number - 1]
        title = self.t("sheets.of", n=sheet.number, set=sheet.set)
        paper = Paper(title, "", "", self.t("sheets.print_note"), unprinted=self.t("sheets.unprinted"))
        PaperDialog(self.desk, paper, lambda: sheet.pdf, self).open()

    def _failed(self, fault: Fault) -> None:
        self.go.setEnabled(True)
        self._say(self.desk.explain(fault))

    def _say(self, words: str) -> None:
        self._fault.setText(words)
        self.fit()

    def done(self, result: int) -> None:
        """Nothing of the set stays behind."""
        self.sheets = ()
        for each in self.shares:
            each.clear()
        super().done(result)
