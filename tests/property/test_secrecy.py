"""I5 and I6: no word on any disk in the clear; and after submission nothing at the post opens the reporter's identity.

The searcher knows every passphrase of the post. It reads files as they lie, decrypts every page of the store and of
its log, free ones too, opens every box with every key it finds, and every age file with every identity it finds.
Each search has a control that must find something, so that a blind searcher fails the test.
"""

from __future__ import annotations

import base64
import logging
import re
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlalchemy import select

from core.app import queries
from core.app.device import DRAFT_KEYS_FOLDER, SLOTS_FILE, STORE_FILE
from core.crypto import keyslots
from core.crypto.boxes import derive, open_box
from core.crypto.labels import DRAFT_IDENTITY, STORE_DATABASE
from core.crypto.sealing import AgeIdentity, open_sealed
from core.domain.commands import ReturnWithCode
from core.domain.errors import Untrusted
from core.domain.reporter import THREAT
from core.journal import store
from core.storage import tables
from tests.world import PASSPHRASE, Laptop, World, complaint, information, situation, titip, warning

PAGE, RESERVED, IV = 4096, 80, 16
FRAME_HEAD, WAL_HEAD = 24, 32
AGE = b"age-encryption.org/v1"
CANARY = "Kenari7Zq"
REPORTER = "Pelapor8Xw"


