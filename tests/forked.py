"""Processes apart of the program, forked from one that has loaded the same module and nothing else.

A process apart lives for one verb or one window, and nearly all it does there is to load its module: several hundred times a
run, a seventh of its processor time. So the first start of a module in a run of tests is the real one, and every later one is
forked from a process that was begun by the same interpreter with the same options and has not yet called ``main``: it greets,
bounds itself, answers and is killed like any other, and is a child of the tests, which wait for it themselves.
"""

from __future__ import annotations

import array
import atexit
import contextlib
import ctypes
import importlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

ROOT: Final = str(Path(__file__).resolve().parents[1])
BEGIN: Final = "import sys; sys.path.insert(0, sys.argv[1]); from tests.forked import serve; serve(sys.argv[2], int(sys.argv[3]))"
STREAMS: Final = 3
SET_CHILD_SUBREAPER: Final = 36
"""``prctl``: whom a parent's end leaves alone becomes a child of this process."""


def serve(module: str, control: int) -> None:
    """The process that has loaded the module: a child for each three streams that come; gives their numbers until nobody asks."""
    main: Callable[[], None] = importlib.import_module(module).main
    asked = socket.socket(fileno=control)
    while streams := _streams(asked):
        reader, writer = os.pipe()
        between = os.fork()
        if between == 0:
            child = os.fork()
            if child == 0:
                _become(main, streams)
            os.write(writer, child.to_bytes(8, "big"))
            os._exit(0)
        os.waitpid(between, 0)  # from now on the child is the tests' own
        asked.send(os.read(reader, 8))
        for each in (reader, writer, *streams):
            os.close(each)


def _streams(asked: socket.socket) -> list[int]:
    """The three streams of the next child; none when whoever asks has gone."""
    room = array.array("i")
    _, extra, _, _ = asked.recvmsg(1, socket.CMSG_SPACE(STREAMS * room.itemsize))
    for _, _, data in extra:
        room.frombytes(data[: STREAMS * room.itemsize])
    return list(room)


def _become(main: Callable[[], None], streams: list[int]) -> None:
    """A process as the command would have begun it: its three streams, nothing else open, and the module's ``main``."""
    for place, stream in enumerate(streams):
        os.dup2(stream, place)
    os.closerange(STREAMS, os.sysconf("SC_OPEN_MAX"))
    sys.stdin, sys.stdout, sys.stderr = (open(each, mode, closefd=False) for each, mode in enumerate("rww"))  # noqa: SIM115
    sys.argv = ["-c", ROOT]
    code = 1
    with contextlib.suppress(BaseException):  # told by the code; nobody reads what a process apart prints
        main()
        sys.stdout.flush()
        code = 0
    os._exit(code)


class Nursery:
    """The process that children of one module are forked from."""

    def __init__(self, module: str) -> None:
        self._asked, control = socket.socketpair()
        with control:
            command = [sys.executable, "-I", "-c", BEGIN, ROOT, module, str(control.fileno())]
            silent = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
            self._process = subprocess.Popen(command, pass_fds=[control.fileno()], **silent)

    def child(self, streams: list[int]) -> int:
        """The number of a new child with these streams; raises ``OSError`` where there is none."""
        self._asked.sendmsg([b"+"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", streams))])
        if len(number := self._asked.recv(8)) < 8:
            raise OSError("a process that was loaded ahead has ended")
        return int.from_bytes(number, "big")

    def end(self) -> None:
        """Nobody asks any more."""
        self._asked.close()
        self._process.wait()


class Forked:
    """Stands where :mod:`subprocess` begins a child, for commands that begin a module of the program apart."""

    def __init__(self, begin: Callable[..., None], command: Callable[[str], list[str]]) -> None:
        self._begin, self._command = begin, command
        self._owner, self._lock = os.getpid(), threading.Lock()
        self._seen: set[str] = set()
        self._nurseries: dict[str, Nursery] = {}

    def __call__(self, process: subprocess.Popen[Any], args: Any, *rest: Any) -> None:
        """Begin a child as ``Popen._execute_child`` does: the real one, or after a module's first time a forked one."""
        module = self._module(args, *rest)
        if not module or not self._has_forked(module, process, rest[9:15]):
            self._begin(process, args, *rest)
            return
        sys.audit("subprocess.Popen", args[0], args, None, None)
        process._child_created = True
        process._close_pipe_fds(*rest[9:15])

    def _module(self, args: Any, *rest: Any) -> str:
        """The module that a command begins apart, exactly as the program does; else nothing."""
        preparation, folder, environ = rest[1], rest[4], rest[5]
        if not isinstance(args, list) or len(args) != 5 or (preparation, folder, environ) != (None, None, None):
            return ""
        module = str(args[3]).partition("; from ")[2].partition(" import main; main()")[0]
        return module if module and args == self._command(module) else ""

    def _has_forked(self, module: str, process: subprocess.Popen[Any], pipes: tuple[int, ...]) -> bool:
        """Fork the child, unless this is the module's first time, or another process than the one that the nurseries are of."""
        streams = [each if each >= 0 else place for place, each in enumerate((pipes[0], pipes[3], pipes[5]))]
        with self._lock:
            if module not in self._seen or os.getpid() != self._owner:
                self._seen.add(module)
                return False
            nursery = self._nurseries.get(module) or self._nurseries.setdefault(module, Nursery(module))
            process.pid = nursery.child(streams)
        return True

    def end(self) -> None:
        """At the end of all tests."""
        for each in self._nurseries.values():
            each.end()
        self._nurseries.clear()


def fork_what_is_apart() -> None:
    """From now on, in this process, where the system can."""
    from core.apart.process import worker_command

    if sys.platform != "linux" or ctypes.CDLL(None).prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        return
    forked = Forked(subprocess.Popen._execute_child, worker_command)
    subprocess.Popen._execute_child = lambda *arguments: forked(*arguments)
    atexit.register(forked.end)
