"""The CMS message inside a signed PDF (PAdES-B-B): its one form, the mould that fills it fast, the key that signs.

pyHanko builds the reference. Of its bytes only the document's digest and the signature's value vary, so a mould cut
from one message makes the next without building the tree again. A verifier rebuilds the message and compares: what
the signature does not cover (a carried CA certificate, the list of digests) cannot be changed unnoticed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from asn1crypto import algos, cms, x509
from pyhanko.sign.ades.api import CAdESSignedAttrSpec
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from core.crypto.signing import SIGNATURE_BYTES, SigningKey
from core.domain.errors import Untrusted

DIGEST_NAME: Final = "sha256"
DIGEST_BYTES: Final = 32
_SEQUENCE, _SET, _OCTETS, _INTEGER, _TAGGED_0 = 0x30, 0x31, 0x04, 0x02, 0xA0
_T = TypeVar("_T")


@dataclass(frozen=True)
class OfficeSigner:
    """Who certifies the issue of documents: a P-256 key, its certificate and the CA that issued it, both DER."""

    key: SigningKey
    certificate_der: bytes
    ca_der: bytes


class KeySigner(Signer):
    """pyHanko's signer over our key object: the key is never parsed again, the signature is deterministic."""

    def __init__(self, key: SigningKey | None, certificate_der: bytes, ca_der: bytes) -> None:
        store: Any = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register(x509.Certificate.load(ca_der))
        super().__init__(
            signing_cert=x509.Certificate.load(certificate_der),
            cert_registry=store,
            signature_mechanism=algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
        )
        self._key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """Sign the attributes; a signer without a key cannot."""
        if digest_algorithm != DIGEST_NAME or self._key is None:
            raise ValueError("this signer signs SHA-256 with its own key only")
        return to_der(self._key.sign(data))


class _Restorer(KeySigner):
    """Rebuilds a message around a signature that exists already."""

    def __init__(self, certificate_der: bytes, ca_der: bytes, signature: bytes) -> None:
        super().__init__(None, certificate_der, ca_der)
        self._signature = signature

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return self._signature


def attributes() -> PdfCMSSignedAttributes:
    """The settings of the signed attributes: content type, digest, certificate; no time, no policy."""
    return PdfCMSSignedAttributes(signing_time=None, cades_signed_attrs=CAdESSignedAttrSpec())


def reference(signer: KeySigner, digest: bytes) -> Coroutine[Any, Any, Any]:
    """pyHanko's own message over a document digest; to be awaited."""
    built: Coroutine[Any, Any, Any] = Signer.async_sign(
        signer, digest, DIGEST_NAME, use_pades=True, signed_attr_settings=attributes()
    )
    return built


def rebuilt(certificate_der: bytes, ca_der: bytes, digest: bytes, signature: bytes) -> bytes:
    """The one form of the message with these parts, DER; ``signature`` is the DER pair r, s."""
    signer = _Restorer(certificate_der, ca_der, signature)
    return bytes(run(reference(signer, digest)).dump())


def run(work: Coroutine[Any, Any, _T]) -> _T:
    """Drive one coroutine of pyHanko to its end on a loop of its own."""
    with asyncio.Runner() as runner:
        return runner.run(work)


