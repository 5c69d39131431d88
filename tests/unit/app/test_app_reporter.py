"""The reporter comes back with the code: what it tells, what it adds, and the new code that ends the old."""

from __future__ import annotations

import hashlib
import io
from dataclasses import fields

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from core.app import queries, views
from core.app.guessing import LONGEST_PAUSE_MS, pause_after
from core.app.lookup import Told, write_slot
from core.app.returns import padded
from core.app.statuses import blocks_coming, forget_seen
from core.app.streams import own_stream
from core.crypto import lookup as lookups
from core.crypto.lookup import SLOT_BOX_BYTES, code_keys
from core.crypto.sealing import AgeIdentity
from core.domain.bawaslu import BawasluFacts, BawasluReceiptRecorded, RecordBawasluReceipt, WithdrawBawasluReceipt
from core.domain.commands import ExportEvidence, HandleReturn, LookUp, NoteSeen, RenewLookup, ReturnWithCode
from core.domain.errors import Invalid, NotAllowed, Refused
from core.domain.events import UNAUTHORISED
from core.domain.evidence import EXPORTED, PURPOSES, SEEN, TAKEN
from core.domain.identifiers import check_lookup_code, format_lookup_code
from core.domain.ids import read_id
from core.domain.receipts import RECORDED
from core.domain.reporter import (
    ACTS,
    BLOCK_SLOTS,
    COMPLETION,
    EVIDENCE,
    THREAT,
    WITHDRAWAL,
    ReturnStory,
    Slot,
    StatusFacts,
    StatusPublished,
)
from core.journal import cbor, reading
from core.journal.author import Placement
from core.storage import tables
from core.storage.measuring import LENGTH_BYTES, PAD_BYTES
from sync.exchange import preview
from tests.changes import bawaslu_receipt
from tests.world import Laptop, World, complaint, information, titip, warning


