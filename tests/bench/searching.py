"""A million reports: search while typing, filters, orders, counts, and the window's memory; the duplicate check at 20,000."""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from core.app import queries
from core.app.application import Application
from core.domain.commands import ReportItem, SubmitReports
from core.domain.forms import parse_form
from tests import archive
from tests.bench.figures import Figure, seconds
from tests.crash.world import POST, World, quick_lookup
from tests.retold import pairs, precision_and_recall

ROOT = Path(__file__).resolve().parents[2]
REPORTS, SMALL, BATCH = 1_000_000, 50_000, 50_000
WORDS, FORMS, TEXTS = 40, 20_000, 4_000
QUERIES, WARM = 100, 10
TOLD, KEPT = 20_000, 300
FILTERS: dict[str, dict[str, Any]] = {
    "newest": {},
    "kind": {"kind": "information"},
    "stage": {"stage": "PENCALONAN"},
    "district": {"area": "19.03.02"},
    "waiting for a stick": {"status": "queued"},
    "received by the province": {"status": "received"},
    "deadline near": {"deadline": "near"},
    "deadline over": {"deadline": "over"},
    "four filters and a word": {"text": "ba", "kind": "complaint", "area": "19.02", "stage": "KAMPANYE", "lane": "sealed"},
    "by day of the event": {"sort": "event"},
    "by day of the event, an early stage": {"sort": "event", "stage": "PEMUTAKHIRAN"},
    "by deadline": {"sort": "deadline"},
    "by number": {"sort": "number"},
    "by number, a common word": {"sort": "number", "text": "ba"},
}


def measure(folder: Path, small: bool) -> Iterator[Figure]:
    """Fill, ask, and open the window over it."""
    count, dice = SMALL if small else REPORTS, random.Random(7)
    forms, weights = archive.vocabulary(dice, FORMS)
    world = World(folder / "world")
    world.found()
    with world.opened(POST) as app:
        made = seconds(lambda: fill(app, count, dice, forms, weights))
        yield Figure(f"{count:,} reports made for this bench", made)
        yield from typing(app, dice, forms, weights, count)
        for name, fields in FILTERS.items():
            yield paged(app, name, queries.Reports(**fields), count)
        counts = [seconds(lambda: app.ask(queries.HomeCounts())) for _ in range(5)]
        yield Figure(f"home's numbers at {count:,}", statistics.median(counts))
    yield from windows(world, folder)
    yield from duplicates(folder / "told", small)


def fill(app: Application, count: int, dice: random.Random, forms: list[str], weights: list[float]) -> None:
    """The archive, its newest hundred waiting for a stick."""
    texts = [" ".join(dice.choices(forms, weights, k=WORDS)) for _ in range(TEXTS)]
    database = app._device.database
    for start in range(1, count + 1, BATCH):
        rows = [archive.row(number, dice, forms) for number in range(start, start + BATCH)]
        with database.writing() as db:
            archive.fill(db, rows, dice.choices(texts, k=BATCH))
            archive.index_all(db)
    with database.writing() as db:
        archive.merge_all(db)
        archive.carried(db, app._device.device, count - 100, count - 50)


def typing(app: Application, dice: random.Random, forms: list[str], weights: list[float], count: int) -> Iterator[Figure]:
    """Every keystroke's answer."""
    typed = dice.choices(forms, weights, k=QUERIES)
    for letters in range(2, 7):
        yield answer(app, f"{letters} characters typed", [word[:letters] for word in typed], count, "60 ms")
    couples = [f"{first} {second[:4]}" for first, second in zip(typed, reversed(typed), strict=True)]
    yield answer(app, "a word and 4 characters of another", couples, count, "60 ms")


def answer(app: Application, what: str, typed: Sequence[str], count: int, aim: str) -> Figure:
    """The 95th percentile, with the median in the note."""
    return timed(f"search in {count:,}: {what}", [lambda text=text: app.ask(queries.Reports(text)) for text in typed], aim)  # type: ignore[misc]


