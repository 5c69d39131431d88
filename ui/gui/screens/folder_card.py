"""A folder that is watched at the province: what it brought and from whom, when it was looked into, stopped by one click."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFrame, QVBoxLayout

from core.domain.moment import zone_name
from ui.gui.desk import Desk
from ui.gui.files import open_folder
from ui.gui.folder_keeper import Taken
from ui.gui.layouts import card, clear, column, row
from ui.gui.screens.intake_card import odd_words, post_words, unusable_words
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.labels import drawn, label, notice, state


class FolderCard(QFrame):
    """Nothing is asked before taking in: who copies into the folder of an office was let into the office."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        keeper = self._keeper = desk.watched
        self.folder: Path | None = keeper.folder
        self._where, self._state = label("", "strong"), QVBoxLayout()
        self.choose = plain(desk, self.t("watched.choose"), self._choose, "file")
        self.start = plain(desk, self.t("watched.start"), self._start, "eye")
        self.now = plain(desk, self.t("watched.now"), keeper.look, "refresh")
        self.stop = plain(desk, self.t("watched.stop"), keeper.stop, "close")
        head = row(drawn(desk, "eye", "primary"), label(self.t("watched.title"), "section"), 0, self.choose)
        buttons = row(self.start, self.now, self.stop, 0)
        self.setLayout(column(card(head, label(self.t("watched.text"), "muted"), self._where, self._state, buttons)))
        keeper.changed.connect(self._show)
        self._show()

    def use(self, folder: Path) -> None:
        """Take this folder; what is watched until now is watched no more."""
        if self._keeper.on:
            self._keeper.stop()
        self.folder = folder
        self._show()
        self.start.setFocus()

    def _choose(self) -> None:
        found = open_folder(self.desk, self, self.t("watched.choose_title"))
        if found is not None:
            self.use(found)

    def _start(self) -> None:
        if self.folder is not None:
            self._keeper.start(self.folder)
            self.stop.setFocus()

    def _show(self) -> None:
        keeper = self._keeper
        if not self.desk.unlocked:
            return
        self._where.setText(str(self.folder) if self.folder is not None else self.t("watched.none"))
        had_focus = self.stop.hasFocus() or self.now.hasFocus()
        self.start.setVisible(not keeper.on)
        self.start.setEnabled(self.folder is not None)
        for each in (self.now, self.stop):
            each.setVisible(keeper.on)
        self.now.setEnabled(keeper.job is None)
        if had_focus:
            (self.stop if keeper.on else self.start).setFocus()
        clear(self._state)
        self._tell_now()
        for words in unusable_words(self.desk, keeper.trouble):
            self._state.addWidget(notice(self.desk, words, "warn"))
        for taken in keeper.taken:
            self._tell(taken)

    def _tell_now(self) -> None:
        keeper = self._keeper
        if not keeper.on:
            if self.folder is not None:
                self._state.addWidget(state(self.desk, self.t("watched.off"), "muted", "clock", wrap=True))
        elif keeper.job is not None:
            self._state.addWidget(state(self.desk, self.t("watched.looking"), "muted", "clock", wrap=True))
        elif keeper.fault is not None:
            again = self.t("watched.again", at=self._clock(keeper.next_at))
            words = f"{self._clock(keeper.looked_at)} · {self.desk.explain(keeper.fault)} {again}"
            self._state.addWidget(notice(self.desk, words, "warn"))
        else:
            looked, again = self._clock(keeper.looked_at), self._clock(keeper.next_at)
            words = self.t("watched.looked", at=looked, next=again) if looked else self.t("watched.waiting", at=again)
            self._state.addWidget(state(self.desk, words, "ok", wrap=True))

    def _tell(self, taken: Taken) -> None:
        report = taken.report
        words = self.t(
            "watched.got",
            at=self._clock(taken.at),
            entries=f"{report.entries:,}",
            files=f"{report.attachments:,}",
            n=f"{report.acknowledged:,}",
        )
        if report.posts:
            posts = ", ".join(post_words(self.desk, code) for code in report.posts)
            words = f"{words} {self.t('watched.from', posts=posts)}"
        self._state.addWidget(state(self.desk, words, "muted", "import", wrap=True))
        for odd in odd_words(self.desk, report):
            self._state.addWidget(notice(self.desk, odd, "warn"))

    def _clock(self, at: datetime | None) -> str:
        return f"{at:%H.%M} {zone_name(self.desk.zone)}" if at is not None else ""
