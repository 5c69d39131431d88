"""The draft of reference items at this desk: kept beside its settings, judged by the data in force, published as files are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec
from sqlalchemy import Connection, select

from core.app import publishing
from core.app.device import Device
from core.app.reference_queries import DraftRow, DraftView
from core.app.views import Changes
from core.domain import authority
from core.domain.commands import PublishReference
from core.domain.errors import Invalid
from core.domain.publication import KIND, version_key
from core.domain.reference import DATASETS, ReferenceData
from core.domain.reference_check import faults
from core.domain.reference_edit import (
    Draft,
    DropDraft,
    Edit,
    EndItem,
    Item,
    PublishDraft,
    PutItem,
    ReferenceEditCommand,
    UndoEdit,
    end,
    files,
    find,
    items_of,
    put,
    read_day,
    touched,
    undo,
)
from core.domain.reference_findings import Finding, advice, of_fit, of_form, of_parsing
from core.domain.reference_schema import shapes_of
from core.storage import tables

SETTING = "reference_draft"
TOPICS = frozenset({"reference"})


def act(device: Device, command: ReferenceEditCommand) -> Changes:
    """One step on the draft, or its publication, which replies with the names of the sets.

    Raises ``NotAllowed('authority.refused')``, ``Invalid``: what :mod:`core.domain.reference_edit` names, ``reference.field``
    for an item whose own fields are wrong, and what :func:`core.app.publishing.publish` raises.
    """
    authority.require(KIND, device.officer.role, from_desk=device.is_desk, begins=True, owns=False)
    if isinstance(command, PublishDraft):
        return Changes(TOPICS, _publish(device, command))
    with device.database.writing() as db:
        draft = _step(device, read(db), command)
        _keep(db, draft)
    return Changes(TOPICS, len(draft.edits))


def _step(device: Device, draft: Draft, command: PutItem | EndItem | UndoEdit | DropDraft) -> Draft:
    match command:
        case PutItem():
            shapes_of(command.dataset)
            for finding in of_form(command.dataset, command.item):
                raise Invalid("reference.field", field=finding.field, finding=finding.code, value=finding.value)
            return put(draft, device.reference.raw[command.dataset], command)
        case EndItem():
            shapes_of(command.dataset)
            return end(draft, device.reference.raw[command.dataset], command)
        case UndoEdit():
            return undo(draft)
        case DropDraft():
            return Draft()


def read(db: Connection) -> Draft:
    """The draft as it was left; an unreadable one (from a newer program) reads as none."""
    table = tables.setting.c
    kept = db.execute(select(table.value).where(table.key == SETTING)).scalar()
    try:
        return Draft() if kept is None else msgspec.json.decode(str(kept), type=Draft)
    except msgspec.DecodeError:
        return Draft()


def _keep(db: Connection, draft: Draft) -> None:
    table = tables.setting
    db.execute(table.delete().where(table.c.key == SETTING))
    if draft.edits:
        db.execute(table.insert(), {"key": SETTING, "value": msgspec.json.encode(draft).decode()})


def _publish(device: Device, command: PublishDraft) -> tuple[str, ...]:
    with device.database.reading() as db:
        again = publishing.published_by(db, command.command)
        made = new_files(device, read(db), command.day)
    if again:
        return again
    if not made:
        raise Invalid("reference.draft_empty")
    names = publishing.publish(device, PublishReference(command.command, made))
    with device.database.writing() as db:
        _keep(db, Draft())
    return names


def new_files(device: Device, draft: Draft, day: str = "") -> tuple[bytes, ...]:
    """The files that the draft comes to, each with a version above every known one; empty for an empty draft."""
    first = read_day(day) if day.strip() else None
    return tuple(files(device.reference.raw, draft, _newest(device), device.moment().day.year, first))


def _newest(device: Device) -> Mapping[str, str]:
    known = {name: [device.reference.heads[name].version] for name in DATASETS}
    for each in device.library.published:
        if each.candidate.dataset in known:
            known[each.candidate.dataset].append(each.candidate.version)
    return {name: max(versions, key=version_key) for name, versions in known.items()}


class Judge:
    """The data as they would be with a draft, read and proved once, and what is wrong with each item of it."""

    def __init__(self, device: Device, draft: Draft) -> None:
        self._before, self._today = device.reference, device.moment().day
        self._refusal: Invalid | None = None
        self.made = device.reference
        whole = {f"{name}.json": data for name, data in device.reference.raw.items()}
        names = touched(draft)
        whole |= {f"{name}.json": data for name, data in zip(names, new_files(device, draft), strict=True)}
        try:
            self.made = ReferenceData.parse(whole) if names else device.reference
        except Invalid as refusal:
            self._refusal = refusal
        self._known, self._now = frozenset(faults(self._before)), faults(self.made)

    def of(self, dataset: str, key: str, item: Item | None) -> tuple[Finding, ...]:
        """What is wrong: first the item's own form, then how it fits, then what is odd; of others what fitted before."""
        wrong = () if item is None else of_form(dataset, item)
        if wrong:
            return wrong
        if self._refusal is not None:
            return (of_parsing(self._refusal),)
        odd = () if item is None else advice(self._before, self.made, dataset, item, self._today)
        return (*of_fit(self._known, self._now, dataset, key), *odd)


def view(db: Connection, device: Device) -> DraftView:
    """Every item that the draft changes, what is wrong with it, and what else would not fit any more."""
    draft = read(db)
    rows, elsewhere = [], []
    judge = Judge(device, draft)
    for (dataset, key), edit in draft.last().items():
        found = judge.of(dataset, key, edit.after)
        elsewhere += [each for each in found if each.item]
        rows.append(_row(device, edit, tuple(each for each in found if not each.item)))
    outside = tuple(dict.fromkeys(elsewhere))
    fit = not any(each.grave for row in rows for each in row.findings) and not any(each.grave for each in outside)
    return DraftView(tuple(rows), len(draft.edits), outside, tuple(_waiting(device, touched(draft))), fit)


def _row(device: Device, edit: Edit, found: tuple[Finding, ...]) -> DraftRow:
    now = find(items_of(device.reference.raw[edit.dataset]), edit.dataset, edit.key)
    changed = differences(edit.before, edit.after)
    return DraftRow(edit.dataset, edit.key, state_of(edit), now != edit.before, changed, found)


def state_of(edit: Edit | None) -> str:
    """What the draft does to an item: added, changed, gone, or nothing."""
    if edit is None:
        return ""
    return "gone" if edit.after is None else "added" if edit.before is None else "changed"


def differences(before: Item | None, after: Item | None) -> tuple[tuple[str, str, str], ...]:
    """Fields that read otherwise: name, before, after, as plain texts; nothing for an item that comes or goes whole."""
    if before is None or after is None:
        return ()
    names = dict.fromkeys((*before, *after))
    return tuple((name, plain(before.get(name)), plain(after.get(name))) for name in names if before.get(name) != after.get(name))


def plain(value: object) -> str:
    """A value of an item as one readable text."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(plain(each) for each in value)
    if isinstance(value, dict):
        return " · ".join(plain(each) for each in value.values() if each not in (None, "", False))
    return str(value)


def _waiting(device: Device, names: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    today = device.moment().day
    for each in device.library.published:
        starts = each.candidate.valid_from
        if each.candidate.dataset in names and starts is not None and starts > today:
            yield each.candidate.dataset, each.candidate.version, starts.isoformat()
