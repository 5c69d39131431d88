"""The verb ``manual``: the printed manual, or the quick card, in either language; no profile is opened."""

from __future__ import annotations

from pathlib import Path

from ui import compose
from ui.cli.console import Answer
from ui.cli.parser import Grammar
from ui.cli.session import Session


def register(grammar: Grammar) -> None:
    """Add the verb."""
    verb = grammar.verb("manual", write, "buku panduan atau kartu cepat (PDF)", "the manual or the quick card (PDF)")
    verb.add_argument("--out", required=True, type=Path, metavar="PDF")
    verb.add_argument("--card", action="store_true", help=grammar.say("kartu cepat, satu lembar", "the quick card, one sheet"))


def write(session: Session) -> Answer:
    """``manual``."""
    from ui.manual import manual, quick_card

    options = session.options
    data = (quick_card if options.card else manual)(session.console.language)
    compose.write_file(options.out, data)
    return Answer(
        {"file": str(options.out), "bytes": len(data)}, [session.say(f"Ditulis: {options.out}", f"Written: {options.out}")]
    )
