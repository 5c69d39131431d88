"""Laptops that are gone: stolen, dead and replaced, copied or restored."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from core.app import queries, views
from core.app.profile import create_post
from core.app.revoked import REVOKED
from core.domain.commands import CreateKit
from core.domain.errors import Invalid
from core.domain.ids import read_id
from core.domain.proof import RevokeCertificate
from core.journal import store
from tests.world import PASSPHRASE, POST, Laptop, World, complaint, found, ports, reference, titip, warning


def revoke(world: World, laptop: Laptop, reason: str = "lost") -> None:
    desk = world.province.app
    desk.execute(RevokeCertificate(desk.new_command(), laptop.device.device, desk.now_ms(), reason))


def loss(world: World, laptop: Laptop) -> views.LostLaptop:
    return world.province.app.ask(queries.LostLaptop(laptop.device.device.hex()))


def renewed(world: World) -> Laptop:
    """A new laptop for the post, from a new kit."""
    desk = world.province.app
    kit = desk.execute(CreateKit(desk.new_command(), POST)).reply
    assert isinstance(kit, views.KitMade)
    fresh = replace(world.a, name="baru", folder=world.room / "baru", opened=None)
    create_post(
        fresh.folder,
        kit=kit.file,
        kit_code=kit.code,
        passphrase=PASSPHRASE,
        reference=reference(),
        ports=ports(fresh.clock, "baru"),
    ).lock()
    world.laptops["baru"] = fresh
    return fresh


def test_what_lay_on_a_stolen_laptop_and_what_never_came() -> None:
    world = found("stolen", "a", "b")
    try:
        theirs = world.b.submit(warning(summary="Laptop lain"))
        world.settle(world.b)
        photo = world.a.attach(b"foto")
        read, closed = world.a.submit(complaint(), photo), world.a.submit(titip())
        world.settle(world.a)
        world.a.submit(warning(summary="Hanya di laptop"))
        # The journal itself stayed away; only the laptop's word about what it holds came.
        shelf, stick = world.a.app.shelf, world.stick()
        world.a.smuggle(stick, [], [shelf.acknowledgement(shelf.targets(None)[0])])
        world.province.receive(stick)
        seen = loss(world, world.a)
        assert {each.number for each in seen.reports} >= {theirs.number, read.number, closed.number}
        marks = {each.number: (each.own, each.sealed, each.late) for each in seen.reports}
        assert marks[theirs.number] == (False, False, False) and marks[closed.number][:2] == (True, True)
        assert (seen.post, seen.revoked, seen.attachments) == (POST, "", 0) and seen.contact
        (away,) = seen.not_come
        with world.a.device.database.reading() as db:
            head = store.head(db, read_id(away.stream))
        assert head is not None and (away.first, away.last) == (head.sequence, head.sequence)
        with pytest.raises(Invalid, match=r"laptop\.unknown"):
            world.province.app.ask(queries.LostLaptop("zz"))
    finally:
        world.close()


def test_a_stolen_laptop_is_believed_no_more_and_nothing_of_it_is_dropped() -> None:
    world = found("revoked", "a", "b")
    try:
        before = world.a.submit(warning(summary="Sebelum"))
        world.settle(world.a, world.b)
        world.a.clock.pass_by(minutes=5)
        late = world.a.submit(warning(summary="Jam dimundurkan"))
        world.province.clock.pass_by(hours=1)
        revoke(world, world.a)
        world.province.clock.pass_by(hours=1)
        world.a.clock.pass_by(hours=3)
        after = world.a.submit(warning(summary="Sesudah"))
        assert world.trip(world.a, world.province).quarantined == ()
        marks = {each.id: world.province.report(each.id).history[0].marks for each in (before, late, after)}
        assert (marks[before.id], marks[late.id], marks[after.id]) == ((), (REVOKED,), (REVOKED,))
        assert {each.number: each.late for each in loss(world, world.a).reports} == {
            before.number: False, late.number: True, after.number: True
        }  # fmt: skip
        assert loss(world, world.a).revoked and world.province.problems() == ()
        # Marked in the list, in detail and in the counts, by the same rule as in the history.
        rows = {row.id: row.revoked for row in world.province.rows()}
        assert rows == {before.id: False, late.id: True, after.id: True} and world.province.report(after.id).row.revoked
        assert world.province.app.ask(queries.HomeCounts()).revoked == 2
        # Nothing is sealed to it any more: the answer on the next stick is for the other laptop alone.
        stick = world.stick()
        world.province.open_case(before.id)
        world.province.send(stick)
        got = world.a.receive(stick)
        assert got.entries == 0 and {item.code for item in got.quarantined} == {"object.closed"}
        world.b.receive(stick)
        assert world.b.report(before.id).row.case_status == "at_province"
        # At the post arrival says nothing: what was written before stays believed there.
        assert [world.b.report(each.id).history[0].marks for each in (before, after)] == [(), (REVOKED,)]
        assert {row.id: row.revoked for row in world.b.rows()} == {before.id: False, late.id: False, after.id: True}
        world.settle(world.b)
        assert world.province.send(world.stick()).entries == 0, "nobody waits for the word of a laptop that is gone"
    finally:
        world.close()


def test_a_new_laptop_gets_back_everything_that_was_acknowledged() -> None:
    world = found("dead", "a")
    try:
        photo = world.a.attach(b"foto" * 1000)
        open_, closed = world.a.submit(complaint(), photo), world.a.submit(titip())
        (pact,) = world.a.issue("Sari Melati").pacts
        world.settle(world.a)
        never = world.a.submit(warning(summary="Tidak sempat dikirim"))
        revoke(world, world.a)
        new = renewed(world)
        world.a.close()
        world.settle(new)
        assert {row.number for row in new.rows()} == {open_.number, closed.number} and never.number not in new.rows()
        told = new.report(open_.id)
        assert told.form["narrative"] and told.row.status == "received" and told.history[0].marks == ()
        assert told.form["reporter"] == {"lane": "sealed", "sealed": True}, "whose identity it is stays the province's secret"
        assert "narrative" not in new.report(closed.id).form, "what was entrusted unread stays unread"
        (file,) = told.attachments
        sink = io.BytesIO()
        new.app.read_attachment(file.id, sink)
        assert file.openable and sink.getvalue() == b"foto" * 1000
        assert [row.number for row in new.app.ask(queries.Pacts()).rows] == [pact[1]]
        assert not [row for row in new.app.ask(queries.Alarms()) if row.what == "revoked"]
        assert new.problems() == () and world.province.problems() == ()
        # Both sides hold everything: nothing more is written.
        assert (world.province.send(world.stick()).objects, new.send(world.stick()).entries) == (0, 0)
        new.submit(warning())
        world.settle(new)
        assert len(world.province.rows()) == 3
    finally:
        world.close()


def test_the_files_of_a_laptop_that_lives_are_not_sent_to_its_sibling() -> None:
    """Control: only a loss brings attachments back; videos of gigabytes are not carried about for nothing."""
    world = found("alive", "a", "b")
    try:
        world.a.submit(complaint(), world.a.attach(b"foto"))
        world.settle(world.a, world.b)
        (row,) = world.b.rows()
        assert [file.missing for file in world.b.report(row.id).attachments] == [1]
    finally:
        world.close()


def test_what_was_sealed_before_a_laptop_was_known_is_written_once_more() -> None:
    world = found("later", "a", "b")
    try:
        world.a.submit(warning(summary="Dari laptop pertama"))
        road = world.stick()
        world.a.send(road)
        world.province.receive(road)
        assert world.province.send(road).objects == 1
        assert world.province.send(road).objects == 0, "control: what lies there for the laptops known is not written again"
        met = world.stick()
        world.b.submit(warning(summary="Dari laptop kedua"))
        world.b.send(met)
        world.province.receive(met)
        assert world.province.send(road).objects > 0
        told = world.b.receive(road)
        assert {item.code for item in told.quarantined} == {"object.closed"}, "the one that is sealed to the first alone"
        world.a.receive(road)
        assert world.a.shared_snapshot()["published"] == world.b.shared_snapshot()["published"]
        assert {row.summary for row in world.b.rows()} == {"Dari laptop pertama", "Dari laptop kedua"}
    finally:
        world.close()


@pytest.mark.fault("ST-7")
def test_a_restored_laptop_lists_what_it_lacks_and_takes_it_from_its_own_old_sticks() -> None:
    world = found("restored", "a")
    try:
        world.a.submit(warning(summary="Sebelum cadangan"))
        backup = world.a.clone(world.room / "cadangan")
        lost = [world.a.submit(warning(summary=f"Sesudah cadangan {number}")) for number in range(2)]
        old_stick = world.stick()
        world.a.send(old_stick)
        world.province.receive(world.copy_of(old_stick))
        world.a.close()
        # The province's answer: it holds more of this laptop than the laptop itself.
        answer = world.stick()
        world.province.send(answer)
        backup.receive(answer)
        reports, day = sorted(backup.app.ask(queries.Alarms()), key=lambda row: row.first - row.last)
        assert (reports.what, reports.last - reports.first + 1) == ("behind", 2)
        assert (day.what, day.post) == ("behind", POST), "the closed day of the sealed stream"
        backup.send(world.stick())
        fresh = backup.submit(warning(summary="Alur baru"))
        backup.receive(old_stick)
        assert {each.id for each in (*lost, fresh)} <= {row.id for row in backup.rows()}
        assert not [row for row in backup.app.ask(queries.Alarms()) if row.what == "behind"]
        world.settle(backup)
        rows = world.province.rows()
        assert len(rows) == 4 and not any(row.forked for row in rows)
        assert {backup.status(row.id) for row in backup.rows()} == {"received"}
        backup.close()
    finally:
        world.close()
