"""What is done when the machine dies, and what must be true afterwards.

Each operation prepares a state, does one thing in the child that will be killed, and judges what is left. ``done``
counts what the child was told is safe: the words "saved" that a person would have seen.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from core.app import queries
from core.app.application import Application
from core.app.views import ON_MEDIUM, RECEIVED, WAITING
from core.domain.commands import AnswerProposal, EnrolOfficer, OrderErasure
from core.domain.ids import CommandId, read_id
from sync.exchange import receive, send
from tests.crash import (
    operations_copies,
    operations_device,
    operations_kept,
    operations_office,
    operations_rotate,
    operations_slot,
)
from tests.crash.operation import (
    COMMAND,
    FILE_BYTES,
    Operation,
    Say,
    Sink,
    attachments_whole,
    ensure,
    first_two,
    numbers,
    sound,
    submit,
    swept,
)
from tests.crash.world import POST, PROVINCE, STICK, World, random_file
from tests.property.test_secrecy import pages

# --- save --------------------------------------------------------------------------------------------------------


def _save(world: World, app: Application, say: Say) -> None:
    submit(app, COMMAND, 3)
    say()
    submit(app, CommandId(bytes(16)), 4)
    say()


def _judge_save(world: World, done: int) -> None:
    with world.opened(POST) as app:
        found = numbers(app)
        ensure({"Atribut ke-1", "Atribut ke-2"} <= set(found), "an old report is lost")
        ensure(done < 1 or "Atribut ke-3" in found, "an acknowledged save is lost")
        ensure(done < 2 or "Atribut ke-4" in found, "an acknowledged save is lost")
        ensure(all(row.status == WAITING for row in app.ask(queries.Reports()).rows), "a status is not true")
        sound(app)
        swept(app)
        submit(app, COMMAND, 3)
        again = numbers(app)
        ensure(len(again) == len(set(again.values())), "a case number was given twice")
        ensure(len(app.ask(queries.Reports()).rows) == len(again), "the same command became two reports")
        ensure(all(again[name] == number for name, number in found.items()), "a case number changed")


def _save_and_lock(world: World, app: Application, say: Say) -> None:
    _save(world, app, say)
    app.lock()


# --- attach and submit -------------------------------------------------------------------------------------------


def _attach(world: World, app: Application, say: Say) -> None:
    file = app.attach(io.BytesIO(random_file(FILE_BYTES)), "foto.jpg", size=FILE_BYTES)
    submit(app, COMMAND, 3, file)
    say()


def _judge_attach(world: World, done: int) -> None:
    with world.opened(POST) as app:
        found = numbers(app)
        ensure(not done or "Atribut ke-3" in found, "an acknowledged save is lost")
        attachments_whole(app)
        sound(app)
        swept(app)


# --- drafts ------------------------------------------------------------------------------------------------------

OLD, NEW = "Draf lama", "Draf baru"


def _tree(summary: str) -> dict[str, object]:
    return {"summary": summary, "narrative": summary * 500, "reporter": {"name": f"Sari {summary}"}, "witnesses": []}


def _prepare_draft(world: World) -> None:
    first_two(world)
    with world.opened(POST) as app:
        app.drafts.save(None, "complaint", _tree(OLD))


def _draft(world: World, app: Application, say: Say) -> None:
    name = app.drafts.rows()[0].id
    app.drafts.save(name, "complaint", _tree(NEW))
    say()
    app.drafts.save(None, "complaint", _tree("Draf kedua"))
    say()
    submit(app, COMMAND, 3, draft=name)
    say()


def _judge_draft(world: World, done: int) -> None:
    with world.opened(POST) as app:
        rows = app.drafts.rows()
        found = {}
        for row in rows:
            tree = app.drafts.load(row.id).tree
            ensure(tree == _tree(str(tree["summary"])), "a draft is not whole")
            found[tree["summary"]] = row.id
        submitted = "Atribut ke-3" in numbers(app)
        ensure(submitted or found.keys() & {OLD, NEW}, "the draft is lost and its report was not saved")
        ensure(not (submitted and found.keys() & {OLD, NEW}), "a submitted draft came back")
        ensure(done < 1 or OLD not in found, "an acknowledged draft is lost")
        ensure(done < 2 or "Draf kedua" in found, "an acknowledged draft is lost")
        ensure(done < 3 or submitted, "an acknowledged save is lost")
        sound(app)
        swept(app)


# --- send --------------------------------------------------------------------------------------------------------


def _prepare_send(world: World) -> None:
    first_two(world)
    with world.opened(POST) as app:
        file = app.attach(io.BytesIO(random_file(FILE_BYTES)), "foto.jpg", size=FILE_BYTES)
        submit(app, app.new_command(), 3, file)


def _send(world: World, app: Application, say: Say) -> None:
    send(app, world.live / STICK)
    say()


def _judge_send(world: World, done: int) -> None:
    with world.opened(POST) as post:
        status = {row.summary: row.status for row in post.ask(queries.Reports()).rows}
        sound(post)
    ensure(len(status) == 3, "a report is lost")
    ensure(not done or set(status.values()) == {ON_MEDIUM}, "sent and not said so")
    with world.opened(PROVINCE) as province:
        if _has_objects(world):
            receive(province, world.live / STICK)
        there = numbers(province)
        claimed = {summary for summary, way in status.items() if way == ON_MEDIUM}
        ensure(claimed <= set(there), f"said to be on the stick and is not: {claimed - set(there)}")
        sound(province)
        whole = _whole_here(province)
        ensure(not done or whole == 1, "an attachment said to be on the stick is not")
    _complete(world)


def _has_objects(world: World) -> bool:
    """The post's folder may be there and empty, or not be there: both are no stick yet."""
    folder = world.live / STICK / "DATA"
    return folder.is_dir() and any(folder.iterdir())


