"""Candidates of one incident among twenty thousand received reports, told twice with typing errors and shifted days."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from core.app import group_queries
from core.app.application import Application
from core.domain.commands import ReportItem, SubmitReports
from core.domain.forms import parse_form
from core.domain.ids import read_id, show_id
from core.domain.incident import CompareIncidents
from core.storage import tables
from tests.bench.figures import Figure, seconds
from tests.bench.searching import form, timed
from tests.crash.world import World, quick_lookup
from tests.retold import Told, pairs_over

INCIDENTS, STICK, BATCH, ASKED, LINKED = 9_750, 500, 250, 200, 1_000


def measure(folder: Path, small: bool) -> Iterator[Figure]:
    """Every second report tells an incident again; the last ones come in at once, as from a stick."""
    dice = random.Random(11)
    told = pairs_over(INCIDENTS // 10 if small else INCIDENTS, dice, date(2023, 11, 28), days=270)
    world = World(folder)
    world.found()
    world.clock.pass_hours(24 * 365)
    with world.opened("province") as app, quick_lookup():
        reports = [each for pair in told for each in pair]
        dice.shuffle(reports)
        truth = fill(app, reports)
        yield sweep(app, f"candidates: all of {len(reports):,} for the first time", "")
        newest = [each for one, other in pairs_over(STICK // 2, dice, date(2024, 2, 1), days=14) for each in (one, other)]
        fill(app, newest)
        yield sweep(app, f"- of {len(newest)} more as they come in", "2 s")
        asked = [lambda name=name: app.ask(group_queries.Candidates(name)) for name in list(truth)[:ASKED]]  # type: ignore[misc]
        yield timed("- of one report", list(asked), "50 ms")
        yield timed("- the pairs nobody compared", [lambda: app.ask(group_queries.CandidatePairs())] * 20, "50 ms")
        yield from found(app, truth, len(told))
        yield from linked(app, truth)


def sweep(app: Application, what: str, aim: str) -> Figure:
    """One search, with the processor's own time beside the clock's."""
    before = time.process_time()
    whole = seconds(app.find_candidates)
    return Figure(what, whole, aim=aim, note=f"{time.process_time() - before:.1f} s of processor")


def fill(app: Application, reports: list[Told]) -> dict[str, int]:
    """Received reports; gives which incident each of them tells."""
    truth = {}
    for start in range(0, len(reports), BATCH):
        some = reports[start : start + BATCH]
        items = tuple(ReportItem(parse_form(form(each))) for each in some)
        made: Any = app.execute(SubmitReports(app.new_command(), items)).reply
        truth.update({kept.id: each.incident for each, kept in zip(some, made, strict=True)})
    return truth


def found(app: Application, truth: dict[str, int], incidents: int) -> Iterator[Figure]:
    """How many of the pairs are right, and how many repeats are among them."""
    with app._device.database.reading() as db:
        rows = [(show_id(row.low), show_id(row.high)) for row in db.execute(select(tables.incident_candidate))]
    both = [pair for pair in rows if pair[0] in truth and pair[1] in truth]
    right = sum(truth[one] == truth[other] for one, other in both)
    yield Figure("- of these pairs right", 100 * right / max(1, len(both)), unit="%")
    yield Figure("- of the repeats found", 100 * right / incidents, unit="%")


def linked(app: Application, truth: dict[str, int]) -> Iterator[Figure]:
    """Links, and the list of groups that they make."""
    of: dict[int, list[str]] = {}
    for name, incident in truth.items():
        of.setdefault(incident, []).append(name)
    couples = [names for names in of.values() if len(names) == 2][:LINKED]
    commands = [CompareIncidents(app.new_command(), read_id(one), (read_id(other),), True) for one, other in couples]
    yield timed("a link", [lambda command=command: app.execute(command) for command in commands], "50 ms")  # type: ignore[misc]
    yield timed(f"a page of {len(couples):,} groups", [lambda: app.ask(group_queries.Groups())] * 20, "50 ms")
    yield timed("a group", [lambda name=name: app.ask(group_queries.GroupOf(name)) for name, _ in couples[:ASKED]], "50 ms")  # type: ignore[misc]
