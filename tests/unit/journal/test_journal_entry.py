"""Entries: signed headers that commit to salted parts; handling; acknowledgements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from core.crypto.cose import sign1, verify1
from core.crypto.signing import SigningKey
from core.domain.errors import Untrusted
from core.domain.events import CaseFacts, CaseOpened, ReportReceived, Unknown
from core.domain.moment import Moment
from core.journal import catalogue, cbor, chain, entry
from core.journal.acknowledgement import Acknowledgement, Position, read_acknowledgement, write_acknowledgement
from core.journal.handling import Circumstance, read_handling, write_handling
from tests.world import dice

KEY = SigningKey.generate(dice("officer"))
KID = b"\x0a" * 16
HEADER = entry.Header(b"\1" * 16, 5, b"\2" * 32, 9, b"\3" * 16, "case.opened", 1, {})


def written(header: entry.Header = HEADER, **contents: bytes) -> entry.Entry:
    return entry.write_entry(KEY, KID, header, contents or {"facts": b"\xa0"}, dice("salts"))


def signed(**changes: object) -> bytes:
    """A header with other fields, signed all the same; keys are the format's numbers after an underscore."""
    message = written().message
    tree = cbor.decode_map(message.payload, 10_000)
    for name, value in changes.items():
        if value is ...:
            del tree[int(name[1:])]
        else:
            tree[int(name[1:])] = value
    return sign1(KEY, KID, cbor.encode(tree))


def read_with_parts(cose: bytes) -> entry.Entry:
    return entry.read_entry(cose, written().parts)


@given(
    sequence=st.integers(1, 2**53 - 1),
    lamport=st.integers(0, 2**53 - 1),
    contents=st.dictionaries(st.sampled_from(entry.PART_NAMES), st.binary(max_size=200), min_size=1),
    begins=st.booleans(),
)
def test_a_record_comes_back_as_it_was(sequence: int, lamport: int, contents: dict[str, bytes], begins: bool) -> None:
    header = structs.replace(HEADER, sequence=sequence, lamport=lamport, subject=None if begins else b"\3" * 16)
    made = entry.write_entry(KEY, KID, header, contents, dice(sequence))
    record = entry.write_record(made)
    again = entry.read_record(record)
    assert again == made
    assert entry.write_record(again) == record
    assert {name: part.content for name, part in again.parts.items()} == contents
    assert again.subject == (again.digest[:16] if begins else b"\3" * 16)
    assert verify1(again.message, KEY.public)


@given(place=st.integers(0, 10_000), flip=st.integers(1, 255))
def test_no_changed_byte_of_a_record_passes(place: int, flip: int) -> None:
    """Either it does not read, or its signature is false; the digest names the signed bytes."""
    made = written(facts=b"\xa0", story=b"isi")
    record = bytearray(entry.write_record(made))
    record[place % len(record)] ^= flip
    try:
        again = entry.read_record(bytes(record))
    except Untrusted:
        return
    assert not verify1(again.message, KEY.public)


def test_salts_differ_so_equal_parts_commit_differently() -> None:
    made = written(facts=b"sama", story=b"sama")
    assert len({part.salt for part in made.parts.values()}) == 2
    assert len(set(made.header.parts.values())) == 2


