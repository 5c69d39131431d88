"""Answers about single items of reference data: a set's list, one item with its versions, and the check of what is typed."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from core.app import reference_draft, reference_effect
from core.app.answers import show_time
from core.app.device import Device
from core.app.publishing import publisher_of, state_of_version
from core.app.reference_draft import Judge, differences, plain, state_of
from core.app.reference_queries import (
    CheckItem,
    DraftView,
    Effect,
    ItemPage,
    ItemRow,
    ItemVersion,
    ItemView,
    ReferenceDraft,
    ReferenceEffect,
    ReferenceItem,
    ReferenceItems,
)
from core.domain.area import fold
from core.domain.errors import Invalid, Refused
from core.domain.ids import CommandId
from core.domain.reference import ReferenceData
from core.domain.reference_edit import Item, PutItem, applied, find, items_of, key_of, put
from core.domain.reference_findings import Finding, of_form
from core.domain.reference_schema import shapes_of

NAMES = ("name_id", "citation", "step_id", "name", "en")
Pairs = tuple[tuple[str, str], ...]


def items(db: Connection, device: Device, query: ReferenceItems) -> ItemPage:
    """The set's items that match, those of the draft first."""
    dataset = query.dataset
    shapes_of(dataset)
    draft = reference_draft.read(db)
    edits, held = draft.of(dataset), items_of(device.reference.raw[dataset])
    there = applied(held, dataset, draft)
    gone = [edit.before for edit in edits.values() if edit.after is None and edit.before is not None]
    words = fold(query.text).split()
    found = [each for each in (*there, *gone) if not words or _says(each, words)]
    found.sort(key=lambda each: key_of(dataset, each) not in edits)
    rows = tuple(_row(dataset, each, state_of(edits.get(key_of(dataset, each)))) for each in found[: query.limit])
    return ItemPage(dataset, device.reference.heads[dataset].version, rows, len(found))


def _says(item: Item, words: list[str]) -> bool:
    told = fold(plain(list(item.values())))
    return all(word in told for word in words)


def _row(dataset: str, item: Item, state: str) -> ItemRow:
    first, last = _validity(dataset, item)
    sure = str(item.get("status") or item.get("confidence") or "")
    return ItemRow(key_of(dataset, item), name_of(item), first, last, sure, state)


def _validity(dataset: str, item: Item) -> tuple[str, str]:
    if dataset == "holidays":
        return str(item["date"]), str(item["date"])
    if dataset == "elections":
        days = [str(stage[name]) for stage in item["stages"] for name in ("start", "end") if stage.get(name)]
        return min(days, default=""), max(days, default="")
    return str(item.get("valid_from") or ""), str(item.get("valid_to") or item.get("penalty_until") or "")


def name_of(item: Item) -> str:
    """What people call it."""
    return next((str(item[name]) for name in NAMES if item.get(name)), str(item.get("primary", "")))


def item(db: Connection, device: Device, query: ReferenceItem) -> ItemView:
    """One item as it is and as the draft has it; an empty key stands for a new one."""
    dataset, draft = query.dataset, reference_draft.read(db)
    shapes_of(dataset)
    held = items_of(device.reference.raw[dataset])
    judge = Judge(device, draft)
    choices = _choices(judge.made)
    if not query.key:
        return ItemView(dataset, "", None, None, (), (), choices)
    before, now = find(held, dataset, query.key), find(applied(held, dataset, draft), dataset, query.key)
    known = now or before
    if known is None:
        raise Invalid("reference.item_unknown", dataset=dataset, item=query.key[:60])
    key = key_of(dataset, known)
    found = judge.of(dataset, key, now)
    return ItemView(dataset, key, now, before, found, tuple(_versions(db, device, dataset, key)), choices)


def check(db: Connection, device: Device, query: CheckItem) -> tuple[Finding, ...]:
    """What would be wrong with what is typed, before it is put into the draft."""
    wrong = of_form(query.dataset, query.item)
    if wrong:
        return wrong
    draft, raw = reference_draft.read(db), device.reference.raw[query.dataset]
    try:
        draft = put(draft, raw, PutItem(CommandId(b""), query.dataset, query.key, query.item))
    except Refused as refusal:
        code = refusal.code.removeprefix("reference.item_")
        return (Finding("code", code if code in ("taken", "key") else "gone"),)
    return Judge(device, draft).of(query.dataset, key_of(query.dataset, query.item), query.item)


def draft(db: Connection, device: Device, _query: ReferenceDraft) -> DraftView:
    """The draft of this desk."""
    return reference_draft.view(db, device)


def effect(db: Connection, device: Device, _query: ReferenceEffect) -> Effect:
    """What publishing it would change."""
    return reference_effect.effect(db, device)


def _choices(made: ReferenceData) -> dict[str, Pairs]:
    """What fields may name: items of the draft too, so that a new act may name a new law."""
    return {
        "subjects": tuple((each.code, each.name_id) for each in made.subjects),
        "institutions": tuple((each.code, each.name_id) for each in made.institutions),
        "legal_refs": tuple((each.code, each.citation) for each in made.legal_refs),
        "violations": tuple((each.code, each.name_id) for each in made.violations),
        "deadlines": tuple((each.code, each.step_id) for each in made.clauses),
        "posts": tuple((each.code, each.name_id) for each in made.posts),
        "areas": tuple((each.code, each.path) for each in made.places.areas.values() if each.level in ("province", "regency")),
        "ladders": tuple((name, "") for name in dict.fromkeys(each.ladder for each in made.sanctions)),
        "groups": tuple((name, "") for name in (*dict.fromkeys(each.group for each in made.subjects), "*")),
    }


def _versions(db: Connection, device: Device, dataset: str, key: str) -> Iterator[ItemVersion]:
    """The versions that came or read otherwise, newest first: which one a report was judged by stands in the report."""
    shipped = device.library.shipped
    last = find(items_of(shipped.raw[dataset]), dataset, key)
    head = shipped.heads[dataset]
    day = "" if head.valid_from is None else head.valid_from.isoformat()
    in_use = device.library.choice.used.get(dataset)
    state = "in_force" if in_use is None else "older"
    found = [ItemVersion(head.version, day, state, "", "", "shipped" if last is not None else "absent", ())]
    for each in device.library.published:
        if each.candidate.dataset != dataset or not each.whole:
            continue
        now = find(items_of(each.candidate.content), dataset, key)
        day = "" if each.candidate.valid_from is None else each.candidate.valid_from.isoformat()
        state = "in_force" if each.candidate.digest == in_use else state_of_version(device, each)
        told = (publisher_of(db, each), show_time(each.at, each.zone))
        if now != last:
            found.append(ItemVersion(each.candidate.version, day, state, *told, _what(last, now), differences(last, now)))
        last = now
    yield from reversed(found)


def _what(before: Item | None, after: Item | None) -> str:
    return "added" if before is None else "gone" if after is None else "changed"
