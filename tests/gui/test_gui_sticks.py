"""Sticks in the window: they show by themselves, say what is the matter, are let go, and are handed over with a record."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from core.app import queries
from sync.sticks.volume import Survey, Volume
from tests.gui import scene
from ui.gui.main_window import MainWindow
from ui.gui.plugged import Plugged
from ui.gui.screens import custody_card, exchange
from ui.gui.screens.stick_watch import EVERY_MS, LATER_MS, SOON_MS

Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


class Socket:
    """What is plugged in, as the finder tells it."""

    def __init__(self) -> None:
        self.now = Survey()

    def __call__(self) -> Survey:
        return self.now

    def plug(self, root: Path, *, read_only: bool = False) -> None:
        """A stick."""
        root.mkdir(exist_ok=True)
        self.now = Survey((Volume(root, root.name, "/dev/sdb1", "/dev/sdb", read_only),))


@pytest.fixture
def socket(monkeypatch: pytest.MonkeyPatch) -> Socket:
    """An empty socket instead of this machine's."""
    made = Socket()
    monkeypatch.setattr(exchange, "find_sticks", made)
    return made


def place_of(window: MainWindow) -> Any:
    """The room that is open."""
    frame: Any = window.centralWidget()
    return frame.place


def shown(window: MainWindow) -> list[str]:
    """All words of the room that are seen."""
    return [each.text() for each in place_of(window).findChildren(QLabel) if each.isVisible()]


def test_a_stick_shows_itself_when_the_system_tells_of_it(
    post: Path, opened: Opened, settle: Settle, socket: Socket, tmp_path: Path, qtbot: Any
) -> None:
    window = opened(post)
    frame: Any = window.centralWidget()
    frame.open("exchange", None)
    settle(window)
    place = place_of(window)
    assert SOON_MS + LATER_MS < 2000 and place.watch._timer.interval() == EVERY_MS >= 60_000
    socket.plug(tmp_path / "STIK")
    (signs,) = place.watch.findChildren(Plugged)
    signs.changed.emit()
    assert place.watch._soon.isActive() and place.watch._later.isActive()
    qtbot.waitUntil(lambda: "STIK" in shown(window), timeout=10_000)
    qtbot.waitUntil(lambda: not place.watch._later.isActive(), timeout=10_000)
    settle(window)


def test_a_stick_shows_itself_and_every_state_has_its_sentence(
    post: Path, opened: Opened, settle: Settle, socket: Socket, tmp_path: Path
) -> None:
    window = opened(post)
    frame: Any = window.centralWidget()
    frame.open("exchange", None)
    settle(window)
    t, stick, place = window.desk.t, tmp_path / "STIK", place_of(window)

    place.watch._timer.stop()

    def look() -> list[str]:
        place.watch.poll()
        settle(window)
        return shown(window)

    assert t("stick.none") in look() and not place.send.isEnabled()
    socket.now = Survey((), ("sdb",))
    assert t("stick.locked") in look() and not place.send.isEnabled()
    socket.plug(stick)
    assert "STIK" in look() and place.send.isEnabled() and place.eject.isVisible()
    place.watch.poll()
    socket.plug(stick, read_only=True)
    assert t("stick.read_only") in look() and not place.send.isEnabled() and place.receive.isEnabled()
    (stick / "DATA").write_text("x")
    socket.plug(stick)
    assert t("stick.name") in look() and not place.send.isEnabled()
    (stick / "DATA").unlink()
    socket.now = Survey()
    assert t("stick.pulled") in look() and not place.send.isEnabled() and not place.eject.isVisible()


def test_sent_let_go_and_handed_over_with_its_record(
    post: Path, opened: Opened, settle: Settle, socket: Socket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(post)
    scene.submit(window.desk.app, scene.complaint())
    stick = tmp_path / "STIK"
    socket.plug(stick)
    frame: Any = window.centralWidget()
    frame.open("exchange", None)
    settle(window)
    t, place = window.desk.t, place_of(window)
    promised = place._what.text()
    place.send.click()
    settle(window)
    settle(window)
    assert t("exchange.safe") in shown(window) and any(stick.rglob("*.bin"))
    (sent,) = window.desk.app.ask(queries.Ledger())
    most = re.fullmatch(rf".*: {sent.entries} catatan, {sent.attachments} lampiran, paling banyak (\d+) KiB\. .*", promised)
    assert most is not None and sent.bytes <= (int(most[1]) + 1) * 1024 < sent.bytes * 1.2, promised
    answers = iter((False, True))
    monkeypatch.setattr(exchange, "eject", lambda volume: next(answers))
    place.eject.click()
    settle(window)
    assert t("stick.safe") not in shown(window), "control: another program holds it"
    place.eject.click()
    socket.now = Survey((), ("sdb",))
    settle(window)
    place.watch.poll()
    settle(window)
    assert t("stick.safe") in shown(window) and t("stick.none") in shown(window)
    shutil.rmtree(stick)
    socket.plug(tmp_path / "LAIN")
    place.watch.poll()
    settle(window)
    assert "LAIN" in shown(window) and t("stick.safe") not in shown(window), "nothing is said of a stick that was not written"
    _hand_over(window, settle, monkeypatch)
    row = window.desk.app.ask(queries.Custody()).sticks[0]
    assert (row.carrier, row.state) == ("Kurir kapal", "out") and row.paper
    assert row.paper in [each.number for each in window.desk.app.ask(queries.Documents(kind="t09")).rows]
    texts = [place.custody.table.item(0, column).text() for column in range(place.custody.table.columnCount())]
    assert "Kurir kapal" in texts and t("trip.out") in texts


def _hand_over(window: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dialog: what is lacking is said at its field; then the record comes up to be printed."""
    place, printed = place_of(window), []
    monkeypatch.setattr(custody_card, "show_document", lambda *given, **_more: printed.append(given[2]))

    def fill(dialog: Any) -> int:
        dialog.inputs["giver"].setText("Kepala Posko")
        dialog.button.click()
        assert dialog.result() == 0 and dialog.button.isEnabled()
        dialog.inputs["taker"].setText("Kurir kapal")
        dialog.inputs["venue"].setText("Dermaga")
        dialog.button.click()
        settle(window)
        return int(dialog.result())

    monkeypatch.setattr(custody_card.HandOverDialog, "exec", fill)
    place.custody.table.selectRow(0)
    assert place.custody.hand.isEnabled()
    place.custody.hand.click()
    settle(window)
    assert len(printed) == 1


def test_a_folder_whose_medium_was_pulled_is_not_written_to_unseen(
    post: Path, tmp_path: Path, opened: Opened, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, stick = opened(post), tmp_path / "stik"
    stick.mkdir()
    frame: Any = window.centralWidget()
    frame.open("exchange", stick)
    settle(window)
    place, other = frame.place, exchange.volume_of(stick) + 1
    with monkeypatch.context() as pulled:
        pulled.setattr(exchange, "volume_of", lambda _folder: other)  # the mount point stays, and is the laptop's own disk
        place.start_send()
        settle(window)
        said = [each.text() for each in place.findChildren(QLabel)]
        assert window.desk.t("exchange.not_done") in said and any("Media tercabut" in each for each in said)
        assert not list(stick.iterdir())
        settle(window)
        place.start_send()  # who saw what is written where, and wants it
        settle(window)
    assert (stick / "DATA").is_dir()
