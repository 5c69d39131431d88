"""The proposal: subject type, act and date give a class, dated law and a route, step by step and never as a verdict.

It only reads the dated data (see ``act_law``); a person confirms. Where the data do not tell, a step says so and nothing
is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from core.domain.act_law import ActLaw, acts_instead, is_of_regime, law_of, of_regime, regime_of
from core.domain.case import (
    ADMINISTRATIVE,
    CODE_OF_ETHICS,
    CRIME,
    DISCIPLINE,
    DISPUTE,
    ETHICS,
    LOCAL,
    OTHER,
    UNVERIFIED,
    ClassifiedFacts,
)
from core.domain.reference import ReferenceData
from core.domain.reference_items import Phase, Route, Violation

_CLASS_OF = {
    "moral_tertutup": ETHICS,
    "moral_terbuka": ETHICS,
    "ringan": DISCIPLINE,
    "sedang": DISCIPLINE,
    "berat": DISCIPLINE,
    "pemberhentian": DISCIPLINE,
    "pidana": CRIME,
    "administratif": ADMINISTRATIVE,
    "sengketa": DISPUTE,
    "lokal": LOCAL,
    "not_verified": UNVERIFIED,
    "lain": OTHER,
}
ORGANISER = "PENYELENGGARA"
"""The group whose duty is a code of ethics of its own."""
CONFLICT_ROUTE, UNIDENTIFIED = "R-KONFLIK", "TIDAK_DIKENAL"
_GRAVE, _LIGHT = frozenset({"pidana", "berat", "pemberhentian"}), frozenset({"moral_tertutup", "moral_terbuka", "ringan"})
_LEVELS = {"rendah": "low", "sedang": "medium", "tinggi": "high"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the reasoning: its code, what it found (codes and days), and the rules it rests on."""

    code: str
    found: Mapping[str, str]
    laws: tuple[str, ...] = ()
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What a proposal is made from; ``today`` is when the route must be open."""

    kind: str
    act: str
    subjects: tuple[str, ...]
    day: date | None
    regime: str
    election: str
    stage: str
    today: date
    level: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed; ``routes`` are all that are open that day, ``route`` the only one, empty where a person must choose."""

    act: str
    subject: str
    classes: tuple[str, ...]
    laws: tuple[str, ...]
    regime: str
    election: str
    route: str
    routes: tuple[str, ...]
    severity: str
    clarify: bool
    steps: tuple[Step, ...]

    def tree(self) -> dict[str, object]:
        """What is kept with the classification: codes alone."""
        return {
            "act": self.act,
            "subject": self.subject,
            "classes": list(self.classes),
            "laws": list(self.laws),
            "route": self.route,
            "severity": self.severity,
            "clarify": self.clarify,
            "steps": [step.code for step in self.steps],
        }


def agrees(proposal: Proposal, facts: ClassifiedFacts) -> bool:
    """Whether what is confirmed is what was proposed."""
    return (
        (facts.act, facts.subject, facts.route, facts.severity)
        == (proposal.act, proposal.subject, proposal.route, proposal.severity)
        and set(facts.classes) == set(proposal.classes)
        and set(facts.laws) == set(proposal.laws)
    )


def vote_of_other(reference: ReferenceData, act: str, subject: str) -> bool:
    """Whether voting would be held against somebody who has the right to vote (SAFEGUARDS 13)."""
    found, person = reference.violation(act), reference.subject(subject)
    return found is not None and found.voting and (person is None or person.code not in found.applies_to)


def asked_of(form: Mapping[str, Any], kind: str, subjects: tuple[str, ...], today: date) -> Asked:
    """What a report's form tells the proposal."""
    return Asked(
        kind=kind,
        act=str(form.get("violation") or ""),
        subjects=subjects,
        day=_day_of(form.get("happened")) or _day_of(form.get("observed")),
        regime=str(form.get("regime") or ""),
        election=str(form.get("election") or ""),
        stage=str(form.get("stage") or ""),
        today=today,
        level=str(form.get("level") or ""),
    )


def severity_of_level(level: str) -> str:
    """The severity that a warning's own level stands for."""
    return _LEVELS.get(level, "")


def _day_of(value: object) -> date | None:
    text = value.get("date", "") if isinstance(value, Mapping) else value
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError:
        return None


def propose(reference: ReferenceData, asked: Asked) -> Proposal:
    """The proposal with its reasoning."""
    return _conflict(reference, asked) if asked.kind == "early_warning" else _violation(reference, asked)


