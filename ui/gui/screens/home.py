"""Beranda: what needs me today, and one big button."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from core.app import queries, views
from core.app.deadline_views import NearDeadline
from core.app.post_queries import PostsBoard
from core.app.post_views import Board
from core.app.referral_queries import Referrals
from core.app.referral_views import ReferralPage
from core.domain.case import CLOSE
from core.domain.post_board import SILENT
from core.domain.referral import RETURNED
from core.domain.reporter import THREAT
from ui.gui.desk import Desk
from ui.gui.layouts import card, clear, column, row, scrolled
from ui.gui.screens.data_protection.home_line import BreachLine
from ui.gui.screens.identity.home_line import IdentityLines
from ui.gui.screens.screen import Screen
from ui.gui.screens.team.home_line import TeamLine
from ui.gui.theme import LARGE_TEXT, pixels
from ui.gui.widgets.beside import led
from ui.gui.widgets.buttons import plain, primary, quiet
from ui.gui.widgets.deadline_lines import near_lines
from ui.gui.widgets.disk_state import BareDiskLine
from ui.gui.widgets.flow import flowing
from ui.gui.widgets.labels import label, notice, short, state

SHOWN = 4
MANY = 50
NEAR, MOST = 3, 200


class HomeScreen(Screen):
    """Drafts to go on with, how far the reports got, the last stick, what was set aside."""

    topics = frozenset(
        {"announcements", "reports", "drafts", "exchange", "posts", "pacts", "returns", "referrals", "team", "identity"}
        | {"protection", "copies"}
    )

    def __init__(self, desk: Desk, _argument: object = None) -> None:
        super().__init__(desk)
        self.new = primary(desk, self.t("home.new"), lambda: desk.go.emit("report_form", None), "report-new")
        self.new.setMinimumSize(QSize(pixels("side"), int(pixels("logo") * desk.theme.scale / 100)))
        self._today = short("", "muted")
        self.look = plain(desk, self.t("home.lookup"), lambda: desk.go.emit("lookup", None), "eye")
        self._alarm, self._drafts, self._way, self._stick, self._third = (QVBoxLayout() for _ in range(5))
        self.all_news = quiet(desk, self.t("announcements.title"), self._open_news, "info")
        if desk.app.facts.kind != "post":
            self.all_news.hide()
        if desk.app.facts.kind == "nation":
            self.new.hide()
            self.look.hide()
        self._urgent = QVBoxLayout()
        self._news = QVBoxLayout()
        self._waits = QVBoxLayout()
        self._incomplete, self._overdue = QVBoxLayout(), QVBoxLayout()
        self._deadlines = QVBoxLayout()
        self._team, self._breach = TeamLine(desk), BreachLine(desk)
        self._opened, self._disk = IdentityLines(desk), BareDiskLine(desk)
        large = desk.theme.scale > LARGE_TEXT
        grid, columns = QGridLayout(), 1 if large else 2
        grid.setSpacing(pixels("gap"))
        cards = [("drafts", self._drafts), ("way", self._way), ("stick", self._stick), ("third", self._third)]
        if desk.app.facts.kind == "nation":
            cards.append(cards.pop(0))  # hidden there, so it leaves no hole
        for place, (key, layout) in enumerate(cards):
            section = self._section(key, layout)
            if key == "drafts" and desk.app.facts.kind == "nation":
                section.hide()
            grid.addWidget(section, place // columns, place % columns)
        for at in range(columns):
            grid.setColumnStretch(at, 1)
        ways = (self.all_news, self.look, self.new)
        top = column(self._today, flowing(*ways)) if large else row(self._today, 0, *ways)
        waits = column(self._waits, self._incomplete, self._overdue, self._breach, self._team, self._disk, gap="tight")
        content = QFrame()
        content.setObjectName("page")
        content.setLayout(
            column(
                top,
                self._urgent,
                self._news,
                self._alarm,
                waits,
                self._deadlines,
                self._opened,
                grid,
                0,
                gap="gap",
                margin="wide",
            )
        )
        self.setLayout(column(scrolled(content)))

    def take_keyboard(self) -> None:
        """On the big button, where there is one."""
        if self.new.isHidden():
            super().take_keyboard()
        else:
            self.new.setFocus(Qt.FocusReason.TabFocusReason)

    def _section(self, key: str, layout: QVBoxLayout) -> QFrame:
        names = {"third": "home.pacts" if self.desk.app.facts.kind == "post" else "home.posts"}
        made = card(label(self.t(names.get(key, f"home.{key}")), "section"), layout)
        inner = made.layout()
        if isinstance(inner, QVBoxLayout):
            inner.addStretch(1)
        return made

    def refresh(self) -> None:
        """Ask for everything anew."""
        self._today.setText(self.t("home.today", day=f"{self.desk.now():%d-%m-%Y}", post=self.desk.app.facts.name))
        self._disk.refresh()
        self.desk.ask(queries.HomeCounts(), self._counts, self, "home-counts")
        self.desk.ask(queries.Waiting(), self._show_waiting, self, "home-waiting")
        self.desk.ask(queries.NearDeadlines(MOST), self._show_deadlines, self, "home-deadlines")
        self.desk.ask(queries.Drafts(), self._show_drafts, self, "home-drafts")
        self.desk.ask(queries.Ledger(), self._show_stick, self, "home-ledger")
        if self.desk.app.facts.kind != "post":
            if self.desk.app.facts.kind == "province":
                self.desk.ask(PostsBoard(), self._show_board, self, "home-posts")
                self._breach.refresh()
            else:
                self.desk.ask(queries.Posts(), self._show_posts, self, "home-posts")
            self.desk.ask(queries.Returns(open_only=True), self._show_returns, self, "home-returns")
            self.desk.ask(Referrals(stage=RETURNED, limit=MANY), self._show_incomplete, self, "home-incomplete")
            self.desk.ask(Referrals(state="over", limit=MANY), self._show_overdue, self, "home-overdue")
            self._team.refresh()
            self._opened.refresh()
        else:
            self.desk.ask(queries.Announcements(open_only=True), self._show_news, self, "home-news")

    def _show_news(self, rows: tuple[views.AnnouncementRow, ...]) -> None:
        """What the province announced and nobody here has read: its title, and the way to its words."""
        clear(self._news)
        for each in sorted(rows, key=lambda row: not row.urgent)[:SHOWN]:
            words = self.t("home.news", title=each.title, at=self.desk.when(each.at))
            going = plain(self.desk, self.t("home.read_news"), lambda e=each: self._read_news(e), "eye")  # type: ignore[misc]
            going.setAccessibleName(f"{self.t('home.read_news')}: {each.title}")
            line = row(going)
            line.insertWidget(0, notice(self.desk, words, "warn" if each.urgent else "info"), 1)
            self._news.addLayout(line)
        if len(rows) > SHOWN:
            self._news.addWidget(label(self.t("home.more_news", n=len(rows) - SHOWN), "muted"))

    def _read_news(self, announcement: views.AnnouncementRow) -> None:
        from ui.gui.screens.announcements.read_dialog import ReadDialog

        ReadDialog(self.desk, announcement, self).exec()

    def _open_news(self) -> None:
        from ui.gui.screens.announcements.all_dialog import AnnouncementsDialog

        AnnouncementsDialog(self.desk, self).exec()

    def _show_deadlines(self, found: tuple[NearDeadline, ...]) -> None:
        """What the law wants next; nothing near, no card."""
        clear(self._deadlines)
        if found:
            lines = near_lines(self.desk, found, NEAR)
            self._deadlines.addWidget(card(label(self.t("home.deadlines"), "section"), *lines, gap="gap"))

    def _show_returns(self, rows: tuple[views.ReturnRow, ...]) -> None:
        """What reporters brought with their codes: a threat is the first thing that the province sees."""
        clear(self._urgent)
        threats = sum(each.act == THREAT for each in rows)
        if not rows:
            return
        words = self.t("home.threats", n=threats) if threats else self.t("home.returns", n=len(rows))
        going = plain(self.desk, self.t("home.to_returns"), self._open_returns, "chevron-right")
        self._urgent.addWidget(notice(self.desk, words, "bad" if threats else "info"))
        self._urgent.addLayout(row(going, 0))

    def _open_returns(self) -> None:
        from ui.gui.screens.returns_dialog import ReturnsDialog

        ReturnsDialog(self.desk, self).exec()

    def _show_incomplete(self, page: ReferralPage) -> None:
        """What an institution sent back: the identity desk must reach the reporter (SAFEGUARDS 21)."""
        to_desk = quiet(self.desk, self.t("home.to_tasks"), partial(self.desk.go.emit, "identity_desk", "tasks"), "chevron-right")
        self._referrals(self._incomplete, "home.incomplete", page, {"stage": RETURNED}, to_desk)

    def _show_overdue(self, page: ReferralPage) -> None:
        """What institutions owe an answer: to remind, or to escalate."""
        self._referrals(self._overdue, "home.overdue", page, {"due": "over"})

    def _referrals(self, place: QVBoxLayout, key: str, page: ReferralPage, narrowed: dict[str, str], *more: QWidget) -> None:
        clear(place)
        if page.rows:
            many = f"{len(page.rows)}+" if page.next is not None else str(len(page.rows))
            opening = partial(self.desk.go.emit, "referrals", narrowed)
            going = quiet(self.desk, self.t("home.to_referrals"), opening, "chevron-right")
            going.setAccessibleName(f"{self.t('home.to_referrals')}: {self.t(key, n=many)}")
            place.addLayout(led(state(self.desk, self.t(key, n=many), "warn", wrap=True), *more, going))

    def _show_waiting(self, rows: tuple[views.WaitingRow, ...]) -> None:
        """Proposals that this officer may answer, each with the way to its report."""
        clear(self._waits)
        mine = [each for each in rows if each.may_answer]
        for each in mine[:SHOWN]:
            words = self.t("home.waiting", act=self.t(f"act.{each.act}"), number=each.number, who=each.officer)
            going = quiet(self.desk, self.t("home.to_waiting"), lambda e=each: self._open_report(e), "chevron-right")  # type: ignore[misc]
            going.setAccessibleName(f"{self.t('home.to_waiting')}: {each.number}")
            self._waits.addLayout(led(state(self.desk, words, "warn", wrap=True), going))
        if len(mine) > SHOWN:
            self._waits.addWidget(label(self.t("home.more_waiting", n=len(mine) - SHOWN), "muted"))

    def _open_report(self, each: views.WaitingRow) -> None:
        self.desk.go.emit("board" if each.act == CLOSE else "reports", {"id": each.report})

    def _show_drafts(self, drafts: tuple[views.DraftRow, ...]) -> None:
        clear(self._drafts)
        if not drafts:
            self._drafts.addWidget(label(self.t("home.no_drafts"), "muted"))
        for draft in drafts[:SHOWN]:
            words = self.t("home.draft", kind=self.t(f"kind.{draft.kind}"), time=self.desk.when(draft.saved_at))
            text = column(label(draft.summary or self.t("home.untitled"), "strong"), label(words, "small"), gap="tight")
            going = quiet(self.desk, self.t("home.go_on"), lambda d=draft: self._go_on(d), "chevron-right")  # type: ignore[misc]
            going.setAccessibleName(f"{self.t('home.go_on')}: {draft.summary or self.t('home.untitled')}")
            line = row(going)
            line.insertLayout(0, text, 1)
            self._drafts.addLayout(line)

    def _go_on(self, draft: views.DraftRow) -> None:
        self.desk.go.emit("situation" if draft.kind == "situation" else "report_form", draft.id)

    def _warn(self, counts: views.Counts) -> None:
        """What is out of order: of what came, of this post's own certificates, of the copies."""
        if counts.quarantined:
            self._alarm.addWidget(notice(self.desk, self.t("home.quarantined", n=counts.quarantined), "bad"))
        if not counts.believed:
            self._alarm.addWidget(notice(self.desk, self.t("home.disbelieved"), "bad"))
        if counts.authority_over:
            self._alarm.addWidget(notice(self.desk, self.t("home.authority_over"), "warn"))
        for name, tone in (("revoked", "bad"), ("asked", "warn")):
            if getattr(counts, name):
                self._alarm.addWidget(notice(self.desk, self.t(f"home.{name}", n=getattr(counts, name)), tone))
        if self.desk.app.facts.drill:
            self._alarm.addWidget(notice(self.desk, self.t("home.drill"), "warn"))
        if self.desk.copy_fault is not None:
            words = self.t("home.copy_failed", reason=self.desk.explain(self.desk.copy_fault))
            self._alarm.addWidget(notice(self.desk, words, "bad"))

    def _counts(self, counts: views.Counts) -> None:
        clear(self._way)
        clear(self._alarm)
        for name, tone, drawing in (("queued", "warn", "clock"), ("sent", "info", "usb"), ("received", "ok", "ok")):
            number = getattr(counts, name)
            mark = state(self.desk, self.t(f"way.{name}"), tone if number else "muted", drawing)
            self._way.addLayout(row(mark, 0, label(f"{number:,}", "section", wrap=False)))
        if not counts.reports:
            self._way.addWidget(label(self.t("home.no_reports"), "muted"))
        self._warn(counts)
        if self.desk.app.facts.kind == "post":
            clear(self._third)
            text = self.t("home.pacts_count", n=counts.pacts) if counts.pacts else self.t("home.no_pacts")
            self._third.addWidget(label(text, "muted"))
            self._third.addLayout(
                row(quiet(self.desk, self.t("home.to_pacts"), lambda: self.desk.go.emit("pacts", None), "pact"), 0)
            )

    def _show_stick(self, lines: tuple[views.LedgerRow, ...]) -> None:
        clear(self._stick)
        if lines:
            last = lines[0]
            self._stick.addWidget(label(self.t(f"ledger.{last.direction}", n=last.objects), "strong"))
            self._stick.addWidget(label(self.desk.when(last.at), "small"))
        else:
            self._stick.addWidget(label(self.t("home.no_stick"), "muted"))
        going = quiet(self.desk, self.t("home.to_exchange"), lambda: self.desk.go.emit("exchange", None), "usb")
        self._stick.addLayout(row(going, 0))

    def _show_posts(self, posts: tuple[views.PostRow, ...]) -> None:
        clear(self._third)
        if not posts:
            self._third.addWidget(label(self.t("home.no_posts"), "muted"))
        for post in posts[:SHOWN]:
            words = self.desk.when(post.last_contact) if post.last_contact else self.t("posts.never")
            self._third.addLayout(row(label(post.name), 0, label(words, "small", wrap=False)))

    def _show_board(self, board: Board) -> None:
        """How many posts reported, said NIHIL or are silent these seven days; of the silent ones the longest unheard first."""
        clear(self._third)
        if board.outside == len(board.posts):
            self._third.addWidget(label(self.t("home.no_posts"), "muted"))
        else:
            counts = {name: getattr(board, name) for name in ("reported", "nihil", "silent")}
            told = [f"{self.t(f'post_state.{name}')}: {count}" for name, count in counts.items()]
            self._third.addWidget(label(" · ".join(told), "strong"))
        silent = sorted((each for each in board.posts if each.state == SILENT), key=lambda each: each.contact or "")
        for post in silent[:SHOWN]:
            words = self.desk.when(post.contact) if post.contact else self.t("posts.never")
            self._third.addLayout(row(label(post.name), 0, label(words, "small", wrap=False)))
        going = quiet(self.desk, self.t("home.to_posts"), lambda: self.desk.go.emit("posts", None), "post")
        self._third.addLayout(row(going, 0))
