"""A double-click: one window for one profile, what was opened waits for the lock, and then stands in the room for it."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QLabel

from core.app import desk_kit, kit
from core.app.profile import unlock
from core.app.queries import HomeCounts
from sync.exchange import send
from tests.gui import scene
from ui import compose
from ui.gui.main_window import MainWindow
from ui.gui.screens.intake_card import IntakeCard
from ui.gui.screens.unlock import UnlockScreen
from ui.gui.screens.verify_page import VerifyPage
from ui.gui.screens.wizard_pages import KitPage
from ui.gui.single import Single, name_of
from ui.opened import HEADS, look_at

ROOT = Path(__file__).resolve().parents[2]
AGAIN = "import sys; from ui.gui.app import main; sys.exit(main(sys.argv[1:]))"
Opener, Settle = Callable[[Path], MainWindow], Callable[[MainWindow], None]
pytestmark = pytest.mark.qt_log_ignore("does not support (propagateSizeHints|raise)")


@pytest.fixture
def medium(post: Path, tmp_path: Path) -> Path:
    """A stick from the post, with a report for the province."""
    root = tmp_path / "STIK"
    root.mkdir()
    app = unlock(post, scene.PASSPHRASE, reference=compose.load_reference(), ports=scene.ports("stick"))
    scene.submit(app, scene.warning())
    send(app, root)
    app.lock()
    return root


@pytest.fixture
def sockets(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """This user's folder of sockets, by a short name: the system allows a socket's name about a hundred bytes."""
    with tempfile.TemporaryDirectory(prefix="p", dir="/tmp") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)


@pytest.fixture
def single(sockets: Path, province: Path, qapp: Any) -> Iterator[Single]:
    made = Single(province)
    yield made
    made.close()


def finished(command: list[str], qtbot: Any) -> int:
    """Run a second program while the window lives; gives its exit code."""
    with subprocess.Popen(command, cwd=ROOT) as second:
        try:
            qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
        finally:
            second.kill()
    return second.returncode


def words_of(window: Any) -> list[str]:
    return [each.text() for each in window.findChildren(QLabel) if each.isVisibleTo(window)]


@pytest.mark.fault("MU-8")
def test_a_second_start_hands_its_file_over_and_the_stick_is_shown_after_unlocking(
    province: Path, medium: Path, single: Single, window_of: Opener, settle: Settle, qtbot: Any
) -> None:
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(name_of(province))
    assert Path(name_of(province)).is_socket()
    assert single.listen([]), "what a killed program left is taken over; the living one's below is not"
    assert Path(name_of(province)).stat().st_mode & 0o077 == 0, "this user alone"
    window: Any = window_of(province)
    single.wanted.connect(window.summon)
    window.showMinimized()
    file = next((medium / "DATA").iterdir())
    command = [sys.executable, "-c", AGAIN, "--profile", str(province), "--open", str(file)]
    second = finished(command, qtbot)
    assert second == 0 and window.opened.count == 1 and not window.isMinimized()
    assert isinstance(window.centralWidget(), UnlockScreen)
    assert window.desk.t("opened.waiting", n=1) in words_of(window)
    qtbot.keyClicks(window.centralWidget().field, scene.PASSPHRASE)
    window.centralWidget()._go.click()
    qtbot.waitUntil(lambda: window.desk.unlocked, timeout=20_000)
    settle(window)
    frame = window.centralWidget()
    assert frame.room == "exchange" and frame.place.folder == medium and window.opened.count == 0
    assert frame.place.findChildren(IntakeCard), "from whom, how many, what is missing, before a yes"
    assert window.desk.app.ask(HomeCounts()).received == 0


def test_a_kit_leads_to_enrolment_on_a_new_laptop_alone(
    founded: Path, post: Path, tmp_path: Path, window_of: Opener, opened: Opener, settle: Settle
) -> None:
    kit_file = founded / "pos.poskokit"
    window: Any = window_of(tmp_path / "new")
    settle(window)
    window.summon([founded / "code.txt"])
    assert window.desk.t("opened.first", file="code.txt") not in words_of(window), "it is nothing of ours"
    assert window.desk.t("opened.other", file="code.txt") in words_of(window)
    window.summon([kit_file])
    page = window.centralWidget()._page()
    assert isinstance(page, KitPage) and page.path == kit_file
    window.close()
    known = opened(post)
    said: list[str] = []
    known.desk.said.connect(said.append)
    known.summon([kit_file])
    assert said == [known.desk.t("opened.kit", file=kit_file.name)]


def test_papers_go_to_the_verifier_and_anything_else_gets_one_sentence(
    post: Path, opened: Opener, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[Path] = []
    # Judging is the verifier's own and slow, and tested with it.
    monkeypatch.setattr(VerifyPage, "verify", lambda _page, paths: judged.extend(paths))
    window: Any = opened(post)
    said: list[str] = []
    window.desk.said.connect(said.append)
    paper, note, lone = tmp_path / "surat.pdf", tmp_path / "catatan.txt", tmp_path / "abc.bin"
    paper.write_bytes(b"%PDF-1.7\n")
    note.write_text("catatan", "utf-8")
    lone.write_bytes(b"age-encryption.org/v1\n")
    window.summon([note, paper])
    settle(window)
    place = window.centralWidget().place
    assert window.centralWidget().room == "pacts" and place.tabs.currentWidget() is place.checking and judged == [paper]
    window.summon([lone])
    window.summon([tmp_path / "hilang"])
    t = window.desk.t
    told = [("other", note), ("alone", lone), ("gone", tmp_path / "hilang")]
    assert said == [t(f"opened.{word}", file=path.name) for word, path in told]


def test_a_dialog_is_finished_first(post: Path, opened: Opener, settle: Settle, tmp_path: Path, qtbot: Any) -> None:
    window: Any = opened(post)
    dialog = QDialog(window)
    dialog.open()
    (tmp_path / "STIK" / "DATA").mkdir(parents=True)
    window.summon([tmp_path / "STIK"])
    assert window.centralWidget().room == "home" and window.opened.count == 1
    dialog.reject()
    qtbot.waitUntil(lambda: window.centralWidget().room == "exchange")
    settle(window)


def test_heads_are_those_of_the_formats_and_places_tell_a_medium(tmp_path: Path) -> None:
    kinds = {kind: head for head, kind in HEADS}
    assert (kinds["kit"], kinds["desk_kit"]) == (kit.MAGIC, desk_kit.MAGIC)
    data = tmp_path / "STIK" / "DATA"
    data.mkdir(parents=True)
    (data / "x.bin").write_bytes(kinds["alone"])
    for path in (data / "x.bin", data, tmp_path / "STIK"):
        assert look_at(path).path == tmp_path / "STIK" and look_at(path).kind == "medium"
    assert look_at(tmp_path).kind == "medium", "a folder of sticks"
    (tmp_path / "kosong").mkdir()
    assert look_at(tmp_path / "kosong").kind == "other"