def _conflict(reference: ReferenceData, asked: Asked) -> Proposal:
    """An early warning alleges nothing of anybody: it has a way and a severity, and no class."""
    routes = tuple(route for route in reference.routes if route.condition == "early_warning" and route.valid_on(asked.today))
    route = routes[0].code if len(routes) == 1 else ""
    steps = (Step("warning", {"level": asked.level}), *_calendar(reference, asked), *_route_steps(routes, route, asked))
    names = tuple(each.code for each in routes)
    return Proposal("", "", (), (), "", asked.election, route, names, severity_of_level(asked.level), False, steps)


def _violation(reference: ReferenceData, asked: Asked) -> Proposal:
    subject, steps = _subject(reference, asked)
    steps += list(_calendar(reference, asked))
    regime = regime_of(reference, asked.election, asked.regime)
    act = _act(reference, asked, subject, regime, steps)
    law = None if act is None else law_of(reference, act.code, subject, asked.day, asked.election, regime)
    classes = () if law is None else tuple(_classes(reference, law, subject, steps))
    laws = () if law is None else tuple(_laws(law, asked, steps))
    routes = _routes(reference, asked, subject)
    route = routes[0].code if len(routes) == 1 else ""
    steps += _route_steps(routes, route, asked)
    return Proposal(
        act="" if law is None else law.act.code,
        subject=subject,
        classes=classes,
        laws=laws,
        regime=regime,
        election=asked.election,
        route=route,
        routes=tuple(each.code for each in routes),
        severity=_severity(law, classes),
        clarify=law is not None and law.clarify,
        steps=tuple(replace(step, laws=of_regime(reference, step.laws, regime)) for step in steps),
    )


def _act(reference: ReferenceData, asked: Asked, subject: str, regime: str, steps: list[Step]) -> Violation | None:
    """The act of the report, or the one that fits in that election and on that day; None where a person must choose."""
    act = reference.violation(asked.act)
    if act is None:
        steps.append(Step("act_unknown", {"act": asked.act}, doubtful=True))
        return None
    if not is_of_regime(act, regime):
        fitting = acts_instead(reference, act, subject, regime)
        told = {"act": act.code, "regime": regime, "instead": " ".join(each.code for each in fitting)}
        steps.append(Step("other_regime" if fitting else "wrong_regime", told, doubtful=True))
        if len(fitting) != 1:
            return None
        act = fitting[0]
    return _right_list(reference, asked, act, steps)


def _subject(reference: ReferenceData, asked: Asked) -> tuple[str, list[Step]]:
    """The type that the reported parties share; several types are said, and the first is taken."""
    known = tuple(dict.fromkeys(found.code for code in asked.subjects if (found := reference.subject(code)) is not None))
    if not known or known == (UNIDENTIFIED,):
        return (known[0] if known else ""), [Step("subject_unknown", {}, doubtful=True)]
    person = reference.subject(known[0])
    laws = () if person is None else person.legal_refs
    steps = [Step("subject", {"subject": known[0]}, laws)]
    if len(known) > 1:
        steps.append(Step("subjects", {"subjects": " ".join(known)}, doubtful=True))
    return known[0], steps


def _calendar(reference: ReferenceData, asked: Asked) -> Iterator[Step]:
    """The stage as the calendar has it, or that the calendar has a hole there."""
    election = reference.election(asked.election) if asked.election else None
    if asked.day is None:
        yield Step("day_unknown", {}, doubtful=True)
        return
    day = asked.day.isoformat()
    if election is None:
        yield Step("election_unknown", {"election": asked.election, "day": day}, doubtful=True)
        return
    running = reference.stages_at(election.code, asked.day)
    stage = reference.stage(election.code, asked.stage) if asked.stage else None
    if not running:
        yield Step("calendar_hole", {"election": election.code, "day": day}, doubtful=True)
    elif stage is not None and stage.start is None and stage.end is None:
        yield Step("stage_undated", {"election": election.code, "stage": stage.code}, doubtful=True)
    elif stage is not None and not stage.covers(asked.day):
        found = {"election": election.code, "stage": stage.code, "day": day, "running": " ".join(s.code for s in running)}
        yield Step("stage_differs", found, doubtful=True)
    else:
        yield Step("stage", {"election": election.code, "day": day, "running": " ".join(s.code for s in running)})


