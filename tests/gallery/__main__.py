"""A picture of every screen, in both languages and both looks, and of every document: ``python3 -m tests.gallery DIR``.

``--only map,board`` paints what has one of these words in its name, ``--screen``, ``--text``, ``--look`` and ``--language`` are
those of ``tests.eyes``; without any of them every paper is painted too, and a post at 200 %.
"""

from __future__ import annotations

import argparse
import os
import runpy
import sys
import tempfile
from pathlib import Path

from tests.gallery.screen import SCREEN, SIZE, small_screen

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Prepare the environment, then paint; gives 0."""
    options = _options()
    runpy.run_path(str(ROOT / "packaging" / "bootstrap.py"))["prepare"]("test")
    target = Path(options.folder)
    target.mkdir(parents=True, exist_ok=True)
    size = tuple(int(each) for each in options.screen.split("x"))
    looks = [(language, look) for language in options.language.split(",") for look in options.look.split(",")]
    whole = len(sys.argv) <= 2
    with tempfile.TemporaryDirectory() as folder:
        screen = SCREEN if whole else small_screen(Path(folder, "screen.json"), *size)
        if os.environ.setdefault("QT_QPA_PLATFORM", "offscreen") == "offscreen" and sys.platform != "win32":
            os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screen}"
        if whole:
            from tests import documents

            documents.paint(target)
        from tests.gallery.walk import Gallery

        gallery = Gallery(target, Path(folder), (size[0], size[1]), tuple(filter(None, options.only.split(","))))
        gallery.paint(looks, options.text, whole=whole)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.gallery")
    parser.add_argument("folder", nargs="?", default="gallery")
    parser.add_argument("--only", default="")
    parser.add_argument("--screen", default="x".join(str(each) for each in SIZE))
    parser.add_argument("--text", default="100")
    parser.add_argument("--look", default="light,dark")
    parser.add_argument("--language", default="id,en")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
