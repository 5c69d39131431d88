"""Pack a frozen program to be carried on a stick: ``python3 packaging/freeze/make_portable.py [PROGRAM] [--out FOLDER]``.

Beside the program lies the mark ``.portable``: it keeps its data in ``data`` there, and leaves nothing on the computer. Linux
gets a tar.xz, which keeps the links between libraries (a zip would hold every one twice); Windows, which has none, a zip, which
``packaging/windows/pack.py`` makes once the programs are signed.
"""

from __future__ import annotations

import argparse
import io
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MARK = ".portable"


def main() -> int:
    """Pack and print the path."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", nargs="?", type=Path, default=ROOT / "build" / "freeze" / "posko")
    parser.add_argument("--out", type=Path, default=ROOT / "build")
    options = parser.parse_args()
    if not any((options.program / name).is_file() for name in ("posko", "posko.exe")):
        sys.exit(f"{options.program} holds no frozen program; run packaging/freeze/freeze.py first")
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    stem = options.out / f"posko-{version}-portable"
    options.out.mkdir(parents=True, exist_ok=True)
    print(zipped(options.program, stem) if (options.program / "posko.exe").is_file() else tarred(options.program, stem))
    return 0


def tarred(program: Path, stem: Path) -> Path:
    """The folder as tar.xz."""
    target = stem.with_name(stem.name + ".tar.xz")
    with tarfile.open(target, "w:xz") as archive:
        archive.add(program, "posko")
        archive.addfile(tarfile.TarInfo(f"posko/{MARK}"), io.BytesIO())
    return target


def zipped(program: Path, stem: Path) -> Path:
    """The folder as zip."""
    target = stem.with_name(stem.name + ".zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(program.rglob("*")):
            archive.write(path, Path("posko") / path.relative_to(program))
        archive.writestr(f"posko/{MARK}", b"")
    return target


if __name__ == "__main__":
    sys.exit(main())
