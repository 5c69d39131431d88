"""Deadlines as lines: icon, word and colour, the days that are left, and when the boat must leave."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from core.app.deadline_views import DeadlineView, NearDeadline
from ui.deadline_words import NOT_VERIFIED, due_words, is_verified, plan_words, say
from ui.gui.desk import Desk
from ui.gui.layouts import Part, box, row
from ui.gui.widgets.beside import led
from ui.gui.widgets.buttons import quiet
from ui.gui.widgets.labels import label, state

TONES = {
    "stopped": ("ok", "ok"),
    "open": ("info", "clock"),
    "near": ("warn", "clock"),
    "after_safe": ("bad", "warning"),
    "passed": ("bad", "error"),
}


def mark(desk: Desk, view: DeadlineView) -> QWidget:
    """The state of a deadline: never by colour alone."""
    tone, drawing = TONES[view.state]
    return state(desk, desk.t(f"deadline.{view.state}"), tone, drawing)


def title_of(desk: Desk, view: DeadlineView) -> str:
    """The step in the language chosen, with its mark where the clause is not verified."""
    step = view.step_en if desk.t.language == "en" else view.step_id
    return step if is_verified(view.confidence) else f"{step} · {say(NOT_VERIFIED, desk.t.language)}"


def near_lines(desk: Desk, found: Sequence[NearDeadline], shown: int) -> list[QWidget]:
    """The most pressing ones for home; how many more there are is never left unsaid, and the way to all of them."""
    lines = [near_line(desk, each) for each in found[:shown]]
    if len(found) > shown:
        room, argument = ("board", None) if desk.app.facts.kind == "province" else ("reports", {"sort": "deadline"})
        going = quiet(desk, desk.t("home.to_deadlines"), lambda: desk.go.emit(room, argument), "chevron-right")
        more = desk.t("home.more_deadlines", n=len(found) - shown)
        lines.append(box(led(state(desk, more, "warn", wrap=True), going)))
    return lines


def near_line(desk: Desk, near: NearDeadline) -> QWidget:
    """One near deadline for home, with the way to its report."""
    view, language = near.deadline, desk.t.language
    left = desk.t.days_left(view.days_left) if view.days_left > 0 else desk.t("deadline.today_or_over")
    due = desk.t("deadline.safe_line", when=due_words(view.safe, view.zone, language), left=left)
    going = quiet(desk, near.number, lambda: desk.go.emit("reports", {"id": near.report}), "chevron-right")
    lines: list[Part] = [row(mark(desk, view), going, 0), label(f"{title_of(desk, view)} · {due}")]
    if view.hand_in_by is not None:
        hand_in = due_words(view.hand_in_by, view.zone, language)
        lines.append(label(desk.t("deadline.hand_in", when=hand_in), "small"))
    if near.plan is not None:
        lines.extend(label(text, "small") for text in plan_words(desk.app.reference, near.plan, view.zone, language))
    return box(*lines, gap="tight")
