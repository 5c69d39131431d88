"""Copies of an open profile: made, listed, bound into one file, proved; see :mod:`core.app.backup`."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import BinaryIO

from core.app.backup_views import CopyAway, CopyMade, CopyRow, Drill
from core.app.device import Device
from core.app.watch import Watch, silent
from core.storage import copies

SMALL = 32 * 1024 * 1024
"""A store of so many bytes is copied and proved within a second on the slowest laptop that was measured."""


class CopyRoom:
    """Only one copy is made at a time; other work goes on beside it."""

    def __init__(self, device: Device) -> None:
        self._device = device
        self._one = threading.Lock()

    def keep(self, watch: Watch = silent) -> CopyMade:
        """A dated copy now; raises what :func:`core.app.backup.keep` raises."""
        from core.app import backup

        with self._one:
            return backup.keep(self._device, watch)

    def keep_if_due(self, watch: Watch = silent, *, quick: bool = False) -> CopyMade | None:
        """A dated copy where something was written since the last one; ``quick``: only of a store that takes no second.

        None also where the data lie on a server: none of them shall lie on a desk's laptop unless somebody asks for it.
        """
        from core.app import backup

        if self.on_server:
            return None
        if not self._one.acquire(blocking=not quick):
            return None  # a copy or a drill is under way, and whoever locks does not wait for its end
        try:
            return backup.keep_if_due(self._device, watch, most=SMALL if quick else None)
        finally:
            self._one.release()

    @property
    def on_server(self) -> bool:
        """Whether the data lie on a server that desks share."""
        from core.app.profile_files import is_on_server

        return is_on_server(self._device.folder)

    def bind(self, folder: Path, sink: BinaryIO, watch: Watch = silent) -> None:
        """Write a dated copy as one file; see :func:`core.app.backup.bind`."""
        from core.app import backup

        with self._one:
            backup.bind(self._device, folder, sink, watch)

    def read_back(self, file: Path, watch: Watch = silent) -> CopyMade:
        """Read a copy's one file to its end; see :func:`core.app.backup.read_back`."""
        from core.app import backup

        return backup.read_back(self._device, file, watch)

    def own_on(self, root: Path) -> list[Path]:
        """The copies of this laptop on a stick; see :func:`core.app.stick_copies.own`."""
        from core.app import stick_copies

        return stick_copies.own(root, self._device)

    def is_own(self, file: Path) -> bool:
        """Whether a file is a copy of this laptop; see :func:`core.app.stick_copies.is_own`."""
        from core.app import stick_copies

        return stick_copies.is_own(file, self._device)

    def fresh_name(self) -> str:
        """A name by chance for a copy on a stick."""
        from core.app import stick_copies

        return stick_copies.fresh_name(self._device.ports.entropy)

    def own_name(self) -> str:
        """A name that this laptop alone gives: its post's code and the beginning of its device's key id."""
        from core.crypto.cose import key_id

        own = self._device.belongings
        return f"{own.code}-{key_id(own.device_certificate)[:4].hex()}"

    def begin_away(self, where: str, file: Path, replaces: list[str]) -> None:
        """A copy is about to be written elsewhere: what is left of it where that breaks off goes with the next one."""
        from core.app import stick_copies

        with self._device.database.writing() as db:
            stick_copies.begin(db, where, file.name, replaces)

    def note_away(self, where: str, file: Path, gone: frozenset[str] = frozenset()) -> None:
        """Remember a copy that was written elsewhere, in the place of those that went for it."""
        from core.app import backup, stick_copies

        with copies.open_copy(file) as copy:
            made = backup.read_manifest(copy, self._device.store_key).made
        with self._device.database.writing() as db:
            stick_copies.note(db, where, file.name, made, gone)

    def away(self) -> tuple[CopyAway, ...]:
        """The copies that were written elsewhere, the newest first."""
        from core.app import stick_copies

        with self._device.database.reading() as db:
            return stick_copies.away(db, self._device)

    def rows(self) -> tuple[CopyRow, ...]:
        """The dated copies of this laptop, the newest first."""
        from core.app import backup

        return backup.rows(self._device.folder, self._device.belongings.zone)

    def drill(self, source: Path | None = None, watch: Watch = silent) -> Drill:
        """Prove a copy as if this laptop were lost; see :func:`core.app.drill.drill`."""
        from core.app import drill

        with self._one:
            return drill.drill(self._device, source, watch)
