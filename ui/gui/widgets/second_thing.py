"""What a slot may need besides the passphrase: a key file or a token, shown where a slot of this laptop asks for one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from core.app.at_hand import KEY_FILE, TOKEN, AtHand, remember, remembered
from ui.gui.desk import Desk
from ui.gui.files import open_files
from ui.gui.layouts import column, row
from ui.gui.widgets.buttons import plain, quiet
from ui.gui.widgets.labels import label
from ui.gui.widgets.tick import Tick

ALL = frozenset({KEY_FILE, TOKEN})


class SecondThing(QWidget):
    """:meth:`at_hand` is what was chosen; with ``remembering`` the officer may ask that its place be remembered."""

    def __init__(self, desk: Desk, kinds: frozenset[str], hint: str = "second.hint", remembering: bool = False) -> None:
        super().__init__()
        self._desk, self._file = desk, None  # type: tuple[Desk, Path | None]
        self.choosing = plain(desk, desk.t("second.choose"), self._choose, "file")
        self.without = quiet(desk, desk.t("second.without"), lambda: self.use(None), "close")
        self._name = label("", "strong", wrap=False)
        self.keep = Tick(desk.t("second.remember"), False, lambda _on: None)
        self.token = Tick(desk.t("second.token"), False, lambda _on: None)
        self._remembering, files = remembering, KEY_FILE in kinds
        words = [label(desk.t(hint), "small")] if hint else []
        self.setLayout(column(*words, row(self.choosing, self._name, self.without, 0), self.keep, self.token))
        for each, wanted in ((self, kinds & ALL), (self.choosing, files), (self._name, files), (self.token, TOKEN in kinds)):
            if not wanted:  # never shown the other way: what has no parent yet would flash up as a window of its own
                each.hide()
        place = remembered(desk.folder) if remembering else None
        self.keep.setChecked(place is not None)
        self.use(place)

    def use(self, file: Path | None) -> None:
        """Bring this key file, or none."""
        self._file = file
        self._name.setText(self._desk.t("second.nothing") if file is None else file.name)
        self.without.setVisible(file is not None)
        self.keep.setVisible(file is not None and self._remembering)

    def at_hand(self) -> AtHand | None:
        """What was chosen."""
        if self.token.isChecked():
            return AtHand(token=True)
        return None if self._file is None else AtHand(self._file)

    def remember(self) -> None:
        """Keep the place where it was asked for, and forget it where not."""
        remember(self._desk.folder, self._file if self.keep.isChecked() else None)

    def _choose(self) -> None:
        found = open_files(self._desk, self, self._desk.t("second.choose"), self._desk.t("files.key_file"))
        if found:
            self.use(found[0])
