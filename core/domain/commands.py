"""Everything a user may ask for, in the imperative. Each carries a random id: the same id twice is one command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.domain.access import AccessCommand
from core.domain.announcement import AnnouncementCommand
from core.domain.authority_ended import EndAuthority
from core.domain.bawaslu import GiveNotice, RecordBawasluReceipt, WithdrawBawasluReceipt
from core.domain.breach import BreachCommand
from core.domain.case import CaseCommand
from core.domain.declaration import DeclarationCommand
from core.domain.device_key import RenewDeviceKey
from core.domain.document import IssueDocument
from core.domain.erasure import ERASABLE
from core.domain.forms import ReportForm
from core.domain.identity_opening import IdentityCommand
from core.domain.ids import CommandId, SubjectId
from core.domain.incident import CompareIncidents
from core.domain.officer import EndOfficer
from core.domain.pact import PactCommand
from core.domain.post_note import PostNoteCommand
from core.domain.proof import KeepTimestamp, RevokeCertificate
from core.domain.reference_edit import ReferenceEditCommand
from core.domain.referral import ReferralCommand
from core.domain.retention import ProposePurge
from core.domain.roster import RosterCommand
from core.domain.sanction import SanctionCommand
from core.domain.team_records import TeamCommand
from core.domain.template import PublishTemplates, WordingCommand
from core.domain.vulnerability import Assess


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that was captured into the vault and waits to be named in an entry.

    ``token`` names it in the vault; sizes are bytes; digests are SHA-256; ``pieces`` are the digests of each
    8 MiB of ciphertext; ``secret`` opens it (an age identity), empty where only the province may.
    """

    token: str
    name: str
    media_type: str
    size: int
    plain_digest: bytes
    sealed_size: int
    sealed_digest: bytes
    pieces: tuple[bytes, ...]
    secret: str
    shows_identity: bool


@dataclass(frozen=True, slots=True)
class ReportItem:
    """One report to submit, the files that go with it, and the draft it came from."""

    form: ReportForm
    attachments: tuple[AttachedFile, ...] = ()
    draft: str | None = None


@dataclass(frozen=True, slots=True)
class SubmitReports:
    """Take in reports, all or none, in one transaction."""

    command: CommandId
    items: tuple[ReportItem, ...]


@dataclass(frozen=True, slots=True)
class OpenCase:
    """The province registers a report under its own agenda number."""

    command: CommandId
    report: SubjectId
    agenda: str


@dataclass(frozen=True, slots=True)
class NoteSeen:
    """The officer looks at a file of a report; written once for officer, file and day."""

    command: CommandId
    report: SubjectId
    token: str


@dataclass(frozen=True, slots=True)
class ExportEvidence:
    """A file of a report leaves the program: as it came, or as a ``copy`` of its pixels without metadata."""

    command: CommandId
    report: SubjectId
    token: str
    purpose: str
    copy: bool = False


@dataclass(frozen=True, slots=True)
class ProposeCorrection:
    """Propose to correct, void or restore a report; a second officer answers (D18).

    ``changes`` are fields of the form with their new values as JSON, None to empty one; ``reason`` a code of
    ``correction.REASONS``, ``words`` the reason in words.
    """

    command: CommandId
    report: SubjectId
    act: str
    reason: str
    words: str = ""
    changes: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnswerProposal:
    """The second officer agrees or refuses; ``proposal`` is the first 16 bytes of the proposal's digest."""

    command: CommandId
    proposal: SubjectId
    approve: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class OrderErasure:
    """The province orders the words of a report to be destroyed everywhere; has effect once another officer agreed."""

    command: CommandId
    report: SubjectId
    ground: str
    basis: str
    parts: tuple[str, ...] = ERASABLE
    attachments: bool = True
    sealed_files: bool = False


@dataclass(frozen=True, slots=True)
class PlaceHold:
    """The province forbids to erase a report."""

    command: CommandId
    report: SubjectId
    basis: str


