"""Pictures of Pakta: papers verified and scanned, a roster and its cascade, piles to print, signing on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from core.app import queries
from core.app.papers import people_of, read_roster
from core.app.printing import PrintJob, remember
from core.domain.commands import IssuePacts
from core.domain.roster import ImportRoster
from ui.gui.screens.help import HelpDialog
from ui.gui.screens.pacts.act_dialog import ActDialog
from ui.gui.screens.pacts.bsre_dialog import BsreDialog
from ui.gui.screens.pacts.change_dialog import ChangeDialog
from ui.gui.screens.pacts.issue_missing import IssueMissingDialog
from ui.gui.screens.pacts.person_dialog import PersonDialog
from ui.gui.screens.pacts.plan_dialog import PlanDialog
from ui.gui.screens.pacts.roster import STEPS
from ui.gui.screens.print_pile import PrintPileDialog
from ui.gui.screens.signing.pact_dialog import PactDialog
from ui.gui.screens.verdict_table import VerdictTable

if TYPE_CHECKING:
    from tests.gallery.walk import Gallery
    from ui.gui.main_window import MainWindow

ROSTER = """Nama,NIP,Pangkat,Jabatan,Perangkat Daerah,Bidang,Seksi,Status Kepegawaian
Siti Aminah,197803122005012004,IV/b,Kepala Dinas Contoh,Dinas Contoh,,,PNS
Budi Santoso Wirakusumah,199608182022211001,IX,Kepala Bidang Pemberdayaan dan Desa,Dinas Contoh,Bidang Pemberdayaan,,PPPK
Wati,198609262015051001,III/c,Kepala Seksi A1,Dinas Contoh,Bidang Pemberdayaan,Seksi A1,PNS
Hasan,,,Tenaga administrasi,Dinas Contoh,Bidang Pemberdayaan,Seksi A1,Honorer
Joko,198001012006041003,III/a,Camat,Kecamatan Lepar,,,PNS
,198001012006041004,III/a,Analis,Kecamatan Lepar,,,PNS
"""


def tabs(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    """What has a picture as it is opened."""
    for name in ("issue", "verify"):
        frame.place.show_tab(name)
        gallery._grab(window, f"pacts-{name}")


def verified(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    """A folder of papers, one of them changed, with that one read in full."""
    app, folder, page = window.desk.app, gallery._folder / "berkas", frame.place.pages["verify"]
    folder.mkdir(exist_ok=True)
    for row in app.ask(queries.Pacts()).rows:
        data = app.ask(queries.PactFile(row.id))
        (folder / f"pakta-{row.id[:8]}.pdf").write_bytes(data)
        (folder / f"salinan-{row.id[:8]}.pdf").write_bytes(data + b"\n")
    (folder / "catatan.txt").write_text("bukan kode", "utf-8")
    page.verify([folder])
    gallery._rest(window)
    page.findChildren(VerdictTable)[0].table.selectRow(0)
    gallery._grab(window, "pacts-verify-many")


def scanned(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    """A pact of the list before the verifier, and scans: one that finds its pact, one that is matched by hand."""
    frame.place.show_tab("list")
    gallery._rest(window)
    register = frame.place.register
    if not register.rows or not register.rows[0].has_file:
        return
    register.table.selectRow(0)
    register.opened.emit(register.table.chosen_rows()[0])
    gallery._grab(window, "pacts-verified")
    folder = gallery._folder / "scans"
    folder.mkdir(exist_ok=True)
    (folder / "pindaian 1.pdf").write_bytes(window.desk.app.ask(queries.PactFile(register.rows[0].id)))
    Image.new("RGB", (620, 877), "white").save(folder / "pindaian 2.png")
    frame.place.show_tab("scan")
    frame.place.scans.look([folder])
    gallery._grab(window, "pacts-scan")


def cascade(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    """A roster on its way in, the tree with coverage, what heads owe, one person, and an act for several pacts."""
    place, app = frame.place, window.desk.app
    path = gallery._folder / "pegawai.csv"
    path.write_text(ROSTER, "utf-8")
    place.show_tab("roster")
    gallery._grab(window, "pacts-roster-file")
    tab = place.pages["roster"]
    tab.read(path)
    gallery._grab(window, "pacts-roster-columns")
    if app.facts.kind == "post":
        tab.kind.choose("TNI")
    tab.look_again()
    gallery._grab(window, f"pacts-roster-{STEPS[2]}")
    if tab._view is not None and tab._view.digest:
        view = tab._view
        data, columns, kind = path.read_bytes(), tab._stated(), tab.kind.value()
        app.execute(ImportRoster(app.new_command(), data, view.digest, columns, employment=kind))
    place.show_tab("cascade")
    gallery._grab(window, "pacts-cascade")
    tree = place.pages["cascade"]
    for number, name in ((1, "reminders"), (2, "reissues")):
        tree.tabs.setCurrentIndex(number)
        gallery._grab(window, f"pacts-{name}")
    if tree.people.table.held:
        chosen = tree.people.table.held[0]
        gallery._paper(window, PersonDialog(window.desk, chosen.id, place), "pacts-person")
        gallery._paper(window, ChangeDialog(window.desk, chosen, place), "pacts-change")
    gallery._paper(window, PlanDialog(window.desk, tree._view, place), "pacts-plan")
    gallery._paper(window, IssueMissingDialog(window.desk, "", "Dinas Contoh", False, place), "pacts-missing")
    for act in ("told", "signed", "away", "refused"):
        if place.register.rows:
            gallery._paper(window, ActDialog(window.desk, act, place.register.rows[:2], place), f"pacts-act-{act}")
    _printing(gallery, window, frame)


def _printing(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    """A pile to print, of which some came out before, and the register after it broke off."""
    place, app = frame.place, window.desk.app
    pacts = tuple(each.id for each in place.register.rows if each.has_file)
    if pacts:
        app.note_printed(pacts[:1])
        remember(app.settings, PrintJob(pacts, 1, len(pacts)))
        gallery._paper(window, PrintPileDialog(window.desk, pacts[:2], place, missing=1), "pacts-pile")
        place.show_tab("list")
        place.register.refresh()
        gallery._grab(window, "pacts-broke-off")
        remember(app.settings, None)


def signing(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    """A pact that one person signs on the screen, and the place of a file that BSrE signed."""
    gallery._paper(window, HelpDialog(window.desk, window, topic="pacts"), "pacts-help")
    if frame.place.register.rows:
        gallery._paper(window, BsreDialog(window.desk, frame.place.register.rows[0], frame.place), "pacts-bsre")
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
    gallery._paper(window, dialog, "pacts-sign")
