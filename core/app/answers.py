"""Answers to the questions of queries.py, one function each, from derived rows and, in detail, from the journal."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import ColumnElement, Connection, FromClause, Row, Select, bindparam, case, exists, func, select

from core.app import aside, finding, kits, queries, views
from core.app.again import count_asked
from core.app.device import Device
from core.app.revoked import count_revoked, renewed_devices, revoked, revoked_column
from core.app.way import count_by_way, way_column_of
from core.domain.authority import DESK_ROLES, NATIONAL
from core.domain.errors import Invalid
from core.domain.ids import read_id, show_id
from core.domain.moment import Moment
from core.domain.nation import label_of
from core.domain.near import place_words
from core.domain.officer import ENDED
from core.domain.pact import SIGNED, STATES
from core.domain.reference_items import Post
from core.journal.endings import ending_of
from core.projections import pact_words, search, search_near
from core.projections.acknowledged import NATION as READS_FOR_NATION
from core.projections.announcements import count_unread
from core.projections.post_counts import EVER
from core.storage import tables

MAX_PAGE = 500
OPEN = tuple(state for state in STATES if state != SIGNED)
"""States of a pact by name: an index finds these, and not what is no other one."""
MAX_IDS = 50_000


def show_time(at: int, zone: str) -> str:
    """Milliseconds UTC as RFC 3339 with the offset of the zone; UTC where this laptop knows no such zone."""
    try:
        return Moment(at, zone, "").isoformat()
    except (ValueError, OSError, ZoneInfoNotFoundError):
        # The zone is the word of another laptop: it may be newer than the table here, or nonsense.
        return Moment(at, "UTC", "").isoformat()


def reports(db: Connection, device: Device, query: queries.Reports) -> views.ReportPage:
    """A page of the list; see :mod:`core.app.finding`."""
    found = finding.find(db, device, query, query.after, max(1, min(query.limit, MAX_PAGE)))
    return views.ReportPage(rows_by_number(db, device, found.numbers), found.next)


def report_ids(db: Connection, device: Device, query: queries.ReportIds) -> views.ReportIds:
    """Numbers of what a filter finds."""
    found = finding.find(db, device, query.reports, query.after, max(1, min(query.limit, MAX_IDS)))
    return views.ReportIds(array("i", found.numbers), found.next)


def near_words(db: Connection, _device: Device, query: queries.NearWords) -> tuple[str, ...]:
    """Searches that would find something."""
    return search_near.near(db, search.words_of(query.text), query.limit)


def report_rows(db: Connection, device: Device, query: queries.ReportRows) -> tuple[views.ReportRow, ...]:
    """Rows by number."""
    return rows_by_number(db, device, query.numbers[:MAX_PAGE])


def rows_by_number(db: Connection, device: Device, numbers: Sequence[int]) -> tuple[views.ReportRow, ...]:
    """Rows in the order of their numbers; one that is gone is left out."""
    held = {row.id: row for row in db.execute(_report_columns(is_desk=device.is_desk).where(tables.report.c.id.in_(numbers)))}
    return tuple(report_row(device, held[number]) for number in numbers if number in held)


def _cursor(after: str | None) -> int | None:
    if after is None:
        return None
    if not after.isdecimal():
        raise Invalid("query.cursor")
    return int(after)


@cache
def _report_columns(*, is_desk: bool) -> Select[Any]:
    way, revoked = way_column_of(is_desk=is_desk), revoked_column(is_desk=is_desk)
    return select(tables.report, way.label("way"), revoked.label("revoked"))


@cache
def _one_report(*, is_desk: bool) -> tuple[Select[Any], Select[Any]]:
    """The row of a number, and that of an id."""
    row, asked = tables.report.c, _report_columns(is_desk=is_desk)
    return asked.where(row.number == bindparam("name")), asked.where(row.subject == bindparam("name"))


def report_row(device: Device, row: Row[Any]) -> views.ReportRow:
    """A database row as the list shows it; the area's code becomes its name, a point what lies near it."""
    return views.ReportRow(
        id=show_id(row.subject),
        number=row.number,
        kind=row.kind,
        post=row.post,
        received_at=show_time(row.at, row.zone),
        day=row.day,
        summary=row.summary,
        area=row.area,
        place=place_words(device.reference, row.area),
        violation=row.violation,
        stage=row.stage,
        status=row.way,
        case_status=row.case_status,
        sealed=bool(row.sealed) and not device.opens_sealed,
        attachments=row.attachments,
        forked=bool(row.forked),
        nihil=bool(row.nihil),
        happened=row.happened,
        lane=row.lane,
        agenda=row.agenda,
        voided=bool(row.voided),
        erased=bool(row.erased),
        revoked=bool(row.revoked),
    )


