"""Where a start leads: a limited process, the window, the command line, or on a computer without a screen the demo."""

from __future__ import annotations

import os
import sys
import tempfile

from core.apart.closed import close_to_others

OPEN = "--open"
"""The files of a double-click follow: they go to the window, also to one that is open already."""
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
REFUSED = 2
NO_WINDOW = "Komputer ini tidak punya layar, jadi tidak ada berkas yang dibuka. Bantuan baris perintah: posko --help"
NO_SCREEN = """Komputer ini tidak punya layar, jadi contoh lengkap dimainkan di folder {}
Bantuan baris perintah: main.py --help"""


def start(argv: list[str]) -> int:
    """Hand over and return the exit code. Without a window Qt is never loaded, with one the command line is not.

    Memory is closed to other programs of the same account from here on; limited processes have limits of their own.
    """
    frozen = bool(getattr(sys, "frozen", False))
    if frozen and argv[:1] == ["--apart"]:
        from core.apart.process import run_apart

        return run_apart(argv)
    close_to_others()
    blind = sys.platform == "linux" and not any(map(os.environ.get, SCREENS))
    if blind and argv[:1] == [OPEN]:
        print(NO_WINDOW, file=sys.stderr)
        return REFUSED
    if not argv and blind:
        argv = ["demo", tempfile.mkdtemp(prefix="posko-demo-")]
        print(NO_SCREEN.format(argv[1]), file=sys.stderr)
    return _window(argv, frozen) if not argv or argv[0] == OPEN else _verb(argv)


def _verb(argv: list[str]) -> int:
    from ui.cli.main import main

    return main(argv)


def _window(argv: list[str], frozen: bool) -> int:
    if frozen:  # a checkout was prepared before
        from ui.preflight import MISSING, ready

        if not ready():
            return MISSING
    from ui.gui.app import main

    return main(argv)
