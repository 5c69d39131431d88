"""What a finder tells of the sticks that are plugged in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Volume:
    """A mounted file system on something that can be unplugged; ``node`` and ``disk`` are what ejecting needs."""

    root: Path
    label: str
    node: str = ""
    disk: str = ""
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class Survey:
    """Everything that is plugged in now; ``locked`` names sticks that the system has not opened."""

    volumes: tuple[Volume, ...] = ()
    locked: tuple[str, ...] = ()

    def at(self, root: Path) -> Volume | None:
        """The stick that is mounted here."""
        return next((each for each in self.volumes if each.root == root), None)


Finder = Callable[[], Survey]
"""Looks once; quick, but never on the window's thread: a dying stick may make it wait."""
