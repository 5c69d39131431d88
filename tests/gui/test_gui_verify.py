"""Many papers on the verify page: a folder becomes a table, what does not hold stands on top, Cancel keeps what was judged."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from core.app import queries
from core.domain.commands import IssuePacts
from core.domain.errors import Invalid
from tests.gui.keys import Hands, focused
from tests.world import person
from ui import compose, verifying
from ui.gui.main_window import MainWindow
from ui.gui.screens import verify_page
from ui.gui.screens.verdict_table import VerdictTable
from ui.gui.screens.verify_page import VerifyPage

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
NAMES = ("Siti Aminah", "Budi Santoso", "Wayan Contoh")
Page = tuple[MainWindow, VerifyPage, Path]


def words_of(widget: Any) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.text())


@pytest.fixture
def page(post: Path, opened: Callable[[Path], MainWindow], tmp_path: Path) -> Iterator[Page]:
    """The verify page, and a folder with three good pacts, a changed one and a file that is none."""
    window = opened(post)
    app, folder = window.desk.app, tmp_path / "berkas"
    (folder / "lain").mkdir(parents=True)
    issued: Any = app.execute(IssuePacts(app.new_command(), tuple(map(person, NAMES)), None, "Toboali")).reply
    for number, (pact, _) in enumerate(issued.pacts):
        data = app.ask(queries.PactFile(pact))
        (folder / f"{number}.pdf").write_bytes(data)
    (folder / "lain" / "diubah.pdf").write_bytes(data + b"\n")
    (folder / "lain" / "rusak.txt").write_bytes(b"\xff\xfe\x00")
    frame: Any = window.centralWidget()
    frame.open("pacts")
    frame.place.show_tab("verify")
    shown: Any = frame.place.pages["verify"]
    yield window, shown, folder


def test_a_folder_becomes_a_table_and_a_row_is_read_in_full(
    page: Page, settle: Callable[[MainWindow], None], qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, shown, folder = page
    t = window.desk.t
    settle(window)
    monkeypatch.setattr(verify_page, "open_folder", lambda *_: folder)
    hands = Hands(window, qtbot)
    hands.press(t("verify.folder"))
    settle(window)
    assert t("verify.counted", n=5, valid=3, invalid=1, unknown=1) in words_of(shown)
    hands.go(t("verify.results"))
    table: Any = focused()
    rows = [[table.item(line, place).text() for place in range(3)] for line in range(table.rowCount())]
    assert [(row[0], row[1]) for row in rows[:2]] == [("diubah.pdf", "Tidak sah"), ("rusak.txt", "Tidak diketahui")]
    assert all(f" · Drs. {name}, M.Si." in row[2] for name, row in zip(NAMES, rows[2:], strict=True))
    assert rows[0][2] == window.desk.explain(Invalid("verify.changed_after_signing"))
    qtbot.keyClick(table, Qt.Key.Key_Down)
    for _ in range(4):
        qtbot.keyClick(table, Qt.Key.Key_Down)
    QApplication.processEvents()
    assert t("verify.valid_text") in words_of(shown)
    monkeypatch.setattr(verify_page, "open_files", lambda *_, **__: [folder / "0.pdf"])
    hands.press(t("verify.choose"))
    settle(window)
    assert NAMES[0] in words_of(shown) and not shown.findChildren(type(table)), "one file is shown in full, without a table"
    monkeypatch.setattr(verify_page, "open_folder", lambda *_: folder.parent / "kosong")
    (folder.parent / "kosong").mkdir()
    hands.press(t("verify.folder"))
    settle(window)
    assert window.desk.explain(Invalid("verify.no_files", folder="kosong")) in words_of(shown)


def test_cancel_keeps_what_was_judged(
    page: Page, settle: Callable[[MainWindow], None], qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, shown, folder = page
    t, reached, going_on, read = window.desk.t, threading.Event(), threading.Event(), []

    def slowly(path: Path, limit: int) -> bytes:
        read.append(path)
        if len(read) == 7:
            reached.set()
            assert going_on.wait(20)
        return compose.read_file(path, limit)

    monkeypatch.setattr(verifying, "read_file", slowly)
    shown.verify([folder / "0.pdf"] * 2 + [folder] * 2)
    qtbot.waitUntil(reached.is_set, timeout=20_000)
    Hands(window, qtbot).press(t("button.cancel"))
    going_on.set()
    settle(window)
    judged = shown.findChildren(VerdictTable)[0].table.rowCount()
    assert 0 < judged < 12
    assert t("verify.stopped", n=12 - judged) in words_of(shown)
