"""Formal and material requirements as the law lists them (UU 7/2017 art. 454(4), Perbawaslu 7/2022 art. 15): what is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Tree = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement: its words' key, the group (formal, material, form), the step that answers it, and if it is met.

    ``needed`` says that the form cannot be saved without it; the others only decide what it may become.
    """

    key: str
    group: str
    step: str
    met: bool
    needed: bool = True


def _person(tree: Tree) -> Mapping[str, Any]:
    return tree.get("reporter") or {}


def _named(tree: Tree) -> bool:
    parties = tree.get("reported") or []
    return bool(parties) and all(p.get("subject") and (p.get("name") or p.get("description")) for p in parties)


def requirements(kind: str, tree: Tree) -> tuple[Requirement, ...]:
    """All requirements of a kind of report, in the order of the steps."""
    return LISTS[kind](tree)


def _complaint(tree: Tree) -> tuple[Requirement, ...]:
    person = _person(tree)
    needs_name = person.get("lane") != "information"
    return (
        Requirement("stage", "form", "kind", bool(tree.get("election") and tree.get("stage"))),
        Requirement("reporter", "formal", "reporter", bool(person.get("name")), needs_name),
        Requirement("address", "formal", "reporter", bool(person.get("address")), needs_name),
        Requirement("reported", "formal", "reported", _named(tree)),
        Requirement("violation", "form", "event", bool(tree.get("violation"))),
        Requirement("summary", "form", "event", bool(tree.get("summary"))),
        Requirement("narrative", "material", "event", bool(tree.get("narrative"))),
        Requirement("place", "material", "place", bool(tree.get("place"))),
        Requirement("time", "material", "time", bool(tree.get("happened"))),
        Requirement("known", "formal", "time", bool(tree.get("known"))),
        Requirement("evidence", "material", "evidence", bool(tree.get("evidence")), False),
    )


def _warning(tree: Tree) -> tuple[Requirement, ...]:
    return (
        Requirement("stage", "form", "kind", bool(tree.get("election") and tree.get("stage"))),
        Requirement("vulnerability", "form", "kind", bool(tree.get("vulnerability"))),
        Requirement("summary", "form", "event", bool(tree.get("summary"))),
        Requirement("narrative", "form", "event", bool(tree.get("narrative"))),
        Requirement("place", "form", "place", bool(tree.get("place"))),
        Requirement("time", "form", "time", bool(tree.get("happened"))),
        Requirement("evidence", "form", "evidence", bool(tree.get("evidence")), False),
    )


def _information(tree: Tree) -> tuple[Requirement, ...]:
    return (
        Requirement("summary", "form", "event", bool(tree.get("summary"))),
        Requirement("narrative", "form", "event", bool(tree.get("narrative"))),
        Requirement("place", "form", "place", bool(tree.get("place")), False),
        Requirement("time", "form", "time", bool(tree.get("happened")), False),
        Requirement("evidence", "form", "evidence", bool(tree.get("evidence")), False),
    )


LISTS: Mapping[str, Callable[[Tree], tuple[Requirement, ...]]] = {
    "complaint": _complaint,
    "early_warning": _warning,
    "information": _information,
}
STEPS: Mapping[str, tuple[str, ...]] = {
    "complaint": ("kind", "reporter", "reported", "event", "place", "time", "evidence", "witnesses", "review"),
    "early_warning": ("kind", "event", "place", "time", "evidence", "review"),
    "information": ("kind", "reporter", "reported", "event", "place", "time", "evidence", "witnesses", "review"),
}
"""The steps of each kind of form."""


def step_done(step: str, kind: str, tree: Tree) -> bool:
    """Whether a step gets its tick: nothing needed is missing there, and something was answered."""
    own = [each for each in requirements(kind, tree) if each.step == step]
    if own:
        return all(each.met for each in own if each.needed) and any(each.met for each in own)
    return bool(tree.get(step))


def named_in_story(tree: Tree) -> tuple[str, ...]:
    """Fields of open text in which the reporter or a witness can be recognised: they would not be sealed there."""
    people = [_person(tree), *(tree.get("witnesses") or [])]
    marks = {str(p[f]).casefold() for p in people for f in ("name", "phone", "nik") if len(str(p.get(f) or "")) > 3}
    texts = {name: str(tree.get(name) or "") for name in ("summary", "narrative")}
    texts["evidence"] = " ".join(str(item) for item in tree.get("evidence") or [])
    return tuple(name for name, text in texts.items() if any(mark in text.casefold() for mark in marks))
