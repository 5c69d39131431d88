"""Do the data sets fit together? Codes that name each other exist, and the rules that no version may break hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from core.domain.reference import ReferenceData
from core.domain.reference_calendar import holes, overlaps, reversed_stages
from core.domain.reference_items import Institution, Route, Sanction

ANKUM, STRUCK = "ANKUM_TNI", "1/1946"
VOTING_ACT = "TNI-06"
MAY_NOT_VOTE = frozenset({"TNI", "POLRI"})


@dataclass(frozen=True, slots=True)
class Fault:
    """An item of one data set that does not fit; ``other`` is the data set in which ``missing`` was looked for.

    ``field`` is where in the item it stands; ``code`` says what is wrong: ``reference.unfit``, ``reference.order`` (ends before
    it begins), ``reference.overlap``, ``reference.hole`` (of a calendar), ``reference.abolished`` (an office, since ``day``).
    """

    dataset: str
    item: str
    missing: str
    other: str
    field: str = ""
    code: str = "reference.unfit"
    day: str = ""


def faults(data: ReferenceData) -> tuple[Fault, ...]:
    """Everything that does not fit, in the order of the data sets; nothing where all is well."""
    return (*_codes(data), *_people(data), *_rules(data), *_days(data))


def _codes(data: ReferenceData) -> Iterator[Fault]:
    yield from _acts(data)
    yield from _subjects(data)
    yield from _routes(data)
    yield from _posts(data)
    refs = {ref.code.upper() for ref in data.legal_refs}
    for clause in data.clauses:
        yield from _missing("deadlines", clause.code, "legal_ref", [clause.legal_ref or ""], "legal_refs", refs)
    for ref in data.legal_refs:
        yield from _missing("legal_refs", ref.code, "succeeded_by", [ref.succeeded_by or ""], "legal_refs", refs)


def _missing(dataset: str, item: str, field: str, named: Iterable[str], other: str, known: set[str]) -> Iterator[Fault]:
    for code in named:
        if code and code.upper() not in known:
            yield Fault(dataset, item, code, other, field)


def _acts(data: ReferenceData) -> Iterator[Fault]:
    subjects = {subject.code.upper() for subject in data.subjects}
    offices = {office.code.upper() for office in data.institutions}
    refs = {ref.code.upper() for ref in data.legal_refs}
    for act in data.violations:
        yield from _missing("violations", act.code, "applies_to", act.applies_to, "subjects", subjects)
        yield from _missing("violations", act.code, "punishable_from", act.punishable_from, "subjects", subjects)
        yield from _missing("violations", act.code, "referral", act.referral, "institutions", offices)
        after = act.referral_after_discipline
        yield from _missing("violations", act.code, "referral_after_discipline", after, "institutions", offices)
        yield from _missing("violations", act.code, "legal_refs", act.legal_refs, "legal_refs", refs)
        fitting = {other.code.upper() for other in data.violations if set(other.regimes) - set(act.regimes)}
        yield from _missing("violations", act.code, "other_regime", act.other_regime, "violations", fitting)


def _subjects(data: ReferenceData) -> Iterator[Fault]:
    offices = {office.code.upper() for office in data.institutions}
    refs = {ref.code.upper() for ref in data.legal_refs}
    ladders = {rung.ladder.upper() for rung in data.sanctions}
    for subject in data.subjects:
        yield from _missing("subjects", subject.code, "legal_refs", subject.legal_refs, "legal_refs", refs)
        yield from _missing("subjects", subject.code, "referral", subject.referral, "institutions", offices)
        yield from _missing("subjects", subject.code, "sanction_ladders", subject.sanction_ladders, "sanctions", ladders)


def _routes(data: ReferenceData) -> Iterator[Fault]:
    offices = {office.code.upper() for office in data.institutions}
    refs = {ref.code.upper() for ref in data.legal_refs}
    clauses = {clause.code.upper() for clause in data.clauses}
    for route in data.routes:
        for field, named in _addressees(route):
            yield from _missing("routes", route.code, field, named, "institutions", offices)
        yield from _missing("routes", route.code, "deadline", [route.deadline or ""], "deadlines", clauses)
        yield from _missing("routes", route.code, "legal_ref", [route.legal_ref or ""], "legal_refs", refs)


def _addressees(route: Route) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "primary", (route.primary,)
    yield from ((name, getattr(route, name)) for name in ("cc", "by_reason", "via_bawaslu", "release_only"))


def _posts(data: ReferenceData) -> Iterator[Fault]:
    areas = set(data.places.areas)
    posts = {post.code.upper() for post in data.posts}
    for post in data.posts:
        for field, named in (
            ("province", (post.province,)),
            ("regencies", post.regencies),
            ("area", (post.area or "",)),
            ("island", (post.island or "",)),
        ):
            yield from _missing("posts", post.code, field, named, "areas", areas)
        yield from _missing("posts", post.code, "parent_post", [post.parent_post or ""], "posts", posts)


def _people(data: ReferenceData) -> Iterator[Fault]:
    """Every type of person has acts that can be alleged of him, and a route."""
    groups = {group for route in data.routes for group in route.subject_groups if route.condition != "early_warning"}
    named = {code.upper() for act in data.violations for code in act.applies_to}
    for subject in data.subjects:
        if subject.code.upper() not in named:
            yield Fault("subjects", subject.code, subject.code, "violations", "code")
        if subject.group not in groups:
            yield Fault("subjects", subject.code, subject.group, "routes", "group")


def _rules(data: ReferenceData) -> Iterator[Fault]:
    """What holds in every version: no class for what must be clarified, voting, the Ankum, struck articles."""
    for act in data.violations:
        if act.needs_clarification and act.sanction_class:
            yield Fault("violations", act.code, "needs_clarification", "violations", "needs_clarification")
        if act.code == VOTING_ACT and not MAY_NOT_VOTE.issuperset(act.applies_to):
            yield Fault("violations", act.code, "applies_to", "violations", "applies_to")
        if ANKUM in act.referral:
            yield Fault("violations", act.code, ANKUM, "violations", "referral")
        if STRUCK in act.legal_basis:
            yield Fault("violations", act.code, STRUCK, "violations", "legal_basis")
    for route in data.routes:
        if ANKUM in (route.primary, *route.cc) and route.condition is None:
            yield Fault("routes", route.code, ANKUM, "routes", "primary")


def _days(data: ReferenceData) -> Iterator[Fault]:
    """What is dated fits: nothing ends before it begins, no two ways at once, no day without a stage, no closed office."""
    yield from _calendars(data)
    offices = {office.code.upper(): office for office in data.institutions}
    for route in data.routes:
        yield from _reversed("routes", route)
        yield from _abolished(route, offices)
    for rung in data.sanctions:
        yield from _reversed("sanctions", rung)
    for first, second in combinations(data.routes, 2):
        if (
            first.condition == second.condition
            and set(first.subject_groups) & set(second.subject_groups)
            and _meet(first, second)
        ):
            yield Fault("routes", second.code, first.code, "routes", "valid_from", "reference.overlap")
    for lower, upper in combinations(data.sanctions, 2):
        if (lower.ladder, lower.order) == (upper.ladder, upper.order) and _meet(lower, upper):
            yield Fault("sanctions", upper.code, lower.code, "sanctions", "order", "reference.overlap")


def _calendars(data: ReferenceData) -> Iterator[Fault]:
    for election in data.elections:
        for stage in reversed_stages(election):
            yield Fault("elections", election.code, stage.code, "elections", "stages", "reference.order")
        for before, after in overlaps(election):
            told = f"{before.code}, {after.code}"
            yield Fault("elections", election.code, told, "elections", "stages", "reference.overlap")
        for first, last in holes(election):
            yield Fault("elections", election.code, _span(first, last), "elections", "stages", "reference.hole")


def _span(first: date, last: date) -> str:
    return f"{first:%d-%m-%Y}" if first == last else f"{first:%d-%m-%Y} – {last:%d-%m-%Y}"


def _reversed(dataset: str, item: Route | Sanction) -> Iterator[Fault]:
    if item.valid_from is not None and item.valid_to is not None and item.valid_to < item.valid_from:
        yield Fault(dataset, item.code, item.code, dataset, "valid_to", "reference.order")


def _abolished(route: Route, offices: dict[str, Institution]) -> Iterator[Fault]:
    """A way may not lead to an office beyond the office's last day."""
    for field, named in _addressees(route):
        for code in named:
            office = offices.get(code.upper())
            if office is not None and office.valid_to is not None and (route.valid_to or date.max) > office.valid_to:
                day = office.valid_to.strftime("%d-%m-%Y")
                yield Fault("routes", route.code, office.code, "institutions", field, "reference.abolished", day)


def _meet(first: Route | Sanction, second: Route | Sanction) -> bool:
    return max(first.valid_from or date.min, second.valid_from or date.min) <= min(
        first.valid_to or date.max, second.valid_to or date.max
    )
