"""The printed code of an enrolment kit: seven random words and a check word, and the file it opens.

A word is two syllables of consonant and vowel, ``bacu``, ``wiro``: 80 x 80 words, 12.6 bits each, 88 bits in all.
The file is an age file under a passphrase (scrypt), so ``age --decrypt`` opens it with the code as printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import pyrage

from core.crypto.labels import KIT_CODE_CHECK, labelled_hash
from core.domain.errors import Invalid, Unavailable, Unlockable

MAXIMUM_BYTES: Final = 4 * 1024 * 1024
SECRET_WORDS: Final = 7
#: Scrypt at 2^20 takes 1 GiB for a moment; what asks for more could stop a laptop with 4 GB.
MAXIMUM_WORK: Final = 20
_CONSONANTS: Final = "bcdghjklmnprstwy"
_VOWELS: Final = "aeiou"
_SYLLABLES: Final = tuple(consonant + vowel for consonant in _CONSONANTS for vowel in _VOWELS)
_WORDS: Final = len(_SYLLABLES) ** 2
_WORD_LETTERS: Final = 4
_SEED_BYTES: Final = 24  # 103 bits more than the words hold, so that the remainder is even
_ROOM_FOR_AGE: Final = 16 * 1024
_HEADER: Final = re.compile(rb"age-encryption\.org/v1\n-> scrypt [A-Za-z0-9+/]{22} ([1-9][0-9]?)\n")
_WRONG: Final = "Decryption failed"  # pyrage's word for a passphrase that does not open; a test pins this
_ATTEMPTS: Final = 4


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


def seal_with_code(plain: bytes, code: str) -> bytes:
    """Return the age file of at most 4 MiB under the code; takes a second or more and up to 1 GiB for a moment.

    The library chooses the cost by its own trial; where that overshoots it is asked again.
    """
    if len(plain) > MAXIMUM_BYTES:
        raise Invalid("kit.size", maximum=MAXIMUM_BYTES)
    passphrase = parse_code(code)
    for _ in range(_ATTEMPTS):
        box: bytes = pyrage.passphrase.encrypt(plain, passphrase)
        if _work(box) <= MAXIMUM_WORK:
            return box
    raise Unavailable("kit.work", maximum=MAXIMUM_WORK)


def open_with_code(box: bytes, code: str) -> bytes:
    """Return what the code opens; ``Unlockable`` with ``kit.code`` (another code) or ``kit.damaged``.

    Size and cost are looked at first: a file of more than 4 MiB or more than 2^20 of scrypt is refused unread.
    """
    if len(box) > MAXIMUM_BYTES + _ROOM_FOR_AGE:
        raise Invalid("kit.size", maximum=MAXIMUM_BYTES)
    passphrase = parse_code(code)
    if _work(box) > MAXIMUM_WORK:
        raise Unlockable("kit.work", maximum=MAXIMUM_WORK)
    try:
        plain: bytes = pyrage.passphrase.decrypt(box, passphrase)
    except pyrage.DecryptError as error:
        raise Unlockable("kit.code" if str(error) == _WRONG else "kit.damaged") from error
    return plain


def _work(box: bytes) -> int:
    """Return the exponent of scrypt's cost from the file's first recipient line."""
    header = _HEADER.match(box)
    if header is None:
        raise Unlockable("kit.damaged")
    return int(header[1])


def _word(index: int) -> str:
    first, second = divmod(index, len(_SYLLABLES))
    return _SYLLABLES[first] + _SYLLABLES[second]


def _is_word(word: str) -> bool:
    return word[:2] in _SYLLABLES and word[2:] in _SYLLABLES


def _check_word(words: list[str]) -> str:
    digest = labelled_hash(KIT_CODE_CHECK, "-".join(words).encode("ascii"))
    return _word(int.from_bytes(digest[:8], "big") % _WORDS)
