"""Taking in reports: numbers, NIHIL, titip, look-up codes, drafts, the same command twice, and finding them again."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from core.app import queries
from core.app.device import DRAFT_KEYS_FOLDER
from core.crypto.lookup import lookup_keys
from core.domain.commands import ReportItem, SubmitReports
from core.domain.errors import Invalid, NotAllowed
from core.domain.forms import parse_form
from core.domain.ids import read_id
from core.journal import store
from core.projections import search
from core.storage import tables
from tests.world import World, complaint, found, information, nihil, situation, titip, warning


def everything_stored(world: World) -> bytes:
    """Every value of every table of the post's laptop, and every part opened."""
    data = bytearray()
    with world.a.device.database.reading() as db:
        for table in (*tables.JOURNAL, *tables.DERIVED, *tables.LOCAL):
            for row in db.execute(select(table)):
                for value in row:
                    data += value if isinstance(value, bytes) else str(value).encode()
        for entry in store.everything(db):
            for part in entry.parts.values():
                data += part.content
    return bytes(data)


# --- numbers --------------------------------------------------------------------------------------------------------


@pytest.mark.fault("MU-11")
def test_two_laptops_of_one_post_never_give_the_same_number(world: World) -> None:
    numbers = []
    for _ in range(3):
        numbers += [laptop.submit(warning()).number for laptop in (world.a, world.b)]
        world.settle(world.a, world.b)
    for laptop in (world.a, world.b):
        laptop.clock.pass_by(days=1)
        numbers.append(laptop.submit(warning()).number)
    assert len(set(numbers)) == len(numbers)
    assert len({number.rsplit("-", 3)[0] for number in numbers}) == 2, "one series for each laptop"
    assert {row.number for row in world.province.rows()} <= set(numbers)


def test_numbers_count_within_the_day(world: World) -> None:
    counted = [world.a.submit(warning()).number.split("-")[-2] for _ in range(3)]
    world.a.clock.pass_by(days=1)
    counted.append(world.a.submit(warning()).number.split("-")[-2])
    assert counted == ["001", "002", "003", "001"]


@pytest.mark.fault("CL-5")
def test_the_day_is_that_of_the_post(world: World) -> None:
    """At 18:00 UTC it is the next day in the zone of the post."""
    world.a.clock.when = world.a.clock.when.replace(hour=18)
    assert world.a.report(world.a.submit(warning()).id).row.day == "2024-02-06"


@pytest.mark.fault("CA-2")
def test_the_same_command_twice_is_one_command(world: World) -> None:
    item = ReportItem(parse_form(complaint()))
    command = SubmitReports(world.a.app.new_command(), (item, item))
    first = world.a.app.execute(command).reply
    again = world.a.app.execute(command).reply
    assert isinstance(first, tuple) and isinstance(again, tuple)
    assert [r.number for r in again] == [r.number for r in first]
    assert [r.code for r in again] == ["", ""], "a code is shown once"
    assert len(world.a.rows()) == 2
    assert len(world.a.app.execute(SubmitReports(world.a.app.new_command(), (item,))).reply) == 1  # type: ignore[arg-type]
    assert len(world.a.rows()) == 3


@pytest.mark.fault("CA-13")
def test_all_of_a_batch_or_none(world: World) -> None:
    good, bad = parse_form(warning()), parse_form(warning(vulnerability="TIADA"))
    with pytest.raises(Invalid) as caught:
        world.a.app.execute(SubmitReports(world.a.app.new_command(), (ReportItem(good), ReportItem(bad))))
    assert (caught.value.code, caught.value.details["row"]) == ("report.code", 2)
    assert world.a.rows() == ()


def test_a_file_that_is_named_must_be_there(world: World) -> None:
    with pytest.raises(Invalid, match=r"report\.file_missing"):
        world.a.submit(warning(evidence=[{"title": "Foto", "file": "foto.jpg"}]))
    file = world.a.attach(b"x")
    assert world.a.submit(warning(evidence=[{"title": "Foto", "file": "foto.jpg"}]), file)


# --- NIHIL ----------------------------------------------------------------------------------------------------------


def test_nihil_is_refused_while_a_warning_of_its_period_is_visible(world: World) -> None:
    world.a.submit(warning())
    with pytest.raises(NotAllowed, match=r"situation\.nihil_refused"):
        world.a.submit(nihil())
    after = {"period_from": "2024-02-06T06:00:00+07:00", "period_to": "2024-02-06T18:00:00+07:00"}
    assert world.a.submit(nihil(**after)).number


def test_nihil_is_refused_beside_a_situation_report_with_content(world: World) -> None:
    world.a.submit(situation())
    with pytest.raises(NotAllowed, match=r"situation\.nihil_refused"):
        world.a.submit(nihil())


