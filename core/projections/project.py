"""Which projector for which kind; replay from nothing; and the doctor that compares live rows with a replay (I1)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Select, Table, func, select

from core.crypto.sealing import AgeIdentity
from core.domain.access import KINDS as ACCESS_KINDS
from core.domain.announcement import AnnouncementMade, AnnouncementRead
from core.domain.area_told import AreaTold
from core.domain.authority_ended import AuthorityEnded
from core.domain.breach import KINDS as BREACH_KINDS
from core.domain.declaration import DeclarationOpened, DeclarationSealed, DeclarationSigned
from core.domain.device_key import DeviceRenewed
from core.domain.document import DocumentIssued
from core.domain.events import Event, Fact, KitIssued, OfficerEnrolled, StreamOpened
from core.domain.identity_opening import KINDS as IDENTITY_KINDS
from core.domain.identity_opening import IdentityOfficerNamed, IdentityOfficerUnnamed
from core.domain.officer import OfficerEnded
from core.domain.pact import KINDS as PACT_KINDS
from core.domain.post_note import CourierPlanned, PostDownTold, PostUpTold
from core.domain.proof import CertificateRevoked, DayTimestamped
from core.domain.province_key import KeyDestroyed, KeyFollowed, KeyHanded, KeyPublished
from core.domain.publication import ReferencePublished
from core.domain.referral import KINDS as REFERRAL_KINDS
from core.domain.reporter import StatusPublished
from core.domain.roster import CascadePlanned, RosterChanged, RosterImported
from core.domain.sanction import KINDS as SANCTION_KINDS
from core.domain.sealed_day import DaySealed
from core.domain.team_state import TEAM_KINDS
from core.domain.template import TemplatePublished
from core.domain.vulnerability import VulnerabilityAssessed
from core.journal import catalogue, reading, store
from core.journal.entry import Entry
from core.journal.handling import Handling
from core.projections import (
    acknowledged,
    announcements,
    areas,
    codes,
    days,
    identity,
    incidents,
    office_papers,
    pact_words,
    pacts,
    people,
    protection,
    publications,
    reports,
    returns,
    roster,
    search,
    team,
    watching,
)
from core.storage import tables
from core.storage.batch import batched
from core.storage.upsert import insert

PEOPLE_KINDS = ("stream.opened", "officer.enrolled")
_REMEMBER = insert(tables.command).on_conflict_do_nothing()
PROTECTION_KINDS = BREACH_KINDS.keys() | ACCESS_KINDS.keys()
COMPARED = "incident.compared"
RETURN_KINDS = frozenset({"reporter.returned", "return.handled"})
REPORT_KINDS = (
    catalogue.REPORT_KINDS
    | {
        "case.opened",
        "case.classified",
        "case.assigned",
        "case.noted",
        "case.completion_asked",
        "case.completed",
        "case.closed",
        "case.closing_approved",
        "case.closing_declined",
        "case.reopened",
        "case.told",
        "bawaslu.receipt_recorded",
        "bawaslu.receipt_withdrawn",
        "notice.given",
        "evidence.seen",
        "evidence.exported",
        "lookup.renewed",
        "correction.proposed",
        "correction.approved",
        "correction.declined",
        "erasure.ordered",
        "erasure.approved",
        "erasure.declined",
        "hold.placed",
        "hold.lifted",
        "annex.exported",
    }
    | REFERRAL_KINDS
    | SANCTION_KINDS.keys()
    | IDENTITY_KINDS.keys()
)


_E = tables.entry.c
_PLACE = select(_E.stream, _E.seq, _E.digest)
# Who may write stands before what was written, whatever the laptop's clock said of either.
_PEOPLE = _PLACE.where(_E.kind.in_(PEOPLE_KINDS)).order_by(_E.lamport, _E.taken, _E.stream, _E.seq)
_OTHERS = _PLACE.where(_E.kind.not_in(PEOPLE_KINDS)).order_by(_E.taken, _E.lamport, _E.stream, _E.seq)
_SEVERAL = select(_E.subject).group_by(_E.subject).having(func.count() > 1)
_PACTS = (
    select(_E.subject, func.count().label("entries")).where(_E.kind.in_(PACT_KINDS)).group_by(_E.subject).having(func.count() > 2)
)
_RIVAL = select(_E.stream, _E.seq).group_by(_E.stream, _E.seq).having(func.count() > 1).subquery()
_RIVALS = select(_RIVAL.c.stream, func.min(_RIVAL.c.seq).label("seq")).group_by(_RIVAL.c.stream)


@dataclass(frozen=True, slots=True)
class Projector:
    """Derives rows with the identities that this device holds; the same entries give the same rows."""

    identities: Sequence[AgeIdentity]
    labels: people.Labels = field(default_factory=dict)

    def project(self, db: Connection, entry: Entry, *, rivals: bool = True, alone: bool = False) -> None:
        """Bring the rows of the entry's subject up to date.

        Two words of the caller spare look-ups: that nothing else stands at the entry's place (``rivals=False``), and
        that nothing else is held about its subject (``alone``).
        """
        handling = self._note(db, entry, rivals=rivals)
        if entry.header.kind in REPORT_KINDS:
            if alone:
                reports.project_new(db, reading.facts_of(db, [entry], self.identities))
            else:
                reports.project_report(db, entry.subject, self.identities)
            return
        if entry.header.kind in RETURN_KINDS:
            returns.project_returned(db, entry.subject, self.identities)
            return
        if entry.header.kind in PACT_KINDS:
            pacts.project_pact(db, entry.subject, self.identities, entry if alone else None)
            return
        if entry.header.kind == COMPARED:
            incidents.project_compared(db, entry.subject, self.identities)
            return
        if entry.header.kind in TEAM_KINDS:
            team.project_team(db, entry.subject, self.identities)
            return
        if entry.header.kind in PROTECTION_KINDS:
            protection.project_protection(db, entry.subject, self.identities)
            return
        self._derive(db, entry, reading.event_of(entry, self.identities), handling)

    def _note(self, db: Connection, entry: Entry, *, rivals: bool = True) -> Handling:
        """What every entry tells, whatever it is about: its command is done, its stream may have forked."""
        handling = reading.handling_of(entry)
        _remember_command(db, entry, handling)
        if rivals:
            _mark_fork(db, entry, self)
        return handling

    def project_run(self, db: Connection, run: Sequence[Entry], new: Collection[bytes]) -> None:
        """The same for entries that continue one stream and have no rivals; ``new`` are subjects of which nothing was held."""
        for fresh, group in groupby(run, lambda entry: _begins(entry, new) and entry.header.kind in REPORT_KINDS):
            if fresh:
                reports.project_new(db, [fact for entry in group for fact in self._remembered(db, entry)])
                continue
            for entry in group:
                self.project(db, entry, rivals=False, alone=_begins(entry, new))

    def _remembered(self, db: Connection, entry: Entry) -> list[Fact]:
        """A report's first fact, its command noted."""
        self._note(db, entry, rivals=False)
        return reading.facts_of(db, [entry], self.identities)

    def _derive(self, db: Connection, entry: Entry, event: Event, handling: Handling) -> None:
        match event:
            case StreamOpened():
                people.project_stream(db, entry, event, handling, self.labels)
            case OfficerEnrolled():
                people.project_officer(db, event, handling, self.labels)
            case StatusPublished():
                codes.project_published(db, entry, event)
            case DaySealed():
                days.project_day(db, entry, event, handling, self.identities)
            case RosterImported() | RosterChanged():
                roster.project_roster(db, entry, event)
            case CascadePlanned():
                roster.project_plan(db, entry, event, handling)
            case DocumentIssued() | TemplatePublished() | DeclarationOpened() | DeclarationSigned() | DeclarationSealed():
                office_papers.project_paper(db, entry, event, handling)
            case _:
                _derive_told(db, entry, event, handling)

    def rebuild(self, db: Connection, progress: Callable[[int, int], None] = lambda done, total: None) -> None:
        """Throw every derived row away and derive it again, in the order of arrival."""
        clear(db)
        done, total = 0, store.count(db)
        for place in db.execute(_PEOPLE).all():
            entry = store.read(db, *place)
            if entry is not None:
                self.project(db, entry, rivals=False)
        _mark_forks(db)
        pacts = {bytes(row.subject): int(row.entries) for row in db.execute(_PACTS)}
        again = _Again(self, frozenset(bytes(row.subject) for row in db.execute(_SEVERAL)), pacts)
        for places in db.execute(_OTHERS).partitions(store.PIECE):
            batched(db, (reading.AUTHOR,), lambda batch, piece=places: again.derive(batch, store.read_many(batch, piece)))  # type: ignore[misc]
            done += len(places)
            progress(done, total)
        acknowledged.rebuild(db)


