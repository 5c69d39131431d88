"""Releases for tests: custodians who exist for a test alone, and sticks that they sign, by the ceremony's own script."""

from __future__ import annotations

import atexit
import functools
import importlib.util
import io
import shutil
import sys
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PASSPHRASE = b"latihan"
SYSTEM = "linux-x86_64"
DAY = datetime(2024, 6, 1, tzinfo=UTC)


@functools.cache
def ceremony() -> Any:
    """The script of the ceremony as a module; ``packaging`` is no package."""
    found = importlib.util.spec_from_file_location("ceremony", ROOT / "packaging" / "release" / "ceremony.py")
    assert found is not None and found.loader is not None
    made = importlib.util.module_from_spec(found)
    before = list(sys.path)
    found.loader.exec_module(made)
    sys.path[:] = before
    return made


@dataclass
class Custodians:
    """Three keys and the root that names them."""

    folder: Path

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True)
        pairs = [ceremony().make_key(f"k{number}", self.folder, PASSPHRASE) for number in range(3)]
        self.keys = [secret for secret, _ in pairs]
        self.root = self.folder / "root.json"
        ceremony().make_root([public for _, public in pairs], 1, DAY, False).to_file(str(self.root))
        self.sign(self.root)

    def sign(self, place: Path, count: int = 2) -> None:
        """Signatures of so many of them."""
        for key in self.keys[:count]:
            ceremony().sign(place, key, PASSPHRASE)

    def release(self, stick: Path, version: str, when: datetime = DAY, *, signers: int = 2, archive: Path | None = None) -> Path:
        """A stick with a program of this version, and the same as a package."""
        stick.mkdir(parents=True, exist_ok=True)
        made = archive or program(self.folder / f"posko-{version}-portable.tar.xz", version)
        files = {SYSTEM: made, f"deb-{SYSTEM}": package(self.folder / f"posko_{version}_amd64.deb", version)}
        notes = {"id": f"**Yang baru di {version}** <b>x</b>", "en": f"**New in {version}**"}
        ceremony().lay_out(stick, self.root, version, when, files, notes)
        self.sign(stick, signers)
        return stick


@functools.cache
def custodians() -> Custodians:
    """Ours: made once a run."""
    folder = Path(tempfile.mkdtemp(prefix="posko-custodians-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Custodians(folder / "kami")


@functools.cache
def signed() -> Path:
    """A good stick of theirs with version 0.2.0: what spoils one spoils a copy."""
    return custodians().release(custodians().folder / "baik", "0.2.0")


def program(archive: Path, version: str) -> Path:
    """An archive as a frozen program's: a folder, an executable file, a library with a link to it."""
    with tarfile.open(archive, "w:xz", preset=0) as packed:
        content = f"#!/bin/sh\necho {version}\n".encode()
        for name, mode in (("posko/posko", 0o755), ("posko/_internal/lib.so", 0o644)):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(content), mode
            packed.addfile(entry, io.BytesIO(content))
        link = tarfile.TarInfo("posko/_internal/link.so")
        link.type, link.linkname = tarfile.SYMTYPE, "lib.so"
        packed.addfile(link)
    return archive


def package(path: Path, version: str) -> Path:
    """What stands for a Debian package: nobody here opens it."""
    path.write_bytes(b"!<arch>\n" + version.encode())
    return path


def refused(keepers: Custodians, folder: Path, version: str = "0.5.0") -> dict[str, Path]:
    """A stick for each reason to refuse one, by the code of the reason; each is of this version but what is older."""
    whole = keepers.release(folder / "whole", version)

    def changed(name: str, target: str, spoil: Callable[[bytes], bytes]) -> Path:
        stick = Path(shutil.copytree(whole, folder / name))
        (path,) = (stick / "POSKO-UPDATE").glob(target)
        path.write_bytes(spoil(path.read_bytes()))
        return stick

    empty = folder / "empty"
    empty.mkdir()
    return {
        "update.none": empty,
        "update.half": changed("half", "targets/*.xz", lambda data: data[: len(data) // 2]),
        "update.altered": changed(
            "altered", "metadata/snapshot.json", lambda data: data.replace(b'"expires":"20', b'"expires":"21')
        ),
        "update.others": Custodians(folder / "strangers").release(folder / "others", version),
        "update.few": keepers.release(folder / "few", version, signers=1),
        "update.older": keepers.release(folder / "older", "0.0.1"),
        "update.expired": keepers.release(folder / "expired", version, DAY - timedelta(days=4 * 365)),
    }
