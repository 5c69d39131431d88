"""Reference data row by row: what fits, what a form says, what a draft does, what calendars lack (tables/reference.json)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache, partial
from typing import Any

import msgspec

from core.domain.errors import Invalid
from core.domain.reference import DATASETS, ReferenceData, canonical_digest, read_head, whole_digest
from core.domain.reference_calendar import holes, overlaps, reversed_stages, undated
from core.domain.reference_change import compare
from core.domain.reference_check import Fault, faults
from core.domain.reference_edit import (
    EDITS_LIMIT,
    Draft,
    Edit,
    EndItem,
    PutItem,
    applied,
    end,
    files,
    find,
    items_of,
    key_of,
    next_version,
    put,
    read_day,
    touched,
    undo,
)
from core.domain.reference_findings import advice, of_fit, of_form, of_parsing
from core.domain.reference_items import Election, Stage
from core.domain.reference_schema import has_end, json_schema, shapes_of
from tests import tables
from tests.world import reference

DATA = reference()
ID = b"0" * 16
Row = tuple[str, Callable[[], object]]


def item(dataset: str, key: str, /, **fields: Any) -> dict[str, Any]:
    """A shipped item with other fields."""
    found = find(items_of(DATA.raw[dataset]), dataset, key)
    assert found is not None
    return {**json.loads(json.dumps(found)), **fields}


# --- what fits -----------------------------------------------------------------------------------------------------------


def with_one(name: str, code: str, /, **fields: Any) -> ReferenceData:
    """The shipped data with one item changed."""
    items = tuple(msgspec.structs.replace(one, **fields) if one.code == code else one for one in getattr(DATA, name))
    return replace(DATA, **{name: items})


UNFIT: dict[str, tuple[str, str, dict[str, Any]]] = {
    "an act of unknown people": ("violations", "TNI-01", {"applies_to": ("TNI", "X", "y")}),
    "an act of nobody": ("violations", "TNI-06", {"applies_to": ()}),
    "an act in small letters": ("violations", "TNI-01", {"applies_to": ("tni",), "referral": ("bawaslu",)}),
    "an act of another election that is of this one": ("violations", "TNI-07", {"other_regime": ("TNI-07",)}),
    "an act to clarify that has no class": ("violations", "TNI-01", {"needs_clarification": True, "sanction_class": ()}),
    "voting of soldiers alone": ("violations", "TNI-06", {"applies_to": ("TNI",)}),
    "voting of who may vote": ("violations", "TNI-06", {"applies_to": ("TNI", "PNS")}),
    "struck law": ("violations", "TNI-01", {"legal_basis": "UU 1/1946"}),
    "a type without acts and without a way": ("subjects", "TNI", {"code": "X", "group": "Y"}),
    "a type of a warnings' group alone": ("subjects", "TNI", {"group": "WILAYAH"}),
    "a type of the group that warnings name": ("subjects", "TNI", {"group": "*"}),
    "a clause of no law": ("clauses", "PEMILU_LAPOR", {"legal_ref": "X"}),
    "a law followed by none": ("legal_refs", "UU7-2017-523", {"succeeded_by": "X"}),
    "the Ankum first": ("routes", "R-TNI", {"primary": "ANKUM_TNI"}),
    "the Ankum in copy on a condition": ("routes", "R-TNI-DISIPLIN", {"cc": ("ANKUM_TNI",)}),
    "a way that ends where it begins": ("routes", "R-ASN", {"valid_to": date(2024, 8, 24)}),
    "a way that ends before": ("routes", "R-ASN", {"valid_to": date(2024, 8, 23)}),
    "a way that begins on the other's last day": ("routes", "R-ASN", {"valid_from": date(2024, 8, 23)}),
    "a way to a closed office": ("routes", "R-ASN", {"cc": ("KASN",)}),
    "a way by reason to a closed office": ("routes", "R-ASN-OLD", {"valid_to": date(2024, 8, 24)}),
    "a rung of no days": ("sanctions", "S-PID-02", {"valid_to": date(2026, 1, 1)}),
    "a rung beside another": ("sanctions", "S-PID-02", {"valid_from": date(2026, 1, 1)}),
    "a rung of the same place later": ("sanctions", "S-PNS-R2", {"order": 1}),
    "a post nowhere": (
        "posts",
        "K0413",
        {"province": "99", "regencies": ("19.99",), "area": "x", "island": "y", "parent_post": "Z"},
    ),
}


def _faults(name: str, code: str, changes: dict[str, Any]) -> tuple[Fault, ...]:
    return faults(with_one(name, code, **changes))


def fitting() -> Iterator[Row]:
    """Every fault of data with one item changed, and how a form tells it."""
    for name, (field, code, changes) in UNFIT.items():
        found = cache(partial(_faults, field, code, changes))
        dataset = {"clauses": "deadlines"}.get(field, field)
        yield f"fits {name}", found
        yield f"told {name}", lambda found=found, at=dataset, code=code: of_fit(frozenset(), found(), at, code.lower())
        yield f"told elsewhere {name}", lambda found=found: of_fit(frozenset(), found(), "glossary", "x")
    old = Fault("routes", "R-ASN", "X", "institutions", "cc")
    yield "told: known before, of another", lambda: of_fit({old}, [old], "routes", "R-TNI")
    yield "told: known before, of its own", lambda: of_fit({old}, [old], "routes", "r-asn")
    yield "told: a place", lambda: of_parsing(Invalid("reference.bad_area", area="99.01"))
    yield "told: no set", lambda: of_parsing(Invalid("reference.unreadable", file="x"))


# --- forms ---------------------------------------------------------------------------------------------------------------

WRONG: dict[str, tuple[str, str, dict[str, Any]]] = {
    "nothing": ("routes", "R-ASN", dict.fromkeys(("primary", "code", "subject_groups", "basis", "note"), "")),
    "none at all": ("routes", "R-ASN", dict.fromkeys(("primary", "code", "subject_groups", "valid_from"))),
    "numbers for texts": ("routes", "R-ASN", {"primary": 3, "basis": 4, "code": ["x"]}),
    "days": ("routes", "R-ASN", {"valid_from": "x" * 50, "valid_to": 20240101}),
    "a day of another form": ("routes", "R-ASN", {"valid_from": "01-02-2024"}),
    "lists": ("routes", "R-ASN", {"cc": "BKN", "by_reason": [" "], "via_bawaslu": [3], "release_only": ["a\0"]}),
    "a number in words": ("sanctions", "S-BIN-01", {"order": "satu"}),
    "a number that is yes": ("sanctions", "S-BIN-01", {"order": True}),
    "a choice that is none": ("sanctions", "S-BIN-01", {"decision": "x" * 50}),
    "yes in words": ("subjects", "PNS", {"right_to_vote": "ya"}),
    "one of the choices": ("violations", "TNI-02", {"regimes": ["PEMILU", "x" * 50]}),
    "days by code": ("violations", "TNI-02", {"punishable_from": {"TNI": "2024-01-01", "POLRI": "?"}}),
    "days as a word": ("violations", "TNI-02", {"punishable_from": "2024-13-01"}),
    "rows": ("elections", "PEMILU_2024", {"stages": [{"code": "KAMPANYE"}, "x"],
                                           "determinations": [{"contest": "x", "date": "?"}]}),
    "rows that are none": ("elections", "PEMILU_2024", {"stages": "x"}),
    "too long": ("glossary", "", {"id": "a", "en": "x" * 100_001, "code": "c"}),
}  # fmt: skip


def forms() -> Iterator[Row]:
    """What forms are made of and what they say."""
    for dataset in DATASETS:
        yield f"form of {dataset}", partial(shapes_of, dataset)
        yield f"{dataset} has an end", partial(has_end, dataset)
    yield "form of nothing", partial(shapes_of, "x" * 50)
    yield "schema of nothing", partial(json_schema, "x")
    for name, (dataset, key, changes) in WRONG.items():
        yield f"wrong: {name}", partial(of_form, dataset, item(dataset, key, **changes) if key else changes)
    today, last = date(2024, 8, 24), date(2024, 8, 23)
    for dataset, key, changes in (
        ("violations", "TNI-02", {"legal_refs": [], "referral": ["KASN", "x", "BAWASLU"]}),
        ("routes", "R-ASN", {"legal_ref": ""}),
        ("deadlines", "PEMILU_LAPOR", {"legal_ref": None}),
        ("deadlines", "PEMILU_LAPOR", {"legal_ref": None, "regime": "INTERNAL"}),
        ("sanctions", "S-BIN-01", {"legal_basis": ""}), ("subjects", "PNS", {"referral": ["KASN"]}), ("institutions", "KASN", {}),
        ("elections", "PEMILU_2024", {}), ("holidays", "", {"date": "2031-01-01"}), ("holidays", "", {"date": "2024-01-01"}),
    ):  # fmt: skip
        made = item(dataset, key, **changes) if key else changes
        for day in (last, today):
            yield f"advice {dataset} {changes} {day}", partial(advice, DATA, DATA, dataset, made, day)
    election = next(one for one in DATA.elections if one.code == "PEMILU_2024")
    bare = tuple(msgspec.structs.replace(one, start=None, end=None) for one in election.stages)
    undated_data = with_one("elections", "PEMILU_2024", stages=bare)
    for code in ("PEMILU_2024", "?"):
        yield f"advice of undated {code}", partial(advice, DATA, undated_data, "elections", {"code": code}, today)


# --- drafts --------------------------------------------------------------------------------------------------------------


def draft(*edits: tuple[str, str, Any, Any]) -> Draft:
    """Steps."""
    return Draft(edits=tuple(Edit(dataset=d, key=k, before=b, after=a) for d, k, b, a in edits))


A, B, C = ({"code": code, "n": 1} for code in "ABC")
SETS = {"routes": [A, B], "areas": [{"code": code} for code in ("19", "19.01", "19.01.01", "52")],
        "holidays": [{"date": day, "name_id": "x"} for day in ("2024-01-01", "2024-03-01")]}  # fmt: skip


def raw(dataset: str) -> bytes:
    """A small file."""
    return json.dumps(
        {"dataset": dataset, "version": "2024.9", "valid_from": None, "years": [2023], "items": SETS[dataset]}
    ).encode()


def drafts() -> Iterator[Row]:
    """What steps come to."""
    step = draft(
        ("routes", "A", A, None),
        ("routes", "C", None, C),
        ("routes", "B", B, B | {"n": 2}),
        ("routes", "B", B | {"n": 2}, B | {"n": 3}),
    )
    yield "steps", step.last
    yield "steps of a set", partial(step.of, "routes")
    yield "steps of another", partial(step.of, "areas")
    yield "applied", lambda: applied(SETS["routes"], "routes", step)
    yield "there and back", draft(("routes", "A", A, B), ("routes", "A", B, A)).last
    places: tuple[tuple[str, dict[str, Any]], ...] = (
        ("routes", C), ("areas", {"code": "19.01.02"}), ("areas", {"code": "19.02"}), ("areas", {"code": "60"}),
        ("areas", {"code": "60.01"}),
        ("holidays", {"date": "2024-02-01", "name_id": "y"}), ("holidays", {"date": "2024-03-01", "name_id": "y"}),
        ("holidays", {"date": "2023-01-01", "name_id": "y"}), ("holidays", {"date": "2025-01-01", "name_id": "y"}),
    )  # fmt: skip
    for dataset, new in places:
        made = put(Draft(), raw(dataset), PutItem(ID, dataset, "", new))
        yield (
            f"place of {new}",
            lambda dataset=dataset, made=made: [key_of(dataset, one) for one in applied(SETS[dataset], dataset, made)],
        )
        yield f"file of {new}", lambda dataset=dataset, made=made: _files(made, dataset)
    put_in = {
        "as it is": ("A", A), "changed": ("a ", A | {"n": 5}), "renamed": ("A", C), "in other letters": ("A", A | {"code": "a"}),
        "taken": ("A", B), "new and taken": ("", B), "unknown": ("Z" * 99, C), "no key": ("A", {"code": " "}), "new": ("", C),
        "taken with a long name": ("A", {"code": "B", "x": "y"}),
    }  # fmt: skip
    for name, (key, new) in put_in.items():
        yield f"put {name}", partial(put, Draft(), raw("routes"), PutItem(ID, "routes", key, new))
    full = Draft(edits=tuple(Edit(dataset="routes", key="Q", before=None, after=A) for _ in range(EDITS_LIMIT - 1)))
    yield "put the last step", lambda: len(put(full, raw("areas"), PutItem(ID, "areas", "", {"code": "70"})).edits)
    yield "put two where one has room", partial(put, full, raw("areas"), PutItem(ID, "areas", "19.01.01", {"code": "70"}))
    yield "end", partial(end, Draft(), raw("routes"), EndItem(ID, "routes", "a"))
    yield "end on a day", partial(end, Draft(), raw("routes"), EndItem(ID, "routes", "A", " 2024-05-01 "))
    yield "end on no day", partial(end, Draft(), raw("routes"), EndItem(ID, "routes", "A", "x"))
    yield "end of nothing", partial(end, Draft(), raw("routes"), EndItem(ID, "routes", "Z" * 99))
    yield "end of what has none", partial(end, Draft(), raw("areas"), EndItem(ID, "areas", "19", "2024-05-01"))
    yield "undo", partial(undo, step)
    yield "undo nothing", partial(undo, Draft())
    yield "touched", lambda: touched(draft(("routes", "A", A, None), ("areas", "19", A, None), ("routes", "B", B, B)))
    for newest, year in (("2024.9", 2024), ("2024.9", 2025), ("2024.9", 2023), ("2024.10", 2024)):
        yield f"after {newest} in {year}", partial(next_version, newest, year)
    yield "a day", partial(read_day, " 2024-02-29 ")
    yield "no day", partial(read_day, "2023-02-29")
    for dataset, one in (("holidays", {"date": "2024-01-01", "name_id": "x"}), ("holidays", {"date": "2024-01-01"}),
                         ("holidays", {}),
                         ("glossary", {"id": " kata ", "code": "word"}), ("routes", {"id": "x", "code": " R "}),
                         ("routes", {})):  # fmt: skip
        yield f"key of {dataset} {one}", partial(key_of, dataset, one)


def _files(made: Draft, dataset: str) -> list[Any]:
    return [json.loads(each) for each in files({dataset: raw(dataset)}, made, {dataset: "2024.9"}, 2024, date(2024, 5, 1))]


def changes() -> Iterator[Row]:
    """Two versions of a file."""

    def of(*items: Any, **head: Any) -> bytes:
        return json.dumps({"dataset": "routes", "version": "1", "items": list(items)} | head).encode()

    yield "compare", partial(compare, of(A, B), of(B | {"n": 2}, C, version="2"))
    yield "compare the same", partial(compare, of(A, B), of(B, A))
    yield "compare places", partial(compare, of(["19", "x"], ["52", "y"]), of(["19", "z"], []))
    yield "compare words", partial(compare, of({"id": "a", "code": "x"}), of({"id": "a", "code": "y"}, {"id": "b"}))
    yield "compare days", partial(compare, of({"date": "d", "name_id": "x"}), of({"date": "d", "name_id": "y"}, {"date": "e"}))
    yield "compare what has no key", partial(compare, of(1, {}), of("q", {"name": "x"}))
    for name, broken in (
        ("no json", b"{"),
        ("no text", b"\xff"),
        ("a list", b"[]"),
        ("no items", b"{}"),
        ("items of no list", b'{"items": {}}'),
    ):
        yield f"compare {name}", partial(compare, broken, of())
        yield f"compare with {name}", partial(compare, of(), broken)
    yield "compare without a head", partial(compare, b'{"items": []}', b'{"items": []}')
    yield "read a head", partial(read_head, of(valid_from=None, source="s", licence="l"))
    yield "read no head", partial(read_head, b"[]")
    yield "read no text", partial(read_head, b"\xff")


# --- calendars -------------------------------------------------------------------------------------------------------------


def election(*stages: tuple[str, int, int]) -> Election:
    """An election of January 2024 that votes on the 20th; 0 is no day."""
    days = [
        Stage(code=code, name_id="", name_en="", note="", start=date(2024, 1, first) if first else None,
              end=date(2024, 1, last) if last else None,
              is_substage=code.startswith("sub"), confidence="")
        for code, first, last in stages
    ]  # fmt: skip
    return Election(
        code="E",
        regime="PEMILU",
        name_id="",
        name_en="",
        basis="",
        voting_day=date(2024, 1, 20),
        determinations=(),
        stages=tuple(days),
    )


WHOLE = (("A", 1, 5), ("KAMPANYE", 6, 15), ("MASA_TENANG", 16, 19), ("PEMUNGUTAN", 20, 20))
CALENDARS = {
    "whole": WHOLE,
    "empty": (),
    "undated": (("A", 0, 0), ("sub", 0, 0), ("B", 1, 0), ("C", 0, 1)),
    "a day missing": (("A", 1, 4), *WHOLE[1:]),
    "the last missing": WHOLE[:3],
    "inside another": (("A", 1, 19), ("B", 2, 3), ("C", 20, 20)),
    "after the vote": (("A", 1, 20), ("B", 25, 26)),
    "begins on the vote": (("A", 1, 18), ("B", 20, 22)),
    "reversed": (("A", 5, 4), ("B", 6, 6)),
    "campaign and quiet meet": (WHOLE[0], ("KAMPANYE", 6, 16), *WHOLE[2:]),
    "a hole that another covers": (("A", 1, 20), ("KAMPANYE", 6, 14), *WHOLE[2:]),
    "no quiet": (WHOLE[0], WHOLE[1], WHOLE[3]),
    "an open end": (("KAMPANYE", 6, 0), ("MASA_TENANG", 0, 19), ("PEMUNGUTAN", 20, 20)),
}


def calendars() -> Iterator[Row]:
    """What a calendar lacks."""
    for name, stages in CALENDARS.items():
        yield f"calendar {name}", partial(_calendar, election(*stages))


def _calendar(one: Election) -> dict[str, object]:
    return {
        "holes": holes(one), "overlaps": [(a.code, b.code) for a, b in overlaps(one)],
        "reversed": [each.code for each in reversed_stages(one)], "undated": [each.code for each in undated(one)],
    }  # fmt: skip


# --- looking up ------------------------------------------------------------------------------------------------------------


def lookups() -> Iterator[Row]:
    """What is found by code and day."""
    names = ("subject", "violation", "institution", "legal_ref", "vulnerability", "sanction", "clause", "election")
    firsts = dict(
        zip(
            names,
            ("subjects", "violations", "institutions", "legal_refs", "vulnerabilities", "sanctions", "clauses", "elections"),
            strict=True,
        )
    )
    for name, several in firsts.items():
        code = getattr(DATA, several)[1].code
        yield f"{name} {code}", lambda name=name, code=code: getattr(getattr(DATA, name)(f" {code.lower()} "), "code", None)
        yield f"no {name}", lambda name=name: getattr(DATA, name)("?")
    for code in ("K0413", " k0413 ", "19/K0413", "52/K0413", "19/?", ""):
        yield f"post {code!r}", lambda code=code: getattr(DATA.post(code), "code", None)
    for place in ("19.01", "52.01", "K0413", "K1607", "?"):
        yield f"zone of {place}", partial(DATA.zone_of, place)
    for day in (date(2023, 11, 2), date(2023, 11, 3), date(2023, 11, 4), date(2023, 11, 12), date(2023, 11, 13)):
        for contest in (None, "PPWP", " ppwp ", "DPR", "?"):
            yield f"phase {day} {contest}", partial(DATA.phase_at, "PEMILU_2024", day, contest)
    yield "phase of nothing", partial(DATA.phase_at, "?", date(2024, 1, 1))
    for phase in ("any", "before", "after"):
        yield f"acts of PNS {phase}", lambda phase=phase: [act.code for act in DATA.violations_for(" pns", phase)]
    yield "stages", lambda: [stage.code for stage in DATA.stages_at("pemilu_2024", date(2024, 2, 14))]
    yield "stages of nothing", partial(DATA.stages_at, "?", date(2024, 2, 14))
    yield "stage", lambda: getattr(DATA.stage("PEMILU_2024", "kampanye"), "code", None)
    yield "stage of nothing", partial(DATA.stage, "?", "KAMPANYE")
    yield "ladder", lambda: [rung.code for rung in DATA.ladder(" pns_disiplin ")]
    yield "ladder in order", lambda: [rung.code for rung in replace(DATA, sanctions=DATA.sanctions[::-1]).ladder("PNS_DISIPLIN")]
    for regime in ("pemilu", "PILKADA", "?"):
        yield f"counter {regime}", partial(DATA.counter, regime)
        yield f"clauses {regime}", lambda regime=regime: [clause.code for clause in DATA.clauses_of(regime)]
    yield "years", DATA.holiday_years
    yield "seats", lambda: [seat.institutions for seat in DATA.seats]
    yield "tracks", lambda: DATA.tracks
    yield "children", lambda: [area.code for area in DATA.children(" 19.71 ")]
    yield "area", lambda: getattr(DATA.area(" 19.01 "), "label", None)
    whole = {f"{name}.json": data for name, data in DATA.raw.items()}
    for name in ("areas.json", "posts.json"):
        yield f"parse without {name}", partial(ReferenceData.parse, {key: data for key, data in whole.items() if key != name})
        for broken in (
            b"{",
            b"\xff",
            b'{"dataset": "x"}',
            b'{"dataset": "posts", "version": "1", "valid_from": null, "source": "", "licence": ""}',
        ):
            yield f"parse {name} as {broken!r}", partial(ReferenceData.parse, whole | {name: broken})
    zoneless = json.loads(whole["areas.json"]) | {"zones": {"19": "Asia/Jakarta"}}
    yield "parse a province without a zone", lambda: ReferenceData.parse(whole | {"areas.json": json.dumps(zoneless).encode()})


def questions() -> dict[str, Callable[[], object]]:
    """Rows of the table."""
    return dict([*fitting(), *forms(), *drafts(), *changes(), *calendars(), *lookups()])


def test_every_answer_about_reference_data_is_the_one_that_was_looked_at() -> None:
    tables.require("reference", questions())


def test_a_digest_sees_what_is_said_and_not_how() -> None:
    assert canonical_digest(b'{"a": 1, "b": [2]}') == canonical_digest(b'{"b":[2],"a":1}') != canonical_digest(b'{"b":[2],"a":2}')
    assert whole_digest({"a": b"1", "b": b"2"}) == whole_digest({"b": b"2", "a": b"1"}) != whole_digest({"a": b"1", "b": b"3"})
    assert DATA.digest() == whole_digest({name: canonical_digest(data) for name, data in DATA.raw.items()})
    assert DATA.set_digests["posts"] == canonical_digest(DATA.raw["posts"])


if __name__ == "__main__":
    tables.write("reference", questions())
