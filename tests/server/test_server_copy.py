"""A desk on a shared server copies what it reads there: one snapshot, proved, tried out, and a profile of its own out of it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.app import backup, profile, queries, restoring, server_copy
from core.app.application import Application
from core.domain.errors import Untrusted
from core.journal import store
from core.storage import tables
from tests.changes import answer, order
from tests.server.founding import Province, found
from tests.server.running import Running
from tests.world import PASSPHRASE, Laptop, complaint, ports, reference
from ui.copying import copy_to_file


@pytest.fixture(scope="module")
def desks(pg: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Province]:
    """A province of its own: two reports, one with a file, a draft of the first desk."""
    made = found(pg, tmp_path_factory.mktemp("copied"))
    photo = made.one.attach(b"lampiran" * 5000)
    made.one.submit(complaint(summary="Dari meja satu"), photo)
    made.two.submit(complaint(summary="Dari meja dua"))
    made.one.app.drafts.save(None, "early_warning", {"summary": "Draf meja satu"}, [])
    made.two.app.drafts.save(None, "early_warning", {"summary": "Draf meja dua"}, [])
    yield made
    for laptop in (made.one, made.two, made.post, made.other):
        laptop.close()


def held(app: Application) -> list[tuple[str, str]]:
    return sorted((row.number, row.summary) for row in app.ask(queries.Reports(limit=50)).rows)


def counted(laptop: Laptop) -> int:
    with laptop.device.database.reading() as db:
        return store.count(db)


def test_a_copy_of_one_file_becomes_a_profile_that_needs_no_server(desks: Province, tmp_path: Path) -> None:
    one, target = desks.one, tmp_path / "meja.posko-backup"
    made = copy_to_file(one.app, target, lambda *_: None)
    assert (made.entries, made.attachments, made.away, made.verified) == (counted(one), 1, 0, True)
    tried = one.app.copies.drill(target)
    assert (tried.entries, tried.reports, tried.problems) == (made.entries, 2, ())
    whole, numbers = target.read_bytes(), held(one.app)
    assert b"Dari meja" not in whole and b"PRIVATE" not in whole
    app, _ = restoring.restore(tmp_path / "sendiri", target, PASSPHRASE, reference=reference(), ports=ports(one.clock, "sendiri"))
    try:
        assert held(app) == numbers and app.check().problems == () and not app.copies.on_server
        assert [app.drafts.load(row.id).tree["summary"] for row in app.drafts.rows()] == ["Draf meja satu"], "nobody else's"
        (attachment,) = (each for row in app.ask(queries.Reports()).rows for each in app.ask(queries.Report(row.id)).attachments)
        sink = io.BytesIO()
        app.read_attachment(attachment.id, sink)
        assert sink.getvalue() == b"lampiran" * 5000
        alone = Laptop("sendiri", tmp_path / "sendiri", one.clock, "sendiri", opened=app)
        alone.submit(complaint(summary="Sesudah server hilang"))
        assert len(held(app)) == len(numbers) + 1 and len({number for number, _ in held(app)}) == len(numbers) + 1
        assert app.check().problems == ()
    finally:
        app.lock()
    assert held(one.app) == numbers, "the server knows nothing of it"
    assert not (one.folder / server_copy.STAGING).exists()


def test_what_another_desk_writes_meanwhile_is_in_the_next_copy_whole(desks: Province) -> None:
    one, wrote = desks.one, list[str]()

    def watch(stage: str, _done: int, _total: int) -> None:
        if stage == "backup.server" and not wrote:
            wrote.append(desks.two.submit(complaint(summary="Sementara itu")).id)

    before = counted(one)
    assert one.app.copies.keep(watch).entries == before < counted(one) and wrote
    one.clock.pass_by(hours=1)
    assert one.app.copies.keep().entries == counted(one)


def test_control_a_copy_that_lacks_a_chain_is_none(desks: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = backup.dated(desks.one.folder)
    for lacking in (tables.entry, tables.stream):
        monkeypatch.setattr(server_copy, "TAKEN", tuple(each for each in server_copy.TAKEN if each is not lacking))
        with pytest.raises(Untrusted, match=r"backup\.unproven"):
            desks.one.app.copies.keep()
        monkeypatch.undo()
    assert backup.dated(desks.one.folder) == kept and not (desks.one.folder / server_copy.STAGING).exists()


def test_copies_of_before_another_desk_destroyed_something_go_with_the_next_one(desks: Province) -> None:
    one, two = desks.one, desks.two
    report = two.submit(complaint(summary="Akan dihapus")).id
    one.clock.pass_by(days=1)
    one.app.copies.keep()
    one.clock.pass_by(days=1)
    one.app.copies.keep()
    assert len(backup.dated(one.folder)) >= 2, "control: by time alone both stay"
    answer(two, order(one, report).id)
    one.clock.pass_by(hours=1)
    last = one.app.copies.keep()
    assert [str(path) for path in backup.dated(one.folder).values()] == [last.file]


def test_nothing_is_copied_onto_a_desks_laptop_unasked(desks: Province) -> None:
    before = backup.dated(desks.two.folder)
    assert desks.two.app.copies.keep_if_due() is None and backup.dated(desks.two.folder) == before
    assert profile.is_on_server(desks.two.folder)