@pytest.fixture(autouse=True)
def quick_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Codes cost nothing here: what they cost on a laptop is a vector of its own."""
    monkeypatch.setattr(lookups, "stretch", lambda code, salt, cost: hashlib.sha256(salt + code).digest())


UNKNOWN = format_lookup_code("1234567890123456")


def look_up(laptop: Laptop, code: str) -> views.Standing:
    """What a laptop tells of a code."""
    standing = laptop.app.execute(LookUp(code)).reply
    assert isinstance(standing, views.Standing)
    return standing


def come_back(laptop: Laptop, code: str, act: str, text: str = "", *files: object) -> views.ReturnTaken:
    """An act of a reporter."""
    command = ReturnWithCode(laptop.app.new_command(), code, act, text, files)  # type: ignore[arg-type]
    taken = laptop.app.execute(command).reply
    assert isinstance(taken, views.ReturnTaken)
    return taken


def renew(laptop: Laptop, report: str) -> str:
    """A new code for a report."""
    reply = laptop.app.execute(RenewLookup(laptop.app.new_command(), read_id(report))).reply
    assert isinstance(reply, views.Submitted)
    return reply.code


def acts(laptop: Laptop, **wanted: object) -> tuple[views.ReturnRow, ...]:
    """Acts as the province reads them."""
    return laptop.app.ask(queries.Returns(**wanted))  # type: ignore[arg-type]


def published(laptop: Laptop) -> int:
    """Slots held."""
    with laptop.device.database.reading() as db:
        return int(db.execute(select(func.count()).select_from(tables.published)).scalar_one())


# --- status -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [complaint, titip, information], ids=["complaint", "titip", "information"])
def test_the_code_tells_the_way_at_every_post(world: World, make: object) -> None:
    assert callable(make)
    report = world.a.submit(make())
    assert look_up(world.a, report.code) == views.Standing("recorded", "2024-02-05")
    assert look_up(world.c, report.code) == views.Standing(), "nobody told the other post yet"
    world.trip(world.c, world.province)
    world.trip(world.a, world.province)
    world.province.clock.pass_by(days=1)
    assert look_up(world.province, report.code).status == "at_province"
    world.trip(world.province, world.c)
    assert look_up(world.c, report.code) == views.Standing("at_province", "2024-02-06")
    world.trip(world.province, world.a)
    assert look_up(world.a, report.code).status == "at_province"
    assert look_up(world.b, report.code) == views.Standing(), "b has had no stick"


def test_the_posts_other_laptop_knows_what_it_was_brought(world: World) -> None:
    report = world.a.submit(titip())
    world.settle(world.a, world.b)
    assert look_up(world.b, report.code).status == "at_province"


def test_nothing_new_to_say_writes_nothing(world: World) -> None:
    world.a.submit(complaint())
    world.settle(world.a, world.c)
    before = world.province.entries()
    for _ in range(3):
        world.province.clock.pass_by(days=2)
        assert len(blocks_coming(world.province.device)) == 0
        assert world.province.send(world.stick()).objects == 0
    assert world.province.entries() == before


def test_a_status_that_changed_is_told_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    report = world.a.submit(complaint())
    world.settle(world.a, world.c)
    with world.province.device.database.writing() as db:
        db.execute(tables.report.update().values(case_status="referred"))
        forget_seen(db)  # no entry tells of this one
    assert len(blocks_coming(world.province.device)) == 1
    look, stick = preview(world.province.app, None), world.stick()
    sent = world.province.send(stick)
    assert sent.entries == look.entries > 0 and look.bytes / 2 < sent.bytes <= look.bytes
    world.c.receive(stick)
    assert look_up(world.c, report.code).status == "referred"
    assert len(blocks_coming(world.province.device)) == 0


def test_blocks_are_always_full_and_of_one_size(world: World) -> None:
    """A post that counts slots learns nothing: one report or two, sealed or not."""
    assert world.province.app.publish_statuses() == 0, "no report, no block"
    world.a.submit(complaint())
    world.trip(world.a, world.province)
    assert world.province.app.publish_statuses() == 1
    assert published(world.province) == BLOCK_SLOTS
    for make in (titip, information):
        world.a.submit(make())
    world.trip(world.a, world.province)
    assert world.province.app.publish_statuses() == 1
    assert published(world.province) == 2 * BLOCK_SLOTS
    with world.province.device.database.reading() as db:
        sizes = {(len(row.tag), len(row.box)) for row in db.execute(select(tables.published))}
    assert sizes == {(16, SLOT_BOX_BYTES)}


def test_no_post_opens_another_posts_slots(world: World) -> None:
    """Control: the post that took the report in does hold its key, and would find a status."""
    world.a.submit(complaint())
    world.settle(world.a, world.c)
    for laptop, keys in ((world.a, 1), (world.c, 0)):
        with laptop.device.database.reading() as db:
            assert len([row for row in db.execute(select(tables.lookup_code)) if row.box]) == keys


def test_a_sealed_report_leaves_no_key_where_it_was_taken_in(world: World) -> None:
    world.a.submit(titip())
    with world.a.device.database.reading() as db:
        row = db.execute(select(tables.lookup_code)).one()
    assert (row.box, row.proof) == (b"", b"")


def test_a_later_province_can_say_that_the_identity_was_opened(world: World) -> None:
    report = world.a.submit(complaint())
    world.settle(world.a)
    keys = code_keys(check_lookup_code(report.code), world.province.device.belongings.province)
    box = write_slot(world.province.device, keys.tag, keys.box, Told("referred", "2024-03-01", "2024-02-20"))
    forge_block(world.province, "all", Slot(keys.tag, box))
    with world.province.device.database.writing() as db:
        db.execute(tables.report.update().values(case_status="referred"))
    world.trip(world.province, world.a)
    assert look_up(world.a, report.code) == views.Standing("referred", "2024-03-01", "2024-02-20")


def forge_block(laptop: Laptop, audience: str, *slots: Slot) -> bytes:
    """Write a block past every rule; gives its stream."""
    with laptop.device.database.writing() as db:
        stream = own_stream(db, laptop.device, audience, b"\2" * 16)
    laptop.forge(StatusPublished(StatusFacts(slots=list(slots))), Placement(stream))
    return stream


# --- codes that open nothing ----------------------------------------------------------------------------------------


def test_a_code_with_wrong_check_digits_is_refused(world: World) -> None:
    for typed in ("1234 5678 9012 3456 00", "12", "kode"):
        with pytest.raises(Invalid, match=r"lookup\."):
            look_up(world.a, typed)


@pytest.mark.fault("CA-17")
def test_wrong_codes_slow_down_and_lock_nobody_out(world: World) -> None:
    report = world.a.submit(complaint())
    tries = 0
    with pytest.raises(NotAllowed) as caught:
        for _ in range(20):
            assert look_up(world.a, UNKNOWN) == views.Standing()
            tries += 1
    assert caught.value.code == "lookup.wait" and 1 <= int(caught.value.details["seconds"]) <= 2
    assert tries == 6
    world.a.restart()
    with pytest.raises(NotAllowed):
        look_up(world.a, report.code)
    world.a.clock.pass_by(seconds=3)
    assert look_up(world.a, report.code).status == "recorded"
    assert world.a.submit(warning()).number, "the officer works on all the while"
    world.a.clock.pass_by(days=-400)
    assert look_up(world.a, report.code).status == "recorded", "a clock that was set back must not lengthen the pause"


def test_the_pause_grows_to_a_minute() -> None:
    pauses = [pause_after(count) for count in range(40)]
    assert pauses == sorted(pauses)
    assert pauses[:6] == [0] * 6 and pauses[6] > 0 and pauses[-1] == LONGEST_PAUSE_MS


def test_an_hour_forgives(world: World) -> None:
    for _ in range(6):
        look_up(world.a, UNKNOWN)
    world.a.clock.pass_by(hours=2)
    for _ in range(4):
        look_up(world.a, UNKNOWN)
    assert look_up(world.a, UNKNOWN) == views.Standing()


def test_an_answer_tells_nothing_but_the_status(world: World) -> None:
    """Two reports as different as can be, one short and one long, one sealed: the same answer, of the same size."""

    @settings(max_examples=8)
    @given(summary=st.text("abcé 中", min_size=1, max_size=200).filter(str.strip), many=st.integers(0, 2))
    def same(summary: str, many: int) -> None:
        short = world.a.submit(information())
        files = [world.a.attach(b"x" * 100, f"{number}.txt") for number in range(many)]
        evidence = [{"title": summary, "file": file.name} for file in files]
        long = world.a.submit(titip(summary=summary, narrative=summary * 20, evidence=evidence), *files)
        answers = [look_up(world.a, report.code) for report in (short, long)]
        assert {field.name for field in fields(answers[0])} == {"status", "updated", "opened"}
        assert answers == [views.Standing("recorded", "2024-02-05")] * 2
        codes.extend((short.code, long.code))

    codes: list[str] = []
    same()
    world.trip(world.a, world.province)
    assert {look_up(world.province, code) for code in codes} == {views.Standing("at_province", "2024-02-05")}


# --- acts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("act", "act_first"), [(EVIDENCE, True), (COMPLETION, True), (THREAT, False), (WITHDRAWAL, False)])
def test_an_act_at_another_post_finds_its_report(world: World, act: str, act_first: bool) -> None:
    report = world.a.submit(complaint())
    file = world.c.attach(b"bukti baru", "baru.txt")
    taken = come_back(world.c, report.code, act, "Kata tambahan", file)
    assert taken.status == "queued"
    for laptop in (world.c, world.a) if act_first else (world.a, world.c):
        world.trip(laptop, world.province)
    (row,) = acts(world.province)
    assert (row.act, row.text, row.post, row.number, row.id) == (act, "Kata tambahan", "K0414", report.number, taken.id)
    view = world.province.report(report.id)
    assert [item["act"] for item in view.other["returns"]] == [act]  # type: ignore[attr-defined]
    assert [(item.name, item.openable) for item in view.attachments] == [("baru.txt", True)]
    assert world.province.problems() == () and world.c.problems() == ()


def test_a_file_brought_later_has_its_own_chain_of_custody(world: World) -> None:
    report = world.a.submit(complaint())
    come_back(world.c, report.code, EVIDENCE, "", world.c.attach(b"bukti baru", "baru.txt"))
    world.settle(world.a, world.c)
    app = world.province.app
    (file,) = world.province.report(report.id).attachments
    app.execute(NoteSeen(app.new_command(), read_id(report.id), file.id))
    out = io.BytesIO()
    app.evidence.export(ExportEvidence(app.new_command(), read_id(report.id), file.id, PURPOSES[0], copy=False), out)
    assert out.getvalue() == b"bukti baru"
    (file,) = world.province.report(report.id).attachments
    assert [(step.act, step.post) for step in file.custody] == [(TAKEN, "K0414"), (SEEN, "D-BABEL"), (EXPORTED, "D-BABEL")]


def test_a_file_that_shows_the_reporter_opens_for_the_identity_desk_alone(world: World) -> None:
    """Neither the post that captured it nor the province's key for reports; it arrives whole all the same."""
    report = world.a.submit(complaint())
    data = b"fotokopi KTP " * 1000
    cards = [world.c.attach(data, f"KTP.{name}", shows_identity=True) for name in ("Sari", "Melati")]
    photo = world.c.attach(b"bukti baru", "baru.jpg")
    come_back(world.c, report.code, COMPLETION, "", *cards, photo)
    world.settle(world.c, world.a)
    files = {file.name: file for file in world.province.report(report.id).attachments}
    assert set(files) == {"tersegel.bin", "tersegel (2).bin", "baru.jpg"}, "a name often says who"
    assert {name: (file.shows_identity, file.openable, file.missing) for name, file in files.items()} == {
        "tersegel.bin": (True, False, 0),
        "tersegel (2).bin": (True, False, 0),
        "baru.jpg": (False, True, 0),
    }
    identity_desk = AgeIdentity.from_text(world.province.device.extras["identities"].decode())
    for card in cards:
        token = bytes.fromhex(card.token)
        assert card.secret == "" and card.sealed_size > card.size
        for laptop in (world.c, world.province):
            assert not opens(laptop, token, *laptop.device.identities)
        opened = opens(world.province, token, identity_desk)
        length = int.from_bytes(opened[:LENGTH_BYTES], "big")
        assert len(opened) % PAD_BYTES == 0 and opened[LENGTH_BYTES:][:length] == data, "padded, and whole"
        with pytest.raises(Invalid, match=r"attachment\.sealed"):
            world.province.app.evidence.look_at(card.token)
    token = bytes.fromhex(photo.token)
    assert opens(world.province, token, *world.province.device.identities) == b"bukti baru", "control: the desk opens the rest"


