"""The kit of another desk: how it joins the server that a province's desks share (D11).

It carries what a post's kit carries, and besides the keys that open reports, the key of shared columns, what was noted of
every post's kit and the server's address. Its certificate grants no administrator: a second desk reads and decides, and founds
nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import select

from core.app import common_store, homes, kits
from core.app.device import DESKS, Device, post_audience
from core.app.kit import FORMAT, ID_BYTES, KIT_LIMIT, Kit
from core.app.profile_files import is_on_server
from core.app.streams import own_stream
from core.app.views import KitMade
from core.crypto.certificates import make_ca
from core.crypto.kit_code import make_code, open_with_code, seal_with_code
from core.crypto.signing import SigningKey
from core.domain.authority import ADMINISTRATOR, DEVICE, OFFICER, TRIAGE
from core.domain.errors import Invalid, NotAllowed, Unlockable
from core.domain.events import KitFacts, KitIssued
from core.domain.ids import CommandId
from core.domain.text import check_line
from core.journal import cbor
from core.journal.author import Placement
from core.storage import tables
from core.storage.server_address import Server

MAGIC = b"POSKO-DESK-1\n"
NOTES = ("guard:",)
ROLES = (TRIAGE, OFFICER, DEVICE)


class DeskKit(msgspec.Struct, frozen=True, kw_only=True):
    """What it carries; ``notes`` are settings about kits and guards, ``post_marks`` those of posts for another server."""

    kit: Kit
    reports_identity: str
    notes: dict[str, str]
    server: Server
    post_marks: dict[str, bytes] = {}
    newer_reports: list[str] = []
    common: bytes = b""


def create_desk_kit(device: Device, command: CommandId, name: str, posts: Sequence[str] = ()) -> KitMade:
    """Make the kit of one more desk; its name is on record.

    With ``posts`` the desk is for another server, which is the home of these posts and is named when it joins.
    Raises ``NotAllowed('kit.not_administrator')``, ``Invalid`` (``server.none`` where the store is this laptop's own
    file, ``post.unknown``, and what a line of text must not be).
    """
    check_line(name, "desk")
    root_key = device.extras.get("root_key")
    if not device.is_desk or device.officer.role != ADMINISTRATOR or root_key is None:
        raise NotAllowed("kit.not_administrator")
    if not is_on_server(device.folder):
        raise Invalid("server.none")
    box = common_store.read(device.folder, device.store_key)
    own, entropy, posts_there = device.belongings, device.ports.entropy, homes.written(device, posts)
    ca_key = SigningKey.generate(entropy)
    root = SigningKey.from_der(root_key)
    ca = make_ca(own.anchors[0], root, own.code, ROLES, ca_key.public, device.ports.now(), entropy)
    kit = _kit(device, ca, ca_key)
    _record(device, command, kit, name)
    with device.database.reading() as db:
        rows = db.execute(select(tables.setting.c.key, tables.setting.c.value)).all()
        known = {f"{kits.NOTED}{kit.hex()}": str(laptops) for kit, laptops in kits.allowed(db).items()}
        marks = {code: kits.mark_of(db, post_audience(code)) for code in (kits.posts_with_kits(db) if posts else ())}
    notes = known | {str(row.key): str(row.value) for row in rows if row.key.startswith(NOTES)}
    content = DeskKit(
        kit=kit,
        reports_identity=own.reports_identity,
        notes=notes | ({homes.SETTING: posts_there} if posts_there else {}),
        server=box.server,
        post_marks={f"{kits.MARK}{post_audience(code)}": mark for code, mark in marks.items() if mark is not None},
        newer_reports=own.newer_reports,
        common=box.common,
    )
    code = make_code(entropy)
    plain = cbor.encode(msgspec.to_builtins(content, builtin_types=(bytes,)))
    return KitMade(own.code, MAGIC + seal_with_code(plain, code, entropy), code, own.drill)


def _kit(device: Device, ca: bytes, ca_key: SigningKey) -> Kit:
    own = device.belongings
    return Kit(
        format=FORMAT,
        kit=device.ports.entropy(ID_BYTES),
        laptops=1,
        last_day="",
        anchors=own.anchors,
        recipients=device.recipients,
        guards=own.guards,
        marks=own.marks,
        mandate=own.mandate,
        drill=own.drill,
        ca_certificate=ca,
        ca_key=ca_key.to_der(),
        province=own.province,
        province_code=own.province_code,
        code=own.code,
        name=own.name,
        zone=own.zone,
        remit=own.remit,
        reference=device.reference.digest(),
    )


def _record(device: Device, command: CommandId, kit: Kit, name: str) -> None:
    facts = KitFacts(
        kit=kit.kit,
        post=kit.code,
        laptops=1,
        last_day="",
        mandate=kit.mandate,
        drill=kit.drill,
        ca_certificate=kit.ca_certificate,
        desk=name,
    )
    with device.database.writing() as db:
        stream = own_stream(db, device, DESKS, command)
        entry = device.author.write(db, KitIssued(facts), Placement(stream), device.circumstance(command))
        device.projector.project(db, entry)


def open_desk_kit(data: bytes, code: str) -> DeskKit:
    """Open it with its printed code. Raises ``Unlockable`` (``kit.damaged``, ``kit.code``), ``Invalid('kit.not_a_kit')``."""
    if not data.startswith(MAGIC):
        raise Invalid("kit.not_a_kit")
    if len(data) > KIT_LIMIT:
        raise Unlockable("kit.damaged")
    plain = open_with_code(data[len(MAGIC) :], code)
    try:
        return msgspec.convert(cbor.decode_map(plain, KIT_LIMIT), DeskKit, builtin_types=(bytes,))
    except msgspec.ValidationError:
        raise Unlockable("kit.damaged") from None
