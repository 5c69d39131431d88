"""What a visitor tells and an officer fills in: the four kinds of report as frozen forms.

The same structs are the JSON of ``report add``, the pages of the window's form and, split into parts,
the body of the entry. Fields follow FORMULIR MODEL B.1 (Perbawaslu 7/2022) and its 2024 successor for a
complaint; a situation report follows sections A-H of the office's own lapsit.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from core.domain.errors import Invalid
from core.domain.moment import Precision
from core.domain.text import LINE_LIMIT, NARRATIVE_LIMIT, check_tree

Line = Annotated[str, Meta(max_length=LINE_LIMIT)]
Narrative = Annotated[str, Meta(max_length=NARRATIVE_LIMIT)]
Code = Annotated[str, Meta(min_length=1, max_length=40)]
Lane = Literal["open", "sealed", "information"]
ReporterStatus = Literal["voter", "contestant", "monitor", "none"]
EvidenceKind = Literal["photo", "audio", "video", "document", "object", "link", "other"]
Giver = Literal["reporter", "witness", "officer"]
Condition = Literal["kondusif", "waspada", "rawan"]
Level = Literal["rendah", "sedang", "tinggi"]
Phase = Literal["before", "during", "after"]
Grade = Literal["seen", "heard", "media"]


class Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A frozen record that refuses fields it does not know, so that a slip of the pen is not lost silently."""


class Reporter(Form, frozen=True, kw_only=True):
    """Who reports; sealed to the province alone at submission, in every lane."""

    lane: Lane
    name: Line = ""
    birth_place: Line = ""
    birth_date: date | None = None
    sex: Literal["", "L", "P"] = ""
    occupation: Line = ""
    citizenship: Line = ""
    nik: Line = ""
    address: Line = ""
    phone: Line = ""
    email: Line = ""
    status: ReporterStatus = "voter"
    safe_contact: Line = ""


class Witness(Form, frozen=True, kw_only=True):
    """Who else saw it; sealed together with the reporter."""

    name: Line
    address: Line = ""
    phone: Line = ""


class ReportedParty(Form, frozen=True, kw_only=True):
    """The party reported: only the fields of form T07, and a description where the name is unknown."""

    subject: Code
    name: Line = ""
    description: Line = ""
    position: Line = ""
    unit: Line = ""
    address: Line = ""
    phone: Line = ""
    nip: Line = ""


class Place(Form, frozen=True, kw_only=True):
    """Where: an official area code and words for what the code does not reach."""

    area: Code
    detail: Line = ""


CalendarDay = date
"""The type of a field that is itself called ``date``."""


class EventTime(Form, frozen=True, kw_only=True):
    """When it happened: day, perhaps clock time, the zone of the place, and how sure the teller is."""

    date: CalendarDay
    time: Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] | None = None
    zone: Line = ""
    precision: Precision = "exact"
    until: CalendarDay | None = None


class EvidenceItem(Form, frozen=True, kw_only=True):
    """One piece of evidence; ``file`` is the name of an attached file, empty for a thing on paper."""

    title: Line
    kind: EvidenceKind = "other"
    origin: Line = ""
    handed_by: Giver = "reporter"
    shows_identity: bool = False
    file: Line = ""


class ComplaintForm(Form, frozen=True, kw_only=True, tag_field="kind", tag="complaint"):
    """A complaint: an alleged violation (dugaan pelanggaran) by a party that owes neutrality."""

    regime: Code
    election: Code
    stage: Code
    violation: Code
    reporter: Reporter
    reported: list[ReportedParty]
    summary: Line
    narrative: Narrative
    place: Place
    happened: EventTime
    known: date
    witnesses: list[Witness] = []
    evidence: list[EvidenceItem] = []
    envelope: Line = ""
    language: Line = "id"


class WarningForm(Form, frozen=True, kw_only=True, tag_field="kind", tag="early_warning"):
    """An early warning: a potential conflict or vulnerability; it has no person field by design."""

    election: Code
    stage: Code
    vulnerability: Code
    level: Level
    phase: Phase
    summary: Line
    narrative: Narrative
    place: Place
    observed: EventTime
    grade: Grade = "heard"
    confirmed: bool = False
    suggestion: Narrative = ""
    evidence: list[EvidenceItem] = []
    language: Line = "id"


class Incident(Form, frozen=True, kw_only=True):
    """One notable incident of a situation report."""

    summary: Line
    happened: EventTime
    place: Place
    impact: Narrative = ""
    action: Narrative = ""


class VulnerabilityNote(Form, frozen=True, kw_only=True):
    """One vulnerability that a situation report lists."""

    vulnerability: Code
    level: Level
    place: Place
    notes: Narrative = ""


class SituationForm(Form, frozen=True, kw_only=True, tag_field="kind", tag="situation"):
    """A periodic situation report, sections A-H; NIHIL is a positive statement that the officer signs."""

    election: Code
    stage: Code
    period_from: datetime
    period_to: datetime
    nihil: bool
    condition: Condition = "kondusif"
    incidents: list[Incident] = []
    vulnerabilities: list[VulnerabilityNote] = []
    weather: Narrative = ""
    transport: Narrative = ""
    logistics: Narrative = ""
    analysis: Narrative = ""
    closing: Narrative = ""
    language: Line = "id"


class InformationForm(Form, frozen=True, kw_only=True, tag_field="kind", tag="information"):
    """Initial information (informasi awal): a tip that does not claim to be a legal report."""

    summary: Line
    narrative: Narrative
    reporter: Reporter | None = None
    election: Line = ""
    stage: Line = ""
    reported: list[ReportedParty] = []
    place: Place | None = None
    happened: EventTime | None = None
    known: date | None = None
    witnesses: list[Witness] = []
    evidence: list[EvidenceItem] = []
    language: Line = "id"


ReportForm = ComplaintForm | WarningForm | SituationForm | InformationForm
KINDS = ("complaint", "early_warning", "situation", "information")


def parse_form(tree: object) -> ReportForm:
    """Build a form from decoded JSON.

    Raises ``Invalid('form.invalid')`` with the path and the complaint of the schema, or a ``text.*`` code.
    """
    check_tree(tree)
    try:
        form: ReportForm = msgspec.convert(tree, ReportForm, strict=True)
    except msgspec.ValidationError as error:
        detail, _, path = str(error).partition(" - at ")
        raise Invalid("form.invalid", path=path.strip("`") or "$", detail=detail) from None
    return form


def form_tree(form: ReportForm) -> dict[str, object]:
    """The form as JSON-ready builtins; :func:`parse_form` reads it back unchanged."""
    tree: dict[str, object] = msgspec.to_builtins(form)
    return tree


def form_kind(form: ReportForm) -> str:
    """The kind's code, one of :data:`KINDS`."""
    return str(form.__struct_config__.tag)


def report_schema() -> dict[str, object]:
    """JSON Schema (draft 2020-12) of a report's JSON."""
    schema = msgspec.json.schema(ReportForm)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Posko report", **schema}
