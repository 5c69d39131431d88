"""Taking in reports: forms are checked, persons sealed, numbers given, and one transaction makes it all durable."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date

import msgspec
from sqlalchemy import Connection, and_, bindparam, func, or_, select

from core.app import attachments, guarded, previews, queries
from core.app.attachments import as_attached
from core.app.clock_doubt import clock_doubt, is_doubtful
from core.app.device import DESKS, Device
from core.app.links import resolved
from core.app.streams import own_stream
from core.app.views import RECEIVED, WAITING, Submitted
from core.crypto.lookup import check_of, code_keys
from core.crypto.sealing import seal_padded
from core.domain import intake_rules, report, standing
from core.domain.commands import ReportItem, SubmitReports
from core.domain.errors import Invalid, Refused, Untrusted
from core.domain.events import Lookup, ReportReceived
from core.domain.forms import ComplaintForm, ReportForm, SituationForm, WarningForm, form_tree
from core.domain.guard import PROVINCE_GUARD
from core.domain.identifiers import format_lookup_code, make_case_number
from core.domain.ids import show_id
from core.domain.lodging_days import is_late
from core.domain.remit import outside_remit
from core.journal import cbor, store
from core.journal.author import Placement
from core.journal.entry import Entry
from core.storage import tables

IDENTITY_BLOCK = 512
LOOKUP_DIGITS = 16
SERIES_LETTERS = 3

# Statements of every save, put together once.
_REPORTS_OF_COMMAND = (
    select(tables.report.c.subject, tables.report.c.number, tables.report.c.sealed)
    .join_from(tables.command, tables.report, tables.command.c.subject == tables.report.c.subject)
    .where(tables.command.c.command == bindparam("command"))
    .order_by(tables.report.c.id)
)
_COUNT_OF_DAY = select(func.count()).where(
    tables.report.c.post == bindparam("post"),
    tables.report.c.day == bindparam("day"),
    tables.report.c.stream == bindparam("stream"),
)


def submit(device: Device, command: SubmitReports) -> tuple[Submitted, ...]:
    """Take in reports, all or none.

    Raises what :func:`core.domain.intake_rules.require_complete` raises, and ``NotAllowed('situation.nihil_refused')``.
    """
    today = device.moment().day
    for number, item in enumerate(command.items, start=1):
        with _told_apart(number, len(command.items)):
            _require_complete(device, item.form, today)
            _require_files(item)
    codes = [fresh_code(device) if _has_visitor(item.form) else "" for item in command.items]
    lookups = _stretch(codes, device.belongings.province)
    with device.database.writing() as db:
        again = device.guarded_commands.get(command.command) or _done_before(db, device, command)
        if again is not None:
            return again
        stream = own_stream(db, device, DESKS, command.command)
        doubt = is_doubtful(device.moment().at, store.newest_taken(db, stream))
        writing = _Writing(stream, command.command, doubt)
        submitted: list[Submitted] = []
        for number, (item, code, lookup) in enumerate(zip(command.items, codes, lookups, strict=True), start=1):
            with _told_apart(number, len(command.items)):
                ruled = _ruled(db, device, item, submitted, clock_doubt=doubt)
                submitted.append(_submit_one(db, device, writing, ruled, code, lookup))
    if any(reply.guard for reply in submitted):
        _forget(device, command, submitted)
    return tuple(submitted)


def _forget(device: Device, command: SubmitReports, submitted: Sequence[Submitted]) -> None:
    """Leave no trace of a guarded report: its draft is gone from the log too, and the reply is kept in memory alone."""
    device.guarded_commands[command.command] = tuple(replace(reply, code="") for reply in submitted)
    device.database.checkpoint()


def _require_complete(device: Device, form: ReportForm, today: date) -> None:
    """A clock that was set back would call true days the future: then no day is too late."""
    try:
        intake_rules.require_complete(form, device.reference, today)
    except Invalid as refusal:
        if refusal.code != "report.future" or not _clock_is_doubtful(device):
            raise
        intake_rules.require_complete(form, device.reference, date.max)


def _clock_is_doubtful(device: Device) -> bool:
    with device.database.reading() as db:
        return bool(clock_doubt(db, device, queries.ClockDoubt()))


@contextlib.contextmanager
def _told_apart(number: int, total: int) -> Iterator[None]:
    """Let a refusal say which of several reports it means: detail ``row``, counted from 1."""
    try:
        yield
    except Refused as refusal:
        if total > 1:
            refusal.details["row"] = number
        raise


def _require_files(item: ReportItem) -> None:
    """Evidence that names a file must have it attached."""
    names = {file.name for file in item.attachments}
    for evidence in report.evidence_of(item.form):
        if evidence.file and evidence.file not in names:
            raise Invalid("report.file_missing", file=evidence.file)


def _has_visitor(form: ReportForm) -> bool:
    return not isinstance(form, SituationForm | WarningForm)


def fresh_code(device: Device) -> str:
    """The 16 random digits of a new look-up code."""
    number = int.from_bytes(device.ports.entropy(16), "big") % 10**LOOKUP_DIGITS
    return f"{number:0{LOOKUP_DIGITS}d}"


def _stretch(codes: Sequence[str], province: bytes) -> list[Lookup | None]:
    """Tags and box keys of look-up codes; Argon2id lets go of the interpreter, so two run at a time."""

    def one(code: str) -> Lookup | None:
        return keys_of(code, province) if code else None

    if len(codes) == 1:
        return [one(codes[0])]
    with ThreadPoolExecutor(max_workers=2) as pool:
        return list(pool.map(one, codes))


def keys_of(code: str, province: bytes) -> Lookup:
    """What a report keeps of its code."""
    keys = code_keys(code, province)
    return Lookup(keys.tag, keys.box, check_of(keys.proof))


def _done_before(db: Connection, device: Device, command: SubmitReports) -> tuple[Submitted, ...] | None:
    """The first result of a command that was carried out already; its code was shown then and is kept nowhere."""
    rows = db.execute(_REPORTS_OF_COMMAND, {"command": command.command}).all()
    if not rows:
        return None
    return tuple(Submitted(show_id(row.subject), row.number, "", _way(device), bool(row.sealed)) for row in rows)


def _way(device: Device) -> str:
    return RECEIVED if device.is_desk else WAITING


@dataclass(frozen=True, slots=True)
class _Writing:
    """Where and under which command reports are written, and whether the clock is to be believed."""

    stream: bytes
    command: bytes
    clock_doubt: bool


def _ruled(db: Connection, device: Device, item: ReportItem, before: Sequence[Submitted], *, clock_doubt: bool) -> ReportItem:
    """The item with what rules decide: a complaint's handling, and links as ids; a doubtful clock calls nobody late."""
    form = item.form
    if isinstance(form, ComplaintForm):
        late = not clock_doubt and is_late(device.reference, form, device.moment().day)
        form = standing.ruled(form, device.reference, late=late)
    sealed = not device.is_desk and (outside_remit(form, device.belongings.remit) or bool(guarded.guard_for(device, form)))
    return replace(item, form=resolved(db, device, form, before, sealed=sealed))


