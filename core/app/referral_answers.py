"""Answers about referrals: lists with their clocks, one in full, what may be sent, the letter and its list of digests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from msgspec import UnsetType
from sqlalchemy import ColumnElement, Connection, Select, or_, select, tuple_

from core.app.answers import find_report, show_time
from core.app.at_report import AtReport, open_report
from core.app.device import Device
from core.app.referral_case import (
    OPENED,
    agreed_to_identity,
    area_of,
    asked_of,
    concerns_supervisor,
    find,
    identity_for,
    report_of,
)
from core.app.referral_clocks import Clocks, Place, clocks_of, pressing, row_standing, within
from core.app.referral_queries import (
    STATES,
    ClosedCases,
    ProposedReferral,
    ReferralById,
    Referrals,
)
from core.app.referral_views import (
    AnswerRow,
    ClosedPage,
    ClosedRow,
    Proposal,
    ReferralClock,
    ReferralPage,
    ReferralRow,
    ReferralView,
    WayView,
)
from core.domain.authority import LIAISON
from core.domain.case import BEYOND_REMIT, CLOSED
from core.domain.case_state import CaseState, case_of
from core.domain.errors import Invalid
from core.domain.events import Fact
from core.domain.ids import SubjectId, read_id, show_id
from core.domain.referral import CONSENT, IDENTITIES, STAGES, WITHHELD, ReferralEscalated, ReferralReminded
from core.domain.referral_routes import BAWASLU, SUPERVISOR, Way, ways
from core.domain.referring import LEFT, Answer, Referral
from core.domain.report import fold
from core.domain.statistics import SEVERAL
from core.journal import reading
from core.storage import tables

MOST, MOST_OPEN, MOST_OVER = 500, 5_000, 500
LONGEST_MS = 60 * 24 * 3_600_000
"""No time limit is longer than fourteen working days: sixty days hold it with every holiday there is."""
_REFERRAL, _REPORT, _CLOCK, _COUNTED = tables.referral, tables.report, tables.report_clock, tables.counted


def referrals(db: Connection, device: Device, query: Referrals) -> ReferralPage:
    """A page of referrals; see :class:`Referrals`."""
    statement = _narrowed(db, device, query)
    clocks = Clocks(device)
    if query.state:
        return _pressing(db, device, statement, query, clocks)
    limit = max(1, min(query.limit, MOST))
    if query.after is not None:
        at, last = _cursor(query.after)
        statement = statement.where(tuple_(_REFERRAL.c.at, _REFERRAL.c.id) < tuple_(at, last))
    rows = db.execute(statement.order_by(_REFERRAL.c.at.desc(), _REFERRAL.c.id.desc()).limit(limit + 1)).all()
    following = f"{rows[limit - 1].at}~{bytes(rows[limit - 1].id).hex()}" if len(rows) > limit else None
    return ReferralPage(tuple(_row(clocks, row) for row in rows[:limit] if not _is_hidden(db, device, row)), following)


def _is_hidden(db: Connection, device: Device, row: Any) -> bool:
    """Whether a supervisor is among several parties of different types, which the row alone does not tell."""
    if not _is_liaison(device) or row.subject_type != SEVERAL:
        return False
    return concerns_supervisor(open_report(db, device, bytes(row.subject), b"").state)


def _pressing(db: Connection, device: Device, statement: Select[Any], query: Referrals, clocks: Clocks) -> ReferralPage:
    """Those whose clock stands so, the most pressing first.

    Of what is over the longest open are looked at, so many that the page asked for is among them; what is near or open
    began lately.
    """
    if query.state not in STATES:
        raise Invalid("query.filter", field="state")
    if query.state == "over":
        statement = statement.limit(MOST_OVER + _offset(query.after))
    else:
        statement = statement.where(_begun(int(clocks.now.timestamp() * 1000) - LONGEST_MS)).limit(MOST_OPEN)
    rows = db.execute(statement.where(_REFERRAL.c.standing == 1).order_by(_REFERRAL.c.at)).all()
    first = ((clock, row) for row in rows for clock in _clocks(clocks, row)[:1])
    wanted = ((clock, row) for clock, row in first if within(clock, query.state) and not _is_hidden(db, device, row))
    found = [(pressing(clock), row.number, row.id, row) for clock, row in wanted]
    found.sort(key=lambda each: each[:3])
    start = _offset(query.after)
    limit = max(1, min(query.limit, MOST))
    following = str(start + limit) if start + limit < len(found) else None
    return ReferralPage(tuple(_row(clocks, row) for *_, row in found[start : start + limit]), following)


def _narrowed(db: Connection, device: Device, query: Referrals) -> Select[Any]:
    statement = select(
        _REFERRAL,
        _REPORT.c.number,
        _REPORT.c.kind,
        _REPORT.c.area,
        _REPORT.c.at.label("reported_at"),
        _REPORT.c.zone.label("reported_zone"),
        _CLOCK.c.regime,
        _COUNTED.c.subject_type,
    ).join_from(_REFERRAL, _REPORT, _REFERRAL.c.subject == _REPORT.c.subject)
    statement = statement.join(_CLOCK, _CLOCK.c.subject == _REFERRAL.c.subject, isouter=True)
    statement = statement.join(_COUNTED, _COUNTED.c.subject == _REFERRAL.c.subject, isouter=True)
    if _is_liaison(device):
        statement = statement.where(or_(_COUNTED.c.subject_type.is_(None), _COUNTED.c.subject_type != SUPERVISOR))
    if query.report:
        statement = statement.where(_REFERRAL.c.subject == bytes(find_report(db, device, query.report).subject))
    institution = BAWASLU if _is_liaison(device) else query.institution.strip().upper()
    if institution:
        statement = statement.where(_REFERRAL.c.institution == institution)
    if query.stage:
        if query.stage not in STAGES:
            raise Invalid("query.filter", field="stage")
        statement = statement.where(_REFERRAL.c.stage == query.stage)
    return statement


def _begun(since: int) -> ColumnElement[bool]:
    """That a time limit may have begun since a moment."""
    columns = (_REPORT.c.at, *(_REFERRAL.c[name] for name in ("at", "stage_at", "step_at", "declared")))
    return or_(*(column >= since for column in columns))


def running(db: Connection, device: Device, since: int) -> Iterator[tuple[bytes, tuple[ReferralClock, ...]]]:
    """Every referral that something is waited for since a moment (milliseconds UTC), as its report and its clocks."""
    clocks = Clocks(device)
    asked = _narrowed(db, device, Referrals()).where(_REFERRAL.c.standing == 1, _begun(since))
    for row in db.execute(asked.order_by(_REFERRAL.c.at.desc()).limit(MOST_OPEN)):
        yield bytes(row.subject), clocks.of(row_standing(row), Place(row.area, row.reported_zone, row.regime or ""))


def _cursor(after: str) -> tuple[int, bytes]:
    at, _, last = after.partition("~")
    try:
        return int(at), bytes.fromhex(last)
    except ValueError:
        raise Invalid("query.cursor") from None


def _offset(after: str | None) -> int:
    if after is None:
        return 0
    if not after.isdecimal():
        raise Invalid("query.cursor")
    return int(after)


def _clocks(clocks: Clocks, row: Any) -> tuple[ReferralClock, ...]:
    return clocks.of(row_standing(row), Place(row.area, row.reported_zone, row.regime or ""))


def _row(clocks: Clocks, row: Any) -> ReferralRow:
    found = _clocks(clocks, row)
    return ReferralRow(
        id=show_id(SubjectId(bytes(row.id))),
        report=show_id(SubjectId(bytes(row.subject))),
        number=row.number,
        kind=row.kind,
        institution=row.institution,
        level=row.level,
        to=row.addressee,
        stage=row.stage,
        sent=show_time(row.at, row.zone),
        day=row.day,
        letter=row.letter,
        identity=row.identity,
        receipt=row.receipt,
        outcome=row.outcome,
        reminded=int(row.reminded),
        escalated=int(row.escalated),
        viewed=show_time(row.viewed, row.zone) if row.viewed else "",
        clock=found[0] if found else None,
    )


def _is_liaison(device: Device) -> bool:
    return device.officer.role == LIAISON


def rows_about(db: Connection, device: Device, report: bytes) -> tuple[ReferralRow, ...]:
    """The referrals of one report, the first addressee's first."""
    page = referrals(db, device, Referrals(report=show_id(SubjectId(report)), limit=MOST))
    return tuple(reversed(page.rows))


