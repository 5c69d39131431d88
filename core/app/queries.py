"""The questions that screens and verbs ask; each is a frozen value that knows the type of its answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from core.app import cascade_views, deadline_views, pact_views, views
from core.app.custody_views import CustodyView
from core.app.document_views import DeclarationRow, DeclarationView, DocumentKind, DocumentPage, FormOfDocument, RefusedWording
from core.app.nation_views import AboveView, AdoptedRow
from core.app.watch import Watch, silent
from core.domain.commands import AttachedFile, PactPersonItem
from core.domain.document import IssueDocument
from core.domain.forms import ReportForm
from core.domain.reference_change import SetChange

R_co = TypeVar("R_co", covariant=True)


class Query(Generic[R_co]):
    """A question whose answer has the type ``R_co``; answered by ``Application.ask``."""


SORTS = ("newest", "oldest", "event", "deadline", "number")
"""By number of arrival, by day of the event, by the reporter's own time limit (those without one are left out), by number."""


@dataclass(frozen=True, slots=True)
class Reports(Query[views.ReportPage]):
    """A page of reports; ``text`` is searched as typed (every word a prefix). Every filter may be left empty.

    ``area`` is the code of any area that the place lies in; ``deadline`` near, open or over; ``since`` and ``until`` are
    days of reception as ``YYYY-MM-DD``. Raises ``Invalid``: ``query.cursor``, ``query.filter`` (field).
    """

    text: str = ""
    kind: str | None = None
    status: str | None = None
    limit: int = 50
    after: str | None = None
    stage: str = ""
    area: str = ""
    deadline: str = ""
    case_status: str = ""
    lane: str = ""
    since: str = ""
    until: str = ""
    sort: str = "newest"


@dataclass(frozen=True, slots=True)
class ReportIds(Query[views.ReportIds]):
    """The numbers in this store of what a filter finds, in its order and in large pieces; ``limit`` and ``after`` are its own."""

    reports: Reports
    after: str | None = None
    limit: int = 20_000


@dataclass(frozen=True, slots=True)
class NearWords(Query[tuple[str, ...]]):
    """What somebody may have meant whose search finds nothing: up to ``limit`` searches with other words, near to the typed."""

    text: str
    limit: int = 5


@dataclass(frozen=True, slots=True)
class ReportRows(Query[tuple[views.ReportRow, ...]]):
    """The rows of some of those numbers, in the order asked; a number that is gone is left out."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Likely(Query[tuple[views.LikelyRow, ...]]):
    """Reports that may tell of the same incident as a form that is being filled in; empty fields are not known yet.

    ``day`` is the day of the event; ``point`` latitude and longitude in degrees. Names are compared in memory only.
    """

    kind: str
    area: str = ""
    day: date | None = None
    violation: str = ""
    summary: str = ""
    narrative: str = ""
    reported_names: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Report(Query[views.ReportView]):
    """One report by id or case number; raises ``Invalid('report.unknown')``."""

    id: str


@dataclass(frozen=True, slots=True)
class Receipt(Query[bytes]):
    """The signed receipt (T05) of a report as PDF; see :mod:`core.app.receipts`.

    ``code`` is the look-up code, which the program keeps nowhere; ``form`` the form while it is still at hand.
    ``guarded`` says that the report was sealed to a guard: then the form alone is printed from.
    """

    id: str
    code: str = ""
    form: ReportForm | None = None
    with_number: bool = False
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class LastSituation(Query["views.LastSituation | None"]):
    """This post's newest situation report, from which the next period is proposed."""


@dataclass(frozen=True, slots=True)
class SectionCounts(Query[views.SectionCounts]):
    """Sections D and E of a situation report, counted from the register; both times ISO with offset."""

    period_from: str
    period_to: str


@dataclass(frozen=True, slots=True)
class ClockDoubt(Query[str]):
    """Empty, or the time of this laptop's newest entry where its clock now stands before it."""


