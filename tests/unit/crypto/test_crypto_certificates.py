"""Certificates: what a post's CA may not do, shown by doing it; openssl is asked for a second opinion."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.x509.oid import NameOID

from core.crypto import certificates
from core.crypto.certificate_form import one_form
from core.crypto.certificate_profile import (
    Grant,
    authority_usage,
    ca_name,
    constraints,
    leaf_name,
    leaf_usage,
    province_id_of,
    root_name,
)
from core.crypto.cose import key_id
from core.crypto.signing import GROUP_ORDER, SigningKey, VerifyKey
from core.domain.errors import Invalid, Untrusted

RANDOM = random.Random(7).randbytes
NOW = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)
ROOT_KEY, CA_KEY, OTHER_CA_KEY, LEAF_KEY = (SigningKey.generate(RANDOM) for _ in range(4))
ROOT = certificates.make_root("Provinsi contoh", ROOT_KEY, NOW, RANDOM)
PROVINCE = province_id_of(ROOT_KEY.public)
CA = certificates.make_ca(ROOT, ROOT_KEY, "K0413", ["head", "officer", "device"], CA_KEY.public, NOW, RANDOM)
OTHER_CA = certificates.make_ca(ROOT, ROOT_KEY, "K0999", ["officer"], OTHER_CA_KEY.public, NOW, RANDOM)
LEAF = certificates.make_leaf(CA, CA_KEY, "officer", "Petugas Satu", LEAF_KEY.public, RANDOM)


def refused(leaf: bytes, ca: bytes = CA, roots: Sequence[bytes] = (ROOT,), code: str = "certificate.chain") -> str:
    with pytest.raises(Untrusted) as caught:
        certificates.verify_chain(leaf, ca, roots)
    assert caught.value.code == code
    return str(caught.value.details["where"])


def forged(
    subject: x509.Name,
    extensions: Sequence[tuple[x509.ExtensionType, bool]] | None = None,
    issuer: bytes = CA,
    key: SigningKey = CA_KEY,
    public: object = None,
) -> bytes:
    """Sign anything with a CA's key, as somebody would who stole it and has a tool of his own."""
    usual = [(x509.BasicConstraints(ca=False, path_length=None), True), (leaf_usage(), True)]
    signer = x509.load_der_x509_certificate(issuer)
    chosen = LEAF_KEY.public.public_object if public is None else public
    builder = x509.CertificateBuilder(subject_name=subject, issuer_name=signer.subject, serial_number=5)
    builder = builder.public_key(chosen).not_valid_before(NOW).not_valid_after(NOW + timedelta(days=9))  # type: ignore[arg-type]
    for value, critical in usual if extensions is None else extensions:
        builder = builder.add_extension(value, critical)
    return one_form(builder.sign(key.private_object, hashes.SHA256()))


def good_name() -> x509.Name:
    return leaf_name(PROVINCE, "K0413", "officer", "Petugas Satu")


@pytest.mark.parametrize("role", ["head", "officer", "device"])
def test_a_lawful_leaf_stands_for_its_post(role: str) -> None:
    leaf = certificates.make_leaf(CA, CA_KEY, role, "Siti Aminah", LEAF_KEY.public, RANDOM)
    standing = certificates.verify_chain(leaf, CA, [ROOT])
    assert standing == certificates.Standing("K0413", role, PROVINCE, "Siti Aminah")
    assert VerifyKey.from_certificate(leaf) == LEAF_KEY.public


def test_the_right_root_is_found_among_several() -> None:
    other_key = SigningKey.generate(RANDOM)
    other = certificates.make_root("Provinsi lain", other_key, NOW, RANDOM)
    assert certificates.verify_chain(LEAF, CA, [other, ROOT]).province_id == PROVINCE
    assert refused(LEAF, CA, [other]) == "root"
    assert refused(LEAF, CA, []) == "root"


def test_a_hand_made_leaf_in_the_profile_passes_and_so_the_attacks_below_fail_for_their_own_reason() -> None:
    assert certificates.verify_chain(forged(good_name()), CA, [ROOT]).role == "officer"


