"""Acts of corrections, erasures and holds as tests do them, and a receipt of Bawaslu for the clock of expiry."""

from __future__ import annotations

from collections.abc import Mapping

from core.app import queries, views
from core.app.device import DESKS, Device, post_audience
from core.app.streams import own_stream
from core.domain.commands import AnswerProposal, Command, LiftHold, OrderErasure, PlaceHold, ProposeCorrection
from core.domain.correction import AMEND
from core.domain.erasure import ERASABLE
from core.domain.ids import read_id
from core.journal import reading, store
from core.journal.entry import Entry, Header, write_entry
from core.journal.handling import write_handling
from tests.world import Laptop, dice

SECOND, SECOND_PASSPHRASE = "Petugas Kedua", "kata sandi petugas kedua"


def second(laptop: Laptop, role: str = "officer") -> Device:
    """One more officer on this laptop, with his own key at hand."""
    laptop.enrol(SECOND, role, SECOND_PASSPHRASE)
    return laptop.app.second(SECOND_PASSPHRASE, SECOND)


def _done(laptop: Laptop, command: Command, by: Device | None = None) -> views.Pending:
    reply = laptop.app.execute(command, by=by).reply
    assert isinstance(reply, views.Pending)
    return reply


def correct(
    laptop: Laptop,
    report: str,
    changes: Mapping[str, object] | None = None,
    *,
    act: str = AMEND,
    reason: str = "typing",
    words: str = "",
    by: Device | None = None,
) -> views.Pending:
    """Propose a correction."""
    command = ProposeCorrection(laptop.app.new_command(), read_id(report), act, reason, words, dict(changes or {}))
    return _done(laptop, command, by)


def answer(laptop: Laptop, proposal: str, by: Device | None = None, *, approve: bool = True) -> views.Pending:
    """Agree to a proposal, or refuse it."""
    return _done(laptop, AnswerProposal(laptop.app.new_command(), read_id(proposal), approve, ""), by)


def order(
    laptop: Laptop, report: str, parts: tuple[str, ...] = ERASABLE, *, attachments: bool = True, by: Device | None = None
) -> views.Pending:
    """Order an erasure (province only)."""
    command = OrderErasure(laptop.app.new_command(), read_id(report), "retention", "Jadwal retensi 2024", parts, attachments)
    return _done(laptop, command, by)


def hold(laptop: Laptop, report: str, by: Device | None = None) -> views.Pending:
    """Place a legal hold."""
    return _done(laptop, PlaceHold(laptop.app.new_command(), read_id(report), "Surat Bawaslu 12/2024"), by)


def lift(laptop: Laptop, report: str) -> views.Pending:
    """Lift every hold."""
    return _done(laptop, LiftHold(laptop.app.new_command(), read_id(report), "Surat Bawaslu 13/2024"))


def erase(province: Laptop, report: str, by: Device) -> None:
    """Order and agree."""
    answer(province, order(province, report).id, by)


def waiting(laptop: Laptop) -> tuple[views.WaitingRow, ...]:
    """What waits for a second officer."""
    return laptop.app.ask(queries.Waiting())


def bawaslu_receipt(laptop: Laptop, report: str, kind: str = "bawaslu.receipt_recorded") -> Entry:
    """The entry that says Bawaslu's own receipt has come, as bare bytes: its meaning belongs to another subject."""
    subject = read_id(report)
    with laptop.device.database.writing() as db:
        facts = reading.facts_about(db, subject, laptop.device.identities)
        home = facts[0].source.post
        own = laptop.device.belongings.code
        audience = DESKS if home == own or not laptop.device.is_desk else post_audience(home)
        stream = own_stream(db, laptop.device, audience, b"\4" * 16)
        head = store.head(db, stream)
        assert head is not None
        header = Header(stream, head.sequence + 1, head.digest, store.lamport(db) + 1, subject, kind, 1, {})
        handling = write_handling(laptop.device.circumstance(b"\4" * 16), reading.heads_of(facts))
        officer = laptop.device.officer
        entry = write_entry(officer.key, officer.kid, header, {"facts": b"\xa0", "handling": handling}, dice(kind))
        store.insert(db, entry, laptop.device.moment().at, dice("key"))
        laptop.device.projector.project(db, entry)
    return entry
