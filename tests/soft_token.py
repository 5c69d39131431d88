"""A security key in software that speaks CTAP2 in bytes, for the library's own client to talk to: no HID, all the rest.

It does what ``hmac-secret`` asks of a token (CTAP 2.1, 12.5): key agreement by PIN protocol 2, the salt decrypted and its code
proved, HMAC-SHA-256 under a random that belongs to the credential, the answer encrypted. Credentials are not kept: their
keys lie in the id, wrapped. A finger is a function; a token may be pulled out at any call.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable, Iterator
from threading import Event
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from fido2 import cbor
from fido2.cose import CoseKey
from fido2.ctap import STATUS, CtapDevice, CtapError
from fido2.ctap2.pin import PinProtocolV2
from fido2.hid import CAPABILITY, CTAPHID
from fido2.webauthn import Aaguid, AttestedCredentialData, AuthenticatorData

MAKE, GET, INFO, PIN = 0x01, 0x02, 0x04, 0x06
KEY_AGREEMENT = 0x02
ERR = CtapError.ERR
PRESENT, ATTESTED, EXTENDED = 0x01, 0x40, 0x80


class SoftToken(CtapDevice):
    """``finger`` says whether it is touched; with ``pin`` one is set, without ``able`` it knows no hmac-secret."""

    def __init__(self, finger: Callable[[], bool] = lambda: True, *, pin: bool = False, able: bool = True) -> None:
        self._finger, self._pin, self._able = finger, pin, able
        self._own, self._agreement = os.urandom(32), ec.generate_private_key(ec.SECP256R1())
        self.pulled = False
        self.touches = 0
        self.asked: list[int] = []

    @property
    def capabilities(self) -> int:
        """CTAP2 alone."""
        return CAPABILITY.CBOR | CAPABILITY.NMSG

    @classmethod
    def list_devices(cls) -> Iterator[CtapDevice]:
        """None of them hangs on a bus."""
        return iter(())

    def close(self) -> None:
        """Nothing is held."""

    def call(self, cmd: int, data: bytes = b"", event: Event | None = None, on_keepalive: Any = None) -> bytes:
        """One message, one answer: a status byte, and CBOR."""
        if self.pulled:
            raise OSError("no such device")
        assert cmd == CTAPHID.CBOR
        command, asked = data[0], cbor.decode(data[1:]) if data[1:] else {}
        self.asked.append(command)
        try:
            answer = {INFO: self._info, PIN: self._client_pin, MAKE: self._make, GET: self._get}[command](
                asked, event or Event(), on_keepalive
            )
        except CtapError as error:
            return bytes([error.code])
        return bytes([ERR.SUCCESS]) + cbor.encode(answer)

    def _info(self, _asked: Any, _event: Event, _alive: Any) -> dict[int, Any]:
        extensions = ["hmac-secret"] if self._able else []
        return {1: ["FIDO_2_0", "FIDO_2_1"], 2: extensions, 3: bytes(16), 4: {"up": True, "clientPin": self._pin}, 6: [2]}

    def _client_pin(self, asked: dict[int, Any], _event: Event, _alive: Any) -> dict[int, Any]:
        if (asked[1], asked[2]) != (2, KEY_AGREEMENT):
            raise CtapError(ERR.INVALID_SUBCOMMAND)
        public = self._agreement.public_key().public_numbers()
        return {1: {1: 2, 3: -25, -1: 1, -2: public.x.to_bytes(32, "big"), -3: public.y.to_bytes(32, "big")}}

    def _touched(self, event: Event, alive: Any) -> None:
        if alive is not None:
            alive(STATUS.UPNEEDED)
        if not self._finger():
            event.wait(60)  # the platform gives up and cancels
            raise CtapError(ERR.KEEPALIVE_CANCEL)
        if self.pulled:
            raise OSError("no such device")
        self.touches += 1

    def _make(self, asked: dict[int, Any], event: Event, alive: Any) -> dict[int, Any]:
        if self._pin and 8 not in asked:
            raise CtapError(ERR.PUAT_REQUIRED)
        self._touched(event, alive)
        party = hashlib.sha256(asked[2]["id"].encode()).digest()
        key = ec.generate_private_key(ec.SECP256R1())
        secret = os.urandom(32)
        der = key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        nonce = os.urandom(12)
        name = nonce + ChaCha20Poly1305(self._own).encrypt(nonce, secret + der, party)
        public = CoseKey.for_alg(-7).from_cryptography_key(key.public_key())  # type: ignore[attr-defined]
        credential = AttestedCredentialData.create(Aaguid.NONE, name, public)
        wanted = asked.get(6, {}).get("hmac-secret") is True and self._able
        extensions, flags = ({"hmac-secret": True}, EXTENDED) if wanted else (None, 0)
        said = AuthenticatorData.create(party, PRESENT | ATTESTED | flags, 0, credential, extensions)
        return {1: "none", 2: bytes(said), 3: {}}

    def _get(self, asked: dict[int, Any], event: Event, alive: Any) -> dict[int, Any]:
        party = hashlib.sha256(asked[1].encode()).digest()
        found = next(((each["id"], self._unwrapped(each["id"], party)) for each in asked[3]), None)
        if found is None or found[1] is None:
            raise CtapError(ERR.NO_CREDENTIALS)
        name, (secret, key) = found[0], found[1]
        flags = 0
        if asked.get(5, {}).get("up", True):
            self._touched(event, alive)
            flags = PRESENT
        extensions = None
        if "hmac-secret" in asked.get(4, {}):
            extensions, flags = {"hmac-secret": self._answer(secret, asked[4]["hmac-secret"])}, flags | EXTENDED
        said = bytes(AuthenticatorData.create(party, flags, 0, b"", extensions))
        signed = key.sign(said + asked[2], ec.ECDSA(hashes.SHA256()))
        return {1: {"type": "public-key", "id": name}, 2: said, 3: signed}

    def _unwrapped(self, name: bytes, party: bytes) -> tuple[bytes, ec.EllipticCurvePrivateKey] | None:
        try:
            plain = ChaCha20Poly1305(self._own).decrypt(name[:12], name[12:], party)
        except (InvalidTag, ValueError):
            return None
        key = serialization.load_der_private_key(plain[32:], None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        return plain[:32], key

    def _answer(self, secret: bytes, asked: dict[int, Any]) -> bytes:
        theirs = asked[1]
        numbers = ec.EllipticCurvePublicNumbers(
            int.from_bytes(theirs[-2], "big"), int.from_bytes(theirs[-3], "big"), ec.SECP256R1()
        )
        protocol = PinProtocolV2()
        shared = protocol.kdf(self._agreement.exchange(ec.ECDH(), numbers.public_key()))
        if not hmac.compare_digest(protocol.authenticate(shared, asked[2]), asked[3]):
            raise CtapError(ERR.PIN_AUTH_INVALID)
        salt = protocol.decrypt(shared, asked[2])
        return protocol.encrypt(shared, hmac.digest(secret, salt, "sha256"))
