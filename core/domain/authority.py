"""Who may write what: one pure table, used when deciding here and when admitting what came in (I8).

Roles and posts are read off the CA certificate's name constraint, never off what a message says of itself (D6).
"""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.errors import NotAllowed

ADMINISTRATOR, TRIAGE, HEAD, OFFICER, DEVICE = "administrator", "triage", "head", "officer", "device"
LIAISON = "liaison"
"""Bawaslu's liaison at the province: reads what was referred and what was closed, and writes only that he saw it."""
REGENCY = "regency"
"""An officer of a regency's desk: the integrated team's work and levels of its own area, and nothing about a report."""
NATIONAL = "national"
"""An officer of the national office: reads, and writes nothing that a province or a post may."""
DESK_ROLES = frozenset({ADMINISTRATOR, TRIAGE})
ENROLLERS = frozenset({ADMINISTRATOR, HEAD, NATIONAL, REGENCY})
PEOPLE = frozenset({ADMINISTRATOR, TRIAGE, HEAD, OFFICER})
ENROLLED = PEOPLE | {LIAISON, NATIONAL, REGENCY}
"""Everybody who may sign at all; what each may sign stands in the table."""
READERS = PEOPLE | {NATIONAL}
POST_ROLES = (HEAD, OFFICER, DEVICE)
REGENCY_ROLES = (REGENCY, DEVICE)
TEAM_ROLES = DESK_ROLES | {REGENCY}
"""Who writes of an integrated team: the province's desks, and a regency's of its own."""
PROVINCE_ROLES = (ADMINISTRATOR, TRIAGE, OFFICER, LIAISON, DEVICE)
NATION_ROLES = (NATIONAL, DEVICE)


@dataclass(frozen=True, slots=True)
class Grant:
    """Roles that may write a kind; ``begins`` a subject, or joins one of its own post (or, from a desk, of any)."""

    roles: frozenset[str]
    begins: bool
    desk_only: bool = False
    above: bool = False
    """Whether the national office may join any subject with it, in its own stream."""