def likely(db: Connection, device: Device, query: queries.Likely) -> tuple[views.LikelyRow, ...]:
    """Reports that may tell of the same incident; see :mod:`core.app.likely`, whose library comes in at first use."""
    from core.app import likely as comparing

    return comparing.likely(db, device, query)


def find_report(db: Connection, device: Device, name: str) -> Row[Any]:
    """A report's row by id or case number; raises ``Invalid('report.unknown')``."""
    cleaned = name.strip()
    by_number, by_id = _one_report(is_desk=device.is_desk)
    found = db.execute(by_number, {"name": cleaned.upper()}).first()
    if found is None:
        found = db.execute(by_id, {"name": _subject(cleaned)}).first()
    if found is None:
        raise Invalid("report.unknown")
    return found


def _subject(text: str) -> bytes:
    try:
        return read_id(text)
    except Invalid:
        raise Invalid("report.unknown") from None


def counts(db: Connection, device: Device, query: queries.HomeCounts) -> views.Counts:
    """Numbers for home and status bar."""
    ways = count_by_way(db, device)
    return views.Counts(
        queued=ways[views.WAITING],
        sent=ways[views.ON_MEDIUM],
        received=ways[views.RECEIVED],
        drafts=_count(db, tables.draft),
        reports=_count(db, tables.report),
        pacts=_count(db, tables.pact),
        quarantined=aside.count_open(db),
        unacknowledged_entries=_unacknowledged(db, device),
        revoked=count_revoked(db, device),
        believed=revoked(db).isdisjoint((device.officer.kid, device.device)),
        authority_over=ending_of(db, device.belongings.ca_certificate) is not None,
        unread=0 if device.is_desk else count_unread(db, device.belongings.code),
        asked=count_asked(db, device),
    )


def _count(db: Connection, table: FromClause) -> int:
    return int(db.execute(select(func.count()).select_from(table)).scalar_one())


def _unacknowledged(db: Connection, device: Device) -> int:
    """Own entries that no other device has acknowledged yet; what the national office writes for itself goes nowhere."""
    if device.is_nation:
        return 0
    told = tables.acked.c
    readers = told.desk != READS_FOR_NATION  # its word says nothing of those for whom the entries were written
    best = select(told.stream, func.max(told.seq).label("seq")).where(readers).group_by(told.stream).subquery()
    own = (
        select(tables.stream.c.stream, func.coalesce(best.c.seq, -1).label("seq"))
        .join_from(tables.stream, best, best.c.stream == tables.stream.c.stream, isouter=True)
        .where(tables.stream.c.device.in_(device.own_devices))
    )
    held = tables.entry.c
    newest = select(func.max(held.seq)).where(held.stream == bindparam("stream"))
    heads = ((db.execute(newest, {"stream": row.stream}).scalar(), int(row.seq)) for row in db.execute(own).all())
    # An own stream has no gaps: its newest place tells how many there are, and no entry is walked over.
    return sum(head - acked for head, acked in heads if head is not None and head > acked)


_ENDED = func.max(case((tables.revocation.c.reason == ENDED, 1), else_=0)).label("ended")


