"""Whom a province believes for whom, who may address whom, and signatures proven beforehand."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.crypto import certificates
from core.crypto.cose import key_id
from core.crypto.signing import SigningKey
from core.domain.errors import Untrusted
from core.domain.sealed_day import sealed_audience
from core.journal import admission
from core.journal.admission import Trust
from core.journal.entry import Header, write_entry
from tests.world import dice

ENTROPY = dice("trust")
NOW = datetime(2027, 3, 1, tzinfo=UTC)
ROOT_KEY, CA_KEY, KEY, OTHER_KEY = (SigningKey.generate(ENTROPY) for _ in range(4))
ROOT = certificates.make_root("Provinsi contoh", ROOT_KEY, NOW, ENTROPY)


def ca(*roles: str) -> bytes:
    return certificates.make_ca(ROOT, ROOT_KEY, "K1", roles, CA_KEY.public, NOW, ENTROPY)


def leaf(role: str = "officer", key: SigningKey = KEY) -> bytes:
    return certificates.make_leaf(ca(role), CA_KEY, role, "Ani", key.public, ENTROPY)


def test_a_province_is_proven_by_its_own_anchors() -> None:
    mine, theirs = Trust([b"a"], b"m", label=""), Trust([b"b"], b"t", label="19")
    both = replace(mine, others={b"t": theirs})
    assert both.of(b"t") == both.labelled("19") == theirs
    assert both.of(b"m") == both.of(b"x") == both and both.labelled("") == both.labelled("20") == both
    assert mine.proven == frozenset()


@pytest.mark.parametrize(
    ("audience", "post", "desk"),
    [("desks", True, True), ("all", False, True), ("post:K1", False, True), (admission.PREFIX + "1901", False, True),
     ("posts", False, False), ("", False, False), ("nation", False, False)],
)  # fmt: skip
def test_who_may_address_whom(audience: str, post: bool, desk: bool) -> None:
    assert admission.may_address(audience, from_desk=False) is post
    assert admission.may_address(audience, from_desk=True) is desk


def test_a_sealed_day_is_a_posts_alone() -> None:
    sealed = sealed_audience("KESBANGPOL")
    assert admission.may_address(sealed, from_desk=False) is True
    assert admission.may_address(sealed, from_desk=True) is False


def test_a_desks_authority_grants_a_desks_role() -> None:
    assert admission.is_desk_ca(ca("triage")) is True
    assert admission.is_desk_ca(ca("officer", "head", "device")) is False


def test_signatures_are_proven_for_known_certificates_alone() -> None:
    certificate = leaf()
    header = Header(b"\1" * 16, 5, b"\2" * 32, 9, b"\3" * 16, "case.opened", 1, {})
    good = write_entry(KEY, key_id(certificate), header, {"facts": b"\xa0"}, ENTROPY)
    forged = write_entry(OTHER_KEY, key_id(certificate), header, {"facts": b"\xa0"}, ENTROPY)
    name = hashlib.sha256(certificate + good.cose).digest()
    known = {key_id(certificate): certificate}
    assert list(admission.prove([forged, good], known)) == [name]
    assert list(admission.prove([good], {})) == []
    admission._require_proof(frozenset({name}), good, certificate)
    admission._require_proof(frozenset(), good, certificate)
    admission._require_proof(frozenset({admission._name(forged, certificate)}), forged, certificate)  # nobody proves it twice
    admission._require_proof(frozenset({b"other"}), good, certificate)
    for proven in (frozenset[bytes](), frozenset({name})):
        with pytest.raises(Untrusted) as caught:
            admission._require_proof(proven, forged, certificate)
        assert caught.value.code == "signature"


def test_a_kind_is_written_by_whom_the_table_names() -> None:
    admission._require_kind("complaint.received", "officer", from_desk=False)
    for kind, role, desk in (
        ("case.opened", "officer", False),
        ("complaint.received", "device", False),
        ("case.opened", "triage", False),
    ):
        with pytest.raises(Untrusted) as caught:
            admission._require_kind(kind, role, from_desk=desk)
        assert (caught.value.code, caught.value.details) == ("entry.not_allowed", {"what": kind})
    admission._require_kind("case.opened", "triage", from_desk=True)
    admission._require_kind("a.kind.of.the.future", "officer", from_desk=False)
    with pytest.raises(Untrusted):
        admission._require_kind("a.kind.of.the.future", "device", from_desk=False)
