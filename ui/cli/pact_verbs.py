"""Verbs about integrity pacts: issue for a roster, list what was issued."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, cast

from core.app import queries
from core.app.views import IssuedPacts
from core.domain.commands import IssuePacts, PactPersonItem
from core.domain.errors import Invalid, Unavailable
from core.domain.pact import STATES
from ui import compose
from ui.cli import cascade_verbs, pact_act_verbs, scan_verbs
from ui.cli.console import DONE, LOOK, Answer
from ui.cli.declaration_verbs import read_strokes
from ui.cli.parser import Grammar
from ui.cli.session import Session
from ui.messages import sentence

if TYPE_CHECKING:
    from core.app.application import Application
    from core.app.papers import RejectedRow

ALREADY = "pact.already"
ROSTER_LIMIT = 16 * 1024 * 1024 + 1


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    pact = grammar.family("pact", "pakta integritas", "integrity pacts")
    issue = pact.verb("issue", issue_pacts, "terbitkan pakta untuk sebuah daftar", "issue pacts for a roster")
    issue.add_argument("roster", nargs="?", type=Path, metavar="ROSTER", help="CSV, XLSX")
    issue.add_argument("--out", type=Path, metavar="DIR")
    issue.add_argument("--template", metavar="CODE", help=say("naskah; tanpa ini menurut jenis pegawai", "wording"))
    issue.add_argument("--place", default="", metavar="TEXT", help=say("tempat penandatanganan", "place of signing"))
    issue.add_argument("--witness", default="", metavar="TEXT", help=say("jabatan yang mengetahui", "witness's position"))
    issue.add_argument("--from-roster", action="store_true", help=say("bagi yang belum punya", "for those who lack one"))
    issue.add_argument("--unit", default="", metavar="U", help=say("dengan --from-roster: unit", "with --from-roster: office"))
    issue.add_argument("--renew", action="store_true", help=say("juga yang harus diulang", "also those to issue anew"))
    issue.add_argument(
        "--again", action="store_true", help=say("juga bagi yang sudah punya", "for those who hold one already, too")
    )
    issue.add_argument("--schema", action="store_true", help=say("kolom daftar", "a roster's columns"))
    issue.add_argument("--example", action="store_true", help=say("contoh daftar (CSV)", "a sample roster (CSV)"))
    issue.add_argument(
        "--ink", type=Path, metavar="JSON", help=say("goresan satu orang: terbit tertanda tangan", "one's strokes")
    )
    pact_act_verbs.register(grammar, pact)
    scan_verbs.register(grammar, pact)
    cascade_verbs.register(grammar, pact)
    listing = pact.verb("list", list_pacts, "daftar pakta yang terbit", "pacts that were issued")
    listing.add_argument("--query", default="", metavar="TEXT")
    listing.add_argument("--state", default="", choices=("", *STATES), metavar="CODE", help=", ".join(STATES))
    listing.add_argument("--kind", default="", metavar="CODE", help=say("jenis pegawai", "kind of employment"))
    listing.add_argument("--since", default="", metavar="DATE", help=say("terbit sejak", "issued since"))
    listing.add_argument("--until", default="", metavar="DATE", help=say("terbit sampai", "issued until"))
    listing.add_argument("--overdue", action="store_true", help=say("lewat batas waktu", "overdue alone"))
    listing.add_argument("--limit", type=int, default=100, metavar="N")
    listing.add_argument("--after", metavar="CURSOR")
    listing.add_argument("--out", type=Path, metavar="DIR", help=say("tulis PDF halaman ini", "write this page's PDFs"))


def issue_pacts(session: Session) -> Answer:
    """``pact issue``: all or none; a bad row issues nothing and says why."""
    from core.app import papers

    options = session.options
    if options.schema:
        columns = papers.roster_schema()
        return Answer({"columns": columns}, [json.dumps(columns, ensure_ascii=False, indent=2)])
    if options.example:
        return Answer({"csv": papers.roster_example()}, papers.roster_example().splitlines())
    if options.out is None or (options.roster is None) != options.from_roster:
        raise Invalid("usage", detail="ROSTER --out DIR | --from-roster --out DIR")
    if options.from_roster:
        return _issue_from_roster(session)
    roster = papers.read_roster(compose.read_file(options.roster, ROSTER_LIMIT))
    if roster.rejected:
        return _rejected(session, roster.rejected)
    _require_folder(options.out)
    people = papers.people_of(roster.rows)
    with session.profile() as app:
        held = () if options.again else app.ask(queries.Holders(people, options.template))
        if held:
            return _already(session, [(roster.rows[place].line, number) for place, number in held])
        return _issue(session, app, people)


def _already(session: Session, held: list[tuple[int, str]]) -> Answer:
    """Nobody gets a second pact without somebody's asking for it: a list may be issued twice by mistake."""
    language = session.console.language
    reasons = [sentence(Invalid(ALREADY, number=number), language) for _, number in held]
    rejected = [
        {"line": line, "column": "", "code": ALREADY, "reason": reason, "number": number}
        for (line, number), reason in zip(held, reasons, strict=True)
    ]
    lines = [session.say(f"Baris {r['line']}: {r['reason']}", f"Line {r['line']}: {r['reason']}") for r in rejected]
    summary = session.say(
        "Tidak ada pakta yang diterbitkan. Berkas yang sudah terbit: pact list --out; pakta kedua: --again.",
        "No pact was issued. Files of what was issued: pact list --out; second pacts: --again.",
    )
    return Answer({"issued": 0, "files": [], "rejected": rejected}, lines, LOOK, [summary])


