"""Files that show a reporter or a witness, opened by the act of two that opened the identity, while both look on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.app import previews, views
from core.app.attachments import token_of
from core.app.watch import Watch, silent
from core.documents import preview_apart
from core.domain.commands import ExportEvidence
from core.domain.errors import Invalid
from core.domain.identity_opening import FILES_LEAVE_FOR
from core.domain.ids import CommandId, SubjectId, read_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.app.device import Device
    from core.app.evidence import EvidenceRoom
    from core.app.identity_views import OpenedIdentity, SealedFile
    from core.crypto.sealing import AgeIdentity, Sink
    from core.domain.evidence import Look


class IdentityFiles:
    """Holds the keys until :meth:`close`; no picture of these files is kept anywhere."""

    def __init__(self, device: Device, room: EvidenceRoom, opened: OpenedIdentity, keys: Sequence[AgeIdentity]) -> None:
        self._device, self._room = device, room
        self._report = SubjectId(read_id(opened.report))
        self._files = {file.token: file for file in opened.files}
        self._purpose = FILES_LEAVE_FOR[opened.purpose]
        self._keys = list(keys)

    def close(self) -> None:
        """Forget them."""
        self._keys.clear()

    def look(self, token: str, watch: Watch = silent) -> tuple[Look, list[bytes]]:
        """What is in a file, and its first pages as JPEG; raises ``Invalid`` (``attachment.*``), ``Unavailable``."""
        file = self._here(token)
        return previews.make(self._device, token_of(token), self._keys, file.size, lambda: watch("look", 0, 0), padded=True)

    def picture(self, token: str, watch: Watch = silent) -> tuple[Look, views.Picture | None]:
        """What is in a file and the pixels of its first page, where it can be shown; raises as :meth:`look`."""
        look, pages = self.look(token, watch)
        if not pages:
            return look, None
        return look, views.Picture(*preview_apart.pixels(pages[0], lambda: watch("look", 0, 0)))

    def export(self, token: str, sink: Sink, command: CommandId, watch: Watch = silent) -> views.Exported:
        """Write a file outside for the opening's purpose, after the entry that says so; raises as :meth:`EvidenceRoom.export`."""
        file = self._here(token)
        ordered = ExportEvidence(command, self._report, token, self._purpose)
        return self._room.export_opened(ordered, list(self._keys), file.size, sink, watch)

    def _here(self, token: str) -> SealedFile:
        file = self._files.get(token)
        if file is None:
            raise Invalid("attachment.unknown")
        if not self._keys:
            raise Invalid("attachment.sealed")
        if not file.here:
            raise Invalid("attachment.missing")
        return file
