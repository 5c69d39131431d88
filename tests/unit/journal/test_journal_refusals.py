"""What is refused says which field and why: tables of the journal's refusals with their details, and the edges beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from msgspec import structs
from sqlalchemy import Connection, create_engine

from core.crypto.cose import sign1
from core.crypto.signing import SigningKey
from core.domain.errors import Untrusted
from core.domain.events import ERASED, FORKED, CaseFacts, CaseOpened
from core.domain.moment import Moment
from core.journal import acknowledgement, admission, annex, cbor, entry, handling, reading, store
from core.journal.author import Author, Placement
from core.storage import tables
from tests.world import dice

KEY = SigningKey.generate(dice("refusals"))
KID, ENTROPY = b"\x0a" * 16, dice("refused")
HEADER = entry.Header(b"\1" * 16, 5, b"\2" * 32, 9, b"\3" * 16, "case.opened", 1, {})
CIRCUMSTANCE = handling.Circumstance(Moment(1_707_100_000_000, "Asia/Jakarta", "2024-02-05T09:26:40"), b"\1" * 8, b"\2" * 16)


def refused(act: Callable[[], object]) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Untrusted) as caught:
        act()
    return caught.value.code, dict(caught.value.details)


def written(header: entry.Header = HEADER, **contents: bytes) -> entry.Entry:
    return entry.write_entry(KEY, KID, header, contents or {"facts": b"\xa0"}, ENTROPY)


# --- headers, records, handling ------------------------------------------------------------------------------------------


def payload(**changes: object) -> bytes:
    tree = cbor.decode_map(written().message.payload, 10_000)
    changed = tree | {int(name[1:]): value for name, value in changes.items()}
    return cbor.encode({key: value for key, value in changed.items() if value is not ...})


@pytest.mark.parametrize(
    ("changes", "code", "where"),
    [
        ({"_1": 2}, "newer", "format"),
        ({"_10": 1}, "newer", "header"),
        ({"_2": b"\1" * 17}, "malformed", "header 2"),
        ({"_3": 2**53}, "malformed", "header 3"),
        ({"_4": b"\1" * 31}, "malformed", "header 4"),
        ({"_4": None}, "malformed", "header"),
        ({"_4": ...}, "malformed", "header"),
        ({"_6": ...}, "malformed", "header"),
        ({"_3": 0}, "malformed", "header"),
        ({"_5": -1}, "malformed", "header 5"),
        ({"_6": b"\1" * 15}, "malformed", "header 6"),
        ({"_7": "x" * 41}, "malformed", "header 7"),
        ({"_8": "1"}, "malformed", "header 8"),
        ({"_9": []}, "malformed", "header 9"),
        ({"_9": {"facts": b"\1" * 33}}, "malformed", "header 9"),
    ],
)
def test_a_header_says_what_is_wrong_with_it(changes: dict[str, object], code: str, where: str) -> None:
    assert refused(lambda: entry.read_header(payload(**changes))) == (code, {"where": where})


@pytest.mark.parametrize(
    "changes", [{"_7": "x"}, {"_7": "x" * 40}, {"_5": 0}, {"_5": 2**53 - 1}, {"_8": 0}, {"_3": 0, "_4": None}, {"_6": None}]
)
def test_a_header_at_the_edge_is_read(changes: dict[str, object]) -> None:
    assert entry.read_header(payload(**changes)).stream == b"\1" * 16


def test_a_record_says_what_is_wrong_with_it() -> None:
    made = written()
    digest = {"facts": [0, made.parts["facts"].salt, b"\xa0"]}
    for value, where in (
        (made.cose, "record"),
        ([made.cose], "record"),
        ([made.cose, digest, 1], "record"),
        (["cose", digest], "record"),
        ([made.cose, [digest]], "record"),
        ([made.cose, {"secret": [2, b""]}], "part"),
        ([made.cose, {"facts": [3, b""]}], "part"),
        ([made.cose, {"facts": [4, b""]}], "part"),
    ):
        assert refused(lambda value=value: entry.read_record(cbor.encode(value))) == ("malformed", {"where": where})  # type: ignore[misc]
    other = {"facts": [0, made.parts["facts"].salt, b"\xa1"]}
    assert refused(lambda: entry.read_record(cbor.encode([made.cose, other]))) == ("parts.differ", {"part": "facts"})
    held_back = entry.read_record(cbor.encode([made.cose, {"facts": [3, b""]}]), withheld=True)
    assert held_back.parts["facts"] == entry.Part(entry.WITHHELD)


def test_a_body_says_its_size() -> None:
    half = entry.BODY_LIMIT // 2
    assert len(written(facts=bytes(half), story=bytes(half)).parts) == 2
    told = refused(lambda: written(facts=bytes(half), story=bytes(half + 1)))
    assert told == ("limit", {"what": "body", "size": entry.BODY_LIMIT + 1})


def test_what_a_regency_or_the_nation_may_not_have_is_withheld_and_the_rest_stays() -> None:
    made = written(facts=b"\xa0", story=b"\xa1")
    kept = entry.relayed(made, lambda kind, part: (kind, part) == ("case.opened", "facts"))
    assert kept.parts == {"facts": made.parts["facts"], "story": entry.Part(entry.WITHHELD)}
    destroyed = store.without(made, ["story"], b"\4" * 32)
    assert entry.relayed(destroyed, lambda _kind, _part: False).parts["story"].state == entry.ORDERED
    assert (reading.withheld(kept), reading.withheld(destroyed)) == (("story",), ())


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"at": "now"}, ("malformed", {"where": "handling"})),
        ({"at": -1}, ("malformed", {"where": "handling.at"})),
        ({"at": handling.MAX_AT + 1}, ("malformed", {"where": "handling.at"})),
        ({"parents": [b"\1" * 16] * 17}, ("limit", {"what": "parents", "size": 17})),
    ],
)
def test_a_handling_says_what_is_wrong_with_it(changes: dict[str, object], told: tuple[str, dict[str, Any]]) -> None:
    tree = cbor.decode_map(handling.write_handling(CIRCUMSTANCE, []), 10_000)
    assert refused(lambda: handling.read_handling(cbor.encode(tree | changes))) == told
    for at in (0, handling.MAX_AT):
        edge = handling.read_handling(cbor.encode(tree | {"at": at, "parents": [b"\1" * 16] * 16}))
        assert (edge.at, len(edge.parents)) == (at, 16)


# --- CBOR, acknowledgements ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [2**53, -(2**53), 0])
def test_integers_end_at_two_to_the_53(number: int) -> None:
    assert cbor.decode(cbor.encode(number), 100) == number
    beyond = number + (1 if number > 0 else -1)
    if number:
        assert refused(lambda: cbor.decode(cbor.encode([beyond]), 100)) == ("malformed", {"where": "cbor"})


def test_cbor_says_what_is_wrong_with_it() -> None:
    assert refused(lambda: cbor.decode(bytes(11), 10)) == ("limit", {"what": "cbor", "size": 11})
    assert cbor.decode(cbor.encode(b"1" * 9), 10) == b"1" * 9
    assert refused(lambda: cbor.decode(b"\xff", 10)) == ("malformed", {"where": "cbor"})
    assert refused(lambda: cbor.decode(b"\xfb" + bytes(8), 10)) == ("malformed", {"where": "cbor"})
    assert refused(lambda: cbor.decode_map(b"\x80", 10)) == ("malformed", {"where": "map"})


HELD = acknowledgement.Acknowledgement(
    b"\1" * 16, 7, (acknowledgement.Position(b"\2" * 16, 7, b"\3" * 32, ((0, 0), (9, 9))),), (b"\6" * 16,), ((b"\2" * 16, 4),)
)


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        (1, 2, ("newer", {"where": "acknowledgement"})),
        (3, "x", ("malformed", {"where": "acknowledgement"})),
        (4, [[b"\2" * 17, 7, b"\3" * 32, []]], ("malformed", {"where": "position"})),
        (4, [[b"\2" * 16, 7, b"\3" * 33, []]], ("malformed", {"where": "position"})),
        (4, [[b"\2" * 16, 7, b"\3" * 32, [[-1, 4]]]], ("malformed", {"where": "range"})),
        (4, [[b"\2" * 16, 7, b"\3" * 32, [[5, 4]]]], ("malformed", {"where": "range"})),
        (4, [[]] * 4097, ("limit", {"what": "streams", "size": 4097})),
        (4, [[]] * 4096, ("malformed", {"where": "position"})),
        (5, ["x" * 16], ("malformed", {"where": "token"})),
        (5, [b"\6" * 17], ("malformed", {"where": "token"})),
        (6, [[b"\2" * 17, 4]], ("malformed", {"where": "fork"})),
    ],
)
def test_an_acknowledgement_says_what_is_wrong_with_it(key: int, value: object, told: tuple[str, dict[str, Any]]) -> None:
    cose = acknowledgement.write_acknowledgement(KEY, KID, HELD)
    message = acknowledgement.read_acknowledgement(cose).message
    assert message is not None
    changed = cbor.encode(cbor.decode_map(message.payload, 100_000) | {key: value})
    assert refused(lambda: acknowledgement.read_acknowledgement(sign1(KEY, KID, changed))) == told


def test_an_acknowledgement_comes_back_with_a_range_of_one_and_of_nought() -> None:
    again = acknowledgement.read_acknowledgement(acknowledgement.write_acknowledgement(KEY, KID, HELD))
    assert replace(again, message=None) == HELD
    many = replace(HELD, positions=HELD.positions * 4097)
    assert refused(lambda: acknowledgement.write_acknowledgement(KEY, KID, many)) == ("limit", {"what": "streams", "size": 4097})


# --- an annex's lines ----------------------------------------------------------------------------------------------------


def line(sequence: int, digest: int, previous: int | None, stream: bytes = b"s") -> annex.Line:
    header = structs.replace(
        HEADER, stream=stream, sequence=sequence, previous=None if previous is None else bytes([previous]) * 32
    )
    standing: Any = None
    return annex.Line(header, bytes([digest]) * 32, KID, standing, {}, frozenset(), {})


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        ([line(4, 1, 9), line(5, 2, 1)], True),
        ([line(4, 1, 9), line(5, 2, 7)], False),
        ([line(5, 2, 7), line(4, 1, 9)], False),
        ([line(4, 1, 9), line(6, 2, 7)], True),
        ([line(4, 1, 9), line(5, 2, 7, b"t")], True),
        ([line(4, 1, 9), line(4, 3, 9), line(5, 2, 3)], True),
        ([line(4, 1, 9), line(5, 2, 1), line(5, 3, 8)], False),
        ([], True),
    ],
)
def test_entries_side_by_side_name_each_other(lines: list[annex.Line], whole: bool) -> None:
    if whole:
        annex._require_chain(lines)
    else:
        assert refused(lambda: annex._require_chain(lines)) == ("annex.chain", {})


def test_items_that_are_none_say_so() -> None:
    for data, told in (
        (cbor.encode([9, b"x"]), ("malformed", {"where": "annex"})),
        (cbor.encode([0, {1: 2}]), ("newer", {"where": "annex"})),
        (cbor.encode([0, {1: 1}]) * 2, ("newer", {"where": "annex"})),
        (cbor.encode([1, b"x"]), ("newer", {"where": "annex"})),
        (b"\x80" * (annex.MOST_ITEMS + 1), ("malformed", {"where": "annex"})),
    ):
        assert refused(lambda data=data: annex._read(data)) == told  # type: ignore[misc]
    many = (cbor.encode([1, b""]) * annex.MOST_ITEMS) + cbor.encode([1, b""])
    assert refused(lambda: annex._read(many)) == ("limit", {"what": "annex", "size": len(many)})


# --- the pen, who may write, what is read back ---------------------------------------------------------------------------


@pytest.fixture
def db() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        for table in (tables.entry, tables.part, tables.subject_key, tables.stream, tables.certificate):
            table.create(connection)
        yield connection
    engine.dispose()


def test_the_pen_counts_on_by_one_and_names_what_came_before(db: Connection) -> None:
    author = Author(KEY, KID, ENTROPY)
    event = CaseOpened(CaseFacts(agenda="1"))
    first = author.write(db, event, Placement(b"\1" * 16), CIRCUMSTANCE)
    second = author.write(db, event, Placement(b"\1" * 16, first.subject), CIRCUMSTANCE)
    other = author.write(db, event, Placement(b"\2" * 16), CIRCUMSTANCE)
    assert [(each.header.sequence, each.header.lamport) for each in (first, second, other)] == [(0, 1), (1, 2), (0, 3)]
    assert [each.header.previous for each in (first, second, other)] == [None, first.digest, None]
    assert [each.header.subject for each in (first, second, other)] == [None, first.subject, None]
    held = store.of_subjects(db, [first.subject, b"none" * 4, other.subject])
    assert {subject: [each.digest for each in found] for subject, found in held.items()} == {
        first.subject: [first.digest, second.digest], b"none" * 4: [], other.subject: [other.digest],
    }  # fmt: skip
    assert list(store.slice_of(db, b"\1" * 16, 1, 1)) == [second]
    assert store.read(db, b"\1" * 16, 1, second.digest) == second
    assert store.read(db, b"\1" * 16, 0, second.digest) is None
    assert list(store.read_many(db, [(b"\2" * 16, 0, other.digest), (b"\2" * 16, 1, other.digest)])) == [other]
    assert list(store.everything(db)) == [first, second, other]


def test_an_author_who_is_not_known_here_is_nobody(db: Connection) -> None:
    made = Author(KEY, KID, ENTROPY).write(db, CaseOpened(CaseFacts(agenda="1")), Placement(b"\1" * 16), CIRCUMSTANCE)
    source = reading.fact_of(db, made, ()).source
    assert (source.officer, source.role, source.post, source.signer, source.marks) == ("", "", "", b"", ())
    assert (source.at, source.zone, source.command) == (1_707_100_000_000, "Asia/Jakarta", b"\2" * 16)
    assert admission.certificates(db, [KID]) == {}
    known = {"kid": KID, "der": b"DER", "ca": b"", "name": "Ani", "role": "officer", "post": "K1", "desk": 0, "since": 0}
    db.execute(tables.certificate.insert().values(known))
    assert admission.certificates(db, [KID, b"none" * 4]) == {KID: b"DER"}


def test_marks_say_what_was_destroyed_and_where_a_stream_forked() -> None:
    made = written(facts=b"\xa0", story=b"\xa1")
    assert [reading._marks(made, at, ()) for at in (None, -1, 0, 5, 6)] == [(), (), (FORKED,), (FORKED,), ()]
    assert reading._marks(made, 5, ("story",)) == (FORKED, ERASED)
    destroyed = store.without(made, ["story", "facts"], b"\4" * 32)
    assert reading._gone(destroyed) == ("facts", "story") and reading._gone(made) == ()
    assert reading.open_parts(destroyed, ()) == {} and set(reading.open_parts(made, ())) == {"facts", "story"}
    assert set(reading.open_parts(written(facts=b"\xa0", handling=b"\xa0"), ())) == {"facts"}
    assert reading.handling_of(made) == reading.UNREADABLE_TIME == reading.read_handling_once(b"\xa0")


def test_whether_a_desk_matters() -> None:
    begun = structs.replace(HEADER, subject=None, sequence=0, previous=None)
    kinds = {"kit.issued": True, "complaint.received": False, "a.kind.of.the.future": False}
    assert {kind: reading._asks_for_desk(written(structs.replace(begun, kind=kind))) for kind in kinds} == kinds
    assert reading._asks_for_desk(written(structs.replace(HEADER, kind="complaint.received"))) is True


def test_an_annex_holds_all_that_was_put_into_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made = written(facts=b"\xa0", story=b"\xa1")
    content = annex.Content(
        b"c" * 16, b"p" * 16, [b"root"], [(b"leaf", b"ca"), (b"other", b"ca")], [made], ["story"],
        [(made.digest, "story", b"\xa1")], [(b"cose", b"leaf", b"ca")],
    )  # fmt: skip
    data = annex.write(content)
    held = annex._read(data)
    assert (held.head, held.roots, held.authorities) == ({1: 1, 2: b"c" * 16, 3: b"p" * 16}, [b"root"], [b"ca"])
    assert sorted(held.leaves.values()) == [b"leaf", b"other"]
    assert held.entries == [(made.cose, {"facts": [0, made.parts["facts"].salt, b"\xa0"], "story": [3]})]
    assert (held.opened, held.acknowledgements) == ([(made.digest, "story", b"\xa1")], [(b"cose", b"leaf", b"ca")])
    monkeypatch.setattr(annex, "LIMIT", len(data))
    assert len(annex._read(data).entries) == 1
    monkeypatch.setattr(annex, "LIMIT", len(data) - 1)
    assert refused(lambda: annex._read(data)) == ("limit", {"what": "annex", "size": len(data)})
    assert refused(lambda: annex._end(b"\x5f" + bytes(300), 0)) == ("malformed", {"where": "annex"})
    assert annex._end(b"\x5b" + bytes(300), 0) == 9
