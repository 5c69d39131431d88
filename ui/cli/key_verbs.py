"""Verbs of the province's keys: the list, a new one in the place of an old one."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from core.app.key_views import KeyList, KeyRow
from core.domain.errors import Cancelled, Invalid, Refused
from core.domain.province_key import PURPOSES, REASONS, RECOVERY, DestroyKey, ReplaceKey
from ui import compose
from ui.cli.change_verbs import add_second, second_officer
from ui.cli.console import Answer
from ui.cli.parser import Grammar
from ui.cli.session import Session
from ui.cli.share_verbs import require_empty, shares_in

if TYPE_CHECKING:
    from core.app.application import Application
    from core.app.recovery_sheets import NewRecovery

WORDS = {
    "reports": ("kunci laporan", "reports' key"),
    "identities": ("kunci identitas", "identities' key"),
    "recovery": ("kunci pemulihan", "recovery key"),
    "in_force": ("berlaku", "in force"),
    "kept": ("disimpan untuk yang lama", "kept for what is old"),
    "destroyed": ("dimusnahkan", "destroyed"),
}
NEXT = {
    False: (
        "Kirim stik seperti biasa; province keys menyebut yang belum mendengar.",
        "Send sticks as ever; province keys names who has not heard.",
    ),
    True: (
        "Serahkan satu lembar kepada setiap pemegang, lalu hapus berkasnya. Simpan lembar lama sampai province keys tidak "
        "menyebut siapa pun.",
        "Give one sheet to each custodian and delete the files. Keep the old sheets until province keys names nobody.",
    ),
}
"""What is to be done once a key is replaced: without and with new sheets of the recovery key."""


def register(province: Grammar) -> None:
    """Add them to the family of the province."""
    say = province.say
    province.verb("keys", list_keys, "kunci provinsi, dan siapa belum mendengar", "the keys, and who has not heard of them")
    verb = province.verb("replace-key", replace_key, "ganti kunci provinsi", "put a new key in an old one's place")
    verb.add_argument("purpose", metavar="KEY", help=", ".join(PURPOSES))
    verb.add_argument("--reason", required=True, metavar="CODE", help=", ".join(REASONS))
    verb.add_argument("--since", required=True, metavar="DAY", help=say("sejak tanggal", "since this day"))
    sheets = say("lembar kunci pemulihan yang baru (PDF) ke sini", "sheets of the new recovery key (PDF) go here")
    verb.add_argument("--sheets", type=Path, metavar="DIR", help=sheets)
    gone = province.verb("destroy-key", destroy_key, "musnahkan kunci provinsi yang lama", "destroy an old key of the province")
    gone.add_argument("purpose", metavar="KEY", help=", ".join(PURPOSES))
    gone.add_argument("--recipient", required=True, metavar="AGE", help=say("dari: province keys", "from: province keys"))
    add_second(gone, province)
    older = say("dua lembar kunci pemulihan yang lama", "two sheets of the recovery key before")
    verb.add_argument("--share", type=Path, action="append", default=[], metavar="FILE", help=older)


def list_keys(session: Session) -> Answer:
    """``province keys``."""
    with session.profile() as app:
        rows = app.ask(KeyList())
    return Answer({"keys": [asdict(row) for row in rows]}, [line for row in rows for line in _lines(session, row)])


def _lines(session: Session, row: KeyRow) -> list[str]:
    """What is to be known of a key, and below it what ``destroy-key`` asks for."""
    line = f"{session.say(*WORDS[row.purpose])} {row.generation}: {session.say(*WORDS[row.state])}"
    if row.at:
        line += session.say(f", sejak {row.at[:10]} oleh {row.by}", f", since {row.at[:10]} by {row.by}")
    if row.waiting:
        line += session.say("; belum mendengar: ", "; not heard yet: ") + ", ".join(row.waiting)
    return [line, f"  {row.recipient}"]


def replace_key(session: Session) -> Answer:
    """``province replace-key``: everybody seals to the new one once he has heard; a dated copy is made at once."""
    options, say = session.options, session.say
    if (options.purpose == RECOVERY) != (options.sheets is not None):
        raise Invalid("usage", detail="province replace-key recovery --sheets DIR [--share FILE --share FILE]")
    with session.profile() as app:
        older = shares_in(options.share) if options.share else []
        recovery, files = (None, []) if options.sheets is None else _on_sheets(app, options.sheets)
        command = ReplaceKey(app.new_command(), options.purpose, options.reason, options.since)
        try:
            made = app.replace_key(command, recovery, older)
        except BaseException:  # sheets of a key that never counted must not reach a custodian
            compose.remove_files(map(Path, files))
            raise
        copied = False
        with suppress(Refused, Cancelled):  # the new key stands all the same
            app.copies.keep(session.console.watch)
            copied = True
    lines = [say("Kunci baru berlaku: ", "The new key is in force: ") + made.recipient, *files, say(*NEXT[files != []])]
    if not copied:
        lines.append(
            say(
                "Buat cadangan sekarang: kunci itu hanya ada di meja provinsi.",
                "Make a copy now: the key is with the desks alone.",
            )
        )
    return Answer(asdict(made) | {"files": files, "copied": copied}, lines)


def destroy_key(session: Session) -> Answer:
    """``province destroy-key``: once nothing needs it; that of identities by two officers of the identity desk."""
    options = session.options
    with session.profile() as app:
        second = second_officer(session, app)
        row = app.destroy_key(DestroyKey(app.new_command(), options.purpose, options.recipient), second)
    return Answer(asdict(row), _lines(session, row))


def _on_sheets(app: Application, folder: Path) -> tuple[NewRecovery, list[str]]:
    """A new recovery key whose sheets lie in the folder before anything is published."""
    require_empty(folder)
    made = app.new_recovery_key()
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"bagian-{sheet.number}-dari-{len(made.sheets)}.pdf" for sheet in made.sheets]
    for path, sheet in zip(paths, made.sheets, strict=True):
        compose.write_file(path, sheet.pdf)
    return made, [str(path) for path in paths]
