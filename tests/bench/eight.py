"""Eight desks at work on one PostgreSQL: sticks taken in, cases decided, lists turned, against one desk with its share alone.

The server is the tests' own with its durability on; all desks and the server share this machine's processors, so eight desks
cannot be faster than those: what is told is how the work of all is slowed, how long a list then waits, and that nothing is lost.
"""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from core.app import desk_kit, queries
from core.app.application import Application
from core.app.case_queries import Board, CountBoard
from core.app.profile import create_post, create_province, join_desk
from core.domain.case import AssignCase, CloseCase, NoteCase
from core.domain.commands import ReportItem, SubmitReports
from core.domain.errors import Refused
from core.domain.forms import parse_form
from core.domain.ids import read_id
from core.storage import tables
from sync.exchange import receive, send
from tests.bench.figures import Figure
from tests.bench.figures import seconds as timed
from tests.crash.world import quick_lookup
from tests.growth.filling import Filler
from tests.growth.server import fill
from tests.server.founding import begun, kept, kit_of
from tests.server.running import Running, running
from tests.world import Clock, Laptop, complaint

DESKS, ENTRIES = 8, 100_000
STICK, AT_ONCE, OWN, SHARED = 50, 50, 10, 5
"""Reports of a stick; cases that each desk has for itself, and that all decide at once."""
COUNTED = ("complaint.received", "case.assigned", "case.noted", "case.closed")


@dataclass
class Office:
    """The desks and the posts, each with its stick, all locked."""

    desks: list[tuple[str, Path]] = field(default_factory=list)
    posts: list[Laptop] = field(default_factory=list)
    sticks: list[Path] = field(default_factory=list)


@dataclass
class Done:
    """What one desk did: seconds of each list, act and stick, acts that stand, and codes of those that were refused."""

    lists: list[float] = field(default_factory=list)
    acts: list[float] = field(default_factory=list)
    sticks: list[float] = field(default_factory=list)
    stand: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    whole: float = 0.0


@dataclass(frozen=True)
class Work:
    """What each desk did, and how many of the acts and reports the store holds afterwards."""

    done: list[Done]
    held: int


