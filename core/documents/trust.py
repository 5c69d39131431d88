"""What a verifier believes from the start: the province's roots, and certificates it may meet."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from asn1crypto import pem, x509

from core.crypto.certificates import Standing, read, signer_of, verify_chain
from core.crypto.cose import key_id, verify1
from core.crypto.signing import VerifyKey
from core.domain.authority import ADMINISTRATOR
from core.domain.authority_ended import AuthorityEnded, Ending, may_end, together
from core.domain.errors import Invalid, Untrusted
from core.domain.events import Event
from core.domain.proof import CertificateRevoked, DayTimestamped, check_since, is_whole, split
from core.journal.catalogue import read_event
from core.journal.entry import HERE, read_record

PEM_LIMIT: Final = 4 * 1024 * 1024
CERTIFICATE_LIMIT: Final = 10_000
TIMES_LIMIT: Final = 100
REVOCATION: Final = "POSKO REVOCATION"
TIME: Final = "POSKO TIME"


@dataclass(frozen=True)
class Trust:
    """Roots (believed) and known certificates (only looked up, believed through a chain), all DER.

    ``revocations`` and ``times`` are records of entries, each proven by its signer when it is asked for. ``clocks`` are
    certificates of timestamp authorities that whoever verifies believes.
    """

    roots: tuple[bytes, ...]
    known: tuple[bytes, ...] = ()
    revocations: tuple[bytes, ...] = ()
    times: tuple[bytes, ...] = ()
    clocks: tuple[bytes, ...] = ()

    @classmethod
    def from_pem(cls, data: bytes) -> Trust:
        """Read a trust file: the province's roots first, then its published certificates.

        The leading self-issued certificates are the roots; a later one is not. Raises ``Invalid('trust.unreadable')``.
        """
        if len(data) > PEM_LIMIT:
            raise Invalid("trust.unreadable", detail="size")
        try:
            blocks = [(label, der) for label, _, der in pem.unarmor(data, multiple=True)]
            ders = [der for label, der in blocks if label not in (REVOCATION, TIME)]
            own = [_self_issued(der) for der in ders[:CERTIFICATE_LIMIT]]
        except (ValueError, TypeError, KeyError):
            raise Invalid("trust.unreadable", detail="pem") from None
        count = own.index(False) if False in own else len(own)
        if count == 0 or len(ders) > CERTIFICATE_LIMIT:
            raise Invalid("trust.unreadable", detail="roots")
        revocations = tuple(der for label, der in blocks if label == REVOCATION)
        times = tuple(der for label, der in blocks if label == TIME)
        return cls(tuple(ders[:count]), tuple(ders[count:]), revocations[:CERTIFICATE_LIMIT], times[:TIMES_LIMIT])

    def certificate(self, kid: bytes) -> bytes | None:
        """The known certificate with this 16-byte key id."""
        return next((der for der in self.known if key_id(der) == kid), None)

    def standing(self, leaf_der: bytes) -> Standing:
        """Whom a known certificate stands for, by any known CA that issued it; ``Untrusted('verify.no_path')``."""
        return self._proven(leaf_der)[0]

    def authority_of(self, leaf_der: bytes) -> bytes:
        """The name of the authority that issued it (see :func:`~core.crypto.certificates.signer_of`), in the same way."""
        return signer_of(self._proven(leaf_der)[1])

    def _proven(self, leaf_der: bytes) -> tuple[Standing, bytes]:
        for ca_der in self._issuers(leaf_der):
            try:
                return verify_chain(leaf_der, ca_der, self.roots), ca_der
            except Untrusted:
                continue
        raise Untrusted("verify.no_path")

    def revoked_since(self, kid: bytes, authority: bytes) -> int | None:
        """From when (milliseconds UTC) a certificate by the authority with this name is not believed.

        The earliest of an administrator's proven revocations, and of what ended the authority and does not keep it.
        """
        ending = self._ended.get(authority)
        found = [self._revoked.get(kid), ending.since if ending and ending.leaves_out(kid) else None]
        return min((since for since in found if since is not None), default=None)

    @cached_property
    def _revoked(self) -> dict[bytes, int]:
        """Every certificate that an administrator of the province took back, with the earliest moment."""
        found: dict[bytes, int] = {}
        for event in self._taken_back:
            if isinstance(event, CertificateRevoked) and event.facts is not None:
                since = event.facts.since
                found[event.facts.kid] = min(since, found.get(event.facts.kid, since))
        return found

    @cached_property
    def _ended(self) -> dict[bytes, Ending]:
        """Every authority that an administrator of the province ended, by its name, with what stays good of it."""
        found: dict[bytes, Ending] = {}
        for event in self._taken_back:
            if isinstance(event, AuthorityEnded) and event.facts is not None:
                facts = event.facts
                one = Ending(facts.since, frozenset(facts.kept))
                found[facts.authority] = together(filter(None, [found.get(facts.authority), one])) or one
        return {name: ending for name, ending in found.items() if name not in self._never_ended}

    @cached_property
    def _never_ended(self) -> frozenset[bytes]:
        """Names of the known authorities that no record can end, as that of the record's own signer."""
        held = (der for der in self.known if x509.Certificate.load(der).ca)
        return frozenset(signer_of(der) for der in held if not may_end(read(der).granted_roles))

    @cached_property
    def _taken_back(self) -> tuple[CertificateRevoked | AuthorityEnded, ...]:
        """What proves itself of the records about certificates and authorities."""
        found = []
        for record in self.revocations:
            with contextlib.suppress(Untrusted, Invalid):
                event = self.told(record)
                if isinstance(event, CertificateRevoked | AuthorityEnded) and event.facts is not None:
                    check_since(event.facts.since)
                    found.append(event)
        return tuple(found)

    @cached_property
    def days(self) -> tuple[tuple[DayTimestamped, frozenset[bytes]], ...]:
        """The confirmed days that an administrator of the province told everybody, each with the leaves of its tree.

        A tree whose parts do not fit each other has none.
        """
        found = []
        for record in self.times:
            with contextlib.suppress(Untrusted):
                event = self.told(record)
                if isinstance(event, DayTimestamped):
                    found.append(
                        (event, frozenset(split(event.story.leaves)) if event.story and is_whole(event) else frozenset())
                    )
        return tuple(found)

    def told(self, record: bytes) -> Event:
        """What an administrator of the province told everybody, out of one record; raises ``Untrusted``."""
        entry = read_record(record)
        certificate = self.certificate(entry.kid)
        if certificate is None or entry.header.subject is not None:
            raise Untrusted("verify.unknown_signer")
        if not verify1(entry.message, VerifyKey.from_certificate(certificate)):
            raise Untrusted("verify.signature_mismatch")
        if self.standing(certificate).role != ADMINISTRATOR:
            raise Untrusted("verify.no_path")
        contents = {name: part.content for name, part in entry.parts.items() if part.state == HERE and name != "handling"}
        return read_event(entry.header.kind, entry.header.version, contents)

    def authorities(self) -> tuple[bytes, ...]:
        """Timestamp authorities that are believed: those given, and those that the province's records of times name."""
        named = [day.facts.authority for day, _ in self.days if day.facts is not None]
        return tuple(dict.fromkeys([*self.clocks, *(der for der in named if der)]))

    def _issuers(self, leaf_der: bytes) -> Iterator[bytes]:
        issuer = x509.Certificate.load(leaf_der).issuer.dump()
        for der in self.known:
            certificate = x509.Certificate.load(der)
            if certificate.ca and certificate.subject.dump() == issuer:
                yield der


def _self_issued(der: bytes) -> bool:
    certificate = x509.Certificate.load(der, strict=True)
    return bool(certificate.subject.dump() == certificate.issuer.dump())
