"""Finding against looking at every row: any filters, words, order and size of page give the same reports in the same order."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from core.app import answers, deadline_days, finding, queries, way
from core.app.device import Device
from core.domain.errors import Invalid
from core.projections import search, search_near
from core.storage import tables
from tests import archive
from tests.world import World, complaint, found, warning

COUNT, ACKNOWLEDGED, SENT = 400, 300, 350
TODAY = archive.FIRST_DAY + timedelta(days=COUNT)
WORDS = ["kampanye", "spanduk", "kapal", "dukungan", "kamar"]
ALL = queries.Reports(limit=500)


class Store:
    """A device and what was put into it."""

    def __init__(self, device: Device, rows: list[dict[str, Any]]) -> None:
        self.device, self.rows = device, rows


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """A post whose reports came one a day, the last fifty not indexed yet; two lack an attachment at the desk."""
    world, dice = found("finding", "a"), random.Random(11)
    device = world.a.device
    rows = [archive.row(number, dice, WORDS, days=1.0) for number in range(1, COUNT + 1)]
    for values in rows:
        values["words"] = " ".join(dice.choices(WORDS, k=2))
    plain = [{name: value for name, value in values.items() if name != "words"} for values in rows]
    with device.database.writing() as db:
        archive.fill(db, plain[:-50], [values["words"] for values in rows[:-50]])
        archive.index_all(db)
        archive.fill(db, plain[-50:], [values["words"] for values in rows[-50:]])
        archive.carried(db, device.device, ACKNOWLEDGED, SENT)
        for values in (rows[3], rows[200]):
            token = values["subject"]
            blank = {
                c.name: b"" if str(c.type) == "BLOB" else "" if str(c.type) == "TEXT" else 0 for c in tables.attachment.columns
            }
            db.execute(tables.attachment.insert(), blank | {"token": token, "subject": token})
            db.execute(tables.acked_missing.insert(), {"device": b"\3" * 32, "token": token})
    for values in rows:
        lacks = values["id"] in (4, 201)
        values["way"] = "received" if values["id"] <= ACKNOWLEDGED and not lacks else "sent" if values["id"] <= SENT else "queued"
    world.a.clock.when += TODAY - world.a.clock.when.date()
    yield Store(device, rows)
    world.close()


def matches(device: Device, query: queries.Reports, values: dict[str, Any]) -> bool:
    """Every filter looked at by hand."""
    plain = all(
        not wanted or values[name] == wanted
        for name, wanted in (
            ("kind", query.kind), ("way", query.status), ("stage", query.stage), ("lane", query.lane),
            ("case_status", query.case_status),
        )
    )  # fmt: skip
    area = not query.area or f"{values['area']}.".startswith(query.area + ".")
    days = (not query.since or values["day"] >= query.since) and (not query.until or values["day"] <= query.until)
    held = [*values["words"].split(), *values["number"].casefold().split("-")]
    words = all(any(each.startswith(word) for each in held) for word in search.words_of(query.text))
    return plain and area and days and words and (not query.deadline or state(device, values) in query.deadline.split("+"))


def state(device: Device, values: dict[str, Any]) -> str:
    """How a report's own time limit stands, computed for it alone."""
    if not values["regime"]:
        return ""
    dates = deadline_days.dates(device, values["regime"], date.fromisoformat(values["known"]))
    today = device.moment().day
    if today > (dates.latest or dates.safe):
        return "over"
    return "near" if dates.safe <= today + timedelta(days=deadline_days.NEAR_DAYS) else "open"


def key(device: Device, query: queries.Reports) -> Callable[[dict[str, Any]], Any]:
    """What the order compares."""
    match query.sort:
        case "oldest":
            return lambda values: values["id"]
        case "number":
            return lambda values: values["number"]
        case "event":
            return lambda values: (*(-int(part) for part in values["happened"].split("-")), -values["id"])
        case "deadline":
            return lambda values: deadline_key(device, values)
    return lambda values: -values["id"]


def deadline_key(device: Device, values: dict[str, Any]) -> tuple[object, ...]:
    """Open ones by their safe day, then those that are over, the last first."""
    known = date.fromisoformat(values["known"])
    if state(device, values) == "over":
        return 1, -known.toordinal(), values["regime"], -values["id"]
    safe = deadline_days.dates(device, values["regime"], known).safe
    return 0, safe.toordinal(), known.toordinal(), values["regime"], -values["id"]


def by_hand(device: Device, query: queries.Reports, rows: list[dict[str, Any]]) -> list[int]:
    """Numbers as they ought to come."""
    wide = queries.Reports(**{n: getattr(query, n) for n in query.__slots__} | {"deadline": WIDE.get(query.deadline, "")})
    kept = [values for values in rows if matches(device, wide, values) and (query.sort != "deadline" or values["regime"])]
    return [values["id"] for values in sorted(kept, key=key(device, query))]


WIDE = {"open": "open+near", "near": "near", "over": "over"}
"""What is near is open as well."""

days = st.sampled_from(["", "2022-07-01", "2022-12-24", "2023-06-20"])
asked = st.builds(
    queries.Reports,
    text=st.sampled_from(["", "ka", "kam", "kampanye", "spanduk kap", "0000391", "complaint", "k0413 dukungan"]),
    kind=st.sampled_from([None, None, "complaint", "situation"]),
    status=st.sampled_from([None, None, "queued", "sent", "received"]),
    stage=st.sampled_from(["", "", "KAMPANYE", "MASA_TENANG"]),
    area=st.sampled_from(["", "", "19", "19.03", "19.03.01", "19.03.01.2001", "52"]),
    deadline=st.sampled_from(["", "", "", "near", "open", "over"]),
    case_status=st.sampled_from(["", "", "at_province"]),
    lane=st.sampled_from(["", "", "open", "sealed"]),
    since=days,
    until=days,
    sort=st.sampled_from(queries.SORTS),
)