@pytest.mark.parametrize(
    ("subject", "where"),
    [
        (leaf_name(PROVINCE, "K0999", "officer", "x"), "constraint"),  # another post
        (leaf_name(PROVINCE, "K0413", "administrator", "x"), "constraint"),
        (leaf_name(PROVINCE, "K0413", "triage", "x"), "constraint"),
        (leaf_name(bytes(16), "K0413", "officer", "x"), "constraint"),  # another province
        (root_name(PROVINCE, "x"), "name"),
        (ca_name(PROVINCE, "K0413"), "name"),
        (x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "x")]), "name"),
        (x509.Name([]), "name"),
        (x509.Name([x509.RelativeDistinguishedName([a]) for a in [*good_name(), *good_name()]]), "name"),
        (x509.Name([x509.RelativeDistinguishedName(list(good_name())[:2]), *list(good_name().rdns)[2:]]), "name"),
        (x509.Name([*list(good_name())[:2], *list(leaf_name(PROVINCE, "a", "device", "x"))[1:2]]), "name"),
        (x509.Name([*list(good_name())[:2], x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, "officer"),
                    *list(good_name())[3:]]), "role"),
        (x509.Name([*list(good_name())[:2], x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, "role:Head"),
                    *list(good_name())[3:]]), "role"),
        (x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Z" * 32), *list(good_name())[1:]]), "name"),
        (x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "a" * 65, _validate=False),
                    *list(good_name())[1:]]), "name"),
    ],
)  # fmt: skip
def test_a_stolen_post_ca_cannot_name_what_it_was_not_granted(subject: x509.Name, where: str) -> None:
    assert refused(forged(subject)) == where


def with_authority(path_length: int | None) -> list[tuple[x509.ExtensionType, bool]]:
    return [(x509.BasicConstraints(ca=True, path_length=path_length), True), (authority_usage(), True)]


def test_a_post_ca_cannot_make_another_ca() -> None:
    grant = Grant(PROVINCE, "K0999", ("head",))
    extensions = [*with_authority(0), (constraints(grant), True)]
    sub_ca = forged(ca_name(PROVINCE, "K0999"), extensions, public=OTHER_CA_KEY.public.public_object)
    below = forged(leaf_name(PROVINCE, "K0999", "head", "x"), issuer=sub_ca, key=OTHER_CA_KEY)
    assert refused(below, sub_ca) == "root"
    assert refused(below, sub_ca, [CA]) == "extensions"  # a CA is no root, even if somebody lists it as one
    assert refused(sub_ca) == "extensions"
    assert refused(forged(good_name(), with_authority(0))) == "extensions"


def test_the_leaf_of_one_ca_does_not_stand_under_another() -> None:
    assert refused(LEAF, OTHER_CA) == "signature"
    namesake = forged(good_name(), issuer=CA, key=OTHER_CA_KEY)
    assert refused(namesake) == "signature"


def usage_with(**change: bool) -> x509.KeyUsage:
    names = ["digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
             "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"]  # fmt: skip
    return x509.KeyUsage(**{name: change.get(name, False) for name in names})


LEAF_BASIC = (x509.BasicConstraints(ca=False, path_length=None), True)


@pytest.mark.parametrize(
    "extensions",
    [
        [],
        [LEAF_BASIC],
        [(leaf_usage(), True)],
        [(LEAF_BASIC[0], False), (leaf_usage(), True)],
        [LEAF_BASIC, (leaf_usage(), False)],
        [LEAF_BASIC, (usage_with(digital_signature=True), True)],
        [LEAF_BASIC, (usage_with(digital_signature=True, content_commitment=True, key_cert_sign=True), True)],
        [LEAF_BASIC, (leaf_usage(), True), (x509.ExtendedKeyUsage([NameOID.COMMON_NAME]), False)],
        [LEAF_BASIC, (leaf_usage(), True), (x509.UnrecognizedExtension(NameOID.COMMON_NAME, b"\x05\x00"), True)],
    ],
)
def test_a_leaf_outside_the_profile_is_refused(extensions: list[tuple[x509.ExtensionType, bool]]) -> None:
    assert refused(forged(good_name(), extensions)) == "extensions"


