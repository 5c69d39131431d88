"""Start the window, or with a verb the command line; on a computer without a screen, play the demo."""

import runpy
import sys
from pathlib import Path


def main() -> int:
    """Prepare a checkout (a frozen program is prepared), hand over and return the exit code."""
    if not getattr(sys, "frozen", False):
        runpy.run_path(str(Path(__file__).resolve().parent / "packaging" / "bootstrap.py"))["prepare"]("run")
    from ui.start import start

    return start(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
