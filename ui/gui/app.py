"""The window's way in: ``main(argv)``. Nothing heavy is imported before the first picture."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from core.app.profile_files import exists
from core.domain.errors import Refused
from ui import compose
from ui.gui import away, crash, opening
from ui.gui.desk import Desk
from ui.gui.icons import icon
from ui.gui.main_window import TITLE, MainWindow
from ui.gui.runner import Fault
from ui.gui.single import Single
from ui.gui.theme import pixels

SMALL_SCREEN = (1024, 600)
USUAL_SCREEN = (1280, 720)
START_DELAY_MS = 50
SPOT = 4


def build(application: QApplication, folder: Path) -> MainWindow:
    """The window for the profile in ``folder``, not shown yet."""
    desk = Desk(folder, compose.real_ports().now)
    window = MainWindow(desk, application, exists(folder))
    window.setWindowIcon(icon("posko", desk.theme.colour("primary"), pixels("logo")))
    window.setMinimumSize(*SMALL_SCREEN)
    window.resize(*USUAL_SCREEN)
    return window


def painted(folder: Path) -> tuple[int, int, int]:
    """Paint the window for the profile in ``folder`` without showing it: width, height, number of colours."""
    application = QApplication.instance() or QApplication([TITLE])
    if not isinstance(application, QApplication):
        return 0, 0, 0
    window = build(application, folder)
    picture = window.grab().toImage()
    spots = range(0, picture.width(), SPOT), range(0, picture.height(), SPOT)
    colours = {picture.pixel(x, y) for x in spots[0] for y in spots[1]}
    shiboken6.delete(window)  # at once: it listens to every event of the program
    return picture.width(), picture.height(), len(colours)


def main(argv: list[str]) -> int:
    """Run the window until it is closed; gives the exit code."""
    parser = argparse.ArgumentParser(prog="posko")
    parser.add_argument("--profile")
    parser.add_argument("--open", nargs="*", type=Path, default=[])
    options = parser.parse_args(argv)
    folder = compose.profile_folder(options.profile)
    files = [path.absolute() for path in options.open]
    application = QApplication([sys.argv[0]])
    application.setApplicationName(TITLE)
    single = Single(folder, application)
    if not single.is_first(files):
        return 0
    window = build(application, folder)
    single.wanted.connect(window.summon)
    desk = window.desk
    crash.install(folder, compose.real_ports().now, lambda _note: desk.said.emit(desk.t("fault.program")))
    window.show()
    window.opened.take(files)

    def slow(_fault: Fault | Refused) -> None:
        desk.said.emit(desk.t("fault.program"))

    QTimer.singleShot(START_DELAY_MS, lambda: away.watch(window.away, application, window))
    QTimer.singleShot(START_DELAY_MS, lambda: desk.runner.ask(opening.warm_up, lambda _none: None, slow, window))
    return application.exec()
