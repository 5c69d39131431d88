"""The drill in the window: founded beside the profile, eight steps known by what happened, left without a trace."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.domain.commands import ReportItem, SubmitReports
from core.domain.forms import parse_form
from sync.exchange import receive, send
from tests.gui import scene
from ui import compose
from ui.gui.main_window import MainWindow
from ui.gui.practice_bar import STEPS, DrillLine, PracticeBar
from ui.gui.screens.unlock import UnlockScreen
from ui.gui.screens.wizard import WizardScreen
from ui.practice import PASSPHRASE

Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


def begun(window: MainWindow, settle: Settle, qtbot: Any) -> PracticeBar:
    """Press the button on the gate, and wait for the guide."""
    gate: Any = window.centralWidget()
    gate.practice.click()
    qtbot.waitUntil(lambda: window.practice.running is not None, timeout=20_000)
    settle(window)
    bar = window.menuWidget()
    assert isinstance(bar, PracticeBar)
    return bar


def submit(window: MainWindow, tree: dict[str, Any]) -> None:
    """Put a report in as the forms do."""
    app = window.desk.app
    app.execute(SubmitReports(app.new_command(), (ReportItem(parse_form(tree)),)))


def test_eight_steps_are_known_by_what_happened_and_nothing_is_left(
    tmp_path: Path, window_of: Opened, settle: Settle, qtbot: Any
) -> None:
    home = tmp_path / "new"
    window = window_of(home)
    assert isinstance(window.centralWidget(), WizardScreen)
    bar = begun(window, settle, qtbot)
    samples, frame = json.loads(compose.read_resource("demo/examples.json")), window.centralWidget

    def seen() -> tuple[str, ...]:
        bar = window.menuWidget()
        assert isinstance(bar, PracticeBar)
        bar.look()
        settle(window)
        return tuple(name for name in STEPS if name in bar.progress.done)

    assert seen() == () and window.desk.app.facts.drill
    for _skipped in STEPS:
        bar.turn(1)
    assert bar.progress.at == len(STEPS) and seen() == (), "what was skipped is not done"
    for _back in range(2 * len(STEPS)):
        bar.turn(-1)
    submit(window, samples["complaint"])
    assert seen() == ("report",) and bar.progress.at == 1
    window.desk.app.drafts.save(None, "complaint", {"summary": "Diduga"}, ())
    assert "draft" in seen()
    window.lock()
    settle(window)
    assert isinstance(window.centralWidget(), UnlockScreen) and isinstance(window.menuWidget(), PracticeBar)
    gate: Any = window.centralWidget()
    qtbot.keyClicks(gate.field, PASSPHRASE)
    gate._go.click()
    qtbot.waitUntil(lambda: window.desk.unlocked, timeout=20_000)
    settle(window)
    assert "lock" in seen()
    today = {"period_from": "2024-02-04T12:00:00+07:00", "period_to": "2024-02-05T12:00:00+07:00"}  # as the drill's clock has it
    submit(window, {**samples["situation"], **today, "nihil": True, "incidents": [], "condition": "kondusif"})
    assert "nihil" in seen()
    shown: Any = frame()
    shown.open("reports", {"text": "kendaraan"})
    assert "find" in seen()
    practice: Any = window.practice.running
    shown.open("exchange", None)
    settle(window)
    assert shown.place.folder == practice.stick and shown.place.choose.isHidden()
    send(window.desk.app, practice.stick)
    assert "write" in seen() and "carry" not in seen()
    bar = window.menuWidget()  # type: ignore[assignment]
    bar.start_carrying()
    settle(window)
    assert "carry" in seen() and "back" not in seen()
    receive(window.desk.app, practice.stick)
    assert seen() == tuple(STEPS) and bar.progress.at == len(STEPS)
    window.practice.leave()
    settle(window)
    assert isinstance(window.centralWidget(), WizardScreen) and window.menuWidget() is None
    assert not home.exists() and window.desk.folder == home and window.desk.stick is None


def test_a_real_profile_is_as_it_was_and_closing_the_window_ends_the_drill(
    post: Path, window_of: Opened, settle: Settle, qtbot: Any
) -> None:
    before = sorted(path.name for path in post.iterdir())
    window = window_of(post)
    begun(window, settle, qtbot)
    window.practice.leave()
    settle(window)
    gate: Any = window.centralWidget()
    assert isinstance(gate, UnlockScreen) and gate.practice.isEnabled()
    begun(window, settle, qtbot)
    assert (post / "latihan").exists()
    window.close()
    assert sorted(path.name for path in post.iterdir()) == before


def test_a_post_from_a_drill_kit_says_so_above_every_screen(post: Path, opened: Opened) -> None:
    window = opened(post)
    assert window.desk.app.facts.drill and isinstance(window.menuWidget(), DrillLine)
    window.lock()
    assert isinstance(window.menuWidget(), DrillLine), "also while it is locked"
    assert scene.PASSPHRASE != PASSPHRASE
