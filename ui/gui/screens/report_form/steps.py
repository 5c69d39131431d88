"""The steps of each kind of form, and when a step gets its tick."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from core.domain.requirements import Requirement, requirements

STEPS: Mapping[str, tuple[str, ...]] = {
    "complaint": ("kind", "reporter", "reported", "event", "place", "time", "evidence", "witnesses", "review"),
    "early_warning": ("kind", "event", "place", "time", "evidence", "review"),
    "information": ("kind", "reporter", "reported", "event", "place", "time", "evidence", "witnesses", "review"),
}


def steps_of(kind: str, tree: Mapping[str, Any]) -> tuple[str, ...]:
    """The steps of a form as it stands: a warning that was split off has a page of its own before the last."""
    steps = STEPS[kind]
    return (*steps[:-1], "warning", steps[-1]) if "split" in tree and kind != "early_warning" else steps


def steps_done(steps: Iterable[str], kind: str, tree: Mapping[str, Any]) -> dict[str, bool]:
    """Which of these steps get their tick: nothing needed is missing there, and something was answered."""
    wanted = requirements(kind, tree)
    return {step: _is_done(step, [each for each in wanted if each.step == step], tree) for step in steps}


def _is_done(step: str, own: Sequence[Requirement], tree: Mapping[str, Any]) -> bool:
    if step == "warning":
        told = tree.get("split") or {}
        return all(told.get(name) for name in ("vulnerability", "summary", "narrative"))
    if own:
        return all(each.met for each in own if each.needed) and any(each.met for each in own)
    return bool(tree.get(step))