def by_root(subject: x509.Name, extensions: list[tuple[x509.ExtensionType, bool]]) -> bytes:
    return forged(subject, extensions, issuer=ROOT, key=ROOT_KEY, public=CA_KEY.public.public_object)


def directory(*pairs: tuple[x509.ObjectIdentifier, str]) -> x509.GeneralName:
    return x509.DirectoryName(x509.Name([x509.NameAttribute(oid, text) for oid, text in pairs]))


O_, OU_ = NameOID.ORGANIZATION_NAME, NameOID.ORGANIZATIONAL_UNIT_NAME
HEX = PROVINCE.hex()
HEAD = directory((O_, HEX), (OU_, "K0413"), (OU_, "role:head"))


@pytest.mark.parametrize(
    ("constraint", "where"),
    [
        (x509.NameConstraints([HEAD], [directory((O_, HEX))]), "constraint"),
        (x509.NameConstraints(None, [HEAD]), "constraint"),
        (x509.NameConstraints([HEAD, HEAD], None), "constraint"),
        (x509.NameConstraints([HEAD, x509.DNSName("posko.invalid")], None), "constraint"),
        (x509.NameConstraints([HEAD, directory((O_, HEX), (OU_, "K1"), (OU_, "role:head"))], None), "constraint"),
        (x509.NameConstraints([HEAD, directory((O_, HEX), (OU_, "K1"), (OU_, "role:officer"))], None), "constraint"),
        (x509.NameConstraints([directory((O_, HEX))], None), "name"),
        (x509.NameConstraints([directory((O_, HEX), (OU_, "K0413"))], None), "name"),
        (x509.NameConstraints([directory((O_, HEX), (OU_, "K0413"), (OU_, "role:king"))], None), "role"),
        (x509.NameConstraints([directory((O_, "0" * 32), (OU_, "K0413"), (OU_, "role:officer"))], None), "province"),
    ],
)
def test_a_ca_with_a_loose_constraint_is_refused(constraint: x509.NameConstraints, where: str) -> None:
    ca = by_root(ca_name(PROVINCE, "K0413"), [*with_authority(0), (constraint, True)])
    assert refused(forged(good_name(), issuer=ca), ca) == where


def test_a_ca_without_critical_constraint_or_with_a_longer_path_is_refused() -> None:
    allowed = constraints(Grant(PROVINCE, "K0413", ("officer",)))
    name = ca_name(PROVINCE, "K0413")
    for extensions, where in [
        (with_authority(0), "constraint"),
        ([*with_authority(0), (allowed, False)], "extensions"),
        ([*with_authority(1), (allowed, True)], "extensions"),
        ([*with_authority(None), (allowed, True)], "extensions"),
        ([with_authority(0)[0], (allowed, True)], "extensions"),
    ]:
        ca = by_root(name, extensions)
        assert refused(forged(good_name(), issuer=ca), ca) == where


@pytest.mark.fault("CL-7")
def test_dates_decide_nothing() -> None:
    old = datetime(1999, 1, 1, tzinfo=UTC)
    root = certificates.make_root("Jam rusak", ROOT_KEY, old, RANDOM)
    ca = certificates.make_ca(root, ROOT_KEY, "K1", ["head"], CA_KEY.public, old - timedelta(days=900), RANDOM)
    leaf = certificates.make_leaf(ca, CA_KEY, "head", "x", LEAF_KEY.public, RANDOM)
    assert certificates.verify_chain(leaf, ca, [root]).role == "head"
    facts = [certificates.read(item) for item in (leaf, ca, root)]
    assert len({(item.not_before, item.not_after) for item in facts}) == 1  # never before the root