def timed(what: str, asked: Sequence[Callable[[], object]], aim: str) -> Figure:
    """Each asked once, after a few that warm up."""
    for each in asked[:WARM]:
        each()
    times = [seconds(each) for each in asked]
    p95 = statistics.quantiles(times, n=20)[-1]
    return Figure(what, p95, aim=aim, note=f"p95; p50 {statistics.median(times) * 1000:.2g} ms")


def paged(app: Application, what: str, query: queries.Reports, count: int) -> Figure:
    """Twenty pages, each from where the one before ended."""
    after: list[str | None] = [None]
    fields = {name: getattr(query, name) for name in query.__slots__}

    def page() -> None:
        found = app.ask(queries.Reports(**fields | {"after": after[0]}))
        after[0] = found.next

    return timed(f"pages of 50 in {count:,}: {what}", [page] * 30, "30 ms")


def windows(world: World, folder: Path) -> Iterator[Figure]:
    """The window over the archive: reading it whole, to the end and back; its memory against an empty window's."""
    sizes = [tell(world, folder, empty) for empty in (True, False)]
    yield Figure("window over the archive, scrolled: resident memory", sizes[1][0], sizes[0][0], "+150 MiB", unit="MiB")
    for name, value in zip(("first rows", "every number known", "jump to the end", "a wheel step"), sizes[1][1:], strict=True):
        yield Figure(f"- {name}", value)


def tell(world: World, folder: Path, empty: bool) -> list[float]:
    """What a fresh process prints: MiB, then seconds."""
    code = f"from tests.bench.window import run; run({str(world.root)!r}, {empty})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return [float(part) for part in done.stdout.split()]


def duplicates(folder: Path, small: bool) -> Iterator[Figure]:
    """Rows of twenty thousand, the nearest of which stand in the journal as well."""
    count, dice = (TOLD // 10 if small else TOLD), random.Random(9)
    told = pairs(KEPT, seed=9)
    world = World(folder)
    world.found()
    world.clock.pass_hours(24 * 60)
    with world.opened(POST) as app, quick_lookup():
        forms, weights = archive.vocabulary(dice, FORMS)
        rows = [archive.row(number, dice, forms, days=60 / count) for number in range(1, count + 1)]
        for row in rows:
            row["happened"] = date.fromordinal(date(2024, 1, 1).toordinal() + dice.randrange(60)).isoformat()
            row["area"], row["regency"] = dice.choice(told)[0].area, "19.03"
        with app._device.database.writing() as db:
            archive.fill(db, rows, [" ".join(dice.choices(forms, weights, k=WORDS)) for _ in rows])
            archive.index_all(db)
        for first, _ in told:
            app.execute(SubmitReports(app.new_command(), (ReportItem(parse_form(form(first))),)))
        asked = [likely(second) for _, second in told]
        yield timed(f"duplicate check at {count:,}", [lambda q=q: app.ask(q) for q in asked], "50 ms")  # type: ignore[misc]
    precision, recall = precision_and_recall(told)
    yield Figure("- of its warnings right, on incidents told twice", precision * 100, unit="%")
    yield Figure("- of the repeats found", recall * 100, unit="%")


def form(told: Any) -> dict[str, object]:
    """The account as a complaint."""
    return {
        "kind": "complaint", "regime": "PEMILU", "election": "PEMILU_2024", "stage": "KAMPANYE", "violation": "TNI-02",
        "reporter": {"lane": "open", "name": "Sari", "address": "Jl. Mawar"},
        "reported": [{"subject": "TNI", "name": told.name, "unit": told.unit}],
        "summary": told.summary, "narrative": told.narrative, "place": {"area": told.area},
        "happened": {"date": told.day.isoformat()}, "known": told.day.isoformat(),
    }  # fmt: skip


def likely(told: Any) -> queries.Likely:
    """The account as it is typed."""
    return queries.Likely("complaint", told.area, told.day, "TNI-02", told.summary, told.narrative, (told.name,), (told.unit,))
