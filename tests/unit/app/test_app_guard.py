"""The accused in the chain (SAFEGUARDS 8, D14): sealed past the post, and nothing there betrays that there was a report."""

from __future__ import annotations

import io
from datetime import date

import pytest
from sqlalchemy import func, select

from core.app import queries
from core.app.kit import open_kit
from core.crypto.sealing import AgeIdentity
from core.domain.commands import CreateKit, OpenCase, ReportItem, SubmitReports
from core.domain.errors import Invalid, NotAllowed, Untrusted
from core.domain.forms import parse_form
from core.domain.guard import SLOTS, accused_families, choose_guard
from core.domain.ids import read_id
from core.journal import reading, store
from core.journal.slots import SLOT_BYTES, empty_slot, read_slots
from core.storage import tables
from sync.exchange import preview
from tests.unit.app.test_app_intake import everything_stored
from tests.world import POST, Laptop, World, complaint, dice, reference, titip, warning

WORD = "kenari kuning di tiang bendera"


def accused(**changes: object) -> dict[str, object]:
    """A complaint about somebody in the post's own line of command."""
    party = {"subject": "TNI", "name": "Budi Rahmat", "unit": "Koramil 413-04/Koba"}
    return complaint(reported=[party], narrative=WORD, **changes)


def days(world: World, name: str = "a") -> list[tuple[int, list[int]]]:
    """Every sealed day of a laptop: how many files it carries, and the sizes of its places."""
    device = world.laptops[name].device
    found = []
    with device.database.reading() as db:
        for entry in store.everything(db):
            if entry.header.kind == "day.sealed":
                event = reading.fact_of(db, entry, ()).event
                found.append((len(event.facts.carried), [len(slot) for slot in event.story.slots]))  # type: ignore[union-attr]
    return found


@pytest.mark.parametrize(
    ("unit", "subject", "guarded"),
    [
        ("Kodim 0413/Bangka", "TNI", True),
        ("Koramil 413-04", "TNI", True),
        ("Korem 045/Garuda Jaya", "TNI", True),
        ("", "TNI", True),
        ("belum diketahui", "PNS_TNI", True),
        ("Kodim 0414/Belitung", "TNI", False),
        ("Lanal Bangka Belitung", "TNI", False),
        ("Dinas Contoh", "PNS", False),
        ("Kodim 0413/Bangka", "WARGA", True),
    ],
)
def test_who_stands_in_the_line(unit: str, subject: str, guarded: bool) -> None:
    party = {"subject": subject, "description": "seseorang", "unit": unit}
    found = accused_families(parse_form(complaint(reported=[party])), reference().post(POST), reference())
    assert bool(found) is guarded


def test_the_guard_is_of_another_institution() -> None:
    guards = {"KESBANGPOL": "age1x", "BAWASLU": "age1y"}
    post = reference().post(POST)
    assert choose_guard(guards, frozenset({"TNI"}), post, reference()) == "KESBANGPOL"
    assert choose_guard(guards, frozenset({"PEMDA"}), None, reference()) == "BAWASLU"
    assert choose_guard({"KESBANGPOL": "age1x"}, frozenset({"PEMDA"}), None, reference()) == "KESBANGPOL"


def test_places_look_alike_and_only_the_guard_reads_them() -> None:
    entropy = dice("slots")
    slots = [empty_slot(entropy) for _ in range(3)]
    assert {len(slot) for slot in slots} == {SLOT_BYTES}
    assert len({slot[:64] for slot in slots}) == 3
    assert read_slots([*slots, b"", bytes(SLOT_BYTES), b"\xff" * SLOT_BYTES], ()) == []


@pytest.mark.fault("CA-15")
def test_nothing_at_the_post_shows_it_and_the_province_reads_it(world: World) -> None:
    before = everything_stored(world)
    assert WORD.encode() not in before
    seen = world.a.submit(complaint(narrative=WORD))
    assert WORD.encode() in everything_stored(world), "control: an ordinary report is found"
    assert seen.guard == ""
    words = everything_stored(world).count(WORD.encode())
    reply = world.a.submit(accused())
    assert (reply.guard, reply.number, reply.sealed) == ("KESBANGPOL", "", True)
    assert reply.code
    assert everything_stored(world).count(WORD.encode()) == words
    assert [row.id for row in world.a.rows()] == [seen.id]
    assert world.a.app.ask(queries.HomeCounts()).reports == 1
    assert [row.id for row in world.a.rows("kenari")] == [seen.id]
    world.settle(world.a)
    at_province = {row.id: row for row in world.province.rows()}
    assert set(at_province) == {seen.id, reply.id}
    form = world.province.app.ask(queries.Report(reply.id)).form
    assert form["narrative"] == WORD
    assert [row.id for row in world.a.rows()] == [seen.id], "the answer tells the post nothing"
    for laptop in (world.a, world.province):
        assert laptop.app.check().problems == ()


