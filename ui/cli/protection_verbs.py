"""Verbs about the protection of personal data: breaches with their clock, requests for access, what is due for purge."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, cast

from core.app import protection_queries as queries
from core.app.protection_views import AccessFile, BreachRow, PurgeProposed, PurgeRow
from core.domain.access import WHO, AnswerAccess, RequestAccess
from core.domain.breach import DATA, ENDS, NOTICES, OVER, STEPS, CloseBreach, IssueNotice, RecordBreach, StepBreach
from core.domain.errors import Invalid
from core.domain.ids import SubjectId, read_id
from core.domain.retention import MOST_DAYS, ProposePurge
from ui import compose
from ui.cli.console import DONE, LOOK, Answer
from ui.cli.document_verbs import write_issued
from ui.cli.parser import Grammar
from ui.cli.session import SMALL_FILE, Session

if TYPE_CHECKING:
    from core.app.document_views import IssuedDocument


def register(grammar: Grammar) -> None:
    """Add the three families."""
    _breach(grammar.family("breach", "kegagalan pelindungan data", "failures to protect personal data"))
    _access(grammar.family("access", "permintaan akses data pribadi", "requests for access to one's own data"))
    _retention(grammar.family("retention", "masa simpan dan penghapusan", "how long is kept, and purge"))


def _breach(family: Grammar) -> None:
    say = family.say
    add = family.verb("add", add_breach, "catat kegagalan; jam 72 mulai berjalan", "record a breach; the 72 hours begin")
    add.add_argument("--what", required=True, metavar="TEXT", help=say("apa yang terjadi, tanpa nama", "what happened, no names"))
    add.add_argument("--known", required=True, metavar="TIME", help=say("saat diketahui", "when it became known"))
    add.add_argument("--data", required=True, action="append", choices=DATA, metavar="KIND", help=", ".join(DATA))
    add.add_argument("--people", type=int, default=0, metavar="N", help=say("0: belum diketahui", "0: not known yet"))
    add.add_argument("--post", action="append", default=[], metavar="CODE")
    add.add_argument("--laptop", action="append", default=[], metavar="KEY")
    add.add_argument("--when", default="", metavar="TEXT", help=say("kapan dan bagaimana", "when and how"))
    listing = family.verb("list", list_breaches, "yang terakhir diketahui dahulu", "the latest known first")
    listing.add_argument("--open", action="store_true", help=say("yang belum ditutup saja", "those not closed alone"))
    listing.add_argument("--agency", metavar="NAME", help=say("tetapkan nama lembaga yang diberi tahu", "set whom notices go to"))
    listing.add_argument("--limit", type=int, default=50, metavar="N")
    listing.add_argument("--after", metavar="CURSOR")
    family.verb("show", show_breach, "satu kegagalan", "one breach").add_argument("id", metavar="ID")
    step = family.verb("step", step_breach, "catat satu langkah", "record a step")
    step.add_argument("id", metavar="ID")
    step.add_argument("step", choices=STEPS)
    step.add_argument("--at", default="", metavar="TIME")
    step.add_argument("--to", default="", metavar="TEXT", help=say("kepada siapa", "to whom"))
    step.add_argument("--number", default="", metavar="N", help=say("nomor surat", "number of the letter"))
    step.add_argument("--words", default="", metavar="TEXT")
    notice = family.verb("notice", issue_notice, "terbitkan pemberitahuan T19", "issue notice T19")
    notice.add_argument("id", metavar="ID")
    notice.add_argument("step", choices=NOTICES)
    notice.add_argument("--to", default="", metavar="TEXT")
    for name in ("data", "when", "measures", "contact", "signer-position"):
        notice.add_argument(f"--{name}", required=True, metavar="TEXT")
    notice.add_argument("--advice", default="", metavar="TEXT")
    notice.add_argument("--out", required=True, type=Path, metavar="PDF")
    close = family.verb("close", close_breach, "tutup", "close it")
    close.add_argument("id", metavar="ID")
    close.add_argument("end", choices=ENDS)
    close.add_argument("--words", required=True, metavar="TEXT")


def _access(family: Grammar) -> None:
    say = family.say
    ask = family.verb("request", request_access, "catat permintaan", "record a request")
    ask.add_argument("who", choices=WHO)
    ask.add_argument("--code-file", type=Path, metavar="FILE", help=say("kode pelapor", "the reporter's code"))
    ask.add_argument("--report", default="", metavar="REPORT")
    ask.add_argument("--party", type=int, default=1, metavar="N", help=say("pihak ke-", "place of the party"))
    ask.add_argument("--how", default="", metavar="TEXT", help=say("cara identitas diperiksa", "how identity was shown"))
    answer = family.verb("answer", answer_access, "jawab dengan berkas", "answer with a file")
    answer.add_argument("id", metavar="ID")
    answer.add_argument("--refuse", action="store_true", help=say("tolak tanpa menyebut apa pun", "refuse, telling of nothing"))
    answer.add_argument("--out", required=True, type=Path, metavar="FILE")
    listing = family.verb("list", list_requests, "yang terbaru dahulu", "the newest first")
    listing.add_argument("--open", action="store_true")
    listing.add_argument("--limit", type=int, default=50, metavar="N")
    listing.add_argument("--after", metavar="CURSOR")


def _retention(family: Grammar) -> None:
    say = family.say
    listing = family.verb("list", list_due, "yang waktunya dihapus dan yang sudah dihapus", "what is due and what is gone")
    listing.add_argument("--days", type=int, metavar="N", help=say("tetapkan masa simpan", "set how long is kept"))
    listing.add_argument("--limit", type=int, default=100, metavar="N")
    listing.add_argument("--after", metavar="CURSOR")
    family.verb("propose", propose_purge, "usulkan semua yang tidak ditahan", "propose all that is not held")


def _id(text: str, code: str) -> SubjectId:
    try:
        return read_id(text)
    except Invalid:
        raise Invalid(code) from None


def add_breach(session: Session) -> Answer:
    """``breach add``."""
    o = session.options
    with session.profile() as app:
        command = RecordBreach(
            app.new_command(), o.what, o.known, tuple(o.data), o.people, tuple(o.post), tuple(o.laptop), o.when
        )
        made = str(app.execute(command).reply)
        row = app.ask(queries.Breach(made))
    return Answer(asdict(row), [made, _line(session, row)])


def list_breaches(session: Session) -> Answer:
    """``breach list``: 1 where a notice is overdue."""
    o = session.options
    with session.profile() as app:
        if o.agency is not None:
            app.settings.put(queries.AGENCY, o.agency.strip())
        page = app.ask(queries.Breaches(o.open, o.limit, o.after))
    late = any(row.state == OVER and not row.end for row in page.rows)
    tree = {"breaches": [asdict(row) for row in page.rows], "next": page.next, "agency": page.agency}
    return Answer(tree, [_line(session, row) for row in page.rows], LOOK if late else DONE)


def show_breach(session: Session) -> Answer:
    """``breach show``."""
    with session.profile() as app:
        row = app.ask(queries.Breach(session.options.id))
    steps = [f"  {each.at}  {each.step}  {each.to}  {each.number}  {each.words}".rstrip() for each in row.steps]
    return Answer(asdict(row), [_line(session, row), row.what, *steps])


def _line(session: Session, row: BreachRow) -> str:
    state = session.word(row.state, "breach_state")
    return f"{row.id}  {row.known}  {session.say('sampai', 'until')} {row.due}  {state}"


def step_breach(session: Session) -> Answer:
    """``breach step``."""
    o = session.options
    with session.profile() as app:
        breach = _id(o.id, "breach.unknown")
        app.execute(StepBreach(app.new_command(), breach, o.step, o.at, o.to, o.number, o.words))
        row = app.ask(queries.Breach(o.id))
    return Answer(asdict(row), [_line(session, row)])


def issue_notice(session: Session) -> Answer:
    """``breach notice``: a signed PDF, recorded as given now."""
    o = session.options
    with session.profile() as app:
        breach = _id(o.id, "breach.unknown")
        command = IssueNotice(
            app.new_command(), breach, o.step, o.to, o.data, o.when, o.measures, o.contact, o.signer_position, o.advice
        )
        made = cast("IssuedDocument", app.execute(command).reply)
        return write_issued(made, o.out)


def close_breach(session: Session) -> Answer:
    """``breach close``."""
    o = session.options
    with session.profile() as app:
        app.execute(CloseBreach(app.new_command(), _id(o.id, "breach.unknown"), o.end, o.words))
        row = app.ask(queries.Breach(o.id))
    return Answer(asdict(row), [_line(session, row)])


def request_access(session: Session) -> Answer:
    """``access request``: the code comes from a file, so that no list of programs shows it."""
    o = session.options
    code = "" if o.code_file is None else compose.read_file(o.code_file, SMALL_FILE).decode("utf-8-sig", "replace").strip()
    with session.profile() as app:
        made = str(app.execute(RequestAccess(app.new_command(), o.who, code, o.report, o.party - 1, o.how)).reply)
    return Answer({"id": made}, [made])


def answer_access(session: Session) -> Answer:
    """``access answer``: JSON Lines; the file of a refusal is the same for everybody."""
    o = session.options
    with session.profile() as app, compose.writing_file(o.out) as sink:
        command = AnswerAccess(app.new_command(), _id(o.id, "access.unknown"), o.refuse)
        made = cast("AccessFile", app.execute(command).reply)
        sink.write(made.content)
    tree = {"id": made.id, "status": made.status, "digest": made.digest, "file": str(o.out)}
    return Answer(tree, [f"{session.word(made.status, 'access_status')}  {o.out}"])


def list_requests(session: Session) -> Answer:
    """``access list``."""
    o = session.options
    with session.profile() as app:
        page = app.ask(queries.AccessRequests(o.open, o.limit, o.after))
    lines = [
        f"{row.id}  {row.day}  {session.word(row.who, 'access_who')}  {row.number}  {session.word(row.status, 'access_status')}"
        for row in page.rows
    ]
    return Answer({"requests": [asdict(row) for row in page.rows], "next": page.next}, lines)


def list_due(session: Session) -> Answer:
    """``retention list``."""
    o = session.options
    with session.profile() as app:
        if o.days is not None:
            if not 1 <= o.days <= MOST_DAYS:
                raise Invalid("retention.days", value=o.days, most=MOST_DAYS)
            app.settings.put(queries.RETENTION_DAYS, str(o.days))
        view = app.ask(queries.Retention(o.limit, o.after))
    gone = {False: session.say("dihapus", "erased"), True: session.say("nama dihapus", "names erased")}
    lines = [
        *(_due_line(session, row) for row in view.rows),
        *(f"{row.number}  {gone[row.names_alone]}" for row in view.tombstones),
    ]
    nothing = session.say("belum ada yang harus dihapus", "nothing is to be erased yet")
    shown = asdict(view)
    return Answer({"due": shown.pop("rows"), **shown}, lines or [nothing])


def _due_line(session: Session, row: PurgeRow) -> str:
    held = session.say(" (ditahan sebagai bukti)", " (under a legal hold)") if row.held else ""
    ordered = session.say(" (menunggu petugas kedua)", " (waits for a second officer)") if row.ordered else ""
    return f"{row.number}  {session.word(row.what, 'purge')}  {row.due}{held}{ordered}"


def propose_purge(session: Session) -> Answer:
    """``retention propose``: orders that have effect once another officer of the province agreed to each."""
    with session.profile() as app:
        made = cast("PurgeProposed", app.execute(ProposePurge(app.new_command())).reply)
    told = session.say(f"{made.ordered} diusulkan, {made.left} dilewati", f"{made.ordered} proposed, {made.left} left out")
    return Answer(asdict(made), [told])
