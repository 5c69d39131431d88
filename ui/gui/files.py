"""Choosing files: Qt's own dialog in our words, because the system's keeps lists of what was opened."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QFileInfo, QSize, QUrl
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QSplitter, QTreeView, QWidget

from core.domain.errors import Refused
from core.domain.file_names import plain_name
from ui.gui.desk import Desk

LETTERS_WIDE, LINES_HIGH, PLACES = 90, 24, 4
SCREEN_SHARE = 0.9


class Unread(QFileIconProvider):
    """Icons and kinds by name alone.

    Qt reads the beginning of every file whose name does not tell its kind, in the window's thread: one that is slow to read, or
    never ends (``/proc/kmsg``), stops the window.
    """

    def icon(self, of: QFileInfo | QAbstractFileIconProvider.IconType) -> QIcon:
        """A folder, a drive or a file; what Qt asks for by kind as it is."""
        return super().icon(self._kind(of) if isinstance(of, QFileInfo) else of)

    def type(self, info: QFileInfo) -> str:
        """The ending in capitals, or a word where there is none."""
        kind = self._kind(info)
        ending = info.suffix().upper() if kind is self.IconType.File else ""
        return ending or QCoreApplication.translate("QAbstractFileIconProvider", kind.name)

    def _kind(self, info: QFileInfo) -> QAbstractFileIconProvider.IconType:
        if info.isRoot():
            return self.IconType.Drive
        return self.IconType.Folder if info.isDir() else self.IconType.File


@cache
def unread() -> Unread:
    """One for all dialogs: Qt keeps a bare pointer to it."""
    return Unread()


def _dialog(desk: Desk, parent: QWidget, title: str) -> QFileDialog:
    made = QFileDialog(parent, title)
    made.setOption(QFileDialog.Option.DontUseNativeDialog, True)
    made.setOption(QFileDialog.Option.DontUseCustomDirectoryIcons, True)
    made.setIconProvider(unread())
    made.setDirectory(str(Path.home()))
    _make_room(made)
    return made


def _plugged() -> list[Path]:
    from sync.sticks.finding import find_sticks

    return [each.root for each in find_sticks().volumes]


def offer_places(dialog: QFileDialog, roots: list[Path]) -> None:
    """Put what is plugged in beside the list: nobody has to know in which folder the system opens a stick."""
    known = dialog.sidebarUrls()
    fresh = [url for url in (QUrl.fromLocalFile(str(root)) for root in roots) if url not in known]
    dialog.setSidebarUrls([*known, *fresh])


def _make_room(dialog: QFileDialog) -> None:
    """As large as its letters want, as far as the screen allows; the places beside the list by name, not by two letters."""
    letters, room = dialog.fontMetrics(), dialog.screen().availableSize() * SCREEN_SHARE
    wide = letters.averageCharWidth() * LETTERS_WIDE
    dialog.resize(QSize(wide, letters.lineSpacing() * LINES_HIGH).boundedTo(room))
    for parts in dialog.findChildren(QSplitter):
        for listed in parts.findChildren(QTreeView):
            listed.header().setStretchLastSection(True)
        parts.setSizes([dialog.width() // PLACES, dialog.width() - dialog.width() // PLACES])


def _chosen(desk: Desk, dialog: QFileDialog) -> list[Path]:
    """What the user chose, nothing when he changed his mind. Qt notes where it was and what stood beside the list when a dialog
    goes: it was at home, and no stick was there."""
    places = dialog.sidebarUrls()
    if desk.stick is None:
        desk.runner.ask(_plugged, lambda roots: offer_places(dialog, roots), lambda _fault: None, dialog)
    names = dialog.selectedFiles() if dialog.exec() else []
    dialog.setSidebarUrls(places)
    dialog.setDirectory(str(Path.home()))
    dialog.setHistory([])
    dialog.deleteLater()
    return [Path(name) for name in names]


def open_files(desk: Desk, parent: QWidget, title: str, patterns: str, many: bool = False) -> list[Path]:
    """Existing files chosen by the user; an empty list when he changed his mind."""
    dialog = _dialog(desk, parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles if many else QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([patterns, desk.t("files.all")])
    return _chosen(desk, dialog)


def open_folder(desk: Desk, parent: QWidget, title: str) -> Path | None:
    """An existing folder, or None."""
    dialog = _dialog(desk, parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
    return next(iter(_chosen(desk, dialog)), None)


def save_file(desk: Desk, parent: QWidget, title: str, name: str, suffix: str) -> Path | None:
    """Where to write a new file, or None; a ``name`` that came from outside leads into no other folder."""
    dialog = _dialog(desk, parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(plain_name(name))
    return next(iter(_chosen(desk, dialog)), None)


def keep_file(path: Path, content: bytes) -> Refused | None:
    """Write a file that the user asked for, whole and durable or not at all; gives why not."""
    from ui.compose import write_file

    try:
        write_file(path, content)
    except Refused as refusal:
        return refusal
    return None
