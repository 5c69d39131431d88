"""Commits under I/O errors: ``python3 -m tests.crash.errors [--rounds N] [--ledger FILE] [--control swallow|pool]``.

After the start calls on files of the profile fail with EIO, ENOSPC or a write of which only a part happens: by turns three of
a hundred writes, syncs, reads, or calls that make, open or remove names; or five of a thousand of all of them (more, and
no store can even be opened between two failures). A person writes reports: the draft is kept at each pause, a file is attached
at times, and when it is to be saved he tries again some times or gives up. A round ends with forty reports and what was kept
on the way, on a disk that is well again. What he was told is saved or kept is there and whole; what he was refused is not
there, or whole (a commit whose last sync and whose taking back both failed: no database can tell), and the same command
again makes no second one of it; store, chain, vault and draft keys are sound; and no answer in between missed what was saved.

Controls: ``swallow``, a store that says yes where the disk said no; ``pool``, one that keeps a connection that met an error.
"""

from __future__ import annotations

import io
import random
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy.exc import DBAPIError

from core.app import queries
from core.app.application import Application
from core.domain.commands import AttachedFile, ReportItem, SubmitReports
from core.domain.errors import Refused
from core.domain.forms import form_tree
from core.domain.ids import CommandId
from core.storage.database import Database
from tests.crash import shim
from tests.crash.operation import Sink, ensure
from tests.crash.preloaded import Trial, rounds_of
from tests.crash.world import POST, World, complaint, random_file
from tests.ledger import Tally

ROUNDS, REPORTS, SHORT, TRIES = 160, 40, 5, 400
KINDS = ((shim.WRITES, 30), (shim.SYNCS, 30), (shim.READS, 30), (shim.NAMES, 30), (15, 5))
"""Which calls fail in a round, and how many of a thousand."""
PAUSES, AGAIN = 9, 3
"""Times that a draft is kept before its report is saved, and that a person tries to save it."""
FILE_BYTES = 20_000
OF_DISK = frozenset({"disk.full", "disk.failed"})
"""What a person may be told of such a disk; anything else is a fault of the program."""


@dataclass(frozen=True)
class Wish:
    """A report that somebody wants saved: under which command, out of which draft, with a file or not."""

    command: CommandId
    draft: str | None
    with_file: bool


@dataclass
class Person:
    """Who writes, and what he was told: reports by number; drafts by id with the words last kept, and words refused since."""

    app: Application
    chance: random.Random
    tally: Tally = field(default_factory=Tally)
    saved: dict[int, Wish] = field(default_factory=dict)
    refused: dict[int, Wish] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)
    not_kept: set[str] = field(default_factory=set)

    def works(self, reports: int) -> None:
        """Write until so many reports are saved."""
        for number in range(1, TRIES):
            if len(self.saved) == reports:
                return
            self.saves(number, self.types(number))
            self.looks()

    def types(self, number: int) -> str | None:
        """A draft that grows and is kept at each pause; its id, unless it was never kept."""
        name: str | None = None
        for pause in range(PAUSES):
            words = f"Draf {number} jeda {pause}"
            tree = {"summary": words, "narrative": words * 20, "reporter": {"name": words}}
            kept = self.tries("draft", lambda tree=tree, name=name: self.app.drafts.save(name, "complaint", tree))
            if kept is None:
                self.not_kept.add(words)
            else:
                name = kept
                self.drafts[name] = words
        return name

    def saves(self, number: int, draft: str | None) -> None:
        """The report of a draft, tried again some times under the same command; maybe with a file."""
        wish = Wish(CommandId(self.chance.randbytes(16)), draft, self.chance.random() < 0.2)
        for _ in range(self.chance.randint(1, AGAIN)):
            if self.tries("save", lambda: submit(self.app, number, wish)):
                self.saved[number] = wish
                self.drafts.pop(draft or "", None)
                self.refused.pop(number, None)
                return
            self.refused[number] = wish

    def looks(self) -> None:
        """The list, between: when it answers, it shows the newest that is saved, or one that was refused since."""
        rows = self.tries("look", lambda: self.app.ask(queries.Reports(limit=1)).rows)
        if rows is not None and self.saved:
            shown = number_of(rows[0]) if rows else 0
            newest = max(self.saved)
            ensure(shown == newest or (shown > newest and shown in self.refused), f"the list ends with {shown}, not {newest}")

    def tries(self, what: str, act: Callable[[], Any]) -> Any:
        """What it gives, None where it is refused; a refusal must speak of the disk."""
        try:
            told = act()
        except Refused as refusal:
            ensure(refusal.code in OF_DISK, f"a failing disk was told as {refusal.code}")
            self.tally.reasons[f"{what} {refusal.code}"] += 1
            return None
        self.tally.verdicts[f"{what} told done"] += 1
        return told


def first_line(fault: Exception) -> str:
    """What broke, without statements."""
    return f"{type(fault).__name__}: {fault}".splitlines()[0]


