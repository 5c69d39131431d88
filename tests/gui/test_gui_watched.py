"""A watched folder in the province's window: chosen, filled by a post's laptop, away for a while, stopped, remembered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QLabel

from core.app import queries
from core.domain.errors import Cancelled
from sync.exchange import send
from sync.watching import remembered
from tests.gui import scene
from tests.gui.keys import Hands
from ui.gui import folder_keeper, opening
from ui.gui.main_window import MainWindow
from ui.gui.screens import folder_card

Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


def room(window: MainWindow, settle: Settle) -> Any:
    """Kirim & terima."""
    frame: Any = window.centralWidget()
    frame.open("exchange", None)
    settle(window)
    frame.place.watch._timer.stop()
    return frame.place


def shown(place: Any) -> str:
    """All words of the card that are seen."""
    QApplication.processEvents()
    return "\n".join(each.text() for each in place.watched.findChildren(QLabel) if each.isVisibleTo(place))


def another_stick(profile: Path, to: Path, *, spoilt: bool = False) -> None:
    """A post's laptop writes a report to a stick; ``spoilt`` cuts what it wrote short."""
    app = opening.unlock(profile, bytearray(scene.PASSPHRASE.encode()))
    scene.submit(app, scene.complaint())
    to.mkdir(parents=True)
    send(app, to)
    app.lock()
    for path in (to / "DATA").iterdir() if spoilt else ():
        path.write_bytes(path.read_bytes()[:1000])


def look(place: Any, window: MainWindow, settle: Settle) -> str:
    """The next look, as the minute brings it, and what is seen then."""
    window.desk.watched.look()
    settle(window)
    return shown(place)


def test_what_a_post_copies_into_a_chosen_folder_comes_in_by_itself(
    post: Path, province: Path, opened: Opened, settle: Settle, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path / "masuk"
    inbox.mkdir()
    window = opened(province)
    place, t, keeper, hands = room(window, settle), window.desk.t, window.desk.watched, Hands(window, qtbot)
    assert t("watched.none") in shown(place) and not place.watched.start.isEnabled() and not keeper._timer.isActive()
    monkeypatch.setattr(folder_card, "open_folder", lambda *_: inbox)
    hands.press(t("watched.choose"))
    assert str(inbox) in shown(place) and t("watched.off") in shown(place) and not keeper._timer.isActive()
    hands.press(t("watched.start"))
    settle(window)
    assert t("watched.looked").split("{")[0] in shown(place) and not keeper.taken
    assert keeper._timer.isActive() and keeper._timer.interval() == 60_000 and keeper._timer.isSingleShot()

    another_stick(post, inbox / "STIK-A")
    assert scene.POST not in look(place, window, settle), "it may still be copied"
    words = look(place, window, settle)
    assert f"{keeper.taken[0].report.entries} catatan" in words and f"({scene.POST})" in words
    assert keeper.taken[0].report.acknowledged == 1 and len(window.desk.app.ask(queries.Posts())) == 1
    look(place, window, settle)
    assert len(keeper.taken) == 1, "nothing is told twice"

    another_stick(post, inbox / "STIK-B", spoilt=True)
    look(place, window, settle)
    words = look(place, window, settle)
    aside = len(keeper.taken[0].report.quarantined)
    assert aside and t("exchange.set_aside", n=aside) in words and "STIK-B" not in words

    inbox.rename(tmp_path / "jauh")
    words = look(place, window, settle)
    assert keeper.fault is not None and window.desk.explain(keeper.fault) in words
    assert t("watched.again").split("{")[0] in words and keeper._timer.isActive(), "it is tried again by itself"
    (tmp_path / "jauh").rename(inbox)
    assert t("watched.looked").split("{")[0] in look(place, window, settle) and keeper.fault is None

    hands.press(t("watched.stop"))
    assert t("watched.off") in shown(place) and not keeper._timer.isActive() and keeper.job is None
    assert remembered(window.desk.app) == (inbox, False)
    keeper.look()
    assert keeper.job is None, "a folder that is not watched is not looked into"


def test_it_ends_at_lock_and_is_remembered_over_it(
    province: Path, opened: Opened, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path / "masuk"
    inbox.mkdir()
    window = opened(province)
    place, keeper = room(window, settle), window.desk.watched
    place.watched.use(inbox)
    ended: list[type[BaseException]] = []

    class Endless(folder_keeper.Watched):
        """A folder so full that nobody sees the end of it."""

        def take(self, app: Any, watch: Any, opener: Any = None) -> None:  # type: ignore[override]
            try:
                while True:
                    watch("journal", 0, 1)
            except Cancelled:
                ended.append(Cancelled)
                raise

    with monkeypatch.context() as patch:
        patch.setattr(folder_keeper, "Watched", Endless)
        place.watched.start.click()
        assert keeper.job is not None and window.desk.t("watched.looking") in shown(place)
        window.lock()
        settle(window)
    assert ended == [Cancelled] and not window.desk.unlocked and not shiboken6.isValid(keeper), "nothing is left that could wake"
    window.enter(opening.unlock(province, bytearray(scene.PASSPHRASE.encode())))
    settle(window)
    again, place = window.desk.watched, room(window, settle)
    assert again is not keeper and again.on and again._timer.isActive() and str(inbox) in shown(place)
    assert window.desk.t("watched.looked").split("{")[0] in look(place, window, settle)


def test_a_post_watches_no_folder(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    assert room(window, settle).watched is None and not window.desk.watched.on
