"""What the province tells its posts, and that a post has read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import msgspec

from core.domain.errors import Invalid
from core.domain.ids import CommandId, SubjectId
from core.domain.text import check_line, check_narrative, is_blank

MOST_WORDS: Final = 20_000
"""Characters of an announcement."""


class AnnouncementFacts(msgspec.Struct, frozen=True, kw_only=True):
    """``to`` is a post's code, or empty for all posts; ``urgent`` where it must not wait."""

    to: str = ""
    urgent: bool = False


class AnnouncementStory(msgspec.Struct, frozen=True, kw_only=True):
    """The words."""

    title: str
    words: str


class AnnouncementMade(msgspec.Struct, frozen=True):
    """A desk told its posts something."""

    facts: AnnouncementFacts | None
    story: AnnouncementStory | None = None


class AnnouncementReadFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Which announcement (its subject)."""

    announcement: bytes


class AnnouncementRead(msgspec.Struct, frozen=True):
    """An officer of a post has read it."""

    facts: AnnouncementReadFacts | None


@dataclass(frozen=True, slots=True)
class Announce:
    """Tell every post, or one, something."""

    command: CommandId
    title: str
    words: str
    to: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class MarkRead:
    """Tell the province that its announcement has been read here."""

    command: CommandId
    announcement: SubjectId


AnnouncementCommand = Announce | MarkRead


def announce(command: Announce) -> AnnouncementMade:
    """The event, or a refusal: ``Invalid`` with ``announcement.empty`` (field), ``text.*``."""
    check_line(command.title, "title")
    check_narrative(command.words, "words")
    for name, text in (("title", command.title), ("words", command.words)):
        if is_blank(text):
            raise Invalid("announcement.empty", field=name)
    if len(command.words) > MOST_WORDS:
        raise Invalid("text.too_long", field="words", limit=MOST_WORDS)
    facts = AnnouncementFacts(to=command.to, urgent=command.urgent)
    return AnnouncementMade(facts, AnnouncementStory(title=command.title.strip(), words=command.words.strip()))
