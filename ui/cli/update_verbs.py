"""Verbs about updates on a stick: judged, taken, taken back."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ui.cli.console import DONE, LOOK, Answer
from ui.cli.parser import Grammar
from ui.cli.session import Session

if TYPE_CHECKING:
    from sync.updates.stick import Release

KEY_DIGITS: Final = 12
"""Of a key's id in hex: enough to tell it from the others; they stand in the minutes of the ceremony."""


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    family = grammar.family("update", "pembaruan program dari stik", "updates of the program from a stick")
    check = family.verb("check", check_update, "periksa pembaruan di stik", "judge the update on a stick")
    take = family.verb("take", take_update, "pasang pembaruan dari stik", "take the update from a stick")
    for verb in (check, take):
        verb.add_argument("stick", type=Path, metavar="STICK")
    drill = say("latihan: percayai kunci latihan", "a drill: believe the keys of drills")
    take.add_argument("--drill", action="store_true", help=drill)
    back = family.verb(
        "back",
        take_back,
        "kembali ke program sebelumnya, dan bila perlu ke data dari sebelumnya",
        "go back to the program before, and where it needs them to the data of before",
    )
    told = say(
        "stik yang memuat semua yang ditulis di sini sejak pembaruan (send)",
        "the stick that holds all that was written here since the update (send)",
    )
    back.add_argument("stick", nargs="?", type=Path, metavar="STICK", help=told)
    left = say("tinggalkan di samping yang belum ada di stik", "leave aside what is on no stick yet")
    back.add_argument("--leave", action="store_true", help=left)


def check_update(session: Session) -> Answer:
    """``update check``: nothing is changed."""
    from ui import updating

    release = updating.check(session.options.stick, session.folder, session.ports, session.console.watch)
    keys = ", ".join(each[:KEY_DIGITS] for each in release.signers)
    line = session.say(
        f"Posko {release.version} ({release.released:%d-%m-%Y}) sah, utuh dan lebih baru. Pasang: update take",
        f"Posko {release.version} ({release.released:%d-%m-%Y}) is signed, whole and newer. Take it: update take",
    )
    signed = session.say(f"Ditandatangani oleh pemegang kunci {keys}", f"Signed by the custodians with the keys {keys}")
    notes = release.notes.get(session.console.language, "")
    return Answer(_tree(release), [line, signed, *([notes] if notes else [])], DONE, _doubts(session, release))


def take_update(session: Session) -> Answer:
    """``update take``: the store is copied first where there is a profile, which needs its passphrase."""
    from core.app.device import SLOTS_FILE
    from ui import updating

    options, folder = session.options, session.folder
    opened: updating.Opened = session.profile if (folder / SLOTS_FILE).exists() else nullcontext
    taken = updating.take(options.stick, folder, session.ports, session.console.watch, opened, options.drill)
    version = taken.release.version
    if taken.command:
        lines = [
            session.say(
                f"Paket Posko {version} sah dan utuh. Minta administrator komputer mengetik: {taken.command}",
                f"The package of Posko {version} is signed and whole. Have the administrator type: {taken.command}",
            )
        ]
    else:
        lines = [
            session.say(
                f"Posko {version} terpasang dan dipakai mulai dibuka berikutnya. Kembali: update back",
                f"Posko {version} is in place and runs from the next start on. To go back: update back",
            )
        ]
    if taken.copy:
        lines.append(session.say(f"Salinan data sebelumnya: {taken.copy}", f"Copy of the data before: {taken.copy}"))
    tree = {**_tree(taken.release), "command": taken.command, "copy": taken.copy}
    return Answer(tree, lines, DONE, _doubts(session, taken.release))


def take_back(session: Session) -> Answer:
    """``update back``: exit 1 where entries are to come back from sticks besides."""
    from core.app.going_back import key_of
    from ui import updating

    options, folder = session.options, session.folder

    def key() -> bytes:
        return key_of(folder, session.way())

    done = updating.back(folder, session.ports, key, session.console.watch, options.stick, options.leave)
    lines = [session.say(f"Posko {done.version} dipakai lagi mulai dibuka berikutnya.", f"Posko {done.version} runs again.")]
    warnings = []
    if done.copy:
        lines.append(
            session.say(
                f"Data dari sebelum pembaruan dipasang lagi. Data sampai sekarang ada, utuh, di {done.aside}.",
                f"The data of before the update are in place again. Those until now lie, whole, in {done.aside}.",
            )
        )
    if done.written or done.received:
        warnings.append(
            session.say(
                f"Di data itu belum ada {done.written} catatan yang ditulis di sini dan {done.received} yang diterima sejak"
                " pembaruan: terima (receive) stik laptop ini dan stik dari provinsi dengan program itu. Nama pelapor di draf"
                " diketik lagi.",
                f"Not in those data are {done.written} entries written here and {done.received} taken in since the update:"
                " receive this laptop's stick and the province's with that program. Persons in drafts are typed again.",
            )
        )
    if done.lacking:
        warnings.append(
            session.say(
                f"{done.lacking} catatan belum ada di tempat lain. Buka {done.aside} sebagai profil (--profile) dengan program"
                " yang lebih baru dan tulis ke stik (send).",
                f"{done.lacking} entries are nowhere else yet. Open {done.aside} as a profile with the newer program (--profile)"
                " and write them to a stick (send).",
            )
        )
    return Answer(asdict(done), lines, LOOK if warnings else DONE, warnings)


def _tree(release: Release) -> dict[str, object]:
    return {
        "version": release.version,
        "released": release.released.isoformat(),
        "file": release.file,
        "size": release.size,
        "drill": release.drill,
        "clock_behind": release.clock_behind,
        "signers": list(release.signers),
        "notes": release.notes,
    }


def _doubts(session: Session, release: Release) -> list[str]:
    doubts = []
    if release.clock_behind:
        doubts.append(
            session.say(
                f"Jam komputer salah? Ia menunjuk hari sebelum {release.released:%d-%m-%Y}, yang sudah ditandatangani.",
                f"Is this computer's clock wrong? It shows a day before {release.released:%d-%m-%Y}, which was signed already.",
            )
        )
    if release.drill:
        doubts.append(session.say("Kunci LATIHAN: siapa pun dapat membuat stik ini.", "Keys of a DRILL: anybody can make this."))
    return doubts