# --- one ---------------------------------------------------------------------------------------------------------------


def referral(db: Connection, device: Device, query: ReferralById) -> ReferralView:
    """One referral in full."""
    at, found = opened(db, device, query.id)
    row = next(each for each in rows_about(db, device, at.subject) if each.id == show_id(SubjectId(found.id)))
    facts = found.facts
    return ReferralView(
        row=row,
        route=facts.route,
        routes=facts.routes,
        basis=facts.basis,
        condition=facts.condition,
        reason=found.reason,
        envelope=facts.envelope,
        sets=facts.sets,
        annexes=tuple(digest.hex() for digest in facts.annexes),
        hash_list=facts.hash_list.hex(),
        document=show_id(SubjectId(facts.document)) if facts.document else "",
        clocks=clocks_of(at, found),
        answers=story(at, found),
    )


def opened(db: Connection, device: Device, name: str) -> tuple[AtReport, Referral]:
    """A referral with its report, as whoever is at work may see it; raises ``Invalid('referral.unknown')``."""
    try:
        referral = bytes(read_id(name.strip()))
    except Invalid:
        raise Invalid("referral.unknown") from None
    at = open_report(db, device, report_of(db, referral), b"")
    found = find(at.state, referral)
    if _is_liaison(device) and (found.facts.institution != BAWASLU or concerns_supervisor(at.state)):
        raise Invalid("referral.unknown")
    return at, found