def opens(laptop: Laptop, token: bytes, *keys: AgeIdentity) -> bytes:
    """What these keys make of a file in a laptop's vault; nothing where they do not open it."""
    out = io.BytesIO()
    try:
        laptop.device.vault.decrypt(token, keys, out)
    except Refused:
        return b""
    return out.getvalue()


def test_a_post_keeps_nothing_readable_of_an_act(world: World) -> None:
    report = world.a.submit(complaint())
    come_back(world.a, report.code, THREAT, "Saya diancam")
    assert acts(world.a) == ()
    assert {"returns", "withdrawal"}.isdisjoint(world.a.report(report.id).other)
    assert [row.number for row in world.a.rows()] == [report.number]
    with world.a.device.database.reading() as db:
        row = db.execute(select(tables.returned)).one()
    assert (row.act, row.tag, row.proof) == ("", b"", b"")


@settings(max_examples=12)
@given(text=st.text(max_size=3000), act=st.sampled_from(ACTS))
def test_acts_have_one_of_a_few_sizes(text: str, act: str) -> None:
    story = padded(ReturnStory(tag=b"\1" * 16, proof=b"\2" * 32, act=act, text=text))
    assert len(cbor.encode(msgspec.to_builtins(story, builtin_types=(bytes,)))) % 4096 == 0


