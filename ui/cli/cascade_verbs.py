"""Verbs of rosters and of the cascade: import, plan, coverage, reminders, changes, one person."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.app import queries
from core.app.cascade_views import CoverageView, Doubt, OfficeNode, PersonRow, PreviewRow, RosterPreviewView, Tally
from core.domain.errors import Invalid, Refused
from core.domain.ids import read_id
from core.domain.roster import (
    ACTS,
    LEAVE_REASONS,
    LEFT_REASONS,
    ChangeRoster,
    ImportRoster,
    PersonChange,
    PlanCascade,
    office_key,
)
from ui import compose
from ui.cli.console import DONE, LOOK, Answer
from ui.cli.pact_act_verbs import read_day
from ui.cli.parser import Grammar
from ui.cli.session import Session
from ui.messages import sentence

if TYPE_CHECKING:
    from core.app.application import Application

FILE_LIMIT = 64 * 1024 * 1024 + 1
SHOWN = 200
"""Lines of a preview that are printed; --json has them all."""
CHANGE = "roster_change"
"""Family of the window's words for what a line of a list would do."""


def register(grammar: Grammar, pact: Grammar) -> None:
    """Add the verbs; ``pact`` is the family of pacts."""
    say = grammar.say
    roster = pact.verb("roster", take_roster, "tinjau atau ambil daftar pegawai", "look at or take over a personnel list")
    roster.add_argument("file", type=Path, metavar="FILE", help="CSV, XLSX")
    roster.add_argument("--map", action="append", default=[], metavar="FIELD=HEADING", help=say("kolom", "columns"))
    roster.add_argument("--kind", default="", metavar="CODE", help=say("jenis bila tak tertulis", "kind where none is stated"))
    choice = roster.add_mutually_exclusive_group()
    choice.add_argument("--preview", action="store_true", help=say("tinjau saja (bawaan)", "look only (default)"))
    choice.add_argument("--yes", action="store_true", help=say("ambil", "take over"))
    roster.add_argument("--leave-out", action="append", type=int, default=[], metavar="LINE", help=say("lewati baris", "skip"))
    roster.add_argument("--keep-missing", action="store_true", help=say("biarkan yang tak tercantum", "keep those not listed"))
    plan = pact.verb("cascade", cascade, "pohon unit, atau rencana berjenjang", "tree of offices, or plan the cascade")
    plan.add_argument("--plan", metavar="TITLE", help=say("catat rencana baru", "record a new plan"))
    plan.add_argument("--begins", metavar="DATE")
    plan.add_argument("--due", action="append", default=[], metavar="DATE", help=say("batas tiap tingkat", "day of each tier"))
    plan.add_argument("--election", default="", metavar="CODE")
    plan.add_argument("--template", action="append", default=[], metavar="KIND=CODE", help=say("naskah per jenis", "wording"))
    coverage_verb = pact.verb("coverage", coverage, "cakupan pakta per unit", "who must sign, who has")
    coverage_verb.add_argument("--unit", default="", metavar="U", help=say("nama atau id unit", "name or id of an office"))
    remind = pact.verb("remind", remind_heads, "yang masih harus ditagih tiap pimpinan", "what each head still owes")
    remind.add_argument("--within", type=int, metavar="DAYS", help=say("batas dalam sekian hari", "due within so many days"))
    remind.add_argument("--out", type=Path, metavar="DIR", help=say("PDF per pimpinan", "a PDF for each head"))
    due = pact.verb("due", list_due, "yang jatuh tempo", "who is due")
    due.add_argument("--within", type=int, default=0, metavar="DAYS")
    pact.verb("renew", list_renewals, "pakta yang harus diterbitkan ulang", "pacts to issue anew")
    person = pact.verb("person", show_person, "satu pegawai dan riwayatnya", "one person and the history")
    person.add_argument("person", metavar="PERSON", help=say("id atau NIP", "id or number"))
    _change(pact.verb("change", change_person, "catat perubahan pegawai", "record a change of a person"), grammar)


def _change(verb: argparse.ArgumentParser, grammar: Grammar) -> None:
    verb.add_argument("person", metavar="PERSON")
    verb.add_argument("--act", required=True, metavar="CODE", help=", ".join(act for act in ACTS if act != "new"))
    verb.add_argument("--day", metavar="DATE")
    verb.add_argument("--until", metavar="DATE")
    verb.add_argument("--reason", default="", metavar="CODE", help=", ".join(dict.fromkeys((*LEAVE_REASONS, *LEFT_REASONS))))
    verb.add_argument("--office", default="", metavar="U", help=grammar.say("unit tujuan", "office to move to"))
    verb.add_argument("--position", default="", metavar="TEXT")
    verb.add_argument("--rank", default="", metavar="TEXT")


