"""The signature of a PDF judged over raw bytes, before anything interprets the file.

pyHanko tolerates changes inside ``/Contents`` that the signature does not cover (padding, case of hex letters,
carried certificates). Here the file must have our exact form: one ByteRange to the last byte, upper-case hex, zero
padding, and the one CMS message that its parts allow.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from asn1crypto import cms as asn1

from core.crypto.signing import VerifyKey
from core.documents import cms
from core.domain.errors import Untrusted

_BYTE_RANGE: Final = re.compile(rb"/ByteRange \[0 (\d{1,10}) (\d{1,10}) (\d{1,10}) *\]")
_NAME: Final = b"/ByteRange"
_BLOCK: Final = 4096


class Damaged(Untrusted):
    """The file is not what was signed: a finding of ``invalid``; every other ``Untrusted`` is ``unknown``."""


@dataclass(frozen=True)
class Envelope:
    """A signature that covers the whole file: signer's and CA's certificate (DER), SHA-256 of the covered bytes.

    ``message`` is what is not covered: the message as digits, from ``<`` to ``>``.
    """

    certificate_der: bytes
    ca_der: bytes
    digest: bytes
    message: slice


@dataclass(frozen=True)
class KnownForm:
    """A signer met before: its certificates, its key, and the mould that all its messages come out of."""

    mould: cms.Mould
    certificate_der: bytes
    ca_der: bytes
    key: VerifyKey


class Known:
    """What earlier files showed: forms of messages, and how the files of a batch begin, digested and searched once."""

    def __init__(self) -> None:
        self.forms: list[KnownForm] = []
        self._beginning = self._last = b""
        self._digest = hashlib.sha256()

    def begins(self, data: bytes) -> int:
        """How many of its first bytes a file shares with those before it; no ``/ByteRange`` is among them."""
        if not (self._beginning and data.startswith(self._beginning)):
            self._learn(data)
        self._last = data
        return len(self._beginning) if data.startswith(self._beginning) else 0

    def digest(self, data: bytes, gap: slice, seen: int) -> bytes:
        """SHA-256 of all but the gap, going on from the first ``seen`` bytes."""
        begun = 0 < seen <= gap.start
        counted = self._digest.copy() if begun else hashlib.sha256()
        counted.update(memoryview(data)[seen if begun else 0 : gap.start])
        counted.update(memoryview(data)[gap.stop :])
        return counted.digest()

    def _learn(self, data: bytes) -> None:
        size, end = 0, min(len(data), len(self._last)) - _BLOCK
        while size <= end and data[size : size + _BLOCK] == self._last[size : size + _BLOCK]:
            size += _BLOCK
        if size:
            self._beginning = data[:size].partition(_NAME)[0]
            self._digest = hashlib.sha256(self._beginning)


def open_envelope(data: bytes, known: Known | None = None) -> Envelope:
    """Check the raw signature and return who made it; whether that signer is believed is not judged here.

    With what is ``known`` of earlier files less is parsed, searched and digested, with the same result.
    Raises ``Damaged`` with ``verify.second_signature``, ``verify.changed_after_signing``, ``verify.digest_mismatch``,
    ``verify.signature_mismatch`` or ``verify.signature_damaged``; ``Untrusted`` with ``verify.no_signature`` or
    ``verify.foreign_form``.
    """
    known = known or Known()
    seen = known.begins(data)
    gap = _gap(data, seen)
    message = _message(data[gap])
    digest = known.digest(data, gap, seen)
    for form in known.forms:
        parts = form.mould.read(message)
        if parts is not None:
            stated, signature = parts
            if stated != digest:
                raise Damaged("verify.digest_mismatch")
            _check_pair(form.key, signature, form.mould.to_be_signed(stated))
            return Envelope(form.certificate_der, form.ca_der, digest, gap)
    return Envelope(*_judged(message, digest), digest, gap)


def known_form(data: bytes, envelope: Envelope) -> KnownForm | None:
    """The form of an opened envelope's message, None where no mould can be cut from it."""
    mould = cms.Mould.cut(_message(data[envelope.message]), envelope.digest)
    if mould is None:
        return None
    return KnownForm(mould, envelope.certificate_der, envelope.ca_der, VerifyKey.from_certificate(envelope.certificate_der))


def _gap(data: bytes, seen: int) -> slice:
    """From ``<`` to ``>``: all else is covered. Among the first ``seen`` bytes nothing is to be found."""
    at = data.find(_NAME, max(0, seen - len(_NAME)))
    if at < 0:
        raise Untrusted("verify.no_signature")
    if data.rfind(_NAME) != at:
        raise Damaged("verify.second_signature")
    found = _BYTE_RANGE.match(data, at)
    if found is None:
        raise Damaged("verify.signature_damaged")
    start, end, rest = (int(number) for number in found.groups())
    if not 0 < start < end or end + rest != len(data):
        raise Damaged("verify.changed_after_signing")
    return slice(start, end)


def _message(gap: bytes) -> bytes:
    """The DER message in the gap."""
    digits = gap[1:-1]
    try:
        if gap[:1] + gap[-1:] != b"<>" or not digits.isalnum():  # a blank would be passed over
            raise ValueError
        raw = bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        raise Damaged("verify.signature_damaged") from None
    if digits != digits.upper():
        raise Untrusted("verify.foreign_form") if digits == digits.lower() else Damaged("verify.signature_damaged")
    size = 4 + int.from_bytes(raw[2:4], "big")
    if raw[:2] != b"\x30\x82" or size > len(raw) or raw.count(0, size) != len(raw) - size:
        raise Damaged("verify.signature_damaged")
    return raw[:size]


def _judged(message: bytes, digest: bytes) -> tuple[bytes, bytes]:
    try:
        data = asn1.ContentInfo.load(message, strict=True)["content"]
        (info,) = data["signer_infos"]
        certificates = [choice.chosen for choice in data["certificates"]]
        stated = {attribute["type"].native: attribute["values"] for attribute in info["signed_attrs"]}
        signed_digest = stated["message_digest"][0].native
        signature, covered = info["signature"].native, b"\x31" + info["signed_attrs"].dump()[1:]
        serial = info["sid"].chosen["serial_number"].native
        leaf, ca = sorted(certificates, key=lambda one: int(one.serial_number != serial))
        parts = leaf.dump(), ca.dump()
    except Exception as error:  # asn1crypto fails in many ways on damaged bytes
        raise Damaged("verify.signature_damaged") from error
    if signed_digest != digest:
        raise Damaged("verify.digest_mismatch")
    _check_signature(parts[0], signature, covered)
    _check_form(parts, digest, signature, message)
    return parts


def _check_signature(certificate_der: bytes, signature: bytes, covered: bytes) -> None:
    try:
        key = VerifyKey.from_certificate(certificate_der)
    except Untrusted:
        raise Untrusted("verify.foreign_form") from None
    _check_pair(key, signature, covered)


def _check_pair(key: VerifyKey, signature: bytes, covered: bytes) -> None:
    try:
        good = key.verify(cms.from_der(signature), covered)
    except Untrusted:
        raise Untrusted("verify.foreign_form") from None
    if not good:
        raise Damaged("verify.signature_mismatch")


def _check_form(parts: tuple[bytes, bytes], digest: bytes, signature: bytes, message: bytes) -> None:
    try:
        same = cms.rebuilt(*parts, digest, signature) == message
    except Exception as error:  # a certificate so odd that no message can be built around it
        raise Untrusted("verify.foreign_form") from error
    if not same:
        raise Untrusted("verify.foreign_form")
