"""A new key for this laptop: a certificate by the CA that it carries, a new age identity, and the old key's own word for both.

All of it is one transaction, and the running program goes on with the new key. The old signing key is gone then. The old age
identity stays, for what was sealed to it may still be under way: until :data:`KEEP_DAYS` after a desk was heard to know of
the renewal. What a desk writes from then on is sealed to the new one, and what was not acknowledged by then is written once
more (``sync/FORMAT.md`` 6), so that nothing waits for the old one; it is kept so that an old stick opens all the same.

On a server the keys lie in a file beside it: the entries come first. Cut off between the two, the laptop goes on with the
key that it had, is told that it is not believed any more, and renews once more.
"""

from __future__ import annotations

import contextlib
from typing import Final

import msgspec
from sqlalchemy import Connection, select

from core.app import own_keys, streams, writing
from core.app.answers import show_time
from core.app.authority_ending import require_going_on
from core.app.device import DESKS, EVERYBODY, Belongings, Device, FormerKey
from core.app.device_key_views import DeviceKey, DeviceKeyFacts, FormerKeyRow
from core.app.forgetting import forget_before
from core.app.founding import device_name
from core.app.officers import CA_KEY
from core.app.views import Changes
from core.crypto.certificates import make_leaf
from core.crypto.certificates import read as read_certificate
from core.crypto.cose import key_id
from core.crypto.sealing import AgeIdentity
from core.crypto.signing import SigningKey
from core.domain.authority import DEVICE, GRANTS
from core.domain.device_key import HEADS_LIMIT, KIND, RENEWED, DeviceRenewed, DeviceRenewedFacts, RenewDeviceKey, StreamHead
from core.domain.errors import NotAllowed
from core.journal import handover, store
from core.journal.entry import Entry
from core.storage import tables
from core.storage.copies import full_or_failed

KEEP_DAYS: Final = 90
DAY_MS: Final = 24 * 60 * 60 * 1000


def act(device: Device, command: RenewDeviceKey) -> Changes:
    """The door of this room."""
    return Changes(frozenset({"officers", "device_key"}), renew(device, command))


def renew(device: Device, command: RenewDeviceKey) -> DeviceKeyFacts:
    """Give the laptop a new key; only who has the key of its certificate authority may.

    Raises ``NotAllowed`` (``device_key.no_authority``, ``authority.over``),
    ``Unavailable`` (``disk.full``, ``disk.failed``); then nothing was changed.
    """
    _require(device)
    before = device.belongings
    try:
        with device.database.writing() as db:
            if not writing.done_before(db, command.command):
                _renew(db, device, command)
                own_keys.keep_inside(db, device, device.belongings)
        own_keys.keep_beside(device, device.belongings)
    except BaseException as error:
        device.take_on(before)
        if isinstance(error, OSError):
            raise full_or_failed(error) from None
        raise
    device.database.checkpoint()  # the log must not keep the old key
    with device.database.reading() as db:
        return facts(db, device, DeviceKey())


def _require(device: Device) -> None:
    if device.officer.role not in GRANTS[KIND].roles or not _holds_authority(device):
        raise NotAllowed("device_key.no_authority")
    require_going_on(device)


def _holds_authority(device: Device) -> bool:
    key = device.extras.get(CA_KEY)
    ca = read_certificate(device.belongings.ca_certificate)
    return key is not None and SigningKey.from_der(key).public == ca.key


def _renew(db: Connection, device: Device, command: RenewDeviceKey) -> None:
    """Sign what the old key stands by, be the new one, and say so on a stream of its own."""
    told, fresh = _told(db, device, copied=command.copied)
    for head in told.heads:
        streams.close_stream(db, device, head.stream, RENEWED)
    device.take_on(fresh)
    audience = EVERYBODY if device.is_desk and not device.is_nation else DESKS
    entry = writing.begin(db, device, DeviceRenewed(told), audience, command.command)
    device.take_on(_with_former(device.belongings, told, entry, device.moment().at))
    forget_before(db, device.moment().at)  # copies of before hold the old key


