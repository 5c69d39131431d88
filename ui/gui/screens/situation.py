"""Situasi: the periodic report; NIHIL is two clicks and is signed, otherwise sections A to H."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QVBoxLayout

from core.app.views import Changes, Submitted
from core.domain.commands import ReportItem, SubmitReports
from core.domain.errors import Refused
from core.domain.forms import parse_form
from ui.gui.desk import Desk
from ui.gui.layouts import box, card, clear, column, row, scrolled
from ui.gui.runner import Fault
from ui.gui.screens.report_form.receipt_page import ReceiptPage
from ui.gui.screens.report_form.repeat import Repeat
from ui.gui.screens.screen import Screen
from ui.gui.screens.situation_entries import IncidentEntry, NoteEntry
from ui.gui.widgets.buttons import Options, plain, primary
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import SHORT_LINES, Choice, LineInput, TextInput, read_moment
from ui.gui.widgets.labels import label, notice

PERIOD = timedelta(hours=24)
TEXTS = ("weather", "transport", "logistics", "analysis", "closing")
CONDITIONS = ("kondusif", "waspada", "rawan")


class SituationScreen(Screen):
    """The period defaults to the last 24 hours; the first click says NIHIL, the second signs it."""

    def __init__(self, desk: Desk, _argument: object = None) -> None:
        super().__init__(desk)
        self._command = desk.app.new_command()
        now = desk.now()
        self.begin = LineInput(f"{now - PERIOD:%d-%m-%Y %H.%M}", limit=16)
        self.end = LineInput(f"{now:%d-%m-%Y %H.%M}", limit=16)
        self._begin, self._end = (Field(self.t(f"situation.{n}"), w) for n, w in (("from", self.begin), ("to", self.end)))
        reference = desk.app.reference
        self.election = max(reference.elections, key=lambda e: e.voting_day)
        current = reference.stages_at(self.election.code, now.date())
        english = self.t.language == "en"
        stages = [(s.code, s.name_en if english else s.name_id) for s in self.election.stages]
        self.stage = Choice(stages, current[0].code if current else stages[-1][0])
        period = row(gap="gap")
        for field in (self._begin, self._end):
            period.addWidget(field, 1)
        period.addWidget(Field(self.t("form.stage"), self.stage), 2)
        self._fault = label("", "bad")
        self._below = QVBoxLayout()
        self.nihil = plain(desk, self.t("situation.nihil"), self._confirm, "check")
        self.full = plain(desk, self.t("situation.full"), self._sections, "edit")
        content = box(
            card(label(self.t("situation.period"), "section"), period, label(self.t("situation.text"), "muted")),
            row(self.nihil, self.full, 0),
            self._below,
            self._fault,
            0,
            gap="gap",
            margin="wide",
        )
        self._whole = column(scrolled(content))
        self.setLayout(self._whole)

    def _confirm(self) -> None:
        clear(self._below)
        self.sign = primary(self.desk, self.t("situation.sign"), lambda: self._submit({"nihil": True}), "sign")
        officer = self.desk.app.facts.officer
        self._below.addWidget(card(notice(self.desk, self.t("situation.nihil_text", officer=officer), "info"), row(0, self.sign)))
        self.sign.setFocus()

    def _sections(self) -> None:
        clear(self._below)
        conditions = [(c, self.t(f"condition.{c}")) for c in CONDITIONS]
        self.condition = Options(conditions, "kondusif", lambda _c: None, self.t("situation.condition"))
        self.incidents = Repeat(self.desk, lambda v: IncidentEntry(self.desk, v), [], "incident", lambda: None, least=0)
        self.notes = Repeat(self.desk, lambda v: NoteEntry(self.desk, v), [], "note", lambda: None, least=0)
        self.texts = {name: TextInput(lines=SHORT_LINES) for name in TEXTS}
        fields = [Field(self.t(f"text.{name}"), control) for name, control in self.texts.items()]
        self.sign = primary(self.desk, self.t("situation.sign"), lambda: self._submit(self._full()), "sign")
        self._below.addWidget(card(label(self.t("situation.a"), "section"), self.condition))
        self._below.addWidget(card(label(self.t("situation.b"), "section"), self.incidents))
        self._below.addWidget(card(label(self.t("situation.c"), "section"), self.notes))
        self._below.addWidget(notice(self.desk, self.t("situation.de"), "info"))
        self._below.addWidget(card(label(self.t("situation.fgh"), "section"), *fields))
        self._below.addLayout(row(0, self.sign))

    def _full(self) -> dict[str, Any]:
        made: dict[str, Any] = {"nihil": False, "condition": self.condition.value}
        made |= {"incidents": self.incidents.values(), "vulnerabilities": self.notes.values()}
        return made | {name: control.value() for name, control in self.texts.items()}

    def _period(self) -> dict[str, str] | None:
        zone = ZoneInfo(self.desk.zone)
        moments: list[datetime] = []
        for field, line in ((self._begin, self.begin), (self._end, self.end)):
            read = read_moment(line.value())
            field.wrong("" if read else self.t("situation.unreadable"))
            if read is not None:
                moments.append(read.replace(tzinfo=zone))
        if len(moments) < len(("from", "to")):
            return None
        return {"period_from": moments[0].isoformat(), "period_to": moments[1].isoformat()}

    def _submit(self, answers: dict[str, Any]) -> None:
        period = self._period()
        if period is None or not self.sign.isEnabled():
            return
        tree = {"kind": "situation", "election": self.election.code, "stage": self.stage.value()} | period | answers
        try:
            form = parse_form(tree)
        except Refused as fault:
            self._fault.setText(self.desk.explain(fault))
            return
        self.sign.setEnabled(False)
        self._fault.setText("")
        self.desk.execute(SubmitReports(self._command, (ReportItem(form),)), self._done, self._failed, self)

    def _done(self, changes: Changes) -> None:
        replies = changes.reply
        if isinstance(replies, tuple) and isinstance(replies[0], Submitted):
            clear(self._whole)
            self._whole.addWidget(scrolled(ReceiptPage(self.desk, replies[0], "situation")))

    def _failed(self, fault: Fault) -> None:
        self.sign.setEnabled(True)
        self._fault.setText(self.desk.explain(fault))
