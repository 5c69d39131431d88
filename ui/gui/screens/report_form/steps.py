"""The steps of each kind of form, and when a step gets its tick."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.domain.requirements import requirements

STEPS: Mapping[str, tuple[str, ...]] = {
    "complaint": ("kind", "reporter", "reported", "event", "place", "time", "evidence", "witnesses", "review"),
    "early_warning": ("kind", "event", "place", "time", "evidence", "review"),
    "information": ("kind", "reporter", "reported", "event", "place", "time", "evidence", "witnesses", "review"),
}


def steps_of(kind: str, tree: Mapping[str, Any]) -> tuple[str, ...]:
    """The steps of a form as it stands: a warning that was split off has a page of its own before the last."""
    steps = STEPS[kind]
    return (*steps[:-1], "warning", steps[-1]) if "split" in tree and kind != "early_warning" else steps


def step_done(step: str, kind: str, tree: Mapping[str, Any]) -> bool:
    """Whether a step gets its tick: nothing needed is missing there, and something was answered."""
    if step == "warning":
        told = tree.get("split") or {}
        return all(told.get(name) for name in ("vulnerability", "summary", "narrative"))
    own = [each for each in requirements(kind, tree) if each.step == step]
    if own:
        return all(each.met for each in own if each.needed) and any(each.met for each in own)
    return bool(tree.get(step))
