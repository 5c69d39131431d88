"""Answers about the identity desk: the list of openings, one case's, what the desk has to do, who sits there."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, and_, exists, or_, select

from core.app import identity, identity_key, identity_purge
from core.app import identity_queries as queries
from core.app.answers import find_report, show_time
from core.app.device import Device
from core.app.identity_views import CaseIdentity, CaseOpening, DeskOfficer, IdentityDesk, OpeningPage, OpeningRow, TaskRow
from core.app.returns import with_acts
from core.app.revoked import revoked
from core.crypto.certificates import signer_of
from core.domain import identity_rules as rules
from core.domain import report
from core.domain.authority import ADMINISTRATOR, DESK_ROLES
from core.domain.correcting import APPROVED, PROPOSED, is_another
from core.domain.errors import Invalid, NotAllowed
from core.domain.identity_opening import COMPLETE
from core.domain.ids import show_id
from core.domain.referral import RETURNED
from core.domain.report import ReportState
from core.journal import reading
from core.storage import tables

MAX_PAGE = 200


def listed(db: Connection, _device: Device, query: queries.Openings) -> OpeningPage:
    """A page of the list."""
    table, limit = tables.identity_opening.c, max(1, min(query.limit, MAX_PAGE))
    found = _rows().order_by(table.at.desc(), table.digest.desc())
    if query.opened:
        found = found.where(table.opened_at > 0)
    if query.after is not None:
        found = found.where(_behind(query.after))
    rows = db.execute(found.limit(limit + 1)).all()
    shown = tuple(_row(row) for row in rows[:limit])
    last = rows[limit - 1] if len(rows) > limit else None
    return OpeningPage(shown, None if last is None else f"{last.at}.{last.digest.hex()}")


def _rows() -> Any:
    table, home = tables.identity_opening, tables.report
    return select(table, home.c.number).join(home, home.c.subject == table.c.subject)


def _behind(cursor: str) -> Any:
    at, _, name = cursor.partition(".")
    try:
        place, last = int(at), bytes.fromhex(name)
    except ValueError:
        raise Invalid("query.cursor") from None
    table = tables.identity_opening.c
    return or_(table.at < place, and_(table.at == place, table.digest < last))


def _row(row: Row[Any]) -> OpeningRow:
    return OpeningRow(
        id=show_id(row.digest[: rules.ID_BYTES]),
        report=show_id(row.subject),
        number=row.number,
        purpose=row.purpose,
        addressee=row.addressee,
        status=row.status,
        officer=row.officer,
        institution=row.institution,
        at=show_time(row.at, row.zone),
        second=row.second,
        second_institution=row.second_institution,
        opened_at=show_time(row.opened_at, row.zone) if row.opened_at else "",
        opened_by=row.opened_by,
    )


def of_report(db: Connection, device: Device, query: queries.IdentityOf) -> CaseIdentity:
    """One case's openings with their reasons, and what this officer may do."""
    found = find_report(db, device, query.report)
    state = report.fold(reading.facts_about(db, bytes(found.subject), device.identities))
    state = with_acts(db, device, bytes(found.subject), state)
    rows = db.execute(_rows().where(tables.identity_opening.c.subject == found.subject)).all()
    by_name = {bytes(row.digest): _row(row) for row in rows}
    desk, signer = identity.named(db, device), signer_of(device.officer.certificate)
    partners = identity_key.partners(identity_key.read(device)).get(signer, ())
    found_openings = rules.openings_of(state.history)
    last = found_openings[-1].id if found_openings else b""
    openings = tuple(
        CaseOpening(
            row=by_name[each.fact.source.digest],
            reason=each.reason,
            may_answer=desk is not None and each.status == PROPOSED and is_another(each.fact.source.signer, signer),
            may_show=each.id == last
            and each.status == APPROVED
            and signer in each.signers
            and bool({*partners} & {*each.signers}),
        )
        for each in found_openings
        if each.fact.source.digest in by_name
    )
    institution = "" if desk is None else desk.institution
    handing = rules.may_hand_over(state)
    name, key = show_id(found.subject), identity_key.where(device)
    purge = identity_purge.of_state(db, device, state)
    return CaseIdentity(name, found.number, _refused(state), institution, handing, openings, key, bool(partners), purge)


def _refused(state: ReportState) -> str:
    try:
        rules.require_sealed(state)
    except NotAllowed as refusal:
        return refusal.code
    return ""


def tasks(db: Connection, _device: Device, query: queries.IdentityTasks) -> tuple[TaskRow, ...]:
    """What was returned incomplete and whose reporter was not yet reached by an opening after that."""
    sent, home, opening = tables.referral.c, tables.report, tables.identity_opening.c
    since = and_(opening.subject == sent.subject, opening.purpose == COMPLETE, opening.at >= sent.stage_at)
    rows = db.execute(
        select(tables.referral, home.c.number)
        .join(home, home.c.subject == sent.subject)
        .where(sent.stage == RETURNED, ~exists().where(since, opening.opened_at > 0))
        .order_by(sent.stage_at, sent.id)
        .limit(max(1, min(query.limit, MAX_PAGE)))
    ).all()
    begun = select(opening.subject, opening.digest, opening.status).where(
        opening.subject.in_([row.subject for row in rows]), opening.purpose == COMPLETE, opening.status.in_((PROPOSED, APPROVED))
    )
    known = {bytes(row.subject): (show_id(row.digest[: rules.ID_BYTES]), str(row.status)) for row in db.execute(begun)}
    return tuple(
        TaskRow(
            show_id(row.subject),
            row.number,
            show_id(row.id),
            row.institution,
            show_time(row.stage_at, row.zone),
            *known.get(bytes(row.subject), ("", "")),
        )
        for row in rows
    )


def desk_of(db: Connection, device: Device, _query: queries.IdentityOfficers) -> IdentityDesk:
    """Everybody who sits there or sat there, and who may be named."""
    table, certificate, zone = tables.identity_officer, tables.certificate.c, device.belongings.zone
    rows = db.execute(select(table).order_by(table.c.ended != 0, table.c.officer, table.c.signer)).all()
    seated, partners = identity_key.seated(db), identity_key.partners(identity_key.read(device))
    names = {bytes(row.signer): str(row.officer) for row in rows}
    told = tuple(
        DeskOfficer(
            row.officer,
            row.institution,
            show_time(row.at, zone),
            row.named_by,
            show_time(row.ended, zone) if row.ended else "",
            tuple(sorted(names.get(other, "") for other in partners.get(bytes(row.signer), ()))),
        )
        for row in rows
        if row.ended or bytes(row.signer) in seated
    )
    known = select(certificate.name).where(
        certificate.desk == 1, certificate.role.in_(DESK_ROLES), certificate.kid.not_in(revoked(db))
    )
    sitting = {name for name, _institution in seated.values()}
    enrolled = tuple(sorted({str(name) for name in db.execute(known).scalars()} - sitting))
    return IdentityDesk(told, identity_key.where(device), device.officer.role == ADMINISTRATOR, enrolled)
