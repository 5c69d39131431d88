"""A draft of changed reference items: edit after edit on what is in force, until it is published as new versions or undone.

Pure. The draft is local to a desk; nothing of it is an entry before it is published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import msgspec

from core.domain.errors import Invalid
from core.domain.ids import CommandId
from core.domain.publication import version_key
from core.domain.reference import DATASETS
from core.domain.reference_schema import AREA_FIELDS, has_end

Item = dict[str, Any]
EDITS_LIMIT: Final = 500


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """One step: ``before`` is what the draft's author saw, ``after`` what he made of it; None where there is nothing."""

    dataset: str
    key: str
    before: Item | None
    after: Item | None


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """All steps in their order; the last one is undone first."""

    edits: tuple[Edit, ...] = ()

    def last(self) -> dict[tuple[str, str], Edit]:
        """What the steps come to for each item: the first ``before`` with the last ``after``."""
        found: dict[tuple[str, str], Edit] = {}
        for each in self.edits:
            at = (each.dataset, each.key)
            found[at] = msgspec.structs.replace(each, before=found[at].before if at in found else each.before)
        return {at: each for at, each in found.items() if each.before != each.after}

    def of(self, dataset: str) -> dict[str, Edit]:
        """The same for one set, by item."""
        return {key: each for (name, key), each in self.last().items() if name == dataset}


@dataclass(frozen=True, slots=True)
class PutItem:
    """Put an item into the draft: a new one, or another reading of the one with the key ``key``."""

    command: CommandId
    dataset: str
    key: str
    item: Item


@dataclass(frozen=True, slots=True)
class EndItem:
    """End an item on its last day, or without a day leave it out of the next version."""

    command: CommandId
    dataset: str
    key: str
    day: str = ""


@dataclass(frozen=True, slots=True)
class UndoEdit:
    """Take the last step of the draft back."""

    command: CommandId


@dataclass(frozen=True, slots=True)
class DropDraft:
    """Throw the whole draft away."""

    command: CommandId


@dataclass(frozen=True, slots=True)
class PublishDraft:
    """Publish the draft as new versions of the sets that it touches, in force from ``day`` (empty: at once)."""

    command: CommandId
    day: str = ""


ReferenceEditCommand = PutItem | EndItem | UndoEdit | DropDraft | PublishDraft


def items_of(raw: bytes) -> list[Item]:
    """The items of a data set's file, places too as named fields."""
    return [_named(each) for each in msgspec.json.decode(raw)["items"]]


def _named(row: Any) -> Item:
    return dict(zip(AREA_FIELDS, row, strict=False)) if isinstance(row, list) else dict(row)


def key_of(dataset: str, item: Mapping[str, Any]) -> str:
    """What an item is known by in its set: its code, its word, a day off by day and name."""
    if dataset == "holidays":
        return f"{item.get('date', '')} {item.get('name_id', '')}".strip()
    return str(item.get("id" if dataset == "glossary" else "code", "")).strip()


def find(items: Sequence[Item], dataset: str, key: str) -> Item | None:
    """The item of that key, whatever its case."""
    wanted = key.strip().casefold()
    return next((each for each in items if key_of(dataset, each).casefold() == wanted), None)


def applied(items: Sequence[Item], dataset: str, draft: Draft) -> list[Item]:
    """The items as the draft would have them: changed ones in their place, new ones where they belong."""
    edits = draft.of(dataset)
    made = []
    for each in items:
        edit = edits.pop(key_of(dataset, each), None)
        if edit is None:
            made.append(each)
        elif edit.after is not None:
            made.append(edit.after)
    for edit in edits.values():
        if edit.after is not None:
            made.insert(_place(made, dataset, edit.after), edit.after)
    return made


def _place(items: Sequence[Item], dataset: str, item: Item) -> int:
    """After the last item that comes before it: places and days are in order, everything else grows at its end."""
    if dataset == "holidays":
        return next((at for at, each in enumerate(items) if each["date"] > item["date"]), len(items))
    if dataset == "areas" and "." in str(item["code"]):
        above = str(item["code"]).rsplit(".", 1)[0]
        return max((at + 1 for at, each in enumerate(items) if str(each["code"]).startswith(above)), default=len(items))
    return len(items)


