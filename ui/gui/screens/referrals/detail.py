"""One referral in cards: its clocks, to whom and on which way, what was said and done since."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtWidgets import QFrame

from core.app.referral_views import AnswerRow, ReferralView
from ui.gui.desk import Desk
from ui.gui.layouts import Part, card, column, row
from ui.gui.screens.referrals.words import clock_lines, name_of, short
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.labels import label, notice
from ui.stated import stated

FAMILIES = {
    "referral.rejected": "ground",
    "referral.decided": "outcome",
    "referral.stepped": "step",
    "referral.reminded": "means",
}


def referral_cards(desk: Desk, view: ReferralView, show: Callable[[AnswerRow], None]) -> Iterator[QFrame]:
    """Clocks first, then the referral, then its story; ``show`` opens the letter of a reminder or an escalation."""
    for stage, key in (("returned", "referrals.completion"), ("completed", "referrals.completed")):
        if view.row.stage == stage:
            yield notice(desk, desk.t(key), "warn")
    clocks: list[Part] = [clock_lines(desk, each) for each in view.clocks]
    if clocks:
        yield card(label(desk.t("referrals.clocks"), "section"), *clocks, gap="gap")
    yield card(*_facts(desk, view))
    if view.answers:
        lines = [_line(desk, each, show) for each in view.answers]
        yield card(label(desk.t("referrals.story"), "section"), *lines, gap="gap")


def _facts(desk: Desk, view: ReferralView) -> list[Part]:
    sent, t = view.row, desk.t
    route = view.route or t("referrals.by_act")
    made: list[Part] = [
        label(f"{short(desk, sent.institution, sent.level)} · {sent.number}", "section"),
        label(name_of(desk, sent.institution), "small"),
        label(sent.to, "strong"),
        label(t("referrals.sent_line", when=desk.when(sent.sent), letter=sent.letter)),
        label(t(f"referrals.identity.{sent.identity}", envelope=view.envelope or "-")),
        label(t("referrals.route_line", route=route, version=view.routes, basis=stated(t.language, view.basis) or "-"), "small"),
        label(t("referrals.annexes", n=len(view.annexes), sets=view.sets), "small"),
    ]
    if view.reason:
        made.append(label(t("referrals.reason_line", reason=view.reason)))
    if sent.viewed:
        made.append(label(t("referrals.viewed_line", when=desk.when(sent.viewed)), "small"))
    return made


def _line(desk: Desk, each: AnswerRow, show: Callable[[AnswerRow], None]) -> Part:
    """One thing that was said or done: what, when, under which number, in whose words."""
    t = desk.t
    family = FAMILIES.get(each.kind, "")
    code = t(f"referrals.{family}.{each.code}") if family and each.code else ""
    what = f"{t(f'history.{each.kind}')}: {code}" if code else t(f"history.{each.kind}")
    told = [desk.when(each.at), each.number, ", ".join(t(f"referrals.lacks.{lack}") for lack in each.lacks)]
    lines: list[Part] = [label(what, "strong"), label(" · ".join(filter(None, told)))]
    if each.words:
        lines.append(label(each.words))
    if each.document:
        lines.append(row(plain(desk, t("referrals.urging_letter", letter=each.letter), partial(show, each), "print"), 0))
    lines.append(label(t("referrals.written", who=each.officer, when=desk.when(each.written)), "small"))
    return column(*lines, gap="tight")
