"""Check characters of ISO/IEC 7064: every single wrong character in a code read out or copied by hand is noticed."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""The characters of MOD 37,36, in the order of their values."""


def mod_37_36(text: str) -> str:
    """The check character for digits and capital letters (ISO/IEC 7064, MOD 37,36); others raise ``ValueError``."""
    product = 36
    for character in text:
        total = (product + ALPHABET.index(character)) % 36 or 36
        product = (total * 2) % 37
    return ALPHABET[(37 - product) % 36]


def mod_97_10(digits: str) -> str:
    """The two check digits, 02 to 98, for decimal digits (ISO/IEC 7064, MOD 97-10)."""
    return f"{98 - int(digits) * 100 % 97:02}"
