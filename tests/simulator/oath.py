"""What must be true after every seed: the invariants I1 to I10, asked of a :class:`tests.simulator.life.Life`."""

from __future__ import annotations

import random
import re
import traceback
from collections.abc import Iterator, Mapping

from core.app.views import RECEIVED
from core.crypto.sealing import AgeIdentity, open_sealed
from core.domain.errors import Untrusted
from core.journal import store
from sync.report import SendReport
from tests.simulator.disk import Disk
from tests.simulator.life import CANARY, FALSE, REPORTER, Crash, Life, cheap_world
from tests.world import Laptop

LONG, SHORT = (4, 12), (2, 5)
"""At least so many things happen, and fewer than so many."""
AGE = re.compile(rb"age-encryption\.org/v1")


def sworn(seed: str, *, short: bool = False, act: str = "", fate: Mapping[str, object] | None = None) -> list[str]:
    """Live through one seed; gives what was broken, nothing when all held.

    A short life has fewer laptops and days. ``act`` names what surely happens in it, ``fate`` what befalls every medium.
    """
    with cheap_world():
        life = Life(seed, short=short, fate=fate)
        try:
            return [*lived(life, SHORT if short else LONG, act)]
        except (Exception, Crash) as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            return [f"raised {type(error).__name__} {getattr(error, 'code', '')} at {where.name}:{where.lineno}: {error}"]
        finally:
            life.close()


def lived(life: Life, days: tuple[int, int], act: str) -> Iterator[str]:
    """The seed's days with a look after each, then the calm, then the whole oath."""
    life.save(life.laptops["a"])
    if act:
        getattr(life, act)(life.disks[-1])
        yield from false_receipts(life)
    for _ in range(life.chance.randrange(*days)):
        heard = life.heard
        life.step()
        if life.heard > heard:
            yield from false_receipts(life)
    if "c" in life.laptops and random.Random(f"{life.seed}/altered").random() < 0.25:
        life.save(life.laptops["c"])
        life.overstep(life.laptops["c"])
    life.settle()
    yield from false_receipts(life)
    yield from (f"'aman dicabut' was said of {name}" for name in life.broken)
    yield from life.told
    yield from nothing_lost(life)
    yield from all_agree(life)
    yield from nobody_reads(life)
    yield from no_power(life)
    yield from quiet(life)


def false_receipts(life: Life) -> Iterator[str]:
    """I4: a post shows "diterima" only of what the province holds."""
    there = {row.id for row in life.province.rows()}
    for laptop in life.posts:
        for row in laptop.rows():
            if row.status == RECEIVED and row.id not in there:
                yield f"I4 {laptop.name} shows {row.number} as received"


def nothing_lost(life: Life) -> Iterator[str]:
    """I3, I9: what was said to be saved is at its laptop, at the province, and the post knows it; files among it."""
    there = {row.id for row in life.province.rows()}
    for report, name in life.saved.items():
        if name in life.altered:
            continue
        own = {row.id: row.status for row in life.laptops[name].rows()}
        if report not in own:
            yield f"I3 {name} lost a report"
        elif report not in there:
            yield f"I3 a report of {name} never came"
        elif own[report] != RECEIVED:
            yield f"I9 {name} never heard that a report came"
    if life.province.app.shelf.wanted_pieces():
        yield "I9 attachments never came"


def all_agree(life: Life) -> Iterator[str]:
    """I1, I2, I7: replay gives the rows; siblings agree; the province has what posts wrote, byte by byte, and nothing else."""
    for laptop in life.replayed():
        yield from (f"I1 {laptop.name} {code} {what}" for code, what in laptop.problems())
    held = life.province.entries()
    written: dict[bytes, bytes] = {}
    for laptop in life.posts:
        written |= laptop.entries()
        if laptop.name not in life.altered and any(held.get(digest) != record for digest, record in laptop.entries().items()):
            yield f"I2 the province lacks entries of {laptop.name} or holds other bytes"
    if any(digest not in written and digest not in life.own() for digest in held):
        yield "I7 the province holds entries that nobody wrote"
    if "b" in life.laptops and life.laptops["a"].shared_snapshot() != life.laptops["b"].shared_snapshot():
        yield "I2 two laptops of one post differ"


def nobody_reads(life: Life) -> Iterator[str]:
    """I5 and I6: no word on any medium or in any profile; no reporter for whoever has the post's keys."""
    lying = [file.platter for disk in life.disks for file in disk.files.values()] + [*life.server.files.values()]
    lying += [path.read_bytes() for path in life.room.rglob("*") if path.is_file()]
    if any(word.encode() in data for data in lying for word in (CANARY, REPORTER)):
        yield "I5 a word lies in the clear"
    for laptop in life.posts:
        if any(REPORTER.encode() in data for data in opened(laptop)):
            yield f"I6 {laptop.name} reads a reporter"


def opened(laptop: Laptop) -> Iterator[bytes]:
    """Everything in the entries that the laptop's identities open, boxes in boxes too."""
    with laptop.device.database.reading() as db:
        waiting = [part.content for entry in store.everything(db) for part in entry.parts.values()]
    identities: list[AgeIdentity] = list(laptop.device.identities)
    while waiting:
        data = waiting.pop()
        yield data
        for found in AGE.finditer(data):
            try:
                inside = open_sealed(data[found.start() :], identities)
            except Untrusted:
                continue
            if inside:
                waiting.append(inside)


def no_power(life: Life) -> Iterator[str]:
    """I8: what only the province may write has no effect when a post writes it."""
    for laptop in life.laptops.values():
        if any(row.agenda == FALSE for row in laptop.rows()):
            yield f"I8 {laptop.name} believes a post's case"
    with life.province.device.database.reading() as db:
        own, theirs = life.own(), [entry for entry in store.everything(db) if entry.header.kind == "case.opened"]
    if any(entry.digest not in own for entry in theirs):
        yield "I8 the province took a post's case in"


def quiet(life: Life) -> Iterator[str]:
    """I10: all hold everything, so nothing is written, even to an empty stick."""
    for laptop in () if life.altered else life.laptops.values():
        report = life.exchange(laptop, Disk("kosong", life.chance), sends=True)
        if not isinstance(report, SendReport) or report.objects:
            yield f"I10 {laptop.name} writes though nothing is lacking"
