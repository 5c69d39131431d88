"""What the items of each data set are made of, read off their own types: a form is drawn from it, and a file is checked by it.

Rows of places are lists in their file; here they are items with names like all others.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

import msgspec
from msgspec import inspect

from core.domain.errors import Invalid
from core.domain.reference import DATASETS
from core.domain.reference_items import (
    Clause,
    Election,
    Holiday,
    Institution,
    LegalRef,
    Post,
    Route,
    Sanction,
    Subject,
    Term,
    Violation,
    Vulnerability,
)

Kind = Literal["line", "text", "day", "number", "yes", "choice", "codes", "lines", "rows", "days"]


class AreaItem(msgspec.Struct, frozen=True, kw_only=True):
    """A place as an item: coordinates in 1e-7 degrees and flags for islands alone."""

    code: str
    name: str
    latitude_e7: int | None = None
    longitude_e7: int | None = None
    flags: int | None = None


AREA_FIELDS: Final = ("code", "name", "latitude_e7", "longitude_e7", "flags")

ITEMS: Final[dict[str, type[msgspec.Struct]]] = {
    "areas": AreaItem,
    "deadlines": Clause,
    "elections": Election,
    "glossary": Term,
    "holidays": Holiday,
    "institutions": Institution,
    "legal_refs": LegalRef,
    "posts": Post,
    "routes": Route,
    "sanctions": Sanction,
    "subjects": Subject,
    "violations": Violation,
    "vulnerabilities": Vulnerability,
}

REFERS: Final = {
    "applies_to": "subjects",
    "area": "areas",
    "by_reason": "institutions",
    "cc": "institutions",
    "counterpart": "violations",
    "deadline": "deadlines",
    "island": "areas",
    "legal_ref": "legal_refs",
    "legal_refs": "legal_refs",
    "other_regime": "violations",
    "parent_post": "posts",
    "primary": "institutions",
    "province": "areas",
    "punishable_from": "subjects",
    "referral": "institutions",
    "referral_after_discipline": "institutions",
    "regencies": "areas",
    "release_only": "institutions",
    "remit": "subjects",
    "sanction_ladders": "ladders",
    "subject_groups": "groups",
    "succeeded_by": "legal_refs",
    "via_bawaslu": "institutions",
}
"""Fields that hold codes of other items, by name; ``ladders`` and ``groups`` are words that other items share."""

LONG: Final = frozenset(
    {
        "basis", "citation", "discipline_authority", "duration", "early_signs_id", "governing_note", "in_force_note",
        "legal_basis", "not_verified", "not_verified_id", "note", "penalty_en", "penalty_id", "topic_en", "topic_id",
        "when_applies",
    }
)  # fmt: skip
NEEDED: Final = frozenset(
    {
        "citation", "code", "confidence", "contest", "date", "en", "group", "id", "kind", "ladder", "name", "name_en",
        "name_id", "primary", "province", "regime", "status", "step_en", "step_id", "subject_groups", "unit", "voting_day",
        "zone",
    }
)  # fmt: skip
WORDS: Final = frozenset({"regimes", "requires", "receives", "sanction_class", "stages"})
"""Lists of short words that are codes of no set."""
UNIT_FREE: Final = frozenset({("posts", "unit")})
"""Fields of such a name that may stay empty all the same."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One field: what it holds, whether it must be filled, of which set its codes are, and for rows their own fields."""

    name: str
    kind: Kind
    needed: bool = False
    nullable: bool = False
    options: tuple[str, ...] = ()
    refers: str = ""
    rows: tuple[Shape, ...] = ()


@cache
def shapes_of(dataset: str) -> tuple[Shape, ...]:
    """The fields of a set's items in the order of their type; raises ``Invalid('reference.unknown_set')``."""
    if dataset not in DATASETS:
        raise Invalid("reference.unknown_set", dataset=dataset[:40])
    info = inspect.type_info(ITEMS[dataset])
    return _shapes(dataset, info)


def _shapes(dataset: str, info: inspect.Type) -> tuple[Shape, ...]:
    fields = info.fields if isinstance(info, inspect.StructType) else ()
    return tuple(_shape(dataset, each.name, each.type) for each in fields)


def _shape(dataset: str, name: str, kind: inspect.Type) -> Shape:
    nullable, options, rows = False, (), ()  # type: tuple[bool, tuple[str, ...], tuple[Shape, ...]]
    if isinstance(kind, inspect.UnionType):
        nullable = any(isinstance(each, inspect.NoneType) for each in kind.types)
        kind = next(each for each in kind.types if not isinstance(each, inspect.NoneType))
    if isinstance(kind, inspect.LiteralType):
        options = tuple(str(value) for value in kind.values)
    inner = kind.item_type if isinstance(kind, inspect.VarTupleType) else None
    if isinstance(inner, inspect.LiteralType):
        options = tuple(str(value) for value in inner.values)
    if isinstance(inner, inspect.StructType):
        rows = _shapes(dataset, inner)
    if isinstance(kind, inspect.DictType):
        rows = (Shape("code", "line", needed=True, refers=REFERS.get(name, "")), Shape("day", "day", needed=True))
    refers = "" if dataset == "institutions" else REFERS.get(name, "")
    needed = name in NEEDED and not nullable and (dataset, name) not in UNIT_FREE
    return Shape(name, _kind(name, kind, inner, refers, options), needed, nullable, options, refers, rows)


_PLAIN: Final[dict[type[inspect.Type], Kind]] = {
    inspect.DateType: "day",
    inspect.IntType: "number",
    inspect.BoolType: "yes",
    inspect.LiteralType: "choice",
    inspect.DictType: "days",
}


def _kind(name: str, kind: inspect.Type, inner: inspect.Type | None, refers: str, options: tuple[str, ...]) -> Kind:
    if isinstance(inner, inspect.StructType):
        return "rows"
    if inner is not None:
        return "codes" if refers or options or name in WORDS else "lines"
    plain = _PLAIN.get(type(kind))
    return plain or ("text" if name in LONG else "line")


def has_end(dataset: str) -> bool:
    """Whether an item of the set ends on a day of its own; others leave with a version."""
    return any(shape.name == "valid_to" for shape in shapes_of(dataset))


def json_schema(dataset: str) -> dict[str, Any]:
    """The set's items as JSON Schema, draft 2020-12; raises ``Invalid('reference.unknown_set')``."""
    shapes_of(dataset)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(ITEMS[dataset])}