def test_nihil_is_true_where_nothing_visible_happened(world: World) -> None:
    """Complaints are no incidents, and hidden ones must not shine through a refusal (SAFEGUARDS 12)."""
    world.a.submit(complaint())
    world.a.submit(titip())
    assert world.a.report(world.a.submit(nihil()).id).row.nihil


def test_nihil_looks_at_the_own_post_alone(world: World) -> None:
    world.c.submit(warning())
    world.trip(world.c, world.province)
    assert world.a.submit(nihil()).number


# --- titip ----------------------------------------------------------------------------------------------------------


def test_a_report_outside_the_remit_is_sealed_at_the_post_and_open_at_the_province(world: World) -> None:
    file = world.a.attach(b"bukti", "bukti.txt")
    form = titip(summary="Kata rahasia", narrative="Cerita rahasia", evidence=[{"title": "Bukti", "file": "bukti.txt"}])
    report = world.a.submit(form, file)
    assert report.sealed
    row = world.a.report(report.id).row
    assert (row.sealed, row.number, row.summary, row.place, row.violation) == (True, report.number, "", "", "")
    assert world.a.rows("rahasia") == () and world.a.rows("Budi") == ()
    stored = everything_stored(world)
    for word in (b"rahasia", b"Budi Rahmat", b"Dinas Contoh", b"bukti.txt"):
        assert word not in stored, word
    world.settle(world.a)
    assert world.a.status(report.id) == "received"
    opened = world.province.report(report.id)
    assert (opened.row.summary, opened.row.sealed) == ("Kata rahasia", False)
    assert opened.form["reported"] == [{"subject": "PNS", "name": "Budi Rahmat", "unit": "Dinas Contoh"}]
    assert [row.id for row in world.province.rows("rahasia")] == [report.id]
    assert [(item.name, item.openable) for item in opened.attachments] == [("bukti.txt", True)]
    received = []
    world.province.app.read_attachment(opened.attachments[0].id, Collector(received))
    assert b"".join(received) == b"bukti"


class Collector:
    """A sink that keeps what it is given."""

    def __init__(self, kept: list[bytes]) -> None:
        self._kept = kept

    def write(self, data: bytes, /) -> int:
        self._kept.append(bytes(data))
        return len(data)


def test_a_report_within_the_remit_stays_readable(world: World) -> None:
    """Control: the same words in a complaint of the own remit are there."""
    report = world.a.submit(complaint(summary="Kata terbuka"))
    assert not report.sealed
    assert b"Kata terbuka" in everything_stored(world)
    assert [row.id for row in world.a.rows("terbuka")] == [report.id]


def test_the_posts_other_laptop_cannot_read_a_titip_either(world: World) -> None:
    world.settle(world.a, world.b)
    report = world.a.submit(titip(summary="Kata rahasia"))
    world.settle(world.a, world.b)
    assert world.b.report(report.id).row.sealed
    assert world.b.rows("rahasia") == ()


# --- look-up codes --------------------------------------------------------------------------------------------------


def test_the_code_is_shown_once_and_kept_nowhere(world: World) -> None:
    report = world.a.submit(complaint())
    digits = re.sub(r"\D", "", report.code)
    assert len(digits) == 18
    tag, box = lookup_keys(digits[:16], world.a.app.shelf.province)
    stored = everything_stored(world)
    assert tag in stored and box in stored, "control: what follows from the code is kept"
    for form in (digits, digits[:16], report.code):
        assert form.encode() not in stored
        assert all(form.encode() not in path.read_bytes() for path in world.a.folder.rglob("*") if path.is_file())


def test_only_visitors_get_a_code(world: World) -> None:
    assert world.a.submit(complaint()).code and world.a.submit(information()).code
    assert not world.a.submit(warning()).code and not world.a.submit(situation()).code


# --- drafts ---------------------------------------------------------------------------------------------------------


def test_a_draft_survives_and_its_persons_key_goes_with_the_submission(world: World) -> None:
    keys = world.a.folder / DRAFT_KEYS_FOLDER
    form = complaint(summary="Setengah")
    draft = world.a.app.drafts.save(None, "complaint", form)
    other = world.a.app.drafts.save(None, "complaint", complaint(summary="Yang lain"))
    world.a.restart()
    assert world.a.app.drafts.load(draft).tree == form
    assert {row.summary for row in world.a.app.ask(queries.Drafts())} == {"Setengah", "Yang lain"}
    assert len(list(keys.iterdir())) == 2
    world.a.submit(form, draft=draft)
    assert [path.stem for path in keys.iterdir()] == [other]
    with pytest.raises(Invalid, match=r"draft\.unknown"):
        world.a.app.drafts.load(draft)
    world.a.app.drafts.discard(other)
    assert list(keys.iterdir()) == []


