"""Sticks inside the machine: an image in memory behind a table of device-mapper, mounted as vfat."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEBIBYTE = 1024 * 1024
MOUNT = "noatime,shortname=mixed,utf8=1,errors=remount-ro"


def call(*words: str | Path) -> str:
    """Run a program that must succeed; returns what it prints."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise OSError(f"{' '.join(str(word) for word in words)}: {done.stderr.strip()}")
    return done.stdout.strip()


def loop(image: Path) -> str:
    """An image as a block device."""
    return call("losetup", "-f", "--show", image)


def blank(image: Path, megabytes: int) -> Path:
    """An image with a fresh vfat, as sticks are sold."""
    with image.open("wb") as file:
        file.truncate(megabytes * MEBIBYTE)
    call("mkfs.vfat", "-F", "32", "-n", "POSKO", image)
    return image


@contextmanager
def mounted(device: str, place: Path, options: str = MOUNT) -> Iterator[Path]:
    """Mount a device as vfat."""
    place.mkdir(exist_ok=True)
    call("mount", "-t", "vfat", "-o", options, device, place)
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=False, capture_output=True)


class Mapped:
    """A stick whose table can be changed while it is in use; ``upper`` is what is mounted."""

    def __init__(self, name: str, image: Path, table: str = "linear {lower} 0") -> None:
        self.name, self.lower = name, loop(image)
        self.sectors = image.stat().st_size // 512
        self.upper = f"/dev/mapper/{name}"
        call("dmsetup", "create", name, "--noudevsync", "--table", self._line(table))
        if not Path(self.upper).exists():
            call("dmsetup", "mknodes", name)

    def _line(self, table: str) -> str:
        return f"0 {self.sectors} {table.format(lower=self.lower)}"

    def turn(self, table: str) -> None:
        """Put another table under a mounted stick between two writes, with nothing written for the occasion."""
        call("dmsetup", "suspend", "--nolockfs", "--noflush", self.name)
        call("dmsetup", "load", self.name, "--table", self._line(table))
        call("dmsetup", "resume", "--noudevsync", self.name)

    def mark(self, words: str) -> None:
        """Write a mark into the log of a stick under ``log-writes``."""
        call("dmsetup", "message", self.name, "0", "mark", words)

    def remove(self) -> None:
        """Take the table away; the image stays."""
        call("dmsetup", "remove", "--noudevsync", self.name)
        call("losetup", "-d", self.lower)


HONEST = "linear {lower} 0"
LYING = "flakey {lower} 0 0 3600 1 drop_writes"
FAILING = "flakey {lower} 0 0 3600 1 error_writes"
PULLED = "error"
