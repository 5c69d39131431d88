"""Pictures of what stands before an open window: the first run with its pages, and the unlock window with its ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.gui import theme
from ui.gui.app import build
from ui.gui.screens.recover_dialog import RecoverDialog
from ui.gui.screens.restore_dialog import RestoreDialog
from ui.gui.screens.wizard import WizardScreen

if TYPE_CHECKING:
    from tests.gallery.walk import Gallery
    from ui.gui.main_window import MainWindow


def gates(gallery: Gallery, language: str, look: str, scale: str = "100") -> None:
    for name, folder in (("wizard", "none"), ("unlock", "post")):
        window = build(gallery._application, gallery._folder / folder)
        window.resize(*gallery.size)
        window.desk.t.choose(language)
        window.desk.theme = theme.choose(look, scale)
        window.dress_again()
        window.show()
        gallery._grab(window, name)
        if name == "unlock":
            gallery._paper(window, RecoverDialog(window.desk, window.centralWidget()), "unlock-recover")
            dialog = RestoreDialog(window.desk, window.centralWidget(), held=True)
            dialog.use(gallery._folder / "K0413-20240205.posko-backup")
            gallery._paper(window, dialog, "unlock-restore")
        wizard = window.centralWidget()
        if isinstance(wizard, WizardScreen):
            _wizard_pages(gallery, window, wizard)
        gallery._end(window)


def _wizard_pages(gallery: Gallery, window: MainWindow, wizard: Any) -> None:
    for kind, pages in (("post", ("kit", "person")), ("province", ("office",)), ("desk", ("desk",)), ("nation", ("nation",))):
        wizard._show(0)
        wizard.role.choose(kind)
        wizard.go_on()
        gallery._grab(window, f"wizard-{pages[0]}")
        if len(pages) > 1:
            wizard._show(2)
            gallery._grab(window, f"wizard-{pages[1]}")
        if kind in ("province", "desk"):
            _with_server(gallery, window, wizard, f"wizard-{pages[0]}-server")


def _with_server(gallery: Gallery, window: MainWindow, wizard: Any, name: str) -> None:
    """The page with a shared server's address, which lacks its CA."""
    address = gallery._folder / "server.json"
    address.write_text('{"host": "10.0.0.2", "database": "posko", "user": "meja"}', "utf-8")
    part = wizard._page().server
    part.tick.setChecked(True)
    part.use("address", address)
    gallery._rest(window)
    wizard._area.verticalScrollBar().setValue(part.y())
    gallery._grab(window, name)
