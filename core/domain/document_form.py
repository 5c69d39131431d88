"""What an officer fills in for a document of the office: fields and groups of rows, as its wording declares them."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

FieldType = Literal["line", "text", "date", "time", "number", "choice"]
Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Words = Annotated[str, Meta(min_length=1, max_length=2000)]


class Option(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One choice: its code, what is printed, its English, and a field that it makes necessary, with a code or any value."""

    code: Name
    label: Words
    english: str = ""
    needs: str = ""
    needs_code: str = ""


class FormField(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing to fill in."""

    name: Name
    label: Words
    english: Words
    type: FieldType = "line"
    required: bool = True
    options: tuple[Option, ...] = ()
    sample: str = ""


class FormGroup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Rows to fill in, ``least`` of them at least."""

    name: Name
    label: Words
    english: Words
    columns: tuple[FormField, ...]
    least: int = 0
    sample: tuple[dict[str, str], ...] = ()
