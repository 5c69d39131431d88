"""The verb ``demo``: plays the whole story in an empty folder and says what it proved."""

from __future__ import annotations

import tempfile
from pathlib import Path

from core.domain.errors import Invalid, Unavailable
from ui.cli.console import DONE, LOOK, Answer
from ui.cli.parser import Grammar
from ui.cli.session import Session

PROFILES = ("province", "post-1", "post-2")


def register(grammar: Grammar) -> None:
    """Add the verb."""
    words = "mainkan contoh lengkap di folder kosong", "play the whole story in an empty folder"
    demo = grammar.verb("demo", play, *words)
    demo.add_argument("folder", nargs="?", type=Path, metavar="DIR")


def play(session: Session) -> Answer:
    """``demo``."""
    folder = session.options.folder or Path(tempfile.mkdtemp(prefix="posko-demo-"))
    _require_empty(folder)
    from ui.cli.demo_story import Play

    told = Play(folder, session.say, session.console.note, session.console.watch)
    told.run()
    failed = [proof.claim for proof in told.proofs if not proof.holds]
    tree: dict[str, object] = {
        "profiles": [str(folder / name) for name in PROFILES],
        "documents": [str(path) for path in told.documents],
        "stick": str(told.stick),
        "passphrase_file": str(folder / "passphrase.txt"),
        "trust": str(folder / "trust.pem"),
        "steps": told.steps,
        "proved": [proof.claim for proof in told.proofs if proof.holds],
        "failed": failed,
    }
    lines = [session.say("Terbukti:", "Proved:"), *(f"  {proof.claim}" for proof in told.proofs if proof.holds)]
    lines.append(session.say(f"Semua ada di {folder}", f"All of it is in {folder}"))
    warnings = [session.say(f"Tidak terbukti: {claim}", f"Not proved: {claim}") for claim in failed]
    return Answer(tree, lines, LOOK if failed else DONE, warnings)


def _require_empty(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise Invalid("folder.not_empty", file=folder.name)
    except FileExistsError:
        raise Invalid("folder.not_empty", file=folder.name) from None
    except OSError:
        raise Unavailable("file.unwritable", file=folder.name) from None
