"""Panduan: choose the kind of person, answer with yes or no or look something up, read the advice, print a leaflet."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from core.app import guide_queries
from core.app.guide_views import GuideQuestion, Hit
from core.domain.reference_items import Election, Subject
from ui.gui.desk import Desk
from ui.gui.layouts import card, clear, column, row, scrolled
from ui.gui.screens.guide.answer import Answer
from ui.gui.screens.paper_view import Paper, PaperDialog
from ui.gui.screens.screen import Screen
from ui.gui.theme import LARGE_TEXT, pixels
from ui.gui.typed_days import read_day
from ui.gui.widgets.buttons import plain, quiet
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice, DayInput, LineInput
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.panes import Panes
from ui.gui.widgets.tick import Tick

MOST_HITS = 12
ASKED_SHARE, ANSWER_SHARE = 40, 60


class GuideScreen(Screen):
    """Nothing that is asked here is kept."""

    topics = frozenset({"reference", "team"})

    def __init__(self, desk: Desk, argument: object) -> None:
        super().__init__(desk)
        self._yes: set[str] = set()
        self.act = ""
        reference = desk.app.reference
        self.subject = Choice([("", self.t("form.choose")), *(self._named(each) for each in reference.subjects)])
        elections = sorted(reference.elections, key=lambda each: each.voting_day, reverse=True)
        self.election = Choice([("", self.t("guide.elections")), *(self._named(each) for each in elections)])
        facts = desk.app.facts
        regencies = [(area.code, area.label) for area in reference.children(facts.province_code)]
        own = [each for each in regencies if each[0] == facts.code]
        self.regency = Choice(own or [("", self.t("guide.all_regencies")), *regencies])
        self.day = DayInput(desk, quick=False)
        self.day.put(desk.now().date().isoformat())
        self.search = LineInput(placeholder=self.t("guide.search"))
        self.search.setAccessibleName(self.t("guide.search"))
        self.leaflet = plain(desk, self.t("guide.leaflet"), self._leaflet, "print")
        self._list = QVBoxLayout()
        self._list.setSpacing(pixels("small"))
        self._acts = QVBoxLayout()
        self._acts.setSpacing(pixels("tight"))
        self.answer = Answer(desk)
        self.setLayout(column(Panes(self._left(), self._right(), shares=(ASKED_SHARE, ANSWER_SHARE), gap="gap"), margin="gap"))
        self._listen()
        self._begin()

    def _left(self) -> QFrame:
        asked = QWidget()
        asked.setLayout(column(self._list, 0, gap="gap"))
        days = row(gap="small") if self.desk.theme.scale <= LARGE_TEXT else column(gap="small")
        days.addWidget(Field(self.t("guide.day"), self.day, focus=self.day.line), 1)
        days.addWidget(Field(self.t("guide.election"), self.election), 1)
        made = card(Field(self.t("guide.subject"), self.subject), days, Field(self.t("guide.regency"), self.regency), self.search)
        layout = made.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addWidget(scrolled(asked, sideways=False), 1)
        return made

    def _right(self) -> QFrame:
        head = row(gap="gap")
        head.addWidget(label(self.t("guide.advice"), "small"), 1)
        head.addWidget(self.leaflet)
        made = card(head, self._acts)
        layout = made.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addWidget(scrolled(self.answer, sideways=False), 1)
        return made

    def _listen(self) -> None:
        self.subject.activated.connect(lambda _index: self._begin())
        for choice in (self.election, self.regency):
            choice.activated.connect(lambda _index: self._ask())
        self.day.edited.connect(self._ask)
        self.search.textEdited.connect(lambda _text: self._look_up())

    def _named(self, item: Election | Subject) -> tuple[str, str]:
        return item.code, item.name_en if self.t.language == "en" else item.name_id

    def refresh(self) -> None:
        """Local rules or the law may have changed."""
        self._ask()

    def start_search(self) -> bool:
        """The keyboard goes into the search."""
        self.search.setFocus()
        return True

    # --- the left side -----------------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Another kind of person: the questions begin anew, the act stays if it was chosen by search."""
        self._yes.clear()
        clear(self._acts)
        self.leaflet.setEnabled(bool(self.subject.value()))
        if self.search.value():
            self._look_up()
        elif self.subject.value():
            self.desk.ask(guide_queries.GuideQuestions(self.subject.value()), self._show_questions, self, "guide-list")
        else:
            clear(self._list)
            self._list.addWidget(notice(self.desk, self.t("guide.choose_subject"), "info"))
        self._ask()

    def _show_questions(self, questions: tuple[GuideQuestion, ...]) -> None:
        clear(self._list)
        self._list.addWidget(label(self.t("guide.questions"), "strong"))
        english = self.t.language == "en"
        for each in questions:
            self._list.addWidget(Tick(each.ask_en if english else each.ask_id, False, partial(self._answered, each.code)))

    def _answered(self, code: str, yes: bool) -> None:
        (self._yes.add if yes else self._yes.discard)(code)
        query = guide_queries.GuidePoints(self.subject.value(), tuple(sorted(self._yes)), self._day())
        self.desk.ask(query, self._show_acts, self, "guide-acts")

    def _show_acts(self, acts: tuple[str, ...]) -> None:
        clear(self._acts)
        self._acts.addWidget(label(self.t("guide.points"), "strong"))
        if not acts:
            self._acts.addWidget(label(self.t("guide.no_points"), "muted"))
        for code in acts:
            self._acts.addWidget(self._act_button(code))
        if self.act not in acts:
            self.choose(acts[0] if len(acts) == 1 else "")

    def _act_button(self, code: str) -> QWidget:
        act = self.desk.app.reference.violation(code)
        name = code if act is None else act.name_en if self.t.language == "en" else act.name_id
        made = QWidget()
        go = quiet(self.desk, self.t("likely.look"), lambda: self.choose(code))
        go.setAccessibleName(f"{self.t('likely.look')}: {name}")
        line = row(gap="small")
        line.addWidget(label(f"{code} · {name}"), 1)
        line.addWidget(go)
        made.setLayout(line)
        return made

    def _look_up(self) -> None:
        if not self.search.value():
            self._begin()
            return
        query = guide_queries.GuideSearch(self.search.value(), self.t.language)
        self.desk.ask(query, self._show_hits, self, "guide-list")

    def _show_hits(self, hits: tuple[Hit, ...]) -> None:
        clear(self._list)
        self._list.addWidget(label(self.t("guide.hits"), "strong"))
        if not hits:
            self._list.addWidget(label(self.t("guide.no_hits"), "muted"))
        for hit in hits[:MOST_HITS]:
            self._list.addWidget(self._hit(hit))

    def _hit(self, hit: Hit) -> QWidget:
        words = column(label(hit.title), label(f"{self.t(f'guide.kind.{hit.kind}')} · {hit.code}", "small"), gap="tight")
        line = row(gap="small")
        line.addLayout(words, 1)
        if hit.acts or hit.kind == "subject":
            go = quiet(self.desk, self.t("likely.look"), lambda: self._take(hit))
            go.setAccessibleName(f"{self.t('likely.look')}: {hit.title}")
            line.addWidget(go)
        made = QWidget()
        made.setLayout(line)
        return made

    def _take(self, hit: Hit) -> None:
        """A kind of person is chosen; of several acts those that concern this kind are offered."""
        if hit.kind == "subject":
            self.search.clear()
            self.subject.choose(hit.code)
            self._begin()
            return
        listed = (
            {act.code for act in self.desk.app.reference.violations_for(self.subject.value())} if self.subject.value() else set()
        )
        acts = tuple(code for code in hit.acts if code in listed) or hit.acts
        self._show_acts(acts)
        self.choose(acts[0])

    # --- the right side ----------------------------------------------------------------------------------------------------

    def choose(self, act: str) -> None:
        """Ask about this act."""
        self.act = act
        self._ask()

    def _ask(self) -> None:
        subject = self.subject.value()
        if not subject or not self.act:
            self.answer.nothing(self.t("guide.choose_act" if subject else "guide.choose_subject"))
            return
        query = guide_queries.Guide(subject, self.act, self._day(), self.election.value(), self.regency.value())
        self.desk.ask(query, self.answer.put, self, "guide-answer")

    def _day(self) -> date | None:
        return read_day(self.day.line.value())

    def _leaflet(self) -> None:
        subject, app = self.subject.value(), self.desk.app
        query = guide_queries.GuideLeaflet(subject, self._day())
        paper = Paper(self.t("guide.leaflet"), f"selebaran-{subject.lower()}.pdf", self.t("button.save_as"))
        PaperDialog(self.desk, paper, lambda: app.ask(query), self).exec()
