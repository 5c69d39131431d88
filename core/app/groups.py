"""Reports that tell of one incident: what a desk states of two of them, the groups that it makes, and who tells what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import UNSET
from sqlalchemy import Connection, Row, and_, func, or_, select

from core.app import group_queries, group_views, writing
from core.app.answers import MAX_PAGE, find_report, show_time
from core.app.at_report import open_report
from core.app.candidates import group_name
from core.app.device import DESKS, Device
from core.app.views import Changes
from core.domain import incident_group
from core.domain.corroboration import Corroboration, Statement, corroboration
from core.domain.errors import Invalid
from core.domain.events import Fact
from core.domain.ids import read_id, show_id
from core.domain.incident import ComparedFacts, CompareIncidents, IncidentCompared
from core.domain.incident_group import Pair, pair_of, pairs_of
from core.domain.near import place_words
from core.domain.report import ReportState, fold
from core.journal import reading
from core.storage import tables

_R, _M, _P = tables.report.c, tables.incident_member.c, tables.incident_pair.c
USUAL_GRADE = "heard"
"""What a warning leaves out."""
TOPICS = frozenset({"groups", "reports"})


# --- stating -------------------------------------------------------------------------------------------------------------


def act(device: Device, command: CompareIncidents) -> Changes:
    """Write ``incident.compared`` for every pair of which that does not stand already; gives the group's id, or nothing.

    Raises ``Invalid`` (``report.unknown``, ``incident.itself``, ``incident.others``), ``NotAllowed``
    (``incident.situation``, ``incident.guarded``, ``authority.refused``).
    """
    if not command.others:
        raise Invalid("incident.others")
    with device.database.writing() as db:
        if not writing.done_before(db, command.command):
            pairs = sorted({pair_of(command.report, other) for other in command.others})
            for low, high in pairs:
                _state(db, device, command, low, high)
        group = group_name(db, command.report)
    return Changes(TOPICS, "" if group is None else show_id(group))


def _state(db: Connection, device: Device, command: CompareIncidents, low: bytes, high: bytes) -> None:
    at, there = (open_report(db, device, subject, command.command) for subject in (low, high))
    for each in (at, there):
        kind = "" if each.state.facts is None else each.state.facts.kind
        incident_group.compare(kind, each.state.facts is not None and each.state.facts.guard is not UNSET)
    standing = next((pair for pair in pairs_of(low, at.facts) if pair.high == high), None)
    if standing is None or standing.contested or standing.same != command.same:
        at.write(IncidentCompared(ComparedFacts(other=high, same=command.same)), DESKS)


# --- asking --------------------------------------------------------------------------------------------------------------


def groups(db: Connection, device: Device, query: group_queries.Groups) -> group_views.GroupPage:
    """A page of groups, those with the newest report first; at a post there are none."""
    if not device.is_desk:
        return group_views.GroupPage((), None)
    newest, limit = func.max(_R.id).label("newest"), max(1, min(query.limit, MAX_PAGE))
    # Along the two indexes alone: what else a page shows is asked for its own groups.
    statement = select(_M.grp, newest).join_from(tables.incident_member, tables.report, _R.subject == _M.subject).group_by(_M.grp)
    if query.after is not None:
        statement = statement.having(newest < _cursor(query.after))
    rows = db.execute(statement.order_by(newest.desc()).limit(limit + 1)).all()
    shown = _group_rows(db, device, {bytes(row.grp): int(row.newest) for row in rows[:limit]})
    return group_views.GroupPage(shown, str(rows[limit - 1].newest) if len(rows) > limit else None)


def _cursor(after: str) -> int:
    if not after.isdecimal():
        raise Invalid("query.cursor")
    return int(after)


def _group_rows(db: Connection, device: Device, newest: Mapping[bytes, int]) -> tuple[group_views.GroupRow, ...]:
    """Rows of groups, each named with the number of its newest report, in that order."""
    told = {row.id: row for row in db.execute(select(tables.report).where(_R.id.in_(newest.values())))}
    counted = (
        select(_M.grp, func.count().label("reports"), func.count(func.distinct(_R.post)).label("posts"))
        .join_from(tables.incident_member, tables.report, _R.subject == _M.subject)
        .where(_M.grp.in_(newest))
        .group_by(_M.grp)
    )
    counts = {bytes(row.grp): row for row in db.execute(counted)}
    low, high = (tables.incident_member.alias(name) for name in ("low_member", "high_member"))
    doubted = (
        select(low.c.grp)
        .join_from(low, tables.incident_pair, _P.low == low.c.subject)
        .join(high, and_(high.c.subject == _P.high, high.c.grp == low.c.grp))
        .where(low.c.grp.in_(newest), or_(_P.same == 0, _P.contested == 1))
    )
    contested = {bytes(grp) for grp in db.execute(doubted).scalars()}
    return tuple(
        group_views.GroupRow(
            id=show_id(name),
            number=told[last].number,
            day=told[last].happened,
            place=place_words(device.reference, told[last].area),
            summary=told[last].summary,
            reports=counts[name].reports,
            posts=counts[name].posts,
            contested=name in contested,
        )
        for name, last in newest.items()
    )


def group_of(db: Connection, device: Device, query: group_queries.GroupOf) -> group_views.GroupView | None:
    """One group with its members, what was stated of them, and how far they bear each other out."""
    if not device.is_desk:
        return None
    name = group_name(db, _subject(db, device, query.report))
    if name is None:
        return None
    subjects = [bytes(one) for one in db.execute(select(_M.subject).where(_M.grp == name).order_by(_M.subject)).scalars()]
    rows = db.execute(select(tables.report).where(_R.subject.in_(subjects)).order_by(_R.id)).all()
    states = {bytes(row.subject): fold(reading.facts_about(db, bytes(row.subject), device.identities)) for row in rows}
    told = corroboration([_statement(db, row, states[bytes(row.subject)]) for row in rows])
    pairs = [pair for subject, state in states.items() for pair in pairs_of(subject, state.history) if pair.high in subjects]
    return _group_view(
        show_id(name), tuple(member(device, row, states[bytes(row.subject)]) for row in rows), tuple(map(_pair, pairs)), told
    )


def _group_view(
    name: str,
    members: tuple[group_views.GroupMember, ...],
    pairs: tuple[group_views.GroupPair, ...],
    told: Corroboration,
) -> group_views.GroupView:
    return group_views.GroupView(
        id=name,
        members=members,
        pairs=pairs,
        posts=told.posts,
        independent=told.independent,
        seen=told.grades.get("seen", 0),
        heard=told.grades.get("heard", 0),
        media=told.grades.get("media", 0),
        confirmed=told.confirmed,
        shared_files=told.shared_files,
    )


def _subject(db: Connection, device: Device, name: str) -> bytes:
    """A report's subject; a group is named after one of its reports, which may not have come here yet."""
    try:
        named = read_id(name)
    except Invalid:
        named = None
    if named is not None and group_name(db, named) is not None:
        return named
    return bytes(find_report(db, device, name).subject)