def variants(word: str) -> list[bytes]:
    """How a word may lie in a file: UTF-8, UTF-16, base64 at each of three offsets."""
    plain = word.encode()
    found = [plain, word.encode("utf-16-le")]
    for offset in range(3):
        text = base64.b64encode(b"\0" * offset + plain)
        found.append(text[4 if offset else 0 : len(text) // 4 * 4 - 4])
    return found


def unpacked(data: bytes) -> Iterator[bytes]:
    """The data, and what naive zlib and zstd find in it."""
    yield data
    for match in re.finditer(rb"\x78[\x01\x9c\xda]", data):
        try:
            yield zlib.decompressobj().decompress(data[match.start() :], 1_000_000)
        except zlib.error:
            continue
    for match in re.finditer(rb"\x28\xb5\x2f\xfd", data):
        try:
            yield zstandard.ZstdDecompressor().decompress(data[match.start() :], max_output_size=1_000_000)
        except zstandard.ZstdError:
            continue


def holds(data: bytes, word: str) -> bool:
    return any(form in text for text in unpacked(data) for form in variants(word))


def files_with(word: str, *folders: Path) -> list[Path]:
    """Files under the folders in whose bytes or name the word stands."""
    paths = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [path for path in paths if holds(path.read_bytes(), word) or word in path.name]


# --- the store without its program ----------------------------------------------------------------------------------


def decrypted_page(page: bytes, key: bytes, *, first: bool) -> bytes:
    """One SQLCipher 4 page: AES-256-CBC, its IV and HMAC in the reserved end; the first begins with the salt."""
    start = 16 if first else 0
    iv = page[PAGE - RESERVED : PAGE - RESERVED + IV]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return decryptor.update(page[start : PAGE - RESERVED]) + decryptor.finalize()


def pages(laptop: Laptop, store_key: bytes) -> Iterator[bytes]:
    """Every page of the store and of its write-ahead log, used or free."""
    key = derive(store_key, STORE_DATABASE)
    data = (laptop.folder / STORE_FILE).read_bytes()
    for at in range(0, len(data), PAGE):
        yield decrypted_page(data[at : at + PAGE], key, first=at == 0)
    log = laptop.folder / (STORE_FILE + "-wal")
    wal = log.read_bytes() if log.exists() else b""
    for at in range(WAL_HEAD, len(wal) - PAGE, FRAME_HEAD + PAGE):
        number = int.from_bytes(wal[at : at + 4], "big")
        yield decrypted_page(wal[at + FRAME_HEAD : at + FRAME_HEAD + PAGE], key, first=number == 1)


def age_files(data: bytes) -> Iterator[bytes]:
    for match in re.finditer(re.escape(AGE), data):
        yield data[match.start() :]


def all_that_opens(laptop: Laptop) -> list[bytes]:
    """Everything that somebody with the post's passphrase can read from the profile."""
    content = keyslots.unlock((laptop.folder / SLOTS_FILE).read_bytes(), PASSPHRASE).content
    found = list(pages(laptop, content.store_key))
    found += [content.officer_key_der, *content.extras.values()]
    found += [path.read_bytes() for path in laptop.folder.rglob("*") if path.is_file()]
    with laptop.device.database.reading() as db:
        for table in (*tables.JOURNAL, *tables.DERIVED, *tables.LOCAL):
            found += [v if isinstance(v, bytes) else str(v).encode() for row in db.execute(select(table)) for v in row]
        for entry in store.everything(db):
            found += [part.content for part in entry.parts.values()]
    found += list(opened_drafts(laptop))
    texts = {match.decode() for data in found for match in re.findall(rb"AGE-SECRET-KEY-1[0-9A-Z]{58}", data)}
    identities = [AgeIdentity.from_text(text) for text in texts]
    assert identities, "the searcher found no identity at all"
    for data in list(found):
        for box in age_files(data):
            try:
                found.append(open_sealed(box, identities) or b"")
            except Untrusted:
                continue
    return found


def opened_drafts(laptop: Laptop) -> Iterator[bytes]:
    """Boxes of persons in drafts, under every key file that is left."""
    with laptop.device.database.reading() as db:
        rows = db.execute(select(tables.draft.c.id, tables.draft.c.identity_box)).all()
    for key in (laptop.folder / DRAFT_KEYS_FOLDER).iterdir():
        for row in rows:
            try:
                yield open_box(key.read_bytes(), bytes(row.identity_box), DRAFT_IDENTITY + row.id.encode())
            except (Untrusted, ValueError):
                continue


def opens(laptop: Laptop, word: str) -> bool:
    return any(holds(data, word) for data in all_that_opens(laptop))


# --- I5 -------------------------------------------------------------------------------------------------------------


def canary_everywhere(laptop: Laptop) -> None:
    """Type the word into every field there is."""
    c = CANARY
    persons = {
        "reporter": {"lane": "sealed", "name": c, "address": c, "phone": c, "nik": c, "email": c, "safe_contact": c},
        "witnesses": [{"name": c, "address": c, "phone": c}],
    }
    party = {"subject": "TNI", "name": c, "position": c, "unit": c, "address": c, "nip": c, "description": c}
    file = laptop.attach((c * 5000).encode(), f"{c}.txt")
    evidence = [{"title": c, "origin": c, "file": f"{c}.txt"}]
    text = {"summary": c, "narrative": c}
    place = {"area": "19.01.01", "detail": c}
    laptop.submit(complaint(**text, **persons, reported=[party], place=place, evidence=evidence, envelope=c), file)
    shown = laptop.attach((c * 100).encode(), f"{c}.jpg", shows_identity=True)
    laptop.submit(titip(**text, **persons, evidence=[{"title": c, "file": f"{c}.jpg", "shows_identity": True}]), shown)
    laptop.submit(warning(**text, place=place, suggestion=c))
    laptop.submit(situation(analysis=c, weather=c, transport=c, logistics=c, closing=c))
    laptop.submit(information(**text, **persons, reported=[party]))
    laptop.issue(c)
    laptop.enrol(c, "officer", f"{c} sandi panjang")
    laptop.app.settings.put("window.title", c)
    laptop.app.drafts.save(None, "complaint", complaint(**text, **persons, reported=[party]), (file,))


@pytest.mark.fault("ST-10", "US-17")
def test_no_word_lies_on_any_disk_in_the_clear(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = world.room / "temp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    log = logging.FileHandler(world.room / "temp" / "posko.log", encoding="utf-8")
    logging.getLogger().addHandler(log)
    try:
        canary_everywhere(world.a)
        stick = world.stick()
        world.a.send(stick)
        world.province.receive(stick)
        case = next(row for row in world.province.rows() if row.kind == "complaint")
        world.province.open_case(case.id, CANARY)
        world.province.issue(CANARY)
        world.province.app.ask(queries.Reports(CANARY))
        back = world.stick()
        world.province.send(back)
        world.a.receive(back)
        # As a killed process leaves it: open, with its log; then as a locked one does.
        assert files_with(CANARY, world.room) == []
        world.a.close()
        world.province.close()
        assert files_with(CANARY, world.room) == []
    finally:
        logging.getLogger().removeHandler(log)
        log.close()


@pytest.mark.parametrize(
    "written",
    [
        CANARY.encode(),
        CANARY.encode("utf-16-le"),
        base64.b64encode(b"Nama: " + CANARY.encode() + b" alamat"),
        b"%PDF" + zlib.compress(CANARY.encode() * 3),
        b"x" * 100 + zstandard.compress(CANARY.encode() * 3),
    ],
    ids=["utf8", "utf16", "base64", "zlib", "zstd"],
)
def test_the_search_finds_a_word_that_lies_there(tmp_path: Path, written: bytes) -> None:
    """Negative control."""
    (tmp_path / "catatan").write_bytes(b"\0\1\2" + written + b"\3")
    assert files_with(CANARY, tmp_path) == [tmp_path / "catatan"]


# --- I6 -------------------------------------------------------------------------------------------------------------


@pytest.mark.fault("CA-16")
@pytest.mark.parametrize("make", [complaint, titip, information], ids=["complaint", "titip", "information"])
@pytest.mark.parametrize("lane", ["open", "sealed", "information"])
def test_after_submission_nothing_at_the_post_opens_the_reporter(world: World, make: object, lane: str) -> None:
    assert callable(make)
    reporter = {"lane": lane, "name": REPORTER, "address": f"Jalan {REPORTER}", "phone": REPORTER}
    form = make(summary=CANARY, reporter=reporter, witnesses=[{"name": REPORTER}])
    draft = world.a.app.drafts.save(None, str(form["kind"]), form)
    world.a.app.drafts.save(draft, str(form["kind"]), form)
    assert opens(world.a, REPORTER), "control: until submission the draft opens at the post"
    photo = world.a.attach((REPORTER * 50).encode(), "ktp.jpg", shows_identity=True)
    form["evidence"] = [{"title": "KTP", "file": "ktp.jpg", "shows_identity": True}]
    submitted = world.a.submit(form, photo, draft=draft)
    assert not opens(world.a, REPORTER)
    world.settle(world.a)
    assert not opens(world.a, REPORTER)
    world.a.restart()
    assert not opens(world.a, REPORTER)
    if make is not titip:
        assert opens(world.a, CANARY), "control: the searcher does read what stays readable"
    assert not opens_reports_at_desk_alone(world.province, submitted.id)
    assert REPORTER.encode() in opened_by_the_identity_desk(world.province, submitted.id)


def identity_box(laptop: Laptop, report: str) -> bytes:
    """The sealed persons of a report as the province holds them."""
    from core.domain.events import ReportReceived
    from core.domain.ids import read_id
    from core.journal import reading

    with laptop.device.database.reading() as db:
        (fact, *_) = reading.facts_about(db, read_id(report), laptop.device.identities)
    assert isinstance(fact.event, ReportReceived) and fact.event.parties is not None
    return fact.event.parties.identity


def opens_reports_at_desk_alone(laptop: Laptop, report: str) -> bool:
    """Whether the key that opens reports opens the persons too."""
    return open_sealed(identity_box(laptop, report), laptop.device.identities) is not None


def opened_by_the_identity_desk(laptop: Laptop, report: str) -> bytes:
    """Control: the province's own key for identities opens them, so they are not merely lost."""
    key = AgeIdentity.from_text(laptop.device.extras["identities"].decode())
    return open_sealed(identity_box(laptop, report), [key]) or b""


@pytest.mark.fault("PO-10")
def test_the_draft_key_is_gone_though_the_program_died_before_deleting_it(world: World) -> None:
    """A cut between commit and deletion is mended at the next unlock."""
    form = complaint(reporter={"lane": "open", "name": REPORTER, "address": REPORTER})
    draft = world.a.app.drafts.save(None, "complaint", form)
    world.a.app.drafts.destroy_key = lambda name: None  # type: ignore[method-assign]
    world.a.submit(form, draft=draft)
    assert list((world.a.folder / DRAFT_KEYS_FOLDER).iterdir()) != []
    world.a.restart()
    assert list((world.a.folder / DRAFT_KEYS_FOLDER).iterdir()) == []
    assert not opens(world.a, REPORTER)


def test_nothing_that_a_reporter_brings_back_opens_at_a_post(world: World) -> None:
    """At the post that took the report in, which knows its tag, as at another: words, file and name of an act are gone."""
    report = world.a.submit(complaint())
    text = f"Saya diancam {CANARY}"
    for laptop in (world.a, world.c):
        file = laptop.attach((CANARY * 500).encode(), f"{CANARY}.txt")
        app = laptop.app
        app.execute(ReturnWithCode(app.new_command(), report.code, THREAT, text, (file,)))
        assert not opens(laptop, CANARY) and not opens(laptop, THREAT)
        world.trip(laptop, world.province)
        laptop.restart()
        assert not opens(laptop, CANARY)
    assert len(world.province.app.ask(queries.Returns())) == 2
    assert opens(world.province, CANARY), "control: the province reads them"
