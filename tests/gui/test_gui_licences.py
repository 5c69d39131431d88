"""The licences in *Pengaturan* are read as a page with tables, not as the signs they are written with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtGui import QTextLength, QTextTable

from ui.gui.main_window import MainWindow
from ui.gui.widgets.formatted import Formatted


def test_the_licences_are_a_table_of_every_library(post: Path, opened: Callable[[Path], MainWindow]) -> None:
    window = opened(post)
    frame: Any = window.centralWidget()
    frame.open("settings", None)
    named = window.desk.t("settings.licences")
    (licences,) = (each for each in frame.place.findChildren(Formatted) if each.accessibleName() == named)
    document = licences.document()
    tables = [each for each in document.rootFrame().childFrames() if isinstance(each, QTextTable)]
    assert [each.columns() for each in tables] == [3] and tables[0].rows() > 50
    assert tables[0].format().width().type() == QTextLength.Type.PercentageLength
    assert not any(sign in document.toPlainText() for sign in ("|", "`", "**", "# "))
    assert "LGPL-3.0-only" in document.toPlainText()
