"""The words of a wording as an editor sees them: each text by its path in the file, put back with nothing else changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

from core.documents.office_template import COMMON
from core.domain.errors import Invalid

TOP: Final = (
    "title", "opening", "identifier_label", "rank_label", "statement", "pledges", "closing", "signer_label", "witness_label",
    "body",
)  # fmt: skip
PIECE: Final = ("text", "label", "value", "title", "empty", "under", "above", "below", "pieces", "columns", "right", "left")
PLACE: Final = re.compile(r"\{([^{}]*)\}")
PACT_PLACES: Final = ("pemilu",)
LIMIT: Final = 2000


def texts(content: bytes) -> dict[str, str]:
    """Every printed text by its path (``body.3.text``), in the order of the file; the form's own labels are not among them."""
    tree = _read(content)
    return dict(_walk(tree, "", TOP))


def _walk(node: Any, path: str, keys: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(node, str):
        yield path, node
    elif isinstance(node, list):
        for at, each in enumerate(node):
            yield from _walk(each, f"{path}.{at}", PIECE)
    elif isinstance(node, dict):
        for key in keys:
            if key in node:
                yield from _walk(node[key], f"{path}.{key}" if path else key, PIECE)


def places(content: bytes) -> tuple[str, ...]:
    """Names that may stand in braces: what the form and the program fill in."""
    tree = _read(content)
    if str(tree.get("code", "")).startswith("T01-"):
        return PACT_PLACES
    used = (name for words in texts(content).values() for name in PLACE.findall(words))
    fields = (str(each.get("name", "")) for each in tree.get("fields", ()))
    return tuple(dict.fromkeys((*fields, *COMMON, *used)))


def reworded(content: bytes, words: Mapping[str, str], version: int, valid_from: str) -> bytes:
    """The file with these texts instead, as another version.

    Raises ``Invalid``: ``wording.path`` for a text that is not there, ``wording.empty`` for one that was emptied,
    ``wording.long``, ``wording.place`` for braces around a name that nothing fills.
    """
    tree, known, allowed = _read(content), texts(content), places(content)
    for path, text in words.items():
        if path not in known:
            raise Invalid("wording.path", path=path[:60])
        if known[path].strip() and not text.strip():
            raise Invalid("wording.empty", path=path)
        if len(text) > LIMIT:
            raise Invalid("wording.long", path=path, limit=LIMIT)
        strange = [name for name in PLACE.findall(text) if name not in allowed]
        if strange or set("{}") & set(PLACE.sub("", text)):
            raise Invalid("wording.place", path=path, name=strange[0][:40] if strange else "{}")
        _put(tree, path.split("."), text)
    tree |= {"version": version, "valid_from": valid_from}
    return msgspec.json.format(msgspec.json.encode(tree), indent=1)


def _put(tree: Any, path: list[str], text: str) -> None:
    *above, last = path
    for step in above:
        tree = tree[int(step)] if isinstance(tree, list) else tree[step]
    tree[int(last) if isinstance(tree, list) else last] = text


def _read(content: bytes) -> dict[str, Any]:
    try:
        tree: dict[str, Any] = msgspec.json.decode(content, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid("template.hole", detail=str(error)[:120]) from None
    return tree
