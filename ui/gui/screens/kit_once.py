"""A kit that was just made: the file goes one way, the code another; the code is shown once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.app.views import KitMade
from ui.gui.desk import Desk
from ui.gui.files import keep_file, save_file
from ui.gui.layouts import Part, box, card, clear, column, row, scrolled
from ui.gui.printing import print_text
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.labels import label, notice, tell


class KitOnce(Dialog):
    """What is asked stands in ``body``; ``show_kit`` puts the kit in its place."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.kit"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk, self.t = desk, desk.t
        self.body = QVBoxLayout()
        self.setLayout(column(box(self.body), margin="wide"))
        self.setMinimumWidth(desk.theme.wide("dialog"))

    def show_kit(self, kit: KitMade, title: str, sheet: str, suffix: str = "") -> None:
        """Show the code, and offer the file and the sheet with the code."""
        clear(self.body)
        saved = label("", "ok")
        name = f"{kit.post}{suffix}.poskokit"
        parts: list[Part] = [
            label(title, "section"),
            card(label(self.t("kit.code"), "small"), label(kit.code, "section"), notice(self.desk, self.t("kit.once"), "warn")),
            row(
                plain(self.desk, self.t("button.print"), lambda: self._print(sheet, saved), "print"),
                primary(self.desk, self.t("kit.save"), lambda: self._save(kit, name, saved), "save"),
                0,
            ),
            saved,
            0,
            row(0, plain(self.desk, self.t("button.close"), self.accept)),
        ]
        if kit.drill:
            parts.insert(1, notice(self.desk, self.t("kit.drill"), "warn"))
        self.body.addWidget(scrolled(box(*parts, gap="gap")))

    def reject(self) -> None:
        """Esc and the cross: not while the code is on its way, for it is shown only once."""
        if not self.desk.awaits_reply:
            super().reject()

    def done(self, result: int) -> None:
        """Closed: a lock that waited for it may fall."""
        super().done(result)
        self.desk.once_over.emit()

    def _save(self, kit: KitMade, name: str, said: QLabel) -> None:
        path: Path | None = save_file(self.desk, self, self.t("kit.save"), name, "poskokit")
        if path is not None:
            fault = keep_file(path, kit.file)
            words = self.desk.explain(fault) if fault else self.t("kit.saved", name=path.name)
            tell(said, words, "bad" if fault else "ok")

    def _print(self, text: str, said: QLabel) -> None:
        printed = print_text(self.desk, self, text)
        tell(said, "" if printed else self.t("print.none"), "warn")
