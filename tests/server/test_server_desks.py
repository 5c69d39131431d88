"""Two desks of a province on one server: what one takes in the other finds, within a second and without asking."""

from __future__ import annotations

import threading
from pathlib import Path
from unittest.mock import patch

import pytest

from core.app import common_store, desk_kit, kits, queries
from core.app.application import Application
from core.app.authority_ending import AuthorityEnd
from core.app.device import STORE_FILE, post_audience
from core.app.device_key_views import DeviceKey
from core.app.profile import create_post, create_province
from core.app.profile_files import SERVER_FILE
from core.app.statistics_queries import DashboardTables, Statistics
from core.domain.authority_ended import EndAuthority
from core.domain.commands import CreateKit, EnrolOfficer, OpenCase
from core.domain.device_key import RenewDeviceKey
from core.domain.errors import Invalid, NotAllowed, Unavailable, Unlockable
from core.domain.ids import read_id
from core.domain.statistics import DIMENSIONS, Filters
from core.storage.server_address import Server
from tests.server.founding import Province, begun, kept, kit_of
from tests.server.running import Running
from tests.world import OTHER_POST, PASSPHRASE, POST, complaint

PATIENCE = 60.0
"""A test that waits longer than this hangs."""
THIRD_POST = "K0431"


def summaries(app: Application, text: str = "") -> list[str]:
    """Summaries of the list, newest first."""
    return [row.summary for row in app.ask(queries.Reports(text=text)).rows]


def test_what_one_desk_takes_in_the_other_is_told_of_and_finds_at_once(province: Province) -> None:
    """Nobody asks in between: the notice comes behind the commit, and whoever looks when he is told finds it.

    How long that takes is a figure of the bench (``tests/bench/desks.py``); here only a hang would end the waiting.
    """
    province.post.submit(complaint(summary="Baliho di kantor camat"))
    province.post.submit(complaint(summary="Mobil dinas di rapat umum"))
    province.post.send(province.stick)
    heard, second = threading.Event(), province.two.app

    def told() -> None:
        if "Mobil dinas di rapat umum" in summaries(second):
            heard.set()

    assert not summaries(second), "control: before there is nothing"
    stop = second._device.database.listen(told)
    try:
        taken = province.one.receive(province.stick)
        assert taken.entries > 2 and not taken.quarantined
        assert heard.wait(PATIENCE), "the other desk was not told, or did not find what it was told of"
    finally:
        stop()
    assert summaries(second, "camat bali") == ["Baliho di kantor camat"]
    assert summaries(second, "camat mobil") == []


def test_a_desk_is_not_told_of_its_own_work(province: Province) -> None:
    told, other = threading.Event(), threading.Event()
    second, first = province.two.app, province.one.app
    stops = [second._device.database.listen(told.set), first._device.database.listen(other.set)]
    report = second.ask(queries.Reports(text="baliho")).rows[0]
    second.execute(OpenCase(second.new_command(), read_id(report.id), "AG-7"))
    assert other.wait(PATIENCE)
    for stop in stops:
        stop()
    assert not told.is_set()
    assert [row.agenda for row in province.one.rows("baliho")] == ["AG-7"]


def test_a_kit_made_at_one_desk_is_known_at_the_other_which_writes_for_its_post(province: Province) -> None:
    first, second = province.one.app, province.two.app
    made = second.ask(queries.Kits())
    assert made == first.ask(queries.Kits()) and {row.post for row in made if not row.desk} == {POST, OTHER_POST}
    assert second.unconfirmed_posts() == ()
    keys = []
    for app in (first, second):
        with app._device.database.reading() as db:
            keys.append(kits.mark_of(db, post_audience(POST)))
    assert keys[0] == keys[1] is not None


def test_a_stick_that_one_desk_took_is_nothing_new_at_the_other(province: Province) -> None:
    again = province.two.receive(province.stick)
    assert (again.entries, again.forks, again.gaps) == (0, 0, ())


def test_both_desks_open_again_and_their_rows_are_those_of_a_replay(province: Province) -> None:
    for laptop in (province.one, province.two):
        laptop.restart()
    assert province.two.app.check().problems == ()
    assert summaries(province.one.app) == summaries(province.two.app) != []


def test_both_desks_count_the_same_and_as_the_post_does(province: Province) -> None:
    """Every direction, filters and all: the statements speak no engine."""
    for rows in DIMENSIONS:
        columns = "kind" if rows != "kind" else "month"
        query = Statistics(rows, columns, Filters(area="19", since="2024-01-01"))
        one, two, post = (each.app.ask(query) for each in (province.one, province.two, province.post))
        told = [(each.rows, each.columns, each.cells, each.row_totals, each.total) for each in (one, two)]
        assert told[0] == told[1] and one.total == post.total == 2, rows
    assert [each.total for each in province.one.app.ask(DashboardTables()).pivots] == [2] * 8


def test_a_post_enrolled_at_one_desk_is_known_at_the_other(province: Province) -> None:
    first, second = province.one.app, province.two.app
    kit_of(first, THIRD_POST)
    marks = [{target.audience: target.mark for target in app.shelf.targets(None)} for app in (first, second)]
    assert marks[0] == marks[1] and f"post:{POST}" in marks[0]
    assert first.unconfirmed_posts() == second.unconfirmed_posts() == ()


@pytest.mark.fault("ST-11")
def test_the_servers_log_holds_no_word_of_a_report(pg: Running, province: Province) -> None:
    log = (pg.folder / "log").read_bytes()
    assert b"connection authorized" in log, "control: there is a log"
    assert b"Baliho" not in log and b"camat" not in log