def submit(app: Application, number: int, wish: Wish) -> str:
    """Save a report; gives its case number."""
    files: tuple[AttachedFile, ...] = ()
    if wish.with_file:
        files = (app.attach(io.BytesIO(random_file(FILE_BYTES)), "foto.jpg", size=FILE_BYTES),)
    form = complaint(number, files=tuple(file.name for file in files))
    reply: Any = app.execute(SubmitReports(wish.command, (ReportItem(form, files, wish.draft),))).reply
    return str(reply[0].number)


def number_of(row: Any) -> int:
    """Which report a row shows."""
    return int(row.summary.removeprefix("Atribut ke-"))


def play(world: World, trial: Trial) -> Tally:
    """One round."""
    levers, app = shim.Shim(), world.open(POST)
    person = Person(app, random.Random(trial.seed))
    kinds, per_mille = KINDS[trial.seed % len(KINDS)]
    try:
        with careless(trial.control):
            levers.fail(world.live, trial.seed, per_mille, kinds)
            try:
                person.works(SHORT if trial.short else REPORTS)
            finally:
                person.tally.verdicts["calls failed"] += levers.rest()
                app.lock()
        with world.opened(POST) as again:
            judge(again, person)
    except Exception as fault:
        person.tally.reasons[f"fault: {first_line(fault)}"] += 1
    return person.tally


def judge(app: Application, person: Person) -> None:
    """The disk is well again: what is there."""
    rows = {number_of(row): row for row in app.ask(queries.Reports(limit=500)).rows}
    ensure(len(rows) == len(app.ask(queries.Reports(limit=500)).rows), "a report is there twice")
    ensure(not person.saved.keys() - rows.keys(), f"saved and not there: {sorted(person.saved.keys() - rows.keys())}")
    all_the_same = rows.keys() - person.saved.keys()
    ensure(all_the_same <= person.refused.keys(), "a report that nobody wrote")
    person.tally.verdicts["save refused and whole all the same"] += len(all_the_same)
    wishes = person.saved | {number: person.refused[number] for number in all_the_same}
    ensure(judge_vault(app, rows, wishes) == {path.stem for path in app._device.vault.folder.iterdir()}, "files of nothing")
    judge_drafts(app, person, {wish.draft for wish in wishes.values()})
    for number in all_the_same:
        ensure(submit(app, number, replace(wishes[number], with_file=False)) == rows[number].number, "twice by one command")
    ensure(len(app.ask(queries.Reports(limit=500)).rows) == len(rows), "one command became two reports")
    problems = app.check().problems
    ensure(not problems, f"check found {problems}")


def judge_vault(app: Application, rows: Mapping[int, Any], wishes: Mapping[int, Wish]) -> set[str]:
    """Reports are whole, with their files; gives what the vault has to hold."""
    tokens = set()
    for number, row in rows.items():
        view = app.ask(queries.Report(row.id))
        ensure(view.form["narrative"] == form_tree(complaint(number))["narrative"], "a report is not whole")
        ensure(len(view.attachments) == int(wishes[number].with_file), "a file is missing, or one too many")
        for attachment in view.attachments:
            sink = Sink()
            app.read_attachment(attachment.id, sink)
            ensure(sink.getvalue() == random_file(FILE_BYTES), "a file is not whole")
            tokens.add(attachment.id)
    return tokens


def judge_drafts(app: Application, person: Person, submitted: set[str | None]) -> None:
    """Drafts as last kept, or as they were refused since; those that became reports are gone."""
    found = {row.id: str(app.drafts.load(row.id).tree["reporter"]["name"]) for row in app.drafts.rows()}  # type: ignore[index]
    ensure(not found.keys() & submitted, "a submitted draft is back")
    ensure(person.drafts.keys() - submitted <= found.keys(), "a kept draft is lost")
    changed = {name for name, words in found.items() if words != person.drafts.get(name)}
    ensure(all(found[name] in person.not_kept for name in changed), "a draft is not as it was kept")
    person.tally.verdicts["draft refused and whole all the same"] += len(changed)
    ensure({path.stem for path in (app._device.folder / "draft-keys").iterdir()} == found.keys(), "keys of no draft")


@contextmanager
def careless(control: str) -> Iterator[None]:
    """The store as it is, or a control's."""
    real = {name: vars(Database)[name] for name in ("writing", "_judged")}

    @contextmanager
    def swallowing(self: Database) -> Iterator[Any]:
        with suppress(Refused, DBAPIError), real["writing"](self) as db:
            yield db

    if control == "swallow":
        Database.writing = swallowing  # type: ignore[method-assign]
    elif control == "pool":
        Database._judged = lambda self: nullcontext()  # type: ignore[method-assign]
    try:
        yield
    finally:
        for name, method in real.items():
            setattr(Database, name, method)


if __name__ == "__main__":
    sys.exit(rounds_of("tests.crash.errors", ROUNDS, play, ("swallow", "pool"), sys.argv[1:], block=1))
