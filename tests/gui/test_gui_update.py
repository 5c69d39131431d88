"""An update in the settings: judged before a yes, taken with the store copied, refused in words, taken back."""

from __future__ import annotations

import re
import runpy
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from core.app import installed
from core.domain.commands import ReportItem, SubmitReports
from core.domain.forms import parse_form
from tests.gui import scene
from tests.updates import ROOT, SYSTEM, Custodians, refused
from tests.vectors.release import FOLDER
from ui import compose
from ui.gui.main_window import MainWindow
from ui.gui.screens.back_dialog import BackDialog
from ui.gui.widgets.formatted import Formatted
from ui.messages import SENTENCES
from ui.release_notes import FILE, LANGUAGES, newest, sections

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
    for code, stick in refused(keepers, tmp_path / "tolak").items():
        card.check(stick)
        settle(window)
        told = max(re.split(r"\{\w+\}", SENTENCES[code][0]), key=len)
        assert any(told in each for each in words()) and not card.take.isVisibleTo(card), code
    day = scene.BEGINNING + timedelta(days=30)
    card.check(keepers.release(tmp_path / "b", "0.2.0", day))
    settle(window)
    assert t("update.good", version="0.2.0", day=f"{day:%d-%m-%Y}") in words()
    assert t("update.clock", day=f"{day:%d-%m-%Y}") in words(), "it was signed after what this clock shows"
    (notes,) = card.findChildren(Formatted)
    assert notes.toPlainText().strip() == "Yang baru di 0.2.0 <b>x</b>", "formatted, in this language, and HTML is plain text"
    assert not list(home.glob("app-*")), "nothing before the yes"
    card.take.click()
    settle(window)
    assert t("update.done", version="0.2.0") in words() and card.back.isVisibleTo(card)
    assert installed.pointed(home / "posko", "0.1.0") == home / "app-0.2.0" / "posko" and window.desk.app.copies.rows()
    card.back.click()
    settle(window)
    assert t("update.went_back", version="0.1.0") in words() and installed.pointed(home / "posko", "0.1.0") is None
    assert not card.back.isVisibleTo(card)


def test_program_and_store_go_back_over_the_locked_window(
    tmp_path: Path, opened: Callable[[Path], MainWindow], settle: Callable[[MainWindow], None], qtbot: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    shutil.unpack_archive(FOLDER / "0.2.0-pre.zip", tmp_path)
    post, home = tmp_path / "post", tmp_path / "rumah"
    (home / "app-0.2.0").mkdir(parents=True)
    (home / installed.CURRENT).write_text("app-0.2.0", "ascii")
    (home / installed.PREVIOUS).write_text("", "ascii")
    monkeypatch.setattr(compose, "installation", lambda: ("own", home))
    window: Any = opened(post)
    settle(window)
    (copy,) = (post / "backups").glob("form-*")
    form = copy.name.split("-")[1]
    (post / "updates").mkdir(exist_ok=True)
    (post / "updates" / "taken.json").write_text(f'{{"version": "0.2.0", "before": "0.1.0", "schema": "{form}"}}', "ascii")
    app = window.desk.app
    app.execute(SubmitReports(app.new_command(), (ReportItem(parse_form(scene.warning()), ()),)))
    window.centralWidget().open("settings", None)
    settle(window)
    place = window.centralWidget().place
    assert window.desk.t("copies.renewed", copy=copy.name) == place.copies.said.text(), "the copy of before is told"
    place.update_card.back.click()
    settle(window)
    (dialog,) = window.findChildren(BackDialog)
    assert not window.desk.unlocked and dialog.isVisible() and window.centralWidget().before.isVisible()
    qtbot.keyClick(dialog.go, Qt.Key.Key_Space)
    assert dialog._said.text() == window.desk.t("unlock.empty")
    qtbot.keyClicks(dialog.passphrase, scene.PASSPHRASE)
    qtbot.keyClick(dialog.go, Qt.Key.Key_Space)
    settle(window)
    assert "send STIK" in dialog._said.text() and dialog.go.isVisible() and not list(post.glob("aside-*"))
    dialog.leave.box.setChecked(True)
    qtbot.keyClicks(dialog.passphrase, scene.PASSPHRASE)
    qtbot.keyClick(dialog.go, Qt.Key.Key_Space)
    settle(window)
    (aside,) = post.glob("aside-*")
    assert aside.name in dialog._said.text() and not dialog.go.isVisible()
    assert (home / installed.CURRENT).read_text("ascii") == ""
    qtbot.keyClick(dialog.closing, Qt.Key.Key_Space)
    assert not window.isVisible(), "this program would bring the store up to date again"


def test_notes_are_for_officers_in_both_languages() -> None:
    pages = {language: compose.read_resource(FILE.format(language)).decode("utf-8") for language in LANGUAGES}
    found = [list(sections(page)) for page in pages.values()]
    assert found[0] == found[1] and found[0][-1] == "0.1.0"
    released = re.findall(r"^## \[([^]]+)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert found[0] == released, "each version of the changelog is told to officers too"
    assert newest(pages["id"]).startswith("**Di posko**") and newest("## 2.0.0\n\nteks\n") == "**2.0.0**\n\nteks"
    assert sections("# C\n\n## 2.0.0\n\n## 1.0.0\n\ntext\n") == {"1.0.0": "text"}


def test_a_releases_notes_are_written_by_the_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    main = runpy.run_path(str(ROOT / "packaging" / "release" / "notes.py"))["main"]
    monkeypatch.setattr("sys.argv", ["notes.py", "0.1.0", "--out", str(tmp_path / "notes")])
    assert main() == 0
    for language in LANGUAGES:
        page = compose.read_resource(FILE.format(language)).decode("utf-8")
        assert (tmp_path / "notes" / f"{language}.md").read_text("utf-8").strip() == sections(page)["0.1.0"]
    monkeypatch.setattr("sys.argv", ["notes.py", "99.0.0"])
    with pytest.raises(SystemExit, match="nothing"):
        main()
