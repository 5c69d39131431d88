"""Told, signed with pen, away, refused: one act for one pact or for many, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from core.app.views import Changes, PactRow
from core.domain.ids import CommandId, SubjectId, read_id
from core.domain.pact import (
    AWAY_REASONS,
    MANNERS,
    PactActCommand,
    RecordPactActs,
    RecordPactAway,
    RecordPactRefused,
    RecordPactSigned,
    RecordPactTold,
)
from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.runner import Fault
from ui.gui.typed_days import read_day
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice, DayInput, LineInput, TextInput
from ui.gui.widgets.labels import label
from ui.gui.widgets.progress import Progress

PEN = "basah"


class ActDialog(Dialog):
    """``act`` is told, signed, away or refused; closes when the act is recorded."""

    def __init__(self, desk: Desk, act: str, pacts: Sequence[PactRow], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.pact_act"))
        self.desk, self.t, self._act, self._pacts = desk, desk.t, act, tuple(pacts)
        self._command = desk.app.new_command()
        self.day = DayInput(desk)
        self.day.put(desk.now().date().isoformat())
        self._day_field = Field(self.t("pact_act.day"), self.day, focus=self.day.line)
        self.manner = Choice([(each, self.t(f"pact_manner.{each}")) for each in MANNERS])
        self.by, self.place, self.witness = LineInput(), LineInput(), LineInput()
        self.reason = Choice([(each, self.t(f"pact_away.{each}")) for each in AWAY_REASONS])
        self.until = DayInput(desk, quick=False)
        self._until_field = Field(self.t("pact_act.until"), self.until, focus=self.until.line)
        self.words = TextInput(lines=3)
        self._said = label("", "bad")
        self._said.setVisible(False)
        self.progress = Progress(desk)
        self.button = primary(desk, self.t("pact_act.record"), self._record, "check")
        self.button.setDefault(True)
        closing = plain(desk, self.t("button.cancel"), self.reject)
        many = f"{pacts[0].number} · {pacts[0].name}" if len(pacts) == 1 else self.t("pact_act.many", n=len(pacts))
        parts = [
            label(self.t(f"pact_act.{act}"), "section"),
            label(many, "strong"),
            label(self.t(f"pact_act.{act}_text"), "muted"),
        ]
        self.setLayout(
            column(
                *parts, self._day_field, *self._fields(), self._said, self.progress, row(0, closing, self.button), margin="wide"
            )
        )
        self.setMinimumWidth(desk.theme.wide("dialog"))
        self.day.line.setFocus()

    def _fields(self) -> list[QWidget]:
        if self._act == "told":
            return [Field(self.t("pact_act.manner"), self.manner), Field(self.t("pact_act.by"), self.by)]
        if self._act == "away":
            reason, note = Field(self.t("pact_act.reason"), self.reason), Field(self.t("pact_act.note"), self.words)
            return [reason, self._until_field, note]
        witness = Field(self.t("pact_act.witness"), self.witness, self.t("pact_act.witness_hint"))
        if self._act == "signed":
            return [Field(self.t("pact_act.place"), self.place), witness]
        return [Field(self.t("pact_act.words"), self.words), witness]

    def _record(self) -> None:
        day, until = read_day(self.day.line.value()), read_day(self.until.line.value())
        self._day_field.wrong("" if day else self.t("day.unreadable"))
        self._until_field.wrong("" if self.until.readable() else self.t("day.unreadable"))
        if day is None or not self.until.readable():
            return
        acts = tuple(self._built(read_id(each.id), day, until) for each in self._pacts)
        self.button.setEnabled(False)
        self._said.setVisible(False)
        command = RecordPactActs(self._command, acts)
        job = self.desk.execute(command, self._done, self._failed, self, self.progress.tell)
        self.progress.follow(job, self.t("pact_act.running"))

    def _built(self, pact: SubjectId, day: date, until: date | None) -> PactActCommand:
        own: CommandId = self._command
        if self._act == "told":
            return RecordPactTold(own, pact, day, self.manner.value(), by=self.by.value())
        if self._act == "signed":
            return RecordPactSigned(own, pact, day, PEN, place=self.place.value(), witness=self.witness.value())
        if self._act == "away":
            return RecordPactAway(own, pact, day, self.reason.value(), until, self.words.value())
        return RecordPactRefused(own, pact, day, self.words.value(), self.witness.value())

    def _done(self, _changes: Changes) -> None:
        self.progress.finish()
        self.desk.said.emit(self.t("pact_act.done", n=len(self._pacts)))
        self.accept()

    def _failed(self, fault: Fault) -> None:
        self.progress.finish()
        self.button.setEnabled(True)
        self._said.setText(self.desk.explain(fault))
        self._said.setVisible(True)
