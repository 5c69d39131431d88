"""The province publishes data sets: they travel with any stick, are used where they fit, and old reports keep theirs."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
import zstandard

from core.app import queries, views
from core.app.streams import own_stream
from core.domain.commands import PublishReference
from core.domain.errors import NotAllowed, Refused, Untrusted
from core.domain.publication import PIECE_BYTES, PublicationFacts, ReferencePublished, facts_of
from core.journal.author import Placement
from core.journal.entry import write_record
from tests.world import Laptop, World, complaint, reference


def other(name: str, version: str, change: Callable[[dict[str, Any]], None] = lambda tree: None) -> bytes:
    """A shipped data set with another version and perhaps other content."""
    tree = json.loads(reference().raw[name])
    tree["version"] = version
    change(tree)
    return json.dumps(tree).encode()


def named(code: str, words: str) -> Callable[[dict[str, Any]], None]:
    """Another name for one item."""

    def change(tree: dict[str, Any]) -> None:
        next(item for item in tree["items"] if item["code"] == code)["name_id"] = words

    return change


def publish(laptop: Laptop, *files: bytes) -> Sequence[str]:
    reply = laptop.app.execute(PublishReference(laptop.app.new_command(), files)).reply
    assert isinstance(reply, tuple)
    return reply


def act(laptop: Laptop, code: str = "TNI-01") -> str:
    found_act = laptop.app.reference.violation(code)
    assert found_act is not None
    return found_act.name_id


def states(laptop: Laptop, name: str) -> list[tuple[str, str]]:
    rows: tuple[views.ReferenceSetRow, ...] = laptop.app.ask(queries.ReferenceSets())
    return [(row.version, row.state) for row in rows if row.dataset == name]


@pytest.fixture
def world(make_world: Callable[..., World]) -> World:
    """A province that has heard from its post: it writes for posts that it knows."""
    made = make_world(0, "a")
    made.settle(made.a)
    return made


def test_a_version_reaches_the_posts_without_a_restart(world: World) -> None:
    report = world.a.submit(complaint())
    before = world.a.app.reference.digest()
    assert publish(world.province, other("violations", "2031.1", named("TNI-01", "Nama baru"))) == ("violations",)
    assert act(world.province) == "Nama baru"
    world.trip(world.province, world.a)
    assert act(world.a) == "Nama baru"
    assert [row.publisher != "" for row in world.a.app.ask(queries.ReferenceSets()) if row.dataset == "violations"] == [True]
    world.a.restart()
    assert act(world.a) == "Nama baru"
    again = world.a.submit(complaint())
    world.settle(world.a)
    for laptop in (world.a, world.province):
        for name, digest in ((report.id, before), (again.id, world.a.app.reference.digest())):
            judged = laptop.report(name).other["reference"]
            assert judged == {"digest": digest, "held": True}
            data, held = laptop.app.reference_of(digest)
            assert held and data.digest() == digest
    old, _ = world.a.app.reference_of(before)
    found_act = old.violation("TNI-01")
    assert found_act is not None and found_act.name_id != "Nama baru"
    for laptop in (world.a, world.province):
        assert laptop.problems() == ()


@pytest.mark.fault("RD-8")
def test_a_report_of_a_laptop_that_fell_behind_is_shown_by_its_own_version(world: World) -> None:
    publish(world.province, other("violations", "2031.1", named("TNI-01", "Satu")))
    world.trip(world.province, world.a)
    behind = world.a.app.reference.digest()
    report = world.a.submit(complaint())
    publish(world.province, other("violations", "2031.2", named("TNI-01", "Dua")))
    world.trip(world.a, world.province)
    world.province.restart()
    assert world.province.report(report.id).other["reference"] == {"digest": behind, "held": True}
    data, held = world.province.app.reference_of(behind)
    shown = data.violation("TNI-01")
    assert held and shown is not None and shown.name_id == "Satu"
    assert act(world.province) == "Dua"


@pytest.mark.fault("RD-8")
def test_a_version_that_is_not_here_is_said_so(world: World) -> None:
    data, held = world.a.app.reference_of("0" * 64)
    assert not held and data is world.a.app.reference


@pytest.mark.fault("RD-1")
def test_only_the_desks_administrator_publishes(world: World) -> None:
    data = other("glossary", "2031.1")
    with pytest.raises(NotAllowed) as refusal:
        publish(world.a, data)
    assert refusal.value.code == "authority.refused"
    world.province.enrol("Verifikator", "triage", "kata sandi yang lain lagi")
    world.province.close()
    world.province.open("kata sandi yang lain lagi")
    with pytest.raises(NotAllowed, match=r"authority\.refused"):
        publish(world.province, data)


@pytest.mark.fault("RD-1")
def test_what_a_post_forges_is_refused_and_changes_nothing(world: World) -> None:
    content = other("violations", "2031.1", named("TNI-01", "Palsu"))
    (facts,) = facts_of(content, zstandard.compress(content))
    app = world.a.device
    with app.database.writing() as db:
        stream = own_stream(db, app, "desks", b"\1" * 16)
    forged = world.a.forge(ReferencePublished(facts), Placement(stream))
    assert "Palsu" not in act(world.a)
    world.a.restart()
    assert "Palsu" not in act(world.a)
    with pytest.raises(Untrusted, match=r"entry\.not_allowed"):
        world.province.app.shelf.absorb(segment_of(world.a, forged.header.stream))
    assert states(world.province, "violations") == [(reference().versions()["violations"], "in_force")]


def segment_of(laptop: Laptop, stream: bytes) -> Any:
    """A whole stream as an object would carry it."""
    from core.app.absorb import Segment
    from core.journal import store

    with laptop.device.database.reading() as db:
        entries = [entry for entry in store.everything(db) if entry.header.stream == stream]
    entries.sort(key=lambda entry: entry.header.sequence)
    return Segment(stream, 0, entries[-1].header.sequence, [write_record(entry) for entry in entries])


@pytest.mark.fault("RD-3")
def test_a_broken_set_is_kept_marked_and_never_bricks(world: World) -> None:
    desk = world.province.device
    content = b'{"dataset": "violations", "version": "2031.1", "valid_from": null, "items": [{"code": 1}]}'
    bomb = zstandard.compress(bytes(9 * 1024 * 1024))
    with desk.database.writing() as db:
        stream = own_stream(db, desk, "all", b"\1" * 16)
    for data, size, packed in ((content, len(content), zstandard.compress(content)), (b"bomb", 4, bomb)):
        facts = PublicationFacts(
            dataset="violations", version="2031.1", valid_from="", digest=hashlib.sha256(data).digest(),
            size=size, number=1, count=1, content=packed,
        )  # fmt: skip
        world.province.forge(ReferencePublished(facts), Placement(stream))
    world.province.restart()
    world.trip(world.province, world.a)
    for laptop in (world.province, world.a):
        assert laptop.app.reference.digest() == reference().digest()
        assert [state for _, state in states(laptop, "violations")] == ["in_force", "unfit", "unfit"]
        assert laptop.problems() == ()
    publish(world.province, other("violations", "2031.2", named("TNI-01", "Utuh")))
    world.trip(world.province, world.a)
    assert act(world.a) == "Utuh"


def test_a_large_set_travels_in_pieces(world: World) -> None:
    noise = bytes(range(256)) * 1200

    def grow(tree: dict[str, Any]) -> None:
        tree["note"] = "".join(hashlib.sha256(noise[:n]).hexdigest() for n in range(1, 9000))

    content = other("glossary", "2031.1", grow)
    pieces = list(facts_of(content, zstandard.compress(content, 19)))
    assert len(pieces) > 1 and len(pieces[0].content) == PIECE_BYTES
    publish(world.province, content)
    world.trip(world.province, world.a)
    assert world.a.app.reference.versions()["glossary"] == "2031.1"
    assert world.a.app.reference.heads["glossary"].note == json.loads(content)["note"]


@pytest.mark.fault("RD-4")
def test_a_set_with_a_missing_piece_waits(world: World) -> None:
    desk = world.province.device
    content = other("glossary", "2031.1")
    (whole,) = facts_of(content, zstandard.compress(content))
    halves = [whole.content[:100], whole.content[100:]]
    facts = [
        PublicationFacts(
            dataset="glossary", version="2031.1", valid_from="", digest=whole.digest, size=whole.size,
            number=number, count=2, content=half,
        )
        for number, half in enumerate(halves, 1)
    ]  # fmt: skip
    with desk.database.writing() as db:
        stream = own_stream(db, desk, "all", b"\1" * 16)
    world.province.forge(ReferencePublished(facts[1]), Placement(stream))
    world.trip(world.province, world.a)
    assert ("2031.1", "incomplete") in states(world.a, "glossary")
    world.province.forge(ReferencePublished(facts[0]), Placement(stream))
    world.trip(world.province, world.a)
    assert ("2031.1", "in_force") in states(world.a, "glossary")


def test_the_same_command_publishes_once(world: World) -> None:
    command = PublishReference(world.province.app.new_command(), (other("glossary", "2031.1"),))
    first, again = (world.province.app.execute(command).reply for _ in range(2))
    assert first == again == ("glossary",)
    assert len(states(world.province, "glossary")) == 1


def test_a_refused_set_writes_nothing(world: World) -> None:
    before = world.province.entries()
    with pytest.raises(Refused, match=r"reference\.version_old"):
        publish(world.province, other("glossary", "2031.1"), other("routes", "2020.1"))
    assert world.province.entries() == before


def test_the_preview_names_what_would_change(world: World) -> None:
    files = (other("violations", "2031.1", named("TNI-01", "Baru")),)
    (change,) = world.province.app.ask(queries.ReferencePreview(files))
    assert (change.dataset, change.added, change.changed, change.removed) == ("violations", (), ("TNI-01",), ())
    assert states(world.province, "violations") == [(reference().versions()["violations"], "in_force")]


@pytest.mark.fault("RD-5")
def test_any_order_of_sticks_gives_the_same_data(make_world: Callable[..., World]) -> None:
    world = make_world("publish", "a", "c")
    world.settle(world.a, world.c)
    sticks = []
    for number, name in enumerate(("violations", "glossary", "violations"), start=1):
        publish(world.province, other(name, f"2031.{number}"))
        sticks.append(world.stick())
        world.province.send(sticks[-1])
    for laptop, order in ((world.a, (2, 1, 0, 1)), (world.c, (1, 0, 0, 2))):
        for place in order:
            laptop.receive(sticks[place])
        assert laptop.app.reference.digest() == world.province.app.reference.digest()
        assert laptop.app.reference.versions()["violations"] == "2031.3"
        assert laptop.problems() == ()
    assert world.a.snapshot()["publication"] == world.c.snapshot()["publication"]


def test_every_place_of_a_piece_is_counted_from_one() -> None:
    assert [f.number for f in itertools.islice(facts_of(other("glossary", "2031.1"), bytes(PIECE_BYTES * 2)), 2)] == [1, 2]
