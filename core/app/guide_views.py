"""What screens and verbs see of the guidance."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.guidance import Advice
from core.domain.guide_search import Hit as Hit


@dataclass(frozen=True, slots=True)
class LocalRule:
    """What a regency or the province ruled for itself, with its document and validity."""

    area: str
    topic: str
    text: str
    document: str
    valid_from: str
    valid_to: str


@dataclass(frozen=True, slots=True)
class GuideView:
    """The advice, and the local rules that may say otherwise on that day."""

    advice: Advice
    local: tuple[LocalRule, ...]
    regency: str


@dataclass(frozen=True, slots=True)
class GuideQuestion:
    """One question to be answered with yes or no."""

    code: str
    ask_id: str
    ask_en: str
