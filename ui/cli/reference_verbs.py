"""Verbs about reference data: what is in force, and the province's publishing of a new version."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from core.app import queries
from core.domain.commands import PublishReference
from core.domain.publication import MAX_BYTES
from ui import compose
from ui.cli import reference_edit_verbs
from ui.cli.console import Answer
from ui.cli.parser import Grammar
from ui.cli.session import Session

if TYPE_CHECKING:
    from core.domain.reference_change import SetChange


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    reference = grammar.family("reference", "data acuan (hukum, wilayah, kalender)", "reference data (law, places, calendars)")
    publish = reference.verb("publish", publish_sets, "terbitkan versi baru (provinsi)", "publish a new version (province)")
    publish.add_argument("files", nargs="+", type=Path, metavar="FILE", help="JSON")
    publish.add_argument("--preview", action="store_true", help=say("hanya tunjukkan perubahan", "only show what changes"))
    reference_edit_verbs.register(reference)
    listing = reference.verb("list", list_sets, "data acuan yang berlaku", "reference data in force")
    listing.add_argument("--all", action="store_true", help=say("juga versi lain", "other versions too"))


def publish_sets(session: Session) -> Answer:
    """``reference publish``: all files or none."""
    options = session.options
    files = tuple(compose.read_file(path, MAX_BYTES + 1) for path in options.files)
    with session.profile() as app:
        changes = app.ask(queries.ReferencePreview(files))
        if not options.preview:
            app.execute(PublishReference(app.new_command(), files))
    word = session.say("Akan berubah", "Would change") if options.preview else session.say("Diterbitkan", "Published")
    tree = {"published": not options.preview, "changes": [asdict(change) for change in changes]}
    return Answer(tree, [line for change in changes for line in _lines(session, word, change)])


def _lines(session: Session, word: str, change: SetChange) -> list[str]:
    kinds = (
        (session.say("tambah", "added"), change.added),
        (session.say("ubah", "changed"), change.changed),
        (session.say("hapus", "removed"), change.removed),
    )
    head = f"{word}: {change.dataset} {change.before} -> {change.after}"
    return [head, *(f"  {kind}: {', '.join(codes)}" for kind, codes in kinds if codes)]


def list_sets(session: Session) -> Answer:
    """``reference list``: one line a data set; with ``--all`` also what is older, waits, or does not fit."""
    with session.profile() as app:
        rows = [row for row in app.ask(queries.ReferenceSets()) if session.options.all or row.state == "in_force"]
    shipped = session.say("dari program", "from the program")
    lines = [f"{row.dataset:16} {row.version:10} {row.state:10} {row.publisher or shipped}" for row in rows]
    return Answer({"sets": [asdict(row) for row in rows]}, lines)
