"""What ``python3 -m tests.eyes`` measures finds planted faults."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QComboBox, QHeaderView, QLabel, QLineEdit, QPushButton, QTabBar, QTableWidget, QVBoxLayout, QWidget

from tests.eyes import contrast, hands, room, tongue
from ui.gui import theme
from ui.gui.layouts import box, scrolled
from ui.gui.reading_order import ReadingOrder

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
SCREEN = QSize(1366, 768)


class Window(ReadingOrder, QWidget):
    """A window of its own with what a test plants in it."""

    def __init__(self, qtbot: Any, *parts: QWidget) -> None:
        super().__init__()
        self.setObjectName("window")
        qtbot.addWidget(self)
        layout = QVBoxLayout(self)
        for each in parts:
            layout.addWidget(each)
        self.show()
        self.activateWindow()
        qtbot.waitUntil(self.isActiveWindow)


@pytest.fixture(autouse=True)
def dressed(qapp: Any) -> None:
    theme.apply(qapp, theme.Theme())


def named(widget: Any, name: str) -> Any:
    widget.setAccessibleName(name)
    return widget


def test_faint_text_is_found(qtbot: Any) -> None:
    faint, plain = QLabel("Terlalu pucat untuk dibaca"), QLabel("Terbaca")
    faint.setStyleSheet("color: #9AA3AD")
    (fault,) = contrast.faults(Window(qtbot, faint, plain))
    assert "Terlalu pucat" in fault


def test_a_faint_frame_is_found_and_what_is_disabled_is_left_out(qtbot: Any) -> None:
    faint, resting = QLineEdit(), QLineEdit()
    for each in (faint, resting):
        each.setStyleSheet("border: 1px solid #E6E9EE; background: white")
    resting.setEnabled(False)
    (fault,) = contrast.faults(Window(qtbot, faint, resting))
    assert "faint border" in fault


def test_what_has_no_name_or_an_english_one_is_found(qtbot: Any) -> None:
    parts = [
        QPushButton(),
        named(QPushButton(), "Save"),
        named(QPushButton(), "Simpan"),
        QComboBox(),
        named(QComboBox(), "Jenis"),
    ]
    window = Window(qtbot, *parts)
    assert [each.split(":")[0] for each in hands.unnamed(window, True)] == ["no name", "English name 'Save'", *["no name"] * 2]


def test_a_tab_that_is_half_scrolled_away_is_not_measured(qtbot: Any) -> None:
    bar = QTabBar()
    for number in range(9):
        bar.addTab(f"Bagian yang ke-{number}")
    bar.setStyleSheet("QTabBar::tab { color: #9AA3AD; padding: 4px }")
    bar.setFixedWidth(300)
    window = Window(qtbot, bar)
    bar.setCurrentIndex(4)
    told = [words for _, _, words in contrast.texts(window)]
    assert "Bagian yang ke-4" in told and "Bagian yang ke-0" not in told and len(told) < 4
    assert contrast.faults(window), "those that are whole are"


def test_words_at_the_left_of_a_step_are_measured(qtbot: Any) -> None:
    step = QPushButton("Isi")
    step.setProperty("look", "step")
    step.setFixedWidth(400)
    step.setStyleSheet("text-align: left; color: #9AA3AD; background: white")
    step.setIcon(QIcon(drawn("#1B4F8A")))
    window = Window(qtbot, step)
    (fault,) = contrast.faults(window)
    assert "faint text" in fault
    step.setStyleSheet("text-align: left; color: black; background: white")
    assert contrast.faults(window) == []


def drawn(colour: str) -> QPixmap:
    shown = QPixmap(20, 20)
    shown.fill(QColor(colour))
    return shown


def test_a_way_that_begins_above_what_was_scrolled_is_in_order(qtbot: Any) -> None:
    head, end = named(QPushButton("Bahasa"), "Bahasa"), named(QPushButton("Lanjut"), "Lanjut")
    lines = [named(QLineEdit(), f"Baris {number}") for number in range(30)]
    area = scrolled(box(*lines))
    area.setFixedHeight(120)
    window = Window(qtbot, head, area, end)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    assert lines[0].mapTo(window, QPoint()).y() < head.y(), "it lies higher in the picture than what stands above it"
    assert hands.astray(window, window) == []


def test_a_trap_is_found(qtbot: Any) -> None:
    table, after = named(QTableWidget(2, 2), "Isian"), named(QLineEdit(), "Sesudah")
    window = Window(qtbot, named(QLineEdit(), "Sebelum"), table, after)
    assert "trap" in hands.astray(window, window)[0], "Qt begins again at the first cell"
    table.setTabKeyNavigation(False)
    assert hands.astray(window, window) == []


def test_what_tab_passes_by_and_what_goes_backwards_is_found(qtbot: Any) -> None:
    class Made(QWidget):
        """Qt's own order: as made."""

    lower, upper = named(QLineEdit(), "Bawah"), named(QLineEdit(), "Atas")
    window = Made()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.addWidget(lower)
    layout.insertWidget(0, upper)
    layout.addWidget(named(QLineEdit(), "Akhir"))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert any("against reading order" in each for each in hands.astray(window, window))


