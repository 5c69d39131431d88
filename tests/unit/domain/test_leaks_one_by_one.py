"""Who shows in open text, edge by edge: names by letters, numbers by digits, marks in their place, and nothing else touched."""

from __future__ import annotations

from typing import Any

import pytest

from core.domain.leaks import CODES, Leak, find_leaks, impersonal, removed, without


def shown(text: str, person: dict[str, Any]) -> list[str]:
    return [text[leak.start : leak.end] for leak in find_leaks({"reporter": person, "narrative": text})]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Ana", "Ana hadir", []),
        ("Budi", "Budi hadir", ["Budi"]),
        ("Li Na", "Li Na, Li dan Na", ["Li Na"]),
        ("Li N", "Li N hadir", []),
        ("Siti Ana", "Siti-Ana, Siti; lalu Ana", ["Siti-Ana", "Siti"]),
        ("Siti Nur Aini", "siti_nur\n aini dan AINI", ["siti_nur\n aini", "AINI"]),
        ("Dr. Budi, S.H.", "Dr. Budi, S.H.", ["Budi"]),
        ("B\u00fcdi", "budi B\u00fcdi", ["budi", "B\u00fcdi"]),
        ("Budi", "Budiman xBudi Budi2 budi_3", ["budi"]),
        ("", "Budi XXXX", []),
    ],
)
def test_a_name_shows_whole_and_by_its_words_of_four_letters(name: str, text: str, found: list[str]) -> None:
    assert shown(text, {"name": name}) == found
    assert shown(text, {"name": name, "phone": None, "email": None}) == found


@pytest.mark.parametrize("field", ["phone", "nik", "safe_contact"])
@pytest.mark.parametrize(
    ("number", "text", "found"),
    [
        ("0812345", "812345 0812345", []),
        ("08123456", "telepon 8123456.", ["8123456"]),
        (
            "+62 812-3456",
            "0812 3456, +62(812)3456, 62-812-3456, 812/3456",
            ["0812 3456", "+62(812)3456", "62-812-3456", "812/3456"],
        ),
        ("08123456", "18123456 81234567 081234560", []),
        ("620123456789012", "0123456789012", ["0123456789012"]),
        ("6201234567890123", "01234567890123 6201234567890123", ["6201234567890123"]),
        ("0123456789012345", "123456789012345 0123456789012345", ["0123456789012345"]),
        ("tanya RT", "tanya RT", []),
    ],
)
def test_a_number_shows_by_its_digits_however_they_are_spaced(field: str, number: str, text: str, found: list[str]) -> None:
    assert shown(text, {"lane": "open", field: number}) == found


def test_an_address_shows_where_it_is_one() -> None:
    assert shown("surat A.B@C.id lagi", {"email": " a.b@c.ID "}) == ["A.B@C.id"]
    assert shown("surat axb@c.id", {"email": "a.b@c.id"}) == shown("ab.c", {"email": "ab.c"}) == []


def test_what_lies_side_by_side_is_two_and_what_overlaps_is_one() -> None:
    person = {"name": "Sutini Rahmawati", "phone": "08123456", "email": "sutini@x.id"}
    assert shown("08123456sutini@x.id", person) == ["08123456", "sutini@x.id"]
    assert shown("Sutini Rahmawati, Sutini", person) == ["Sutini Rahmawati", "Sutini"]
    assert shown("Rahmawati Sutini 08123456 Sutini", person) == ["Rahmawati", "Sutini", "08123456", "Sutini"]


def test_fields_that_hold_codes_or_are_sealed_are_not_searched() -> None:
    person = {"name": "Budi"}
    for name in sorted(CODES):
        assert find_leaks({"reporter": person, "evidence": [{name: "Budi", "title": "x"}]}) == ()
    hidden = {"reporter": person, "witnesses": [{"name": "Budi"}], "typed": {"x": "Budi"}, "typed_persons": ["Budi"]}
    assert find_leaks(hidden) == ()
    tree = {"reporter": person, "count": 3, "evidence": [{"title": "a"}, {"title": "foto Budi", "signs": ["x", "Budi"]}]}
    assert find_leaks(tree) == (
        Leak(("evidence", 1, "title"), 5, 9, "reporter"),
        Leak(("evidence", 1, "signs", 1), 0, 4, "reporter"),
    )
    assert find_leaks({"narrative": "Budi"}) == find_leaks({"reporter": None, "witnesses": None, "narrative": "Budi"}) == ()


def test_witnesses_are_told_from_the_reporter() -> None:
    tree = {"reporter": {"name": "Budi"}, "witnesses": ["x", {"name": "Siti"}], "narrative": "Siti dan Budi"}
    assert [(leak.who, leak.field) for leak in find_leaks(tree)] == [("witness", "narrative"), ("reporter", "narrative")]


def test_only_the_places_found_are_replaced() -> None:
    tree = {
        "reporter": {"name": "Budi"},
        "n": 1,
        "flag": None,
        "narrative": "Budi, Budi",
        "rows": [{"a": "Budi", "b": 2}, "Budi"],
    }
    assert removed(tree, find_leaks(tree)) == {
        "reporter": {"name": "Budi"}, "n": 1, "flag": None, "narrative": "[pelapor], [pelapor]",
        "rows": [{"a": "[pelapor]", "b": 2}, "[pelapor]"],
    }  # fmt: skip
    assert removed(tree, ()) == tree
    places = [Leak(("x",), 0, 1, "reporter"), Leak(("x",), 2, 3, "witness")]
    assert without("a b c", places) == without("a b c", places[::-1]) == "[pelapor] [saksi] c"


def test_a_warning_names_neither_who_reports_nor_who_saw_nor_who_is_reported() -> None:
    tree = {"reporter": {"name": "Budi"}, "witnesses": [{"name": "Siti"}], "reported": ["x", {"name": "Gunawan", "phone": None}]}
    assert impersonal("Budi dan Siti melihat Gunawan", tree) == "[pelapor] dan [saksi] melihat [pihak yang dilaporkan]"
    assert impersonal("Budi melihat Gunawan", tree | {"reported": None}) == "[pelapor] melihat Gunawan"
    assert impersonal("Budi melihat Gunawan", {"reported": tree["reported"]}) == "Budi melihat [pihak yang dilaporkan]"
    assert impersonal("Budi", {}) == "Budi"