def test_a_part_under_another_name_is_refused() -> None:
    made = written(facts=b"a", story=b"b")
    swapped = {"facts": made.parts["story"], "story": made.parts["facts"]}
    with pytest.raises(Untrusted, match=r"^parts\.differ$"):
        entry.read_entry(made.cose, swapped)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, ""),
        ({"_64": "from later"}, ""),
        ({"_1": 2}, "newer"),
        ({"_10": 1}, "newer"),
        ({"_63": 1}, "newer"),
        ({"_0": 1}, "newer"),
        ({"_2": b"\1" * 15}, "malformed"),
        ({"_2": ...}, "malformed"),
        ({"_3": -1}, "malformed"),
        ({"_3": True}, "malformed"),
        ({"_3": 0}, "malformed"),
        ({"_4": None}, "malformed"),
        ({"_4": ...}, "malformed"),
        ({"_5": 2**53}, "malformed"),
        ({"_6": b"\1" * 17}, "malformed"),
        ({"_6": ...}, "malformed"),
        ({"_7": ""}, "malformed"),
        ({"_7": "x" * 41}, "malformed"),
        ({"_7": "é"}, "malformed"),
        ({"_9": {}}, "malformed"),
        ({"_9": {"facts": b"\1" * 31}}, "malformed"),
        ({"_9": {"secret": b"\1" * 32}}, "malformed"),
    ],
)
def test_headers_are_read_strictly(changes: dict[str, object], code: str) -> None:
    cose = signed(**changes)
    if not code:
        assert read_with_parts(cose).header.kind == "case.opened"
        return
    with pytest.raises(Untrusted) as caught:
        read_with_parts(cose)
    assert caught.value.code == code


def test_a_header_ends_at_one_kibibyte() -> None:
    def of(size: int) -> bytes:
        return signed(_64="x" * size)

    base = len(entry.parse1(of(100), 10_000).payload) - 100 - 1
    fits = entry.HEADER_LIMIT - base - 2
    assert read_with_parts(of(fits)).header.sequence == 5
    with pytest.raises(Untrusted):
        read_with_parts(of(fits + 1))


def test_a_body_ends_at_256_kibibytes() -> None:
    assert written(facts=b"x" * 1000, story=b"y" * (entry.BODY_LIMIT - 1000)).parts["facts"].content == b"x" * 1000
    with pytest.raises(Untrusted, match=r"^limit$"):
        written(facts=b"x" * 1000, story=b"y" * (entry.BODY_LIMIT - 999))


@pytest.mark.parametrize(
    "part", [entry.Part(entry.ORDERED, content=b"\7" * 32), entry.Part(entry.EXPIRED)], ids=["ordered", "expired"]
)
def test_destroyed_parts_are_lawful_answers(part: entry.Part) -> None:
    made = written(facts=b"\xa0", story=b"isi")
    again = entry.read_entry(made.cose, made.parts | {"story": part})
    record = entry.write_record(again)
    assert entry.read_record(record).parts["story"] == part
    assert again.digest == made.digest, "the chain still stands"


@pytest.mark.parametrize("item", [[0, b"\1" * 15, b""], [1, b"\1" * 31], [1], [2], [2, b"x"], [3, b""], [0, b"\1" * 16], 7, []])
def test_parts_of_no_lawful_state_are_refused(item: object) -> None:
    made = written()
    with pytest.raises(Untrusted, match=r"^malformed$"):
        entry.read_record(cbor.encode([made.cose, {"facts": item}]))


def test_an_entry_without_a_part_that_it_names_is_refused() -> None:
    made = written(facts=b"\xa0", story=b"isi")
    with pytest.raises(Untrusted, match=r"^parts\.differ$"):
        entry.read_entry(made.cose, {"facts": made.parts["facts"]})


# --- placing -------------------------------------------------------------------------------------------------------

DIGEST, RIVAL = b"\5" * 32, b"\6" * 32
FIRST = structs.replace(HEADER, sequence=0, previous=None)


