"""Programs side by side: each release in a folder ``app-VERSION`` of the program's home, and a pointer that says which one runs.

The first program lies in the home itself and follows the pointer at its start; an update touches no file of a program that
runs. A frozen build imports this before anything else: what is heavy comes in where it is used.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.domain.errors import NotAllowed, Unavailable, Untrusted
from core.storage.atomic import replace_file
from core.storage.folders import sync_folder

if TYPE_CHECKING:
    from tarfile import TarFile, TarInfo

CURRENT, PREVIOUS = "current", "previous"
"""Files of the home: the folder that runs, and the one before it. An empty name is the home itself."""
PROGRAMS: Final = ("posko", "posko.exe")
NAME: Final = re.compile(r"app-[0-9]+(\.[0-9]+)*")


def home_of(program: Path) -> Path:
    """The home of a program: its folder, or the one above where it was put there by an update."""
    return program.parent.parent if NAME.fullmatch(program.parent.name) else program.parent


def pointed(program: Path, running: str) -> Path | None:
    """The newer program that a start of this one in the home goes to; None where it runs itself.

    A home that was installed afresh may hold a pointer to what is older by now: it is not followed.
    """
    name = _read(program.parent / CURRENT)
    if NAME.fullmatch(program.parent.name) or not NAME.fullmatch(name) or numbers(name[len("app-") :]) <= numbers(running):
        return None
    target = program.parent / name / program.name
    return target if target.is_file() else None


def numbers(version: str) -> tuple[int, ...]:
    """A version to be compared; raises ``ValueError`` where it is none."""
    return tuple(int(part) for part in version.split("."))


def install(home: Path, version: str, archive: Path) -> Path:
    """Unpack a proved archive beside what is there and point to it; the program before it stays, older ones go.

    Raises ``Untrusted('update.no_program')``, ``Unavailable('disk.full')``.
    """
    folder, part = home / f"app-{version}", home / f"app-{version}.part"
    try:
        shutil.rmtree(part, ignore_errors=True)
        _unpack(archive, part)
        inside = part / "posko"
        if not any((inside / name).is_file() for name in PROGRAMS):
            raise Untrusted("update.no_program")
        _settle(inside)
        shutil.rmtree(folder, ignore_errors=True)
        inside.rename(folder)
        sync_folder(home)
        before = _read(home / CURRENT)
        replace_file(home / PREVIOUS, before.encode("ascii"))
        _point(home, folder.name)
    except OSError:
        raise Unavailable("update.no_room") from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
    for old in home.glob("app-*"):
        if NAME.fullmatch(old.name) and old.name not in (folder.name, before):
            shutil.rmtree(old, ignore_errors=True)
    return folder


def back(home: Path) -> str:
    """Point to the program before the last update; gives its folder's name, empty for the home itself.

    Raises ``NotAllowed('update.no_back')``.
    """
    if not (home / PREVIOUS).is_file():
        raise NotAllowed("update.no_back")
    before = _read(home / PREVIOUS)
    if before and not any((home / before / name).is_file() for name in PROGRAMS):
        raise NotAllowed("update.no_back")
    try:
        _point(home, before)
        (home / PREVIOUS).unlink()
    except OSError:
        raise Unavailable("update.no_room") from None
    return before


def _point(home: Path, name: str) -> None:
    """Say which program starts, to every account that starts one."""
    replace_file(home / CURRENT, name.encode("ascii"))
    (home / CURRENT).chmod(0o644)


def schema() -> str:
    """The form of the store that this program writes: an older program reads no newer one."""
    from core.storage.migrations import HEAD

    return HEAD


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _unpack(archive: Path, target: Path) -> None:
    import tarfile
    import zipfile

    try:
        if archive.name.endswith(".zip"):
            with zipfile.ZipFile(archive) as packed:
                packed.extractall(target)  # noqa: S202 - its names stay below, and its bytes were signed
            return
        with tarfile.open(archive, "r:*") as bundle:
            for member in bundle:
                _take_out(bundle, member, target)
    except (tarfile.TarError, zipfile.BadZipFile):
        raise Untrusted("update.no_program") from None


def _settle(folder: Path) -> None:
    """Make a whole tree durable: what a pointer leads to has to be there after a power cut, for every account that starts it."""
    for place, _, files in os.walk(folder):
        Path(place).chmod(0o755)
        for name in files:
            path = Path(place, name)
            if not path.is_symlink():
                with path.open("rb+") as file:
                    os.fsync(file.fileno())
        sync_folder(Path(place))


def _take_out(bundle: TarFile, member: TarInfo, target: Path) -> None:
    """One file, folder or link that stays below ``target``; older Pythons have no filter that sees to it."""
    root, path = os.path.normpath(target), os.path.normpath(target / member.name)
    aim = os.path.normpath(Path(path).parent / member.linkname) if member.issym() else path
    if not all(each == root or each.startswith(root + os.sep) for each in (path, aim)):
        raise Untrusted("update.no_program")
    place = Path(path)
    if member.isdir():
        place.mkdir(parents=True, exist_ok=True)
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    content = bundle.extractfile(member) if member.isfile() else None
    if member.issym():
        place.symlink_to(member.linkname)
    elif content is None:
        raise Untrusted("update.no_program")
    else:
        with content, place.open("xb") as file:
            shutil.copyfileobj(content, file)
        place.chmod(0o755 if member.mode & 0o100 else 0o644)
