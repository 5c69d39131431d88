"""What is wrong or odd with one item, field by field: first what its form says, then whether it fits the others.

What is grave keeps the set from being published, here and, should somebody publish it all the same, from being used by any
laptop; the rest is said and may stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from core.domain.errors import Invalid, Refused
from core.domain.reference import ReferenceData
from core.domain.reference_calendar import undated
from core.domain.reference_check import Fault
from core.domain.reference_edit import Item
from core.domain.reference_schema import Shape, shapes_of
from core.domain.text import check_narrative, is_blank

LAWFUL: Final = {"violations": "legal_refs", "routes": "legal_ref", "deadlines": "legal_ref", "sanctions": "legal_basis"}
"""Where an item names the law that it rests on."""


@dataclass(frozen=True, slots=True)
class Finding:
    """``code`` is the end of ``finding.CODE``, its sentence; ``dataset`` and ``item`` say where when it is another item."""

    field: str
    code: str
    grave: bool = True
    value: str = ""
    day: str = ""
    dataset: str = ""
    item: str = ""


def of_form(dataset: str, item: Mapping[str, Any]) -> tuple[Finding, ...]:
    """What the item's own fields say: something missing, no day, no number, none of the choices."""
    return tuple(_fields(shapes_of(dataset), item))


def _fields(shapes: Iterable[Shape], item: Mapping[str, Any], under: str = "") -> Iterator[Finding]:
    for shape in shapes:
        value, name = item.get(shape.name), under or shape.name
        if value in (None, "", [], {}):
            if shape.needed:
                yield Finding(name, "empty", value=shape.name)
            continue
        yield from _one(shape, value, name)


def _one(shape: Shape, value: Any, name: str) -> Iterator[Finding]:
    if shape.kind in ("codes", "lines"):
        yield from _words(shape, value, name)
    elif shape.kind == "rows":
        for row in _rows(value):
            yield from _fields(shape.rows, row, name)
    elif shape.kind == "days":
        for day in (value if isinstance(value, dict) else {"": value}).values():
            yield from _day(shape, day, name)
    else:
        yield from _SINGLE[shape.kind](shape, value, name)


def _day(_shape: Shape, value: Any, name: str) -> Iterator[Finding]:
    try:
        date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        yield Finding(name, "day", value=str(value)[:40])


def _number(_shape: Shape, value: Any, name: str) -> Iterator[Finding]:
    if isinstance(value, bool) or not isinstance(value, int):
        yield Finding(name, "number", value=str(value)[:40])


def _yes(_shape: Shape, value: Any, name: str) -> Iterator[Finding]:
    if not isinstance(value, bool):
        yield Finding(name, "choice", value=str(value)[:40])


def _choice(shape: Shape, value: Any, name: str) -> Iterator[Finding]:
    if value not in shape.options:
        yield Finding(name, "choice", value=str(value)[:40])


def _words(shape: Shape, value: Any, name: str) -> Iterator[Finding]:
    if not isinstance(value, list) or not all(isinstance(each, str) and not is_blank(each) for each in value):
        yield Finding(name, "text")
        return
    for each in value:
        if shape.options and each not in shape.options:
            yield Finding(name, "choice", value=each[:40])
        else:
            yield from _text(shape, each, name)


def _rows(value: Any) -> Iterator[Mapping[str, Any]]:
    for each in value if isinstance(value, list) else ():
        yield each if isinstance(each, dict) else {}


def _text(_shape: Shape, value: Any, name: str) -> Iterator[Finding]:
    try:
        check_narrative(value if isinstance(value, str) else "\0", name)
    except Refused:
        yield Finding(name, "text")


_SINGLE: Final[dict[str, Callable[[Shape, Any, str], Iterator[Finding]]]] = {
    "day": _day,
    "number": _number,
    "yes": _yes,
    "choice": _choice,
    "line": _text,
    "text": _text,
}


def of_fit(known: Set[Fault], now: Iterable[Fault], dataset: str, item: str) -> tuple[Finding, ...]:
    """What does not fit any more: of this item, and of others what was not ``known`` before."""
    return tuple(_told(each, dataset, item) for each in now if each not in known or _is(each, dataset, item))


def _is(fault: Fault, dataset: str, item: str) -> bool:
    return fault.dataset == dataset and fault.item.casefold() == item.casefold()


def _told(fault: Fault, dataset: str, item: str) -> Finding:
    code = fault.code.removeprefix("reference.")
    if code == "unfit":
        code = "rule" if fault.other == fault.dataset and fault.missing in _RULES else "unknown"
    own = _is(fault, dataset, item)
    return Finding(
        field=fault.field if own else "",
        code=code,
        value=fault.missing,
        day=fault.day,
        dataset=fault.other if own else fault.dataset,
        item="" if own else fault.item,
    )


_RULES: Final = frozenset({"needs_clarification", "applies_to", "ANKUM_TNI", "1/1946"})


def of_parsing(refusal: Invalid) -> Finding:
    """Why the data with the item cannot be read at all."""
    if refusal.code == "reference.bad_area":
        return Finding("code", "place", value=str(refusal.details.get("area", "")))
    return Finding("", "unreadable")


def advice(before: ReferenceData, made: ReferenceData, dataset: str, item: Item, today: date) -> tuple[Finding, ...]:
    """What is allowed and odd: no law is named, a stage without days, an office that is closed today, the first day of a year."""
    if dataset == "holidays" and not any(str(item["date"]).startswith(str(year)) for year in before.holiday_years()):
        return (Finding("date", "year", grave=False, value=str(item["date"])[:4]),)
    return tuple(_advice(made, dataset, item, today))


def _advice(made: ReferenceData, dataset: str, item: Item, today: date) -> Iterator[Finding]:
    field = LAWFUL.get(dataset, "")
    if field and not item.get(field) and item.get("regime") != "INTERNAL":
        yield Finding(field, "no_law", grave=False)
    if dataset in ("violations", "subjects"):
        for code in item.get("referral") or ():
            office = made.institution(str(code))
            if office is not None and office.valid_to is not None and today > office.valid_to:
                yield Finding("referral", "closed", grave=False, value=office.code, day=f"{office.valid_to:%d-%m-%Y}")
    if dataset == "elections":
        election = made.election(str(item.get("code", "")))
        for stage in undated(election) if election is not None else ():
            yield Finding("stages", "undated", grave=False, value=stage.code)
