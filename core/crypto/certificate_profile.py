"""Names and extensions of Posko's certificates: what is put in, and the one form that is accepted back.

root   O=<province id, hex>, CN=<name>                                  path length 2
CA     O=<province id>, OU=<post>, CN=CA                                path length 0, critical name constraints:
       for each role it may grant the subtree O=<province id>, OU=<post>, OU=role:<role>
leaf   O=<province id>, OU=<post>, OU=role:<role>, CN=<person or device>
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cryptography import x509
from cryptography.x509.oid import ExtensionOID, NameOID

from core.crypto.signing import VerifyKey
from core.domain.errors import Invalid, Untrusted

ROLES: Final = ("administrator", "triage", "head", "officer", "liaison", "device", "national", "regency")
PROVINCE_ID_BYTES: Final = 16
ROOT_PATH_LENGTH: Final = 2
#: X.520 upper bound of organizationalUnitName and commonName.
NAME_CHARACTERS: Final = 64
_ROLE_PREFIX: Final = "role:"
_LEAF_SHAPE: Final = (
    NameOID.ORGANIZATION_NAME,
    NameOID.ORGANIZATIONAL_UNIT_NAME,
    NameOID.ORGANIZATIONAL_UNIT_NAME,
    NameOID.COMMON_NAME,
)
_PROVINCE: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Grant:
    """What a CA certificate allows: leaves of one post of one province in these roles."""

    province_id: bytes
    post: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class LeafName:
    """What a leaf says of itself; worth nothing before it is held against the CA's grant."""

    province_id: bytes
    post: str
    role: str
    common_name: str


def province_id_of(root_key: VerifyKey) -> bytes:
    """Return the province id: the first 16 bytes of the SHA-256 of the root key's SubjectPublicKeyInfo."""
    return hashlib.sha256(root_key.spki).digest()[:PROVINCE_ID_BYTES]


def root_name(province_id: bytes, name: str) -> x509.Name:
    """Return the subject of a root."""
    return _name([province_id.hex(), name], (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME))


def ca_name(province_id: bytes, post: str) -> x509.Name:
    """Return the subject of a post's or desk's CA."""
    return _name([province_id.hex(), post, "CA"], (_LEAF_SHAPE[0], _LEAF_SHAPE[1], NameOID.COMMON_NAME))


def leaf_name(province_id: bytes, post: str, role: str, common_name: str) -> x509.Name:
    """Return the subject of a leaf: the permitted prefix and a common name."""
    return _name([province_id.hex(), post, _ROLE_PREFIX + role, common_name], _LEAF_SHAPE)


def constraints(grant: Grant) -> x509.NameConstraints:
    """Return the constraint that says ``grant``: one permitted directory name for each role."""
    subtrees = [
        x509.DirectoryName(_name([grant.province_id.hex(), grant.post, _ROLE_PREFIX + role], _LEAF_SHAPE[:3]))
        for role in grant.roles
    ]
    return x509.NameConstraints(permitted_subtrees=subtrees, excluded_subtrees=None)


def read_grant(constraint: x509.NameConstraints) -> Grant:
    """Read a grant back; anything that ``constraints`` would not write is ``Untrusted("certificate.chain")``."""
    if constraint.excluded_subtrees or not constraint.permitted_subtrees:
        raise untrusted("constraint")
    rows = [_texts(subtree.value, _LEAF_SHAPE[:3]) for subtree in constraint.permitted_subtrees if _is_name(subtree)]
    if len(rows) != len(constraint.permitted_subtrees) or len({(row[0], row[1]) for row in rows}) != 1:
        raise untrusted("constraint")
    grant = Grant(_province(rows[0][0]), rows[0][1], tuple(_role(row[2]) for row in rows))
    if len(set(grant.roles)) != len(grant.roles):
        raise untrusted("constraint")
    return grant


def read_leaf_name(name: x509.Name) -> LeafName:
    """Read a leaf's subject; another shape is ``Untrusted("certificate.chain")``."""
    province, post, role, common_name = _texts(name, _LEAF_SHAPE)
    return LeafName(_province(province), post, _role(role), common_name)


def authority_usage() -> x509.KeyUsage:
    """The key usage of roots and CAs: they sign certificates and revocation lists."""
    return _usage(signs_certificates=True)


def leaf_usage() -> x509.KeyUsage:
    """The key usage of leaves: signatures that their holder stands by."""
    return _usage(signs_certificates=False)


def require_profile(certificate: x509.Certificate, path_length: int | None, constraint: x509.NameConstraints | None) -> None:
    """Refuse a certificate whose extensions are not exactly Posko's, each with its criticality.

    ``path_length`` is ``None`` for a leaf. Key identifiers may say what they like: nothing is looked up by them.
    """
    usage = leaf_usage() if path_length is None else authority_usage()
    basic = x509.BasicConstraints(ca=path_length is not None, path_length=path_length)
    expected: dict[x509.ObjectIdentifier, x509.ExtensionType] = {basic.oid: basic, usage.oid: usage}
    if constraint is not None:
        expected[constraint.oid] = constraint
    found = {item.oid: item.value for item in certificate.extensions if item.critical}
    if found != expected:
        raise untrusted("extensions")
    harmless = {ExtensionOID.SUBJECT_KEY_IDENTIFIER, ExtensionOID.AUTHORITY_KEY_IDENTIFIER}
    if any(item.oid not in harmless for item in certificate.extensions if not item.critical):
        raise untrusted("extensions")


def untrusted(where: str) -> Untrusted:
    """The refusal of a chain; ``where`` names the rule for the support line."""
    return Untrusted("certificate.chain", where=where)


def _name(texts: list[str], shape: Iterable[x509.ObjectIdentifier]) -> x509.Name:
    for text in texts:
        if not 0 < len(text) <= NAME_CHARACTERS or not text.isprintable():
            raise Invalid("certificate.name", maximum=NAME_CHARACTERS)
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in zip(shape, texts, strict=True)])


def _texts(name: x509.Name, shape: tuple[x509.ObjectIdentifier, ...]) -> list[str]:
    """Return the values of a name of exactly this shape, one attribute in each step."""
    attributes = list(name)
    if len(name.rdns) != len(attributes) or tuple(item.oid for item in attributes) != shape:
        raise untrusted("name")
    values = [item.value for item in attributes]
    if not all(isinstance(value, str) and 0 < len(value) <= NAME_CHARACTERS for value in values):
        raise untrusted("name")
    return [str(value) for value in values]


def _is_name(subtree: x509.GeneralName) -> bool:
    return isinstance(subtree, x509.DirectoryName)


def _province(text: str) -> bytes:
    if not _PROVINCE.fullmatch(text):
        raise untrusted("name")
    return bytes.fromhex(text)


def _role(text: str) -> str:
    role = text.removeprefix(_ROLE_PREFIX)
    if role == text or role not in ROLES:
        raise untrusted("role")
    return role


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )
