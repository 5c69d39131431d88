"""Attachments of an office laid away on an object store, and brought back; which one is kept in the encrypted store."""

from __future__ import annotations

import contextlib
import threading

from core.app.device import Device
from core.app.watch import Watch, silent
from core.domain.errors import NotAllowed, Unavailable
from core.storage.far import Laid, Objects

STAGE = "attachments"


class Laying:
    """Where the attachments of one unlocked device lie. ``busy`` is held while files move."""

    def __init__(self, device: Device, busy: threading.RLock) -> None:
        self._device, self._busy = device, busy

    def on(self, objects: Objects | None) -> None:
        """Whole attachments lie there from now on; ``None``: in the profile's folder.

        Raises ``NotAllowed('vault.not_a_desk')``: a post's evidence stays on its laptop until the province has it.
        """
        if objects is not None and not self._device.is_desk:
            raise NotAllowed("vault.not_a_desk")
        self._device.vault.lies_on(objects)

    def counts(self) -> Laid:
        """How many lie where."""
        return self._device.vault.laid()

    def away(self, watch: Watch = silent) -> None:
        """Move what is whole to the object store. Raises ``Unavailable('vault.away')``, ``Cancelled``."""
        with self._busy:
            self._device.vault.lay_away(lambda done, total: watch(STAGE, done, total))

    def away_if_it_answers(self) -> None:
        """The same after something came in: a store that is away stops nothing, the next time moves the rest."""
        with contextlib.suppress(Unavailable):
            self.away()

    def back(self, watch: Watch = silent) -> None:
        """Bring everything back. Raises ``Unavailable``, ``Untrusted('attachment.damaged')``, ``Cancelled``."""
        with self._busy:
            self._device.vault.fetch_back(lambda done, total: watch(STAGE, done, total))
