"""Sanctions of a report: each step is an entry on the report's subject, among the desks alone."""

from __future__ import annotations

from core.app import attachments, case_acts, names, writing
from core.app.at_report import AtReport, open_report
from core.app.device import DESKS, Device
from core.app.sanction_views import SanctionMade
from core.app.views import Changes
from core.domain import authority, sanction_rules
from core.domain.attached import Attached
from core.domain.case_state import case_of
from core.domain.commands import AttachedFile
from core.domain.ids import show_id
from core.domain.rulings import rulings_of
from core.domain.sanction import (
    AppealSanction,
    EndProposal,
    EraseName,
    ExecuteSanction,
    ImposeSanction,
    InformReporter,
    ProposeSanction,
    ReviewSanction,
    SanctionCommand,
    SanctionEvent,
    StepCommand,
)
from core.domain.sanction_rules import Scene
from core.domain.sanctioning import Sanction, sanctions_of

TOPICS = frozenset({"reports", "sanctions"})
KIND_OF: dict[type, str] = {
    ProposeSanction: "sanction.proposed",
    ImposeSanction: "sanction.imposed",
    EndProposal: "sanction.not_imposed",
    ExecuteSanction: "sanction.executed",
    AppealSanction: "sanction.appealed",
    ReviewSanction: "sanction.reviewed",
    InformReporter: "sanction.informed",
    EraseName: "erasure.ordered",
}
"""What each command writes: whoever may not write it hears so before anything else is asked."""


def act(device: Device, command: SanctionCommand) -> Changes:
    """Write the step that a command asks for; the same command id twice is one step.

    Raises what :mod:`core.domain.sanction_rules` raises, ``Invalid('report.unknown')``, ``NotAllowed('authority.refused')``.
    """
    kind = KIND_OF[type(command)]
    authority.require(kind, device.officer.role, from_desk=device.is_desk, begins=False, owns=True)
    if isinstance(command, EraseName):
        return names.erase(device, command)
    with device.database.writing() as db:
        at = open_report(db, device, command.report, command.command)
        if not writing.done_before(db, command.command):
            event = _decided(scene_of(device, at), command)
            at.write(event, DESKS)
            case_acts.tell(at.again())
            at = at.again()
        made = _made(at, command.command)
    return Changes(TOPICS, SanctionMade(show_id(made.id), show_id(command.report), at.number, made.status))


def scene_of(device: Device, at: AtReport) -> Scene:
    """What the rules look at."""
    history = at.state.history
    act = sanction_rules.act_of(case_of(at.state))
    return Scene(at.state, sanctions_of(history), rulings_of(at.state.referrals), device.reference, device.moment().day, act)


def _decided(scene: Scene, command: StepCommand) -> SanctionEvent:
    match command:
        case ProposeSanction():
            return sanction_rules.propose(scene, command)
        case ImposeSanction():
            return sanction_rules.impose(scene, command, _attached(command.paper))
        case EndProposal():
            return sanction_rules.end_proposal(scene, command)
        case ExecuteSanction():
            return sanction_rules.execute(scene, command, _attached(command.paper))
        case _:
            return _decided_later(scene, command)


def _decided_later(scene: Scene, command: AppealSanction | ReviewSanction | InformReporter) -> SanctionEvent:
    match command:
        case AppealSanction():
            return sanction_rules.appeal(scene, command)
        case ReviewSanction():
            return sanction_rules.review(scene, command)
        case InformReporter():
            return sanction_rules.inform(scene, command)


def _attached(file: AttachedFile | None) -> Attached | None:
    return None if file is None else attachments.as_attached(file)


def _made(at: AtReport, command: bytes) -> Sanction:
    """The sanction that a command wrote about."""
    wrote = {fact.source.digest for fact in at.facts if fact.source.command == command}
    return next(each for each in sanctions_of(at.state.history) if any(step.fact.source.digest in wrote for step in each.steps))
