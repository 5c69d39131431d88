"""The one door: execute a command, ask a question, and the exchange's shelf. Window and command line share it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, BinaryIO, TypeVar, cast

from sqlalchemy import select

from core.app import (
    answers,
    asking,
    attachments,
    carrying,
    checking,
    custody,
    device_key,
    erasure,
    homes,
    identity_key,
    intake,
    kit,
    lodging,
    officers,
    printing,
    publishing,
    queries,
    statuses,
    trust,
    views,
)
from core.app.cases import open_case
from core.app.copy_room import CopyRoom
from core.app.device import DRAFT_KEYS_FOLDER, Device
from core.app.drafts import Drafts
from core.app.evidence import EvidenceRoom
from core.app.guarded import carried_tokens
from core.app.identity_files import IdentityFiles
from core.app.laying import Laying
from core.app.letterhead import LetterheadDesk
from core.app.nation import NationRoom
from core.app.own_slot import OwnSlot
from core.app.second import second_officer, witness
from core.app.settings import Settings
from core.app.shelf import Shelf
from core.app.watch import Watch, silent
from core.app.way import count_by_way
from core.crypto.sealing import AgeIdentity, Sink
from core.crypto.second_factor import Way
from core.crypto.signing import SigningKey
from core.domain.annex import ExportAnnex
from core.domain.authority import LIAISON
from core.domain.bawaslu import GiveNotice, RecordBawasluReceipt, WithdrawBawasluReceipt
from core.domain.commands import (
    AttachedFile,
    Command,
    EnrolOfficer,
    NoteSeen,
    OpenCase,
    PactPersonItem,
    ReportCommand,
    SubmitReports,
)
from core.domain.device_key import RenewDeviceKey
from core.domain.errors import Cancelled, NotAllowed, Unavailable
from core.domain.identity_opening import ShowIdentity
from core.domain.ids import CommandId
from core.domain.officer import EndOfficer
from core.domain.reference import ReferenceData
from core.domain.team_records import TeamCommand
from core.domain.vulnerability import Assess
from core.journal import cbor, reading
from core.projections import search
from core.storage import tables

if TYPE_CHECKING:
    from pathlib import Path

    from core.app.annexing import AnnexMade
    from core.app.backup_views import Renewed
    from core.app.everything import Everything
    from core.app.identity_views import KeyHeld, OpenedIdentity
    from core.app.key_views import KeyReplaced, KeyRow
    from core.app.lasting import MadeLasting
    from core.app.papers import Judge, VerifyResult
    from core.app.proving import TimestampAsk
    from core.app.recovery_sheets import NewRecovery, RecoverySheet
    from core.app.scanning import Scans, ScanSource, ScansTaken
    from core.app.statistics_export import Words as SheetWords
    from core.app.statistics_queries import DashboardTables, Recap, Statistics
    from core.app.statistics_views import Pivot
    from core.app.store_key_views import Rotated
    from core.documents.in_time import Proven
    from core.domain.province_key import DestroyKey, ReplaceKey

R = TypeVar("R")
MERGES = 8
"""Steps of merging the search index after something was indexed; each is a short transaction of its own."""


@dataclass(frozen=True, slots=True)
class DeviceSeal:
    """The device's own key and certificates, which sign manifests."""

    key: SigningKey
    certificate: bytes
    ca: bytes


