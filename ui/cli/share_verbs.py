"""The verb that gives the recovery key to its custodians, and reading what they bring back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.domain.errors import Invalid, NotAllowed
from ui import compose
from ui.cli.console import Answer
from ui.cli.parser import Grammar
from ui.cli.session import Session

NEEDED = 2


def register(province: Grammar) -> None:
    """Add ``province shares``."""
    say = province.say
    shares = province.verb("shares", write_shares, "tulis bagian kunci pemulihan", "write the recovery key's shares")
    shares.add_argument("--out", required=True, type=Path, metavar="DIR")
    printed = say("lembar siap cetak (PDF) dengan kata dan kode", "sheets to print (PDF) with words and code")
    shares.add_argument("--sheets", action="store_true", help=printed)
    older = say("dua lembar dari set lama, untuk set yang baru", "two sheets of an older set, for a new set")
    shares.add_argument("--share", type=Path, action="append", default=[], metavar="FILE", help=older)


def write_shares(session: Session) -> Answer:
    """``province shares``: what lies in the folder afterwards is secret and in the clear; the window prints without it."""
    options = session.options
    older = shares_in(options.share) if options.share else []
    with session.profile() as app:
        if options.sheets or older:
            made = app.recovery_sheets(older)
            require_empty(options.out)
            options.out.mkdir(parents=True, exist_ok=True)
            paths = [options.out / f"bagian-{sheet.number}-dari-{len(made)}.pdf" for sheet in made]
            for path, sheet in zip(paths, made, strict=True):
                compose.write_file(path, sheet.pdf)
            files = [str(path) for path in paths]
            return Answer({"files": files, "set": made[0].set}, files)
        from core.app import profile

        secret = app.recovery_secret()
        if secret is None:
            raise NotAllowed("shares.gone")
        require_empty(options.out)
        files = [str(path) for path in profile.write_shares(secret, options.out)]
    return Answer({"files": files}, files)


def shares_in(paths: Sequence[Path]) -> list[str]:
    """Two shares out of files: their words, or photos, scans or PDFs of their sheets; raises ``Invalid('shares.needed')``."""
    from core.app.share_files import FILE_LIMIT, text_of

    if len(paths) != NEEDED:
        raise Invalid("shares.needed", given=len(paths))
    return [text_of(compose.read_file(path, FILE_LIMIT), number) for number, path in enumerate(paths, start=1)]


def require_empty(folder: Path) -> None:
    """Shares of two splits do not fit together: they never go where others may lie."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Invalid("folder.not_empty", file=folder.name)