def test_every_changed_byte_of_leaf_or_ca_is_refused() -> None:
    for place in range(0, len(LEAF), 5):
        changed = bytearray(LEAF)
        changed[place] ^= 1
        with pytest.raises(Untrusted):
            certificates.verify_chain(bytes(changed), CA, [ROOT])
    for place in range(0, len(CA), 5):
        changed = bytearray(CA)
        changed[place] ^= 1
        with pytest.raises(Untrusted):
            certificates.verify_chain(LEAF, bytes(changed), [ROOT])


def test_what_is_no_certificate_is_malformed() -> None:
    for broken in (b"", b"0\x00", LEAF[:-1], LEAF + b"\x00"):
        assert refused(broken, code="malformed") == "certificate"
    assert refused(LEAF + bytes(5000), code="malformed") == "certificate.size"


def test_foreign_keys_and_algorithms_are_refused() -> None:
    assert refused(forged(good_name(), public=ed25519.Ed25519PrivateKey.generate().public_key()), code="malformed")
    assert refused(forged(good_name(), public=ec.derive_private_key(3, ec.SECP384R1()).public_key()), code="malformed")
    signer = x509.load_der_x509_certificate(CA)
    builder = x509.CertificateBuilder(signer.subject, good_name(), LEAF_KEY.public.public_object, 5, NOW, NOW)
    sha512 = builder.sign(CA_KEY.private_object, hashes.SHA512()).public_bytes(serialization.Encoding.DER)
    assert refused(sha512, code="malformed") == "certificate.form"


def test_a_revoked_certificate_gets_no_second_spelling() -> None:
    certificate = x509.load_der_x509_certificate(LEAF)
    r, s = decode_dss_signature(certificate.signature)
    bits = certificate.signature
    twin = encode_dss_signature(r, GROUP_ORDER - s)
    start = len(LEAF) - len(bits)
    assert LEAF[start:] == bits
    head = LEAF[4 : start - 2]
    spelled = b"\x30\x82" + (len(head) + 2 + len(twin)).to_bytes(2, "big") + head
    other = spelled + bytes([len(twin) + 1, 0]) + twin
    x509.load_der_x509_certificate(other).verify_directly_issued_by(x509.load_der_x509_certificate(CA))  # it is good
    assert key_id(other) != key_id(LEAF)
    assert refused(other, code="malformed") == "certificate.form"
    assert refused(with_unused_bit(), code="malformed") == "certificate.form"


def with_unused_bit() -> bytes:
    """Mark one bit at the end of a leaf's signature as unused; DER allows that where the bit is zero."""
    leaves = (certificates.make_leaf(CA, CA_KEY, "officer", "x", LEAF_KEY.public, RANDOM) for _ in range(64))
    der = next(leaf for leaf in leaves if leaf[-1] % 2 == 0)
    at = len(der) - len(x509.load_der_x509_certificate(der).signature) - 1
    return der[:at] + b"\x01" + der[at + 1 :]


def test_read_says_what_each_certificate_says() -> None:
    root, ca, leaf = (certificates.read(item) for item in (ROOT, CA, LEAF))
    assert (root.kind, root.province_id, root.common_name) == ("root", PROVINCE, "Provinsi contoh")
    assert (ca.kind, ca.post, ca.role, ca.granted_roles) == ("ca", "K0413", "", ("head", "officer", "device"))
    assert (leaf.kind, leaf.post, leaf.role, leaf.granted_roles) == ("leaf", "K0413", "officer", ())
    assert (leaf.common_name, leaf.key, leaf.province_id) == ("Petugas Satu", LEAF_KEY.public, PROVINCE)
    assert (root.not_after - root.not_before).days == 7305
    with pytest.raises(Untrusted):
        certificates.read(forged(good_name(), []))


def test_a_key_that_is_no_point_of_the_curve_is_malformed() -> None:
    point = LEAF_KEY.public.spki[-64:]
    broken = LEAF.replace(point, point[:-1] + bytes([point[-1] ^ 1]))
    for work in (certificates.read, VerifyKey.from_certificate):
        with pytest.raises(Untrusted) as caught:
            work(broken)
        assert caught.value.code == "malformed"


