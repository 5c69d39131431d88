"""A lasting file taken apart: the file as it was issued, the tokens in it, and whether nothing else is there.

The first revision without its token must be what :mod:`core.documents.envelope` accepts. All behind it must be, byte for
byte, the revisions that :mod:`core.documents.lasting_form` writes around the certificates and tokens found there; so no page,
note, action, name or other entry can stand in one. The file ends with a document timestamp; one that ends with the store
of certificates was cut off. Every token is judged here as to whose signature it bears and what it confirms. Where an authority's
token is too large for the room beside the signature, document timestamps stand alone; as anybody could add such to a file
without a token, they count only by an authority that is believed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from core.documents import timestamps
from core.documents.envelope import Damaged
from core.documents.lasting_form import (
    Layout,
    certificates_at,
    digits,
    signature_value,
    with_attribute,
    without_attribute,
)
from core.documents.token_form import canonical, certificate
from core.domain.errors import Refused, Untrusted

REVISION_LIMIT: Final = 64
CERTIFICATES_LIMIT: Final = 32
_BYTE_RANGE: Final = re.compile(rb"/ByteRange \[0 (\d{1,10}) (\d{1,10}) (\d{1,10}) *\]")


@dataclass(frozen=True)
class Token:
    """A token of the file in its one form, and what it confirms: SHA-256 of a signature's value, or of a revision."""

    der: bytes
    digest: bytes


@dataclass(frozen=True)
class Lasting:
    """``plain`` is the file as it was issued; ``tokens`` in the order of their making; the last ``stamps`` cover the file."""

    plain: bytes
    tokens: tuple[Token, ...]
    certificates: tuple[bytes, ...] = ()
    stamps: int = 0

    @property
    def is_bare(self) -> bool:
        """Whether no token stands beside the signature."""
        return self.stamps == len(self.tokens)


@dataclass(frozen=True)
class Confirmed:
    """What authorities that are believed say: not later than ``at`` the signature existed; until ``ends`` the last one speaks."""

    at: datetime
    authority: str
    ends: datetime


def opened(data: bytes) -> Lasting | None:
    """The parts of a file with timestamps of its own, None for any other file.

    A file without a token beside its signature is taken apart or left alone. One with a token raises ``Damaged``:
    ``verify.changed_after_signing`` where anything stands behind that our revisions do not hold, ``verify.signature_damaged``,
    ``verify.timestamp_damaged``.
    """
    found = _first(data)
    if found is None:
        return None
    start, end, size = found
    taken = _taken(data[start:end])
    if taken is None:
        return _bare(data, size)
    message, token = taken
    room = end - start
    if digits(with_attribute(message, token), room) != data[start:end]:
        raise Damaged("verify.signature_damaged")
    plain = data[:start] + digits(message, room) + data[end:size]
    first = _token(token, hashlib.sha256(signature_value(message)).digest())
    try:
        return _behind(data, size, plain, [first])
    except Damaged:
        raise
    except Exception as error:  # a layout that no parser likes
        raise Damaged("verify.changed_after_signing") from error


def _bare(data: bytes, size: int) -> Lasting | None:
    if size == len(data):
        return None
    try:
        return _behind(data, size, data[:size], [])
    except Exception:  # whatever it is, it is not ours
        return None


def confirmable(data: bytes) -> bytes:
    """What a token beside the first signature confirms: SHA-256 of its value; raises ``Damaged``."""
    return hashlib.sha256(signature_value(_message(data)[1])).digest()


def with_token(data: bytes, token: bytes) -> bytes:
    """A file as it was issued with a token in the room beside its signature; every other byte stays.

    Raises ``Damaged``, ``Invalid('lasting.no_room')``.
    """
    (start, end), message = _message(data)
    return data[:start] + digits(with_attribute(message, token), end - start) + data[end:]


def _message(data: bytes) -> tuple[tuple[int, int], bytes]:
    found = _first(data)
    if found is None:
        raise Damaged("verify.signature_damaged")
    start, end, _ = found
    return (start, end), _cut(data[start:end])


