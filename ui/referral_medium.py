"""The plain medium of a referral: its letter, the list of digests, and every file that may lie there in the clear.

Each file that leaves is an entry before its first byte; what shows a person goes in the envelope and never here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.app.referral_queries import HashList, ReferralById, ReferralLetter, ReferredFiles
from core.app.referral_views import LETTER_AS, LISTED_AS, ReferredFile
from core.app.watch import Watch, silent
from core.domain.commands import ExportEvidence
from core.domain.errors import Invalid
from core.domain.ids import read_id
from sync.folder import for_others
from ui import compose

if TYPE_CHECKING:
    from core.app.application import Application

OPENED = frozenset({"BAWASLU", "DKPP"})


@dataclass(frozen=True, slots=True)
class Written:
    """What lies in the folder now, and what does not."""

    folder: Path
    files: tuple[str, ...]
    kept: tuple[ReferredFile, ...]


def write(app: Application, referral: str, folder: Path, watch: Watch = silent) -> Written:
    """Write it into a folder that holds nothing else.

    Raises ``Invalid`` (``referral.unknown``, ``referral.folder``, ``referral.letter_elsewhere``), ``Unavailable`` and what
    the evidence room raises; then what was written before it stays, and its entries stand.
    """
    view, files = app.ask(ReferralById(referral)), app.ask(ReferredFiles(referral))
    letter, listed = app.ask(ReferralLetter(referral)), app.ask(HashList(referral))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Invalid("referral.folder", folder=folder.name)
    compose.write_file(folder / LETTER_AS, letter)
    compose.write_file(folder / LISTED_AS, listed)
    purpose = "bawaslu" if view.row.institution in OPENED else "authority"
    going = [file for file in files if not file.kept]
    for file in going:
        command = ExportEvidence(app.new_command(), read_id(view.row.report), file.token, purpose)
        with compose.writing_file(folder / file.name) as sink:
            app.evidence.export(command, sink, watch)
    names = (LETTER_AS, LISTED_AS, *(file.name for file in going))
    for path in (folder, *(folder / name for name in names)):
        for_others(path)
    return Written(folder, names, tuple(file for file in files if file.kept))
