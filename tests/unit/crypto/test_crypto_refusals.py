"""Each refusal names its place, for the support line; and what only one caller in a hundred meets."""

from __future__ import annotations

import hashlib
import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID

from core.crypto import boxes, certificates, cose, keyslot_file
from core.crypto.certificate_form import one_form
from core.crypto.certificate_profile import (
    ROLES,
    Grant,
    authority_usage,
    ca_name,
    constraints,
    leaf_name,
    leaf_usage,
    province_id_of,
    read_leaf_name,
    root_name,
)
from core.crypto.kdf import FLOOR, passphrase_bytes
from core.crypto.signing import SigningKey
from core.domain.errors import Invalid, Unlockable, Untrusted

DICE = random.Random(11).randbytes
NOW = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)
ROOT_KEY, CA_KEY, KEY = (SigningKey.generate(DICE) for _ in range(3))
ROOT = certificates.make_root("Provinsi contoh", ROOT_KEY, NOW, DICE)
PROVINCE = province_id_of(ROOT_KEY.public)
CA = certificates.make_ca(ROOT, ROOT_KEY, "K0413", ["officer"], CA_KEY.public, NOW, DICE)
LEAF = certificates.make_leaf(CA, CA_KEY, "officer", "Petugas", KEY.public, DICE)
SALT = bytes(range(32))
STORE_KEY = b"k" * 32
ONE = keyslot_file.Slot(b"1" * 16, "passphrase", b"box")


def where(call: Any, *given: Any) -> str:
    with pytest.raises((Untrusted, Unlockable)) as caught:
        call(*given)
    return f"{caught.value.code} {caught.value.details.get('where', '')}".rstrip()


def self_signed(*extensions: tuple[x509.ExtensionType, bool]) -> bytes:
    """A root with extensions of somebody's own."""
    name = root_name(PROVINCE, "Provinsi contoh")
    builder = x509.CertificateBuilder(name, name, ROOT_KEY.public.public_object, 5, NOW, NOW + timedelta(days=1))
    for value, critical in extensions:
        builder = builder.add_extension(value, critical)
    return one_form(builder.sign(ROOT_KEY.private_object, hashes.SHA256()))


def changed(**fields: object) -> bytes:
    """A whole file of key slots with other fields, its check made anew."""
    whole: Any = keyslot_file.decode(keyslot_file.write(FLOOR, SALT, (ONE,), STORE_KEY), 1 << 16)
    whole = {name: value for name, value in (whole | fields).items() if value is not None and name != "check"}
    return keyslot_file.encode(whole | {"check": hashlib.sha256(keyslot_file.encode(whole)).digest()})


def test_a_whole_file_of_slots_is_read_and_proved() -> None:
    read = keyslot_file.parse(changed())
    assert (read.parameters, read.salt, read.slots) == (FLOOR, SALT, (ONE,))
    read.prove(STORE_KEY)
    assert where(read.prove, b"x" * 32) == "keyslot.damaged mac"


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (changed(more=1), "fields"),
        (changed(salt=None), "fields"),
        (keyslot_file.encode([1]), "fields"),
        (changed(format=True), "format"),
        (changed(format=2), "format"),
        (changed(salt=SALT[1:]), "salt"),
        (changed(salt="s" * 32), "salt"),
        (changed(mac="text"), "salt"),
        (changed(slots={}), "slots"),
        (changed(slots=[{"id": ONE.id, "type": ONE.kind, "box": ONE.box}] * 2), "slots"),
        (changed(slots=[1]), "slot"),
        (changed(slots=[{"id": ONE.id, "type": ONE.kind}]), "slot"),
        (changed(slots=[{"id": ONE.id[1:], "type": ONE.kind, "box": ONE.box}]), "slot"),
        (changed(slots=[{"id": "1" * 16, "type": ONE.kind, "box": ONE.box}]), "slot"),
        (changed(slots=[{"id": ONE.id, "type": ONE.kind, "box": "box"}]), "slot"),
        (changed(slots=[{"id": ONE.id, "type": "other", "box": ONE.box}]), "slot"),
        (changed(slots=[{"id": ONE.id, "type": 1, "box": ONE.box}]), "slot"),
        (changed(kdf={}), "kdf"),
        (changed(kdf=[FLOOR.memory_kib, FLOOR.passes]), "kdf"),
        (changed(kdf=[FLOOR.memory_kib, FLOOR.passes, True]), "kdf"),
        (changed()[:-1], "encoding"),
        (changed() + b"\x00", "encoding"),
        (b"\xbf\xff", "encoding"),
        (b"\xa2\x00\x00\x00\x00", "encoding"),
        (b"\x18\x01", "encoding"),
        (bytes(keyslot_file.MAXIMUM_BYTES + 1), "size"),
    ],
)
def test_a_file_of_slots_says_which_part_is_damaged(data: bytes, place: str) -> None:
    assert where(keyslot_file.parse, data) == f"keyslot.damaged {place}"


