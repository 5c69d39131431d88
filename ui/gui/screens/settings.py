"""Pengaturan: officers, letterhead, language and look, idle lock, about and licences."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from core.app import queries, views
from core.app.views import Changes
from core.domain.commands import EnrolOfficer
from core.domain.wiping import wiping
from ui.gui import theme
from ui.gui.desk import Desk
from ui.gui.layouts import box, card, column, row, scrolled
from ui.gui.printing import PAPER, PAPERS
from ui.gui.runner import Fault, Watch
from ui.gui.screens.copy_card import CopyCard
from ui.gui.screens.courier_card import CourierCard
from ui.gui.screens.device_key_card import DeviceKeyCard
from ui.gui.screens.end_officer import EndOfficerDialog
from ui.gui.screens.fault_card import FaultCard
from ui.gui.screens.keys_card import KeysCard
from ui.gui.screens.letterhead_card import LetterheadCard
from ui.gui.screens.nation_card import NationCard
from ui.gui.screens.officer_key_dialog import OfficerKeyDialog
from ui.gui.screens.paper_card import PaperCard
from ui.gui.screens.screen import Screen
from ui.gui.screens.slot_card import SlotCard
from ui.gui.screens.store_key_card import StoreKeyCard
from ui.gui.screens.update_card import UpdateCard, note_box
from ui.gui.widgets.beside import beside
from ui.gui.widgets.buttons import Options, plain, primary, quiet
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.disk_state import disk_state
from ui.gui.widgets.field import Field
from ui.gui.widgets.flow import Flow
from ui.gui.widgets.formatted import Formatted
from ui.gui.widgets.inputs import Choice, LineInput
from ui.gui.widgets.labels import label, pair
from ui.gui.widgets.new_passphrase import NewPassphrase
from ui.gui.widgets.table import Table
from ui.gui.words import LANGUAGES

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
NOTICES = (RESOURCES / "NOTICE.md", RESOURCES / "licences.md")
SCALES = ("90", "100", "125", "150", "175", "200")
MINUTES = ("1", "3", "5", "10")
ROLES = {
    "post": ("officer", "head"),
    "province": ("triage", "officer", "liaison", "administrator"),
    "nation": ("national",),
    "regency": ("regency",),
}


class SettingsScreen(Screen):
    """What is changed here holds at once."""

    topics = frozenset({"officers", "keys", "settings"})

    def __init__(self, desk: Desk, _argument: object = None) -> None:
        super().__init__(desk)
        settings = desk.app.settings
        languages = Options(
            [(code, self.t(f"language.{code}")) for code in LANGUAGES],
            self.t.language,
            self._language,
            self.t("settings.language"),
        )
        themes = Options(
            [(name, self.t(f"theme.{name}")) for name in theme.THEMES], desk.theme.name, self._theme, self.t("settings.theme")
        )
        scales = Options([(s, f"{s} %") for s in SCALES], str(desk.theme.scale), self._scale, self.t("settings.scale"))
        minutes = Options(
            [(m, self.t("settings.minutes", n=m)) for m in MINUTES],
            settings.get("idle_minutes", "5"),
            self._minutes,
            self.t("settings.idle"),
        )
        papers = Options(
            [(name, self.t(f"paper.{name}")) for name in PAPERS],
            settings.get(PAPER, "a4"),
            partial(self._put, PAPER),
            self.t("settings.paper"),
        )
        controls = {"language": languages, "theme": themes, "scale": scales, "idle": minutes, "paper": papers}
        look = card(
            label(self.t("settings.look"), "section"),
            *(Field(self.t(f"settings.{name}"), control) for name, control in controls.items()),
            label(self.t("settings.disk"), "strong"),
            disk_state(desk),
            gap="gap",
        )
        self.table = Table(
            self.t("settings.officers"), [self.t(f"officer.col_{n}") for n in ("name", "role", "post", "since", "state")]
        )
        self.ending = plain(desk, self.t("officer.end"), self._end, "close")
        self.renewing = plain(desk, self.t("officer_key.open"), self._renew, "verify")
        for each in (self.ending, self.renewing):
            each.setEnabled(False)
        self.table.itemSelectionChanged.connect(self._look)
        self._people: tuple[views.OfficerRow, ...] = ()
        officers = card(
            beside(
                label(self.t("settings.officers"), "section"),
                0,
                self.ending,
                self.renewing,
                plain(desk, self.t("officer.add"), self._add, "plus"),
            ),
            self.table,
            self._ways(),
        )
        self.slot = SlotCard(desk)
        self.courier = CourierCard(desk) if desk.app.facts.kind == "post" else None
        self.copies = None if desk.app.facts.server else CopyCard(desk)
        self.store_key = None if desk.app.facts.server else StoreKeyCard(desk)
        self.device_key = DeviceKeyCard(desk)
        ruling = desk.app.facts.kind == "province" and desk.app.facts.officer_role == "administrator"
        self.keys = KeysCard(desk) if ruling else None
        self.letterhead = LetterheadCard(desk)
        self.papers = PaperCard(desk)
        self.nation = None if desk.app.facts.kind in ("post", "regency") else NationCard(desk)
        self.update_card = UpdateCard(desk)
        may_lack = (self.copies, self.store_key, self.device_key, self.keys, self.update_card, self.courier, self.nation)
        own = [each for each in may_lack if each is not None]
        rooms = [] if desk.app.facts.kind == "nation" else [self.letterhead, self.papers]
        self.faults = FaultCard(desk)
        self.setLayout(
            column(
                scrolled(box(look, self.slot, officers, *rooms, *own, self.faults, self._about(), 0, gap="gap", margin="wide"))
            )
        )

    def _ways(self) -> Flow:
        """To rooms that have no place on the rail."""
        ways: list[QPushButton] = [quiet(self.desk, self.t("audit.open"), lambda: self.desk.go.emit("audit", None), "search")]
        if self.desk.app.facts.kind == "province":
            rooms = (("identity_desk", "unlock"), ("data_protection", "lock"), ("reference", "calendar"), ("wordings", "file"))
            for tab, words, drawing in ((2, "posts.certificates", "verify"), (4, "kits.title", "usb")):
                ways.append(quiet(self.desk, self.t(words), partial(self.desk.go.emit, "posts", tab), drawing))
            for room, drawing in rooms:
                going = partial(self.desk.go.emit, room, None)
                ways.append(quiet(self.desk, self.t(f"room.{room}"), going, drawing))
        line = Flow()
        for each in ways:
            line.addWidget(each)
        return line

    def _about(self) -> QWidget:
        facts = self.desk.app.facts
        licences = Formatted("\n".join(page.read_text("utf-8") for page in NOTICES))
        licences.setAccessibleName(self.t("settings.licences"))
        licences.setMinimumHeight(licences.fontMetrics().lineSpacing() * 8)
        shared = (pair(self.t("settings.server"), facts.server), label(self.t("store.on_server"), "small"))
        return card(
            label(self.t("settings.about"), "section"),
            pair(self.t("settings.post"), f"{facts.name} ({facts.code})"),
            *(shared if facts.server else ()),
            pair(self.t("settings.version"), _version()),
            label(self.t("settings.notes"), "strong"),
            note_box(_notes(self.t.language), self.t("settings.notes")),
            label(self.t("settings.licences"), "strong"),
            licences,
        )

    def refresh(self) -> None:
        """Ask who may sign here, how far the national office is, and how old the newest copy."""
        for each in (self.nation, self.copies, self.store_key, self.device_key, self.keys, self.slot):
            if each is not None:
                each.refresh()
        self.faults.refresh()
        self.desk.ask(queries.Officers(), self._show, self, "officers")

    def _show(self, officers: tuple[views.OfficerRow, ...]) -> None:
        self._people = officers
        self.table.fill([self._officer(each) for each in officers])

    def _officer(self, each: views.OfficerRow) -> list[str]:
        gone = self.desk.when(each.revoked)
        left = self.t("officer.ended" if each.ended else "certificates.revoked", at=gone)
        state = left if each.revoked else self.t("certificates.valid")
        return [each.name, self._role(each.role), each.post, self.desk.when(each.since), state]

    def _role(self, role: str) -> str:
        return self.t(f"role.{role}") if self.t.known(f"role.{role}") else role

    def _put(self, key: str, value: str) -> None:
        self.desk.app.settings.put(key, value)

    def _language(self, code: str) -> None:
        self._put("language", code)
        self.t.choose(code)
        self.desk.look_changed.emit()

    def _theme(self, name: str) -> None:
        self._put("theme", name)
        self.desk.theme = theme.choose(name, str(self.desk.theme.scale))
        self.desk.look_changed.emit()

    def _scale(self, percent: str) -> None:
        self._put("text_scale", percent)
        self.desk.theme = theme.choose(self.desk.theme.name, percent)
        self.desk.look_changed.emit()

    def _minutes(self, minutes: str) -> None:
        self._put("idle_minutes", minutes)
        self.desk.idle_minutes = int(minutes)
        self.desk.look_changed.emit()

    def _add(self) -> None:
        OfficerDialog(self.desk, self).exec()

    def _look(self) -> None:
        for each in (self.ending, self.renewing):
            each.setEnabled(self._chosen() is not None)

    def _chosen(self) -> views.OfficerRow | None:
        at = self.table.chosen()
        return self._people[at] if 0 <= at < len(self._people) and not self._people[at].ended else None

    def _renew(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            OfficerKeyDialog(self.desk, chosen, self).exec()

    def _end(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            dialog = EndOfficerDialog(self.desk, chosen, self)
            done = dialog.exec() == QDialog.DialogCode.Accepted
            if done and dialog.doubted and self.store_key is not None:
                self.store_key.ask(chosen.name)


class OfficerDialog(Dialog):
    """One more officer with a passphrase of his own."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("officer.new"))
        self.desk, self.t = desk, desk.t
        self._command = desk.app.new_command()
        self.name = LineInput()
        self.role = Choice([(role, self.t(f"role.{role}")) for role in ROLES[desk.app.facts.kind]])
        self.passphrase = NewPassphrase(desk)
        self._fault = label("", "bad")
        self.button = primary(desk, self.t("officer.add"), self._save)
        layout = column(
            label(self.t("officer.new"), "section"),
            Field(self.t("officer.name"), self.name),
            Field(self.t("officer.role"), self.role),
            self.passphrase,
            self._fault,
            row(0, plain(desk, self.t("button.cancel"), self.reject), self.button),
            gap="gap",
            margin="wide",
        )
        self.setLayout(layout)
        self.setMinimumWidth(desk.theme.wide("dialog"))

    def _save(self) -> None:
        missing = self.passphrase.missing() if self.name.value() else self.t("wizard.person.missing_name")
        if missing:
            self._fault.setText(missing)
            return
        self.button.setEnabled(False)
        typed = self.passphrase.copy()
        command = EnrolOfficer(self._command, self.name.value(), self.role.value(), typed)
        app = self.desk.app

        def work(watch: Watch) -> Changes:
            with wiping(typed):
                return app.execute(command, watch)

        self.desk.runner.do(work, self._done, self._failed, None, self)

    def _done(self, changes: Changes) -> None:
        self.passphrase.wipe()
        self.desk.changed.emit(changes.topics)
        self.accept()

    def _failed(self, fault: Fault) -> None:
        self.button.setEnabled(True)
        self._fault.setText(self.desk.explain(fault))


def _notes(language: str) -> str:
    from ui.compose import read_resource
    from ui.release_notes import FILE, newest

    return newest(read_resource(FILE.format(language)).decode("utf-8"))


def _version() -> str:
    from ui.compose import VERSION

    return VERSION
