"""Which room carries out which command; the topics that it names are what windows look at anew."""

from __future__ import annotations

from importlib import import_module
from typing import Any, cast

from core.app import announcements, changes, kit, officers, pact_acts, publishing, reporter, roster_writing, views
from core.app.device import Device
from core.app.watch import Watch
from core.domain.access import AccessCommand
from core.domain.announcement import Announce, AnnouncementCommand, MarkRead
from core.domain.authority_ended import EndAuthority
from core.domain.breach import BreachCommand
from core.domain.case import CaseCommand
from core.domain.commands import (
    AnswerProposal,
    CreateKit,
    CreateRegencyKit,
    DocumentCommand,
    EnrolOfficer,
    HandleReturn,
    HouseCommand,
    IssuePacts,
    LiftHold,
    LookUp,
    OfficeCommand,
    OrderErasure,
    PlaceHold,
    ProofCommand,
    ProposeCorrection,
    PublishReference,
    RenewLookup,
    ReporterCommand,
    ReturnWithCode,
)
from core.domain.declaration import DeclarationCommand, OpenDeclaration, SealDeclaration, SignDeclaration
from core.domain.device_key import RenewDeviceKey
from core.domain.document import IssueDocument
from core.domain.identity_opening import IdentityCommand
from core.domain.incident import CompareIncidents
from core.domain.officer import EndOfficer
from core.domain.pact import PactCommand
from core.domain.post_note import PostNoteCommand
from core.domain.proof import KeepTimestamp, RevokeCertificate
from core.domain.reference_edit import ReferenceEditCommand
from core.domain.referral import ReferralCommand
from core.domain.retention import ProposePurge
from core.domain.roster import ChangeRoster, ImportRoster, PlanCascade, RosterCommand
from core.domain.sanction import SanctionCommand
from core.domain.team_records import TeamCommand
from core.domain.template import PublishTemplates, WordingCommand
from core.domain.vulnerability import Assess

ROOMS: tuple[tuple[Any, str], ...] = (
    (CaseCommand, "core.app.case_acts"),
    (IdentityCommand, "core.app.identity"),
    (CompareIncidents, "core.app.groups"),
    (ReferralCommand, "core.app.referrals"),
    (SanctionCommand, "core.app.sanctions"),
    (TeamCommand, "core.app.team"),
    (PostNoteCommand, "core.app.post_board"),
    (Assess, "core.app.vulnerability"),
    (BreachCommand, "core.app.breaches"),
    (AccessCommand, "core.app.access"),
    (ProposePurge, "core.app.retention"),
    (ReferenceEditCommand, "core.app.reference_draft"),
    (WordingCommand, "core.app.rewording"),
    (RenewDeviceKey, "core.app.device_key"),
)
"""The province's work, and the laptop's own key: each room has a door ``act(device, command)`` and comes in at first use."""


def act(device: Device, command: OfficeCommand, watch: Watch) -> views.Changes:
    """Carry out a command that needs nothing but the device; raises ``Refused`` with a code."""
    for kind, room in ROOMS:
        if isinstance(command, kind):
            made: views.Changes = import_module(room).act(device, command)
            return made
    return _about_the_rest(device, cast("HouseCommand", command), watch)


def _about_the_rest(device: Device, command: HouseCommand, watch: Watch) -> views.Changes:
    match command:
        case ProposeCorrection() | AnswerProposal() | OrderErasure() | PlaceHold() | LiftHold():
            return changes.carry_out(device, command)
        case IssuePacts() | IssueDocument() | PublishTemplates() | OpenDeclaration() | SignDeclaration() | SealDeclaration():
            return _about_documents(device, command, watch)
        case (
            EnrolOfficer()
            | EndOfficer()
            | CreateKit()
            | CreateRegencyKit()
            | PublishReference()
            | RevokeCertificate()
            | EndAuthority()
            | KeepTimestamp()
        ):
            return _about_the_office(device, command)
        case LookUp() | ReturnWithCode() | HandleReturn() | RenewLookup() | Announce() | MarkRead():
            return _about_words(device, command)
        case _:
            return _about_the_cascade(device, command, watch)


def _about_proofs(device: Device, command: ProofCommand) -> views.Changes:
    from core.app import authority_ending, proving, revoking

    if isinstance(command, RevokeCertificate):
        return views.Changes(frozenset({"officers"}), revoking.revoke(device, command))
    if isinstance(command, EndAuthority):
        return views.Changes(frozenset({"officers"}), authority_ending.end(device, command))
    return views.Changes(frozenset({"documents"}), proving.keep(device, command))


def _about_declarations(device: Device, command: DeclarationCommand) -> views.Changes:
    from core.app import declarations

    topics = frozenset({"declarations", "documents"})
    match command:
        case OpenDeclaration():
            return views.Changes(topics, declarations.open_declaration(device, command))
        case SignDeclaration():
            return views.Changes(topics, declarations.sign(device, command))
        case SealDeclaration():
            return views.Changes(topics, declarations.seal(device, command))


def _about_documents(device: Device, command: IssuePacts | DocumentCommand | DeclarationCommand, watch: Watch) -> views.Changes:
    if isinstance(command, OpenDeclaration | SignDeclaration | SealDeclaration):
        return _about_declarations(device, command)
    # ReportLab and pyHanko take a second to import; they come in when the first paper is made.
    from core.app import documents, issuing

    if isinstance(command, IssuePacts):
        return views.Changes(frozenset({"pacts"}), issuing.issue(device, command, watch))
    if isinstance(command, IssueDocument):
        return views.Changes(frozenset({"documents"}), documents.issue(device, command))
    return views.Changes(frozenset({"documents", "pacts"}), documents.publish_templates(device, command))


def _about_the_cascade(device: Device, command: PactCommand | RosterCommand, watch: Watch) -> views.Changes:
    match command:
        case ImportRoster():
            from core.app import roster_import

            return views.Changes(frozenset({"roster", "pacts"}), roster_import.take(device, command, watch))
        case ChangeRoster():
            return views.Changes(frozenset({"roster", "pacts"}), roster_writing.change(device, command))
        case PlanCascade():
            return views.Changes(frozenset({"roster"}), roster_writing.plan(device, command))
        case _:
            return views.Changes(frozenset({"pacts", "roster"}), pact_acts.act(device, command))


def _about_words(device: Device, command: ReporterCommand | AnnouncementCommand) -> views.Changes:
    if isinstance(command, Announce | MarkRead):
        return views.Changes(frozenset({"announcements"}), announcements.act(device, command))
    return reporter.carry_out(device, command)


def _about_the_office(
    device: Device,
    command: EnrolOfficer | EndOfficer | CreateKit | CreateRegencyKit | PublishReference | ProofCommand,
) -> views.Changes:
    match command:
        case EnrolOfficer():
            return views.Changes(frozenset({"officers"}), officers.enrol(device, command))
        case EndOfficer():
            from core.app import leaving

            return views.Changes(frozenset({"officers", "identity"}), leaving.end(device, command))
        case CreateKit():
            return views.Changes(frozenset({"posts"}), kit.create_kit(device, command))
        case CreateRegencyKit():
            return views.Changes(frozenset({"posts"}), kit.create_regency_kit(device, command))
        case PublishReference():
            return views.Changes(frozenset({"reference"}), publishing.publish(device, command))
        case RevokeCertificate() | EndAuthority() | KeepTimestamp():
            return _about_proofs(device, command)
