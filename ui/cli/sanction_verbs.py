"""Verbs of sanctions: the ladder, each step with its document, the list, one case, and names to erase in time."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from core.app import queries as reports
from core.app import sanction_queries as queries
from core.app.sanction_views import NameRow, RungRow, SanctionMade, SanctionRow, SanctionView
from core.domain.commands import AttachedFile
from core.domain.document import IssueDocument
from core.domain.errors import Invalid
from core.domain.ids import CommandId, SubjectId, read_id
from core.domain.names import MOST_DAYS
from core.domain.sanction import (
    MANNERS,
    OUTCOMES,
    REVIEWS,
    AppealSanction,
    EndProposal,
    EraseName,
    ExecuteSanction,
    ImposeSanction,
    InformReporter,
    ProposeSanction,
    ReviewSanction,
    SanctionCommand,
)
from core.domain.sanctioning import STATUSES
from ui import compose
from ui.cli.change_verbs import add_second, second_officer, with_second
from ui.cli.console import Answer
from ui.cli.document_verbs import write_issued
from ui.cli.parser import Grammar, Parser
from ui.cli.session import Session

if TYPE_CHECKING:
    from core.app.application import Application
    from core.app.document_views import IssuedDocument

WORDS = {
    "proposed": ("diusulkan", "proposed"),
    "imposed": ("dijatuhkan", "imposed"),
    "appealed": ("dalam upaya keberatan", "under appeal"),
    "lowered": ("diringankan", "lowered"),
    "executed": ("dilaksanakan", "carried out"),
    "annulled": ("dibatalkan", "annulled"),
    "unproven": ("tidak terbukti", "not proven"),
    "not_followed": ("tidak ditindaklanjuti", "not followed up"),
}


def register(grammar: Grammar) -> None:
    """Add the family."""
    family = grammar.family("sanction", "sanksi", "sanctions")
    _reading(family)
    _imposing(family)
    _after(family)
    _names(family)
    _register(family)


def _reading(family: Grammar) -> None:
    say = family.say
    ladder = family.verb("ladder", show_ladder, "tangga sanksi menurut jenis subjek", "the ladder of a type of person")
    ladder.add_argument("person", nargs="?", default="", metavar="SUBJECT", help=say("misalnya PNS", "for example PNS"))
    ladder.add_argument("--act", default="", metavar="CODE", help=say("perbuatan yang diduga", "the alleged act"))
    ladder.add_argument("--date", type=_day, metavar="DAY")
    listing = family.verb("list", list_sanctions, "daftar sanksi, tanpa nama", "the list of sanctions, without names")
    listing.add_argument("--status", default="", choices=("", *STATUSES), metavar="STATUS", help=", ".join(STATUSES))
    listing.add_argument("--ladder", default="", metavar="LADDER")
    listing.add_argument("--regency", default="", metavar="CODE")
    listing.add_argument("--from", dest="since", type=_day, metavar="DAY")
    listing.add_argument("--to", dest="until", type=_day, metavar="DAY")
    listing.add_argument("--limit", type=int, default=50, metavar="N")
    listing.add_argument("--after", metavar="CURSOR")
    show = family.verb("show", show_sanctions, "sanksi satu laporan", "the sanctions of one report")
    show.add_argument("name", metavar="ID", help=say("laporan atau sanksi", "a report or a sanction"))


def _imposing(family: Grammar) -> None:
    say = family.say
    propose = family.verb("propose", propose_sanction, "catat usulan lembaga", "record what an institution proposes")
    propose.add_argument("report", metavar="REPORT")
    propose.add_argument("--rung", required=True, metavar="CODE", help=say("kode sanksi", "the sanction's code"))
    propose.add_argument("--by", required=True, metavar="INSTITUTION")
    _decision(propose, family)
    _common(propose)
    impose = family.verb("impose", impose_sanction, "catat dokumen pejabat yang menjatuhkan", "record the authority's document")
    impose.add_argument(
        "name", metavar="ID", help=say("sanksi, atau laporan dengan --rung", "a sanction, or a report with --rung")
    )
    impose.add_argument("--rung", default="", metavar="CODE")
    _decision(impose, family)
    _document(impose)
    impose.add_argument("--rule", default="", metavar="TEXT", help=say("aturan yang disebut", "the rule cited"))
    impose.add_argument("--coordination", default="", metavar="NUMBER", help=say("surat ke Bawaslu", "the letter to Bawaslu"))
    impose.add_argument("--coordination-date", type=_day, metavar="DAY")
    impose.add_argument("--file", type=Path, metavar="PATH")
    impose.add_argument("--note", default="", metavar="TEXT")
    end = family.verb("end", end_proposal, "usulan berakhir tanpa sanksi", "a proposal ends without a sanction")
    end.add_argument("name", metavar="SANCTION")
    end.add_argument("--outcome", required=True, choices=OUTCOMES)
    _document(end)
    end.add_argument("--note", default="", metavar="TEXT")


def _after(family: Grammar) -> None:
    execute = family.verb("execute", execute_sanction, "catat pelaksanaan dengan buktinya", "record that it was carried out")
    execute.add_argument("name", metavar="SANCTION")
    execute.add_argument("--document", default="", metavar="NUMBER")
    execute.add_argument("--file", type=Path, metavar="PATH")
    _common(execute)
    appeal = family.verb("appeal", appeal_sanction, "catat keberatan atau banding", "record an objection or appeal")
    appeal.add_argument("name", metavar="SANCTION")
    appeal.add_argument("--way", required=True, metavar="WAY", help="KEBERATAN, BANDING, PENGADILAN")
    appeal.add_argument("--number", default="", metavar="N")
    appeal.add_argument("--date", required=True, type=_day, metavar="DAY")
    review = family.verb("review", review_sanction, "catat putusan atas upaya itu", "record what became of it")
    review.add_argument("name", metavar="SANCTION")
    review.add_argument("--outcome", required=True, choices=REVIEWS)
    review.add_argument("--rung", default="", metavar="CODE")
    _document(review)
    review.add_argument("--note", default="", metavar="TEXT")
    inform = family.verb("inform", inform_reporter, "pelapor diberi tahu hasilnya", "the reporter was told the outcome")
    inform.add_argument("name", metavar="SANCTION")
    inform.add_argument("--manner", default=MANNERS[0], choices=MANNERS)
    inform.add_argument("--date", required=True, type=_day, metavar="DAY")


def _names(family: Grammar) -> None:
    say = family.say
    names = family.verb("names", list_names, "nama yang waktunya dihapus", "names that are to be erased")
    names.add_argument("--all", action="store_true", help=say("juga yang belum waktunya", "also those not due yet"))
    names.add_argument("--limit", type=int, default=50, metavar="N")
    names.add_argument("--after", metavar="CURSOR")
    names.add_argument(
        "--days", type=int, metavar="N", help=say("masa simpan nama sejak kini", "how long a name stays, from now on")
    )
    erase = family.verb("erase-name", erase_name, "perintahkan hapus nama (dua petugas)", "order a name erased (two officers)")
    erase.add_argument("report", metavar="REPORT")
    add_second(erase, family)


def _register(family: Grammar) -> None:
    say = family.say
    verb = family.verb("register", issue_register, "terbitkan rekapitulasi sanksi (T15)", "issue the recapitulation (T15)")
    verb.add_argument("--from", dest="since", required=True, type=_day, metavar="DAY")
    verb.add_argument("--to", dest="until", required=True, type=_day, metavar="DAY")
    verb.add_argument("--out", required=True, type=Path, metavar="PDF")
    verb.add_argument("--position", default="", metavar="TEXT", help=say("jabatan penanda tangan", "the signer's position"))
    verb.add_argument("--draft", action="store_true", help=say("hanya lihat, tanpa nomor", "look only, without a number"))


def _common(verb: Parser) -> None:
    verb.add_argument("--date", required=True, type=_day, metavar="DAY")
    verb.add_argument("--note", default="", metavar="TEXT")


def _decision(verb: Parser, family: Grammar) -> None:
    verb.add_argument("--party", type=int, default=1, metavar="N", help=family.say("pihak ke-", "place of the party"))
    verb.add_argument("--decision", type=_id, default=b"", metavar="REFERRAL")


def _document(verb: Parser) -> None:
    verb.add_argument("--authority", default="", metavar="TEXT")
    verb.add_argument("--number", default="", metavar="N")
    verb.add_argument("--date", type=_day, metavar="DAY")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(text) from None


def _id(text: str) -> bytes:
    return bytes(read_id(text))


# --- reading ---------------------------------------------------------------------------------------------------------


def show_ladder(session: Session) -> Answer:
    """``sanction ladder``."""
    options = session.options
    with session.profile() as app:
        rows = app.ask(queries.Ladder(options.person, options.act, options.date))
    return Answer({"rungs": [asdict(row) for row in rows]}, [_rung_line(session, row) for row in rows])


def _rung_line(session: Session, row: RungRow) -> str:
    name = session.say(row.name_id, row.name_en)
    ends = session.say(f" [berlaku sampai {row.valid_to}]", f" [in force until {row.valid_to}]") if row.valid_to else ""
    return f"{row.code}  {name} ({row.legal_basis}; {row.confidence}){ends}"


def list_sanctions(session: Session) -> Answer:
    """``sanction list``."""
    options = session.options
    since, until = (("" if day is None else day.isoformat()) for day in (options.since, options.until))
    asked = queries.Sanctions(options.status, options.ladder, options.regency, since, until, options.limit, options.after)
    with session.profile() as app:
        page = app.ask(asked)
    tree = {"sanctions": [asdict(row) for row in page.rows], "next": page.next}
    return Answer(tree, [_line(session, row) for row in page.rows])


def _line(session: Session, row: SanctionRow) -> str:
    name, status = session.say(row.name_id, row.name_en), session.say(*WORDS[row.status])
    document = f"  {row.authority}, {row.document}, {row.day}" if row.document else ""
    return f"{row.id}  {row.number}  {status}  {name}{document}"


def show_sanctions(session: Session) -> Answer:
    """``sanction show``: everything of one report, by its own name or by a sanction's."""
    with session.profile() as app:
        view = app.ask(queries.SanctionsOf(_report_of(app, session.options.name)))
    lines = [line for sanction in view.sanctions for line in _lines(session, sanction)]
    return Answer(asdict(view), lines)


