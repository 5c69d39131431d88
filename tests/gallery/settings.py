"""Pictures of Pengaturan and of the help: copies, keys, the dialogs of both, cards of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QScrollArea

from core.domain.province_key import ReplaceKey
from ui.gui.screens.device_key_card import COPIED, DeviceKeyDialog
from ui.gui.screens.end_officer import EndOfficerDialog
from ui.gui.screens.everything_dialog import EverythingDialog
from ui.gui.screens.help import TABS, HelpDialog
from ui.gui.screens.key_destroy_dialog import KeyDestroyDialog
from ui.gui.screens.key_replace_dialog import KeyReplaceDialog
from ui.gui.screens.recovery_sheets_dialog import RecoverySheetsDialog
from ui.gui.screens.store_key_dialog import StoreKeyDialog

if TYPE_CHECKING:
    from tests.gallery.walk import Gallery
    from ui.gui.main_window import MainWindow


def copied(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    """A copy that was made and tried out."""
    card = frame.place.copies
    card.make()
    gallery._rest(window)
    card.try_out()
    gallery._rest(window)
    frame.place.findChild(QScrollArea).ensureWidgetVisible(card)
    gallery._grab(window, "settings-copies")
    gallery._paper(window, EverythingDialog(window.desk, lambda _folder: None, card), "settings-everything")
    frame.place.findChild(QScrollArea).ensureWidgetVisible(frame.place.store_key)
    gallery._grab(window, "settings-store-key")
    if frame.place.store_key.sheets.isVisible():
        sheets = RecoverySheetsDialog(window.desk, frame.place)
        sheets.make()
        gallery._rest(window)
        gallery._paper(window, sheets, "settings-recovery-sheets")
    gallery._paper(window, StoreKeyDialog(window.desk, frame.place, "Rina Contoh"), "settings-store-key-new")
    renewing = DeviceKeyDialog(window.desk, frame.place)
    renewing.why._press(COPIED)
    gallery._paper(window, renewing, "settings-laptop-key-new")
    frame.place.findChild(QScrollArea).ensureWidgetVisible(frame.place.device_key)
    gallery._grab(window, "settings-laptop-key")
    if frame.place.keys is not None:
        _keys(gallery, window, frame.place)
    gallery._paper(window, EndOfficerDialog(window.desk, frame.place._people[0], frame.place), "settings-officer-end")


def _keys(gallery: Gallery, window: MainWindow, place: Any) -> None:
    """The province's keys after one was replaced, and the dialogs."""
    app = window.desk.app
    if not any(row.generation for row in place.keys.rows):
        app.replace_key(ReplaceKey(app.new_command(), "reports", "copied", app.today.isoformat()))
    place.keys.refresh()
    gallery._rest(window)
    place.findChild(QScrollArea).ensureWidgetVisible(place.keys)
    gallery._grab(window, "settings-keys")
    gallery._paper(window, KeyReplaceDialog(window.desk, "recovery", place), "settings-key-replace")
    gallery._paper(window, KeyDestroyDialog(window.desk, place.keys.rows[1], place), "settings-key-destroy")


def helped(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    """F1: steps, what the law says of an act, and the data in force; and the schedule of couriers."""
    for tab in TABS:
        gallery._paper(window, HelpDialog(window.desk, window, tab), f"help-{tab}")
    gallery._piece(frame.place.letterhead, "settings-letterhead")
    courier = frame.place.courier
    if courier is not None:
        courier.trips.add({"to": "kabkota", "days": (1, 4), "leaves": "07:30", "minutes": 300, "by": "Kapal perintis"})
        gallery._rest(window)
        gallery._piece(courier, "settings-courier")
