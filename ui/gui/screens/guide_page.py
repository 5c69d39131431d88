"""Panduan: may this person do this? Type of person, act and day give the dated law with its doubts, never a verdict."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from core.domain.reference_items import Election, Subject, Violation
from ui.gui.desk import Desk
from ui.gui.layouts import clear, column, row
from ui.gui.widgets.act_card import ActCard
from ui.gui.widgets.confidence import mark_of
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice, DayInput, read_day
from ui.gui.widgets.labels import label, notice

Item = Election | Subject | Violation


class GuidePage(QWidget):
    """Three questions and the card of the act; nothing that is asked here is kept."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._t = desk, desk.t
        self._reference = desk.app.reference
        self.subject = Choice([("", self._t("form.choose")), *(self._named(each) for each in self._reference.subjects)])
        self.act = Choice([])
        elections = sorted(self._reference.elections, key=lambda each: each.voting_day, reverse=True)
        self.election = Choice([self._named(each) for each in elections])
        self.day = DayInput(desk)
        self.day.put(desk.now().date().isoformat())
        self.card = ActCard(desk, self._reference)
        self._person = column(gap="tight")
        self.setLayout(
            column(
                notice(desk, self._t("guide.advice"), "info"),
                row(Field(self._t("guide.subject"), self.subject), Field(self._t("guide.election"), self.election), gap="gap"),
                Field(self._t("guide.act"), self.act),
                Field(self._t("guide.day"), self.day, focus=self.day.line),
                self._person,
                self.card,
                0,
                gap="gap",
                margin="gap",
            )
        )
        for choice in (self.subject, self.election):
            choice.activated.connect(lambda _index: self.ask())
        self.act.activated.connect(lambda _index: self._show())
        self.day.edited.connect(self.ask)
        self.ask()

    def ask(self) -> None:
        """Offer the acts of that type of person, and show what the law says of the one chosen."""
        subject = self.subject.value()
        acts = self._reference.violations_for(subject) if subject else ()
        chosen = self.act.value()
        self.act.offer(
            [("", self._t("form.choose")), *((code, f"{code} · {name}") for code, name in map(self._named, acts))], chosen
        )
        self._show()

    def _show(self) -> None:
        clear(self._person)
        person = self._reference.subject(self.subject.value())
        if person is not None:
            vote = {True: "yes", False: "no", None: "depends"}[person.right_to_vote]
            self._person.addWidget(label(self._t(f"guide.vote.{vote}")))
            self._person.addLayout(row(mark_of(self._desk, person.confidence), 0))
        self.card.put(self.act.value(), self.subject.value(), self._day(), self.election.value())

    def _day(self) -> date | None:
        return read_day(self.day.line.value())

    def _named(self, item: Item) -> tuple[str, str]:
        return item.code, item.name_en if self._t.language == "en" else item.name_id
