"""Pictures of Dokumen: a form empty and filled, a declaration that is signed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.app.wordings import shipped_office
from core.documents.office_template import sample_of
from core.domain.declaration import OpenDeclaration
from tests.gui import scene
from ui.gui.screens.documents.declarations import SignDialog
from ui.gui.screens.help import HelpDialog

if TYPE_CHECKING:
    from tests.gallery.walk import Gallery
    from ui.gui.main_window import MainWindow


def pictures(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    app, ports = window.desk.app, scene.ports("form")
    fields = sample_of(shipped_office(ports, "t04"))["fields"]
    made = str(app.execute(OpenDeclaration(app.new_command(), fields)).reply)
    place = frame.place
    place.tabs.setCurrentIndex(1)
    place.filling.kind.choose("T10")
    place.filling._choose()
    gallery._grab(window, "documents-form")
    place.filling.body.fill(**sample_of(shipped_office(ports, "t10")))
    gallery._grab(window, "documents-filled")
    place.tabs.setCurrentIndex(2)
    place.declarations.refresh()
    gallery._grab(window, "documents-declarations")
    gallery._paper(window, HelpDialog(window.desk, window, topic="documents"), "documents-help")
    dialog = SignDialog(window.desk, made, place)
    gallery._paper(window, dialog, "documents-sign")