def officers(db: Connection, device: Device, query: queries.Officers) -> tuple[views.OfficerRow, ...]:
    """People with a certificate of this post or desk, in order of enrolment."""
    table, taken = tables.certificate, tables.revocation
    rows = db.execute(
        select(table.c.name, table.c.role, table.c.post, table.c.since, func.min(taken.c.since).label("revoked"), _ENDED)
        .outerjoin(taken, taken.c.kid == table.c.kid)
        .where(table.c.post == device.belongings.code, table.c.role != "device")
        .group_by(table.c.kid, table.c.name, table.c.role, table.c.post, table.c.since)
        .order_by(table.c.since, table.c.name)
    )
    zone = device.belongings.zone
    told = ((r, "" if r.revoked is None else show_time(r.revoked, zone)) for r in rows)
    return tuple(
        views.OfficerRow(r.name, r.role, r.post, show_time(r.since, zone), here=True, revoked=gone, ended=bool(r.ended))
        for r, gone in told
    )


def pacts(db: Connection, device: Device, query: queries.Pacts) -> views.PactPage:
    """A page of issued pacts. The cursor is an offset: pages are walked along an index, and lists are printed whole."""
    start, limit = _cursor(query.after) or 0, max(1, min(query.limit, MAX_PAGE))
    asked, words = _pact_filters(device, query), search.words_of(query.text)
    if query.text.strip() and not words:
        return views.PactPage((), None, 0)
    table, told = tables.pact.c, tables.pact_text.c
    if words and not asked:
        # Words alone: one walk through their index, in the order in which pacts came here.
        total, numbers = pact_words.count(db, words), pact_words.page(db, words, start, limit)
        found = pact_rows().join(tables.pact_text, told.subject == table.subject).where(told.id.in_(numbers))
        rows = db.execute(found.order_by(told.id.desc())).all()
    else:
        if words:
            asked.append(table.subject.in_(select(told.subject).where(told.id.in_(pact_words.matching(db, words)))))
        total = int(db.execute(select(func.count()).select_from(tables.pact).where(*asked)).scalar_one())
        ordered = pact_rows().where(*asked).order_by(table.at.desc(), table.sequence.desc())
        rows = db.execute(ordered.limit(limit).offset(start)).all()
    return views.PactPage(tuple(pact_row(row) for row in rows), str(start + limit) if start + limit < total else None, total)


def _pact_filters(device: Device, query: queries.Pacts) -> list[ColumnElement[bool]]:
    table, newer = tables.pact.c, tables.pact.alias()
    named = {name: getattr(query, name) for name in ("state", "employment", "template", "post")}
    found = [table[name] == value for name, value in named.items() if value]
    if query.since:
        found.append(table.at >= _midnight(device, query.since, "since"))
    if query.until:
        found.append(table.at < _midnight(device, query.until, "until", later=1))
    if query.overdue:
        today = device.moment().day.isoformat()
        found += [table.due != "", table.due < today, table.state.in_(OPEN)]
    if query.current:
        found.append(~exists().where(newer.c.replaces == table.subject))
    return found


def _midnight(device: Device, day: str, field: str, later: int = 0) -> int:
    """Milliseconds UTC at which a day begins at this post."""
    try:
        begins = datetime.fromisoformat(f"{day}T00:00:00").replace(tzinfo=ZoneInfo(device.belongings.zone))
    except ValueError:
        raise Invalid("query.day", field=field, value=day) from None
    return int((begins + timedelta(days=later)).timestamp() * 1000)


def pact_rows() -> Select[Any]:
    """Rows of pacts, each with whether its PDF is held here."""
    return select(tables.pact, tables.pact_file.c.subject.label("held")).join_from(
        tables.pact, tables.pact_file, tables.pact.c.subject == tables.pact_file.c.subject, isouter=True
    )


def pact_row(row: Row[Any]) -> views.PactRow:
    """A pact's row as lists show it."""
    return views.PactRow(
        id=show_id(row.subject),
        number=row.number,
        name=row.name,
        identifier=row.identifier,
        position=row.position,
        unit=row.unit,
        agency=row.agency,
        template=row.template,
        issued_at=show_time(row.at, row.zone),
        state=row.state,
        has_file=row.held is not None,
        post=row.post,
        employment=row.employment,
        due=row.due,
        told_day=row.told_day,
        signed_day=row.signed_day,
        person=show_id(row.person) if row.person else "",
    )


