"""Verbs about referrals: send a case on, record what institutions answer, remind, escalate, print the letter."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from core.app import queries
from core.app.referral_queries import STATES, ClosedCases, HashList, ProposedReferral, ReferralById, ReferralLetter, Referrals
from core.domain.errors import Invalid
from core.domain.ids import SubjectId, read_id
from core.domain.referral import (
    GROUNDS,
    IDENTITIES,
    LACKS,
    MEANS,
    OUTCOMES,
    STAGES,
    STEPS,
    Addressee,
    EscalateReferral,
    NoteClosingSeen,
    NoteReferralSeen,
    RecordDecision,
    RecordReceipt,
    RecordRejection,
    RecordReturn,
    RecordStep,
    ReferralCommand,
    RemindInstitution,
    SendReferral,
)
from core.domain.referral_routes import ORGANISERS
from ui import compose, referral_medium
from ui.cli.console import Answer
from ui.cli.parser import Grammar, Parser
from ui.cli.session import Session

if TYPE_CHECKING:
    from core.app.referral_views import ReferralClock, ReferralDone, ReferralRow, SentReferral

ALSO = {"disiplin": "discipline", "tidak-terbukti": "not_proven", "tidak_terbukti": "not_proven", "pidana": "crime"}
"""Outcomes as letters write them."""


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    referral = grammar.family("referral", "penerusan kepada lembaga", "referrals to institutions")
    _register_sending(referral)
    _register_answers(referral)
    medium = referral.verb("medium", write_medium, "tulis media polos penerusan", "write the plain medium of a referral")
    medium.add_argument("referral", metavar="ID")
    medium.add_argument("--out", required=True, type=Path, metavar="FOLDER")
    listing = referral.verb("list", list_referrals, "daftar penerusan dengan tenggatnya", "referrals with their clocks")
    listing.add_argument("--report", default="", metavar="REPORT")
    listing.add_argument("--to", default="", metavar="INSTITUTION")
    listing.add_argument("--stage", default="", choices=STAGES, metavar="S", help=", ".join(STAGES))
    due = say("yang dekat, lewat, atau masih terbuka", "near, over or open")
    listing.add_argument("--due", default="", choices=STATES, metavar="D", help=due)
    listing.add_argument("--limit", type=int, default=50, metavar="N")
    listing.add_argument("--after", metavar="CURSOR")
    show = referral.verb("show", show_referral, "satu penerusan dengan riwayatnya", "one referral with its history")
    show.add_argument("referral", metavar="ID")
    closed = referral.verb("closed", list_closed, "perkara yang ditutup", "cases that ended")
    closed.add_argument("--limit", type=int, default=50, metavar="N")
    closed.add_argument("--after", metavar="CURSOR")
    letter = grammar.verb("letter", write_letter, "tulis surat penerusan (T08)", "write the referral letter (T08)")
    letter.add_argument("referral", metavar="REFERRAL")
    letter.add_argument("--out", required=True, type=Path, metavar="PDF")
    listed = say("daftar sidik untuk media", "the list of digests for the medium")
    letter.add_argument("--hash-list", type=Path, metavar="FILE", help=listed)
    reminder = say("surat pengingatnya, dengan ID dokumennya", "the letter of a reminder, by its document's id")
    letter.add_argument("--reminder", default="", metavar="DOCUMENT", help=reminder)


def _register_sending(referral: Grammar) -> None:
    say = referral.say
    add = referral.verb("add", add_referral, "teruskan sebuah laporan", "refer a report")
    add.add_argument("report", metavar="REPORT")
    to = say("kode lembaga, boleh :tingkat; dapat diulang", "code, perhaps with :level; may be repeated")
    add.add_argument("--to", action="append", required=True, metavar="INSTITUTION", help=to)
    add.add_argument("--addressee", default="", metavar="TEXT", help=say("Yth. pada surat", "addressee on the letter"))
    add.add_argument("--identity", default="", choices=IDENTITIES, metavar="I", help=", ".join(IDENTITIES))
    add.add_argument("--reason", default="", metavar="TEXT", help=say("alasan, wajib bagi atasan", "needed for employers"))
    add.add_argument("--organiser", default="", choices=ORGANISERS, metavar="O", help=", ".join(ORGANISERS))
    field = say("isian surat, dapat diulang", "a value of the letter; may be repeated")
    add.add_argument("--field", action="append", default=[], metavar="NAME=TEXT", help=field)
    propose = referral.verb("propose", propose_referral, "jalur yang terbuka hari ini", "the ways that are open today")
    propose.add_argument("report", metavar="REPORT")
    propose.add_argument("--organiser", default="", choices=ORGANISERS, metavar="O", help=", ".join(ORGANISERS))


def _register_answers(referral: Grammar) -> None:
    say = referral.say
    receipt = _answer(referral, "receipt", record_receipt, "catat tanda terima lembaga", "record the institution's receipt")
    receipt.add_argument("--counter", default="", metavar="TEXT", help=say("nama loket", "name of the counter"))
    returned = _answer(referral, "returned", record_return, "dikembalikan karena belum lengkap", "sent back as incomplete")
    returned.add_argument("--lacks", action="append", required=True, choices=LACKS, metavar="L", help=", ".join(LACKS))
    rejected = _answer(referral, "rejected", record_rejection, "ditolak lembaga", "not taken on by the institution")
    rejected.add_argument("--ground", required=True, choices=GROUNDS, metavar="G", help=", ".join(GROUNDS))
    decided = _answer(referral, "decided", record_decision, "catat putusan lembaga", "record the institution's decision")
    decided.add_argument("--outcome", required=True, choices=(*OUTCOMES, *ALSO), metavar="O", help=", ".join(OUTCOMES))
    step = _answer(referral, "step", record_step, "catat langkah lembaga", "record a step that the institution told of")
    step.add_argument("--step", required=True, choices=STEPS, metavar="S", help=", ".join(STEPS))
    remind = referral.verb("remind", remind_institution, "catat pengingat kepada lembaga", "record a reminder")
    remind.add_argument("referral", metavar="ID")
    remind.add_argument("--by", default="letter", choices=MEANS, metavar="MEANS", help=", ".join(MEANS))
    remind.add_argument("--words", default="", metavar="TEXT")
    escalate = referral.verb("escalate", escalate_referral, "naikkan kepada atasan lembaga", "bring it before the level above")
    escalate.add_argument("referral", metavar="ID")
    escalate.add_argument("--to", required=True, metavar="TEXT")
    escalate.add_argument("--words", required=True, metavar="TEXT")


def _answer(referral: Grammar, name: str, run: Any, indonesian: str, english: str) -> Parser:
    verb = referral.verb(name, run, indonesian, english)
    verb.add_argument("referral", metavar="ID")
    verb.add_argument("--at", required=True, metavar="TIME", help="RFC 3339")
    number = referral.say("nomor pada surat lembaga", "number on the institution's paper")
    verb.add_argument("--number", default="", metavar="N", help=number)
    if name != "step":
        verb.add_argument("--words", default="", metavar="TEXT")
    return verb


# --- sending -----------------------------------------------------------------------------------------------------------


def add_referral(session: Session) -> Answer:
    """``referral add``: one referral and letter for each addressee, all or none."""
    options = session.options
    fields = dict(_pair(text) for text in options.field)
    addressees = tuple(_addressee(text, options.addressee if len(options.to) == 1 else "") for text in options.to)
    with session.profile() as app:
        report = read_id(app.ask(queries.Report(options.report)).row.id)
        command = SendReferral(app.new_command(), report, addressees, options.identity, options.reason, options.organiser, fields)
        sent = cast("tuple[SentReferral, ...]", app.execute(command).reply)
    first = sent[0]
    tree = {"id": first.id, "due": first.due, "letter": first.letter, "referrals": [asdict(each) for each in sent]}
    return Answer(tree, [f"{each.id}  {each.institution}  {each.letter}  {each.due}" for each in sent])


def _addressee(text: str, to: str) -> Addressee:
    code, _, level = text.partition(":")
    return Addressee(code.strip().upper(), level.strip().casefold(), to)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise Invalid("usage", detail="--field NAME=TEXT")
    return name.strip(), value


def propose_referral(session: Session) -> Answer:
    """``referral propose``: every addressee of today's routes, first ones first, and why one is shut."""
    options = session.options
    with session.profile() as app:
        found = app.ask(ProposedReferral(options.report, options.organiser))
    lines = [f"{way.institution}  {way.place}  {way.route}  {way.shut or way.to}" for way in found.ways]
    return Answer(asdict(found), lines)


