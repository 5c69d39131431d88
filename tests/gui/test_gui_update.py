"""An update in the settings: judged before a yes, taken with the store copied, refused in words, taken back."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from core.app import installed
from tests.gui import scene
from tests.updates import ROOT, SYSTEM, Custodians
from ui import compose
from ui.gui.main_window import MainWindow
from ui.release_notes import newest, sections

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


def test_a_stick_is_judged_taken_and_taken_back(
    post: Path, opened: Callable[[Path], MainWindow], settle: Callable[[MainWindow], None], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    keepers, home = Custodians(tmp_path / "kunci"), tmp_path / "rumah"
    home.mkdir()
    (home / "posko").touch()
    root, read = keepers.root.read_bytes(), compose.read_resource
    ports = scene.replaced(scene.ports("window"), resource=lambda name: root if name == "updates/root.json" else read(name))
    monkeypatch.setattr(compose, "real_ports", lambda: ports)
    monkeypatch.setattr(compose, "installation", lambda: ("own", home))
    monkeypatch.setattr(compose, "computer", lambda: SYSTEM)
    window: Any = opened(post)
    window.centralWidget().open("settings", None)
    settle(window)
    card, t = window.centralWidget().place.update_card, window.desk.t

    def words() -> list[str]:
        return [each.text() for each in card.findChildren(QLabel) if each.isVisibleTo(card)]

    assert not card.take.isVisibleTo(card) and not card.back.isVisibleTo(card)
    card.check(Custodians(tmp_path / "asing").release(tmp_path / "a", "0.2.0"))
    settle(window)
    assert any("ditandatangani pihak lain" in each for each in words()) and not card.take.isVisibleTo(card)
    day = scene.BEGINNING + timedelta(days=30)
    card.check(keepers.release(tmp_path / "b", "0.2.0", day))
    settle(window)
    assert t("update.good", version="0.2.0", day=f"{day:%d-%m-%Y}") in words()
    assert t("update.clock", day=f"{day:%d-%m-%Y}") in words(), "it was signed after what this clock shows"
    assert "## 0.2.0" in [each.toPlainText() for each in card.findChildren(QPlainTextEdit)]
    assert not list(home.glob("app-*")), "nothing before the yes"
    card.take.click()
    settle(window)
    assert t("update.done", version="0.2.0") in words() and card.back.isVisibleTo(card)
    assert installed.pointed(home / "posko", "0.1.0") == home / "app-0.2.0" / "posko" and window.desk.app.copies.rows()
    card.back.click()
    settle(window)
    assert t("update.went_back", version="0.1.0") in words() and installed.pointed(home / "posko", "0.1.0") is None
    assert not card.back.isVisibleTo(card)


def test_notes_are_the_changelogs() -> None:
    found = sections(compose.changelog())
    assert "0.1.0" in found and newest(compose.changelog()).endswith(next(iter(found.values())))
    assert sections("# C\n\n## [2.0.0] - 2026\n\n## [1.0.0]\n\ntext\n") == {"1.0.0": "text"}


def test_a_releases_notes_are_written_by_the_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    main = runpy.run_path(str(ROOT / "packaging" / "release" / "notes.py"))["main"]
    monkeypatch.setattr("sys.argv", ["notes.py", "0.1.0", "--out", str(tmp_path / "notes.md")])
    assert main() == 0 and (tmp_path / "notes.md").read_text("utf-8").strip() == sections(compose.changelog())["0.1.0"]
    monkeypatch.setattr("sys.argv", ["notes.py", "99.0.0"])
    with pytest.raises(SystemExit, match="nothing"):
        main()
