"""Where a start leads: a limited process, the window, the command line, or on a computer without a screen the demo."""

from __future__ import annotations

import os
import sys
import tempfile

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
NO_SCREEN = """Komputer ini tidak punya layar, jadi contoh lengkap dimainkan di folder {}
Bantuan baris perintah: main.py --help"""


def start(argv: list[str]) -> int:
    """Hand over and return the exit code. Without a window Qt is never loaded, with one the command line is not."""
    frozen = bool(getattr(sys, "frozen", False))
    if frozen and argv[:1] == ["--apart"]:
        from core.apart.process import run_apart

        return run_apart(argv)
    if not argv and sys.platform == "linux" and not any(map(os.environ.get, SCREENS)):
        argv = ["demo", tempfile.mkdtemp(prefix="posko-demo-")]
        print(NO_SCREEN.format(argv[1]), file=sys.stderr)
    if argv:
        from ui.cli.main import main as run
    else:
        if frozen and not _ready():  # a checkout was prepared before
            return 3
        from ui.gui.app import main as run
    return run(argv)


def _ready() -> bool:
    from ui.preflight import ready

    return ready()
