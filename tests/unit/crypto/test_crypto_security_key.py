"""A security key as the second thing, over the bytes of CTAP2: what opens, what does not, and what each fault is called."""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Callable
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest
from fido2 import cbor
from fido2.client import ClientError, PinRequiredError
from fido2.ctap import CtapError

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


class Asked(SoftToken):
    """Keeps what it is asked, and may answer a look with a fault."""

    def __init__(self, fault: BaseException | None = None) -> None:
        super().__init__()
        self.fault = fault
        self.heard: list[tuple[int, dict[int, Any]]] = []

    def call(self, cmd: int, data: bytes = b"", event: Event | None = None, on_keepalive: Any = None) -> bytes:
        """As the token's."""
        asked: Any = cbor.decode(data[1:]) if data[1:] else {}
        self.heard.append((data[0], asked))
        if self.fault is not None and data[0] == GET:
            raise self.fault
        return super().call(cmd, data, event, on_keepalive)


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the library was given, as it stands in WebAuthn."""
    told: list[dict[str, Any]] = []
    for name in ("_creation", "_request"):
        real = getattr(security_key, name)
        monkeypatch.setattr(security_key, name, lambda tree, real=real: (told.append(tree), real(tree))[1])
    return told


def test_what_is_asked_of_a_token(given: list[dict[str, Any]]) -> None:
    """WebAuthn, level 3, 5.4 and 5.5: neither a PIN nor a place on the token is asked for."""
    token, drawn = Asked(), list[bytes]()

    def entropy(count: int) -> bytes:
        drawn.append(RANDOM(count))
        return drawn[-1]

    need = SecurityKey(lambda: [token]).enrol(entropy)
    user, challenge, salt = drawn
    assert [len(each) for each in drawn] == [32] * 3 and need.salt == salt
    discouraged = {"userVerification": "discouraged", "residentKey": "discouraged"}
    assert given == [
        {
            "rp": {"id": "posko.invalid", "name": "Posko"},
            "user": {"id": user, "name": "Posko"},
            "challenge": challenge,
            "pubKeyCredParams": [{"type": "public-key", "alg": -7}],
            "timeout": 30_000,
            "authenticatorSelection": discouraged,
            "extensions": {"hmacCreateSecret": True},
        }
    ]
    (made,) = [asked for command, asked in token.heard if command == MAKE]
    assert made[2] == {"id": "posko.invalid", "name": "Posko"} and made[3]["id"] == user
    assert made[4] == [{"type": "public-key", "alg": -7}] and made[6] == {"hmac-secret": True}
    assert not made.get(7, {}).get("rk")

    del given[:], token.heard[:]
    assert SecurityKey(lambda: [token]).secret_for(need) is not None
    credential = {"type": "public-key", "id": need.credential}
    assert given == [
        {
            "challenge": bytes(32),
            "rpId": "posko.invalid",
            "timeout": 30_000,
            "allowCredentials": [credential],
            "userVerification": "discouraged",
            "extensions": {"hmacGetSecret": {"salt1": need.salt}},
        }
    ]
    look = next(asked for command, asked in token.heard if command == GET)
    assert look == {1: "posko.invalid", 2: bytes(32), 3: [credential], 5: {"up": False}}, "a look takes no touch"


@pytest.mark.parametrize(
    ("fault", "found"),
    [
        (CtapError(CtapError.ERR.NO_CREDENTIALS), None),
        (CtapError(CtapError.ERR.INVALID_CREDENTIAL), None),
        (CtapError(CtapError.ERR.OTHER), "token.unfit"),
        (ValueError("U2F"), None),
        (OSError("gone"), "token.gone"),
    ],
)
def test_what_a_look_may_answer(fault: BaseException, found: str | None) -> None:
    token = Asked()
    need = SecurityKey(lambda: [token]).enrol(RANDOM)
    token.fault = fault
    key = SecurityKey(lambda: [token])
    if found is None:
        assert key.secret_for(need) is None
    else:
        refuses(found, lambda: key.secret_for(need))


def test_a_token_pulled_out_at_the_look_is_not_asked_any_more() -> None:
    token = Asked()
    need = SecurityKey(lambda: [token]).enrol(RANDOM)
    token.heard.clear()
    token.fault = OSError("gone")
    refuses("token.gone", lambda: SecurityKey(lambda: [token]).secret_for(need))
    assert [command for command, _ in token.heard].count(GET) == 1


@pytest.mark.parametrize("answer", [None, bytes(31), bytes(33)])
def test_an_answer_of_another_length_is_none(monkeypatch: pytest.MonkeyPatch, answer: bytes | None) -> None:
    token = SoftToken()
    key = SecurityKey(lambda: [token])
    need = key.enrol(RANDOM)
    told = None if answer is None else SimpleNamespace(output1=answer)
    answered = SimpleNamespace(client_extension_results=SimpleNamespace(hmac_get_secret=told))
    monkeypatch.setattr(security_key, "_asked", lambda _device, _ask: answered)
    refuses("token.unfit", lambda: key.secret_for(need))


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PinRequiredError(), "token.pin"),
        (ClientError.ERR.TIMEOUT(), "token.untouched"),
        (ClientError.ERR.TIMEOUT(OSError()), "token.gone"),
        (ClientError.ERR.OTHER_ERROR(OSError()), "token.gone"),
        (ClientError.ERR.BAD_REQUEST(), "token.unfit"),
        (ClientError.ERR.DEVICE_INELIGIBLE(CtapError(CtapError.ERR.OTHER)), "token.unfit"),
    ],
)
def test_what_the_client_says_in_our_words(error: ClientError, code: str) -> None:
    assert security_key._reason(error) == code

    def ask(_client: object) -> None:
        raise error

    refuses(code, lambda: security_key._asked(SoftToken(), ask))


def test_a_line_that_breaks_while_it_is_asked() -> None:
    def ask(_client: object) -> None:
        raise OSError

    refuses("token.gone", lambda: security_key._asked(SoftToken(), ask))


def test_without_the_library_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fido2.hid", None)
    refuses("token.library", security_key.plugged_in)
    device = SoftToken()
    hid = SimpleNamespace(CtapHidDevice=SimpleNamespace(list_devices=lambda: iter([device])))
    monkeypatch.setitem(sys.modules, "fido2.hid", hid)
    assert security_key.plugged_in() == [device]
