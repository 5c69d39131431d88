"""Numbers of persons and cases: checked without asking anybody, and never refused where a mismatch is lawful.

An ``error`` is a number that cannot be one; a ``warning`` is one that may be right all the same: a NIK keeps the codes
and the birth date of its first registration (PP 37/2007 Pasal 37, PP 40/2019 Pasal 30), and NRP differ by service.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from typing import Literal

from core.domain.check_digits import mod_37_36, mod_97_10
from core.domain.errors import Invalid
from core.domain.person_name import REGISTRY_LENGTH, PersonName, name_key, names_alike, split_name

__all__ = [
    "CaseNumber",
    "Checked",
    "PersonName",
    "Problem",
    "check_case_number",
    "check_employee_number",
    "check_lookup_code",
    "check_name",
    "check_ni_pppk",
    "check_nik",
    "check_nip",
    "check_nrp_polri",
    "check_nrp_tni",
    "check_phone",
    "format_lookup_code",
    "make_case_number",
    "mask_nik",
    "name_key",
    "names_alike",
    "split_name",
]

Severity = Literal["error", "warning"]

_PROVINCE_CODES = (
    "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 71 72 73 74 75 76 81 82 91 92 93 94 95 96"
)
PROVINCES = frozenset(_PROVINCE_CODES.split())
"""The 38 provinces' codes of Kemendagri."""

AREA_CODES = frozenset({"716", "717", "718", "719", "370", "371", "372", "373", "374", "376"})
"""Telephone area codes of the two provinces, without the leading zero."""

WORKING_AGE = 16
LOOKUP_DIGITS = 16

_MOBILE = re.compile(r"\+628[1-9]\d{7,10}", re.ASCII)
_LANDLINE = re.compile(r"\+62(\d{3})\d{5,8}", re.ASCII)
_NRP_TNI = re.compile(r"\d{4,15}(/[A-Z]{1,3})?", re.ASCII)
_NRP_POLRI = re.compile(r"\d{2}(0[1-9]|1[0-2])\d{4}", re.ASCII)
_CASE = re.compile(r"([A-Z0-9]+(?:-[A-Z0-9]+)*)-(\d{6})-(\d{3,})-([A-Z0-9])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is odd about a value: a stable code and how much it matters."""

    code: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Checked:
    """A value in its normal form with what is odd about it."""

    value: str
    problems: tuple[Problem, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether nothing worse than a warning was found."""
        return all(problem.severity != "error" for problem in self.problems)


def check_nik(text: str, birth: date | None = None, districts: Container[str] = ()) -> Checked:
    """A NIK: PPRRDD DDMMYY SSSS, women's day plus 40, no check digit.

    ``districts`` holds the known codes as six digits; a code not among them is a warning, as is another birth date.
    """
    value = _bare(text)
    broken = _digits("nik", value, 16)
    if broken:
        return Checked(value, broken)
    day, month, year = int(value[6:8]), int(value[8:10]), int(value[10:12])
    day -= 40 if day > 40 else 0
    found = [
        _if(not any(_exists(century + year, month, day) for century in (1900, 2000)), "nik.birth_date", "error"),
        _if(value[12:] == "0000", "nik.serial", "error"),
        _if(value[:2] not in PROVINCES, "nik.province", "warning"),
        _if(bool(districts) and value[:6] not in districts, "nik.district", "warning"),
        _if(birth is not None and _short(birth) != (day, month, year), "nik.birth_mismatch", "warning"),
    ]
    return _result(value, found)


def mask_nik(nik: str) -> str:
    """A NIK as screens show it: the first six digits and the last two."""
    return nik[:6] + "*" * (len(nik) - 8) + nik[-2:] if len(nik) > 8 else "*" * len(nik)


def check_nip(text: str) -> Checked:
    """A civil servant's NIP: birth date, month of appointment, sex, serial (Perka BKN 22/2007)."""
    value = _bare(text)
    broken = _digits("nip", value, 18) or _employee("nip", value)
    if any(problem.severity == "error" for problem in broken):
        return Checked(value, broken)
    month = int(value[12:14])
    looks_contract = not 1 <= month <= 12
    return Checked(value, broken + _result(value, [_if(looks_contract, "nip.looks_pppk", "warning")]).problems)


def check_ni_pppk(text: str) -> Checked:
    """A contract civil servant's number: digits 13-14 are a code of the contract, not a month."""
    value = _bare(text)
    return Checked(value, _digits("ni_pppk", value, 18) or _employee("ni_pppk", value))


def check_employee_number(text: str) -> tuple[Literal["NIP", "NI_PPPK"], Checked]:
    """A number of 18 digits of either kind: digits 13-14 of 01 to 12 mean NIP."""
    value = _bare(text)
    if len(value) == 18 and _plain(value) and not 1 <= int(value[12:14]) <= 12:
        return "NI_PPPK", check_ni_pppk(value)
    return "NIP", check_nip(value)


def check_nrp_tni(text: str) -> Checked:
    """A soldier's NRP; its length differs by service and rank, so that nothing is ever an error."""
    value = " ".join(text.split()).upper().replace(" ", "")
    return _result(value, [_if(not _NRP_TNI.fullmatch(value), "nrp_tni.unusual", "warning")])


def check_nrp_polri(text: str) -> Checked:
    """A police officer's NRP: year and month of birth, serial; another shape is a warning."""
    value = _bare(text)
    return _result(value, [_if(not _NRP_POLRI.fullmatch(value), "nrp_polri.unusual", "warning")])


def check_phone(text: str) -> Checked:
    """A telephone number in the form +62...; a number from abroad or of unusual length is a warning."""
    kept = re.sub(r"[\s().\-]", "", text)
    if not _plain(kept.removeprefix("+")):
        return Checked(kept, (Problem("phone.characters", "error"),))
    value = _international(kept)
    area = _LANDLINE.fullmatch(value)
    usual = _MOBILE.fullmatch(value) or (area and area[1] in AREA_CODES)
    if not value.startswith("+62"):
        return Checked(value, (Problem("phone.foreign", "warning"),))
    return _result(value, [_if(not usual, "phone.unusual", "warning")])


def _international(number: str) -> str:
    if number.startswith("+"):
        return number
    return f"+62{number.removeprefix('0')}" if number[0] in "08" else f"+{number}"


def check_name(text: str) -> Checked:
    """A full name with its titles; capitals stay as typed, one word is enough, digits and signs are a warning."""
    value = " ".join(text.split())
    core = split_name(value).core
    strange = any(not (c.isalpha() or c in " '\u2019`.-" or _is_mark(c)) for c in core)
    found = [
        _if(not any(c.isalpha() for c in core), "name.empty", "error"),
        _if(len(core) > REGISTRY_LENGTH, "name.long", "warning"),
        _if(strange, "name.characters", "warning"),
    ]
    return _result(value, found)


def _is_mark(character: str) -> bool:
    return "\u0300" <= character <= "\u036f"


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """What a case number says: the post, the day in the post's zone, and the number of that day."""

    post: str
    day: date
    sequence: int


def make_case_number(post: str, day: date, sequence: int) -> str:
    """The case number ``{POST}-{YYMMDD}-{seq:03}-{check}``; it opens nothing and holds no name."""
    body = f"{post.upper()}-{day:%y%m%d}-{sequence:03}"
    return f"{body}-{mod_37_36(body.replace('-', ''))}"


def check_case_number(text: str) -> CaseNumber:
    """Read a case number as quoted; raises ``Invalid`` ``case_number.malformed`` or ``case_number.check_digit``."""
    parts = _CASE.fullmatch("".join(text.split()).upper())
    if parts is None:
        raise Invalid("case_number.malformed")
    post, digits, sequence, check = parts.groups()
    if mod_37_36((post + digits + sequence).replace("-", "")) != check:
        raise Invalid("case_number.check_digit")
    year, month, day = 2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:])
    if not _exists(year, month, day) or f"{int(sequence):03}" != sequence:
        raise Invalid("case_number.malformed")
    return CaseNumber(post, date(year, month, day), int(sequence))