def test_what_changes_because_tab_comes_by_is_found(qtbot: Any) -> None:
    class Eager(QLineEdit):
        """Acts on the focus."""

        def focusInEvent(self, event: Any) -> None:
            super().focusInEvent(event)
            after.setEnabled(True)

    after = named(QPushButton("Semua"), "Semua")
    after.setEnabled(False)
    window = Window(qtbot, named(QLineEdit(), "Sebelum"), named(Eager(), "Peta"), after)
    assert ["Tab alone brought" in each for each in hands.astray(window, window)] == [True]
    assert hands.astray(window, window) == [], "it is there now"


def test_a_focus_that_nobody_sees_is_found(qtbot: Any) -> None:
    dark = named(QPushButton("Simpan"), "Simpan")
    dark.setStyleSheet("border: 2px solid #1B4F8A; outline: none")
    window = Window(qtbot, dark)
    assert "focus is not seen" in hands.unseen(window, set())[0]
    dark.setStyleSheet("")
    assert hands.unseen(window, set()) == []


def test_words_of_the_other_language_are_found(qtbot: Any) -> None:
    choice = named(QComboBox(), "Jenis")
    choice.addItems(["Semua", "Quiet period"])
    window = Window(qtbot, QLabel("Simpan"), QPushButton("Save to a file"), choice)
    found = tongue.foreign(window, "id")
    assert found == [f"of the other language: {each!r}" for each in ("Save to a file", "Quiet period")]


def test_what_scrolls_sideways_is_found(qtbot: Any) -> None:
    wide = QLabel("Sebuah kalimat yang tidak dipenggal dan lebih panjang daripada tempatnya")
    area = scrolled(box(wide))
    area.setFixedWidth(120)
    window = Window(qtbot, area)
    (fault,) = room.faults(window, SCREEN, whole=False)
    assert "scrolls sideways" in fault and "Sebuah kalimat" in fault
    wide.setWordWrap(True)
    qtbot.waitUntil(lambda: room.faults(window, SCREEN, whole=False) == [])


def test_a_table_that_scrolls_sideways_is_found(qtbot: Any) -> None:
    table = named(QTableWidget(1, 9), "Daftar")
    window = Window(qtbot, table)
    table.setFixedWidth(300)
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() > 0)
    assert "a table scrolls sideways" in room.faults(window, SCREEN, whole=False)[0]
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    qtbot.waitUntil(lambda: room.faults(window, SCREEN, whole=False) == [])


def test_cut_words_and_a_window_too_large_are_found(qtbot: Any) -> None:
    cut = QLabel("Sebuah kalimat yang jauh lebih panjang daripada tempatnya")
    cut.setFixedWidth(60)
    window = Window(qtbot, cut)
    assert "cut: label" in room.faults(window, SCREEN, whole=False)[0]
    cut.setToolTip(cut.text())
    assert room.faults(window, SCREEN, whole=False) == []
    cut.setFixedWidth(SCREEN.width() + 1)
    assert "larger than the screen" in room.faults(window, SCREEN, whole=False)[0]
    assert cut.textFormat() != Qt.TextFormat.RichText