def pact_file(db: Connection, device: Device, query: queries.PactFile) -> bytes:
    """The PDF as it was issued here."""
    from core.app import pact_files  # brings ReportLab along

    pdf = pact_files.read(db, read_id(query.id))
    if pdf is None:
        raise Invalid("pact.unknown")
    return bytes(pdf)


def posts(db: Connection, device: Device, query: queries.Posts) -> tuple[views.PostRow, ...]:
    """Every post that wrote to this province, with its last contact by arrival here; a post knows of none."""
    if not device.is_desk:
        return ()
    desk = select(tables.certificate.c.post).where(tables.certificate.c.role.in_(sorted(DESK_ROLES | {NATIONAL})))
    table, entry = tables.stream.c, tables.entry.c
    # Of each stream its last entry alone: streams are few, entries may be ten million.
    newest = select(entry.taken).where(entry.stream == table.stream).order_by(entry.seq.desc()).limit(1).scalar_subquery()
    streams = select(table.post, table.device, newest.label("last")).where(table.post.not_in(desk)).subquery()
    count = tables.post_count.c
    numbers = select(count.post, count.number.label("reports")).where(count.span == EVER)
    reports = {str(row.post): int(row.reports) for row in db.execute(numbers)}
    laptops, last = func.count(func.distinct(streams.c.device)).label("laptops"), func.max(streams.c.last).label("last")
    query_ = (
        select(streams.c.post, laptops, last).where(streams.c.last.is_not(None)).group_by(streams.c.post).order_by(streams.c.post)
    )
    # Above the provinces nobody knows of kits.
    rows, unconfirmed = [], set() if device.is_nation else unconfirmed_posts(db)
    programs = _programs(db)
    for row in db.execute(query_):
        known = device.reference.post(row.post)
        rows.append(
            views.PostRow(
                code=row.post,
                name=_post_name(row.post, known),
                laptops=row.laptops,
                reports=reports.get(str(row.post), 0),
                last_contact=show_time(row.last, device.belongings.zone),
                confirmed=row.post not in unconfirmed,
                version=programs.get(str(row.post), ""),
            )
        )
    return tuple(rows)


def _programs(db: Connection) -> dict[str, str]:
    """What versions the laptops of each post said they run."""
    laptop = tables.laptop_program.c
    asked = select(tables.stream.c.post, laptop.program).join(tables.laptop_program, laptop.device == tables.stream.c.device)
    found: dict[str, set[str]] = {}
    for row in db.execute(asked.where(laptop.device.not_in(renewed_devices())).distinct()):
        found.setdefault(str(row.post), set()).add(str(row.program))
    return {post: ", ".join(sorted(each)) for post, each in found.items()}


def _post_name(code: str, known: Post | None) -> str:
    """A post's name; above the provinces with the province it is in."""
    label = label_of(code)
    if known is None:
        return code
    return f"{label} · {known.name_id}" if label else known.name_id


def unconfirmed_posts(db: Connection) -> set[str]:
    """Posts with more laptops than their kits allow: taken in, shown as "belum dikonfirmasi" (D7)."""
    known = kits.allowed(db)
    table = tables.stream
    laptops = func.count(func.distinct(table.c.device)).label("laptops")
    query = select(table.c.kit, table.c.post, laptops).where(table.c.device.not_in(renewed_devices()))
    query = query.group_by(table.c.kit, table.c.post)
    return {row.post for row in db.execute(query) if row.kit and row.laptops > known.get(bytes(row.kit), 0)}


def ledger(db: Connection, device: Device, query: queries.Ledger) -> tuple[views.LedgerRow, ...]:
    """History of sticks, newest first."""
    zone = device.belongings.zone
    rows = db.execute(select(tables.ledger).order_by(tables.ledger.c.id.desc()).limit(MAX_PAGE))
    return tuple(
        views.LedgerRow(show_time(r.at, zone), r.direction, r.medium, r.objects, r.entries, r.attachments, r.bytes) for r in rows
    )
