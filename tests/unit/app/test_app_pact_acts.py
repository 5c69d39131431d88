"""What becomes of a pact: told, signed, refused, away; who may write it, who hears of it, in whatever order it comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count, permutations
from typing import Any

import pytest

from core.app import pact_acts, queries
from core.app.pact_views import PactView
from core.app.streams import own_stream
from core.domain import pact
from core.domain.commands import IssuePacts
from core.domain.errors import Invalid, NotAllowed
from core.domain.ids import read_id
from core.domain.pact import (
    PactRefused,
    RecordPactActs,
    RecordPactAway,
    RecordPactRefused,
    RecordPactSigned,
    RecordPactTold,
    RefusedFacts,
)
from core.domain.pact_state import fold
from core.journal import reading
from core.journal.author import Placement
from tests.world import Laptop, World, found, person

TODAY = date(2024, 2, 5)
NAMES = count(1)


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    made = found("pact acts", "a", "b")
    yield made
    made.close()


def issued(laptop: Laptop) -> str:
    """The id of a fresh pact."""
    return laptop.issue(f"Orang {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[next(NAMES) % 26]}").pacts[0][0]


def seen(laptop: Laptop, name: str) -> PactView:
    return laptop.app.ask(queries.Pact(name))


def told(laptop: Laptop, name: str, **changes: Any) -> None:
    values: dict[str, Any] = {"day": TODAY, "manner": "apel"} | changes
    laptop.app.execute(RecordPactTold(laptop.app.new_command(), read_id(name), **values))


def signed(laptop: Laptop, name: str, **changes: Any) -> None:
    values: dict[str, Any] = {"day": TODAY, "method": "basah"} | changes
    laptop.app.execute(RecordPactSigned(laptop.app.new_command(), read_id(name), **values))


def refused(laptop: Laptop, name: str, **changes: Any) -> None:
    values: dict[str, Any] = {"day": TODAY, "reason": "Menunggu arahan"} | changes
    laptop.app.execute(RecordPactRefused(laptop.app.new_command(), read_id(name), **values))


def away(laptop: Laptop, name: str, **changes: Any) -> None:
    values: dict[str, Any] = {"day": TODAY, "reason": "cuti", "until": TODAY} | changes
    laptop.app.execute(RecordPactAway(laptop.app.new_command(), read_id(name), **values))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda record: record, "proved"),
        (lambda record: replace(record, name="Orang lain"), "differs"),
        (lambda record: replace(record, content=bytes(32)), "differs"),
        (lambda record: replace(record, day="2024-02-06"), "differs"),
        (lambda record: replace(record, role="saksi"), "differs"),
    ],
)
def test_the_record_of_a_signature_on_the_screen_is_compared(
    world: World, monkeypatch: pytest.MonkeyPatch, change: Any, told: str
) -> None:
    honest = pact_acts.Signed
    monkeypatch.setattr(pact_acts, "Signed", lambda **fields: change(honest(**fields)))
    app = world.a.app
    strokes = (((400, 300), (900, 700), (1500, 400)),)
    command = IssuePacts(app.new_command(), (person("Dewi"),), None, "Toboali", strokes=strokes)
    made: Any = app.execute(command).reply
    (act,) = seen(world.a, made.pacts[0][0]).acts
    assert act.record == told


def test_a_record_by_another_key_or_broken_does_not_hold(world: World) -> None:
    name = issued(world.a)
    signed(world.a, name, method="layar", signature=b"\xd2\x84")
    assert seen(world.a, name).acts[0].record == "differs"
    name = issued(world.a)
    signed(world.a, name)
    assert seen(world.a, name).acts[0].record == ""


def test_a_pact_goes_from_issued_to_told_to_signed(world: World) -> None:
    name = issued(world.a)
    assert seen(world.a, name).row.state == pact.ISSUED
    told(world.a, name, by="Kepala Bidang")
    view = seen(world.a, name)
    assert (view.row.state, view.row.told_day, view.acts[0].words) == (pact.TOLD, "2024-02-05", "Kepala Bidang")
    assert view.acts[0].detail.startswith("legal_refs ") and "sanctions " in view.acts[0].detail
    signed(world.a, name, witness="Sekretaris", place="Toboali", stamp_serial="X-1")
    view = seen(world.a, view.row.number)
    assert (view.row.state, view.row.signed_day, view.acts[1].detail) == (pact.SIGNED, "2024-02-05", "Sekretaris")
    assert world.a.app.ask(queries.Pacts()).rows[0].state == pact.SIGNED


def test_a_scan_stays_with_the_pact(world: World) -> None:
    name = issued(world.a)
    signed(world.a, name)
    with pytest.raises(Invalid, match=r"pact\.paper"):
        signed(world.a, name, method="dipindai")
    signed(world.a, name, method="dipindai", paper=world.a.attach(b"%PDF-1.7 pindaian", "pindaian.pdf"))
    paper = seen(world.a, name).acts[-1].paper

    class Sink:
        data = b""

        def write(self, piece: bytes, /) -> int:
            self.data += piece
            return len(piece)

    world.settle(world.a)
    for laptop in (world.a, world.province):
        sink = Sink()
        laptop.app.read_attachment(paper, sink)
        assert sink.data == b"%PDF-1.7 pindaian"


@pytest.mark.parametrize(
    ("act", "changes", "code"),
    [
        (told, {"manner": "telepati"}, "pact.manner"),
        (told, {"day": TODAY + timedelta(days=1)}, "pact.day_ahead"),
        (signed, {"day": TODAY - timedelta(days=1)}, "pact.day_early"),
        (signed, {"method": "cap jempol"}, "pact.method"),
        (signed, {"method": "kunci"}, "pact.paper"),
        (signed, {"content_digest": b"\1" * 32}, "pact.other_content"),
        (away, {"reason": "malas"}, "pact.away_reason"),
        (away, {"reason": "lainnya"}, "pact.away_reason"),
        (away, {"until": TODAY - timedelta(days=1)}, "pact.until"),
        (signed, {"witness": "a\nb\x07"}, "text.forbidden"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(world: World, act: Any, changes: dict[str, Any], code: str) -> None:
    name = issued(world.a)
    with pytest.raises(Invalid) as refusal:
        act(world.a, name, **changes)
    assert refusal.value.code == code and seen(world.a, name).acts == ()


def test_the_same_act_again_and_acts_after_a_signature_are_refused(world: World) -> None:
    name = issued(world.a)
    told(world.a, name)
    away(world.a, name)
    for act in (told, away):
        with pytest.raises(NotAllowed, match=r"pact\.known"):
            act(world.a, name)
    signed(world.a, name)
    for act, code in ((signed, "pact.known"), (away, "pact.signed")):
        with pytest.raises(NotAllowed) as refusal:
            act(world.a, name)
        assert refusal.value.code == code
    assert seen(world.a, name).row.state == pact.SIGNED


def test_an_unknown_pact_has_no_acts(world: World) -> None:
    with pytest.raises(Invalid, match=r"pact\.unknown"):
        told(world.a, "a" * 26)


def test_many_acts_are_one_command_all_or_none(world: World) -> None:
    names = [issued(world.a) for _ in range(3)]
    command = world.a.app.new_command()
    acts = tuple(RecordPactTold(command, read_id(name), TODAY, "apel") for name in names)
    broken = RecordPactActs(command, (*acts, RecordPactTold(command, read_id(names[0]), TODAY, "telepati")))
    with pytest.raises(Invalid):
        world.a.app.execute(broken)
    assert [seen(world.a, name).row.state for name in names] == [pact.ISSUED] * 3
    for _ in range(2):
        world.a.app.execute(RecordPactActs(command, acts))
    assert [len(seen(world.a, name).acts) for name in names] == [1, 1, 1]
    with pytest.raises(Invalid, match=r"pact\.nobody"):
        world.a.app.execute(RecordPactActs(command, ()))


def test_a_post_neither_writes_nor_hears_a_refusal(world: World) -> None:
    """SAFEGUARDS 18: the desks know who refused; TNI, Polri and BIN never do."""
    name = issued(world.a)
    with pytest.raises(NotAllowed, match=r"authority\.refused"):
        refused(world.a, name)
    world.settle(world.a)
    refused(world.province, name)
    told(world.province, name)
    view = seen(world.province, name)
    assert view.row.state == pact.REFUSED and view.acts[0].words == "Menunggu arahan"
    world.settle(world.a, world.b)
    for laptop in (world.a, world.b):
        assert seen(laptop, name).row.state == pact.TOLD, "what the desk told comes to the post, the refusal does not"
        with laptop.device.database.reading() as db:
            assert not any(row[2] == "pact.refused" for row in laptop.snapshot()["pact_act"])
            assert {fact.source.kind for fact in reading.facts_about(db, read_id(name), ())} == {"pact.issued", "pact.told"}
    away(world.province, name)
    assert seen(world.province, name).row.state == pact.AWAY
    signed(world.a, name)
    world.settle(world.a)
    assert seen(world.province, name).row.state == pact.SIGNED
    assert world.province.problems() == world.a.problems() == ()


def test_a_posts_forged_refusal_changes_nothing(world: World) -> None:
    name = issued(world.a)
    with world.a.device.database.writing() as db:
        stream = own_stream(db, world.a.device, "desks", b"\2" * 16)
    world.a.forge(PactRefused(RefusedFacts(day="2024-02-05", zone="Asia/Jakarta")), Placement(stream, read_id(name)))
    assert seen(world.a, name).row.state == pact.ISSUED and seen(world.a, name).acts == ()


def test_the_register_has_filters(world: World) -> None:
    name, other = issued(world.a), issued(world.a)
    away(world.a, name)

    def found(**filters: Any) -> set[str]:
        return {row.id for row in world.a.app.ask(queries.Pacts(limit=500, **filters)).rows} & {name, other}

    assert found(state=pact.AWAY) == {name} and found(state=pact.ISSUED) == {other}
    assert found(employment="PNS", post="K0413", since="2024-02-05", until="2024-02-05", current=True) == {name, other}
    assert found(employment="TNI") == found(since="2024-02-06") == found(until="2024-02-04") == found(overdue=True) == set()
    row = next(each for each in world.a.app.ask(queries.Pacts(limit=500)).rows if each.id == name)
    assert found(text=row.number) == {name} == found(text=row.number.lower(), state=pact.AWAY)
    assert found(text=f"{row.name.split()[0][:3]} {row.unit.split()[0]}") == {name, other}
    assert found(text="zzzz") == found(text="/") == found(text=row.number, state=pact.ISSUED) == set()
    with pytest.raises(Invalid, match=r"query\.day"):
        found(since="kemarin")


def test_the_state_is_a_fold_over_the_order_of_entries(world: World) -> None:
    """I2: the same facts in the journal's order give the same state, and signed wins wherever it stands."""
    name = issued(world.province)
    for act in (told, refused, away):
        act(world.province, name)
    with world.province.device.database.reading() as db:
        facts = reading.facts_about(db, read_id(name), world.province.device.identities)
    assert [fold(facts[:end]).status for end in range(1, 5)] == [pact.ISSUED, pact.TOLD, pact.REFUSED, pact.AWAY]
    signed(world.province, name)
    with world.province.device.database.reading() as db:
        facts = reading.facts_about(db, read_id(name), world.province.device.identities)
    assert {fold(order).status for order in permutations(facts)} == {pact.SIGNED}
