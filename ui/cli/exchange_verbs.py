"""The verb that writes to a stick or over a link."""

from __future__ import annotations

from dataclasses import asdict

from core.domain.errors import Unavailable
from ui.cli.console import DONE, LOOK, Answer
from ui.cli.link_verbs import open_place
from ui.cli.parser import Grammar
from ui.cli.session import Session
from ui.messages import sentence

CARGO = ("journal", "small", "everything")


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    sending = grammar.verb("send", send_out, "tulis ke media apa yang belum diterima", "write to a medium what is lacking there")
    place = say("folder media, nama jalur, atau alamat sftp:// webdav:// s3://", "medium's folder, a link's name, or an address")
    sending.add_argument("target", metavar="TARGET", help=place)
    sending.add_argument("--to", metavar="POST", help=say("hanya untuk satu posko, atau nation", "for one post alone, or nation"))
    sending.add_argument(
        "--cargo",
        choices=CARGO,
        default=CARGO[-1],
        help=say(
            "yang boleh lewat bila kuota terbatas: small di bawah 8 MB", "what may go while data are paid for: small below 8 MB"
        ),
    )


def send_out(session: Session) -> Answer:
    """``send``."""
    options = session.options
    with session.profile() as app:
        from sync.cargo import Cargo
        from sync.exchange import send

        with open_place(session, app, options.target) as place:
            report = send(app, place, to=options.to, watch=session.console.watch, cargo=Cargo(options.cargo))
    warnings = [sentence(Unavailable("medium.full"), session.console.language)] if report.left else []
    line = session.say(
        f"{report.objects} berkas ditulis: {report.entries} catatan, {report.attachments} lampiran, {report.bytes} bita; "
        f"{report.queued} laporan masih menunggu",
        f"{report.objects} objects written: {report.entries} entries, {report.attachments} attachments, {report.bytes} bytes; "
        f"{report.queued} reports still waiting",
    )
    return Answer(asdict(report), [line], LOOK if report.left else DONE, warnings)
