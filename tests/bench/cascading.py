"""A roster of 20,000 people: looked at, taken over, counted; the cascade's questions once three quarters of them have pacts."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from core.app import queries
from core.app.application import Application
from core.app.streams import own_stream
from core.domain.commands import PactPersonItem
from core.domain.pact import PactFacts, PactIssued, PactParties
from core.domain.roster import ImportRoster
from core.journal.author import Placement
from tests.bench.figures import Figure, seconds
from tests.world import found

PEOPLE, SMALL = 20_000, 2_000
HEADING = "Nama,NIP,Jabatan,Perangkat Daerah,Bidang,Seksi,Status Pegawai,Pimpinan"
QUESTIONS: dict[str, Any] = {
    "tree of offices": queries.CascadeTree(),
    "coverage by office, tier and date": queries.Coverage(),
    "a page of people": queries.OfficePeople(limit=100),
    "what each head owes": queries.Reminders(),
    "what must be issued anew": queries.Reissues(),
    "who lacks a pact": queries.ToIssue(),
}


def listed(count: int) -> bytes:
    """A list of made-up people: sections of twenty, each with a head."""
    return "\n".join((HEADING, *map(_line, range(count)))).encode()


def _line(i: int) -> str:
    number = f"{19500101 + i % 28}{1980 + i // 28 % 30}{1 + i // 840 % 12:02}1{1 + i // 10_080:03}"
    head = "ya" if i % 20 == 0 else "tidak"
    return f"Orang {i},{number},Staf,Dinas {i // 500},Bidang {i // 100 % 5},Seksi {i // 20 % 5},PNS,{head}"


def measure(folder: Path, small: bool) -> Iterator[Figure]:
    """Look, take, ask."""
    count = SMALL if small else PEOPLE
    world = found("bench", "a")
    app, data = world.province.app, listed(count)
    yield Figure(f"roster of {count:,} looked at", seconds(lambda: app.ask(queries.RosterPreview(data))))
    yield Figure(f"roster of {count:,} taken over", seconds(lambda: app.execute(ImportRoster(app.new_command(), data))))
    write_pacts(app, app.ask(queries.ToIssue())[: count * 3 // 4])
    for name, question in QUESTIONS.items():
        times = [seconds(partial(app.ask, question)) for _ in range(5)]
        yield Figure(f"{name}, {count:,} people", statistics.median(times))
    again = seconds(lambda: app.ask(queries.RosterPreview(data)))
    yield Figure(f"the same list of {count:,} looked at again", again)
    world.close()


def write_pacts(app: Application, people: tuple[PactPersonItem, ...]) -> None:
    """Entries of pacts without their papers."""
    device = app._device
    with device.database.writing() as db:
        stream = own_stream(db, device, "desks", b"\2" * 16)
        for number, person in enumerate(people, 1):
            entry = device.author.write(db, _pact(number, person), Placement(stream), device.circumstance(b"\4" * 16))
            device.projector.project(db, entry, rivals=False, alone=True)


def _pact(number: int, person: PactPersonItem) -> PactIssued:
    fields = {name: getattr(person, name) for name in PactParties.__struct_fields__}
    facts = PactFacts(
        number=f"{number:05}/PKT/BENCH",
        series="BNC",
        sequence=number,
        template="T01-PNS",
        template_version="1",
        document=number.to_bytes(16, "big"),
        content_digest=number.to_bytes(32, "big"),
        byterange_digest=bytes(32),
        person=person.person,
        due=person.due or msgspec.UNSET,
    )
    return PactIssued(facts, PactParties(**fields))