@dataclass(frozen=True, slots=True)
class Paper(Query[bytes]):
    """A letter or form as PDF, by its kind (:data:`core.domain.papers.KINDS`): for a report, or blank without one.

    ``form`` and ``files`` are the open form with its captured files: what is made of them names people and is kept nowhere.
    """

    kind: str
    report: str = ""
    form: ReportForm | None = None
    files: tuple[AttachedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Papers(Query[tuple[views.PaperRow, ...]]):
    """The papers that go with a report, by id or case number."""

    report: str


@dataclass(frozen=True, slots=True)
class Returns(Query[tuple[views.ReturnRow, ...]]):
    """What reporters added with their codes, newest first; only the province can read it.

    ``report`` is an id: that report's alone; ``open_only``: acts that nobody has taken on; ``act``: of one kind.
    """

    report: str = ""
    open_only: bool = False
    act: str = ""


@dataclass(frozen=True, slots=True)
class HomeCounts(Query[views.Counts]):
    """The numbers of home and status bar."""


@dataclass(frozen=True, slots=True)
class NearDeadlines(Query[tuple[deadline_views.NearDeadline, ...]]):
    """Deadlines that are near or over, of reports that Bawaslu has not receipted; the most pressing first."""

    limit: int = 50


@dataclass(frozen=True, slots=True)
class Waiting(Query[tuple[views.WaitingRow, ...]]):
    """Proposals that wait for a second officer, newest first."""


@dataclass(frozen=True, slots=True)
class Drafts(Query[tuple[views.DraftRow, ...]]):
    """Drafts, newest first."""


@dataclass(frozen=True, slots=True)
class Officers(Query[tuple[views.OfficerRow, ...]]):
    """Everybody who may sign on this laptop's post or desk."""


@dataclass(frozen=True, slots=True)
class Pacts(Query[views.PactPage]):
    """A page of issued pacts, newest first. Words of ``text`` begin words of name, number or unit; filters may be left empty.

    ``state`` is a pact's state, ``employment`` and ``template`` are codes, ``post`` who issued it, ``since`` and ``until`` days
    of issue as ``YYYY-MM-DD``; ``overdue`` keeps those whose own day has passed unsigned, ``current`` those that none replaces.
    Raises ``Invalid``: ``query.cursor``, ``query.filter`` (field).
    """

    text: str = ""
    limit: int = 100
    after: str | None = None
    state: str = ""
    employment: str = ""
    template: str = ""
    post: str = ""
    since: str = ""
    until: str = ""
    overdue: bool = False
    current: bool = False


@dataclass(frozen=True, slots=True)
class Pact(Query[pact_views.PactView]):
    """One pact by id or number, with every act about it; raises ``Invalid('pact.unknown')``."""

    id: str


@dataclass(frozen=True, slots=True)
class RosterPreview(Query[cascade_views.RosterPreviewView]):
    """What taking a personnel office's list (CSV, XLSX) over would change; nothing is written.

    ``columns`` maps fields to headings' places (from 0, -1 for none) over what is remembered or guessed; ``employment`` is the
    kind of those whose row names none. ``watch`` is told of progress and may stop it.
    """

    data: bytes = field(repr=False)
    columns: tuple[tuple[str, int], ...] = ()
    employment: str = ""
    watch: Watch = field(default=silent, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class CascadeTree(Query[cascade_views.CascadeTreeView]):
    """Offices with their people counted; ``home`` is the code of who keeps the roster, empty: all held here."""

    home: str = ""


@dataclass(frozen=True, slots=True)
class Coverage(Query[cascade_views.CoverageView]):
    """Coverage by office, tier and date; ``unit`` is an office's id, name or words of it.

    Raises ``Invalid('cascade.no_unit')``.
    """

    unit: str = ""
    home: str = ""


@dataclass(frozen=True, slots=True)
class OfficePeople(Query[cascade_views.PeoplePage]):
    """A page of people by name: of an office (id; with ``below`` of those under it), or of a home.

    ``state`` is a pact's state, empty for those without one, None for all; ``standing`` empty means active and on leave.
    ``text`` matches name, number or position.
    """

    office: str = ""
    home: str = ""
    below: bool = True
    text: str = ""
    state: str | None = None
    standing: str = ""
    limit: int = 100
    after: str | None = None


@dataclass(frozen=True, slots=True)
class PersonHistory(Query[cascade_views.PersonHistoryView]):
    """One person by id or number: steps in the roster and pacts; raises ``Invalid('roster.no_person')``."""

    id: str


@dataclass(frozen=True, slots=True)
class Reminders(Query[tuple[cascade_views.ReminderGroup, ...]]):
    """What each head still owes; ``within`` keeps those whose day comes in so many days (0: due today or over)."""

    home: str = ""
    within: int | None = None


@dataclass(frozen=True, slots=True)
class ReminderPaper(Query[bytes]):
    """A head's list as PDF: ``head`` and ``office`` as in a group of :class:`Reminders` with the same home and days.

    Raises ``Invalid('cascade.nothing_owed')``.
    """

    head: str
    office: str
    home: str = ""
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Reissues(Query[tuple[cascade_views.ReissueRow, ...]]):
    """Pacts that must be issued anew because the wording, the head or the person's post changed."""

    home: str = ""


@dataclass(frozen=True, slots=True)
class Holders(Query[tuple[tuple[int, str], ...]]):
    """Which of these people hold a pact of the same wording already: place in the list, and the pact's number."""

    people: tuple[PactPersonItem, ...]
    template: str | None = None


@dataclass(frozen=True, slots=True)
class ToIssue(Query[tuple[PactPersonItem, ...]]):
    """People of the own roster who lack a pact, from the top down, ready for ``IssuePacts``; ``renew`` adds the renewals.

    ``lacking`` False leaves out those without any pact, so that only renewals remain.
    """

    unit: str = ""
    renew: bool = False
    lacking: bool = True


@dataclass(frozen=True, slots=True)
class Hindered(Query[tuple[pact_views.HinderedRow, ...]]):
    """Who refused (``menolak``) or is away (``berhalangan``), and why; ``state`` empty means both."""

    state: str = ""


@dataclass(frozen=True, slots=True)
class PactFile(Query[bytes]):
    """The PDF of a pact issued here; raises ``Invalid('pact.unknown')``."""

    id: str


@dataclass(frozen=True, slots=True)
class Documents(Query[DocumentPage]):
    """A page of the register of issued documents, newest first; empty filters let everything through, days are ISO."""

    text: str = ""
    kind: str = ""
    classification: str = ""
    post: str = ""
    day_from: str = ""
    day_to: str = ""
    limit: int = 100
    after: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentFile(Query[bytes]):
    """The PDF of a document issued here, by id or number; raises ``Invalid('document.unknown')``."""

    id: str


@dataclass(frozen=True, slots=True)
class DocumentKinds(Query[tuple[DocumentKind, ...]]):
    """Kinds of documents that can be issued."""


@dataclass(frozen=True, slots=True)
class DocumentForm(Query[FormOfDocument]):
    """What must be filled in for a kind, about a report (id or number) or none.

    Raises ``Invalid``: ``document.kind``, ``report.unknown``, ``document.about``.
    """

    kind: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class RefusedWordings(Query[tuple[RefusedWording, ...]]):
    """Wordings of the province that cannot be used here, and why."""


@dataclass(frozen=True, slots=True)
class DocumentDraft(Query[bytes]):
    """The pages that a command would print, without a number; raises as issuing does."""

    command: IssueDocument


@dataclass(frozen=True, slots=True)
class Declarations(Query[tuple[DeclarationRow, ...]]):
    """All declarations that are known here."""


@dataclass(frozen=True, slots=True)
class Declaration(Query[DeclarationView]):
    """One declaration; raises ``Invalid('declaration.unknown')``."""

    id: str


@dataclass(frozen=True, slots=True)
class Posts(Query[tuple[views.PostRow, ...]]):
    """Posts that ever wrote, for the province."""


@dataclass(frozen=True, slots=True)
class ReferenceSets(Query[tuple[views.ReferenceSetRow, ...]]):
    """Every data set in force and every version that was published."""


@dataclass(frozen=True, slots=True)
class ReferencePreview(Query[tuple[SetChange, ...]]):
    """What these files (a data set's bytes each) would change if they were published now."""

    files: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Above(Query[AboveView | None]):
    """The national office that this province knows, and how far it is."""


@dataclass(frozen=True, slots=True)
class Adopted(Query[tuple[AdoptedRow, ...]]):
    """The provinces that this national office adopted."""


@dataclass(frozen=True, slots=True)
class Ledger(Query[tuple[views.LedgerRow, ...]]):
    """History of sticks, newest first."""


@dataclass(frozen=True, slots=True)
class Custody(Query[CustodyView]):
    """Sticks that are under way or came back, and what has not come."""


@dataclass(frozen=True, slots=True)
class Timestamps(Query[tuple[views.TimestampRow, ...]]):
    """Trees that a timestamp authority confirmed, the newest day first."""


@dataclass(frozen=True, slots=True)
class Kits(Query[tuple[views.KitRow, ...]]):
    """Kits that any desk of the province made, the newest first."""


@dataclass(frozen=True, slots=True)
class Certificates(Query[tuple[views.CertificateRow, ...]]):
    """Certificates of persons and devices, by post and name."""


@dataclass(frozen=True, slots=True)
class LostLaptop(Query[views.LostLaptop]):
    """What lay on a laptop, by the key id of its certificate."""

    key: str


@dataclass(frozen=True, slots=True)
class Announcements(Query[tuple[views.AnnouncementRow, ...]]):
    """What the province announced, the newest first; ``open_only`` what somebody has not read."""

    open_only: bool = False


@dataclass(frozen=True, slots=True)
class Alarms(Query[tuple[views.AlarmRow, ...]]):
    """Streams with rivals or gaps."""


@dataclass(frozen=True, slots=True)
class Quarantine(Query[tuple[views.QuarantineRow, ...]]):
    """What was set aside, newest first."""
