"""Verbs about reports that tell of one incident: what may, what a desk says does, and the groups that it makes."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from core.app import group_queries, queries
from core.app.group_views import CandidatePair, CandidateRow, GroupRow, GroupView
from core.domain.ids import SubjectId, read_id
from core.domain.incident import CompareIncidents
from ui.cli.console import Answer
from ui.cli.parser import Grammar
from ui.cli.session import Session

if TYPE_CHECKING:
    from core.app.application import Application

REASONS = {
    "place": ("tempat", "place"), "day": ("waktu", "time"), "act": ("dugaan perbuatan", "alleged act"),
    "words": ("uraian", "words"), "party": ("instansi", "office"),
}  # fmt: skip


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    family = grammar.family("group", "laporan tentang satu kejadian", "reports about one incident")
    listing = family.verb("list", list_groups, "kelompok, yang terbaru dahulu", "groups, the newest first")
    listing.add_argument("--limit", type=int, default=50, metavar="N")
    listing.add_argument("--after", default=None, metavar="CURSOR")
    show = family.verb("show", show_group, "kelompok sebuah laporan dan sumbernya", "a report's group and its sources")
    show.add_argument("report", metavar="REPORT")
    link = family.verb("link", link_reports, "nyatakan satu kejadian", "say that they tell of one incident")
    link.add_argument("report", metavar="REPORT")
    link.add_argument("others", nargs="+", metavar="OTHER")
    unlink = family.verb("unlink", unlink_reports, "nyatakan bukan satu kejadian", "say that they do not")
    unlink.add_argument("report", metavar="REPORT")
    unlink.add_argument(
        "others",
        nargs="*",
        metavar="OTHER",
        help=say("kosong: semua yang tertaut dengannya", "empty: all linked ones"),
    )
    maybe = family.verb("candidates", list_candidates, "yang mungkin satu kejadian", "what may be one incident")
    maybe.add_argument("report", nargs="?", default="", metavar="REPORT", help=say("kosong: semua pasangan", "empty: every pair"))
    maybe.add_argument("--limit", type=int, default=50, metavar="N")
    beside = family.verb("compare", compare_reports, "dua laporan berdampingan", "two reports side by side")
    beside.add_argument("report", metavar="REPORT")
    beside.add_argument("other", metavar="OTHER")


def list_groups(session: Session) -> Answer:
    """``group list``: an addition."""
    options = session.options
    with session.profile() as app:
        page = app.ask(group_queries.Groups(options.limit, options.after))
    lines = [_group_line(session, row) for row in page.rows] or [session.say("Belum ada kelompok.", "No groups yet.")]
    return Answer({"groups": [asdict(row) for row in page.rows], "next": page.next}, lines)


def _group_line(session: Session, row: GroupRow) -> str:
    count = session.say(f"{row.reports} laporan, {row.posts} posko", f"{row.reports} reports, {row.posts} posts")
    doubt = session.say("  diperdebatkan", "  in dispute") if row.contested else ""
    return f"{row.id}  {row.day}  {row.place}  {count}{doubt}"


def show_group(session: Session) -> Answer:
    """``group show``: an addition."""
    with session.profile() as app:
        view = app.ask(group_queries.GroupOf(session.options.report))
    if view is None:
        return Answer({"group": None}, [session.say("Laporan ini tidak berkelompok.", "This report is in no group.")])
    return Answer({"group": asdict(view) | {"contested": view.contested}}, _group_lines(session, view))


def _group_lines(session: Session, view: GroupView) -> list[str]:
    told = session.say(
        f"{len(view.members)} laporan, {view.posts} posko, sekurang-kurangnya {view.independent} sumber yang berdiri sendiri",
        f"{len(view.members)} reports, {view.posts} posts, at least {view.independent} independent sources",
    )
    graded = session.say(
        f"dasar keterangan: melihat {view.seen}, mendengar {view.heard}, dari media {view.media}",
        f"grading of statements: seen {view.seen}, heard {view.heard}, media {view.media}",
    )
    lines = [view.id, told, graded]
    lines += [f"{each.number}  {each.day}  {each.post}  {each.place}  {each.summary}" for each in view.members]
    if view.contested:
        lines.append(session.say("Ada pernyataan yang berlawanan.", "There are statements that disagree."))
    return lines


def link_reports(session: Session) -> Answer:
    """``group link``: an addition."""
    with session.profile() as app:
        report, *others = (_subject(app, name) for name in (session.options.report, *session.options.others))
        return _stated(app, report, others, same=True)


def unlink_reports(session: Session) -> Answer:
    """``group unlink``: an addition; with one report it leaves whatever it is linked with."""
    options = session.options
    with session.profile() as app:
        report = _subject(app, options.report)
        others = [_subject(app, name) for name in options.others] or _linked(app, options.report, report)
        return _stated(app, report, others, same=False)


def _linked(app: Application, name: str, report: SubjectId) -> list[SubjectId]:
    view = app.ask(group_queries.GroupOf(name))
    ends = [(read_id(pair.one), read_id(pair.other)) for pair in (() if view is None else view.pairs) if pair.same]
    return [other if one == report else one for one, other in ends if report in (one, other)]


def _subject(app: Application, name: str) -> SubjectId:
    return read_id(app.ask(queries.Report(name)).row.id)


def _stated(app: Application, report: SubjectId, others: list[SubjectId], *, same: bool) -> Answer:
    group = str(app.execute(CompareIncidents(app.new_command(), report, tuple(others), same)).reply)
    return Answer({"group": group or None}, [group or "-"])


def list_candidates(session: Session) -> Answer:
    """``group candidates``: an addition; whatever came in since the last time is compared first."""
    options = session.options
    with session.profile() as app:
        compared = app.find_candidates(session.console.watch)
        if options.report:
            rows = app.ask(group_queries.Candidates(options.report))
            return Answer({"candidates": [asdict(row) for row in rows]}, _lines(session, rows))
        page = app.ask(group_queries.CandidatePairs(options.limit))
    tree = {"pairs": [asdict(row) for row in page.rows], "total": page.total, "compared": compared}
    return Answer(tree, _lines(session, page.rows))


def _lines(session: Session, rows: tuple[CandidateRow, ...] | tuple[CandidatePair, ...]) -> list[str]:
    lines = []
    for row in rows:
        names = row.number if isinstance(row, CandidateRow) else f"{row.one_number}  {row.other_number}"
        why = ", ".join(session.say(*REASONS[reason]) for reason in row.reasons)
        lines.append(f"{names}  {row.score:.0%}  {row.day}  {row.place}  ({why})")
    return lines or [session.say("Tidak ada yang mirip.", "Nothing alike.")]


def compare_reports(session: Session) -> Answer:
    """``group compare``: an addition."""
    with session.profile() as app:
        view = app.ask(group_queries.Compare(session.options.report, session.options.other))
    lines = [f"{view.one.number} | {view.other.number}  {view.score:.0%}"]
    lines += [f"{'=' if line.alike else ' '} {line.field}: {line.left} | {line.right}" for line in view.lines]
    return Answer(asdict(view), lines)
