"""Run the tests: everything in two halves side by side without arguments, otherwise whatever pytest is told; Qt paints unseen."""

import os
import runpy
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HALVES = (
    (
        "tests/unit",
        "tests/property",
        "tests/vectors",
        "tests/fuzzing",
        "tests/sticks",
        "tests/power",
        "tests/server",
        "tests/simulator",
        "tests/links",
    ),
    ("tests/crash", "tests/gui", "tests/eyes", "tests/reader", "tests/scripts", "tests/interop"),
)
"""Folders of about the same length; a laptop of today has two processors."""

MEMORY = Path("/dev/shm")  # noqa: S108
ROOM = 4 << 30


def memory() -> Path | None:
    """Where files of tests cost no disk: every saving waits for it otherwise; None where memory has too little room.

    What a disk does that is pulled, full or lying is shown by means of its own: tests/crash, tests/sticks, tests/simulator.
    """
    if not MEMORY.is_dir() or os.statvfs(MEMORY).f_flag & os.ST_NOEXEC or shutil.disk_usage(MEMORY).free < ROOM:
        return None
    return MEMORY


def main() -> int:
    """Prepare the environment, run pytest and return its exit code; where a half failed, its folders are the last word."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    runpy.run_path(str(ROOT / "packaging" / "bootstrap.py"))["prepare"]("test")
    if sys.argv[1:]:
        import pytest

        return pytest.main(sys.argv[1:])
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    with tempfile.TemporaryDirectory(prefix="posko-tests-", dir=memory(), ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)  # a server of the tests runs as a user of its own and must pass
        # Some hundred children are begun: each would compile the program anew where nothing keeps what was compiled.
        world = os.environ | {"TMPDIR": folder, "PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled")}
        world.pop("PYTHONDONTWRITEBYTECODE", None)
        halves = [subprocess.Popen([*command, *folders], cwd=ROOT, env=world) for folders in HALVES]
        codes = [half.wait() for half in halves]  # below zero where a signal ended a half: no success either
    for folders, code in zip(HALVES, codes, strict=True):
        if code:
            print(f"failed ({code}): {' '.join(folders)}", flush=True)
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main())
