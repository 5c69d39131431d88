"""Pictures of what goes out and comes in besides a stick: a link, a watched folder, a stick that somebody takes along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QScrollArea

from sync.exchange import send
from sync.links.address import Address
from sync.links.known import forget_link, keep_link, pause_links
from tests.gui import scene
from ui.gui.screens.custody_card import HandOverDialog
from ui.gui.screens.link_dialog import LinkDialog

if TYPE_CHECKING:
    from tests.gallery.walk import Gallery
    from ui.gui.main_window import MainWindow


def looked(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    """A stick that was looked at, before the yes."""
    frame.place.start_receive()
    gallery._grab(window, "exchange-look")


def handed(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    """A link to a server, a watched folder, and a stick that somebody takes along."""
    _linked(gallery, window, frame)
    if frame.place.watched is not None:
        _folder_watched(gallery, window, frame)
    if frame.place.custody.table.rowCount():
        gallery._paper(window, HandOverDialog(window.desk, frame.place.custody.stick(0), frame.place), "exchange-handover")


def _linked(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    """A link that was set up and is paused, and the dialog in which it was."""
    keeper, app = window.desk.links, window.desk.app
    keep_link(app, "provinsi", Address("webdav", "server.contoh", 443, "/posko", "posko"))
    keeper.known_anew()
    keeper.pause(True)
    area = frame.place.findChild(QScrollArea)
    area.verticalScrollBar().setValue(frame.place.links.y())
    gallery._grab(window, "exchange-link")
    gallery._paper(window, LinkDialog(window.desk, "provinsi", frame.place), "exchange-link-dialog")
    forget_link(app, "provinsi")
    pause_links(app, False)
    keeper.known_anew()


def _folder_watched(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    """A folder into which the reports of a post were copied, then away."""
    inbox = gallery._folder / "masuk" / gallery._prefix
    (inbox / "pos").mkdir(parents=True)
    scene.submit(gallery._post, scene.complaint())
    send(gallery._post, inbox / "pos")
    keeper = window.desk.watched
    frame.place.watched.use(inbox)
    keeper.start(inbox)
    gallery._rest(window)
    keeper.look()
    gallery._rest(window)
    area = frame.place.findChild(QScrollArea)
    area.verticalScrollBar().setValue(frame.place.watched.y())
    gallery._grab(window, "exchange-watched")
    inbox.rename(inbox.with_name("tidak-ada"))
    keeper.look()
    gallery._grab(window, "exchange-watched-away")
    inbox.with_name("tidak-ada").rename(inbox)
    keeper.stop()