@dataclass(frozen=True, slots=True)
class LiftHold:
    """The province ends every hold on a report."""

    command: CommandId
    report: SubjectId
    basis: str


@dataclass(frozen=True, slots=True)
class PactPersonItem:
    """One person of a roster, as checked, for whom a pact is issued.

    ``person`` is the id in the roster, ``replaces`` the pact that this one renews, ``due`` the day by which to sign,
    ``template`` the wording that the plan names for this kind of person.
    """

    name: str
    front_title: str
    back_title: str
    identifier: str
    rank: str
    position: str
    unit: str
    agency: str
    subject: str
    superior: str
    is_head: bool
    person: bytes = b""
    replaces: bytes = b""
    due: str = ""
    template: str = ""


@dataclass(frozen=True, slots=True)
class IssuePacts:
    """Issue one signed integrity pact per person, all or none.

    ``strokes`` are what one single person drew on the screen: that pact is issued signed.
    """

    command: CommandId
    people: tuple[PactPersonItem, ...]
    template: str | None
    place: str
    witness: str = ""
    strokes: tuple[tuple[tuple[int, int], ...], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class EnrolOfficer:
    """One more officer on this laptop, with a passphrase of his own."""

    command: CommandId
    name: str
    role: str
    passphrase: str | bytearray


@dataclass(frozen=True, slots=True)
class CreateKit:
    """Make an enrolment kit for a post (or desk); without a mandate it is a drill kit."""

    command: CommandId
    post: str
    laptops: int = 3
    mandate: str = ""
    last_day: str = ""


@dataclass(frozen=True, slots=True)
class CreateRegencyKit:
    """Make an enrolment kit for the desk of one regency, named by its area."""

    command: CommandId
    area: str
    laptops: int = 3


@dataclass(frozen=True, slots=True)
class PublishReference:
    """The province gives out new versions of data sets, each a file's bytes; all or none."""

    command: CommandId
    files: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class LookUp:
    """What does this code say? Changes nothing but the count of wrong guesses."""

    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReturnWithCode:
    """The reporter is back: evidence, completion, threat or withdrawal, sealed to the province."""

    command: CommandId
    code: str = field(repr=False)
    act: str
    text: str = field(default="", repr=False)
    attachments: tuple[AttachedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class HandleReturn:
    """An officer of the province takes an act of a reporter on."""

    command: CommandId
    subject: SubjectId


@dataclass(frozen=True, slots=True)
class RenewLookup:
    """A new code for a reporter who lost the old one, which then opens nothing any more."""

    command: CommandId
    report: SubjectId


LodgingCommand = RecordBawasluReceipt | WithdrawBawasluReceipt | GiveNotice
ReporterCommand = LookUp | ReturnWithCode | HandleReturn | RenewLookup
ChangeCommand = ProposeCorrection | AnswerProposal | OrderErasure | PlaceHold | LiftHold
ProofCommand = RevokeCertificate | EndAuthority | KeepTimestamp
DocumentCommand = IssueDocument | PublishTemplates
ReportCommand = SubmitReports | OpenCase | NoteSeen | LodgingCommand
HouseCommand = (
    IssuePacts
    | EnrolOfficer
    | EndOfficer
    | CreateKit
    | CreateRegencyKit
    | PublishReference
    | ReporterCommand
    | ChangeCommand
    | PactCommand
    | RosterCommand
    | DocumentCommand
    | DeclarationCommand
    | ProofCommand
    | AnnouncementCommand
)
"""What was there before the province's own work, each kind with a room of its own in ``core.app.carrying``."""
OfficeCommand = (
    HouseCommand
    | CaseCommand
    | CompareIncidents
    | ReferralCommand
    | SanctionCommand
    | TeamCommand
    | PostNoteCommand
    | Assess
    | IdentityCommand
    | BreachCommand
    | AccessCommand
    | ProposePurge
    | ReferenceEditCommand
    | WordingCommand
    | RenewDeviceKey
)
Command = ReportCommand | OfficeCommand
