"""Types without a pause until it is killed: ``python3 -m tests.gui.typist PROFILE LOG`` notes every key with its time."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

LETTERS = "abcdefghijklmnopqrstuvwxyz "
BETWEEN_KEYS_MS = 30


def letter(number: int) -> str:
    """The letter that is typed as the n-th; the text can be made again from its length alone."""
    return LETTERS[number * 7 % len(LETTERS)]


def main() -> int:
    """Open the profile's window and type into the story."""
    from PySide6.QtCore import QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from tests.gui import scene
    from ui.gui import opening
    from ui.gui.app import build

    profile, log = Path(sys.argv[1]), Path(sys.argv[2])
    application = QApplication([])
    window = build(application, profile)
    window.show()
    window.enter(opening.unlock(profile, bytearray(scene.PASSPHRASE.encode())))
    frame: Any = window.centralWidget()
    frame.open("report_form", None)
    frame.place.open_step("event")
    story, count = frame.place.page.narrative, [0]
    with log.open("w", encoding="ascii") as notes:

        def press() -> None:
            QTest.keyClicks(story, letter(count[0]))
            count[0] += 1
            notes.write(f"{time.monotonic()} {count[0]}\n")
            notes.flush()

        keys = QTimer(interval=BETWEEN_KEYS_MS)
        keys.timeout.connect(press)
        keys.start()
        return application.exec()


if __name__ == "__main__":
    sys.exit(main())
