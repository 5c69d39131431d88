"""Power cuts that lose writes: ``python3 -m tests.crash.lost [--rounds N] [--ledger FILE] [--control off|folders]``.

A round is a post's laptop with two lives. In each a person unlocks, keeps drafts, saves reports, some with a file and some out
of a draft, indexes, locks and unlocks, until the power goes at a call of chance, the unlocking included. In even rounds all is
lost that was not synced: contents since the last fsync of their file, names since the last one of their folder. In odd
rounds the disk had written some of it: each block of 4 KiB by chance, lengths by chance, names up to one of them. Then the
laptop is unlocked in peace. What the person had been told is saved or kept is there and whole; what was under way is there
whole or not at all; nothing else is there; store, chain, vault and draft keys are sound.

It models a disk and a file system that keep what was synced and promise nothing else. Not modelled: an fsync that lies,
synced blocks that rot, a sector torn in itself (``tests.crash.campaign`` tears writes), orders that a file system guarantees
beyond these, memory-mapped writes (the store maps only its index of the log, which is made anew).

Controls: ``off``, a store with ``synchronous=OFF``; ``folders``, a program that syncs no folder.
"""

from __future__ import annotations

import io
import os
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

from core.app import queries
from core.app.application import Application
from core.domain.commands import AttachedFile, ReportItem, SubmitReports
from core.domain.forms import form_tree
from tests.crash import shim
from tests.crash.driver import KILLED, careless, failing_loudly
from tests.crash.errors import FILE_BYTES, first_line, number_of
from tests.crash.operation import Sink, ensure
from tests.crash.preloaded import Trial, rounds_of
from tests.crash.world import POST, World, complaint, random_file
from tests.ledger import Tally

ROUNDS, LIVES, CALLS = 1000, 2, 600
"""The power goes at one of so many calls."""
NOBODY = 0
"""In place of a draft's number: the report comes out of none."""
CONTROLS = {"none": ("FULL", True), "off": ("OFF", True), "folders": ("FULL", False)}


@dataclass
class Work:
    """A person at work until the power goes; ``tell`` says what begins and what he was told is done."""

    world: World
    chance: random.Random
    tell: Callable[[str], None]
    number: int
    drafts: dict[int, tuple[str, int]] = field(default_factory=dict)

    def goes_on(self) -> None:
        """Without an end."""
        app = self.world.open(POST)
        while True:
            way = self.chance.random()
            if way < 0.35:
                self.keeps(app)
            elif way < 0.85:
                self.saves(app)
            elif way < 0.92:
                app.tidy()
            else:
                app.lock()
                app = self.world.open(POST)

    def keeps(self, app: Application) -> None:
        """A new draft, or one of this life once more."""
        if self.drafts and self.chance.random() < 0.6:
            number = self.chance.choice(list(self.drafts))
            name, version = self.drafts[number]
            name, version = name, version + 1
        else:
            self.number += 1
            number, name, version = self.number, "", 1
        words = f"Draf {number} {version}"
        self.tell(f"begun draft {number} {version}")
        name = app.drafts.save(name or None, "complaint", {"summary": words, "reporter": {"name": words}})
        self.tell(f"done draft {number} {version}")
        self.drafts[number] = (name, version)

    def saves(self, app: Application) -> None:
        """A report, maybe with a file, maybe out of a draft."""
        self.number += 1
        draft = self.chance.choice([NOBODY, *self.drafts])
        self.tell(f"begun report {self.number} {draft}")
        files: tuple[AttachedFile, ...] = ()
        if has_file(self.number):
            files = (app.attach(io.BytesIO(random_file(FILE_BYTES)), "foto.jpg", size=FILE_BYTES),)
        form = complaint(self.number, files=tuple(file.name for file in files))
        name = self.drafts[draft][0] if draft else None
        app.execute(SubmitReports(app.new_command(), (ReportItem(form, files, name),)))
        self.tell(f"done report {self.number} {draft}")
        self.drafts.pop(draft, None)


def has_file(number: int) -> bool:
    """Every fifth report has one."""
    return number % 5 == 0