def _cut(text: bytes) -> bytes:
    """The DER message in front of the padding."""
    raw = bytes.fromhex(text.decode("ascii"))
    return raw[: 4 + int.from_bytes(raw[2:4], "big")]


def _first(data: bytes) -> tuple[int, int, int] | None:
    """Offsets of the first and behind the last digit of the first signature, and where its revision ends."""
    found = _BYTE_RANGE.match(data, max(0, data.find(b"/ByteRange")))
    if found is None:
        return None
    start, end, rest = (int(number) for number in found.groups())
    if not 0 < start < end - 2 or end + rest > len(data) or data[start : start + 1] + data[end - 1 : end] != b"<>":
        return None
    return start + 1, end - 1, end + rest


def _taken(text: bytes) -> tuple[bytes, bytes] | None:
    try:
        return without_attribute(_cut(text))
    except Exception:  # asn1crypto fails in many ways on damaged bytes
        return None


def _behind(data: bytes, size: int, plain: bytes, tokens: list[Token]) -> Lasting:
    """Read the revisions behind the first one, each against what would be written there."""
    at, stamps = size, 0
    certificates: list[bytes] = []
    while at < len(data):
        if stamps >= REVISION_LIMIT:
            raise Damaged("verify.changed_after_signing")
        layout = Layout(data[:at])
        added = certificates_at(data, at, layout.size)
        if stamps == 0 and not added:
            raise Damaged("verify.changed_after_signing")
        if added:
            certificates += _certificates(added)
            written = layout.with_certificates(added)
            if not data.startswith(written):
                raise Damaged("verify.changed_after_signing")
            layout = Layout(written)
        if len(certificates) > CERTIFICATES_LIMIT:
            raise Damaged("verify.changed_after_signing")
        token, at = _stamp(data, layout)
        tokens.append(token)
        stamps += 1
    return Lasting(plain, tuple(tokens), tuple(certificates), stamps)


def _certificates(ders: Sequence[bytes]) -> Sequence[bytes]:
    for der in ders:
        certificate(der)
    return ders


def _stamp(data: bytes, layout: Layout) -> tuple[Token, int]:
    """The document timestamp that comes next, and where its revision ends."""
    place = layout.with_place()
    end = len(place.data)
    text = data[place.start : place.end]
    if data[: place.start] != place.data[: place.start] or data[place.end : end] != place.data[place.end :]:
        raise Damaged("verify.changed_after_signing")
    try:
        der = _cut(text)
        if digits(der, place.end - place.start) != text:
            raise ValueError
    except (ValueError, Refused):
        raise Damaged("verify.timestamp_damaged") from None
    return _token(der, place.digest), end


def _token(der: bytes, digest: bytes) -> Token:
    """A whole token in its one form over a digest, whoever's it is."""
    try:
        if canonical(der) != der:
            raise Damaged("verify.timestamp_damaged")
        timestamps.judge(der, digest, b"")
    except Untrusted:
        raise Damaged("verify.timestamp_damaged") from None
    return Token(der, digest)


def confirmed(parts: Lasting, authorities: Sequence[bytes]) -> Confirmed | None:
    """The earliest time that an authority among those believed confirms; None where none of them made a token."""
    found = [facts for token in parts.tokens for facts in _believed(token, parts.certificates, authorities)]
    if not found:
        return None
    first = min(found, key=lambda facts: facts.at)
    return Confirmed(_up(first.at), first.authority, max(facts.ends for facts in found))


def _believed(token: Token, others: Sequence[bytes], authorities: Sequence[bytes]) -> list[timestamps.TokenFacts]:
    for authority in authorities:
        try:
            return [timestamps.judge(token.der, token.digest, authority, others)]
        except Untrusted:
            continue
    return []


def _up(at: datetime) -> datetime:
    """The next whole second: what exists not later than a moment exists not later than that."""
    return at if at.microsecond == 0 else at.replace(microsecond=0) + timedelta(seconds=1)
