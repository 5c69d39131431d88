"""Several files on their way into the vault: one that cannot be taken loses none of the others."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from core.app.watch import Watch
from core.domain.commands import AttachedFile
from core.domain.errors import Cancelled, Refused
from ui.gui.screens.report_form.names import clean_name

if TYPE_CHECKING:
    from core.app.application import Application

MOST_FILES = 200
"""Files of one report: more do not fit into its one entry."""


@dataclass
class Batch:
    """What became of the files; ``number`` is the one at hand, from 1, and may be read while the work goes on."""

    total: int
    number: int = 0
    taken: list[AttachedFile] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    stopped: bool = False


def take_files(app: Application, paths: Sequence[Path], batch: Batch, *, shows: bool, watch: Watch) -> Batch:
    """Capture file after file; what was taken before a cancel stays taken."""
    sizes = [_size(path) for path in paths]
    whole, before = sum(sizes), 0

    for path, size in zip(paths, sizes, strict=True):
        batch.number += 1

        def told(stage: str, done: int, _total: int, start: int = before) -> None:
            watch(stage, start + done, max(whole, start + done))

        try:
            batch.taken.append(app.evidence.attach(path, clean_name(path.name), shows_identity=shows, watch=told))
        except Refused as refusal:
            refusal.details.setdefault("file", path.name)
            batch.refused.append(refusal)
        except Cancelled:
            batch.stopped = True
            break
        before += size
    return batch


def take_bytes(app: Application, content: bytes, name: str, batch: Batch, *, shows: bool, watch: Watch) -> Batch:
    """Capture bytes that were never a file."""
    batch.number = 1
    try:
        source = io.BytesIO(content)
        batch.taken.append(app.attach(source, name, size=len(content), shows_identity=shows, watch=watch))
    except Cancelled:
        batch.stopped = True
    return batch


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


Work = Callable[[Watch], Batch]
