"""Everything that can have happened, in the past tense: business acts, never changed fields.

Each event is split into named parts so that one part can be sealed or destroyed alone (D3, D8, D14):
``facts`` keeps number, kind and date; ``story`` what happened and the attachments; ``parties`` who.
A part that is absent here (sealed to others, destroyed by order, expired) reads as None.
"""

from __future__ import annotations

import msgspec

from core.domain.access import AccessEvent
from core.domain.annex import AnnexExported
from core.domain.announcement import AnnouncementMade, AnnouncementRead
from core.domain.area_told import AreaTold
from core.domain.attached import Attached as Attached
from core.domain.attached import Carried as Carried
from core.domain.authority_ended import AuthorityEnded
from core.domain.bawaslu import BawasluReceiptRecorded, BawasluReceiptWithdrawn, NoticeGiven
from core.domain.breach import BreachEvent
from core.domain.case import CaseEvent
from core.domain.correction import CorrectionApproved, CorrectionDeclined, CorrectionProposed
from core.domain.declaration import DeclarationOpened, DeclarationSealed, DeclarationSigned
from core.domain.device_key import DeviceRenewed
from core.domain.document import DocumentIssued
from core.domain.erasure import ErasureApproved, ErasureDeclined, ErasureOrdered, HoldLifted, HoldPlaced
from core.domain.evidence import EvidenceExported, EvidenceSeen
from core.domain.identity_opening import IdentityEvent
from core.domain.incident import IncidentCompared
from core.domain.listing import EverythingExported, ListExported
from core.domain.lookup import Lookup as Lookup
from core.domain.officer import OfficerEnded
from core.domain.pact import PactAway, PactRefused, PactSigned, PactTold
from core.domain.pact import PactFacts as PactFacts
from core.domain.pact import PactIssued as PactIssued
from core.domain.pact import PactParties as PactParties
from core.domain.post_note import CourierPlanned, PostDownTold, PostUpTold
from core.domain.proof import CertificateRevoked, DayTimestamped
from core.domain.province_key import KeyDestroyed, KeyFollowed, KeyHanded, KeyPublished
from core.domain.publication import ReferencePublished
from core.domain.referral import ReferralEvent
from core.domain.reporter import LookupRenewed, ReporterReturned, ReturnHandled, StatusPublished
from core.domain.roster import CascadePlanned, RosterChanged, RosterImported
from core.domain.sanction import SanctionEvent
from core.domain.sealed_day import DaySealed
from core.domain.team_records import TeamEvent
from core.domain.template import TemplatePublished
from core.domain.vulnerability import VulnerabilityAssessed

FORKED, UNAUTHORISED, ERASED = "cabang", "tanpa wewenang", "dihapus"
"""Marks of a fact: from a fork on; by an author who had no right to it; with a part that was destroyed here."""

Tree = dict[str, object]


class StreamFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Entry 0 of every stream: whose it is and for whom (D2). Certificates are DER, ``recipient`` an age recipient."""

    device: bytes
    device_certificate: bytes
    officer_certificate: bytes
    ca_certificate: bytes
    audience: str
    province: bytes
    post: str
    drill: bool
    kit: bytes
    recipient: str
    follows: bytes = b""
    follows_head: bytes = b""


class StreamOpened(msgspec.Struct, frozen=True):
    """A device began to write for an audience."""

    facts: StreamFacts | None


class OfficerFacts(msgspec.Struct, frozen=True, kw_only=True):
    """An officer's certificate and the CA certificate that vouches for it."""

    name: str
    role: str
    certificate: bytes
    ca_certificate: bytes


class OfficerEnrolled(msgspec.Struct, frozen=True):
    """One more officer may sign on this device."""

    facts: OfficerFacts | None


class KitFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the province knows of a kit it made; never its code or key."""

    kit: bytes
    post: str
    laptops: int
    last_day: str
    mandate: str
    drill: bool
    ca_certificate: bytes
    desk: str = ""
    """Name of the desk, where it is no post's kit."""
    mark: bytes = b""
    """The mark key of the post's audience, so that every desk of the province can write for it (D16)."""


class KitIssued(msgspec.Struct, frozen=True):
    """An enrolment kit was made for a post."""

    facts: KitFacts | None


