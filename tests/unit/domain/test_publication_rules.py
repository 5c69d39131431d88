"""Data sets as they are given out: pieces and their numbers, every refusal with its details, and what is in force on a day."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from core.domain import publication
from core.domain.errors import Refused
from core.domain.publication import MAX_BYTES, MAX_PIECES, PIECE_BYTES, Candidate, choose, facts_of, is_well_formed, require_new
from core.domain.reference import ReferenceData
from core.domain.reference_check import faults
from tests.world import reference

DATA = reference()
OWN = DATA.heads["glossary"].version
TODAY = date(2026, 11, 25)


def changed(version: str = "2031.1", name: str = "glossary", **fields: Any) -> bytes:
    return json.dumps(json.loads(DATA.raw[name]) | {"version": version} | fields).encode()


def refused(*files: bytes) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Refused) as caught:
        require_new(files, DATA)
    return caught.value.code, dict(caught.value.details)


@pytest.mark.parametrize(
    ("version", "key"),
    [("2024.1", (2024, 1)), ("2024.9999", (2024, 9999)), ("2024.10000", (-1, -1)), ("24.1", (-1, -1)), ("", (-1, -1)),
     ("2024.1 ", (-1, -1))],
)  # fmt: skip
def test_a_version_is_two_numbers(version: str, key: tuple[int, int]) -> None:
    assert publication.version_key(version) == key


def test_a_file_is_cut_into_pieces_that_say_what_they_are_of() -> None:
    for day, told in (("2027-01-02", "2027-01-02"), (None, "")):
        whole, packed = changed(valid_from=day), bytes(PIECE_BYTES) + b"x"
        pieces = list(facts_of(whole, packed))
        assert [(each.number, each.count, each.content) for each in pieces] == [(1, 2, bytes(PIECE_BYTES)), (2, 2, b"x")]
        for each in pieces:
            assert (each.dataset, each.version, each.valid_from) == ("glossary", "2031.1", told)
            assert (each.digest, each.size) == (hashlib.sha256(whole).digest(), len(whole))
    assert len(list(facts_of(whole, bytes(PIECE_BYTES)))) == 1


@pytest.mark.parametrize(
    ("changes", "right"),
    [
        ({}, True), ({"number": 0}, False), ({"number": 2}, False), ({"number": 2, "count": 2}, True),
        ({"count": MAX_PIECES}, True), ({"count": MAX_PIECES + 1}, False), ({"size": 0}, False), ({"size": MAX_BYTES}, True),
        ({"size": MAX_BYTES + 1}, False), ({"dataset": "people"}, False), ({"digest": bytes(31)}, False),
        ({"digest": bytes(33)}, False),
    ],
)  # fmt: skip
def test_what_numbers_can_be_true(changes: dict[str, Any], right: bool) -> None:
    (facts,) = facts_of(DATA.raw["glossary"], b"x")
    assert is_well_formed(msgspec.structs.replace(facts, **changes)) is right


def test_what_is_not_published_says_why() -> None:
    assert refused(changed(), changed("2032.1")) == ("reference.twice", {"dataset": "glossary"})
    assert refused(changed(OWN)) == ("reference.version_old", {"dataset": "glossary", "version": OWN, "current": OWN})
    assert refused(changed("2031")) == ("reference.version", {"dataset": "glossary"})
    assert refused(changed(dataset="p" * 50)) == ("reference.unknown_set", {"dataset": "p" * 40})
    assert refused(b" " * (MAX_BYTES + 1)) == ("reference.too_large", {"limit": 8})
    assert refused(b" " * MAX_BYTES)[0] == "reference.not_a_set"
    assert refused(b"{")[0] == "reference.not_a_set"
    tree = json.loads(DATA.raw["institutions"])
    items = [item for item in tree["items"] if item["code"] != "BKN"]
    lacking = changed(name="institutions", items=items)
    without = ReferenceData.parse({f"{name}.json": data for name, data in ({**DATA.raw, "institutions": lacking}).items()})
    code, details = refused(lacking)
    assert (code, details["missing"], details["day"]) == ("reference.unfit", "BKN", "")
    assert (details["dataset"], details["item"]) == next((each.dataset, each.item) for each in faults(without))
    made = require_new([changed()], DATA)
    assert made.heads["glossary"].version == "2031.1" and made.heads["areas"].version == DATA.heads["areas"].version


def candidate(version: str, order: int, day: date | None = None, **fields: Any) -> Candidate:
    content = changed(version, valid_from=None if day is None else day.isoformat(), **fields)
    return Candidate("glossary", version, day, hashlib.sha256(content).digest(), content, (order, b"", 0))


def version(*published: Candidate) -> str:
    return choose(DATA, published, TODAY).data.heads["glossary"].version


def test_the_newest_that_is_in_force_counts() -> None:
    first, second = candidate("2031.1", 1), candidate("2031.2", 2)
    today, ahead = candidate("2031.3", 3, TODAY), candidate("2031.4", 4, TODAY + timedelta(days=1))
    assert version() == version(ahead) == version(candidate("2001.1", 1)) == OWN
    assert version(second, first) == version(first, second, ahead) == "2031.2"
    chosen = choose(DATA, [first, today, second], TODAY)
    assert (chosen.data.heads["glossary"].version, chosen.used, chosen.unfit) == (
        "2031.3",
        {"glossary": today.digest},
        frozenset(),
    )
    again = candidate(OWN, 9)
    assert choose(DATA, [again], TODAY).used == {"glossary": again.digest}, "the same version given out anew is taken"
    later = candidate("2031.2", 7, source="anew")
    assert choose(DATA, [second, later], TODAY).used == choose(DATA, [later, second], TODAY).used == {"glossary": later.digest}


def test_what_says_otherwise_than_its_entry_steps_back() -> None:
    good = candidate("2031.1", 1)
    for lie in (
        Candidate("glossary", "2031.2", None, b"l" * 32, good.content, (2, b"", 0)),
        Candidate("glossary", "2031.2", TODAY, b"l" * 32, changed("2031.2"), (2, b"", 0)),
        Candidate("glossary", "2031.2", None, b"l" * 32, changed("2031.2", "holidays"), (2, b"", 0)),
        Candidate("glossary", "2031.2", None, b"l" * 32, b"{", (2, b"", 0)),
    ):
        chosen = choose(DATA, [good, lie], TODAY)
        assert (chosen.used, chosen.unfit) == ({"glossary": good.digest}, {b"l" * 32})
        alone = choose(DATA, [lie], TODAY)
        assert alone.data is DATA and (alone.used, alone.unfit) == ({}, {b"l" * 32})
