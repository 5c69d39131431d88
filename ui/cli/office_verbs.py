"""Verbs about the office itself: what stands above its documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from core.domain.letterhead import Letterhead
from ui import compose
from ui.cli.console import Answer
from ui.cli.parser import Grammar
from ui.cli.session import Session

if TYPE_CHECKING:
    from core.app.application import Application

PICTURE_LIMIT = 4 * 1024 * 1024 + 1


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    office = grammar.family("office", "kantor penerbit", "the issuing office")
    told = "lihat atau ubah kop surat di laptop ini", "show or change the letterhead of this laptop"
    verb = office.verb("letterhead", letterhead, *told)
    verb.add_argument("--agency", metavar="TEXT", help=say("baris pertama", "first line"))
    verb.add_argument("--unit", metavar="TEXT", help=say("baris kedua", "second line"))
    verb.add_argument("--line", action="append", metavar="TEXT", help=say("alamat, telepon; boleh berulang", "address, phone"))
    verb.add_argument("--place", metavar="TEXT", help=say("kota di depan tanggal", "town before the date"))
    verb.add_argument("--logo", type=Path, metavar="FILE", help="PNG, JPEG, SVG")
    verb.add_argument("--clear", action="store_true", help=say("kembali ke kop bawaan", "back to the usual letterhead"))
    verb.add_argument("--sample", type=Path, metavar="FILE", help=say("tulis contoh (PDF)", "write a sample page (PDF)"))


def letterhead(session: Session) -> Answer:
    """``office letterhead``: what is given is changed, the rest stays."""
    options = session.options
    with session.profile() as app:
        before = Letterhead() if options.clear else app.letterhead.read()
        changed = _changed(session, app, before)
        if changed != app.letterhead.read():
            app.letterhead.save(changed)
        kept, usual = app.letterhead.read(), app.letterhead.usual()
        if options.sample is not None:
            compose.write_file(options.sample, app.letterhead.sample(kept))
    tree = {
        "agency": kept.agency or usual.agency,
        "unit": kept.unit or usual.unit,
        "lines": list(kept.lines or usual.lines),
        "place": kept.place or usual.place,
        "logo": len(kept.picture),
    }
    logo = session.say("dengan logo", "with a logo") if kept.picture else session.say("tanpa logo", "without a logo")
    local = session.say("Kop ini hanya tersimpan di laptop ini.", "This letterhead is kept on this laptop alone.")
    return Answer(
        tree, [*map(str, (tree["agency"], tree["unit"])), *(kept.lines or usual.lines), str(tree["place"]), logo, local]
    )


def _changed(session: Session, app: Application, before: Letterhead) -> Letterhead:
    options = session.options
    given = {name: getattr(options, name) for name in ("agency", "unit", "place") if getattr(options, name) is not None}
    if options.line is not None:
        given["lines"] = tuple(options.line)
    if options.logo is not None:
        given["picture"] = app.letterhead.picture(compose.read_file(options.logo, PICTURE_LIMIT))
    return msgspec.structs.replace(before, **given)
