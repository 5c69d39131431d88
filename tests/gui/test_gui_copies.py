"""Copies in the window: made at lock, onto a stick, tried out, brought back where the laptop is unlocked or set up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QFileDialog, QLabel

from core.app import copy_room
from core.app.views import OfficerRow
from core.domain.commands import EnrolOfficer, ReportItem, SubmitReports
from core.domain.forms import parse_form
from core.storage import copies, tables
from tests.gui import scene
from ui.gui import copy_keeper
from ui.gui.files import offer_places
from ui.gui.main_window import MainWindow
from ui.gui.screens.end_officer import EndOfficerDialog
from ui.gui.screens.everything_dialog import EverythingDialog
from ui.gui.screens.restore_dialog import RestoredDialog, RestoreDialog
from ui.gui.screens.settings import SettingsScreen

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


def unlock(window: MainWindow, settle: Settle, qtbot: Any) -> None:
    gate: Any = window.centralWidget()
    qtbot.keyClicks(gate.field, scene.PASSPHRASE)
    qtbot.keyClick(gate.field, Qt.Key.Key_Return)
    settle(window)


def test_a_copy_at_lock_one_on_a_stick_and_back_again(
    post: Path, tmp_path: Path, window_of: Opened, settle: Settle, qtbot: Any
) -> None:
    window = window_of(post)
    unlock(window, settle, qtbot)
    frame: Any = window.centralWidget()
    frame.open("settings", None)
    settle(window)
    screen = frame.place
    assert isinstance(screen, SettingsScreen) and screen.copies is not None
    card, t = screen.copies, window.desk.t
    assert card.newest.text() == t("copies.none")
    qtbot.keyClick(card.drill, Qt.Key.Key_Space)
    settle(window)
    assert card.said.property("role") == "bad" and card.drill.isEnabled()
    file = tmp_path / "stik.posko-backup"
    card.write(file)
    settle(window)
    assert file.exists() and str(file) in card.said.text() and card.newest.text() != t("copies.none")
    qtbot.keyClick(card.drill, Qt.Key.Key_Space)
    settle(window)
    assert card.said.property("role") == "ok" and not card.progress.isVisible()
    qtbot.keyClick(card.prove, Qt.Key.Key_Space)
    settle(window)
    report = window.desk.app.check()
    assert card.said.text() == t("copies.sound", n=report.entries, at=window.desk.when(report.newest)) and report.newest
    assert card.said.property("role") == "ok" and card.prove.isEnabled()
    assert card.rebuild.isHidden()
    tables_are_made_anew(window, card, settle, qtbot)
    dialog = EverythingDialog(window.desk, card.write_everything, card)
    dialog.show()
    assert not dialog.go.isEnabled()
    dialog.known.box.setChecked(True)
    assert dialog.go.isEnabled()
    dialog.write(tmp_path)
    settle(window)
    (out,) = tmp_path.glob("*-terbuka")
    assert card.said.property("role") == "ok" and str(out) in card.said.text() and (out / "entries.jsonl").exists()
    window.desk.app.settings.put("idle_minutes", "10")
    count = len(window.desk.app.copies.rows())
    window.lock()
    settle(window)
    assert len(list((post / "backups").glob("2*"))) == count, "of a day the newest stays"
    unlock(window, settle, qtbot)
    assert window.desk.app.copies.keep_if_due() is None, "made at the lock"
    window.lock()
    settle(window)
    bring_back(window, post, file, settle, qtbot)


def tables_are_made_anew(window: MainWindow, card: Any, settle: Settle, qtbot: Any) -> None:
    """Where a check found only what follows from the entries, the button that its sentence names is there."""
    t, app, device = window.desk.t, window.desk.app, window.desk.app._device
    app.execute(SubmitReports(app.new_command(), (ReportItem(parse_form(scene.complaint())),)))
    with device.database.writing() as db:
        db.execute(tables.report.update().values(summary="lain"))
    qtbot.keyClick(card.prove, Qt.Key.Key_Space)
    settle(window)
    assert t("copies.rebuild") in card.said.text() and card.rebuild.isVisibleTo(card)
    qtbot.keyClick(card.rebuild, Qt.Key.Key_Space)
    settle(window)
    entries = window.desk.app.check().entries
    assert card.said.text() == t("copies.rebuilt", n=entries) and card.said.property("role") == "ok"
    assert card.rebuild.isHidden() and window.desk.app.check().problems == ()


def test_what_the_lock_had_no_time_for_is_copied_after_the_next_unlocking(
    post: Path, window_of: Opened, settle: Settle, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copy_room, "SMALL", 0)
    window = window_of(post)
    unlock(window, settle, qtbot)
    window.lock()
    settle(window)
    assert not list((post / "backups").glob("2*")), "control: a large store is not copied at the lock"
    unlock(window, settle, qtbot)
    keeper: Any = window.desk._copies
    assert keeper._timer.isActive() and keeper._timer.interval() == copy_keeper.FIRST_MS
    keeper._timer.timeout.emit()
    settle(window)
    assert len(list((post / "backups").glob("2*"))) == 1
    window.lock()
    settle(window)
    assert window.desk._copies is None


def test_a_copy_goes_along_with_a_stick_and_is_told_when_an_officer_leaves(
    post: Path, tmp_path: Path, window_of: Opened, settle: Settle, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, stick = window_of(post), tmp_path / "stik"
    stick.mkdir()
    unlock(window, settle, qtbot)
    app = window.desk.app
    app.execute(EnrolOfficer(app.new_command(), "Dua", "officer", "kata sandi petugas dua"))
    frame: Any = window.centralWidget()
    frame.open("exchange", stick)
    settle(window)
    place = frame.place
    assert not place.with_copy.isChecked()
    place.start_send()
    settle(window)
    assert not (stick / "KEEP").exists(), "control: without the tick nothing goes along"
    place.with_copy.box.click()
    copy = goes_along(window, place, stick, settle, monkeypatch)
    frame.open("exchange", stick)
    settle(window)
    assert frame.place.with_copy.isChecked(), "remembered"
    is_told(window, frame, stick, copy, settle)
    from_a_stick(window, post, stick, settle, qtbot)


def goes_along(window: MainWindow, place: Any, stick: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Not where there is no room, and what was sent stays sent; then it does. Gives the copy."""
    t = window.desk.t
    with monkeypatch.context() as full:
        full.setattr(copies, "free_bytes", lambda folder: copies.MARGIN if folder == stick else 10**12)
        place.start_send()
        settle(window)
        settle(window)
    said = [each.text() for each in place.findChildren(QLabel)]
    assert any("Salinan cadangan tidak ikut" in each for each in said)
    assert t("exchange.safe") in said and not list(stick.glob("KEEP/*")), "what was sent is safe to take out"
    place.start_send()
    settle(window)
    settle(window)
    (copy,) = (stick / "KEEP").iterdir()
    assert any("Salinan cadangan ikut dan terbukti" in each.text() for each in place.findChildren(QLabel))
    return copy