@dataclass(frozen=True)
class Mould:
    """The constant bytes around digest and signature; cut once for a signer, filled for every document."""

    before_digest: bytes
    after_digest: bytes
    attributes_at: int
    signer_tail: bytes
    signed_data_head: bytes
    content_type: bytes

    @classmethod
    def cut(cls, message: bytes, digest: bytes) -> Mould | None:
        """Cut a mould from a reference message over ``digest``; None when it would not give these bytes back."""
        whole = cms.ContentInfo.load(message, strict=True)
        data = whole["content"]
        info = data["signer_infos"][0]
        head = info.contents[: -len(info["signature"].dump())]
        if head.count(digest) != 1:
            return None
        at = head.index(digest)
        algorithm = info["signature_algorithm"].dump()
        mould = cls(
            before_digest=head[:at],
            after_digest=head[at + DIGEST_BYTES : len(head) - len(algorithm)],
            attributes_at=len(head) - len(algorithm) - len(info["signed_attrs"].dump()),
            signer_tail=algorithm,
            signed_data_head=data.contents[: -len(data["signer_infos"].dump())],
            content_type=whole["content_type"].dump(),
        )
        return mould if mould.fill(digest, info["signature"].native) == message else None

    def to_be_signed(self, digest: bytes) -> bytes:
        """The signed attributes as a SET, which is what the signature covers (RFC 5652 5.4)."""
        return bytes([_SET]) + self._attributes(digest)[1:]

    def fill(self, digest: bytes, signature: bytes) -> bytes:
        """The whole message, DER, around a digest and a DER signature."""
        info = self._head(digest) + self.signer_tail + tlv(_OCTETS, signature)
        infos = tlv(_SET, tlv(_SEQUENCE, info))
        data = tlv(_SEQUENCE, self.signed_data_head + infos)
        return tlv(_SEQUENCE, self.content_type + tlv(_TAGGED_0, data))

    def read(self, message: bytes) -> tuple[bytes, bytes] | None:
        """Digest and DER signature of a message that came, or could have come, out of this mould; None for any other."""
        at = message.find(self.before_digest) + len(self.before_digest)
        digest = message[at : at + DIGEST_BYTES]
        before = at + DIGEST_BYTES + len(self.after_digest) + len(self.signer_tail)
        size = message[before + 1 : before + 2]
        signature = message[before + 2 :]
        if message[before : before + 1] != bytes([_OCTETS]) or size != bytes([len(signature) & 0xFF]):
            return None
        return (digest, signature) if self.fill(digest, signature) == message else None

    def _head(self, digest: bytes) -> bytes:
        return self.before_digest + digest + self.after_digest

    def _attributes(self, digest: bytes) -> bytes:
        return self._head(digest)[self.attributes_at :]


class MouldSigner(KeySigner):
    """Signs the first document through pyHanko, cuts the mould from it, and fills the mould from then on.

    When the mould does not give pyHanko's bytes back (``mould`` stays None), every document takes pyHanko's way.
    """

    def __init__(self, office: OfficeSigner) -> None:
        super().__init__(office.key, office.certificate_der, office.ca_der)
        self._office = office
        self._tried = False
        self.mould: Mould | None = None

    async def async_sign(self, data_digest: bytes, digest_algorithm: str, *args: Any, **settings: Any) -> Any:
        """Return the message as bytes from the mould, else as pyHanko's object."""
        if self.mould is not None and digest_algorithm == DIGEST_NAME:
            signature = self._office.key.sign(self.mould.to_be_signed(data_digest))
            return self.mould.fill(data_digest, to_der(signature))
        built = await super().async_sign(data_digest, digest_algorithm, *args, **settings)
        if not self._tried:
            self._tried = True
            self.mould = Mould.cut(built.dump(), data_digest)
        return built


def to_der(signature: bytes) -> bytes:
    """64 bytes r || s as the DER pair that CMS carries."""
    return tlv(_SEQUENCE, _integer(signature[:32]) + _integer(signature[32:]))


def from_der(signature: bytes) -> bytes:
    """The DER pair as 64 bytes; another spelling of the pair is ``Untrusted("malformed", where="pdf.signature")``."""
    first = 4 + signature[3] if len(signature) > 4 else 0  # where the second number begins
    plain = b"".join(number.lstrip(b"\x00").rjust(32, b"\x00") for number in (signature[4:first], signature[first + 2 :]))
    if len(plain) != SIGNATURE_BYTES or to_der(plain) != signature:
        raise Untrusted("malformed", where="pdf.signature")
    return plain


def _integer(number: bytes) -> bytes:
    body = number.lstrip(b"\x00") or b"\x00"
    return tlv(_INTEGER, b"\x00" + body if body[0] & 0x80 else body)


def tlv(tag: int, content: bytes) -> bytes:
    """One DER element with the shortest length (X.690, 10.1)."""
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content
