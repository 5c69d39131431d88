"""Pictures of a code that a reporter brings: known, unknown, and what he may add."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.app.views import Changes, Standing

if TYPE_CHECKING:
    from tests.gallery.walk import Gallery
    from ui.gui.main_window import MainWindow


def pictures(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    place = frame.place
    for name, standing in (("known", Standing("referred", "2024-02-19")), ("unknown", Standing())):
        place.field.put_text("123456789012345678")
        if name == "known":
            gallery._grab(window, "lookup-typed")
        place._code = place.field.take()
        place._told(Changes(frozenset(), standing))
        gallery._grab(window, f"lookup-{name}")
        if name == "known":
            for act in ("threat", "withdrawal"):
                place.begin(act)
                gallery._grab(window, f"lookup-{act}")
        place.forget()
