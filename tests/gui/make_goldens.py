"""Paints the goldens of the map anew, to be looked at before they are kept: ``python3 -m tests.gui.make_goldens``."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Write them; gives 0."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    from tests.gui.test_gui_map_picture import GOLDENS, picture, small
    from ui.gui.maps.sheet import map_image
    from ui.gui.theme import Theme

    alive = QGuiApplication([])
    GOLDENS.mkdir(exist_ok=True)
    for province, theme in (("19", "light"), ("52", "light"), ("19", "dark")):
        small(map_image(picture(province), "id", Theme(theme))).save(str(GOLDENS / f"map-{province}-{theme}.png"))
    del alive
    return 0


if __name__ == "__main__":
    sys.exit(main())
