"""The printed code of an enrolment kit: seven random words and a check word, and the file it opens.

A word is two syllables of consonant and vowel, ``bacu``, ``wiro``: 80 x 80 words, 12.6 bits each, 88 bits in all.
The file is an AEAD box under Argon2id of the code. An age file under a passphrase was tried first: its scrypt cost
cannot be chosen through the library and took 1 GiB of memory, which stops a laptop with 4 GB.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from core.crypto.boxes import lock_box, open_box
from core.crypto.kdf import FLOOR, SALT_BYTES, stretch
from core.crypto.labels import KIT, KIT_CODE_CHECK, labelled_hash
from core.domain.errors import Invalid, Unlockable, Untrusted

MAXIMUM_BYTES: Final = 4 * 1024 * 1024
SECRET_WORDS: Final = 7
_CONSONANTS: Final = "bcdghjklmnprstwy"
_VOWELS: Final = "aeiou"
_SYLLABLES: Final = tuple(consonant + vowel for consonant in _CONSONANTS for vowel in _VOWELS)
_WORDS: Final = len(_SYLLABLES) ** 2
_WORD_LETTERS: Final = 4
_SEED_BYTES: Final = 24  # 103 bits more than the words hold, so that the remainder is even
_CHECKSUM_BYTES: Final = 32
_FRAME_BYTES: Final = 256


def make_code(entropy: Callable[[int], bytes]) -> str:
    """Return a fresh code: eight words of four letters joined by hyphens, the last one checks the others."""
    number = int.from_bytes(entropy(_SEED_BYTES), "big")
    words = []
    for _ in range(SECRET_WORDS):
        number, index = divmod(number, _WORDS)
        words.append(_word(index))
    return "-".join([*words, _check_word(words)])


def parse_code(typed: str) -> str:
    """Return the code as printed from what was typed; capitals, spaces, hyphens and their absence do not matter.

    Too few, too many or impossible syllables are ``Invalid("kit.code_shape")``, a slip ``Invalid("kit.code_check")``.
    """
    letters = re.sub(r"[\s\-.,_\u2010-\u2015]", "", typed).lower()
    words = [letters[start : start + _WORD_LETTERS] for start in range(0, len(letters), _WORD_LETTERS)]
    if len(words) != SECRET_WORDS + 1 or not all(_is_word(word) for word in words):
        raise Invalid("kit.code_shape", words=SECRET_WORDS + 1)
    if words[-1] != _check_word(words[:-1]):
        raise Invalid("kit.code_check")
    return "-".join(words)


def seal_with_code(plain: bytes, code: str, entropy: Callable[[int], bytes]) -> bytes:
    """Return at most 4 MiB sealed under the code: salt (32 bytes), checksum (32), box."""
    if len(plain) > MAXIMUM_BYTES:
        raise Invalid("kit.size", maximum=MAXIMUM_BYTES)
    salt = entropy(SALT_BYTES)
    box = lock_box(_key(parse_code(code), salt), plain, KIT, entropy)
    return salt + _checksum(salt, box) + box


def open_with_code(sealed: bytes, code: str) -> bytes:
    """Return what the code opens; ``Unlockable`` with ``kit.code`` (another code) or ``kit.damaged``.

    The checksum tells a file that was cut on its way from a code that belongs to another file; it proves nothing more.
    """
    if len(sealed) > MAXIMUM_BYTES + _FRAME_BYTES:
        raise Invalid("kit.size", maximum=MAXIMUM_BYTES)
    spelled = parse_code(code)
    salt, box = sealed[:SALT_BYTES], sealed[SALT_BYTES + _CHECKSUM_BYTES :]
    if sealed[SALT_BYTES : SALT_BYTES + _CHECKSUM_BYTES] != _checksum(salt, box):
        raise Unlockable("kit.damaged")
    try:
        return open_box(_key(spelled, salt), box, KIT)
    except Untrusted:
        raise Unlockable("kit.code") from None


def _key(code: str, salt: bytes) -> bytearray:
    """Argon2id at the floor: 88 random bits need little stretching, and a kit must open on a laptop with 4 GB."""
    return stretch(code.encode("ascii"), salt, FLOOR)


def _checksum(salt: bytes, box: bytes) -> bytes:
    return labelled_hash(KIT, salt, box)


def _word(index: int) -> str:
    first, second = divmod(index, len(_SYLLABLES))
    return _SYLLABLES[first] + _SYLLABLES[second]


def _is_word(word: str) -> bool:
    return word[:2] in _SYLLABLES and word[2:] in _SYLLABLES


def _check_word(words: list[str]) -> str:
    digest = labelled_hash(KIT_CODE_CHECK, "-".join(words).encode("ascii"))
    return _word(int.from_bytes(digest[:8], "big") % _WORDS)
