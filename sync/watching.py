"""A folder that is watched: media in it, and what on them is new and at rest. It remembers nothing that the store does not.

A file counts once it lay there unchanged for two looks, so that a copy under way is not taken for a damaged object.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from core.app.application import Application
from core.app.watch import Watch, silent
from core.domain.errors import Unavailable
from sync.folder import FOLDER, Folder
from sync.opening import Opener
from sync.parts import in_parts
from sync.receiving import receive_all, sort_names
from sync.report import ReceiveReport

FOLDER_SETTING, ON_SETTING = "watched_folder", "watched_folder_on"
Look = tuple[int, int, int, int]
"""Of a file: number, size, time of content and of its entry, as the system tells them."""


class _Rested(Folder):
    """A stick of which only some objects are shown."""

    def __init__(self, root: Path, shown: frozenset[str]) -> None:
        super().__init__(root)
        self._shown = shown

    def present(self) -> set[str]:
        """Names of the objects shown; those in parts that came whole among them."""
        return super().present() & self._shown


class Watched:
    """The folder between two looks: itself a medium, or with media in it (folders of sticks, mounted sticks)."""

    def __init__(self, root: Path) -> None:
        if not root.is_dir():
            raise Unavailable("medium.none", path=root.name)
        self._root = root
        self._before: dict[Path, dict[str, Look]] = {}
        self._done: dict[Path, dict[str, Look]] = {}

    def take(self, app: Application, watch: Watch = silent, opener: Opener | None = None) -> ReceiveReport | None:
        """Look once, and take in what came to rest since; None where nothing did.

        What was taken in is in the store with its digest: after a stop at any instant the next look finds the rest.
        """
        now = {root: _looks(root) for root in media_in(self._root)}
        rested = {root: _same(looks, self._before.get(root, {})) for root, looks in now.items()}
        fresh = {root: files for root, files in rested.items() if files.items() - self._done.get(root, {}).items()}
        self._before = now
        self._done = {root: _same(files, now[root]) for root, files in self._done.items() if root in now}
        if not fresh:
            return None
        places = [_Rested(root, self._shown(root, files)) for root, files in sorted(fresh.items())]
        report = receive_all(app, places, watch, opener)
        # What the disk or the medium stood in the way of is tried again at the next look.
        failed = {item.source for item in report.unusable if isinstance(item.refusal, Unavailable)}
        self._done |= {root: files for root, files in fresh.items() if str(root) not in failed}
        if report.entries:
            self._wait_for_pieces(app)
        strange = tuple(item for item in report.unusable if item.refusal.code not in ("medium.others", "medium.not_a_stick"))
        return replace(report, unusable=strange)

    def _shown(self, root: Path, files: dict[str, Look]) -> frozenset[str]:
        """Objects whose files are all at rest, and of which one is new."""
        done = self._done.get(root, {})
        new = {name for name, look in files.items() if done.get(name) != look}
        whole = {
            name
            for name, pieced in in_parts({name: look[1] for name, look in files.items()}).items()
            if any(part.file in new for part in pieced.parts)
        }
        return frozenset(new | whole)

    def _wait_for_pieces(self, app: Application) -> None:
        """New entries may name pieces that lay here before them: those are looked at again."""
        for root, files in self._done.items():
            pieces = set(sort_names(app.shelf, list(files)).pieces)
            self._done[root] = {name: look for name, look in files.items() if name not in pieces}


def remembered(app: Application) -> tuple[Path | None, bool]:
    """The folder that this profile watched last, and whether it is to be watched."""
    folder = app.settings.get(FOLDER_SETTING, "")
    return (Path(folder), app.settings.get(ON_SETTING, "") == "1") if folder else (None, False)


def remember(app: Application, folder: Path, on: bool) -> None:
    """Keep the folder, and whether it is to be watched, over a lock."""
    app.settings.put(FOLDER_SETTING, str(folder))
    app.settings.put(ON_SETTING, "1" if on else "")


def media_in(root: Path) -> list[Path]:
    """Media at a place: the folder itself and those in it, where they have a folder DATA."""
    try:
        inside = [Path(entry.path) for entry in os.scandir(root) if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []  # unplugged, or a share that is away: it may come back
    return [each for each in [root, *sorted(inside)] if each.name != FOLDER and (each / FOLDER).is_dir()]


def _looks(root: Path) -> dict[str, Look]:
    found = {}
    try:
        for entry in os.scandir(root / FOLDER):
            if entry.is_file(follow_symlinks=False):
                told = Path(entry.path).stat(follow_symlinks=False)
                found[entry.name] = (told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns)
    except OSError:
        return {}
    return found


def _same(files: dict[str, Look], other: dict[str, Look]) -> dict[str, Look]:
    return {name: look for name, look in files.items() if other.get(name) == look}
