"""Every problem of a number or a name, with how much it matters; what is lawful at the edge passes without a word."""

from __future__ import annotations

from datetime import date

import pytest

from core.domain import identifiers, phone
from core.domain.errors import Invalid
from core.domain.identifiers import Checked, check_case_number, make_case_number
from core.domain.person_name import names_alike, split_name


def told(checked: Checked) -> str:
    """Codes, an error with an exclamation mark and a warning with a question mark."""
    return " ".join(one.code + {"error": "!", "warning": "?"}[one.severity] for one in checked.problems)


BORN = date(1990, 12, 25)


@pytest.mark.parametrize(
    ("nik", "birth", "districts", "problems"),
    [
        ("1903022512900001", BORN, ("190302",), ""),
        ("1903026512900001", BORN, ("190302",), ""),
        ("1903022512900001", date(1990, 12, 24), (), "nik.birth_mismatch?"),
        ("1903022512900001", date(1991, 12, 25), (), "nik.birth_mismatch?"),
        ("1903022512900001", None, ("190301",), "nik.district?"),
        ("9903022512900001", None, (), "nik.province?"),
        ("1903022512900000", None, (), "nik.serial!"),
        ("1903024112900001", date(1990, 12, 1), (), ""),
        ("1903024012900001", None, (), "nik.birth_date!"),
        ("1903020012900001", None, (), "nik.birth_date!"),
        ("1903022902040001", None, (), ""),
        ("1903022902000001", None, (), ""),
        ("1903022902030001", None, (), "nik.birth_date!"),
        ("1903023013900001", None, (), "nik.birth_date!"),
        ("9903020013900000", BORN, ("x",), "nik.birth_date! nik.serial! nik.province? nik.district? nik.birth_mismatch?"),
        ("190302251290000", None, (), "nik.length!"),
        ("190302251290000x", None, (), "nik.digits!"),
    ],
)
def test_what_is_odd_about_a_nik(nik: str, birth: date | None, districts: tuple[str, ...], problems: str) -> None:
    assert told(identifiers.check_nik(nik, birth, districts)) == problems


SERVANTS = {
    "199612252015121001": "",
    "199612252015122999": "",
    "199612252015013001": "sex!",
    "199612252015010001": "sex!",
    "199612252015011000": "serial!",
    "199602312015011001": "birth_date!",
    "199610252012101001": "",
    "199610252011101001": "appointed_young?",
    "190001011920011001": "",
    "189912311920011001": "birth_date!",
    "199613002011013000": "birth_date! sex! serial! appointed_young?",
    "19961225201512100": "length!",
    "19961225201512100x": "digits!",
}


@pytest.mark.parametrize("number", SERVANTS)
def test_what_a_civil_servants_two_numbers_share(number: str) -> None:
    for check, kind in ((identifiers.check_nip, "nip"), (identifiers.check_ni_pppk, "ni_pppk")):
        assert told(check(number)) == " ".join(f"{kind}.{one}" for one in SERVANTS[number].split())


def test_the_month_of_appointment_tells_a_nip_from_a_contract() -> None:
    kinds = {
        "00": ("NI_PPPK", "nip.looks_pppk?"), "01": ("NIP", ""), "12": ("NIP", ""), "13": ("NI_PPPK", "nip.looks_pppk?"),
        "21": ("NI_PPPK", "nip.looks_pppk?"),
    }  # fmt: skip
    for month, (kind, problem) in kinds.items():
        number = f"199612252015{month}1001"
        assert told(identifiers.check_nip(number)) == problem
        assert identifiers.check_employee_number(f" {number} ") == (kind, Checked(number))
    young, wrong = "199612252005211001", "199613252015211001"
    assert told(identifiers.check_nip(young)) == "nip.appointed_young? nip.looks_pppk?"
    assert told(identifiers.check_nip(wrong)) == "nip.birth_date!", "what cannot be a number is not guessed about"
    for odd in ("", "1996", "19961225201521100x"):
        kind, checked = identifiers.check_employee_number(odd)
        assert kind == "NIP" and not checked.usable


