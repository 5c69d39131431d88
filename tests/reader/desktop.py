"""A desktop of its own for one program: an X server without a screen, a session bus, the accessibility bus, the program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).resolve().parents[2]
SYSTEM_PYTHON = "/usr/bin/python3"
PATIENCE_S = 20
SCREEN = "1366x768x24"
NEEDED = ("Xvfb", "dbus-daemon", "dbus-send", "openbox")


def lacking() -> str:
    """The programs that are not there, in words; an empty text when a screen reader can be had."""
    absent = [name for name in NEEDED if shutil.which(name) is None]
    speaks = subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False)
    return ", ".join([*absent, *(["python3-pyatspi"] if speaks.returncode else [])])


class Desktop:
    """Starts on entering; what it started it ends on leaving, each by its own process id."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self.environ: dict[str, str] = {}

    def __enter__(self) -> Desktop:
        home = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="posko-reader-")))
        keep = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR", "VIRTUAL_ENV") if name in os.environ}
        self.environ = keep | {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "POSKO_NO_BOOTSTRAP": "1"}
        home.chmod(0o700)
        self.environ["DISPLAY"] = ":" + self._first_line(["Xvfb", "-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"])
        bus = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
        self.environ["DBUS_SESSION_BUS_ADDRESS"] = self._first_line(bus)
        self._run(["openbox", "--sm-disable"])
        self._reader_is_on()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self._stack.close()

    @contextmanager
    def reader(self, command: list[str]) -> Iterator[subprocess.Popen[str]]:
        """A screen reader, which listens before anything is started that it shall read; killed where it is left early."""
        pipe = subprocess.PIPE
        with subprocess.Popen(command, env=self.environ, stdout=pipe, stderr=pipe, text=True) as started:
            assert started.stdout is not None
            started.stdout.readline()
            try:
                yield started
            finally:
                started.kill()

    def program(self, profile: Path) -> subprocess.Popen[bytes]:
        """The program itself, as a person starts it."""
        return self._run([sys.executable, str(ROOT / "main.py"), "--open", "--profile", str(profile)])

    def _reader_is_on(self) -> None:
        """What a screen reader switches on when it starts: programs then say what they show."""
        subprocess.run(
            ["dbus-send", "--session", "--print-reply", "--dest=org.a11y.Bus", "/org/a11y/bus",
             "org.freedesktop.DBus.Properties.Set", "string:org.a11y.Status", "string:IsEnabled", "variant:boolean:true"],
            env=self.environ, check=True, capture_output=True, timeout=PATIENCE_S,
        )  # fmt: skip

    def _first_line(self, command: list[str]) -> str:
        started = subprocess.Popen(command, env=self.environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self._stack.enter_context(_ended(started))
        assert started.stdout is not None
        return started.stdout.readline().decode().strip()

    def _run(self, command: list[str]) -> subprocess.Popen[bytes]:
        started = subprocess.Popen(command, env=self.environ)
        self._stack.enter_context(_ended(started))
        return started


@contextmanager
def _ended(started: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    finally:
        started.terminate()
        try:
            started.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()
        if started.stdout is not None:
            started.stdout.close()
