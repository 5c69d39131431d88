"""Pos: the board of posts with enrolment kits, timestamps, certificates and announcements."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from core.app.views import Changes, KitMade
from core.domain.commands import CreateKit, CreateRegencyKit
from core.domain.errors import Invalid, Refused
from core.domain.regency import is_regency
from ui.gui.desk import Desk
from ui.gui.files import open_files
from ui.gui.layouts import box, column, row, scrolled
from ui.gui.runner import Fault
from ui.gui.screens.announcements.page import AnnouncementsPage
from ui.gui.screens.desk_kit_dialog import DeskKitDialog
from ui.gui.screens.kit_once import KitOnce
from ui.gui.screens.post_board.page import BoardPage
from ui.gui.screens.proof.certificates import CertificatesPage
from ui.gui.screens.proof.kits import KitsPage
from ui.gui.screens.proof.timestamps import TimestampsPage
from ui.gui.screens.screen import Screen
from ui.gui.theme import USUAL_SCALE
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice, DayInput
from ui.gui.widgets.labels import label
from ui.gui.widgets.tabs import tabbed

LAPTOPS, MOST_LAPTOPS = 3, 20
ENROLLING = timedelta(days=30)
MANDATE_LIMIT = 20_000
"""Bytes; a mandate is a page of JSON."""


class PostsScreen(Screen):
    """A silent post is not a calm one: the last contact stands beside each."""

    topics = frozenset({"posts", "announcements", "exchange", "reports", "officers", "documents"})

    def __init__(self, desk: Desk, argument: object = None) -> None:
        super().__init__(desk)
        self.board = BoardPage(desk)
        self.table = self.board.table
        self._pages: list[Any] = [self.board]
        self.tabs = tabbed(self.t("room.posts"))
        if desk.app.facts.kind == "regency":  # the board alone, as the province told it
            self.setLayout(column(label(self.t("posts.told"), "muted"), self.board, margin="gap"))
            return
        making = primary(desk, self.t("posts.kit"), self._make, "plus")
        # Where the store is this laptop's own file, there is no server that another desk could join.
        self.desk_kit = plain(desk, self.t("deskkit.make"), self._make_desk, "users") if desk.app.facts.server else None
        kits = [making] if self.desk_kit is None else [self.desk_kit, making]
        for each in kits:
            each.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        posts = box(row(label(self.t("posts.text"), "muted"), *kits), gap="small", margin="gap")
        inner = posts.layout()
        if isinstance(inner, QVBoxLayout):
            inner.addWidget(self.board, 1)
        self.timestamps, self.certificates = TimestampsPage(desk), CertificatesPage(desk)
        # In large letters the board is higher than a small screen; in usual ones the table alone gives way.
        self.tabs.addTab(scrolled(posts) if desk.theme.scale > USUAL_SCALE else posts, self.t("posts.list"))
        self.tabs.addTab(self.timestamps, self.t("posts.time"))
        self.tabs.addTab(self.certificates, self.t("posts.certificates"))
        self.announcements = AnnouncementsPage(desk)
        self.tabs.addTab(self.announcements, self.t("announcements.title"))
        self.kits = KitsPage(desk)
        self.tabs.addTab(self.kits, self.t("kits.title"))
        self.tabs.setCurrentIndex(argument if isinstance(argument, int) else 0)
        self._pages += [self.timestamps, self.certificates, self.announcements, self.kits]
        self.setLayout(column(self.tabs, margin="gap"))

    def refresh(self) -> None:
        """Ask for the board, the timestamps, the certificates, the announcements and the kits."""
        for page in self._pages:
            page.refresh()

    def leave(self) -> object:
        """The tab stays open over a change of language."""
        return self.tabs.currentIndex()

    def _make(self) -> None:
        KitDialog(self.desk, self).exec()

    def _make_desk(self) -> None:
        DeskKitDialog(self.desk, self).exec()


class KitDialog(KitOnce):
    """A kit for the laptops of a post."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._command, self._mandate = desk.app.new_command(), ""
        own = desk.app.facts.province_code
        posts = [p for p in desk.app.reference.posts if p.province == own and p.kind != "PROVINSI"]
        desks = [(each.code, f"Kesbangpol {each.label} ({each.code})") for each in desk.app.reference.children(own)]
        self.post = Choice([*((p.code, f"{p.name_id} ({p.code})") for p in posts), *desks])
        self.laptops = QSpinBox()
        self.laptops.setRange(1, MOST_LAPTOPS)
        self.laptops.setValue(LAPTOPS)
        self.last = DayInput(desk, quick=False)
        self.last.put((desk.now().date() + ENROLLING).isoformat())
        self._file = label(self.t("kit.no_mandate"), "warn")
        self._fault = label("", "bad")
        choosing = plain(desk, self.t("kit.choose_mandate"), self._choose, "file")
        self.button = primary(desk, self.t("kit.make"), self._run)
        self.button.setDefault(True)
        self.body.addWidget(
            box(
                label(self.t("kit.title"), "section"),
                Field(self.t("kit.post"), self.post),
                Field(self.t("kit.laptops"), self.laptops),
                Field(self.t("kit.last_day"), self.last, focus=self.last.line),
                Field(self.t("kit.mandate"), box(row(choosing, 0), self._file), self.t("kit.mandate_hint"), focus=choosing),
                self._fault,
                row(0, plain(desk, self.t("button.cancel"), self.reject), self.button),
                gap="gap",
            )
        )

    def _choose(self) -> None:
        found = open_files(self.desk, self, self.t("kit.choose_mandate"), self.t("files.text"))
        if found:
            self.use_mandate(found[0])

    def use_mandate(self, path: Path) -> None:
        """Take this file as the mandate, whole or not at all; a refusal leaves the kit without one and says why."""
        from ui.compose import read_file

        self._mandate = ""
        self._file.setText(self.t("kit.no_mandate"))
        try:
            self._mandate = _text_of(path, read_file(path, MANDATE_LIMIT))
        except Refused as fault:
            self._fault.setText(self.desk.explain(fault))
            return
        self._fault.setText("")
        self._file.setText(path.name)

    def _run(self) -> None:
        self.button.setEnabled(False)
        last = self.last.value()
        code, laptops = self.post.value(), self.laptops.value()
        made = CreateKit(self._command, code, laptops, self._mandate, last)
        command = CreateRegencyKit(self._command, code, laptops) if is_regency(code) else made
        self.desk.execute_once(command, self._made, self._failed, self)

    def _failed(self, fault: Fault) -> None:
        self.button.setEnabled(True)
        self._fault.setText(self.desk.explain(fault))

    def _made(self, changes: Changes) -> None:
        kit = changes.reply
        if not isinstance(kit, KitMade):
            raise TypeError("making a kit gave no kit")
        self.show_kit(kit, self.t("kit.made", post=kit.post), self.t("kit.sheet", post=kit.post, code=kit.code))


def _text_of(path: Path, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise Invalid("file.unreadable", file=path.name) from None
