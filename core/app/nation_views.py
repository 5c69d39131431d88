"""What screens and verbs get to see of the national office, at a province and there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Introduced:
    """Whose file it is: what people compare on another way before it is believed; ``file`` answers it, ``known`` already."""

    name: str
    fingerprint: str
    area: str = ""
    known: bool = False
    file: bytes = b""


@dataclass(frozen=True, slots=True)
class AdoptedRow:
    """A province at the national office; ``last_contact`` is empty before anything came."""

    area: str
    name: str
    fingerprint: str
    posts: int
    reports: int
    entries: int
    last_contact: str


@dataclass(frozen=True, slots=True)
class AboveView:
    """The office that this province knows: entries it holds by its own signed word, and entries it still lacks.

    ``told_at`` is when it said so last, empty before that; ``asked`` counts attachments it asks for that are here.
    """

    name: str
    fingerprint: str
    held: int
    lacking: int
    told_at: str
    asked: int
