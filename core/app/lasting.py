"""Making an issued PDF last: a token beside its signature, certificates, a document timestamp; later one more of these.

Nothing here speaks to a network: ``ask`` carries a request to the timestamp authority and its answer back. Nothing is stored
in the journal, for the file proves itself; the register knows it as before, by what its first signature covers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from asn1crypto import x509

from core.app.papers import VerifyResult
from core.documents import lasting, timestamps
from core.documents.envelope import open_envelope
from core.documents.lasting_form import Layout
from core.documents.token_form import canonical, certificates_of
from core.documents.trust import Trust
from core.domain.errors import Invalid

NONCE_BYTES: Final = 8
Ask = Callable[[bytes], bytes]
Judge = Callable[[bytes], list[VerifyResult]]


@dataclass(frozen=True, slots=True)
class MadeLasting:
    """The file to keep, how many stamps it carries, and the time that is proven with it; none without ``authority``."""

    pdf: bytes
    stamps: int
    at: str
    until: str


@dataclass(frozen=True)
class Clock:
    """A timestamp authority for one file: how to ask it, whose certificate vouches for it (empty: nobody's), and chance."""

    ask: Ask
    authority: bytes
    entropy: Callable[[int], bytes]

    def token(self, digest: bytes) -> bytes:
        """The authority's own token over a digest, judged; raises ``Untrusted`` with a ``timestamp.*`` code."""
        nonce = self.entropy(NONCE_BYTES)
        answer = self.ask(timestamps.request_for(digest, nonce))
        return timestamps.token_from(answer, digest, nonce, self.authority)[0]


def make(data: bytes, judge: Judge, trust: Trust, clock: Clock) -> MadeLasting:
    """Make a valid document last, or add a document timestamp to one that does; the result is judged before it is given.

    Raises ``Invalid``: ``lasting.not_valid``, ``lasting.form``, ``lasting.no_room``; ``Untrusted`` with a ``timestamp.*`` code.
    """
    _valid(data, judge)
    parts = lasting.opened(data)
    if parts is None:
        token = clock.token(lasting.confirmable(data))
        parts = lasting.Lasting(data, ())
        data = _beside(data, canonical(token))
    else:
        token = clock.token(hashlib.sha256(data).digest())  # asked only for what the authority sends along
    missing = _missing(parts, trust, [*certificates_of(token), clock.authority])
    place = Layout(Layout(data).with_certificates(missing) if missing else data).with_place()
    made = place.filled(canonical(clock.token(place.digest)))
    fields = _valid(made, judge, "lasting.no_room")
    return MadeLasting(made, int(fields["timestamps"]), fields.get("proven_time", ""), fields.get("timestamps_end", ""))


def _beside(data: bytes, token: bytes) -> bytes:
    """The file with a token beside its signature; as it was where there is no room for it."""
    try:
        return lasting.with_token(data, token)
    except Invalid:
        return data


def _valid(data: bytes, judge: Judge, otherwise: str = "") -> dict[str, str]:
    """What a valid file says; where it is not known only for its authority's sake, ``otherwise`` is the refusal."""
    result = judge(data)[0]
    if otherwise and result.reasons == ("verify.timestamp_unknown",):
        raise Invalid(otherwise)
    if (result.kind, result.verdict) != ("pdf", "valid"):
        raise Invalid("lasting.not_valid")
    return result.fields


def _missing(parts: lasting.Lasting, trust: Trust, authorities: Iterable[bytes]) -> list[bytes]:
    """The chains of the signer and of the authority, each certificate once, that the file does not hold yet."""
    envelope = open_envelope(parts.plain)
    issuer = x509.Certificate.load(envelope.ca_der).issuer
    roots = [der for der in trust.roots if x509.Certificate.load(der).subject == issuer]
    wanted = [envelope.certificate_der, envelope.ca_der, *roots, *authorities]
    return [der for der in dict.fromkeys(wanted) if der and der not in parts.certificates]
