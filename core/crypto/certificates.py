"""Certificates of a province: root, CA of a post or desk, leaf of a person or device (DECISIONS D6).

What a signer may do is read from the *CA's* certificate, which the root signed, never from the leaf: a post's CA
can name a leaf anything. No date decides here; dates are in the certificates for programs that ask for them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509.oid import NameOID

from core.crypto.certificate_form import one_form
from core.crypto.certificate_profile import (
    ROLES,
    ROOT_PATH_LENGTH,
    Grant,
    authority_usage,
    ca_name,
    constraints,
    leaf_name,
    leaf_usage,
    province_id_of,
    read_grant,
    read_leaf_name,
    require_profile,
    root_name,
    untrusted,
)
from core.crypto.signing import SigningKey, VerifyKey
from core.domain.errors import Untrusted

#: A certificate longer than this is none of ours; ours have 450 to 1,100 bytes.
MAXIMUM_BYTES: Final = 4096
_ROOT_LIFE: Final = timedelta(days=20 * 365 + 5)
_SERIAL_BYTES: Final = 16
_UNREADABLE: Final = (
    ValueError,
    TypeError,
    UnsupportedAlgorithm,
    InvalidSignature,
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
    CryptographyDeprecationWarning,  # the library will refuse it in a later release; where warnings are errors, now
)


@dataclass(frozen=True)
class CertificateFacts:
    """What one certificate says, believed or not; ``kind`` is ``root``, ``ca`` or ``leaf``.

    ``post`` is empty for a root, ``role`` for all but leaves, ``granted_roles`` for all but CAs. Times are UTC.
    """

    kind: str
    province_id: bytes
    post: str
    role: str
    common_name: str
    granted_roles: tuple[str, ...]
    key: VerifyKey
    not_before: datetime
    not_after: datetime


@dataclass(frozen=True)
class Standing:
    """What a proven leaf may sign as: this post, this role, of this province; the name is the post's own word."""

    post: str
    role: str
    province_id: bytes
    common_name: str


def make_root(name: str, key: SigningKey, now: datetime, entropy: Callable[[int], bytes]) -> bytes:
    """Return the province's self-signed root certificate (DER), good for 20 years from ``now``."""
    subject = root_name(province_id_of(key.public), name)
    builder = _builder(subject, key.public, entropy).issuer_name(subject)
    builder = builder.not_valid_before(now).not_valid_after(now + _ROOT_LIFE)
    return _signed(_as_authority(builder, ROOT_PATH_LENGTH), key)


def make_ca(
    root_cert: bytes,
    root_key: SigningKey,
    post_code: str,
    roles: Sequence[str],
    ca_public: VerifyKey,
    now: datetime,
    entropy: Callable[[int], bytes],
) -> bytes:
    """Return the CA certificate (DER) of a post or desk, which may give these roles at this post only.

    It begins ``now``, though never before the root, and ends with the root.
    """
    unknown = [role for role in roles if role not in ROLES]
    if unknown or not roles or len(set(roles)) != len(roles):
        raise ValueError(f"roles of a CA: some of {ROLES}, each once")
    root = _load(root_cert)
    _require_own_key(root, root_key)
    allowed = Grant(province_id_of(root_key.public), post_code, tuple(roles))
    builder = _builder(ca_name(allowed.province_id, post_code), ca_public, entropy).issuer_name(root.subject)
    builder = builder.not_valid_before(max(now, root.not_valid_before_utc)).not_valid_after(root.not_valid_after_utc)
    builder = _as_authority(builder, 0).add_extension(constraints(allowed), critical=True)
    return _signed(_pointing_to(builder, root_key), root_key)


def make_leaf(
    ca_cert: bytes,
    ca_key: SigningKey,
    role: str,
    common_name: str,
    public: VerifyKey,
    entropy: Callable[[int], bytes],
) -> bytes:
    """Return the certificate (DER) of a person or device; its dates are the CA's, so no laptop clock goes in."""
    ca = _load(ca_cert)
    _require_own_key(ca, ca_key)
    grant = read_grant(_constraint(ca))
    if role not in grant.roles:
        raise untrusted("role")
    subject = leaf_name(grant.province_id, grant.post, role, common_name)
    builder = _builder(subject, public, entropy).issuer_name(ca.subject)
    builder = builder.not_valid_before(ca.not_valid_before_utc).not_valid_after(ca.not_valid_after_utc)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(leaf_usage(), critical=True)
    return _signed(_pointing_to(builder, ca_key), ca_key)


def read(cert_der: bytes) -> CertificateFacts:
    """Read what a certificate says of itself, without asking whether anybody vouches for it.

    What is not in Posko's profile is ``Untrusted("certificate.chain")``, what is no certificate ``malformed``.
    """
    certificate = _load(cert_der)
    key = _key(certificate)
    if certificate.issuer == certificate.subject:
        require_profile(certificate, ROOT_PATH_LENGTH, None)
        return _facts(certificate, key, "root", Grant(province_id_of(key), "", ()))
    if _is_authority(certificate):
        return _facts(certificate, key, "ca", _ca_grant(certificate))
    require_profile(certificate, None, None)
    name = read_leaf_name(certificate.subject)
    return _facts(certificate, key, "leaf", Grant(name.province_id, name.post, ()), name.role)


