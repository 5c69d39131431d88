"""What the law says of the act that was chosen: basis, range, penalties with their dates, and how sure that is."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.domain.act_law import ActLaw, RuleLaw, law_of
from core.domain.reference import ReferenceData
from ui.gui.desk import Desk
from ui.gui.layouts import Part, card, clear, column, row
from ui.gui.widgets.confidence import confidence_mark
from ui.gui.widgets.labels import label, notice


class _Named(Protocol):
    @property
    def name_id(self) -> str: ...
    @property
    def name_en(self) -> str: ...


class ActCard(QWidget):
    """Shows one act at a time; nothing in it is ever worded as decided."""

    def __init__(self, desk: Desk, reference: ReferenceData | None = None) -> None:
        super().__init__()
        self._desk, self._reference = desk, reference
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._body)
        self.put("", "", None, "")

    def put(self, violation: str, subject: str, day: date | None, election: str) -> None:
        """Show the act by its code as it concerns that type of party on that day; an empty code shows a hint."""
        clear(self._body)
        reference = self._reference or self._desk.app.reference
        law = law_of(reference, violation, subject, day, election) if violation else None
        self.setAccessibleName("" if law is None else self._name(law.act))
        if law is None:
            self._body.addWidget(label(self._desk.t("act.none"), "muted"))
            return
        self._body.addWidget(card(*self._parts(law)))

    def _parts(self, law: ActLaw) -> list[Part]:
        t = self._desk.t
        parts: list[Part] = [
            label(f"{law.act.code} · {self._name(law.act)}", "strong"),
            row(confidence_mark(self._desk, law.confidence), 0),
            label(t("act.alleged")),
            *self._notices(law),
        ]
        if law.classes:
            names = " – ".join(t(f"class.{name}") if t.known(f"class.{name}") else name for name in law.classes)
            parts.append(label(t("act.range", classes=names), "strong"))
        parts.append(label(t("act.basis"), "small"))
        parts.append(label(law.act.legal_basis))
        parts.extend(self._rule(rule) for rule in law.rules)
        if law.since is not None:
            parts.append(notice(self._desk, t("act.since", citation=law.since.citation), "info"))
        if law.sanctions:
            parts.append(label(t("act.sanctions"), "small"))
            parts.append(label("; ".join(f"{self._name(rung)} ({rung.legal_basis})" for rung in law.sanctions)))
        parts.append(label(t("act.advice"), "muted"))
        return parts

    def _notices(self, law: ActLaw) -> list[Part]:
        t, said = self._desk.t, []
        if not law.concerns:
            said.append(t("act.not_listed"))
        if law.clarify:
            said.append(t("act.clarify"))
        if law.not_before is not None:
            said.append(t("act.not_before", day=f"{law.not_before:%d-%m-%Y}"))
        if law.other_phase is not None:
            said.append(t(f"act.other_phase.{law.other_phase}"))
        return [notice(self._desk, sentence, "warn") for sentence in said]

    def _rule(self, rule: RuleLaw) -> QWidget:
        ref, english = rule.ref, self._desk.t.language == "en"
        topic = ref.topic_en if english else ref.topic_id
        lines: list[Part] = [label(f"{ref.citation}: {topic}" if topic else ref.citation)]
        lines.extend(label(words) for words in self._penalty(rule))
        unsure = ref.not_verified if english else ref.not_verified_id
        if unsure:
            lines.append(label(self._desk.t("act.open", what=unsure), "small"))
        lines.append(row(confidence_mark(self._desk, rule.confidence), 0))
        made = QWidget()
        made.setLayout(column(*lines, gap="tight"))
        return made

    def _penalty(self, rule: RuleLaw) -> list[str]:
        ref, t = rule.ref, self._desk.t
        penalty = ref.penalty_en if t.language == "en" else ref.penalty_id
        until = "" if ref.penalty_until is None else f"{ref.penalty_until:%d-%m-%Y}"
        if not penalty:
            return []
        if rule.ended:
            return [t("act.penalty_ended", day=until, penalty=penalty)]
        return [t("act.penalty", penalty=penalty), *([t("act.penalty_until", day=until)] if until else [])]

    def _name(self, item: _Named) -> str:
        return item.name_en if self._desk.t.language == "en" else item.name_id