def test_a_changed_check_is_said() -> None:
    whole: Any = keyslot_file.decode(changed(), 1 << 16)
    assert where(keyslot_file.parse, keyslot_file.encode(whole | {"check": bytes(32)})) == "keyslot.damaged check"


def test_an_item_of_exactly_the_limit_is_read() -> None:
    data = keyslot_file.encode(bytes(40))
    assert keyslot_file.decode(data, len(data)) == bytes(40)
    assert where(keyslot_file.decode, data, len(data) - 1) == "keyslot.damaged size"


def test_a_box_says_that_it_is_damaged_at_every_length() -> None:
    box = boxes.lock_box(STORE_KEY, b"", b"context", DICE)
    assert boxes.open_box(STORE_KEY, box, b"context") == b""
    for cut in range(len(box)):
        assert where(boxes.open_box, STORE_KEY, box[:cut], b"context") == "box.damaged"
    assert where(boxes.open_box, STORE_KEY, box, b"other") == "box.damaged"


def test_a_ca_is_made_with_the_roots_own_key_alone() -> None:
    with pytest.raises(ValueError, match="not the one in the issuer's certificate"):
        certificates.make_ca(ROOT, KEY, "K0413", ["officer"], CA_KEY.public, NOW, DICE)
    with pytest.raises(ValueError, match="not the one in the issuer's certificate"):
        certificates.make_leaf(CA, KEY, "officer", "Petugas", KEY.public, DICE)


def test_a_ca_grants_every_role_once_and_at_least_one() -> None:
    made = certificates.make_ca(ROOT, ROOT_KEY, "K0413", ROLES, CA_KEY.public, NOW, DICE)
    assert certificates.read(made).granted_roles == ROLES
    for roles in ([], ["officer", "officer"], ["king"], ["officer", "king"]):
        with pytest.raises(ValueError, match="each once"):
            certificates.make_ca(ROOT, ROOT_KEY, "K0413", roles, CA_KEY.public, NOW, DICE)
    assert where(certificates.make_leaf, CA, CA_KEY, "head", "x", KEY.public, DICE) == "certificate.chain role"


def test_a_ca_begins_with_its_root_at_the_earliest_and_ends_with_it() -> None:
    root = certificates.read(ROOT)
    assert root.not_after - root.not_before == timedelta(days=20 * 365 + 5)
    early = certificates.read(certificates.make_ca(ROOT, ROOT_KEY, "K1", ["head"], KEY.public, NOW - timedelta(9), DICE))
    late = certificates.read(certificates.make_ca(ROOT, ROOT_KEY, "K1", ["head"], KEY.public, NOW + timedelta(9), DICE))
    assert (early.not_before, early.not_after) == (NOW, root.not_after)
    assert (late.not_before, late.not_after) == (NOW + timedelta(9), root.not_after)
    leaf = certificates.read(LEAF)
    assert (leaf.not_before, leaf.not_after) == (NOW, root.not_after)


def test_read_believes_no_root_outside_the_profile() -> None:
    root = (x509.BasicConstraints(ca=True, path_length=2), True), (authority_usage(), True)
    assert certificates.read(self_signed(*root)).kind == "root"
    assert where(certificates.read, self_signed(*root[:1])) == "certificate.chain extensions"
    longer = (x509.BasicConstraints(ca=True, path_length=3), True), root[1]
    assert where(certificates.read, self_signed(*longer)) == "certificate.chain extensions"
    extra = (*root, (x509.ExtendedKeyUsage([x509.ObjectIdentifier("1.2.3")]), False))
    assert where(certificates.read, self_signed(*extra)) == "certificate.chain extensions"


def test_what_each_kind_says_of_itself() -> None:
    root, ca, leaf = map(certificates.read, (ROOT, CA, LEAF))
    assert (root.post, root.role, root.granted_roles, root.common_name) == ("", "", (), "Provinsi contoh")
    assert (ca.post, ca.role, ca.granted_roles, ca.common_name) == ("K0413", "", ("officer",), "CA")
    assert (leaf.post, leaf.role, leaf.granted_roles, leaf.common_name) == ("K0413", "officer", (), "Petugas")
    assert [one.province_id for one in (root, ca, leaf)] == [PROVINCE] * 3
    assert [one.key for one in (root, ca, leaf)] == [ROOT_KEY.public, CA_KEY.public, KEY.public]


