"""Taking in at the province: many sticks in any order, looking first, gaps, repetitions, what was set aside and tried again."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core.app import absorb, aside, queries
from core.app.revoked import REVOKED
from core.domain.errors import Invalid
from core.domain.proof import RevokeCertificate
from core.storage import tables
from sync import bundle
from sync.exchange import look, receive, receive_all, retry_aside
from sync.folder import Folder
from sync.looking import against
from sync.names import is_piece
from tests.property.test_authority import stream_of, whole_stream
from tests.property.test_whole_or_aside import flipped_signature
from tests.world import Laptop, World, warning


def parked(laptop: Laptop) -> int:
    with laptop.device.database.reading() as db:
        return int(db.execute(select(func.count()).select_from(tables.parked)).scalar_one())


def kept(laptop: Laptop) -> int:
    with laptop.device.database.reading() as db:
        return int(db.execute(select(func.count()).select_from(tables.kept_aside)).scalar_one())


@pytest.mark.fault("IM-19")
def test_fifty_sticks_of_three_laptops_in_any_order(world: World) -> None:
    """Each stick holds everything that is not acknowledged yet, so most of it comes many times."""
    sticks = []
    for number in range(50):
        laptop = (world.a, world.b, world.c)[number % 3]
        laptop.submit(warning(summary=f"Laporan {number}"))
        sticks.append(world.stick())
        laptop.send(sticks[-1])
    random.Random(5).shuffle(sticks)
    seen = look(world.province.app, sticks)
    assert {(sender.post, sender.objects > 15) for sender in seen.senders} == {("K0413", True), ("K0414", True)}
    assert len(seen.senders) == 3
    report = receive_all(world.province.app, sticks)
    assert (report.quarantined, report.gaps, report.forks, report.unusable) == ((), (), 0, ())
    assert report.entries == seen.entries, "the preview told the truth"
    assert {row.summary for row in world.province.rows()} == {f"Laporan {number}" for number in range(50)}
    again = look(world.province.app, sticks)
    assert (again.entries, again.senders, again.gaps) == (0, (), ())
    repeated = receive_all(world.province.app, sticks)
    assert (repeated.entries, repeated.skipped > 50) == (0, True)
    assert world.province.problems() == ()


def test_a_look_changes_nothing(world: World) -> None:
    world.a.submit(warning(), world.a.attach(b"foto"))
    stick = world.stick()
    world.a.send(stick)
    before = {path: path.read_bytes() for path in stick.rglob("*.bin")}
    seen = look(world.province.app, [stick])
    assert (len(seen.senders), seen.pieces, seen.gaps) == (1, 1, ())
    assert {path: path.read_bytes() for path in stick.rglob("*.bin")} == before
    assert world.province.rows() == ()
    assert (world.province.app.ask(queries.Ledger()), world.province.app.ask(queries.Quarantine())) == ((), ())
    report = world.province.receive(stick)
    assert (report.entries, report.attachments) == (seen.entries, 1)
    assert look(world.province.app, [stick]).pieces == 0


@pytest.mark.parametrize(
    ("held", "waiting", "spans", "answer"),
    [
        (-1, [], [(0, 4)], (5, [])),
        (2, [], [(0, 4)], (2, [])),
        (4, [], [(0, 4)], (0, [])),
        (-1, [], [(3, 4)], (2, [(0, 2)])),
        (1, [(5, 6)], [(2, 3)], (2, [(4, 4)])),
        (1, [(5, 6)], [(2, 4)], (3, [])),
        (1, [(5, 6)], [(5, 7)], (1, [(2, 4)])),
        (1, [], [(2, 3), (3, 5), (8, 9)], (6, [(6, 7)])),
    ],
)
def test_what_is_new_and_what_would_lack(
    held: int, waiting: list[tuple[int, int]], spans: list[tuple[int, int]], answer: tuple[int, list[tuple[int, int]]]
) -> None:
    assert against(held, waiting, spans) == answer


def test_a_bad_stick_among_good_ones_stops_none(world: World) -> None:
    world.a.submit(warning(summary="Dari a"))
    world.c.submit(warning(summary="Dari c"))
    good, other, empty = world.stick(), world.stick(), world.stick()
    world.a.send(good)
    world.c.send(other)
    report = receive_all(world.province.app, [empty, good, world.room / "pulled", other])
    assert [(Path(item.source).name, item.refusal.code) for item in report.unusable] == [
        (empty.name, "medium.not_a_stick"),
        ("pulled", "medium.none"),
    ]
    assert {row.summary for row in world.province.rows()} == {"Dari a", "Dari c"}
    with pytest.raises(Invalid, match=r"^medium\.not_a_stick$"):
        receive(world.province.app, empty)


def test_attachments_on_one_stick_whose_report_is_on_another(world: World) -> None:
    """The journal of all media comes before the attachments of any."""
    world.a.submit(warning(), world.a.attach(b"foto"))
    stick, pieces = world.stick(), world.stick()
    world.a.send(stick)
    Folder(pieces).prepare()
    mark = world.province.app.shelf.marks()["desks"]
    for path in list(stick.rglob("*.bin")):
        if is_piece(path.name, mark):
            path.rename(pieces / "DATA" / path.name)
    assert list(pieces.rglob("*.bin"))
    assert receive_all(world.province.app, [pieces, stick]).attachments == 1


@pytest.mark.fault("IM-11")
def test_many_entries_are_split_and_come_backwards(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last object first: everything waits until the first is there, then it goes in page by page."""
    monkeypatch.setattr(bundle, "MAX_ENTRIES", 7)
    monkeypatch.setattr(absorb, "PAGE", 5)
    for number in range(20):
        world.a.submit(warning(summary=f"Laporan {number}"))
    stick = world.stick()
    world.a.send(stick)
    opened = [(path, bundle.open_bundle(path.read_bytes(), world.province.app.identities)) for path in stick.rglob("*.bin")]
    length = len(whole_stream(world.a, stream_of(world.a)))
    parts = [(each.manifest.first, path) for path, each in opened if each and each.manifest.stream == stream_of(world.a)]
    assert len(parts) == 3
    lone = world.stick()
    Folder(lone).prepare()
    for done, (first, path) in enumerate(sorted(parts, reverse=True), start=1):
        (lone / "DATA" / path.name).write_bytes(path.read_bytes())
        report = world.province.receive(lone)
        assert (report.entries, report.skipped) == (length if first == 0 else 0, done - 1)
        assert parked(world.province) == (0 if first == 0 else length - first)
    assert len(world.province.rows()) == 20
    assert world.province.problems() == ()


