"""The identity desk: naming its officers, asking for an opening, agreeing, and showing it once after its entry is durable."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Row, func, select

from core.app import writing
from core.app.at_report import AtReport, open_report
from core.app.device import DESKS, Device
from core.app.identity_views import DeskOfficer, OpenedIdentity
from core.app.officers import IDENTITIES, check_name
from core.app.views import Changes, Pending
from core.crypto.certificates import signer_of
from core.crypto.sealing import AgeIdentity, open_padded
from core.domain import authority
from core.domain import identity_rules as rules
from core.domain.authority import DESK_ROLES
from core.domain.correcting import APPROVED, PROPOSED
from core.domain.errors import Invalid, NotAllowed
from core.domain.identity_opening import (
    NAMED,
    IdentityCommand,
    IdentityOfficerNamed,
    NamedFacts,
    NameIdentityOfficer,
    ProposeOpening,
    ShowIdentity,
)
from core.domain.ids import show_id
from core.journal import cbor
from core.storage import tables

TOPICS = frozenset({"reports", "identity"})
LIMIT = 1024 * 1024
KIND_OF: dict[type, str] = {
    NameIdentityOfficer: NAMED,
    ProposeOpening: "identity.opening_proposed",
    ShowIdentity: "identity.opened",
}
"""What each command writes: whoever may not write it hears so before anything else is asked."""


def act(device: Device, command: IdentityCommand) -> Changes:
    """Carry it out; the same command id twice names or asks once, and shows nothing a second time."""
    kind = KIND_OF[type(command)]
    begins = isinstance(command, NameIdentityOfficer)
    authority.require(kind, device.officer.role, from_desk=device.is_desk, begins=begins, owns=True)
    match command:
        case NameIdentityOfficer():
            return Changes(TOPICS, name(device, command))
        case ProposeOpening():
            return Changes(TOPICS, propose(device, command))
        case ShowIdentity():
            return Changes(TOPICS, show(device, command))


def name(device: Device, command: NameIdentityOfficer) -> DeskOfficer:
    """Name an officer for the identity desk.

    Raises ``Invalid`` (``officer.name``, ``identity.officer``, ``identity.institution``), ``NotAllowed('authority.refused')``.
    """
    officer, institution = check_name(command.officer), rules.institution_name(command.institution)
    with device.database.writing() as db:
        signer = _key_of(db, officer)
        if not writing.done_before(db, command.command):
            facts = NamedFacts(officer=officer, signer=signer, institution=institution)
            writing.begin(db, device, IdentityOfficerNamed(facts), DESKS, command.command)
    return DeskOfficer(officer, institution, device.moment().isoformat())


def _key_of(db: Connection, officer: str) -> bytes:
    """The one key that goes by this name at the desks."""
    table = tables.certificate.c
    query = select(table.der).where(table.name == officer, table.desk == 1, table.role.in_(DESK_ROLES))
    signers = {signer_of(bytes(der)) for der in db.execute(query).scalars()}
    if len(signers) != 1:
        raise Invalid("identity.officer", value=officer)
    return signers.pop()


def named(db: Connection, device: Device) -> NamedFacts | None:
    """Where the officer at work comes from, if he sits at the identity desk."""
    table = tables.identity_officer
    row = db.execute(select(table).where(table.c.signer == signer_of(device.officer.certificate))).first()
    return None if row is None else NamedFacts(officer=row.officer, signer=bytes(row.signer), institution=row.institution)


def propose(device: Device, command: ProposeOpening) -> Pending:
    """Ask for it; it waits for another officer of the identity desk.

    Raises what :func:`core.domain.identity_rules.propose` raises, ``Invalid('report.unknown')``,
    ``NotAllowed('authority.refused')``.
    """
    with device.database.writing() as db:
        desk = open_report(db, device, command.report, command.command)
        again = next((each for each in rules.openings_of(desk.facts) if each.fact.source.command == command.command), None)
        if again is not None:
            status = APPROVED if again.status == rules.OPENED else again.status
            return Pending(show_id(again.id), show_id(command.report), desk.number, status)
        by = named(db, device)
        event = rules.propose(desk.state, by, command.purpose, command.addressee, command.reason)
        entry = desk.write(event, DESKS)
        return Pending(show_id(entry.digest[: rules.ID_BYTES]), show_id(command.report), desk.number, PROPOSED)


def answer(desk: AtReport, proposal: bytes, *, approve: bool) -> None:
    """The second officer's answer, in the caller's transaction."""
    desk.write(rules.answer(desk.state, proposal, named(desk.db, desk.device), approve=approve), DESKS)


def show(device: Device, command: ShowIdentity) -> OpenedIdentity:
    """Show what two officers agreed to open. The entry is committed before a word leaves this function.

    Raises ``Invalid('identity.unknown')``, ``NotAllowed`` (``identity.no_key``, ``authority.refused`` and what
    :func:`core.domain.identity_rules.show` refuses).
    """
    with device.database.writing() as db:
        row = find_opening(db, command.opening)
        desk = open_report(db, device, bytes(row.subject), command.command)
        opening = next(each for each in rules.openings_of(desk.facts) if each.id == command.opening)
        event = rules.show(desk.state, opening, signer_of(device.officer.certificate))
        persons = _opened(device, desk.state.boxes)
        desk.write(event, DESKS)
        number = desk.number
    return OpenedIdentity(show_id(command.opening), show_id(row.subject), number, persons)


def find_opening(db: Connection, name: bytes) -> Row[tuple[object, ...]]:
    """An opening's row by its name; raises ``Invalid('identity.unknown')``."""
    table = tables.identity_opening
    row = db.execute(select(table).where(func.substr(table.c.digest, 1, rules.ID_BYTES) == name)).first()
    if row is None:
        raise Invalid("identity.unknown")
    return row


def _opened(device: Device, boxes: Iterable[bytes]) -> dict[str, object]:
    """The persons as corrected: of each the newest box that names them."""
    secret = device.extras.get(IDENTITIES)
    if secret is None:
        raise NotAllowed("identity.no_key")
    key, persons = AgeIdentity.from_text(secret.decode()), dict[str, object]()
    for box in boxes:
        plain = open_padded(box, (key,))
        if plain is None:
            raise NotAllowed("identity.no_key")
        persons |= {str(name): value for name, value in cbor.decode_map(plain, LIMIT).items()}
    return persons
