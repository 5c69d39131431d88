"""The recovery key in three shares of which two restore it: SLIP-39 word lists, each pair checked before it is trusted (D15)."""

from __future__ import annotations

from itertools import combinations

import shamir_mnemonic

from core.domain.errors import Invalid

SHARES, NEEDED = 3, 2


def split(secret: bytes) -> tuple[str, ...]:
    """Split 32 bytes into three word lists; every pair is combined again and compared before they are given out."""
    shares = tuple(shamir_mnemonic.generate_mnemonics(1, [(NEEDED, SHARES)], secret)[0])
    for pair in combinations(shares, NEEDED):
        if combine(pair) != secret:
            raise AssertionError("a pair of shares does not restore the secret")
    return shares


def combine(shares: tuple[str, ...]) -> bytes:
    """Restore the secret from two shares; raises ``Invalid('share.unreadable')``."""
    try:
        return bytes(shamir_mnemonic.combine_mnemonics([" ".join(share.split()) for share in shares]))
    except shamir_mnemonic.MnemonicError:
        raise Invalid("share.unreadable") from None
