"""A window in a process of its own, whose memory is searched after the lock: ``python -m tests.gui.memory PROFILE``.

Standard input brings the profile's passphrase and another one, each byte turned (:data:`MASK`), one a line. The first is
typed into the program's own field, the second into Qt's line edit, key by key; neither is ever put together here. Memory
is turned in the same way piece by piece and compared, so that the search finds nothing of its own. A second argument names a
key file; two more lines are then its content and its SHA-256, turned, which are searched for as well.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

MASK = 0x5A
TURNED = bytes(byte ^ MASK for byte in range(256))
PIECE = 1 << 22
PATIENCE_S = 30
LINES = 6
"""Line edits of the control: the next thing that is made may by chance lie where one of them was."""


def type_into(target: QWidget, turned: bytes) -> None:
    """Send one key after the other."""
    for byte in turned:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, chr(byte ^ MASK))
            QCoreApplication.sendEvent(target, event)


def wide(turned: bytes) -> bytes:
    """The same in Qt's two bytes a character."""
    return bytes(part for byte in turned for part in (byte, MASK))


def regions() -> Iterator[tuple[int, int]]:
    for line in Path("/proc/self/maps").read_text("ascii").splitlines():
        span, rights = line.split()[:2]
        if rights.startswith("rw") and "[v" not in line:
            begin, end = span.split("-")
            yield int(begin, 16), int(end, 16)


def count(needles: list[bytes]) -> list[int]:
    """How often each turned text lies in this process's memory."""
    found, overlap = [0] * len(needles), max(map(len, needles))
    with Path("/proc/self/mem").open("rb", buffering=0) as memory:
        for begin, end in list(regions()):
            tail = b""
            for at in range(begin, end, PIECE):
                try:
                    memory.seek(at)
                    piece = tail + memory.read(min(PIECE, end - at)).translate(TURNED)
                except (OSError, ValueError):
                    break
                for place, needle in enumerate(needles):
                    found[place] += piece.count(needle)
                tail = piece[-overlap + 1 :]
    return found


def type_into_line_edits(application: QApplication, window: QWidget, other: bytes) -> None:
    """The control: Qt's own fields, cleared and deleted."""
    lines = [QLineEdit(window) for _ in range(LINES)]
    for line in lines:
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.show()
        type_into(line, other)
    application.processEvents()
    while lines:
        line = lines.pop()
        line.clear()
        line.deleteLater()
        del line
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def watch_reading(seen: list[int], key: list[bytes]) -> None:
    """Search once while the program holds what it read: the control of the searches that come after."""
    from core.crypto import key_file

    real = key_file.KeyFile.secret_for

    def secret_for(self: key_file.KeyFile, need: object) -> bytearray | None:
        answer = real(self, need)  # type: ignore[arg-type]
        seen.extend(count(key))
        return answer

    key_file.KeyFile.secret_for = secret_for  # type: ignore[method-assign, assignment]


def main() -> int:
    """Unlock by keys, search, lock, search; prints counts.

    Typed; unlocked and locked, in UTF-8 and UTF-16 each; and the line edits, once gone. With a key file, a second line: what is
    found of its content and digest while the file is read (the control), unlocked and locked.
    """
    from tests.gui import scene
    from ui import compose
    from ui.gui.app import build
    from ui.gui.screens.unlock import UnlockScreen

    compose.real_ports = lambda: scene.ports("memory")
    own, other, *key = (bytes.fromhex(line) for line in sys.stdin.read().split())
    application = QApplication([])
    window = build(application, Path(sys.argv[1]))
    window.show()

    def wait(done: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE_S
        while not done() or window.desk.runner.busy:
            if time.monotonic() > until:
                raise TimeoutError
            application.processEvents()

    gate = window.centralWidget()
    assert isinstance(gate, UnlockScreen)
    gate.field.show_text("shown" in sys.argv)
    type_into(gate.field, own)
    application.processEvents()
    before = count([own])[0]
    seen: list[int] = []
    if key:
        watch_reading(seen, key)
        assert gate.second is not None
        gate.second.use(Path(sys.argv[2]))
    gate._open()
    del gate
    wait(lambda: window.desk.unlocked)
    type_into_line_edits(application, window, other)
    *opened, control = count([own, wide(own), wide(other)])
    seen += count(key) if key else []
    window.lock()
    wait(lambda: not window.desk.unlocked)
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    print(before, *opened, *count([own, wide(own)]), control)
    if key:
        print(*seen, *count(key))
    window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