class Application:
    """An unlocked profile. Commands, attachments and exchanges run one at a time; questions may run beside them."""

    def __init__(self, device: Device) -> None:
        self._device = device
        self._busy = threading.RLock()
        self._home = threading.Condition(self._busy)
        self._abroad, self._leaving = 0, False
        self.settings = Settings(device.database)
        self.custody = custody.Custody(device)
        self.drafts = Drafts(device.database, device.folder / DRAFT_KEYS_FOLDER, device.ports, device.belongings.zone)
        self.shelf = Shelf(device)
        self.evidence = EvidenceRoom(device, self._busy)
        self.letterhead = LetterheadDesk(device)
        self.nation = NationRoom(device, self._busy)
        self.laying = Laying(device, self._busy)
        self.copies = CopyRoom(device)
        self.own_slot = OwnSlot(device, self._busy)
        self.renewed: Renewed | None = None
        """Where opening it brought an older store up to date."""
        self._hearing: list[Callable[[], None]] = []

    # --- the four verbs --------------------------------------------------------------------------------------

    def execute(self, command: Command, watch: Watch = silent, by: Device | None = None) -> views.Changes:
        """Carry out one command in one transaction; the same command id twice is one command.

        ``by`` is a second officer from :meth:`second`, where it is his act.
        Raises ``Refused`` with a code; then nothing was changed.
        """
        acting = self._device if by is None else by
        if acting.is_nation and not isinstance(command, EnrolOfficer | EndOfficer | RenewDeviceKey | NoteSeen):
            raise NotAllowed("nation.reads")
        if acting.is_regency and not isinstance(command, TeamCommand | Assess | EnrolOfficer | EndOfficer | RenewDeviceKey):
            raise NotAllowed("regency.closed")
        with self._busy:
            try:
                if isinstance(command, ReportCommand):
                    return self._about_reports(command)
                return carrying.act(acting, command, watch)
            except BaseException:
                # A stream that was opened in this transaction is gone with it.
                acting.own_streams.clear()
                raise

    def second(self, way: Way, officer: str | None = None) -> Device:
        """Open another officer's key beside the first; see :mod:`core.app.second`."""
        return second_officer(self._device, way, officer)

    def witness(self, way: Way) -> Device:
        """The officer who confirms an act with his passphrase: who is at work, or another; see :mod:`core.app.second`."""
        return witness(self._device, way)

    def _about_reports(self, command: ReportCommand) -> views.Changes:
        match command:
            case SubmitReports():
                reply = intake.submit(self._device, command)
                for item in command.items:
                    if item.draft is not None:
                        with contextlib.suppress(Unavailable):  # it is saved: what this leaves undone the next unlock does
                            self.drafts.destroy_key(item.draft)
                return views.Changes(frozenset({"reports", "drafts"}), reply)
            case OpenCase():
                open_case(self._device, command)
                return views.Changes(frozenset({"reports"}))
            case RecordBawasluReceipt() | WithdrawBawasluReceipt() | GiveNotice():
                lodging.lodge(self._device, command)
                return views.Changes(frozenset({"reports"}))
            case NoteSeen():
                self.evidence.see(command)
                return views.Changes(frozenset())

    def ask(self, query: queries.Query[R]) -> R:
        """Answer a question from a consistent snapshot."""
        if isinstance(query, queries.Drafts):
            return cast("R", self.drafts.rows())
        with self._device.database.reading() as db:
            return asking.answer(db, self._device, query)

    def attach(
        self,
        source: BinaryIO,
        name: str,
        *,
        size: int = 0,
        shows_identity: bool = False,
        watch: Watch = silent,
    ) -> AttachedFile:
        """Encrypt a file into the vault; name it in a report or throw it away with :meth:`discard`."""
        return attachments.capture(self._device, source, name, size=size, shows_identity=shows_identity, watch=watch)

    def read_attachment(self, token: str, sink: Sink) -> None:
        """Write an attachment's plain bytes to a sink; see :func:`core.app.attachments.read`."""
        attachments.read(self._device, attachments.token_of(token), sink)

    def open_identity(self, command: ShowIdentity, second: Device) -> tuple[OpenedIdentity, IdentityFiles]:
        """Show to two officers what they agreed to open; see :mod:`core.app.identity`. Close the files when it is over."""
        from core.app import identity

        with self._busy:
            opened, keys = identity.show(self._device, command, second)
        return opened, IdentityFiles(self._device, self.evidence, opened, keys)

    def require_pair(self, second: Device) -> None:
        """Refuse before anything is written unless these two hold a copy of the identities' key here.

        Raises ``NotAllowed`` (``identity.not_named``, ``identity.no_pair``, ``identity.same_officer``).
        """
        from core.app import identity

        identity.require_pair(self._device, second)

    def hand_over_identities(
        self,
        ways: Sequence[Way],
        *,
        shares: Path | None = None,
        escrow: Sequence[str] = (),
        only_present: bool = False,
    ) -> KeyHeld:
        """Wrap the identities' key for every pair of officers; see :func:`core.app.identity_handing.hand_over`."""
        from core.app import identity_handing

        with self._busy:
            command = self.new_command()
            return identity_handing.hand_over(
                self._device, command, ways, shares=shares, escrow=escrow, only_present=only_present
            )

    # --- small ones ------------------------------------------------------------------------------------------

    @property
    def facts(self) -> views.ProfileFacts:
        """Whose profile this is and who is at work."""
        return self._device.facts()

    @property
    def is_liaison(self) -> bool:
        """Whether Bawaslu's liaison is at work, who reads what was referred and closed and nothing else."""
        return self._device.officer.role == LIAISON

    @property
    def recipient(self) -> str:
        """The province's age recipient to which reports are sealed."""
        return self._device.recipients.reports

    @property
    def reference(self) -> ReferenceData:
        """Areas, posts, elections, acts and the rest, as they are in force now."""
        return self._device.reference

    def reference_of(self, digest: str) -> tuple[ReferenceData, bool]:
        """The data that a report was judged by, and True; where this laptop never held them the newest, and False."""
        found = self._device.library.known(digest)
        return (self.reference, False) if found is None else (found, True)

    @property
    def remit(self) -> tuple[str, ...]:
        """Subject types whose complaints stay readable here; at the province every report does."""
        own = self._device.belongings
        subjects = (subject.code for subject in self.reference.subjects)
        return tuple(subjects) if self._device.is_desk else tuple(own.remit)

    @property
    def pact_templates(self) -> tuple[tuple[str, str], ...]:
        """Code and title of every wording of a pact."""
        from core.app import wordings

        with self._device.database.reading() as db:
            return tuple((t.code, " ".join(t.title)) for t in wordings.pact_templates(db, self._device))

    def pact_to_read(self, person: PactPersonItem, template: str | None, place: str) -> str:
        """The words of one person's pact, to be read before it is signed on the screen."""
        from core.app import issuing

        return issuing.to_read(self._device, person, template, place)

    def new_command(self) -> CommandId:
        """A fresh command id; make it where the button is, so that a double press is one command."""
        return CommandId(self._device.ports.entropy(16))

    def export_reports(
        self,
        query: queries.Reports,
        sink: BinaryIO,
        numbers: Sequence[int] = (),
        form: str = "xlsx",
        words: Mapping[str, str] | None = None,
        watch: Watch = silent,
    ) -> int:
        """Write a list as a table for outside the program, and the entry that says so; see :mod:`core.app.exporting`."""
        from core.app import exporting

        with self._busy:
            return exporting.write_list(self._device, query, numbers, form, words or {}, self.new_command(), sink, watch)

    def export_counts(
        self, query: Statistics | DashboardTables, form: str, word: Callable[[Pivot], Sequence[SheetWords]]
    ) -> tuple[tuple[Pivot, ...], bytes]:
        """Tables of counts for outside the program, as a workbook too, and the entry; see :mod:`core.app.statistics_export`."""
        from core.app import statistics_export

        with self._busy:
            return statistics_export.export(self._device, query, form, word, self.new_command())

    def export_recap(self, query: Recap) -> tuple[int, bytes]:
        """A periodic report as a workbook, and the entry; see :func:`core.app.statistics_export.export_recap`."""
        from core.app import statistics_export

        with self._busy:
            return statistics_export.export_recap(self._device, query, self.new_command())

    def look_at_scans(self, sources: Sequence[ScanSource], watch: Watch = silent) -> Scans:
        """Which pact each scanned page belongs to; see :mod:`core.app.scanning`. Nothing is stored."""
        from core.app import scanning

        return scanning.look(self._device, sources, watch)

    def take_scans(
        self,
        sources: Sequence[ScanSource],
        scans: Scans,
        day: date,
        *,
        assigned: Mapping[tuple[int, int], str] | None = None,
        witness: str = "",
        watch: Watch = silent,
    ) -> ScansTaken:
        """Keep the scanned pages that found their pact, or were assigned to one; see :func:`core.app.scanning.take`."""
        from core.app import scanning

        with self._busy:
            return scanning.take(self._device, sources, scans, day, assigned=assigned, witness=witness, watch=watch)

    def note_printed(self, documents: Sequence[str]) -> None:
        """One more copy of each came out of the printer; see :mod:`core.app.printing`."""
        with self._busy:
            printing.note_printed(self._device, documents)

    def copies_of(self, documents: Sequence[str]) -> tuple[printing.Copies, ...]:
        """Those of these documents that were printed here before."""
        return printing.copies_of(self._device, documents)

    def set_numbering(self, pattern: str, unit: str) -> None:
        """How letter numbers are written from now on; see :func:`core.app.numbering.set_numbering`."""
        from core.app import numbering

        with self._busy:
            numbering.set_numbering(self._device, pattern, unit)

    def numbering(self) -> tuple[str, str]:
        """Pattern and unit of letter numbers as they are now."""
        from core.app import numbering

        with self._device.database.reading() as db:
            return numbering.pattern_of(db), numbering.unit_of(db, self._device)

    def name_guard(self, institution: str, recipient: str) -> None:
        """Name the recipient of guarded reports outside the province for kits made from now on; see :mod:`core.app.kit`."""
        with self._busy:
            kit.name_guard(self._device, institution, recipient)

    def discard(self, file: AttachedFile) -> None:
        """Throw away a captured file that no entry names."""
        self._device.vault.remove(attachments.token_of(file.token))
        self.evidence.forget(file)

    def check(self, *, rebuild: bool = False, watch: Watch = silent) -> views.CheckReport:
        """Prove chain, signatures, attachments and rows; see :mod:`core.app.checking`."""
        with self._busy:
            return checking.check(self._device, rebuild=rebuild, watch=watch)

    def export_trust(self) -> bytes:
        """PEM for whoever verifies: the province's roots, then published certificates."""
        with self._device.database.reading() as db:
            return trust.pem(db, self._device)

    def verify(self, data: bytes) -> list[VerifyResult]:
        """Verdicts on a file, by what is known here: revocations, and times that a timestamp authority confirmed."""
        with self.verifier() as judge:
            return judge(data)

    @contextlib.contextmanager
    def verifier(self, clocks: Sequence[bytes] = ()) -> Iterator[Judge]:
        """The same for many files, in one process apart; ``clocks`` are authorities believed besides."""
        from core.app import papers, proving, recorded

        def prove(fields: dict[str, str]) -> Proven | None:
            with self._device.database.reading() as db:
                return proving.time_of(db, fields)

        def is_other(fields: dict[str, str]) -> bool:
            with self._device.database.reading() as db:
                return recorded.is_other(db, fields)

        with self._device.database.reading() as db:
            believed = (*clocks, *proving.authorities(db))
        with papers.verifier(self.export_trust(), prove, is_other, believed) as judge:
            yield judge

    def make_lasting(self, data: bytes, ask: Callable[[bytes], bytes], authority: bytes) -> MadeLasting:
        """Stamp a document for decades, by an authority that ``ask`` reaches; see :mod:`core.app.lasting`."""
        from core.app import lasting
        from core.documents.trust import Trust

        clock = lasting.Clock(ask, authority, self._device.ports.entropy)
        with self.verifier((authority,) if authority else ()) as judge:
            return lasting.make(data, judge, Trust.from_pem(self.export_trust()), clock)

    def export_time(self, data: bytes) -> bytes:
        """What proves a document's time to who has only a trust file, as PEM; see :func:`core.app.proving.proof_of`."""
        from core.app import proving

        fields = self.verify(data)[0].fields
        with self._device.database.reading() as db:
            return proving.proof_of(db, fields)

    def prepare_timestamp(self, *, renew_within: int | None = None) -> TimestampAsk:
        """What a timestamp authority is to confirm now; see :mod:`core.app.proving`. Nothing is stored."""
        from core.app import proving

        with self._device.database.reading() as db:
            return proving.prepare(db, self._device, renew_within)

    def judge_bsre(self, name: str, roots: bytes | None) -> VerifyResult:
        """The verdict on a pact's BSrE file by BSrE's own roots; see :mod:`core.app.foreign_files`."""
        from core.app import foreign_files

        return foreign_files.judge(self._device, name, roots)

    def annex(self, command: ExportAnnex, sink: Sink, watch: Watch = silent) -> AnnexMade:
        """Write a case's journal extract outside; see :func:`core.app.annexing.export`."""
        from core.app import annexing

        return annexing.export(self._device, command, sink, watch, self._busy)

    def export_everything(self, folder: Path, watch: Watch = silent) -> Everything:
        """Write all that can be read here outside, in the clear; see :func:`core.app.everything.export`."""
        from core.app import everything

        with self._busy:
            return everything.export(self._device, self.new_command(), folder, watch)

    def recovery_sheets(self, shares: Sequence[str] = ()) -> tuple[RecoverySheet, ...]:
        """The custodians' pages, drawn in memory; see :func:`core.app.recovery_sheets.sheets`."""
        from core.app import recovery_sheets

        return recovery_sheets.sheets(self._device, shares)

    def recovery_secret(self) -> bytes | None:
        """The recovery identity while it still lies under this officer's passphrase (province only)."""
        return self._device.extras.get(officers.RECOVERY)

    def new_recovery_key(self) -> NewRecovery:
        """A recovery key on its sheets, in memory; it counts once :meth:`replace_key` published it."""
        from core.app import recovery_sheets

        return recovery_sheets.fresh(self._device)

    def replace_key(self, command: ReplaceKey, recovery: NewRecovery | None = None, older: Sequence[str] = ()) -> KeyReplaced:
        """Publish a new key of the province; see :func:`core.app.key_replacing.replace`."""
        from core.app import key_replacing

        with self._busy:
            try:
                return key_replacing.replace(self._device, command, recovery, older)
            except BaseException:
                self._device.own_streams.clear()
                raise

    def destroy_key(self, command: DestroyKey, second: Device | None = None) -> KeyRow:
        """Destroy an old private key of the province; see :func:`core.app.key_destroying.destroy`."""
        from core.app import key_destroying

        with self._busy:
            try:
                return key_destroying.destroy(self._device, command, second)
            except BaseException:
                self._device.own_streams.clear()
                raise

    def follow_recovery(self) -> bool:
        """Make the recovery slot anew where the province has another recovery key; see :mod:`core.app.recovery_slot`."""
        from core.app import recovery_slot

        with self._busy:
            return recovery_slot.follow(self._device)

    def tidy(self) -> None:
        """Index what waits, let go what has run its time, and merge a little; run while idle."""
        with self._busy:
            self._let_go()
        indexed, again = 0, True
        while again:
            with self._busy, self._device.database.writing() as db:
                count = search.index_pending(db)
            indexed, again = indexed + count, count == search.BATCH
        for _ in range(MERGES if indexed else 0):
            with self._busy, self._device.database.writing() as db:
                if not search.merge_step(db):
                    return

    def find_candidates(self, watch: Watch = silent, most: int | None = None) -> int:
        """Compare what came in with what was there before, at a desk; see :func:`core.app.candidates.find`."""
        from core.app import candidates

        return candidates.find(self._device, self._busy, watch, most)

    def _let_go(self) -> None:
        """Destroy what has run its time here, and finish what a cut-off run left undone."""
        erasure.expire(self._device)
        erasure.finish(self._device)
        identity_key.prune(self._device)
        device_key.let_go(self._device)
        if self._device.is_desk and self._device.keys.gone:
            from core.app import key_destroying

            key_destroying.finish(self._device)

    def sweep(self) -> None:
        """Remove what a cut-off run left: captured files that nothing names, keys of drafts that are gone."""
        self.drafts.sweep_keys()
        self._let_go()
        with self._device.database.reading() as db:
            named = {bytes(row.token) for row in db.execute(select(tables.attachment.c.token))} | carried_tokens(db)
        gathering = named if self._device.is_desk else set()
        drafts = self.drafts.tokens()
        self._device.vault.sweep(named | drafts, gathering)
        self.evidence.sweep(drafts)

    def hear_others(self, told: Callable[[], None]) -> None:
        """Call ``told``, on a thread of its own, whenever another desk wrote into the store that both share."""

        def heard() -> None:
            with self._busy:
                publishing.refresh(self._device)
            told()

        self._hearing.append(self._device.database.listen(heard))

    def make_desk_kit(self, name: str, posts: Sequence[str] = ()) -> views.KitMade:
        """The kit of another desk, of this name, on this one's server or on one for these posts; see :mod:`core.app.desk_kit`."""
        from core.app import desk_kit

        with self._busy:
            return desk_kit.create_desk_kit(self._device, self.new_command(), name, posts)

    def serve_posts(self, posts: Sequence[str]) -> None:
        """From now on this desk takes in what these posts wrote, without any what every post wrote; see :mod:`core.app.homes`."""
        self.settings.put(homes.SETTING, homes.written(self._device, posts))

    def lock(self) -> None:
        """Finish idle work, close the store, forget keys and what was kept at hand; waits for whoever is in ``meanwhile``."""
        while self._hearing:  # before anything is held that a call still under way may wait for
            self._hearing.pop()()
        with self._busy:
            self._leaving = True
            self._home.wait_for(lambda: not self._abroad)
            with contextlib.suppress(Exception):
                self.tidy()
            self._device.database.close()
            self._device.lock.release()
            for kept in (search.facet, reading.read_handling_once, cbor.texts_in_order):
                kept.cache_clear()

    def renew_officer_key(self, command: CommandId, way: Way, name: str | None = None) -> views.OfficerRow:
        """See :func:`core.app.officer_key.renew`."""
        from core.app import officer_key

        with self._busy:
            return officer_key.renew(self._device, command, way, name)

    def renew_store_key(self, way: Way, *, leave_out: bool = False, keep_copies: bool = False, watch: Watch = silent) -> Rotated:
        """Write everything under a new store key; nothing but :meth:`lock` is to be called after it.

        See :func:`core.app.store_key.rotate`, which opens the profile again.
        """
        from core.app import store_key

        with self._busy:
            return store_key.change(self._device, way, leave_out=leave_out, keep_copies=keep_copies, watch=watch)

    # --- for the exchange ------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def exclusive(self) -> Iterator[None]:
        """Nothing else is written meanwhile."""
        with self._busy:
            yield

    @contextlib.contextmanager
    def meanwhile(self) -> Iterator[None]:
        """Inside :meth:`exclusive`: others may write until the end of the block, in which nothing of the store is touched.

        Raises ``Cancelled`` when the program is being locked.
        """
        if self._leaving:
            raise Cancelled
        self._abroad += 1
        self._busy.release()
        try:
            yield
        finally:
            self._busy.acquire()
            self._abroad -= 1
            self._home.notify_all()
        if self._leaving:
            raise Cancelled

    def publish_statuses(self) -> int:
        """Tell posts what changed for reporters, and regencies what changed in their areas, before a medium is written.

        Gives the number of entries.
        """
        with self._busy:
            from core.app import regencies

            told = statuses.publish(self._device, self.new_command())
            return told + regencies.tell(self._device, self.new_command())

    @property
    def device_seal(self) -> DeviceSeal:
        """What signs manifests and acknowledgements."""
        own = self._device.belongings
        return DeviceSeal(self._device.device_key, own.device_certificate, own.ca_certificate)

    @property
    def identities(self) -> tuple[AgeIdentity, ...]:
        """What opens objects here."""
        return self._device.identities

    def entropy(self, count: int) -> bytes:
        """Random bytes from the given source."""
        return self._device.ports.entropy(count)

    @property
    def today(self) -> date:
        """The calendar day at this post."""
        return self._device.moment().day

    @property
    def program(self) -> str:
        """This program's version."""
        return self._device.ports.program

    def now_ms(self) -> int:
        """This instant in milliseconds UTC."""
        return self._device.moment().at

    def count_queued(self) -> int:
        """Reports that are on no medium yet."""
        return self._ways[views.WAITING]

    def count_received(self) -> int:
        """Reports that the province has acknowledged."""
        return self._ways[views.RECEIVED]

    @property
    def _ways(self) -> dict[str, int]:
        with self._device.database.reading() as db:
            return count_by_way(db, self._device)

    def unconfirmed_posts(self) -> tuple[str, ...]:
        """Posts with more laptops than their kits allow."""
        if not self._device.is_desk or self._device.is_nation:
            return ()
        with self._device.database.reading() as db:
            return tuple(sorted(answers.unconfirmed_posts(db)))
