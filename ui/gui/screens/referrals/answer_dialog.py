"""What an institution said, or what this office did about a referral: one dialog, its fields by the act."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from core.app.referral_views import ReferralRow
from core.app.views import Changes
from core.domain.ids import read_id
from core.domain.referral import (
    GROUNDS,
    LACKS,
    MEANS,
    OUTCOMES,
    STEPS,
    EscalateReferral,
    RecordDecision,
    RecordReceipt,
    RecordRejection,
    RecordReturn,
    RecordStep,
    ReferralCommand,
    RemindInstitution,
)
from ui.gui.desk import Desk
from ui.gui.layouts import box, column, row
from ui.gui.runner import Fault
from ui.gui.screens.referrals.words import short
from ui.gui.typed_days import read_moment
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice, LineInput, MomentInput, TextInput
from ui.gui.widgets.labels import label
from ui.gui.widgets.tick import Tick

ACTS = {
    "receipt": "check",
    "returned": "undo",
    "rejected": "close",
    "decided": "sign",
    "step": "chevron-right",
    "remind": "clock",
    "escalate": "chevron-up",
}
CHOICES = {"rejected": ("ground", GROUNDS), "decided": ("outcome", OUTCOMES), "step": ("step", STEPS), "remind": ("means", MEANS)}
OWN_ACTS = ("remind", "escalate")
"""What the office does itself: today, without a number of the institution's."""


class AnswerDialog(Dialog):
    """Closes when it is recorded; a refusal stands in words and nothing typed is lost."""

    def __init__(self, desk: Desk, act: str, referral: ReferralRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.answer"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk, self.t, self._act = desk, desk.t, act
        self._referral, self._command = read_id(referral.id), desk.app.new_command()
        family, codes = CHOICES.get(act, ("", ()))
        self.code = Choice([("", self.t("form.choose")), *((each, self.t(f"referrals.{family}.{each}")) for each in codes)])
        self.lacks = {each: Tick(self.t(f"referrals.lacks.{each}"), False, lambda _on: None) for each in LACKS}
        self.number, self.to, self.words = LineInput(), LineInput(), TextInput(lines=3)
        self.at = MomentInput(desk.now())
        self.fault = label("", "bad")
        self.fault.setVisible(False)
        self.button = primary(desk, self.t("referrals.record"), self._save, "check")
        self.button.setDefault(True)
        closing = plain(desk, self.t("button.cancel"), self.reject)
        title = label(
            f"{self.t(f'referrals.act.{act}')} · {short(self.desk, referral.institution)} · {referral.number}", "section"
        )
        told = label(self.t(f"referrals.act.{act}_text"), "muted")
        ends = (self.fault, row(0, closing, self.button))
        self.setLayout(column(title, told, *self._fields(family), *ends, gap="gap", margin="wide"))
        self.setMinimumWidth(desk.theme.wide("dialog"))

    def _fields(self, family: str) -> list[QWidget]:
        made: list[QWidget] = []
        if self._act == "returned":
            made.append(box(label(self.t("referrals.lacking"), "strong"), self._ticks(), gap="tight"))
        if self._act == "escalate":
            made.append(Field(self.t("referrals.above"), self.to, self.t("referrals.above_hint")))
        if family:
            made.append(Field(self.t(f"referrals.{family}"), self.code))
        if self._act not in OWN_ACTS:
            made.append(row_of(Field(self.t("referrals.number"), self.number), Field(self.t("lodging.at"), self.at)))
        if self._act != "step":
            made.append(Field(self.t("referrals.words"), self.words, self.t("referrals.words_hint")))
        return made

    def _ticks(self) -> QGridLayout:
        """Two beside each other: the dialog must fit a small screen."""
        grid = QGridLayout()
        for place, tick in enumerate(self.lacks.values()):
            grid.addWidget(tick, place // 2, place % 2)
        return grid

    def _save(self) -> None:
        at = read_moment(self.at.value())
        if at is None:
            self._say(self.t("lodging.unreadable"))
            return
        self.button.setEnabled(False)
        self.desk.execute(self._made(at.replace(tzinfo=ZoneInfo(self.desk.zone))), self._done, self._failed, self)

    def _made(self, at: datetime) -> ReferralCommand:
        own, ref, words = self._command, self._referral, self.words.value()
        if self._act == "remind":
            return RemindInstitution(own, ref, self.code.value(), words)
        if self._act == "escalate":
            return EscalateReferral(own, ref, self.to.value(), words)
        return self._answer(at, words)

    def _answer(self, at: datetime, words: str) -> ReferralCommand:
        own, ref, number, code = self._command, self._referral, self.number.value(), self.code.value()
        match self._act:
            case "receipt":
                return RecordReceipt(own, ref, number, at, words=words)
            case "returned":
                lacks = tuple(each for each, tick in self.lacks.items() if tick.isChecked())
                return RecordReturn(own, ref, at, lacks, number, words)
            case "rejected":
                return RecordRejection(own, ref, at, code, number, words)
            case "decided":
                return RecordDecision(own, ref, at, code, number, words)
            case _:
                return RecordStep(own, ref, at, code, number)

    def _done(self, _changes: Changes) -> None:
        self.desk.said.emit(self.t("referrals.recorded"))
        self.accept()

    def _failed(self, fault: Fault) -> None:
        self.button.setEnabled(True)
        self._say(self.desk.explain(fault))

    def _say(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.setVisible(True)


def row_of(*fields: QWidget) -> QWidget:
    """Fields beside each other."""
    made = QWidget()
    line = row(*fields, gap="gap")
    for place in range(len(fields)):
        line.setStretch(place, 1)
    made.setLayout(line)
    return made
