"""The store of entries: what was put in comes out in its order, and of what was destroyed nothing stays but its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, select

from core.domain.errors import Untrusted
from core.journal import store
from core.journal.chain import Head
from core.journal.entry import EXPIRED, ORDERED, WITHHELD, Entry, Part, read_entry
from core.storage import tables
from tests.offices import ENTROPY, Province, journal, signed

LEAF = Province().office().leaf()
A, B = b"a" * 16, b"b" * 16
ORDER, LATER = b"o" * 32, b"p" * 32


@pytest.fixture
def db() -> Iterator[Connection]:
    with journal() as connection:
        yield connection


def begun(stream: bytes = A, **parts: bytes) -> Entry:
    return signed("complaint.received", LEAF, stream=stream, parts=parts or {"facts": b"\xa0", "story": b"\xa1aa\x01"})


def after(entry: Entry, *, stream: bytes | None = None, **parts: bytes) -> Entry:
    return signed(
        "notice.given", LEAF, stream=stream or entry.header.stream, before=entry, subject=entry.subject,
        parts=parts or {"facts": b"\xa0", "story": b"\xa1ab\x02"},
    )  # fmt: skip


def lost(entry: Entry, **parts: Part) -> Entry:
    return read_entry(entry.cose, dict(entry.parts) | parts)


def put(db: Connection, *entries: Entry, taken: int = 7) -> None:
    store.insert_many(db, entries, [taken + number for number in range(len(entries))], ENTROPY)


def refused(act: Callable[[], object]) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Untrusted) as caught:
        act()
    return caught.value.code, dict(caught.value.details)


def test_a_subject_is_new_once(db: Connection) -> None:
    first = begun()
    second = after(first)
    assert store.insert(db, first, 7, ENTROPY) is True
    assert store.insert(db, second, 8, ENTROPY) is False
    other, third = begun(B), after(second)
    assert store.insert_many(db, [third, other, after(other)], [9, 10, 11], ENTROPY) == {other.subject}
    assert store.insert(db, begun(b"c" * 16), 12, ENTROPY, new_subject=True) is True
    assert (store.count(db), store.lamport(db)) == (6, 3)
    assert store.of_subject(db, first.subject) == [first, second, third]
    keys = [row.key for row in db.execute(select(tables.subject_key.c.key))]
    assert len(keys) == 3 == len(set(keys)) and {len(key) for key in keys} == {store.KEY_BYTES}


@pytest.mark.parametrize("many", [False, True])
def test_parts_come_back_in_whatever_state_they_are(db: Connection, many: bool) -> None:
    entry = lost(
        begun(facts=b"\xa0", story=b"\xa0", parties=b"\xa0"),
        story=Part(ORDERED, content=ORDER), parties=Part(EXPIRED), handling=Part(WITHHELD),
    )  # fmt: skip
    if many:
        put(db, entry)
    else:
        store.insert(db, entry, 7, ENTROPY)
    (again,) = store.of_subject(db, entry.subject)
    assert again == entry and again.parts["facts"].content == b"\xa0"


def test_a_part_opens_at_its_place_alone(db: Connection) -> None:
    entry = begun()
    put(db, entry)
    boxes = {row.name: row.box for row in db.execute(select(tables.part))}
    assert len(set(boxes.values())) == 3 and not any(
        entry.parts[name].content in box for name, box in boxes.items() if name == "handling"
    )
    part = tables.part.c
    db.execute(tables.part.update().where(part.name == "facts").values(box=boxes["story"]))
    assert refused(lambda: store.of_subject(db, entry.subject))[0] != ""
    db.execute(tables.part.update().where(part.name == "facts").values(box=boxes["facts"]))
    assert store.of_subject(db, entry.subject) == [entry]
    db.execute(tables.subject_key.delete())
    assert refused(lambda: store.of_subject(db, entry.subject)) == ("store.damaged", {"what": "subject key"})


def test_entries_stand_by_clock_then_stream_then_place_then_digest(db: Connection) -> None:
    first = begun()
    second = after(first)
    rivals = [after(first, facts=bytes([number])) for number in range(4)]
    beside = after(first, stream=B)
    put(db, beside, *rivals, second, first)
    told = [first, *sorted([second, *rivals], key=lambda entry: entry.digest), beside]
    assert store.of_subject(db, first.subject) == told == list(store.everything(db))
    assert store.of_subjects(db, [first.subject])[first.subject] == told


def test_whatever_is_asked_for_by_the_piece_is_whole(db: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "PIECE", 2)
    begin = [begun(bytes([number]) * 16) for number in range(5)]
    joined = [after(entry) for entry in begin]
    put(db, *begin)
    assert store.insert_many(db, joined, [9] * 5, ENTROPY) == frozenset()
    asked = [entry.subject for entry in reversed(begin)]
    found = store.of_subjects(db, asked)
    assert list(found) == asked and list(found.values()) == [
        [one, two] for one, two in zip(begin[::-1], joined[::-1], strict=True)
    ]
    places = [(entry.header.stream, entry.header.sequence, entry.digest) for entry in (*joined, *begin)]
    assert list(store.read_many(db, places)) == [*joined, *begin]
    assert [len(piece) for piece in store._pieces(places)] == [2] * 5


def test_an_entry_is_read_by_stream_place_and_digest(db: Connection) -> None:
    first = begun()
    second = after(first)
    put(db, first, second)
    assert store.read(db, A, 1, second.digest) == second
    for place in ((B, 1, second.digest), (A, 0, second.digest), (A, 1, first.digest)):
        assert store.read(db, *place) is None and list(store.read_many(db, [place])) == []


def test_a_stream_is_read_from_place_to_place_and_has_a_head(db: Connection) -> None:
    first = begun()
    second = after(first)
    third, rival, late = after(second), after(second, facts=b"\x01"), after(second, facts=b"\x02")
    put(db, first, second, rival, third)
    store.insert(db, late, 9, ENTROPY)  # as long ago as the first of its rivals
    put(db, begun(B), taken=100)
    ends = sorted([rival, late], key=lambda entry: entry.digest)
    assert list(store.slice_of(db, A, 0, 2)) == [first, second, *ends, third]
    assert list(store.slice_of(db, A, 1, 1)) == [second] and list(store.slice_of(db, A, 3, 9)) == []
    assert store.head(db, A) == Head(2, ends[0].digest) and store.head(db, b"c" * 16) is None
    assert (store.newest_taken(db, A), store.newest_taken(db, B), store.newest_taken(db, b"c" * 16)) == (9, 100, 0)
    at = frozenset({rival.digest, third.digest, late.digest})
    assert store.digests_at(db, A, 2) == at and store.digests_at(db, A, 3) == frozenset()
    assert store.digests_around(db, A, 2) == (at, {second.digest}) and store.digests_around(db, A, 3) == (frozenset(), at)
    assert store.digests_around(db, A, 0) == ({first.digest}, frozenset())


def test_an_empty_journal(db: Connection) -> None:
    assert (store.count(db), store.lamport(db), list(store.everything(db))) == (0, 0, [])


# --- destroying ----------------------------------------------------------------------------------------------------------


def keys(db: Connection) -> dict[bytes, bytes]:
    return {row.subject: row.key for row in db.execute(select(tables.subject_key))}


def states(db: Connection, subject: bytes, name: str) -> list[tuple[int, bytes]]:
    return [(entry.parts[name].state, entry.parts[name].content) for entry in store.of_subject(db, subject)]


def test_an_order_destroys_its_parts_of_one_subject_and_the_key_that_opened_them(db: Connection) -> None:
    first, other = begun(), begun(B)
    second = after(first)
    put(db, first, second, other)
    before, old_boxes = keys(db), {row.box for row in db.execute(select(tables.part.c.box))}
    assert store.destroy_parts(db, first.subject, ["story"], ORDER, ENTROPY) == 2
    assert states(db, first.subject, "story") == [(ORDERED, ORDER)] * 2
    held = store.of_subject(db, first.subject)
    for name in ("facts", "handling"):
        assert [entry.parts[name] for entry in held] == [first.parts[name], second.parts[name]]
    assert store.of_subject(db, other.subject) == [other]
    now = keys(db)
    assert (
        now[first.subject] != before[first.subject]
        and len(now[first.subject]) == 32
        and now[other.subject] == before[other.subject]
    )
    kept = {row.box for row in db.execute(select(tables.part.c.box))} & old_boxes
    assert len(kept) == 3, "only the other subject's parts stand as they were"


def test_nothing_is_written_again_where_nothing_was_left_to_destroy(db: Connection) -> None:
    first = lost(begun(), story=Part(EXPIRED))
    put(db, first)
    before = keys(db)
    assert store.destroy_parts(db, first.subject, ["story"], None, ENTROPY) == 0
    assert (keys(db), states(db, first.subject, "story")) == (before, [(EXPIRED, b"")])
    assert store.destroy_parts(db, first.subject, ["story"], ORDER, ENTROPY) == 0
    assert (keys(db), states(db, first.subject, "story")) == (before, [(ORDERED, ORDER)]), "an order speaks for what expired"


def test_what_expires_takes_no_orders_word_away(db: Connection) -> None:
    first = begun()
    put(db, first)
    assert store.destroy_parts(db, first.subject, ["story", "facts"], None, ENTROPY) == 2
    assert states(db, first.subject, "story") == states(db, first.subject, "facts") == [(EXPIRED, b"")]
    store.destroy_parts(db, first.subject, ["story"], LATER, ENTROPY)
    store.destroy_parts(db, first.subject, ["story"], ORDER, ENTROPY)
    assert states(db, first.subject, "story") == [(ORDERED, ORDER)]
    store.destroy_parts(db, first.subject, ["story"], None, ENTROPY)
    assert states(db, first.subject, "story") == [(ORDERED, ORDER)] and states(db, first.subject, "facts") == [(EXPIRED, b"")]


def test_an_entry_without_a_part_is_the_same_entry() -> None:
    entry = begun()
    bare = store.without(entry, ["story"], ORDER)
    assert bare.parts == dict(entry.parts) | {"story": Part(ORDERED, content=ORDER)} and bare.digest == entry.digest
