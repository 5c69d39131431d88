"""Referrals in words: institutions, stages, clocks; icon, word and colour always together."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.app.referral_views import ReferralClock, ReferralRow
from core.domain.confidence import confidence_of
from ui.deadline_words import NOT_VERIFIED, due_words, is_verified, say
from ui.gui.desk import Desk
from ui.gui.layouts import Part, box
from ui.gui.widgets.deadline_lines import TONES
from ui.gui.widgets.labels import label, state
from ui.stated import stated

DONE = ("ok", "check")


def short(desk: Desk, institution: str, level: str = "") -> str:
    """An institution as officers call it, with its level where it has one."""
    name = institution.replace("_", " ")
    return f"{name} · {desk.t(f'referrals.level.{level}')}" if level else name


def name_of(desk: Desk, institution: str) -> str:
    """An institution's full name."""
    found = desk.app.reference.institution(institution)
    if found is None:
        return institution
    return found.name_en if desk.t.language == "en" else found.name_id


def look_of(clock: ReferralClock | None) -> tuple[str, str]:
    """Tone and drawing of a clock; something that is over and done is quiet."""
    return DONE if clock is None else TONES[clock.state]


def clock_word(desk: Desk, clock: ReferralClock | None) -> str:
    """One word for how it stands."""
    return desk.t("referrals.no_clock") if clock is None else desk.t(f"deadline.{clock.state}")


def due_text(desk: Desk, row_: ReferralRow) -> str:
    """The safe date of what presses most."""
    return "" if row_.clock is None else desk.when(row_.clock.safe) if "T" in row_.clock.safe else desk.day(row_.clock.safe)


def clock_lines(desk: Desk, clock: ReferralClock) -> QWidget:
    """One clock: how it stands, what it is, whose duty, both dates."""
    language = desk.t.language
    step = clock.step_en if language == "en" else clock.step_id
    if not is_verified(clock.confidence):
        step = f"{step} · {say(NOT_VERIFIED, language)}"
    tone, drawing = TONES[clock.state]
    left = desk.t.days_left(clock.days_left) if clock.days_left > 0 else desk.t("deadline.today_or_over")
    lines: list[Part] = [
        label(step, "strong"),
        state(desk, desk.t(f"deadline.{clock.state}"), tone, drawing),
        label(desk.t("deadline.safe_line", when=due_words(clock.safe, clock.zone, language), left=left)),
    ]
    if clock.latest is not None and clock.latest != clock.safe:
        lines.append(label(desk.t("referrals.latest", when=due_words(clock.latest, clock.zone, language)), "small"))
    if clock.hand_in_by is not None:
        lines.append(label(desk.t("deadline.hand_in", when=due_words(clock.hand_in_by, clock.zone, language)), "small"))
    basis = desk.t("referrals.policy") if confidence_of(clock.confidence) == "policy" else stated(language, clock.basis)
    lines.append(label(f"{desk.t(f'referrals.duty.{clock.duty}')} · {basis}", "small"))
    return box(*lines, gap="tight")
