"""Accusing words: found where an officer writes them, left alone where they are denied, quoted or mean something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.wording import PARTY_EN, PARTY_ID, find


@pytest.mark.parametrize(
    ("text", "word", "proposal"),
    [
        ("Pelaku memasang baliho", "Pelaku", PARTY_ID),
        ("para pelakunya kabur", "para pelakunya", PARTY_ID),
        ("TERSANGKA hadir", "TERSANGKA", PARTY_ID),
        ("ia terbukti bersalah", "terbukti bersalah", "diduga melanggar"),
        ("telah melanggar netralitas", "telah melanggar", "diduga melanggar"),
        ("sudah melakukan pelanggaran", "sudah melakukan pelanggaran", "diduga melakukan pelanggaran"),
        ("oknum anggota hadir", "oknum", PARTY_ID),
        ("the perpetrator spoke", "the perpetrator", PARTY_EN),
        ("he is guilty of it", "guilty of", "alleged"),
        ("The culprits left", "The culprits", PARTY_EN),
    ],
)
def test_an_accusing_word_is_found_with_a_neutral_one(text: str, word: str, proposal: str) -> None:
    (hint,) = find(text)
    assert (hint.word, hint.proposal, text[hint.start : hint.end], hint.quoted) == (word, proposal, word, False)


@pytest.mark.parametrize(
    "text",
    [
        "Diduga melanggar netralitas",
        "dugaan pelanggaran oleh pihak yang dilaporkan",
        "tidak terbukti",
        "belum terbukti",
        "pelaku usaha setempat",
        "saksi pelaku",
        "pelaksana kampanye",
        "allegedly violated the rule",
        "not proven",
        "terlapor hadir",
        "",
    ],
)
def test_neutral_texts_are_left_alone(text: str) -> None:
    assert find(text) == ()


def test_what_somebody_said_is_marked_as_quoted() -> None:
    said, own = find('Ia berkata "pelaku itu lari", lalu pelaku pergi')
    assert (said.quoted, own.quoted) == (True, False)
    assert [hint.quoted for hint in find("\u201cpelaku\u201d dan pelaku")] == [True, False]
    assert [hint.quoted for hint in find('tanda " tidak ditutup, pelaku')] == [False]


@given(
    st.text(max_size=200), st.sampled_from(("pelaku", "tersangka", "guilty", '"', "diduga ", "terbukti")), st.text(max_size=50)
)
def test_hints_lie_in_the_text_and_never_overlap(before: str, word: str, after: str) -> None:
    text = f"{before} {word} {after}"
    end = 0
    for hint in find(text):
        assert end <= hint.start < hint.end <= len(text)
        assert text[hint.start : hint.end] == hint.word
        assert hint.word != hint.proposal
        end = hint.end
