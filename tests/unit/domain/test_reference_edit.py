"""Single items of reference data: forms from their types, drafts with undo, what is wrong in one finding for one field."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from core.domain.errors import Invalid
from core.domain.publication import Candidate, choose, require_new
from core.domain.reference import DATASETS, ReferenceData
from core.domain.reference_check import faults
from core.domain.reference_edit import (
    Draft,
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
    undo,
)
from core.domain.reference_findings import Finding, advice, of_fit, of_form
from core.domain.reference_schema import has_end, json_schema, shapes_of
from tests.world import reference
from ui.finding_words import told

ID = b"0" * 16


def item(dataset: str, key: str) -> dict[str, Any]:
    found = find(items_of(reference().raw[dataset]), dataset, key)
    assert found is not None
    return json.loads(json.dumps(found))  # type: ignore[no-any-return]


def changed(dataset: str, key: str, **fields: Any) -> Draft:
    return put(Draft(), reference().raw[dataset], PutItem(ID, dataset, key, item(dataset, key) | fields))


def made(draft: Draft) -> list[bytes]:
    data = reference()
    return list(files(data.raw, draft, data.versions(), 2031, None))


def parsed(draft: Draft) -> ReferenceData:
    data = reference()
    whole = {f"{name}.json": raw for name, raw in data.raw.items()}
    whole |= {f"{json.loads(each)['dataset']}.json": each for each in made(draft)}
    return ReferenceData.parse(whole)


def refusal(draft: Draft) -> Invalid:
    with pytest.raises(Invalid) as found:
        require_new(made(draft), reference())
    return found.value


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_shipped_item_passes_its_own_form_and_comes_back_unchanged(dataset: str) -> None:
    raw = reference().raw[dataset]
    items = items_of(raw)
    assert [each for each in items if of_form(dataset, each)] == []
    assert len({key_of(dataset, each).casefold() for each in items}) == len(items)
    names = {shape.name for shape in shapes_of(dataset)}
    assert set().union(*items) <= names, "a form shows every field"
    assert json_schema(dataset)["$schema"].endswith("2020-12/schema")
    last = items[-1]
    draft = put(Draft(), raw, PutItem(ID, dataset, key_of(dataset, last), dict(last)))
    assert draft == Draft(), "an item that stays as it is makes no step"


def test_what_is_shipped_fits() -> None:
    assert faults(reference()) == ()


def test_a_change_makes_a_new_version_with_nothing_else_changed() -> None:
    (data,) = made(changed("violations", "tni-02", name_id="Nama baru"))
    tree, before = json.loads(data), json.loads(reference().raw["violations"])
    assert tree["version"] == "2031.1" and tree["valid_from"] is None
    assert [each for each in tree["items"] if each not in before["items"]] == [
        item("violations", "TNI-02") | {"name_id": "Nama baru"}
    ]
    assert {name: tree[name] for name in tree if name not in ("version", "items")} == {
        name: before[name] for name in before if name not in ("version", "items")
    }
    assert next_version("2031.4", 2031) == "2031.5" and next_version("2032.1", 2031) == "2032.2"


def test_an_item_is_known_by_its_code_and_another_code_is_another_item() -> None:
    raw = reference().raw["routes"]
    renamed = put(Draft(), raw, PutItem(ID, "routes", "R-ASN", item("routes", "R-ASN") | {"code": "R-ASN-2"}))
    assert {key: edit.after is None for key, edit in renamed.of("routes").items()} == {"R-ASN": True, "R-ASN-2": False}
    for key, fields, code in (
        ("R-ASN", {"code": "r-tni"}, "reference.item_taken"),
        ("", {"code": "R-ASN"}, "reference.item_taken"),
        ("R-NONE", {}, "reference.item_unknown"),
        ("R-ASN", {"code": " "}, "reference.item_key"),
    ):
        with pytest.raises(Invalid, match=code.replace(".", r"\.")):
            put(Draft(), raw, PutItem(ID, "routes", key, item("routes", "R-ASN") | fields))


def test_steps_are_undone_one_after_another() -> None:
    raw = reference().raw["routes"]
    one = changed("routes", "R-ASN", note="satu")
    two = put(one, raw, PutItem(ID, "routes", "R-ASN", item("routes", "R-ASN") | {"note": "dua"}))
    assert undo(two) == one and undo(one) == Draft()
    assert two.of("routes")["R-ASN"].before == item("routes", "R-ASN")
    back = put(two, raw, PutItem(ID, "routes", "R-ASN", item("routes", "R-ASN")))
    assert back.of("routes") == {} and len(back.edits) == 3
    with pytest.raises(Invalid, match=r"reference\.draft_empty"):
        undo(Draft())


def test_an_item_ends_on_a_day_or_leaves_with_the_next_version() -> None:
    raw = reference().raw["institutions"]
    ended = end(Draft(), raw, EndItem(ID, "institutions", "LANAL", "2027-01-31"))
    assert find(applied(items_of(raw), "institutions", ended), "institutions", "LANAL")["valid_to"] == "2027-01-31"  # type: ignore[index]
    gone = end(Draft(), raw, EndItem(ID, "institutions", "LANAL"))
    assert find(applied(items_of(raw), "institutions", gone), "institutions", "LANAL") is None
    assert [name for name in DATASETS if has_end(name)] == ["institutions", "routes", "sanctions"]
    for dataset, key, day, code in (
        ("violations", "TNI-02", "2027-01-31", "no_end"),
        ("institutions", "LANAL", "31-01-2027", "day"),
        ("institutions", "NONE", "", "item_unknown"),
    ):
        with pytest.raises(Invalid, match=rf"reference\.{code}"):
            end(Draft(), reference().raw[dataset], EndItem(ID, dataset, key, day))


def test_places_keep_their_order_and_their_rows() -> None:
    raw = reference().raw["areas"]
    added = put(Draft(), raw, PutItem(ID, "areas", "", {"code": "19.03.08.2999", "name": "Desa Baru"}))
    rows = json.loads(made(added)[0])["items"]
    at = rows.index(["19.03.08.2999", "Desa Baru"])
    assert rows[at - 1][0].startswith("19.03.08") and parsed(added).area("19.03.08.2999") is not None
    assert [row for row in rows if row != ["19.03.08.2999", "Desa Baru"]] == json.loads(raw)["items"]


def test_a_day_off_lies_among_its_year_and_opens_a_new_one() -> None:
    raw = reference().raw["holidays"]
    first = {"date": "2027-01-01", "name_id": "Tahun Baru", "kind": "nasional", "regencies": None, "confidence": "verified"}
    draft = put(Draft(), raw, PutItem(ID, "holidays", "", first))
    assert 2027 in parsed(draft).holiday_years()
    assert [each.code for each in advice(reference(), parsed(draft), "holidays", first, date(2026, 1, 1))] == ["year"]
    inside = first | {"date": "2024-02-12", "kind": "daerah", "regencies": ["19.03"]}
    days = [each["date"] for each in json.loads(made(put(Draft(), raw, PutItem(ID, "holidays", "", inside)))[0])["items"]]
    assert days == sorted(days)
    assert advice(reference(), reference(), "holidays", inside, date(2026, 1, 1)) == ()


@pytest.mark.parametrize(
    ("dataset", "key", "fields", "field", "code"),
    [
        ("routes", "R-ASN", {"primary": ""}, "primary", "empty"),
        ("routes", "R-ASN", {"valid_from": "besok"}, "valid_from", "day"),
        ("routes", "R-ASN", {"cc": "BKN"}, "cc", "text"),
        ("routes", "R-ASN", {"basis": "a\x00b"}, "basis", "text"),
        ("sanctions", "S-BIN-01", {"order": "satu"}, "order", "number"),
        ("sanctions", "S-BIN-01", {"decision": "nobody"}, "decision", "choice"),
        ("subjects", "PNS", {"right_to_vote": "ya"}, "right_to_vote", "choice"),
        ("violations", "TNI-02", {"regimes": ["PEMILU", "X"]}, "regimes", "choice"),
        ("violations", "TNI-02", {"punishable_from": {"TNI": "?"}}, "punishable_from", "day"),
        ("elections", "PEMILU_2024", {"stages": [{"code": "KAMPANYE"}]}, "stages", "empty"),
    ],
)
def test_a_form_says_what_is_wrong_where(dataset: str, key: str, fields: dict[str, Any], field: str, code: str) -> None:
    found = of_form(dataset, item(dataset, key) | fields)
    assert (found[0].field, found[0].code) == (field, code)
    for language in ("id", "en"):
        assert told(found[0], language).endswith(".") and "{" not in told(found[0], language)


def stages(*changes: tuple[str, str | None, str | None]) -> list[dict[str, Any]]:
    days = {code: {"start": start, "end": last} for code, start, last in changes}
    return [stage | days.get(stage["code"], {}) for stage in item("elections", "PEMILU_2024")["stages"]]


CALENDARS = (
    ([("KAMPANYE", "2023-11-28", "2024-02-08")], "hole", "09-02-2024 – 10-02-2024"),
    ([("MASA_TENANG", "2024-02-12", "2024-02-13")], "hole", "11-02-2024"),
    ([("PERENCANAAN", "2022-06-14", "2022-07-01")], "hole", "02-07-2022 – 28-07-2022"),
    ([("KAMPANYE", "2023-11-28", "2024-02-11")], "overlap", "KAMPANYE, MASA_TENANG"),
    ([("REKAPITULASI", "2024-02-15", "2024-02-14")], "order", "REKAPITULASI"),
)


@pytest.mark.fault("RD-11")
@pytest.mark.parametrize(("days", "code", "missing"), CALENDARS)
def test_a_calendar_with_a_hole_is_refused_on_both_sides(days: Any, code: str, missing: str) -> None:
    draft = changed("elections", "PEMILU_2024", stages=stages(*days))
    refused = refusal(draft)
    assert (refused.code, refused.details["missing"]) == (f"reference.{code}", missing)
    finding = of_fit(frozenset(), faults(parsed(draft)), "elections", "PEMILU_2024")[0]
    assert (finding.field, finding.code, finding.grave) == ("stages", code, True)
    assert missing in told(finding, "id") and missing in told(finding, "en")
    (data,) = made(draft)
    other_side = Candidate("elections", "2031.1", None, b"d", data, (1, b"", 1))
    chosen = choose(reference(), [other_side], date(2031, 1, 1))
    assert chosen.unfit == {b"d"} and chosen.data.versions()["elections"] == reference().versions()["elections"]


def test_no_way_leads_to_an_office_beyond_its_last_day_on_both_sides() -> None:
    draft = end(Draft(), reference().raw["institutions"], EndItem(ID, "institutions", "DENPOM", "2024-08-30"))
    refused = refusal(draft)
    assert refused.code == "reference.abolished" and refused.details["missing"] == "DENPOM"
    found = of_fit(frozenset(), faults(parsed(draft)), "institutions", "DENPOM")
    assert {(each.item, each.field, each.code) for each in found} == {
        ("R-TNI", "", "abolished"),
        ("R-TNI-DISIPLIN", "", "abolished"),
    }
    assert "R-TNI" in told(found[0], "id") and "30-08-2024" in told(found[0], "en")
    (data,) = made(draft)
    other_side = Candidate("institutions", "2031.1", None, b"d", data, (1, b"", 1))
    assert choose(reference(), [other_side], date(2031, 1, 1)).unfit == {b"d"}
    for code in ("R-TNI", "R-TNI-DISIPLIN"):
        draft = end(draft, reference().raw["routes"], EndItem(ID, "routes", code, "2024-08-30"))
    after = item("routes", "R-TNI") | {"code": "R-TNI-2", "cc": [], "valid_from": "2024-08-31"}
    draft = put(draft, reference().raw["routes"], PutItem(ID, "routes", "", after))
    assert require_new(made(draft), reference()).versions()["routes"] == "2031.1"


def test_two_ways_at_once_and_an_end_before_the_beginning_are_refused() -> None:
    assert refusal(changed("routes", "R-ASN", valid_from="2024-08-20")).code == "reference.overlap"
    assert refusal(changed("routes", "R-ASN", valid_to="2024-08-01")).code == "reference.order"
    assert refusal(changed("routes", "R-ASN", legal_ref="UU0")).code == "reference.unfit"


def test_what_is_odd_is_said_and_may_stay() -> None:
    data, today = reference(), date(2025, 1, 1)
    without = item("violations", "TNI-02") | {"legal_refs": [], "referral": ["KASN"]}
    found = advice(data, data, "violations", without, today)
    assert [(each.field, each.code, each.grave) for each in found] == [
        ("legal_refs", "no_law", False),
        ("referral", "closed", False),
    ]
    stage = advice(data, data, "elections", item("elections", "PILKADA_2024"), today)
    assert stage == ()
    assert "KASN" in told(found[1], "id")


def test_a_finding_of_a_row_names_its_field() -> None:
    assert (
        told(Finding("stages", "empty", value="name_id"), "en")
        == "A row has no Name (Indonesian): fill it in or take the row out."
    )
