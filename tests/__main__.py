"""Run the tests: everything without arguments, otherwise whatever pytest is told; Qt paints unseen."""

import os
import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Prepare the environment, run pytest and return its exit code; pytest has the last word on the screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    runpy.run_path(str(ROOT / "packaging" / "bootstrap.py"))["prepare"]("test")
    import pytest

    return pytest.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