def _report_of(app: Application, name: str) -> str:
    try:
        return app.ask(queries.SanctionReport(name))
    except Invalid:
        return name


def _lines(session: Session, sanction: SanctionView) -> Iterator[str]:
    yield _line(session, sanction.row)
    for step in sanction.steps:
        detail = ", ".join(
            value for name, value in step.detail.items() if name in ("by", "authority", "number", "day", "outcome")
        )
        yield f"  {step.at}  {step.act}  {step.officer}: {detail}"


# --- steps -----------------------------------------------------------------------------------------------------------


def propose_sanction(session: Session) -> Answer:
    """``sanction propose``."""
    options = session.options
    with session.profile() as app:
        report = _subject(app, options.report)
        here = app.new_command()
        command = ProposeSanction(
            here, report, options.rung, options.by, options.date, options.party, options.decision, options.note
        )
        return _done(session, app, command)


def impose_sanction(session: Session) -> Answer:
    """``sanction impose``: of a proposal, or straight on a report."""
    options = session.options
    with session.profile() as app, _captured(app, options.file) as paper:
        report, sanction = _place(app, options.name, options.rung)
        command = ImposeSanction(
            app.new_command(),
            report,
            options.authority,
            options.number,
            options.date,
            sanction,
            options.rung,
            options.party,
            options.rule,
            options.coordination,
            options.coordination_date,
            options.decision,
            options.note,
            paper,
        )
        return _done(session, app, command)


