"""The window of a desk on a server: it says what protects the data, and shows other desks' work without being asked."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.app import queries
from core.domain.commands import OpenCase
from core.domain.ids import read_id
from tests.gui import scene
from tests.server.founding import Province
from tests.world import complaint
from ui import compose
from ui.gui.app import build

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
PATIENCE_MS = 60_000


def words_of(widget: QWidget) -> str:
    """Everything that is written in it."""
    return " ".join(label.text() for label in widget.findChildren(QLabel))


@pytest.mark.parametrize("shared", [True, False])
def test_the_window_says_what_protects_the_data(
    qtbot: QtBot, qapp: Any, province: Province, monkeypatch: pytest.MonkeyPatch, shared: bool
) -> None:
    """Also before anybody unlocks; a laptop with a store of its own says nothing of a server."""
    monkeypatch.setattr(compose, "real_ports", lambda: scene.ports("window"))
    laptop = province.two if shared else province.post
    app = laptop.app
    window = build(qapp, laptop.folder)
    qtbot.addWidget(window)
    window.show()
    sentence = window.desk.t("store.on_server")
    assert (sentence in words_of(window)) is shared
    window.enter(app)
    window.desk.go.emit("settings", None)
    qtbot.waitUntil(lambda: not window.desk.runner.busy, timeout=PATIENCE_MS)
    assert (sentence in words_of(window)) is shared
    assert (province.server.host in words_of(window)) is shared
    window.close()
    laptop.restart()


def test_another_desks_work_shows_by_itself(qtbot: QtBot, qapp: Any, province: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "real_ports", lambda: scene.ports("window"))
    province.post.submit(complaint(summary="Spanduk di dermaga"))
    province.post.send(province.stick)
    province.one.receive(province.stick)
    window = build(qapp, province.two.folder)
    qtbot.addWidget(window)
    window.show()
    window.enter(province.two.app)
    report = province.two.app.ask(queries.Reports(text="dermaga")).rows[0].id
    window.desk.go.emit("reports", {"id": report})
    qtbot.waitUntil(lambda: not window.desk.runner.busy, timeout=PATIENCE_MS)
    assert "AG-77" not in words_of(window), "control"
    first = province.one.app
    first.execute(OpenCase(first.new_command(), read_id(report), "AG-77"))
    qtbot.waitUntil(lambda: "AG-77" in words_of(window), timeout=PATIENCE_MS)
    window.close()
    province.two.restart()