def _submit_one(
    db: Connection, device: Device, writing: _Writing, item: ReportItem, code: str, lookup: Lookup | None
) -> Submitted:
    guard = guarded.guard_for(device, item.form)
    if guard:
        return _submit_guarded(db, device, guard, writing, item, code, lookup)
    own, day, stream = device.belongings, device.moment().day, writing.stream
    intake_rules.require_nihil_true(item.form, _visible_in_period(db, device, item.form))
    number = make_case_number(f"{own.code}-{series_of(stream)}", day, _next_number(db, device, stream, day.isoformat()))
    sealed = not device.is_desk and outside_remit(item.form, own.remit)
    event = report.received(
        report.Submission(
            form=item.form,
            number=number,
            post=own.code,
            day=day.isoformat(),
            sealed=sealed,
            reference=device.reference.digest(),
            identity=seal_persons(form_tree(item.form), device.recipients.identities),
            attachments=tuple(as_attached(file) for file in item.attachments),
            lookup=lookup,
            clock_doubt=writing.clock_doubt,
        )
    )
    to_province = {"story": [device.recipients.reports], "parties": [device.recipients.reports]} if sealed else {}
    placement = Placement(stream, sealed=to_province)
    entry = _written(db, device, event, placement, writing.command)
    device.projector.project(db, entry, rivals=False, alone=True)
    previews.forget_closed(db, [bytes.fromhex(file.token) for file in item.attachments])
    if item.draft is not None:
        db.execute(tables.draft.delete().where(tables.draft.c.id == item.draft))
    shown = format_lookup_code(code) if code else ""
    handling = item.form.handling if isinstance(item.form, ComplaintForm) else ""
    return Submitted(show_id(entry.subject), number, shown, _way(device), sealed, handling)