@pytest.mark.parametrize(
    ("head", "held", "previous_held", "header", "verdict"),
    [
        (None, frozenset(), False, FIRST, chain.Verdict.ADMIT),
        (None, frozenset(), False, HEADER, chain.Verdict.DEFER),
        (chain.Head(4, RIVAL), frozenset(), True, HEADER, chain.Verdict.ADMIT),
        (chain.Head(4, RIVAL), frozenset(), False, HEADER, chain.Verdict.DEFER),
        (chain.Head(3, RIVAL), frozenset(), False, HEADER, chain.Verdict.DEFER),
        (chain.Head(5, DIGEST), frozenset({DIGEST}), True, HEADER, chain.Verdict.HAVE),
        (chain.Head(9, RIVAL), frozenset({DIGEST, RIVAL}), True, HEADER, chain.Verdict.HAVE),
        (chain.Head(5, RIVAL), frozenset({RIVAL}), True, HEADER, chain.Verdict.FORK),
        (chain.Head(9, RIVAL), frozenset({RIVAL}), True, HEADER, chain.Verdict.FORK),
        (chain.Head(9, RIVAL), frozenset({RIVAL}), False, HEADER, chain.Verdict.DEFER),
        (chain.Head(0, RIVAL), frozenset({RIVAL}), False, FIRST, chain.Verdict.FORK),
        (chain.Head(3, RIVAL), frozenset({DIGEST}), False, FIRST, chain.Verdict.HAVE),
    ],
)
def test_where_an_entry_belongs(
    head: chain.Head | None, held: frozenset[bytes], previous_held: bool, header: entry.Header, verdict: chain.Verdict
) -> None:
    assert chain.judge(head, held, previous_held, header, DIGEST) is verdict


@pytest.mark.fault("CL-3")
def test_a_leap_is_more_than_2_to_the_24() -> None:
    assert not chain.leaps(100, structs.replace(HEADER, lamport=100 + 2**24))
    assert chain.leaps(100, structs.replace(HEADER, lamport=101 + 2**24))


# --- handling, bodies ----------------------------------------------------------------------------------------------

CIRCUMSTANCE = Circumstance(Moment(1_707_100_000_000, "Asia/Jakarta", "2024-02-05T09:26:40"), b"\1" * 8, b"\2" * 16)


def test_handling_keeps_the_newest_sixteen_parents() -> None:
    parents = [bytes([number]) * 32 for number in range(20)]
    handling = read_handling(write_handling(CIRCUMSTANCE, parents))
    assert handling.parents == [bytes([number]) * 16 for number in range(4, 20)]
    assert (handling.at, handling.zone, handling.source) == (1_707_100_000_000, "Asia/Jakarta", "clock")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, ""),
        ({"parents": [b"\1" * 16] * 17}, "limit"),
        ({"at": "now"}, "malformed"),
        ({"at": -1}, "malformed"),
        ({"at": 2**53}, "malformed"),
        ({"zone": 7}, "malformed"),
        ({"later": 1}, ""),
    ],
)
def test_handling_is_read_strictly(changes: dict[str, object], code: str) -> None:
    tree = cbor.decode_map(write_handling(CIRCUMSTANCE, []), 10_000)
    data = cbor.encode(tree | changes)
    if not code:
        assert read_handling(data).zone == "Asia/Jakarta"
        return
    with pytest.raises(Untrusted, match=code):
        read_handling(data)


@pytest.mark.parametrize(("kind", "version"), [("future.told", 1), ("case.opened", 2), ("complaint.received", 99), ("", 0)])
def test_kinds_and_versions_of_the_future_are_unknown_events(kind: str, version: int) -> None:
    assert catalogue.read_event(kind, version, {"facts": b"\xff"}) == Unknown(kind, version)


def test_a_version_that_never_was_is_an_unknown_event_and_stops_nothing() -> None:
    assert catalogue.read_event("case.opened", 0, {"facts": cbor.encode({"agenda": "1"})}) == Unknown("case.opened", 0)


