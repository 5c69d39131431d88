"""Taking in by the run: by COPY and through a batch, and still the rows that entries give one by one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select, update

from core.app import absorb, absorb_many
from core.app.absorb import Absorbed, Segment
from core.app.application import Application
from core.app.shelf import Range
from core.crypto.cose import Sign1
from core.crypto.signing import VerifyKey
from core.domain.commands import EnrolOfficer, ReportItem, SubmitReports
from core.domain.errors import Untrusted
from core.domain.forms import parse_form
from core.journal import admission, store
from core.projections import project
from core.storage import tables
from core.storage.server import ServerDatabase
from tests.crash.world import quick_lookup
from tests.server.founding import Province
from tests.server.running import Running
from tests.world import OTHER_POST, PASSPHRASE, complaint, warning

REPORTS = 12


@pytest.fixture(scope="module")
def segment(province: Province) -> Iterator[tuple[Application, Segment]]:
    """A province on a server, and a post's stream with an officer who was enrolled in its middle."""
    post = province.other.app
    with quick_lookup():
        for made in range(2):
            forms = [complaint(summary=f"Laporan {made} {number}") for number in range(REPORTS)] + [warning()]
            items = tuple(ReportItem(parse_form(form)) for form in forms)
            post.execute(SubmitReports(post.new_command(), items))
            if not made:
                post.execute(EnrolOfficer(post.new_command(), "Petugas Dua", "officer", PASSPHRASE + " dua"))
    with post._device.database.reading() as db:
        stream = db.execute(select(tables.entry.c.stream).where(tables.entry.c.kind == "officer.enrolled")).scalar_one()
        count = store.count(db)
    part, records, _, _ = post.shelf.records(Range(stream, 0, count - 1), 2**30, count)
    yield province.one.app, Segment(stream, part.first, part.last, records)


def test_a_damaged_entry_in_a_run_leaves_nothing(segment: tuple[Application, Segment]) -> None:
    desk, whole = segment
    device, records = desk._device, list(whole.records)
    with device.database.reading() as db:
        before = project.snapshot(db)
    forged = records[20][:-1] + bytes([records[20][-1] ^ 1])
    with pytest.raises(Untrusted):
        absorb.absorb(device, Segment(whole.stream, whole.first, whole.last, [*records[:20], forged, *records[21:]]))
    with device.database.reading() as db:
        assert project.snapshot(db) == before


def test_runs_give_the_rows_of_a_replay(
    pg: Running, segment: tuple[Application, Segment], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, whole = segment
    runs: list[int] = []
    plain = absorb_many.take_run
    monkeypatch.setattr(
        absorb_many, "take_run", lambda db, device, run, *more: (runs.append(len(run)), plain(db, device, run, *more))
    )
    beside: list[str] = []
    apart = ServerDatabase.writing_beside
    monkeypatch.setattr(ServerDatabase, "writing_beside", lambda self, post: (beside.append(post), apart(self, post))[1])
    cut = len(whole.records) - 5
    assert absorb.absorb(desk._device, part_of(whole, 0, cut)) == Absorbed(new=cut)
    prove, held = admission.verify1, list[bool]()

    def watched(message: Sign1, key: VerifyKey) -> bool:
        held.append(bool(pg.sql("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'")))
        return prove(message, key)

    monkeypatch.setattr(admission, "verify1", watched)
    assert absorb.absorb(desk._device, part_of(whole, cut, cut + 5)) == Absorbed(new=5)
    assert held == [False] * 5, "each signature is proven once, and nobody waits for it"
    assert len(runs) == 3 and sum(runs) > 2 * REPORTS, "the officer's entry parts the first piece in two runs"
    assert beside == [OTHER_POST], "the second piece is reports alone"
    assert desk.check().problems == ()


def part_of(whole: Segment, first: int, last: int) -> Segment:
    """Some of a segment's records as a segment."""
    return Segment(whole.stream, whole.first + first, whole.first + last - 1, whole.records[first:last])


def test_the_same_again_is_known_at_once(segment: tuple[Application, Segment]) -> None:
    desk, whole = segment
    absorb.absorb(desk._device, whole)
    assert absorb.absorb(desk._device, whole) == Absorbed(had=len(whole.records))


def test_the_check_sees_a_row_that_a_run_got_wrong(segment: tuple[Application, Segment], monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control."""
    desk, whole = segment
    absorb.absorb(desk._device, whole)
    with desk._device.database.writing() as db:
        db.execute(update(tables.report).values(summary="lain"))
    assert ("rows.differ", "report") in desk.check(rebuild=True).problems


# --- side by side -----------------------------------------------------------------------------------------------------


def again(app: Application) -> ServerDatabase:
    """A second door to the same store, as another desk's program has one."""
    database = app._device.database
    assert isinstance(database, ServerDatabase)
    return ServerDatabase(database.server, database.desk, database._engine.dialect.posko_key, database.path)  # type: ignore[attr-defined]


def meet(pg: Running, first: AbstractContextManager[object], second: AbstractContextManager[object]) -> bool:
    """Whether the second comes in while the first is in; if not, it was seen to wait, and came in after it."""
    came = threading.Event()

    def enter() -> None:
        with second:
            came.set()

    other = threading.Thread(target=enter)
    with first:
        other.start()
        while not came.wait(0.05) and not pg.sql("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"):
            pass
        together = came.is_set()
    other.join()
    assert came.is_set(), "whoever waited came in at last"
    return together


def test_writers_of_two_posts_are_in_together_and_all_others_alone(pg: Running, segment: tuple[Application, Segment]) -> None:
    first, second = again(segment[0]), again(segment[0])
    assert meet(pg, first.writing_beside("K0413"), second.writing_beside("K0414"))
    assert not meet(pg, first.writing_beside("K0413"), second.writing_beside("K0413")), "one post has one writer"
    assert not meet(pg, first.writing_beside("K0413"), second.writing())
    assert not meet(pg, first.writing(), second.writing_beside("K0413"))
    for database in (first, second):
        database.close()
