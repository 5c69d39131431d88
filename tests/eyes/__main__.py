"""Measure every screen: ``python3 -m tests.eyes [--screen 1024x600] [--text 90,100,200] [--look light,dark] [--language id,en]``.

Names, the way of Tab and visible focus are measured at 100 % in the first look, contrast at 100 % in every look, room at every
size of text in every look. Every walk has fresh copies of the profiles, so that one run goes through all that is named.
"""

from __future__ import annotations

import argparse
import os
import runpy
import sys
import tempfile
from pathlib import Path

from tests.gallery.screen import small_screen

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Prepare the environment, then measure; gives 1 where something is wrong."""
    parser = argparse.ArgumentParser(prog="tests.eyes")
    parser.add_argument("--screen", default="1366x768")
    parser.add_argument("--text", default="100")
    parser.add_argument("--look", default="light,dark")
    parser.add_argument("--language", default="id")
    parser.add_argument("--only", default="", help="what has one of these words in its name, with commas")
    parser.add_argument("--keep", type=Path, help="a folder for a picture of everything that was measured")
    options = parser.parse_args()
    runpy.run_path(str(ROOT / "packaging" / "bootstrap.py"))["prepare"]("test")
    wide, high = (int(each) for each in options.screen.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        screen = small_screen(Path(folder, "screen.json"), wide, high)
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screen}"
        return _measure(Path(folder), (wide, high), options)


def _measure(folder: Path, size: tuple[int, int], options: argparse.Namespace) -> int:
    from tests.eyes.walk import PERCENT, Measuring, Pass

    walking = Measuring(folder, options.keep, tuple(filter(None, options.only.split(","))))
    scales = [int(each) for each in options.text.split(",")]
    passes = (
        Pass(language, look, scale, size, hands=number == 0 and scale == PERCENT, eyes=scale == PERCENT)
        for language in options.language.split(",")
        for number, look in enumerate(options.look.split(","))
        for scale in scales
    )
    try:
        walking.walk(passes)
    finally:  # what was found before something fell over is worth having
        print("\n".join(walking.faults))
    print(
        f"{walking.screens} screens, {len(walking.faults)} faults; "
        + ", ".join(f"{k}: {v:.0f} s" for k, v in walking.seconds.items())
    )
    return bool(walking.faults)


if __name__ == "__main__":
    sys.exit(main())