def measure(folder: Path, small: bool) -> Iterator[Figure]:
    """One desk alone, then all at once, each with a stick, cases of its own and cases that all have."""
    with running("max_wal_size = '4GB'", "shared_buffers = '256MB'", "max_connections = 60") as pg:
        office, app = begin(pg, folder, ENTRIES // 10 if small else ENTRIES)
        alone = at_work(office, app, [(0, cases(app, OWN), cases(app, SHARED))])
        shared = cases(app, SHARED)
        together = at_work(office, app, [(desk, cases(app, OWN), shared) for desk in range(DESKS)])
        yield from told(alone, together)
        for laptop in office.posts:
            laptop.close()
        app.lock()


def begin(pg: Running, room: Path, entries: int) -> tuple[Office, Application]:
    """A province on the server with that many entries, eight desks and eight posts; the first desk stays open."""
    server = pg.over_tls(pg.make())
    first = create_province(room / "desk0", name="Provinsi Contoh", area="19", server=server, **begun("desk0"))
    office, codes = Office(), [post.code for post in first.reference.posts if post.province == "19" and post.kind != "PROVINSI"]
    for number, code in enumerate(codes[:DESKS]):
        kit = kit_of(first, code)
        made = create_post(room / code, kit=kit.file, kit_code=kit.code, **begun(code))
        office.posts.append(kept(code, room / code, made))
        office.sticks.append(room / f"stick{number}")
        office.sticks[-1].mkdir()
    for number in range(1, DESKS + 1):  # one more than the first, which watches
        name = f"desk{number}"
        kit = desk_kit.create_desk_kit(first._device, first.new_command(), name)
        join_desk(room / name, kit=kit.file, kit_code=kit.code, officer=f"Verifikator {number}", **begun(name)).lock()
        office.desks.append((name, room / name))
    cases(first, 1)
    fill(pg, server, Filler(), 0, entries)
    return office, first


def cases(app: Application, count: int) -> list[str]:
    """So many fresh reports at the desk; gives their ids."""
    items = tuple(ReportItem(parse_form(complaint(summary=f"Perkara {number}"))) for number in range(count))
    with quick_lookup():
        made: Any = app.execute(SubmitReports(app.new_command(), items)).reply
    return [each.id for each in made]


def at_work(office: Office, app: Application, shares: Sequence[tuple[int, list[str], list[str]]]) -> Work:
    """Each of these desks in a process of its own; gives what they did, and what of it stands in the store."""
    for desk, _, _ in shares:
        post = office.posts[desk].app
        with quick_lookup():
            for start in range(0, STICK, AT_ONCE):
                items = [ReportItem(parse_form(complaint(summary=f"Laporan {start + number}"))) for number in range(AT_ONCE)]
                post.execute(SubmitReports(post.new_command(), tuple(items)))
        send(post, office.sticks[desk])
    before = count(app)
    context = get_context("spawn")
    start, done = context.Barrier(len(shares)), context.Queue()
    work = [
        context.Process(target=worker, args=(*office.desks[desk], office.sticks[desk], own, shared, start, done))
        for desk, own, shared in shares
    ]
    for process in work:
        process.start()
    found = [done.get() for _ in work]
    for process in work:
        process.join()
    return Work(found, count(app) - before)


def count(app: Application) -> int:
    """Acts on cases and reports that the store holds."""
    entry = tables.entry.c
    with app._device.database.reading() as db:
        return int(db.execute(select(func.count()).where(entry.kind.in_(COUNTED))).scalar_one())


def worker(name: str, folder: Path, stick: Path, own: list[str], shared: list[str], start: Any, done: Any) -> None:
    """A desk: half of its cases, its stick, the other half, and then what all decide; lists in between."""
    laptop, told = Laptop(name, folder, Clock(), name), Done()
    app = laptop.app
    start.wait()
    began = time.perf_counter()
    for number, each in enumerate(own):
        if number == len(own) // 2:
            told.sticks.append(timed(lambda: receive(app, stick)))
            told.stand += STICK
        decide(app, each, told, name, close=False)
    for each in shared:
        decide(app, each, told, name, close=True)
    told.whole = time.perf_counter() - began
    done.put(told)
    laptop.close()


def decide(app: Application, report: str, told: Done, name: str, *, close: bool) -> None:
    """Give a case to this desk, note something, perhaps end it; look at lists between."""
    subject = read_id(report)
    commands: list[Any] = [
        AssignCase(app.new_command(), subject, name, name),
        NoteCase(app.new_command(), subject, f"Dicatat oleh {name}"),
    ]
    if close:
        commands.append(CloseCase(app.new_command(), subject, "beyond_remit", words=f"Menurut {name}"))
    for command in commands:
        for query in (Board("new"), queries.Reports(), CountBoard(), queries.Reports("perkara")):
            told.lists.append(timed(lambda query=query: app.ask(query)))  # type: ignore[misc]
        began = time.perf_counter()
        try:
            app.execute(command)
        except Refused as refusal:
            told.refused[refusal.code] += 1
        else:
            told.stand += 1
        told.acts.append(time.perf_counter() - began)


def told(alone: Work, together: Work) -> Iterator[Figure]:
    """One desk's figures as the reference of all."""
    for what, name in (("a list", "lists"), ("an act on a case", "acts")):
        one, all_ = ([each for done in work.done for each in getattr(done, name)] for work in (alone, together))
        yield Figure(f"{what}: {DESKS} desks at once, against one alone", statistics.median(all_), statistics.median(one))
        yield Figure("- the slowest of twenty (p95)", slow(all_), slow(one))
    one, all_ = ([done.sticks[0] for done in work.done] for work in (alone, together))
    yield Figure(f"a stick of {STICK} reports taken in", statistics.median(all_), one[0])
    rates = [sum(done.stand for done in work.done) / max(done.whole for done in work.done) for work in (together, alone)]
    yield Figure("reports and acts a second, of all desks", *rates, unit="/s")
    refused = sum((done.refused for done in together.done), Counter[str]())
    yield Figure("- refused, for another desk had decided", refused.total(), note=", ".join(refused), unit="")
    for name, work in (("one", alone), ("all", together)):
        lost = sum(done.stand for done in work.done) - work.held
        yield Figure(f"- lost, of what {name} had been told of", lost, unit="")


def slow(times: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]