GRANTS: dict[str, Grant] = {
    "stream.opened": Grant(ENROLLED, begins=True),
    "officer.enrolled": Grant(ENROLLERS, begins=True),
    "officer.ended": Grant(ENROLLERS, begins=True),
    "device.renewed": Grant(ENROLLERS | {TRIAGE}, begins=True),
    "kit.issued": Grant(frozenset({ADMINISTRATOR}), begins=True, desk_only=True),
    "complaint.received": Grant(PEOPLE, begins=True),
    "warning.raised": Grant(PEOPLE, begins=True),
    "situation.reported": Grant(PEOPLE, begins=True),
    "information.received": Grant(PEOPLE, begins=True),
    "case.opened": Grant(DESK_ROLES, begins=False, desk_only=True),
    "case.classified": Grant(DESK_ROLES, begins=False, desk_only=True),
    "case.assigned": Grant(DESK_ROLES, begins=False, desk_only=True),
    "case.noted": Grant(DESK_ROLES, begins=False, desk_only=True),
    "case.completion_asked": Grant(DESK_ROLES, begins=False, desk_only=True),
    "case.completed": Grant(DESK_ROLES, begins=False, desk_only=True),
    "case.closed": Grant(DESK_ROLES, begins=False, desk_only=True),
    "case.closing_approved": Grant(DESK_ROLES, begins=False, desk_only=True),
    "case.closing_declined": Grant(DESK_ROLES, begins=False, desk_only=True),
    "case.reopened": Grant(DESK_ROLES, begins=False, desk_only=True),
    "case.told": Grant(DESK_ROLES, begins=False, desk_only=True),
    "bawaslu.receipt_recorded": Grant(PEOPLE, begins=False),
    "bawaslu.receipt_withdrawn": Grant(PEOPLE, begins=False),
    "notice.given": Grant(PEOPLE, begins=False),
    "referral.sent": Grant(DESK_ROLES, begins=False, desk_only=True),
    "referral.receipt_recorded": Grant(DESK_ROLES, begins=False, desk_only=True),
    "referral.returned": Grant(DESK_ROLES, begins=False, desk_only=True),
    "referral.rejected": Grant(DESK_ROLES, begins=False, desk_only=True),
    "referral.decided": Grant(DESK_ROLES, begins=False, desk_only=True),
    "referral.stepped": Grant(DESK_ROLES, begins=False, desk_only=True),
    "referral.reminded": Grant(DESK_ROLES, begins=False, desk_only=True),
    "referral.escalated": Grant(DESK_ROLES, begins=False, desk_only=True),
    "referral.viewed": Grant(frozenset({LIAISON}), begins=False, desk_only=True),
    "referral.closing_viewed": Grant(frozenset({LIAISON}), begins=False, desk_only=True),
    "evidence.seen": Grant(READERS, begins=False, above=True),
    "evidence.exported": Grant(READERS, begins=False, above=True),
    "pact.issued": Grant(PEOPLE, begins=True),
    "pact.told": Grant(PEOPLE, begins=False),
    "pact.signed": Grant(PEOPLE, begins=False),
    "pact.refused": Grant(PEOPLE, begins=False, desk_only=True),
    "pact.away": Grant(PEOPLE, begins=False),
    "roster.imported": Grant(PEOPLE, begins=True),
    "roster.changed": Grant(PEOPLE, begins=True),
    "cascade.planned": Grant(frozenset({ADMINISTRATOR, TRIAGE, HEAD}), begins=True),
    "declaration.opened": Grant(PEOPLE, begins=True),
    "declaration.signed": Grant(PEOPLE, begins=True),
    "declaration.sealed": Grant(PEOPLE, begins=False),
    "document.issued": Grant(PEOPLE | {REGENCY}, begins=True),
    "template.published": Grant(frozenset({ADMINISTRATOR}), begins=True, desk_only=True),
    "day.timestamped": Grant(frozenset({ADMINISTRATOR}), begins=True, desk_only=True),
    "authority.ended": Grant(frozenset({ADMINISTRATOR}), begins=True, desk_only=True),
    "certificate.revoked": Grant(frozenset({ADMINISTRATOR}), begins=True, desk_only=True),
    "key.published": Grant(frozenset({ADMINISTRATOR}), begins=True, desk_only=True),
    "key.destroyed": Grant(frozenset({ADMINISTRATOR}), begins=True, desk_only=True),
    "key.followed": Grant(frozenset({ADMINISTRATOR, TRIAGE, HEAD, REGENCY}), begins=True),
    "key.handed": Grant(DESK_ROLES, begins=True, desk_only=True),
    "reference.published": Grant(frozenset({ADMINISTRATOR}), begins=True, desk_only=True),
    "announcement.made": Grant(DESK_ROLES, begins=True, desk_only=True),
    "announcement.read": Grant(PEOPLE, begins=True),
    "vulnerability.assessed": Grant(TEAM_ROLES, begins=True, desk_only=True),
    "area.told": Grant(DESK_ROLES, begins=True, desk_only=True),
    "courier.planned": Grant(DESK_ROLES, begins=True, desk_only=True),
    "post.down_told": Grant(DESK_ROLES, begins=True, desk_only=True),
    "post.up_told": Grant(DESK_ROLES, begins=True, desk_only=True),
    "status.published": Grant(PEOPLE, begins=True, desk_only=True),
    "reporter.returned": Grant(PEOPLE, begins=True),
    "return.handled": Grant(PEOPLE, begins=False, desk_only=True),
    "lookup.renewed": Grant(PEOPLE, begins=False),
    "correction.proposed": Grant(PEOPLE, begins=False),
    "correction.approved": Grant(PEOPLE, begins=False),
    "correction.declined": Grant(PEOPLE, begins=False),
    "erasure.ordered": Grant(DESK_ROLES, begins=False, desk_only=True),
    "erasure.approved": Grant(DESK_ROLES, begins=False, desk_only=True),
    "erasure.declined": Grant(DESK_ROLES, begins=False, desk_only=True),
    "hold.placed": Grant(DESK_ROLES, begins=False, desk_only=True),
    "hold.lifted": Grant(DESK_ROLES, begins=False, desk_only=True),
    "incident.compared": Grant(DESK_ROLES, begins=False, desk_only=True),
    "sanction.proposed": Grant(DESK_ROLES, begins=False, desk_only=True),
    "sanction.imposed": Grant(DESK_ROLES, begins=False, desk_only=True),
    "sanction.not_imposed": Grant(DESK_ROLES, begins=False, desk_only=True),
    "sanction.executed": Grant(DESK_ROLES, begins=False, desk_only=True),
    "sanction.appealed": Grant(DESK_ROLES, begins=False, desk_only=True),
    "sanction.reviewed": Grant(DESK_ROLES, begins=False, desk_only=True),
    "sanction.informed": Grant(DESK_ROLES, begins=False, desk_only=True),
    "identity.officer_named": Grant(frozenset({ADMINISTRATOR}), begins=True, desk_only=True),
    "identity.officer_unnamed": Grant(frozenset({ADMINISTRATOR}), begins=True, desk_only=True),
    "identity.key_wrapped": Grant(DESK_ROLES, begins=True, desk_only=True),
    "identity.opening_proposed": Grant(DESK_ROLES, begins=False, desk_only=True),
    "identity.opening_approved": Grant(DESK_ROLES, begins=False, desk_only=True),
    "identity.opening_declined": Grant(DESK_ROLES, begins=False, desk_only=True),
    "identity.opened": Grant(DESK_ROLES, begins=False, desk_only=True),
    "annex.exported": Grant(PEOPLE, begins=False),
    "list.exported": Grant(READERS, begins=True),
    "everything.exported": Grant(frozenset({ADMINISTRATOR, HEAD}), begins=True),
    "day.sealed": Grant(frozenset({DEVICE}), begins=True),
    "team.decreed": Grant(TEAM_ROLES, begins=True, desk_only=True),
    "member.named": Grant(TEAM_ROLES, begins=True, desk_only=True),
    "meeting.planned": Grant(TEAM_ROLES, begins=True, desk_only=True),
    "action.set": Grant(TEAM_ROLES, begins=True, desk_only=True),
    "agreement.recorded": Grant(TEAM_ROLES, begins=True, desk_only=True),
    "outreach.held": Grant(TEAM_ROLES, begins=True, desk_only=True),
    "rule.recorded": Grant(TEAM_ROLES, begins=True, desk_only=True),
    "release.made": Grant(TEAM_ROLES, begins=True, desk_only=True),
    "meeting.held": Grant(TEAM_ROLES, begins=False, desk_only=True),
    "meeting.cancelled": Grant(TEAM_ROLES, begins=False, desk_only=True),
    "meeting.minuted": Grant(TEAM_ROLES, begins=False, desk_only=True),
    "action.moved": Grant(TEAM_ROLES, begins=False, desk_only=True),
    "team.ended": Grant(TEAM_ROLES, begins=False, desk_only=True),
    "team.withdrawn": Grant(TEAM_ROLES, begins=False, desk_only=True),
    "team.linked": Grant(TEAM_ROLES, begins=False, desk_only=True),
    "breach.found": Grant(DESK_ROLES, begins=True, desk_only=True),
    "breach.stepped": Grant(DESK_ROLES, begins=False, desk_only=True),
    "breach.closed": Grant(DESK_ROLES, begins=False, desk_only=True),
    "access.requested": Grant(DESK_ROLES, begins=True, desk_only=True),
    "access.answered": Grant(DESK_ROLES, begins=False, desk_only=True),
}


def may_write(kind: str, role: str, *, from_desk: bool, begins: bool, owns: bool) -> bool:
    """True when an officer of that role may write that kind on that subject.

    An unknown kind is admitted on a subject that its author's post owns or begins, or from a desk: it is kept
    and relayed, and changes nothing that this program knows (rule 5 of the journal).
    """
    grant = GRANTS.get(kind)
    if grant is None:
        return role in PEOPLE and (begins or owns or from_desk)
    if not allows(grant, role, from_desk=from_desk):
        return False
    if grant.begins:
        return begins
    return not begins and (owns or from_desk or (grant.above and role == NATIONAL))


def allows(grant: Grant, role: str, *, from_desk: bool) -> bool:
    """Whether a role may write a kind at all, on whatever subject; a regency's is given out by a regency's CA alone."""
    return role in grant.roles and (from_desk or not grant.desk_only or role == REGENCY)


def require(kind: str, role: str, *, from_desk: bool, begins: bool, owns: bool) -> None:
    """Raise ``NotAllowed('authority.refused')`` unless :func:`may_write` says yes."""
    if not may_write(kind, role, from_desk=from_desk, begins=begins, owns=owns):
        raise NotAllowed("authority.refused", kind=kind, role=role)
