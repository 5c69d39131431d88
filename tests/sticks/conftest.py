"""A real stick: an exFAT file system on a loop device, that can be pulled, filled and write-protected."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

MEBIBYTE = 1024 * 1024
PROGRAMS = {"losetup": "mount", "mkfs.exfat": "exfatprogs", "mount.exfat-fuse": "exfat-fuse"}


@dataclass
class RealStick:
    """``image`` is what the chips hold, ``place`` where the stick shows while it is plugged in."""

    image: Path
    place: Path
    device: str

    @contextmanager
    def plugged(self, options: str = "rw") -> Iterator[Path]:
        """Mount; at the end unmount, also after :meth:`pull`."""
        subprocess.run(["mount.exfat-fuse", "-o", options, self.device, self.place], check=True, capture_output=True)
        try:
            yield self.place
        finally:
            subprocess.run(["umount", self.place], check=False, capture_output=True)

    def pull(self) -> None:
        """What a hand does: whatever serves this file system is gone between two instructions."""
        told = subprocess.run(["pgrep", "-f", f"mount.exfat-fuse .*{self.device} "], check=True, capture_output=True, text=True)
        for pid in told.stdout.split():
            os.kill(int(pid), signal.SIGKILL)


def absent() -> str:
    """Why there can be no real stick here, or nothing."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "a real exFAT stick needs Linux and root (loop device)"
    missing = [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
    return f"a real exFAT stick needs the Debian packages {' '.join(missing)}" if missing else ""


@pytest.fixture
def real_stick(tmp_path: Path) -> Iterator[Callable[[int], RealStick]]:
    """Make sticks of so many MiB."""
    if why := absent():
        pytest.skip(why)
    made: list[RealStick] = []

    def make(size: int) -> RealStick:
        image, place = tmp_path / f"image-{len(made)}", tmp_path / f"stick-{len(made)}"
        place.mkdir()
        with image.open("wb") as file:
            file.truncate(size * MEBIBYTE)
        told = subprocess.run(["losetup", "-f", "--show", image], capture_output=True, text=True, check=False)
        if told.returncode:
            pytest.skip("no loop device may be used here")
        stick = RealStick(image, place, told.stdout.strip())
        made.append(stick)
        subprocess.run(["mkfs.exfat", "-L", "POSKO", stick.device], check=True, capture_output=True)
        return stick

    yield make
    for stick in made:
        subprocess.run(["losetup", "-d", stick.device], check=True)
