"""Situasi: the periodic report; NIHIL is two clicks and is signed, otherwise sections A to H. Kept as a draft meanwhile."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QVBoxLayout

from core.app import queries
from core.app.views import Changes, Draft, LastSituation, Submitted
from core.domain.errors import Refused
from core.domain.forms import ReportForm, parse_form
from ui.gui.desk import Desk
from ui.gui.layouts import box, card, clear, column, focus_first, row, scrolled
from ui.gui.runner import Fault
from ui.gui.screens.report_form.kind_page import nearest_election
from ui.gui.screens.report_form.receipt_page import ReceiptPage
from ui.gui.screens.report_form.state import FormState
from ui.gui.screens.screen import Screen
from ui.gui.screens.situation_sections import Sections
from ui.gui.typed_days import read_moment
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice, MomentInput, listen
from ui.gui.widgets.labels import label, notice

PERIOD = timedelta(hours=24)


class SituationScreen(Screen):
    """The period defaults to the last 24 hours; the first click says NIHIL, the second signs it. Opens a draft by its id."""

    def __init__(self, desk: Desk, draft: object = None) -> None:
        super().__init__(desk)
        self.form = FormState(desk, "situation")
        self.receipt: ReceiptPage | None = None
        self.sections: Sections | None = None
        self._fault = label("", "bad")
        self._below = QVBoxLayout()
        self.nihil = plain(desk, self.t("situation.nihil"), self._confirm, "check")
        self.full = plain(desk, self.t("situation.full"), self._sections, "edit")
        content = box(
            card(label(self.t("situation.period"), "section"), self._period_row(), label(self.t("situation.text"), "muted")),
            row(self.nihil, self.full, 0),
            self._below,
            self._fault,
            0,
            gap="gap",
            margin="wide",
        )
        self._whole = column(scrolled(content))
        self.setLayout(self._whole)
        self.form.failed.connect(self.failed)
        self._last: LastSituation | None = None
        self._resumes = isinstance(draft, str)
        if isinstance(draft, str):
            self.form.load(draft, self._restore, self.failed)
        desk.ask(queries.LastSituation(), self._propose, self)

    def _propose(self, last: LastSituation | None) -> None:
        """The next period begins where the last report of this post ended; late facts may also supersede that report."""
        if last is None or self.receipt is not None:
            return
        self._last = last
        self.late.offer([("", self.t("situation.new")), (last.id, self.t("situation.supersede", number=last.number))])
        self.late.choose(str(self.form.tree.get("supersedes") or ""))
        self._late.setVisible(True)
        if not self.form.tree and not self._resumes:
            self._set_period(last.period_to, self.desk.now())

    def _chosen_late(self) -> None:
        """Late facts belong to the period of the report that they supersede."""
        if self._last is not None and self.late.value():
            self._set_period(self._last.period_from, datetime.fromisoformat(self._last.period_to))
        elif self._last is not None:
            self._set_period(self._last.period_to, self.desk.now())
        self._keep()

    def _set_period(self, begin: str, end: datetime) -> None:
        zone = ZoneInfo(self.desk.zone)
        first = datetime.fromisoformat(begin).astimezone(zone)
        last = max(end.astimezone(zone), first)
        self.begin.put(first)
        self.end.put(last)

    def _period_row(self) -> QVBoxLayout:
        now, reference = self.desk.now(), self.desk.app.reference
        self.begin, self.end = MomentInput(now - PERIOD), MomentInput(now)
        self._begin, self._end = (Field(self.t(f"situation.{n}"), w) for n, w in (("from", self.begin), ("to", self.end)))
        self.election = nearest_election(reference.elections, now.date())
        current = reference.stages_at(self.election.code, now.date())
        english = self.t.language == "en"
        stages = [(s.code, s.name_en if english else s.name_id) for s in self.election.stages]
        self.stage = Choice(stages, current[0].code if current else stages[-1][0])
        line = row(gap="gap")
        for field in (self._begin, self._end):
            line.addWidget(field, 1)
        line.addWidget(Field(self.t("form.stage"), self.stage), 2)
        listen(self._keep, self.form.save, self.begin, self.end, self.stage)
        self.late = Choice([("", self.t("situation.new"))])
        self._late = Field(self.t("situation.late"), self.late, self.t("situation.late_hint"))
        self._late.setVisible(False)
        listen(self._chosen_late, self.form.save, self.late)
        return column(line, self._late)

    def _keep(self) -> None:
        """Put everything typed into the draft; an entry is kept before it is whole."""
        typed: dict[str, Any] = {"from": self.begin.value(), "to": self.end.value(), "stage": self.stage.value()}
        typed["supersedes"] = self.late.value()
        typed["summary"] = f"{self.begin.value()} – {self.end.value()}"
        if self.sections is not None:
            typed |= self.sections.kept()
        self.form.put(typed)

    def _restore(self, draft: Draft) -> None:
        self.form.restore(draft)
        tree = self.form.tree
        self.begin.setText(str(tree.get("from") or self.begin.text()))
        self.end.setText(str(tree.get("to") or self.end.text()))
        self.stage.choose(str(tree.get("stage") or ""))
        self.late.choose(str(tree.get("supersedes") or ""))
        if "condition" in tree:
            self._sections()

    def _confirm(self) -> None:
        self._empty()
        self.sign = primary(self.desk, self.t("situation.sign"), lambda: self._submit({"nihil": True}), "sign")
        officer = self.desk.app.facts.officer
        self._below.addWidget(card(notice(self.desk, self.t("situation.nihil_text", officer=officer), "info"), row(0, self.sign)))
        self.sign.setFocus()

    def _sections(self) -> None:
        self._empty()
        made = self.sections = Sections(self.desk, self.form.tree)
        made.edited.connect(self._keep)
        made.left.connect(self.form.save)
        self._count(made)
        answers = made.answers
        self.sign = primary(self.desk, self.t("situation.sign"), lambda: self._submit({"nihil": False} | answers()), "sign")
        self._below.addWidget(made)
        focus_first(made)
        self._below.addLayout(row(0, self.sign))

    def _count(self, sections: Sections) -> None:
        """Propose sections D and E from the register of this period; the officer may put other numbers."""
        period = self._period()
        if period is not None:
            query = queries.SectionCounts(period["period_from"], period["period_to"])
            self.desk.ask(query, sections.propose, sections, "section-counts")

    def _empty(self) -> None:
        self.form.save()
        self.sections = None
        clear(self._below)

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
        if self.late.value():
            tree["supersedes"] = self.late.value()
        try:
            form = parse_form(tree)
        except Refused as fault:
            self._fault.setText(self.desk.explain(fault))
            return
        self.sign.setEnabled(False)
        self._fault.setText("")
        self._send(form)

    def _send(self, form: ReportForm) -> None:
        self.desk.execute_once(self.form.submission_of(form), self._done, self._failed, self)

    def _done(self, changes: Changes) -> None:
        replies = changes.reply
        if isinstance(replies, tuple) and isinstance(replies[0], Submitted):
            clear(self._whole)
            self.sections = None
            receipt = self.receipt = ReceiptPage(self.desk, replies[0], situation=True)
            self._whole.addWidget(scrolled(receipt))
            focus_first(receipt)

    def _failed(self, fault: Fault) -> None:
        self.form.reopen()
        self.sign.setEnabled(True)
        self._fault.setText(self.desk.explain(fault))

    def lets_go(self) -> bool:
        """See :class:`ui.gui.screens.screen.Screen`."""
        return self.receipt is not None or self.form.lets_go()

    def leave(self) -> object:
        """Save; the draft opens again where it was."""
        self.form.save()
        if self.receipt is not None:
            self.receipt.leave()
        return self.form.draft if self.receipt is None else None

    def save(self) -> None:
        """Ctrl+S: save the draft now."""
        self.form.save()
