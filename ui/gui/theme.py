"""The look: two palettes and one stylesheet, made from tokens; no screen writes a colour or a size."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
THEMES = ("light", "dark")
FAMILY = "Noto Sans"
STYLE = "fusion"
FIRST_FACES = ("NotoSans-Regular", "NotoSans-Bold")
"""What the first picture needs; slanted letters come with the rooms."""
FACES = (*FIRST_FACES, "NotoSans-Italic")
LINE_HEIGHT = 1.9
"""Of a line of letters, in pixels for each point, with the room around it."""
MIN_SCALE, USUAL_SCALE, MAX_SCALE = 90, 100, 200
LARGE_TEXT = 125
"""Percent above which a line of buttons becomes two, and three columns two."""


@cache
def tokens() -> Mapping[str, Any]:
    """The content of ``resources/style/tokens.json``."""
    loaded: Mapping[str, Any] = json.loads((RESOURCES / "style" / "tokens.json").read_text("utf-8"))
    return loaded


def pixels(name: str) -> int:
    """A size of the 8 px grid by its name, in pixels at text size 100 %."""
    return int(tokens()["pixels"][name])


def motion(name: str) -> int:
    """A duration by its name, in milliseconds."""
    return int(tokens()["motion"][name])


class Theme(NamedTuple):
    """Which palette, and the text size in percent (90 to 200); no dataclass, for the making of one takes a millisecond."""

    name: str = "light"
    scale: int = 100

    def colour(self, token: str) -> str:
        """A colour of this palette as ``#RRGGBB``."""
        return str(tokens()["palettes"][self.name][token])

    def points(self, token: str) -> float:
        """A font size in points, scaled."""
        return float(tokens()["points"][token]) * self.scale / 100

    def wide(self, token: str) -> int:
        """A width that must grow with the text, in pixels: half as fast as the text itself."""
        return int(pixels(token) * (1 + (self.scale - 100) / 200))


def choose(name: str, scale: str) -> Theme:
    """A theme from two settings; unreadable values fall back to the default."""
    percent = int(scale) if scale.isdigit() else USUAL_SCALE
    return Theme(name if name in THEMES else THEMES[0], max(MIN_SCALE, min(MAX_SCALE, percent)))


def stylesheet(theme: Theme) -> str:
    """The stylesheet with every token filled in."""
    text = (RESOURCES / "style" / "app.qss").read_text("utf-8")
    for name, value in _values(theme).items():
        text = text.replace(f"@{name}@", value)
    return text


@lru_cache(maxsize=4)
def _values(theme: Theme) -> dict[str, str]:
    values = dict(tokens()["palettes"][theme.name])
    values |= {name: f"{theme.points(name):g}" for name in tokens()["points"]}
    values |= {name: str(size) for name, size in tokens()["pixels"].items()}
    values["family"] = FAMILY
    grown = int(pixels("target") * theme.scale / 100)
    values |= {"target": str(grown), "icon": str(int(pixels("icon") * theme.scale / 100))}
    values |= {f"lines{count}": str(int(theme.points("base") * LINE_HEIGHT * count)) for count in (2, 3)}
    values |= {"chip_height": str(grown - 4), "chip": str(grown // 2 - 2), "round": str(_round(theme))}
    for drawing in ("arrow", "tick", "dot"):
        values[drawing] = (RESOURCES / "style" / f"{drawing}-{theme.name}.svg").as_posix()
    return values


def _round(theme: Theme) -> int:
    # Half of the indicator with its border: a circle.
    return int(pixels("icon") * theme.scale / 100) // 2 + 2


def palette(theme: Theme) -> QPalette:
    """The palette for what the stylesheet does not reach (Fusion's own drawing, dialogs of Qt)."""
    roles = {
        QPalette.ColorRole.Window: "bg", QPalette.ColorRole.WindowText: "text", QPalette.ColorRole.Base: "surface",
        QPalette.ColorRole.AlternateBase: "bg", QPalette.ColorRole.Text: "text", QPalette.ColorRole.Button: "surface",
        QPalette.ColorRole.ButtonText: "text", QPalette.ColorRole.BrightText: "bad", QPalette.ColorRole.Link: "primary",
        QPalette.ColorRole.Highlight: "selection", QPalette.ColorRole.HighlightedText: "text",
        QPalette.ColorRole.ToolTipBase: "surface", QPalette.ColorRole.ToolTipText: "text",
        QPalette.ColorRole.PlaceholderText: "muted", QPalette.ColorRole.Mid: "line", QPalette.ColorRole.Dark: "line_strong",
        QPalette.ColorRole.Light: "surface", QPalette.ColorRole.Midlight: "hover", QPalette.ColorRole.Shadow: "rail",
    }  # fmt: skip
    made = QPalette()
    for role, token in roles.items():
        made.setColor(role, QColor(theme.colour(token)))
    made.setColor(QPalette.ColorRole.LinkVisited, QColor(0, 0, 0, 0))  # what scrolled areas fill themselves with: nothing
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.colour("muted")))
    return made


def load_fonts(faces: tuple[str, ...] = FACES) -> None:
    """Make faces of the bundled family known to Qt, each once a run."""
    for face in faces:
        _load_face(face)


@cache
def _load_face(face: str) -> None:
    from PySide6.QtGui import QFontDatabase  # the outline of a start has no letters

    QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / f"{face}.ttf"))


def begin(program: str) -> QApplication:
    """The application with its style: named here, it costs nothing; asked for later, every class of style is made for it."""
    return QApplication([program, "-style", STYLE])


def apply(application: QApplication, theme: Theme, first: bool = False) -> None:
    """Give the whole program this look, at once, while it runs; what it wears already is not looked through again.

    ``first``: before the first picture, which finds its font in the sheet.
    """
    load_fonts(FIRST_FACES)
    sheet = stylesheet(theme)
    if application.styleSheet() == sheet:
        return
    if not first:
        set_font(application, theme)
    application.setCursorFlashTime(0)  # a cursor that blinks wakes the computer twice a second
    application.setPalette(palette(theme))
    application.setStyleSheet(sheet)


def set_font(application: QApplication, theme: Theme) -> None:
    """The font of what no sheet reaches; its class has enumerations that the first picture does not wait for."""
    font = application.font()
    font.setFamily(FAMILY)
    font.setPointSizeF(theme.points("base"))
    application.setFont(font)