def member(device: Device, row: Row[Any], state: ReportState) -> group_views.GroupMember:
    """One report as a group shows it; whom it is about is not told here."""
    form = {} if state.story is None else state.story.form
    return group_views.GroupMember(
        id=show_id(row.subject),
        number=row.number,
        kind=row.kind,
        post=row.post,
        day=row.happened,
        place=place_words(device.reference, row.area),
        summary=row.summary,
        grade=_grade(row.kind, form),
        confirmed=form.get("confirmed") is True,
        files=row.attachments,
        case_status=row.case_status,
        voided=bool(row.voided),
    )


def _grade(kind: str, form: Mapping[str, object]) -> str:
    """How the teller knows it: a warning says so, and leaves out what is usual; other kinds do not ask."""
    return str(form.get("grade", USUAL_GRADE)) if kind == "early_warning" else ""


def _statement(db: Connection, row: Row[Any], state: ReportState) -> Statement:
    form = {} if state.story is None else state.story.form
    files = () if state.story is None else state.story.attachments
    relation, subject = tables.relation.c, bytes(row.subject)
    ties = select(relation.subject, relation.other).where(or_(relation.subject == subject, relation.other == subject))
    return Statement(
        report=subject,
        post=row.post,
        grade=_grade(row.kind, form),
        confirmed=form.get("confirmed") is True,
        files=frozenset(bytes(file.digest) for file in files),
        tied=frozenset(bytes(end) for tie in db.execute(ties) for end in tie) - {subject},
    )


def _pair(pair: Pair) -> group_views.GroupPair:
    return group_views.GroupPair(
        one=show_id(pair.low),
        other=show_id(pair.high),
        same=pair.same,
        contested=pair.contested,
        statements=tuple(_stated(fact) for fact in pair.statements),
    )


def _stated(fact: Fact) -> group_views.GroupStatement:
    event = fact.event
    same = isinstance(event, IncidentCompared) and event.facts is not None and event.facts.same
    return group_views.GroupStatement(fact.source.officer, show_time(fact.source.at, fact.source.zone), same)


def said_of(low: bytes, high: bytes, history: Sequence[Fact]) -> str:
    """What stands of a pair: ``same``, ``different``, ``contested``, or nothing."""
    pair = next((pair for pair in pairs_of(low, history) if pair.high == high), None)
    if pair is None:
        return ""
    return "contested" if pair.contested else "same" if pair.same else "different"