@lru_cache(maxsize=1024)
def signer_of(cert_der: bytes) -> bytes:
    """Name the key behind a certificate: 16 bytes of SHA-256 of its SubjectPublicKeyInfo; empty for what is no P-256 key.

    Two certificates on one key are one signer, whatever names they bear.
    """
    try:
        return hashlib.sha256(VerifyKey.from_certificate(cert_der).spki).digest()[:16]
    except Untrusted:
        return b""


def verify_chain(leaf_der: bytes, ca_der: bytes, root_ders: Sequence[bytes]) -> Standing:
    """Prove a leaf through its CA up to one of the roots, and return what the CA's constraint lets it be.

    Signatures, names, path lengths, key usages and criticality are checked, dates are not. Everything that does
    not fit is ``Untrusted("certificate.chain", where=...)``. Source of the rule: DECISIONS D6.
    """
    leaf, ca = _load(leaf_der), _load(ca_der)
    root = _root_of(ca, [_load(der) for der in root_ders])
    grant = _ca_grant(ca)
    if grant.province_id != province_id_of(_key(root)):
        raise untrusted("province")
    if not _issued(leaf, ca):
        raise untrusted("signature")
    require_profile(leaf, None, None)
    _key(leaf)
    name = read_leaf_name(leaf.subject)
    if (name.province_id, name.post) != (grant.province_id, grant.post) or name.role not in grant.roles:
        raise untrusted("constraint")
    return Standing(grant.post, name.role, grant.province_id, name.common_name)


def is_issued_by(leaf_der: bytes, ca_der: bytes) -> bool:
    """Whether a CA's key signed this certificate; what is no certificate at all was signed by nobody."""
    try:
        return _issued(_load(leaf_der), _load(ca_der))
    except Untrusted:
        return False


def _root_of(ca: x509.Certificate, roots: Sequence[x509.Certificate]) -> x509.Certificate:
    """Return the root that signed the CA's certificate, itself in the profile of a root."""
    for root in roots:
        if _issued(ca, root):
            require_profile(root, ROOT_PATH_LENGTH, None)
            if _issued(root, root):
                return root
    raise untrusted("root")


def _ca_grant(ca: x509.Certificate) -> Grant:
    constraint = _constraint(ca)
    require_profile(ca, 0, constraint)
    return read_grant(constraint)


def _constraint(certificate: x509.Certificate) -> x509.NameConstraints:
    try:
        return certificate.extensions.get_extension_for_class(x509.NameConstraints).value
    except x509.ExtensionNotFound as error:
        raise untrusted("constraint") from error


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


@lru_cache(maxsize=1024)
def _issued(child: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Tell whether ``issuer`` is named by and signed ``child``."""
    try:
        child.verify_directly_issued_by(issuer)
    except _UNREADABLE:
        return False
    return True


@lru_cache(maxsize=1024)
def _load(der: bytes) -> x509.Certificate:
    """Read a certificate with all its extensions, once, so that nothing later meets a broken one."""
    if len(der) > MAXIMUM_BYTES:
        raise Untrusted("malformed", where="certificate.size")
    try:
        certificate = x509.load_der_x509_certificate(der)
        _ = certificate.extensions, certificate.subject, certificate.issuer
        _ = certificate.not_valid_before_utc, certificate.not_valid_after_utc
        same = one_form(certificate) == der
    except _UNREADABLE as error:
        raise Untrusted("malformed", where="certificate") from error
    if not same or certificate.serial_number <= 0:
        raise Untrusted("malformed", where="certificate.form")
    return certificate


def _key(certificate: x509.Certificate) -> VerifyKey:
    try:
        return VerifyKey.from_object(certificate.public_key())
    except _UNREADABLE as error:
        raise Untrusted("malformed", where="certificate.key") from error


def _facts(certificate: x509.Certificate, key: VerifyKey, kind: str, grant: Grant, role: str = "") -> CertificateFacts:
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    common_name = str(names[0].value) if names else ""
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    return CertificateFacts(kind, grant.province_id, grant.post, role, common_name, grant.roles, key, begins, ends)


def _require_own_key(certificate: x509.Certificate, key: SigningKey) -> None:
    if _key(certificate) != key.public:
        raise ValueError("this key is not the one in the issuer's certificate")


def _builder(subject: x509.Name, public: VerifyKey, entropy: Callable[[int], bytes]) -> x509.CertificateBuilder:
    """Begin a certificate; the serial number has 127 random bits and is never zero."""
    serial = int.from_bytes(entropy(_SERIAL_BYTES), "big") >> 1 | 1
    identifier = x509.SubjectKeyIdentifier.from_public_key(public.public_object)
    builder = x509.CertificateBuilder().subject_name(subject).public_key(public.public_object).serial_number(serial)
    return builder.add_extension(identifier, critical=False)


def _as_authority(builder: x509.CertificateBuilder, path_length: int) -> x509.CertificateBuilder:
    basic = x509.BasicConstraints(ca=True, path_length=path_length)
    return builder.add_extension(basic, critical=True).add_extension(authority_usage(), critical=True)


def _pointing_to(builder: x509.CertificateBuilder, issuer: SigningKey) -> x509.CertificateBuilder:
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.public.public_object)
    return builder.add_extension(identifier, critical=False)


def _signed(builder: x509.CertificateBuilder, key: SigningKey) -> bytes:
    certificate = builder.sign(key.private_object, hashes.SHA256(), ecdsa_deterministic=True)
    return one_form(certificate)
