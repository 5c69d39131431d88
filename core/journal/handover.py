"""From one key of a laptop to the next: what the old key signs, so that nobody else can take its place."""

from __future__ import annotations

import msgspec

from core.crypto.cose import key_id, parse1, sign1, verify1
from core.crypto.labels import DEVICE_RENEWED, labelled_hash
from core.crypto.signing import SigningKey, VerifyKey
from core.domain.device_key import DeviceRenewedFacts
from core.domain.errors import Untrusted
from core.journal import cbor

LIMIT = 256
"""A handover's COSE message is no longer, in bytes."""


def written(facts: DeviceRenewedFacts, province: bytes, old: SigningKey) -> DeviceRenewedFacts:
    """The same facts, signed by the key that they end."""
    return msgspec.structs.replace(facts, handover=sign1(old, key_id(facts.previous), _said(facts, province)))


def is_proven(facts: DeviceRenewedFacts, province: bytes) -> bool:
    """Whether the key that these facts end signed them; whose certificates they are is asked elsewhere."""
    try:
        message = parse1(facts.handover, LIMIT)
        key = VerifyKey.from_certificate(facts.previous)
    except Untrusted:
        return False
    named = message.kid == key_id(facts.previous) and message.payload == _said(facts, province)
    return named and verify1(message, key)


def _said(facts: DeviceRenewedFacts, province: bytes) -> bytes:
    """Hash of all that the old key stands by."""
    heads = cbor.encode([[head.stream, head.sequence, head.digest] for head in facts.heads])
    copied = b"\1" if facts.copied else b"\0"
    return labelled_hash(DEVICE_RENEWED, province, facts.previous, facts.certificate, facts.recipient.encode(), copied, heads)
