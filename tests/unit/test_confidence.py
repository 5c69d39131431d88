"""How sure an item is: doubt is never shown as verified."""

from __future__ import annotations

import pytest

from core.domain.confidence import confidence_of, count_steps


@pytest.mark.parametrize(
    ("note", "step"),
    [
        ("verified", "verified"),
        ("verified (secondary)", "verified"),
        ("verified (press)", "verified"),
        ("partly verified", "partly"),
        ("verified rule; class not verified", "partly"),
        ("verified article; class of angka 1 knowledge medium", "partly"),
        ("code sourced; month reading inferred; due date not verified", "partly"),
        ("not verified", "unverified"),
        ("not verified (knowledge medium)", "unverified"),
        ("knowledge high", "unverified"),
        ("from knowledge, confidence high", "unverified"),
        ("press report", "press"),
        ("press report; 492 verified (slideshare)", "press"),
        ("sourced: ANTARA", "press"),
        ("policy", "policy"),
        (" Design ", "policy"),
        ("policy of 2024", "unverified"),
        ("code sourced", "partly"),
        ("partly sourced from a book", "partly"),
        ("not verified; partly", "unverified"),
        ("sourced", "press"),
        ("verified as printed", "partly"),
        ("verified by derivation", "partly"),
        ("verified; page cut off", "partly"),
        ("verified, local copy", "partly"),
        ("", "unverified"),
        ("certain", "unverified"),
    ],
)
def test_a_note_becomes_a_step(note: str, step: str) -> None:
    assert confidence_of(note) == step


def test_an_open_question_takes_certainty_away() -> None:
    assert confidence_of("verified", "exact wording of letters a-c") == "partly"
    assert confidence_of("verified", " ") == "verified"


def test_items_are_counted_from_the_surest_step_down() -> None:
    assert list(count_steps(("press", "verified", "policy", "press")).items()) == [("verified", 1), ("policy", 1), ("press", 2)]
    assert count_steps(()) == {}
