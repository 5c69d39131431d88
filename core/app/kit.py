"""The enrolment kit: everything a new post needs to begin with no connection, in one sealed file (D7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import msgspec
from sqlalchemy import Connection, select

from core.app import kits, practising
from core.app.device import DESKS, Device, Recipients, post_audience
from core.app.streams import own_stream
from core.app.views import KitMade
from core.crypto.certificates import make_ca
from core.crypto.kit_code import make_code, open_with_code, seal_with_code
from core.crypto.sealing import require_recipient
from core.crypto.signing import SigningKey
from core.domain.authority import ADMINISTRATOR, POST_ROLES, REGENCY_ROLES
from core.domain.commands import CreateKit, CreateRegencyKit
from core.domain.errors import Invalid, NotAllowed, Unlockable, Untrusted
from core.domain.events import KitFacts, KitIssued
from core.domain.guard import PROVINCE_GUARD
from core.domain.member import REGENCY as REGENCY_LEVEL
from core.domain.reference import ReferenceData
from core.domain.reference_items import Post
from core.journal import cbor
from core.journal.author import Placement
from core.storage import tables

MAGIC = b"POSKO-KIT-1\n"
KIT_LIMIT = 4 * 1024 * 1024
FORMAT = 1
ID_BYTES = 16
MARK_BYTES = 32
MAX_LAPTOPS = 50
GUARD = "guard:"
"""Settings that name a guard's recipient, by institution."""
MANDATE_FIELDS = ("number", "date", "controllers", "legal_basis", "data_protection_officer")


class Kit(msgspec.Struct, frozen=True, kw_only=True):
    """What a kit carries. ``ca_key`` is PKCS #8 DER; ``anchors`` root certificates; ``last_day`` ISO or empty."""

    format: int
    kit: bytes
    laptops: int
    last_day: str
    anchors: list[bytes]
    recipients: Recipients
    guards: dict[str, str]
    marks: dict[str, bytes]
    mandate: str
    drill: bool
    ca_certificate: bytes
    ca_key: bytes
    province: bytes
    province_code: str
    code: str
    name: str
    zone: str
    remit: list[str]
    reference: str


def create_kit(device: Device, command: CreateKit) -> KitMade:
    """Make a kit for a post; without a mandate it is a drill kit (SAFEGUARDS 16).

    Raises ``NotAllowed('kit.not_administrator')``, ``Invalid`` (``post.unknown``, ``kit.laptops``, ``kit.mandate``),
    and what :func:`core.app.practising.require_one_world` raises.
    """
    return _made(device, command, drafted(device, command))


def drafted(device: Device, command: CreateKit) -> Kit:
    """The kit of a post as it will be sealed; raises as :func:`create_kit`."""
    root_key = _root_key(device, command.laptops)
    post = post_of(device, command.post)
    mandate = _mandate(command.mandate)
    with device.database.reading() as db:
        practising.require_one_world(db, device, drill=not mandate)
    ca_key = SigningKey.generate(device.ports.entropy)
    ca = _ca(device, root_key, post.code, POST_ROLES, ca_key)
    kit = _kit(device, command, Place(post.code, post.name_id, post.zone), mandate, ca, ca_key)
    return msgspec.structs.replace(kit, remit=_remit(device.reference, post, mandate))


def _root_key(device: Device, laptops: int) -> SigningKey:
    root_key = device.extras.get("root_key")
    if not device.is_desk or device.officer.role != ADMINISTRATOR or root_key is None:
        raise NotAllowed("kit.not_administrator")
    if not 1 <= laptops <= MAX_LAPTOPS:
        raise Invalid("kit.laptops", maximum=MAX_LAPTOPS)
    return SigningKey.from_der(root_key)


def _ca(device: Device, root_key: SigningKey, code: str, roles: Sequence[str], ca_key: SigningKey) -> bytes:
    entropy = device.ports.entropy
    return make_ca(device.belongings.anchors[0], root_key, code, roles, ca_key.public, device.ports.now(), entropy)


def _made(device: Device, command: CreateKit, kit: Kit) -> KitMade:
    _record(device, command, kit)
    code = make_code(device.ports.entropy)
    sealed = MAGIC + seal_with_code(cbor.encode(msgspec.to_builtins(kit, builtin_types=(bytes,))), code, device.ports.entropy)
    return KitMade(kit.code, sealed, code, kit.drill)


def create_regency_kit(device: Device, command: CreateRegencyKit) -> KitMade:
    """Make the kit of a regency's desk. It needs no mandate: nobody reports there.

    Raises ``NotAllowed('kit.not_administrator')``, ``Invalid`` (``kit.regency``, ``kit.laptops``).
    """
    root_key = _root_key(device, command.laptops)
    area = device.reference.area(command.area)
    if area is None or area.level != REGENCY_LEVEL or area.province != device.belongings.province_code:
        raise Invalid("kit.regency", area=command.area.strip()[:20])
    ca_key = SigningKey.generate(device.ports.entropy)
    place = Place(area.code, f"Kesbangpol {area.label}", device.reference.zone_of(area))
    ca = _ca(device, root_key, place.code, REGENCY_ROLES, ca_key)
    made = CreateKit(command.command, area.code, command.laptops, "")
    kit = _kit(device, made, place, {}, ca, ca_key)
    return _made(device, made, msgspec.structs.replace(kit, drill=device.belongings.drill, remit=[], guards={}))


def post_of(device: Device, code: str) -> Post:
    """A post of this province by its code; raises ``Invalid('post.unknown')``."""
    post = device.reference.post(code)
    if post is None or post.province != device.belongings.province_code or post.kind == "PROVINSI":
        raise Invalid("post.unknown", post=code)
    return post