def end_proposal(session: Session) -> Answer:
    """``sanction end``."""
    told = session.options
    document = (told.outcome, told.authority, told.number, told.date, told.note)
    return _follow(session, lambda own, report, about: EndProposal(own, report, about, *document))


def execute_sanction(session: Session) -> Answer:
    """``sanction execute``."""
    options = session.options
    with session.profile() as app, _captured(app, options.file) as paper:
        report, sanction = _of(app, options.name)
        here = app.new_command()
        command = ExecuteSanction(here, report, sanction, options.date, options.document, options.note, paper)
        return _done(session, app, command)


def appeal_sanction(session: Session) -> Answer:
    """``sanction appeal``."""
    told = session.options
    return _follow(session, lambda own, report, about: AppealSanction(own, report, about, told.way, told.date, told.number))


def review_sanction(session: Session) -> Answer:
    """``sanction review``."""
    told = session.options
    document = (told.outcome, told.authority, told.number, told.date, told.rung, told.note)
    return _follow(session, lambda own, report, about: ReviewSanction(own, report, about, *document))


def inform_reporter(session: Session) -> Answer:
    """``sanction inform``."""
    told = session.options
    return _follow(session, lambda own, report, about: InformReporter(own, report, about, told.date, told.manner))


def _follow(session: Session, made: Callable[[CommandId, SubjectId, bytes], SanctionCommand]) -> Answer:
    """A step that follows on a sanction by its name."""
    with session.profile() as app:
        report, sanction = _of(app, session.options.name)
        return _done(session, app, made(app.new_command(), report, sanction))


