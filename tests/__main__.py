"""Run the tests: everything in pieces side by side without arguments, otherwise whatever pytest is told; Qt paints unseen."""

import os
import runpy
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PIECES = (
    ("tests/unit/app",),
    ("tests/gui",),
    ("tests/scripts",),
    ("tests/unit", "--ignore=tests/unit/app"),
    ("tests/crash", "tests/reader", "tests/eyes", "tests/interop"),
    ("tests/property", "tests/simulator", "tests/vectors", "tests/fuzzing", "tests/sticks", "tests/power"),
    ("tests/links", "tests/server"),
)
"""What one run of pytest takes, longest first: each has its own founded worlds, so few and large pieces are cheapest."""
AT_ONCE = (os.cpu_count() or 1) + 1
"""One more than there are processors: some piece is always waiting for a server, a child or a window."""

MEMORY = Path("/dev/shm")  # noqa: S108
ROOM = 4 << 30


def memory() -> Path | None:
    """Where files of tests cost no disk: every saving waits for it otherwise; None where memory has too little room.

    What a disk does that is pulled, full or lying is shown by means of its own: tests/crash, tests/sticks, tests/simulator.
    """
    if not MEMORY.is_dir() or os.statvfs(MEMORY).f_flag & os.ST_NOEXEC or shutil.disk_usage(MEMORY).free < ROOM:
        return None
    return MEMORY


def play(piece: tuple[str, ...], world: dict[str, str]) -> int:
    """Run one piece, print what it said when it ended, and return pytest's exit code (below zero: a signal ended it)."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *piece]
    with tempfile.TemporaryFile() as said:  # no pipe: a child of a test that outlived it would hold one open
        code = subprocess.run(command, cwd=ROOT, env=world, stdout=said, check=False).returncode
        said.seek(0)
        sys.stdout.buffer.write(f"\n{' '.join(piece)}\n".encode() + said.read())
    sys.stdout.flush()
    return code


def main() -> int:
    """Prepare the environment, run pytest and return its exit code; what failed and the time it took are the last words."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    runpy.run_path(str(ROOT / "packaging" / "bootstrap.py"))["prepare"]("test")
    if sys.argv[1:]:
        import pytest

        return pytest.main(sys.argv[1:])
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="posko-tests-", dir=memory(), ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)  # a server of the tests runs as a user of its own and must pass
        world = os.environ | {"TMPDIR": folder}
        # Some hundred children are begun: each would compile the program anew where nothing keeps what was compiled. It is kept
        # where the libraries' own lies, for in a place of its own those would be compiled anew as well, by each piece.
        for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"):
            world.pop(name, None)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            codes = list(pool.map(play, PIECES, [world] * len(PIECES)))
    failed = [f"failed ({code}): {' '.join(piece)}" for piece, code in zip(PIECES, codes, strict=True) if code]
    took = f"in {time.monotonic() - begun:.0f} s"
    told = [*failed, f"{len(failed)} of {len(PIECES)} pieces failed {took}"] if failed else [f"all passed {took}"]
    print("\n".join(told), flush=True)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