def story(at: AtReport, found: Referral) -> tuple[AnswerRow, ...]:
    """Everything that was written about it, in the order of entries."""
    rows = {each.fact.source.digest: _answer(each) for each in found.answers}
    rows |= {fact.source.digest: _urged(fact) for fact in found.urged}
    if found.viewed is not None:
        rows[found.viewed.source.digest] = _line(found.viewed, "", "", "")
    return tuple(rows[fact.source.digest] for fact in at.state.history if fact.source.digest in rows)


def _answer(answer: Answer) -> AnswerRow:
    facts, source = answer.facts, answer.fact.source
    return AnswerRow(
        kind=source.kind,
        at=show_time(facts.at, facts.zone),
        code=facts.code,
        number=facts.number,
        lacks=tuple(facts.lacks),
        words=answer.words,
        officer=source.officer,
        written=show_time(source.at, source.zone),
    )


def _urged(fact: Fact) -> AnswerRow:
    event = fact.event
    if not isinstance(event, ReferralReminded | ReferralEscalated) or event.facts is None:
        return _line(fact, "", "", "")
    facts, words = event.facts, "" if event.story is None else event.story.words
    made = _line(fact, facts.means, facts.to, words)
    if isinstance(facts.letter, UnsetType) or isinstance(facts.document, UnsetType):
        return made
    return replace(made, letter=facts.letter, document=show_id(SubjectId(facts.document)))


def _line(fact: Fact, code: str, number: str, words: str) -> AnswerRow:
    at = show_time(fact.source.at, fact.source.zone)
    return AnswerRow(fact.source.kind, at, code, number, (), words, fact.source.officer, at)


# --- what may be sent --------------------------------------------------------------------------------------------------


