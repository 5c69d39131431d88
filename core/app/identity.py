"""The identity desk: naming its officers and ending that, asking for an opening, agreeing, and showing it to both at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Row, func, select

from core.app import identity_key, writing
from core.app.at_report import AtReport, open_report
from core.app.device import DESKS, Device
from core.app.identity_views import DeskOfficer, OpenedIdentity, SealedFile
from core.app.officers import check_name
from core.app.returns import with_acts
from core.app.revoked import revoked
from core.app.views import Changes, Pending
from core.crypto.certificates import signer_of
from core.crypto.sealing import AgeIdentity, open_padded
from core.domain import authority
from core.domain import identity_rules as rules
from core.domain.authority import DESK_ROLES
from core.domain.correcting import APPROVED, PROPOSED
from core.domain.errors import Invalid, NotAllowed
from core.domain.events import Attached
from core.domain.identity_opening import (
    NAMED,
    IdentityCommand,
    IdentityOfficerNamed,
    IdentityOfficerUnnamed,
    NamedFacts,
    NameIdentityOfficer,
    ProposeOpening,
    ShowIdentity,
    UnnamedFacts,
    UnnameIdentityOfficer,
)
from core.domain.ids import show_id
from core.domain.report import ReportState
from core.journal import cbor
from core.storage import tables

TOPICS = frozenset({"reports", "identity"})
LIMIT = 1024 * 1024
KIND_OF: dict[type, str] = {
    NameIdentityOfficer: NAMED,
    ProposeOpening: "identity.opening_proposed",
    UnnameIdentityOfficer: "identity.officer_unnamed",
}
"""What each command writes: whoever may not write it hears so before anything else is asked."""


def act(device: Device, command: IdentityCommand) -> Changes:
    """Carry it out; the same command id twice names or asks once, and shows nothing a second time."""
    kind = KIND_OF[type(command)]
    begins = not isinstance(command, ProposeOpening)
    authority.require(kind, device.officer.role, from_desk=device.is_desk, begins=begins, owns=True)
    match command:
        case NameIdentityOfficer():
            return Changes(TOPICS, name(device, command))
        case UnnameIdentityOfficer():
            return Changes(TOPICS, unname(device, command))
        case ProposeOpening():
            return Changes(TOPICS, propose(device, command))


def name(device: Device, command: NameIdentityOfficer) -> DeskOfficer:
    """Name an officer for the identity desk; his share of the key is handed over apart.

    Raises ``Invalid`` (``officer.name``, ``identity.officer``, ``identity.institution``), ``NotAllowed('authority.refused')``.
    """
    officer, institution = check_name(command.officer), rules.institution_name(command.institution)
    with device.database.writing() as db:
        signer = _key_of(db, officer)
        if not writing.done_before(db, command.command):
            facts = NamedFacts(officer=officer, signer=signer, institution=institution)
            writing.begin(db, device, IdentityOfficerNamed(facts), DESKS, command.command)
    return DeskOfficer(officer, institution, device.moment().isoformat(), device.officer.name)


def unname(device: Device, command: UnnameIdentityOfficer) -> DeskOfficer:
    """End an officer's place; the copies of his pairs at this laptop are destroyed.

    Raises ``Invalid`` (``officer.name``, ``identity.not_seated``), ``NotAllowed`` (``authority.refused``,
    ``identity.last_pair``).
    """
    officer, table = check_name(command.officer), tables.identity_officer
    with device.database.writing() as db:
        again = writing.done_before(db, command.command)
        rows = db.execute(select(table).where(table.c.officer == officer, *(() if again else (table.c.ended == 0,)))).all()
        if not rows:
            raise Invalid("identity.not_seated", value=officer)
        if not again:
            identity_key.require_pair_without(device, (bytes(row.signer) for row in rows), officer)
        for row in () if again else rows:
            facts = UnnamedFacts(officer=officer, signer=bytes(row.signer))
            writing.begin(db, device, IdentityOfficerUnnamed(facts), DESKS, command.command)
    identity_key.prune(device)
    now = device.moment().isoformat()
    return DeskOfficer(officer, str(rows[0].institution), now, device.officer.name, ended_at=now)


def _key_of(db: Connection, officer: str) -> bytes:
    """The one key that goes by this name at the desks, and is believed."""
    table = tables.certificate.c
    query = select(table.der).where(
        table.name == officer, table.desk == 1, table.role.in_(DESK_ROLES), table.kid.not_in(revoked(db))
    )
    signers = {signer_of(bytes(der)) for der in db.execute(query).scalars()}
    if len(signers) != 1:
        raise Invalid("identity.officer", value=officer)
    return signers.pop()


def named(db: Connection, device: Device) -> NamedFacts | None:
    """Where the officer at work comes from, if he sits at the identity desk."""
    signer = signer_of(device.officer.certificate)
    found = identity_key.seated(db).get(signer)
    return None if found is None else NamedFacts(officer=found[0], signer=signer, institution=found[1])


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
        event = rules.propose(whole(desk), by, command.purpose, command.addressee, command.reason)
        entry = desk.write(event, DESKS)
        return Pending(show_id(entry.digest[: rules.ID_BYTES]), show_id(command.report), desk.number, PROPOSED)


def answer(desk: AtReport, proposal: bytes, *, approve: bool) -> None:
    """The second officer's answer, in the caller's transaction."""
    desk.write(rules.answer(whole(desk), proposal, named(desk.db, desk.device), approve=approve), DESKS)


def whole(desk: AtReport) -> ReportState:
    """The report with the files that its reporter added later."""
    return with_acts(desk.db, desk.device, desk.subject, desk.state)


def show(device: Device, command: ShowIdentity, second: Device) -> tuple[OpenedIdentity, tuple[AgeIdentity, ...]]:
    """Show to the two officers what they agreed to open, and give the keys for its files.

    Only the copy of the key that is wrapped for these two opens it. The entry is committed before a word leaves this function.
    Raises ``Invalid('identity.unknown')``, ``NotAllowed`` (``identity.no_pair``, ``identity.same_officer``,
    ``identity.other_two``, ``authority.refused`` and what :func:`core.domain.identity_rules.show` refuses).
    """
    authority.require("identity.opened", device.officer.role, from_desk=device.is_desk, begins=False, owns=True)
    with device.database.writing() as db:
        row = find_opening(db, command.opening)
        desk = open_report(db, device, bytes(row.subject), command.command)
        opening = next(each for each in rules.openings_of(desk.facts) if each.id == command.opening)
        state, signers = whole(desk), [signer_of(each.officer.certificate) for each in (device, second)]
        event = rules.show(state, opening, signers[0])
        if signers[1] not in opening.signers:
            raise NotAllowed("identity.other_two")
        keys = identity_key.opened_by(device, second)
        if not all(each in identity_key.seated(db) for each in signers):
            raise NotAllowed("identity.not_named")
        persons = _opened(keys, state.boxes)
        desk.write(event, DESKS)
        files = tuple(_file(device, each) for each in _sealed(state))
        opened = OpenedIdentity(
            show_id(command.opening), show_id(row.subject), desk.number, persons, files, opening.facts.purpose
        )
    return opened, keys


def require_pair(device: Device, second: Device) -> tuple[AgeIdentity, ...]:
    """The keys of these two, who both sit at the desk.

    Raises ``NotAllowed`` (``identity.not_named``, ``identity.no_pair``, ``identity.same_officer``).
    """
    with device.database.reading() as db:
        if named(db, device) is None or named(db, second) is None:
            raise NotAllowed("identity.not_named")
    return identity_key.opened_by(device, second)


def _sealed(state: ReportState) -> list[Attached]:
    return [] if state.story is None else [file for file in state.story.attachments if file.shows_identity]


def _file(device: Device, file: Attached) -> SealedFile:
    return SealedFile(file.token.hex(), file.name, file.media_type, file.size, device.vault.holds(file.token))


def find_opening(db: Connection, name: bytes) -> Row[tuple[object, ...]]:
    """An opening's row by its name; raises ``Invalid('identity.unknown')``."""
    table = tables.identity_opening
    row = db.execute(select(table).where(func.substr(table.c.digest, 1, rules.ID_BYTES) == name)).first()
    if row is None:
        raise Invalid("identity.unknown")
    return row


def _opened(keys: Sequence[AgeIdentity], boxes: Iterable[bytes]) -> dict[str, object]:
    """The persons as corrected: of each the newest box that names them."""
    persons = dict[str, object]()
    for box in boxes:
        plain = open_padded(box, keys)
        if plain is None:
            raise NotAllowed("identity.no_pair")
        persons |= {str(name): value for name, value in cbor.decode_map(plain, LIMIT).items()}
    return persons