def test_a_signer_is_sixteen_bytes_of_his_key_and_nobody_where_there_is_none() -> None:
    assert certificates.signer_of(LEAF) == hashlib.sha256(KEY.public.spki).digest()[:16]
    assert certificates.signer_of(b"none") == b""


def test_who_issued_whom() -> None:
    assert certificates.is_issued_by(LEAF, CA) is True
    assert certificates.is_issued_by(LEAF, ROOT) is False
    assert certificates.is_issued_by(b"none", CA) is False
    assert certificates.is_issued_by(LEAF, b"none") is False


def test_a_certificate_longer_than_the_limit_is_refused_by_its_size_alone() -> None:
    assert where(certificates.read, bytes(certificates.MAXIMUM_BYTES + 1)) == "malformed certificate.size"
    assert where(certificates.read, bytes(certificates.MAXIMUM_BYTES)) == "malformed certificate"


def test_usages_are_those_of_the_profile_and_no_others() -> None:
    leaf, authority = leaf_usage(), authority_usage()
    assert (leaf.digital_signature, leaf.content_commitment, leaf.key_cert_sign, leaf.crl_sign) == (True, True, False, False)
    assert (authority.digital_signature, authority.content_commitment) == (False, False)
    assert (authority.key_cert_sign, authority.crl_sign) == (True, True)
    for one in (leaf, authority):
        assert not (one.key_encipherment or one.data_encipherment or one.key_agreement)
    allowed = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    assert leaf.public_bytes() == allowed.public_bytes()


def test_names_have_one_to_sixty_four_printable_characters() -> None:
    assert read_leaf_name(leaf_name(PROVINCE, "K", "head", "x" * 64)).common_name == "x" * 64
    for bad in ("", "x" * 65, "a\nb"):
        with pytest.raises(Invalid) as caught:
            leaf_name(PROVINCE, "K", "head", bad)
        assert (caught.value.code, caught.value.details) == ("certificate.name", {"maximum": 64})
    assert [one.value for one in ca_name(PROVINCE, "K0413")] == [PROVINCE.hex(), "K0413", "CA"]
    assert [one.oid for one in ca_name(PROVINCE, "K0413")] == [
        NameOID.ORGANIZATION_NAME, NameOID.ORGANIZATIONAL_UNIT_NAME, NameOID.COMMON_NAME,
    ]  # fmt: skip


@pytest.mark.parametrize("length", [0, 65])
def test_a_leaf_name_read_back_has_the_same_bounds(length: int) -> None:
    with pytest.warns(UserWarning, match="length must be"):
        odd = x509.NameAttribute(NameOID.COMMON_NAME, "x" * length, _validate=False)
    name = x509.Name([*list(leaf_name(PROVINCE, "K", "head", "x"))[:3], odd])
    assert where(read_leaf_name, name) == "certificate.chain name"


def test_a_grant_is_written_as_one_subtree_a_role() -> None:
    written = constraints(Grant(PROVINCE, "K0413", ("head", "officer")))
    assert written.excluded_subtrees is None
    assert [[one.value for one in tree.value] for tree in written.permitted_subtrees or ()] == [
        [PROVINCE.hex(), "K0413", "role:head"],
        [PROVINCE.hex(), "K0413", "role:officer"],
    ]


def test_the_smallest_serial_number_is_one() -> None:
    name = root_name(PROVINCE, "Provinsi contoh")

    def numbered(serial: int) -> bytes:
        builder = x509.CertificateBuilder(name, name, ROOT_KEY.public.public_object, serial, NOW, NOW + timedelta(days=1))
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=2), True)
        return one_form(builder.add_extension(authority_usage(), True).sign(ROOT_KEY.private_object, hashes.SHA256()))

    assert certificates.read(numbered(1)).kind == "root"


def test_a_message_that_ends_with_its_payload_lacks_its_frame_and_one_byte_less_is_cut() -> None:
    message = cose.sign1(KEY, b"k" * 16, b"payload")
    whole = message[: -(64 + 2)]
    assert cose.parse1(message, len(message)).payload == b"payload"
    assert where(cose.parse1, whole, 1000) == "malformed cose.frame"
    assert where(cose.parse1, whole[:-1], 1000) == "malformed cose.cut"
    assert where(cose.parse1, message, len(message) - 1) == "malformed cose.size"


def test_a_typed_passphrase_is_stretched_like_a_text() -> None:
    typed = bytearray(b"kata sandi panjang")
    assert passphrase_bytes(typed) is typed, "no copy of what is wiped"
    for text in ("kata sandi panjang", "ka\u0301ta sandi", "lone \ud800 surrogate"):
        assert passphrase_bytes(bytearray(text, "utf-8", "surrogatepass")) == passphrase_bytes(text)
    assert passphrase_bytes("ka\u0301ta") == "k\u00e1ta".encode()
