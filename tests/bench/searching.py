"""Search while typing in an archive of 100,000 reports: every keystroke's answer, first page, through the application."""

from __future__ import annotations

import hashlib
import random
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection

from core.app import queries
from core.app.application import Application
from core.projections import search
from core.storage import tables
from tests.bench.figures import Figure, seconds
from tests.crash.world import POST, World

REPORTS, BATCH = 100_000, 5_000
WORDS, FORMS = 60, 20_000
QUERIES = 200
SYLLABLES = [consonant + vowel for consonant in "bcdgjklmnprstw" for vowel in "aiu"] + ["ng"]


def measure(folder: Path, small: bool) -> Iterator[Figure]:
    """p50 and p95 by number of typed characters, two words, and the plain first page."""
    count = REPORTS // 10 if small else REPORTS
    dice = random.Random(7)
    forms, weights = vocabulary(dice)
    world = World(folder / "world")
    world.found()
    with world.opened(POST) as app:
        for start in range(0, count, BATCH):
            with app._device.database.writing() as db:
                fill(db, range(start + 1, start + BATCH + 1), dice, forms, weights)
                search.index_pending(db, BATCH)
        typed = dice.choices(forms, weights, k=QUERIES)
        for letters in range(2, 7):
            yield answer(app, f"{letters} characters typed", [word[:letters] for word in typed], count)
        pairs = [f"{first} {second[:4]}" for first, second in zip(typed, reversed(typed), strict=True)]
        yield answer(app, "a word and 4 characters of another", pairs, count)
        yield answer(app, "first page, nothing typed", [""] * QUERIES, count)


def vocabulary(dice: random.Random) -> tuple[list[str], list[float]]:
    """Words of two to five syllables, as common as in a natural text (Zipf)."""
    forms = list({"".join(dice.choices(SYLLABLES, k=dice.randint(2, 5))) for _ in range(FORMS)})
    forms.sort()
    dice.shuffle(forms)
    return forms, [1 / (rank + 2) for rank in range(len(forms))]


def fill(db: Connection, ids: range, dice: random.Random, forms: list[str], weights: list[float]) -> None:
    """Rows as the projection would leave them, without the journal behind them; texts go through its own function."""
    rows = [row(number, dice, forms) for number in ids]
    db.execute(tables.report.insert(), rows)
    for number in ids:
        search.add_text(db, number, " ".join(dice.choices(forms, weights, k=WORDS)))


def row(number: int, dice: random.Random, forms: list[str]) -> dict[str, object]:
    """One report's row."""
    subject = hashlib.sha256(number.to_bytes(8, "big")).digest()[:16]
    filler = {column.name: "" if str(column.type) == "TEXT" else 0 for column in tables.report.columns}
    return filler | {
        "id": number,
        "subject": subject,
        "stream": bytes(16),
        "seq": number,
        "number": f"K0413-AAA-{number:06}",
        "kind": "complaint",
        "post": "K0413",
        "at": 1_700_000_000_000 + number,
        "zone": "Asia/Jakarta",
        "day": "2024-02-05",
        "summary": " ".join(dice.choices(forms, k=4)),
        "area": "19.01.01",
    }


def answer(app: Application, what: str, typed: Sequence[str], count: int) -> Figure:
    """The 95th percentile, with the median in the note."""
    for text in typed[:10]:
        app.ask(queries.Reports(text))
    times = [seconds(lambda text=text: app.ask(queries.Reports(text))) for text in typed]  # type: ignore[misc]
    p95 = statistics.quantiles(times, n=20)[-1]
    note = f"p95; p50 {statistics.median(times) * 1000:.2g} ms"
    return Figure(f"search in {count:,}: {what}", p95, aim="10 ms", note=note)
