"""Which page of the help belongs to which screen: rooms by their name, dialogs by their class, else the room they stand on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from ui.gui.desk import Desk
from ui.help_pages import FIRST

DIALOGS = {
    "AnnouncementsDialog": "announcements",
    "BoardFilterDialog": "filters",
    "CaseDialog": "correction",
    "CorrectionDialog": "correction",
    "FilterDialog": "filters",
    "HandOverDialog": "hand_over",
    "KitOnce": "kits",
    "LinkDialog": "links",
    "PaperDialog": "printing",
    "PactDialog": "signing",
    "PreviewDialog": "printing",
    "PrintPileDialog": "printing",
    "ReadDialog": "announcements",
    "RecoverDialog": "recovery",
    "RecoverySheetsDialog": "recovery",
    "RestoreDialog": "backup",
    "EverythingDialog": "backup",
    "SavedDialog": "filters",
    "SignDialog": "signing",
    "DeviceKeyDialog": "settings",
    "OfficerKeyDialog": "settings",
    "StoreKeyDialog": "settings",
    "KeyReplaceDialog": "province_keys",
    "KeyDestroyDialog": "province_keys",
    "_SlotDialog": "own_slot",
    "WriteDialog": "announcements",
    "_OnceDialog": "identity_desk",
}
"""Dialogs with a page of their own, by the name of their class, or of one that they are made from."""
GATES = {"UnlockScreen": "unlock", "WizardScreen": "first_run"}
"""What stands before an application is open."""


def topic_of(widget: QWidget | None, room: str = "") -> str:
    """The page for what is on the screen: a dialog's own, else its room's, else the gate's, else the first page."""
    known = {**DIALOGS, **GATES}
    kinds = () if widget is None else type(widget).__mro__
    return next((known[kind.__name__] for kind in kinds if kind.__name__ in known), room or FIRST)


class HelpKey(QObject):
    """F1 where the room's own shortcut does not reach: in a dialog, and before anything is open."""

    def __init__(self, desk: Desk, window: QMainWindow) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Open the page of what is on the screen."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or event.key() != Qt.Key.Key_F1:
            return False
        dialog, place = QApplication.activeModalWidget(), self._window.centralWidget()
        shown = dialog if isinstance(dialog, QDialog) else place if type(place).__name__ in GATES else None
        if shown is not None and type(shown).__name__ != "HelpDialog":
            self.open(shown)
            return True
        return False

    def open(self, shown: QWidget) -> None:
        """The help above this dialog or gate."""
        from ui.gui.screens.help import HelpDialog

        HelpDialog(self._desk, shown, topic=topic_of(shown, getattr(self._window.centralWidget(), "room", ""))).exec()
