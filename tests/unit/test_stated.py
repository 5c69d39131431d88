"""What shipped data say of themselves in English is shown in Indonesian; what a province wrote stays."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from core.crypto.kit_code import make_code
from ui import help_pages
from ui.stated import stated
from ui.wording import sentences

REFERENCE = Path(__file__).resolve().parents[2] / "resources" / "reference"
ENGLISH = re.compile(r"\b(and|of|the|by|policy|press|public|laws|joint|part|after|way|codes|local|rule|vocabulary)\b")


def shown() -> Iterator[str]:
    """Sources and licences of every data set, and the bases of routes and time limits."""
    for path in sorted(REFERENCE.glob("*.json")):
        data = json.loads(path.read_text("utf-8"))
        yield from (data["source"], data["licence"])
        if data["dataset"] in ("routes", "deadlines"):
            yield from (each["basis"] for each in data["items"])


def test_no_english_word_is_left_in_indonesian_and_english_is_as_it_stands() -> None:
    texts = set(shown())
    assert any(ENGLISH.search(text) for text in texts) and len(texts) > 20
    assert [text for text in texts if ENGLISH.search(stated("id", text))] == []
    assert all(stated("en", text) == text for text in texts)


def test_every_sentence_is_still_said_by_some_data_and_other_words_stay() -> None:
    told = {text for key, text in sentences("en").items() if key.startswith("stated.")}
    assert told <= set(shown())
    assert stated("id", "Surat Gubernur 12/2031") == "Surat Gubernur 12/2031"


def test_the_code_of_a_kit_is_told_with_hyphens_wherever_it_is_told() -> None:
    assert make_code(bytes).count("-") == 7
    for language, word in (("id", "tanda hubung"), ("en", "hyphens")):
        assert word in sentences(language)["wizard.kit.code_placeholder"] and word in help_pages.page(language, "first_run")