@dataclass
class Told:
    """What began and what was told done: reports with the draft they came out of, drafts with their newest version."""

    reports: dict[str, dict[int, int]] = field(default_factory=lambda: {"begun": {}, "done": {}})
    drafts: dict[str, dict[int, int]] = field(default_factory=lambda: {"begun": {}, "done": {}})

    def hear(self, lines: str) -> None:
        """All that one life said."""
        for phase, kind, number, more in map(str.split, lines.splitlines()):
            (self.reports if kind == "report" else self.drafts)[phase][int(number)] = int(more)


def play(world: World, trial: Trial) -> Tally:
    """One round."""
    levers, chance, told, tally = shim.Shim(), random.Random(trial.seed), Told(), Tally()
    mode = (shim.LOST, shim.MIXED)[trial.seed % 2]
    synchronous, folders = CONTROLS[trial.control]
    try:
        for life in range(LIVES):
            with careless(synchronous, folders=folders):
                told.hear(live(levers, world, chance, mode, life))
            tally.verdicts["power cuts"] += 1
        with world.opened(POST) as app:
            judge(app, told)
    except Exception as fault:
        tally.reasons[f"fault: {first_line(fault)}"] += 1
    tally.verdicts["told saved"] += len(told.reports["done"])
    tally.verdicts["told kept"] += len(told.drafts["done"])
    return tally


def live(levers: shim.Shim, world: World, chance: random.Random, mode: int, life: int) -> str:
    """One life in a child that is killed; gives what it said."""
    at, seed, work = chance.randint(1, CALLS), chance.getrandbits(32), chance.getrandbits(32)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        with failing_loudly():
            levers.seed(seed)
            levers.arm(world.live, world.aside, at, mode)
            say = lambda line: os.write(writer, line.encode() + b"\n")  # noqa: E731
            Work(world, random.Random(work), say, life * 10_000).goes_on()
        os._exit(1)
    os.close(writer)
    with os.fdopen(reader, encoding="ascii") as answer:
        lines = answer.read()
    _, status = os.waitpid(child, 0)
    ensure(os.waitstatus_to_exitcode(status) == KILLED, "the child was not killed")
    return lines


def judge(app: Application, told: Told) -> None:
    """Unlocked in peace: what is there."""
    rows = app.ask(queries.Reports(limit=500)).rows
    found = {number_of(row) for row in rows}
    begun, done = told.reports["begun"], told.reports["done"]
    ensure(len(found) == len(rows), "a report is there twice")
    ensure(not done.keys() - found, "a saved report is lost")
    ensure(not found - begun.keys(), "a report that nobody wrote")
    tokens = set()
    for row in rows:
        view = app.ask(queries.Report(row.id))
        ensure(view.form["narrative"] == form_tree(complaint(number_of(row)))["narrative"], "a report is not whole")
        ensure(len(view.attachments) == int(has_file(number_of(row))), "a file is missing, or one too many")
        for attachment in view.attachments:
            sink = Sink()
            app.read_attachment(attachment.id, sink)
            ensure(sink.getvalue() == random_file(FILE_BYTES), "a file is not whole")
            tokens.add(attachment.id)
    device = app._device
    ensure({path.stem for path in device.vault.folder.iterdir()} == tokens, "the vault holds what nothing names")
    judge_drafts(app, told, {begun[number] for number in found})
    problems = app.check().problems
    ensure(not problems, f"check found {problems}")


def judge_drafts(app: Application, told: Told, submitted: set[int]) -> None:
    """Drafts as last kept, or as they were being kept; those that became reports are gone."""
    found = {}
    for row in app.drafts.rows():
        tree = app.drafts.load(row.id).tree
        ensure(tree["reporter"] == {"name": tree["summary"]}, "a draft is not whole")
        _, number, version = str(tree["summary"]).split()
        found[int(number)] = int(version)
    done, begun = told.drafts["done"], told.drafts["begun"]
    ensure(not found.keys() & submitted, "a submitted draft is back")
    for number in done.keys() - submitted:
        ensure(number in found and done[number] <= found[number] <= begun[number], "a kept draft is lost")
    ensure(not found.keys() - begun.keys(), "a draft that nobody wrote")
    keys = {path.stem for path in (app._device.folder / "draft-keys").iterdir()}
    ensure(keys == {row.id for row in app.drafts.rows()}, "keys of no draft, or a draft without its key")


if __name__ == "__main__":
    sys.exit(rounds_of("tests.crash.lost", ROUNDS, play, ("off", "folders"), sys.argv[1:], block=10))
