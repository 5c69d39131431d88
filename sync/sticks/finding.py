"""The finder and the ejector of the system that this runs on; elsewhere nothing is found and a folder is chosen by hand."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence

from sync.sticks.linux import linux_finder
from sync.sticks.volume import Survey, Volume

PATIENCE = 60
Run = Callable[[Sequence[str]], bool]


def find_sticks() -> Survey:
    """What is plugged in now."""
    if sys.platform == "win32":
        from sync.sticks.windows import real_drives, windows_finder

        return windows_finder(real_drives())
    return linux_finder() if sys.platform == "linux" else Survey()


def eject(volume: Volume) -> bool:
    """Ask the system to let the stick go; False where it cannot, or while another program uses it."""
    if sys.platform == "win32":
        from sync.sticks.windows import real_drives

        return real_drives().eject(volume.node[:1])
    return eject_by(volume, _run, shutil.which)


def eject_by(volume: Volume, run: Run, which: Callable[[str], str | None]) -> bool:
    """By udisksctl where it is, which needs no rights and cuts the power too; else by umount."""
    if which("udisksctl") is not None and run(("udisksctl", "unmount", "--no-user-interaction", "-b", volume.node)):
        run(("udisksctl", "power-off", "--no-user-interaction", "-b", volume.disk))
        return True
    return which("umount") is not None and run(("umount", str(volume.root)))


def _run(words: Sequence[str]) -> bool:
    try:
        done = subprocess.run(  # noqa: S603  the system's own programs and names
            words, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