@settings(max_examples=120, deadline=None)
@given(query=asked, size=st.integers(1, 200), few=st.sampled_from([0, 10, finding.FEW]))
def test_finding_is_looking_at_every_row(store: Store, query: queries.Reports, size: int, few: int) -> None:
    device, rows = store.device, store.rows
    expected = by_hand(device, query, rows)
    numbers: list[int] = []
    after, usual = None, finding.FEW
    finding.FEW = few
    try:
        with device.database.reading() as db:
            while True:
                page = finding.find(db, device, query, after, size)
                numbers += page.numbers
                after = page.next
                if after is None:
                    break
    finally:
        finding.FEW = usual
    assert numbers == expected


def test_the_comparison_finds_something(store: Store) -> None:
    """Control: each filter keeps some and drops some."""
    device, rows = store.device, store.rows
    for field, value in (
        ("kind", "complaint"), ("status", "queued"), ("status", "sent"), ("status", "received"), ("stage", "KAMPANYE"),
        ("area", "19.03"), ("deadline", "near"), ("deadline", "open"), ("deadline", "over"), ("case_status", "at_province"),
        ("lane", "open"), ("text", "kam"), ("since", "2022-12-24"), ("until", "2022-12-24"),
    ):  # fmt: skip
        kept = by_hand(device, queries.Reports(**{field: value}), rows)
        assert 0 < len(kept) < COUNT, field


def test_counting_by_way_is_looking_at_every_row(store: Store) -> None:
    device, rows = store.device, store.rows
    with device.database.reading() as db:
        ways = [row.way for row in db.execute(select(way.way_column(device).label("way")).select_from(tables.report))]
        counted = way.count_by_way(db, device)
    assert counted == {name: ways.count(name) for name in ("queued", "sent", "received")}
    assert counted == {name: [values["way"] for values in rows].count(name) for name in ("queued", "sent", "received")}


def test_counting_and_filtering_behind_a_fork(make_world: Callable[..., World]) -> None:
    """Two laptops from one profile: what stands behind the fork is received only when it is itself the acknowledged entry."""
    world = make_world("fork", "a")
    for number in range(3):
        world.a.submit(complaint(summary=f"Laporan {number}"))
    twin = world.a.clone(world.room / "twin")
    for number in range(2):
        world.a.submit(warning(summary=f"Asli {number}"))
        twin.submit(warning(summary=f"Salinan {number}"))
    world.settle(world.a)
    world.settle(twin, world.a)
    for laptop in (world.a, twin):
        rows = laptop.rows()
        with laptop.device.database.reading() as db:
            counted = way.count_by_way(db, laptop.device)
        for name in ("queued", "sent", "received"):
            kept = laptop.app.ask(queries.Reports(status=name)).rows
            assert {row.id for row in kept} == {row.id for row in rows if row.status == name}
            assert counted[name] == len(kept)
    twin.close()


@pytest.mark.parametrize("field", ["sort", "deadline", "status", "kind"])
def test_a_filter_that_does_not_exist_is_refused(world: World, field: str) -> None:
    with pytest.raises(Invalid, match=r"query\.filter"):
        world.a.app.ask(queries.Reports(**{field: "' OR 1=1 --"}))


def test_a_cursor_from_elsewhere_is_refused(world: World) -> None:
    for sort in queries.SORTS:
        with pytest.raises(Invalid, match=r"query\.cursor"):
            world.a.app.ask(queries.Reports(sort=sort, after="x~y"))


def test_codes_are_no_words(world: World) -> None:
    world.a.submit(complaint(summary="Apel", narrative="Pagi."))
    for _ in range(2):
        assert world.a.rows("kindcomplaint") == world.a.rows("\ue000kindcomplaint") == ()
        assert len(world.a.app.ask(queries.Reports("apel", kind="complaint", area="19")).rows) == 1
        world.a.app.tidy()


def test_a_slip_of_the_hand_is_answered_with_what_was_written(store: Store) -> None:
    """Indexed or waiting; nothing is offered where the typed words are held, or no word is near."""
    meant_by = {
        "kampnaye": ("kampanye",), "spamduk": ("spanduk",), "kpal": ("kapal",), "dukungna": ("dukungan",),
        "kmaar": ("kamar",), "kap": (), "kapal kampanye": (), "zzzzz": (), "ka": (), "kapal spamduk": ("kapal spanduk",),
    }  # fmt: skip
    with store.device.database.reading() as db:
        for typed, wanted in meant_by.items():
            assert answers.near_words(db, store.device, queries.NearWords(typed)) == wanted, typed
            for meant in wanted:
                assert finding.find(db, store.device, replace(ALL, text=meant), None, 5).numbers


def test_a_word_that_waits_to_be_indexed_is_near_too(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.device.database.reading() as db:
        monkeypatch.setattr(search_near, "MANY", 0)  # only the first letter's words, as in a very large store
        assert search_near.near(db, ["kampnaye"], 5) == ("kampanye",)
        assert search_near.near(db, ["ampanye"], 5) == ("kampanye",)  # among those that wait, which are looked through whole
        monkeypatch.setattr(search_near, "_indexed", lambda _db, _word: [])
        assert search_near.near(db, ["spamduk"], 5) == ("spanduk",)
