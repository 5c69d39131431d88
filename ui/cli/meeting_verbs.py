"""Verbs about meetings: plan, hold, cancel, list, show, what to talk of, and the minutes."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import cast

import msgspec

from core.app import team_queries as queries
from core.app.document_views import IssuedDocument
from core.app.team_views import MeetingRow
from core.domain.meeting import CancelMeeting, HeldForm, HoldMeeting, IssueMinutes, MeetingForm, PlanMeeting
from core.domain.team_act import LINKABLE, LinkRecords
from core.domain.team_paper import target_words
from ui.cli.console import DONE, LOOK, Answer
from ui.cli.document_verbs import write_issued
from ui.cli.parser import Grammar
from ui.cli.session import Session
from ui.cli.team_form import add_form, read_form

EXAMPLE = {
    "chair": "Wakil Gubernur",
    "clerk": "Analis Kebijakan",
    "opening": "Rapat dibuka oleh pimpinan.",
    "discussion": "Dibahas cuaca, logistik, dan jadwal kapal.",
    "agreed": "Rapat berikut pada bulan Agustus.",
    "attendance": [
        {"institution": "KESBANGPOL", "position": "Kepala Badan", "presence": "hadir"},
        {"institution": "POLDA", "position": "Wakil Direktur Reserse Kriminal Umum", "presence": "diwakili"},
    ],
    "talks": [{"institution": "Bawaslu", "point": "Pencegahan pada tahapan kampanye."}],
    "areas": [{"area": "19.03.08", "level": "sedang", "change": "naik"}],
}


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    family = grammar.family("meeting", "rapat tim terpadu", "meetings of the integrated team")
    add = family.verb("add", plan, "rencanakan rapat", "plan a meeting")
    add_form(add, MeetingForm)
    add.add_argument("--propose", action="store_true", help=say("agenda dari yang belum selesai", "agenda from what is open"))
    held = family.verb("hold", hold, "catat bahwa rapat berlangsung", "record that a meeting took place")
    held.add_argument("meeting", nargs="?", default="", metavar="MEETING")
    add_form(held, HeldForm)
    held.add_argument("--example", action="store_true", help=say("contoh berkas JSON", "an example of the JSON file"))
    stop = family.verb("cancel", cancel, "batalkan rapat", "cancel a meeting")
    stop.add_argument("meeting", metavar="MEETING")
    stop.add_argument("--reason", required=True, metavar="TEXT")
    listing = family.verb("list", list_all, "daftar rapat dan tiga target setahun", "meetings, and the year's three targets")
    for name in ("kind", "status", "year", "after"):
        listing.add_argument(f"--{name}", default=None, metavar="CODE")
    whose = say("di provinsi: rapat tim satu kabupaten/kota", "at the province: a regency's team")
    listing.add_argument("--regency", default="", metavar="CODE", help=whose)
    listing.add_argument("--limit", type=int, default=100, metavar="N")
    show = family.verb("show", show_one, "satu rapat lengkap", "one meeting in full")
    show.add_argument("meeting", metavar="MEETING")
    family.verb("agenda", agenda, "yang patut dibahas rapat berikut", "what the next meeting should talk of")
    linking = family.verb("link", link, "hubungkan rapat dengan catatan lain", "link a meeting to another record")
    linking.add_argument("meeting", metavar="MEETING")
    linking.add_argument("what", metavar="WHAT", help=", ".join(LINKABLE))
    linking.add_argument("other", metavar="ID")
    for place in (family.verb("minutes", minutes, *MINUTES), grammar.verb("minutes", minutes, *MINUTES)):
        place.add_argument("meeting", metavar="MEETING")
        place.add_argument("--out", required=True, type=Path, metavar="PDF")


MINUTES = ("terbitkan notulen (T10)", "issue the minutes (T10)")


def plan(session: Session) -> Answer:
    """``meeting add``."""
    form = read_form(session, MeetingForm)
    with session.profile() as app:
        if session.options.propose and not form.agenda.strip():
            form = msgspec.structs.replace(form, agenda="\n".join(app.ask(queries.Agenda()).lines))
        made = cast("str", app.execute(PlanMeeting(app.new_command(), form)).reply)
        row = app.ask(queries.Meeting(made)).row
    return Answer({"id": made, "ordinal": row.ordinal, "target": row.target}, [made])


def hold(session: Session) -> Answer:
    """``meeting hold``: said again before the minutes, the later word counts."""
    if session.options.example:
        return Answer(EXAMPLE, [json.dumps(EXAMPLE, ensure_ascii=False, indent=1)])
    form = read_form(session, HeldForm)
    with session.profile() as app:
        made = cast("str", app.execute(HoldMeeting(app.new_command(), session.options.meeting, form)).reply)
    return Answer({"id": made}, [made])


def cancel(session: Session) -> Answer:
    """``meeting cancel``."""
    options = session.options
    with session.profile() as app:
        made = cast("str", app.execute(CancelMeeting(app.new_command(), options.meeting, options.reason)).reply)
    return Answer({"id": made}, [made])


def list_all(session: Session) -> Answer:
    """``meeting list``: a target that is overdue needs a look."""
    options = session.options
    of = (options.kind or "", options.status or "", options.year or "")
    asked = queries.Meetings(*of, options.limit, options.after, options.regency)
    with session.profile() as app:
        page = app.ask(asked)
        year = int(options.year) if options.year and options.year.isdecimal() else 0
        series = app.ask(queries.Series(year, options.regency)) if app.facts.kind != "post" else ()
    lines = [f"{row.id}  {row.day}  {called(session, row)}  {session.word(row.status, 'meeting.state')}" for row in page.rows]
    lines += [f"{target_words(each.target)}: {session.word(each.state, 'meeting.state')} ({each.due})" for each in series]
    tree = {
        "meetings": [asdict(row) for row in page.rows],
        "next": page.next,
        "total": page.total,
        "series": [asdict(each) for each in series],
    }
    late = any(each.state == "overdue" for each in series)
    return Answer(tree, lines, LOOK if late else DONE)


def show_one(session: Session) -> Answer:
    """``meeting show``."""
    with session.profile() as app:
        view = app.ask(queries.Meeting(session.options.meeting))
    lines = [f"{called(session, view.row)}  {view.row.day}  {session.word(view.row.status, 'meeting.state')}"]
    lines += [f"- {each['institution']}: {each['position']} ({each['presence']})" for each in view.attendance]
    lines += [f"* {each.due}  {each.owner}  {each.activity}: {each.status}" for each in view.actions]
    tree = asdict(view)
    return Answer(tree.pop("row") | tree, lines)


def agenda(session: Session) -> Answer:
    """``meeting agenda``: what touches complaints is counted apart and stands in no paper."""
    with session.profile() as app:
        view = app.ask(queries.Agenda())
    lines = list(view.lines) or [session.say("Tidak ada yang belum selesai.", "Nothing is open.")]
    lines += [f"({session.word(name, 'agenda')}: {many})" for name, many in view.inside]
    return Answer(asdict(view) | {"inside": dict(view.inside)}, lines)


def link(session: Session) -> Answer:
    """``meeting link``."""
    options = session.options
    with session.profile() as app:
        command = LinkRecords(app.new_command(), "meeting", options.meeting, options.what, options.other)
        made = cast("str", app.execute(command).reply)
    return Answer({"id": made}, [made])


def minutes(session: Session) -> Answer:
    """``minutes``: once issued, the same file is written again."""
    options = session.options
    with session.profile() as app:
        made = cast("IssuedDocument", app.execute(IssueMinutes(app.new_command(), options.meeting)).reply)
    return write_issued(made, options.out)


def called(session: Session, row: MeetingRow) -> str:
    """``Rakor ke-3 2024 (B.12): theme``."""
    kind = session.word(row.kind, "meeting.kind")
    series = f" {session.say('ke-', 'no. ')}{row.ordinal} {row.year} ({target_words(row.target)})" if row.target else ""
    return f"{kind}{series}: {row.theme}"