def _told(db: Connection, device: Device, *, copied: bool) -> tuple[DeviceRenewedFacts, Belongings]:
    """What is to be written, and what the laptop is from then on: but for the old identity, which follows with the entry."""
    own, entropy = device.belongings, device.ports.entropy
    key, identity = SigningKey.generate(entropy), AgeIdentity.generate()
    name = read_certificate(own.device_certificate).common_name or device_name(device.ports)
    ca_key = SigningKey.from_der(device.extras[CA_KEY])
    certificate = make_leaf(own.ca_certificate, ca_key, DEVICE, name, key.public, entropy)
    told = DeviceRenewedFacts(
        previous=own.device_certificate,
        previous_ca=_ca_of(db, device),
        certificate=certificate,
        ca_certificate=own.ca_certificate,
        recipient=identity.recipient,
        copied=copied,
        heads=_heads(db, device),
        handover=b"",
    )
    changes = {"device_key": key.to_der(), "device_certificate": certificate, "age_identity": identity.text}
    kept = FormerKey(
        certificate=own.device_certificate,
        copied=copied,
        ended=device.moment().at,
        stream=b"",
        sequence=0,
        age_identity=own.age_identity,
    )
    fresh = msgspec.structs.replace(own, **changes, former=[*own.former, kept])
    return handover.written(told, own.province, device.device_key), fresh


def _ca_of(db: Connection, device: Device) -> bytes:
    """The CA that gave out the certificate in force; it may have been renewed since."""
    table = tables.certificate.c
    found = db.execute(select(table.ca).where(table.kid == device.device)).scalar()
    return device.belongings.ca_certificate if found is None else bytes(found)


def _heads(db: Connection, device: Device) -> list[StreamHead]:
    """How far each stream of the key in force goes, the newest streams first."""
    entry, stream = tables.entry.c, tables.stream.c
    begun = select(entry.lamport).where(entry.stream == stream.stream, entry.seq == 0).limit(1).scalar_subquery()
    query = select(stream.stream).where(stream.device == device.device).order_by(begun.desc(), stream.stream)
    names = [bytes(row.stream) for row in db.execute(query.limit(HEADS_LIMIT))]
    heads = ((name, store.head(db, name)) for name in names)
    return [StreamHead(name, head.sequence, head.digest) for name, head in heads if head is not None]


def _with_former(own: Belongings, told: DeviceRenewedFacts, entry: Entry, at: int) -> Belongings:
    *older, last = own.former
    place = {"stream": entry.header.stream, "sequence": entry.header.sequence, "ended": at}
    return msgspec.structs.replace(own, former=[*older, msgspec.structs.replace(last, **place)])


def let_go(device: Device) -> int:
    """Destroy age identities of before that nothing waits for any more; gives how many. What was is told by :func:`facts`."""
    before, now = device.belongings, device.moment().at
    if not any(each.age_identity for each in before.former):
        return 0
    with device.database.reading() as db:
        fresh = msgspec.structs.replace(before, former=[_aged(db, device, each, now) for each in before.former])
    if fresh == before:
        return 0
    gone = sum(bool(each.age_identity) for each in before.former) - sum(bool(each.age_identity) for each in fresh.former)
    with device.database.writing() as db:
        own_keys.keep_inside(db, device, fresh)
        if gone:
            forget_before(db, now)
    device.take_on(fresh)
    own_keys.keep_beside(device, fresh)
    if gone:
        device.database.checkpoint()
    return gone


def _aged(db: Connection, device: Device, one: FormerKey, now: int) -> FormerKey:
    """Note that the province knows; a while after that the identity goes."""
    if not one.age_identity:
        return one
    if not one.heard:
        return msgspec.structs.replace(one, heard=now) if _is_heard(db, device, one) else one
    if now - one.heard < KEEP_DAYS * DAY_MS:
        return one
    return msgspec.structs.replace(one, age_identity="", destroyed=now)


def _is_heard(db: Connection, device: Device, one: FormerKey) -> bool:
    """Whether a desk said that it holds the entry; what a desk itself may read is sealed to a recipient of all desks."""
    acked = tables.acked.c
    held = select(acked.seq).where(acked.stream == one.stream, acked.seq >= one.sequence, acked.desk == 1)
    return device.is_desk or db.execute(held.limit(1)).first() is not None


def facts(db: Connection, device: Device, query: DeviceKey) -> DeviceKeyFacts:
    """The key in force and those of before."""
    own, zone = device.belongings, device.belongings.zone

    def shown(at: int) -> str:
        return show_time(at, zone) if at else ""

    may = False
    with contextlib.suppress(NotAllowed):
        _require(device)
        may = True
    former = tuple(
        FormerKeyRow(key_id(each.certificate).hex(), shown(each.ended), each.copied, shown(each.heard), shown(each.destroyed))
        for each in reversed(own.former)
    )
    name, officer = read_certificate(own.device_certificate).common_name, device.officer.kid.hex()
    return DeviceKeyFacts(device.device.hex(), name, former, may, officer)
