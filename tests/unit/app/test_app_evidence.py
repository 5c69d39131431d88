"""Evidence comes in whole or not at all, is looked at from a distance, and leaves with its trace in the journal."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest
from sqlalchemy import select

from core.app.application import Application
from core.app.views import ReportView
from core.documents import preview_apart
from core.domain.commands import AttachedFile, ExportEvidence, NoteSeen
from core.domain.errors import Cancelled, Invalid, Refused, Unavailable
from core.domain.evidence import EvidenceExported, ExportFacts, Look, is_claimed_place, is_claimed_time, texts_of
from core.domain.ids import read_id
from core.journal.author import Placement
from core.storage import tables, vault
from tests.unit.documents import pictures
from tests.world import Laptop, World, complaint, titip

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="pipes, links and devices are made with POSIX calls")


@pytest.fixture
def a(make_world: Callable[..., World]) -> Laptop:
    return make_world("evidence", "a").a


def vault_files(laptop: Laptop) -> list[Path]:
    return list((laptop.folder / "vault").iterdir())


def evidence_list(name: str, **changes: object) -> list[dict[str, object]]:
    return [{"title": "Foto", "kind": "photo", "file": name, **changes}]


def submit_photo(laptop: Laptop, tree: Callable[..., dict[str, object]] = complaint) -> ReportView:
    """A report with one photo that was looked at while it was a draft."""
    file = laptop.attach(pictures.jpeg(), "foto.jpg")
    laptop.app.evidence.look_at_draft(file)
    return laptop.report(laptop.submit(tree(evidence=evidence_list("foto.jpg")), file).id)


# --- coming in -----------------------------------------------------------------------------------------------------


def test_a_file_comes_in_whole(a: Laptop, tmp_path: Path) -> None:
    path = tmp_path / "IMG_0001.JPG"
    path.write_bytes(pictures.jpeg())
    file = a.app.evidence.attach(path, path.name)
    assert (file.size, file.media_type) == (path.stat().st_size, "image/jpeg")
    assert len(vault_files(a)) == 1


@pytest.mark.fault("AT-12")
def test_the_type_is_read_from_the_content(a: Laptop, tmp_path: Path) -> None:
    path = tmp_path / "surat.docx"
    path.write_bytes(pictures.png())
    assert a.app.evidence.attach(path, path.name).media_type == "image/png"


class Meddling:
    """A watch that does something to the file while it is read."""

    def __init__(self, deed: Callable[[], object]) -> None:
        self.deed: Callable[[], object] | None = deed

    def __call__(self, stage: str, done: int, total: int) -> None:
        if self.deed is not None:
            deed, self.deed = self.deed, None
            deed()


def grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


def overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"other")
    os.utime(path, (1, 1))


DEEDS = {
    "nothing, the control": (lambda path: None, None),
    "grows": (grow, "attachment.changed"),
    "shrinks": (lambda path: os.truncate(path, 1_500_000), "attachment.changed"),
    "is overwritten": (overwrite, "attachment.changed"),
    "vanishes": (lambda path: path.unlink(), "attachment.vanished"),
    "is replaced": (lambda path: (path.unlink(), path.write_bytes(bytes(3_000_000))), "attachment.changed"),
}


@pytest.mark.fault("AT-2")
@POSIX
@pytest.mark.parametrize("name", DEEDS)
def test_a_file_that_does_not_stand_still_is_refused_whole(a: Laptop, tmp_path: Path, name: str) -> None:
    deed, code = DEEDS[name]
    path = tmp_path / "rekaman.mp4"
    path.write_bytes(bytes(3_000_000))
    watch = Meddling(lambda: deed(path))
    if code is None:
        assert a.app.evidence.attach(path, path.name, watch=watch).size == 3_000_000
        return
    with pytest.raises(Unavailable) as refusal:
        a.app.evidence.attach(path, path.name, watch=watch)
    assert (refusal.value.code, refusal.value.details) == (code, {"file": "rekaman.mp4"})
    assert vault_files(a) == []


def no_files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Things that have a name and are no file to take, each with the code of its sentence."""
    empty, loop, pipe, dangling = (folder / name for name in ("empty.jpg", "loop", "pipe", "dangling"))
    empty.touch()
    loop.symlink_to(loop)
    os.mkfifo(pipe)
    dangling.symlink_to(folder / "nowhere")
    yield empty, "attachment.empty"
    yield loop, "file.unreadable"
    yield pipe, "attachment.not_file"
    yield dangling, "file.missing"
    yield folder, "attachment.not_file"
    yield Path("/dev/zero"), "attachment.not_file"
    yield folder / "nowhere", "file.missing"


