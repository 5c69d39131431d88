"""Telephone numbers against the numbering plans of the world; our own short rules stand where they already know better."""

from __future__ import annotations

from core.domain.identifiers import Checked, Problem, check_phone

HOME = "ID"
UNUSUAL = (Problem("phone.unusual", "warning"),)


def known_phone(text: str) -> Checked:
    """A number as ``+62...`` with what is odd about it; one that its country's plan knows is not odd.

    The plans come in only when the first number is asked about.
    """
    plain = check_phone(text)
    if not plain.usable or not plain.problems:
        return plain
    import phonenumbers

    try:
        number = phonenumbers.parse(text, HOME)
    except phonenumbers.NumberParseException:
        return Checked(plain.value, UNUSUAL)
    if not phonenumbers.is_valid_number(number):
        return Checked(plain.value, UNUSUAL)
    value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    at_home = phonenumbers.region_code_for_number(number) == HOME
    return Checked(value, () if at_home else (Problem("phone.foreign", "warning"),))


def mask_phone(text: str) -> str:
    """A number as screens show it: the beginning and the last two digits."""
    value = check_phone(text).value
    return value[:5] + "*" * (len(value) - 7) + value[-2:] if len(value) > 7 else "*" * len(value)
