"""A profile whose passphrases are lost, or whose laptop died and whose disk still reads: opened by two shares of the province.

It costs a new officer key and nothing else: the store opens as it lies there, and its new first officer writes on a
stream of his own, so that a laptop that still lives somewhere makes no fork of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.app import officers, profile, swapping
from core.app.application import Application
from core.app.device import LOCK_FILE, PAIRS_FILE, SLOTS_FILE, Belongings
from core.app.ports import Ports
from core.app.shares import combine
from core.crypto import keyslots
from core.crypto.certificates import make_leaf
from core.crypto.kdf import accept_passphrase
from core.crypto.sealing import AgeIdentity
from core.crypto.signing import SigningKey
from core.domain.authority import ADMINISTRATOR, HEAD, NATIONAL, REGENCY
from core.domain.errors import Invalid, Unlockable, Untrusted
from core.domain.reference import ReferenceData
from core.storage.atomic import replace_file
from core.storage.lock import ProfileLock

ROLES = {"province": ADMINISTRATOR, "nation": NATIONAL, "post": HEAD, "regency": REGENCY}
"""What the new officer is, by the kind of profile."""


def recover(
    folder: Path,
    shares: Sequence[str],
    *,
    officer: str,
    passphrase: str | bytearray,
    reference: ReferenceData,
    ports: Ports,
    program: str = "posko",
) -> Application:
    """Open a profile with two shares, for a new head or administrator under this passphrase; who was there stays.

    Raises ``Invalid`` (``profile.none``, what :func:`core.app.shares.combine` raises, ``passphrase.short``, ``passphrase.taken``,
    ``officer.name``), ``Unlockable`` (``keyslot.recovery``, ``keyslot.damaged``), and what opening a profile raises.
    """
    path = folder / SLOTS_FILE
    if not profile.exists(folder):
        raise Invalid("profile.none")
    swapping.settle(folder, program)
    name = officers.check_name(officer)
    accept_passphrase(passphrase)
    slots = profile.read_slots(folder)
    opened = keyslots.recover(slots, identity_of(shares)).content
    ca_key = opened.extras.get(officers.CA_KEY)
    if ca_key is None:
        raise Unlockable("keyslot.recovery")
    own = _belongings(folder, opened.store_key, ports, program)
    key, role = SigningKey.generate(ports.entropy), ROLES[own.kind]
    leaf = make_leaf(own.ca_certificate, SigningKey.from_der(ca_key), role, name, key.public, ports.entropy)
    extras = dict(opened.extras)
    if (folder / PAIRS_FILE).exists():  # the identities' key is with pairs of officers: shares give it to new pairs alone
        extras = {secret: value for secret, value in extras.items() if secret not in (officers.IDENTITIES, officers.RECOVERY)}
    content = keyslots.SlotContent(opened.store_key, key.to_der(), leaf, extras)
    more = keyslots.add_slot(slots, opened.store_key, passphrase, content, ports.entropy)
    # The stream that makes the officer known first, the slot after it.
    (added,) = set(keyslots.officer_slots(more)) - set(keyslots.officer_slots(slots))
    app = profile.open_with(folder, content, reference=reference, ports=ports, program=program, new=True, slot=added)
    try:
        replace_file(path, more, keep_previous=True)
    except BaseException:
        app.lock()
        raise
    return app


def identity_of(shares: Sequence[str]) -> AgeIdentity:
    """The recovery key that these word lists give; raises what :func:`core.app.shares.combine` raises."""
    try:
        return AgeIdentity.from_text(combine(tuple(shares)).decode("ascii"))
    except (UnicodeDecodeError, Untrusted):
        raise Invalid("share.pair") from None


def _belongings(folder: Path, store_key: bytes, ports: Ports, program: str) -> Belongings:
    lock = ProfileLock(folder / LOCK_FILE, program)
    try:
        database, own = profile.open_store(folder, store_key, ports)
        database.close()
        return own
    finally:
        lock.release()
