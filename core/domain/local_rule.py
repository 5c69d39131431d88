"""Rules that a regency made for itself, as dated data: what they say, in which document, from when until when.

The case in point: whether a contract worker who stands for election must resign is left to the regencies, so the register
tells what each decided, and nothing follows from it by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import msgspec

from core.domain.ids import CommandId
from core.domain.member import area_in
from core.domain.reference import ReferenceData
from core.domain.team_form import check_form, code_in, term_in

TOPICS: Final = ("honorer_calon", "cuti_calon", "desa_calon", "alat_peraga", "lainnya")
"""Contract workers who stand; leave of candidates; village officials who stand; places of campaign material; others."""


class RuleForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule as typed."""

    area: str
    topic: str
    text: str
    document: str
    valid_from: str
    valid_to: str = ""


class RuleFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Whose rule, about what, by which document, and its validity."""

    area: str
    topic: str
    document: str
    valid_from: str
    valid_to: str = ""


class RuleStory(msgspec.Struct, frozen=True, kw_only=True):
    """What it says."""

    text: str


class RuleRecorded(msgspec.Struct, frozen=True):
    """A regency (or the province) has a rule of its own."""

    facts: RuleFacts | None
    story: RuleStory | None = None


@dataclass(frozen=True, slots=True)
class RecordRule:
    """Record a local rule."""

    command: CommandId
    form: RuleForm


def record(command: RecordRule, reference: ReferenceData, home: str) -> RuleRecorded:
    """The event, or ``Invalid``: ``team.missing``, ``team.area``, ``team.code``, ``team.day``, ``team.term``, ``text.*``."""
    form = command.form
    check_form(form, "area", "topic", "text", "document", "valid_from")
    first, last = term_in(form)
    facts = RuleFacts(
        area=area_in(form.area, reference, home),
        topic=code_in(form.topic, TOPICS, "topic"),
        document=form.document.strip(),
        valid_from=first,
        valid_to=last,
    )
    return RuleRecorded(facts, RuleStory(text=form.text.strip()))
