"""The log of data breaches: recorded and stepped by the desks, each notice a signed document of this office."""

from __future__ import annotations

from sqlalchemy import Connection, and_, func, or_, select

from core.app import protection_queries as queries
from core.app import writing
from core.app.answers import show_time
from core.app.device import DESKS, Device
from core.app.protection_views import BreachDue, BreachPage, BreachRow, BreachStepRow
from core.app.views import Changes
from core.domain import authority, breach_rules
from core.domain.breach import (
    AGENCY_TOLD,
    HOUR_MS,
    BreachClosed,
    BreachCommand,
    BreachStepped,
    CloseBreach,
    IssueNotice,
    RecordBreach,
    StepBreach,
    clock_of,
    due_of,
)
from core.domain.breach_state import BreachState, breach_of
from core.domain.errors import Invalid
from core.domain.events import Event, Fact
from core.domain.ids import read_id, show_id
from core.projections.protection import NEVER
from core.storage import tables

DEFAULT_AGENCY = "Lembaga Pelindungan Data Pribadi"
NOTICE = "t19"
MAX_PAGE = 200
TOPICS = frozenset({"protection"})


def act(device: Device, command: BreachCommand) -> Changes:
    """Write what a command asks for; the reply is the breach's id, for a notice the document.

    Raises ``NotAllowed('authority.refused')``, ``Invalid('breach.unknown')`` and what :mod:`core.domain.breach_rules` raises.
    """
    authority.require("breach.found", device.officer.role, from_desk=device.is_desk, begins=True, owns=False)
    if isinstance(command, IssueNotice):
        from core.app import breach_notice  # brings ReportLab along

        return Changes(TOPICS | {"documents"}, breach_notice.issue(device, command))
    with device.database.writing() as db:
        made = writing.subject_of(db, command.command)
        if made is None:
            made = _record(db, device, command) if isinstance(command, RecordBreach) else _go_on(db, device, command)
    return Changes(TOPICS, show_id(made))


def _record(db: Connection, device: Device, command: RecordBreach) -> bytes:
    posts = {str(row.post) for row in db.execute(select(tables.certificate.c.post).distinct())}
    posts |= {post.code for post in device.reference.posts}
    event = breach_rules.record(command, device.moment(), posts)
    return writing.begin(db, device, event, DESKS, command.command).subject


def _go_on(db: Connection, device: Device, command: StepBreach | CloseBreach) -> bytes:
    history, state = find(db, device, command.breach)
    if isinstance(command, StepBreach):
        event: Event = breach_rules.step(addressed(db, command), state, device.moment())
    else:
        event = breach_rules.close(command, state)
    writing.join(db, device, event, history, DESKS, command.command)
    return bytes(command.breach)


def addressed(db: Connection, command: StepBreach) -> StepBreach:
    """The same with the agency's name where a notice to it names nobody."""
    if command.step != AGENCY_TOLD or command.to.strip():
        return command
    return StepBreach(command.command, command.breach, command.step, command.at, agency_of(db), command.number, command.words)


def agency_of(db: Connection) -> str:
    """Whom this office addresses the law's notice to."""
    value = db.execute(select(tables.setting.c.value).where(tables.setting.c.key == queries.AGENCY)).scalar()
    return str(value) if value else DEFAULT_AGENCY


def find(db: Connection, device: Device, subject: bytes) -> tuple[list[Fact], BreachState]:
    """All that is held of a breach; raises ``Invalid('breach.unknown')``."""
    return writing.held(db, device, subject, breach_of, "breach.unknown")


# --- answers -----------------------------------------------------------------------------------------------------------


def breaches(db: Connection, device: Device, query: queries.Breaches) -> BreachPage:
    """See :class:`core.app.protection_queries.Breaches`."""
    table = tables.breach.c
    limit = max(1, min(query.limit, MAX_PAGE))
    asked = select(table.known, table.subject).order_by(table.known.desc(), table.subject.desc()).limit(limit + 1)
    if query.open_only:
        asked = asked.where(table.closed == 0)
    if query.after is not None:
        known, subject = _place(query.after)
        asked = asked.where(or_(table.known < known, and_(table.known == known, table.subject < subject)))
    rows = db.execute(asked).all()
    total = select(func.count()).select_from(tables.breach)
    many = db.execute(total.where(table.closed == 0) if query.open_only else total).scalar_one()
    shown = tuple(_row(db, device, bytes(row.subject)) for row in rows[:limit])
    cursor = f"{rows[limit - 1].known}.{shown[-1].id}" if len(rows) > limit else None
    return BreachPage(shown, cursor, many, agency_of(db))


def _place(cursor: str) -> tuple[int, bytes]:
    known, _, name = cursor.partition(".")
    try:
        return int(known), bytes(read_id(name))
    except (ValueError, Invalid):
        raise Invalid("query.cursor") from None


def breach(db: Connection, device: Device, query: queries.Breach) -> BreachRow:
    """See :class:`core.app.protection_queries.Breach`."""
    try:
        subject = read_id(query.id)
    except Invalid:
        raise Invalid("breach.unknown") from None
    return _row(db, device, bytes(subject))


def due(db: Connection, device: Device, query: queries.BreachesDue) -> BreachDue:
    """See :class:`core.app.protection_queries.BreachesDue`."""
    table = tables.breach.c
    waiting = select(table.subject).where(table.closed == 0, table.stopped == NEVER).order_by(table.known, table.subject)
    found = [bytes(row.subject) for row in db.execute(waiting.limit(MAX_PAGE))]
    return BreachDue(len(found), _row(db, device, found[0]) if found else None)


def _row(db: Connection, device: Device, subject: bytes) -> BreachRow:
    _, state = find(db, device, subject)
    facts, story, now = state.facts, state.found.story, device.moment().at
    last = due_of(facts.known)
    closing = None if state.closed is None else state.closed.event
    return BreachRow(
        id=show_id(subject),
        known=show_time(facts.known, facts.zone),
        due=show_time(last, facts.zone),
        state=clock_of(facts.known, state.stopped, state.end, now),
        hours=(last - now) // HOUR_MS,
        owed=state.owed,
        data=tuple(facts.data),
        people=facts.people,
        posts=tuple(facts.posts),
        laptops=tuple(facts.laptops),
        what="" if story is None else story.what,
        when="" if story is None else story.when,
        officer=state.source.source.officer,
        end=state.end,
        end_words=closing.story.words if isinstance(closing, BreachClosed) and closing.story is not None else "",
        steps=tuple(_step(fact, fact.event) for fact in state.steps if isinstance(fact.event, BreachStepped)),
    )


def _step(fact: Fact, event: BreachStepped) -> BreachStepRow:
    facts = event.facts
    if facts is None:
        return BreachStepRow("", "", "", "", "", "", fact.source.officer)
    return BreachStepRow(
        step=facts.step,
        at=show_time(facts.at, facts.zone),
        to=facts.to,
        number=facts.number,
        document=show_id(facts.document) if facts.document else "",
        words="" if event.story is None else event.story.words,
        officer=fact.source.officer,
    )
