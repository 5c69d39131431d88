"""What an officer fills in for a document of the office: fields and groups of rows, as its wording declares them."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

FieldType = Literal["line", "text", "date", "time", "number", "choice"]
Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Words = Annotated[str, Meta(min_length=1, max_length=2000)]


Source = Literal[
    "", "number", "received", "kind", "act", "area", "reported", "event_time", "event_place", "summary", "stage",
    "deadline", "bawaslu_given", "counter", "addressee", "evidence", "title", "digest", "report", "files",
]  # fmt: skip
"""What the register knows of a report that a field may begin with; for a group, of what its rows are made."""


class Option(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One choice: its code, what is printed, its English, and a field that it makes necessary, with a code or any value.

    ``besides`` names more fields that it makes necessary.
    """

    code: Name
    label: Words
    english: str = ""
    needs: str = ""
    needs_code: str = ""
    besides: tuple[Name, ...] = ()


class FormField(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing to fill in; ``today`` says that a date is the day of issue unless it is typed otherwise."""

    name: Name
    label: Words
    english: Words
    type: FieldType = "line"
    required: bool = True
    options: tuple[Option, ...] = ()
    sample: str = ""
    today: bool = False
    source: Source = ""


class FormGroup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Rows to fill in, ``least`` of them at least."""

    name: Name
    label: Words
    english: Words
    columns: tuple[FormField, ...]
    least: int = 0
    sample: tuple[dict[str, str], ...] = ()
    source: Source = ""