def _written(db: Connection, device: Device, event: ReportReceived, placement: Placement, command: bytes) -> Entry:
    """The entry; a report with more words and files than one entry holds is refused in a sentence of its own."""
    try:
        return device.author.write(db, event, placement, device.circumstance(command))
    except Untrusted as refusal:
        if refusal.code == "limit":
            raise Invalid("report.too_large") from None
        raise


def _submit_guarded(
    db: Connection, device: Device, guard: str, writing: _Writing, item: ReportItem, code: str, lookup: Lookup | None
) -> Submitted:
    """Take in a report that nothing here may show again: no number of the day, no row, no word (SAFEGUARDS 8)."""
    own, day = device.belongings, device.moment().day
    outside = guard != PROVINCE_GUARD
    recipient = guarded.guards_of(device)[guard]
    files = [attachments.for_guard(device, file, recipient) if outside else file for file in item.attachments]
    chance = int.from_bytes(device.ports.entropy(8), "big") % 900 + 100
    event = report.received(
        report.Submission(
            form=item.form,
            number=make_case_number(f"{own.code}-{show_id(device.ports.entropy(8))[:SERIES_LETTERS].upper()}", day, chance),
            post=own.code,
            day=day.isoformat(),
            sealed=False,
            reference=device.reference.digest(),
            # The province's own identity desk is of the accused's institution where another guard was chosen.
            identity=seal_persons(form_tree(item.form), recipient if outside else device.recipients.identities),
            attachments=tuple(as_attached(file) for file in files),
            lookup=lookup,
            clock_doubt=writing.clock_doubt,
            guard=guard,
        )
    )
    name = guarded.take_in(db, device, event, guard, writing.command)
    if item.draft is not None:
        db.execute(tables.draft.delete().where(tables.draft.c.id == item.draft))
    shown = format_lookup_code(code) if code else ""
    alone = not guarded.has_guard_outside(device, item.form, guard)
    return Submitted(name, "", shown, WAITING, sealed=True, guard=guard, guard_inside=alone)


def series_of(stream: bytes) -> str:
    """Three letters of the stream's id, so that two laptops of one post never give the same number (D19)."""
    return show_id(stream)[:SERIES_LETTERS].upper()


def _next_number(db: Connection, device: Device, stream: bytes, day: str) -> int:
    values = {"post": device.belongings.code, "day": day, "stream": stream}
    return int(db.execute(_COUNT_OF_DAY, values).scalar_one()) + 1


def seal_persons(tree: Mapping[str, object], recipient: str) -> bytes:
    """Reporter and witnesses as an age file to one recipient alone, padded so that its length tells nothing."""
    persons = {name: tree[name] for name in ("reporter", "witnesses") if tree.get(name)}
    if not persons:
        return b""
    plain = cbor.encode(msgspec.to_builtins(persons))
    return seal_padded(plain, [recipient], IDENTITY_BLOCK)


def _visible_in_period(db: Connection, device: Device, form: ReportForm) -> int:
    """Visible warnings, and reports with content, inside a NIHIL's period; sealed ones neither block nor count."""
    if not isinstance(form, SituationForm) or not form.nihil:
        return 0
    first, last = (int(when.timestamp() * 1000) for when in (form.period_from, form.period_to))
    row = tables.report.c
    warning = and_(row.kind == "early_warning", row.at >= first, row.at <= last)
    told = and_(row.kind == "situation", row.nihil == 0, row.period_from < last, row.period_to > first)
    query = select(func.count()).where(row.post == device.belongings.code, row.sealed == 0, or_(warning, told))
    return int(db.execute(query).scalar_one())
