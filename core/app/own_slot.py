"""The slot of who is at work: another passphrase for it, a second thing that it needs from now on, or none any more.

The slot file is replaced at once, and no older one stays beside it: a kill leaves the old slot or the new one. Nobody else
learns of it, so there is no entry; the certificate is the same. Dated copies of before hold the slot as it was. They go as
soon as there is a newer one, but for a copy on a stick, which opens with what was right when it was made.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Final

from core.app import officers, slot_notes
from core.app.device import Device
from core.app.forgetting import forget_before
from core.app.profile_files import SLOTS_FILE
from core.crypto import keyslots, security_key
from core.crypto.certificates import signer_of
from core.crypto.kdf import passphrase_bytes
from core.crypto.key_file import MADE_BYTES, KeyFile
from core.crypto.second_factor import KEY_FILE, Brought, Need, Way, parts_of
from core.crypto.security_key import SecurityKey
from core.domain.errors import Invalid, NotAllowed, Unlockable
from core.storage.atomic import replace_file
from core.storage.copies import full_or_failed
from core.storage.folders import sync_folder
from core.storage.published import publish

NOTHING: Final = ""
"""A slot that opens with its passphrase alone."""


class OwnSlot:
    """Each change begins with what opens the slot now."""

    def __init__(self, device: Device, busy: threading.RLock) -> None:
        self._device, self._busy = device, busy

    @property
    def needs(self) -> str:
        """What the own slot needs besides its passphrase, as the slot file says."""
        with self._device.database.reading() as db:
            own = slot_notes.noted(db).get(signer_of(self._device.officer.certificate), b"")
        return keyslots.needs(self._slots()).get(own, NOTHING)

    def change_passphrase(self, way: Way, new: str | bytearray) -> None:
        """Put the own slot under another passphrase; what it needs besides stays as it is.

        Raises ``Unlockable`` (``passphrase.wrong``, ``passphrase.not_own``, ``second.missing``, ``second.wrong``), ``Invalid``
        (``passphrase.same``, ``passphrase.short``, ``passphrase.long``, ``passphrase.taken``); then nothing was changed.
        """
        old, second = parts_of(way)
        with self._busy:
            data, opened = self._opened(way)
            if passphrase_bytes(old) == passphrase_bytes(new):
                raise Invalid("passphrase.same")
            self._put(data, opened, new if opened.need is None or second is None else Brought(new, second), opened.need)

    def require_key_file(self, way: Way, path: Path) -> None:
        """From now on this file is needed to unlock.

        Raises what :meth:`change_passphrase` raises of ``way``, ``NotAllowed('second.only_way')``, and ``Unlockable``
        (``key_file.missing``, ``key_file.unreadable``, ``key_file.size``); then nothing was changed.
        """
        with self._busy:
            self._use_key_file(way, path, *self._opened_for_more(way))

    def make_key_file(self, way: Way, path: Path) -> None:
        """The same with a new file of random bytes, whole and durable on its place before the slot asks for it.

        Raises also ``Invalid('file.exists')``, ``Unavailable`` (``file.no_room``, ``file.unwritable``); then it is not there.
        """
        with self._busy:
            data, opened = self._opened_for_more(way)
            publish(path, self._device.ports.entropy(MADE_BYTES))
            try:
                self._use_key_file(way, path, data, opened)
            except BaseException:
                if self._slots() == data:  # else it is needed from now on
                    path.unlink(missing_ok=True)
                raise

    def require_token(self, way: Way) -> None:
        """From now on the security key that is plugged in is needed to unlock; two touches: one makes it known, one answers.

        Raises what :meth:`change_passphrase` raises of ``way``, ``NotAllowed('second.only_way')``, and ``Unavailable``
        (``token.*``); then nothing was changed.
        """
        with self._busy:
            data, opened = self._opened_for_more(way)
            key = SecurityKey(security_key.plugged_in)
            need = key.enrol(self._device.ports.entropy)
            self._put(data, opened, Brought(parts_of(way)[0], key), need)

    def need_passphrase_alone(self, way: Way) -> None:
        """From now on the passphrase is enough; ``NotAllowed('second.none')`` where it is already."""
        with self._busy:
            data, opened = self._opened(way)
            if opened.need is None:
                raise NotAllowed("second.none")
            self._put(data, opened, parts_of(way)[0], None)

    def _use_key_file(self, way: Way, path: Path, data: bytes, opened: keyslots.Unlocked) -> None:
        read = KeyFile(path)
        try:
            self._put(data, opened, Brought(parts_of(way)[0], read), Need(KEY_FILE))
        finally:
            read.wipe()

    def _slots(self) -> bytes:
        from core.app.profile import read_slots

        return read_slots(self._device.folder)

    def _opened(self, way: Way) -> tuple[bytes, keyslots.Unlocked]:
        data = self._slots()
        opened = keyslots.unlock(data, way)
        if signer_of(opened.content.certificate_der) != signer_of(self._device.officer.certificate):
            raise Unlockable("passphrase.not_own")
        return data, opened

    def _opened_for_more(self, way: Way) -> tuple[bytes, keyslots.Unlocked]:
        """Whoever loses the second thing has lost his slot: somebody else, or two custodians, must be able to open.

        A recovery key that lies in this very slot opens nothing without it.
        """
        data, opened = self._opened(way)
        others = set(keyslots.officer_slots(data)) - {opened.slot_id}
        recoverable = keyslots.is_recoverable(data) and officers.RECOVERY not in opened.content.extras
        if not others and not recoverable:
            raise NotAllowed("second.only_way")
        return data, opened

    def _put(self, data: bytes, opened: keyslots.Unlocked, way: Way, need: Need | None) -> None:
        device, path = self._device, self._device.folder / SLOTS_FILE
        fresh = keyslots.change_way(data, opened, way, need, device.ports.entropy)
        with device.database.writing() as db:
            forget_before(db, device.moment().at)
        try:
            older = path.with_name(path.name + ".old")
            if older.exists():  # gone before the change: a cut-off leaves no older file that opens beside the new one
                older.unlink()
                sync_folder(path.parent)
            replace_file(path, fresh)
        except OSError as error:
            raise full_or_failed(error) from None
