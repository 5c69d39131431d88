"""What does not fit in the reference data is named with its item, its field and the data set that was looked into."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
import pytest

from core.domain.reference import ReferenceData
from core.domain.reference_check import Fault, faults
from tests.world import reference


def with_one(name: str, item: str, /, **fields: Any) -> ReferenceData:
    """The shipped data with one item changed."""
    data = reference()
    items = [msgspec.structs.replace(one, **fields) if one.code == item else one for one in getattr(data, name)]
    assert items != list(getattr(data, name))
    return replace(data, **{name: tuple(items)})


def told(fault: Fault) -> tuple[str, ...]:
    return (fault.dataset, fault.item, fault.missing, fault.other, fault.field, fault.code, fault.day)


UNFIT = "reference.unfit"


@pytest.mark.parametrize(
    ("name", "code", "fields", "found"),
    [
        ("violations", "TNI-01", {"applies_to": ("TNI", "X")},
         ("violations", "TNI-01", "X", "subjects", "applies_to", UNFIT, "")),
        ("violations", "TNI-01", {"punishable_from": ("X",)},
         ("violations", "TNI-01", "X", "subjects", "punishable_from", UNFIT, "")),
        ("violations", "TNI-01", {"referral": ("X",)}, ("violations", "TNI-01", "X", "institutions", "referral", UNFIT, "")),
        ("violations", "TNI-01", {"referral_after_discipline": ("X",)},
         ("violations", "TNI-01", "X", "institutions", "referral_after_discipline", UNFIT, "")),
        ("violations", "TNI-01", {"legal_refs": ("X",)}, ("violations", "TNI-01", "X", "legal_refs", "legal_refs", UNFIT, "")),
        ("violations", "TNI-01", {"other_regime": ("X",)},
         ("violations", "TNI-01", "X", "violations", "other_regime", UNFIT, "")),
        ("violations", "TNI-01", {"needs_clarification": True, "sanction_class": ("berat",)},
         ("violations", "TNI-01", "needs_clarification", "violations", "needs_clarification", UNFIT, "")),
        ("violations", "TNI-06", {"applies_to": ("TNI", "PNS")},
         ("violations", "TNI-06", "applies_to", "violations", "applies_to", UNFIT, "")),
        ("violations", "TNI-01", {"referral": ("BAWASLU", "ANKUM_TNI")},
         ("violations", "TNI-01", "ANKUM_TNI", "violations", "referral", UNFIT, "")),
        ("violations", "TNI-01", {"legal_basis": "UU 1/1946 pasal 14"},
         ("violations", "TNI-01", "1/1946", "violations", "legal_basis", UNFIT, "")),
        ("subjects", "TNI", {"legal_refs": ("X",)}, ("subjects", "TNI", "X", "legal_refs", "legal_refs", UNFIT, "")),
        ("subjects", "TNI", {"referral": ("X",)}, ("subjects", "TNI", "X", "institutions", "referral", UNFIT, "")),
        ("subjects", "TNI", {"sanction_ladders": ("X",)}, ("subjects", "TNI", "X", "sanctions", "sanction_ladders", UNFIT, "")),
        ("subjects", "TNI", {"code": "X"}, ("subjects", "X", "X", "violations", "code", UNFIT, "")),
        ("subjects", "TNI", {"group": "X"}, ("subjects", "TNI", "X", "routes", "group", UNFIT, "")),
        ("routes", "R-ASN", {"primary": "X"}, ("routes", "R-ASN", "X", "institutions", "primary", UNFIT, "")),
        ("routes", "R-ASN", {"cc": ("X",)}, ("routes", "R-ASN", "X", "institutions", "cc", UNFIT, "")),
        ("routes", "R-ASN", {"by_reason": ("X",)}, ("routes", "R-ASN", "X", "institutions", "by_reason", UNFIT, "")),
        ("routes", "R-ASN", {"via_bawaslu": ("X",)}, ("routes", "R-ASN", "X", "institutions", "via_bawaslu", UNFIT, "")),
        ("routes", "R-ASN", {"release_only": ("X",)}, ("routes", "R-ASN", "X", "institutions", "release_only", UNFIT, "")),
        ("routes", "R-ASN", {"deadline": "X"}, ("routes", "R-ASN", "X", "deadlines", "deadline", UNFIT, "")),
        ("routes", "R-ASN", {"legal_ref": "X"}, ("routes", "R-ASN", "X", "legal_refs", "legal_ref", UNFIT, "")),
        ("routes", "R-ASN", {"cc": ("ANKUM_TNI",)}, ("routes", "R-ASN", "ANKUM_TNI", "routes", "primary", UNFIT, "")),
        ("routes", "R-ASN", {"valid_from": date(2030, 1, 2), "valid_to": date(2030, 1, 1)},
         ("routes", "R-ASN", "R-ASN", "routes", "valid_to", "reference.order", "")),
        ("posts", "K0413", {"province": "20"}, ("posts", "K0413", "20", "areas", "province", UNFIT, "")),
        ("posts", "K0413", {"regencies": ("19.99",)}, ("posts", "K0413", "19.99", "areas", "regencies", UNFIT, "")),
        ("posts", "K0413", {"area": "X"}, ("posts", "K0413", "X", "areas", "area", UNFIT, "")),
        ("posts", "K0413", {"island": "X"}, ("posts", "K0413", "X", "areas", "island", UNFIT, "")),
        ("posts", "K0413", {"parent_post": "X"}, ("posts", "K0413", "X", "posts", "parent_post", UNFIT, "")),
        ("institutions", "KASN", {"valid_to": date(2020, 12, 31)},
         ("routes", "", "KASN", "institutions", "", "reference.abolished", "31-12-2020")),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(name: str, code: str, fields: dict[str, Any], found: tuple[str, ...]) -> None:
    given = [told(one) for one in faults(with_one(name, code, **fields))]
    assert any(all(not asked or asked == says for asked, says in zip(found, one, strict=True)) for one in given), given


def test_a_way_of_one_day_begins_and_ends_in_order_and_two_that_meet_in_a_day_overlap() -> None:
    data = reference()
    one = next(route for route in data.routes if route.code == "R-ASN")
    first = msgspec.structs.replace(one, code="A", valid_from=date(2030, 1, 1), valid_to=date(2030, 1, 1))
    found = {told(fault) for fault in faults(replace(data, routes=(*data.routes, first)))}
    assert not any("reference.order" in each for each in found)
    for start, meets in ((date(2030, 1, 1), True), (date(2030, 1, 2), False)):
        second = msgspec.structs.replace(one, code="B", valid_from=start, valid_to=None)
        given = {told(fault) for fault in faults(replace(data, routes=(*data.routes, first, second)))}
        assert (("routes", "B", "A", "routes", "valid_from", "reference.overlap", "") in given) is meets
    rung = data.sanctions[0]
    twice = {told(fault) for fault in faults(replace(data, sanctions=(*data.sanctions, msgspec.structs.replace(rung, code="Z"))))}
    assert ("sanctions", "Z", rung.code, "sanctions", "order", "reference.overlap", "") in twice
