"""Tables of what the program answers, looked at once and kept: a question a row, beside the test in ``tests/unit/domain/tables``.

Every answer is written whole but for fields that are empty, so that a changed number, word or order is a row that differs.
``python3 -m`` and the name of the test writes its table anew; the change is then seen in the difference.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import msgspec

from core.domain.errors import Refused
from core.domain.events import Fact

FOLDER = Path(__file__).parent / "unit" / "domain" / "tables"
Questions = Mapping[str, Callable[[], object]]


def told(value: object) -> Any:
    """A value as JSON holds it; of facts their kind and place alone."""
    match value:
        case None | bool() | int() | float() | str():
            plain: Any = value.value if isinstance(value, Enum) else value
        case bytes():
            plain = value.decode() if value.isascii() and value.decode().isprintable() else value.hex()
        case date():
            plain = value.isoformat()
        case Fact():
            plain = f"{value.source.kind} {value.source.sequence}"
        case Mapping():
            plain = {str(told(key)): told(one) for key, one in value.items()}
        case set() | frozenset():
            plain = sorted(map(told, value))
        case msgspec.UnsetType():
            plain = None
        case _:
            plain = parts(value)
    return plain


def parts(value: object) -> Any:
    """A thing's fields that are not empty; a row as a list."""
    if isinstance(value, msgspec.Struct):
        names = value.__struct_fields__
    elif is_dataclass(value):
        names = tuple(one.name for one in fields(value))
    else:
        return [told(one) for one in value]  # type: ignore[attr-defined]
    held = {name: getattr(value, name) for name in names}
    kept = {name: told(one) for name, one in held.items() if one is not None and one is not False}
    return {name: one for name, one in kept.items() if one is not None and one not in ("", [], {})}


def answer(question: Callable[[], object]) -> Any:
    """What comes of it: the value, or the kind of refusal with its code and details."""
    try:
        return told(question())
    except Refused as refused:
        details = {name: told(one) for name, one in refused.details.items()}
        return {type(refused).__name__: refused.code} | details


def _read(name: str) -> dict[str, Any]:
    return dict(json.loads((FOLDER / f"{name}.json").read_text("utf-8")))


def differing(name: str, questions: Questions) -> Iterator[tuple[str, Any, Any]]:
    """Rows of a table that are answered otherwise now: question, answer now, answer that was looked at."""
    kept = _read(name)
    if list(kept) != list(questions):
        yield "the questions themselves", sorted(set(questions) - set(kept)), sorted(set(kept) - set(questions))
    for row, question in questions.items():
        now = answer(question)
        if row in kept and now != kept[row]:
            yield row, now, kept[row]


def require(name: str, questions: Questions) -> None:
    """Fail with the first row that differs."""
    found = next(differing(name, questions), None)
    assert found is None, f"{found}; on purpose? write the table anew and look at the difference"


def write(name: str, questions: Questions) -> None:
    """The table as it is answered now, a row a line."""
    rows = [f"{json.dumps(row)}: {json.dumps(answer(question))}" for row, question in questions.items()]
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.json").write_text("{\n" + ",\n".join(rows) + "\n}\n", "utf-8")
