"""The one family of typefaces that every paper is printed in."""

from __future__ import annotations

from core.app.device import Device
from core.documents.fonts import Fonts


def fonts_of(device: Device) -> Fonts:
    """The program's one family."""
    return Fonts(*(device.ports.resource(f"fonts/NotoSans-{face}.ttf") for face in ("Regular", "Bold", "Italic")))
