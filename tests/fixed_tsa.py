"""A timestamp authority without chance, clock or process: the same digest, the same token, in every run."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import cache

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from core.crypto.signing import SigningKey
from core.documents.cms import to_der

AT = datetime(2024, 3, 1, 5, 0, tzinfo=UTC)
POLICY = "1.2.3.4.1"


@cache
def key(name: str) -> SigningKey:
    """The key of an authority with this name."""
    return SigningKey.generate(lambda size: hashlib.shake_256(name.encode()).digest(size))


@cache
def certificate(name: str) -> bytes:
    """Its certificate, which no other vouches for (DER).

    Blanks around a name make another authority that is called the same; one whose name begins with "Bukan" may sign programs, one
    whose name begins with "Besar" has a large certificate.
    """
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name.strip())])
    purpose = ExtendedKeyUsageOID.CODE_SIGNING if name.startswith("Bukan") else ExtendedKeyUsageOID.TIME_STAMPING
    private = key(name).private_object
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(private.public_key())
    builder = builder.serial_number(7).not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
    builder = builder.not_valid_after(datetime(2040, 1, 1, tzinfo=UTC))
    builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
    signs = x509.KeyUsage(True, False, False, False, False, False, False, False, False)
    builder = builder.add_extension(signs, critical=True)
    if name.startswith("Besar"):
        builder = builder.add_extension(
            x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4.5"), bytes(1800)), critical=False
        )
    return builder.sign(private, hashes.SHA256(), ecdsa_deterministic=True).public_bytes(Encoding.DER)


def token(name: str, digest: bytes, at: datetime = AT, nonce: int | None = None) -> bytes:
    """A token (DER) of an authority over a digest (RFC 3161, 2.4.2)."""
    sha256 = algos.DigestAlgorithm({"algorithm": "sha256"})
    own = asn1.Certificate.load(certificate(name))
    told = tsp.TSTInfo(
        {
            "version": 1,
            "policy": POLICY,
            "message_imprint": tsp.MessageImprint({"hash_algorithm": sha256, "hashed_message": digest}),
            "serial_number": 1,
            "gen_time": at,
            "nonce": nonce,
        }
    ).dump()
    named = tsp.SigningCertificateV2({"certs": [tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(own.dump()).digest()})]})
    attributes = cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["tst_info"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [hashlib.sha256(told).digest()]}),
            cms.CMSAttribute({"type": "signing_certificate_v2", "values": [named]}),
        ]
    )
    info = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                        {"issuer": own.issuer, "serial_number": own.serial_number}
                    )
                }
            ),
            "digest_algorithm": sha256,
            "signed_attrs": attributes,
            "signature_algorithm": cms.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signature": to_der(key(name).sign(attributes.untag().dump())),
        }
    )
    content = {"content_type": "tst_info", "content": core.ParsableOctetString(told)}
    data = {
        "version": "v3",
        "digest_algorithms": [sha256],
        "encap_content_info": content,
        "certificates": [own],
        "signer_infos": [info],
    }
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(data)}).dump())