def is_told(window: MainWindow, frame: Any, stick: Path, copy: Path, settle: Settle) -> None:
    """Before and after an officer is ended, until the copy is replaced by the next one."""
    ending = EndOfficerDialog(window.desk, OfficerRow("Dua", "officer", "K0413", "", here=True, revoked="", ended=False), frame)
    ending.show()
    settle(window)
    assert "stik (" in ending._copies.text() and ending._copies.isVisible()
    ending.sure.box.setChecked(True)
    ending.button.click()
    settle(window)
    frame.open("settings", None)
    settle(window)
    assert "masih terbuka bagi Dua" in frame.place.copies.doubts.text() and "stik" in frame.place.copies.away.text()
    frame.open("exchange", stick)
    settle(window)
    frame.place.start_send()
    settle(window)
    settle(window)
    frame.open("settings", None)
    settle(window)
    assert frame.place.copies.doubts.text() == "" and not copy.exists() and len(list((stick / "KEEP").iterdir())) == 1


def from_a_stick(window: MainWindow, post: Path, stick: Path, settle: Settle, qtbot: Any) -> None:
    """The stick is chosen, not a file on it."""
    window.lock()
    settle(window)
    bringing = RestoreDialog(window.desk, window.centralWidget(), held=True)
    bringing.opened.connect(window.enter)
    bringing.show()
    bringing.use(stick)
    assert bringing.aside is not None
    bringing.aside.box.setChecked(True)
    qtbot.keyClicks(bringing.passphrase, scene.PASSPHRASE)
    qtbot.keyClick(bringing.go, Qt.Key.Key_Space)
    settle(window)
    assert window.desk.unlocked and len(list(post.glob("aside-*/posko.db"))) == 1


