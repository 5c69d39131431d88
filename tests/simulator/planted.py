"""Bugs to be found: each takes one fsync, one check or one rule of acknowledgement away, in this process only."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from unittest import mock

from sqlalchemy import Connection, select

from core.app import answers, report_clock, way
from core.app.giving import Giving
from core.app.taking import Taking
from core.journal import admission
from core.journal.acknowledgement import Position
from core.storage import tables
from sync import folder, sending
from sync.links.link import Link
from tests.simulator import disk

Plant = Callable[[], contextlib.AbstractContextManager[object]]


def no_sync_of(kind: Callable[[str], bool]) -> Plant:
    """The product never calls this fsync: to the stick it never came."""
    true = disk.Disk.sync

    def sync(self: disk.Disk, name: str) -> None:
        if not kind(name):
            true(self, name)

    return lambda: mock.patch.object(disk.Disk, "sync", sync)


@contextlib.contextmanager
def written_is_received() -> Iterator[None]:
    """What asks for a report's way is spelled out once a run: with the bug anew, and without it anew."""
    spelled = (way._way_from_a_post, answers._report_columns, answers._one_report, report_clock._row_of)
    with mock.patch.object(way, "_received", way._on_medium):
        for each in spelled:
            each.cache_clear()
        try:
            yield
        finally:
            for each in spelled:
                each.cache_clear()


def sent_is_held() -> contextlib.AbstractContextManager[object]:
    """What was written to a stick once is never written again."""
    true = Giving.lacking

    def lacking(self: Giving, target: object) -> list[object]:
        gone = {(bytes(row.stream), int(row.last)) for row in self.outgoing(target)}  # type: ignore[arg-type]
        return [item for item in true(self, target) if (item.stream, item.last) not in gone]  # type: ignore[arg-type]

    return mock.patch.object(Giving, "lacking", lacking)


def believed_server() -> contextlib.AbstractContextManager[object]:
    """What a server says it stored is not looked at."""

    def publish(self: Link, name: str, data: bytes) -> None:
        self._whole(name, data)
        self._known()[name] = len(data)

    return mock.patch.object(Link, "publish", publish)


def parked_is_held() -> contextlib.AbstractContextManager[object]:
    """What waits behind a gap is acknowledged, and the gap with it."""
    true = Giving._positions

    def positions(self: Giving, db: Connection) -> Iterator[Position]:
        rows = db.execute(select(tables.parked).order_by(tables.parked.c.seq)).all()
        parked = {bytes(row.stream): Position(bytes(row.stream), int(row.seq), bytes(row.digest), ()) for row in rows}
        yield from (parked.pop(position.stream, position) for position in true(self, db))
        yield from parked.values()

    return mock.patch.object(Giving, "_positions", positions)


PLANTED: Mapping[str, Plant] = {
    "no fsync of the file": no_sync_of(lambda name: name not in (disk.ROOT, disk.DATA, disk.SPARE)),
    "no fsync of the folder": no_sync_of(lambda name: name == disk.DATA),
    "no fsync of the parent": no_sync_of(lambda name: name == disk.ROOT),
    "the page cache is not dropped": lambda: mock.patch.object(disk.System, "posix_fadvise", lambda *_: None),
    "nothing is read back": lambda: mock.patch.object(folder.Folder, "_holds", lambda *_: True),
    "a server is believed": believed_server,
    "written counts as received": written_is_received,
    "written counts as held": sent_is_held,
    "parked counts as held": parked_is_held,
    "a name counts as content": lambda: mock.patch.object(sending, "_is_spoiled", lambda *_: False),
    "nobody is owed an answer": lambda: mock.patch.object(Taking, "owe", lambda *_: None),
    "anybody may write anything": lambda: mock.patch.object(admission, "_require_kind", lambda *_, **__: None),
}
"""Name of a bug to its planting."""
