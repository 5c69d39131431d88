"""What the office did to prevent: socialisation, appeals (imbauan), prevention and messages, by stage. No persons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import msgspec

from core.domain.action_item import election_in
from core.domain.errors import Invalid
from core.domain.ids import CommandId
from core.domain.member import institution_in
from core.domain.reference import ReferenceData
from core.domain.team_form import check_form, code_in, past_day_in

KINDS: Final = ("sosialisasi", "imbauan", "pencegahan", "pesan")
BY_STAGE: Final = frozenset({"imbauan", "pencegahan"})
"""Kinds that are told for a stage of an election."""


class OutreachForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An act of outreach as typed; ``reached`` is a number of people, empty where nobody counted."""

    kind: str
    topic: str
    day: str
    institution: str
    election: str = ""
    stage: str = ""
    area: str = ""
    audience: str = ""
    channel: str = ""
    reached: str = ""
    document: str = ""


class OutreachFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Kind, day, who did it, where, for which election and stage, and how many it reached (0: not counted)."""

    kind: str
    day: str
    institution: str
    election: str = ""
    stage: str = ""
    area: str = ""
    reached: int = 0


class OutreachStory(msgspec.Struct, frozen=True, kw_only=True):
    """What about, to whom, by which way, and the document's reference."""

    topic: str
    audience: str = ""
    channel: str = ""
    document: str = ""


class OutreachHeld(msgspec.Struct, frozen=True):
    """An institution told people something."""

    facts: OutreachFacts | None
    story: OutreachStory | None = None


@dataclass(frozen=True, slots=True)
class RecordOutreach:
    """Record an act of outreach."""

    command: CommandId
    form: OutreachForm


def record(command: RecordOutreach, reference: ReferenceData, today: date) -> OutreachHeld:
    """The event, or ``Invalid``: ``team.missing`` (an appeal needs its stage), ``team.*``, ``text.*``."""
    form = command.form
    check_form(form, "kind", "topic", "day", "institution")
    kind = code_in(form.kind, KINDS, "kind")
    election, stage = election_in(form.election, form.stage, reference)
    if kind in BY_STAGE and not stage:
        raise Invalid("team.missing", field="stage")
    area = form.area.strip()
    if area and reference.area(area) is None:
        raise Invalid("team.area", value=area[:20])
    facts = OutreachFacts(
        kind=kind,
        day=past_day_in(form.day, "day", today),
        institution=institution_in(form.institution, reference, "institution"),
        election=election,
        stage=stage,
        area=area,
        reached=_number(form.reached),
    )
    texts = {name: getattr(form, name).strip() for name in ("topic", "audience", "channel", "document")}
    return OutreachHeld(facts, OutreachStory(**texts))


def _number(text: str) -> int:
    cleaned = text.strip()
    if cleaned and not (cleaned.isascii() and cleaned.isdigit() and len(cleaned) <= 7):
        raise Invalid("team.code", field="reached", value=cleaned[:10], codes="0-9999999")
    return int(cleaned or 0)