@pytest.mark.parametrize("length", [0, 1, *range(3895, 3925), 4100, 65_500, 70_000])
def test_padding_is_exact(length: int) -> None:
    story = padded(ReturnStory(tag=b"\1" * 16, proof=b"\2" * 32, act=EVIDENCE, text="x" * length))
    assert len(cbor.encode(msgspec.to_builtins(story, builtin_types=(bytes,)))) % 4096 == 0


def test_an_act_must_say_something(world: World) -> None:
    report = world.a.submit(complaint())
    for act in (EVIDENCE, THREAT):
        with pytest.raises(Invalid, match=r"return\.empty"):
            come_back(world.a, report.code, act, "  ")
    with pytest.raises(Invalid, match=r"return\.act"):
        come_back(world.a, report.code, "hapus", "x")
    with pytest.raises(Invalid, match=r"lookup\.check_digits"):
        come_back(world.a, "1234 5678 9012 3456 00", THREAT, "x")
    with pytest.raises(Invalid, match=r"text\."):
        come_back(world.a, report.code, THREAT, "a\0b")


def test_the_same_act_twice_is_one(world: World) -> None:
    report = world.a.submit(complaint())
    command = ReturnWithCode(world.a.app.new_command(), report.code, WITHDRAWAL)
    assert world.a.app.execute(command).reply == world.a.app.execute(command).reply
    world.trip(world.a, world.province)
    assert len(acts(world.province)) == 1


