"""Everything in the clear: what it is for, what it means, one tick, and where it goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui.gui.desk import Desk
from ui.gui.files import open_folder
from ui.gui.layouts import row
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.tick import Tick


class EverythingDialog(FittedDialog):
    """Calls ``go_on`` with the new folder that is to hold it."""

    def __init__(self, desk: Desk, go_on: Callable[[Path], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.everything"))
        self._desk, self.t, self._go_on = desk, desk.t, go_on
        self.known = Tick(self.t("everything.known"), False, lambda on: self.go.setEnabled(on))
        self.go = primary(desk, self.t("everything.choose"), self._choose, "export")
        self.go.setEnabled(False)
        self.put(
            desk.theme.wide("form"), row(0, plain(desk, self.t("button.cancel"), self.reject), self.go),
            label(self.t("everything.title"), "section"), label(self.t("everything.text")),
            notice(desk, self.t("everything.open"), "warn"), self.known,
        )  # fmt: skip

    def _choose(self) -> None:
        found = open_folder(self._desk, self, self.t("everything.choose"))
        if found is not None:
            self.write(found)

    def write(self, folder: Path) -> None:
        """Into a new folder inside this one, named by post and day."""
        self.accept()
        app = self._desk.app
        self._go_on(folder / f"{app.facts.code}-{app.today:%Y%m%d}-terbuka")
