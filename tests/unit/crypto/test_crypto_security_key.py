"""A security key as the second thing, over the bytes of CTAP2: what opens, what does not, and what each fault is called."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable

import pytest

from core.crypto import keyslots, security_key
from core.crypto.kdf import FLOOR
from core.crypto.keyslots import SlotContent, change_way, create, unlock
from core.crypto.second_factor import TOKEN, Brought, Need
from core.crypto.security_key import SecurityKey
from core.domain.errors import Refused
from tests.soft_token import GET, MAKE, SoftToken

RANDOM = random.Random(31).randbytes
CONTENT = SlotContent(RANDOM(32), b"kunci kepala", b"sertifikat", {})
WORDS = "gudang beras lampu sungai"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretch by a plain hash."""
    monkeypatch.setattr(keyslots, "stretch", lambda words, salt, _cost: bytearray(hashlib.sha256(salt + words).digest()))


def refuses(code: str, work: Callable[[], object]) -> None:
    with pytest.raises(Refused) as caught:
        work()
    assert caught.value.code == code


def enrolled(token: SoftToken) -> tuple[bytes, Need]:
    key = SecurityKey(lambda: [token])
    plain, need = create(WORDS, CONTENT, [], FLOOR, RANDOM), key.enrol(RANDOM)
    return change_way(plain, unlock(plain, WORDS), Brought(WORDS, key), need, RANDOM), need


def test_passphrase_and_token_open_and_neither_alone() -> None:
    token, other = SoftToken(), SoftToken()
    file, need = enrolled(token)
    assert need.kind == TOKEN and len(need.salt) == 32 and token.touches == 2
    assert unlock(file, Brought(WORDS, SecurityKey(lambda: [token]))).content == CONTENT
    assert unlock(file, Brought(WORDS, SecurityKey(lambda: [other, token]))).content == CONTENT, "the one that has it is asked"
    assert (token.touches, other.touches) == (4, 0), "no touch is asked of a token that cannot answer"
    refuses("second.missing", lambda: unlock(file, WORDS))
    refuses("second.wrong", lambda: unlock(file, Brought(WORDS, SecurityKey(lambda: [other]))))
    refuses("second.wrong", lambda: unlock(file, Brought("bukan frasanya", SecurityKey(lambda: [token]))))
    refuses("token.none", lambda: unlock(file, Brought(WORDS, SecurityKey(list))))


def test_the_answer_depends_on_credential_and_salt() -> None:
    token = SoftToken()
    key = SecurityKey(lambda: [token])
    one, two = key.enrol(RANDOM), key.enrol(RANDOM)
    answers = [key.secret_for(need) for need in (one, two, Need(TOKEN, one.credential, two.salt))]
    assert len({bytes(each or b"") for each in answers}) == 3
    assert key.secret_for(one) == answers[0], "and on nothing else"


def test_a_token_that_is_pulled_out_says_so_and_changes_nothing() -> None:
    token = SoftToken()
    file, _ = enrolled(token)
    opened = unlock(file, Brought(WORDS, SecurityKey(lambda: [token])))
    token.pulled = True
    refuses("token.gone", lambda: unlock(file, Brought(WORDS, SecurityKey(lambda: [token]))))
    refuses("token.gone", lambda: SecurityKey(lambda: [token]).enrol(RANDOM))
    plain = change_way(file, opened, WORDS, None, RANDOM)  # what is open needs it no more
    assert unlock(plain, WORDS).content == CONTENT
    token.pulled = False
    assert unlock(file, Brought(WORDS, SecurityKey(lambda: [token]))).content == CONTENT


def test_pulled_out_while_it_blinks() -> None:
    token = SoftToken()
    file, _ = enrolled(token)

    def pulling() -> bool:
        token.pulled = True
        return True

    token._finger = pulling
    refuses("token.gone", lambda: unlock(file, Brought(WORDS, SecurityKey(lambda: [token]))))


@pytest.mark.fault("UN-21")
def test_faults_have_their_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security_key, "_PATIENCE_MS", 50)
    untouched = SoftToken(lambda: False)
    refuses("token.untouched", lambda: SecurityKey(lambda: [untouched]).enrol(RANDOM))
    assert untouched.asked[-1] == MAKE
    file, _ = enrolled(token := SoftToken())
    token._finger = lambda: False
    refuses("token.untouched", lambda: unlock(file, Brought(WORDS, SecurityKey(lambda: [token]))))
    assert token.asked[-1] == GET
    refuses("token.pin", lambda: SecurityKey(lambda: [SoftToken(pin=True)]).enrol(RANDOM))
    refuses("token.unfit", lambda: SecurityKey(lambda: [SoftToken(able=False)]).enrol(RANDOM))
    refuses("token.many", lambda: SecurityKey(lambda: [SoftToken(), SoftToken()]).enrol(RANDOM))
    refuses("token.none", lambda: SecurityKey(list).enrol(RANDOM))


def test_the_program_looks_on_the_real_bus() -> None:
    assert isinstance(security_key.plugged_in(), list)
