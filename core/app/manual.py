"""The manual and the quick card as PDF; nothing of a profile is in them. Imported on first use, for ReportLab is heavy."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.documents.fonts import Fonts
from core.documents.manual import Chapter as Chapter
from core.documents.manual import Cover as Cover
from core.documents.manual import book, card

Resource = Callable[[str], bytes]


def manual_pdf(resource: Resource, chapters: Sequence[Chapter], cover: Cover) -> bytes:
    """All chapters with a table of contents."""
    return book(_fonts(resource), chapters, cover)


def card_pdf(resource: Resource, chapter: Chapter, cover: Cover) -> bytes:
    """One chapter on a sheet."""
    return card(_fonts(resource), chapter, cover)


def _fonts(resource: Resource) -> Fonts:
    return Fonts(*(resource(f"fonts/NotoSans-{face}.ttf") for face in ("Regular", "Bold", "Italic")))