def test_a_withdrawal_before_registration_leaves_initial_information(world: World) -> None:
    report = world.a.submit(complaint())
    world.trip(world.a, world.province)
    come_back(world.a, report.code, WITHDRAWAL)
    world.trip(world.a, world.province)
    assert world.province.report(report.id).other["withdrawal"] == "information"
    world.province.clock.pass_by(days=1)
    bawaslu_receipt(world.province, report.id)
    assert world.province.report(report.id).other["withdrawal"] == "information", "what came later changes nothing"
    assert world.province.report(report.id).row.summary, "nothing is deleted"


def test_a_withdrawal_after_registration_is_only_recorded(world: World) -> None:
    report = world.a.submit(complaint())
    world.settle(world.a)
    bawaslu_receipt(world.province, report.id)
    world.settle(world.a)
    come_back(world.a, report.code, WITHDRAWAL)
    world.trip(world.a, world.province)
    view = world.province.report(report.id)
    assert view.other["withdrawal"] == "recorded"
    assert acts(world.province)[0].effect == "recorded"


def test_a_receipt_that_was_taken_back_stops_no_withdrawal_and_is_told_to_nobody(world: World) -> None:
    report = world.a.submit(complaint())
    world.settle(world.a)
    world.province.open_case(report.id)
    app = world.province.app
    app.execute(RecordBawasluReceipt(app.new_command(), read_id(report.id), "1/LP", world.province.clock.when, "kabkota"))
    world.a.submit(complaint())
    world.settle(world.a, world.c)
    app.publish_statuses()
    world.settle(world.a, world.c)
    assert [look_up(each, report.code).status for each in (world.a, world.c)] == ["referred"] * 2, "control: it is told"
    come_back(world.a, report.code, WITHDRAWAL)
    world.trip(world.a, world.province)
    assert world.province.report(report.id).other["withdrawal"] == "recorded", "control: it stands"
    app.execute(WithdrawBawasluReceipt(app.new_command(), read_id(report.id), "1/LP", "kabkota", "laporan lain"))
    assert world.province.report(report.id).other["withdrawal"] == "information"
    app.publish_statuses()
    world.settle(world.a, world.c)
    assert [look_up(each, report.code).status for each in (world.province, world.a, world.c)] == ["at_province"] * 3


def test_the_provinces_own_agenda_ends_no_right_to_withdraw(world: World) -> None:
    """Control above: Bawaslu's receipt does."""
    report = world.a.submit(complaint())
    world.settle(world.a)
    world.province.open_case(report.id)
    world.settle(world.a)
    come_back(world.a, report.code, WITHDRAWAL)
    world.trip(world.a, world.province)
    assert "case.opened" in [line.kind for line in world.province.report(report.id).history], "control: the case is open"
    assert world.province.report(report.id).other["withdrawal"] == "information"
    assert acts(world.province)[0].effect == "information"


