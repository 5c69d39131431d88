"""What screens and verbs get to see: frozen rows, answers to the questions of core/app/queries.py."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field

from core.app.deadline_views import DeadlineView, NoticeRow, ReceiptRow, WithdrawnRow
from core.domain.commands import AttachedFile

WAITING, ON_MEDIUM, RECEIVED = "queued", "sent", "received"
"""The way of a report: menunggu, di media, diterima provinsi. ``received`` only by a signed acknowledgement (I4)."""


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """Whose program this is: ``kind`` is ``province`` or ``post``; ``zone`` an IANA name."""

    kind: str
    code: str
    name: str
    province_code: str
    zone: str
    drill: bool
    device: str
    officer: str
    officer_role: str
    server: str = ""
    """The host that several desks share, where the store lies there; empty for a laptop's own file."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One line of the list. ``sealed`` reports ("titip") have number, date and status only."""

    id: str
    number: str
    kind: str
    post: str
    received_at: str
    day: str
    summary: str
    area: str
    place: str
    violation: str
    stage: str
    status: str
    case_status: str
    sealed: bool
    attachments: int
    forked: bool
    nihil: bool
    happened: str = ""
    lane: str = ""
    agenda: str = ""
    voided: bool = False
    erased: bool = False
    revoked: bool = False
    """It came, or says it was written, after its officer or laptop was not believed any more."""


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A page of the list; ``next`` is the cursor of the following page or None."""

    rows: tuple[ReportRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class ReportIds:
    """Numbers of reports in this store, for a list that holds no more rows than it shows."""

    numbers: array[int]
    next: str | None


@dataclass(frozen=True, slots=True)
class LikelyRow:
    """A report that may tell of the same incident: ``score`` 0 to 1, ``reasons`` codes of :mod:`core.domain.likeness`."""

    id: str
    number: str
    day: str
    place: str
    summary: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry as people read it: when, who, what (a kind's code), from which post; ``marks`` such as ``cabang``.

    ``device`` is the laptop's short name. ``received_at`` tells when the entry came: to the province, as its signed
    acknowledgement says (``received_by`` is ``province``), or to this laptop (``here``). ``fields`` and ``reason`` are codes.
    """

    at: str
    officer: str
    post: str
    kind: str
    detail: str
    digest: str
    sequence: int
    marks: tuple[str, ...] = ()
    device: str = ""
    received_at: str = ""
    received_by: str = ""
    fields: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of the form before and after; None where it is empty, ``sealed`` where it is a person."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A correction or an erasure order of a report, with its answer.

    ``may_answer`` tells that the officer at work may agree; ``mine`` that it is his own, which he may take back.
    ``beside`` are ids of proposals on a common field that did not know of this one.
    """

    id: str
    act: str
    status: str
    reason: str
    words: str
    fields: tuple[str, ...]
    changes: tuple[FieldChange, ...]
    officer: str
    post: str
    at: str
    answered_by: str
    answered_at: str
    answer_words: str
    mine: bool
    may_answer: bool
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A proposal that waits for a second officer, as home lists it."""

    id: str
    report: str
    number: str
    kind: str
    act: str
    reason: str
    fields: tuple[str, ...]
    officer: str
    post: str
    at: str
    mine: bool
    may_answer: bool


