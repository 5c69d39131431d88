"""The composition root: the only reader of the real clock, disk, randomness and environment."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from core.domain.errors import Invalid, Unavailable
from core.storage.folders import sync_folder

if TYPE_CHECKING:
    from datetime import datetime

    from core.app.application import Application
    from core.app.ports import Ports
    from core.app.vulnerability_views import Picture
    from core.crypto.kdf import KdfParameters
    from core.domain.reference import ReferenceData
    from ui.figures import Figure, Form

PROGRAM = "Posko"
VERSION = "0.1.0"
PROFILE_VARIABLE = "POSKO_PROFILE"
PART = ".part"
"""What ends the name of a file that is not whole yet."""
RUNTIME_VARIABLE = "XDG_RUNTIME_DIR"
PORTABLE_MARK = ".portable"
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""The last one: more than the medium holds in one file, as FAT does from 4 GiB on."""


def resource_folder() -> Path:
    """Where the program's own files lie: beside the code, or inside a frozen build."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return root / "resources"


def resource_path(*parts: str) -> Path:
    """One of the program's own files."""
    return resource_folder().joinpath(*parts)


def read_resource(name: str) -> bytes:
    """The content of a program's own file, by its path below ``resources``."""
    return resource_path(*name.split("/")).read_bytes()


def real_ports(kdf: KdfParameters | None = None) -> Ports:
    """The real clock, randomness and files."""
    from core.app.ports import Ports

    return Ports(now=_now, entropy=os.urandom, resource=read_resource, kdf=kdf, program=VERSION)


def _now() -> datetime:
    from datetime import UTC, datetime  # the first picture needs no time

    return datetime.now(UTC)  # noqa: TID251


def pause(seconds: float) -> None:
    """Wait for the world outside."""
    time.sleep(seconds)


def connect(app: Application) -> None:
    """After unlocking: an office whose attachments lie on an object store reads them from there."""
    from sync.links.objects import connect

    if not app.is_liaison:  # who looks into no attachment
        connect(app, pause)


def painted_map(picture: Picture, language: str, theme: str) -> bytes:
    """The window's map as PNG. Qt comes in with the painters alone; raises ``Unavailable('map.unpainted')`` without it."""
    try:
        from ui.gui.maps.sheet import map_png
    except ImportError:
        raise Unavailable("map.unpainted") from None
    return map_png(picture, language, theme)


