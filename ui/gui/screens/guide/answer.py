"""The advice in full: where the data stand, what is regulated and what is not meant, stages, law, local rules, next steps."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.app.guide_views import GuideView
from core.domain.act_law import RuleLaw
from ui.gui.desk import Desk
from ui.gui.layouts import Part, card, clear, column, row
from ui.gui.theme import pixels
from ui.gui.widgets.act_card import ActCard
from ui.gui.widgets.confidence import confidence_mark
from ui.gui.widgets.labels import label, notice

TONES = {"regulated": "warn", "clarify": "warn", "not_yet": "warn", "other_list": "warn", "other_regime": "warn", "right": "ok"}
WITH_LAW = frozenset({"regulated", "clarify", "not_yet", "other_list", "local"})


class Answer(QWidget):
    """One answer at a time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self.t = desk, desk.t
        self.view: GuideView | None = None
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(pixels("gap"))
        self.setLayout(column(self._body, 0))

    def nothing(self, words: str) -> None:
        """Nothing was asked yet."""
        self.view = None
        clear(self._body)
        self._body.addWidget(label(words, "muted"))

    def put(self, view: GuideView) -> None:
        """Show this answer."""
        self.view = view
        clear(self._body)
        advice, english = view.advice, self.t.language == "en"
        person, act = (item.name_en if english else item.name_id for item in (advice.subject, advice.law.act))
        self.setAccessibleName(f"{person}: {act}")
        topic = advice.topic
        parts: list[Part] = [
            label(act, "section"),
            label(person, "muted"),
            notice(self._desk, self.t(f"guide.stance.{advice.stance}"), TONES.get(advice.stance, "info")),
            label(self._stages(view), "small"),
            self._named("guide.about", topic.about_en if english else topic.about_id),
            self._named("guide.free", topic.free_en if english else topic.free_id),
            self._steps(view),
            self._local(view),
        ]
        if advice.stance in WITH_LAW:
            law = ActCard(self._desk)
            law.put(advice.law.act.code, advice.subject.code, advice.day, "" if advice.election is None else advice.election.code)
            parts.append(law)
        if advice.rules:
            parts.append(card(label(self.t("guide.governing"), "strong"), *(self._rule(rule) for rule in advice.rules)))
        parts.append(label(self.t("act.advice"), "muted"))
        for part in parts:
            if isinstance(part, QWidget):
                self._body.addWidget(part)

    def _stages(self, view: GuideView) -> str:
        advice, english = view.advice, self.t.language == "en"
        day = f"{advice.day:%d-%m-%Y}"
        if not advice.stages:
            return self.t("guide.no_stages", day=day)
        names = "; ".join(stage.name_en if english else stage.name_id for stage in advice.stages)
        return self.t("guide.stages", day=day, stages=names)

    def _named(self, key: str, words: str) -> QWidget:
        made = QWidget()
        made.setLayout(column(label(self.t(key), "strong"), label(words), gap="tight"))
        return made

    def _steps(self, view: GuideView) -> QWidget:
        steps = view.advice.steps.en if self.t.language == "en" else view.advice.steps.id
        return self._named("guide.next", "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1)))

    def _local(self, view: GuideView) -> QWidget:
        if not view.local:
            return self._named("guide.local", self.t("guide.no_local"))
        lines = [
            self.t(
                "guide.local_line", area=self._area(rule.area), text=rule.text, document=rule.document,
                day=self._desk.day(rule.valid_from),
            )
            for rule in view.local
        ]  # fmt: skip
        return self._named("guide.local", "\n".join(lines))

    def _area(self, code: str) -> str:
        area = self._desk.app.reference.area(code)
        return code if area is None else area.label

    def _rule(self, rule: RuleLaw) -> QWidget:
        ref = rule.ref
        topic = ref.topic_en if self.t.language == "en" else ref.topic_id
        made = QWidget()
        words = label(f"{ref.citation}: {topic}" if topic else ref.citation)
        made.setLayout(column(words, row(confidence_mark(self._desk, rule.confidence), 0), gap="tight"))
        return made