def take_roster(session: Session) -> Answer:
    """``pact roster``: look, and with ``--yes`` take over what was seen."""
    options = session.options
    data = compose.read_file(options.file, FILE_LIMIT)
    with session.profile() as app:
        columns = _columns(app, data, options)
        view = app.ask(queries.RosterPreview(data, columns, options.kind, session.console.watch))
        taken = None
        if options.yes and not view.problem:
            leave = frozenset(options.leave_out)
            command = ImportRoster(
                app.new_command(), data, view.digest, columns, leave, options.kind, keep_missing=options.keep_missing
            )
            taken = app.execute(command, session.console.watch).reply
    return _preview_answer(session, view, taken)


def _columns(app: Application, data: bytes, options: Any) -> tuple[tuple[str, int], ...]:
    """What --map says, as places: the right side is a heading, or a column's number from 1, or empty for none."""
    if not options.map:
        return ()
    headings = [office_key(heading) for heading in app.ask(queries.RosterPreview(data)).headings]
    found = []
    for item in options.map:
        field, _, wanted = item.partition("=")
        key = office_key(wanted)
        if key in headings:
            found.append((field.strip(), headings.index(key)))
        elif not key or (key.isdecimal() and 0 < int(key) <= len(headings)):
            found.append((field.strip(), int(key) - 1 if key else -1))
        else:
            raise Invalid("usage", detail=item[:60])
    return tuple(found)


def _preview_answer(session: Session, view: RosterPreviewView, taken: Any) -> Answer:
    language = session.console.language
    tree: dict[str, Any] = asdict(view)
    for row in tree["rows"]:
        for doubt in row["doubts"]:
            doubt["reason"] = _reason(Doubt(doubt["code"], doubt["field"], doubt["detail"]), language)
    tree["taken"] = None if taken is None else asdict(taken)
    if view.problem:
        refusal = Refused(view.problem, **(view.problem_details or {}))
        return Answer(tree, [], LOOK, [sentence(refusal, language)])
    lines = [_line(session, row) for row in view.rows[:SHOWN]]
    if len(view.rows) > SHOWN:
        lines.append(session.say(f"... dan {len(view.rows) - SHOWN} baris lagi (--json)", "... and more (--json)"))
    counts = ", ".join(f"{session.word(change, CHANGE)} {count}" for change, count in sorted(view.counts.items()))
    told = [_reason(note, language) for note in view.notes]
    if taken is None:
        told.append(session.say(f"Belum ada yang dicatat: {counts}.", f"Nothing recorded yet: {counts}."))
        if view.counts.keys() - {"rejected", "same"}:
            told[-1] += session.say(" --yes mengambilnya.", " --yes takes it.")
        return Answer(tree, lines, LOOK if view.counts.get("rejected") else DONE, told)
    lines.append(session.say(f"Dicatat: {counts}", f"Recorded: {counts}"))
    return Answer(tree, lines, LOOK if view.counts.get("rejected") else DONE, told)


def _reason(doubt: Doubt, language: str) -> str:
    return sentence(Refused(doubt.code, field=doubt.field, detail=doubt.detail), language)


def _line(session: Session, row: PreviewRow) -> str:
    named = ((session.word(name, "roster_field"), old or "-", new or "-") for name, old, new in row.differences)
    what = "; ".join(f"{name}: {old} -> {new}" for name, old, new in named)
    why = " ".join(_reason(doubt, session.console.language) for doubt in row.doubts)
    parts = (f"{row.line or '-':>6}", session.word(row.change, CHANGE), f"{row.name or '-'}, {row.position or '-'}", what, why)
    return "  ".join(part for part in parts if part)


def cascade(session: Session) -> Answer:
    """``pact cascade``: the tree; with ``--plan`` a new plan first."""
    options = session.options
    with session.profile() as app:
        if options.plan is not None:
            begins = read_day(options.begins) if options.begins else app.today
            templates = tuple((kind.upper(), code) for kind, _, code in (item.partition("=") for item in options.template))
            dues = tuple(read_day(day) for day in options.due)
            app.execute(PlanCascade(app.new_command(), options.plan, begins, dues, options.election, templates))
        view = app.ask(queries.CascadeTree())
    plan = None if view.plan is None else asdict(view.plan)
    tree = {"units": [_unit(node) for node in view.offices], "total": _tally(view.total), "plan": plan}
    return Answer(tree, [_unit_line(node) for node in view.offices])


def coverage(session: Session) -> Answer:
    """``pact coverage``: per office with what lies below it, per tier, per day."""
    with session.profile() as app:
        view: CoverageView = app.ask(queries.Coverage(session.options.unit))
    tree = {
        "units": [_unit(node) for node in view.units],
        "levels": [{"tier": level.tier, "due": level.due} | _tally(level.tally) for level in view.levels],
        "days": [asdict(day) for day in view.days],
        "total": _tally(view.total),
    }
    return Answer(tree, [_unit_line(node) for node in view.units])


