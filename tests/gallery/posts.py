"""Pictures of Pos: timestamps, certificates with what is done to them, announcements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.app.queries import Announcements, Timestamps
from core.domain.announcement import Announce
from core.domain.proof import KeepTimestamp
from tests import fixed_tsa
from ui.gui.screens.announcements.read_dialog import ReadDialog
from ui.gui.screens.announcements.write_dialog import WriteDialog
from ui.gui.screens.desk_kit_dialog import DeskKitDialog
from ui.gui.screens.proof.end_authority_dialog import EndAuthorityDialog
from ui.gui.screens.proof.loss_dialog import LossDialog
from ui.gui.screens.proof.revoke_dialog import RevokeDialog

if TYPE_CHECKING:
    from tests.gallery.walk import Gallery
    from ui.gui.main_window import MainWindow


def desk_kit(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    """What a kit for one more desk asks for."""
    gallery._paper(window, DeskKitDialog(window.desk, frame.place), "posts-desk-kit")


def proof(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    """A day's timestamp that an authority gave, and a certificate about to be taken back."""
    app, name = window.desk.app, "Penyedia Waktu Contoh"
    if not app.ask(Timestamps()):
        ask = app.prepare_timestamp()
        token, own = fixed_tsa.token(name, ask.root), fixed_tsa.certificate(name)
        app.execute(KeepTimestamp(app.new_command(), ask.leaves, ask.count, token, own, ask.renews, ask.seen))
    frame.open("posts", 1)
    gallery._grab(window, "posts-time")
    frame.open("posts", 2)
    gallery._rest(window)
    certificates = frame.place.certificates
    certificates.table.selectRow(0)
    gallery._grab(window, "posts-certificates")
    found = certificates.chosen()
    if found is not None:
        gallery._paper(window, RevokeDialog(window.desk, found, window), "posts-revoke")
        gallery._paper(window, EndAuthorityDialog(window.desk, found, window), "posts-end-authority")
    for each in certificates._all:
        if (each.role, each.post) == ("device", "K0413"):
            gallery._paper(window, LossDialog(window.desk, each.key, window), "posts-loss")
    _announced(gallery, window, frame)


def _announced(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    """What the province announced, one of them in full, and a new one."""
    app, words = (
        window.desk.app,
        "Kapal perintis ke Pongok berangkat Jumat pukul 07.30.\n\nKirim flashdisk paling lambat Kamis sore.",
    )
    if not app.ask(Announcements()):
        app.execute(Announce(app.new_command(), "Jadwal kapal pekan ini berubah", words, urgent=True))
    frame.open("posts", 3)
    gallery._grab(window, "posts-announcements")
    gallery._paper(window, ReadDialog(window.desk, app.ask(Announcements())[0], window), "posts-announcement")
    gallery._paper(window, WriteDialog(window.desk, window), "posts-announce")
