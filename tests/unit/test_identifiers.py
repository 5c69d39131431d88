"""Numbers and names: golden samples, and the promise that a check digit notices every wrong character."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.check_digits import ALPHABET
from core.domain.errors import Invalid
from core.domain.identifiers import (
    CaseNumber,
    Checked,
    check_case_number,
    check_employee_number,
    check_lookup_code,
    check_name,
    check_ni_pppk,
    check_nik,
    check_nip,
    check_nrp_polri,
    check_nrp_tni,
    check_phone,
    format_lookup_code,
    make_case_number,
    mask_nik,
    name_key,
    names_alike,
    split_name,
)


def codes(checked: Checked) -> list[str]:
    return [problem.code for problem in checked.problems]


@pytest.mark.parametrize("nik", ["1903024506900001", "3602041211870001", "1903 0245 0690 0001", "1903022902000001"])
def test_good_nik(nik: str) -> None:
    checked = check_nik(nik)
    assert checked.usable and codes(checked) == []
    assert checked.value == nik.replace(" ", "")


@pytest.mark.parametrize(
    ("nik", "code"),
    [
        ("190302450690001", "nik.length"),
        ("1903027206900001", "nik.birth_date"),
        ("1903020013900001", "nik.birth_date"),
        ("1903024506900000", "nik.serial"),
        ("19030245069OOOO1", "nik.digits"),
        ("190302450690000\u0661", "nik.digits"),
        ("", "nik.digits"),
    ],
)
def test_impossible_nik(nik: str, code: str) -> None:
    checked = check_nik(nik)
    assert not checked.usable
    assert codes(checked) == [code]


def test_a_lawful_mismatch_of_a_nik_only_warns() -> None:
    assert codes(check_nik("1903024506900001", date(1990, 6, 6))) == ["nik.birth_mismatch"]
    assert codes(check_nik("1903024506900001", date(1990, 6, 5))) == []
    assert codes(check_nik("9903024506900001")) == ["nik.province"]
    assert codes(check_nik("1903024506900001", districts={"190101"})) == ["nik.district"]
    assert check_nik("9903024506900001", date(1999, 1, 1), {"190101"}).usable


def test_a_nik_is_shown_masked() -> None:
    assert mask_nik("1903024506900001") == "190302********01"
    assert mask_nik("12345678") == "********"


def test_nip() -> None:
    assert codes(check_nip("19860926 201505 1 001")) == []
    assert codes(check_nip("19861326 201505 1 001")) == ["nip.birth_date"]
    assert codes(check_nip("198609262015053001")) == ["nip.sex"]
    assert codes(check_nip("198609262015051000")) == ["nip.serial"]
    assert codes(check_nip("1986092620150510")) == ["nip.length"]
    assert codes(check_nip("199608182022211001")) == ["nip.looks_pppk"]
    young = check_nip("198609261999051001")
    assert young.usable and codes(young) == ["nip.appointed_young"]


def test_a_contract_number_has_no_month() -> None:
    assert codes(check_ni_pppk("199608182022211001")) == []
    assert check_employee_number("19960818 202221 1 001")[0] == "NI_PPPK"
    assert check_employee_number("198609262015051001") == ("NIP", check_nip("198609262015051001"))


def test_nrp_never_blocks() -> None:
    assert codes(check_nrp_polri("86 09 1234")) == []
    assert codes(check_nrp_polri("86991234")) == ["nrp_polri.unusual"]
    assert check_nrp_polri("x").usable
    assert check_nrp_tni("11050012345678/p").value == "11050012345678/P"
    assert codes(check_nrp_tni("21-99")) == ["nrp_tni.unusual"]


@pytest.mark.parametrize(
    ("typed", "value", "problems"),
    [
        ("0812-3456-7890", "+6281234567890", []),
        ("62 812 3456 7890", "+6281234567890", []),
        ("+62 (812) 3456.7890", "+6281234567890", []),
        ("81234567890", "+6281234567890", []),
        ("0717 432100", "+62717432100", []),
        ("0800 12", "+6280012", ["phone.unusual"]),
        ("+60 12 345 6789", "+60123456789", ["phone.foreign"]),
        ("tanya Pak RT", "tanyaPakRT", ["phone.characters"]),
        ("+", "+", ["phone.characters"]),
    ],
)
def test_phone(typed: str, value: str, problems: list[str]) -> None:
    checked = check_phone(typed)
    assert (checked.value, codes(checked)) == (value, problems)


@pytest.mark.parametrize("name", ["Suharti", "Na'E Rabi'ah", "I Gusti Ayu Made-Rai", "Siti Nur\u2019aini, S.Sos., M.Si."])
def test_good_names_stay_as_typed(name: str) -> None:
    assert check_name(f"  {name} ") == Checked(name)


def test_odd_names_warn_and_only_an_empty_one_is_refused() -> None:
    assert codes(check_name("Budi 2")) == ["name.characters"]
    assert codes(check_name("A" * 61)) == ["name.long"]
    assert codes(check_name(" - ")) == ["name.empty"]
    assert check_name("Budi 2").usable and not check_name("").usable


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Dr. H. Andi Saputra, S.H., M.H.", ("Dr. H.", "Andi Saputra", "S.H., M.H.")),
        ("Kolonel Inf Bayu Wirawan, M.Han.", ("Kolonel Inf", "Bayu Wirawan", "M.Han.")),
        ("Letkol Laut (P) Bayu", ("Letkol Laut (P)", "Bayu", "")),
        ("AKBP Sari", ("AKBP", "Sari", "")),
        ("Hj.", ("", "Hj.", "")),
        ("Rahmat, warga Dusun II", ("", "Rahmat, warga Dusun II", "")),
        ("Suharti", ("", "Suharti", "")),
    ],
)
def test_titles_are_parted_from_the_name(written: str, parts: tuple[str, str, str]) -> None:
    name = split_name(written)
    assert (name.front, name.core, name.back) == parts
    assert name.full() == written


def test_spellings_of_one_person_are_noticed() -> None:
    assert names_alike("Rahmawatih", "Rahmawati")
    assert names_alike("Dr. Andi Saputra, S.H.", "ANDI  SAPUTRA")
    assert not names_alike("Andi Saputra", "Andi Wirawan")
    assert not names_alike("", "")
    assert name_key("H. Na'e R\u00e9za, S.Sos.") == "nae reza"


def test_case_number() -> None:
    number = make_case_number("p-pongok", date(2024, 2, 5), 7)
    assert number.startswith("P-PONGOK-240205-007-")
    assert check_case_number(f" {number.lower()} ") == CaseNumber("P-PONGOK", date(2024, 2, 5), 7)
    assert check_case_number(make_case_number("K0413", date(2024, 2, 5), 1234)).sequence == 1234


@pytest.mark.parametrize("text", ["", "K0413", "K0413-240205-7-X", "K0413-240205-007-", "K\u0664413-240205-007-A"])
def test_malformed_case_number(text: str) -> None:
    with pytest.raises(Invalid, match=r"case_number\.malformed"):
        check_case_number(text)


def test_a_case_number_of_no_day_is_malformed() -> None:
    real = make_case_number("K0413", date(2024, 2, 5), 1)
    for check in ALPHABET:
        with pytest.raises(Invalid):
            check_case_number(real.replace("240205", "240230")[:-1] + check)


@given(
    post=st.from_regex(r"[A-Z0-9]{1,4}(-[A-Z0-9]{1,8})?", fullmatch=True),
    day=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    sequence=st.integers(0, 5000),
    place=st.integers(0),
    other=st.sampled_from(ALPHABET),
)
def test_a_wrong_character_of_a_case_number_is_noticed(post: str, day: date, sequence: int, place: int, other: str) -> None:
    number = make_case_number(post, day, sequence)
    assert check_case_number(number) == CaseNumber(post, day, sequence)
    places = [index for index, character in enumerate(number) if character != "-"]
    index = places[place % len(places)]
    wrong = number[:index] + other + number[index + 1 :]
    if wrong != number:
        with pytest.raises(Invalid):
            check_case_number(wrong)


def test_lookup_code() -> None:
    shown = format_lookup_code("0123456789012345")
    assert [len(group) for group in shown.split()] == [4, 4, 4, 4, 2]
    assert check_lookup_code(shown.replace(" ", "-")) == "0123456789012345"
    assert format_lookup_code("0" * 16) == "0000 0000 0000 0000 98"


@pytest.mark.parametrize("text", ["", "1234", "0123 4567 8901 2345", "0123 4567 8901 2345 6x", "1" * 19])
def test_a_lookup_code_of_other_length_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match=r"lookup\.length"):
        check_lookup_code(text)


def test_only_whole_random_numbers_become_lookup_codes() -> None:
    with pytest.raises(ValueError, match="16 digits"):
        format_lookup_code("123")


@pytest.mark.fault("CA-17")
@given(digits=st.from_regex(r"[0-9]{16}", fullmatch=True), place=st.integers(0, 17), step=st.integers(1, 9))
def test_a_wrong_digit_of_a_lookup_code_is_noticed(digits: str, place: int, step: int) -> None:
    code = format_lookup_code(digits).replace(" ", "")
    wrong = code[:place] + str((int(code[place]) + step) % 10) + code[place + 1 :]
    assert check_lookup_code(code) == digits
    with pytest.raises(Invalid, match=r"lookup\.check_digits"):
        check_lookup_code(wrong)


@given(digits=st.from_regex(r"[0-9]{16}", fullmatch=True), place=st.integers(0, 16))
def test_swapped_neighbours_in_a_lookup_code_are_noticed(digits: str, place: int) -> None:
    code = format_lookup_code(digits).replace(" ", "")
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if wrong != code:
        with pytest.raises(Invalid, match=r"lookup\.check_digits"):
            check_lookup_code(wrong)
