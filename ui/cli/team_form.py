"""Options of a verb that fills in a form of the team: one for each field, and a JSON file for what has rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import msgspec

from core.domain.errors import Invalid
from ui import compose
from ui.cli.document_verbs import where_of
from ui.cli.parser import Parser
from ui.cli.session import Session

F = TypeVar("F", bound=msgspec.Struct)
FILE_LIMIT = 512 * 1024
DAYS = frozenset({"day", "due", "valid_from", "valid_to", "name_day", "since", "until", "last_day"})
CODES = frozenset({"area", "institution", "owner", "kind", "role", "election", "stage", "target", "track", "parties", "related"})


def add_form(parser: Parser, form: type[msgspec.Struct]) -> None:
    """An option for every one-line field of the form, and ``--file`` for the whole form as JSON."""
    for each in msgspec.structs.fields(form):
        if each.type is str:
            kind = "DATE" if each.name in DAYS else "CODE" if each.name in CODES else "TEXT"
            parser.add_argument(f"--{each.name.replace('_', '-')}", default=None, metavar=kind)
    parser.add_argument("--file", type=Path, metavar="JSON")


def read_form(session: Session, form: type[F]) -> F:
    """The form out of file and options, which win. Raises ``Invalid``: ``document.form``, ``team.missing``."""
    options = session.options
    tree: dict[str, Any] = {}
    try:
        if options.file is not None:
            tree = msgspec.json.decode(compose.read_file(options.file, FILE_LIMIT), type=dict[str, Any])
        for each in msgspec.structs.fields(form):
            value = getattr(options, each.name, None) if each.type is str else None
            if value is not None:
                tree[each.name] = value
            elif each.required and each.name not in tree:
                raise Invalid("team.missing", field=each.name)
        return msgspec.convert(tree, form)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid("document.form", where=where_of(error)) from None
