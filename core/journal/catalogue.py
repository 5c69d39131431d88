"""The one list of wire names: event class <-> kind and version, and bodies <-> parts.

A reader upgrades old bodies by pure functions here and never rewrites them. Unknown fields of a part are kept
with the entry's bytes and shown as "lainnya".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from core.domain import (
    access,
    action_item,
    agreement,
    annex,
    announcement,
    area_told,
    authority_ended,
    bawaslu,
    breach,
    case,
    correction,
    declaration,
    device_key,
    document,
    erasure,
    events,
    evidence,
    identity_opening,
    incident,
    local_rule,
    meeting,
    member,
    officer,
    outreach,
    pact,
    post_note,
    proof,
    province_key,
    referral,
    release,
    reporter,
    roster,
    sanction,
    sealed_day,
    team_act,
    template,
    vulnerability,
)
from core.domain.listing import EverythingExported, ListExported
from core.domain.publication import ReferencePublished
from core.domain.report import WIRE_KINDS
from core.journal import cbor
from core.journal.entry import BODY_LIMIT

REPORT_KINDS = frozenset(WIRE_KINDS.values())

KINDS: dict[str, tuple[type[Any], int]] = {
    "stream.opened": (events.StreamOpened, 1),
    "officer.enrolled": (events.OfficerEnrolled, 1),
    "kit.issued": (events.KitIssued, 1),
    "complaint.received": (events.ReportReceived, 1),
    "warning.raised": (events.ReportReceived, 1),
    "situation.reported": (events.ReportReceived, 1),
    "information.received": (events.ReportReceived, 1),
    "case.opened": (events.CaseOpened, 1),
    "case.classified": (case.CaseClassified, 1),
    "case.assigned": (case.CaseAssigned, 1),
    "case.noted": (case.CaseNoted, 1),
    "case.completion_asked": (case.CompletionAsked, 1),
    "case.completed": (case.CaseCompleted, 1),
    "case.closed": (case.CaseClosed, 1),
    "case.closing_approved": (case.ClosingApproved, 1),
    "case.closing_declined": (case.ClosingDeclined, 1),
    "case.reopened": (case.CaseReopened, 1),
    "case.told": (case.CaseTold, 1),
    "bawaslu.receipt_recorded": (bawaslu.BawasluReceiptRecorded, 1),
    "bawaslu.receipt_withdrawn": (bawaslu.BawasluReceiptWithdrawn, 1),
    "notice.given": (bawaslu.NoticeGiven, 1),
    **{kind: (event, 1) for kind, event in referral.REFERRAL_EVENTS.items()},
    "evidence.seen": (evidence.EvidenceSeen, 1),
    "evidence.exported": (evidence.EvidenceExported, 1),
    "pact.issued": (pact.PactIssued, 1),
    "pact.told": (pact.PactTold, 1),
    "pact.signed": (pact.PactSigned, 1),
    "pact.refused": (pact.PactRefused, 1),
    "pact.away": (pact.PactAway, 1),
    "roster.imported": (roster.RosterImported, 1),
    "roster.changed": (roster.RosterChanged, 1),
    "cascade.planned": (roster.CascadePlanned, 1),
    "declaration.opened": (declaration.DeclarationOpened, 1),
    "declaration.signed": (declaration.DeclarationSigned, 1),
    "declaration.sealed": (declaration.DeclarationSealed, 1),
    "document.issued": (document.DocumentIssued, 1),
    "template.published": (template.TemplatePublished, 1),
    "day.timestamped": (proof.DayTimestamped, 1),
    "officer.ended": (officer.OfficerEnded, 1),
    device_key.KIND: (device_key.DeviceRenewed, 1),
    "certificate.revoked": (proof.CertificateRevoked, 1),
    authority_ended.KIND: (authority_ended.AuthorityEnded, 1),
    "key.published": (province_key.KeyPublished, 1),
    "key.destroyed": (province_key.KeyDestroyed, 1),
    "key.followed": (province_key.KeyFollowed, 1),
    "key.handed": (province_key.KeyHanded, 1),
    "reference.published": (ReferencePublished, 1),
    "announcement.made": (announcement.AnnouncementMade, 1),
    "announcement.read": (announcement.AnnouncementRead, 1),
    "area.told": (area_told.AreaTold, 1),
    "vulnerability.assessed": (vulnerability.VulnerabilityAssessed, 1),
    "courier.planned": (post_note.CourierPlanned, 1),
    "post.down_told": (post_note.PostDownTold, 1),
    "post.up_told": (post_note.PostUpTold, 1),
    "status.published": (reporter.StatusPublished, 1),
    "reporter.returned": (reporter.ReporterReturned, 1),
    "return.handled": (reporter.ReturnHandled, 1),
    "lookup.renewed": (reporter.LookupRenewed, 1),
    "correction.proposed": (correction.CorrectionProposed, 1),
    "correction.approved": (correction.CorrectionApproved, 1),
    "correction.declined": (correction.CorrectionDeclined, 1),
    "erasure.ordered": (erasure.ErasureOrdered, 1),
    "erasure.approved": (erasure.ErasureApproved, 1),
    "erasure.declined": (erasure.ErasureDeclined, 1),
    "hold.placed": (erasure.HoldPlaced, 1),
    "hold.lifted": (erasure.HoldLifted, 1),
    "incident.compared": (incident.IncidentCompared, 1),
    "list.exported": (ListExported, 1),
    "everything.exported": (EverythingExported, 1),
    annex.KIND: (annex.AnnexExported, 1),
    "day.sealed": (sealed_day.DaySealed, 1),
    **{kind: (event, 1) for kind, event in sanction.KINDS.items()},
    **{kind: (event, 1) for kind, event in identity_opening.DESK_KINDS.items()},
    **{kind: (event, 1) for kind, event in identity_opening.KINDS.items()},
    "team.decreed": (member.TeamDecreed, 1),
    "member.named": (member.MemberNamed, 1),
    "meeting.planned": (meeting.MeetingPlanned, 1),
    "meeting.held": (meeting.MeetingHeld, 1),
    "meeting.cancelled": (meeting.MeetingCancelled, 1),
    "meeting.minuted": (meeting.MeetingMinuted, 1),
    "action.set": (action_item.ActionSet, 1),
    "action.moved": (action_item.ActionMoved, 1),
    "agreement.recorded": (agreement.AgreementRecorded, 1),
    "outreach.held": (outreach.OutreachHeld, 1),
    "rule.recorded": (local_rule.RuleRecorded, 1),
    "release.made": (release.ReleaseMade, 1),
    "team.ended": (team_act.TermEnded, 1),
    "team.withdrawn": (team_act.RecordWithdrawn, 1),
    "team.linked": (team_act.RecordLinked, 1),
    **{kind: (event, 1) for kind, event in breach.KINDS.items()},
    **{kind: (event, 1) for kind, event in access.KINDS.items()},
}

_SINGLE = {cls: kind for kind, (cls, _) in KINDS.items() if cls is not events.ReportReceived}

UPGRADES: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""(kind, old version) -> function from the old parts' trees to the next version's."""