def test_a_desk_writes_no_store_and_no_key_beside_the_server(province: Province) -> None:
    for laptop in (province.one, province.two):
        assert not (laptop.folder / STORE_FILE).exists()
        box = (laptop.folder / SERVER_FILE).read_bytes()
        assert province.server.password.encode() not in box and province.server.host.encode() not in box


def test_no_desk_key_lies_on_the_server(pg: Running, province: Province) -> None:
    own = province.one.device.belongings
    secrets = (own.device_key, own.age_identity.encode(), own.reports_identity.encode(), own.marks["desks"])
    lines = pg.dump(province.server)
    assert b"Baliho di kantor camat" in lines, "control: what the desks share is found"
    for secret in secrets:
        assert secret not in lines and secret.hex().encode() not in lines


def test_a_second_desk_founds_nothing(province: Province) -> None:
    second = province.two.app
    with pytest.raises(NotAllowed, match=r"kit\.not_administrator"):
        second.execute(CreateKit(second.new_command(), POST))
    with pytest.raises(NotAllowed, match=r"kit\.not_administrator"):
        desk_kit.create_desk_kit(second._device, second.new_command(), "Meja tiga")
    with pytest.raises(NotAllowed):
        second.execute(EnrolOfficer(second.new_command(), "Admin Baru", "administrator", PASSPHRASE + " dua"))


def test_a_kit_of_a_desk_opens_by_its_code_alone(province: Province, tmp_path: Path) -> None:
    for kit, code, refusal in (
        (province.kit.file, "0000-" + province.kit.code[5:], "kit\\.code"),
        (province.kit.file[:-1], province.kit.code, "kit\\."),
        (b"x" + province.kit.file, province.kit.code, "kit\\.not_a_kit"),
    ):
        with pytest.raises((Invalid, Unlockable), match=refusal):
            desk_kit.open_desk_kit(kit, code)


def test_a_laptop_with_its_own_file_makes_no_desk_kit(province: Province, tmp_path: Path) -> None:
    alone = create_province(tmp_path / "alone", name="Provinsi Contoh", area="19", **begun("alone"))
    with pytest.raises(Invalid, match=r"server\.none"):
        desk_kit.create_desk_kit(alone._device, alone.new_command(), "Meja dua")
    alone.lock()


@pytest.mark.fault("ST-23")
def test_without_its_server_a_desk_says_so_and_lets_the_profile_go(province: Province, tmp_path: Path) -> None:
    away = Server(host=str(tmp_path), database="none", user="posko")
    with pytest.raises(Unavailable, match=r"store\.server"):
        create_province(tmp_path / "gone", name="Provinsi Contoh", area="19", server=away, **begun("gone"))
    assert not (tmp_path / "gone" / "keys.slots").exists()


def test_a_desk_on_the_server_renews_its_own_key_and_stays_the_same_desk(province: Province) -> None:
    desk = province.two
    old = desk.app.facts.device
    with patch.object(common_store, "replace_file", side_effect=OSError), pytest.raises(Unavailable, match=r"disk\.failed"):
        desk.app.execute(RenewDeviceKey(desk.app.new_command()))
    # Cut off between the entries and the file: the key of before, which is believed no more, until it is renewed once more.
    desk.restart()
    assert desk.app.facts.device == old and not desk.app.ask(queries.HomeCounts()).believed
    told = desk.app.execute(RenewDeviceKey(desk.app.new_command())).reply
    desk.restart()
    assert desk.app.ask(DeviceKey()).key == desk.app.facts.device == told.key != old
    assert desk.app.ask(queries.HomeCounts()).believed and summaries(desk.app) == summaries(province.one.app)
    province.post.submit(complaint(summary="Sesudah kunci meja diganti"))
    province.post.send(province.stick)
    assert not desk.receive(province.stick).quarantined
    assert "Sesudah kunci meja diganti" in summaries(province.one.app)
    desk.send(province.stick)
    assert not province.post.receive(province.stick).quarantined
    assert not [row for row in province.one.app.ask(queries.Alarms()) if row.what == "revoked"]


def test_an_authority_ended_at_one_desk_begins_nothing_at_the_other(province: Province, tmp_path: Path) -> None:
    """By a kit of before two laptops began: one had sent, one had not."""
    one, two, kit = province.one.app, province.two, kit_of(province.one.app, THIRD_POST)
    laptops = []
    for name in ("known", "late"):
        app = create_post(tmp_path / name, kit=kit.file, kit_code=kit.code, **begun(name))
        laptops.append(kept(name, tmp_path / name, app))
        (tmp_path / f"stick-{name}").mkdir()
    known, late = laptops
    sticks = [tmp_path / "stick-known", tmp_path / "stick-late"]
    known.submit(complaint(summary="Sebelum diakhiri"))
    known.send(sticks[0])
    assert not two.receive(sticks[0]).quarantined
    reply = one.execute(EndAuthority(one.new_command(), THIRD_POST, 5, "key_compromise")).reply
    assert isinstance(reply, AuthorityEnd) and reply.kept == 2
    known.submit(complaint(summary="Tetap diterima"))
    late.submit(complaint(summary="Belum pernah mengirim"))
    for laptop, stick in zip(laptops, sticks, strict=True):
        laptop.send(stick)
    assert not two.receive(sticks[0]).quarantined
    assert {each.code for each in two.receive(sticks[1]).quarantined} == {"authority.ended"}
    assert {"Sebelum diakhiri", "Tetap diterima"} <= set(summaries(one)) and "Belum pernah mengirim" not in summaries(one)
    assert two.app.check().problems == ()
    for laptop in laptops:
        laptop.close()