def _subject(app: Application, name: str) -> SubjectId:
    return read_id(app.ask(reports.Report(name)).row.id)


def _of(app: Application, name: str) -> tuple[SubjectId, bytes]:
    return read_id(app.ask(queries.SanctionReport(name))), bytes(read_id(name))


def _place(app: Application, name: str, rung: str) -> tuple[SubjectId, bytes]:
    """A sanction by its name; a report's own name only together with a rung."""
    try:
        return _of(app, name)
    except Invalid:
        if not rung:
            raise
        return _subject(app, name), b""


@contextmanager
def _captured(app: Application, path: Path | None) -> Iterator[AttachedFile | None]:
    """The file, taken in; forgotten again where the step is refused."""
    if path is None:
        yield None
        return
    captured = app.evidence.attach(path, path.name)
    try:
        yield captured
    except BaseException:
        app.evidence.forget(captured)
        raise


def _done(session: Session, app: Application, command: SanctionCommand) -> Answer:
    made = cast("SanctionMade", app.execute(command).reply)
    return Answer(asdict(made), [f"{made.id}  {made.number}: {session.say(*WORDS[made.status])}"])


# --- names -----------------------------------------------------------------------------------------------------------


def list_names(session: Session) -> Answer:
    """``sanction names``: reports whose reported person's name is to be erased."""
    options = session.options
    with session.profile() as app:
        if options.days is not None:
            if not 1 <= options.days <= MOST_DAYS:
                raise Invalid("names.days", value=options.days, most=MOST_DAYS)
            app.settings.put(queries.NAME_DAYS, str(options.days))
        page = app.ask(queries.NamesDue(options.all, options.limit, options.after))
    tree = {"names": [asdict(row) for row in page.rows], "next": page.next, "days": page.days}
    return Answer(tree, [_name_line(session, row) for row in page.rows])


def _name_line(session: Session, row: NameRow) -> str:
    held = session.say(" (ditahan sebagai bukti)", " (under a legal hold)") if row.held else ""
    ordered = session.say(" (menunggu petugas kedua)", " (waits for a second officer)") if row.ordered else ""
    return f"{row.report}  {row.number}  {row.due}{held}{ordered}"


def erase_name(session: Session) -> Answer:
    """``sanction erase-name``: has effect once another officer of the province agreed."""
    with session.profile() as app:
        second = second_officer(session, app)
        command = EraseName(app.new_command(), _subject(app, session.options.report))
        return with_second(session, app, command, second)


def issue_register(session: Session) -> Answer:
    """``sanction register``: T15 as PDF, issued with a number, or as a draft."""
    options = session.options
    with session.profile() as app:
        told = app.ask(queries.SanctionRegister(options.since, options.until))
        fields = told.fields | {"signer_position": options.position or app.facts.officer}
        command = IssueDocument(app.new_command(), "t15", fields, {"rows": list(told.rows)})
        if options.draft:
            compose.write_file(options.out, app.ask(reports.DocumentDraft(command)))
            return Answer({"file": str(options.out), "number": "", "rows": len(told.rows)}, [str(options.out)])
        made = cast("IssuedDocument", app.execute(command).reply)
    answer = write_issued(made, options.out)
    return Answer({**answer.tree, "rows": len(told.rows)}, answer.lines)
