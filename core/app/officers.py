"""Officers of this laptop: a key and certificate of their own, and a slot under their own passphrase."""

from __future__ import annotations

from sqlalchemy import Connection, select

from core.app import slot_notes
from core.app.authority_ending import require_going_on
from core.app.device import DESKS, SLOTS_FILE, Device
from core.app.streams import own_stream
from core.app.views import OfficerRow
from core.crypto import keyslots
from core.crypto.certificates import make_leaf, signer_of
from core.crypto.certificates import read as read_certificate
from core.crypto.signing import SigningKey
from core.domain.authority import ADMINISTRATOR, ENROLLERS, HEAD, NATION_ROLES, POST_ROLES, PROVINCE_ROLES, REGENCY, REGENCY_ROLES
from core.domain.commands import EnrolOfficer
from core.domain.errors import Invalid, NotAllowed
from core.domain.events import OfficerEnrolled, OfficerFacts
from core.domain.text import check_line, is_blank
from core.journal.author import Placement
from core.storage import tables
from core.storage.atomic import replace_file

CA_KEY, ROOT_KEY, RECOVERY, IDENTITIES = "ca_key", "root_key", "recovery", "identities"
NAME_LIMIT = 64
"""X.520 allows a common name of 64 characters."""


def check_name(name: str) -> str:
    """An officer's name as it may stand in a certificate; raises ``Invalid('officer.name')``."""
    check_line(name, "officer")
    cleaned = name.strip()
    if is_blank(cleaned) or len(cleaned) > NAME_LIMIT:
        raise Invalid("officer.name", limit=NAME_LIMIT)
    return cleaned


def enrol(device: Device, command: EnrolOfficer) -> OfficerRow:
    """Add an officer to this laptop; only who holds the CA key may.

    Raises ``NotAllowed`` (``officer.not_head``, ``authority.over``), ``Invalid`` (``officer.role``, ``officer.name``,
    ``officer.name_taken``, ``passphrase.short``, ``passphrase.taken``).
    """
    ca_key = device.extras.get(CA_KEY)
    if device.officer.role not in ENROLLERS or ca_key is None:
        raise NotAllowed("officer.not_head")
    require_going_on(device)
    name, role = check_name(command.name), _role(device, command.role)
    with device.database.reading() as db:
        if _folded(name) in _names_here(db, device):  # or one of the two could not be ended without the other
            raise Invalid("officer.name_taken", value=name)
    key = SigningKey.generate(device.ports.entropy)
    ca = device.belongings.ca_certificate
    certificate = make_leaf(ca, SigningKey.from_der(ca_key), role, name, key.public, device.ports.entropy)
    kept = device.extras if role in (HEAD, ADMINISTRATOR, REGENCY) else {}
    extras = {name: secret for name, secret in kept.items() if name != IDENTITIES}  # that one goes to pairs alone (D15)
    content = keyslots.SlotContent(device.store_key, key.to_der(), certificate, extras)
    path = device.folder / SLOTS_FILE
    before = path.read_bytes()
    slots = keyslots.add_slot(before, device.store_key, command.passphrase, content, device.ports.entropy)
    facts = OfficerFacts(name=name, role=role, certificate=certificate, ca_certificate=ca)
    with device.database.writing() as db:
        stream = own_stream(db, device, DESKS, command.command)
        entry = device.author.write(db, OfficerEnrolled(facts), Placement(stream), device.circumstance(command.command))
        device.projector.project(db, entry)
        (added,) = set(keyslots.officer_slots(slots)) - set(keyslots.officer_slots(before))
        slot_notes.put(db, certificate, key, added)
    # The certificate first, the slot after it: an officer without an entry could sign what nobody can check.
    replace_file(path, slots, keep_previous=True)
    return OfficerRow(name, role, device.belongings.code, device.moment().isoformat(), here=True)


def _names_here(db: Connection, device: Device) -> set[str]:
    """Names of everybody whose slot is at this laptop."""
    table, slots = tables.certificate.c, slot_notes.noted(db)
    rows = db.execute(select(table.name, table.der).where(table.ca == device.belongings.ca_certificate)).all()
    return {_folded(str(row.name)) for row in rows if signer_of(bytes(row.der)) in slots}


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _role(device: Device, role: str) -> str:
    desk = PROVINCE_ROLES if device.is_desk else REGENCY_ROLES if device.is_regency else POST_ROLES
    known = NATION_ROLES if device.is_nation else desk
    # An office that was founded before a role was known cannot give it: its CA certificate says so.
    granted = read_certificate(device.belongings.ca_certificate).granted_roles
    allowed = [name for name in known if name != "device" and name in granted]
    if role not in allowed:
        raise Invalid("officer.role", role=role, allowed=", ".join(allowed))
    return role
