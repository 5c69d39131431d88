"""Verbs about the integrated team: members and gaps, actions, agreements, outreach, local rules, releases, who signs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

import msgspec

from core.app import team_queries as queries
from core.app.document_views import IssuedDocument
from core.domain.action_item import STATUSES, ActionForm, MoveAction, SetAction
from core.domain.agreement import RENEW, AgreementForm, RecordAgreement
from core.domain.ids import CommandId
from core.domain.local_rule import RecordRule, RuleForm
from core.domain.member import DecreeForm, MemberForm, NameMember, RecordDecree
from core.domain.outreach import OutreachForm, RecordOutreach
from core.domain.release import MakeRelease, ReleaseForm
from core.domain.team_act import LINKABLE, EndTerm, LinkRecords, WithdrawRecord
from core.domain.team_form import code_in
from core.domain.team_paper import IssueActionPlan, IssueLevels, IssueWarnings
from core.domain.text import check_line
from ui.cli.console import DONE, LOOK, Answer
from ui.cli.document_verbs import write_issued
from ui.cli.parser import Grammar, Run
from ui.cli.session import Session
from ui.cli.team_form import add_form, read_form


def register(grammar: Grammar) -> None:
    """Add the verbs of these families."""
    _members(grammar)
    _actions(grammar)
    _agreements(grammar)
    _outreach(grammar)
    _rules(grammar)
    _releases(grammar)


def _members(grammar: Grammar) -> None:
    family = grammar.family("member", "anggota tim terpadu", "members of the integrated team")
    decree = family.verb("decree", recording(DecreeForm, RecordDecree), "catat SK tim suatu daerah", "record an area's decree")
    add_form(decree, DecreeForm)
    add = family.verb("add", recording(MemberForm, NameMember), "catat kursi suatu instansi", "record an institution's seat")
    add_form(add, MemberForm)
    listing = family.verb("list", list_members, "SK, anggota, dan kekosongan", "decrees, members and gaps")
    listing.add_argument("--area", default="", metavar="CODE")
    listing.add_argument("--day", default="", metavar="DATE")
    _ending(family, "member", "decree")


def _actions(grammar: Grammar) -> None:
    say = grammar.say
    family = grammar.family("action", "rencana aksi", "plan of action")
    add_form(family.verb("add", recording(ActionForm, SetAction), "tambah butir", "add an item"), ActionForm)
    move = family.verb("move", move_action, "catat kemajuan", "record progress")
    move.add_argument("action", metavar="ACTION")
    move.add_argument("--status", required=True, metavar="CODE", help=", ".join(STATUSES))
    move.add_argument("--note", default="", metavar="TEXT")
    move.add_argument("--due", default="", metavar="DATE", help=say("batas baru", "a new due date"))
    listing = family.verb("list", list_actions, "butir menurut batas", "items by due date")
    for name in ("status", "owner", "election", "meeting", "regency"):
        listing.add_argument(f"--{name}", default="", metavar="CODE")
    listing.add_argument("--limit", type=int, default=100, metavar="N")
    listing.add_argument("--after", default=None, metavar="CURSOR")
    report = family.verb("report", report_actions, "cetak laporan B.04, B.08, atau B.12", "print the report of a target")
    report.add_argument("--target", required=True, metavar="CODE", help="b04, b08, b12")
    report.add_argument("--year", required=True, type=int, metavar="YEAR")
    report.add_argument("--election", default="", metavar="CODE")
    report.add_argument("--track", default="", metavar="CODE")
    report.add_argument("--out", required=True, type=Path, metavar="PDF")
    _ending(family, "action")


def _agreements(grammar: Grammar) -> None:
    family = grammar.family("agreement", "perjanjian kerja sama", "cooperation agreements")
    add = family.verb("add", recording(AgreementForm, RecordAgreement), "catat perjanjian", "record an agreement")
    add_form(add, AgreementForm)
    listing = family.verb("list", list_agreements, "perjanjian; yang perlu diperpanjang dahulu", "agreements; renewals first")
    listing.add_argument("--regency", default="", metavar="CODE")
    link = family.verb("link", link_agreement, "hubungkan dengan kegiatan", "link to an activity")
    link.add_argument("id", metavar="AGREEMENT")
    link.add_argument("what", metavar="WHAT", help=", ".join(LINKABLE))
    link.add_argument("other", metavar="ID")
    _ending(family, "agreement")


def _outreach(grammar: Grammar) -> None:
    family = grammar.family("outreach", "sosialisasi, imbauan, pencegahan", "socialisation, appeals, prevention")
    add_form(family.verb("add", recording(OutreachForm, RecordOutreach), "catat kegiatan", "record an activity"), OutreachForm)
    listing = family.verb("list", list_outreach, "catatan kegiatan", "the log")
    for name in ("kind", "stage", "election", "regency"):
        listing.add_argument(f"--{name}", default="", metavar="CODE")
    listing.add_argument("--limit", type=int, default=100, metavar="N")
    listing.add_argument("--after", default=None, metavar="CURSOR")
    _ending(family, "outreach")


def _rules(grammar: Grammar) -> None:
    family = grammar.family("rule", "aturan lokal kabupaten/kota", "local rules of regencies")
    add_form(family.verb("add", recording(RuleForm, RecordRule), "catat aturan", "record a rule"), RuleForm)
    listing = family.verb("list", list_rules, "aturan menurut daerah", "rules by area")
    for name, kind in (("area", "CODE"), ("topic", "CODE"), ("day", "DATE")):
        listing.add_argument(f"--{name}", default="", metavar=kind)
    _ending(family, "rule")


def _releases(grammar: Grammar) -> None:
    say = grammar.say
    family = grammar.family("release", "pelepasan dokumen kepada anggota tim", "documents released to members")
    make = family.verb("make", make_release, "lepas dokumen terbitan", "release an issued document")
    add_form(make, ReleaseForm)
    make.add_argument("--out", required=True, type=Path, metavar="PDF", help=say("catatan pelepasan", "the release note"))
    listing = family.verb("list", list_releases, "apa dilepas kepada siapa", "what was released to whom")
    for name in ("institution", "regency"):
        listing.add_argument(f"--{name}", default="", metavar="CODE")
    listing.add_argument("--limit", type=int, default=100, metavar="N")
    listing.add_argument("--after", default=None, metavar="CURSOR")
    warnings = family.verb("warnings", print_warnings, "cetak rekap peringatan dini", "print warnings by district and stage")
    for name in ("since", "until"):
        warnings.add_argument(f"--{name}", required=True, metavar="DATE")
    warnings.add_argument("--track", default="", metavar="CODE")
    warnings.add_argument("--out", required=True, type=Path, metavar="PDF")
    sheet = family.verb("levels", print_levels, "cetak lembar kerawanan wilayah", "print the vulnerability sheet")
    sheet.add_argument("--track", default="", metavar="CODE")
    sheet.add_argument("--out", required=True, type=Path, metavar="PDF")
    tracks = family.verb("signer", signers, "jabatan penanda tangan menurut bidang", "positions that sign by track")
    tracks.add_argument("--track", default="", metavar="CODE")
    tracks.add_argument("--position", default=None, metavar="TEXT", help=say("ganti; kosong: semula", "replace; empty: reset"))


def _ending(family: Grammar, *records: str) -> None:
    """``end`` and ``withdraw`` for records of a family; ``--what`` chooses where there are several."""

    def named(session: Session) -> str:
        return str(getattr(session.options, "what", "") or records[0])

    def end(session: Session) -> Answer:
        options = session.options
        return _done(session, lambda new: EndTerm(new, named(session), options.id, options.last_day, options.reason))

    def withdraw(session: Session) -> Answer:
        options = session.options
        return _done(session, lambda new: WithdrawRecord(new, named(session), options.id, options.reason))

    verbs: list[tuple[str, Run, str, str]] = [
        ("withdraw", withdraw, "tarik catatan yang keliru", "withdraw a mistaken record"),
    ]
    if records[0] not in ("action", "outreach"):
        verbs.append(("end", end, "catat hari terakhir berlakunya", "record its last day"))
    for name, run, indonesian, english in verbs:
        made = family.verb(name, run, indonesian, english)
        made.add_argument("id", metavar="ID")
        if name == "end":
            made.add_argument("--last-day", required=True, metavar="DATE")
        made.add_argument("--reason", default="", metavar="TEXT")
        if len(records) > 1:
            made.add_argument("--what", choices=records, default=records[0])


def recording(form: type[msgspec.Struct], command: Callable[[CommandId, Any], Any]) -> Run:
    """A verb that fills in a form and records it."""

    def run(session: Session) -> Answer:
        filled = read_form(session, form)
        return _done(session, lambda new: command(new, filled))

    return run


def _done(session: Session, make: Callable[[CommandId], Any]) -> Answer:
    with session.profile() as app:
        made = cast("str", app.execute(make(app.new_command())).reply)
    return Answer({"id": made}, [made])


def list_members(session: Session) -> Answer:
    """``member list``: a gap needs a look."""
    options = session.options
    with session.profile() as app:
        view, reference = app.ask(queries.Team(options.area, options.day)), app.reference
    areas = {code: area.label for code in {each.area for each in view.gaps} if (area := reference.area(code)) is not None}
    lines = [f"{each.id}  {each.area}  {each.institution}  {each.position}  {each.role}" for each in view.members]
    lines += [
        f"! {areas.get(each.area, each.area)}: {session.word(each.what, 'team.gap')} {each.seat}".rstrip() for each in view.gaps
    ]
    return Answer(asdict(view), lines, LOOK if view.gaps else DONE)


def move_action(session: Session) -> Answer:
    """``action move``."""
    options = session.options
    return _done(session, lambda new: MoveAction(new, options.action, options.status, options.note, options.due))


def list_actions(session: Session) -> Answer:
    """``action list``: an overdue item needs a look."""
    options = session.options
    of, page_of = (options.status, options.owner, options.election, options.meeting), (options.limit, options.after)
    asked = queries.Actions(*of, *page_of, regency=options.regency)
    with session.profile() as app:
        page = app.ask(asked)
    lines = [f"{each.id}  {each.due}  {each.owner}  {each.activity}: {each.status}" for each in page.rows]
    tree = {"actions": [asdict(each) for each in page.rows], "next": page.next, "total": page.total}
    return Answer(tree, lines, LOOK if any(each.overdue for each in page.rows) else DONE)


def report_actions(session: Session) -> Answer:
    """``action report``."""
    options = session.options
    with session.profile() as app:
        command = IssueActionPlan(app.new_command(), options.target, options.year, options.election, options.track)
        made = cast("IssuedDocument", app.execute(command).reply)
    return write_issued(made, options.out)


def list_agreements(session: Session) -> Answer:
    """``agreement list``: one that wants renewal needs a look."""
    with session.profile() as app:
        rows = app.ask(queries.Agreements(session.options.regency))
    lines = [f"{each.id}  {each.number}  {', '.join(each.parties)}  {each.standing}  {each.valid_to}" for each in rows]
    look = any(each.standing == RENEW and not each.withdrawn for each in rows)
    return Answer({"agreements": [asdict(each) for each in rows]}, lines, LOOK if look else DONE)


def link_agreement(session: Session) -> Answer:
    """``agreement link``."""
    options = session.options
    return _done(session, lambda new: LinkRecords(new, "agreement", options.id, options.what, options.other))


def list_outreach(session: Session) -> Answer:
    """``outreach list``."""
    options = session.options
    with session.profile() as app:
        page_of = (options.limit, options.after, options.regency)
        page = app.ask(queries.Outreach(options.kind, options.stage, options.election, *page_of))
    lines = [f"{each.id}  {each.day}  {each.kind}  {each.stage}  {each.topic}" for each in page.rows]
    return Answer({"outreach": [asdict(each) for each in page.rows], "next": page.next, "total": page.total}, lines)


def list_rules(session: Session) -> Answer:
    """``rule list``."""
    options = session.options
    with session.profile() as app:
        rows = app.ask(queries.LocalRules(options.area, options.topic, options.day))
    lines = [f"{each.id}  {each.area}  {each.topic}  {each.document}  {each.valid_from}..{each.valid_to}" for each in rows]
    return Answer({"rules": [asdict(each) for each in rows]}, lines)


def make_release(session: Session) -> Answer:
    """``release make``: the note is issued along with it."""
    form = read_form(session, ReleaseForm)
    with session.profile() as app:
        made = cast("IssuedDocument", app.execute(MakeRelease(app.new_command(), form)).reply)
    return write_issued(made, session.options.out)


def list_releases(session: Session) -> Answer:
    """``release list``."""
    options = session.options
    with session.profile() as app:
        page = app.ask(queries.Releases(options.institution, options.limit, options.after, options.regency))
    lines = [f"{each.day}  {each.institution}  {each.number}  {each.basis}  ({each.officer})" for each in page.rows]
    return Answer({"releases": [asdict(each) for each in page.rows], "next": page.next, "total": page.total}, lines)


def print_warnings(session: Session) -> Answer:
    """``release warnings``: prints the paper that may be released."""
    options = session.options
    with session.profile() as app:
        command = IssueWarnings(app.new_command(), options.since, options.until, options.track)
        made = cast("IssuedDocument", app.execute(command).reply)
    return write_issued(made, options.out)


def print_levels(session: Session) -> Answer:
    """``release levels``: levels and reasons by area, without names and without numbers of forces."""
    with session.profile() as app:
        command = IssueLevels(app.new_command(), session.options.track)
        made = cast("IssuedDocument", app.execute(command).reply)
    return write_issued(made, session.options.out)


def signers(session: Session) -> Answer:
    """``release signer``: shows both tracks, and sets one's position where it is given."""
    options = session.options
    with session.profile() as app:
        if options.position is not None:
            code = code_in(options.track, (each.code for each in app.reference.tracks), "track")
            check_line(options.position, "position")
            app.settings.put(f"{queries.POSITION}{code}", options.position.strip())
        rows = app.ask(queries.Tracks())
    return Answer({"tracks": [asdict(each) for each in rows]}, [f"{each.code}  {each.position}" for each in rows])