def test_serial_numbers_come_from_entropy_and_ids_differ() -> None:
    again = certificates.make_leaf(CA, CA_KEY, "officer", "Petugas Satu", LEAF_KEY.public, RANDOM)
    assert key_id(again) != key_id(LEAF)
    assert certificates.make_root("x", ROOT_KEY, NOW, bytes) == certificates.make_root("x", ROOT_KEY, NOW, bytes)


def test_the_maker_refuses_what_the_reader_would() -> None:
    with pytest.raises(Untrusted):
        certificates.make_leaf(CA, CA_KEY, "administrator", "x", LEAF_KEY.public, RANDOM)
    for name in ("", "x" * 65, "garis\nbaru"):
        with pytest.raises(Invalid) as caught:
            certificates.make_leaf(CA, CA_KEY, "officer", name, LEAF_KEY.public, RANDOM)
        assert caught.value.code == "certificate.name"
    with pytest.raises(ValueError, match="this key"):
        certificates.make_leaf(CA, OTHER_CA_KEY, "officer", "x", LEAF_KEY.public, RANDOM)
    for roles in ([], ["head", "head"], ["king"]):
        with pytest.raises(ValueError, match="roles"):
            certificates.make_ca(ROOT, ROOT_KEY, "K1", roles, CA_KEY.public, NOW, RANDOM)


def openssl_verifies(folder: Path, leaf: bytes, ca: bytes) -> bool:
    paths = []
    for name, der in (("root", ROOT), ("ca", ca), ("leaf", leaf)):
        path = folder / f"{name}.pem"
        path.write_bytes(x509.load_der_x509_certificate(der).public_bytes(serialization.Encoding.PEM))
        paths.append(str(path))
    command = ["openssl", "verify", "-x509_strict", "-attime", str(int((NOW + timedelta(days=1)).timestamp()))]
    done = subprocess.run([*command, "-CAfile", paths[0], "-untrusted", paths[1], paths[2]], check=False,
                          capture_output=True, text=True)  # fmt: skip
    return done.returncode == 0


@pytest.mark.skipif(shutil.which("openssl") is None, reason="the openssl command is not installed")
def test_openssl_agrees(tmp_path: Path) -> None:
    assert openssl_verifies(tmp_path, LEAF, CA)
    for subject in (
        leaf_name(PROVINCE, "K0999", "officer", "x"),
        leaf_name(PROVINCE, "K0413", "administrator", "x"),
        leaf_name(bytes(16), "K0413", "officer", "x"),
        root_name(PROVINCE, "x"),
    ):
        identifiers = x509.load_der_x509_certificate(LEAF).extensions
        kept = [(item.value, item.critical) for item in identifiers]
        assert openssl_verifies(tmp_path, forged(good_name(), kept), CA)
        assert not openssl_verifies(tmp_path, forged(subject, kept), CA)


@pytest.mark.parametrize(("byte", "serial"), [(b"\xff", 2**127 - 1), (b"\x00", 1), (b"\x02", int.from_bytes(b"\x01" * 16))])
def test_a_serial_number_has_127_bits_of_chance_and_is_never_zero(byte: bytes, serial: int) -> None:
    made = certificates.make_leaf(CA, CA_KEY, "officer", "Petugas Dua", LEAF_KEY.public, lambda count: byte * count)
    assert x509.load_der_x509_certificate(made).serial_number == serial


def test_a_serial_number_of_zero_is_no_certificate_of_ours() -> None:
    made = certificates.make_leaf(CA, CA_KEY, "officer", "Petugas Dua", LEAF_KEY.public, lambda count: bytes(count))
    assert made.count(b"\x02\x01\x01") == 1
    with pytest.raises(Untrusted) as caught:
        certificates.read(made.replace(b"\x02\x01\x01", b"\x02\x01\x00"))
    assert (caught.value.code, caught.value.details) == ("malformed", {"where": "certificate"})
