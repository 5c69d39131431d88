"""The office's letterhead in the settings: lines, town and logo, with a sample page before anything is issued under it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFrame

from core.app.watch import Watch
from core.domain.errors import Refused
from core.domain.letterhead import MAX_CHARACTERS, Letterhead
from ui import compose
from ui.gui.desk import Desk
from ui.gui.files import open_files
from ui.gui.layouts import card, column, row
from ui.gui.runner import Fault
from ui.gui.screens.paper_view import Paper, PaperDialog
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import LineInput, TextInput
from ui.gui.widgets.labels import label, tell

PICTURE_LIMIT = 4 * 1024 * 1024
LINES = 3


class LetterheadCard(QFrame):
    """Empty fields leave what the reference data say; the logo is decoded apart before it is taken."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self.t = desk, desk.t
        kept, usual = desk.app.letterhead.read(), desk.app.letterhead.usual()
        self._picture = kept.picture
        self.agency = LineInput(kept.agency, usual.agency, MAX_CHARACTERS)
        self.unit = LineInput(kept.unit, usual.unit, MAX_CHARACTERS)
        self.place = LineInput(kept.place, usual.place, MAX_CHARACTERS)
        self.lines = TextInput("\n".join(kept.lines), "\n".join(usual.lines), LINES)
        self._logo, self._said = label("", "muted"), label("", "ok")
        self.choose = plain(desk, self.t("letterhead.choose"), self._choose, "photo")
        self.remove = plain(desk, self.t("letterhead.remove"), self._remove, "trash")
        self.sample = plain(desk, self.t("letterhead.sample"), self._sample, "eye")
        self.button = plain(desk, self.t("letterhead.save"), self.save, "save")
        made = card(
            label(self.t("letterhead.title"), "section"),
            label(self.t("letterhead.text"), "muted"),
            Field(self.t("letterhead.agency"), self.agency),
            Field(self.t("letterhead.unit"), self.unit),
            Field(self.t("letterhead.lines"), self.lines, self.t("letterhead.lines_hint")),
            Field(self.t("letterhead.place"), self.place),
            self._logo,
            row(self.choose, self.remove, 0),
            self._said,
            row(0, self.sample, self.button),
            gap="gap",
        )
        self.setLayout(column(made))
        self._show_logo()

    def value(self) -> Letterhead:
        """What the fields say now."""
        return Letterhead(
            agency=self.agency.value(),
            unit=self.unit.value(),
            lines=tuple(line.strip() for line in self.lines.value().splitlines() if line.strip()),
            place=self.place.value(),
            picture=self._picture,
        )

    def load(self, path: Path) -> None:
        """Have a picture decoded in its limited process; what is wrong with it is told here."""
        desk = self._desk
        try:
            data = compose.read_file(path, PICTURE_LIMIT)
        except Refused as fault:
            self._failed(fault)
            return
        self.choose.setEnabled(False)
        self._tell(self.t("letterhead.loading"), "muted")

        def work(watch: Watch) -> bytes:
            return desk.app.letterhead.picture(data, watch)

        desk.runner.do(work, self._loaded, self._failed, None, self)

    def save(self) -> None:
        """Keep what the fields say; documents made from now on carry it."""
        desk, value = self._desk, self.value()
        self.button.setEnabled(False)
        saved = self._then("letterhead.emptied" if value == Letterhead() else "letterhead.saved")
        desk.runner.do(lambda _watch: desk.app.letterhead.save(value), saved, self._failed, None, self)

    def dialog(self) -> PaperDialog:
        """A sample page with what the fields say, saved or not."""
        app, value = self._desk.app, self.value()
        paper = Paper(self.t("letterhead.sample_title"), "", "")
        return PaperDialog(self._desk, paper, lambda: app.letterhead.sample(value), self)

    def _sample(self) -> None:
        self.dialog().exec()

    def _choose(self) -> None:
        for path in open_files(
            self._desk, self, self.t("letterhead.choose"), f"{self.t('letterhead.files')} (*.png *.jpg *.jpeg *.svg)"
        ):
            self.load(path)

    def _loaded(self, picture: bytes) -> None:
        self._picture = picture
        self.choose.setEnabled(True)
        self._show_logo()
        self._tell(self.t("letterhead.loaded"), "ok")

    def _remove(self) -> None:
        self._picture = b""
        self._show_logo()
        self._tell(self.t("letterhead.not_yet"), "muted")

    def _then(self, words: str) -> Callable[[None], None]:
        def done(_nothing: None) -> None:
            self.button.setEnabled(True)
            self._tell(self.t(words), "ok")

        return done

    def _failed(self, fault: Fault) -> None:
        self.choose.setEnabled(True)
        self.button.setEnabled(True)
        self._tell(self._desk.explain(fault), "bad")

    def _show_logo(self) -> None:
        size = len(self._picture)
        self._logo.setText(self.t("letterhead.logo", n=max(1, size // 1024)) if size else self.t("letterhead.no_logo"))
        self.remove.setEnabled(bool(size))

    def _tell(self, text: str, role: str) -> None:
        tell(self._said, text, role)
