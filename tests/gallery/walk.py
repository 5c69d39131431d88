"""Goes through every screen of fresh copies of a post, a province and a regency's desk, and of the offices above them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.gallery.screen import SIZE

if TYPE_CHECKING:
    from core.app.application import Application
    from core.app.ports import Ports
    from ui.gui.main_window import MainWindow

PATIENCE_MS = 20_000
STEP_MS, CALM = 8, 5
"""How long a turn of the event loop lasts, and after how many without work a window is looked at whether it still moves."""
FOUNDED = "founded"


def dress(app: Application, language: str, look: str, scale: str) -> None:
    """Choose language, palette and size of text, as an officer does in Pengaturan."""
    for key, value in (("language", language), ("theme", look), ("text_scale", scale)):
        app.settings.put(key, value)


class Gallery:
    """Founds a province and a post once, then walks through the windows of fresh copies of them, as often as is asked for.

    A walk uses up what it goes through: it issues, refers and closes; a second one over the same profiles would find it done.
    """

    def __init__(self, target: Path, folder: Path, size: tuple[int, int] = SIZE, only: tuple[str, ...] = ()) -> None:
        from PySide6.QtWidgets import QApplication

        self._target, self._room, self._folder, self.size, self._only = target, folder, folder, size, only
        self._worlds: dict[str, Ports] = {}
        self._walks = 0
        running = QApplication.instance()
        if isinstance(running, QApplication):
            self._application = running
        else:
            from ui.gui.collector import Collector

            self._application = QApplication([])
            Collector(self._application)
        self._prefix = ""

    def paint(self, looks: list[tuple[str, str]], scale: str = "100", *, whole: bool = True) -> None:
        """Every screen in these languages and looks."""
        self._found()
        for language, look in looks:
            with self._fresh() as apps:
                self._everything(apps, language, look, scale, f"{language}-{look}-")
            self._above(language, look, scale, f"{language}-{look}-")
        if whole:
            with self._fresh() as (post, _province, _regency):
                dress(post, "en", "dark", "200")
                self._prefix = "en-dark-200"
                self._rooms(self._window(post), post)

    def _found(self) -> None:
        """A post, its province and a regency's desk, with work behind them; closed, to be copied."""
        from tests.gallery import maps, regency_desk
        from tests.gui import scene

        folder = self._room / FOUNDED
        province = scene.make_province(folder / "province")
        post = scene.make_post(folder / "post", scene.make_kit(province))
        maps.warn(post, scene.submit, scene.warning())
        scene.fill(post, province, folder / "stick", lambda word: None)
        regency = regency_desk.begin(folder / "regency", province, folder / "trip")
        for name, app in (("post", post), ("province", province), ("regency", regency)):
            self._worlds[name] = app._device.ports
            app.lock()

    @contextmanager
    def _fresh(self) -> Iterator[tuple[Application, Application, Application]]:
        """Copies of the three as they were founded, open; their clocks go on, for a day that comes back is told to officers."""
        from core.app.profile import unlock
        from tests.gui import scene
        from ui import compose

        self._walks += 1
        self._folder = self._room / f"walk-{self._walks}"
        shutil.copytree(self._room / FOUNDED, self._folder)
        data = compose.load_reference()
        with ExitStack() as opened:
            opened.callback(shutil.rmtree, self._folder)
            apps = []
            for name in ("post", "province", "regency"):
                app = unlock(self._folder / name, scene.PASSPHRASE, reference=data, ports=self._worlds[name])
                opened.callback(app.lock)
                apps.append(app)
            post, province, regency = apps
            self._post = post
            yield post, province, regency

    def _everything(
        self, apps: tuple[Application, Application, Application], language: str, look: str, scale: str, prefix: str
    ) -> None:
        """What stands before an open window, and every room of the three."""
        from tests.gallery import gates, regency_desk

        post, province, regency = apps
        for app in apps:
            dress(app, language, look, scale)
        self._prefix = prefix.rstrip("-")
        gates.gates(self, language, look, scale)
        for name, app in (("post", post), ("province", province)):
            self._prefix = f"{prefix}{name}"
            self._rooms(self._window(app), app)
        self._prefix = f"{prefix}regency"
        window = self._window(regency)
        regency_desk.pictures(self, window)
        self._end(window)

    def _above(self, language: str, look: str, scale: str, prefix: str) -> None:
        """The national office, what a province shows of it, and the fingerprint that is compared."""
        from tests import nation_world
        from tests.world import warning
        from ui.gui.screens.nation_card import FingerprintDialog

        nation = nation_world.found(f"gallery-{prefix}")
        nation.post("19").submit(warning())
        nation.settle()
        for name in ("nation", "province-19"):
            app = nation.laptops[name].app
            dress(app, language, look, scale)
            self._prefix = f"{prefix}{name}"
            window = self._window(app)
            frame: Any = window.centralWidget()
            for room in ("home", "reports", "exchange", "settings") if name == "nation" else ("settings",):
                frame.open(room, None)
                self._grab(window, room)
            card = frame.place.nation
            self._piece(card, "known")
            if name == "nation":
                seen = nation.office.app.nation.look_below(nation.province("52").app.nation.introduce().file)
                self._paper(window, FingerprintDialog(window.desk, seen, lambda: None, card), "fingerprint")
            self._end(window)
        nation.close()

    def _window(self, app: Application) -> MainWindow:
        from ui.gui.app import build

        window = build(self._application, self._folder / "none")
        window.resize(*self.size)
        window.enter(app)
        window.show()
        return window

    def _rooms(self, window: MainWindow, app: Application) -> None:
        from tests.gallery import form, identity, protection, reference
        from ui.gui.shortcuts import rooms_of

        frame: Any = window.centralWidget()
        for room in rooms_of(app.facts.kind):
            argument = self._folder / "stick" if room.room == "exchange" else None
            frame.open(room.room, argument)
            self._grab(window, room.room)
            for pictures in _inside(room.room):
                pictures(self, window, frame)
        if app.facts.kind == "post":
            form.form(self, window, frame)
        else:
            protection.pictures(self, window, frame)
            identity.pictures(self, window, frame)
            reference.pictures(self, window, frame)
        self._end(window)

    def _paper(self, window: MainWindow, dialog: Any, name: str) -> None:
        """A dialog as it stands over the window."""
        dialog.show()
        self._rest(window)
        self._keep(dialog, name)
        dialog.reject()

    def _grab(self, window: MainWindow, name: str) -> None:
        self._rest(window)
        self._keep(window, name)

    def _piece(self, widget: Any, name: str) -> None:
        """One card of a room, as high as it wants to be."""
        widget.ensurePolished()
        self._keep(widget, name)

    def _keep(self, widget: Any, name: str) -> None:
        called = f"{self._prefix}-{name}"
        if not self._only or any(each in called for each in self._only):
            widget.grab().save(str(self._target / f"{called}.png"))

    def _rest(self, window: MainWindow) -> None:
        """Wait until the workers rest and the window stands: what came from them goes up one floor of its layouts a turn."""
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QWidget

        calm, stood = 0, None
        for _turn in range(PATIENCE_MS // STEP_MS):
            QTest.qWait(STEP_MS)
            calm = 0 if window.desk.runner.busy else calm + 1
            if calm >= CALM:
                stands = [each.geometry().getRect() for each in window.findChildren(QWidget)]
                if stands == stood:
                    return
                calm, stood = 0, stands

    def _end(self, window: MainWindow) -> None:
        window.desk.hold(None)
        window.close()
        window.deleteLater()
        self._application.processEvents()


def _inside(room: str) -> tuple[Callable[[Any, Any, Any], None], ...]:
    """What is painted of a room besides the room itself, in this order."""
    from tests.gallery import (
        cases,
        documents,
        exchange,
        incidents,
        lookup,
        maps,
        pacts,
        posts,
        reports,
        settings,
        situation,
        statistics,
        team,
    )

    told = (reports.papers, reports.deadlines, reports.changes, reports.evidence, reports.finding, incidents.groups)
    return {
        "exchange": (exchange.looked, exchange.handed),
        "pacts": (pacts.tabs, pacts.verified, pacts.scanned, pacts.cascade, pacts.signing),
        "documents": (documents.pictures,),
        "reports": told,
        "settings": (settings.copied, settings.helped),
        "posts": (posts.desk_kit, posts.proof, partial(maps.pictures, room=room)),
        "lookup": (lookup.pictures,),
        "board": (cases.board,),
        "referrals": (cases.sanctions,),
        "situation": (situation.pictures,),
        "guide": (incidents.guide,),
        "map": (partial(maps.pictures, room=room),),
        "team": (team.pictures,),
        "statistics": (statistics.pictures,),
    }.get(room, ())
