"""Before the window: which system libraries a frozen build still needs from this computer, in one sentence with the command.

The standard library alone, since this runs before anything that could fail for want of them. A frozen build carries all
others itself; the drivers of the graphics card must be the computer's own.
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import Final

GRAPHICS: Final = {"libGL.so.1": "libgl1", "libEGL.so.1": "libegl1"}
"""Name of the library: the Debian package that brings it."""
MISSING: Final = 3
"""The exit code then."""
SENTENCE: Final = (
    "Program belum bisa dibuka: komputer ini belum punya {packages}. Tidak ada data yang hilang. "
    "Jalankan sekali: sudo apt install {packages}"
)
BOXES: Final = (
    ("zenity", "--error", "--no-markup", "--text"),
    ("kdialog", "--error"),
    ("xmessage", "-center"),
)
"""Programs that show a sentence where there is a screen and no Qt; the first one that is there is taken."""


def loads(name: str) -> bool:
    """Whether the system finds and loads a library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def missing(platform: str = sys.platform, can_load: Callable[[str], bool] = loads) -> list[str]:
    """The packages whose library is not there; nothing to ask outside Linux."""
    return [package for name, package in GRAPHICS.items() if not can_load(name)] if platform == "linux" else []


def ready() -> bool:
    """Whether the window can open; says on the terminal and on the screen what is missing."""
    packages = missing()
    if not packages:
        return True
    sentence = SENTENCE.format(packages=" ".join(packages))
    print(f"posko: {sentence}", file=sys.stderr)
    _show(sentence)
    return False


def _show(sentence: str) -> None:
    """A menu entry has no terminal: somebody must see why nothing opens."""
    for name, *options in BOXES:
        path = shutil.which(name)
        if path:
            subprocess.run([path, *options, sentence], check=False, stderr=subprocess.DEVNULL)  # noqa: S603
            return
