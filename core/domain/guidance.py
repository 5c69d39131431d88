"""May this person do this now? Advice from dated law, never a verdict: topics in plain words, neutral questions, next steps.

The words stand in resources/guidance, the law in the reference data with its date and confidence. Nothing that is asked is
kept, and no answer proposes a class of its own: it shows what the data hold and where they end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

import msgspec

from core.domain.act_law import ActLaw, RuleLaw, is_of_regime, law_of, of_regime
from core.domain.confidence import confidence_of
from core.domain.errors import Invalid
from core.domain.reference import ReferenceData
from core.domain.reference_items import Election, Phase, Stage, Subject

Stance = Literal[
    "regulated", "clarify", "not_listed", "right", "depends", "not_yet", "other_list", "other_regime", "local", "elsewhere"
]
VOTING, PRESENCE = "HAK_PILIH", "hadir"
ELSEWHERE = frozenset({"SENGKETA", "LAIN"})
LOCAL_ALONE = frozenset({"HON-01"})
"""Acts that nothing but a region's own rule decides on."""


OF_GROUP = {"honorer_calon": "NON_ASN", "desa_calon": "DESA"}
"""Topics of local rules that concern one group of persons alone."""


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """What acts have in common: what the rules are about, what they are not about, and one line for a leaflet."""

    code: str
    name_id: str
    name_en: str
    acts: tuple[str, ...]
    about_id: str
    about_en: str
    free_id: str
    free_en: str
    leaf_id: str
    leaf_en: str
    local: tuple[str, ...] = ()
    """Topics of local rules that may say otherwise."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A question that is answered with yes or no, and the acts that a yes points to."""

    code: str
    ask_id: str
    ask_en: str
    acts: tuple[str, ...]


class Steps(msgspec.Struct, frozen=True, kw_only=True):
    """What to do next, in both languages."""

    id: tuple[str, ...]
    en: tuple[str, ...]


class Guidance(msgspec.Struct, frozen=True, kw_only=True):
    """All words of the guidance; every act of the reference data belongs to one topic (a test says so)."""

    version: str
    topics: tuple[Topic, ...]
    steps: dict[str, Steps]
    questions: tuple[Question, ...]

    @classmethod
    def parse(cls, data: bytes) -> Guidance:
        """Read the file; raises ``Invalid('guide.unreadable')``."""
        try:
            return msgspec.json.decode(data, type=cls)
        except msgspec.DecodeError as fault:
            raise Invalid("guide.unreadable") from fault

    def topic_of(self, act: str) -> Topic:
        """The topic of an act; what a province added by itself is explained by the last topic, which shows the way."""
        return next((topic for topic in self.topics if act in topic.acts), self.topics[-1])


@dataclass(frozen=True, slots=True)
class Advice:
    """The answer. ``stance`` says how the data stand to the question; ``election`` is None outside every calendar held."""

    subject: Subject
    law: ActLaw
    topic: Topic
    stance: Stance
    steps: Steps
    rules: tuple[RuleLaw, ...]
    """What governs this kind of person whatever the act."""
    day: date
    election: Election | None
    stages: tuple[Stage, ...]
    phase: Phase | None


def advise(guidance: Guidance, reference: ReferenceData, subject: str, act: str, day: date, election: str = "") -> Advice:
    """What is known of an act by a kind of person on a day.

    Without an election the one whose calendar holds the day is taken. Raises ``Invalid``: ``guide.subject``, ``guide.act``.
    """
    person = reference.subject(subject)
    if person is None:
        raise Invalid("guide.subject", value=subject)
    held = reference.election(election) if election else election_at(reference, day)
    law = law_of(reference, act, person.code, day, "" if held is None else held.code)
    if law is None:
        raise Invalid("guide.act", value=act)
    topic = guidance.topic_of(law.act.code)
    stance = _stance(law, topic, person)
    return Advice(
        subject=person,
        law=law,
        topic=topic,
        stance=stance,
        steps=guidance.steps[stance],
        rules=rules_of(reference, person, "" if held is None else held.regime),
        day=day,
        election=held,
        stages=() if held is None else tuple(stage for stage in held.stages if stage.covers(day)),
        phase=None if held is None else reference.phase_at(held.code, day),
    )


def rules_of(reference: ReferenceData, person: Subject, regime: str = "") -> tuple[RuleLaw, ...]:
    """The rules that a kind of person stands under in an election, as the data know them; of no election all of them."""
    refs = (reference.legal_ref(code) for code in of_regime(reference, person.legal_refs, regime))
    return tuple(RuleLaw(ref, confidence_of(ref.status, ref.not_verified), ended=False) for ref in refs if ref is not None)


def _stance(law: ActLaw, topic: Topic, person: Subject) -> Stance:
    """The first that holds."""
    if topic.code == VOTING:
        return "depends" if person.right_to_vote is None else "right" if person.right_to_vote else "regulated"
    cases: tuple[tuple[bool, Stance], ...] = (
        (topic.code in ELSEWHERE, "elsewhere"),
        (law.clarify, "clarify"),
        (not law.concerns, "not_listed"),
        (law.instead is not None, "other_regime"),
        (law.act.code in LOCAL_ALONE, "local"),
        (law.not_before is not None, "not_yet"),
        (law.other_phase is not None, "other_list"),
    )
    return next((stance for holds, stance in cases if holds), "regulated")


def local_topics(topics: Iterable[Topic], person: Subject) -> tuple[str, ...]:
    """The topics of local rules that may say otherwise for this kind of person."""
    codes = {code for topic in topics for code in topic.local}
    return tuple(sorted(code for code in codes if OF_GROUP.get(code, person.group) == person.group))


def election_at(reference: ReferenceData, day: date) -> Election | None:
    """The election whose calendar holds the day; of several the one that votes next, else the one that voted last."""
    holding = [each for each in reference.elections if _holds(each, day)]
    return min(holding, key=lambda each: (each.voting_day < day, abs((each.voting_day - day).days)), default=None)


def _holds(election: Election, day: date) -> bool:
    starts = [stage.start for stage in election.stages if stage.start is not None]
    ends = [stage.end for stage in election.stages if stage.end is not None]
    return bool(starts and ends) and min(starts) <= day <= max(*ends, election.voting_day)


def pointed_to(guidance: Guidance, reference: ReferenceData, subject: str, yes: Collection[str], day: date) -> tuple[str, ...]:
    """The acts that answers of yes point to, for this kind of person, the election and the phase of that day.

    Presence counts for itself only where nothing else was answered with yes: then it is to be clarified.
    """
    held = election_at(reference, day)
    phase = None if held is None else reference.phase_at(held.code, day)
    regime = "" if held is None else held.regime
    listed = {act.code: act for act in reference.violations_for(subject) if is_of_regime(act, regime)}
    answered = [each for each in guidance.questions if each.code in yes]
    further = [each for each in answered if each.code != PRESENCE]
    codes = dict.fromkeys(code for each in (further or answered) for code in each.acts)
    fitting = [
        code for code in codes if code in listed and listed[code].phase in ("any", phase or listed[code].phase, *_both(phase))
    ]
    return tuple(fitting)


def _both(phase: Phase | None) -> tuple[str, ...]:
    """Between the first and the last contest's determination either list may apply."""
    return ("before", "after") if phase == "any" else ()


def questions_for(guidance: Guidance, reference: ReferenceData, subject: str) -> tuple[Question, ...]:
    """The questions that can point to something for this kind of person."""
    listed = {act.code for act in reference.violations_for(subject)}
    return tuple(each for each in guidance.questions if listed & set(each.acts))
