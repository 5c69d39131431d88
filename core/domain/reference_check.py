"""Do the data sets fit together? Codes that name each other exist, and the rules that no version may break hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.domain.reference import ReferenceData

ANKUM, STRUCK = "ANKUM_TNI", "1/1946"
VOTING_ACT = "TNI-06"
MAY_NOT_VOTE = frozenset({"TNI", "POLRI"})


@dataclass(frozen=True, slots=True)
class Fault:
    """An item of one data set that does not fit; ``other`` is the data set in which ``missing`` was looked for."""

    dataset: str
    item: str
    missing: str
    other: str


def faults(data: ReferenceData) -> tuple[Fault, ...]:
    """Everything that does not fit, in the order of the data sets; nothing where all is well."""
    return (*_codes(data), *_people(data), *_rules(data))


def _codes(data: ReferenceData) -> Iterator[Fault]:
    yield from _acts(data)
    yield from _subjects(data)
    yield from _routes(data)
    yield from _posts(data)
    refs = {ref.code.upper() for ref in data.legal_refs}
    for clause in data.clauses:
        yield from _missing("deadlines", clause.code, [clause.legal_ref or ""], "legal_refs", refs)
    for ref in data.legal_refs:
        yield from _missing("legal_refs", ref.code, [ref.succeeded_by or ""], "legal_refs", refs)


def _missing(dataset: str, item: str, named: Iterable[str], other: str, known: set[str]) -> Iterator[Fault]:
    for code in named:
        if code and code.upper() not in known:
            yield Fault(dataset, item, code, other)


def _acts(data: ReferenceData) -> Iterator[Fault]:
    subjects = {subject.code.upper() for subject in data.subjects}
    offices = {office.code.upper() for office in data.institutions}
    refs = {ref.code.upper() for ref in data.legal_refs}
    for act in data.violations:
        yield from _missing("violations", act.code, (*act.applies_to, *act.punishable_from), "subjects", subjects)
        yield from _missing("violations", act.code, (*act.referral, *act.referral_after_discipline), "institutions", offices)
        yield from _missing("violations", act.code, act.legal_refs, "legal_refs", refs)
        fitting = {other.code.upper() for other in data.violations if set(other.regimes) - set(act.regimes)}
        yield from _missing("violations", act.code, act.other_regime, "violations", fitting)


def _subjects(data: ReferenceData) -> Iterator[Fault]:
    offices = {office.code.upper() for office in data.institutions}
    refs = {ref.code.upper() for ref in data.legal_refs}
    ladders = {rung.ladder.upper() for rung in data.sanctions}
    for subject in data.subjects:
        yield from _missing("subjects", subject.code, subject.legal_refs, "legal_refs", refs)
        yield from _missing("subjects", subject.code, subject.referral, "institutions", offices)
        yield from _missing("subjects", subject.code, subject.sanction_ladders, "sanctions", ladders)


def _routes(data: ReferenceData) -> Iterator[Fault]:
    offices = {office.code.upper() for office in data.institutions}
    refs = {ref.code.upper() for ref in data.legal_refs}
    clauses = {clause.code.upper() for clause in data.clauses}
    for route in data.routes:
        named = (route.primary, *route.cc, *route.by_reason, *route.via_bawaslu, *route.release_only)
        yield from _missing("routes", route.code, named, "institutions", offices)
        yield from _missing("routes", route.code, [route.deadline or ""], "deadlines", clauses)
        yield from _missing("routes", route.code, [route.legal_ref or ""], "legal_refs", refs)


def _posts(data: ReferenceData) -> Iterator[Fault]:
    areas = set(data.places.areas)
    posts = {post.code.upper() for post in data.posts}
    for post in data.posts:
        named = (post.province, *post.regencies, post.area or "", post.island or "")
        yield from _missing("posts", post.code, named, "areas", areas)
        yield from _missing("posts", post.code, [post.parent_post or ""], "posts", posts)


def _people(data: ReferenceData) -> Iterator[Fault]:
    """Every type of person has acts that can be alleged of him, and a route."""
    groups = {group for route in data.routes for group in route.subject_groups if route.condition != "early_warning"}
    named = {code.upper() for act in data.violations for code in act.applies_to}
    for subject in data.subjects:
        if subject.code.upper() not in named:
            yield Fault("subjects", subject.code, subject.code, "violations")
        if subject.group not in groups:
            yield Fault("subjects", subject.code, subject.group, "routes")


def _rules(data: ReferenceData) -> Iterator[Fault]:
    """What holds in every version: no class for what must be clarified, voting, the Ankum, struck articles."""
    for act in data.violations:
        if act.needs_clarification and act.sanction_class:
            yield Fault("violations", act.code, "needs_clarification", "violations")
        if act.code == VOTING_ACT and not MAY_NOT_VOTE.issuperset(act.applies_to):
            yield Fault("violations", act.code, "applies_to", "violations")
        if ANKUM in act.referral:
            yield Fault("violations", act.code, ANKUM, "violations")
        if STRUCK in act.legal_basis:
            yield Fault("violations", act.code, STRUCK, "violations")
    for route in data.routes:
        if ANKUM in (route.primary, *route.cc) and route.condition is None:
            yield Fault("routes", route.code, ANKUM, "routes")
