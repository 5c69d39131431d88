"""Letter numbers, letterheads and telephone numbers: what is written, what is refused, what is shown."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.domain import letter_number, letterhead, phone
from core.domain.errors import Invalid
from core.domain.letter_number import DEFAULT_PATTERN, LetterNumber
from core.domain.letterhead import Letterhead

DAY = date(2026, 11, 5)


def refused(call: Any, *given: Any) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Invalid) as caught:
        call(*given)
    return caught.value.code, dict(caught.value.details)


def test_a_number_is_written_by_its_pattern() -> None:
    made = letter_number.write_number(DEFAULT_PATTERN, 45, "PNR", "KSB", "7QK", DAY)
    assert made == LetterNumber(45, "7QK", "045/PNR/KSB.7QK/XI/2026")
    every = "{sifat}-{urut}/{kode}/{seri}/{tahun}"
    assert letter_number.write_number(every, 1000, "PNR", "KSB", "7QK", DAY).text == "B-1000/PNR/7QK/2026"
    assert letter_number.write_number(every, 1, "PNR", "KSB", "7QK", DAY, "R").text == "R-001/PNR/7QK/2026"
    months = [
        letter_number.write_number("{urut}{kode}{seri}{tahun} {bulan}", 1, "", "", "", date(2026, m, 1)).text
        for m in range(1, 13)
    ]
    assert [text.split()[1] for text in months] == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]


@pytest.mark.parametrize(
    "pattern",
    [
        "{urut}/{kode}/{seri}",
        "{urut}/{kode}/{tahun}",
        "{urut}/{seri}/{tahun}",
        "{kode}/{seri}/{tahun}",
        "{urut}/{urut}/{kode}/{seri}/{tahun}",
        "{urut}/{kode}/{seri}/{tahun}/{lain}",
        "{urut}/{kode}/{seri}/{tahun}/{",
        "{urut}/{kode}/{seri}/{tahun}/}",
        "{urut}/{kode}/{seri}/{tahun}#",
        "{urut}/{kode}/{seri}/{tahun}\n",
    ],
)
def test_a_pattern_names_what_a_number_needs_once_each(pattern: str) -> None:
    assert refused(letter_number.check_pattern, pattern) == ("number.pattern", {"needed": "{kode}, {seri}, {tahun}, {urut}"})
    with pytest.raises(Invalid):
        letter_number.write_number(pattern, 1, "PNR", "KSB", "7QK", DAY)


def test_a_number_has_at_most_forty_bytes() -> None:
    pattern = "{urut}/{kode}/{seri}/{tahun}"
    assert len(letter_number.write_number(pattern, 1, "K" * 27, "", "SSS", DAY).text) == 40
    assert refused(letter_number.write_number, pattern, 1, "K" * 28, "", "SSS", DAY) == ("number.too_long", {"limit": 40})


def test_a_letterhead_is_kept_without_blanks_and_within_its_limits() -> None:
    made = letterhead.checked(Letterhead(agency=" A ", unit=" U ", lines=(" x ", " ", "y"), place=" P ", picture=b"p"))
    assert made == Letterhead(agency="A", unit="U", lines=("x", "y"), place="P", picture=b"p")
    assert letterhead.checked(Letterhead(lines=("x",) * 4, agency="a" * 160)).lines == ("x",) * 4
    assert refused(letterhead.checked, Letterhead(lines=("x",) * 5)) == ("letterhead.lines", {"limit": 4})
    for field in ("agency", "unit", "place"):
        assert refused(letterhead.checked, Letterhead(**{field: "a" * 161})) == ("text.too_long", {"field": field, "limit": 160})
        assert refused(letterhead.checked, Letterhead(**{field: "a\x00"})) == ("text.forbidden", {"field": field})
    assert refused(letterhead.checked, Letterhead(lines=("a" * 161,))) == ("text.too_long", {"field": "line", "limit": 160})


@pytest.mark.parametrize(
    ("text", "value", "problems"),
    [
        ("0812 3456 7890", "+6281234567890", []),
        ("+44 20 7946 0958", "+442079460958", ["phone.foreign"]),
        ("+60 12-345 6789", "+60123456789", ["phone.foreign"]),
    ],
)
def test_a_number_is_known_by_its_countrys_plan(text: str, value: str, problems: list[str]) -> None:
    checked = phone.known_phone(text)
    assert (checked.value, [one.code for one in checked.problems]) == (value, problems)


@pytest.mark.parametrize("text", ["+999 123456789", "+1 000 000 0000"])
def test_a_number_that_no_plan_knows_is_unusual(text: str) -> None:
    assert [(one.code, one.severity) for one in phone.known_phone(text).problems] == [("phone.unusual", "warning")]


@pytest.mark.parametrize(
    ("text", "shown"),
    [("0812 3456 7890", "+6281*******90"), ("", ""), ("12345", "******")],
)
def test_a_shown_number_keeps_its_beginning_and_two_digits(text: str, shown: str) -> None:
    assert phone.mask_phone(text) == shown
