"""Does a signature's record hold? Its COSE_Sign1 is verified, and its payload is compared with what the entry says."""

from __future__ import annotations

from typing import Any, Final

import cbor2
from sqlalchemy import Connection, Row, select

from core.app.device import Device
from core.crypto.certificates import signer_of
from core.crypto.cose import parse1, verify1
from core.crypto.signing import VerifyKey
from core.domain.declaration import DeclarationSigned
from core.domain.errors import Invalid, Untrusted
from core.domain.events import Fact
from core.domain.ink import ink_digest, unpack_ink
from core.domain.pact import PactSigned
from core.domain.pact_state import PactState
from core.domain.signature import DECLARANT, LIMIT, SIGNATORY, Signed
from core.journal import reading, store
from core.storage import tables

INK_BYTES: Final = 32
PROVED: Final = "proved"
DIFFERS: Final = "differs"
ERASED: Final = "erased"
"""The name or the strokes are no longer held, so nothing can be compared; it was judged when its list was closed."""


def holds(db: Connection, record: bytes, kid: bytes, signed: Signed) -> bool:
    """Whether the officer with this key id signed exactly these fields."""
    try:
        message = parse1(record, LIMIT)
        der = db.execute(select(tables.certificate.c.der).where(tables.certificate.c.kid == kid)).scalar()
        if der is None or message.kid != kid or not verify1(message, VerifyKey.from_certificate(bytes(der))):
            return False
    except Untrusted:
        return False
    return message.payload == cbor2.dumps(signed.tree(), canonical=True)


def of_pact(db: Connection, state: PactState, fact: Fact) -> str:
    """One signature of a pact on the screen: ``proved``, ``differs`` or ``erased``; empty where the act bears no record.

    The strokes are on the page alone, whose digest covers theirs; so their digest in the record is taken as it stands.
    """
    event = fact.event
    if not isinstance(event, PactSigned) or event.facts is None or not event.facts.signature:
        return ""
    if state.facts is None or state.parties is None:
        return ERASED
    signed = Signed(
        role=DECLARANT,
        document=state.facts.document,
        content=state.facts.content_digest,
        name=state.parties.name,
        position=state.parties.position,
        element=state.parties.subject,
        method=event.facts.method,
        day=event.facts.day,
        ink=bytes(INK_BYTES),
    )
    try:
        message = parse1(event.facts.signature, LIMIT)
        der = db.execute(select(tables.certificate.c.der).where(tables.certificate.c.kid == message.kid)).scalar()
        if der is None or signer_of(bytes(der)) != fact.source.signer:
            return DIFFERS
        if not verify1(message, VerifyKey.from_certificate(bytes(der))):
            return DIFFERS
    except Untrusted:
        return DIFFERS
    wanted = cbor2.dumps(signed.tree(), canonical=True)
    same = len(message.payload) == len(wanted) and message.payload[:-INK_BYTES] == wanted[:-INK_BYTES]
    return PROVED if same else DIFFERS


def of_declaration(db: Connection, device: Device, row: Row[Any]) -> str:
    """One signature of a declaration by its row: ``proved``, ``differs`` or ``erased``."""
    entry = store.read(db, bytes(row.stream), int(row.seq), bytes(row.entry))
    event = None if entry is None else reading.fact_of(db, entry, device.identities).event
    if not isinstance(event, DeclarationSigned) or event.facts is None:
        return DIFFERS
    if event.parties is None or event.story is None:
        return ERASED
    facts = event.facts
    try:
        ink = ink_digest(unpack_ink(event.story.ink)) if event.story.ink else b""
    except Invalid:
        return DIFFERS
    signed = Signed(
        role=SIGNATORY,
        document=facts.declaration,
        content=facts.content_digest,
        name=event.parties.name,
        position=event.parties.position,
        element=facts.element,
        method=facts.method,
        day=facts.day,
        ink=ink,
    )
    return PROVED if holds(db, facts.signature, bytes(row.kid), signed) else DIFFERS
