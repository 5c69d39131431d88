"""What a release on a stick proves of itself: signed by enough of the custodians, whole, newer than what is here, not expired.

The rules are those of The Update Framework; its files lie in ``POSKO-UPDATE`` on the stick. Nothing is kept of a stick that
was refused. No connection is opened: see :mod:`sync.updates.library`.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlparse

import msgspec
from tuf.api import exceptions
from tuf.api.metadata import Metadata, Root, Targets
from tuf.api.serialization import DeserializationError

from core.app.installed import numbers
from core.app.watch import Watch, silent
from core.domain.errors import Invalid, NotAllowed, Refused, Unavailable, Untrusted
from sync.updates.library import FetcherInterface, Updater, UpdaterConfig

FOLDER: Final = "POSKO-UPDATE"
METADATA, TARGETS, INDEX = "metadata", "targets", "release.json"
SIGNED: Final = ("timestamp.json", "snapshot.json", "targets.json")
DRILL: Final = "x-posko-drill"
"""A field of a root whose keys anybody can have: it serves for exercises alone."""
INDEX_LIMIT: Final = 1024 * 1024
CHUNK: Final = 1024 * 1024
NOT_THERE: Final = 404


class Index(msgspec.Struct, frozen=True):
    """The release's own list: ``files`` by kind of computer, ``released`` an ISO instant, ``notes`` Markdown by language."""

    version: str
    released: datetime
    files: dict[str, str]
    notes: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Release:
    """A release that proved itself. ``clock_behind``: this computer's clock is before a day that was signed already.

    ``signers`` are the custodians' keys whose signatures hold, by their ids in hex, as the program's own root knows them.
    """

    version: str
    released: datetime
    file: str
    size: int
    notes: dict[str, str]
    drill: bool
    clock_behind: bool
    signers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a stick is held against: the ``root`` that came with the program, what was seen before (``state``, a folder), the
    computer's clock, the ``running`` version, and the ``system`` that a file is wanted for."""

    root: bytes
    state: Path
    now: datetime
    running: str
    system: str


class _Files(FetcherInterface):
    """Reads files, and nothing else; tells a watch how many bytes of the program it read."""

    def __init__(self, watch: Watch) -> None:
        self.watch, self.total = watch, 0

    def _fetch(self, url: str) -> Iterator[bytes]:
        name = unquote(urlparse(url).path)
        path = Path(name.lstrip("/") if os.name == "nt" else name)  # file:///C:/... there
        if not path.is_file():
            raise exceptions.DownloadHTTPError("no such file", NOT_THERE)
        return self._blocks(path)

    def _blocks(self, path: Path) -> Iterator[bytes]:
        done = 0
        with path.open("rb") as file:
            while block := file.read(CHUNK):
                done += len(block)
                if self.total:
                    self.watch("update", min(done, self.total), self.total)
                yield block


def look(stick: Path, asked: Asked) -> Release:
    """Judge the signed lists of a release on a stick; the program's file itself is not read.

    Raises ``Invalid`` (``update.none``, ``update.half``, ``update.other_system``), ``Untrusted`` (``update.altered``,
    ``update.few``, ``update.others``), ``NotAllowed`` (``update.older``, ``update.same``, ``update.expired``), ``Unavailable``.
    """
    with _judging(stick, asked) as judged:
        return judged.release


def check(stick: Path, asked: Asked, watch: Watch = silent) -> Release:
    """Judge the release on a stick, every byte of the program's file too; nothing is taken from it.

    Raises what :func:`look` raises, ``Cancelled``.
    """
    with _judging(stick, asked, watch) as judged:
        judged.prove()
        return judged.release


def take(stick: Path, asked: Asked, target: Path, watch: Watch = silent) -> Release:
    """Judge the release, copy the program's file to ``target`` proved byte by byte, and remember what was seen.

    Raises what :func:`look` raises, ``Cancelled``.
    """
    with _judging(stick, asked, watch) as judged:
        judged.copy(target)
        judged.remember()
        return judged.release


