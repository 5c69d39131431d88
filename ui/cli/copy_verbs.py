"""Verbs about copies of the profile: made, brought back, proved by a drill."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from core.domain.errors import Invalid
from ui import compose
from ui.check_words import listed
from ui.check_words import told as said
from ui.cli.console import DONE, LOOK, Answer
from ui.cli.parser import Grammar
from ui.cli.session import PROGRAM, Session

if TYPE_CHECKING:
    from core.app.backup_views import CopyAway, CopyMade


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    backup = grammar.verb("backup", back_up, "salinan cadangan yang dibuktikan", "a copy of everything, opened again and counted")
    target = say("satu berkas, misalnya di stik; tanpa ini salinan bertanggal di laptop", "one file; else a dated copy here")
    backup.add_argument("file", nargs="?", type=Path, metavar="FILE", help=target)
    backup.add_argument("--list", action="store_true", help=say("daftar salinan bertanggal", "list the dated copies"))
    backup.add_argument("--replace", action="store_true", help=say("ganti salinan laptop ini", "replace this laptop's copy"))
    restore = grammar.verb(
        "restore",
        bring_back,
        "pulihkan dari salinan ke folder profil yang kosong; frasa sandi saat salinan dibuat",
        "bring a copy back into an empty profile folder; the passphrase is that of when it was made",
    )
    restore.add_argument("file", type=Path, metavar="FILE")
    aside = say("pindahkan instalasi yang ada ke samping, utuh", "lay the installation that is there aside, whole")
    restore.add_argument("--set-aside", action="store_true", help=aside)
    everything = grammar.verb(
        "export-all",
        export_all,
        "seluruh isi dalam bentuk terbuka (JSON Lines, lampiran, PDF); tercatat",
        "everything in the clear (JSON Lines, attachments, PDF); is an entry",
    )
    everything.add_argument("dir", type=Path, metavar="DIR")
    saving = grammar.verb(
        "rescue",
        save_damaged,
        "baca instalasi yang rusak ke folder baru; sumbernya tidak disentuh",
        "read a damaged installation into a new folder; its source is not touched",
    )
    saving.add_argument("dir", type=Path, metavar="DIR")
    saving.add_argument("--out", required=True, type=Path, metavar="DIR")
    drill = grammar.verb("drill", drill_copy, "uji cadangan: buka dan buktikan salinan terbaru", "open and prove the newest copy")
    drill.add_argument("file", nargs="?", type=Path, metavar="FILE", help=say("salinan lain", "another copy"))


def back_up(session: Session) -> Answer:
    """``backup``."""
    from ui.copying import copy_to_file

    options, watch = session.options, session.console.watch
    if options.list:
        with session.profile() as app:
            rows, away = app.copies.rows(), app.copies.away()
        lines = [f"{row.made}  {row.bytes:>12}  {row.file}" for row in rows]
        lines += [f"{each.made}  {each.where}  {each.name}" for each in away]
        tree = {"copies": [asdict(row) for row in rows], "away": [asdict(each) for each in away]}
        return Answer(tree, lines, DONE, doubts_of(session, away))
    with session.profile() as app:
        made = (
            app.copies.keep(watch)
            if options.file is None
            else copy_to_file(app, options.file, watch, replace_own=options.replace)
        )
    return Answer(
        asdict(made), [session.say("Salinan dibuka kembali dan dihitung: ", "Opened again and counted: ") + _held(session, made)]
    )


def doubts_of(session: Session, away: Iterable[CopyAway]) -> list[str]:
    """Copies elsewhere that open to somebody who left, or hold what was erased."""
    doubts = []
    for each in away:
        place = f"{each.where}, {each.made}"
        if each.open_to:
            names = ", ".join(each.open_to)
            doubts.append(
                session.say(
                    f"Salinan di {place} masih terbuka bagi {names}: salin ulang ke sana, lalu yang lama diganti.",
                    f"The copy at {place} still opens to {names}: copy there anew, which replaces the old one.",
                )
            )
        elif each.before_erasure:
            doubts.append(
                session.say(
                    f"Salinan di {place} masih memuat yang sudah dihapus di sini: salin ulang ke sana.",
                    f"The copy at {place} still holds what was erased here: copy there anew.",
                )
            )
    return doubts


def _held(session: Session, made: CopyMade) -> str:
    counts = session.say(
        f"{made.entries} catatan, {made.attachments} lampiran ({made.file})",
        f"{made.entries} entries, {made.attachments} attachments ({made.file})",
    )
    away = session.say(f"; {made.away} lampiran ada di tempat lain", f"; {made.away} attachments lie elsewhere")
    return counts + (away if made.away else "")


def bring_back(session: Session) -> Answer:
    """``restore``."""
    from core.app import profile, restoring
    from ui.copying import file_of

    options = session.options
    if profile.exists(session.folder) and not options.set_aside:
        raise Invalid("profile.exists")  # before a passphrase is asked for
    way = functools.cache(session.way)
    app, made = restoring.restore(
        session.folder,
        file_of(options.file, way),
        way(),
        reference=compose.load_reference(),
        ports=session.ports,
        program=PROGRAM,
        officer=options.officer,
        aside=options.set_aside,
        watch=session.console.watch,
    )
    with session.using(app):
        facts = app.facts
        tree = {**asdict(made), "profile": str(session.folder), "post": facts.code, "officer": facts.officer}
        lines = [
            session.say(f"{facts.name} dipulihkan: ", f"{facts.name} was brought back: ") + _held(session, made),
            session.say(
                f"Salinan dibuat {made.made}. Yang ditulis sesudahnya: baca stik lama laptop ini dan stik dari provinsi.",
                f"The copy was made {made.made}. What came after: read this laptop's old sticks, and one from the province.",
            ),
        ]
        return Answer(tree, lines)


def drill_copy(session: Session) -> Answer:
    """``drill``."""
    with session.profile() as app:
        told = app.copies.drill(session.options.file, session.console.watch)
        language = session.console.language
    problems = listed(told.problems, told.places, language)
    line = session.say(
        f"Salinan {told.made} ({told.days} hari lalu) terbuka: {told.entries} catatan, {told.reports} laporan,"
        f" {told.attachments} lampiran",
        f"The copy of {told.made} ({told.days} days ago) opens: {told.entries} entries, {told.reports} reports,"
        f" {told.attachments} attachments",
    )
    tree = {**asdict(told), "problems": problems}
    del tree["places"]  # each problem has its own
    return Answer(tree, [line], LOOK if problems else DONE, said(told.problems, told.places, language))


def export_all(session: Session) -> Answer:
    """``export-all``."""
    with session.profile() as app:
        made = app.export_everything(session.options.dir, session.console.watch)
    line = session.say(
        f"{made.entries} catatan, {made.attachments} lampiran, {made.papers} surat ditulis ke {made.folder};"
        f" {made.sealed} lampiran tetap tersegel, {made.missing} tidak ada atau rusak",
        f"{made.entries} entries, {made.attachments} attachments, {made.papers} papers written into {made.folder};"
        f" {made.sealed} attachments stay sealed, {made.missing} are missing or damaged",
    )
    warning = session.say(
        "Isi folder itu terbuka bagi siapa pun yang memegangnya. Simpan terenkripsi dan musnahkan bila tidak perlu lagi.",
        "What is in that folder is open to whoever holds it. Keep it encrypted, and destroy it when it is not needed.",
    )
    return Answer(asdict(made), [line], LOOK if made.missing else DONE, [warning])


def save_damaged(session: Session) -> Answer:
    """``rescue``."""
    from core.app import rescue

    options = session.options
    told = rescue.rescue(options.dir, options.out, session.way(), watch=session.console.watch)
    lines = [
        session.say(
            f"{told.entries} catatan terbukti dan {told.attachments} lampiran ditulis ke {told.folder}, yang dibuka dengan frasa"
            " sandi yang sama. Sumbernya tidak diubah.",
            f"{told.entries} entries proved and {told.attachments} attachments were written into {told.folder}, which opens with"
            " the same passphrase. Its source was not changed.",
        ),
        session.say(
            f"Catatan terbaru dari {told.newest}. Rantai membuktikan bahwa sebelum catatan terakhirnya tidak ada yang hilang,"
            " bukan bahwa sesudahnya tidak ada apa-apa: cocokkan dengan tanda terima, stik lama, dan provinsi.",
            f"The newest entry is of {told.newest}. A chain proves that nothing is missing before its last entry, not that"
            " nothing came after it: compare receipts, old sticks and the province.",
        ),
    ]
    warnings = [
        session.say(*words)
        for count, words in (
            (told.holes, (f"{told.holes} bagian data tidak terbaca", f"{told.holes} stretches of the data do not read")),
            (told.unreadable, (f"{told.unreadable} catatan tidak utuh", f"{told.unreadable} entries are not whole")),
            (told.alone, (f"{told.alone} catatan hanya sebagian", f"{told.alone} entries are there in parts alone")),
            (told.unproven, (f"{told.unproven} catatan tidak terbukti", f"{told.unproven} entries do not prove themselves")),
            (len(told.missing), (f"{len(told.missing)} lampiran tidak ada", f"{len(told.missing)} attachments are missing")),
            (len(told.damaged), (f"{len(told.damaged)} lampiran rusak", f"{len(told.damaged)} attachments are damaged")),
        )
        if count
    ]
    warnings += [
        session.say(
            f"Rantai {gap.stream}: urutan {gap.first} sampai {gap.last} tidak ada; mintalah dari stik lama atau provinsi",
            f"Chain {gap.stream}: places {gap.first} to {gap.last} are missing; look for them on old sticks or at the province",
        )
        for gap in told.gaps
    ]
    return Answer(asdict(told), lines, LOOK if told.lacks else DONE, warnings)
