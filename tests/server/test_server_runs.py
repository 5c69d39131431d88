"""Taking in by the run: by COPY and through a batch, and still the rows that entries give one by one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from core.app import absorb, absorb_many
from core.app.absorb import Absorbed, Segment
from core.app.application import Application
from core.app.profile import create_post, create_province
from core.app.shelf import Range
from core.app.views import KitMade
from core.domain.commands import CreateKit, EnrolOfficer, ReportItem, SubmitReports
from core.domain.errors import Untrusted
from core.domain.forms import parse_form
from core.journal import store
from core.projections import project
from core.storage import tables
from core.storage.server import ServerDatabase
from tests.crash.world import quick_lookup
from tests.server.running import Running
from tests.world import BEGINNING, PASSPHRASE, POST, Clock, complaint, ports, reference, warning

REPORTS = 30


@pytest.fixture(scope="module")
def segment(tmp_path_factory: pytest.TempPathFactory, pg: Running) -> Iterator[tuple[Application, Segment]]:
    """A province on a server, and a post's stream with an officer who was enrolled in its middle."""
    room = tmp_path_factory.mktemp("runs")
    first, second = ({"passphrase": PASSPHRASE, "reference": reference(), "ports": begun(name)} for name in ("province", "post"))
    desk = create_province(room / "province", name="Provinsi Contoh", area="19", server=pg.make(), **first)  # type: ignore[arg-type]
    kit = desk.execute(CreateKit(desk.new_command(), POST)).reply
    assert isinstance(kit, KitMade)
    post = create_post(room / "post", kit=kit.file, kit_code=kit.code, **second)  # type: ignore[arg-type]
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
    post.lock()
    yield desk, Segment(stream, part.first, part.last, records)
    desk.lock()


def begun(name: str) -> object:
    """Clock and dice of a new profile."""
    return ports(Clock(BEGINNING - timedelta(days=1)), name)


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


def test_runs_give_the_rows_of_a_replay(segment: tuple[Application, Segment], monkeypatch: pytest.MonkeyPatch) -> None:
    desk, whole = segment
    runs: list[int] = []
    plain = absorb_many.take_run
    monkeypatch.setattr(absorb_many, "take_run", lambda db, device, run: (runs.append(len(run)), plain(db, device, run)))
    beside: list[str] = []
    apart = ServerDatabase.writing_beside
    monkeypatch.setattr(ServerDatabase, "writing_beside", lambda self, post: (beside.append(post), apart(self, post))[1])
    cut = len(whole.records) - 12
    for first, last in ((0, cut), (cut, len(whole.records))):
        piece = Segment(whole.stream, whole.first + first, whole.first + last - 1, whole.records[first:last])
        assert absorb.absorb(desk._device, piece) == Absorbed(new=last - first)
    assert len(runs) == 3 and sum(runs) > 2 * REPORTS, "the officer's entry parts the first piece in two runs"
    assert beside == [POST], "the second piece is reports alone"
    assert desk.check().problems == ()


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
    assert desk.check().problems == ()


# --- side by side -----------------------------------------------------------------------------------------------------


def again(app: Application) -> ServerDatabase:
    """A second door to the same store, as another desk's program has one."""
    database = app._device.database
    assert isinstance(database, ServerDatabase)
    return ServerDatabase(database.server, database.desk, database._engine.dialect.posko_key, database.path)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("held", "wanted", "both"), [("K0413", "K0414", True), ("K0413", "K0413", False)])
def test_writers_of_two_posts_are_in_together(segment: tuple[Application, Segment], held: str, wanted: str, both: bool) -> None:
    first, second = again(segment[0]), again(segment[0])
    came = threading.Event()

    def enter() -> None:
        with second.writing_beside(wanted):
            came.set()

    other = threading.Thread(target=enter)
    with first.writing_beside(held):
        other.start()
        assert came.wait(2 if both else 0.3) is both
    other.join()
    assert came.is_set(), "whoever waited came in at last"
    for database in (first, second):
        database.close()


def test_a_plain_writer_is_alone(segment: tuple[Application, Segment]) -> None:
    first, second = again(segment[0]), again(segment[0])
    came = threading.Event()

    def enter() -> None:
        with second.writing():
            came.set()

    other = threading.Thread(target=enter)
    with first.writing_beside("K0413"):
        other.start()
        assert not came.wait(0.3)
    other.join()
    assert came.is_set()
    for database in (first, second):
        database.close()