def bring_back(window: MainWindow, post: Path, file: Path, settle: Settle, qtbot: Any) -> None:
    """At the unlock screen: what is there is laid aside after a tick, nothing is removed, a foreign file changes nothing."""
    t = window.desk.t
    bringing = RestoreDialog(window.desk, window.centralWidget(), held=True)
    bringing.opened.connect(window.enter)
    bringing.show()
    bringing.use(Path(__file__))
    qtbot.keyClicks(bringing.passphrase, scene.PASSPHRASE)
    qtbot.keyClick(bringing.go, Qt.Key.Key_Space)
    assert bringing._fault.text() == t("restore.missing_aside") and bringing.aside is not None
    bringing.aside.box.setChecked(True)
    qtbot.keyClick(bringing.go, Qt.Key.Key_Space)
    settle(window)
    assert bringing._fault.text() and not window.desk.unlocked and not list(post.glob("aside-*"))
    qtbot.keyClick(bringing.here, Qt.Key.Key_Space)
    newest = max((post / "backups").glob("2*"))
    assert bringing.file == newest and newest.name not in bringing._name.text() and "-20" in bringing._name.text(), (
        "a day in words"
    )
    bringing.use(file)
    qtbot.keyClicks(bringing.passphrase, "bukan frasa sandi ini")
    qtbot.keyClick(bringing.go, Qt.Key.Key_Space)
    settle(window)
    assert bringing._fault.text() == t("restore.wrong")
    qtbot.keyClicks(bringing.passphrase, scene.PASSPHRASE)
    qtbot.keyClick(bringing.go, Qt.Key.Key_Space)
    settle(window)
    (aside,) = post.glob("aside-*/posko.db")
    assert window.desk.unlocked and window.desk.app.check().problems == ()
    (told,) = window.findChildren(RestoredDialog)
    said = " ".join(each.text() for each in told.findChildren(QLabel))
    assert told.isVisible() and aside.parent.name in said and window.desk.app.facts.name in said and t("restored.next") in said


def test_a_copy_that_could_not_be_made_is_told_at_home_until_one_is(
    post: Path, window_of: Opened, settle: Settle, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = window_of(post)
    unlock(window, settle, qtbot)

    def told() -> bool:
        return any("cadangan terakhir gagal" in each.text() for each in window.centralWidget().findChildren(QLabel))

    assert not told(), "control"
    with monkeypatch.context() as full:
        full.setattr(copies, "free_bytes", lambda _folder: 0)
        window.lock()
        settle(window)
    assert not list((post / "backups").glob("2*"))
    unlock(window, settle, qtbot)
    assert told()
    keeper: Any = window.desk._copies
    keeper._timer.timeout.emit()
    settle(window)
    settle(window)
    assert not told() and len(list((post / "backups").glob("2*"))) == 1


def test_an_older_copy_of_this_laptop_is_one_press_away(post: Path, window_of: Opened, qtbot: Any) -> None:
    for name in ("20240203T030000Z", "20240204T030000Z"):
        (post / "backups" / name).mkdir(parents=True)
    window = window_of(post)
    bringing = RestoreDialog(window.desk, window.centralWidget(), held=True)
    for day, words in (("04-02-2024", "restore.older"), ("03-02-2024", "restore.here"), ("04-02-2024", "restore.older")):
        bringing.here.click()
        assert day in bringing._name.text() and window.desk.t(words) in bringing.here.text()


def test_what_is_plugged_in_stands_beside_the_list_of_files(window_of: Opened, tmp_path: Path) -> None:
    window, root = window_of(tmp_path / "none"), tmp_path / "STIK"
    root.mkdir()
    dialog = QFileDialog(window)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog, True)
    before = dialog.sidebarUrls()
    offer_places(dialog, [root])
    offer_places(dialog, [root])
    assert dialog.sidebarUrls() == [*before, QUrl.fromLocalFile(str(root))]