@pytest.mark.fault("IM-22")
def test_an_object_of_more_entries_than_it_may_hold_is_set_aside(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control: the split above is needed."""
    monkeypatch.setattr(bundle, "MAX_ENTRIES", 3)
    for _ in range(4):
        world.a.submit(warning())
    stick = world.stick()
    world.a.smuggle(stick, whole_stream(world.a, stream_of(world.a)))
    assert [item.code for item in world.province.receive(stick).quarantined] == ["limit"]
    assert world.province.rows() == ()


def test_what_waits_is_not_moved_by_what_closes_nothing(world: World) -> None:
    """Fifty thousand entries behind a gap must cost nothing while it stands open."""
    for _ in range(6):
        world.a.submit(warning())
    records = whole_stream(world.a, stream_of(world.a))
    first, last = world.stick(), world.stick()
    world.a.smuggle(last, records[4:])
    world.province.receive(last)
    moved: list[object] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(absorb, "_take_parked", lambda *told: moved.append(told))
        world.a.smuggle(first, records[:2])
        world.province.receive(first)
    assert moved == []
    assert parked(world.province) == len(records) - 4
    (gap,) = (row for row in world.province.app.ask(queries.Alarms()) if row.what == "gap")
    assert (gap.post, gap.first, gap.last) == ("K0413", 2, 3)
    assert gap.newest


def test_an_entry_that_waited_and_fails_is_set_aside_by_itself(world: World) -> None:
    for _ in range(3):
        world.a.submit(warning())
    records = whole_stream(world.a, stream_of(world.a))
    stick, rest = world.stick(), world.stick()
    world.a.smuggle(stick, [flipped_signature(world.a, records[-1])], like=records[-1:])
    world.province.receive(stick)
    assert parked(world.province) == 1
    world.a.smuggle(rest, records[:-1])
    assert world.province.receive(rest).entries == len(records) - 1
    (line,) = world.province.app.ask(queries.Quarantine())
    assert (line.code, line.kept, line.settled) == ("signature", True, False)
    assert line.object.endswith(f":{len(records) - 1}")
    world.trip(world.a, world.province)
    assert len(world.province.rows()) == 3, "the true entry came with the next stick"


def test_what_was_set_aside_is_kept_and_tried_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """An object of a newer version: after the update it goes in, although its stick went back long ago."""
    world.a.submit(warning(summary="Dari versi baru"))
    stick = world.stick()
    with monkeypatch.context() as newer:
        newer.setattr(bundle, "FORMAT", 2)
        world.a.smuggle(stick, whole_stream(world.a, stream_of(world.a)))
    assert [item.code for item in world.province.receive(stick).quarantined] == ["newer"]
    assert [item.code for item in world.province.receive(stick).quarantined] == ["newer"]
    assert kept(world.province) == 1, "once per content"
    assert world.province.app.ask(queries.HomeCounts()).quarantined == 1
    for path in stick.rglob("*.bin"):
        path.unlink()
    assert [item.code for item in retry_aside(world.province.app).quarantined] == ["newer"]
    monkeypatch.setattr(bundle, "FORMAT", 2)
    report = retry_aside(world.province.app)
    assert (report.entries, report.quarantined) == (2, ())
    (line,) = world.province.app.ask(queries.Quarantine())
    assert line.settled
    assert world.province.app.ask(queries.HomeCounts()).quarantined == 0
    assert retry_aside(world.province.app).entries == 0


@pytest.mark.fault("IM-18")
def test_rubbish_does_not_fill_the_disk(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the room for it the reason alone is kept."""
    monkeypatch.setattr(aside, "MAX_KEPT_BYTES", 3000)
    world.a.submit(warning())
    stick = world.stick()
    world.a.send(stick)
    for path in stick.rglob("*.bin"):
        path.write_bytes(path.read_bytes()[:2000])
    assert len(world.province.receive(stick).quarantined) == 2
    assert [line.kept for line in world.province.app.ask(queries.Quarantine())].count(True) == 1


@pytest.mark.fault("ST-17")
def test_a_copied_laptop_raises_an_alarm_that_stays(world: World) -> None:
    world.trip(world.a, world.province)
    twin = world.a.clone(world.room / "twin")
    for laptop, words in ((world.a, "Kiri"), (twin, "Kanan")):
        laptop.submit(warning(summary=words))
        world.trip(laptop, world.province)
    (alarm,) = (row for row in world.province.app.ask(queries.Alarms()) if row.what == "fork")
    assert alarm.post == "K0413"
    assert {row.summary for row in world.province.rows()} == {"Kiri", "Kanan"}
    twin.close()


@pytest.mark.fault("IM-13")
def test_a_revoked_laptop_is_taken_in_and_marked(world: World) -> None:
    """Never dropped: what came before stays plain, what comes after is marked and raises an alarm."""
    before = world.a.submit(warning(summary="Sebelum dicabut"))
    world.trip(world.a, world.province)
    app = world.province.app
    assert [row.what for row in app.ask(queries.Alarms())] == []
    app.execute(RevokeCertificate(app.new_command(), world.a.device.device, app.now_ms(), "lost"))
    world.settle(world.a)
    after = world.a.submit(warning(summary="Sesudah dicabut"))
    report = world.trip(world.a, world.province)
    assert (report.entries > 0, report.quarantined) == (True, ())
    assert REVOKED not in world.province.report(before.id).history[0].marks
    assert REVOKED in world.province.report(after.id).history[0].marks
    (alarm,) = app.ask(queries.Alarms())
    assert (alarm.what, alarm.post, alarm.first <= alarm.last) == ("revoked", "K0413", True)
    assert world.b.submit(warning()) and world.trip(world.b, world.province).quarantined == ()
    assert len(app.ask(queries.Alarms())) == 1, "the post's other laptop is not marked"


@pytest.mark.fault("IM-10")
def test_one_stick_fifty_times_and_two_mixed(world: World) -> None:
    """The same bundle fifty times adds nothing; the objects of two sticks on one medium are taken as they lie."""
    world.a.submit(warning(summary="Dari a"))
    world.c.submit(warning(summary="Dari c"))
    one, two = world.stick(), world.stick()
    world.a.send(one)
    world.c.send(two)
    for path in (two / "DATA").iterdir():
        path.rename(one / "DATA" / path.name)
    first, *more = [world.province.receive(one) for _ in range(50)]
    assert first.entries > 0
    assert {(report.entries, report.quarantined) for report in more} == {(0, ())}
    assert {row.summary for row in world.province.rows()} == {"Dari a", "Dari c"}
    assert len(world.province.app.ask(queries.Ledger())) == 1, "a trip that brought nothing is no trip"


def test_for_another_province_and_addressed_anew(world: World) -> None:
    """Both are set aside whole with their bytes, and an honest object beside them goes in."""
    world.a.submit(warning())
    records = whole_stream(world.a, stream_of(world.a))
    stick = world.stick()
    world.a.smuggle(stick, records, province=b"\0" * 16)
    world.a.smuggle(stick, records, audience="post:K0414")
    world.c.submit(warning(summary="Jujur"))
    world.c.send(stick)
    report = world.province.receive(stick)
    assert sorted(item.code for item in report.quarantined) == ["audience.foreign", "province.foreign"]
    assert {row.summary for row in world.province.rows()} == {"Jujur"}
    assert kept(world.province) == 2
