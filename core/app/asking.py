"""Which room answers which question; one line each, so that a new question is found here."""

from __future__ import annotations

from typing import TypeVar, cast

from sqlalchemy import Connection

from core.app import (
    access,
    announcements,
    answers,
    aside_answers,
    audit,
    audit_queries,
    board,
    breaches,
    cascade,
    cascade_views,
    case_agenda,
    case_queries,
    custody,
    device_key,
    device_key_views,
    document_answers,
    group_answers,
    group_queries,
    guide,
    guide_queries,
    identity_answers,
    identity_queries,
    key_list,
    key_views,
    meeting_answers,
    names,
    nation,
    pact_answers,
    paper_answers,
    paper_list,
    post_board,
    post_queries,
    proposals,
    protection_queries,
    publishing,
    queries,
    reference_answers,
    reference_queries,
    referral_answers,
    referral_files,
    referral_queries,
    report_clock,
    retention,
    returns,
    roster_people,
    sanction_answers,
    sanction_queries,
    sanction_views,
    statistics,
    statistics_queries,
    store_key_views,
    team_answers,
    team_queries,
    views,
    vulnerability,
    wording_queries,
)
from core.app.case_view import case_view
from core.app.certificates import certificates
from core.app.clock_doubt import clock_doubt
from core.app.device import Device
from core.app.kit_list import kits
from core.app.losses import lost_laptop
from core.app.recap_views import RecapView
from core.app.report_view import report_view
from core.app.situations import last_situation, section_counts

R = TypeVar("R")


def answer(db: Connection, device: Device, query: queries.Query[R]) -> R:
    """Answer a question from the snapshot of this connection."""
    return cast("R", _ANSWERS[type(query)](db, device, query))  # type: ignore[operator]


def roster_preview(db: Connection, device: Device, query: queries.RosterPreview) -> cascade_views.RosterPreviewView:
    """See :func:`core.app.roster_import.preview`, whose readers of tables come in at first use."""
    from core.app import roster_import

    return roster_import.preview(db, device, query)


def reminder_paper(db: Connection, device: Device, query: queries.ReminderPaper) -> bytes:
    """See :func:`core.app.cascade_papers.reminder`; ReportLab comes in at first use."""
    from core.app import cascade_papers

    return cascade_papers.reminder(db, device, query)


def guide_leaflet(db: Connection, device: Device, query: guide_queries.GuideLeaflet) -> bytes:
    """See :func:`core.app.guide_paper.leaflet`; ReportLab comes in at first use."""
    from core.app import guide_paper

    return guide_paper.leaflet(db, device, query)


def store_key(db: Connection, device: Device, query: store_key_views.StoreKey) -> store_key_views.StoreKeyFacts:
    """See :func:`core.app.store_key.facts`, which knows how profiles are opened."""
    from core.app import store_key

    return store_key.facts(db, device)


def wordings(db: Connection, device: Device, query: queries.Query[R]) -> object:
    """See :mod:`core.app.rewording`; ReportLab comes in at first use."""
    from core.app import rewording

    return rewording.answer(db, device, query)


def holders(db: Connection, device: Device, query: queries.Holders) -> tuple[tuple[int, str], ...]:
    """See :func:`core.app.already.holders`; the wordings of pacts come in at first use."""
    from core.app import already

    return already.holders(db, device, query)


def timestamps(db: Connection, device: Device, query: queries.Timestamps) -> tuple[views.TimestampRow, ...]:
    """See :func:`core.app.proving.rows`; pyHanko comes in at first use."""
    from core.app import proving

    return proving.rows(db)


def sanction_filling(db: Connection, device: Device, query: sanction_queries.SanctionRegister) -> sanction_views.RegisterFilling:
    """See :func:`core.app.sanction_register.filling`; the words of papers come in at first use."""
    from core.app import sanction_register

    return sanction_register.filling(db, device, query)


def recap_filling(db: Connection, device: Device, query: statistics_queries.Recap) -> RecapView:
    """See :func:`core.app.recap.filling`; the words of papers come in at first use."""
    from core.app import recap

    return recap.filling(db, device, query)


