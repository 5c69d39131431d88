"""A picture of every screen, in both languages and both looks, and of every document: ``python3 -m tests.gallery DIR``.

``--only map,board`` paints what has one of these words in its name, ``--screen``, ``--text``, ``--look`` and ``--language`` are
those of ``tests.eyes``; without any of them every paper is painted too, and a post at 200 %.
"""

from __future__ import annotations

import argparse
import json
import os
import runpy
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.app.application import Application
    from core.app.ports import Ports
    from ui.gui.main_window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
SCREEN = Path(__file__).with_name("screen-1366x768.json")
SIZE = (1366, 768)
STEPS = ("kind", "reporter", "reported", "event", "place", "time", "evidence", "witnesses", "review")
PATIENCE_MS = 20_000
FOUNDED = "founded"
ROSTER = """Nama,NIP,Pangkat,Jabatan,Perangkat Daerah,Bidang,Seksi,Status Kepegawaian
Siti Aminah,197803122005012004,IV/b,Kepala Dinas Contoh,Dinas Contoh,,,PNS
Budi Santoso Wirakusumah,199608182022211001,IX,Kepala Bidang Pemberdayaan dan Desa,Dinas Contoh,Bidang Pemberdayaan,,PPPK
Wati,198609262015051001,III/c,Kepala Seksi A1,Dinas Contoh,Bidang Pemberdayaan,Seksi A1,PNS
Hasan,,,Tenaga administrasi,Dinas Contoh,Bidang Pemberdayaan,Seksi A1,Honorer
Joko,198001012006041003,III/a,Camat,Kecamatan Lepar,,,PNS
,198001012006041004,III/a,Analis,Kecamatan Lepar,,,PNS
"""


def main() -> int:
    """Prepare the environment, then paint; gives 0."""
    options = _options()
    runpy.run_path(str(ROOT / "packaging" / "bootstrap.py"))["prepare"]("test")
    target = Path(options.folder)
    target.mkdir(parents=True, exist_ok=True)
    size = tuple(int(each) for each in options.screen.split("x"))
    looks = [(language, look) for language in options.language.split(",") for look in options.look.split(",")]
    whole = len(sys.argv) <= 2
    with tempfile.TemporaryDirectory() as folder:
        screen = SCREEN if whole else small_screen(Path(folder, "screen.json"), *size)
        if os.environ.setdefault("QT_QPA_PLATFORM", "offscreen") == "offscreen" and sys.platform != "win32":
            os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screen}"
        if whole:
            from tests import documents

            documents.paint(target)
        gallery = Gallery(target, Path(folder), (size[0], size[1]), tuple(filter(None, options.only.split(","))))
        gallery.paint(looks, options.text, whole=whole)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.gallery")
    parser.add_argument("folder", nargs="?", default="gallery")
    parser.add_argument("--only", default="")
    parser.add_argument("--screen", default="x".join(str(each) for each in SIZE))
    parser.add_argument("--text", default="100")
    parser.add_argument("--look", default="light,dark")
    parser.add_argument("--language", default="id,en")
    return parser.parse_args()


