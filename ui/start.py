"""Where a start leads: a limited process, the window, the command line, or on a computer without a screen the demo."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from pathlib import Path

from core.apart.closed import close_to_others

OPEN = "--open"
"""The files of a double-click follow: they go to the window, also to one that is open already."""
PROFILE = "--profile"
"""Names the installation: of a verb that follows, or alone (a shortcut on a desktop) of the window."""
LIBRARIES = "LD_LIBRARY_PATH"
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
REFUSED = 2
NO_WINDOW = "Komputer ini tidak punya layar, jadi tidak ada berkas yang dibuka. Bantuan baris perintah: posko --help"
NO_SCREEN = """Komputer ini tidak punya layar, jadi contoh lengkap dimainkan di folder {}
Bantuan baris perintah: main.py --help"""


def start(argv: list[str]) -> int:
    """Hand over and return the exit code. Without a window Qt is never loaded, with one the command line is not.

    Memory is closed to other programs of the same account from here on, and files that are written to other accounts (what
    goes onto a medium is opened again, ``sync.folder.for_others``); limited processes have limits of their own.
    """
    frozen = bool(getattr(sys, "frozen", False))
    newer = _newer() if frozen else None
    if newer is not None:
        return _go_to(newer, argv)
    if frozen and argv[:1] == ["--apart"]:
        from core.apart.process import run_apart

        return run_apart(argv)
    close_to_others()
    os.umask(0o077)
    blind = sys.platform == "linux" and not any(map(os.environ.get, SCREENS))
    in_window = wants_window(argv, blind=blind)
    if blind and in_window:
        print(NO_WINDOW, file=sys.stderr)
        return REFUSED
    if not argv and blind:
        argv = ["demo", tempfile.mkdtemp(prefix="posko-demo-")]
        print(NO_SCREEN.format(argv[1]), file=sys.stderr)
    return _window(argv, frozen) if in_window else _verb(argv)


def wants_window(argv: list[str], *, blind: bool) -> bool:
    """Whether the window is meant: files to open, or no verb at all where there is a screen; a profile may stand before."""
    rest = argv
    if argv[:1] == [PROFILE] and argv[1:] and not argv[1].startswith("-"):
        rest = argv[2:]
    elif argv and argv[0].startswith(f"{PROFILE}="):
        rest = argv[1:]
    return rest[0] == OPEN if rest else not blind


def _newer() -> Path | None:
    """The program that an update put beside this one."""
    from core.app.installed import pointed
    from ui.compose import VERSION

    return pointed(Path(sys.executable), VERSION)


def _go_to(program: Path, argv: list[str]) -> int:
    """Start another frozen program in the place of this one, without what this one told its own children."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("_PYI_")}
    environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    environ.pop(LIBRARIES, None)
    if f"{LIBRARIES}_ORIG" in environ:
        environ[LIBRARIES] = environ.pop(f"{LIBRARIES}_ORIG")
    if os.name == "nt":  # which gives the prompt back too early
        import subprocess

        return subprocess.call([str(program), *argv], env=environ)  # noqa: S603 - it lies in our own home
    os.execve(program, [str(program), *argv], environ)  # noqa: S606


def _verb(argv: list[str]) -> int:
    from ui.cli.main import main

    return main(argv)


def _window(argv: list[str], frozen: bool) -> int:
    if frozen:  # a checkout was prepared before
        from ui.preflight import MISSING, ready

        if not ready():
            return MISSING
    gc.disable()  # until the window collects by itself: a tenth of the time to the first picture
    from ui.gui.app import main

    return main(argv)
