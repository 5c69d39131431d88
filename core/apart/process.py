"""How a process of its own is started, in one place.

A checkout hands its interpreter one line of code. A frozen build has no interpreter: there the program starts itself with
``APART`` and the module's name, before anything else is looked at.
"""

from __future__ import annotations

import importlib
import sys
import time
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).resolve().parents[2]
APART: Final = "--apart"
OURS: Final = ("core.", "sync.")
"""Where modules that run apart come from; nobody else's code is started by a word on a command line."""
_START: Final = "import sys; sys.path.insert(0, sys.argv[1]); from {module} import main; main()"


def worker_command(module: str) -> list[str]:
    """The command that runs ``main`` of one of our modules, isolated from the user's paths and settings (``-I``)."""
    if getattr(sys, "frozen", False):
        return [sys.executable, APART, module]
    return [sys.executable, "-I", "-c", _START.format(module=module), str(_ROOT)]


def run_apart(argv: list[str]) -> int:
    """The other end of :func:`worker_command` in a frozen build; gives the exit code."""
    if len(argv) != 2 or not argv[1].startswith(OURS):
        return 2
    importlib.import_module(argv[1]).main()
    return 0


def limit_self(memory: int, seconds: int, *, alone: bool = False, many: bool = False) -> None:
    """Bound this process where the system can: memory, processor time, no written byte, no core dump.

    ``many`` leaves room to give each of many tasks its own share of processor time (the soft limit is moved on).
    ``alone`` also forbids it to open another file and to start another process or thread. Windows has none of these
    limits: there the parent limits the time, and nothing else is limited.
    """
    try:
        import resource  # absent on Windows
    except ImportError:
        return
    limits = {
        resource.RLIMIT_AS: (memory, memory),
        resource.RLIMIT_CPU: (seconds, resource.RLIM_INFINITY if many else seconds + 1),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_CORE: (0, 0),
    }
    if alone:
        limits |= {resource.RLIMIT_NPROC: (0, 0), resource.RLIMIT_NOFILE: (0, 0)}
    for what, bounds in limits.items():
        resource.setrlimit(what, bounds)


def allow_time(seconds: int) -> None:
    """Give the next task its own share of processor time; needs ``many`` in :func:`limit_self`."""
    try:
        import resource  # absent on Windows
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + seconds + 1, hard))
