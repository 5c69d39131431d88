"""A copy of the checkout that faults are put into, and what is known of its tests: which lines they run, for how long."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
COPIED = (
    "core", "sync", "ui", "tests", "resources", "packaging",
    "main.py", "pyproject.toml", "CHANGELOG.md", "ARCHITECTURE.md", "README.md",
)  # fmt: skip
NO_JUDGES = re.compile(r"test_(architecture|packaging|bootstrap|mutation|sync_mutants)\.py$")
"""They look at the files themselves, so every fault would fail them; the last one is a campaign of its own."""
SOURCES = ("core", "sync")
GOES_ON = b'scope="module"'
"""A file with such a world is run whole and in its order: what a later test finds, an earlier one may have made."""


@dataclass(frozen=True)
class Told:
    """What one test did without any fault, or a whole file whose tests go on in each other's world (its name is the file's)."""

    name: str
    seconds: float
    lines: dict[str, int]
    """Per file an integer whose bit n is line n."""

    @property
    def file(self) -> str:
        """Where the test is written."""
        return self.name.partition("::")[0]


def lines_of(one: dict[str, Any]) -> dict[str, int]:
    """The lines that a test runs, out of the file that tells them."""
    return {path: int(bits, 16) for path, bits in one["lines"].items()}


def whole(file: str, tests: Sequence[Told]) -> Told:
    """A file's tests as one: what they do and how long together."""
    lines: dict[str, int] = defaultdict(int)
    for path, bits in ((path, bits) for one in tests for path, bits in one.lines.items()):
        lines[path] |= bits
    return Told(file, sum(one.seconds for one in tests), dict(lines))


def digest(paths: Sequence[Path]) -> str:
    """What stands in files."""
    return sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def environment() -> dict[str, str]:
    """Of every process that runs tests here."""
    memory = Path("/dev/shm")  # noqa: S108
    kept = os.environ | {"POSKO_NO_BOOTSTRAP": "1", "HYPOTHESIS_PROFILE": "mutation", "QT_QPA_PLATFORM": "offscreen"}
    return kept | ({"TMPDIR": str(memory)} if memory.is_dir() and "TMPDIR" not in os.environ else {})


@dataclass
class Tree:
    """``folder/tree`` is the copy, ``folder/touched.json`` what its tests were seen to do."""

    folder: Path
    tests: Sequence[str]
    known: dict[str, Any] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        """Where the copy lies."""
        return self.folder / "tree"

    def copied(self) -> None:
        """Make the copy what the checkout is now."""
        self.folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(self.path, ignore_errors=True)
        self.path.mkdir()
        for name in COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, self.path / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy2(ROOT / name, self.path)

    def source(self, path: str) -> bytes:
        """A file of the copy."""
        return (self.path / path).read_bytes()

    def files(self, *folders: str) -> list[Path]:
        """Python files below folders (or files) of the copy, in order."""
        found = {one for name in folders for one in [self.path / name, *(self.path / name).rglob("*.py")] if one.is_file()}
        return sorted(found)

    def test_files(self) -> Iterator[str]:
        """Those that may judge a fault."""
        for path in self.files(*self.tests):
            if path.name.startswith("test_") and not NO_JUDGES.search(path.name):
                yield path.relative_to(self.path).as_posix()

    def traced(self) -> None:
        """Run, folder by folder, the tests that are not known yet; all of them where the program is another one."""
        kept = self.folder / "touched.json"
        sources = digest(self.files(*SOURCES))
        if kept.exists():
            self.known = json.loads(kept.read_text("utf-8"))
        if self.known.get("sources") != sources:
            self.known = {"sources": sources, "files": {}, "imported": {}}
        lacking = [f for f in self.test_files() if self.known["files"].get(f, {}).get("digest") != digest([self.path / f])]
        for _, group in groupby(lacking, key=lambda name: Path(name).parent):
            files = list(group)
            told = self._run(files)
            self.known["imported"] |= told.pop("", {}).get("lines", {})
            for file in files:
                tests = {name: one for name, one in told.items() if name.partition("::")[0] == file}
                self.known["files"][file] = {"digest": digest([self.path / file]), "tests": tests}
            kept.write_text(json.dumps(self.known), "utf-8")

    def _run(self, files: Sequence[str]) -> dict[str, Any]:
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "touched.json"
            command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.mutation.tracing", *files]
            world = environment() | {"MUTATION_TOUCHED": str(out)}
            subprocess.run(command, cwd=self.path, env=world, stdout=sys.stderr, check=False)
            return dict(json.loads(out.read_text("utf-8")))

    @cached_property
    def told(self) -> dict[str, Told]:
        """All tests that are there, quickest first."""
        all_tests = list[Told]()
        for file in self.test_files():
            tests = self.known["files"].get(file, {"tests": {}})["tests"].items()
            singly = [Told(name, one["seconds"], lines_of(one)) for name, one in tests]
            all_tests += [whole(file, singly)] if GOES_ON in self.source(file) and singly else singly
        return {one.name: one for one in sorted(all_tests, key=lambda one: (one.seconds, one.name))}

    @cached_property
    def imported(self) -> dict[str, int]:
        """Lines that importing runs."""
        return {path: int(bits, 16) for path, bits in self.known["imported"].items()}
