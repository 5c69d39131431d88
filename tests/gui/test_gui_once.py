"""What is shown only once is seen before the lock falls; papers, places, files and the clipboard keep to what was meant."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from core.app import queries
from tests.gui import scene
from ui.gui.copied import forget_clipboard
from ui.gui.main_window import MainWindow
from ui.gui.screens.report_form.names import distinct
from ui.gui.screens.unlock import UnlockScreen

Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]
PATIENCE_MS = 20_000


def at(window: MainWindow) -> Any:
    """What the window shows now."""
    return window.centralWidget()


def submit_behind(window: MainWindow, gate: threading.Event) -> Any:
    """Press save on a whole complaint while the command thread still waits at ``gate``; gives the form's screen."""
    at(window).open("report_form", None)
    place = at(window).place
    place.form.tree |= {k: v for k, v in scene.complaint().items() if k != "kind"}
    place.open_step("review")
    place.page.offered.setChecked(True)
    window.desk.runner.do(lambda _watch: gate.wait(PATIENCE_MS / 1000))
    place.submit()
    return place


@pytest.mark.fault("PO-12")
def test_the_lock_waits_for_the_code(post: Path, opened: Opened, settle: Settle, qtbot: Any) -> None:
    window, gate = opened(post), threading.Event()
    place = submit_behind(window, gate)
    window.desk.lock.emit()
    assert window.desk.unlocked, "the code would be lost"
    at(window).open("home", None)
    window.close()
    assert at(window).place is place
    gate.set()
    settle(window)
    shown = [each.text() for each in place.findChildren(QLabel)]
    assert place.receipt._reply.code in shown
    assert window.desk.t("receipt.lock_waits") in shown
    place.receipt.choose("none")
    place.receipt.done.click()
    qtbot.waitUntil(lambda: isinstance(at(window), UnlockScreen), timeout=PATIENCE_MS)
    settle(window)


def test_a_second_ctrl_l_locks_over_the_receipt(post: Path, opened: Opened, settle: Settle) -> None:
    window, gate = opened(post), threading.Event()
    place = submit_behind(window, gate)
    window.idle.expired.emit()
    gate.set()
    settle(window)
    assert place.receipt is not None and window.idle._timer.isActive()
    window.desk.lock.emit()
    settle(window)
    assert isinstance(at(window), UnlockScreen)
    assert not window.desk.lock_waits


def test_no_key_and_no_room_takes_a_code_away_that_nobody_has_yet(post: Path, opened: Opened, settle: Settle) -> None:
    window, gate = opened(post), threading.Event()
    gate.set()
    at(window).open("report_form", None)
    at(window).place.open_step("review")
    settle(window)
    button = at(window).place.page.button
    assert button.isVisible() and not at(window).place._holder.isAncestorOf(button), "saving is not scrolled away"
    place = submit_behind(window, gate)
    settle(window)
    at(window).open("report_form", None)
    assert at(window).place is place and place.receipt._warning.text() == window.desk.t("receipt.not_yet")
    at(window).open("home", None)
    assert at(window).room == "home", "at the second try it is the officer's wish"
    settle(window)
    place = submit_behind(window, gate)
    settle(window)
    window.close()
    assert window.desk.unlocked and at(window).place is place
    place.receipt.choose("none")
    place.receipt.ways["none"].came_about.emit()
    assert place.receipt.handed_over
    at(window).open("home", None)
    assert at(window).room == "home", "control: what was handed over holds nobody"


def test_the_receipt_is_a_signed_paper(post: Path, opened: Opened, settle: Settle) -> None:
    window, gate = opened(post), threading.Event()
    place = submit_behind(window, gate)
    gate.set()
    settle(window)
    paper = place.receipt.ways["print"].paper()
    settle(window)
    assert paper._pdf.startswith(b"%PDF") and paper._print.isEnabled()
    pages = [each for each in paper.findChildren(QLabel) if not each.pixmap().isNull() and each.pixmap().width() > 300]
    assert len(pages) == 1
    paper.reject()


