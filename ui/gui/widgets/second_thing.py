"""What a slot may need besides the passphrase: a button for the key file, shown where a slot of this laptop asks for one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from core.app.at_hand import KEY_FILE, AtHand
from ui.gui.desk import Desk
from ui.gui.files import open_files
from ui.gui.layouts import column, row
from ui.gui.widgets.buttons import plain, quiet
from ui.gui.widgets.labels import label
from ui.gui.widgets.tick import Tick


class SecondThing(QWidget):
    """:meth:`at_hand` is what was chosen; with ``remembering`` the officer may ask that its place be remembered."""

    def __init__(self, desk: Desk, kinds: frozenset[str], hint: str = "second.hint", remembering: bool = False) -> None:
        super().__init__()
        self._desk, self._file = desk, None  # type: tuple[Desk, Path | None]
        self.choosing = plain(desk, desk.t("second.choose"), self._choose, "file")
        self.without = quiet(desk, desk.t("second.without"), lambda: self.use(None), "close")
        self._name = label("", "strong", wrap=False)
        self.keep = Tick(desk.t("second.remember"), False, lambda _on: None)
        self._remembering = remembering
        words = [label(desk.t(hint), "small")] if hint else []
        self.setLayout(column(*words, row(self.choosing, self._name, self.without, 0), self.keep))
        if KEY_FILE not in kinds:  # it is never shown here: what has no parent yet would flash up as a window of its own
            self.hide()
        self.use(None)

    def use(self, file: Path | None) -> None:
        """Bring this key file, or none."""
        self._file = file
        self._name.setText(self._desk.t("second.nothing") if file is None else file.name)
        self.without.setVisible(file is not None)
        self.keep.setVisible(file is not None and self._remembering)

    def at_hand(self) -> AtHand | None:
        """What was chosen."""
        return None if self._file is None else AtHand(self._file)

    def to_remember(self) -> Path | None:
        """The place, where it was asked for."""
        return self._file if self._remembering and self.keep.isChecked() else None

    def _choose(self) -> None:
        found = open_files(self._desk, self, self._desk.t("second.choose"), self._desk.t("files.key_file"))
        if found:
            self.use(found[0])
