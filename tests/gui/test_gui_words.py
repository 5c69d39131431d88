"""Words: both languages know the same keys with the same places, and every key that the code names exists."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from ui.gui.theme import THEMES, tokens
from ui.gui.words import LANGUAGES, sentences

CODE = Path(__file__).resolve().parents[2] / "ui" / "gui"
CALL = re.compile(r"(?:\bt|_t|\.t)\(\s*(f?)\"([a-z_]+\.[^\"]*)\"")
TITLE = re.compile(r"title = \"([a-z_.]+)\"")


def places(sentence: str) -> set[str]:
    """Names in curly brackets."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_languages_have_the_same_keys_and_places() -> None:
    indonesian, english = (sentences(language) for language in LANGUAGES)
    assert indonesian.keys() == english.keys()
    assert {k for k in indonesian if places(indonesian[k]) != places(english[k])} == set()


def test_every_key_in_the_code_exists() -> None:
    known = sentences("id")
    missing = []
    for path in CODE.rglob("*.py"):
        text = path.read_text("utf-8")
        for formatted, key in CALL.findall(text):
            if formatted:
                start = key.split("{")[0]
                found = any(name.startswith(start) for name in known)
            else:
                found = key in known
            if not found:
                missing.append((path.name, key))
        missing += [(path.name, key) for key in TITLE.findall(text) if key not in known]
    assert missing == []


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB (WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", THEMES)
def test_text_and_borders_have_contrast(look: str) -> None:
    palette = tokens()["palettes"][look]
    texts = {f"{a} on {b}": contrast(palette[a], palette[b]) for a, b in tokens()["text_pairs"]}
    borders = {f"{a} on {b}": contrast(palette[a], palette[b]) for a, b in tokens()["border_pairs"]}
    assert {name: ratio for name, ratio in texts.items() if ratio < 4.5} == {}
    assert {name: ratio for name, ratio in borders.items() if ratio < 3} == {}