def test_a_body_of_before_is_brought_up_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    def step(number: int) -> Callable[[dict[str, Any]], dict[str, Any]]:
        return lambda trees: {"facts": {"agenda": f"{trees['facts']['agenda']}{number}"}}

    monkeypatch.setitem(catalogue.KINDS, "case.opened", (CaseOpened, 4))
    for number in (2, 3):
        monkeypatch.setitem(catalogue.UPGRADES, ("case.opened", number), step(number))
    body = {"facts": cbor.encode({"agenda": "a"})}
    found = {version: catalogue.read_event("case.opened", version, body) for version in (1, 2, 3, 4, 5)}
    assert found == {
        1: Unknown("case.opened", 1), 2: CaseOpened(CaseFacts(agenda="a23")), 3: CaseOpened(CaseFacts(agenda="a3")),
        4: CaseOpened(CaseFacts(agenda="a")), 5: Unknown("case.opened", 5),
    }  # fmt: skip


def test_a_report_without_facts_is_not_written() -> None:
    with pytest.raises(ValueError, match=r"^a report that is written has facts$"):
        catalogue.kind_of(ReportReceived(None))
    assert catalogue.kind_of(CaseOpened(None)) == ("case.opened", 1)
    assert catalogue.write_parts(CaseOpened(None)) == {}


def test_a_body_that_does_not_fit_is_an_unknown_event() -> None:
    assert catalogue.read_event("case.opened", 1, {"facts": b"\xa0"}) == Unknown("case.opened", 1)


def test_absent_parts_read_as_none() -> None:
    assert catalogue.read_event("case.opened", 1, {}) == CaseOpened(None)
    assert catalogue.read_event("warning.raised", 1, {}) == ReportReceived(None)


def test_every_kind_has_a_grant_and_every_grant_a_kind() -> None:
    from core.domain.authority import GRANTS

    assert set(catalogue.KINDS) == set(GRANTS)


# --- acknowledgements ------------------------------------------------------------------------------------------------

ACKNOWLEDGEMENT = Acknowledgement(
    b"\1" * 16,
    1_707_100_000_000,
    (Position(b"\2" * 16, 7, b"\3" * 32, ((9, 9), (12, 20))), Position(b"\4" * 16, 0, b"\5" * 32)),
    (b"\6" * 16,),
    ((b"\2" * 16, 4),),
)


def test_an_acknowledgement_comes_back() -> None:
    cose = write_acknowledgement(KEY, KID, ACKNOWLEDGEMENT)
    again = read_acknowledgement(cose)
    assert replace(again, message=None) == ACKNOWLEDGEMENT
    assert again.message is not None and verify1(again.message, KEY.public)


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        (1, 2, "newer"),
        (2, "x", "malformed"),
        (4, [[b"\2" * 15, 7, b"\3" * 32, []]], "malformed"),
        (4, [[b"\2" * 16, 7, b"\3" * 31, []]], "malformed"),
        (4, [[b"\2" * 16, 7, b"\3" * 32, [[5, 4]]]], "malformed"),
        (4, [[b"\2" * 16, 7, b"\3" * 32]], "malformed"),
        (4, [[bytes([n % 256, n // 256]) * 8, 0, b"\3" * 32, []] for n in range(4097)], "limit"),
        (5, [b"\6" * 15], "malformed"),
        (6, [[b"\2" * 16]], "malformed"),
    ],
)
def test_acknowledgements_are_read_strictly(key: int, value: object, code: str) -> None:
    payload = read_acknowledgement(write_acknowledgement(KEY, KID, ACKNOWLEDGEMENT)).message
    assert payload is not None
    tree = cbor.decode_map(payload.payload, 10_000)
    with pytest.raises(Untrusted) as caught:
        read_acknowledgement(sign1(KEY, KID, cbor.encode(tree | {key: value})))
    assert caught.value.code == code


def test_too_many_streams_are_refused_when_writing() -> None:
    many = tuple(Position(bytes([n % 256, n // 256]) * 8, 0, b"\3" * 32) for n in range(4097))
    with pytest.raises(Untrusted, match=r"^limit$"):
        write_acknowledgement(KEY, KID, replace(ACKNOWLEDGEMENT, positions=many))
    assert write_acknowledgement(KEY, KID, replace(ACKNOWLEDGEMENT, positions=many[:4096]))