@dataclass(slots=True)
class _Again:
    """What a replay knows besides: everything is held already, and every fork is marked."""

    projector: Projector
    several: Collection[bytes]
    """Subjects that more than one entry is about."""
    pacts: dict[bytes, int]
    """How many entries are still to come of pacts that have more than two."""
    folded: set[bytes] = field(default_factory=set)

    def derive(self, db: Connection, entries: Iterable[Entry]) -> None:
        """The rows of some entries, in the order of arrival; of reports of one entry together."""
        for fresh, group in groupby(entries, lambda entry: self._is_report(entry) and self._is_alone(entry)):
            if fresh:
                reports.project_new(db, [fact for entry in group for fact in self.projector._remembered(db, entry)])
                continue
            for entry in group:
                self._derive_one(db, entry)

    def _derive_one(self, db: Connection, entry: Entry) -> None:
        if self._is_done(entry):
            self.projector._note(db, entry, rivals=False)
            return
        self.projector.project(db, entry, rivals=False, alone=self._is_alone(entry))

    def _is_done(self, entry: Entry) -> bool:
        """Whether the rows were derived already from all that is held about the subject, and will be as they must.

        A report is derived at its first entry; a pact at its first and its last, because between them come rosters that name
        its person.
        """
        if self._is_report(entry):
            known = entry.subject in self.folded
            self.folded.add(entry.subject)
            return known
        if entry.subject not in self.pacts or entry.header.kind not in PACT_KINDS:
            return False
        first = entry.subject not in self.folded
        self.folded.add(entry.subject)
        self.pacts[entry.subject] -= 1
        return not first and self.pacts[entry.subject] > 0

    def _is_alone(self, entry: Entry) -> bool:
        """Nothing else is held about it, nor was it derived before: a sealed report, alone in its stream, is by its day."""
        header = entry.header
        return header.subject is None and header.sequence > 0 and entry.subject not in self.several

    @staticmethod
    def _is_report(entry: Entry) -> bool:
        return entry.header.kind in REPORT_KINDS


