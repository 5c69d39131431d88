"""A generated province at work: ``python3 -m tests.growth --province FOLDER``, where ``tests.generate`` wrote FOLDER.

Everything that a screen, a verb or the background does with the whole store is done once and then some times more: wall
clock, and the processor's own time, which an aim is held against, for a shared machine adds what it likes to the other.
Of a list with many orders and filters the slowest is told. The store is written into (reports are compared and linked, a
stick is taken in): measure a copy where it is to stay as it is.
"""

from __future__ import annotations

import io
import itertools
import os
import random
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from core.app import group_queries, post_queries, protection_queries, queries, referral_queries, sanction_queries
from core.app import team_queries as team
from core.app.application import Application
from core.app.audit_queries import Audit, AuditKinds
from core.app.case_queries import Board, BoardFilter, Case, CaseAgenda, CountBoard
from core.app.profile import create_post, unlock
from core.app.referral_queries import STATES
from core.app.statistics_queries import DashboardTables, Recap, Statistics
from core.domain.case import STAGES
from core.domain.commands import CreateKit, ReportItem, SubmitReports
from core.domain.errors import Unavailable
from core.domain.forms import parse_form
from core.domain.ids import read_id
from core.domain.incident import CompareIncidents
from core.domain.statistics import DIMENSIONS, FAMILY
from core.storage import tables
from sync.exchange import receive, send
from tests.crash.world import quick_lookup
from tests.generate.calendar import LAST
from tests.generate.office import PASSPHRASE_FILE
from tests.generate.words import told
from tests.world import Clock, complaint, ports, reference
from ui.compose import writing_file

LIST, DASHBOARD = 50.0, 1000.0
"""Milliseconds that a list and a dashboard may take."""
RUNS, SLOW, NEAR = 5, 0.5, 3
LINKED, STICK, AT_ONCE = 1_000, 500, 100
SINCE, UNTIL = "2022-07-01", "2025-06-30"
WEEK = ("2024-02-12", "2024-02-18")
Ask = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Took:
    """How long something took, in milliseconds: the first time, in the middle of some times, and of that the processor's."""

    what: str
    first: float
    wall: float
    cpu: float
    aim: float = 0.0
    note: str = ""

    def __str__(self) -> str:
        aim = "" if not self.aim else f"{'<' if self.cpu < self.aim else '**over**'} {self.aim:,.0f}"
        return f"| {self.what} | {self.first:,.1f} | {self.wall:,.1f} | {self.cpu:,.1f} | {aim} | {self.note} |"


HEAD = "| what | first ms | ms | of it processor | aim | |\n|---|---|---|---|---|---|"


