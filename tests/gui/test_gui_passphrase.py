"""The passphrase field: keys and paste, letters on request, nothing of it left in memory; a process closed to others."""

from __future__ import annotations

import hashlib
import os
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


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.fault("UN-10")
def test_nothing_of_a_key_file_is_left_in_memory(post: Path, tmp_path: Path) -> None:
    """Control: while the slot is opened its digest is found. The whole program, from the unlock window to the lock."""
    own, other, file = scene.PASSPHRASE, f"kata {secrets.token_hex(6)}", tmp_path / "kunci"
    app = opening.unlock(post, bytearray(own.encode()))
    app.own_slot.make_key_file(own, file)
    app.lock()
    content = file.read_bytes()
    wanted = (own.encode(), other.encode(), content, hashlib.sha256(content).digest())
    turned = "\n".join(bytes(byte ^ MASK for byte in each).hex() for each in wanted)
    command = [sys.executable, "-m", "tests.gui.memory", str(post), str(file)]
    ran = subprocess.run(command, input=turned, text=True, capture_output=True, cwd=ROOT, timeout=120, check=True)
    reading, digest, *left = map(int, ran.stdout.splitlines()[1].split())
    assert reading == 0, "the content is wiped before its digest is used"
    assert digest >= 1, "control"
    assert left == [0, 0, 0, 0], ran.stderr


PLAIN = """
import ctypes, os, sys
ctypes.CDLL(None).prctl(24, 19, 0, 0, 0)  # PR_CAPBSET_DROP, CAP_SYS_PTRACE: the tests may run as root, who may look anywhere
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
LOOK = "import os, sys; os.open(f'/proc/{sys.argv[1]}/mem', os.O_RDONLY)"


def plain(*words: object) -> list[str]:
    """A command line as an account without rights over others would run it."""
    return [sys.executable, "-c", PLAIN, *map(str, words)]


def may_be_read(process: int) -> bool:
    """Whether another process of the same account may look into this one's memory."""
    return subprocess.run(plain("-c", LOOK, process), capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.fault("UN-11")
def test_the_whole_program_runs_with_dumping_off(tmp_path: Path) -> None:
    """The real program as a process, stopped where it opens a file: no core, and nobody of the account may look in.

    Control: into a process like any other the same account may look.
    """
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    # 0x59616D61: PR_SET_PTRACER, with any: where Yama forbids it to all, this one allows it.
    waits = f"import ctypes; ctypes.CDLL(None).prctl(0x59616D61, ctypes.c_ulong(-1), 0, 0, 0); open({str(gate)!r}, 'rb').read()"
    with subprocess.Popen(plain("-c", waits)) as other, gate.open("wb"):
        assert may_be_read(other.pid), "control"
    words = ["post", "create", "--kit", tmp_path / "none.kit", "--kit-code-file", gate, "--profile", tmp_path / "none"]
    command = plain(ROOT / "main.py", *words)
    environ = {**os.environ, "POSKO_NO_BOOTSTRAP": "1"}
    with subprocess.Popen(command, env=environ, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as ran:
        with gate.open("wb"):  # it is there once the other end is open
            limits = Path(f"/proc/{ran.pid}/limits").read_text("ascii")
            (core,) = (line for line in limits.splitlines() if line.startswith("Max core file size"))
            assert core.split()[4:6] == ["0", "0"]
            assert not may_be_read(ran.pid)
        ran.communicate()
    assert ran.returncode == 2


@pytest.mark.fault("UN-11")
@pytest.mark.skipif(sys.platform != "linux", reason="Windows has no such property of a process")
def test_the_program_writes_no_core_and_lets_nobody_read_it() -> None:
    ran = subprocess.run([sys.executable, "-c", CLOSED.format(root=str(ROOT))], text=True, capture_output=True, check=True)
    assert ran.stdout.splitlines()[-1] == "1 0 0 0 0"