def test_an_empty_day_and_a_used_one_are_of_one_size(world: World) -> None:
    world.a.submit(accused())
    for laptop in (world.a, world.c):
        laptop.submit(warning())
        laptop.send(world.stick())
    assert days(world, "a") == days(world, "c")
    used, empty = (_entries(world, name) for name in ("a", "c"))
    assert used == empty > 0


def _entries(world: World, name: str) -> int:
    with world.laptops[name].device.database.reading() as db:
        query = select(func.count()).select_from(tables.entry).where(tables.entry.c.kind == "day.sealed")
        return int(db.execute(query).scalar_one())


def test_a_day_is_closed_once_and_missed_days_at_the_next_unlock(world: World) -> None:
    stick = world.stick()
    world.a.send(stick)
    first = _entries(world, "a")
    world.a.send(stick)
    assert _entries(world, "a") == first, "the second sending of a day writes none"
    world.a.restart()
    assert _entries(world, "a") == first
    world.a.clock.pass_by(days=4)
    world.a.restart()
    assert _entries(world, "a") == first + 3, "yesterday and the two days before it; today is not over"


def test_what_was_taken_in_before_a_restart_is_not_overwritten(world: World) -> None:
    names = {world.a.submit(accused()).id}
    world.a.restart()
    names |= {world.a.submit(accused()).id for _ in range(2)}
    world.settle(world.a)
    assert {row.id for row in world.province.rows()} == names


def test_pressed_twice_it_is_one_report(world: World) -> None:
    command = SubmitReports(world.a.app.new_command(), (ReportItem(parse_form(accused())),))
    first, second = (world.a.app.execute(command).reply for _ in range(2))
    assert first[0].id == second[0].id  # type: ignore[index]
    assert second[0].code == "", "the code is shown once"  # type: ignore[index]
    world.settle(world.a)
    assert len(world.province.rows()) == 1


def test_its_files_reach_the_province(world: World) -> None:
    file = world.a.attach(b"isi berkas " * 1000, "catatan.txt")
    tree = accused(evidence=[{"title": "Catatan", "file": "catatan.txt"}])
    reply = world.a.submit(tree, file)
    world.a.restart()
    world.settle(world.a)
    (row,) = world.province.app.ask(queries.Report(reply.id)).attachments
    assert (row.name, row.missing, row.openable) == ("catatan.txt", 0, True)
    sink = io.BytesIO()
    world.province.app.read_attachment(row.id, sink)
    assert sink.getvalue() == b"isi berkas " * 1000
    assert world.province.app.check().problems == ()


def test_what_the_province_does_with_it_stays_there(world: World) -> None:
    reply = world.a.submit(accused())
    open_one = world.a.submit(titip())
    world.settle(world.a)
    for number, report in enumerate((reply, open_one)):
        app = world.province.app
        app.execute(OpenCase(app.new_command(), read_id(report.id), f"00{number}/X"))
    world.settle(world.a)
    with world.a.device.database.reading() as db:
        kinds = [entry.header.kind for entry in store.everything(db) if entry.header.kind == "case.opened"]
    assert kinds == ["case.opened"], "the titip report's alone"


def test_the_slip_is_printed_from_the_open_form_alone(world: World) -> None:
    reply = world.a.submit(accused())
    form = parse_form(accused())
    pdf = world.a.app.ask(queries.Receipt(reply.id, reply.code, form, guarded=True))
    assert pdf.startswith(b"%PDF")


def test_order_of_arrival_says_nothing(world: World) -> None:
    """The sealed day before the post's own stream, and after it."""
    world.a.submit(complaint())
    world.a.submit(accused())
    stick = world.stick()
    world.a.send(stick)
    _, large = sorted(stick.rglob("*.bin"), key=lambda path: path.stat().st_size)
    away = large.read_bytes()
    large.unlink()
    world.province.receive(stick)
    assert len(world.province.rows()) == 1
    large.write_bytes(away)
    world.province.receive(stick)
    assert len(world.province.rows()) == 2
    assert world.province.app.check().problems == ()


