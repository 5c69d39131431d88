"""Naskah in the window: a text changed, its fault below it, pages looked at, given out and taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.app.wording_queries import Wording
from ui.gui.main_window import MainWindow
from ui.gui.screens.paper_view import PaperDialog
from ui.gui.screens.wordings.screen import DayDialog, WordingsScreen, write

Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


def test_a_wording_is_changed_looked_at_and_given_out(province: Path, opened: Opened, settle: Settle, monkeypatch: Any) -> None:
    for kind in (DayDialog, PaperDialog):
        monkeypatch.setattr(kind, "open", lambda dialog: None)
    window = opened(province)
    frame: Any = window.centralWidget()

    def rest() -> None:
        for _ in range(3):
            settle(window)

    frame.open("wordings", ("T09", {"title.0": "A {siapa}"}))
    rest()
    place = frame.place
    assert isinstance(place, WordingsScreen) and place.table.chosen() >= 0
    assert place.leave() == ("T09", {"title.0": "A {siapa}"})
    place.show_pages()
    rest()
    assert "siapa" in place.fields["title.0"].said() and not place.findChildren(PaperDialog)
    write(place.inputs["title.0"], "BERITA ACARA PENYERAHAN")
    place.show_pages()
    rest()
    assert place.findChildren(PaperDialog) and not place.fields["title.0"].said()
    frame._handlers()["save"]()
    place.findChildren(DayDialog)[0].accept()
    rest()
    app = window.desk.app
    assert app.ask(Wording("T09")).row.version == 2 and place.changed() == {}
    place.back.click()
    rest()
    assert app.ask(Wording("T09")).row.version == 3
    assert place.inputs["title.0"].value() == "BERITA ACARA SERAH TERIMA MEDIA"
