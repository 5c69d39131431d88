"""A copy of the profile onto a stick: room first, then one file, then read back; window and command line alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.domain.errors import Invalid
from ui import compose

if TYPE_CHECKING:
    from core.app.application import Application
    from core.app.backup_views import CopyMade, Renewed

ENDING = ".posko-backup"
Watch = Callable[[str, int, int], None]


def copy_to_file(app: Application, target: Path, watch: Watch) -> CopyMade:
    """Copy the profile into one file, whole under its name only when every byte was read back and proved.

    Raises ``Invalid('file.exists')``, and what :func:`core.app.backup.keep`, :func:`core.app.backup.read_back` and
    :func:`ui.compose.writing_file` raise; then the file is not there.
    """
    from core.storage.copies import require_room

    if target.exists():
        raise Invalid("file.exists", file=target.name)
    dated = app.copies.keep(watch)
    require_room(target.parent, dated.bytes)
    with compose.writing_file(target) as sink:
        app.copies.bind(Path(dated.file), sink, watch)
    try:
        return replace(app.copies.read_back(target, watch), bytes=target.stat().st_size)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def file_name(app: Application) -> str:
    """A name that tells the post and the day."""
    return f"{app.facts.code}-{app.today:%Y%m%d}{ENDING}"


def renewed_key(renewed: Renewed) -> str:
    """The wording of what became of the copy of before an update."""
    if renewed.fault is None:
        return "copies.renewed"
    return f"copies.renewed_{'full' if renewed.fault.code in ('backup.no_room', 'disk.full') else 'unproven'}"