def test_a_tag_without_its_code_withdraws_nothing(world: World) -> None:
    """The post that took the report in knows its tag: that alone must not speak for the reporter."""
    from core.domain.reporter import ReporterReturned, ReturnFacts

    report = world.a.submit(complaint())
    with world.a.device.database.writing() as db:
        tag = bytes(db.execute(select(tables.lookup_code.c.tag)).scalar_one())
        stream = own_stream(db, world.a.device, "desks", b"\2" * 16)
    for proof in (b"\0" * 32, b""):
        story = ReturnStory(tag=tag, proof=proof, act=WITHDRAWAL)
        world.a.forge(ReporterReturned(ReturnFacts(post="K0413", day="2024-02-05"), story), Placement(stream))
    world.trip(world.a, world.province)
    assert "withdrawal" not in world.province.report(report.id).other
    assert {row.number for row in acts(world.province)} == {""}, "control: the acts did arrive"


def test_a_threat_is_urgent_until_somebody_takes_it_on(world: World) -> None:
    report = world.a.submit(complaint())
    taken = come_back(world.c, report.code, THREAT, "Saya diancam")
    world.trip(world.c, world.province)
    assert [row.number for row in acts(world.province, open_only=True, act=THREAT)] == [""]
    for _ in range(2):
        world.province.app.execute(HandleReturn(world.province.app.new_command(), read_id(taken.id)))
    assert acts(world.province, open_only=True) == ()
    (row,) = acts(world.province)
    assert row.handled_by == "Petugas 1" and row.handled_at
    with pytest.raises(NotAllowed, match=r"authority\.refused"):
        world.a.app.execute(HandleReturn(world.a.app.new_command(), read_id(taken.id)))
    with pytest.raises(Invalid, match=r"return\.unknown"):
        world.province.app.execute(HandleReturn(world.province.app.new_command(), read_id(report.id)))


# --- renewal --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [complaint, titip], ids=["complaint", "titip"])
def test_a_new_code_ends_the_old(world: World, make: object) -> None:
    assert callable(make)
    report = world.a.submit(make())
    world.trip(world.c, world.province)
    world.trip(world.a, world.province)
    world.trip(world.province, world.c)
    assert look_up(world.c, report.code).status == "at_province"
    code = renew(world.a, report.id)
    assert look_up(world.a, report.code) == views.Standing(), "at once where it was renewed"
    assert look_up(world.a, code).status == "recorded"
    assert look_up(world.c, report.code).status == "at_province", "until the province tells of it"
    world.trip(world.a, world.province)
    world.trip(world.province, world.c)
    for laptop in (world.a, world.c, world.province):
        assert look_up(laptop, report.code) == views.Standing()
    assert {look_up(laptop, code).status for laptop in (world.c, world.province)} == {"at_province"}
    come_back(world.c, code, WITHDRAWAL)
    world.trip(world.c, world.province)
    assert world.province.report(report.id).other["withdrawal"] == "information"
    assert world.province.problems() == () and world.a.problems() == ()


def test_an_old_code_still_finds_the_report_it_was_for(world: World) -> None:
    """An act that was on its way when the code was renewed is not lost."""
    report = world.a.submit(complaint())
    come_back(world.c, report.code, THREAT, "Saya diancam")
    renew(world.a, report.id)
    world.settle(world.a, world.c)
    assert [row.number for row in acts(world.province)] == [report.number]


def test_a_code_is_renewed_where_the_report_was_taken_in(world: World) -> None:
    report, other = world.a.submit(complaint()), world.a.submit(warning())
    world.settle(world.a)
    with pytest.raises(NotAllowed, match=r"lookup\.other_post"):
        renew(world.province, report.id)
    with pytest.raises(Invalid, match=r"report\.unknown"):
        renew(world.c, report.id)
    with pytest.raises(Invalid, match=r"receipt\.no_visitor"):
        renew(world.a, other.id)


def test_a_renewal_twice_is_one_and_shows_its_code_once(world: World) -> None:
    report = world.a.submit(complaint())
    command = RenewLookup(world.a.app.new_command(), read_id(report.id))
    first, again = (world.a.app.execute(command).reply for _ in range(2))
    assert isinstance(first, views.Submitted) and isinstance(again, views.Submitted)
    assert again.code == "" and look_up(world.a, first.code).status == "recorded"


# --- who may ---------------------------------------------------------------------------------------------------------


