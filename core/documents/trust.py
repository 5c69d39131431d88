"""What a verifier believes from the start: the province's roots, and certificates it may meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from asn1crypto import pem, x509

from core.crypto.certificates import Standing, verify_chain
from core.crypto.cose import key_id
from core.domain.errors import Invalid, Untrusted

PEM_LIMIT: Final = 4 * 1024 * 1024
CERTIFICATE_LIMIT: Final = 10_000


@dataclass(frozen=True)
class Trust:
    """Roots (believed) and known certificates (only looked up, believed through a chain), all DER."""

    roots: tuple[bytes, ...]
    known: tuple[bytes, ...] = ()

    @classmethod
    def from_pem(cls, data: bytes) -> Trust:
        """Read a trust file: the province's roots first, then its published certificates.

        The leading self-issued certificates are the roots; a later one is not. Raises ``Invalid('trust.unreadable')``.
        """
        if len(data) > PEM_LIMIT:
            raise Invalid("trust.unreadable", detail="size")
        try:
            ders = [der for _, _, der in pem.unarmor(data, multiple=True)]
            own = [_self_issued(der) for der in ders[:CERTIFICATE_LIMIT]]
        except (ValueError, TypeError, KeyError):
            raise Invalid("trust.unreadable", detail="pem") from None
        count = own.index(False) if False in own else len(own)
        if count == 0 or len(ders) > CERTIFICATE_LIMIT:
            raise Invalid("trust.unreadable", detail="roots")
        return cls(tuple(ders[:count]), tuple(ders[count:]))

    def certificate(self, kid: bytes) -> bytes | None:
        """The known certificate with this 16-byte key id."""
        return next((der for der in self.known if key_id(der) == kid), None)

    def standing(self, leaf_der: bytes) -> Standing:
        """Whom a known certificate stands for, by any known CA that issued it; ``Untrusted('verify.no_path')``."""
        for ca_der in self._issuers(leaf_der):
            try:
                return verify_chain(leaf_der, ca_der, self.roots)
            except Untrusted:
                continue
        raise Untrusted("verify.no_path")

    def _issuers(self, leaf_der: bytes) -> Iterator[bytes]:
        issuer = x509.Certificate.load(leaf_der).issuer.dump()
        for der in self.known:
            certificate = x509.Certificate.load(der)
            if certificate.ca and certificate.subject.dump() == issuer:
                yield der


def _self_issued(der: bytes) -> bool:
    certificate = x509.Certificate.load(der, strict=True)
    return bool(certificate.subject.dump() == certificate.issuer.dump())
