"""The evidence room: files come in, are looked at, and leave, each with its trace in the journal."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Connection, select

from core.app import attachments, previews, views
from core.app.attachments import find, openers
from core.app.device import DESKS, Device
from core.app.returns import with_acts
from core.app.streams import own_stream
from core.app.watch import Watch, silent
from core.crypto.sealing import AgeIdentity, Sink
from core.documents import preview_apart
from core.domain import authority, evidence, report
from core.domain.commands import AttachedFile, ExportEvidence, NoteSeen
from core.domain.errors import Invalid, Untrusted
from core.domain.events import Fact
from core.domain.evidence import EvidenceExported, EvidenceSeen, ExportFacts, Look
from core.journal import reading
from core.journal.author import Placement
from core.storage import tables
from core.storage.source import Found as Found
from core.storage.source import FoundFile as FoundFile
from core.storage.source import files_below

STORE_PATIENCE_SECONDS = 1.0
CHUNK = 1024 * 1024


class EvidenceRoom:
    """Files of drafts and reports on one unlocked device. ``busy`` is held while something is written."""

    def __init__(self, device: Device, busy: threading.RLock) -> None:
        self._device, self._busy = device, busy

    # --- coming in -------------------------------------------------------------------------------------------

    def files_below(self, folder: Path, watch: Watch = silent) -> Found:
        """Files of a camera card or another folder; see :func:`core.storage.source.files_below`."""
        return files_below(folder, lambda count: watch("scan", count, 0))

    def attach(self, path: Path, name: str, *, shows_identity: bool = False, watch: Watch = silent) -> AttachedFile:
        """Encrypt a file of the disk into the vault; see :func:`core.app.attachments.capture_file`."""
        return attachments.capture_file(self._device, path, name, shows_identity=shows_identity, watch=watch)

    # --- looking ---------------------------------------------------------------------------------------------

    def look_at_draft(self, file: AttachedFile, watch: Watch = silent) -> Look:
        """What is in a file that waits in a draft; one that shows the reporter is never looked into."""
        if file.shows_identity or not file.secret:
            return Look(fault="attachment.sealed")
        return self._look(bytes.fromhex(file.token), [AgeIdentity.from_text(file.secret)], file.size, watch)

    def look_at(self, token: str, watch: Watch = silent) -> Look:
        """What is in a file of a report.

        Raises ``Invalid`` (``attachment.unknown``, ``attachment.sealed``, ``attachment.missing``).
        """
        raw = attachments.token_of(token)
        identities, size = self._opened(raw)
        return self._look(raw, identities, size, watch)

    def _opened(self, token: bytes) -> tuple[list[AgeIdentity], int]:
        with self._device.database.reading() as db:
            row = find(db, token)
        if not self._device.vault.holds(token):
            raise Invalid("attachment.missing")
        identities = openers(self._device, row)
        if not identities:
            raise Invalid("attachment.sealed")
        return identities, int(row.size)

    def _look(self, token: bytes, identities: list[AgeIdentity], size: int, watch: Watch) -> Look:
        with self._device.database.reading() as db:
            known = previews.stored(db, token)
        if known is not None:
            return known
        look, pages = previews.make(self._device, token, identities, size, lambda: watch("look", 0, 0))
        # A long exchange holds the store: then the picture is shown now, and kept when it is made the next time.
        if look.fault != "preview.none" and self._busy.acquire(timeout=STORE_PATIENCE_SECONDS):
            try:
                with self._device.database.writing() as db:
                    previews.keep(db, token, look, pages)
            finally:
                self._busy.release()
        return look

    def page(self, token: str, number: int, watch: Watch = silent) -> views.Picture:
        """The pixels of one page (from 1) of a file that was looked at; raises ``Invalid('preview.none')``."""
        with self._device.database.reading() as db:
            body = previews.stored_page(db, attachments.token_of(token), number)
        return views.Picture(*preview_apart.pixels(body, lambda: watch("look", 0, 0)))

    def texts_of(self, files: Iterable[AttachedFile]) -> list[tuple[str, str]]:
        """Names of a draft's files and what the files say of themselves, to look for persons in: (label, text)."""
        with self._device.database.reading() as db:
            return evidence.texts_of((file.name, previews.stored(db, bytes.fromhex(file.token))) for file in files)

    def forget(self, file: AttachedFile) -> None:
        """Remove the pictures of a file that is thrown away; without any nothing is written."""
        with self._device.database.reading() as db:
            gone = previews.kept(db) & {bytes.fromhex(file.token)}
        self._forget(gone)

    def sweep(self, drafts: set[bytes]) -> None:
        """Remove pictures whose file is gone or not to be read here any more; without any nothing is written."""
        with self._device.database.reading() as db:
            gone = previews.kept(db) - previews.openable(db) - drafts
        self._forget(gone)

    def _forget(self, gone: set[bytes]) -> None:
        if gone:
            with self._busy, self._device.database.writing() as db:
                previews.forget(db, gone)

    # --- custody ---------------------------------------------------------------------------------------------

    def see(self, command: NoteSeen) -> None:
        """Write that the officer looked at a file, unless this day's entry is there."""
        token = attachments.token_of(command.token)
        with self._device.database.writing() as db:
            facts = reading.facts_about(db, command.report, self._device.identities)
            state = with_acts(db, self._device, command.report, report.fold(facts))
            event = evidence.see(state, token, self._device.officer.name, self._device.moment().day.isoformat())
            if event is not None:
                self._write(db, event, command.report, facts, command.command)

    def export(self, command: ExportEvidence, sink: Sink, watch: Watch = silent) -> views.Exported:
        """Write a file outside: first the entry, then the bytes, so that nothing leaves without its trace.

        Raises ``Invalid`` (``attachment.*``, ``evidence.purpose``), ``Unavailable`` (``evidence.no_clean_copy``,
        ``preview.*``), and what ``sink`` raises; then the entry may stand though the file was not finished.
        """
        token = attachments.token_of(command.token)
        return self.export_opened(command, *self._opened(token), sink, watch)

    def export_opened(
        self, command: ExportEvidence, identities: list[AgeIdentity], size: int, sink: Sink, watch: Watch = silent
    ) -> views.Exported:
        """As :meth:`export`, with identities that the caller has for this one act."""
        token = attachments.token_of(command.token)
        clean = self._clean(token, identities, size, watch) if command.copy else None
        facts = self._note_export(command, token, clean)
        if clean is not None:
            _put(sink, clean)
        else:
            self._copy_out(token, identities, facts, sink, watch)
        return views.Exported(command.token, facts.size, facts.digest.hex(), command.copy)

    def _clean(self, token: bytes, identities: list[AgeIdentity], size: int, watch: Watch) -> bytes:
        feed = previews.feed(self._device, token, identities)
        return preview_apart.clean_copy(feed, size, lambda: watch("look", 0, 0))[1]

    def _note_export(self, command: ExportEvidence, token: bytes, clean: bytes | None) -> ExportFacts:
        with self._busy, self._device.database.writing() as db:
            held = reading.facts_about(db, command.report, self._device.identities)
            state = with_acts(db, self._device, command.report, report.fold(held))
            file = evidence.attached_of(state, token)
            facts = ExportFacts(
                token=token,
                copy=clean is not None,
                purpose=command.purpose,
                size=file.size if clean is None else len(clean),
                digest=file.digest if clean is None else hashlib.sha256(clean).digest(),
            )
            event = evidence.export(state, facts)
            done = select(tables.command.c.subject).where(tables.command.c.command == command.command)
            if db.execute(done).first() is None:
                self._write(db, event, command.report, held, command.command)
        return facts

    def _copy_out(self, token: bytes, identities: list[AgeIdentity], facts: ExportFacts, sink: Sink, watch: Watch) -> None:
        counted = _Counted(sink, facts.size, watch)
        with self._device.database.reading() as db:
            padded = bool(find(db, token).shows_identity)
        self._device.vault.decrypt(token, identities, counted, padded=padded)
        if counted.digest != facts.digest:
            raise Untrusted("attachment.damaged", token=token.hex())

    def _write(
        self, db: Connection, event: EvidenceSeen | EvidenceExported, subject: bytes, facts: list[Fact], command: bytes
    ) -> None:
        """One more entry about the report, for the desks alone: who looked and why is no business of another post."""
        device = self._device
        kind = "evidence.seen" if isinstance(event, EvidenceSeen) else "evidence.exported"
        owns = any(fact.source.post == device.belongings.code for fact in facts[:1])
        authority.require(kind, device.officer.role, from_desk=device.is_desk, begins=False, owns=owns)
        placement = Placement(own_stream(db, device, DESKS, command), subject, reading.heads_of(facts))
        entry = device.author.write(db, event, placement, device.circumstance(command))
        device.projector.project(db, entry)


class _Counted:
    """A sink that hashes and counts what goes through, and tells the watch."""

    def __init__(self, sink: Sink, total: int, watch: Watch) -> None:
        self._sink, self._total, self._watch = sink, total, watch
        self._hash, self._done = hashlib.sha256(), 0

    def write(self, data: bytes, /) -> int:
        _put(self._sink, data)
        self._hash.update(data)
        self._done += len(data)
        self._watch("export", self._done, max(self._total, self._done))
        return len(data)

    @property
    def digest(self) -> bytes:
        return self._hash.digest()


def _put(sink: Sink, data: bytes) -> None:
    while data:
        data = data[sink.write(data) :]
