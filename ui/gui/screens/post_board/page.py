"""The board of posts: three counts that never mix, one word for all, and a line for each post with the reasons of its silence."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from core.app.post_queries import PostsBoard
from core.app.post_views import Board, PostLine
from core.domain.post_board import CALM, NIHIL, OUTSIDE, REPORTED, SILENT, TROUBLED
from ui.gui.desk import Desk
from ui.gui.layouts import card, clear, column, row
from ui.gui.screens.map.period import PeriodBar
from ui.gui.screens.post_board.note_dialog import CourierDialog, DownDialog, UpDialog
from ui.gui.widgets.beside import beside
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.flow import flowing
from ui.gui.widgets.labels import drawn, label, notice
from ui.gui.widgets.table import Table

COLUMNS = ("post", "state", "contact", "unacked", "courier", "version", "why")
PREFIXES = ("Posko Pengaduan ", "Pos Kecamatan ")
"""Words that begin the names of many posts and tell nothing beside their codes."""
TILES = ((REPORTED, "report", "ok"), (NIHIL, "ok", "primary"), (SILENT, "warning", "bad"))
"""State, drawing and colour: told something, said that nothing came, said nothing."""
USUAL_DAYS = 7


@dataclass(frozen=True, slots=True)
class _Tile:
    """One count with its drawing and word."""

    desk: Desk
    state: str
    icon: str
    token: str

    def widget(self, count: int) -> QWidget:
        """A card that says the count, then the word."""
        words = self.desk.t(f"post_state.{self.state}")
        parts = (label(str(count), "section", wrap=False), label(words, wrap=False))
        made = card(row(drawn(self.desk, self.icon, self.token), *parts, 0))
        made.setAccessibleName(f"{words}: {count}")
        return made


class BoardPage(QWidget):
    """Choose a post to see everything that is known of it, and to note what was heard of it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self._board: Board | None = None
        self._rows: list[PostLine] = []
        self.period = PeriodBar(desk, kinds=False, days=USUAL_DAYS)
        self.period.changed.connect(self.refresh)
        self.all = QCheckBox(self.t("post_board.all"))
        self.all.toggled.connect(lambda _on: self._fill())
        self._counts, self._recap = row(), QVBoxLayout()
        self.table = Table(self.t("room.posts"), [self.t(f"post_board.col_{name}") for name in COLUMNS])
        self.table.itemSelectionChanged.connect(self._look)
        self._said = label("", "muted")
        self.plan = plain(desk, self.t("post_board.plan"), lambda: self._note(CourierDialog), "calendar")
        self.down = plain(desk, self.t("post_board.down"), lambda: self._note(DownDialog), "warning")
        self.up = plain(desk, self.t("post_board.up"), lambda: self._note(UpDialog), "ok")
        buttons = flowing(self.plan, self.down, self.up)
        if desk.app.facts.kind == "regency":  # as the province last told it, for the days that it told
            for each in (self.period, self.all, self.plan, self.down, self.up):
                each.setVisible(False)
            self.all.setChecked(True)
        self.setLayout(column(beside(self.period, self.all), self._counts, self._recap, self.table, self._said, buttons))
        self._look()

    def refresh(self) -> None:
        """Ask for the board of these days."""
        self.desk.ask(PostsBoard(*self.period.span()), self._show, self, "post-board")

    def chosen(self) -> PostLine | None:
        """The post chosen."""
        place = self.table.chosen()
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def _show(self, board: Board) -> None:
        self._board = board
        clear(self._counts)
        clear(self._recap)
        counts = {REPORTED: board.reported, NIHIL: board.nihil, SILENT: board.silent}
        for state, icon, token in TILES:
            self._counts.addWidget(_Tile(self.desk, state, icon, token).widget(counts[state]))
        tone = "bad" if board.recap == TROUBLED else "ok" if board.recap == CALM else "warn"
        word = f"{self.t('vulnerability.recap')}: {self.t(f'recap.{board.recap}')}{self._days(board)}"
        self._recap.addWidget(notice(self.desk, word, tone))
        self._fill()

    def _days(self, board: Board) -> str:
        """The days that were told, where nobody chose them here."""
        told = self.desk.app.facts.kind == "regency" and board.first
        return f" ({self.desk.day(board.first)} – {self.desk.day(board.last)})" if told else ""

    def _fill(self) -> None:
        if self._board is None:
            return
        before = self.chosen()
        order = {SILENT: 0, REPORTED: 1, NIHIL: 2, OUTSIDE: 3}
        shown = [each for each in self._board.posts if self.all.isChecked() or each.state != OUTSIDE]
        self._rows = sorted(shown, key=lambda each: (order[each.state], each.code))
        self.table.fill([self._cells(each) for each in self._rows])
        kept = next((at for at, each in enumerate(self._rows) if before is not None and each.code == before.code), -1)
        if kept >= 0:
            self.table.selectRow(kept)
        self._look()

    def _cells(self, post: PostLine) -> list[str]:
        heard = self.desk.day if self.desk.app.facts.kind == "regency" else self.desk.when
        contact = heard(post.contact) if post.contact else self.t("posts.never")
        waiting = str(post.unacknowledged) if post.unacknowledged else "–"
        courier = "–" if post.courier is None or not post.courier.next else self.desk.day(post.courier.next)
        if post.courier is not None and post.courier.missed:
            courier = self.t("post_board.missed", day=self.desk.day(post.courier.missed))
        name = post.name
        for prefix in PREFIXES:
            name = name.removeprefix(prefix)
        told = "; ".join(self._doubts(post)) or "–"
        state = self.t(f"post_state.{post.state}")
        return [f"{post.code}  {name}", state, contact, waiting, courier, post.version or "–", told]

    def _doubts(self, post: PostLine) -> list[str]:
        """Why a silent post may be silent, and what is odd about its laptops."""
        told = [self.t(f"silence.{code}") for code in post.reasons]
        if post.revoked:
            told.append(self.t("post_board.revoked", n=post.revoked))
        return told if post.confirmed else [*told, self.t("posts.unconfirmed")]

    def _look(self) -> None:
        post = self.chosen()
        for each in (self.plan, self.down, self.up):
            each.setEnabled(post is not None)
        self._said.setText("" if post is None else self._words(post))

    def _words(self, post: PostLine) -> str:
        """Everything that is known of a post, in sentences."""
        told = [f"{post.name}: {self.t(f'post_state.{post.state}')}"]
        told += ["; ".join(self._doubts(post))] if self._doubts(post) else []
        told.append(self.t("post_board.size", laptops=post.laptops, reports=post.reports))
        told.append(self.t("post_board.period", situations=post.situations, nihil=post.nihil, others=post.others))
        if post.days is not None:
            told.append(self.t("post_board.days", n=post.days))
        if post.answer_owed:
            told.append(self.t("post_board.owed"))
        if post.missing:
            told.append(self.t("post_board.gaps", n=post.missing))
        if post.out:
            told.append(self.t("post_board.out", n=post.out))
        if post.down:
            told.append(self.t("post_board.is_down", cause=self.t(f"post_cause.{post.down}")))
        if post.courier is not None:
            every = self.t("post_board.every", n=post.courier.every) if post.courier.every else self.t("post_board.once")
            first = self.desk.day(post.courier.first)
            told.append(self.t("post_board.courier", first=first, every=every, road=post.courier.road))
        return ". ".join(told)

    def _note(self, dialog: type[CourierDialog | DownDialog | UpDialog]) -> None:
        post = self.chosen()
        if post is not None:
            dialog(self.desk, post, self).exec()