def _right_list(reference: ReferenceData, asked: Asked, act: Violation, steps: list[Step]) -> Violation:
    """The list that held that day: before the determination of candidates ethics, after it discipline."""
    steps.append(Step("act", {"act": act.code}, act.legal_refs))
    if act.phase == "any":
        return act
    phase = reference.phase_at(asked.election, asked.day) if asked.election and asked.day is not None else None
    if phase is None:
        steps.append(Step("phase_unknown", {"act": act.code, "phase": act.phase}, doubtful=True))
        return act
    last = _determined(reference, asked.election, phase)
    if phase == "any":
        steps.append(Step("phase_between", {"act": act.code, "from": last[0], "to": last[1]}, doubtful=True))
        return act
    steps.append(Step(f"phase_{phase}", {"day": _iso(asked.day), "from": last[0], "to": last[1]}, ("SKB-2022",)))
    other = reference.violation(act.counterpart) if act.phase != phase and act.counterpart else None
    if other is not None:
        steps.append(Step("other_list", {"act": act.code, "instead": other.code}, other.legal_refs, doubtful=True))
        return other
    if act.phase != phase:
        steps.append(Step("wrong_list", {"act": act.code, "phase": act.phase}, doubtful=True))
    return act


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _determined(reference: ReferenceData, election: str, phase: Phase) -> tuple[str, str]:
    found = reference.election(election)
    days = sorted(each.date.isoformat() for each in found.determinations) if found is not None else []
    return (days[0], days[-1]) if days else ("", phase)


def _classes(reference: ReferenceData, law: ActLaw, subject: str, steps: list[Step]) -> Iterator[str]:
    """Classes that may be alleged, lightest first; none where the act must be clarified or cannot be alleged."""
    if law.clarify:
        steps.append(Step("clarify", {"act": law.act.code}, doubtful=True))
        return
    if vote_of_other(reference, law.act.code, subject):
        steps.append(Step("vote", {"subject": subject}, ("UU7-2017-200",), doubtful=True))
        return
    if not law.concerns:
        steps.append(Step("not_of_subject", {"act": law.act.code, "subject": subject}, doubtful=True))
        return
    if law.not_before is not None:
        told = {"act": law.act.code, "day": law.not_before.isoformat()}
        steps.append(Step("not_before", told, law.act.legal_refs, doubtful=True))
        return
    person = reference.subject(subject)
    organiser = person is not None and person.group == ORGANISER
    found = [_CLASS_OF.get(name, UNVERIFIED) for name in law.classes]
    found = [CODE_OF_ETHICS if organiser and name == DISCIPLINE else name for name in found]
    classes = tuple(dict.fromkeys(found))
    told = {"act": law.act.code, "classes": " ".join(classes), "range": " ".join(law.classes)}
    steps.append(Step("classes", told, law.act.legal_refs, doubtful=law.confidence != "verified"))
    yield from classes


def _laws(law: ActLaw, asked: Asked, steps: list[Step]) -> Iterator[str]:
    if not law.rules:
        steps.append(Step("no_law", {"act": law.act.code}, doubtful=True))
    for rule in law.rules:
        found = {"law": rule.ref.code, "status": rule.ref.status}
        if rule.ended and rule.ref.penalty_until is not None:
            found["until"] = rule.ref.penalty_until.isoformat()
        steps.append(Step("law_ended" if rule.ended else "law", found, (rule.ref.code,), doubtful=rule.confidence != "verified"))
        yield rule.ref.code
    if law.since is not None:
        steps.append(Step("law_since", {"law": law.since.code, "day": _iso(asked.day)}, (law.since.code,)))
        yield law.since.code


def _routes(reference: ReferenceData, asked: Asked, subject: str) -> tuple[Route, ...]:
    """Routes open today; one that only opens by an outside result is none at the first referral."""
    found = reference.routes_for(subject, asked.today) if subject else ()
    return tuple(route for route in found if route.condition in (None, "organiser_ad_hoc", "organiser_permanent"))


def _route_steps(routes: tuple[Route, ...], route: str, asked: Asked) -> list[Step]:
    if not routes:
        return [Step("route_none", {"day": asked.today.isoformat()}, doubtful=True)]
    if not route:
        return [Step("route_choose", {"routes": " ".join(each.code for each in routes)}, doubtful=True)]
    only = routes[0]
    laws = () if only.legal_ref is None else (only.legal_ref,)
    found = {"route": only.code, "to": only.primary, "cc": " ".join(only.cc), "day": asked.today.isoformat()}
    return [Step("route", found, laws)]


def _severity(law: ActLaw | None, classes: tuple[str, ...]) -> str:
    if law is None or not classes:
        return ""
    named = set(law.classes)
    if named & _GRAVE:
        return "high"
    return "low" if named and named <= _LIGHT else "medium"