@pytest.mark.fault("AT-1")
@POSIX
def test_what_is_no_file_is_refused_at_once(a: Laptop, tmp_path: Path) -> None:
    for path, code in no_files(tmp_path):
        with pytest.raises(Invalid) as refusal:
            a.app.evidence.attach(path, "bukti.bin")
        assert refusal.value.code == code, path
    assert vault_files(a) == []


@pytest.mark.fault("AT-10")
def test_a_card_that_is_pulled_out_is_told_from_a_full_disk(a: Laptop, tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(bytes(1000))
    with mock.patch.object(vault, "encrypt_stream", side_effect=OSError(5, "target")), pytest.raises(Unavailable) as refusal:
        a.app.evidence.attach(path, "a.bin")
    assert refusal.value.code == "disk.failed"
    with mock.patch("core.storage.source.os.fdopen", lambda *_, **__: _Pulled(path)), pytest.raises(Unavailable) as refusal:
        a.app.evidence.attach(path, "a.bin")
    assert refusal.value.code == "attachment.vanished"
    assert vault_files(a) == []


class _Pulled(io.FileIO):
    """A file whose card is gone."""

    def read(self, size: int = -1, /) -> bytes:
        raise OSError(5, "Input/output error")


@pytest.mark.fault("AT-1")
def test_an_empty_paste_is_refused_and_a_cancel_leaves_nothing(a: Laptop, tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refusal:
        a.attach(b"", "tempelan.png")
    assert refusal.value.code == "attachment.empty"
    path = tmp_path / "a.mp4"
    path.write_bytes(bytes(3_000_000))

    def stop(stage: str, done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        a.app.evidence.attach(path, path.name, watch=stop)
    assert vault_files(a) == []


class NoRoomAfter:
    """The disk is full after so many bytes: what a two-gigabyte video meets in its middle."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.real = vault.encrypt_stream

    def __call__(self, source: object, sink: object, recipients: object) -> None:
        self.real(source, _Short(sink, self.room), recipients)  # type: ignore[arg-type]


class _Short:
    def __init__(self, sink: object, room: int) -> None:
        self.sink, self.room = sink, room

    def write(self, data: bytes) -> int:
        self.room -= len(data)
        if self.room < 0:
            raise OSError(28, "No space left on device")
        return int(self.sink.write(data))  # type: ignore[attr-defined]


@pytest.mark.fault("DF-3")
@pytest.mark.parametrize("room", [0, 1, 1_000_000, 2_999_999, 10_000_000])
def test_a_disk_that_fills_up_in_the_middle_leaves_nothing(a: Laptop, room: int) -> None:
    taken = room > 4_000_000
    with mock.patch.object(vault, "encrypt_stream", NoRoomAfter(room)):
        if taken:
            a.attach(bytes(3_000_000), "video.mp4")
        else:
            with pytest.raises(Unavailable) as refusal:
                a.attach(bytes(3_000_000), "video.mp4")
            assert refusal.value.code == "disk.full"
    assert len(vault_files(a)) == int(taken)


@pytest.mark.fault("AT-9")
def test_a_file_for_which_there_is_no_room_is_refused_before_it_is_read(a: Laptop) -> None:
    class Unread(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise AssertionError("read")

    with pytest.raises(Unavailable) as refusal:
        a.app.attach(Unread(), "video.mp4", size=2**60)
    assert refusal.value.code == "disk.full"


@pytest.mark.fault("AT-13")
def test_a_camera_card_is_listed_without_following_links(a: Laptop, tmp_path: Path) -> None:
    card = tmp_path / "DCIM"
    for folder in ("100CANON", "101CANON"):
        (card / folder).mkdir(parents=True)
        (card / folder / "IMG_0001.JPG").write_bytes(b"x" * 10)
    (card / ".thumbs").write_bytes(b"hidden")
    if os.name == "posix":
        (card / "round").symlink_to(card)
        os.mkfifo(card / "pipe")
    counts: list[int] = []
    found = a.app.evidence.files_below(card, lambda stage, done, total: counts.append(done))
    assert [(each.name, each.size) for each in found.files] == [("IMG_0001.JPG", 10)] * 2
    assert (found.unreadable, found.more) == (0, False)
    assert counts[-1] == 2
    with pytest.raises(Invalid):
        a.app.evidence.files_below(tmp_path / "nowhere")


# --- looking -------------------------------------------------------------------------------------------------------


def kept(laptop: Laptop) -> set[bytes]:
    with laptop.device.database.reading() as db:
        return {bytes(row.token) for row in db.execute(select(tables.preview.c.token))}


def test_a_look_is_made_once_and_kept(a: Laptop) -> None:
    file = a.attach(pictures.jpeg(), "foto.jpg")
    first = a.app.evidence.look_at_draft(file)
    assert (first.width, first.height, first.claims.at) == (300, 200, "2024-02-03T08:30:00+07:00")
    with mock.patch.object(subprocess, "Popen", side_effect=AssertionError("started")):
        assert a.app.evidence.look_at_draft(file) == first
    assert a.app.evidence.page(file.token, 1).width == 300
    with pytest.raises(Invalid):
        a.app.evidence.page(file.token, 2)
    labels = {label for label, text in a.app.evidence.texts_of([file]) if text == pictures.SECRET}
    assert {"artist", "comment"} <= labels
    assert ("file_name", "foto.jpg") in a.app.evidence.texts_of([file])


@pytest.mark.fault("ST-10")
def test_pictures_and_texts_lie_nowhere_in_the_clear(a: Laptop) -> None:
    file = a.attach(pictures.jpeg(), "foto.jpg")
    look = a.app.evidence.look_at_draft(file)
    a.close()
    told, shown = pictures.SECRET.encode(), look.thumb[1000:1064]
    assert told in pictures.jpeg(), "the control"
    for path in (path for path in a.folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        assert told not in data and shown not in data, path


def test_a_video_has_no_picture_and_starts_no_process(a: Laptop) -> None:
    file = a.attach(b"\0\0\0\x20ftypisom" + bytes(100_000), "video.mp4")
    with mock.patch.object(subprocess, "Popen", side_effect=AssertionError("started")):
        assert a.app.evidence.look_at_draft(file) == Look(fault="preview.none")


def test_what_shows_the_reporter_is_never_looked_into(a: Laptop) -> None:
    file = a.attach(pictures.jpeg(), "ktp.jpg", shows_identity=True)
    with mock.patch.object(subprocess, "Popen", side_effect=AssertionError("started")):
        assert a.app.evidence.look_at_draft(file).fault == "attachment.sealed"
    report = a.submit(complaint(evidence=evidence_list("ktp.jpg", shows_identity=True)), file)
    with pytest.raises(Invalid) as refusal:
        a.app.evidence.look_at(a.report(report.id).attachments[0].id)
    assert refusal.value.code == "attachment.sealed"
    assert kept(a) == set()


def test_pictures_of_a_report_sealed_to_the_province_go_with_its_words(a: Laptop) -> None:
    readable = submit_photo(a)
    assert {token.hex() for token in kept(a)} == {readable.attachments[0].id}, "the control: a readable one stays"
    submit_photo(a, titip)
    assert {token.hex() for token in kept(a)} == {readable.attachments[0].id}


def test_pictures_go_with_their_file(a: Laptop) -> None:
    file = a.attach(pictures.jpeg(), "foto.jpg")
    a.app.evidence.look_at_draft(file)
    assert len(kept(a)) == 1
    a.app.discard(file)
    assert kept(a) == set()
    orphan = a.attach(pictures.jpeg(), "foto.jpg")
    a.app.evidence.look_at_draft(orphan)
    draft = a.attach(pictures.png(), "draf.png")
    a.app.evidence.look_at_draft(draft)
    a.app.drafts.save(None, "complaint", {"summary": "Diduga"}, [draft])
    a.restart()
    assert kept(a) == {bytes.fromhex(draft.token)}


def test_the_province_looks_for_itself(make_world: Callable[..., World]) -> None:
    world = make_world("evidence-province", "a")
    view = submit_photo(world.a)
    world.trip(world.a, world.province)
    token = view.attachments[0].id
    assert kept(world.province) == set()
    assert world.province.app.evidence.look_at(token).media_type == "image/jpeg"
    assert len(kept(world.province)) == 1
    assert world.province.problems() == ()


# --- claims --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"claimed_at": "2024-02-03T08:30:00"}, None),
        ({"claimed_at": "2024-02-03T08:30:00+07:00", "claimed_latitude_e7": -21_000_000, "claimed_longitude_e7": 1}, None),
        ({"claimed_at": "kemarin"}, "evidence.claims"),
        ({"claimed_at": "2024-02-30T08:30:00"}, "evidence.claims"),
        ({"claimed_latitude_e7": 1}, "evidence.claims"),
        ({"claimed_latitude_e7": 900_000_001, "claimed_longitude_e7": 1}, "evidence.claims"),
        ({"claimed_at": "2024-02-03T08:30:00", "shows_identity": True}, "evidence.claims_sealed"),
        ({"claimed_latitude_e7": 1, "claimed_longitude_e7": 1, "shows_identity": True}, "evidence.claims_sealed"),
    ],
)
def test_claims_are_kept_beside_the_file_and_never_of_who_reports(
    a: Laptop, changes: dict[str, object], code: str | None
) -> None:
    file = a.attach(b"gambar", "foto.jpg", shows_identity=bool(changes.get("shows_identity")))
    tree = complaint(evidence=evidence_list("foto.jpg", **changes))
    if code is not None:
        with pytest.raises(Invalid) as refusal:
            a.submit(tree, file)
        assert refusal.value.code == code
        return
    row = a.report(a.submit(tree, file).id).attachments[0]
    assert {name: getattr(row, name) for name in changes} == changes
    assert (row.title, row.kind, row.handed_by) == ("Foto", "photo", "")


def test_what_can_be_a_claim() -> None:
    assert is_claimed_time("2024-02-29T23:59:59")
    assert not is_claimed_time("2023-02-29T23:59:59") and not is_claimed_time("2024-02-29")
    assert is_claimed_place(-900_000_000, 1_800_000_000)
    assert not is_claimed_place(None, 1) and not is_claimed_place(1, 1_800_000_001)
    assert texts_of([("a.jpg", None)]) == [("file_name", "a.jpg")]


# --- custody -------------------------------------------------------------------------------------------------------


class Outside(io.BytesIO):
    """What left the program."""


def export(app: Application, view: ReportView, **changes: object) -> tuple[bytes, ExportEvidence]:
    command = ExportEvidence(app.new_command(), read_id(view.row.id), view.attachments[0].id, "bawaslu")
    command = replace(command, **changes)
    sink = Outside()
    app.evidence.export(command, sink)
    return sink.getvalue(), command


def acts(laptop: Laptop, view: ReportView) -> list[tuple[str, str]]:
    return [(step.act, step.purpose) for step in laptop.report(view.row.id).attachments[0].custody]


def test_who_looks_is_written_once_a_day(a: Laptop) -> None:
    view = submit_photo(a)

    def see() -> None:
        a.app.execute(NoteSeen(a.app.new_command(), read_id(view.row.id), view.attachments[0].id))

    before = len(a.entries())
    see()
    see()
    assert len(a.entries()) == before + 1
    a.clock.pass_by(days=1)
    see()
    assert len(a.entries()) == before + 2
    assert acts(a, view) == [("taken", ""), ("seen", ""), ("seen", "")]
    assert a.problems() == ()


@pytest.mark.fault("AT-7")
def test_an_original_leaves_unchanged_and_on_record(a: Laptop) -> None:
    view = submit_photo(a)
    data, command = export(a.app, view)
    assert data == pictures.jpeg()
    again = Outside()
    before = len(a.entries())
    a.app.evidence.export(command, again)
    assert (again.getvalue(), len(a.entries())) == (data, before), "the same command twice is one entry"
    step = a.report(view.row.id).attachments[0].custody[-1]
    assert (step.act, step.purpose, step.digest) == ("exported", "bawaslu", view.attachments[0].digest)
    assert step.officer and step.post
    assert a.problems() == ()


@pytest.mark.fault("AT-8")
def test_a_copy_leaves_without_metadata_and_on_record(a: Laptop) -> None:
    view = submit_photo(a)
    data, _command = export(a.app, view, copy=True, purpose="case_meeting")
    assert pictures.SECRET.encode() not in data
    step = a.report(view.row.id).attachments[0].custody[-1]
    assert (step.act, step.purpose) == ("copied", "case_meeting")
    assert step.digest != view.attachments[0].digest


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"purpose": "just because"}, "evidence.purpose"),
        ({"token": "00" * 16}, "attachment.unknown"),
        ({"token": "no token"}, "attachment.unknown"),
    ],
)
def test_what_is_refused_leaves_no_byte_and_no_entry(a: Laptop, changes: dict[str, object], code: str) -> None:
    view = submit_photo(a)
    before = a.entries()
    with pytest.raises(Invalid) as refusal:
        export(a.app, view, **changes)
    assert refusal.value.code == code
    assert a.entries() == before


@pytest.mark.fault("EX-6")
def test_nothing_leaves_before_its_entry_is_durable(a: Laptop) -> None:
    view = submit_photo(a)
    sink = Outside()
    command = ExportEvidence(a.app.new_command(), read_id(view.row.id), view.attachments[0].id, "reporter")
    with mock.patch.object(a.app.evidence, "_write", side_effect=Unavailable("disk.full")), pytest.raises(Unavailable):
        a.app.evidence.export(command, sink)
    assert sink.getvalue() == b""


@pytest.mark.fault("EX-13")
def test_a_file_of_another_report_cannot_be_taken_out_under_this_one(a: Laptop) -> None:
    first, second = submit_photo(a), submit_photo(a)
    with pytest.raises(Invalid) as refusal:
        export(a.app, first, token=second.attachments[0].id)
    assert refusal.value.code == "attachment.unknown"


def test_of_a_text_no_copy_is_made_and_nothing_is_written(a: Laptop) -> None:
    file = a.attach(b"surat", "surat.txt")
    view = a.report(a.submit(complaint(evidence=evidence_list("surat.txt")), file).id)
    before = a.entries()
    with pytest.raises(Unavailable) as refusal:
        export(a.app, view, copy=True)
    assert refusal.value.code == "evidence.no_clean_copy"
    assert a.entries() == before


def test_custody_travels_to_the_province_and_not_back(make_world: Callable[..., World]) -> None:
    world = make_world("custody", "a")
    view = submit_photo(world.a)
    export(world.a.app, view)
    world.trip(world.a, world.province)
    assert acts(world.province, view) == [("taken", ""), ("exported", "bawaslu")]
    export(world.province.app, view, purpose="authority")
    assert acts(world.province, view)[-1] == ("exported", "authority")
    world.trip(world.province, world.a)
    assert acts(world.a, view) == [("taken", ""), ("exported", "bawaslu")], "why the office looked is no post's business"
    assert world.a.problems() == world.province.problems() == ()


def test_another_post_writes_no_custody(make_world: Callable[..., World]) -> None:
    world = make_world("custody-forged", "a", "c")
    view = submit_photo(world.a)
    world.trip(world.a, world.province)
    device = world.c.device
    facts = ExportFacts(token=bytes.fromhex(view.attachments[0].id), copy=False, purpose="bawaslu", size=1, digest=bytes(32))
    world.c.submit(complaint())
    with device.database.reading() as db:
        stream = bytes(
            db.execute(
                select(tables.stream.c.stream).where(tables.stream.c.post == "K0414", tables.stream.c.audience == "desks")
            ).scalar_one()
        )
    world.c.forge(EvidenceExported(facts), Placement(stream, read_id(view.row.id)))
    world.trip(world.c, world.province)
    assert acts(world.province, view) == [("taken", "")]


@pytest.mark.fault("AT-17")
def test_a_report_with_too_many_files_is_refused_in_words(a: Laptop) -> None:
    files: list[AttachedFile] = []
    template = a.attach(b"x", "0.bin")
    names = [f"{number:04d}-{'n' * 200}.jpg" for number in range(450)]
    files = [replace(template, token=os.urandom(16).hex(), name=name) for name in names]
    with pytest.raises(Refused) as refusal:
        a.submit(complaint(evidence=[item for name in names for item in evidence_list(name)]), *files)
    assert refusal.value.code == "report.too_large"
    assert a.rows() == ()


def test_a_failed_talk_is_not_kept(a: Laptop) -> None:
    file = a.attach(pictures.jpeg(), "foto.jpg")
    silent = mock.patch.object(
        preview_apart, "worker_command", lambda _: [sys.executable, "-I", "-c", "import time; time.sleep(60)"]
    )
    with silent, mock.patch.object(preview_apart, "SECONDS", 0.001), pytest.raises(Unavailable):
        a.app.evidence.look_at_draft(file)
    assert kept(a) == set()
    assert a.app.evidence.look_at_draft(file).fault == ""
