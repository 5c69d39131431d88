"""COSE_Sign1 (RFC 9052) in the single byte form that Posko writes and accepts.

The frame is fixed, so it is built and read by hand: a general decoder would accept a second spelling of the
same message, and with it a second entry nobody signed (DECISIONS D3)::

    D2 84                              tag 18, array of four
       55 A2 01 26 04 50 <16 bytes>    protected: {1: -7 (ES256), 4: key id}
       A0                              unprotected: empty
       <head> <payload>                byte string, shortest head
       58 40 <64 bytes>                signature r || s, low s
"""

from __future__ import annotations

import hashlib
from typing import Final, NamedTuple

from core.crypto.signing import SIGNATURE_BYTES, SigningKey, VerifyKey, is_well_formed
from core.domain.errors import Untrusted

KEY_ID_BYTES: Final = 16
_OPENING: Final = bytes.fromhex("d284")
_PROTECTED_HEAD: Final = bytes.fromhex("55")
_PROTECTED_OPENING: Final = bytes.fromhex("a201260450")
_UNPROTECTED: Final = bytes.fromhex("a0")
_SIGNATURE_HEAD: Final = bytes.fromhex("5840")
_CONTEXT: Final = bytes.fromhex("846a") + b"Signature1"
_NO_EXTERNAL_DATA: Final = bytes.fromhex("40")
_PAYLOAD_AT: Final = len(_OPENING) + 1 + len(_PROTECTED_OPENING) + KEY_ID_BYTES + 1
_BYTE_STRING: Final = 0x40
#: Heads of a byte string that carry the length in 1, 2, 4 or 8 following bytes, with the least length lawful there.
_LONG_HEADS: Final = {0x58: (1, 24), 0x59: (2, 0x100), 0x5A: (4, 0x1_0000), 0x5B: (8, 0x1_0000_0000)}


class Sign1(NamedTuple):
    """One signed message as it came: ``kid`` 16 bytes, ``signature`` 64; ``sig_structure`` is what was signed."""

    kid: bytes
    payload: bytes
    signature: bytes
    sig_structure: bytes


def key_id(certificate_der: bytes) -> bytes:
    """Return the key id of a certificate: the first 16 bytes of its SHA-256."""
    return hashlib.sha256(certificate_der).digest()[:KEY_ID_BYTES]


def sign1(key: SigningKey, kid16: bytes, payload: bytes) -> bytes:
    """Sign ``payload`` and return the COSE_Sign1 message; ``kid16`` names the signer's certificate."""
    if len(kid16) != KEY_ID_BYTES:
        raise ValueError(f"a key id has {KEY_ID_BYTES} bytes, not {len(kid16)}")
    protected = _PROTECTED_HEAD + _PROTECTED_OPENING + kid16
    content = _byte_string_head(len(payload)) + payload
    signature = key.sign(_sig_structure(protected, content))
    return _OPENING + protected + _UNPROTECTED + content + _SIGNATURE_HEAD + signature


def parse1(data: bytes, max_size: int) -> Sign1:
    """Read one message of at most ``max_size`` bytes; every deviation is ``Untrusted("malformed", where=...)``."""
    if len(data) > max_size:
        raise Untrusted("malformed", where="cose.size")
    protected = data[len(_OPENING) : _PAYLOAD_AT - 1]
    if not data.startswith(_OPENING + _PROTECTED_HEAD + _PROTECTED_OPENING):
        raise Untrusted("malformed", where="cose.header")
    if data[_PAYLOAD_AT - 1 : _PAYLOAD_AT] != _UNPROTECTED:
        raise Untrusted("malformed", where="cose.unprotected")
    start, end = _payload_span(data)
    tail = data[end:]
    signature = tail[len(_SIGNATURE_HEAD) :]
    if not tail.startswith(_SIGNATURE_HEAD) or len(signature) != SIGNATURE_BYTES:
        raise Untrusted("malformed", where="cose.frame")
    if not is_well_formed(signature):
        raise Untrusted("malformed", where="cose.signature")
    structure = _sig_structure(protected, data[_PAYLOAD_AT:end])
    return Sign1(protected[-KEY_ID_BYTES:], data[start:end], signature, structure)


def verify1(message: Sign1, verify_key: VerifyKey) -> bool:
    """Tell whether the key signed this message, judged over the stored bytes."""
    return verify_key.verify(message.signature, message.sig_structure)


def _sig_structure(protected: bytes, content: bytes) -> bytes:
    """Return the Sig_structure of RFC 9052 4.4 from the encoded protected header and the encoded payload."""
    return _CONTEXT + protected + _NO_EXTERNAL_DATA + content


def _byte_string_head(length: int) -> bytes:
    """Return the shortest CBOR head of a byte string of that length."""
    if length < 24:
        return bytes([_BYTE_STRING + length])
    head, width = next((head, width) for head, (width, _) in _LONG_HEADS.items() if length < 1 << (8 * width))
    return bytes([head]) + length.to_bytes(width, "big")


def _payload_span(data: bytes) -> tuple[int, int]:
    """Return start and end of the payload's bytes; a longer head than needed is refused."""
    head = data[_PAYLOAD_AT] if len(data) > _PAYLOAD_AT else 0
    start = _PAYLOAD_AT + 1
    if _BYTE_STRING <= head < _BYTE_STRING + 24:
        length = head - _BYTE_STRING
    elif head in _LONG_HEADS:
        width, least = _LONG_HEADS[head]
        length = int.from_bytes(data[start : start + width], "big")
        start += width
        if length < least:
            raise Untrusted("malformed", where="cose.length")
    else:
        raise Untrusted("malformed", where="cose.payload")
    if start + length > len(data):
        raise Untrusted("malformed", where="cose.cut")
    return start, start + length
