"""Verbs about sticks and links: send to a folder or a server, receive from one."""

from __future__ import annotations

from dataclasses import asdict

from core.app import queries
from core.domain.errors import Invalid, Unavailable
from ui.cli.console import DONE, LOOK, Answer
from ui.cli.document_verbs import refused_words
from ui.cli.link_verbs import open_place
from ui.cli.parser import Grammar
from ui.cli.session import Session
from ui.messages import sentence


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    sending = grammar.verb("send", send_out, "tulis ke media apa yang belum diterima", "write to a medium what is lacking there")
    place = say("folder media, nama jalur, atau alamat sftp:// webdav:// s3://", "medium's folder, a link's name, or an address")
    sending.add_argument("target", metavar="TARGET", help=place)
    sending.add_argument("--to", metavar="POST", help=say("hanya untuk satu posko", "for one post alone"))
    taking = grammar.verb("receive", take_in, "terima dari media", "take in what a medium holds for this office")
    taking.add_argument("source", metavar="SOURCE", help=place)


def send_out(session: Session) -> Answer:
    """``send``."""
    options = session.options
    with session.profile() as app:
        from sync.exchange import send

        with open_place(session, app, options.target) as place:
            report = send(app, place, to=options.to, watch=session.console.watch)
    warnings = [sentence(Unavailable("medium.full"), session.console.language)] if report.left else []
    line = session.say(
        f"{report.objects} berkas ditulis: {report.entries} catatan, {report.attachments} lampiran, {report.bytes} bita; "
        f"{report.queued} laporan masih menunggu",
        f"{report.objects} objects written: {report.entries} entries, {report.attachments} attachments, {report.bytes} bytes; "
        f"{report.queued} reports still waiting",
    )
    return Answer(asdict(report), [line], LOOK if report.left else DONE, warnings)


def take_in(session: Session) -> Answer:
    """``receive``: what fails its proof is set aside whole, with its reason."""
    with session.profile() as app:
        from sync.exchange import receive

        before = {(each.code, each.version) for each in app.ask(queries.RefusedWordings())}
        with open_place(session, app, session.options.source) as place:
            report = receive(app, place, session.console.watch)
        refused = [each for each in app.ask(queries.RefusedWordings()) if (each.code, each.version) not in before]
    language = session.console.language
    aside = [
        {"object": item.object, "code": item.code, "reason": sentence(Invalid(item.code), language)}
        for item in report.quarantined
    ]
    tree = {**asdict(report), "quarantined": aside, "gaps": list(report.gaps), "unconfirmed": list(report.unconfirmed)}
    line = session.say(
        f"{report.entries} catatan dan {report.attachments} lampiran masuk; {report.acknowledged} laporan kini diterima provinsi",
        f"{report.entries} entries and {report.attachments} attachments taken in; {report.acknowledged} reports now received",
    )
    warnings = [f"{item['object']}: {item['reason']}" for item in aside] + _oddities(session, report.gaps, report.forks)
    warnings += [_unconfirmed(session, post) for post in report.unconfirmed] + refused_words(session, refused)
    return Answer(tree, [line], LOOK if warnings else DONE, warnings)


def _oddities(session: Session, gaps: tuple[str, ...], forks: int) -> list[str]:
    found = [
        session.say(
            f"Ada catatan yang belum sampai ({gap}). Yang ada disimpan; terima media pengirim yang lain.",
            f"Entries are still missing ({gap}). What came is kept; receive the sender's other media.",
        )
        for gap in gaps
    ]
    if forks:
        found.append(
            session.say(
                f"{forks} catatan bercabang: satu laptop mungkin disalin. Semua cabang disimpan; hubungi posko itu.",
                f"{forks} entries fork: a laptop may have been copied. All branches are kept; contact that post.",
            )
        )
    return found


def _unconfirmed(session: Session, post: str) -> str:
    return session.say(
        f"Posko {post} memakai laptop lebih banyak daripada kitnya. Laporannya diterima; tanyakan ke posko itu.",
        f"The post {post} has more laptops than its kit allows. Its reports are taken in; ask that post.",
    )
