"""Formal and material requirements of a report as the law lists them, per regime, answered from what is typed so far.

They are shown beside the form and in the answer of ``report add``; only those with ``needed`` stop the saving. Each
names the rules it rests on (codes of the reference data), where it is said how surely they are known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.domain.geo import point_of
from core.domain.reference import ReferenceData
from core.domain.standing import LAW, standing_of_tree

Tree = Mapping[str, Any]

FORMAL: dict[str, tuple[str, ...]] = {
    "PEMILU": ("UU7-2017-454", "PERBAWASLU-7-2022"),
    "PILKADA": ("UU1-2015-134", "PERBAWASLU-8-2020"),
}
"""Rules behind the formal and material requirements: (4) of art. 454 with art. 15(3)-(4), and art. 134."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement: its words' key, the group (formal, material, form), the step that answers it, and if it is met.

    ``needed`` says that the form cannot be saved without it; the others only decide what it may become. ``basis`` are
    codes of rules of law, empty where only the post's own form asks.
    """

    key: str
    group: str
    step: str
    met: bool
    needed: bool = True
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the answers themselves do not tell: voting day, and whether the time for lodging is over (None: unknown)."""

    voting_day: date | None = None
    late: bool | None = None


def requirements(kind: str, tree: Tree, around: Circumstances | None = None) -> tuple[Requirement, ...]:
    """All requirements of a kind of report, in the order of the steps; a situation report has none."""
    made = LISTS.get(kind)
    return () if made is None else made(tree, around or Circumstances())


def confidence(reference: ReferenceData, requirement: Requirement) -> tuple[tuple[str, str], ...]:
    """Citation and status of each rule that a requirement rests on, as the reference data tell them."""
    found = (reference.legal_ref(code) for code in requirement.basis)
    return tuple((rule.citation, rule.status) for rule in found if rule is not None)


def _person(tree: Tree) -> Mapping[str, Any]:
    person = tree.get("reporter")
    return person if isinstance(person, Mapping) else {}


def _told(tree: Tree) -> bool:
    consent = tree.get("consent")
    return isinstance(consent, Mapping) and consent.get("notice") is True


def _parties(tree: Tree) -> list[Mapping[str, Any]]:
    return tree.get("reported") or []


def _named(tree: Tree) -> bool:
    parties = _parties(tree)
    return bool(parties) and all(p.get("subject") and (p.get("name") or p.get("description")) for p in parties)


def is_placed(tree: Tree) -> bool:
    """Whether the place is an official area or a point; words alone are kept, but they are no place yet."""
    place = tree.get("place")
    return isinstance(place, Mapping) and bool(place.get("area") or point_of(place))


def regime_of(tree: Tree) -> str:
    """PEMILU or PILKADA; without an answer PEMILU."""
    return "PILKADA" if str(tree.get("regime") or "").upper() == "PILKADA" else "PEMILU"


def _complaint(tree: Tree, around: Circumstances) -> tuple[Requirement, ...]:
    person, regime = _person(tree), regime_of(tree)
    basis = FORMAL[regime]
    needs_name = person.get("lane") != "information"
    standing = standing_of_tree(dict(tree), around.voting_day)
    may_report = not set(standing.reasons) - {"unsigned"}
    found = [
        Requirement("stage", "form", "kind", bool(tree.get("election") and tree.get("stage"))),
        Requirement("reporter", "formal", "reporter", bool(person.get("name")), needs_name, basis),
        Requirement("address", "formal", "reporter", bool(person.get("address")), needs_name, basis),
        Requirement("standing", "formal", "reporter", may_report, False, LAW[regime]),
        Requirement("notice", "form", "reporter", _told(tree), False, ("UU27-2022-20",)),
        Requirement("reported", "formal", "reported", _named(tree), basis=basis),
    ]
    if regime == "PILKADA":
        lives = _named(tree) and all(p.get("address") for p in _parties(tree))
        found.append(Requirement("party_address", "formal", "reported", lives, False, ("PERBAWASLU-8-2020",)))
    found += [
        Requirement("violation", "form", "event", bool(tree.get("violation"))),
        Requirement("summary", "form", "event", bool(tree.get("summary"))),
        Requirement("narrative", "material", "event", bool(tree.get("narrative")), basis=basis),
        Requirement("place", "material", "place", is_placed(tree), basis=basis),
        Requirement("time", "material", "time", bool(tree.get("happened")), basis=basis),
        Requirement("known", "formal", "time", bool(tree.get("known")), basis=basis),
    ]
    if around.late is not None:
        found.append(Requirement("in_time", "formal", "time", not around.late, False, basis))
    found.append(Requirement("evidence", "material", "evidence", bool(tree.get("evidence")), False, basis))
    found.append(Requirement("signed", "formal", "review", tree.get("signed_t07", "no") != "no", False, basis))
    if regime == "PILKADA":
        same = bool(tree.get("signature_matches_id"))
        found.append(Requirement("signature", "formal", "review", same, False, ("PERBAWASLU-8-2020",)))
    return tuple(found)


def _warning(tree: Tree, _around: Circumstances) -> tuple[Requirement, ...]:
    return (
        Requirement("stage", "form", "kind", bool(tree.get("election") and tree.get("stage"))),
        Requirement("vulnerability", "form", "kind", bool(tree.get("vulnerability"))),
        Requirement("signs", "form", "kind", bool(tree.get("signs")), False),
        Requirement("summary", "form", "event", bool(tree.get("summary"))),
        Requirement("narrative", "form", "event", bool(tree.get("narrative"))),
        Requirement("place", "form", "place", is_placed(tree)),
        Requirement("time", "form", "time", bool(tree.get("happened") or tree.get("observed"))),
        Requirement("evidence", "form", "evidence", bool(tree.get("evidence")), False),
    )


def _information(tree: Tree, _around: Circumstances) -> tuple[Requirement, ...]:
    return (
        Requirement("notice", "form", "reporter", _told(tree), False, ("UU27-2022-20",)),
        Requirement("summary", "form", "event", bool(tree.get("summary"))),
        Requirement("narrative", "form", "event", bool(tree.get("narrative"))),
        Requirement("place", "form", "place", is_placed(tree), False),
        Requirement("time", "form", "time", bool(tree.get("happened")), False),
        Requirement("evidence", "form", "evidence", bool(tree.get("evidence")), False),
    )


LISTS: Mapping[str, Callable[[Tree, Circumstances], tuple[Requirement, ...]]] = {
    "complaint": _complaint,
    "early_warning": _warning,
    "information": _information,
}
