"""Requests of persons for what is held about them: recorded, and answered with a file (SAFEGUARDS 23)."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, and_, func, or_, select

from core.app import protection_queries as queries
from core.app import writing
from core.app.access_file import NOTHING, content_of
from core.app.answers import find_report
from core.app.at_report import AtReport, open_report
from core.app.device import DESKS, Device
from core.app.guessing import note_miss, require_patience
from core.app.protection_views import AccessFile, AccessPage, AccessRow
from core.app.views import Changes
from core.crypto.lookup import code_keys
from core.domain import access_rules, authority
from core.domain.access import GIVEN, OPEN, REFUSED, REPORTED, REPORTER, WHO, AccessCommand, AnswerAccess, RequestAccess
from core.domain.access_rules import AccessState, access_of
from core.domain.case_state import case_of
from core.domain.errors import Invalid, NotAllowed, Refused
from core.domain.events import Fact
from core.domain.identifiers import check_lookup_code
from core.domain.ids import read_id, show_id
from core.storage import tables

MAX_PAGE = 200
TOPICS = frozenset({"protection"})


def act(device: Device, command: AccessCommand) -> Changes:
    """Record a request (the reply is its id) or answer it (the reply is an ``AccessFile``).

    Raises ``NotAllowed``: ``authority.refused``, ``access.pending``, ``access.answered``, ``lookup.wait``; ``Invalid``:
    ``access.who``, ``access.code``, ``access.party``, ``access.how``, ``access.unknown``, ``report.unknown``, ``lookup.*``.
    """
    authority.require("access.requested", device.officer.role, from_desk=device.is_desk, begins=True, owns=False)
    return Changes(TOPICS, _request(device, command) if isinstance(command, RequestAccess) else _answer(device, command))


def _request(device: Device, command: RequestAccess) -> str:
    if command.who not in WHO:
        raise Invalid("access.who", codes=", ".join(WHO))
    with device.database.reading() as db:
        again = writing.subject_of(db, command.command)
        named = None if command.who == REPORTER else _named(db, device, command.report)
    if again is not None:
        return show_id(again)
    about = _by_code(device, command.code) if named is None else named
    with device.database.writing() as db:
        state = open_report(db, device, about, command.command).state if about else None
        parties = len(state.parties.reported) if state is not None and state.parties is not None else 0
        event = access_rules.request(command, about, parties, device.moment().day.isoformat())
        return show_id(writing.begin(db, device, event, DESKS, command.command).subject)


def _named(db: Connection, device: Device, name: str) -> bytes:
    """The report that a person reported named; empty where he named none, for nobody is looked for by his name."""
    return bytes(find_report(db, device, name).subject) if name.strip() else b""


def _by_code(device: Device, code: str) -> bytes:
    """The report whose current code this is; a wrong one is counted like any other guess."""
    digits, now = check_lookup_code(code), device.moment().at
    with device.database.reading() as db:
        require_patience(db, now)
    keys, table = code_keys(digits, device.belongings.province), tables.lookup_code.c
    asked = select(table.report).where(table.tag == keys.tag, table.box == keys.box, table.current == 1)
    with device.database.reading() as db:
        found = db.execute(asked.order_by(table.report)).scalar()
    if found is None:
        with device.database.writing() as db:
            note_miss(db, now)
        raise Invalid("access.code")
    return bytes(found)


def _answer(device: Device, command: AnswerAccess) -> AccessFile:
    with device.database.writing() as db:
        history, state = _find(db, device, command.request)
        result = REFUSED if command.refuse else GIVEN
        access_rules.require_same(state, result)
        day = device.moment().day.isoformat() if state.answer is None else state.answer.day
        content = NOTHING if command.refuse else _content(db, device, state, day, command.command)
        digest = hashlib.sha256(content).digest()
        access_rules.require_same(state, result, digest)
        if state.answer is None:
            event = access_rules.answered(result, day, digest)
            writing.join(db, device, event, history, DESKS, command.command)
    return AccessFile(show_id(command.request), result, digest.hex(), content)


def _content(db: Connection, device: Device, state: AccessState, day: str, command: bytes) -> bytes:
    if not state.facts.about:
        raise NotAllowed("access.pending")
    at = open_report(db, device, state.facts.about, command)
    if state.facts.who == REPORTED:
        access_rules.require_decided(case_of(at.state))
    return content_of(db, device, at, state.facts, day)


def _find(db: Connection, device: Device, subject: bytes) -> tuple[list[Fact], AccessState]:
    return writing.held(db, device, subject, access_of, "access.unknown")


def requests(db: Connection, device: Device, query: queries.AccessRequests) -> AccessPage:
    """See :class:`core.app.protection_queries.AccessRequests`."""
    table = tables.access_request.c
    limit = max(1, min(query.limit, MAX_PAGE))
    asked = select(table.day, table.subject).order_by(table.day.desc(), table.subject.desc()).limit(limit + 1)
    if query.open_only:
        asked = asked.where(table.status == OPEN)
    if query.after is not None:
        day, _, name = query.after.partition(".")
        try:
            subject = bytes(read_id(name))
        except Invalid:
            raise Invalid("query.cursor") from None
        asked = asked.where(or_(table.day < day, and_(table.day == day, table.subject < subject)))
    rows = db.execute(asked).all()
    total = select(func.count()).select_from(tables.access_request)
    many = db.execute(total.where(table.status == OPEN) if query.open_only else total).scalar_one()
    shown = tuple(_row(db, device, bytes(row.subject)) for row in rows[:limit])
    return AccessPage(shown, f"{shown[-1].day}.{shown[-1].id}" if len(rows) > limit else None, many)


def _row(db: Connection, device: Device, subject: bytes) -> AccessRow:
    _, state = _find(db, device, subject)
    facts, answer = state.facts, state.answer
    at = open_report(db, device, facts.about, b"") if facts.about else None
    return AccessRow(
        id=show_id(subject),
        who=facts.who,
        day=facts.day,
        number="" if at is None else at.number,
        report=show_id(facts.about) if facts.about else "",
        party=facts.party,
        how=facts.how,
        status=state.status,
        answered="" if answer is None else answer.day,
        digest="" if answer is None else answer.digest.hex(),
        may_be_given=facts.who == REPORTER or (at is not None and _decided(at)),
    )


def _decided(at: AtReport) -> bool:
    try:
        access_rules.require_decided(case_of(at.state))
    except Refused:
        return False
    return True