def _begins(entry: Entry, new: Collection[bytes]) -> bool:
    """Whether an entry is all that is held about its subject."""
    return entry.header.subject is None and entry.subject in new


def _derive_told(db: Connection, entry: Entry, event: Event, handling: Handling) -> None:
    """What an office tells everybody, or keeps for its desks."""
    match event:
        case AnnouncementMade() | AnnouncementRead():
            announcements.project_announcement(db, entry, event, handling)
        case VulnerabilityAssessed() | CourierPlanned() | PostDownTold() | PostUpTold():
            watching.project_told(db, entry, event, handling)
        case ReferencePublished() | DayTimestamped() | CertificateRevoked() | AuthorityEnded() | OfficerEnded() | DeviceRenewed():
            publications.project_broadcast(db, entry, event, handling)
        case KeyPublished() | KeyDestroyed() | KeyFollowed() | KeyHanded():
            publications.project_broadcast(db, entry, event, handling)
        case IdentityOfficerNamed() | IdentityOfficerUnnamed():
            identity.project_desk(db, entry, event, handling)
        case AreaTold():
            areas.project_area(db, entry, event, handling)
        case KitIssued():
            people.project_kit(db, entry, event, handling)


def _remember_command(db: Connection, entry: Entry, handling: Handling) -> None:
    if not handling.command:
        return
    db.execute(_REMEMBER, {"command": handling.command, "subject": entry.subject})


def _mark_fork(db: Connection, entry: Entry, projector: Projector) -> None:
    """Note the lowest place where a stream has rivals, and derive again what stands behind it (D4)."""
    stream, sequence = entry.header.stream, entry.header.sequence
    if len(store.digests_at(db, stream, sequence)) < 2:
        return
    known = db.execute(select(tables.stream.c.forked_at).where(tables.stream.c.stream == stream)).scalar()
    if known is None or 0 <= known <= sequence:
        return
    db.execute(tables.stream.update().where(tables.stream.c.stream == stream).values(forked_at=sequence))
    behind = select(tables.entry.c.subject).where(tables.entry.c.stream == stream, tables.entry.c.seq >= sequence)
    for row in db.execute(behind.distinct()).all():
        reports.project_report(db, bytes(row.subject), projector.identities)


def _mark_forks(db: Connection) -> None:
    """Note the lowest place of every stream that has rivals, before anything behind it is derived."""
    for row in db.execute(_RIVALS).all():
        db.execute(tables.stream.update().where(tables.stream.c.stream == row.stream).values(forked_at=row.seq))


def clear(db: Connection) -> None:
    """Empty every derived table and the search index."""
    search.clear_index(db)
    pact_words.clear(db)
    for emptied in _EMPTIED:
        db.execute(emptied)


_EMPTIED = tuple(table.delete() for table in tables.DERIVED)


def snapshot(db: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Every derived row in a fixed order, without the numbers that only this store gave them."""
    return {table.name: _rows(db, table) for table in tables.DERIVED if table.name not in _BY_NUMBER} | {
        "report_text": _texts(db)
    }


_BY_NUMBER = ("report_text", "report_pending", *tables.FOUND_LATER)


def _rows(db: Connection, table: Table) -> list[tuple[object, ...]]:
    return sorted((tuple(row) for row in db.execute(_all_of(table))), key=repr)


@cache
def _all_of(table: Table) -> Select[Any]:
    numbered = table in (tables.report, tables.board, tables.pact_text)
    return select(*(column for column in table.columns if not (numbered and column.name == "id")))


def _texts(db: Connection) -> list[tuple[object, ...]]:
    query = select(tables.report.c.subject, tables.report_text.c.text).join_from(
        tables.report, tables.report_text, tables.report.c.id == tables.report_text.c.id
    )
    return sorted((tuple(row) for row in db.execute(query)), key=repr)


def derived_count(db: Connection, table: Table) -> int:
    """Rows of one derived table."""
    return int(db.execute(select(func.count()).select_from(table)).scalar_one())
