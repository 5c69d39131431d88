"""Acts about an issued pact: told, signed, refused, away. Written at the pact's own post or at a desk."""

from __future__ import annotations

import cbor2
from sqlalchemy import Connection

from core.app import attachments
from core.app.device import DESKS, Device, post_audience
from core.app.writing import done_before, join
from core.crypto.cose import sign1
from core.domain import pact
from core.domain.commands import IssuePacts
from core.domain.errors import Invalid
from core.domain.ids import SubjectId
from core.domain.ink import Ink, ink_digest
from core.domain.pact import (
    ACTS_LIMIT,
    PactAct,
    PactActCommand,
    PactCommand,
    PactRefused,
    RecordPactActs,
    RecordPactAway,
    RecordPactRefused,
    RecordPactSigned,
    RecordPactTold,
)
from core.domain.pact_state import PactState, fold
from core.domain.signature import DECLARANT, Signed
from core.journal import reading

LAW, SANCTIONS = "legal_refs", "sanctions"


def act(device: Device, command: PactCommand) -> tuple[SubjectId, ...]:
    """Write the act or all acts of the command, once for each command id, in one transaction; gives the pacts.

    Raises what :mod:`core.domain.pact` raises, ``Invalid`` (``pact.nobody``, ``pact.too_many``) for no act or more than
    :data:`core.domain.pact.ACTS_LIMIT`, ``NotAllowed('authority.refused')`` for an act that another office writes.
    """
    acts = command.acts if isinstance(command, RecordPactActs) else (command,)
    if not acts:
        raise Invalid("pact.nobody")
    if len(acts) > ACTS_LIMIT:
        raise Invalid("pact.too_many", limit=ACTS_LIMIT)
    with device.database.writing() as db:
        if not done_before(db, command.command):
            for item in acts:
                _write(db, device, item, command.command)
    return tuple(item.pact for item in acts)


def _write(db: Connection, device: Device, item: PactActCommand, command: bytes) -> None:
    facts = reading.facts_about(db, item.pact, device.identities)
    state = fold(facts)
    if state.issued is None:
        raise Invalid("pact.unknown")
    event = _decided(device, state, item)
    home = state.issued.source.post
    join(db, device, event, facts, _audience(device, event, home), command, rivals=False)


def signed_on_screen(db: Connection, device: Device, command: IssuePacts, subject: bytes, ink: Ink) -> None:
    """The person of a pact that was just issued drew these strokes before the officer at work, who signs the record of it."""
    person, day = command.people[0], device.moment().day
    state = fold(reading.facts_about(db, subject, device.identities))
    if state.facts is None:
        raise Invalid("pact.unknown")
    signed = Signed(
        role=DECLARANT,
        document=state.facts.document,
        content=state.facts.content_digest,
        name=person.name,
        position=person.position,
        element=person.subject,
        method="layar",
        day=day.isoformat(),
        ink=ink_digest(ink),
    )
    act = RecordPactSigned(
        command.command,
        SubjectId(subject),
        day,
        "layar",
        place=command.place[:300],
        witness=command.witness[:300],
        signature=sign1(device.officer.key, device.officer.kid, cbor2.dumps(signed.tree(), canonical=True)),
    )
    _write(db, device, act, command.command)


def _decided(device: Device, state: PactState, item: PactActCommand) -> PactAct:
    moment = device.moment()
    match item:
        case RecordPactTold():
            return pact.tell(state, item, moment.day, moment.zone, rules_in_force(device))
        case RecordPactSigned():
            attached = None if item.paper is None else attachments.as_attached(item.paper)
            return pact.sign(state, item, moment.day, moment.zone, attached)
        case RecordPactRefused():
            return pact.refuse(state, item, moment.day, moment.zone)
        case RecordPactAway():
            return pact.stay_away(state, item, moment.day, moment.zone)


def rules_in_force(device: Device) -> str:
    """The versions of law and sanctions that this laptop shows, as a telling names them."""
    versions = device.reference.versions()
    return ", ".join(f"{name} {versions[name]}" for name in (LAW, SANCTIONS) if name in versions)


def _audience(device: Device, event: PactAct, home: str) -> str:
    """The pact's own post hears of what a desk wrote, but of no refusal: that stays among the desks (SAFEGUARDS 18)."""
    told = device.is_desk and home not in ("", device.belongings.code) and not isinstance(event, PactRefused)
    return post_audience(home) if told else DESKS
