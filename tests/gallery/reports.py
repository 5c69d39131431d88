"""Pictures of Laporan: papers, deadlines, changes and evidence of one report, and how reports are found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.app.deadline_views import ReceiptRow
from core.app.queries import Reports
from ui.gui.screens.listing_dialog import ListingDialog
from ui.gui.screens.preview_dialog import PreviewDialog
from ui.gui.screens.report_detail.correction_dialog import CorrectionDialog
from ui.gui.screens.report_detail.export_dialog import ExportDialog
from ui.gui.screens.report_detail.lodging_dialogs import BawasluDialog, NoticeDialog
from ui.gui.screens.report_detail.take_back_dialog import TakeBackDialog
from ui.gui.screens.report_form.folder_dialog import FolderDialog
from ui.gui.widgets.report_filter import FilterDialog, SavedDialog

if TYPE_CHECKING:
    from tests.gallery.walk import Gallery
    from ui.gui.main_window import MainWindow


def papers(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    detail = frame.place.detail
    number = next(at for at, tab in enumerate(detail._tabs) if tab.name == "papers")
    detail.tabs.setCurrentIndex(number)
    gallery._grab(window, "reports-papers")


def deadlines(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    """The law's dates of a report, and the two acts that go with them."""
    detail = frame.place.detail
    detail.tabs.setCurrentIndex(next(at for at, tab in enumerate(detail._tabs) if tab.name == "deadlines"))
    gallery._grab(window, "reports-deadlines")
    for kind, name in ((BawasluDialog, "reports-bawaslu"), (NoticeDialog, "reports-notice")):
        gallery._paper(window, kind(window.desk, detail._view, detail), name)
    receipt = ReceiptRow("007/LP/PP/2024", "", "kabkota", "", "", "", "")
    gallery._paper(window, TakeBackDialog(window.desk, detail._view, receipt, detail), "reports-take-back")


def changes(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    """A correction that waits, one that counts, the history that tells of both, and the dialog."""
    detail = frame.place.detail
    for name in ("changes", "history"):
        detail.tabs.setCurrentIndex(next(at for at, tab in enumerate(detail._tabs) if tab.name == name))
        gallery._grab(window, f"reports-{name}")
    if detail._view is not None and not detail._view.gone:
        gallery._paper(window, CorrectionDialog(window.desk, detail._view, detail), "reports-correction")


def evidence(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    """A report that has a photo: its tab, its preview, both ways out, and the list of a camera card."""
    place = frame.place
    number = next(at for at, tab in enumerate(place.detail._tabs) if tab.name == "evidence")
    tab = place.detail._tabs[number]
    place.detail.tabs.setCurrentIndex(number)
    for row in reversed(range(place.model.rowCount())):
        place.view.setCurrentIndex(place.model.index(row))
        gallery._rest(window)
        if tab._view is not None and tab._view.attachments:
            break
    gallery._grab(window, "reports-evidence")
    file = tab._view.attachments[0]
    gallery._paper(window, PreviewDialog(window.desk, tab._view, file, window), "evidence-preview")
    for copy in (False, True):
        dialog = ExportDialog(window.desk, tab._view, file, copy=copy, parent=window)
        gallery._paper(window, dialog, f"evidence-{'copy' if copy else 'export'}")
    card = gallery._folder / "DCIM"
    card.mkdir(exist_ok=True)
    for name in ("IMG_0001.JPG", "VID_0002.MP4", "catatan.txt"):
        (card / name).write_bytes(name.encode() * 90_000)
    gallery._paper(window, FolderDialog(window.desk, card, 200, window), "evidence-card")


def finding(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    frame.place.take(Reports(stage="KAMPANYE", area="19.03", deadline="open", lane="sealed"))
    gallery._grab(window, "reports-filters")
    query, room = frame.place.filter, frame.place
    for name, dialog in (
        ("filter", FilterDialog(window.desk, query, room)),
        ("saved", SavedDialog(window.desk, query, room.take, room)),
        ("listing", ListingDialog(window.desk, query, (), room)),
    ):
        gallery._paper(window, dialog, f"reports-{name}")
    room.take(Reports())
    gallery._grab(window, "reports-all")
