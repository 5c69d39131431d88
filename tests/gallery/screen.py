"""The screen that is painted on where none is: its size, and its description for Qt's offscreen platform."""

from __future__ import annotations

import json
from pathlib import Path

SCREEN = Path(__file__).resolve().parents[1] / "screen-1366x768.json"
SIZE = (1366, 768)


def small_screen(path: Path, width: int, height: int) -> Path:
    """A description of a screen for Qt's offscreen platform."""
    shown = {"name": "small", "x": 0, "y": 0, "width": width, "height": height}
    path.write_text(json.dumps({"screens": [shown | {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]}), "ascii")
    return path
