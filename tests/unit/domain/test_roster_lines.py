"""Lines of personnel lists: what each cell means, what cannot be taken, what wants a look, and whom a line speaks of."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.domain import roster_words as words
from core.domain.identifiers import Checked, Problem
from core.domain.roster import PersonRecord, office_id
from core.domain.roster_match import Matcher
from core.domain.roster_rows import LIMIT, ListedPerson, Note, Rules, read_person

NIP = "198609262015051001"
PERSON = {"name": "Siti Aminah", "position": "Analis", "employment": "PNS"}


def usable(number: str, kind: str) -> Checked:
    """A judge of numbers that finds 'bad' unusable and 'odd' doubtful."""
    if number == "bad":
        return Checked(number, (Problem("nip.length", "error"),))
    return Checked(number.upper(), (Problem("nip.date", "warning"),)) if number == "odd" else Checked(number)


RULES = Rules(usable, known=frozenset({"PNS", "PPPK", "TNI"}))


def read(rules: Rules = RULES, rounded: frozenset[str] = frozenset(), **cells: str) -> ListedPerson:
    return read_person(7, PERSON | cells, rules, rounded)


def codes(person: ListedPerson) -> list[tuple[str, str, str]]:
    return [(one.code.removeprefix("roster."), one.field, one.detail) for one in person.notes]


def test_a_line_as_it_is_read() -> None:
    assert read() == ListedPerson(line=7, name="Siti Aminah", position="Analis", employment="PNS", front_title="", back_title="")
    whole = read(
        name="  Siti   Aminah ", front_title="Dr.", back_title="M.Si.", number=NIP, rank="III/c", position=" Kepala  Bidang ",
        agency="Dinas A > Bidang B", unit="Seksi  C", superior="19 86-09.26", is_head="ya", standing="Cuti besar",
        since="1/2/2024", until="2024-03-01",
    )  # fmt: skip
    assert whole == ListedPerson(
        line=7, name="Siti Aminah", front_title="Dr.", back_title="M.Si.", number=NIP, rank="III/c", position="Kepala Bidang",
        path=("Dinas A", "Bidang B", "Seksi C"), employment="PNS", superior="19860926", is_head=True, head_stated=True,
        standing="leave", since="2024-02-01", until="2024-03-01", reason="cuti",
    )  # fmt: skip


def test_titles_are_taken_out_of_the_name_where_they_have_no_column() -> None:
    one = read(name="Drs. Budi Rahmat, M.Si.")
    assert (one.front_title, one.name, one.back_title) == ("Drs.", "Budi Rahmat", "M.Si.")
    kept = read(name="Drs. Budi Rahmat", back_title="")
    assert (kept.front_title, kept.name, kept.back_title) == (None, "Drs. Budi Rahmat", "")


@pytest.mark.parametrize(
    ("cells", "note"),
    [
        ({"name": ""}, Note("roster.line.missing", "name")),
        ({"position": ""}, Note("roster.line.missing", "position")),
        ({"name": "123"}, Note("roster.line.no_name", "name")),
        ({"rank": "x" * (LIMIT + 1)}, Note("roster.line.too_long", "rank")),
        ({"rank": "=1"}, Note("roster.line.formula", "rank")),
        ({"rank": "+1"}, Note("roster.line.formula", "rank")),
        ({"rank": "@a"}, Note("roster.line.formula", "rank")),
        ({"rank": "a\x00"}, Note("roster.line.forbidden_character", "rank")),
        ({"rank": "a\ufffd"}, Note("roster.line.forbidden_character", "rank")),
        ({"employment": "kesatria"}, Note("roster.line.no_kind", "employment", "kesatria")),
        ({"employment": ""}, Note("roster.line.no_kind", "employment", "")),
        ({"number": "bad"}, Note("roster.line.bad_number", "number", "nip.length")),
    ],
)
def test_a_line_that_cannot_be_taken_says_why(cells: dict[str, str], note: Note) -> None:
    assert read(**cells).rejected == note


def test_a_cell_of_the_limit_is_taken_and_a_rounded_number_is_not() -> None:
    assert read(rank="x" * LIMIT).rejected is None
    rounded = read(rounded=frozenset({"number"}), number="1,98E+17")
    assert rounded.rejected == Note("roster.line.rounded_number", "number", "1,98E+17")
    assert read(rounded=frozenset({"number"})).rejected is None, "no such cell in this line"


def test_kinds_by_code_by_word_by_the_list_and_by_number() -> None:
    assert read(employment=" pns ").employment == "PNS"
    assert read(employment="P3K").employment == "PPPK"
    assert read(Rules(usable, frozenset({"PNS_TNI"})), employment="pns tni").employment == "PNS_TNI"
    stated = Rules(usable, RULES.known, employment="TNI")
    assert read(stated, employment="").employment == "TNI"
    assert read(stated, employment="PNS").employment == "PNS"
    guessed = read(employment="", number=NIP)
    assert guessed.employment == "PNS" and codes(guessed) == [("doubt.kind_guessed", "employment", "PNS")]
    assert read(employment="", number="12").rejected == Note("roster.line.no_kind", "employment", "")
    here = Rules(usable, RULES.known, allowed=frozenset({"TNI"}))
    assert read(here).rejected == Note("roster.line.not_here", "employment", "PNS")
    assert read(here, employment="TNI").rejected is None


def test_doubts_are_told_with_their_fields() -> None:
    odd = read(number="odd", rank="GolÃ¨", is_head="mungkin", standing="entah", since="32/1/2024")
    assert odd.number == "ODD" and odd.rejected is None
    assert (odd.is_head, odd.head_stated, odd.standing, odd.reason, odd.since) == (False, True, None, "", "")
    assert codes(odd) == [
        ("doubt.number", "number", "nip.date"),
        ("doubt.mojibake", "rank", ""),
        ("doubt.head", "is_head", "mungkin"),
        ("doubt.standing", "standing", "entah"),
        ("doubt.date", "since", "32/1/2024"),
    ]
    assert codes(read(number="bad")) == []
    assert codes(read(until="x" * 41)) == [("doubt.date", "until", "x" * 40)]
    assert codes(read(since=" - ", until="\u2014")) == []


def test_offices_stand_once_from_the_top_down_and_six_deep() -> None:
    assert read(agency="Dinas A", unit="DINAS  a", subunit="Bidang B").path == ("Dinas A", "Bidang B")
    assert read(agency="a\\b > c \u203a d \u00bb e", unit="f", subunit="g").path == ("a", "b", "c", "d", "e", "f")
    assert read(agency=" ", unit="-").path in {(), ("-",)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024-02-03", date(2024, 2, 3)),
        ("2024-2-3", date(2024, 2, 3)),
        ("2024-02-03T00:00:00", date(2024, 2, 3)),
        ("3/2/2024", date(2024, 2, 3)),
        ("03-02-2024", date(2024, 2, 3)),
        ("3.2.2024", date(2024, 2, 3)),
        ("3 2 2024", date(2024, 2, 3)),
        ("3 Februari 2024", date(2024, 2, 3)),
        ("3-Feb-2024", date(2024, 2, 3)),
        ("31 Des, 2024", date(2024, 12, 31)),
        ("1 jan 2024", date(2024, 1, 1)),
        ("45325", date(2024, 2, 3)),
        ("30000", date(1982, 2, 18)),
        ("29999", None),
        ("70000", None),
        ("30/2/2024", None),
        ("2024-13-01", None),
        ("3 Febr 2024", None),
        ("kemarin", None),
    ],
)
def test_days_as_lists_write_them(text: str, found: date | None) -> None:
    assert words.day_of(text) == found


def test_every_month_in_long_and_short_words() -> None:
    for names in words._MONTHS:
        assert [words.day_of(f"9 {name} 2024") for name in names] == [date(2024, month, 9) for month in range(1, 13)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Aktif", ("active", "")),
        ("", ("active", "")),
        ("Cuti melahirkan", ("leave", "cuti")),
        ("cuti alasan penting", ("leave", "cuti")),
        ("tugas_belajar", ("leave", "tugas_belajar")),
        ("pensiun dini", ("left", "pensiun")),
        ("cutian", None),
        ("entah", None),
    ],
)
def test_standings_by_word(text: str, found: tuple[str, str] | None) -> None:
    assert words.standing_of(text) == found


def test_reasons_that_are_written_as_their_codes() -> None:
    """Of a reason that is one of both, leave is read; what only the program says, that nobody lists him, is no word of a list."""
    leave = {code: words.standing_of(code) for code in words.LEAVE_REASONS}
    assert leave == {code: ("leave", code) for code in words.LEAVE_REASONS}
    left = {code: words.standing_of(code) for code in words.LEFT_REASONS if code not in words.LEAVE_REASONS}
    assert left == {code: ("left", code) if "_" not in code else None for code in left}


def test_yes_and_no() -> None:
    assert {words.yes_or_no(text) for text in words.YES} == {True} and words.yes_or_no(" YA ") is True
    assert {words.yes_or_no(text) for text in words.NO} == {False} and words.yes_or_no(" Tidak ") is False
    assert words.yes_or_no("mungkin") is None


@pytest.mark.parametrize(
    ("name", "depth", "unit", "level"),
    [
        ("Seksi A", 1, False, "seksi"),
        ("Subbag Umum", 1, False, "seksi"),
        ("Bidang A", 1, False, "bidang"),
        ("Kecamatan X", 1, False, "kecamatan"),
        ("Desa X", 1, True, "desa"),
        ("Kota X", 3, False, "kabupaten"),
        ("Kodim 0413", 1, False, "satuan"),
        ("Dinas A", 1, False, "opd"),
        ("Dinas A", 2, False, "bidang"),
        ("Dinas A", 3, False, "seksi"),
        ("Dinas A", 9, False, "seksi"),
        ("Regu A", 1, True, "satuan"),
        ("Seksion", 1, False, "opd"),
    ],
)
def test_levels_of_offices(name: str, depth: int, unit: bool, level: str) -> None:
    assert words.level_of(name, depth, unit=unit) == level


@pytest.mark.parametrize(
    ("position", "path", "so"),
    [
        ("Kepala Dinas Pendidikan", ("Dinas Pendidikan",), True),
        ("Plt. Kepala Dinas Pendidikan", ("Dinas Pendidikan",), True),
        ("Kepala Bidang A", ("Dinas Pendidikan",), False),
        ("Kepala", ("Dinas Pendidikan",), True),
        ("Camat", ("Kecamatan X",), True),
        ("Camat X", ("Kecamatan X",), True),
        ("Camat Y", ("Kecamatan X",), False),
        ("Camat Y", (), True),
        ("Kabid", ("Bidang A",), True),
        ("Analis", ("Bidang A",), False),
        ("Plt", ("Bidang A",), False),
        ("", (), False),
    ],
)
def test_who_leads_by_his_position(position: str, path: tuple[str, ...], so: bool) -> None:
    assert words.leads(position, path) is so
    assert read(position=position or "x", agency=path[0] if path else "").is_head is (so and bool(position))


HOME = "K1"
PATH = ("Dinas A",)
OFFICE = office_id(HOME, PATH)


def known(one: int, name: str = "Siti Aminah", **changes: Any) -> PersonRecord:
    said = {
        "id": bytes([one]) * 16,
        "act": "new",
        "name": name,
        "office": OFFICE,
        "position": "Analis",
        "employment": "PNS",
    } | changes
    return PersonRecord(**said)


def line(place: int, name: str = "Siti Aminah", **changes: Any) -> ListedPerson:
    return ListedPerson(**({"line": place, "name": name, "position": "Analis", "path": PATH, "employment": "PNS"} | changes))


def matched(people: list[PersonRecord], rows: list[ListedPerson]) -> list[tuple[int, bytes | None, list[tuple[str, str, str]]]]:
    listed = frozenset(row.number for row in rows if row.number)
    found = Matcher(HOME, {one.id: one for one in people}, listed).match(rows)
    return [
        (number, None if one is None else one.id[:1], [(n.code.removeprefix("roster.doubt."), n.field, n.detail) for n in notes])
        for number, (one, notes) in sorted(found.items())
    ]


def test_a_line_speaks_of_who_has_its_number() -> None:
    people = [known(1, number="11"), known(2, "Budi", number="22", standing="left")]
    assert matched(people, [line(1, number="11")]) == [(1, b"\x01", [])]
    assert matched(people, [line(1, "Aminah", number="11")]) == [(1, b"\x01", [])]
    other = matched(people, [line(1, "Joko Susilo", number="11")])
    assert other == [(1, b"\x01", [("other_name", "number", "Siti Aminah")])]
    assert matched(people, [line(1, number="11"), line(2, number="11")])[1][1] is None
    assert matched(people, [line(1, "Citra", number="33")]) == [(1, None, [])]


def test_a_new_number_of_somebody_known() -> None:
    assert matched([known(1)], [line(1, number="11")]) == [(1, b"\x01", [("number_added", "number", "")])]
    assert matched([known(1, number="10")], [line(1, number="11")]) == [(1, b"\x01", [("number_changed", "number", "10")])]
    assert matched([known(1), known(2)], [line(1, number="11")]) == [(1, None, [])], "of two namesakes nobody is taken"
    assert matched([known(1, office=b"x" * 16)], [line(1, number="11")]) == [(1, None, [])]
    both = matched([known(1, number="10")], [line(1, number="11"), line(2, number="10")])
    assert both == [(1, None, []), (2, b"\x01", [])]


def test_a_line_without_a_number_speaks_of_a_namesake_in_the_surest_way() -> None:
    assert matched([known(1)], [line(1)]) == [(1, b"\x01", [])]
    assert matched([known(1, position="Camat")], [line(1)]) == [(1, b"\x01", [("by_name", "name", "Camat")])]
    moved = matched([known(1, office=b"x" * 16)], [line(1)])
    assert moved == [(1, b"\x01", [("by_name", "name", "Analis")])]
    assert matched([known(1, office=b"x" * 16, position="Camat")], [line(1)]) == [(1, None, [])]
    several = matched([known(1), known(2)], [line(1, rank="IV/a")])
    assert several[0][2] == [("several", "name", "2")]
    assert matched([known(1, number="11")], [line(1)]) == [(1, None, [])]


def test_a_name_nearly_the_same_is_told_and_never_taken() -> None:
    assert matched([known(1, "Siti Aminnah")], [line(1)]) == [(1, None, [("alike", "name", "Siti Aminnah")])]
    assert matched([known(1, "Siti Aminnah", office=b"x" * 16)], [line(1)]) == [(1, None, [])]