def _issue_from_roster(session: Session) -> Answer:
    """Pacts for the people of the own roster who lack one, from the top down."""
    options = session.options
    _require_folder(options.out)
    with session.profile() as app:
        people = app.ask(queries.ToIssue(options.unit, options.renew))
        if not people:
            line = session.say("Tidak ada yang belum punya pakta.", "Nobody lacks a pact.")
            return Answer({"issued": 0, "files": [], "rejected": []}, [line])
        return _issue(session, app, people)


def _issue(session: Session, app: Application, people: tuple[PactPersonItem, ...]) -> Answer:
    options = session.options
    strokes = read_strokes(options.ink) if options.ink is not None else ()
    command = IssuePacts(app.new_command(), people, options.template, options.place, options.witness, strokes)
    issued = cast("IssuedPacts", app.execute(command, session.console.watch).reply).pacts
    files = [(options.out / file_name(number), id_) for id_, number in issued]
    return _written(session, app, files)


def _rejected(session: Session, rows: tuple[RejectedRow, ...]) -> Answer:
    language = session.console.language
    rejected = [
        {"line": row.line, "column": row.column, "code": row.code, "reason": sentence(Invalid(row.code), language)}
        for row in rows
    ]
    lines = [
        session.say(f"Baris {r['line']} {r['column']}: {r['reason']}", f"Line {r['line']} {r['column']}: {r['reason']}")
        for r in rejected
    ]
    summary = session.say("Tidak ada pakta yang diterbitkan; perbaiki daftar.", "No pact was issued; correct the roster.")
    return Answer({"issued": 0, "files": [], "rejected": rejected}, lines, LOOK, [summary])


def file_name(number: str) -> str:
    """A pact's number as a file name."""
    return number.replace("/", "-") + ".pdf"


def _require_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise Unavailable("file.unwritable", file=folder.name) from None


def _written(session: Session, app: Application, files: list[tuple[Path, str]]) -> Answer:
    """Write the papers. They are issued and kept by now, so a full disk is told and ``pact list --out`` makes it good."""
    written: list[str] = []
    issued = len(files)
    try:
        for path, id_ in files:
            compose.write_file(path, app.ask(queries.PactFile(id_)))
            written.append(str(path))
            session.console.watch("pacts.write", len(written), issued)
    except Unavailable as fault:
        left = issued - len(written)
        refusal = Unavailable("pact.unwritten", issued=issued, left=left, file=fault.details["file"])
        tree = {"issued": issued, "files": written, "rejected": [], "unwritten": left}
        return Answer(tree, written, LOOK, [sentence(refusal, session.console.language)])
    line = session.say(f"{issued} pakta diterbitkan", f"{issued} pacts issued")
    return Answer({"issued": issued, "files": written, "rejected": []}, [line, *written], DONE)


def list_pacts(session: Session) -> Answer:
    """``pact list``: an addition; with ``--out`` the PDFs are written again."""
    options = session.options
    with session.profile() as app:
        page = app.ask(
            queries.Pacts(
                options.query,
                options.limit,
                options.after,
                state=options.state,
                employment=options.kind.upper(),
                since=options.since,
                until=options.until,
                overdue=options.overdue,
            )
        )
        tree: dict[str, object] = {"pacts": [asdict(row) for row in page.rows], "next": page.next, "total": page.total}
        if options.out is not None:
            held = [row for row in page.rows if row.has_file]
            paths = [options.out / file_name(row.number) for row in held]
            for row, path in zip(held, paths, strict=True):
                compose.write_file(path, app.ask(queries.PactFile(row.id)))
            tree["files"] = [str(path) for path in paths]
    return Answer(tree, [f"{row.number}  {row.state}  {row.name}, {row.unit}" for row in page.rows])
