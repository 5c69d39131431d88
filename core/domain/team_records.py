"""Every event about the integrated team in one union, and by which each record begins."""

from __future__ import annotations

from typing import Final

from core.domain.action_item import ActionCommand as ActionCommand
from core.domain.action_item import ActionEvent, ActionSet
from core.domain.agreement import AgreementRecorded, RecordAgreement
from core.domain.local_rule import RecordRule, RuleRecorded
from core.domain.meeting import MeetingCommand, MeetingEvent, MeetingPlanned
from core.domain.member import MemberCommand, MemberNamed, TeamDecreed
from core.domain.outreach import OutreachHeld, RecordOutreach
from core.domain.release import MakeRelease, ReleaseMade
from core.domain.team_act import TeamAct, TeamActCommand
from core.domain.team_paper import TeamPaperCommand

TeamEvent = (
    TeamDecreed
    | MemberNamed
    | MeetingEvent
    | ActionEvent
    | AgreementRecorded
    | OutreachHeld
    | RuleRecorded
    | ReleaseMade
    | TeamAct
)
TeamCommand = (
    MemberCommand
    | MeetingCommand
    | ActionCommand
    | RecordAgreement
    | RecordOutreach
    | RecordRule
    | MakeRelease
    | TeamActCommand
    | TeamPaperCommand
)

BEGUN_BY: Final[dict[str, type]] = {
    "decree": TeamDecreed,
    "member": MemberNamed,
    "meeting": MeetingPlanned,
    "action": ActionSet,
    "agreement": AgreementRecorded,
    "outreach": OutreachHeld,
    "rule": RuleRecorded,
    "release": ReleaseMade,
}
"""Name of a record -> the event that begins it."""
