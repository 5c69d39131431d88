"""The passphrase field: keys and paste, letters on request, nothing of it left in memory; a process closed to others."""

from __future__ import annotations

import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.domain.commands import EnrolOfficer
from core.domain.wiping import wiping
from tests.gui import scene
from tests.gui.memory import MASK
from ui.gui import opening
from ui.gui.desk import Desk
from ui.gui.strength import strength
from ui.gui.widgets.field import Field
from ui.gui.widgets.passphrase_field import LIMIT_BYTES, PassphraseField

ROOT = Path(__file__).resolve().parents[2]
CLOSED = """
import ctypes, resource, sys
sys.path.insert(0, {root!r})
from ui.start import start
dumpable = lambda: ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
before = dumpable()
code = start(["--version"])
print(before, code, dumpable(), *resource.getrlimit(resource.RLIMIT_CORE))
"""


@pytest.fixture
def field(qtbot: QtBot, tmp_path: Path) -> Iterator[PassphraseField]:
    desk = Desk(tmp_path, scene.ports("field").now)
    made = PassphraseField(desk)
    around = Field("Frasa sandi", made)
    qtbot.addWidget(around)
    yield made
    around.close()


def test_keys_paste_and_letters(field: PassphraseField) -> None:
    assert field.accessibleName() == "Frasa sandi"
    QTest.keyClicks(field, "kuda")
    field.put_text("é7")
    assert (field.length(), bytes(field.peek())) == (6, "kudaé7".encode())
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert bytes(field.peek()) == b"kuda", "a letter of two bytes goes whole"
    dots = field.grab().toImage()
    field.show_text(True)
    assert field.grab().toImage() != dots
    QGuiApplication.clipboard().setText(" batu hijau\nbaris kedua")
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert bytes(field.peek()) == b"kuda batu hijau" and strength(field.peek()) == "fair"
    field.put_text("x" * LIMIT_BYTES)
    assert field.length() == 15, "what does not fit is not taken"
    taken = field.take()
    assert taken == b"kuda batu hijau" and not field.length() and not any(field._buffer)
    with wiping(taken):
        assert any(taken), "control"
    assert not any(taken)


@pytest.mark.fault("UN-10")
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_nothing_of_it_is_left_in_memory(post: Path) -> None:
    """Control: Qt's own line edit, cleared and deleted, leaves what was typed."""
    own, other = (f"kata {secrets.token_hex(6)} yang panjang" for _ in range(2))
    app = opening.unlock(post, bytearray(scene.PASSPHRASE.encode()))
    app.execute(EnrolOfficer(app.new_command(), "Petugas Lain", "officer", own))
    app.lock()
    turned = "\n".join(bytes(byte ^ MASK for byte in words.encode()).hex() for words in (own, other))
    command = [sys.executable, "-m", "tests.gui.memory", str(post), "shown"]
    ran = subprocess.run(command, input=turned, text=True, capture_output=True, cwd=ROOT, timeout=120, check=True)
    typed, *left, control = map(int, ran.stdout.split())
    assert (typed, left) == (1, [0, 0, 0, 0]), ran.stderr
    assert control >= 1


@pytest.mark.fault("UN-11")
@pytest.mark.skipif(sys.platform != "linux", reason="Windows has no such property of a process")
def test_the_program_writes_no_core_and_lets_nobody_read_it() -> None:
    ran = subprocess.run([sys.executable, "-c", CLOSED.format(root=str(ROOT))], text=True, capture_output=True, check=True)
    assert ran.stdout.splitlines()[-1] == "1 0 0 0 0"
