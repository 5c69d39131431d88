"""Verbs about counts: a table by two directions, and the dashboard as pictures and a workbook."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, cast

from core.app import post_queries
from core.app.recap_views import file_of, parts_of
from core.app.statistics_queries import RECAPS, DashboardTables, Recap, Statistics
from core.app.statistics_views import Pivot
from core.domain.document import IssueDocument
from core.domain.errors import Invalid
from core.domain.statistics import DIMENSIONS, KINDS, Filters
from ui import compose
from ui.cli.console import Answer
from ui.cli.document_verbs import write_issued
from ui.cli.parser import Grammar
from ui.cli.session import Session
from ui.figures import Named, form_of

if TYPE_CHECKING:
    from core.app.document_views import IssuedDocument

PALETTES = ("light", "dark")
WORKBOOK = {"id": "tabel.xlsx", "en": "tables.xlsx"}


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    table = grammar.verb(
        "statistics", count, "laporan dihitung menurut satu atau dua arah", "reports counted by one direction or two"
    )
    table.add_argument("--rows", required=True, metavar="R", help=", ".join(DIMENSIONS))
    table.add_argument("--columns", default="", metavar="C", help=say("arah kedua", "a second direction"))
    table.add_argument("--out", type=Path, metavar="FILE", help=say("tulis sebagai XLSX atau PNG", "write it as XLSX or PNG"))
    board = grammar.verb("dashboard", dashboard, "grafik dan tabel ke sebuah folder", "charts and tables into a folder")
    board.add_argument("--out", required=True, type=Path, metavar="DIR")
    report = grammar.verb("recap", recap, "laporan harian dan berkala sebagai PDF atau XLSX", "daily and periodic reports")
    report.add_argument("--from", required=True, metavar="YYYY-MM-DD", dest="since")
    report.add_argument("--to", required=True, metavar="YYYY-MM-DD", dest="until")
    report.add_argument("--what", choices=RECAPS, default=RECAPS[0], metavar="W", help=", ".join(RECAPS))
    report.add_argument("--position", default="", metavar="TEXT", help=say("jabatan penanda tangan", "the signer's position"))
    report.add_argument("--out", required=True, type=Path, metavar="FILE", help="PDF, XLSX")
    for each in (table, board):
        _narrow(each)
        each.add_argument("--palette", choices=PALETTES, default="light", metavar="P", help=", ".join(PALETTES))


def _narrow(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kind", default="", metavar="K", help=", ".join(KINDS))
    for name in ("stage", "area", "subject", "status", "board", "outcome"):
        parser.add_argument(f"--{name}", default="", metavar="CODE")
    parser.add_argument("--from", default="", metavar="YYYY-MM-DD", dest="since")
    parser.add_argument("--to", default="", metavar="YYYY-MM-DD", dest="until")


def filters_of(options: argparse.Namespace) -> Filters:
    """What the options narrow a table to."""
    return Filters(
        kind=options.kind,
        stage=options.stage,
        area=options.area,
        subject=options.subject,
        status=options.status,
        board=options.board,
        outcome=options.outcome,
        since=options.since,
        until=options.until,
    )


def count(session: Session) -> Answer:
    """``statistics``."""
    options = session.options
    query = Statistics(options.rows, options.columns, filters_of(options))
    with session.profile() as app:
        named = Named(session.console.language)
        if options.out is None:
            pivot = app.ask(query)
        else:
            form = options.out.suffix.removeprefix(".").casefold()
            if form not in ("xlsx", "png"):
                raise Invalid("export.format", value=form)
            pivots, book = app.export_counts(query, form, named.sheets)
            pivot = pivots[0]
            data = book or compose.draw_chart(named.figure(pivot), form_of(pivot), options.palette)
            compose.write_file(options.out, data)
    tree = tree_of(pivot) | ({} if options.out is None else {"file": str(options.out)})
    return Answer(tree, _lines(named, pivot))


def dashboard(session: Session) -> Answer:
    """``dashboard``: a picture for each table, the map at the province, and all tables as a workbook."""
    options = session.options
    with session.profile() as app:
        named = Named(session.console.language)
        query = DashboardTables(filters_of(options))
        pivots, book = app.export_counts(query, "png+xlsx", named.sheets)
        made = {f"{_name(number, pivot)}.png": _picture(session, named, pivot) for number, pivot in enumerate(pivots, 1)}
        if app.facts.kind != "post":
            stage = query.filters.stage
            picture = app.ask(post_queries.Vulnerability(query.filters.since, query.filters.until, stage=stage))
            made[f"{len(made) + 1:02}-map.png"] = compose.painted_map(picture, session.console.language, options.palette)
        made[WORKBOOK[session.console.language]] = book
        files = [str(options.out / name) for name in made]
        for name, data in made.items():
            compose.write_file(options.out / name, data)
    return Answer({"files": files}, files)


def recap(session: Session) -> Answer:
    """``recap``: a numbered, signed PDF (several where a table is long), or the same tables as a workbook."""
    options = session.options
    query, form = Recap(options.what, options.since, options.until), options.out.suffix.removeprefix(".").casefold()
    if form not in ("pdf", "xlsx"):
        raise Invalid("export.format", value=form)
    with session.profile() as app:
        if form == "xlsx":
            count_, book = app.export_recap(query)
            compose.write_file(options.out, book)
            return Answer({"file": str(options.out), "number": "", "count": count_, "parts": []}, [str(options.out)])
        view = app.ask(query)
        signer = {"signer_position": options.position or app.facts.officer}
        answers = []
        for at, part in enumerate(parts_of(view)):
            issue = IssueDocument(app.new_command(), part.kind, part.fields | signer, part.groups)
            made = cast("IssuedDocument", app.execute(issue).reply)
            answers.append(write_issued(made, file_of(options.out, at)))
    tree = {**answers[0].tree, "count": view.count, "parts": [answer.tree for answer in answers]}
    return Answer(tree, [line for answer in answers for line in answer.lines])


def _name(number: int, pivot: Pivot) -> str:
    return "-".join(filter(None, (f"{number:02}", pivot.card.rows, pivot.card.columns)))


def _picture(session: Session, named: Named, pivot: Pivot) -> bytes:
    return compose.draw_chart(named.figure(pivot), form_of(pivot), session.options.palette)


def tree_of(pivot: Pivot) -> dict[str, object]:
    """The table as JSON; a count that is withheld is null."""
    card = asdict(pivot.card)
    card |= {"filters": dict(pivot.card.filters), "versions": dict(pivot.card.versions)}
    return {**asdict(pivot), "card": card}


def _lines(named: Named, pivot: Pivot) -> list[str]:
    headings, rows = named.table(pivot)
    widths = [max(len(line[column]) for line in (headings, *rows)) for column in range(len(headings))]
    table = ["  ".join(cell.ljust(wide) for cell, wide in zip(line, widths, strict=True)).rstrip() for line in (headings, *rows)]
    return [named.title(pivot), "", *table, "", *(f"{name}: {words}" for name, words in named.card(pivot.card))]
