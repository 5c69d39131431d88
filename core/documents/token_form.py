"""The one form of an RFC 3161 token inside a lasting file.

An authority's answer carries parts that its signature does not cover: certificates, lists of algorithms, unsigned
attributes, either of two numbers of an ECDSA signature. Whoever changed one of them would have changed the file and not
what it says. Here a token is rebuilt (RFC 5652, 5.1 and 5.3; RFC 3161, 2.4.2; RFC 5816) around what is signed, with the
signer's certificate alone, and another spelling of it is no token.
"""

from __future__ import annotations

from typing import Any, Final

from asn1crypto import cms, core, x509

from core.crypto.low import low_form
from core.documents.cms import tlv
from core.domain.errors import Untrusted

ESS: Final = ("signing_certificate", "signing_certificate_v2")
CERTIFICATE_LIMIT: Final = 8192


def canonical(token: bytes) -> bytes:
    """The token in its one form (DER); raises ``Untrusted('timestamp.unreadable')``."""
    try:
        return _canonical(cms.ContentInfo.load(token, strict=True)["content"])
    except Exception:  # asn1crypto fails in many ways on damaged bytes
        raise Untrusted("timestamp.unreadable") from None


def certificates_of(token: bytes) -> list[bytes]:
    """Every certificate that an authority sent along, its signer's first; raises ``Untrusted('timestamp.unreadable')``."""
    try:
        content = cms.ContentInfo.load(token, strict=True)["content"]
        (info,) = content["signer_infos"]
        found = [choice.chosen.dump() for choice in content["certificates"] if choice.name == "certificate"]
        return list(dict.fromkeys([_signer(content, info).dump(), *found]))
    except Exception:
        raise Untrusted("timestamp.unreadable") from None


def certificate(der: bytes) -> x509.Certificate:
    """A certificate of ordinary size in DER to its last byte; raises ``ValueError``."""
    read = x509.Certificate.load(der, strict=True)
    if len(der) > CERTIFICATE_LIMIT or read["tbs_certificate"]["version"].native != "v3" or read.public_key.native is None:
        raise ValueError("no certificate")
    return read


def _canonical(content: Any) -> bytes:
    (info,) = content["signer_infos"]
    signer = _signer(content, info)
    if content["encap_content_info"]["content_type"].native != "tst_info":
        raise ValueError("no token")
    if not any(attribute["type"].native in ESS for attribute in info["signed_attrs"]):
        raise ValueError("the signer's certificate is not signed for")
    identifier = cms.IssuerAndSerialNumber({"issuer": signer.issuer, "serial_number": signer.serial_number})
    signature = low_form(signer.public_key.dump(), info["signature"].native)
    algorithm = info["digest_algorithm"].dump(force=True)
    said = bytes(content["encap_content_info"]["content"])
    told = b"".join(
        [
            core.Integer(1).dump(),
            identifier.dump(),
            algorithm,
            tlv(0xA0, info["signed_attrs"].contents),
            info["signature_algorithm"].dump(force=True),
            core.OctetString(signature).dump(),
        ]
    )
    data = b"".join(
        [
            core.Integer(3).dump(),
            tlv(0x31, algorithm),
            tlv(0x30, cms.ContentType("tst_info").dump() + tlv(0xA0, tlv(0x04, said))),
            tlv(0xA0, signer.dump()),
            tlv(0x31, tlv(0x30, told)),
        ]
    )
    return tlv(0x30, cms.ContentType("signed_data").dump() + tlv(0xA0, tlv(0x30, data)))


def _signer(content: Any, info: Any) -> x509.Certificate:
    """The certificate that the token's one signer names."""
    name = info["sid"]
    for choice in content["certificates"]:
        each = choice.chosen
        if name.name == "issuer_and_serial_number":
            same = each.serial_number == name.chosen["serial_number"].native and each.issuer == name.chosen["issuer"]
        else:
            same = each.key_identifier == name.chosen.native
        if same:
            return certificate(each.dump())
    raise ValueError("the signer's certificate is missing")
