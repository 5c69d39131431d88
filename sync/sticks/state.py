"""The eight states of a stick, of which each has one sentence that says what to do."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from core.app.shelf import Shelf
from core.domain.errors import Unavailable
from sync.folder import FOLDER, Folder
from sync.names import is_object, is_piece
from sync.sticks.volume import Survey, Volume

LEAST_FREE = 256 * 1024
"""A stick with less room takes no journal object of a usual day."""


class State(StrEnum):
    """What is the matter; the words are ``stick.STATE``."""

    NONE = "none"
    WRONG = "wrong"
    LOCKED = "locked"
    FULL = "full"
    PULLED = "pulled"
    NAME = "name"
    READ_ONLY = "read_only"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Stick:
    """A stick or folder in its state; ``volume`` is None for a folder that somebody chose."""

    state: State
    root: Path | None = None
    volume: Volume | None = None
    free: int = -1

    @property
    def takes(self) -> bool:
        """Whether anything can be written."""
        return self.state in (State.FINE, State.WRONG)

    @property
    def gives(self) -> bool:
        """Whether anything can be read."""
        return self.state in (State.FINE, State.FULL, State.READ_ONLY)


NOTHING = Stick(State.NONE)
"""Before the first look."""


def known_names(shelf: Shelf) -> Callable[[str], bool]:
    """Tells of an object's name whether this office reads or writes it; whether it is true, only its content says."""
    marks = {*shelf.marks().values(), *(target.mark for target in shelf.targets(None))}
    return lambda name: any(is_object(name, mark) or is_piece(name, mark) for mark in marks)


def look(survey: Survey, chosen: Path | None, before: Stick, is_known: Callable[[str], bool]) -> Stick:
    """The state of the stick that was chosen, or of the only one there is.

    ``before`` is the last answer: a stick that was there and is gone was pulled, until another comes.
    ``is_known`` tells whose an object's name is.
    """
    root = chosen
    if root is None and survey.volumes:
        roots = [each.root for each in survey.volumes]
        root = before.root if before.root in roots else roots[0]
    if root is None:
        if before.volume is not None and before.root is not None:
            return Stick(State.PULLED, before.root, before.volume)
        return Stick(State.LOCKED if survey.locked else State.NONE)
    volume = survey.at(root)
    was_stick = before.root == root and before.volume is not None
    if (was_stick and volume is None) or not os.path.isdir(root):  # noqa: PTH112  a dead mount is no folder, and Path.is_dir raises there
        return Stick(State.PULLED, root, before.volume if was_stick else None)
    return _examine(root, volume, is_known)


def _examine(root: Path, volume: Volume | None, is_known: Callable[[str], bool]) -> Stick:
    folder = root / FOLDER
    try:
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            return Stick(State.NAME, root, volume)
        medium = Folder(root)
        names, free = medium.present(), medium.free_bytes()
    except (Unavailable, OSError):
        return Stick(State.PULLED, root, volume)
    if volume is not None and volume.read_only:
        return Stick(State.READ_ONLY, root, volume, free)
    if names and not any(is_known(name) for name in names):
        return Stick(State.WRONG, root, volume, free)
    return Stick(State.FULL if free < LEAST_FREE else State.FINE, root, volume, free)