def _tally(tally: Tally) -> dict[str, object]:
    return asdict(tally) | {"must": tally.people, "coverage": tally.permille / 1000}


def _unit(node: OfficeNode) -> dict[str, object]:
    about = {
        "unit": node.name,
        "id": node.id,
        "parent": node.parent,
        "level": node.level,
        "depth": node.depth,
        "home": node.home,
        "head": node.head_name,
        "head_state": node.head_state,
        "due": node.due,
        "listed": node.listed,
    }
    return about | _tally(node.whole) | {"own": _tally(node.own)}


def _unit_line(node: OfficeNode) -> str:
    whole = node.whole
    percent = f"{whole.permille / 10:.1f} %"
    return f"{'  ' * max(node.depth - 1, 0)}{node.name}  {whole.signed}/{whole.people}  {percent}  {node.head_name}".rstrip()


def remind_heads(session: Session) -> Answer:
    """``pact remind``: what each head still owes."""
    options = session.options
    files: list[str] = []
    with session.profile() as app:
        groups = app.ask(queries.Reminders(within=options.within))
        for number, group in enumerate(groups if options.out is not None else (), 1):
            session.console.watch("papers", number, len(groups))
            path = options.out / f"tagihan-{number:03}.pdf"
            compose.write_file(path, app.ask(queries.ReminderPaper(group.head, group.office, within=options.within)))
            files.append(str(path))
    lines = []
    for group in groups:
        lines.append(f"{group.head_name or '-'}, {group.head_position}  {group.office_name}  ({len(group.people)})")
        lines += [f"  {_person_line(row)}" for row in group.people]
    return Answer({"heads": [asdict(group) for group in groups], "files": files}, [*lines, *files])


def list_due(session: Session) -> Answer:
    """``pact due``: people whose day has passed or comes in so many days."""
    with session.profile() as app:
        groups = app.ask(queries.Reminders(within=session.options.within))
    rows = sorted((row for group in groups for row in group.people), key=lambda row: (row.due, row.name, row.id))
    return Answer({"people": [asdict(row) for row in rows]}, [_person_line(row) for row in rows])


def _person_line(row: PersonRow) -> str:
    return f"{row.due or '-':<10}  {row.state or '-'}  {row.name}, {row.position}, {row.office_name}"


def list_renewals(session: Session) -> Answer:
    """``pact renew``: what must be issued anew and why."""
    with session.profile() as app:
        rows = app.ask(queries.Reissues())
    lines = [f"{row.person.pact_number}  {_why(session, row.reasons)}  {row.person.name}, {row.person.position}" for row in rows]
    return Answer({"pacts": [asdict(row) for row in rows]}, lines)


def _why(session: Session, reasons: Iterable[str]) -> str:
    return ", ".join(session.word(reason, "reissue") for reason in reasons)


def show_person(session: Session) -> Answer:
    """``pact person``: one person, every step, every pact."""
    with session.profile() as app:
        view = app.ask(queries.PersonHistory(session.options.person))
    tree = asdict(view)
    for pact in tree["pacts"]:
        for act in pact["acts"]:
            act["signature"] = act["signature"].hex()
    lines = [_person_line(view.row)]
    for step in view.steps:
        kind, reason = session.word(step.kind, "roster_act"), session.word(step.reason, "roster_reason")
        lines.append(f"{step.day}  {kind}  {step.position}, {step.office_name}  {reason}".rstrip())
    for pact in view.pacts:
        lines.append(f"{pact.issued_at[:10]}  {pact.number}  {pact.state}")
        lines += [f"  {act.day}  {session.word(act.kind, 'pact_act')}  {act.method}".rstrip() for act in pact.acts]
    return Answer(tree, lines)


def change_person(session: Session) -> Answer:
    """``pact change``: one typed difference."""
    options = session.options
    with session.profile() as app:
        row = app.ask(queries.PersonHistory(options.person)).row
        change = PersonChange(
            person=read_id(row.id),
            act=options.act,
            day=read_day(options.day) if options.day else app.today,
            office=_office(app, row.home, options.office),
            position=options.position,
            rank=options.rank,
            until=_day_or_none(options.until),
            reason=options.reason,
            is_head=False,
        )
        app.execute(ChangeRoster(app.new_command(), (change,)))
        view = app.ask(queries.PersonHistory(row.id))
    return Answer({"person": asdict(view.row)}, [_person_line(view.row)])


def _day_or_none(text: str | None) -> date | None:
    return read_day(text) if text else None


def _office(app: Application, home: str, unit: str) -> bytes:
    if not unit:
        return b""
    key = office_key(unit)
    offices = app.ask(queries.CascadeTree(home)).offices
    found = [node.id for node in offices if node.listed and (node.id == unit or office_key(node.name) == key)]
    if len(found) != 1:
        raise Invalid("roster.no_office")
    return read_id(found[0])
