"""The verb that takes signed pages back: each scan finds its pact by the code on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from core.app import queries
from core.domain.errors import Invalid
from core.domain.file_types import SCAN_ENDINGS
from ui import compose
from ui.cli.console import DONE, LOOK, Answer
from ui.cli.parser import Grammar
from ui.cli.session import Session
from ui.messages import sentence

if TYPE_CHECKING:
    from core.app.scanning import ScanPage, Scans, ScanSource

SCAN_LIMIT = 256 * 1024 * 1024


def register(grammar: Grammar, pact: Grammar) -> None:
    """Add ``pact scan``."""
    say = grammar.say
    scan = pact.verb("scan", scan_back, "terima pindaian pakta yang ditandatangani", "take in scans of signed pacts")
    scan.add_argument("files", nargs="+", type=Path, metavar="FILE", help=say("PDF, PNG, JPEG, atau folder", "or a folder"))
    scan.add_argument(
        "--day", default="", metavar="DATE", help=say("tanggal tanda tangan; kosong berarti hari ini", "day signed")
    )
    scan.add_argument("--witness", default="", metavar="TEXT", help=say("jabatan saksi", "the witness's position"))
    scan.add_argument(
        "--to", default="", metavar="PACT", help=say("pakta bagi halaman tanpa kode", "pact of pages without a code")
    )
    scan.add_argument("--look", action="store_true", help=say("hanya periksa, jangan simpan", "look only, keep nothing"))


def scan_back(session: Session) -> Answer:
    """``pact scan``: matched pages are kept with their pact, the rest is listed with the reason and candidates."""
    options = session.options
    paths = list(_paths(options.files))
    if not paths:
        raise Invalid("scan.nothing")
    sources = _sources(paths)
    with session.profile() as app:
        day = _day(options.day) if options.day else app.today
        scans = app.look_at_scans(sources, session.console.watch)
        wanted = app.ask(queries.Pact(options.to)).row.id if options.to else ""
        assigned = {(page.file, page.page): wanted for page in scans.pages if wanted and page.code and not page.pact}
        if options.look:
            good = [page for page in scans.pages if not page.code]
            return _answer(session, paths, scans, good, [page for page in scans.pages if page.code])
        taken = app.take_scans(sources, scans, day, assigned=assigned, witness=options.witness, watch=session.console.watch)
    good = [page for page in scans.pages if not page.code or (page.file, page.page) in assigned]
    return _answer(session, paths, scans, good, list(taken.left))


def _answer(session: Session, paths: Sequence[Path], scans: Scans, good: Sequence[ScanPage], left: Sequence[ScanPage]) -> Answer:
    before = [page for page in scans.pages if page.code == "scan.signed_before"]
    left = [page for page in left if page not in before]
    candidates = [{"id": each.id, "number": each.number, "name": each.name} for each in scans.candidates[:8]]
    unmatched = [
        {
            "file": str(paths[page.file]),
            "page": page.page,
            "code": page.code,
            "reason": sentence(Invalid(page.code), session.console.language),
            "fields": dict(page.fields),
            "candidates": candidates,
        }
        for page in left
    ]
    matched = [
        {"file": str(paths[page.file]), "page": page.page, "pact": page.pact, "number": page.number, "name": page.name}
        for page in (*good, *before)
    ]
    tree = {"matched": len(matched), "unmatched": unmatched, "pages": matched, "already": len(before)}
    lines = [f"{each['file']} {each['page']}: {each['number']}" for each in matched]
    lines.append(session.say(f"{len(matched)} halaman menemukan paktanya", f"{len(matched)} pages found their pact"))
    warnings = [f"{each['file']} {each['page']}: {each['reason']}" for each in unmatched]
    return Answer(tree, lines, LOOK if unmatched else DONE, warnings)


def _paths(named: Sequence[Path]) -> Iterator[Path]:
    """Files as named, and what a folder holds of the kinds that scanners write, by name."""
    for path in named:
        if path.is_dir():
            yield from sorted(each for each in path.iterdir() if each.suffix.lower() in SCAN_ENDINGS and each.is_file())
        elif not path.exists():
            raise Invalid("file.missing", file=path.name)
        else:
            yield path


def _sources(paths: Sequence[Path]) -> list[ScanSource]:
    from core.app.scanning import ScanSource

    return [ScanSource(path.name, lambda path=path: compose.read_file(path, SCAN_LIMIT)) for path in paths]  # type: ignore[misc]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("deadline.date", value=text) from None