def _mandate(text: str) -> dict[str, object]:
    """The agreement or decree that names controllers and legal basis, as JSON; empty for a drill."""
    if not text.strip():
        return {}
    try:
        mandate = msgspec.json.decode(text, type=dict[str, object])
    except (msgspec.DecodeError, RecursionError):
        raise Invalid("kit.mandate", field="json") from None
    for field in MANDATE_FIELDS:
        if not str(mandate.get(field, "")).strip():
            raise Invalid("kit.mandate", field=field)
    return mandate


@dataclass(frozen=True, slots=True)
class Place:
    """Where a kit's laptops stand: a post's or a regency's code, its name and its zone."""

    code: str
    name: str
    zone: str


def _kit(device: Device, command: CreateKit, post: Place, mandate: dict[str, object], ca: bytes, ca_key: SigningKey) -> Kit:
    own = device.belongings
    audience = post_audience(post.code)
    with device.database.reading() as db:
        known = kits.mark_of(db, audience)
    mark = practising.mark_for(audience) if own.drill else known or device.ports.entropy(MARK_BYTES)
    return Kit(
        format=FORMAT,
        kit=device.ports.entropy(ID_BYTES),
        laptops=command.laptops,
        last_day=command.last_day,
        anchors=own.anchors,
        recipients=device.recipients,
        guards=_guards(device),
        marks={DESKS: own.marks[DESKS], audience: mark},
        mandate=command.mandate if mandate else "",
        drill=not mandate,
        ca_certificate=ca,
        ca_key=ca_key.to_der(),
        province=own.province,
        province_code=own.province_code,
        code=post.code,
        name=post.name,
        zone=post.zone,
        remit=[],
        reference=device.reference.digest(),
    )


def _guards(device: Device) -> dict[str, str]:
    """Recipients by institution that the administrator has named; the province's own desks need no naming (D7)."""
    with device.database.reading() as db:
        return {key.removeprefix(GUARD): value for key, value in _settings_like(db, GUARD)}


def _settings_like(db: Connection, prefix: str) -> list[tuple[str, str]]:
    table = tables.setting
    query = select(table.c.key, table.c.value).where(table.c.key.startswith(prefix)).order_by(table.c.key)
    return [(str(row.key), str(row.value)) for row in db.execute(query)]


def name_guard(device: Device, institution: str, recipient: str) -> None:
    """Name the recipient of an institution for every kit made from now on; an empty recipient takes it back.

    Raises ``NotAllowed('kit.not_administrator')``, ``Invalid`` (``guard.institution``, ``guard.recipient``).
    """
    if not device.is_desk or device.officer.role != ADMINISTRATOR:
        raise NotAllowed("kit.not_administrator")
    found = device.reference.institution(institution)
    if found is None or found.code == PROVINCE_GUARD:
        raise Invalid("guard.institution", institution=institution)
    if recipient:
        try:
            require_recipient(recipient)
        except Untrusted:
            raise Invalid("guard.recipient") from None
    with device.database.writing() as db:
        db.execute(tables.setting.delete().where(tables.setting.c.key == GUARD + found.code))
        if recipient:
            db.execute(tables.setting.insert(), {"key": GUARD + found.code, "value": recipient})


def _remit(reference: ReferenceData, post: Post, mandate: dict[str, object]) -> list[str]:
    """Subject types whose complaints this post keeps readable: the mandate's, else the unit's own; a drill takes all."""
    named = mandate.get("remit")
    if isinstance(named, list):
        return [str(code).upper() for code in named]
    if post.remit is not None:
        return list(post.remit)
    return [] if mandate else [subject.code for subject in reference.subjects]


def _record(device: Device, command: CreateKit, kit: Kit) -> None:
    facts = KitFacts(
        kit=kit.kit,
        post=kit.code,
        laptops=kit.laptops,
        last_day=kit.last_day,
        mandate=kit.mandate,
        drill=kit.drill,
        ca_certificate=kit.ca_certificate,
        mark=kit.marks[post_audience(kit.code)],
    )
    audience = post_audience(kit.code)
    with device.database.writing() as db:
        stream = own_stream(db, device, DESKS, command.command)
        entry = device.author.write(db, KitIssued(facts), Placement(stream), device.circumstance(command.command))
        device.projector.project(db, entry)
        name = f"mark:{audience}"
        if db.execute(select(tables.secret.c.name).where(tables.secret.c.name == name)).scalar() is None:
            db.execute(tables.secret.insert(), {"name": name, "value": kit.marks[audience]})


def open_kit(data: bytes, code: str, today: date) -> Kit:
    """Open a kit with its printed code.

    Raises ``Unlockable``: ``kit.damaged``, ``kit.code``; ``Invalid``: ``kit.not_a_kit``, ``kit.newer``, ``kit.expired``.
    """
    if not data.startswith(MAGIC):
        raise Invalid("kit.not_a_kit")
    if len(data) > KIT_LIMIT:
        raise Unlockable("kit.damaged")
    return read_plain(open_with_code(data[len(MAGIC) :], code), today)


def read_plain(plain: bytes, today: date) -> Kit:
    """A kit out of its box; raises as :func:`open_kit` does."""
    try:
        kit = msgspec.convert(cbor.decode_map(plain, KIT_LIMIT), Kit, builtin_types=(bytes,))
    except msgspec.ValidationError:
        raise Unlockable("kit.damaged") from None
    if kit.format != FORMAT:
        raise Invalid("kit.newer")
    if kit.last_day and today.isoformat() > kit.last_day:
        raise Invalid("kit.expired", day=kit.last_day)
    return kit
