"""Make a Debian package from a frozen program: ``python3 packaging/linux/make_deb.py [PROGRAM] [--out FOLDER] [--fast]``.

PROGRAM is the folder that ``packaging/freeze/freeze.py`` left (default ``build/freeze/posko``). Needs dpkg-deb. The same
program gives the same package: owners are root, times are the commit's. ``--fast`` compresses less, for trials.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NAME, ID = "posko", "id.posko.Posko"
DEPENDS = "libc6 (>= 2.28), libgl1, libegl1, fontconfig-config"
RECOMMENDS = "shared-mime-info, desktop-file-utils, fonts-dejavu-core, libcups2"
SIZES = (48, 128, 256)
CONTROL = """Package: {name}
Version: {version}
Architecture: {architecture}
Maintainer: Posko developers <posko@localhost>
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: {recommends}
Section: misc
Priority: optional
Description: program of election complaint posts, without a network
 Takes in reports at complaint posts, keeps them encrypted, prints signed
 integrity pacts and letters, and carries everything to the provincial office.
 Data of the officers lie in their own folders and stay when this is removed.
"""


def main() -> int:
    """Build the package and print its path."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", nargs="?", type=Path, default=ROOT / "build" / "freeze" / "posko")
    parser.add_argument("--out", type=Path, default=ROOT / "build")
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--version", help="another number than pyproject.toml's, to try an upgrade")
    options = parser.parse_args()
    if not (options.program / NAME).is_file():
        sys.exit(f"{options.program} holds no frozen program; run packaging/freeze/freeze.py first")
    version = options.version or tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    print(build(options.program, options.out, version, options.fast))
    return 0


def build(program: Path, out: Path, version: str, fast: bool) -> Path:
    """Lay the tree out and pack it."""
    tree = out / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    seconds = commit_seconds()
    shutil.copytree(program, tree / "opt" / NAME, symlinks=True)
    (tree / "usr" / "bin").mkdir(parents=True)
    (tree / "usr" / "bin" / NAME).symlink_to(f"/opt/{NAME}/{NAME}")
    share(tree / "usr" / "share", version, seconds)
    kilobytes = sum(path.lstat().st_size for path in tree.rglob("*") if not path.is_dir()) // 1024
    architecture = run(["dpkg", "--print-architecture"]).strip()
    control = tree / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(
        CONTROL.format(
            name=NAME, version=version, architecture=architecture, kilobytes=kilobytes, depends=DEPENDS, recommends=RECOMMENDS
        ),
        "utf-8",
    )
    age(tree, seconds)
    package = out / f"{NAME}_{version}_{architecture}.deb"
    pressure = ["-Zxz", "-z1"] if fast else ["-Zxz"]
    environ = {**os.environ, "SOURCE_DATE_EPOCH": str(seconds)}
    command = ["dpkg-deb", "--root-owner-group", *pressure, "--build", str(tree), str(package)]
    subprocess.run(command, check=True, env=environ, stdout=sys.stderr)
    shutil.rmtree(tree)
    return package


def share(folder: Path, version: str, seconds: int) -> None:
    """What the desktop reads: menu entry, kinds of files, icons, description, copyright."""
    metainfo = (HERE / f"{ID}.metainfo.xml").read_text("utf-8")
    day = datetime.fromtimestamp(seconds, UTC).date().isoformat()
    write(folder / "metainfo" / f"{ID}.metainfo.xml", metainfo.replace("@VERSION@", version).replace("@DATE@", day).encode())
    write(folder / "applications" / f"{ID}.desktop", (HERE / f"{ID}.desktop").read_bytes())
    write(folder / "mime" / "packages" / f"{ID}.xml", (HERE / f"{ID}.xml").read_bytes())
    write(folder / "doc" / NAME / "copyright", (HERE / "copyright").read_bytes())
    drawing = ROOT / "resources" / "icons" / "posko.svg"
    write(folder / "icons" / "hicolor" / "scalable" / "apps" / f"{ID}.svg", drawing.read_bytes())
    for size in SIZES:
        picture = ROOT / "packaging" / "icons" / f"posko-{size}.png"
        write(folder / "icons" / "hicolor" / f"{size}x{size}" / "apps" / f"{ID}.png", picture.read_bytes())


def write(path: Path, content: bytes) -> None:
    """A file of the package, readable for everybody."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o644)


def age(tree: Path, seconds: int) -> None:
    """Give everything the commit's time and the modes of a system folder."""
    for path in [tree, *tree.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
        os.utime(path, (seconds, seconds), follow_symlinks=False)


def commit_seconds() -> int:
    """The commit's time."""
    return int(run(["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]))


def run(command: list[str]) -> str:
    """What a program prints."""
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    sys.exit(main())