def small_screen(path: Path, width: int, height: int) -> Path:
    """A description of a screen for Qt's offscreen platform."""
    shown = {"name": "small", "x": 0, "y": 0, "width": width, "height": height}
    path.write_text(json.dumps({"screens": [shown | {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]}), "ascii")
    return path


def dress(app: Application, language: str, look: str, scale: str) -> None:
    """Choose language, palette and size of text, as an officer does in Pengaturan."""
    for key, value in (("language", language), ("theme", look), ("text_scale", scale)):
        app.settings.put(key, value)


class Gallery:
    """Founds a province and a post once, then walks through the windows of fresh copies of them, as often as is asked for.

    A walk uses up what it goes through: it issues, refers and closes; a second one over the same profiles would find it done.
    """

    def __init__(self, target: Path, folder: Path, size: tuple[int, int] = SIZE, only: tuple[str, ...] = ()) -> None:
        from PySide6.QtWidgets import QApplication

        self._target, self._room, self._folder, self.size, self._only = target, folder, folder, size, only
        self._worlds: dict[str, Ports] = {}
        self._walks = 0
        running = QApplication.instance()
        self._application = running if isinstance(running, QApplication) else QApplication([])
        self._prefix = ""

    def paint(self, looks: list[tuple[str, str]], scale: str = "100", *, whole: bool = True) -> None:
        """Every screen in these languages and looks."""
        self._found()
        for language, look in looks:
            with self._fresh() as apps:
                self._everything(apps, language, look, scale, f"{language}-{look}-")
            self._above(language, look, scale, f"{language}-{look}-")
        if whole:
            with self._fresh() as (post, _province, _regency):
                dress(post, "en", "dark", "200")
                self._prefix = "en-dark-200"
                self._rooms(self._window(post), post)

    def _found(self) -> None:
        """A post, its province and a regency's desk, with work behind them; closed, to be copied."""
        from tests import gallery_map, gallery_regency
        from tests.gui import scene

        folder = self._room / FOUNDED
        province = scene.make_province(folder / "province")
        post = scene.make_post(folder / "post", scene.make_kit(province))
        gallery_map.warn(post, scene.submit, scene.warning())
        scene.fill(post, province, folder / "stick", lambda word: None)
        regency = gallery_regency.begin(folder / "regency", province, folder / "trip")
        for name, app in (("post", post), ("province", province), ("regency", regency)):
            self._worlds[name] = app._device.ports
            app.lock()

    @contextmanager
    def _fresh(self) -> Iterator[tuple[Application, Application, Application]]:
        """Copies of the three as they were founded, open; their clocks go on, for a day that comes back is told to officers."""
        from core.app.profile import unlock
        from tests.gui import scene
        from ui import compose

        self._walks += 1
        self._folder = self._room / f"walk-{self._walks}"
        shutil.copytree(self._room / FOUNDED, self._folder)
        data = compose.load_reference()
        with ExitStack() as opened:
            opened.callback(shutil.rmtree, self._folder)
            apps = []
            for name in ("post", "province", "regency"):
                app = unlock(self._folder / name, scene.PASSPHRASE, reference=data, ports=self._worlds[name])
                opened.callback(app.lock)
                apps.append(app)
            post, province, regency = apps
            self._post = post
            yield post, province, regency

    def _everything(
        self, apps: tuple[Application, Application, Application], language: str, look: str, scale: str, prefix: str
    ) -> None:
        """What stands before an open window, and every room of the three."""
        from tests import gallery_regency

        post, province, regency = apps
        for app in apps:
            dress(app, language, look, scale)
        self._prefix = prefix.rstrip("-")
        self._gates(language, look, scale)
        for name, app in (("post", post), ("province", province)):
            self._prefix = f"{prefix}{name}"
            self._rooms(self._window(app), app)
        self._prefix = f"{prefix}regency"
        window = self._window(regency)
        gallery_regency.pictures(self, window)
        self._end(window)

    def _above(self, language: str, look: str, scale: str, prefix: str) -> None:
        """The national office, what a province shows of it, and the fingerprint that is compared."""
        from tests import nation_world
        from tests.world import warning
        from ui.gui.screens.nation_card import FingerprintDialog

        nation = nation_world.found(f"gallery-{prefix}")
        nation.post("19").submit(warning())
        nation.settle()
        for name in ("nation", "province-19"):
            app = nation.laptops[name].app
            dress(app, language, look, scale)
            self._prefix = f"{prefix}{name}"
            window = self._window(app)
            frame: Any = window.centralWidget()
            for room in ("home", "reports", "exchange", "settings") if name == "nation" else ("settings",):
                frame.open(room, None)
                self._grab(window, room)
            card = frame.place.nation
            self._piece(card, "known")
            if name == "nation":
                seen = nation.office.app.nation.look_below(nation.province("52").app.nation.introduce().file)
                self._paper(window, FingerprintDialog(window.desk, seen, lambda: None, card), "fingerprint")
            self._end(window)
        nation.close()

    def _window(self, app: Application) -> MainWindow:
        from ui.gui.app import build

        window = build(self._application, self._folder / "none")
        window.resize(*self.size)
        window.enter(app)
        window.show()
        return window

    def _gates(self, language: str, look: str, scale: str = "100") -> None:
        from ui.gui import theme
        from ui.gui.app import build
        from ui.gui.screens.recover_dialog import RecoverDialog
        from ui.gui.screens.restore_dialog import RestoreDialog
        from ui.gui.screens.wizard import WizardScreen

        for name, folder in (("wizard", "none"), ("unlock", "post")):
            window = build(self._application, self._folder / folder)
            window.resize(*self.size)
            window.desk.t.choose(language)
            window.desk.theme = theme.choose(look, scale)
            window.dress_again()
            window.show()
            self._grab(window, name)
            if name == "unlock":
                self._paper(window, RecoverDialog(window.desk, window.centralWidget()), "unlock-recover")
                dialog = RestoreDialog(window.desk, window.centralWidget(), held=True)
                dialog.use(self._folder / "K0413-20240205.posko-backup")
                self._paper(window, dialog, "unlock-restore")
            wizard = window.centralWidget()
            if isinstance(wizard, WizardScreen):
                self._wizard_pages(window, wizard)
            self._end(window)

    def _wizard_pages(self, window: MainWindow, wizard: Any) -> None:
        for kind, pages in (("post", ("kit", "person")), ("province", ("office",)), ("desk", ("desk",)), ("nation", ("nation",))):
            wizard._show(0)
            wizard.role.choose(kind)
            wizard.go_on()
            self._grab(window, f"wizard-{pages[0]}")
            if len(pages) > 1:
                wizard._show(2)
                self._grab(window, f"wizard-{pages[1]}")
            if kind in ("province", "desk"):
                self._with_server(window, wizard, f"wizard-{pages[0]}-server")

    def _with_server(self, window: MainWindow, wizard: Any, name: str) -> None:
        """The page with a shared server's address, which lacks its CA."""
        address = self._folder / "server.json"
        address.write_text('{"host": "10.0.0.2", "database": "posko", "user": "meja"}', "utf-8")
        part = wizard._page().server
        part.tick.setChecked(True)
        part.use("address", address)
        self._rest(window)
        wizard._area.verticalScrollBar().setValue(part.y())
        self._grab(window, name)

    def _rooms(self, window: MainWindow, app: Application) -> None:
        from tests import (
            gallery_identity,
            gallery_incidents,
            gallery_map,
            gallery_protection,
            gallery_reference,
            gallery_statistics,
            gallery_team,
        )
        from ui.gui.shortcuts import rooms_of

        frame: Any = window.centralWidget()
        for room in rooms_of(app.facts.kind):
            argument = self._folder / "stick" if room.room == "exchange" else None
            frame.open(room.room, argument)
            self._grab(window, room.room)
            if room.room == "exchange":
                frame.place.start_receive()
                self._grab(window, "exchange-look")
            self._inside(window, frame, room.room)
            if room.room in ("reports", "guide"):
                {"reports": gallery_incidents.groups, "guide": gallery_incidents.guide}[room.room](self, window, frame)
            if room.room in ("map", "posts"):
                gallery_map.pictures(self, window, frame, room.room)
            if room.room == "team":
                gallery_team.pictures(self, window, frame)
            if room.room == "statistics":
                gallery_statistics.pictures(self, window, frame)
        if app.facts.kind == "post":
            self._form(window, frame)
        else:
            gallery_protection.pictures(self, window, frame)
            gallery_identity.pictures(self, window, frame)
            gallery_reference.pictures(self, window, frame)
        self._end(window)

    def _inside(self, window: MainWindow, frame: Any, room: str) -> None:
        if room == "pacts":
            for name in ("issue", "verify"):
                frame.place.show_tab(name)
                self._grab(window, f"pacts-{name}")
            self._verified(window, frame)
            self._scanned(window, frame)
            self._cascade(window, frame)
            self._signing(window, frame)
        if room == "documents":
            self._office_papers(window, frame)
        if room == "reports":
            self._documents(window, frame)
            self._deadlines(window, frame)
            self._changes(window, frame)
            self._evidence(window, frame)
        if room == "settings":
            self._copied(window, frame)
            self._helped(window, frame)
        if room == "posts":
            from ui.gui.screens.desk_kit_dialog import DeskKitDialog

            self._paper(window, DeskKitDialog(window.desk, frame.place), "posts-desk-kit")
            self._proof(window, frame)
        if room in ("lookup", "exchange", "board", "referrals"):
            {"lookup": self._lookup, "exchange": self._handed, "board": self._board, "referrals": self._sanctions}[room](
                window, frame
            )
        if room == "reports":
            self._finding(window, frame)
        if room == "situation":
            frame.place.nihil.click()
            self._grab(window, "situation-nihil")
            frame.place.full.click()
            self._grab(window, "situation-full")

    def _copied(self, window: MainWindow, frame: Any) -> None:
        """A copy that was made and tried out."""
        from PySide6.QtWidgets import QScrollArea

        card = frame.place.copies
        card.make()
        self._rest(window)
        card.try_out()
        self._rest(window)
        frame.place.findChild(QScrollArea).ensureWidgetVisible(card)
        self._grab(window, "settings-copies")
        from ui.gui.screens.everything_dialog import EverythingDialog

        self._paper(window, EverythingDialog(window.desk, lambda _folder: None, card), "settings-everything")
        from ui.gui.screens.end_officer import EndOfficerDialog
        from ui.gui.screens.store_key_dialog import StoreKeyDialog

        frame.place.findChild(QScrollArea).ensureWidgetVisible(frame.place.store_key)
        self._grab(window, "settings-store-key")
        if frame.place.store_key.sheets.isVisible():
            from ui.gui.screens.recovery_sheets_dialog import RecoverySheetsDialog

            sheets = RecoverySheetsDialog(window.desk, frame.place)
            sheets.make()
            self._rest(window)
            self._paper(window, sheets, "settings-recovery-sheets")
        self._paper(window, StoreKeyDialog(window.desk, frame.place, "Rina Contoh"), "settings-store-key-new")
        from ui.gui.screens.device_key_card import COPIED, DeviceKeyDialog

        renewing = DeviceKeyDialog(window.desk, frame.place)
        renewing.why._press(COPIED)
        self._paper(window, renewing, "settings-laptop-key-new")
        frame.place.findChild(QScrollArea).ensureWidgetVisible(frame.place.device_key)
        self._grab(window, "settings-laptop-key")
        if frame.place.keys is not None:
            self._keys(window, frame.place)
        self._paper(window, EndOfficerDialog(window.desk, frame.place._people[0], frame.place), "settings-officer-end")

    def _keys(self, window: MainWindow, place: Any) -> None:
        """The province's keys after one was replaced, and the dialogs."""
        from PySide6.QtWidgets import QScrollArea

        from core.domain.province_key import ReplaceKey
        from ui.gui.screens.key_destroy_dialog import KeyDestroyDialog
        from ui.gui.screens.key_replace_dialog import KeyReplaceDialog

        app = window.desk.app
        if not any(row.generation for row in place.keys.rows):
            app.replace_key(ReplaceKey(app.new_command(), "reports", "copied", app.today.isoformat()))
        place.keys.refresh()
        self._rest(window)
        place.findChild(QScrollArea).ensureWidgetVisible(place.keys)
        self._grab(window, "settings-keys")
        self._paper(window, KeyReplaceDialog(window.desk, "recovery", place), "settings-key-replace")
        self._paper(window, KeyDestroyDialog(window.desk, place.keys.rows[1], place), "settings-key-destroy")

    def _board(self, window: MainWindow, frame: Any) -> None:
        """The board with a case at work, the agenda, and every dialog of a case."""
        from tests.gui import scene
        from ui.gui.screens.board.filters import BoardFilterDialog
        from ui.gui.screens.board.screen import DIALOGS

        scene.work_on_cases(window.desk.app)
        frame.open("board", {"stage": "ready"})
        self._grab(window, "board-ready")
        view = frame.place.pane.view
        for name in ("classify", "assign", "note", "ask", "close"):
            self._paper(window, DIALOGS[name](window.desk, view, frame.place), f"board-{name}")
        self._paper(window, BoardFilterDialog(window.desk, frame.place.narrowed, frame.place), "board-filter")
        frame.open("board", {"stage": "closed"})
        self._grab(window, "board-closed")
        frame.open("board", {"stage": "new"})
        frame.place.agenda_button.click()
        self._grab(window, "board-agenda")

    def _linked(self, window: MainWindow, frame: Any) -> None:
        """A link that was set up and is paused, and the dialog in which it was."""
        from PySide6.QtWidgets import QScrollArea

        from sync.links.address import Address
        from sync.links.known import forget_link, keep_link, pause_links
        from ui.gui.screens.link_dialog import LinkDialog

        keeper, app = window.desk.links, window.desk.app
        keep_link(app, "provinsi", Address("webdav", "server.contoh", 443, "/posko", "posko"))
        keeper.known_anew()
        keeper.pause(True)
        area = frame.place.findChild(QScrollArea)
        area.verticalScrollBar().setValue(frame.place.links.y())
        self._grab(window, "exchange-link")
        self._paper(window, LinkDialog(window.desk, "provinsi", frame.place), "exchange-link-dialog")
        forget_link(app, "provinsi")
        pause_links(app, False)
        keeper.known_anew()

    def _folder_watched(self, window: MainWindow, frame: Any) -> None:
        """A folder into which the reports of a post were copied, then away."""
        from PySide6.QtWidgets import QScrollArea

        from sync.exchange import send
        from tests.gui import scene

        inbox = self._folder / "masuk" / self._prefix
        (inbox / "pos").mkdir(parents=True)
        scene.submit(self._post, scene.complaint())
        send(self._post, inbox / "pos")
        keeper = window.desk.watched
        frame.place.watched.use(inbox)
        keeper.start(inbox)
        self._rest(window)
        keeper.look()
        self._rest(window)
        area = frame.place.findChild(QScrollArea)
        area.verticalScrollBar().setValue(frame.place.watched.y())
        self._grab(window, "exchange-watched")
        inbox.rename(inbox.with_name("tidak-ada"))
        keeper.look()
        self._grab(window, "exchange-watched-away")
        inbox.with_name("tidak-ada").rename(inbox)
        keeper.stop()

    def _handed(self, window: MainWindow, frame: Any) -> None:
        """A link to a server, a watched folder, and a stick that somebody takes along."""
        self._linked(window, frame)
        if frame.place.watched is not None:
            self._folder_watched(window, frame)
        from ui.gui.screens.custody_card import HandOverDialog

        if frame.place.custody.table.rowCount():
            self._paper(window, HandOverDialog(window.desk, frame.place.custody.stick(0), frame.place), "exchange-handover")

    def _scanned(self, window: MainWindow, frame: Any) -> None:
        """A pact of the list before the verifier, and scans: one that finds its pact, one that is matched by hand."""
        from PIL import Image

        from core.app import queries

        frame.place.show_tab("list")
        self._rest(window)
        register = frame.place.register
        if not register.rows or not register.rows[0].has_file:
            return
        register.table.selectRow(0)
        register.opened.emit(register.table.chosen_rows()[0])
        self._grab(window, "pacts-verified")
        folder = self._folder / "scans"
        folder.mkdir(exist_ok=True)
        (folder / "pindaian 1.pdf").write_bytes(window.desk.app.ask(queries.PactFile(register.rows[0].id)))
        Image.new("RGB", (620, 877), "white").save(folder / "pindaian 2.png")
        frame.place.show_tab("scan")
        frame.place.scans.look([folder])
        self._grab(window, "pacts-scan")

    def _referred(self, window: MainWindow, frame: Any) -> None:
        """Referrals with their clocks, the dialog that sends, and what an institution's answer is asked for."""
        from core.app import queries
        from core.app.referral_queries import Referrals
        from core.domain.ids import read_id
        from core.domain.referral import Addressee, SendReferral
        from ui.gui.screens.referrals.answer_dialog import AnswerDialog
        from ui.gui.screens.referrals.send_dialog import SendDialog

        app = window.desk.app
        complaints = [each for each in app.ask(queries.Reports()).rows if each.kind == "complaint"]
        if not app.ask(Referrals()).rows:
            both = (Addressee("BAWASLU"), Addressee("DENPOM"))
            app.execute(SendReferral(app.new_command(), read_id(complaints[-1].id), both))
        frame.place.refresh()
        self._grab(window, "referrals")
        self._paper(window, SendDialog(window.desk, complaints[0].id, window), "referral-send")
        first = app.ask(Referrals()).rows[0]
        for act in ("receipt", "returned", "decided"):
            self._paper(window, AnswerDialog(window.desk, act, first, window), f"referral-{act}")

    def _sanctions(self, window: MainWindow, frame: Any) -> None:
        """The tab of sanctions, and what an authority's document and an annex are asked for."""
        from core.app import queries
        from core.app.sanction_queries import SanctionsOf
        from ui.gui.screens.report_detail.annex_dialog import AnnexDialog
        from ui.gui.screens.sanctions.dialogs import ImposeDialog

        self._referred(window, frame)
        frame.place.tabs.setCurrentWidget(frame.place.sanctions)
        self._grab(window, "referrals-sanctions")
        app = window.desk.app
        report = next(each for each in app.ask(queries.Reports()).rows if each.kind == "complaint")
        self._paper(window, ImposeDialog(window.desk, app.ask(SanctionsOf(report.id)), window), "sanction-impose")
        self._paper(window, AnnexDialog(window.desk, report, window), "annex")

    def _verified(self, window: MainWindow, frame: Any) -> None:
        """A folder of papers, one of them changed, with that one read in full."""
        from core.app import queries
        from ui.gui.screens.verdict_table import VerdictTable

        app, folder, page = window.desk.app, self._folder / "berkas", frame.place.pages["verify"]
        folder.mkdir(exist_ok=True)
        for row in app.ask(queries.Pacts()).rows:
            data = app.ask(queries.PactFile(row.id))
            (folder / f"pakta-{row.id[:8]}.pdf").write_bytes(data)
            (folder / f"salinan-{row.id[:8]}.pdf").write_bytes(data + b"\n")
        (folder / "catatan.txt").write_text("bukan kode", "utf-8")
        page.verify([folder])
        self._rest(window)
        page.findChildren(VerdictTable)[0].table.selectRow(0)
        self._grab(window, "pacts-verify-many")

    def _cascade(self, window: MainWindow, frame: Any) -> None:
        """A roster on its way in, the tree with coverage, what heads owe, one person, and an act for several pacts."""
        from core.domain.roster import ImportRoster
        from ui.gui.screens.pacts.act_dialog import ActDialog
        from ui.gui.screens.pacts.change_dialog import ChangeDialog
        from ui.gui.screens.pacts.issue_missing import IssueMissingDialog
        from ui.gui.screens.pacts.person_dialog import PersonDialog
        from ui.gui.screens.pacts.plan_dialog import PlanDialog
        from ui.gui.screens.pacts.roster import STEPS

        place, app = frame.place, window.desk.app
        path = self._folder / "pegawai.csv"
        path.write_text(ROSTER, "utf-8")
        place.show_tab("roster")
        self._grab(window, "pacts-roster-file")
        tab = place.pages["roster"]
        tab.read(path)
        self._grab(window, "pacts-roster-columns")
        if app.facts.kind == "post":
            tab.kind.choose("TNI")
        tab.look_again()
        self._grab(window, f"pacts-roster-{STEPS[2]}")
        if tab._view is not None and tab._view.digest:
            view = tab._view
            data, columns, kind = path.read_bytes(), tab._stated(), tab.kind.value()
            app.execute(ImportRoster(app.new_command(), data, view.digest, columns, employment=kind))
        place.show_tab("cascade")
        self._grab(window, "pacts-cascade")
        tree = place.pages["cascade"]
        for number, name in ((1, "reminders"), (2, "reissues")):
            tree.tabs.setCurrentIndex(number)
            self._grab(window, f"pacts-{name}")
        if tree.people.table.held:
            chosen = tree.people.table.held[0]
            self._paper(window, PersonDialog(window.desk, chosen.id, place), "pacts-person")
            self._paper(window, ChangeDialog(window.desk, chosen, place), "pacts-change")
        self._paper(window, PlanDialog(window.desk, tree._view, place), "pacts-plan")
        self._paper(window, IssueMissingDialog(window.desk, "", "Dinas Contoh", False, place), "pacts-missing")
        for act in ("told", "signed", "away", "refused"):
            if place.register.rows:
                self._paper(window, ActDialog(window.desk, act, place.register.rows[:2], place), f"pacts-act-{act}")
        self._printing(window, frame)

    def _printing(self, window: MainWindow, frame: Any) -> None:
        """A pile to print, of which some came out before, and the register after it broke off."""
        from core.app.printing import PrintJob, remember
        from ui.gui.screens.print_pile import PrintPileDialog

        place, app = frame.place, window.desk.app
        pacts = tuple(each.id for each in place.register.rows if each.has_file)
        if pacts:
            app.note_printed(pacts[:1])
            remember(app.settings, PrintJob(pacts, 1, len(pacts)))
            self._paper(window, PrintPileDialog(window.desk, pacts[:2], place, missing=1), "pacts-pile")
            place.show_tab("list")
            place.register.refresh()
            self._grab(window, "pacts-broke-off")
            remember(app.settings, None)

    def _signing(self, window: MainWindow, frame: Any) -> None:
        """A pact that one person signs on the screen, and the place of a file that BSrE signed."""
        from PySide6.QtCore import QPoint, Qt
        from PySide6.QtTest import QTest

        from core.app.papers import people_of, read_roster
        from core.domain.commands import IssuePacts
        from ui.gui.screens.help import HelpDialog
        from ui.gui.screens.pacts.bsre_dialog import BsreDialog
        from ui.gui.screens.signing.pact_dialog import PactDialog

        self._paper(window, HelpDialog(window.desk, window, topic="pacts"), "pacts-help")
        if frame.place.register.rows:
            self._paper(window, BsreDialog(window.desk, frame.place.register.rows[0], frame.place), "pacts-bsre")
        roster = read_roster(b"nama,nip,jabatan,unit_kerja,jenis\nSiti Aminah,,Staf,Kecamatan Lepar,HONORER\n")
        command = IssuePacts(window.desk.app.new_command(), people_of(roster.rows), None, "Toboali")
        dialog = PactDialog(window.desk, command, frame.place)
        dialog.read.box.setChecked(True)
        dialog.show()
        pad = dialog.pad
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(90, 110))
        for step in range(40):
            QTest.mouseMove(pad, QPoint(90 + step * 9, 110 + (step % 8 - 4) * 11))
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(450, 110))
        dialog.witness.field.put_text("kata sandi")
        self._paper(window, dialog, "pacts-sign")

    def _office_papers(self, window: MainWindow, frame: Any) -> None:
        from core.app.wordings import shipped_office
        from core.documents.office_template import sample_of
        from core.domain.declaration import OpenDeclaration
        from tests.gui import scene
        from ui.gui.screens.documents.declarations import SignDialog
        from ui.gui.screens.help import HelpDialog

        app, ports = window.desk.app, scene.ports("form")
        fields = sample_of(shipped_office(ports, "t04"))["fields"]
        made = str(app.execute(OpenDeclaration(app.new_command(), fields)).reply)
        place = frame.place
        place.tabs.setCurrentIndex(1)
        place.filling.kind.choose("T10")
        place.filling._choose()
        self._grab(window, "documents-form")
        place.filling.body.fill(**sample_of(shipped_office(ports, "t10")))
        self._grab(window, "documents-filled")
        place.tabs.setCurrentIndex(2)
        place.declarations.refresh()
        self._grab(window, "documents-declarations")
        self._paper(window, HelpDialog(window.desk, window, topic="documents"), "documents-help")
        dialog = SignDialog(window.desk, made, place)
        self._paper(window, dialog, "documents-sign")

    def _proof(self, window: MainWindow, frame: Any) -> None:
        """A day's timestamp that an authority gave, and a certificate about to be taken back."""
        from core.app.queries import Timestamps
        from core.domain.proof import KeepTimestamp
        from tests import fixed_tsa
        from ui.gui.screens.proof.end_authority_dialog import EndAuthorityDialog
        from ui.gui.screens.proof.loss_dialog import LossDialog
        from ui.gui.screens.proof.revoke_dialog import RevokeDialog

        app, name = window.desk.app, "Penyedia Waktu Contoh"
        if not app.ask(Timestamps()):
            ask = app.prepare_timestamp()
            token, own = fixed_tsa.token(name, ask.root), fixed_tsa.certificate(name)
            app.execute(KeepTimestamp(app.new_command(), ask.leaves, ask.count, token, own, ask.renews, ask.seen))
        frame.open("posts", 1)
        self._grab(window, "posts-time")
        frame.open("posts", 2)
        self._rest(window)
        certificates = frame.place.certificates
        certificates.table.selectRow(0)
        self._grab(window, "posts-certificates")
        found = certificates.chosen()
        if found is not None:
            self._paper(window, RevokeDialog(window.desk, found, window), "posts-revoke")
            self._paper(window, EndAuthorityDialog(window.desk, found, window), "posts-end-authority")
        for each in certificates._all:
            if (each.role, each.post) == ("device", "K0413"):
                self._paper(window, LossDialog(window.desk, each.key, window), "posts-loss")
        self._announced(window, frame)

    def _announced(self, window: MainWindow, frame: Any) -> None:
        """What the province announced, one of them in full, and a new one."""
        from core.app.queries import Announcements
        from core.domain.announcement import Announce
        from ui.gui.screens.announcements.read_dialog import ReadDialog
        from ui.gui.screens.announcements.write_dialog import WriteDialog

        app, words = (
            window.desk.app,
            "Kapal perintis ke Pongok berangkat Jumat pukul 07.30.\n\nKirim flashdisk paling lambat Kamis sore.",
        )
        if not app.ask(Announcements()):
            app.execute(Announce(app.new_command(), "Jadwal kapal pekan ini berubah", words, urgent=True))
        frame.open("posts", 3)
        self._grab(window, "posts-announcements")
        self._paper(window, ReadDialog(window.desk, app.ask(Announcements())[0], window), "posts-announcement")
        self._paper(window, WriteDialog(window.desk, window), "posts-announce")

    def _lookup(self, window: MainWindow, frame: Any) -> None:
        from core.app.views import Changes, Standing

        place = frame.place
        for name, standing in (("known", Standing("referred", "2024-02-19")), ("unknown", Standing())):
            place.field.put_text("123456789012345678")
            if name == "known":
                self._grab(window, "lookup-typed")
            place._code = place.field.take()
            place._told(Changes(frozenset(), standing))
            self._grab(window, f"lookup-{name}")
            if name == "known":
                for act in ("threat", "withdrawal"):
                    place.begin(act)
                    self._grab(window, f"lookup-{act}")
            place.forget()

    def _finding(self, window: MainWindow, frame: Any) -> None:
        from core.app.queries import Reports
        from ui.gui.screens.listing_dialog import ListingDialog
        from ui.gui.widgets.report_filter import FilterDialog, SavedDialog

        frame.place.take(Reports(stage="KAMPANYE", area="19.03", deadline="open", lane="sealed"))
        self._grab(window, "reports-filters")
        query, room = frame.place.filter, frame.place
        for name, dialog in (
            ("filter", FilterDialog(window.desk, query, room)),
            ("saved", SavedDialog(window.desk, query, room.take, room)),
            ("listing", ListingDialog(window.desk, query, (), room)),
        ):
            self._paper(window, dialog, f"reports-{name}")
        room.take(Reports())
        self._grab(window, "reports-all")

    def _form(self, window: MainWindow, frame: Any) -> None:
        from core.app.views import Submitted
        from core.domain.forms import parse_form
        from tests.gui import scene
        from ui.gui.layouts import scrolled
        from ui.gui.screens.report_form.receipt_page import ReceiptPage

        frame.open("report_form", None)
        frame.place.form.tree |= {k: v for k, v in scene.complaint().items() if k != "kind"}
        for step in STEPS:
            frame.place.open_step(step)
            self._grab(window, f"form-{step}")
        self._form_kinds(window, frame)
        frame.place.form.close()
        submitted = Submitted("x", "K0413-ABC-240205-001-X", "1234 5678 9012 3456 78", "queued", False)
        receipt = ReceiptPage(window.desk, submitted, parse_form(scene.complaint()))
        holder = scrolled(receipt)
        frame._held.hide()
        middle = frame.layout().itemAt(0).layout().itemAt(1).layout()
        middle.addWidget(holder)
        self._grab(window, "form-receipt")
        for way in receipt.ways:
            receipt.choices._buttons[way].click()
            self._grab(window, f"form-receipt-{way}")
        self._paper(window, receipt.papers.dialog("t07"), "paper-t07")
        middle.removeWidget(holder)
        frame._held.show()
        holder.deleteLater()

    def _form_kinds(self, window: MainWindow, frame: Any) -> None:
        """A form with everything to say against it, one visit that is two reports, and an early warning."""
        from ui.gui.screens.report_form.warning_page import begin_split

        form = frame.place.form
        reporter = form.tree["reporter"] | {"lane": "sealed", "service": "TNI", "nik": "190302450690000", "phone": "12"}
        form.tree |= {"reporter": reporter, "narrative": "Menurut Sutini seorang oknum mengajak hadirin memilih."}
        begin_split(form)
        for step in ("reporter", "event", "warning", "review"):
            frame.place._build(step)
            self._grab(window, f"form-two-{step}")
        frame.place._change_kind("early_warning")
        frame.place.page.questions.vulnerability.choose("KR-06")
        frame.place.page.questions.vulnerability.activated.emit(0)
        self._grab(window, "form-warning-kind")

    def _evidence(self, window: MainWindow, frame: Any) -> None:
        """A report that has a photo: its tab, its preview, both ways out, and the list of a camera card."""
        from ui.gui.screens.preview_dialog import PreviewDialog
        from ui.gui.screens.report_detail.export_dialog import ExportDialog
        from ui.gui.screens.report_form.folder_dialog import FolderDialog

        place = frame.place
        number = next(at for at, tab in enumerate(place.detail._tabs) if tab.name == "evidence")
        tab = place.detail._tabs[number]
        place.detail.tabs.setCurrentIndex(number)
        for row in reversed(range(place.model.rowCount())):
            place.view.setCurrentIndex(place.model.index(row))
            self._rest(window)
            if tab._view is not None and tab._view.attachments:
                break
        self._grab(window, "reports-evidence")
        file = tab._view.attachments[0]
        self._paper(window, PreviewDialog(window.desk, tab._view, file, window), "evidence-preview")
        for copy in (False, True):
            dialog = ExportDialog(window.desk, tab._view, file, copy=copy, parent=window)
            self._paper(window, dialog, f"evidence-{'copy' if copy else 'export'}")
        card = self._folder / "DCIM"
        card.mkdir(exist_ok=True)
        for name in ("IMG_0001.JPG", "VID_0002.MP4", "catatan.txt"):
            (card / name).write_bytes(name.encode() * 90_000)
        self._paper(window, FolderDialog(window.desk, card, 200, window), "evidence-card")

    def _changes(self, window: MainWindow, frame: Any) -> None:
        """A correction that waits, one that counts, the history that tells of both, and the dialog."""
        from ui.gui.screens.report_detail.correction_dialog import CorrectionDialog

        detail = frame.place.detail
        for name in ("changes", "history"):
            detail.tabs.setCurrentIndex(next(at for at, tab in enumerate(detail._tabs) if tab.name == name))
            self._grab(window, f"reports-{name}")
        if detail._view is not None and not detail._view.gone:
            self._paper(window, CorrectionDialog(window.desk, detail._view, detail), "reports-correction")

    def _documents(self, window: MainWindow, frame: Any) -> None:
        detail = frame.place.detail
        number = next(at for at, tab in enumerate(detail._tabs) if tab.name == "papers")
        detail.tabs.setCurrentIndex(number)
        self._grab(window, "reports-papers")

    def _deadlines(self, window: MainWindow, frame: Any) -> None:
        """The law's dates of a report, and the two acts that go with them."""
        from ui.gui.screens.report_detail.lodging_dialogs import BawasluDialog, NoticeDialog

        detail = frame.place.detail
        detail.tabs.setCurrentIndex(next(at for at, tab in enumerate(detail._tabs) if tab.name == "deadlines"))
        self._grab(window, "reports-deadlines")
        for kind, name in ((BawasluDialog, "reports-bawaslu"), (NoticeDialog, "reports-notice")):
            self._paper(window, kind(window.desk, detail._view, detail), name)

    def _helped(self, window: MainWindow, frame: Any) -> None:
        """F1: steps, what the law says of an act, and the data in force; and the schedule of couriers."""
        from ui.gui.screens.help import TABS, HelpDialog

        for tab in TABS:
            self._paper(window, HelpDialog(window.desk, window, tab), f"help-{tab}")
        self._piece(frame.place.letterhead, "settings-letterhead")
        courier = frame.place.courier
        if courier is not None:
            courier.trips.add({"to": "kabkota", "days": (1, 4), "leaves": "07:30", "minutes": 300, "by": "Kapal perintis"})
            self._rest(window)
            self._piece(courier, "settings-courier")

    def _paper(self, window: MainWindow, dialog: Any, name: str) -> None:
        """A dialog as it stands over the window."""
        dialog.show()
        self._rest(window)
        self._keep(dialog, name)
        dialog.reject()

    def _grab(self, window: MainWindow, name: str) -> None:
        self._rest(window)
        self._keep(window, name)

    def _piece(self, widget: Any, name: str) -> None:
        """One card of a room, as high as it wants to be."""
        widget.ensurePolished()
        self._keep(widget, name)

    def _keep(self, widget: Any, name: str) -> None:
        called = f"{self._prefix}-{name}"
        if not self._only or any(each in called for each in self._only):
            widget.grab().save(str(self._target / f"{called}.png"))

    def _rest(self, window: MainWindow) -> None:
        """Wait until the workers rest and the window is drawn."""
        from PySide6.QtTest import QTest

        for _turn in range(PATIENCE_MS // 20):
            self._application.processEvents()
            if not window.desk.runner.busy:
                break
            QTest.qWait(20)
        for _turn in range(4):  # a form that was laid out anew takes a turn for each floor of its layouts
            QTest.qWait(20)
            self._application.processEvents()

    def _end(self, window: MainWindow) -> None:
        window.desk.hold(None)
        window.close()
        window.deleteLater()
        self._application.processEvents()


if __name__ == "__main__":
    sys.exit(main())
