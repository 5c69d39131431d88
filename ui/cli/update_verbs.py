"""Verbs about updates on a stick: judged, taken, taken back."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from ui.cli.console import DONE, LOOK, Answer
from ui.cli.parser import Grammar
from ui.cli.session import Session

if TYPE_CHECKING:
    from sync.updates.stick import Release


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
    family.verb("back", take_back, "kembali ke program sebelumnya", "go back to the program before")


def check_update(session: Session) -> Answer:
    """``update check``: nothing is changed."""
    from ui import updating

    release = updating.check(session.options.stick, session.folder, session.ports)
    line = session.say(
        f"Posko {release.version} ({release.released:%d-%m-%Y}) sah dan lebih baru. Pasang: update take",
        f"Posko {release.version} ({release.released:%d-%m-%Y}) is signed and newer. Take it: update take",
    )
    return Answer(_tree(release), [line, *([release.notes] if release.notes else [])], DONE, _doubts(session, release))


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
    """``update back``: exit 1 where the older program needs its older store brought back besides."""
    from ui import updating

    done = updating.back(session.folder)
    lines = [session.say(f"Posko {done.version} dipakai lagi mulai dibuka berikutnya.", f"Posko {done.version} runs again.")]
    warnings = []
    if done.restore:
        where = done.copy or session.say("SALINAN", "COPY")
        command = f"posko restore {where} --set-aside"
        warnings.append(
            session.say(
                f"Program itu tidak membaca data yang sudah diperbarui. Pulihkan salinan dari sebelumnya: {command}. Data yang"
                " sekarang dipindahkan ke samping, utuh; yang dicatat sejak pembaruan ada di sana.",
                f"That program does not read data that were brought up to date. Bring the copy of before back: {command}. The"
                " present data are laid aside, whole; what was noted since the update is there.",
            )
        )
    tree = {"version": done.version, "restore": done.restore, "copy": done.copy}
    return Answer(tree, lines, LOOK if done.restore else DONE, warnings)


def _tree(release: Release) -> dict[str, object]:
    return {
        "version": release.version,
        "released": release.released.isoformat(),
        "file": release.file,
        "size": release.size,
        "drill": release.drill,
        "clock_behind": release.clock_behind,
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
