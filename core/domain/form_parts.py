"""The parts that forms are made of: people, place, time, evidence, consent, and the entries of a situation report.

Every field that was added after the first version has a default, so that older JSON and older entries stay valid.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from core.domain.moment import Precision
from core.domain.text import LINE_LIMIT, NARRATIVE_LIMIT

Line = Annotated[str, Meta(max_length=LINE_LIMIT)]
Narrative = Annotated[str, Meta(max_length=NARRATIVE_LIMIT)]
Code = Annotated[str, Meta(min_length=1, max_length=40)]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]
Lane = Literal["open", "sealed", "information"]
ReporterStatus = Literal["voter", "contestant", "monitor", "none"]
EvidenceKind = Literal["photo", "audio", "video", "document", "object", "link", "other"]
Giver = Literal["reporter", "witness", "officer"]
Condition = Literal["kondusif", "waspada", "rawan"]
Level = Literal["rendah", "sedang", "tinggi"]
Phase = Literal["before", "during", "after"]
Grade = Literal["seen", "heard", "media"]
Signed = Literal["no", "yes", "proxy"]
"""Whether the law's own form T07 lies signed at the post: not, by the reporter, or by a proxy with a special power."""
Handling = Literal["", "legal_report", "information"]
"""What the post forwards: a report in the law's sense, or initial information. Empty in reports of the first version."""
Service = Literal["", "none", "TNI", "POLRI"]
VotingRight = Literal["", "yes", "no"]


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
    front_title: Line = ""
    back_title: Line = ""
    voting_right: VotingRight = ""
    service: Service = ""


class Witness(Form, frozen=True, kw_only=True):
    """Who else saw it; sealed together with the reporter."""

    name: Line
    address: Line = ""
    phone: Line = ""
    front_title: Line = ""
    back_title: Line = ""


class Consent(Form, frozen=True, kw_only=True):
    """What the reporter was told and agreed to; it names nobody, so it stays readable with the report.

    ``notice``: the processing notice (T20) was shown or read out. ``contact``: optional contact data may be kept and used.
    ``identity``: the identity may go to Bawaslu, whose formal requirement it is. ``own_way``: he heard that he may lodge
    the report himself. ``read_back``: the text was read back to who cannot read it.
    """

    notice: bool = False
    contact: bool = False
    identity: bool = False
    own_way: bool = False
    read_back: bool = False
    at: datetime | None = None


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
    front_title: Line = ""
    back_title: Line = ""


class Place(Form, frozen=True, kw_only=True):
    """Where: an official area code, or a point in 1e-7 degrees, or both, and words for what these do not reach."""

    area: Annotated[str, Meta(max_length=40)] = ""
    detail: Line = ""
    latitude_e7: Annotated[int, Meta(ge=-900_000_000, le=900_000_000)] | None = None
    longitude_e7: Annotated[int, Meta(ge=-1_800_000_000, le=1_800_000_000)] | None = None


ClockTime = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
CalendarDay = date
"""The type of a field that is itself called ``date``."""


class EventTime(Form, frozen=True, kw_only=True):
    """When it happened: day, perhaps clock time, the zone of the place, and how sure the teller is."""

    date: CalendarDay
    time: ClockTime | None = None
    zone: Line = ""
    precision: Precision = "exact"
    until: CalendarDay | None = None
    until_time: ClockTime | None = None


class EvidenceItem(Form, frozen=True, kw_only=True):
    """One piece of evidence; ``file`` is the name of an attached file, empty for a thing on paper.

    ``claimed_*`` is what the file says of its own time and place, where the officer keeps it; proved by nothing.
    """

    title: Line
    kind: EvidenceKind = "other"
    origin: Line = ""
    handed_by: Giver = "reporter"
    shows_identity: bool = False
    file: Line = ""
    claimed_at: Line = ""
    claimed_latitude_e7: int | None = None
    claimed_longitude_e7: int | None = None


class Incident(Form, frozen=True, kw_only=True):
    """One notable incident of a situation report."""

    summary: Line
    happened: EventTime
    place: Place
    impact: Narrative = ""
    action: Narrative = ""


class ComplaintCounts(Form, frozen=True, kw_only=True):
    """Section D of a situation report: complaints taken in, forwarded and waiting, as the register had them."""

    received: Count = 0
    forwarded: Count = 0
    waiting: Count = 0


class VulnerabilityNote(Form, frozen=True, kw_only=True):
    """One vulnerability that a situation report lists."""

    vulnerability: Code
    level: Level
    place: Place
    notes: Narrative = ""
    signs: list[Line] = []
    suggestion: Narrative = ""