def test_other_words_drop_the_place_that_was_taken(post: Path, opened: Opened, settle: Settle, qtbot: Any) -> None:
    window = opened(post)
    at(window).open("report_form", None)
    form = at(window).place
    form.open_step("place")
    picker = form.page.area
    qtbot.keyClicks(picker.line, "pongok")
    picker.search_now()
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    assert form.form.tree["place"]["area"] == picker.value() != ""
    qtbot.keyClicks(picker.line, "x")
    assert picker.value() == ""
    assert "place" not in form.form.tree
    settle(window)


@pytest.mark.fault("AT-6")
def test_two_files_of_one_name_are_two(post: Path, tmp_path: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    paths = [tmp_path / folder / "foto.jpg" for folder in ("a", "b")]
    for number, path in enumerate(paths, 1):
        path.parent.mkdir()
        path.write_bytes(b"picture" * number)
    at(window).open("report_form", None)
    form = at(window).place
    form.open_step("evidence")
    form.page.attach(paths)
    settle(window)
    assert [item["file"] for item in form.page.items] == ["foto.jpg", "foto (2).jpg"]
    form.page._remove(0)
    settle(window)
    assert [(file.name, file.size) for file in form.form.files] == [("foto (2).jpg", 14)]
    assert [item["file"] for item in form.page.items] == ["foto (2).jpg"]


def test_names_stay_apart() -> None:
    assert distinct("foto.jpg", ["FOTO.JPG", "foto (2).jpg"]) == "foto (3).jpg"
    assert distinct("catatan", ["catatan"]) == "catatan (2)"
    assert distinct(".jpg", [".jpg"]) == ".jpg (2)"
    assert len(distinct("x" * 296 + ".jpg", ["x" * 296 + ".jpg"])) == 300


def test_locking_leaves_what_another_program_copied(post: Path, opened: Opened, settle: Settle, qapp: Any) -> None:
    window = opened(post)
    qapp.clipboard().setText("dari program lain")
    assert not qapp.clipboard().ownsClipboard(), "this platform plug-in keeps no owner, as if another had copied"
    window.desk.lock.emit()
    settle(window)
    assert qapp.clipboard().text() == "dari program lain"


class OwnClipboard:
    """A system clipboard that says who filled it, as X11 and Windows do and the test platform does not."""

    def __init__(self, ours: bool) -> None:
        self.ours, self.cleared = ours, 0

    def ownsClipboard(self) -> bool:
        """Whether this program filled it last."""
        return self.ours

    def supportsSelection(self) -> bool:
        """As on Windows."""
        return False

    def clear(self, _mode: object) -> None:
        """Count."""
        self.cleared += 1


@pytest.mark.fault("UN-17")
@pytest.mark.parametrize("ours", [True, False])
def test_locking_clears_only_what_this_program_copied_last(ours: bool) -> None:
    clipboard: Any = OwnClipboard(ours)
    forget_clipboard(clipboard)
    assert clipboard.cleared == int(ours)


def test_a_package_set_aside_says_why(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    window.desk.app.shelf.quarantine("bundle-1", b"\x01" * 32, "piece.damaged", "stik")
    at(window).open("exchange", None)
    settle(window)
    settle(window)
    assert len(window.desk.app.ask(queries.Quarantine())) == 1
    words = at(window).place.aside._table.item(0, 3).text()
    assert "piece.damaged" not in words and " " in words


def test_a_long_mandate_is_refused_not_cut(province: Path, tmp_path: Path, opened: Opened, settle: Settle) -> None:
    from ui.gui.screens.posts import MANDATE_LIMIT, KitDialog

    window = opened(province)
    path = tmp_path / "mandat.json"
    dialog = KitDialog(window.desk, window)
    path.write_bytes(b"{" + b" " * MANDATE_LIMIT + b"}")
    dialog.use_mandate(path)
    assert dialog._mandate == "" and str(MANDATE_LIMIT) in dialog._fault.text()
    path.write_bytes(b"{}")
    dialog.use_mandate(path)
    assert (dialog._mandate, dialog._fault.text()) == ("{}", "")
    dialog.reject()
    settle(window)
