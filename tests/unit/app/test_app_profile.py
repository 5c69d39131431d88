"""Derived rows are made again where another program made them; a profile of 0.1.0 opens for ever."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine.default import DefaultDialect

from core.app import backup
from core.app.profile import DERIVED
from core.journal import reading
from core.projections import search
from core.storage import copies, tables
from core.storage.migrations import HEAD
from tests.world import Clock, Laptop, World, warning

VECTOR = Path(__file__).resolve().parents[2] / "vectors" / "profile-0.1.0.zip"
MOST_BYTES = 300 * 1024


def derived_version(laptop: Laptop) -> str | None:
    with laptop.device.database.reading() as db:
        return db.execute(select(tables.setting.c.value).where(tables.setting.c.key == DERIVED)).scalar()


def spoil(laptop: Laptop, version: str) -> None:
    """Rows as another program may have derived them."""
    with laptop.device.database.writing() as db:
        db.execute(tables.report.update().values(summary="Cara lama"))
        db.execute(tables.setting.update().where(tables.setting.c.key == DERIVED).values(value=version))


@pytest.mark.fault("UP-10")
def test_rows_of_another_version_are_derived_again(world: World) -> None:
    world.a.submit(warning())
    before = world.a.snapshot()
    spoil(world.a, "0")
    world.a.restart()
    assert world.a.snapshot() == before
    assert derived_version(world.a) == tables.DERIVED_VERSION


def test_rows_of_the_same_version_are_left_alone(world: World) -> None:
    """Control: a start costs no rebuild."""
    world.a.submit(warning())
    spoil(world.a, tables.DERIVED_VERSION)
    world.a.restart()
    assert [row.summary for row in world.a.rows()] == ["Cara lama"]


def test_a_locked_laptop_keeps_no_code_of_a_report_at_hand(world: World) -> None:
    world.a.submit(warning())
    assert search.facet.cache_info().currsize > 0, "control: saving keeps them at hand"
    world.a.close()
    assert search.facet.cache_info().currsize == 0 == reading.read_handling_once.cache_info().currsize


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Laptop]:
    """A post as the program 0.1.0 left it."""
    assert VECTOR.stat().st_size <= MOST_BYTES
    folder = tmp_path / "post"
    with zipfile.ZipFile(VECTOR) as archive:
        archive.extractall(folder)
    laptop = Laptop("old", folder, Clock(), "old")
    yield laptop
    laptop.close()


@pytest.mark.fault("UP-7")
def test_a_profile_of_the_first_release_opens_and_is_brought_up_to_date(old: Laptop) -> None:
    (row,) = old.rows()
    assert derived_version(old) == tables.DERIVED_VERSION
    view = old.report(row.id)
    assert view.form["narrative"] == "Laporan dari versi 0.1.0" and row.number.startswith("K0413-")
    sink = io.BytesIO()
    (file,) = view.attachments
    old.app.read_attachment(file.id, sink)
    assert sink.getvalue() == b"bukti kecil"
    assert [found.id for found in old.rows("atribut")] == [row.id]
    assert old.problems() == ()
    old.submit(warning())
    old.restart()
    assert len(old.rows()) == 2 and old.problems() == ()


def test_a_copy_of_before_is_made_by_itself_and_kept_for_a_week_of_work(old: Laptop) -> None:
    as_it_was = (old.folder / "posko.db").read_bytes()
    assert old.rows() and old.app.renewed is not None and old.app.renewed.fault is None
    copy = Path(old.app.renewed.copy)
    assert copy.name == f"form-{old.app.renewed.form}-{backup.stamp(old.device.ports)}" and old.app.renewed.form < HEAD
    assert (copy / "posko.db").read_bytes() == as_it_was, "in its old form"
    assert len(list((copy.parent / "vault").iterdir())) == 1
    old.restart()
    assert old.app.renewed is None, "control: once"
    for day in range(1, 9):
        assert copy.exists() == (day <= 7), day
        old.clock.pass_by(days=1)
        old.submit(warning())
        old.app.copies.keep()
        assert [row.file for row in old.app.copies.rows() if row.form] == ([str(copy)] if copy.exists() else [])
    assert not copy.exists() and len(list((copy.parent / "vault").iterdir())) == 1, "later copies name the file as well"


def test_no_room_for_a_copy_of_before_is_said_and_stops_nobody(old: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "free_bytes", lambda _folder: copies.MARGIN)
    assert old.rows() and old.app.renewed is not None and old.app.renewed.copy == ""
    assert old.app.renewed.fault is not None and old.app.renewed.fault.code == "backup.no_room"
    assert not old.app.copies.rows() and old.problems() == ()


def test_a_profile_of_the_first_release_is_rebuilt_when_the_version_rises(old: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(old.rows()) == 1
    spoil(old, tables.DERIVED_VERSION)
    old.close()
    monkeypatch.setattr(tables, "DERIVED_VERSION", "next")
    assert [row.summary for row in old.rows()] == ["Mengenakan atribut"]
    assert derived_version(old) == "next"


@pytest.mark.fault("UP-8")
@pytest.mark.parametrize("statements", [3, 60, 150])
def test_a_store_that_is_cut_off_while_it_is_brought_up_to_date_is_as_before(
    old: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, statements: int
) -> None:
    """The files as they lie after so many statements of an update: the next start brings them up to date."""
    left, done, real = tmp_path / "left", 0, DefaultDialect.do_execute

    def counted(dialect: DefaultDialect, *words: object) -> None:
        nonlocal done
        done += 1
        if done == statements:
            shutil.copytree(old.folder, left)
            raise KeyboardInterrupt
        real(dialect, *words)  # type: ignore[arg-type]

    with monkeypatch.context() as power:
        power.setattr(DefaultDialect, "do_execute", counted)
        with pytest.raises(KeyboardInterrupt):
            old.open()
    for folder in (left, old.folder):
        again = Laptop("old", folder, Clock(), statements).open()
        assert again.problems() == () and len(again.rows()) == 1
        assert derived_version(again) == tables.DERIVED_VERSION
        again.close()
