"""The command line as tests use it: in this process with cheap passphrases and a clock that never stands still."""

from __future__ import annotations

import io
import json
import secrets
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from core.app.application import Application
from core.app.ports import Ports
from core.crypto import keyslots
from core.crypto.kdf import FLOOR, stretch
from tests.remembered import stretched_once
from ui import compose
from ui.cli.main import main
from ui.cli.session import Session

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "kata sandi yang cukup panjang"
POST, OTHER_POST = "K0413", "K0414"
STRETCHED = stretched_once(stretch)
"""A passphrase is stretched once a run: each verb asks for it again, and it is most of what a verb costs."""
REFERENCE = cache(compose.load_reference)


@dataclass
class Result:
    """Exit code, the one JSON document (None where nothing was printed), and what stderr said."""

    code: int
    tree: Any
    err: str
    out: str


@dataclass
class Shell:
    """A folder with profiles and the files that verbs need."""

    home: Path
    when: datetime = field(default_factory=lambda: datetime(2024, 2, 5, 3, 0, tzinfo=UTC))

    def now(self) -> datetime:
        """The next second."""
        self.when += timedelta(seconds=1)
        return self.when

    @property
    def ports(self) -> Ports:
        """Cheap passphrases, this shell's clock."""
        return Ports(now=self.now, entropy=secrets.token_bytes, resource=compose.read_resource, kdf=FLOOR)

    @property
    def stick(self) -> Path:
        """The stick's folder, made on first use."""
        folder = self.home / "stick"
        folder.mkdir(exist_ok=True)
        return folder

    def write(self, name: str, content: str | bytes) -> Path:
        """A file in the shell's folder."""
        path = self.home / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def run(self, *words: object, profile: str | None = None, as_json: bool = True, stdin: bytes = b"") -> Result:
        """Run one verb; with JSON its standard output must be exactly one document."""
        argv = [str(word) for word in words]
        if profile is not None:
            argv += ["--profile", str(self.home / profile), "--passphrase-file", str(self.home / "passphrase")]
        if as_json:
            argv.append("--json")
        out, err = io.StringIO(), io.StringIO()
        fake = io.TextIOWrapper(io.BytesIO(stdin))
        with (
            patch.object(sys, "stdout", out),
            patch.object(sys, "stderr", err),
            patch.object(sys, "stdin", fake),
            patch.object(keyslots, "stretch", STRETCHED),
            patch.object(compose, "load_reference", REFERENCE),
        ):
            code = main(argv, self.ports)
        text = out.getvalue()
        tree = json.loads(text) if as_json and text else None
        return Result(code, tree, err.getvalue(), text)

    def good(self, *words: object, profile: str | None = None, stdin: bytes = b"") -> Any:
        """Run a verb that must succeed; gives its JSON."""
        result = self.run(*words, profile=profile, stdin=stdin)
        assert result.code == 0, result
        return result.tree

    def by_another(self, *words: object) -> Any:
        """Run a province's verb that must succeed, by one more administrator."""
        own = self.write("another", "frasa administrator yang lain")
        self.good("officer", "add", "Lain", "--role", "administrator", "--new-passphrase-file", own, profile="province")
        return self.good(*words, "--profile", self.home / "province", "--passphrase-file", own)

    def refused(self, code: str, *words: object, profile: str | None = None, stdin: bytes = b"") -> Result:
        """Run a verb that must be refused with this code: exit 2, one line on stderr, the same in the JSON."""
        result = self.run(*words, profile=profile, stdin=stdin)
        assert result.code == 2, result
        assert result.tree["error"] == code, result
        assert set(result.tree) == {"error", "message"}
        assert result.err == f"posko: {result.tree['message']}\n"
        assert "Traceback" not in result.err
        return result

    def add(self, *trees: dict[str, object], profile: str = "post") -> list[dict[str, str]]:
        """Take reports in from standard input."""
        lines = "\n".join(json.dumps(tree) for tree in trees).encode()
        added: list[dict[str, str]] = self.good("report", "add", "-", profile=profile, stdin=lines)["reports"]
        return added

    def example(self, example: str, /, **changes: object) -> dict[str, object]:
        """The program's own example, with changes; what is None is left out."""
        tree = {**self.good("report", "add", "--example", example), **changes}
        return {name: value for name, value in tree.items() if value is not None}

    def state(self, profile: str) -> tuple[object, ...]:
        """What must not change when something is refused: counts, entries, ids, files of the profile."""
        with opened_once():
            status = self.good("status", profile=profile)
            check = self.good("check", profile=profile)
            ids = [row["id"] for row in self.good("report", "list", "--limit", 500, profile=profile)["reports"]]
        status.pop("posts")
        return tuple(status.items()), check["entries"], tuple(ids), files_below(self.home / profile)


@contextmanager
def opened_once() -> Iterator[None]:
    """Inside, verbs on one profile find it open from the first of them on: nothing between them could have changed it."""
    opened = Session.profile
    known: dict[Path, Application] = {}
    with ExitStack() as held:

        def profile(session: Session) -> AbstractContextManager[Application]:
            if session.folder not in known:
                known[session.folder] = held.enter_context(opened(session))
            return nullcontext(known[session.folder])

        held.enter_context(patch.object(Session, "profile", profile))
        yield


def files_below(folder: Path) -> frozenset[str]:
    """Names of all files, apart from the database's own log."""
    found: Iterable[Path] = (path for path in folder.rglob("*") if path.is_file())
    return frozenset(path.relative_to(folder).as_posix() for path in found if not path.name.endswith(("-wal", "-shm")))


def found(home: Path) -> None:
    """Make a province and two posts with kits, all through the command line."""
    shell = Shell(home)
    shell.write("passphrase", PASSPHRASE + "\n")
    shell.good("province", "create", "--name", "Badan Kesbangpol", "--area", "19", profile="province")
    for post, folder in ((POST, "post"), (OTHER_POST, "other")):
        kit = shell.good("kit", "create", "--post", post, "--out", home / f"{folder}.kit", profile="province")
        shell.write(f"{folder}.code", kit["code"] + "\n")
        files = ["--kit", home / f"{folder}.kit", "--kit-code-file", home / f"{folder}.code"]
        shell.good("post", "create", *files, profile=folder)


def copy_of(template: Path, home: Path) -> Shell:
    """A shell of its own on a copy of the founded folder."""
    shutil.copytree(template, home, dirs_exist_ok=True)
    return Shell(home, datetime(2024, 2, 5, 6, 0, tzinfo=UTC))
