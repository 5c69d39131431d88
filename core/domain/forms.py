"""What a visitor tells and an officer fills in: the four kinds of report as frozen forms.

The same structs are the JSON of ``report add``, the pages of the window's form and, split into parts,
the body of the entry. Fields follow FORMULIR MODEL B.1 (Perbawaslu 7/2022) and its 2024 successor for a
complaint; a situation report follows sections A-H of the office's own lapsit.
"""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from core.domain.errors import Invalid
from core.domain.form_parts import (
    Code,
    ComplaintCounts,
    Condition,
    Consent,
    Count,
    EventTime,
    EvidenceItem,
    Form,
    Grade,
    Handling,
    Incident,
    Level,
    Line,
    Narrative,
    Phase,
    Place,
    ReportedParty,
    Reporter,
    Signed,
    VulnerabilityNote,
    Witness,
)
from core.domain.text import check_tree


class ComplaintForm(Form, frozen=True, kw_only=True, tag_field="kind", tag="complaint"):
    """A complaint: an alleged violation (dugaan pelanggaran) by a party that owes neutrality.

    ``related`` names reports that go with it: an id, or ``#n``, the n-th report of the same command before this one.
    """

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
    signed_t07: Signed = "no"
    signature_matches_id: bool = False
    handling: Handling = ""
    consent: Consent | None = None
    related: list[Line] = []


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
    signs: list[Line] = []
    related: list[Line] = []


class SituationForm(Form, frozen=True, kw_only=True, tag_field="kind", tag="situation"):
    """A periodic situation report, sections A-H; NIHIL is a positive statement that the officer signs.

    ``supersedes`` is the id of an earlier report of this post: late facts are told in a new report and rewrite nothing.
    """

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
    complaints: ComplaintCounts | None = None
    pacts_issued: Count | None = None
    supersedes: Line = ""


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
    consent: Consent | None = None
    related: list[Line] = []


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
