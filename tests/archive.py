"""Large archives for tests and benchmarks: rows as the projection would leave them, without the journal behind them."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, text

from core.projections import reports, search, search_server
from core.storage import tables

STREAM = bytes(16)
FIRST_DAY = date(2022, 6, 1)
SYLLABLES = [consonant + vowel for consonant in "bcdgjklmnprstw" for vowel in "aiu"] + ["ng"]
KINDS = ("complaint", "early_warning", "situation", "information")
STAGES = ("PEMUTAKHIRAN", "PENCALONAN", "KAMPANYE", "MASA_TENANG", "PEMUNGUTAN")
LANES = ("open", "sealed", "information")
ACTS = ("TNI-01", "TNI-02", "ASN-D04", "ASN-B02")
AREAS = [f"19.0{regency}.{district:02}.{2001 + village}" for regency in range(1, 7) for district in (1, 2) for village in (0, 1)]


def vocabulary(dice: random.Random, forms: int) -> tuple[list[str], list[float]]:
    """Words of two to five syllables, as common as in a natural text (Zipf)."""
    found = sorted({"".join(dice.choices(SYLLABLES, k=dice.randint(2, 5))) for _ in range(forms)})
    dice.shuffle(found)
    return found, [1 / (rank + 2) for rank in range(len(found))]


def row(number: int, dice: random.Random, words: Sequence[str], days: float = 0.001) -> dict[str, Any]:
    """One report's row; ``days`` is how far apart two arrivals are."""
    came = FIRST_DAY + timedelta(days=int(number * days))
    known = came - timedelta(days=dice.randrange(12))
    kind = dice.choices(KINDS, (5, 2, 2, 1))[0]
    area, lane = dice.choice(AREAS), dice.choice(LANES)
    filler = {column.name: "" if str(column.type) == "TEXT" else 0 for column in tables.report.columns}
    return filler | {
        "id": number,
        "subject": hashlib.sha256(number.to_bytes(8, "big")).digest()[:16],
        "stream": STREAM,
        "seq": number,
        "number": f"K0413-AAA-{number:07}",
        "kind": kind,
        "post": "K0413",
        "at": 1_654_000_000_000 + number,
        "zone": "Asia/Jakarta",
        "day": came.isoformat(),
        "summary": " ".join(dice.choices(words, k=4)),
        "area": area,
        "violation": dice.choice(ACTS),
        "election": "PEMILU_2024",
        "stage": STAGES[min(len(STAGES) - 1, int(number * days) // 160)],
        "case_status": dice.choices(("recorded", "at_province"), (3, 1))[0],
        "happened": (known - timedelta(days=dice.randrange(3))).isoformat(),
        "regency": area[:5],
        "known": known.isoformat() if kind == "complaint" else "",
        "regime": ("PEMILU" if number % 5 else "PILKADA") if kind == "complaint" and lane != "information" else "",
        "lane": lane if kind in ("complaint", "information") else "",
    }


def words_and_codes(values: dict[str, Any], words: str) -> str:
    """The indexed text of such a row."""
    facets = [search.facet(name, str(values[name])) for name in reports.FACETS if values[name]]
    facets.append(search.facet("month", values["day"][:7]))
    return search.with_facets(f"{values['number']}\n{words}", facets + search.area_facets(values["area"]))


def fill(db: Connection, rows: list[dict[str, Any]], told: Sequence[str]) -> None:
    """Put rows and their texts in; everything waits to be indexed."""
    db.execute(tables.report.insert(), rows)
    texts = [{"id": values["id"], "text": words_and_codes(values, words)} for values, words in zip(rows, told, strict=True)]
    db.execute(tables.report_text.insert(), texts)
    db.execute(tables.report_pending.insert(), [{"id": values["id"]} for values in rows])


def index_all(db: Connection) -> None:
    """Index what waits at once; one at a time would take the whole morning."""
    if search_server.on_server(db):
        for row in db.execute(text("SELECT t.id, t.text FROM report_pending p JOIN report_text t ON t.id = p.id")).all():
            search_server.put(db, row.id, row.text)
        db.execute(tables.report_pending.delete())
        return
    source = "FROM report_pending p CROSS JOIN report_text t ON t.id = p.id"
    db.execute(text(f"INSERT INTO report_fts(rowid, text) SELECT t.id, t.text {source}"))
    db.execute(tables.report_pending.delete())


def merge_all(db: Connection) -> None:
    """One piece of the index instead of many, as a laptop that rests now and then comes near to by steps."""
    if not search_server.on_server(db):
        db.execute(text("INSERT INTO report_fts(report_fts) VALUES('optimize')"))


def carried(db: Connection, device: bytes, acknowledged: int, sent: int) -> None:
    """The stream's own rows: acknowledged up to one place, on a medium up to another."""
    db.execute(tables.stream.insert(), {
        "stream": STREAM, "device": device, "audience": "desks", "post": "K0413", "recipient": "", "kit": b"", "follows": b"",
        "forked_at": -1,
    })  # fmt: skip
    place = {"stream": STREAM, "seq": acknowledged, "digest": b"\1" * 32}
    db.execute(tables.entry.insert(), place | {
        "lamport": acknowledged, "subject": b"\2" * 16, "kind": "complaint.received", "kid": b"", "cose": b"", "taken": 0,
    })  # fmt: skip
    db.execute(tables.acked.insert(), place | {"device": b"\3" * 32, "desk": 1})
    db.execute(tables.outgoing.insert(), {
        "name": "x", "audience": "desks", "stream": STREAM, "first": 0, "last": sent, "digest": b"", "size": 0, "written": 0,
    })  # fmt: skip
