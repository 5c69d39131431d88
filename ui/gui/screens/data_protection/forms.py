"""What is asked for a breach, its steps and its notice, and for a request for access, as forms that the window lays out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QWidget

from core.app.document_views import DocumentKind, FormOfDocument
from core.domain.access import REPORTED, REPORTER
from core.domain.breach import DATA, ENDS, NOTICES, STEPS, RecordBreach
from core.domain.document import Rows
from core.domain.document_form import FieldType, FormField, Option
from ui.gui.desk import Desk
from ui.gui.screens.team.record_dialog import Make, RecordDialog
from ui.gui.words import Words

FAMILY = "protection"
KINDS = ("data", "data_2", "data_3")
"""Fields for the kinds of data; three at most in the window."""


def breach(t: Words) -> FormOfDocument:
    """A breach that became known."""
    fields = (
        _field(t, "known", "date"), _field(t, "known_time", "time"), _field(t, "people", "number", required=False),
        *(_choice(t, name, DATA, "breach_data", required=name == "data") for name in KINDS),
        _field(t, "post", required=False), _field(t, "laptop", required=False), _field(t, "what", "text"),
        _field(t, "when", "text", required=False),
    )  # fmt: skip
    return _form(t, "breach", fields)


def step(t: Words) -> FormOfDocument:
    """What was done, now or before."""
    return _form(t, "step", (
        _choice(t, "step", STEPS, "breach_step"), _field(t, "to", required=False), _field(t, "number", required=False),
        _field(t, "at", "date", required=False), _field(t, "at_time", "time", required=False),
        _field(t, "words", "text", required=False),
    ))  # fmt: skip


def notice(t: Words) -> FormOfDocument:
    """What the law wants told: the data, when and how, handling and recovery."""
    return _form(t, "notice", (
        _choice(t, "step", NOTICES, "breach_step"), _field(t, "to"), _field(t, "contact"), _field(t, "signer_position"),
        _field(t, "data", "text"), _field(t, "when", "text"), _field(t, "measures", "text"),
        _field(t, "advice", "text", required=False),
    ))  # fmt: skip


def close(t: Words) -> FormOfDocument:
    """How it ended."""
    return _form(t, "close", (_choice(t, "end", ENDS, "breach_end"), _field(t, "words", "text")))


def access(t: Words) -> FormOfDocument:
    """Who asks, and how he is known."""
    return _form(t, "access", (
        _choice(t, "who", (REPORTER, REPORTED), "access_who"), _field(t, "code", required=False),
        _field(t, "report", required=False), _field(t, "party", "number", required=False), _field(t, "how", required=False),
    ))  # fmt: skip


def begin_breach(desk: Desk, parent: QWidget, known: dict[str, str]) -> None:
    """Let a breach be recorded; ``known`` is what is known of it already, by field."""

    def make(command: Any, values: dict[str, str], _rows: dict[str, Rows]) -> RecordBreach:
        kinds = tuple(values[name] for name in KINDS if values.get(name))
        people = values.get("people", "")
        return RecordBreach(
            command,
            values.get("what", ""),
            moment_of(values, "known"),
            kinds,
            int(people) if people.isascii() and people.isdecimal() else -1 if people else 0,
            (values.get("post", ""),),
            (values.get("laptop", ""),),
            values.get("when", ""),
        )

    ask(desk, parent, breach(desk.t), make, known)


def moment_of(values: dict[str, str], name: str) -> str:
    """Day and hour as one text; no hour, no moment; a colon or a full stop between hours and minutes."""
    day, hour = values.get(name, ""), values.get(f"{name}_time", "").replace(".", ":")
    return f"{day}T{hour}" if day and hour else day


def ask(desk: Desk, parent: QWidget, form: FormOfDocument, make: Make, known: dict[str, str], hint: str = "") -> object:
    """Show a form; gives what carrying it out gave, None where it was given up."""
    dialog = RecordDialog(desk, form, make, parent, hint or desk.t(f"{FAMILY}.hint.{form.kind.code}"))
    dialog.body.fill(known, {})
    return dialog.reply if dialog.exec() else None


def _form(t: Words, name: str, fields: tuple[FormField, ...]) -> FormOfDocument:
    title = t(f"{FAMILY}.form.{name}")
    return FormOfDocument(DocumentKind(name, title, title, "", 1), fields, ())


def _field(t: Words, name: str, kind: FieldType = "line", *, required: bool = True) -> FormField:
    title = t(f"{FAMILY}.field.{name}")
    return FormField(name=name, label=title, english=title, type=kind, required=required)


def _choice(t: Words, name: str, codes: Iterable[str], family: str, *, required: bool = True) -> FormField:
    title = t(f"{FAMILY}.field.{name}")
    options = tuple(Option(code=code, label=t(f"{family}.{code}")) for code in codes)
    return FormField(name=name, label=title, english=title, type="choice", options=options, required=required)