@dataclass(frozen=True, slots=True)
class CustodyLine:
    """One step of a file's way: ``act`` is taken, seen, exported or copied; ``digest`` of what was written outside."""

    act: str
    at: str
    officer: str
    post: str
    purpose: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """An attachment of a report; ``openable`` here or sealed to the province; ``missing`` counts absent pieces.

    From ``title`` on: what the evidence list says of it, what the file claims, and who had it in hand.
    """

    id: str
    name: str
    media_type: str
    size: int
    digest: str
    shows_identity: bool
    openable: bool
    missing: int
    title: str = ""
    kind: str = ""
    origin: str = ""
    handed_by: str = ""
    claimed_at: str = ""
    claimed_latitude_e7: int | None = None
    claimed_longitude_e7: int | None = None
    custody: tuple[CustodyLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels: width, height, RGB bytes row by row."""

    width: int
    height: int
    rgb: bytes


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written outside: the attachment, bytes, SHA-256, and whether it is a copy without metadata."""

    id: str
    size: int
    digest: str
    copy: bool


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report in full. ``form`` is the form's JSON with a sealed reporter as ``{"lane", "sealed": true}``.

    ``form`` reads as corrected, ``original`` as it was taken in (empty where nothing was corrected). ``gone`` names parts
    that were destroyed here; ``held`` tells of a legal hold.
    """

    row: ReportRow
    form: dict[str, object]
    history: tuple[HistoryLine, ...]
    attachments: tuple[AttachmentRow, ...]
    deadlines: tuple[DeadlineView, ...] = ()
    receipts: tuple[ReceiptRow, ...] = ()
    withdrawn: tuple[WithdrawnRow, ...] = ()
    notices: tuple[NoticeRow, ...] = ()
    other: dict[str, object] = field(default_factory=dict)
    proposals: tuple[ProposalRow, ...] = ()
    original: dict[str, object] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    held: bool = False


@dataclass(frozen=True, slots=True)
class LastSituation:
    """The newest situation report of this post; times are RFC 3339."""

    id: str
    number: str
    period_from: str
    period_to: str
    nihil: bool


@dataclass(frozen=True, slots=True)
class SectionCounts:
    """Complaints taken in, forwarded (received by the province) and waiting, and pacts issued, in a period."""

    received: int
    forwarded: int
    waiting: int
    pacts: int


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper that goes with a report. ``reason`` is the code of what stands in the way, or empty.

    ``blank`` ones come out without names, because only the open form knows them.
    """

    kind: str
    reason: str
    blank: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers for home, status bar and ``status``; reports unless said otherwise."""

    queued: int
    sent: int
    received: int
    drafts: int
    reports: int
    pacts: int
    quarantined: int
    unacknowledged_entries: int
    revoked: int = 0
    """Reports that came after their officer or laptop was not believed any more."""
    believed: bool = True
    """False where the certificate of the officer at work, or of this laptop, was revoked."""
    authority_over: bool = False
    """True where the authority that gave both out was ended: this laptop is to begin anew from a new kit."""
    unread: int = 0
    """Announcements of the province that nobody of this post has read."""
    asked: int = 0
    """Attachments that the province asks for again although they were written onto a medium."""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft that waits: kind of report, when it was last saved, its first words."""

    id: str
    kind: str
    saved_at: str
    summary: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft's content: the form as far as it goes, plus the identity section from its own box, plus files."""

    id: str
    kind: str
    saved_at: str
    tree: dict[str, object]
    files: tuple[AttachedFile, ...]


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """An officer of this journal: name, role, post, since when, and from when the certificate is not believed (or empty).

    ``ended`` tells that he left.
    """

    name: str
    role: str
    post: str
    since: str
    here: bool
    revoked: str = ""
    ended: bool = False


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A certificate of a person or device by its key id, since when it stands, and from when it is not believed (or empty)."""

    key: str
    name: str
    role: str
    post: str
    revoked: str
    since: str = ""
    authority: str = ""
    """The name of the authority that gave it out."""
    may_end: bool = False
    """Whether that authority is one that can be ended: a post's or a regency's, never a desk's own."""


@dataclass(frozen=True, slots=True)
class LostReport:
    """A report that lay on a laptop: ``sealed`` it could not read itself, ``own`` was written there, ``late`` came afterwards."""

    number: str
    day: str
    kind: str
    sealed: bool
    own: bool
    late: bool


@dataclass(frozen=True, slots=True)
class NotCome:
    """Places ``first`` to ``last`` of a stream that are known to exist and are not here."""

    stream: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class AnnouncementReader:
    """Who read an announcement at a post first."""

    post: str
    officer: str
    at: str


@dataclass(frozen=True, slots=True)
class AnnouncementRow:
    """What the province announced: ``to`` a post's code or empty for all; ``lacking`` are posts that have not read it."""

    id: str
    at: str
    officer: str
    to: str
    title: str
    words: str
    urgent: bool
    read: tuple[AnnouncementReader, ...]
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LostLaptop:
    """What lay on a laptop and what of it never came here; what it wrote after ``contact`` and told nobody is unknown."""

    key: str
    name: str
    post: str
    revoked: str
    contact: str
    reports: tuple[LostReport, ...]
    not_come: tuple[NotCome, ...]
    attachments: int


@dataclass(frozen=True, slots=True)
class TimestampRow:
    """A tree that a timestamp authority confirmed: when, over how much, by whom, until when that certificate runs.

    ``proven`` is False where no certificate of the authority was given, ``renewed`` True where a later tree covers it.
    """

    day: str
    at: str
    documents: int
    size: int
    root: str
    authority: str
    ends: str
    proven: bool
    renewed: bool


@dataclass(frozen=True, slots=True)
class PactRow:
    """One issued pact. ``state`` is one of diterbitkan, disosialisasikan, ditandatangani, menolak, berhalangan.

    ``due``, ``told_day`` and ``signed_day`` are days or empty; ``person`` is an id in the roster or empty.
    """

    id: str
    number: str
    name: str
    identifier: str
    position: str
    unit: str
    agency: str
    template: str
    issued_at: str
    state: str
    has_file: bool
    post: str = ""
    employment: str = ""
    due: str = ""
    told_day: str = ""
    signed_day: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class PactPage:
    """A page of pacts, newest first."""

    rows: tuple[PactRow, ...]
    next: str | None
    total: int


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post as the province sees it; ``version`` is the program that its laptops said they run, several by commas."""

    code: str
    name: str
    laptops: int
    reports: int
    last_contact: str | None
    confirmed: bool
    version: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceSetRow:
    """A version of a data set. ``state`` is in_force, older, waiting (for its day), incomplete, or unfit (not used).

    ``publisher`` is empty for what came with the program; ``confidence`` counts items by how sure they are.
    """

    dataset: str
    version: str
    valid_from: str
    state: str
    source: str
    licence: str
    publisher: str
    published_at: str
    items: int
    confidence: dict[str, int]
    digest: str


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of the history of sticks: direction ``out`` or ``in``."""

    at: str
    direction: str
    medium: str
    objects: int
    entries: int
    attachments: int
    bytes: int


@dataclass(frozen=True, slots=True)
class QuarantineRow:
    """An object that was set aside whole, with the reason's code.

    ``kept`` when its bytes are here and can be tried again; ``settled`` when it was taken in later.
    """

    at: str
    object: str
    code: str
    medium: str
    kept: bool
    settled: bool


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """A stream to look after: ``what`` is ``fork`` (a laptop may have been copied), ``gap`` (``first`` to ``last`` lack),
    ``behind`` (own places that a reader holds and this laptop lost) or ``revoked`` (``first`` to ``last`` came after its
    laptop was taken back).

    ``post`` is empty where its first entry is among what lacks; ``newest`` is when something of it came last.
    """

    what: str
    stream: str
    post: str
    first: int
    last: int
    newest: str


@dataclass(frozen=True, slots=True)
class Submitted:
    """What a submission gives back. ``code`` is the look-up code, shown this one time and kept nowhere.

    ``handling`` tells of a complaint whether the post forwards it as a legal report or as initial information.
    ``guard`` is the institution that alone may read the report, where the accused stands in the post's line of command;
    such a report has no number here. ``guard_inside`` warns that no guard outside the accused's institution is named.
    """

    id: str
    number: str
    code: str
    status: str
    sealed: bool
    handling: str = ""
    guard: str = ""
    guard_inside: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """All that a code is told: a status and the day it was reached; both None where no report has this code.

    ``opened`` is the day on which the reporter's identity was opened, empty while it never was.
    """

    status: str | None = None
    updated: str | None = None
    opened: str = ""


@dataclass(frozen=True, slots=True)
class ReturnTaken:
    """What a reporter's act gives back: its id, and its way like a report's."""

    id: str
    status: str


@dataclass(frozen=True, slots=True)
class Pending:
    """A proposal after an act: its id (empty for a hold), the report's id and number, and what became of it."""

    id: str
    report: str
    number: str
    status: str


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """An act of a reporter as the province reads it; ``report`` and ``number`` are empty while its report is not here.

    ``effect`` of a withdrawal is ``information`` where it came before registration, else ``recorded``.
    """

    id: str
    act: str
    at: str
    post: str
    text: str
    report: str
    number: str
    effect: str
    handled_at: str
    handled_by: str


@dataclass(frozen=True, slots=True)
class IssuedPacts:
    """What issuing gives back: per person the pact's id and number, in the order of the roster; the file is asked for."""

    pacts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KitRow:
    """A kit: for which post (or desk, by name), how many laptops it allows and how many began from it, when and by whom."""

    kit: str
    post: str
    desk: str
    laptops: int
    used: int
    last_day: str
    drill: bool
    made_at: str
    made_by: str


@dataclass(frozen=True, slots=True)
class KitMade:
    """An enrolment kit: the sealed file, and the code that opens it, printed once."""

    post: str
    file: bytes
    code: str
    drill: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """What a command or an import changed: topics that views listen to, and the reply for who asked.

    Topics: ``reports``, ``drafts``, ``pacts``, ``roster``, ``officers``, ``posts``, ``exchange``, ``settings``.
    """

    topics: frozenset[str]
    reply: object = None


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Outcome of ``check``: entries read, and problems as codes with an id each; ``places`` names ids as people know them.

    ``newest`` is when the newest entry came here (RFC 3339): whether one after it is gone no store can tell by itself.
    """

    entries: int
    problems: tuple[tuple[str, str], ...]
    rebuilt: bool
    places: Mapping[str, str] = field(default_factory=dict)
    newest: str = ""
