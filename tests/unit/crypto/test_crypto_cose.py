"""COSE_Sign1: one spelling, checked against another implementation and by changing every byte."""

from __future__ import annotations

import hashlib
import random

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycose.algorithms import Es256
from pycose.headers import KID, Algorithm
from pycose.keys import EC2Key
from pycose.keys.curves import P256
from pycose.messages import Sign1Message

from core.crypto.cose import Sign1, key_id, parse1, sign1, verify1
from core.crypto.signing import GROUP_ORDER, SigningKey
from core.domain.errors import Untrusted

KEY = SigningKey.generate(random.Random(1).randbytes)
KID16 = bytes(range(16))
LIMIT = 1 << 20
MESSAGE = sign1(KEY, KID16, b"\xa1\x01\x02 isi laporan")


def other_implementation_key() -> EC2Key:
    numbers = KEY.private_object.private_numbers()
    point = numbers.public_numbers
    return EC2Key(
        crv=P256,
        x=point.x.to_bytes(32, "big"),
        y=point.y.to_bytes(32, "big"),
        d=numbers.private_value.to_bytes(32, "big"),
    )


def refused(data: bytes, where: str, limit: int = LIMIT) -> None:
    with pytest.raises(Untrusted) as caught:
        parse1(data, limit)
    assert (caught.value.code, caught.value.details) == ("malformed", {"where": where})


@pytest.mark.parametrize("length", [0, 1, 23, 24, 255, 256, 65_535, 65_536])
def test_round_trip_and_shortest_heads(length: int) -> None:
    payload = b"p" * length
    data = sign1(KEY, KID16, payload)
    message = parse1(data, LIMIT)
    assert (message.kid, message.payload) == (KID16, payload)
    assert verify1(message, KEY.public)
    plain = cbor2.CBORTag(18, [bytes.fromhex("a201260450") + KID16, {}, payload, message.signature])
    assert data == cbor2.dumps(plain, canonical=True)


def test_the_other_implementation_accepts_ours() -> None:
    tagged = cbor2.loads(MESSAGE)
    protected, unprotected, payload, signature = tagged.value
    theirs = Sign1Message.from_cose_obj([protected, dict(unprotected), payload, signature], True)
    theirs.key = other_implementation_key()
    assert tagged.tag == theirs.cbor_tag == 18
    assert theirs.verify_signature()
    assert theirs.payload == parse1(MESSAGE, LIMIT).payload
    assert theirs.phdr_encoded == MESSAGE[3:24]


def test_we_accept_the_other_implementation() -> None:
    accepted = 0
    for attempt in range(20):
        theirs = Sign1Message(phdr={Algorithm: Es256, KID: KID16}, payload=b"dari luar %d" % attempt)
        theirs.key = other_implementation_key()
        data = theirs.encode()
        if int.from_bytes(data[-32:], "big") > GROUP_ORDER // 2:  # they do not choose the low s
            refused(data, "cose.signature")
        else:
            assert verify1(parse1(data, LIMIT), KEY.public)
            accepted += 1
    assert accepted


def test_the_wrong_key_and_a_foreign_payload_do_not_verify() -> None:
    message = parse1(MESSAGE, LIMIT)
    assert not verify1(message, SigningKey.generate(random.Random(2).randbytes).public)
    other = parse1(sign1(KEY, KID16, b"lain"), LIMIT)
    assert not verify1(Sign1(other.kid, other.payload, message.signature, other.sig_structure), KEY.public)


def frame(protected: object = None, unprotected: str = "a0", payload: str = "4178", tail: str = "") -> bytes:
    header = protected if isinstance(protected, str) else "55a201260450" + KID16.hex()
    return bytes.fromhex("d284" + header + unprotected + payload + "5840" + MESSAGE[-64:].hex() + tail)


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (b"", "cose.header"),
        (bytes([0xD1]) + MESSAGE[1:], "cose.header"),  # another tag
        (b"\xd8\x12" + MESSAGE[1:], "cose.header"),  # the tag spelled longer
        (MESSAGE[1:], "cose.header"),  # no tag
        (bytes.fromhex("d29f") + MESSAGE[2:] + b"\xff", "cose.header"),  # array without a length
        (frame("55a201270450" + KID16.hex()), "cose.header"),  # EdDSA
        (frame("55a204500126" + KID16.hex()), "cose.header"),  # another order of keys
        (frame("5815a201260450" + KID16.hex()), "cose.header"),  # a longer head
        (frame(unprotected="a10443616263"), "cose.unprotected"),
        (frame(unprotected="f6"), "cose.unprotected"),
        (frame(payload="580178"), "cose.length"),
        (frame(payload="59000178"), "cose.length"),
        (frame(payload="5a0000000178"), "cose.length"),
        (frame(payload="5b000000000000000178"), "cose.length"),
        (frame(payload="5f4178ff"), "cose.payload"),  # indefinite
        (frame(payload="f6"), "cose.payload"),  # detached
        (frame(payload="6178"), "cose.payload"),  # text
        (frame(payload="5bffffffffffffffff78"), "cose.cut"),
        (frame(tail="00"), "cose.frame"),
        (MESSAGE[:-1], "cose.frame"),
        (MESSAGE[:24], "cose.unprotected"),
        (MESSAGE[:25], "cose.payload"),
        (MESSAGE[:-64] + bytes(64), "cose.signature"),
        (
            MESSAGE[:-32] + (GROUP_ORDER - int.from_bytes(MESSAGE[-32:], "big")).to_bytes(32, "big"),
            "cose.signature",
        ),
    ],
)
def test_every_other_spelling_is_malformed(data: bytes, where: str) -> None:
    refused(data, where)


def test_a_message_over_the_limit_is_refused() -> None:
    assert parse1(MESSAGE, len(MESSAGE)).kid == KID16
    refused(MESSAGE, "cose.size", len(MESSAGE) - 1)


def test_cut_anywhere_is_refused() -> None:
    for length in range(len(MESSAGE)):
        with pytest.raises(Untrusted):
            parse1(MESSAGE[:length], LIMIT)


def verifies(data: bytes) -> bool:
    try:
        return verify1(parse1(data, LIMIT), KEY.public)
    except Untrusted:
        return False


@given(payload=st.binary(max_size=300), place=st.integers(0, 10_000), change=st.integers(1, 255))
def test_no_single_changed_byte_verifies(payload: bytes, place: int, change: int) -> None:
    data = bytearray(sign1(KEY, KID16, payload))
    assert verifies(bytes(data))
    data[place % len(data)] ^= change
    assert not verifies(bytes(data))


@given(st.binary(max_size=200))
def test_no_bytes_from_outside_crash_the_reader(data: bytes) -> None:
    assert not verifies(data)
    assert not verifies(MESSAGE[:25] + data)


def test_key_id_is_the_head_of_the_certificates_hash() -> None:
    assert key_id(b"sertifikat") == hashlib.sha256(b"sertifikat").digest()[:16]


def test_a_key_id_of_another_length_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        sign1(KEY, b"short", b"")