def painted_window(folder: Path) -> tuple[int, int, int]:
    """Open the window on a profile, unseen, and paint it: width and height in pixels, and how many colours are in it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.gui.app import painted

    return painted(folder)


def load_reference() -> ReferenceData:
    """The shipped reference data."""
    from core.domain.reference import DATASETS, ReferenceData

    return ReferenceData.parse({f"{name}.json": read_resource(f"reference/{name}.json") for name in DATASETS})


def profile_folder(argument: str | None) -> Path:
    """Which installation is meant: the argument, else POSKO_PROFILE, else a portable program's, else the platform's."""
    named = argument or os.environ.get(PROFILE_VARIABLE)
    if named:
        return Path(named)
    beside = portable_folder(Path(sys.executable)) if getattr(sys, "frozen", False) else None
    if beside is not None:
        return beside
    import platformdirs

    return Path(platformdirs.user_data_dir(PROGRAM, appauthor=False))


def runtime_folder() -> Path | None:
    """Where sockets of this user lie; None on Windows, whose pipes lie nowhere."""
    if os.name == "nt":
        return None
    own = os.environ.get(RUNTIME_VARIABLE, "")
    return Path(own) if own and Path(own).is_dir() else Path(tempfile.gettempdir())


def portable_folder(program: Path) -> Path | None:
    """Where a program that is carried on a stick keeps its data: in its home, when a file ``.portable`` lies there.

    The mark need not be writable, the folder must; then nothing is left on the computer it is used at.
    """
    from core.app.installed import home_of

    home = home_of(program)
    return home / "data" if (home / PORTABLE_MARK).exists() else None


def installation() -> tuple[str, Path]:
    """How this program is installed, and its home: ``checkout``, ``own`` (a folder of the user's) or ``package``."""
    if not getattr(sys, "frozen", False):
        return "checkout", resource_folder().parent
    from core.app.installed import home_of

    home = home_of(Path(sys.executable))
    return ("own" if os.access(home, os.W_OK) else "package"), home


def computer() -> str:
    """The kind of computer that a program is built for: ``linux-x86_64``, ``windows-amd64``."""
    import platform

    return f"{platform.system()}-{platform.machine()}".lower()


def scripted_ports(now: Callable[[], datetime], seed: bytes) -> Ports:
    """Ports of a play with a fixed script: its own clock, bytes that follow from a seed, the cheapest lawful KDF."""
    from core.app.ports import Ports
    from core.crypto.kdf import FLOOR

    return Ports(now=now, entropy=_stream_of(seed), resource=read_resource, kdf=FLOOR, program=VERSION)


def _stream_of(seed: bytes) -> Callable[[int], bytes]:
    """An endless stream of bytes: SHAKE-256 over the seed and a counter of calls."""
    import hashlib

    calls = itertools.count()

    def entropy(count: int) -> bytes:
        return hashlib.shake_256(seed + next(calls).to_bytes(8, "big")).digest(count)

    return entropy


def draw_chart(figure: Figure, form: Form, palette: str = "light") -> bytes:
    """A chart as PNG; raises ``Unavailable('statistics.undrawn')`` where Qt is not to be had."""
    try:
        from ui.gui.charts.pictures import png
    except ImportError:
        raise Unavailable("statistics.undrawn") from None
    return png(figure, form, palette)


def read_file(path: Path, limit: int) -> bytes:
    """A file that the user named; raises ``Invalid`` (``file.missing``, ``file.unreadable``, ``file.too_large``)."""
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise Invalid("file.missing", file=path.name) from None
    except OSError:
        raise Invalid("file.unreadable", file=path.name) from None
    if len(data) > limit:
        raise Invalid("file.too_large", file=path.name, limit=limit)
    return data


def write_file(path: Path, data: bytes) -> None:
    """Write a file that the user named, whole or not at all; raises what :func:`writing_file` does."""
    with writing_file(path) as sink:
        sink.write(data)


@contextlib.contextmanager
def writing_file(path: Path) -> Iterator[BinaryIO]:
    """A file that the user named, to be written piece by piece: whole and durable under its name, or not there at all.

    A machine that dies may leave a piece of it under a name of its own, which goes when the file is written again.
    Raises ``Unavailable`` (``file.unwritable``, ``file.no_room``); what the caller raises comes out unchanged.
    """
    if not path.name:
        raise Unavailable("file.unwritable", file=str(path))
    begun = f".{path.name}."
    partial = path.with_name(f"{begun}{os.urandom(4).hex()}{PART}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():  # a folder or a device; said now, and not when everything else is done
            raise IsADirectoryError
        _sweep(path.parent, begun, partial.name)
        with partial.open("xb") as sink:
            yield sink
            sink.flush()
            os.fsync(sink.fileno())
        _give_name(partial, path)
    except OSError as error:
        code = "file.no_room" if error.errno in NO_ROOM else "file.unwritable"
        raise Unavailable(code, file=path.name) from None
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


def _sweep(folder: Path, begun: str, like: str) -> None:
    """Remove what a machine that died left of the same file."""
    with contextlib.suppress(OSError):
        left = [each for each in folder.iterdir() if each.name.startswith(begun) and len(each.name) == len(like)]
        remove_files(each for each in left if each.suffix == PART)


@contextlib.contextmanager
def writing_once(path: Path) -> Iterator[BinaryIO]:
    """A new file on a stick, under its name from the first byte: FAT loses what is renamed. Durable at the end, out of the page
    cache, with a time that tells nothing; removed where anything fails.

    Raises ``Unavailable`` (``file.unwritable``, ``file.no_room``); what the caller raises comes out unchanged.
    """
    from sync.folder import CONSTANT_TIME, drop_cache, for_others

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as sink:
            for_others(path)
            yield sink
            sink.flush()
            os.utime(path, (CONSTANT_TIME, CONSTANT_TIME))
            os.fsync(sink.fileno())
            drop_cache(sink.fileno())
        sync_folder(path.parent)
    except OSError as error:
        remove_file(path)
        code = "file.no_room" if error.errno in NO_ROOM else "file.unwritable"
        raise Unavailable(code, file=path.name) from None
    except BaseException:
        remove_file(path)
        raise


def rename_file(path: Path, target: Path) -> None:
    """Give a whole and durable file another name, in the place of what has it; what is read of it next comes from the medium.

    Raises ``Unavailable('file.unwritable')``; then it has one of the two names.
    """
    from sync.folder import drop_cache

    try:
        _give_name(path, target)
        with target.open("rb") as file:
            drop_cache(file.fileno())
    except OSError:
        raise Unavailable("file.unwritable", file=target.name) from None


def _give_name(partial: Path, path: Path) -> None:
    """Rename, durably."""
    partial.replace(path)
    with path.open("rb+") as renamed:  # FAT loses the content of a renamed file that is not synced again
        os.fsync(renamed.fileno())
    sync_folder(path.parent)


def remove_files(paths: Iterable[Path]) -> None:
    """Remove files of one folder, durably, as far as the medium lets them go."""
    for path in (removed := list(paths)):
        remove_file(path)
    if removed:
        with contextlib.suppress(OSError):
            sync_folder(removed[0].parent)


def remove_file(path: Path) -> None:
    """Remove a file as far as the medium lets it."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def setup_logging() -> None:
    """Warnings and errors to stderr, as code and place only; no log ever holds a word of a report."""
    import logging

    logging.basicConfig(level=logging.ERROR, format="%(levelname)s %(name)s %(message)s")
