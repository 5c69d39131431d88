"""Verbs about taking in: receive from media, look before, watch a folder, and what was set aside."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from core.app import queries
from core.app.document_views import RefusedWording
from core.domain.errors import Cancelled, Invalid, Refused
from ui.cli.console import DONE, LOOK, Answer
from ui.cli.document_verbs import refused_words
from ui.cli.link_verbs import open_place
from ui.cli.parser import Grammar
from ui.cli.session import Session
from ui.messages import sentence

if TYPE_CHECKING:
    from core.app.application import Application
    from sync.report import IntakePreview, ReceiveReport, SetAside, Unusable

EVERY = 5.0


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    place = say("folder media, nama jalur, atau alamat sftp:// webdav:// s3://", "medium's folder, a link's name, or an address")
    taking = grammar.verb("receive", take_in, "terima dari media", "take in what media hold for this office")
    taking.add_argument("source", metavar="SOURCE", nargs="*", help=place)
    taking.add_argument(
        "--preview",
        action="store_true",
        help=say("lihat dahulu: dari siapa, berapa, apa yang kurang", "look first, take nothing"),
    )
    taking.add_argument(
        "--watch", type=Path, metavar="FOLDER", help=say("terima terus dari folder ini sampai dihentikan", "until it is stopped")
    )
    taking.add_argument("--every", type=float, default=EVERY, metavar="SECONDS", help=say("jeda antarpandangan", "between looks"))
    aside = grammar.family("aside", "yang disisihkan dan yang perlu dilihat", "what was set aside and needs a look")
    aside.verb("list", list_aside, "tampilkan dengan alasannya", "show it with its reason")
    aside.verb("retry", retry, "coba terima lagi", "try to take it in again")


def take_in(session: Session) -> Answer:
    """``receive``: what fails its proof is set aside whole, with its reason."""
    options = session.options
    if bool(options.source) == (options.watch is not None) or (options.preview and options.watch) or options.every <= 0:
        raise Invalid("usage", detail="receive SOURCE... | receive --preview SOURCE... | receive --watch FOLDER")
    if options.watch is not None:
        return keep_watch(session)
    with session.profile() as app:
        from sync.exchange import Apart, look, receive_all

        with ExitStack() as stack:
            opener = stack.enter_context(Apart(app.identities))
            places = [stack.enter_context(open_place(session, app, source)) for source in options.source]
            if options.preview:
                return _seen(session, app, look(app, places, session.console.watch, opener))
            before = _refused(app)
            report = receive_all(app, places, session.console.watch, opener)
            _require_one(report.unusable, len(places))
            return _taken(session, report, [each for each in app.ask(queries.RefusedWordings()) if _key(each) not in before])


def keep_watch(session: Session) -> Answer:
    """``receive --watch``: takes in what comes to rest in a folder; SIGTERM or SIGINT ends it after the object at hand."""
    options, console = session.options, session.console
    with session.profile() as app, _stopped_by_signal() as stop:
        from sync.exchange import Apart
        from sync.watching import Watched

        watched, total, before = Watched(options.watch), _Total(), _refused(app)
        console.note(session.say(f"Memantau {options.watch}", f"Watching {options.watch}"))

        def watch(stage: str, done: int, count: int) -> None:
            if stop.is_set():
                raise Cancelled
            console.watch(stage, done, count)

        told = ""
        with Apart(app.identities) as opener:
            while not stop.is_set():
                try:
                    report = watched.take(app, watch, opener)
                except Cancelled:
                    break
                if report is not None:
                    total.add(report)
                    told = _told(session, report, told)
                    app.tidy()
                stop.wait(options.every)
        refused = [each for each in app.ask(queries.RefusedWordings()) if _key(each) not in before]
        return _taken(session, total.report(app), refused)


def _told(session: Session, report: ReceiveReport, before: str) -> str:
    """Say what a look brought, and a lasting trouble only once; gives what was said."""
    troubles = [f"{item.source}: {sentence(item.refusal, session.console.language)}" for item in report.unusable]
    brought = bool(report.entries or report.attachments or report.quarantined)
    words = "\n".join([_line(session, report), *troubles])
    if brought or words != before:
        session.console.note(words)
    return words


def list_aside(session: Session) -> Answer:
    """``aside list``: objects set aside, copied laptops, revoked ones that still write, gaps; nothing of it is ever deleted."""
    with session.profile() as app:
        rows, alarms = app.ask(queries.Quarantine()), app.ask(queries.Alarms())
    language = session.console.language
    items = [{**asdict(row), "reason": sentence(Invalid(row.code), language)} for row in rows]
    of = {what: [asdict(row) for row in alarms if row.what == what] for what in ("fork", "revoked", "gap", "behind")}
    lines = [f"{row.at} {row.object} ({row.medium}): {item['reason']}" for row, item in zip(rows, items, strict=True)]
    words = {"fork": ("bercabang", "fork"), "revoked": ("laptop dicabut", "revoked laptop"), "gap": ("kurang", "lacking")}
    words |= {"behind": ("dipulihkan ke keadaan lama", "put back to an earlier state")}
    lines += [f"{session.say(*words[row.what])}: {row.post} {row.stream} {row.first}-{row.last}" for row in alarms]
    look = alarms or any(not row.settled for row in rows)
    empty = session.say("Tidak ada yang disisihkan.", "Nothing was set aside.")
    tree = {"set_aside": items, "forks": of["fork"], "revoked": of["revoked"], "gaps": of["gap"], "behind": of["behind"]}
    return Answer(tree, lines or [empty], LOOK if look else DONE)


def retry(session: Session) -> Answer:
    """``aside retry``: after an update of the program, or when what an object lacked has come."""
    with session.profile() as app:
        from sync.exchange import Apart, retry_aside

        with Apart(app.identities) as opener:
            return _taken(session, retry_aside(app, session.console.watch, opener), [])


class _Total:
    """What all looks of a watch came to."""

    def __init__(self) -> None:
        from sync.report import ReceiveReport

        self._sum = ReceiveReport()

    def add(self, one: ReceiveReport) -> None:
        """One look more."""
        counts = {
            name: getattr(self._sum, name) + getattr(one, name)
            for name in ("entries", "attachments", "skipped", "others", "quarantined", "forks", "acknowledged", "repaired")
        }
        self._sum = replace(self._sum, posts=tuple(sorted({*self._sum.posts, *one.posts})), **counts)

    def report(self, app: Application) -> ReceiveReport:
        """The sum, with what lacks and what is not confirmed as it stands at the end."""
        lacking = [row for row in app.ask(queries.Alarms()) if row.what == "gap"]
        gaps = tuple(f"{row.stream}:{row.first}-{row.last}" for row in lacking)
        return replace(self._sum, gaps=gaps, unconfirmed=app.unconfirmed_posts())


@contextmanager
def _stopped_by_signal() -> Iterator[threading.Event]:
    stop = threading.Event()

    def handle(number: int, frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, handle) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@dataclass(frozen=True, slots=True)
class _Odd:
    """Lists of what needs a look, as JSON and as warnings."""

    aside: list[dict[str, str]]
    unusable: list[dict[str, str]]
    warnings: list[str]


def _odd(session: Session, aside: Sequence[SetAside], unusable: Sequence[Unusable], gaps: Sequence[str]) -> _Odd:
    language = session.console.language
    items = [{"object": i.object, "code": i.code, "reason": sentence(Invalid(i.code), language)} for i in aside]
    places = [{"source": i.source, "code": i.refusal.code, "reason": sentence(i.refusal, language)} for i in unusable]
    warnings = [f"{item['object']}: {item['reason']}" for item in items]
    warnings += [f"{item['source']}: {item['reason']}" for item in places]
    warnings += [
        session.say(
            f"Ada catatan yang belum sampai ({gap}). Yang ada disimpan; terima media pengirim yang lain.",
            f"Entries are still missing ({gap}). What came is kept; receive the sender's other media.",
        )
        for gap in gaps
    ]
    return _Odd(items, places, warnings)


def _taken(session: Session, report: ReceiveReport, refused: Sequence[RefusedWording]) -> Answer:
    odd = _odd(session, report.quarantined, report.unusable, report.gaps)
    tree = {**asdict(replace(report, unusable=())), "quarantined": odd.aside, "unusable": odd.unusable}
    look = [*odd.warnings, *_forks(session, report.forks)]
    look += [_unconfirmed(session, post) for post in report.unconfirmed] + refused_words(session, list(refused))
    # What parity made good is whole and taken in: the stick is at fault, and nothing of what came.
    return Answer(tree, [_line(session, report)], LOOK if look else DONE, look + _repaired(session, report.repaired))


def _line(session: Session, report: ReceiveReport) -> str:
    aside = len(report.quarantined)
    return session.say(
        f"{report.entries} catatan dan {report.attachments} lampiran masuk, {aside} disisihkan; "
        f"{report.acknowledged} laporan kini diterima provinsi",
        f"{report.entries} entries and {report.attachments} attachments taken in, {aside} set aside; "
        f"{report.acknowledged} reports now received",
    )


def _seen(session: Session, app: Application, seen: IntakePreview) -> Answer:
    """``receive --preview``: nothing was taken in."""
    _require_one(seen.unusable, len(session.options.source))
    odd = _odd(session, seen.quarantined, seen.unusable, seen.gaps)
    senders = [{**asdict(sender), "name": _post_name(app, sender.post)} for sender in seen.senders]
    tree = {**asdict(replace(seen, unusable=())), "senders": senders, "quarantined": odd.aside, "unusable": odd.unusable}
    lines = [
        session.say(
            f"{sender['name']} ({sender['post']}): {sender['entries']} catatan baru dalam {sender['objects']} berkas",
            f"{sender['name']} ({sender['post']}): {sender['entries']} new entries in {sender['objects']} objects",
        )
        for sender in senders
    ]
    lines.append(
        session.say(
            f"{seen.entries} catatan dan {seen.pieces} potongan lampiran baru; {seen.skipped} berkas sudah pernah diterima",
            f"{seen.entries} entries and {seen.pieces} pieces of attachments are new; {seen.skipped} objects came before",
        )
    )
    return Answer(tree, lines, LOOK if odd.warnings else DONE, odd.warnings)


def _require_one(unusable: Sequence[Unusable], places: int) -> None:
    """Of many media one that cannot be used is told; where none can, nothing was carried out."""
    if len(unusable) >= places:
        refusal: Refused = unusable[0].refusal
        raise refusal


def _post_name(app: Application, code: str) -> str:
    known = app.reference.post(code)
    return code if known is None else known.name_id


def _refused(app: Application) -> set[tuple[str, int]]:
    return {_key(each) for each in app.ask(queries.RefusedWordings())}


def _key(each: RefusedWording) -> tuple[str, int]:
    return each.code, each.version


def _forks(session: Session, forks: int) -> list[str]:
    words = session.say(
        f"{forks} catatan bercabang: satu laptop mungkin disalin. Semua cabang disimpan; hubungi posko itu.",
        f"{forks} entries fork: a laptop may have been copied. All branches are kept; contact that post.",
    )
    return [words] if forks else []


def _repaired(session: Session, count: int) -> list[str]:
    if not count:
        return []
    return [
        session.say(
            f"{count} berkas mulai rusak dan sudah dipulihkan utuh; tidak ada yang hilang. Ganti media ini.",
            f"{count} files had begun to rot and were restored whole; nothing was lost. Replace this stick.",
        )
    ]


def _unconfirmed(session: Session, post: str) -> str:
    return session.say(
        f"Posko {post} memakai laptop lebih banyak daripada kitnya. Laporannya diterima; tanyakan ke posko itu.",
        f"The post {post} has more laptops than its kit allows. Its reports are taken in; ask that post.",
    )
