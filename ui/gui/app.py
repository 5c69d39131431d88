"""The window's way in: ``main(argv)``. Nothing heavy is imported before the first picture."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from core.app.profile_files import exists
from ui import compose
from ui.gui import theme
from ui.gui.main_window import TITLE, MainWindow
from ui.gui.single import Single

LEAST = (960, 540)
"""What a screen of 1024x600 leaves beside a bar and a title."""
USUAL = (1280, 720)
TITLE_BAR = 32
SPOT = 4


def outlined(application: QApplication, folder: Path) -> MainWindow:
    """The window for the profile in ``folder``, not shown and not furnished yet."""
    window = MainWindow(application, exists(folder))
    room = application.primaryScreen().availableSize()
    window.setMinimumSize(*LEAST)
    window.resize(min(USUAL[0], room.width()), min(USUAL[1], room.height() - TITLE_BAR))
    return window


def furnish(window: MainWindow, folder: Path) -> None:
    """Give the window its desk and its gate."""
    from ui.gui.desk import Desk

    window.furnish(Desk(folder, lambda: compose.real_ports().now()))  # whose making no picture waits for


def build(application: QApplication, folder: Path) -> MainWindow:
    """The whole window for the profile in ``folder``, not shown yet."""
    window = outlined(application, folder)
    furnish(window, folder)
    return window


def painted(folder: Path) -> tuple[int, int, int]:
    """Paint the window for the profile in ``folder`` without showing it: width, height, number of colours."""
    application = QApplication.instance() or theme.begin(TITLE)
    if not isinstance(application, QApplication):
        return 0, 0, 0
    window = build(application, folder)
    import shiboken6

    picture = window.grab().toImage()
    spots = range(0, picture.width(), SPOT), range(0, picture.height(), SPOT)
    colours = {picture.pixel(x, y) for x in spots[0] for y in spots[1]}
    shiboken6.delete(window)  # at once: it listens to every event of the program
    return picture.width(), picture.height(), len(colours)


def main(argv: list[str]) -> int:
    """Run the window until it is closed; gives the exit code."""
    profile, files = _asked_for(argv)
    folder = compose.profile_folder(profile)
    application = theme.begin(sys.argv[0])
    application.setApplicationName(TITLE)
    single = Single(folder, application)
    if not single.is_first(files):
        return 0
    window = outlined(application, folder)
    window.first_paint.over.connect(lambda: _furnish(window, application, single, files))
    window.show()
    return application.exec()


def _asked_for(argv: list[str]) -> tuple[str | None, list[Path]]:
    """The profile that was named, and the files to open."""
    if not argv:
        return None, []
    import argparse

    parser = argparse.ArgumentParser(prog="posko")
    parser.add_argument("--profile")
    parser.add_argument("--open", nargs="*", type=Path, default=[])
    options = parser.parse_args(argv)
    return options.profile, [path.absolute() for path in options.open]


def _furnish(window: MainWindow, application: QApplication, single: Single, files: list[Path]) -> None:
    """What a start does behind its first picture: the gate, whose picture is waited for in turn."""
    try:
        furnish(window, single.folder)
        window.opened.take(files)
    except BaseException:
        application.exit(1)  # an outline that nothing follows would stand there for ever
        raise
    window.gate_paint.over.connect(lambda: _go_on(window, application, single, files))


def _go_on(window: MainWindow, application: QApplication, single: Single, files: list[Path]) -> None:
    """What a start does behind the picture of its gate: hear other starts, watch the system, import while the officer types."""
    from ui.gui import away, crash, opening
    from ui.gui.collector import Collector

    if not single.listen(files):
        window.close()
        return
    Collector(window)
    single.wanted.connect(window.summon)
    desk = window.desk

    def fault(_what: object) -> None:
        desk.said.emit(desk.t("fault.program"))

    crash.install(desk.folder, compose.real_ports().now, fault)
    away.watch(window.keep_watch().away, application, window)
    desk.runner.ask(opening.warm_up, lambda _none: None, fault, window)
