"""The window of a desk on a server: it says what protects the data, and shows other desks' work without being asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.app import queries
from core.app.application import Application
from core.domain.commands import OpenCase
from core.domain.errors import NotAllowed
from core.domain.ids import read_id
from tests.gui import scene
from tests.gui.windows import collected_here, shown, take_apart
from tests.server.founding import Province
from tests.world import complaint
from ui import compose
from ui.gui.main_window import MainWindow
from ui.gui.screens import kit_once
from ui.gui.screens.desk_kit_dialog import DeskKitDialog
from ui.gui.screens.wizard_pages import SheetPage

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
PATIENCE_MS = 60_000


@pytest.fixture(autouse=True)
def _apart(qapp: Any) -> Iterator[None]:
    with collected_here(qapp):
        yield
        take_apart()


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
    window = shown(qtbot, qapp, laptop.folder)
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
    window = shown(qtbot, qapp, province.two.folder)
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


def rest(qtbot: QtBot, window: MainWindow) -> None:
    """Until the workers rest."""
    qtbot.waitUntil(lambda: not window.desk.runner.busy, timeout=PATIENCE_MS)


def opened(qtbot: QtBot, qapp: Any, folder: Path, app: Application | None = None) -> MainWindow:
    """A window on a profile, or on none."""
    window = shown(qtbot, qapp, folder)
    if app is not None:
        window.enter(app)
    rest(qtbot, window)
    return window


def asked(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> DeskKitDialog:
    """The dialog of the desk's kit after it was asked for one."""
    window.desk.go.emit("posts", None)
    rest(qtbot, window)
    screen: Any = window.centralWidget()
    dialogs: list[DeskKitDialog] = []
    monkeypatch.setattr(DeskKitDialog, "exec", lambda dialog: dialogs.append(dialog))
    screen.place.desk_kit.click()
    dialog = dialogs[0]
    dialog.run()
    assert window.desk.t("deskkit.missing_name") in words_of(dialog)
    qtbot.keyClicks(dialog.name, "Meja tiga")
    dialog.button.click()
    rest(qtbot, window)
    return dialog


def test_a_desk_makes_the_kit_by_which_another_joins(
    qtbot: QtBot, qapp: Any, province: Province, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it in the window: the kit at the first desk, the wizard on the other laptop; nobody else may make one."""
    monkeypatch.setattr(compose, "real_ports", lambda: scene.ports("joined"))
    window = opened(qtbot, qapp, province.two.folder, province.two.app)
    refused = asked(qtbot, window, monkeypatch)
    assert refused.button.isEnabled() and window.desk.explain(NotAllowed("kit.not_administrator")) in words_of(refused)
    window.close()
    window = opened(qtbot, qapp, province.one.folder, province.one.app)
    made, kit = asked(qtbot, window, monkeypatch), tmp_path / "meja.poskokit"
    assert window.desk.t("deskkit.made", name="Meja tiga") in words_of(made) and not window.desk.awaits_reply
    monkeypatch.setattr(kit_once, "save_file", lambda *_: kit)
    next(each for each in made.findChildren(QPushButton) if each.accessibleName() == made.t("kit.save")).click()
    code = next(each.text() for each in made.findChildren(QLabel) if re.fullmatch(r"([a-z]{4}-){7}[a-z]{4}", each.text()))
    window.close()
    window = opened(qtbot, qapp, tmp_path / "three")
    wizard: Any = window.centralWidget()
    wizard.role.choose("desk")
    wizard.go_on()
    wizard.desk_kit.use(kit)
    qtbot.keyClicks(wizard.desk_kit.code, code)
    wizard.go_on()
    qtbot.keyClicks(wizard.person.name, "Verifikator")
    for field in (wizard.person.passphrase.first, wizard.person.passphrase.second):
        qtbot.keyClicks(field, scene.PASSPHRASE)
    wizard.go_on()
    qtbot.waitUntil(lambda: isinstance(wizard._page(), SheetPage), timeout=PATIENCE_MS)
    wizard._page().keep()
    wizard.go_on()
    rest(qtbot, window)
    facts = window.desk.app.facts
    window.close()
    for laptop in (province.one, province.two):
        laptop.restart()
    assert (facts.kind, facts.server, facts.code) == ("province", province.server.host, province.one.app.facts.code)