# --- answers -----------------------------------------------------------------------------------------------------------


def record_receipt(session: Session) -> Answer:
    """``referral receipt``."""
    options = session.options
    return _act(
        session,
        lambda app, ref: RecordReceipt(
            app.new_command(), ref, options.number, _moment(options.at), options.counter, options.words
        ),
    )


def record_return(session: Session) -> Answer:
    """``referral returned``."""
    options = session.options
    return _act(
        session,
        lambda app, ref: RecordReturn(
            app.new_command(), ref, _moment(options.at), tuple(options.lacks), options.number, options.words
        ),
    )


def record_rejection(session: Session) -> Answer:
    """``referral rejected``."""
    options = session.options
    return _act(
        session,
        lambda app, ref: RecordRejection(
            app.new_command(), ref, _moment(options.at), options.ground, options.number, options.words
        ),
    )


def record_decision(session: Session) -> Answer:
    """``referral decided``."""
    options = session.options
    outcome = ALSO.get(options.outcome, options.outcome)
    return _act(
        session,
        lambda app, ref: RecordDecision(app.new_command(), ref, _moment(options.at), outcome, options.number, options.words),
    )


def record_step(session: Session) -> Answer:
    """``referral step``."""
    options = session.options
    return _act(session, lambda app, ref: RecordStep(app.new_command(), ref, _moment(options.at), options.step, options.number))