@pytest.mark.parametrize(
    ("check", "typed", "value", "problems"),
    [
        (identifiers.check_nrp_tni, " 1105 0012 / p ", "11050012/P", ""),
        (identifiers.check_nrp_tni, "123", "123", "nrp_tni.unusual?"),
        (identifiers.check_nrp_polri, "8612-1234", "86121234", ""),
        (identifiers.check_nrp_polri, "86131234", "86131234", "nrp_polri.unusual?"),
        (identifiers.check_phone, "+", "+", "phone.characters!"),
        (identifiers.check_phone, "", "", "phone.characters!"),
        (identifiers.check_phone, "0812345678\u0661", "0812345678\u0661", "phone.characters!"),
        (identifiers.check_phone, "60123456789", "+60123456789", "phone.foreign?"),
        (identifiers.check_phone, "0799 12345", "+6279912345", "phone.unusual?"),
        (identifiers.check_phone, "62717 432100", "+62717432100", ""),
        (phone.known_phone, "tanya Pak RT", "tanyaPakRT", "phone.characters!"),
        (phone.known_phone, "+60 12-345 6789", "+60123456789", "phone.foreign?"),
        (phone.known_phone, "0799 12345", "+6279912345", "phone.unusual?"),
        (identifiers.check_name, "Siti 2", "Siti 2", "name.characters?"),
        (identifiers.check_name, "A" * 60, "A" * 60, ""),
        (identifiers.check_name, "A" * 61, "A" * 61, "name.long?"),
        (identifiers.check_name, "2" * 61, "2" * 61, "name.empty! name.long? name.characters?"),
        (identifiers.check_name, "Re\u0301za\u0300 I\u036f", "Re\u0301za\u0300 I\u036f", ""),
        (identifiers.check_name, "Reza\u02ff", "Reza\u02ff", "name.characters?"),
        (identifiers.check_name, "N'a \u2019`.-", "N'a \u2019`.-", ""),
    ],
)  # fmt: skip
def test_the_normal_form_of_a_value_and_what_is_odd_about_it(check: object, typed: str, value: str, problems: str) -> None:
    checked = check(typed)  # type: ignore[operator]
    assert (checked.value, told(checked)) == (value, problems)


def test_a_case_number_is_read_with_blanks_in_it_and_refused_by_what_is_wrong() -> None:
    number = make_case_number("K0413", date(2024, 2, 5), 7)
    assert check_case_number(number.replace("-", " - ")).sequence == 7

    def why(text: str) -> str:
        with pytest.raises(Invalid) as caught:
            check_case_number(text)
        return caught.value.code

    assert why("K0413") == "case_number.malformed"
    assert why(number[:-1] + ("A" if number[-1] != "A" else "B")) == "case_number.check_digit"
    for bare in ("K0413-240230-007", "K0413-240205-0007"):
        whole = f"{bare}-{identifiers.mod_37_36(bare.replace('-', ''))}"
        assert why(whole) == "case_number.malformed", "a right digit makes no day and no number of another length"
    with pytest.raises(ValueError, match=r"^a look-up code has 16 digits$"):
        identifiers.format_lookup_code("1" * 15)


def test_what_follows_a_rank_is_a_name_where_no_rank_stands_before_it() -> None:
    for name in ("Laut Bayu", "(P) Bayu", "Inf Bayu"):
        assert split_name(name).core == name
    assert (split_name("Letkol Laut Bayu").front, split_name("Dr. . Bayu").front) == ("Letkol Laut", "Dr.")


def test_names_are_alike_from_nine_tenths_on_however_long() -> None:
    assert names_alike("Setiawanti", "Setiawanto") and not names_alike("Setiawant", "Setiawano")
    assert names_alike("Siti " * 45, "Siti " * 45 + "A")
    assert not names_alike("", "Siti") and not names_alike("Siti", "-")
