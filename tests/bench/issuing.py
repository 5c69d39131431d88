"""Pacts a second, printed, signed as PDF, recorded and durable, against rendering and one raw signature each."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path

from core.app import issuing
from core.app.application import Application
from core.documents.pact import PactPress
from core.domain.commands import IssuePacts, PactPersonItem
from tests.bench.figures import Figure, seconds, spread
from tests.crash.world import PROVINCE, World

PEOPLE, RUNS = 100, 3


def measure(folder: Path, small: bool) -> Iterator[Figure]:
    """One roster of a hundred people, three times."""
    count = PEOPLE // 5 if small else PEOPLE
    people = tuple(person(number) for number in range(count))
    world = World(folder / "world")
    world.found()
    with world.opened(PROVINCE) as province:
        province.execute(IssuePacts(province.new_command(), people[:2], None, "Pangkalpinang"))
        here, floor = [], []
        for _ in range(RUNS):
            command = IssuePacts(province.new_command(), people, None, "Pangkalpinang")
            here.append(seconds(lambda: province.execute(command)))  # noqa: B023
            floor.append(seconds(lambda: rendered(province, people)))
    each, reference = statistics.median(here) / count, statistics.median(floor) / count
    yield Figure("one pact, issued and recorded, against rendering and a raw signature", each, reference, "", spread(floor))
    yield Figure("pacts a second", 1 / each, unit="/s")


def person(number: int) -> PactPersonItem:
    """A made-up civil servant."""
    return PactPersonItem(
        name=f"Andi Wijaya {'Putra ' * (number % 3)}".strip(),
        front_title="Drs.",
        back_title="M.Si.",
        identifier="198609262015051001",
        rank="Penata (III/c)",
        position="Kepala Bidang",
        unit="Bidang A",
        agency="Dinas X",
        subject="PNS",
        superior="",
        is_head=True,
    )


def rendered(province: Application, people: tuple[PactPersonItem, ...]) -> None:
    """What cannot be saved: the pages, and one signature over them."""
    device = province._device
    wording = next(template for template in issuing.templates(device.ports) if "PNS" in template.subjects)
    office, signer = issuing.office_of(device, "Pangkalpinang"), issuing.signer_of(device)
    with PactPress(issuing.fonts_of(device), wording, office, signer, True) as press:
        for number, item in enumerate(people):
            page = press.render(issuing._person(item, ""), f"{number:03}/X", bytes(16), device.moment())
            device.officer.key.sign(page[0])