def remind_institution(session: Session) -> Answer:
    """``referral remind``."""
    options = session.options
    return _act(session, lambda app, ref: RemindInstitution(app.new_command(), ref, options.by, options.words))


def escalate_referral(session: Session) -> Answer:
    """``referral escalate``."""
    options = session.options
    return _act(session, lambda app, ref: EscalateReferral(app.new_command(), ref, options.to, options.words))


def _act(session: Session, made: Any) -> Answer:
    with session.profile() as app:
        command: ReferralCommand = made(app, _id(session.options.referral))
        done = cast("ReferralDone", app.execute(command).reply)
    return Answer(asdict(done), [f"{done.id}  {done.stage}  {done.due}  {done.letter}".rstrip()])


def _id(text: str) -> SubjectId:
    try:
        return read_id(text.strip())
    except Invalid:
        raise Invalid("referral.unknown") from None


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise Invalid("referral.time", value=text) from None


# --- looking -----------------------------------------------------------------------------------------------------------


def list_referrals(session: Session) -> Answer:
    """``referral list``; with ``--due`` the most pressing first."""
    options = session.options
    with session.profile() as app:
        page = app.ask(Referrals(options.report, options.to, options.stage, options.due, options.limit, options.after))
    tree = {"referrals": [referral_tree(row) for row in page.rows], "next": page.next}
    return Answer(tree, [_line(row) for row in page.rows])


def referral_tree(row: ReferralRow) -> dict[str, object]:
    """A referral as JSON, with what is due."""
    return {**asdict(row), "due": "" if row.clock is None else row.clock.safe}


def _line(row: ReferralRow) -> str:
    clock: ReferralClock | None = row.clock
    due = "" if clock is None else f"{clock.clause} {clock.safe} {clock.state}"
    return f"{row.id}  {row.number}  {row.institution}  {row.stage}  {due}".rstrip()


def show_referral(session: Session) -> Answer:
    """``referral show``; where the liaison looks for the first time, that is recorded."""
    with session.profile() as app:
        view = app.ask(ReferralById(session.options.referral))
        if app.is_liaison and not view.row.viewed:
            app.execute(NoteReferralSeen(app.new_command(), _id(view.row.id)))
            view = app.ask(ReferralById(session.options.referral))
    tree = {**asdict(view), **referral_tree(view.row)}
    del tree["row"]
    lines = [_line(view.row), *(f"{each.at}  {each.kind}  {each.code}  {each.number}" for each in view.answers)]
    return Answer(tree, lines)


def list_closed(session: Session) -> Answer:
    """``referral closed``: without a word of any report; the liaison's first look at each is recorded."""
    options = session.options
    with session.profile() as app:
        page = app.ask(ClosedCases(options.limit, options.after))
        unseen = [row for row in page.rows if app.is_liaison and not row.seen]
        for row in unseen:
            app.execute(NoteClosingSeen(app.new_command(), _id(row.report)))
        page = app.ask(ClosedCases(options.limit, options.after)) if unseen else page
    lines = [f"{row.number}  {row.outcome}  {row.institution}  {row.decision}" for row in page.rows]
    return Answer({"closed": [asdict(row) for row in page.rows], "next": page.next}, lines)


def write_medium(session: Session) -> Answer:
    """``referral medium``: letter, list of digests and files in the clear; each file that leaves is an entry."""
    options = session.options
    with session.profile() as app:
        made = referral_medium.write(app, options.referral, options.out, session.console.watch)
    warning = session.say(
        "Berkas itu kini di luar perlindungan Posko; serahkan kepada lembaga dan hapus bila tidak diperlukan lagi.",
        "Those files are outside the protection of Posko now; hand them over and delete them when they are needed no more.",
    )
    tree = {"folder": str(made.folder), "files": list(made.files), "kept": [asdict(each) for each in made.kept]}
    return Answer(tree, [*made.files, *(f"{each.name}: {each.kept}" for each in made.kept)], warnings=[warning])


def write_letter(session: Session) -> Answer:
    """``letter``: the PDF as it was issued, and perhaps the list of digests for the plain medium."""
    options = session.options
    with session.profile() as app:
        letter = app.ask(ReferralLetter(options.referral, options.reminder))
        with compose.writing_file(options.out) as sink:  # both, or neither of them
            sink.write(letter)
            if options.hash_list is not None:
                compose.write_file(options.hash_list, app.ask(HashList(options.referral)))
    return Answer({"file": str(options.out)}, [str(options.out)])
