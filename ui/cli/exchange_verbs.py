"""The verb that writes to a stick or over a link."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from core.domain.errors import Invalid, Refused, Unavailable
from ui.cli.console import DONE, LOOK, Answer
from ui.cli.link_verbs import open_place
from ui.cli.parser import Grammar
from ui.cli.session import Session
from ui.messages import sentence

if TYPE_CHECKING:
    from core.app.application import Application
    from core.app.backup_views import CopyMade

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

    together = say("sertakan salinan cadangan laptop ini di stik itu", "put a backup copy of this laptop onto that stick too")
    sending.add_argument("--with-copy", action="store_true", help=together)


def send_out(session: Session) -> Answer:
    """``send``."""
    options = session.options
    with session.profile() as app:
        from sync.cargo import Cargo
        from sync.exchange import send

        with open_place(session, app, options.target) as place:
            report = send(app, place, to=options.to, watch=session.console.watch, cargo=Cargo(options.cargo))
        copy, fault = _copied(session, app) if options.with_copy else (None, None)
    refusals = [Unavailable("medium.full")] if report.left else []
    warnings = [sentence(each, session.console.language) for each in (*refusals, *([fault] if fault else []))]
    line = session.say(
        f"{report.objects} berkas ditulis: {report.entries} catatan, {report.attachments} lampiran, {report.bytes} bita; "
        f"{report.queued} laporan masih menunggu",
        f"{report.objects} objects written: {report.entries} entries, {report.attachments} attachments, {report.bytes} bytes; "
        f"{report.queued} reports still waiting",
    )
    tree = asdict(report) | ({"copy": None if copy is None else asdict(copy)} if options.with_copy else {})
    told = [line]
    if copy is not None:
        told.append(session.say("Salinan cadangan ikut, dibuktikan.", "A backup copy goes along, proved."))
    return Answer(tree, told, LOOK if warnings else DONE, warnings)


def _copied(session: Session, app: Application) -> tuple[CopyMade | None, Refused | None]:
    """The copy beside what was sent; what was sent stays sent where there is no room for it."""
    from ui.copying import copy_to_stick

    root = Path(session.options.target)
    try:
        if not root.is_dir():
            raise Invalid("backup.no_stick")
        return copy_to_stick(app, root, session.console.watch), None
    except Refused as refusal:
        return None, refusal
