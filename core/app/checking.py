"""Check chain, signatures, attachments, and rows against a replay (I1). No row is changed, unless asked to rebuild."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from core.app import chain_ends, erasure, key_handing
from core.app.again import ask_again
from core.app.answers import show_time
from core.app.device import Device
from core.app.views import CheckReport
from core.app.watch import Watch, silent
from core.crypto.cose import key_id, verify1
from core.crypto.signing import VerifyKey
from core.domain.errors import Refused, Untrusted
from core.domain.ids import show_id
from core.domain.province_key import HANDED
from core.journal import store
from core.journal.entry import HERE, ORDERED, WITHHELD, Entry, Part
from core.projections import project, search
from core.storage import tables

Problem = tuple[str, str]
Place = tuple[bytes, int, bytes]


@dataclass(frozen=True, slots=True)
class _Lacking:
    """An attachment that is not here whole; without a code where that is no fault. ``foreign``: its writer can send it again."""

    code: str
    token: bytes
    foreign: bool


class _Undo(Exception):
    """Leaves a transaction without keeping it."""


def check(device: Device, *, rebuild: bool, watch: Watch = silent) -> CheckReport:
    """Read everything and prove it; with ``rebuild`` the rows of the replay replace the live ones.

    What came from others and is damaged here, or was here and is gone, is asked for again with the next medium.

    Problems are (code, id): ``store.damaged``, ``chain.broken``, ``signature``, ``entry.unreadable``, ``entry.gone``,
    ``chain.end``, ``part.alone``, ``part.gone``, ``attachment.damaged``, ``attachment.missing``, ``rows.differ``,
    ``index.damaged``. In a store with damaged pages nothing more is read: what stands on them could not be told from what is
    false. Where rows or parts tell of an entry that is not here nothing is rebuilt: they are its last witness, and a replay
    without it would give its number once more. Where an entry does not read nothing is replayed at all. An end of which nothing
    here tells stays unknown (:mod:`core.app.chain_ends`): ``newest`` is when the newest entry came.
    """
    problems = [("store.damaged", place) for place in device.database.integrity_problems()]
    if problems:
        return CheckReport(0, tuple(problems), rebuilt=False)
    with device.database.reading() as db:
        total = store.count(db)
        problems += list(_journal(db, total, watch))
        newest = show_time(chain_ends.newest(db), device.belongings.zone)
        gone = [("entry.gone", number) for number in without_entry(db)]
        gone += [("chain.end", place) for place in chain_ends.cut_ends(db)]
        gone += [("part.alone", show_id(digest)) for digest in chain_ends.parts_alone(db)]
        lacking = list(_attachments(db, device, watch))
        problems += [(each.code, each.token.hex()) for each in lacking if each.code]
        places = _places(db, problems)
    foreign = [each for each in lacking if each.foreign]
    ask_again(device, [each.token for each in foreign if each.code], [each.token for each in foreign if not each.code])
    rebuild = rebuild and not gone
    if any(code == "entry.unreadable" for code, _ in problems):
        return CheckReport(total, tuple(problems + gone), False, places, newest)  # a replay would stop there
    problems += gone + _replay(device, rebuild=rebuild, watch=watch)
    return CheckReport(total, tuple(problems), rebuild, places, newest)


def _places(db: Connection, problems: Collection[Problem]) -> dict[str, str]:
    """The report's number of each damaged entry and attachment, with the file's name, where rows tell them."""
    report, entry, file = tables.report.c, tables.entry.c, tables.attachment.c
    files = {name for code, name in problems if code.startswith("attachment.")}
    entries = {name for _, name in problems} - files
    places: dict[str, str] = {}
    if files:
        of_files = select(file.token, file.name, report.number).join_from(
            tables.attachment, tables.report, report.subject == file.subject
        )
        found = ((bytes(row.token).hex(), f"{row.number} {row.name}") for row in db.execute(of_files))
        places |= {name: words for name, words in found if name in files}
    if entries:
        of_entries = select(entry.digest, report.number).join_from(tables.entry, tables.report, report.subject == entry.subject)
        found = ((show_id(bytes(row.digest)), row.number) for row in db.execute(of_entries))
        places |= {name: words for name, words in found if name in entries}
    return places


def _journal(db: Connection, total: int, watch: Watch) -> Iterator[Problem]:
    rows = db.execute(select(tables.entry.c.stream, tables.entry.c.seq, tables.entry.c.digest))
    places: list[Place] = [(bytes(row.stream), int(row.seq), bytes(row.digest)) for row in rows]
    held: dict[tuple[bytes, int], set[bytes]] = {}
    for stream, sequence, digest in places:
        held.setdefault((stream, sequence), set()).add(digest)
    prover = Prover(db, held)
    for done, place in enumerate(places, start=1):
        yield from prover.problems(place)
        watch("check", done, total)


class Prover:
    """Proves entries one by one; ``held`` are the digests at every place, where they are known already, ``besides`` are
    certificates that are believed though no entry that is here names them."""

    def __init__(
        self,
        db: Connection,
        held: Mapping[tuple[bytes, int], Collection[bytes]] | None = None,
        besides: Collection[bytes] = (),
    ) -> None:
        self._db, self._held = db, held
        self._keys = {key_id(der): VerifyKey.from_certificate(der) for der in besides}
        for kid, der in db.execute(select(tables.certificate.c.kid, tables.certificate.c.der)):
            self._keys[bytes(kid)] = VerifyKey.from_certificate(bytes(der))

    def problems(self, place: Place) -> Iterator[Problem]:
        """What is wrong with the entry at (stream, sequence, digest)."""
        name = show_id(place[2])
        try:
            entry = store.read(self._db, *place)
        except Refused:
            yield "entry.unreadable", name
            return
        if entry is None or entry.digest != place[2]:
            yield "entry.unreadable", name
            return
        header = entry.header
        if header.previous is not None and header.previous not in self._at(header.stream, header.sequence - 1):
            yield "chain.broken", name
        key = self._keys.get(entry.kid)
        if key is None or not verify1(entry.message, key):
            yield "signature", name
        if not all(_is_lawful(self._db, entry, part) for part in entry.parts.values()):
            yield "part.gone", name

    def _at(self, stream: bytes, sequence: int) -> Collection[bytes]:
        if self._held is None:
            return store.digests_at(self._db, stream, sequence)
        return self._held.get((stream, sequence), ())


def _is_lawful(db: Connection, entry: Entry, part: Part) -> bool:
    """A part is here, or an order about its subject is held, or it expired at this very laptop (D8)."""
    if part.state == ORDERED:
        if entry.header.kind == HANDED:  # the destruction of a key is a subject of its own
            return key_handing.is_ordered(db, part.content)
        order = select(tables.entry.c.kind).where(
            tables.entry.c.kind == erasure.ORDERED,
            tables.entry.c.subject == entry.subject,
            tables.entry.c.digest == part.content,
        )
        return db.execute(order).scalar() is not None
    return part.state in (HERE, WITHHELD) or db.execute(_EXPIRED, {"about": entry.subject}).scalar() is not None


_EXPIRED = select(tables.expiry.c.at).where(tables.expiry.c.subject == bindparam("about"))


def without_entry(db: Connection) -> Iterator[str]:
    """Numbers of reports whose rows are here and whose entries are not."""
    row, entry = tables.report.c, tables.entry.c
    held = select(entry.seq).where(entry.stream == row.stream, entry.seq == row.seq)
    yield from db.execute(select(row.number).where(~held.exists()).order_by(row.number)).scalars()


def _attachments(db: Connection, device: Device, watch: Watch) -> Iterator[_Lacking]:
    table = tables.attachment
    query = select(table.c.token, table.c.sealed_digest, tables.stream.c.device).join_from(
        table, tables.stream, table.c.stream == tables.stream.c.stream
    )
    rows, own = db.execute(query).all(), device.own_devices
    for done, row in enumerate(rows, start=1):
        token, foreign = bytes(row.token), bytes(row.device) not in own
        if device.vault.holds(token):
            try:
                device.vault.check(token, bytes(row.sealed_digest))
            except Untrusted:
                yield _Lacking("attachment.damaged", token, foreign)
        else:
            # Another laptop of the post holds its own; the desk shows what is still on its way, and asks for it.
            yield _Lacking("" if foreign else "attachment.missing", token, foreign and device.is_desk and not device.is_nation)
        watch("check.attachments", done, len(rows))


def _replay(device: Device, *, rebuild: bool, watch: Watch) -> list[Problem]:
    """Derive every row again and compare; without ``rebuild`` the transaction is thrown away."""
    problems: list[Problem] = []
    try:
        with device.database.writing() as db:
            if search.is_damaged(db):
                problems.append(("index.damaged", "report_fts"))
            before = project.snapshot(db)
            device.projector.rebuild(db, lambda done, total: watch("check.replay", done, total))
            after = project.snapshot(db)
            problems += [("rows.differ", name) for name in after if before[name] != after[name]]
            if not rebuild:
                raise _Undo
    except _Undo:
        pass
    return problems
