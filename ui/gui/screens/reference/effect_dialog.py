"""What a draft of reference data would change today, and the button that publishes it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from core.app.reference_queries import DraftView, Effect
from core.app.views import Changes
from core.domain.reference_edit import PublishDraft
from ui.gui.desk import Desk
from ui.gui.layouts import box, card, column, row, scrolled
from ui.gui.runner import Fault
from ui.gui.screens.reference_page import change_card
from ui.gui.theme import pixels
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import DayInput
from ui.gui.widgets.labels import label, notice


class EffectDialog(Dialog):
    """Items by code, then open work: cases, time limits with both days, referrals, posts."""

    def __init__(self, desk: Desk, draft: DraftView, effect: Effect, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("reference.effect"))
        self.desk, self.t = desk, desk.t
        self._command = desk.app.new_command()
        self.day = DayInput(desk, quick=False)
        self._fault = label("", "bad")
        self.button = primary(desk, self.t("reference.publish_now"), self.send, "export")
        waiting = [
            notice(desk, self.t("reference.waits", set=self.t(f"dataset.{name}"), version=version, day=desk.day(day)), "warn")
            for name, version, day in draft.waiting
        ]
        moved = [
            notice(desk, self.t("reference.moved", item=f"{self.t(f'dataset.{each.dataset}')} {each.key}"), "warn")
            for each in draft.rows
            if each.moved
        ]
        cards = [change_card(desk, change) for change in effect.sets]
        day = Field(self.t("reference.day"), self.day, self.t("reference.day_hint"), self.day.line)
        body = box(*waiting, *moved, self._work(effect), *cards, 0, gap="gap")
        self.setLayout(
            column(
                label(self.t("reference.effect"), "section"),
                notice(desk, self.t("reference.publish_text"), "warn"),
                scrolled(body, sideways=False),
                day,
                self._fault,
                row(0, plain(desk, self.t("button.cancel"), self.reject), self.button),
                gap="gap",
                margin="wide",
            )
        )
        self.resize(desk.theme.wide("form"), pixels("form"))

    def _work(self, effect: Effect) -> QFrame:
        t = self.t
        days = [f"{each.number}  {each.clause}: {each.before or '–'} → {each.after or '–'}" for each in effect.days]
        parts = (
            ("cases", effect.case_count, [f"{number}  {what}" for number, what in effect.cases]),
            ("days", effect.day_count, days),
            ("referrals", effect.referral_count, [f"{number}  {office}" for number, office in effect.referrals]),
            ("posts", effect.post_count, [f"{code}  {name}" for code, name in effect.posts]),
        )
        lines = [label(t("reference.effect_text"), "small")]
        for name, count, told in parts:
            lines.append(label(t(f"reference.effect.{name}", n=count), "strong" if count else "muted"))
            lines += [label(each, "small") for each in told]
            if count > len(told):
                lines.append(label(t("reference.effect.more", n=count - len(told)), "small"))
        return card(*lines, gap="tight")

    def send(self) -> None:
        """Publish; pressed twice it is one publication."""
        self.button.setEnabled(False)
        self.desk.execute(PublishDraft(self._command, self.day.value()), self._sent, self._refused, self)

    def _sent(self, _changes: Changes) -> None:
        self.accept()

    def _refused(self, fault: Fault) -> None:
        self.button.setEnabled(True)
        self._fault.setText(self.desk.explain(fault))
