"""What a map or a table says of an area in words."""

from __future__ import annotations

from core.app.vulnerability_views import AreaView
from ui.gui.words import Words


def level_words(t: Words, level: str) -> str:
    """A level's name; an area that nobody assessed says so."""
    return t(f"level.{level}") if level else t("vulnerability.unassessed")


def area_words(t: Words, area: AreaView) -> str:
    """Level, warnings, what they rest on and silence of an area, as one line for tips and screen readers."""
    low, middle, high = area.warnings
    parts = [
        f"{area.name}: {level_words(t, area.level)}",
        t("vulnerability.warned", total=area.total, high=high, middle=middle, low=low),
    ]
    if area.total:
        seen, heard, media, _unsaid = area.grades
        parts.append(t("vulnerability.ground", seen=seen, heard=heard, media=media, confirmed=area.confirmed))
    if area.proposed:
        parts.append(t("vulnerability.proposes", level=level_words(t, area.proposed), why=t(f"vulnerability_why.{area.why}")))
    if area.beside:
        parts.append(t("vulnerability.beside"))
    if area.posts:
        parts.append(t("vulnerability.posts", posts=area.posts, silent=area.silent))
    return ". ".join(parts)
