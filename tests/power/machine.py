"""A machine of its own for each job: User-Mode Linux over this machine's files, with a kernel that can lose writes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = {"linux.uml": "user-mode-linux", "dmsetup": "dmsetup", "mkfs.vfat": "dosfstools", "losetup": "mount"}
MEMORY = "1280M"
ANSWER, SCREEN = "answer.json", "screen.txt"


class Broken(Exception):
    """The machine ended without an answer."""


def lacking() -> str:
    """Why there can be no such machine here, or nothing."""
    if sys.platform != "linux":
        return "User-Mode Linux runs on Linux alone"
    missing = [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
    return f"apt-get install {' '.join(missing)}" if missing else ""


def run(job: str, options: dict[str, Any], seconds: int) -> dict[str, Any]:
    """Boot, do one job of :mod:`tests.power.jobs`, halt; returns its answer. Raises :class:`Broken`."""
    with tempfile.TemporaryDirectory(prefix="posko-power-") as name:
        folder = Path(name)
        (folder / "room").mkdir()
        begin = folder / "init.sh"
        begin.write_text(
            "#!/bin/sh\n"
            "export PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1\n"
            "mount -t proc proc /proc\n"
            f"mount -t tmpfs -o size=90% room {folder}/room\n"
            f"export TMPDIR={folder}/room\n"
            f"cd {ROOT}\n"
            f"exec {sys.executable} -m tests.power.inside {folder} {job} '{json.dumps(options)}' > {folder}/{SCREEN} 2>&1\n",
            encoding="ascii",
        )
        begin.chmod(0o755)
        kernel = ["linux.uml", f"mem={MEMORY}", "root=/dev/root", "rootfstype=hostfs", "rootflags=/", "rw", "quiet"]
        kernel += [f"init={begin}", "con=null", "con0=null", "ssl=null"]
        process = subprocess.Popen(
            kernel, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise Broken(f"{job}: no answer after {seconds} s") from None
        finally:
            # Its own children too: each process of the machine is one here.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        answer = folder / ANSWER
        if not answer.exists():
            screen = folder / SCREEN
            raise Broken(f"{job}: {screen.read_text(encoding='utf-8', errors='replace') if screen.exists() else 'did not boot'}")
        found: dict[str, Any] = json.loads(answer.read_bytes())
        return found