def format_lookup_code(digits: str) -> str:
    """A look-up code of 16 random digits as the reporter gets it: with two check digits, in groups of four."""
    if len(digits) != LOOKUP_DIGITS or not _plain(digits):
        raise ValueError("a look-up code has 16 digits")
    whole = digits + mod_97_10(digits)
    return " ".join(whole[start : start + 4] for start in range(0, len(whole), 4))


def check_lookup_code(text: str) -> str:
    """The 16 digits of a look-up code as typed; raises ``Invalid`` ``lookup.length`` or ``lookup.check_digits``."""
    value = _bare(text)
    if len(value) != LOOKUP_DIGITS + 2 or not _plain(value):
        raise Invalid("lookup.length", expected=LOOKUP_DIGITS + 2, found=len(value))
    if mod_97_10(value[:LOOKUP_DIGITS]) != value[LOOKUP_DIGITS:]:
        raise Invalid("lookup.check_digits")
    return value[:LOOKUP_DIGITS]


def _bare(text: str) -> str:
    return re.sub(r"[\s.\-]", "", text)


def _plain(value: str) -> bool:
    return value.isascii() and value.isdigit()


def _digits(kind: str, value: str, length: int) -> tuple[Problem, ...]:
    if not _plain(value):
        return (Problem(f"{kind}.digits", "error"),)
    return (Problem(f"{kind}.length", "error"),) if len(value) != length else ()


def _employee(kind: str, value: str) -> tuple[Problem, ...]:
    """What NIP and NI PPPK share: birth date, year of appointment, sex, serial."""
    year, month, day = int(value[:4]), int(value[4:6]), int(value[6:8])
    found = [
        _if(not (year >= 1900 and _exists(year, month, day)), f"{kind}.birth_date", "error"),
        _if(value[14] not in "12", f"{kind}.sex", "error"),
        _if(value[15:] == "000", f"{kind}.serial", "error"),
        _if(int(value[8:12]) < year + WORKING_AGE, f"{kind}.appointed_young", "warning"),
    ]
    return _result(value, found).problems


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _short(day: date) -> tuple[int, int, int]:
    return day.day, day.month, day.year % 100


def _if(bad: bool, code: str, severity: Severity) -> Problem | None:
    return Problem(code, severity) if bad else None


def _result(value: str, found: list[Problem | None]) -> Checked:
    return Checked(value, tuple(problem for problem in found if problem is not None))
