"""What was typed about the integrated team, checked: texts, days, terms, codes, ids."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

import msgspec

from core.domain.errors import Invalid
from core.domain.ids import SubjectId, read_id
from core.domain.text import check_line, check_narrative, is_blank

WIDE: Final = frozenset({"opening", "discussion", "agreed", "closing", "scope", "text", "agenda", "point"})
"""Fields that may hold many lines; every other text is one line."""


def check_form(form: msgspec.Struct, *required: str) -> None:
    """Refuse what no record holds, and what is missing; raises ``Invalid``: ``team.missing`` (field), ``text.*``."""
    _check(msgspec.to_builtins(form, builtin_types=(bytes,)), "")
    for name in required:
        value = getattr(form, name)
        if not value or (isinstance(value, str) and is_blank(value)):
            raise Invalid("team.missing", field=name)


def _check(value: object, path: str) -> None:
    if isinstance(value, str):
        (check_narrative if path.rsplit(".", 1)[-1] in WIDE else check_line)(value, path)
    elif isinstance(value, dict):
        for key, each in value.items():
            _check(each, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list | tuple):
        for each in value:
            _check(each, path)


def required_line(text: str, field: str) -> str:
    """One line that must be there; raises ``Invalid``: ``team.missing`` (field), ``text.*``."""
    check_line(text, field)
    if is_blank(text):
        raise Invalid("team.missing", field=field)
    return text.strip()


def day_in(text: str, field: str) -> str:
    """A day as ``YYYY-MM-DD``, or empty where none was typed; raises ``Invalid('team.day')``."""
    if is_blank(text):
        return ""
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise Invalid("team.day", field=field) from None


def past_day_in(text: str, field: str, today: date) -> str:
    """A day that was typed and is not to come; raises ``Invalid``: ``team.missing``, ``team.day``, ``team.future``."""
    found = day_in(text, field)
    if not found:
        raise Invalid("team.missing", field=field)
    if found > today.isoformat():
        raise Invalid("team.future", field=field)
    return found


def term_in(form: Any) -> tuple[str, str]:
    """First and last day of a form; raises ``Invalid``: ``team.day``, ``team.term`` where it ends before it begins."""
    first, last = day_in(form.valid_from, "valid_from"), day_in(form.valid_to, "valid_to")
    if last and last < first:
        raise Invalid("team.term")
    return first, last


def code_in(text: str, known: Iterable[str], field: str) -> str:
    """One of these codes, however it was written; raises ``Invalid``: ``team.missing``, ``team.code``."""
    codes = tuple(known)
    if is_blank(text):
        raise Invalid("team.missing", field=field)
    found = next((code for code in codes if code.casefold() == text.strip().casefold()), None)
    if found is None:
        raise Invalid("team.code", field=field, value=text.strip()[:40], codes=", ".join(codes[:20]))
    return found


def id_in(text: str) -> SubjectId:
    """A subject that was named, empty bytes where none was; raises ``Invalid('team.unknown')``."""
    if is_blank(text):
        return SubjectId(b"")
    try:
        return read_id(text)
    except Invalid:
        raise Invalid("team.unknown") from None
