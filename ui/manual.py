"""The pages of the help as a printed manual, and the quick card; window and verbs alike."""

from __future__ import annotations

from ui import compose, help_pages
from ui.wording import sentences

CARD = "card"
CARD_POINTS = 12.5
TAGS = {"id": "id-ID", "en": "en-GB"}


def manual(language: str) -> bytes:
    """Every page of the help as one PDF with contents."""
    from core.app.manual import Chapter, Cover, manual_pdf

    chapters = [
        Chapter(section.title, help_pages.page(language, name))
        for section in help_pages.contents(language)
        for name in section.pages
    ]
    words = sentences(language)
    below = words["manual.below"].format(version=compose.VERSION)
    cover = Cover(words["manual.title"], below, words["help.contents"], words["manual.foot"], TAGS[language])
    return manual_pdf(compose.read_resource, chapters, cover)


def quick_card(language: str) -> bytes:
    """The quick card on one sheet of A4."""
    from core.app.manual import Chapter, Cover, card_pdf

    words = sentences(language)
    chapter = Chapter("", help_pages.page(language, CARD))
    cover = Cover(chapter.title, words["manual.card_below"], "", words["manual.foot"], TAGS[language], CARD_POINTS)
    return card_pdf(compose.read_resource, chapter, cover)