class _Judged:
    """A release between its proof and the end of what is done with it."""

    def __init__(self, stick: Path, asked: Asked, own: Path, watch: Watch) -> None:
        self._asked, self._own, self._stick = asked, own, stick
        self._fetcher = _Files(watch)
        seen = _seen(asked.state)
        base = (stick / FOLDER).absolute()
        self._updater = Updater(
            str(own),
            (base / METADATA).as_uri(),
            str(own),
            (base / TARGETS).as_uri(),
            self._fetcher,
            UpdaterConfig(prefix_targets_with_hash=False),
            bootstrap=asked.root,
        )
        # The library reads the computer's clock itself. Ours comes in as an argument, and no clock is before a signed day.
        self._updater._trusted_set.reference_time = max(asked.now, seen)
        self._updater.refresh()
        self._index = self._read_index()
        name = self._index.files.get(asked.system)
        if _numbers(self._index.version) <= _numbers(asked.running):
            code = "same" if self._index.version == asked.running else "older"
            raise NotAllowed(f"update.{code}", version=self._index.version, running=asked.running)
        info = None if name is None else self._updater.get_targetinfo(name)
        if info is None:
            raise Invalid("update.other_system", system=asked.system)
        self._info = info
        self._file = base / TARGETS / info.path
        size = self._file.stat().st_size if self._file.is_file() else -1
        if size < info.length:
            raise Invalid("update.half", file=info.path)
        drill = bool(Metadata[Root].from_bytes(asked.root).signed.unrecognized_fields.get(DRILL))
        behind = asked.now < max(seen, self._index.released)
        index = self._index
        self.release = Release(index.version, index.released, info.path, info.length, index.notes, drill, behind, self._signers())

    def _read_index(self) -> Index:
        info = self._updater.get_targetinfo(INDEX)
        if info is None or info.length > INDEX_LIMIT:
            raise Invalid("update.half", file=INDEX)
        self._updater.download_target(info, str(self._own / INDEX))
        try:
            return msgspec.json.decode((self._own / INDEX).read_bytes(), type=Index)
        except msgspec.DecodeError:
            raise Invalid("update.newer_form") from None

    def _signers(self) -> tuple[str, ...]:
        """Whose signatures on the list of files hold, as the newest root knows them."""
        lists = Metadata[Targets].from_bytes((self._own / "targets.json").read_bytes())
        held = self._updater._trusted_set.root.get_verification_result(Targets.type, lists.signed_bytes, lists.signatures)
        return tuple(sorted(held.signed))

    def prove(self) -> None:
        """Read the program's file whole where it lies; raises the library's ``LengthOrHashMismatchError``."""
        self._fetcher.total = self._info.length
        found = {name: hashlib.new(name) for name in self._info.hashes}
        for block in self._fetcher._blocks(self._file):
            for digest in found.values():
                digest.update(block)
        if self._file.stat().st_size != self._info.length or self._info.hashes != {n: d.hexdigest() for n, d in found.items()}:
            raise exceptions.LengthOrHashMismatchError(self._info.path)

    def copy(self, target: Path) -> None:
        self._fetcher.total = self._info.length
        self._updater.download_target(self._info, str(target))

    def remember(self) -> None:
        """Keep what was believed: an older release, and a clock before this one's day, are known from now on."""
        state = self._asked.state
        (state / "root_history").mkdir(parents=True, exist_ok=True)
        for name in (*SIGNED, *(f"root_history/{path.name}" for path in (self._own / "root_history").iterdir())):
            shutil.copyfile(self._own / name, state / f"{name}.new")
            (state / f"{name}.new").replace(state / name)
        (state / "seen.json").write_text(json.dumps({"released": self._index.released.isoformat()}), "ascii")


@contextmanager
def _judging(stick: Path, asked: Asked, watch: Watch = silent) -> Iterator[_Judged]:
    """A release judged in a folder of its own, so that a refused one leaves nothing in ``state``."""
    if not (stick / FOLDER).is_dir():
        raise Invalid("update.none", folder=stick.name)
    try:
        with tempfile.TemporaryDirectory(prefix="posko-update-") as own:
            if asked.state.is_dir():
                shutil.copytree(asked.state, own, dirs_exist_ok=True, ignore=_not_ours)
            yield _Judged(stick, asked, Path(own), watch)
    except (exceptions.RepositoryError, exceptions.DownloadError, DeserializationError, OSError) as fault:
        raise _refusal(fault, stick, asked) from None


def _not_ours(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not (name in SIGNED or name == "root_history" or name.endswith(".root.json"))]


def _refusal(fault: Exception, stick: Path, asked: Asked) -> Refused:
    """The library's fault in our words."""
    if isinstance(fault, exceptions.ExpiredMetadataError):
        return NotAllowed("update.expired", today=f"{asked.now:%d-%m-%Y}")
    if isinstance(fault, exceptions.BadVersionNumberError):
        return NotAllowed("update.older", version="?", running=asked.running)
    if isinstance(fault, exceptions.DownloadHTTPError | DeserializationError):
        return Invalid("update.half", file="")
    if isinstance(fault, exceptions.UnsignedMetadataError):
        return Untrusted(_whose(stick, asked.root))
    if isinstance(fault, exceptions.RepositoryError | exceptions.DownloadLengthMismatchError):
        return Untrusted("update.altered")
    full = isinstance(fault, OSError) and fault.errno in (errno.ENOSPC, errno.EDQUOT)
    return Unavailable("update.no_room" if full else "update.unreadable")


def _whose(stick: Path, root: bytes) -> str:
    """Signatures that do not hold: by others, by too few of the custodians, or by enough of them over other bytes."""
    known = Metadata[Root].from_bytes(root).signed
    counts = [len(_signers(stick / FOLDER / METADATA / name) & set(known.keys)) for name in SIGNED]
    if min(counts) < known.roles[Root.type].threshold:
        return "update.few" if min(counts) else "update.others"
    return "update.altered"


def _signers(path: Path) -> set[str]:
    """Who a list says signed it."""
    try:
        tree: Any = json.loads(path.read_bytes())
        return {str(each["keyid"]) for each in tree["signatures"]}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _seen(state: Path) -> datetime:
    """The newest signed day that was seen here."""
    try:
        return datetime.fromisoformat(json.loads((state / "seen.json").read_bytes())["released"])
    except (OSError, ValueError, KeyError, TypeError):
        return datetime.min.replace(tzinfo=UTC)


def _numbers(version: str) -> tuple[int, ...]:
    try:
        return numbers(version)
    except ValueError:
        raise Invalid("update.newer_form") from None