def once(work: Ask) -> tuple[float, float]:
    """Wall and processor time of one call, in milliseconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def took(what: str, work: Ask, aim: float = 0.0, note: str = "") -> Took:
    """The first call, and the middle of those after it; what is slow is not called again so often."""
    first = once(work)
    more = [once(work) for _ in range(RUNS if first[0] < SLOW * 1000 else 2)]
    return Took(what, first[0], *(statistics.median(each) for each in zip(*more, strict=True)), aim, note)


def single(what: str, work: Ask, aim: float = 0.0, note: str = "") -> Took:
    """What is done once only."""
    wall, cpu = once(work)
    return Took(what, wall, wall, cpu, aim, note)


def slowest(what: str, works: Mapping[str, Ask], aim: float = LIST) -> Took:
    """The slowest of a family by processor time, and which it is: each twice, and those that were slowest then more often."""
    first = {name: min(once(work)[1] for _ in range(2)) for name, work in works.items()}
    found = {name: took(what, works[name], aim) for name in sorted(first, key=lambda each: -first[each])[:NEAR]}
    name = max(found, key=lambda each: found[each].cpu)
    worst = found[name]
    return Took(f"{what}: {len(works)} ways, the slowest", worst.first, worst.wall, worst.cpu, aim, name)


def measure(folder: Path) -> Iterator[Took]:
    """Open it, ask everything, then write."""
    clock = Clock(datetime.combine(LAST, datetime.min.time(), UTC) + timedelta(days=400))
    opened: list[Application] = []

    def start() -> None:
        passphrase = (folder / PASSPHRASE_FILE).read_text()
        app = unlock(folder / "province", passphrase, reference=reference(), ports=ports(clock, "measuring"))
        opened.append(app)

    yield single("unlock", start, note="cheapest passphrase, migrations where there are new ones")
    opened.pop().lock()
    yield single("unlock again", start)
    (app,) = opened
    try:
        yield from counts(app)
        yield from lists(app)
        yield from office(app)
        yield from figures(app)
        yield from incidents(app)
        yield from exports(app)
        yield from exchange(app, folder, clock)
    finally:
        app.lock()


def counts(app: Application) -> Iterator[Took]:
    """How large it is."""
    with app._device.database.reading() as db:
        for name, table in (("entries", tables.entry), ("reports", tables.report), ("pacts", tables.pact)):
            number = int(db.exec_driver_sql(f"SELECT count(*) FROM {table.name}").scalar_one())  # noqa: S608
            yield Took(f"({number:,} {name})", 0, 0, 0)
    yield single("search index brought up to date", app.tidy)


# --- lists -----------------------------------------------------------------------------------------------------------


def lists(app: Application) -> Iterator[Took]:
    """Home, reports, search, the board, referrals, pacts."""
    ask = asking(app)
    home = (queries.HomeCounts(), queries.NearDeadlines(), queries.Alarms(), queries.Returns(open_only=True), CaseAgenda())
    yield slowest("home", {type(each).__name__: ask(each) for each in home})
    filters: dict[str, Any] = {
        "all": {}, "kind": {"kind": "information"}, "stage": {"stage": "KAMPANYE"}, "district": {"area": "52.01.01"},
        "regency": {"area": "52.71"}, "near": {"deadline": "near"}, "over": {"deadline": "over"}, "lane": {"lane": "sealed"},
        "closed": {"case_status": "closed"}, "days": {"since": WEEK[0], "until": WEEK[1]},
    }  # fmt: skip
    ways = {
        f"{name}, by {sort}": ask(queries.Reports(sort=sort, **each))
        for (name, each), sort in itertools.product(filters.items(), ("newest", "event", "deadline", "number"))
    }
    yield slowest("Laporan", ways)
    yield slowest("Laporan, ten pages onwards", {"newest": partial(onwards, app, queries.Reports)}, 10 * LIST)
    words = ("diduga", "baliho", "dermaga", "bal", "kendaraan dinas", "logistik tertunda", "zzzz", "K1628")
    yield slowest("search", {word: ask(queries.Reports(word)) for word in words})
    yield slowest("Meja", dict(board(app)))
    yield slowest("Meja, ten pages onwards", {"closed": partial(onwards, app, partial(Board, "closed"))}, 10 * LIST)
    row = app.ask(Board("closed")).rows[0]
    yield took("a case opened", ask(Case(row.id)), LIST)
    yield took("a report opened", ask(queries.Report(row.id)), LIST)
    referral = [{}, {"institution": "BAWASLU"}, {"stage": "decided"}, {"stage": "sent"}, *({"state": state} for state in STATES)]
    yield slowest("Penerusan", {str(each): ask(referral_queries.Referrals(**each)) for each in referral} | {
        "closed": ask(referral_queries.ClosedCases()), "sanctions": ask(sanction_queries.Sanctions()),
        "names due": ask(sanction_queries.NamesDue()),
    })  # fmt: skip
    pact: list[dict[str, Any]] = [
        {}, {"text": "Sari"}, {"text": "Bidang Wulan"}, {"text": "800/4711"}, {"state": "signed"}, {"state": "told"},
        {"template": "T01-PNS"}, {"post": "K1628"}, {"overdue": True}, {"current": True},
        {"since": WEEK[0], "until": WEEK[1]},
    ]  # fmt: skip
    yield slowest("Pakta", {str(each): ask(queries.Pacts(**each)) for each in pact})
    yield slowest("Pakta, ten pages onwards", {"all": partial(onwards, app, queries.Pacts)}, 10 * LIST)


def asking(app: Application) -> Callable[[Any], Ask]:
    """A question as something to be called."""
    return lambda query: lambda: app.ask(query)


def onwards(app: Application, query: Any) -> None:
    """Ten pages, each from where the one before ended."""
    after = None
    for _ in range(10):
        after = app.ask(query(after=after)).next


def board(app: Application) -> Iterator[tuple[str, Ask]]:
    """Every stage with every filter."""
    narrowed: dict[str, dict[str, str]] = {
        "all": {}, "kind": {"kind": "information"}, "severity": {"severity": "urgent"}, "regime": {"regime": "PEMILU"},
        "stage": {"stage": "KAMPANYE"}, "district": {"area": "52.01.01"}, "desk": {"desk": "Meja 3"},
        "officer": {"officer": "Petugas 3"}, "nobody's": {"officer": "Petugas 9"}, "near": {"deadline": "near"},
        "outcome": {"outcome": "not_proven"}, "waiting": {"only": "waiting"}, "disputed": {"only": "disputed"},
        "unassigned": {"only": "unassigned"}, "urgent, of a district, of an officer": {
            "severity": "urgent", "area": "52.71", "officer": "Petugas 3",
        },
    }  # fmt: skip
    ask = asking(app)
    for stage, (name, each) in itertools.product(("", *STAGES), narrowed.items()):
        yield f"{stage or 'every stage'}, {name}", ask(Board(stage, BoardFilter(**each)))
    for name, each in narrowed.items():
        yield f"counts, {name}", ask(CountBoard(BoardFilter(**each)))


def office(app: Application) -> Iterator[Took]:
    """The team, the posts, the map, the audit trail, data protection."""
    ask = asking(app)
    yield slowest("Tim", {type(each).__name__: ask(each) for each in (
        team.Team(), team.Meetings(), team.Agenda(), team.Actions(), team.Agreements(), team.Outreach(), team.LocalRules(),
        team.Releases(), team.TeamDue(), team.Tracks(),
    )})  # fmt: skip
    yield slowest("Pos", {"laptops": ask(queries.Posts()), "a week": ask(post_queries.PostsBoard(*WEEK)),
                          "two elections": ask(post_queries.PostsBoard(SINCE, UNTIL))})  # fmt: skip
    picture, before = post_queries.Vulnerability, {"before_first": "2023-02-01", "before_last": "2023-02-28"}
    yield slowest("Peta", {
        "now": ask(picture()), "two elections": ask(picture(SINCE, UNTIL)), "a week": ask(picture(*WEEK)),
        "compared": ask(picture("2024-02-01", "2024-02-29", **before)), "sheet": ask(post_queries.VulnerabilitySheet()),
        "levels": ask(post_queries.Assessments()),
    })  # fmt: skip
    number = app.ask(queries.Reports()).rows[0].number
    audit: list[dict[str, Any]] = [
        {}, {"prove": True}, {"kind": "case."}, {"kind": "pact.signed"}, {"kind": "erasure.ordered"}, {"officer": "nobody"},
        {"subject": number}, {"since": "2023-01-01", "until": "2023-01-07"}, {"post": "K1628"},
    ]  # fmt: skip
    yield slowest("audit trail", {str(each): ask(Audit(**each)) for each in audit} | {"kinds": ask(AuditKinds())})
    yield slowest("data protection", {type(each).__name__: ask(each) for each in (
        protection_queries.Breaches(), protection_queries.BreachesDue(), protection_queries.AccessRequests(),
        protection_queries.Retention(),
    )})  # fmt: skip


def figures(app: Application) -> Iterator[Took]:
    """Statistics and the periodic reports made from them."""
    ask = asking(app)
    yield took("Statistik: the dashboard", ask(DashboardTables()), DASHBOARD)
    pairs = {
        f"{one} x {other}": ask(Statistics(one, other))
        for one, other in itertools.permutations([each for each in DIMENSIONS if each != "day"], 2)
        if FAMILY.get(one, one) != FAMILY.get(other, other)
    }
    yield slowest("Statistik: any two directions", pairs, DASHBOARD)
    for what in ("situation", "register", "sanctions"):
        yield took(f"recap {what}, a month", ask(Recap(what, "2024-02-01", "2024-02-29")), DASHBOARD)
        yield took(f"recap {what}, two elections", ask(Recap(what, SINCE, UNTIL)), 0)


# --- what is written -------------------------------------------------------------------------------------------------


def incidents(app: Application) -> Iterator[Took]:
    """Candidates of the same incident for all reports, then the list of groups."""
    found: list[int] = []
    longest = [0.0]
    before = [time.perf_counter()]

    def watch(_stage: str, _done: int, _total: int) -> None:
        now = time.perf_counter()
        longest[0], before[0] = max(longest[0], now - before[0]), now

    swept = single("candidates: every report for the first time", lambda: found.append(app.find_candidates(watch)))
    note = f"{found[0]:,} reports, {swept.cpu / max(1, found[0]):.2f} ms each; a save waits {longest[0] * 1000:,.0f} ms at most"
    yield Took(swept.what, swept.first, swept.wall, swept.cpu, note=note)
    ask = asking(app)
    page = app.ask(group_queries.CandidatePairs(limit=500))
    yield took("Kejadian: pairs that nobody compared", ask(group_queries.CandidatePairs()), LIST, f"{page.total:,} pairs")
    pairs = page.rows
    commands = [CompareIncidents(app.new_command(), read_id(pair.one), (read_id(pair.other),), True) for pair in pairs]
    links = [once(lambda command=command: app.execute(command)) for command in commands]  # type: ignore[misc]
    wall, cpu = (statistics.median(each) for each in zip(*links, strict=True))
    yield Took("Kejadian: a link", links[0][0], wall, cpu, LIST, f"of {len(links)}")
    yield took("Kejadian: a page of groups", ask(group_queries.Groups()), LIST)
    yield took("Kejadian: a group", ask(group_queries.GroupOf(pairs[0].one)), LIST)
    yield took("Kejadian: candidates of a report", ask(group_queries.Candidates(pairs[-1].one)), LIST)


def exports(app: Application) -> Iterator[Took]:
    """Lists that leave the program."""
    sink = io.BytesIO()
    yield single("export of every report as CSV", lambda: app.export_reports(queries.Reports(), sink, form="csv"))
    yield from full_disk(app)
    yield single("export of one month as XLSX", lambda: app.export_reports(
        queries.Reports(since="2024-02-01", until="2024-02-29"), io.BytesIO()
    ))  # fmt: skip
    yield single("register T14 of a month as XLSX", lambda: app.export_recap(Recap("register", "2024-02-01", "2024-02-29")))


def full_disk(app: Application) -> Iterator[Took]:
    """The same list onto a disk of two MiB, where this user may make one."""
    with tempfile.TemporaryDirectory(prefix="posko-small-") as place:
        mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", place]
        if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
            return
        said: list[str] = []

        def export() -> None:
            try:
                with writing_file(Path(place) / "semua.csv") as sink:
                    app.export_reports(queries.Reports(), sink, form="csv")
            except Unavailable as refusal:
                said.append(refusal.code)

        try:
            refused, left = single("- the same onto a full disk", export), len(list(Path(place).iterdir()))
            yield replace(refused, note=f"refused: {' '.join(said)}; files left behind: {left}")
        finally:
            subprocess.run(["umount", place], check=True)


def exchange(app: Application, folder: Path, clock: Clock) -> Iterator[Took]:
    """A post's stick with new reports, taken in, compared, and answered."""
    dice, stick = random.Random("stick"), folder / "stick"
    stick.mkdir()
    code = app.ask(queries.Posts())[0].code
    kit: Any = app.execute(CreateKit(app.new_command(), code)).reply
    post = create_post(
        folder / "post", kit=kit.file, kit_code=kit.code, passphrase="kata sandi yang panjang", reference=reference(),
        ports=ports(clock, "post"),
    )  # fmt: skip
    day = clock().date()
    with quick_lookup():
        for _ in range(STICK // AT_ONCE):
            items = []
            for _ in range(AT_ONCE):
                summary, narrative = told(dice, "complaint")
                happened = (day - timedelta(days=dice.randint(0, 6))).isoformat()
                words = {"summary": summary, "narrative": narrative, "happened": {"date": happened}, "known": happened}
                items.append(ReportItem(parse_form(complaint(place={"area": f"52.01.0{dice.randint(1, 9)}"}, **words))))
            post.execute(SubmitReports(post.new_command(), tuple(items)))
    send(post, stick)
    yield single(f"take in a stick of {STICK} reports", lambda: receive(app, stick))
    yield single("the same once more", lambda: receive(app, stick))
    yield single(f"candidates: those {STICK}", app.find_candidates, 2000)
    yield single("index them", app.tidy)
    yield single("write the answer to the post", lambda: send(app, stick, to=code), note="every status is looked at once")
    yield single("the same once more ", lambda: send(app, stick, to=code))
    post.lock()