def proposal(db: Connection, device: Device, query: ProposedReferral) -> Proposal:
    """Every addressee of today's routes, with what is proposed for each."""
    from core.app.referral_letter import addressee_words

    row = find_report(db, device, query.report)
    at = open_report(db, device, bytes(row.subject), b"")
    asked = asked_of(at, query.organiser)
    known = {each.facts.institution for each in at.state.referrals if each.stage not in LEFT}
    found = [
        _way(device, way, addressee_words(device, way.institution, way.level, area_of(at.state)), known, at)
        for way in ways(device.reference, asked)
    ]
    subjects = [device.reference.subject(party.subject) for party in asked.reported]
    return Proposal(
        report=show_id(SubjectId(at.subject)),
        number=at.number,
        kind=asked.kind,
        day=asked.day.isoformat(),
        routes=device.reference.heads["routes"].version,
        ways=tuple(found),
        identity=identity_for(at.state, BAWASLU),
        agreed=agreed_to_identity(at.state),
        envelope="" if at.state.facts is None else at.state.facts.envelope,
        organiser=any(each is not None and each.group == "PENYELENGGARA" for each in subjects),
        evidence=int(row.attachments),
    )


def _way(device: Device, way: Way, to: str, known: set[str], at: AtReport) -> WayView:
    institution = device.reference.institution(way.institution)
    return WayView(
        institution=way.institution,
        name=way.institution if institution is None else institution.name_id,
        place=way.place,
        route=way.route,
        basis=way.basis,
        confidence=way.confidence,
        level=way.level,
        to=to,
        conflict=way.conflict,
        shut=way.shut,
        known=way.institution in known,
        identities=_lawful(at, way.institution),
    )


def _lawful(at: AtReport, institution: str) -> tuple[str, ...]:
    """The choices for the identity that are lawful for an addressee."""
    if institution not in OPENED or at.state.parties is None or at.state.parties.lane in ("", "information"):
        return (WITHHELD,)
    consent = agreed_to_identity(at.state) and institution == BAWASLU
    return tuple(each for each in IDENTITIES if each != CONSENT or consent)


# --- what ended --------------------------------------------------------------------------------------------------------


def closed(db: Connection, device: Device, query: ClosedCases) -> ClosedPage:
    """Cases that ended, newest first by their number in this store; only one whose reasons are words is opened."""
    board = tables.board
    statement = select(board, _REPORT.c.number, _REPORT.c.day, _COUNTED.c.subject_type)
    statement = statement.join_from(board, _REPORT, board.c.subject == _REPORT.c.subject).where(board.c.board_stage == CLOSED)
    statement = statement.join(_COUNTED, _COUNTED.c.subject == board.c.subject, isouter=True)
    limit, before = max(1, min(query.limit, MOST)), _offset(query.after)
    if before:
        statement = statement.where(board.c.id < before)
    rows = db.execute(statement.order_by(board.c.id.desc()).limit(limit + 1)).all()
    following = str(rows[limit - 1].id) if len(rows) > limit else None
    opened_ = {bytes(row.subject) for row in rows[:limit] if row.outcome == BEYOND_REMIT or _may_concern(device, row)}
    told = reading.facts_about_many(db, sorted(opened_), device.identities)
    cases = {bytes(subject): case_of(fold(facts)) for subject, facts in told}
    shown = ((row, cases.get(bytes(row.subject))) for row in rows[:limit])
    allowed = ((row, case) for row, case in shown if not (_is_liaison(device) and _concerns(row, case)))
    return ClosedPage(tuple(_closed(row, case) for row, case in allowed), following)


def _may_concern(device: Device, row: Any) -> bool:
    """Whether only the case itself tells a liaison if a supervisor is among those reported."""
    return _is_liaison(device) and row.subject_type in (None, SEVERAL)


def _concerns(row: Any, case: CaseState | None) -> bool:
    return row.subject_type == SUPERVISOR if case is None else concerns_supervisor(case.report)


def _closed(row: Any, case: CaseState | None) -> ClosedRow:
    closing = None if case is None or row.outcome != BEYOND_REMIT else case.closing
    reasons = () if closing is None else (closing.words, closing.answer_words)
    return ClosedRow(
        report=show_id(SubjectId(bytes(row.subject))),
        number=row.number,
        kind=row.kind,
        day=row.day,
        outcome=row.outcome,
        institution=row.institution,
        decision=row.decision,
        decided=row.decided,
        reasons=tuple(text for text in reasons if text),
        seen=row.viewed != 0,
        viewed=show_time(row.viewed, row.viewed_zone) if row.viewed > 0 else "",
    )
