"""Kirim & terima at the province by keyboard: a look at several sticks, no, yes; what was set aside and tried again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from core.app import queries
from sync import bundle
from sync.opening import Here
from sync.sticks.volume import Survey
from tests.gui import scene
from tests.gui.keys import Hands
from ui.gui import opening
from ui.gui.main_window import MainWindow
from ui.gui.screens import exchange
from ui.gui.screens.intake_card import IntakeCard

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


class Updated(Here):
    """The opener of an updated program; another process would not know what a test patches here."""

    def __enter__(self) -> Updated:
        return self

    def __exit__(self, *told: object) -> None:
        """Nothing to end."""


def words_on(screen: Any) -> str:
    return "\n".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


def test_from_whom_how_many_what_lacks_then_yes(
    post: Path, province: Path, opened: Opened, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    sender = opening.unlock(post, bytearray(scene.PASSPHRASE.encode()))
    tray = tmp_path / "tray"
    for name, words in (("one", "Laporan pertama"), ("two", "Laporan kedua")):
        scene.submit(sender, scene.complaint(summary=words))
        (tray / name).mkdir(parents=True)
        scene.send(sender, tray / name)
    sender.lock()
    (tray / "three").mkdir()
    monkeypatch.setattr(exchange, "find_sticks", Survey)
    window = opened(province)
    app, t = window.desk.app, window.desk.t
    frame: Any = window.centralWidget()
    frame.open("exchange", tray)
    settle(window)
    hands, screen = Hands(window, qtbot), frame.place
    hands.press(t("exchange.receive"))
    settle(window)
    (asked,) = screen.findChildren(IntakeCard)
    shown = words_on(asked)
    assert t("intake.title") in shown
    table = asked.findChildren(exchange.Table)[0]
    assert table.rowCount() == 1 and scene.POST in table.item(0, 0).text()
    assert QApplication.focusWidget() is asked.yes
    hands.press(t("button.cancel"))
    settle(window)
    assert app.ask(queries.Reports()).rows == (), "no is no"
    hands.press(t("exchange.receive"))
    settle(window)
    hands.press(t("intake.yes"))
    settle(window)
    assert QApplication.focusWidget() is screen.choose, "the keyboard stays with the media when the button that stops is gone"
    assert {row.summary for row in app.ask(queries.Reports()).rows} == {"Laporan pertama", "Laporan kedua"}
    hands.press(t("exchange.receive"))
    settle(window)
    assert t("intake.nothing") in words_on(screen)


def test_what_was_set_aside_has_a_reason_a_state_and_a_way_back(
    post: Path, province: Path, opened: Opened, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    sender = opening.unlock(post, bytearray(scene.PASSPHRASE.encode()))
    stick = tmp_path / "stick"
    stick.mkdir()
    scene.submit(sender, scene.complaint(summary="Dari versi lain"))
    with monkeypatch.context() as newer:
        newer.setattr(bundle, "FORMAT", 2)
        scene.send(sender, stick)
    sender.lock()
    monkeypatch.setattr(exchange, "find_sticks", Survey)
    window = opened(province)
    app, t = window.desk.app, window.desk.t
    frame: Any = window.centralWidget()
    frame.open("exchange", stick)
    settle(window)
    hands, screen = Hands(window, qtbot), frame.place
    hands.press(t("exchange.receive"))
    settle(window)
    assert t("intake.aside", n=2) in words_on(screen)
    hands.press(t("intake.yes"))
    settle(window)
    assert app.ask(queries.Reports()).rows == ()
    table = screen.aside._table
    assert [table.item(row, 2).text() for row in range(table.rowCount())] == [t("quarantine.open")] * 2
    hands.press(t("quarantine.retry"))
    settle(window)
    assert table.rowCount() == 2, "still of another version"
    for path in (stick / "DATA").iterdir():
        path.unlink()
    monkeypatch.setattr("sync.exchange.Apart", Updated)
    monkeypatch.setattr(bundle, "FORMAT", 2)
    hands.press(t("quarantine.retry"))
    settle(window)
    assert [row.summary for row in app.ask(queries.Reports()).rows] == ["Dari versi lain"]
    assert [table.item(row, 2).text() for row in range(table.rowCount())] == [t("quarantine.settled")] * 2
    assert not screen.aside.retry.isVisible()
