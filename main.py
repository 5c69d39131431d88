"""Start the window, or with a verb the command line; on a computer without a screen, play the demo."""

import os
import runpy
import sys
import tempfile
from pathlib import Path

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
NO_SCREEN = """Komputer ini tidak punya layar, jadi contoh lengkap dimainkan di folder {}
Bantuan baris perintah: main.py --help"""


def main() -> int:
    """Hand over to the window or to the command line and return its exit code."""
    if not getattr(sys, "frozen", False):
        runpy.run_path(str(Path(__file__).resolve().parent / "packaging" / "bootstrap.py"))["prepare"]("run")
    argv = sys.argv[1:]
    if getattr(sys, "frozen", False) and argv[:1] == ["--apart"]:
        from core.apart.process import run_apart

        return run_apart(argv)
    if not argv and sys.platform == "linux" and not any(map(os.environ.get, SCREENS)):
        argv = ["demo", tempfile.mkdtemp(prefix="posko-demo-")]
        print(NO_SCREEN.format(argv[1]), file=sys.stderr)
    if argv:
        from ui.cli.main import main as run  # without a window, Qt is never loaded
    else:
        if getattr(sys, "frozen", False):  # a checkout was prepared above
            from ui import preflight

            if not preflight.ready():
                return preflight.MISSING
        from ui.gui.app import main as run
    return run(argv)


if __name__ == "__main__":
    sys.exit(main())
