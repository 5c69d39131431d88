"""One case: where it stands, what may be done now, the proposal with its reasoning, and everything that was decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from core.app.case_views import CaseView, ClassificationRow, ClosingRow, CompletionRow
from core.app.referral_views import ReferralRow
from core.domain.confidence import confidence_of
from ui import case_words as words
from ui.deadline_words import due_words
from ui.gui.desk import Desk
from ui.gui.layouts import card, clear, column, row, scrolled
from ui.gui.screens.board.rows import light_of, title_of
from ui.gui.screens.groups.card import GroupCard
from ui.gui.screens.identity.card import IdentityCard
from ui.gui.screens.sanctions.card import SanctionCard
from ui.gui.widgets.beside import beside
from ui.gui.widgets.buttons import plain, quiet
from ui.gui.widgets.confidence import confidence_mark
from ui.gui.widgets.deadline_lines import TONES
from ui.gui.widgets.flow import Flow
from ui.gui.widgets.labels import label, notice, state

STEPS = (
    ("open", "D", "plus"),
    ("classify", "G", "verify"),
    ("assign", "B", "user"),
    ("note", "N", "draft"),
    ("ask", "L", "help"),
    ("complete", "K", "check"),
    ("answer", "J", "users"),
    ("refer", "P", "referral"),
    ("close", "T", "close"),
    ("reopen", "U", "undo"),
)
"""Every step: its name, its key, its drawing."""
LINKS = (("report", "O", "report"), ("referred", "R", "referral"))
"""Ways to other rooms, likewise."""
Look = Callable[[Desk, str, Callable[[], None], str], QPushButton]


def allowed(view: CaseView) -> dict[str, bool]:
    """Which of the steps the case allows this officer now."""
    answer = any(closing.may_answer for closing in view.closings)
    return {**view.steps, "answer": answer, "refer": view.steps["classify"], "report": True, "referred": bool(view.referrals)}


class CasePane(QFrame):
    """``wanted`` names a step that was pressed."""

    wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.desk, self.t = desk, desk.t
        self.view: CaseView | None = None
        self._head, self._inner = QVBoxLayout(), QVBoxLayout()
        self._inner.setSpacing(8)
        inside = QWidget()
        self.group, self.sanctions = GroupCard(desk), SanctionCard(desk)
        self.identity = IdentityCard(desk)
        inside.setLayout(column(self._inner, self.sanctions, self.identity, self.group, 0))
        self.area = scrolled(inside, sideways=False)
        layout = column(self._head, margin="gap")
        layout.addWidget(self.area, 1)
        self.setLayout(layout)
        self.nothing()

    def nothing(self) -> None:
        """No case is chosen."""
        self.view = None
        clear(self._head)
        clear(self._inner)
        self._head.addWidget(label(self.t("board.nothing"), "muted"))
        self.area.setVisible(False)

    def show_case(self, view: CaseView) -> None:
        """Show this case."""
        self.view = view
        self._show_head(view)
        clear(self._inner)
        parts = [self._proposal(view)], self._decided(view)
        for part in (each for group in (reversed(parts) if view.classifications else parts) for each in group):
            self._inner.addWidget(part)
        self.group.put(view.row.id)
        may_end_so = view.row.kind in ("complaint", "information")
        self.sanctions.setVisible(may_end_so)
        holds_key = may_end_so and self.desk.app.facts.kind == "province"
        self.identity.setVisible(holds_key)
        if may_end_so:
            self.sanctions.put(view.row.id)
        if holds_key:
            self.identity.put(view.row.id)
        self.area.setVisible(True)

    def first(self) -> None:
        """Put the keyboard on the first step."""
        found = self.findChildren(QWidget)
        target = next((each for each in found if each.property("step") and each.isVisible()), None)
        if target is not None:
            target.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the pages of the case from wherever the keyboard is in it."""
        bar, steps = self.area.verticalScrollBar(), {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        if event.key() not in steps:
            super().keyPressEvent(event)
            return
        bar.setValue(bar.value() + steps[Qt.Key(event.key())] * bar.pageStep())

    # --- head --------------------------------------------------------------------------------------------------------

    def _show_head(self, view: CaseView) -> None:
        clear(self._head)
        case, language = view.row, self.t.language
        self._head.addWidget(label(title_of(self.desk, case), "section"))
        kind = self.t(f"kind.{case.kind}")
        parts = (case.number, case.agenda or self.t("board.unregistered"), kind, case.place)
        self._head.addWidget(label(" · ".join(part for part in parts if part), "muted"))
        tone, drawing = light_of(case)
        marks = beside(
            state(self.desk, words.of(words.STAGES, case.board_stage, language), "info", "chevron-right"),
            state(self.desk, words.light_words(case, language), tone, drawing),
            0,
            gap="gap",
        )
        for link in self._buttons(view, LINKS, quiet):
            marks.addWidget(link)
        self._head.addLayout(marks)
        if case.deadline is not None and case.board_stage not in ("decided", "closed"):
            step = case.deadline.step_en if language == "en" else case.deadline.step_id
            when = due_words(case.deadline.hand_in_by or case.deadline.safe, case.deadline.zone, language)
            self._head.addWidget(label(self.t("board.due_line", step=step, when=when), "small"))
        if case.disputed:
            self._head.addWidget(notice(self.desk, self.t("board.disputed"), "warn"))
        if case.waiting:
            self._head.addWidget(notice(self.desk, self.t("board.closing_waits"), "warn"))
        if view.withdrawn:
            self._head.addWidget(notice(self.desk, self.t("detail.withdrawn_information"), "warn"))
        self._head.addWidget(self._steps(view))

    def _steps(self, view: CaseView) -> QWidget:
        """Only what may be done now, each with its key."""
        line = Flow()
        for made in self._buttons(view, STEPS, plain):
            line.addWidget(made)
        holder = QWidget()
        holder.setLayout(line)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        return holder

    def _buttons(self, view: CaseView, steps: Sequence[tuple[str, str, str]], look: Look) -> Iterator[QPushButton]:
        may = allowed(view)
        for name, key, drawing in steps:
            if may.get(name):
                made = look(self.desk, f"{self.t(f'board.{name}')}  [{key}]", partial(self.wanted.emit, name), drawing)
                made.setProperty("step", name)
                made.setAccessibleName(self.t(f"board.{name}"))
                yield made

    # --- proposal ----------------------------------------------------------------------------------------------------

    def _proposal(self, view: CaseView) -> QWidget:
        made, language, reference = view.proposal, self.t.language, self.desk.app.reference
        parts: list[QWidget] = [label(self.t("board.proposal"), "strong"), label(self._summary(view))]
        for number, sentence in enumerate(words.explanation(made, reference, language), start=1):
            parts.append(label(f"{number}. {sentence}", "small"))
        for code in made.laws:
            rule = reference.legal_ref(code)
            if rule is not None:
                mark = confidence_mark(self.desk, confidence_of(rule.status, rule.not_verified))
                parts.append(_beside(label(rule.citation, "small"), mark))
        parts.append(label(self.t("board.no_verdict"), "small"))
        return card(*parts, tone="" if view.classifications else "info", gap="tight")

    def _summary(self, view: CaseView) -> str:
        made, language = view.proposal, self.t.language
        if view.row.kind == "early_warning":
            classes = self.t("board.warning_line")
        else:
            classes = self.t("board.clarify_line") if made.clarify else words.alleged(made.classes, language)
        severity = words.of(words.SEVERITIES, made.severity, language) if made.severity else self.t("board.no_severity")
        return self.t("board.summary", classes=classes, severity=severity, route=made.route or self.t("board.no_route"))

    # --- what was decided --------------------------------------------------------------------------------------------

    def _decided(self, view: CaseView) -> list[QWidget]:
        entries: list[tuple[str, QWidget]] = []
        entries += [(each.at, self._classified(each)) for each in view.classifications]
        entries += [(each.at, self._line(each.at, each.officer, self.t("board.note"), each.words)) for each in view.notes]
        entries += [(each.at, self._completion(each)) for each in view.completions]
        entries += [(each.at, self._closing(each)) for each in view.closings]
        referred = [self._referral(each) for each in view.referrals]
        if not entries and not referred:
            return [label(self.t("board.nothing_decided"), "muted")]
        entries.sort(key=lambda entry: entry[0], reverse=True)
        return [*referred, label(self.t("board.decided"), "strong"), *(widget for _, widget in entries)]

    def _referral(self, each: ReferralRow) -> QWidget:
        """One addressee in a line: how far it is, its receipt, and what it owes."""
        told = [words.institution(self.desk.app.reference, each.institution, self.t.language)]
        told.append(self.t(f"referrals.stage.{each.stage}"))
        if each.receipt:
            told.append(self.t("board.receipt", number=each.receipt))
        line = label(" · ".join(told))
        if each.clock is None:
            return card(line, gap="tight")
        step = each.clock.step_en if self.t.language == "en" else each.clock.step_id
        tone, drawing = TONES[each.clock.state]
        due = due_words(each.clock.safe, each.clock.zone, self.t.language)
        return card(line, state(self.desk, f"{step}: {due}", tone, drawing, wrap=True), gap="tight")

    def _line(self, at: str, officer: str, what: str, *told: str, tone: str = "") -> QWidget:
        head = label(f"{self.desk.when(at)} · {officer} · {what}", "small")
        return card(head, *(label(text) for text in told if text), tone=tone, gap="tight")

    def _classified(self, each: ClassificationRow) -> QWidget:
        language = self.t.language
        reference = self.desk.app.reference
        laws = ", ".join(rule.citation for code in each.laws if (rule := reference.legal_ref(code)) is not None)
        act = words.name_of_act(reference, each.act, language) if each.act else ""
        told = self.t("board.law_line", laws=laws or self.t("board.no_law"), version=each.law_version)
        agreed = self.t("board.as_proposed" if each.agreed else "board.not_as_proposed")
        beside = self.t("board.beside") if each.beside else ""
        head = f"{act} · {words.alleged(each.classes, language)}" if act else self.t("board.warning_line")
        tone = "warn" if each.beside else ""
        what = self.t("board.classified" if each.current else "board.classified_before")
        return self._line(each.at, each.officer, what, head, told, each.route, agreed, each.words, beside, tone=tone)

    def _completion(self, each: CompletionRow) -> QWidget:
        named = ", ".join(self.t("board.lacks_other") if key == "other" else self._need(key) for key in each.lacks)
        asked = self.t("board.asked", what=named, due=self.desk.day(each.due))
        if each.done_at:
            key = "board.was_met" if each.met else "board.was_given_up"
            done = self.t(key, who=each.done_by, when=self.desk.when(each.done_at))
        else:
            done = self.t("board.still_waits")
        return self._line(each.at, each.officer, self.t("board.ask"), asked, each.words, done)

    def _need(self, key: str) -> str:
        return self.t(f"need.{key}") if self.t.known(f"need.{key}") else key

    def _closing(self, each: ClosingRow) -> QWidget:
        language = self.t.language
        end = words.of(words.OUTCOMES, each.outcome, language)
        status = words.of(words.CLOSING_STATUS, each.status, language)
        by = ""
        if each.institution:
            name = words.institution(self.desk.app.reference, each.institution, language)
            by = self.t("board.decided_by", who=name, number=each.number, day=self.desk.day(each.day))
        answer = ""
        if each.answered_by:
            answer = self.t("board.answered_by", who=each.answered_by, words=each.answer_words or "-")
        beside = self.t("board.beside") if each.beside else ""
        tone = "warn" if each.beside or each.status == "proposed" else ""
        return self._line(
            each.at, each.officer, self.t("board.close"), f"{end} · {status}", by, each.words, answer, beside, tone=tone
        )


def _beside(first: QWidget, second: QWidget) -> QWidget:
    holder = QWidget()
    line = row(first, second)
    line.setStretch(0, 1)
    holder.setLayout(line)
    return holder
