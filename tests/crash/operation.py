"""What an operation of the campaign is, and what its judges ask of a profile: whole, sound, swept."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.app import queries
from core.app.application import Application
from core.domain.commands import AttachedFile, ReportItem, SubmitReports
from core.domain.forms import form_tree
from core.domain.ids import CommandId
from tests.crash.world import POST, World, complaint, random_file

COMMAND = CommandId(bytes(range(16)))
FILE_BYTES = 9_000_000
"""Two pieces of an attachment."""
Say = Callable[[], None]


@dataclass(frozen=True)
class Operation:
    """``prepare`` runs once; ``act`` in the child between kill-points, calling ``say`` at each promise; ``judge`` after.

    Without a ``profile`` nothing is open, and ``act`` opens what it needs.
    """

    name: str
    profile: str
    prepare: Callable[[World], None]
    act: Callable[[World, Any, Say], None]
    judge: Callable[[World, int], None]

    def open(self, world: World) -> Application | None:
        """What ``act`` is given."""
        return world.open(self.profile) if self.profile else None


class Sink(io.BytesIO):
    """Collects an attachment."""


def ensure(truth: bool, what: str) -> None:
    """Fail with words; survives ``python -O``."""
    if not truth:
        raise AssertionError(what)


def submit(app: Application, command: CommandId, number: int, file: AttachedFile | None = None, draft: str = "") -> None:
    files = () if file is None else (file,)
    form = complaint(number, files=tuple(file.name for file in files))
    app.execute(SubmitReports(command, (ReportItem(form, files, draft or None),)))


def numbers(app: Application) -> dict[str, str]:
    """Summary -> case number of every report, read in full so that a half one would be noticed."""
    found = {}
    for row in app.ask(queries.Reports(limit=500)).rows:
        view = app.ask(queries.Report(row.id))
        number = int(row.summary.removeprefix("Atribut ke-"))
        wanted = form_tree(complaint(number))
        ensure(view.form["narrative"] == wanted["narrative"], f"report {number} is not whole")
        ensure(view.form["reported"] == wanted["reported"], f"parties of {number} are not whole")
        found[row.summary] = row.number
    return found


def sound(app: Application) -> None:
    problems = app.check().problems
    ensure(not problems, f"check found {problems}")


def swept(app: Application) -> None:
    """No file in the vault, and no key of a draft, that nothing names."""
    device = app._device
    named = {path.stem for path in device.vault.folder.iterdir() if path.suffix != ".part"}
    parts = [path.name for path in device.vault.folder.iterdir() if path.suffix == ".part"]
    wanted = {
        attachment.id
        for row in app.ask(queries.Reports(limit=500)).rows
        for attachment in app.ask(queries.Report(row.id)).attachments
    } | {token.hex() for token in app.drafts.tokens()}
    ensure(named <= wanted, f"orphans in the vault: {named - wanted}")
    ensure(app.facts.kind == "province" or not parts, f"half files in the vault: {parts}")
    keys = {path.stem for path in (device.folder / "draft-keys").iterdir()}
    drafts = {row.id for row in app.drafts.rows()}
    ensure(keys <= drafts, "a draft's key outlived its draft")


def first_two(world: World) -> None:
    with world.opened(POST) as app:
        for number in (1, 2):
            submit(app, app.new_command(), number)


def attachments_whole(app: Application) -> int:
    count = 0
    for row in app.ask(queries.Reports()).rows:
        for attachment in app.ask(queries.Report(row.id)).attachments:
            sink = Sink()
            app.read_attachment(attachment.id, sink)
            ensure(sink.getvalue() == random_file(FILE_BYTES), "an attachment is not whole")
            count += 1
    return count