def test_a_post_cannot_publish_a_status(world: World) -> None:
    report = world.c.submit(complaint())
    world.settle(world.a, world.c)
    keys = code_keys(check_lookup_code(report.code), world.a.device.belongings.province)
    box = write_slot(world.a.device, keys.tag, keys.box, Told("closed", "2030-01-01"))
    stream = forge_block(world.a, "desks", Slot(keys.tag, box))
    assert look_up(world.a, report.code).status == "at_province", "its own screen does not believe it either"
    stick = world.stick()
    with world.a.device.database.reading() as db:
        from core.journal import store
        from core.journal.entry import write_record

        records = [write_record(entry) for entry in store.slice_of(db, stream, 0, 100)]
    world.a.smuggle(stick, records)
    assert [item.code for item in world.province.receive(stick).quarantined] == ["entry.not_allowed"]
    assert look_up(world.province, report.code).status == "at_province"


def test_a_post_cannot_take_an_act_on_or_renew_anothers_code(world: World) -> None:
    report = world.c.submit(complaint())
    taken = come_back(world.c, report.code, THREAT, "Saya diancam")
    world.settle(world.c)
    code = "1" * 16
    from core.app.intake import keys_of
    from core.domain.reporter import LookupRenewed, RenewalFacts, RenewalStory

    lookup = keys_of(code, world.a.device.belongings.province)
    with world.a.device.database.writing() as db:
        stream = own_stream(db, world.a.device, "desks", b"\2" * 16)
    renewed = LookupRenewed(RenewalFacts(day="2024-02-05"), RenewalStory(lookup=lookup))
    world.a.forge(renewed, Placement(stream, read_id(report.id)))
    world.trip(world.a, world.province)
    assert look_up(world.province, format_lookup_code(code)) == views.Standing()
    assert look_up(world.province, report.code).status == "at_province"
    assert acts(world.province)[0].handled_at == ""
    assert acts(world.province, open_only=True)[0].id == taken.id


def test_a_copied_tag_does_not_take_a_status_over(world: World) -> None:
    """A post sees tags in the broadcast and writes one into a report of its own."""
    report = world.c.submit(complaint())
    world.settle(world.a, world.c)
    keys = code_keys(check_lookup_code(report.code), world.a.device.belongings.province)
    from core.domain import report as reports
    from core.domain.forms import parse_form
    from core.domain.lookup import Lookup

    event = reports.received(
        reports.Submission(
            form=parse_form(complaint()),
            number="K0413-AAA-240205-001-X",
            post="K0413",
            day="2024-02-05",
            sealed=False,
            reference="",
            identity=b"",
            attachments=(),
            lookup=Lookup(keys.tag, b"\7" * 32, b"\7" * 32),
        )
    )
    with world.a.device.database.writing() as db:
        stream = own_stream(db, world.a.device, "desks", b"\2" * 16)
    world.a.forge(event, Placement(stream))
    world.settle(world.a, world.c)
    assert len(world.province.rows()) == 2, "control: the forged report is there"
    for laptop in (world.province, world.c, world.a):
        assert look_up(laptop, report.code).status == "at_province"
    come_back(world.c, report.code, WITHDRAWAL)
    world.settle(world.c)
    assert [row.number for row in acts(world.province)] == [report.number]


def test_a_receipt_from_a_post_that_does_not_own_the_report_stops_no_withdrawal(world: World) -> None:
    report = world.a.submit(complaint())
    facts = BawasluFacts(number="PALSU", at=1, zone="UTC", level="kabkota")
    with world.c.device.database.writing() as db:
        stream = own_stream(db, world.c.device, "desks", b"\2" * 16)
    world.c.forge(BawasluReceiptRecorded(facts), Placement(stream, read_id(report.id)))
    for laptop in (world.c, world.a):
        world.trip(laptop, world.province)
    with world.province.device.database.reading() as db:
        held = reading.facts_about(db, read_id(report.id), ())
    assert [UNAUTHORISED in fact.source.marks for fact in held if fact.source.kind == RECORDED] == [True], "control: it came"
    come_back(world.a, report.code, WITHDRAWAL)
    world.trip(world.a, world.province)
    assert world.province.report(report.id).other["withdrawal"] == "information"
