"""Make the frozen program: ``python3 packaging/freeze/freeze.py [FOLDER]`` leaves it in ``FOLDER/posko``.

Needs a Python with a shared library (Debian: python3-venv, libpython3.11, binutils) and the package registry, once. Two
runs over one commit give the same bytes (``--twice`` makes two and compares them): the clock is the commit's, the order of
hashes is fixed, and every library is one that a lock names by its SHA-256. Beside the program stand what it is made of
(``sbom.cdx.json``, CycloneDX), the licence texts of all of that (``licences/``; one that is missing ends the build) and a list
of the files' hashes (``SHA256SUMS``).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import bill
import licence_texts

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LOCKS = (ROOT / "packaging" / "requirements.lock", HERE / "requirements.lock")
BOOT = {"pyinstaller"}
"""Of the tools of the build, whose code goes along: what begins the frozen program is PyInstaller's."""
SUMS = "SHA256SUMS"
DRILL = "x-posko-drill"
"""The field of a root of keys that are for exercises (sync/updates/stick.py)."""


def main() -> int:
    """Freeze once, or twice to compare; prints where the program lies."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "build" / "freeze")
    parser.add_argument("--twice", action="store_true", help="freeze again and say whether every byte is the same")
    options = parser.parse_args()
    folder = options.folder.resolve()
    python = prepare(folder / "venv")
    program = freeze(python, folder)
    print(program)
    if DRILL in (ROOT / "resources" / "updates" / "root.json").read_text("ascii"):
        print("updates: believes the keys of drills alone; packaging/release/README.md tells how to put real ones in")
    if options.twice:
        first = (program / SUMS).read_bytes()
        return same(first, (freeze(python, folder) / SUMS).read_bytes())
    return 0


def prepare(venv: Path) -> Path:
    """An environment that holds exactly what the locks name; gives its interpreter."""
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = venv / "posko.stamp"
    wanted = hashlib.sha256(b"".join(lock.read_bytes() for lock in LOCKS) + sys.version.encode()).hexdigest()
    if stamp.exists() and stamp.read_text("ascii") == wanted:
        return python
    shutil.rmtree(venv, ignore_errors=True)
    run([sys.executable, "-m", "venv", str(venv)])
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "-q", "install", "--require-hashes", "--no-deps"]
    for lock in LOCKS:
        run([*pip, "--only-binary", ":all:", "-r", str(lock)])
    stamp.write_text(wanted, "ascii")
    return python


def freeze(python: Path, folder: Path) -> Path:
    """Run the recipe and add the papers; gives the program's folder."""
    program = folder / "posko"
    shutil.rmtree(program, ignore_errors=True)
    shutil.rmtree(folder / "work", ignore_errors=True)
    environ = {**os.environ, "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": moment(), "PYTHONDONTWRITEBYTECODE": "1"}
    recipe = [str(python), "-m", "PyInstaller", "--log-level", "WARN", "--noconfirm", "--clean"]
    run([*recipe, "--distpath", str(folder), "--workpath", str(folder / "work"), str(HERE / "posko.spec")], environ)
    papers(python, program)
    write_sums(program)
    return program


def papers(python: Path, program: Path) -> None:
    """Lay the licence texts and the bill of materials beside the program."""
    wheels = locked(LOCKS[0]) | BOOT
    site = Path(run([str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).strip())
    packages = bill.system_packages(program)
    licence_texts.of_wheels(site, wheels, program / "licences")
    licence_texts.of_python(program / "licences")
    licence_texts.of_system([package.name for package in packages], program / "licences")
    told = run([str(python), "-m", "cyclonedx_py", "environment", "--output-reproducible", "--of", "JSON", str(python)])
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    (program / "sbom.cdx.json").write_text(bill.complete(told, wheels, version, packages, program), "utf-8")


def moment() -> str:
    """The commit's time in seconds, so that a build of it is the same next year."""
    return run(["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]).strip()


def locked(lock: Path) -> set[str]:
    """Names of the packages that a lock holds."""
    lines = lock.read_text("utf-8").splitlines()
    return {licence_texts.plain(line.split("==")[0].split("[")[0]) for line in lines if "==" in line}


def write_sums(program: Path) -> None:
    """Write the list of hashes; done again after anything in the folder was changed (signed)."""
    (program / SUMS).write_text("".join(f"{digest}  {name}\n" for name, digest in sums(program)), "utf-8", newline="\n")


def sums(program: Path) -> list[tuple[str, str]]:
    """Name and SHA-256 of every file; a link counts by what it points to."""
    found = []
    for path in sorted(program.rglob("*")):
        name = path.relative_to(program).as_posix()
        if name == SUMS or not (path.is_symlink() or path.is_file()):
            continue
        content = str(path.readlink()).encode() if path.is_symlink() else path.read_bytes()
        found.append((name, hashlib.sha256(content).hexdigest()))
    return found


def same(first: bytes, second: bytes) -> int:
    """Say whether two builds are equal, and name what differs."""
    different = sorted({line[66:] for line in set(first.splitlines()) ^ set(second.splitlines())})
    print(f"two builds: {'the same bytes' if not different else b'differ in ' + b', '.join(different)}")
    return 1 if different else 0


def run(command: list[str], environ: dict[str, str] | None = None) -> str:
    """Run a command whose words we want; its complaints go to the terminal."""
    return subprocess.run(command, env=environ, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    sys.exit(main())
