"""Links in the window: set up by hand, visited in the background, paused by one click, with real servers on loopback."""

from __future__ import annotations

import io
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from core.app import queries
from core.domain.errors import Unavailable
from sync.cargo import Cargo
from sync.links.address import Address
from sync.links.known import keep_link, known_links
from tests.gui import scene
from tests.gui.keys import Hands
from tests.links import servers
from tests.links.servers import Running
from tests.sockets import GUARD
from ui.gui import link_keeper
from ui.gui.main_window import MainWindow
from ui.gui.screens import link_card

Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]
MINUTE = 60_000


@pytest.fixture(scope="module")
def webdav(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """nginx."""
    with servers.nginx(tmp_path_factory.mktemp("webdav")) as running:
        yield running


@pytest.fixture
def deaf() -> Iterator[Address]:
    """A server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        yield Address("webdav+http", "127.0.0.1", int(door.getsockname()[1]), "/kantor")


def room(window: MainWindow, settle: Settle) -> Any:
    """Kirim & terima."""
    frame: Any = window.centralWidget()
    frame.open("exchange", None)
    settle(window)
    return frame.place


def shown(window: MainWindow) -> str:
    """All words of the room that are seen."""
    QApplication.processEvents()  # what was just put into a layout shows itself in the next turn
    frame: Any = window.centralWidget()
    return "\n".join(each.text() for each in frame.place.links.findChildren(QLabel) if each.isVisibleTo(frame.place))


def with_link(window: MainWindow, address: Address) -> None:
    """A link that is known already."""
    keep_link(window.desk.app, "provinsi", address)
    window.desk.links.known_anew()


def test_a_link_set_up_by_keyboard_carries_reports_and_answers(
    post: Path, province: Path, opened: Opened, settle: Settle, qtbot: Any, webdav: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, before = opened(post), GUARD.seen["links"]
    place, t = room(window, settle), window.desk.t
    assert t("link.none") in shown(window) and not window.desk.links._timer.isActive()

    assert webdav.folder is not None

    def fill(dialog: Any) -> int:
        assert webdav.folder is not None
        ca = post / "ca.pem"
        ca.write_text(webdav.address.ca)
        dialog.kind.choose("webdav")
        dialog._fit_kind()
        QTest.keyClicks(dialog.where, "host mana/../x")
        dialog.button.click()
        assert dialog._fields["where"].said() and not window.desk.runner.busy, "control: no such address"
        dialog.where.clear()
        QTest.keyClicks(dialog.where, f"127.0.0.1:{webdav.address.port}/kantor")
        QTest.keyClicks(dialog.user, servers.USER)
        dialog.take_file("ca", webdav.folder / "nihil")
        assert not dialog._ca, "control: no certificate"
        dialog.take_file("ca", ca)
        dialog.button.click()
        settle(window)
        assert dialog.result() == 0 and not known_links(window.desk.app), "control: without the password"
        QTest.keyClicks(dialog.password, servers.PASSWORD)
        dialog.button.click()
        settle(window)
        return int(dialog.result())

    monkeypatch.setattr(link_card.LinkDialog, "exec", fill)
    Hands(window, qtbot).press(t("link.add"))
    assert window.desk.links.names == ("provinsi",) and t("link.waiting") in shown(window)
    scene.submit(window.desk.app, scene.complaint())
    QTest.keyClick(place.links.now, Qt.Key.Key_Space)
    settle(window)
    assert "provinsi" in shown(window) and t("link.came").split("{")[0] in shown(window)
    assert any((webdav.folder / "kantor").rglob("*.bin"))
    assert GUARD.seen["links"] > before, "control: what a visit opens is seen"
    counts = window.desk.app.ask(queries.HomeCounts())
    assert (counts.queued, counts.sent, counts.received) == (0, 1, 0)
    desk = opened(province)
    with_link(desk, webdav.address)
    desk.desk.links.visit()
    settle(desk)
    assert desk.desk.links.states["provinsi"].visit.received.entries  # type: ignore[union-attr]
    window.desk.links.visit()
    settle(window)
    assert window.desk.app.ask(queries.HomeCounts()).received == 1
    assert window.desk.links._timer.remainingTime() > MINUTE, "then it rests"


@pytest.mark.fault("LK-2")
def test_a_host_that_is_not_known_is_compared_by_a_person(
    post: Path, opened: Opened, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sync.links.sftp import fingerprint

    window = opened(post)
    place = room(window, settle)
    with servers.openssh(tmp_path) as running:

        def fill(dialog: Any) -> int:
            dialog.where.setText(running.address.shown.split("://")[1])
            dialog.user.setText(running.address.user)
            dialog.take_file("key", tmp_path / "user")
            dialog.button.click()
            settle(window)
            words = "\n".join(each.text() for each in dialog.findChildren(QLabel))
            assert fingerprint(running.address.host_key) in words and not dialog.button.isEnabled()
            QTest.keyClick(dialog.compared.box, Qt.Key.Key_Space)
            dialog.button.click()
            settle(window)
            return int(dialog.result())

        monkeypatch.setattr(link_card.LinkDialog, "exec", fill)
        place.links.add.click()
    assert known_links(window.desk.app)["provinsi"].host_key == running.address.host_key


@pytest.mark.fault("LK-9")
def test_paused_by_one_click_and_locked_at_once_while_a_server_says_nothing(
    post: Path, opened: Opened, settle: Settle, qtbot: Any, deaf: Address
) -> None:
    window = opened(post)
    place, keeper = room(window, settle), window.desk.links
    with_link(window, deaf)
    place.links.now.click()
    qtbot.waitUntil(lambda: place.links.progress.isVisible(), timeout=8000)
    begun = time.monotonic()
    scene.submit(window.desk.app, scene.complaint())
    assert time.monotonic() - begun < 8, "others write meanwhile"
    place.links.pause.click()
    qtbot.waitUntil(lambda: keeper.job is None, timeout=8000)
    assert window.desk.t("link.paused") in shown(window) and not keeper._timer.isActive()
    place.links.pause.click()
    assert keeper.job is not None and not keeper.paused
    begun = time.monotonic()
    window.lock()
    settle(window)
    assert time.monotonic() - begun < 8 and not window.desk.unlocked


def test_it_wakes_once_a_minute_at_most_and_more_seldom_while_nobody_answers(
    post: Path, opened: Opened, settle: Settle, deaf: Address
) -> None:
    window, before = opened(post), GUARD.seen.copy()
    room(window, settle)
    with_link(window, deaf)
    keeper, waits = window.desk.links, []
    for _ in range(7):
        keeper._visited({"provinsi": Unavailable("link.broken")})
        waits.append(round(keeper._timer.interval() / MINUTE))
    assert waits == [1, 2, 4, 8, 16, 30, 30]
    assert window.desk.t("link.again", at="").split(" ", 1)[0] in shown(window)
    window.desk.changed.emit(frozenset({"reports"}))
    assert keeper._timer.interval() == 30 * MINUTE, "what is saved does not wake a link that is down"
    keeper._appeared()
    assert keeper._timer.interval() == link_keeper.FIRST_MS, "a connection does"
    keeper._sleep(link_keeper.REST_MS)
    keeper._failures = 0
    window.desk.changed.emit(frozenset({"reports"}))
    assert keeper._timer.interval() == MINUTE, "what was saved waits a minute for more"
    assert GUARD.seen == before, "a link that is not visited opens nothing"


@pytest.mark.fault("LK-15")
def test_a_metered_connection_takes_what_the_officer_allows(post: Path, opened: Opened, settle: Settle, webdav: Running) -> None:
    window = opened(post)
    place, app = room(window, settle), window.desk.app
    with_link(window, replace(webdav.address, folder="/berkuota"))
    photo = app.attach(io.BytesIO(bytes(5000)), "foto.jpg", size=5000)
    item = scene.ReportItem(
        scene.parse_form(scene.complaint(evidence=[{"title": "Foto", "kind": "photo", "file": "foto.jpg"}])), (photo,)
    )
    app.execute(scene.SubmitReports(app.new_command(), (item,)))
    place.links.cargo._buttons[Cargo.JOURNAL].click()
    place.links.always.box.click()
    place.links.now.click()
    settle(window)
    assert window.desk.t("link.held", n=1) in shown(window)
    place.links.always.box.click()
    place.links.now.click()
    settle(window)
    assert window.desk.t("link.held", n=1) not in shown(window)
    assert window.desk.links.states["provinsi"].visit.sent.attachments == 1  # type: ignore[union-attr]
