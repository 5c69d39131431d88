"""Little room: names and inputs on one line, choices that end in dots, buttons as high as their lines, a list of files."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QFileDialog, QFileSystemModel, QPushButton, QSplitter, QStyle, QWidget

from tests.gui.laid_out import laid_out
from ui.gui import files, theme
from ui.gui.layouts import column
from ui.gui.widgets.beside import beside
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice, DayInput, LineInput
from ui.gui.widgets.tick import Tick

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
LONG = "Pemilihan Serentak (Pilkada) 2024 di seluruh wilayah"
WIDE = 600
IN_OPEN = 0x20


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[Any]:
    """Dresses the program in a size of text; undressed at the end."""
    before = qapp.styleSheet(), qapp.font(), qapp.palette()

    def dress(scale: str) -> theme.Theme:
        made = theme.choose("light", scale)
        theme.apply(qapp, made)
        return made

    yield dress
    qapp.setStyleSheet(before[0])
    qapp.setFont(before[1])
    qapp.setPalette(before[2])


def shown(qtbot: Any, layout: Any, wide: int = WIDE) -> QWidget:
    return laid_out(qtbot, layout, wide, WIDE)


def top(each: QWidget) -> int:
    return each.mapToGlobal(each.rect().topLeft()).y()


def test_names_and_inputs_beside_each_other_stand_on_one_line(qtbot: Any) -> None:
    first = Field("Tanggal kejadian", LineInput())
    hinted = Field("Jam", LineInput(), "Boleh kosong bila pelapor tidak ingat jamnya")
    long = Field("Pangkat atau gelar yang berdiri di depan namanya sesuai surat keputusan terakhir", LineInput())
    line = beside(gap="gap")
    for each, share in ((first, 2), (hinted, 2), (long, 1)):
        line.addWidget(each, share)
    window = shown(qtbot, line, WIDE * 2)
    one = window.fontMetrics().height()
    assert long.title.height() > one * 1.6, "control: a name of two lines"
    for other in (hinted, long):
        assert top(other) == top(first) and abs(top(other.control) - top(first.control)) <= 1
    window.resize(WIDE // 2, WIDE)
    for _ in range(3):
        QCoreApplication.processEvents()
    assert top(hinted) > top(first) + first.control.height(), "control: below each other now"
    assert first.title.height() < one * 1.6, "and no higher than its own words"


def test_a_choice_without_room_ends_in_dots_and_tells_all_in_its_tip(qtbot: Any) -> None:
    narrow, roomy = Choice([("a", LONG)]), Choice([("a", LONG)])
    window = shown(qtbot, column(narrow, roomy))
    narrow.setFixedWidth(150)
    roomy.setFixedWidth(QFontMetrics(roomy.font()).horizontalAdvance(LONG) + 100)
    QCoreApplication.processEvents()
    window.grab()
    assert (narrow.toolTip(), roomy.toolTip()) == (LONG, "")


def test_a_choice_in_a_crowd_keeps_room_for_a_few_letters(qtbot: Any) -> None:
    choices = [Choice([("", "Semua")]) for _ in range(4)]
    line = beside(*choices, LineInput(), LineInput())
    window = shown(qtbot, line, 100)
    assert window.width() >= 100 and all(each.width() >= each.fontMetrics().horizontalAdvance("Semua") for each in choices)


def test_a_choice_is_no_wider_for_the_long_lines_of_its_list(qtbot: Any, dressed: Any) -> None:
    dressed("125")
    free, filtering = (Choice([("", "Semua tahapan"), ("long", LONG * 3)]) for _ in range(2))
    filtering.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
    window = shown(qtbot, column(free, filtering))
    assert window.isVisible() and filtering.minimumSizeHint().width() == free.minimumSizeHint().width() < WIDE // 3
    assert free.sizeHint().width() < WIDE // 3 < WIDE < filtering.sizeHint().width()


def test_a_box_is_nearer_to_its_own_words_than_to_the_others(qtbot: Any, dressed: Any) -> None:
    dressed("100")
    first, second = Tick("Lewat batas"), Tick("Terbitan sini")
    window = shown(qtbot, beside(first, second))
    words = first.layout().itemAt(1).widget()
    indicator = first.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, first.box)
    own = words.x() - first.box.x() - indicator
    end = first.x() + words.x() + words.fontMetrics().horizontalAdvance("Lewat batas")
    assert window.isVisible() and 0 < own < 20 and own * 2 <= second.x() - end


class _Desk:
    """What a button, and a day, ask of a desk."""

    def __init__(self, dress: theme.Theme) -> None:
        self.theme = dress

    @staticmethod
    def now() -> datetime:
        return datetime(2026, 11, 26, tzinfo=UTC)

    @staticmethod
    def t(key: str) -> str:
        return {"day.today": "Hari ini", "day.yesterday": "Kemarin"}.get(key, key)


@pytest.mark.parametrize("wide", [260, 900])
def test_a_day_is_seen_whole_while_it_is_typed(qtbot: Any, dressed: Any, wide: int) -> None:
    desk: Any = _Desk(dressed("175"))
    day = DayInput(desk)
    window = shown(qtbot, column(day), wide)
    today = day.findChildren(QPushButton)[0]
    assert day.line.width() > day.line.fontMetrics().horizontalAdvance("26-11-2026") and window.width() <= wide
    assert (top(today) > top(day.line)) is (wide == 260), "what does not fit beside it stands below"


@pytest.mark.parametrize("scale", ["100", "150", "200"])
@pytest.mark.parametrize(("words", "lines"), [("Ganti kunci penyimpanan…", 2), ("Pemberitahuan pemrosesan data (T20)", 3)])
def test_a_button_of_more_lines_is_as_high_as_they_are(qtbot: Any, dressed: Any, scale: str, words: str, lines: int) -> None:
    desk: Any = _Desk(dressed(scale))
    made = plain(desk, words, lambda: None)
    assert made.text().count("\n") + 1 == (1 if scale == "100" else lines)
    window = shown(qtbot, column(made))
    window.resize(WIDE, 10)
    assert made.minimumHeight() >= made.fontMetrics().height() * (made.text().count("\n") + 1)


@pytest.fixture
def notes(tmp_path: Path) -> Iterator[Path]:
    """Where Qt writes down what its dialogs were last at, for this test alone."""
    before = Path(QSettings(QSettings.Scope.UserScope, "QtProject").fileName()).parent
    for folder in (tmp_path / "notes", before):
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(folder))
        if folder != before:
            yield folder / "QtProject.conf"


def test_the_list_of_files_has_room_and_its_places_their_names(qtbot: Any, dressed: Any, notes: Path) -> None:
    dressed("150")
    parent = QWidget()
    qtbot.addWidget(parent)
    desk: Any = None
    plainly = QFileDialog(parent)
    plainly.setOption(QFileDialog.Option.DontUseNativeDialog, True)
    seen = []
    for dialog in (plainly, files._dialog(desk, parent, "Pilih folder")):
        dialog.show()
        QCoreApplication.processEvents()
        (parts,) = dialog.findChildren(QSplitter)
        seen.append((parts.sizes()[0], dialog.width()))
        dialog.hide()
    wanted, room = dialog.fontMetrics().horizontalAdvance("Komputer"), dialog.screen().availableSize()
    assert dialog.width() <= room.width() and dialog.height() <= room.height()
    assert wanted < seen[1][0] > seen[0][0] and seen[0][1] < seen[1][1], "control: Qt alone gives it less"
    assert not notes.exists()


def test_where_a_file_was_looked_for_is_written_down_nowhere(
    qtbot: Any, notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "laporan Sutini"
    told.mkdir()
    (told / "foto.jpg").write_bytes(b"x")

    def choose(dialog: QFileDialog) -> int:
        dialog.setDirectory(str(told))
        dialog.selectFile("foto.jpg")
        files.offer_places(dialog, [told])
        dialog.show()
        QCoreApplication.processEvents()
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(QFileDialog, "exec", choose)
    parent, desk = QWidget(), cast("Any", _Words())
    qtbot.addWidget(parent)
    assert files.open_files(desk, parent, "Pilih", "Semua (*)") == [told / "foto.jpg"]
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert notes.exists() and "Sutini" not in notes.read_text("utf-8")
    plainly = QFileDialog(parent)
    plainly.setOption(QFileDialog.Option.DontUseNativeDialog, True)
    choose(plainly)
    plainly.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert "Sutini" in notes.read_text("utf-8"), "control: Qt alone writes it down"


@contextmanager
def opened_in(folder: Path) -> Iterator[Callable[[], set[str]]]:
    """What was opened of a folder's files since, by name, as the kernel tells."""
    kernel = ctypes.CDLL(None, use_errno=True)
    told = kernel.inotify_init1(os.O_NONBLOCK)
    assert told >= 0 and kernel.inotify_add_watch(told, os.fsencode(folder), IN_OPEN) >= 0

    def names() -> set[str]:
        try:
            data, at, found = os.read(told, 65536), 0, set()
        except BlockingIOError:
            return set()
        while at < len(data):
            (size,) = struct.unpack_from("I", data, at + 12)
            found.add(os.fsdecode(data[at + 16 : at + 16 + size].rstrip(b"\0")))
            at += 16 + size
        return found - {""}

    yield names
    os.close(told)


