"""A reporter is back with his code: the act is sealed to the province, and the province finds the report it belongs to."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

import msgspec
from sqlalchemy import Connection, Row, Select, bindparam, or_, select

from core.app import queries, views
from core.app.answers import show_time
from core.app.attachments import as_attached, sealed_name
from core.app.device import DESKS, Device
from core.app.streams import own_stream
from core.crypto.lookup import code_keys
from core.domain import authority, codes, reporter
from core.domain.commands import AttachedFile, HandleReturn, ReturnWithCode
from core.domain.errors import Invalid
from core.domain.events import Attached, Carried, Fact
from core.domain.identifiers import check_lookup_code
from core.domain.ids import read_id, show_id
from core.domain.receipts import standing_receipts
from core.domain.report import ReportState
from core.domain.reporter import HandledFacts, ReporterReturned, ReturnFacts, ReturnHandled, ReturnStory
from core.journal import cbor, reading
from core.journal.author import Placement
from core.storage import tables

PAD_BLOCK = 4096


def return_with_code(device: Device, command: ReturnWithCode) -> views.ReturnTaken:
    """Write the act for the province alone.

    The code need not be known here: the report may have been taken in on another island. Raises ``Invalid``
    (``lookup.*``, ``return.*``, ``text.*``).
    """
    digits = check_lookup_code(command.code)
    reporter.require_act(command.act, command.text, len(command.attachments))
    keys = code_keys(digits, device.belongings.province)
    files = [*map(as_attached, _without_names(command.attachments))]
    story = ReturnStory(tag=keys.tag, proof=keys.proof, act=command.act, text=command.text, attachments=files)
    carried = [
        Carried(token=file.token, sealed_size=file.sealed_size, sealed_digest=file.sealed_digest, pieces=file.pieces)
        for file in files
    ]
    own = device.belongings
    facts = ReturnFacts(post=own.code, day=device.moment().day.isoformat(), carried=carried or msgspec.UNSET)
    way = views.RECEIVED if device.is_desk else views.WAITING
    with device.database.writing() as db:
        known = select(tables.command.c.subject).join(tables.returned, tables.returned.c.subject == tables.command.c.subject)
        again = db.execute(known.where(tables.command.c.command == command.command)).scalar()
        if again is not None:
            return views.ReturnTaken(show_id(again), way)
        stream = own_stream(db, device, DESKS, command.command)
        placement = Placement(stream, sealed={"story": [device.recipients.reports]})
        event = ReporterReturned(facts, padded(story))
        entry = device.author.write(db, event, placement, device.circumstance(command.command))
        device.projector.project(db, entry)
        return views.ReturnTaken(show_id(entry.subject), way)


def _without_names(files: Iterable[AttachedFile]) -> Iterator[AttachedFile]:
    """The files; one that shows a person is called what tells nobody: the whole desk reads the act (SAFEGUARDS 1)."""
    sealed = 0
    for file in files:
        sealed += file.shows_identity
        yield dataclasses.replace(file, name=sealed_name(file, sealed)) if file.shows_identity else file


def padded(story: ReturnStory) -> ReturnStory:
    """The same act in a part whose length is a multiple of 4 KiB: its size does not tell a threat from a withdrawal."""
    size = _size(story)
    target = -(-(size + 8) // PAD_BLOCK) * PAD_BLOCK
    pad = target - size
    # The head of the padding itself takes up to four bytes more than that of an empty one.
    while (over := _size(msgspec.structs.replace(story, pad=bytes(pad))) - target) > 0:
        pad -= over
    return msgspec.structs.replace(story, pad=bytes(pad))


def _size(story: ReturnStory) -> int:
    return len(cbor.encode(msgspec.to_builtins(story, builtin_types=(bytes,))))


def handle(device: Device, command: HandleReturn) -> None:
    """An officer of the province takes an act on; a second time changes nothing.

    Raises ``Invalid('return.unknown')`` and ``NotAllowed('authority.refused')``.
    """
    authority.require("return.handled", device.officer.role, from_desk=device.is_desk, begins=False, owns=True)
    with device.database.writing() as db:
        row = db.execute(select(tables.returned).where(tables.returned.c.subject == command.subject)).first()
        if row is None:
            raise Invalid("return.unknown")
        if row.handled_at:
            return
        facts = reading.facts_about(db, command.subject, device.identities)
        stream = own_stream(db, device, DESKS, command.command)
        placement = Placement(stream, command.subject, reading.heads_of(facts))
        event = ReturnHandled(HandledFacts(day=device.moment().day.isoformat()))
        device.projector.project(db, device.author.write(db, event, placement, device.circumstance(command.command)))


# --- what the province reads -------------------------------------------------------------------------------------


def returns(db: Connection, device: Device, query: queries.Returns) -> tuple[views.ReturnRow, ...]:
    """Acts of reporters, newest first; at a post, which can open none, nothing."""
    table = tables.returned.c
    statement = _MATCHED.where(table.act != "")
    if query.report:
        statement = statement.where(tables.lookup_code.c.report == read_id(query.report))
    if query.open_only:
        statement = statement.where(table.handled_at == 0)
    if query.act:
        statement = statement.where(table.act == query.act)
    rows = db.execute(statement.order_by(table.lamport.desc(), table.stream, table.seq)).all()
    return tuple(_row(db, device, row) for row in rows)


def acts_about(db: Connection, report: bytes) -> list[bytes]:
    """Subjects of what was added to a report."""
    return [bytes(row.subject) for row in db.execute(_ABOUT, {"about": report})]


def with_acts(db: Connection, device: Device, report: bytes, state: ReportState) -> ReportState:
    """The report with the files that its reporter added later among its own, so that they are looked at and kept alike."""
    added = [file for fact in act_facts(db, device, report) for file in _files(fact)]
    if state.story is None or not added:
        return state
    story = msgspec.structs.replace(state.story, attachments=[*state.story.attachments, *added])
    return msgspec.structs.replace(state, story=story)


def act_facts(db: Connection, device: Device, report: bytes) -> list[Fact]:
    """The entries by which its reporter added to a report."""
    subjects = acts_about(db, report)
    facts = (reading.facts_about(db, subject, device.identities) for subject in subjects)
    return [fact for held in facts for fact in held if isinstance(fact.event, ReporterReturned)]


def _files(fact: Fact) -> list[Attached]:
    event = fact.event
    return event.story.attachments if isinstance(event, ReporterReturned) and event.story is not None else []


def told_by_reporter(db: Connection, device: Device, report: bytes) -> dict[str, object]:
    """What a report's view says of its reporter's acts: ``returns``, and ``withdrawal`` with its effect."""
    rows = returns(db, device, queries.Returns(report=show_id(report)))
    effect = withdrawn(db, report)
    told: dict[str, object] = {"returns": [dataclasses.asdict(row) for row in rows]} if rows else {}
    return told | ({"withdrawal": effect} if effect else {})


def withdrawn(db: Connection, report: bytes) -> str:
    """``information`` where the reporter withdrew before registration, ``recorded`` where he did so after, else nothing."""
    effects = {_effect(db, row) for row in db.execute(_WITHDRAWN, {"about": report}).all()}
    return "information" if "information" in effects else "recorded" if effects else ""


def _matched() -> Select[tuple[object, ...]]:
    """Acts with the report whose code they carry, if it is here: the proof must fit where the report has one."""
    act, code, report = tables.returned, tables.lookup_code, tables.report
    fits = (code.c.tag == act.c.tag) & (act.c.tag != b"") & or_(code.c.proof == act.c.proof, code.c.proof == b"")
    return (
        select(act, code.c.report, report.c.number)
        .join_from(act, code, fits, isouter=True)
        .join(report, report.c.subject == code.c.report, isouter=True)
    )


_MATCHED = _matched()
_OF_REPORT = _MATCHED.where(tables.lookup_code.c.report == bindparam("about"))
_ABOUT = _OF_REPORT.order_by(tables.returned.c.lamport)
_WITHDRAWN = _OF_REPORT.where(tables.returned.c.act == reporter.WITHDRAWAL)


def _row(db: Connection, device: Device, row: Row[tuple[object, ...]]) -> views.ReturnRow:
    return views.ReturnRow(
        id=show_id(row.subject),
        act=row.act,
        at=show_time(row.at, row.zone),
        post=row.post,
        text=_text(db, device, bytes(row.subject)),
        report="" if row.report is None else show_id(row.report),
        number=row.number or "",
        effect=_effect(db, row) if row.act == reporter.WITHDRAWAL else "",
        handled_at=show_time(row.handled_at, device.belongings.zone) if row.handled_at else "",
        handled_by=row.handled_by,
    )


def _text(db: Connection, device: Device, subject: bytes) -> str:
    for fact in reading.facts_about(db, subject, device.identities):
        if isinstance(fact.event, ReporterReturned) and fact.event.story is not None:
            return fact.event.story.text
    return ""


def _effect(db: Connection, row: Row[tuple[object, ...]]) -> str:
    asked = (int(row.lamport), bytes(row.stream), int(row.seq))
    return "information" if codes.withdraws(asked, _registered(db, row.report)) else "recorded"


def _registered(db: Connection, report: bytes | None) -> Iterator[codes.Place]:
    """Where Bawaslu's receipts stand in the order of entries; what its author had no right to write registers nothing."""
    for fact in standing_receipts(reading.facts_about(db, report, ())) if report else ():
        yield fact.source.lamport, fact.source.stream, fact.source.sequence