def put(draft: Draft, raw: bytes, command: PutItem) -> Draft:
    """The draft with one more step; an item that stays as it is makes none.

    Raises ``Invalid``: ``reference.item_unknown`` for a key that is not there, ``reference.item_taken`` for a new item with
    the key of another, ``reference.item_key`` for one without a key, ``reference.draft_full``.
    """
    dataset, items = command.dataset, applied(items_of(raw), command.dataset, draft)
    key = key_of(dataset, command.item)
    if not key:
        raise Invalid("reference.item_key", dataset=dataset)
    before = find(items, dataset, command.key) if command.key else None
    if command.key and before is None:
        raise Invalid("reference.item_unknown", dataset=dataset, item=command.key[:60])
    old = "" if before is None else key_of(dataset, before)
    new = Edit(dataset=dataset, key=key, before=before, after=command.item)
    if key.casefold() != old.casefold() and find(items, dataset, key) is not None:
        raise Invalid("reference.item_taken", dataset=dataset, item=key[:60])
    if old and key != old:  # another key is another item: the old one goes, the new one comes
        gone = Edit(dataset=dataset, key=old, before=before, after=None)
        return _with(draft, gone, msgspec.structs.replace(new, before=None))
    return draft if before == command.item else _with(draft, new)


def end(draft: Draft, raw: bytes, command: EndItem) -> Draft:
    """The draft with an item that ends.

    Raises ``Invalid``: ``reference.item_unknown``, ``reference.no_end``, ``reference.day``.
    """
    dataset = command.dataset
    item = find(applied(items_of(raw), dataset, draft), dataset, command.key)
    if item is None:
        raise Invalid("reference.item_unknown", dataset=dataset, item=command.key[:60])
    after = None
    if command.day:
        if not has_end(dataset):
            raise Invalid("reference.no_end", dataset=dataset)
        after = item | {"valid_to": read_day(command.day).isoformat()}
    return _with(draft, Edit(dataset=dataset, key=key_of(dataset, item), before=item, after=after))


def undo(draft: Draft) -> Draft:
    """Without the last step; raises ``Invalid('reference.draft_empty')``."""
    if not draft.edits:
        raise Invalid("reference.draft_empty")
    return Draft(edits=draft.edits[:-1])


def _with(draft: Draft, *edits: Edit) -> Draft:
    if len(draft.edits) + len(edits) > EDITS_LIMIT:
        raise Invalid("reference.draft_full", limit=EDITS_LIMIT)
    return Draft(edits=(*draft.edits, *edits))


def read_day(text: str) -> date:
    """A day as ``YYYY-MM-DD``; raises ``Invalid('reference.day')``."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Invalid("reference.day") from None


def touched(draft: Draft) -> tuple[str, ...]:
    """The sets that the draft changes, in their usual order."""
    named = {dataset for dataset, _ in draft.last()}
    return tuple(name for name in DATASETS if name in named)


def files(raw: Mapping[str, bytes], draft: Draft, newest: Mapping[str, str], year: int, day: date | None) -> Iterator[bytes]:
    """The new versions' files; ``newest`` is the highest version known of each set, ``day`` the first day in force."""
    for dataset in touched(draft):
        tree = msgspec.json.decode(raw[dataset])
        items = applied(items_of(raw[dataset]), dataset, draft)
        tree["version"] = next_version(newest[dataset], year)
        tree["valid_from"] = None if day is None else day.isoformat()
        tree["items"] = [_listed(each) for each in items] if dataset == "areas" else items
        if dataset == "holidays":
            tree["years"] = sorted({*tree.get("years", ()), *(int(str(each["date"])[:4]) for each in items)})
        yield msgspec.json.format(msgspec.json.encode(tree), indent=1)


def _listed(item: Item) -> list[Any]:
    """A place's row, without what it does not have."""
    row = [item.get(name) for name in AREA_FIELDS]
    while row and row[-1] is None:
        row.pop()
    return row


def next_version(newest: str, year: int) -> str:
    """The number after the highest known one."""
    known, number = version_key(newest)
    return f"{year}.1" if year > known else f"{known}.{number + 1}"