def kinds_in(dialog: QFileDialog, folder: Path) -> dict[str, str]:
    """Names in a list with what stands in the column for their kind."""
    model = cast("QFileSystemModel", dialog.findChild(QFileSystemModel))
    top = model.index(str(folder))
    return {model.fileName(model.index(row, 0, top)): model.index(row, 2, top).data() for row in range(model.rowCount(top))}


@pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel of Linux")
def test_a_list_of_files_opens_none_of_them(qtbot: Any, tmp_path: Path) -> None:
    for name in ("tanpa", "surat.pdf", "angka.zzz"):
        (tmp_path / name).write_bytes(b"%PDF-")
    (tmp_path / "map").mkdir()
    parent, desk = QWidget(), cast("Any", _Words())
    qtbot.addWidget(parent)
    plainly = QFileDialog(parent)
    plainly.setOption(QFileDialog.Option.DontUseNativeDialog, True)
    seen = []
    for dialog in (plainly, files._dialog(desk, parent, "Pilih")):
        with opened_in(tmp_path) as opened:
            dialog.setDirectory(str(tmp_path))
            qtbot.waitUntil(lambda shown=dialog: all(kinds_in(shown, tmp_path).values()) and len(kinds_in(shown, tmp_path)) == 4)
            seen.append(opened() - {"map"})
    assert seen == [{"tanpa", "angka.zzz"}, set()], "control: Qt alone reads what it does not know by name"
    assert kinds_in(dialog, tmp_path) == {"tanpa": "File", "surat.pdf": "PDF", "angka.zzz": "ZZZ", "map": "Folder"}


class _Words:
    """What a list of files asks of a desk: in a drill, where nothing that is plugged in is offered."""

    stick = Path()

    @staticmethod
    def t(key: str) -> str:
        return key
