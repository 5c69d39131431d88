"""Judges one mutant after another: a child of a process that has everything imported takes the fault in and runs the tests.

``hot``: the tests are collected once; a child swaps the code of the changed function. ``cold``: a child of a process that has
imported only libraries imports the program with the fault. Both write the fault into the tree as well, for limited processes
that tests begin. A line of JSON asks (``path``, ``source``, ``within``, ``tests``, ``seconds``), a line of JSON answers with a
verdict: ``killed``, ``survived``, ``timeout``, ``unimportable``, ``broken`` or ``cold`` (importing runs what is changed: ask the
other server).
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import itertools
import json
import os
import resource
import signal
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, TextIO

import pytest

from tests.mutation import profile

LIBRARIES = (
    "cryptography.x509", "pyrage", "msgspec", "sqlalchemy.orm", "sqlcipher3", "cbor2", "reportlab.platypus", "pyhanko.sign",
    "hypothesis.stateful", "zstandard", "tuf.api.metadata",
)  # fmt: skip
ENDED = {0: "survived", 1: "killed", 3: "cold", 4: "unimportable"}
PYTEST = ("-q", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning")
ROOM = 6 << 30

Asked = dict[str, Any]


def module_of(path: str) -> str:
    """A file's name as importing knows it."""
    return path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def codes(code: CodeType, within: str = "") -> Iterator[CodeType]:
    """A code and all codes in it, as far as they belong to the function ``within``."""
    name = code.co_qualname
    if name == within or name.startswith(f"{within}.<locals>."):
        yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from codes(inner, within)


def swapped(asked: Asked, functions: dict[tuple[str, str, int], list[FunctionType]]) -> bool:
    """Give every living function of the changed one its new code; False where there is none or it does not fit."""
    path = str(Path.cwd() / asked["path"])
    found = False
    for code in codes(compile(asked["source"], path, "exec"), asked["within"]):
        for function in functions.get((path, code.co_qualname, code.co_firstlineno), []):
            try:
                function.__code__ = code
            except ValueError:
                return False
            found = True
    return found


@contextlib.contextmanager
def in_tree(asked: Asked, serial: Iterator[int]) -> Iterator[None]:
    """The file with the fault lies in the tree, with a time that no compiled file bears."""
    path = Path(asked["path"])
    kept, stat = path.read_bytes(), path.stat()
    path.write_text(asked["source"], "utf-8")
    os.utime(path, (10**9 + next(serial),) * 2)
    try:
        yield
    finally:
        path.write_bytes(kept)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def limited(seconds: float) -> None:
    """A child that should need so many seconds of processor: a fault that loops, waits or fills the memory for ever is ended."""
    resource.setrlimit(resource.RLIMIT_DATA, (ROOM, ROOM))
    allowed = int(10 + 5 * seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, allowed))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, 600 + 100 * seconds)  # on a busy machine as well


def picked(items: Mapping[str, pytest.Item], wanted: Sequence[str]) -> list[pytest.Item]:
    """The tests with these names; a file's name stands for all of its tests in their order."""
    files: dict[str, list[pytest.Item]] = defaultdict(list)
    for name, item in items.items():
        files[name.partition("::")[0]].append(item)
    return [item for name in wanted for item in ([items[name]] if name in items else files.get(name, []))]


def void(_: object) -> None:
    """Nothing."""


def verdict(status: int) -> str:
    """What the end of a child means."""
    if os.WIFSIGNALED(status):
        return "timeout" if os.WTERMSIG(status) in {signal.SIGALRM, signal.SIGXCPU, signal.SIGKILL} else "killed"
    return ENDED.get(os.WEXITSTATUS(status), "broken")


