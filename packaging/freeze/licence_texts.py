"""The licence texts that lie beside a frozen program: of every wheel, of Python, and of what the system gave to it."""

from __future__ import annotations

import re
import shutil
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Sequence
from email import message_from_bytes
from pathlib import Path

SPARE = Path(__file__).resolve().parents[1] / "licences"
SPARED = {name: ("LGPL-3.0.txt", "GPL-3.0.txt") for name in ("pyside6-essentials", "shiboken6")}
"""Wheels that bring no text, and which of ``packaging/licences`` are theirs: the LGPL is written as an addition to the GPL."""
NAMED = ("LICENSE", "LICENCE", "COPYING", "NOTICE", "AUTHORS")
FOLDER = "licenses"
DOCS = Path("/usr/share/doc")


def plain(name: str) -> str:
    """A package's name as locks write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def of_wheels(site: Path, wanted: Iterable[str], target: Path) -> None:
    """Copy the texts of every wanted package that is installed in ``site``; ends the build where one has none."""
    names, without = set(wanted), []
    for folder in sorted(site.glob("*.dist-info")):
        name = str(message_from_bytes((folder / "METADATA").read_bytes())["Name"])
        if plain(name) not in names:
            continue
        texts = {"-".join(path.relative_to(folder).parts): path for path in brought(folder)}
        texts = texts or {text: SPARE / text for text in SPARED.get(plain(name), ())}
        without += [] if texts else [name]
        for text, path in texts.items():
            put(path, target / name / text)
    if without:
        sys.exit(f"no licence text for {', '.join(without)}: put it into {SPARE} and name it in {Path(__file__).name}")


def brought(folder: Path) -> Iterator[Path]:
    """Texts in a wheel's description: all that lies in its folder of licences, and what is named like one."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts[:-1]
        if path.is_file() and (FOLDER in inside or path.name.upper().startswith(NAMED)):
            yield path


def of_python(target: Path) -> None:
    """Copy the licence of the Python that is frozen; ends the build where it has none."""
    places = (Path(sys.base_prefix), Path(sysconfig.get_path("stdlib")))
    found = [place / name for place in places for name in ("LICENSE.txt", "LICENSE") if (place / name).is_file()]
    if not found:
        sys.exit(f"no licence text of Python in {' or '.join(map(str, places))}")
    put(found[0], target / "CPython" / "LICENSE.txt")


def of_system(packages: Sequence[str], target: Path) -> None:
    """Copy Debian's own account of each package; ends the build where one has none."""
    for package in packages:
        source = DOCS / package / "copyright"
        if not source.is_file():
            sys.exit(f"no licence text for the system's library {package}: {source} is missing")
        put(source, target / "debian" / package / "copyright")


def put(source: Path, copy: Path) -> None:
    """One text at its place."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, copy)
