"""A plugin of pytest: which test runs which lines of the program, and how long it takes; written down as the run ends.

Lines are bits of an integer per file; what collecting runs stands under the empty name. Files of tests that did not change since
they were last traced are left out of the run.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

from tests.mutation import profile

TRACED = ("core/domain/", "core/journal/", "core/crypto/", "sync/")


class Tracer:
    """Notes (file, line) under the test that runs."""

    def __init__(self, root: Path) -> None:
        self._prefix = f"{root}/"
        self._files: dict[CodeType, str | None] = {}
        self.now: dict[str, set[int]] = defaultdict(set)

    def _file(self, code: CodeType) -> str | None:
        if code not in self._files:
            path = code.co_filename.removeprefix(self._prefix)
            self._files[code] = path if path.startswith(TRACED) else None
        return self._files[code]

    def __call__(self, frame: FrameType, event: str, _: object) -> Any:
        path = self._file(frame.f_code)
        if path is None:
            return None
        add = self.now[path].add
        add(frame.f_lineno)

        def line(frame: FrameType, event: str, _: object) -> Any:
            if event == "line":
                add(frame.f_lineno)
            return line

        return line

    def taken(self) -> dict[str, str]:
        """What was run since the last time, as one hexadecimal integer per file."""
        told = {path: f"{sum(1 << line for line in lines):x}" for path, lines in list(self.now.items())}
        self.now = defaultdict(set)
        return told


profile.register()  # before any conftest chooses it
TRACER = Tracer(Path.cwd())
TOLD: dict[str, dict[str, Any]] = {}
FAILED: set[str] = set()


def spent() -> float:
    """Seconds of processor of this process and of its ended children: others on the machine do not count."""
    return sum(os.times()[:4])


def pytest_configure() -> None:
    """From before the first import of the program."""
    threading.settrace(TRACER)
    sys.settrace(TRACER)


def pytest_collection_finish() -> None:
    """What was run until now, importing ran."""
    TOLD[""] = {"seconds": 0.0, "lines": TRACER.taken()}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """One test."""
    started = spent()
    sys.settrace(TRACER)
    try:
        return (yield)
    finally:
        TOLD[item.nodeid] = {"seconds": round(spent() - started, 3), "lines": TRACER.taken()}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """What fails or is left out without any fault cannot judge one."""
    if report.outcome != "passed":
        FAILED.add(report.nodeid)


def pytest_sessionfinish() -> None:
    """Write everything down."""
    sys.settrace(None)
    threading.settrace(None)  # type: ignore[arg-type]
    told = {name: one for name, one in TOLD.items() if name not in FAILED}
    Path(os.environ["MUTATION_TOUCHED"]).write_text(json.dumps(told), "utf-8")