def test_a_look_at_what_would_be_written_tells_nothing_of_it(world: World) -> None:
    world.a.clock.pass_by(days=1)
    closed, before = len(days(world)), preview(world.a.app, None)
    world.a.submit(accused(evidence=[{"title": "Foto", "file": "foto.jpg"}]), world.a.attach(b"x" * 500))
    for _ in range(SLOTS):
        world.a.submit(accused())
    assert len(days(world)) == closed and preview(world.a.app, None) == before
    world.a.send(world.stick())
    assert len(days(world)) == closed + 1, "and it is written all the same"
    world.a.submit(warning())
    assert preview(world.a.app, None) != before, "control: an ordinary one is told"


def test_a_guard_outside_the_province_reads_it_and_the_desks_do_not(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The desks carry it: neither words nor files nor the reporter open there, and all three open to the guard."""
    bawaslu = AgeIdentity.generate()
    monkeypatch.setattr("core.app.guarded.guards_of", lambda device: {"BAWASLU": bawaslu.recipient})
    monkeypatch.setattr("core.app.guarded.guard_for", lambda device, form: "BAWASLU")
    file = world.a.attach(b"isi berkas " * 1000, "catatan.txt")
    world.a.submit(accused(evidence=[{"title": "Catatan", "file": "catatan.txt"}]), file)
    world.settle(world.a)
    desk = world.province.device
    assert world.province.rows() == ()
    assert WORD.encode() not in everything_stored_at(world.province)
    assert world.province.app.check().problems == ()
    with desk.database.reading() as db:
        entries = [entry for entry in store.everything(db) if entry.header.kind == "day.sealed"]
        days_sealed = [reading.fact_of(db, entry, ()).event for entry in entries]
    event = next(each for each in days_sealed if each.facts.carried)  # type: ignore[union-attr]
    assert read_slots(event.story.slots, desk.identities) == []  # type: ignore[union-attr]
    (sealed,) = read_slots(event.story.slots, [bawaslu])  # type: ignore[union-attr]
    content = reading.open_parts(sealed.entry, ())
    assert WORD.encode() in content["story"]
    token = event.facts.carried[0].token  # type: ignore[union-attr]
    sink = io.BytesIO()
    with pytest.raises(Untrusted):
        desk.vault.decrypt(token, desk.identities, io.BytesIO())
    desk.vault.decrypt(token, [bawaslu], sink)
    assert sink.getvalue() == b"isi berkas " * 1000


def everything_stored_at(laptop: Laptop) -> bytes:
    """Every part of every entry of a laptop, opened as far as it can be there."""
    data = bytearray()
    with laptop.device.database.reading() as db:
        for entry in store.everything(db):
            for content in reading.open_parts(entry, laptop.device.identities).values():
                data += content
    return bytes(data)


def test_the_administrator_names_a_guard_for_the_kits_to_come(world: World) -> None:
    app, key = world.province.app, AgeIdentity.generate().recipient
    for institution, recipient, code in (
        ("NIEMAND", key, "guard.institution"),
        ("KESBANGPOL", key, "guard.institution"),
        ("BAWASLU", "age1oops", "guard.recipient"),
    ):
        with pytest.raises(Invalid, match=code):
            app.name_guard(institution, recipient)
    app.name_guard("bawaslu", key)
    made = app.execute(CreateKit(app.new_command(), POST)).reply
    assert open_kit(made.file, made.code, date(2024, 2, 5)).guards == {"BAWASLU": key}  # type: ignore[union-attr]
    app.name_guard("BAWASLU", "")
    again = app.execute(CreateKit(app.new_command(), POST)).reply
    assert open_kit(again.file, again.code, date(2024, 2, 5)).guards == {}  # type: ignore[union-attr]
    with pytest.raises(NotAllowed, match="kit"):
        world.a.app.name_guard("BAWASLU", key)


def test_a_warning_told_with_it_stays_and_names_it_nowhere(world: World) -> None:
    app = world.a.app
    items = (ReportItem(parse_form(warning())), ReportItem(parse_form(accused(related=["#1"]))))
    seen, hidden = app.execute(SubmitReports(app.new_command(), items)).reply  # type: ignore[misc]
    assert (seen.guard, hidden.guard) == ("", "KESBANGPOL")
    assert [row.id for row in world.a.rows()] == [seen.id]
    assert "links" not in app.ask(queries.Report(seen.id)).other
    world.settle(world.a)
    assert "links" not in app.ask(queries.Report(seen.id)).other
    links = world.province.app.ask(queries.Report(hidden.id)).other["links"]
    assert [each["id"] for each in links["related"]] == [seen.id]  # type: ignore[index]
