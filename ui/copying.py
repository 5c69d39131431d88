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
    from core.crypto.second_factor import Way

ENDING = ".posko-backup"
Watch = Callable[[str, int, int], None]


def copy_to_file(app: Application, target: Path, watch: Watch, *, replace_own: bool = False) -> CopyMade:
    """Copy the profile into one file, told made only when every byte was read back and proved.

    It gets its name when it is whole and proved, and is looked at again under that name. What a machine that died left in this
    folder of an earlier try goes first: its name is always the same.

    With ``replace_own`` a copy of this very laptop that lies there goes for the new one.

    Raises ``Invalid('file.exists')``, and what :func:`core.app.backup.keep`, :func:`core.app.backup.read_back`,
    :func:`ui.compose.writing_once` and :func:`ui.compose.rename_file` raise; until the last the file is not there, or as it was.
    """
    from core.storage.copies import require_room

    if target.exists() and not (replace_own and app.copies.is_own(target)):
        raise Invalid("file.exists", file=target.name)
    dated = app.copies.keep(watch)
    fresh = beside(app, target)
    if fresh.exists():
        compose.remove_files([fresh])
    require_room(target.parent, dated.bytes)
    made = _written(app, Path(dated.file), fresh, watch)
    _renamed(fresh, target)
    app.copies.note_away(str(target.parent), target)
    return replace(made, file=str(target))


def beside(app: Application, target: Path) -> Path:
    """What a copy is called until it is whole: always the same in a folder, so that what was cut off is found again."""
    return target.with_name(f"{app.copies.own_name()}{ENDING}{compose.PART}")


def _renamed(fresh: Path, target: Path) -> None:
    try:
        compose.rename_file(fresh, target)
    except BaseException:
        compose.remove_file(fresh)
        raise


def copy_to_stick(app: Application, root: Path, watch: Watch) -> CopyMade:
    """Copy the profile onto a stick that carries objects; this laptop's older copy there goes once the new one is proved.

    Raises what :func:`copy_to_file` raises; then the older copy stays, and nothing of the new one.
    """
    from core.app.stick_copies import FOLDER
    from core.storage.copies import require_room

    older = app.copies.own_on(root)
    dated = app.copies.keep(watch)
    require_room(root, dated.bytes)
    target, where = root / FOLDER / app.copies.fresh_name(), root.name or str(root)
    app.copies.begin_away(where, target, [path.name for path in older])
    made = _written(app, Path(dated.file), target, watch)
    compose.remove_files(older)
    app.copies.note_away(where, target, frozenset(path.name for path in older))
    return made


def _written(app: Application, dated: Path, target: Path, watch: Watch) -> CopyMade:
    """Write one file and read it back past the page cache; it is not there where that fails."""
    with compose.writing_once(target) as sink:
        app.copies.bind(dated, sink, watch)
    try:
        return replace(app.copies.read_back(target, watch), bytes=target.stat().st_size)
    except BaseException:
        compose.remove_file(target)
        raise


def file_of(source: Path, way: Callable[[], Way]) -> Path:
    """The copy that is meant: a file, a dated copy's folder, or on a stick the newest one that the passphrase opens."""
    from core.app import stick_copies

    return stick_copies.choose(source, way()) if (source / stick_copies.FOLDER).is_dir() else source


def file_name(app: Application) -> str:
    """A name that tells the post and the day."""
    return f"{app.facts.code}-{app.today:%Y%m%d}{ENDING}"


def renewed_key(renewed: Renewed) -> str:
    """The wording of what became of the copy of before an update."""
    if renewed.fault is None:
        return "copies.renewed"
    return f"copies.renewed_{'full' if renewed.fault.code in ('backup.no_room', 'disk.full') else 'unproven'}"
