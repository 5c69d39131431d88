"""The words of a button: one line, and as many as it takes where letters are large."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from ui.gui import theme
from ui.gui.widgets.buttons import plain

LONG = "Formulir Laporan (T07) dan daftar bukti"


@pytest.mark.parametrize(
    ("scale", "words", "lines"),
    [
        ("100", LONG, [LONG]),
        ("125", LONG, [LONG]),
        ("150", LONG, ["Formulir Laporan", "(T07) dan daftar", "bukti"]),
        ("200", "Catat barang atau kertas", ["Catat barang", "atau kertas"]),
        ("200", "Bandingkan satu-per-satu", ["Bandingkan", "satu-per-satu"]),
        ("200", "Simpan ke berkas", ["Simpan ke berkas"]),
        ("200", "Pertanggungjawabannyalah", ["Pertanggungjawabannyalah"]),
    ],
)
def test_long_words_take_more_lines_in_large_letters_and_are_spoken_as_one(
    qtbot: Any, scale: str, words: str, lines: list[str]
) -> None:
    desk: Any = SimpleNamespace(theme=theme.choose("light", scale))
    made = plain(desk, words)
    qtbot.addWidget(made)
    assert made.text().split("\n") == lines and made.accessibleName() == words
