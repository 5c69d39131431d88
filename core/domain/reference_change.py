"""What a new version of a data set changes: items that come, go, or read otherwise, by their codes."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from core.domain.errors import Invalid

_KEYS = ("code", "id", "date")


@dataclass(frozen=True, slots=True)
class SetChange:
    """Codes of one data set that were added, changed or removed; equal items are not named."""

    dataset: str
    before: str
    after: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def compare(before: bytes, after: bytes) -> SetChange:
    """Compare two versions of one data set's file; raises ``Invalid('reference.not_a_set')``."""
    old, new = _tree(before), _tree(after)
    was, now = _items(old), _items(new)
    return SetChange(
        dataset=str(new.get("dataset", "")),
        before=str(old.get("version", "")),
        after=str(new.get("version", "")),
        added=tuple(code for code in now if code not in was),
        changed=tuple(code for code, item in now.items() if code in was and was[code] != item),
        removed=tuple(code for code in was if code not in now),
    )


def _tree(data: bytes) -> dict[str, object]:
    try:
        tree = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Invalid("reference.not_a_set") from None
    if not isinstance(tree, dict) or not isinstance(tree.get("items"), list):
        raise Invalid("reference.not_a_set")
    return tree


def _items(tree: dict[str, object]) -> dict[str, object]:
    items = tree["items"]
    return {_key(item): item for item in items} if isinstance(items, list) else {}


def _key(item: object) -> str:
    """An item's code; rows of places begin with it, and a day off has its day and name."""
    if isinstance(item, list) and item:
        return str(item[0])
    if isinstance(item, dict):
        name = next((str(item[key]) for key in _KEYS if key in item), "")
        return f"{name} {item.get('name_id', '')}".strip() if "date" in item else name
    return str(item)