def kind_of(event: events.Event) -> tuple[str, int]:
    """The wire name and version of an event that this program writes."""
    if isinstance(event, events.ReportReceived):
        if event.facts is None:
            raise ValueError("a report that is written has facts")
        kind = WIRE_KINDS[event.facts.kind]
    else:
        kind = _SINGLE[type(event)]
    return kind, KINDS[kind][1]


def write_parts(event: events.Event) -> dict[str, bytes]:
    """The event's parts as deterministic CBOR maps; absent parts are left out."""
    tree = msgspec.to_builtins(event, builtin_types=(bytes,))
    return {name: cbor.encode(value) for name, value in tree.items() if value is not None}


def read_event(kind: str, version: int, contents: Mapping[str, bytes]) -> events.Event:
    """Build the event from the parts that can be read here; a kind or version that nobody here knows gives ``Unknown``.

    A body that does not fit its own kind gives ``Unknown`` too: a late entry never stops a laptop.
    """
    known = KINDS.get(kind)
    if known is None or version > known[1]:
        return events.Unknown(kind, version)
    cls, current = known
    trees: dict[str, Any] = {name: cbor.decode(content, BODY_LIMIT) for name, content in contents.items()}
    for step in range(version, current):
        upgrade = UPGRADES.get((kind, step))
        if upgrade is None:
            return events.Unknown(kind, version)
        trees = upgrade(trees)
    fields = {name: trees.get(name) for name in cls.__struct_fields__}
    try:
        event: events.Event = msgspec.convert(fields, cls, builtin_types=(bytes,))
    except msgspec.ValidationError:
        return events.Unknown(kind, version)
    return event
