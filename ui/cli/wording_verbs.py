"""Verbs about wordings: what is in force, its texts, pages with other texts, giving them out and taking them back."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import cast

from core.app.wording_queries import Wording, WordingPages, Wordings
from core.domain.errors import Invalid
from core.domain.template import RecallWording, Reword
from ui import compose
from ui.cli.console import Answer
from ui.cli.parser import Grammar
from ui.cli.session import SMALL_FILE, Session


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    wording = grammar.family("wording", "naskah pakta dan dokumen", "wordings of pacts and documents")
    wording.verb("list", list_wordings, "naskah yang berlaku", "the wordings in force")
    shown = wording.verb("show", show_wording, "teks satu naskah dengan tempatnya", "a wording's texts by their paths")
    shown.add_argument("code", metavar="CODE")
    words = say('JSON {"title.0": "teks baru"}', 'JSON {"title.0": "new text"}')
    pages = wording.verb("preview", preview, "halaman contoh (PDF)", "pages with invented values (PDF)")
    pages.add_argument("code", metavar="CODE")
    pages.add_argument("--words", type=Path, metavar="FILE", help=words)
    pages.add_argument("--out", required=True, type=Path, metavar="FILE")
    change = wording.verb("change", change_wording, "edarkan teks lain (provinsi)", "give out other texts (province)")
    change.add_argument("code", metavar="CODE")
    change.add_argument("words", type=Path, metavar="FILE", help=words)
    change.add_argument("--from", dest="day", default="", metavar="DATE", help=say("berlaku sejak", "in force from"))
    back = wording.verb("take-back", take_back, "kembali ke naskah sebelumnya (provinsi)", "go back to the one before (province)")
    back.add_argument("code", metavar="CODE")


def list_wordings(session: Session) -> Answer:
    """``wording list``."""
    with session.profile() as app:
        rows = app.ask(Wordings())
    lines = [f"{row.code:18} v{row.version:<3} {row.valid_from}  {row.name}" for row in rows]
    return Answer({"wordings": [asdict(row) for row in rows]}, lines)


def show_wording(session: Session) -> Answer:
    """``wording show``."""
    with session.profile() as app:
        view = app.ask(Wording(session.options.code))
    lines = [f"{path}: {text}" for path, text in view.texts.items()]
    return Answer(asdict(view), [*lines, "{" + "} {".join(view.places) + "}"])


def preview(session: Session) -> Answer:
    """``wording preview``: an example of nobody, never signed."""
    options = session.options
    words = {} if options.words is None else _words(options.words)
    with session.profile() as app:
        compose.write_file(options.out, app.ask(WordingPages(options.code, words)))
    return Answer({"file": str(options.out)}, [str(options.out)])


def change_wording(session: Session) -> Answer:
    """``wording change``: checked before anything leaves."""
    options = session.options
    with session.profile() as app:
        told = app.execute(Reword(app.new_command(), options.code, _words(options.words), options.day)).reply
    return _told(cast("tuple[str, ...]", told))


def take_back(session: Session) -> Answer:
    """``wording take-back``: by a newer version with the texts of the one before."""
    with session.profile() as app:
        told = app.execute(RecallWording(app.new_command(), session.options.code)).reply
    return _told(cast("tuple[str, ...]", told))


def _told(told: tuple[str, ...]) -> Answer:
    return Answer({"published": list(told)}, list(told))


def _words(path: Path) -> dict[str, str]:
    try:
        tree = json.loads(compose.read_file(path, SMALL_FILE))
    except (ValueError, RecursionError):
        raise Invalid("template.hole", detail="JSON") from None
    if not isinstance(tree, dict) or not all(isinstance(each, str) for each in tree.values()):
        raise Invalid("template.hole", detail="JSON")
    return tree