def judged(work: Callable[[Callable[[str], None]], int], asked: Asked) -> dict[str, str]:
    """Run ``work`` in a child of its own group, which tells the test that failed; nothing of it is left afterwards."""
    hears, tells = os.pipe()
    child = os.fork()
    if child == 0:
        code = 5  # what serves is broken
        try:
            os.setpgid(0, 0)
            limited(asked["seconds"])
            nothing = os.open(os.devnull, os.O_RDWR)
            for number in (0, 1, 2):
                os.dup2(nothing, number)
            code = work(lambda name: void(os.write(tells, name.encode())))
        finally:
            os._exit(code)
    os.close(tells)
    _, status = os.waitpid(child, 0)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    with os.fdopen(hears, encoding="utf-8") as killer:
        signalled = str(os.WTERMSIG(status)) if os.WIFSIGNALED(status) else ""
        return {"verdict": verdict(status), "killer": killer.read(), "signal": signalled}


def served(judge: Callable[[Asked], dict[str, str]], asking: TextIO, answers: TextIO) -> None:
    """Answer until nobody asks."""
    serial = itertools.count()
    for line in asking:
        asked = json.loads(line)
        with in_tree(asked, serial):
            answer = judge(asked)
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


class Hot:
    """A plugin that, in place of running the tests, serves."""

    def __init__(self, asking: TextIO, answers: TextIO) -> None:
        self._streams = asking, answers

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Serve and go: nobody runs anything here."""
        self.items = {item.nodeid: item for item in session.items}
        self.functions: dict[tuple[str, str, int], list[FunctionType]] = defaultdict(list)
        gc.unfreeze()
        for one in gc.get_objects():
            if isinstance(one, FunctionType):
                code = one.__code__
                self.functions[code.co_filename, code.co_qualname, code.co_firstlineno].append(one)
        gc.freeze()
        served(lambda asked: judged(lambda tell: self.run(asked, tell), asked), *self._streams)
        os._exit(0)

    def run(self, asked: Asked, tell: Callable[[str], None]) -> int:
        """In the child."""
        from _pytest.runner import runtestprotocol

        if module_of(asked["path"]) in sys.modules and not swapped(asked, self.functions):
            return 3
        items = picked(self.items, asked["tests"])
        for item, following in itertools.zip_longest(items, items[1:]):
            if any(report.failed for report in runtestprotocol(item, nextitem=following, log=False)):
                tell(item.nodeid)
                return 1
        return 0


class Telling:
    """A plugin that runs the tests asked for in their order and tells the one that fails.

    They are picked here, for a fault may change the names of tests that are made from data.
    """

    def __init__(self, wanted: Sequence[str], tell: Callable[[str], None]) -> None:
        self._wanted, self._tell, self.told = wanted, tell, False

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Those asked for that are there."""
        named = {item.nodeid: item for item in items}
        items[:] = picked(named, self._wanted)

    def _hear(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if report.failed and not self.told:
            self._tell(report.nodeid)
            self.told = True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """The first one that fails ends the run."""
        self._hear(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file of tests that cannot even make what it tests with has noticed the fault as well."""
        self._hear(report)


def cold(asking: TextIO, answers: TextIO) -> None:
    """Serve with libraries alone imported."""
    for name in LIBRARIES:
        __import__(name)

    def run(asked: Asked, tell: Callable[[str], None]) -> int:
        try:
            importlib.import_module(module_of(asked["path"]))
        except Exception:
            return 4
        telling = Telling(asked["tests"], tell)
        files = dict.fromkeys(name.partition("::")[0] for name in asked["tests"])
        code = pytest.main(["-x", *PYTEST, *files], plugins=[telling])
        return 0 if code == pytest.ExitCode.OK else 1 if telling.told else 4

    served(lambda asked: judged(lambda tell: run(asked, tell), asked), asking, answers)


def main() -> int:
    """``hot FOLDERS...`` or ``cold``; the working folder is the tree."""
    kind, *folders = sys.argv[1:]
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    asking = os.fdopen(os.dup(0), encoding="utf-8")
    os.dup2(2, 1)
    profile.register()
    sys.dont_write_bytecode = True
    if kind == "cold":
        cold(asking, answers)
        return 0
    return pytest.main([*PYTEST, *folders], plugins=[Hot(asking, answers)])


if __name__ == "__main__":
    sys.exit(main())