class ReportFacts(msgspec.Struct, frozen=True, kw_only=True):
    """All that a sealed ("titip") report leaves readable at the post: number, date, kind, ciphertexts to carry.

    ``carried`` is written for sealed reports with attachments alone: their story, which names them, cannot be read there.
    ``clock_doubt`` is written, and true, where the laptop's clock stood before its own newest entry.
    """

    number: str
    kind: str
    post: str
    day: str
    sealed: bool
    reference: str
    envelope: str = ""
    carried: list[Carried] | msgspec.UnsetType = msgspec.UNSET
    clock_doubt: bool | msgspec.UnsetType = msgspec.UNSET
    tag: bytes | msgspec.UnsetType = msgspec.UNSET
    """The look-up code's tag, in a sealed report alone: so that this laptop can say "recorded" to who has the code."""
    guard: str | msgspec.UnsetType = msgspec.UNSET
    """Who alone may read the report, where the accused stands in the post's line of command; unset otherwise."""


class ReportStory(msgspec.Struct, frozen=True, kw_only=True):
    """What happened: the form's tree without persons, attachments, look-up keys."""

    form: Tree
    attachments: list[Attached] = []
    lookup: Lookup | None = None


class ReportParties(msgspec.Struct, frozen=True, kw_only=True):
    """Who is reported, and the box that only the province opens: reporter and witnesses (D12)."""

    reported: list[Tree] = []
    lane: str = ""
    reporter_status: str = ""
    identity: bytes = b""
    witnesses: int = 0


class ReportReceived(msgspec.Struct, frozen=True):
    """A report was taken in: complaint, early warning, situation report or initial information."""

    facts: ReportFacts | None
    story: ReportStory | None = None
    parties: ReportParties | None = None


class CaseFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The province's own agenda number."""

    agenda: str


class CaseOpened(msgspec.Struct, frozen=True):
    """The province registered the report."""

    facts: CaseFacts | None


class Unknown(msgspec.Struct, frozen=True):
    """A kind that this program does not know: kept, relayed, shown as needing an update."""

    kind: str
    version: int


Event = (
    StreamOpened
    | OfficerEnrolled
    | KitIssued
    | ReportReceived
    | CaseOpened
    | CaseEvent
    | PactIssued
    | PactTold
    | PactSigned
    | PactRefused
    | PactAway
    | RosterImported
    | RosterChanged
    | CascadePlanned
    | ReferencePublished
    | AnnouncementMade
    | AnnouncementRead
    | VulnerabilityAssessed
    | AreaTold
    | CourierPlanned
    | PostDownTold
    | PostUpTold
    | EvidenceSeen
    | EvidenceExported
    | StatusPublished
    | ReporterReturned
    | ReturnHandled
    | LookupRenewed
    | CorrectionProposed
    | CorrectionApproved
    | CorrectionDeclined
    | ErasureOrdered
    | ErasureApproved
    | ErasureDeclined
    | HoldPlaced
    | HoldLifted
    | IncidentCompared
    | ListExported
    | EverythingExported
    | BawasluReceiptRecorded
    | BawasluReceiptWithdrawn
    | NoticeGiven
    | ReferralEvent
    | DaySealed
    | DocumentIssued
    | DeclarationOpened
    | DeclarationSigned
    | DeclarationSealed
    | TemplatePublished
    | DayTimestamped
    | CertificateRevoked
    | AuthorityEnded
    | KeyPublished
    | KeyDestroyed
    | KeyFollowed
    | KeyHanded
    | OfficerEnded
    | DeviceRenewed
    | SanctionEvent
    | IdentityEvent
    | AnnexExported
    | TeamEvent
    | BreachEvent
    | AccessEvent
    | Unknown
)


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """Where an event comes from, as the journal proved it. ``at`` is milliseconds UTC, a claim of the laptop's clock.

    ``gone`` are parts that were destroyed here; ``signer`` names the key that signed, whatever certificates and names it
    goes by; ``command`` the user's act; ``withheld`` parts that stayed in the province (at the national office alone).
    """

    stream: bytes
    sequence: int
    digest: bytes
    lamport: int
    subject: bytes
    kind: str
    officer: str
    role: str
    post: str
    at: int
    zone: str
    parents: tuple[bytes, ...] = ()
    marks: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    signer: bytes = b""
    command: bytes = b""
    withheld: tuple[str, ...] = ()


class Fact(msgspec.Struct, frozen=True):
    """An event with its provenance; state is a fold over facts."""

    event: Event
    source: Provenance