@pytest.mark.fault("CA-11")
def test_a_refused_submission_keeps_the_draft(world: World) -> None:
    draft = world.a.app.drafts.save(None, "early_warning", complaint(violation="TIADA"))
    with pytest.raises(Invalid):
        world.a.submit(complaint(violation="TIADA"), draft=draft)
    assert world.a.app.drafts.load(draft).tree["reporter"] == complaint()["reporter"]


# --- search ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("indexed", [False, True], ids=["pending", "indexed"])
def test_words_prefixes_and_accents(world: World, indexed: bool) -> None:
    report = world.a.submit(warning(summary="Café Ngibing di lapangan", narrative="RAPAT-umum, malam hari"))
    world.a.submit(warning(summary="Lain sama sekali", narrative="Tidak ada"))
    if indexed:
        world.a.app.tidy()
        with world.a.device.database.reading() as db:
            assert db.execute(select(tables.report_pending)).all() == []
    hits = ("cafe", "CAFÉ", "ngib", "lapangan ngi", "rapat-umum", "umum rapat", report.number.lower(), report.number)
    for typed in hits:
        assert [row.id for row in world.a.rows(typed)] == [report.id], typed
    for typed in ("ngibingan", "afe", "lapangan tiada", '"', "NOT", "ngi* OR", "' --"):
        assert report.id not in [row.id for row in world.a.rows(typed)] or not search.words_of(typed), typed
    assert world.a.rows('"') == () and len(world.a.rows("  ")) == 2


def test_persons_are_not_found_by_name(world: World) -> None:
    world.a.submit(complaint())
    for typed in ("Budi", "Rahmat", "Sari", "Melati", "Mawar"):
        assert world.a.rows(typed) == ()
    assert len(world.a.rows("Lanal")) == 1, "control: the office is found"


def test_pages_follow_each_other_without_loss(world: World) -> None:
    made = [world.a.submit(warning(summary=f"Halaman {number}")).id for number in range(7)]
    world.a.app.tidy()
    made += [world.a.submit(warning(summary=f"Halaman {number}")).id for number in range(7, 10)]
    for text in ("", "halaman"):
        seen, after = [], None
        while True:
            page = world.a.app.ask(queries.Reports(text, limit=3, after=after))
            seen += [row.id for row in page.rows]
            after = page.next
            if after is None:
                break
        assert seen == made[::-1], text


def test_text_that_changed_is_found_by_its_new_words_alone(world: World) -> None:
    """Deriving a report again takes its old words out of the index."""
    report = world.a.submit(warning(summary="Lama"))
    world.a.app.tidy()
    with world.a.device.database.writing() as db:
        query = select(tables.report.c.id).where(tables.report.c.subject == read_id(report.id))
        number = db.execute(query).scalar_one()
        search.put_text(db, number, "Pengganti")
    assert world.a.rows("lama") == () and len(world.a.rows("pengganti")) == 1
    world.a.app.tidy()
    assert world.a.rows("lama") == () and len(world.a.rows("pengganti")) == 1
    assert world.a.app.check(rebuild=True).problems != ()
    assert len(world.a.rows("lama")) == 1 and world.a.rows("pengganti") == ()
    world.a.app.tidy()
    assert world.a.problems() == ()


@pytest.fixture(scope="module")
def archive() -> object:
    """A post with some reports, half of them indexed."""
    world = found("archive", "a")
    for number, text in enumerate(("Zürich ÅÄÖ", "ﬁle ligature", "Ελλάδα", "मतदान केंद्र", "投票所", "İstanbul", "naïve")):
        world.a.submit(warning(summary=text, narrative=f"laporan {number}"))
        if number == 3:
            world.a.app.tidy()
    yield world
    world.close()


@pytest.mark.fault("CA-18")
@settings(max_examples=60)
@given(typed=st.text(max_size=30))
def test_nothing_that_is_typed_breaks_the_search(archive: World, typed: str) -> None:
    rows = archive.a.rows(typed)
    assert len(rows) <= 7
    page = archive.a.app.ask(queries.Reports(typed, limit=1))
    assert len(page.rows) == min(1, len(rows))


@pytest.mark.fault("CL-6")
def test_time_moves_the_list_but_not_the_order_of_arrival(world: World) -> None:
    first = world.a.submit(warning())
    world.a.clock.when -= timedelta(hours=3)
    second = world.a.submit(warning())
    assert [row.id for row in world.a.rows()] == [second.id, first.id], "newest here is what came last"
