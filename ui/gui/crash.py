"""What happens when the program itself is at fault: a local note of places in the code, without any value."""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

NOTE = "crash-note.txt"


def note_of(kind: type[BaseException], trace: TracebackType | None, now: datetime) -> str:
    """Versions, kind of error and module:line of each frame; no message, no locals, no path of the home folder."""
    frames = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    head = [
        f"Posko {now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        f"Python {platform.python_version()} {platform.system()}",
        kind.__name__,
    ]
    return "\n".join([*head, *frames]) + "\n"


def install(folder: Path, now: Callable[[], datetime], tell: Callable[[str], None]) -> None:
    """Write a note into ``folder`` for every unexpected error and call ``tell`` with its text; the program goes on."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        text = note_of(kind, trace, now())
        print(text, file=sys.stderr)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / NOTE).write_text(text, "utf-8")
        except OSError:
            print("crash note could not be written", file=sys.stderr)
        tell(text)

    sys.excepthook = hook
    threading.excepthook = lambda raised: hook(raised.exc_type, raised.exc_value or raised.exc_type(), raised.exc_traceback)