def _whole_here(province: Application) -> int:
    """Attachments that are here; each must be byte for byte what was attached."""
    count = 0
    for row in province.ask(queries.Reports()).rows:
        for attachment in province.ask(queries.Report(row.id)).attachments:
            if attachment.missing:
                continue
            sink = Sink()
            province.read_attachment(attachment.id, sink)
            ensure(sink.getvalue() == random_file(FILE_BYTES), "a half attachment was taken in")
            count += 1
    return count


def _complete(world: World) -> None:
    """The same stick once more in both directions brings everything to its end."""
    stick = world.live / STICK
    world.clock.pass_hours(1)
    with world.opened(POST) as post:
        send(post, stick)
    world.clock.pass_hours(1)
    with world.opened(PROVINCE) as province:
        receive(province, stick)
        ensure(len(numbers(province)) == 3, "sending again did not complete the reports")
        ensure(_whole_here(province) == 1, "sending again did not complete the attachment")
        sound(province)
        swept(province)
        send(province, stick)
    world.clock.pass_hours(1)
    with world.opened(POST) as post:
        receive(post, stick)
        ways = [row.status for row in post.ask(queries.Reports()).rows]
        ensure(ways == [RECEIVED] * 3, f"taken in, and the post says {ways}")


# --- receive -----------------------------------------------------------------------------------------------------


def _prepare_receive(world: World) -> None:
    _prepare_send(world)
    with world.opened(POST) as app:
        send(app, world.live / STICK)


def _receive(world: World, app: Application, say: Say) -> None:
    receive(app, world.live / STICK)
    say()


def _judge_receive(world: World, done: int) -> None:
    with world.opened(PROVINCE) as province:
        there = numbers(province)
        whole = _whole_here(province)
        ensure(not done or (len(there) == 3 and whole == 1), "taken in and lost")
        sound(province)
        swept(province)
        receive(province, world.live / STICK)
        ensure(len(numbers(province)) == 3, "the same stick again did not complete the reports")
        ensure(_whole_here(province) == 1, "the same stick again did not complete the attachment")
    _complete(world)


# --- erase -------------------------------------------------------------------------------------------------------

WORD = "Atribut ke-3"
SECOND_PASSPHRASE = "kata sandi petugas kedua"


def _prepare_erase(world: World) -> None:
    """The province has ordered the third report's words to be erased, and the order lies on the stick."""
    _prepare_send(world)
    stick = world.live / STICK
    with world.opened(POST) as post:
        post.tidy()
        send(post, stick)
    with world.opened(PROVINCE) as province:
        receive(province, stick)
        province.execute(EnrolOfficer(province.new_command(), "Petugas 2", "administrator", SECOND_PASSPHRASE))
        (row,) = (row for row in province.ask(queries.Reports()).rows if row.summary == WORD)
        order = OrderErasure(province.new_command(), read_id(row.id), "retention", "Jadwal retensi")
        made: Any = province.execute(order).reply
        agreed = AnswerProposal(province.new_command(), read_id(made.id), approve=True)
        province.execute(agreed, by=province.second(SECOND_PASSPHRASE))
        send(province, stick)


def _erase(world: World, app: Application, say: Say) -> None:
    receive(app, world.live / STICK)
    say()


def _judge_erase(world: World, done: int) -> None:
    """After the next unlock: either not yet, or wholly, with no word on any page of store or log, nor in the vault."""
    with world.opened(POST) as app:
        rows = app.ask(queries.Reports()).rows
        ensure(len(rows) == 3, "a report is lost")
        gone = [row for row in rows if row.erased]
        ensure(not done or len(gone) == 1, "said to be erased and is not")
        sound(app)
        swept(app)
        if not gone:
            ensure(any(row.summary == WORD for row in rows), "half erased")
            ensure(attachments_whole(app) == 1, "the file went before its report")
        leaves = list(_leaves(world, app)) if gone else []
    ensure(not any(WORD.encode() in leaf for leaf in leaves), "a word outlived its erasure")
    ensure(not gone or not list((world.live / POST / "vault").iterdir()), "a file outlived its erasure")
    world.clock.pass_hours(1)
    with world.opened(POST) as app:
        receive(app, world.live / STICK)
        ensure(sum(row.erased for row in app.ask(queries.Reports()).rows) == 1, "the same stick again did not complete it")
        sound(app)
        ensure(not any(WORD.encode() in leaf for leaf in _leaves(world, app)), "a word outlived its erasure in the end")


def _leaves(world: World, app: Application) -> Iterator[bytes]:
    """Every page of store and log, used or free, decrypted."""
    return pages(SimpleNamespace(folder=world.live / POST), app._device.store_key)


OPERATIONS = {
    operation.name: operation
    for operation in (
        Operation("save", POST, first_two, _save, _judge_save),
        Operation("lock", POST, first_two, _save_and_lock, _judge_save),
        Operation("attach", POST, first_two, _attach, _judge_attach),
        Operation("draft", POST, _prepare_draft, _draft, _judge_draft),
        Operation("send", POST, _prepare_send, _send, _judge_send),
        Operation("receive", PROVINCE, _prepare_receive, _receive, _judge_receive),
        Operation("erase", POST, _prepare_erase, _erase, _judge_erase),
        *operations_copies.OPERATIONS,
        *operations_device.OPERATIONS,
        *operations_kept.OPERATIONS,
        *operations_office.OPERATIONS,
        *operations_rotate.OPERATIONS,
        *operations_slot.OPERATIONS,
    )
}

__all__ = ["OPERATIONS", "Operation"]
