"""Where open text shows the reporter or a witness, and what is left when that is taken out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.leaks import find_leaks, removed

PEOPLE: dict[str, Any] = {
    "reporter": {
        "lane": "sealed",
        "name": "Dr. Hj. Sutini Rahmawati, M.Si.",
        "phone": "0812-3456-789",
        "nik": "1903024506900001",
        "email": "sutini.r@example.org",
    },
    "witnesses": [{"name": "Marno"}, {"name": "Li Na", "phone": "+62 717 555 0102"}],
}


def shown(text: str, **more: Any) -> list[str]:
    """What of a narrative shows somebody."""
    return [text[leak.start : leak.end] for leak in find_leaks({**PEOPLE, "narrative": text, **more})]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Menurut Sutini, ia hadir.", ["Sutini"]),
        ("menurut RAHMAWATI sendiri", ["RAHMAWATI"]),
        ("Sutini  Rahmawati melihatnya", ["Sutini  Rahmawati"]),
        ("Pak Marno juga melihat", ["Marno"]),
        ("hubungi 62 812 3456 789 segera", ["62 812 3456 789"]),
        ("nomor (0812) 3456.789", ["0812) 3456.789"]),
        ("KTP 1903.0245.0690.0001", ["1903.0245.0690.0001"]),
        ("lewat 0717-5550102", ["0717-5550102"]),
        ("surat ke sutini.r@example.org", ["sutini.r@example.org"]),
        ("Li Na ada di sana", ["Li Na"]),
        ("S\u00fatini", ["S\u00fatini"]),
        ("Sutinisasi desa", []),
        ("Marnoto lain orang", []),
        ("Linawati, Dr. lain, M.Si.", []),
        ("nomor 081234567890 lain", []),
        ("tanggal 03-02-2024", []),
    ],
)
def test_what_is_found_and_what_is_left_alone(text: str, found: list[str]) -> None:
    assert shown(text) == found


def test_names_of_files_titles_and_places_are_looked_at_too() -> None:
    tree = {
        **PEOPLE,
        "place": {"area": "19.01.01", "detail": "rumah Marno"},
        "evidence": [{"title": "Foto oleh Sutini", "file": "IMG_sutini_03.jpg", "kind": "photo"}],
        "reported": [{"subject": "TNI", "name": "Anu", "description": "tetangga Rahmawati"}],
    }
    leaks = find_leaks(tree)
    assert {(leak.field, leak.who) for leak in leaks} == {
        ("place", "witness"),
        ("evidence", "reporter"),
        ("reported", "reporter"),
    }
    assert len(leaks) == 4
    after = removed(tree, leaks)
    assert after["evidence"] == [{"title": "Foto oleh [pelapor]", "file": "IMG_[pelapor]_03.jpg", "kind": "photo"}]
    assert after["place"]["detail"] == "rumah [saksi]"
    assert (after["reporter"], after["witnesses"]) == (tree["reporter"], tree["witnesses"])
    assert find_leaks(after) == ()
    assert tree["evidence"][0]["file"] == "IMG_sutini_03.jpg", "the tree before is untouched, so that it can be undone"


def test_nobody_is_found_where_nobody_is_named() -> None:
    assert find_leaks({"narrative": "Sutini", "reporter": {"lane": "information"}}) == ()
    assert find_leaks({"narrative": "apa saja", "reporter": {"name": "Ab", "phone": "08"}}) == ()


@given(st.text(max_size=200), st.text(max_size=40), st.text(max_size=200))
def test_any_text_is_searched_without_failing_and_places_hold(before: str, name: str, after: str) -> None:
    tree = {"reporter": {"name": name}, "narrative": before + name + after, "summary": after}
    for leak in find_leaks(tree):
        text = tree[leak.field]
        assert isinstance(text, str)
        assert 0 <= leak.start < leak.end <= len(text)


@pytest.mark.fault("CA-14")
@given(st.text("ab cd\n.,-", max_size=60), st.text("xyz \t", max_size=60))
def test_a_name_between_other_words_is_always_found(before: str, after: str) -> None:
    assert "Sutini" in shown(f"{before} Sutini {after}")


def test_a_long_story_is_searched_at_once() -> None:
    assert shown("kata " * 19_000 + "Sutini") == ["Sutini"]
