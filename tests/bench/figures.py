"""A figure, its reference and their ratio, as a line of a Markdown table."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HEAD = "| what | here | reference | ratio | aim | spread |\n|---|---|---|---|---|---|"


@dataclass(frozen=True)
class Figure:
    """``here`` and ``reference`` are medians in seconds (or what ``unit`` says); ``noise`` the reference's spread."""

    what: str
    here: float
    reference: float | None = None
    aim: str = ""
    noise: float | None = None
    unit: str = "s"
    note: str = ""


def line(figure: Figure) -> str:
    """The figure as a row."""
    reference, ratio, noise = "", "", ""
    if figure.reference is not None:
        reference = shown(figure.reference, figure.unit)
        ratio = f"{figure.here / figure.reference:.2f}x"
    if figure.noise is not None:
        noise = f"{figure.noise:.0%}"
    here = shown(figure.here, figure.unit)
    what = f"{figure.what} ({figure.note})" if figure.note else figure.what
    return f"| {what} | {here} | {reference} | {ratio} | {figure.aim} | {noise} |"


def shown(value: float, unit: str) -> str:
    """A value with three significant figures; seconds under one as milliseconds."""
    if unit == "s" and value < 1:
        return f"{value * 1000:.3g} ms"
    return f"{value:.3g} {unit}"


def spread(times: Sequence[float]) -> float:
    """(largest - smallest) / median."""
    return (max(times) - min(times)) / statistics.median(times)


def middle_spread(times: Sequence[float]) -> float:
    """The same between the tenth and the ninetieth percentile, for many short runs."""
    tenths = statistics.quantiles(times, n=10)
    return (tenths[-1] - tenths[0]) / statistics.median(times)


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def processor_seconds(work: Callable[[], object]) -> float:
    """How long one call has a processor for itself, whatever else runs on the machine."""
    began = time.process_time()
    work()
    return time.process_time() - began


def sync_file(path: Path) -> None:
    """Make a file's content durable."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