_ANSWERS = {
    protection_queries.Breaches: breaches.breaches,
    protection_queries.Breach: breaches.breach,
    protection_queries.BreachesDue: breaches.due,
    protection_queries.AccessRequests: access.requests,
    protection_queries.Retention: retention.retention,
    queries.Reports: answers.reports,
    queries.ReportIds: answers.report_ids,
    queries.ReportRows: answers.report_rows,
    queries.NearWords: answers.near_words,
    queries.Likely: answers.likely,
    queries.Report: report_view,
    queries.LastSituation: last_situation,
    queries.SectionCounts: section_counts,
    queries.ClockDoubt: clock_doubt,
    queries.Receipt: paper_answers.receipt,
    queries.Paper: paper_answers.paper,
    queries.Papers: paper_list.papers,
    queries.Returns: returns.returns,
    queries.Waiting: proposals.waiting,
    queries.HomeCounts: answers.counts,
    queries.NearDeadlines: report_clock.near,
    queries.Officers: answers.officers,
    queries.Pacts: answers.pacts,
    queries.PactFile: answers.pact_file,
    queries.Pact: pact_answers.pact,
    queries.Hindered: pact_answers.hindered,
    queries.RosterPreview: roster_preview,
    queries.CascadeTree: cascade.cascade_tree,
    queries.Coverage: cascade.coverage,
    queries.OfficePeople: roster_people.people,
    queries.PersonHistory: roster_people.history,
    queries.Reminders: roster_people.reminders,
    queries.ReminderPaper: reminder_paper,
    queries.Reissues: roster_people.reissues,
    queries.ToIssue: roster_people.to_issue,
    queries.Holders: holders,
    queries.Declarations: document_answers.declarations,
    queries.Declaration: document_answers.declaration,
    queries.Documents: document_answers.documents,
    queries.DocumentFile: document_answers.document_file,
    queries.DocumentKinds: document_answers.document_kinds,
    queries.DocumentForm: document_answers.document_form,
    queries.DocumentDraft: document_answers.document_draft,
    queries.RefusedWordings: document_answers.refused_wordings,
    queries.Posts: answers.posts,
    queries.Above: nation.above,
    queries.Adopted: nation.adopted,
    post_queries.PostsBoard: post_board.board,
    post_queries.Vulnerability: vulnerability.picture,
    post_queries.Assessments: vulnerability.assessments,
    post_queries.VulnerabilitySheet: vulnerability.sheet,
    queries.Ledger: answers.ledger,
    queries.Custody: custody.custody,
    queries.ReferenceSets: publishing.sets,
    queries.ReferencePreview: publishing.preview,
    wording_queries.Wordings: wordings,
    wording_queries.Wording: wordings,
    wording_queries.WordingPages: wordings,
    reference_queries.ReferenceItems: reference_answers.items,
    reference_queries.ReferenceItem: reference_answers.item,
    reference_queries.CheckItem: reference_answers.check,
    reference_queries.ReferenceDraft: reference_answers.draft,
    reference_queries.ReferenceEffect: reference_answers.effect,
    queries.Quarantine: aside_answers.quarantine,
    queries.Announcements: announcements.announcements,
    queries.Alarms: aside_answers.alarms,
    queries.Timestamps: timestamps,
    queries.Certificates: certificates,
    queries.Kits: kits,
    queries.LostLaptop: lost_laptop,
    key_views.KeyList: key_list.rows,
    store_key_views.StoreKey: store_key,
    device_key_views.DeviceKey: device_key.facts,
    audit_queries.Audit: audit.audit,
    audit_queries.AuditKinds: audit.kinds,
    group_queries.Groups: group_answers.groups,
    group_queries.GroupOf: group_answers.group_of,
    group_queries.Candidates: group_answers.candidates,
    group_queries.CandidatePairs: group_answers.candidate_pairs,
    group_queries.Compare: group_answers.compare,
    guide_queries.Guide: guide.guide,
    guide_queries.GuideQuestions: guide.questions,
    guide_queries.GuidePoints: guide.points,
    guide_queries.GuideSearch: guide.search,
    guide_queries.GuideLeaflet: guide_leaflet,
    case_queries.Board: board.page,
    case_queries.CountBoard: board.count,
    case_queries.Case: case_view,
    case_queries.CaseAgenda: case_agenda.agenda,
    referral_queries.Referrals: referral_answers.referrals,
    referral_queries.ReferralById: referral_answers.referral,
    referral_queries.ReferralLetter: referral_files.letter,
    referral_queries.HashList: referral_files.hash_list,
    referral_queries.ReferredFiles: referral_files.files,
    referral_queries.ClosedCases: referral_answers.closed,
    referral_queries.ProposedReferral: referral_answers.proposal,
    sanction_queries.Ladder: sanction_answers.ladder,
    sanction_queries.Sanctions: sanction_answers.listed,
    sanction_queries.SanctionsOf: sanction_answers.of_report,
    sanction_queries.SanctionReport: sanction_answers.report_of,
    sanction_queries.NamesDue: names.due,
    identity_queries.Openings: identity_answers.listed,
    identity_queries.IdentityOf: identity_answers.of_report,
    identity_queries.IdentityTasks: identity_answers.tasks,
    identity_queries.IdentityOfficers: identity_answers.desk_of,
    statistics_queries.Statistics: statistics.answer,
    statistics_queries.DashboardTables: statistics.dashboard,
    statistics_queries.Recap: recap_filling,
    sanction_queries.SanctionRegister: sanction_filling,
    team_queries.Team: team_answers.team,
    team_queries.Meetings: meeting_answers.meetings,
    team_queries.Series: meeting_answers.series,
    team_queries.Meeting: meeting_answers.meeting,
    team_queries.Agenda: meeting_answers.agenda,
    team_queries.Actions: meeting_answers.actions,
    team_queries.Agreements: team_answers.agreements,
    team_queries.Outreach: team_answers.outreach,
    team_queries.LocalRules: team_answers.local_rules,
    team_queries.Releases: team_answers.releases,
    team_queries.Tracks: team_answers.tracks,
    team_queries.TeamDue: meeting_answers.team_due,
}
