"""A day's tree confirmed by a real timestamp authority, and revocations judged by the time that is proven."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.app import papers, proving, queries, recorded
from core.app.device import EVERYBODY
from core.app.streams import own_stream
from core.crypto.cose import key_id
from core.documents.trust import Trust
from core.domain.errors import Invalid, NotAllowed, Refused, Unavailable, Untrusted
from core.domain.proof import (
    CertificateRevoked,
    CertificateRevokedFacts,
    KeepTimestamp,
    RevokeCertificate,
    path_to,
    root_from,
    root_of,
)
from core.journal.author import Placement
from core.journal.entry import write_record
from tests.tsa import Authority, authority, openssl
from tests.world import Laptop, World, found
from ui import tsa

REAL_NOW = 4_000_000_000_000
"""Milliseconds far after the authority's clock, which is the machine's own."""


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with authority(tmp_path_factory.mktemp("tsa")) as made:
        yield made


@pytest.fixture(scope="module")
def told(clock: Authority) -> Iterator[World]:
    """A post issued three pacts, the province confirmed two of them, everybody knows."""
    world = found("proving", "a")
    world.a.issue("Sari Melati", "Budi Rahmat")
    world.settle(world.a)
    stamp(world.province, clock)
    world.a.issue("Wayan Contoh")
    world.settle(world.a)
    yield world
    world.close()


def stamp(desk: Laptop, clock: Authority, *, ca: bool = True, within: int | None = None) -> KeepTimestamp:
    ask = desk.app.prepare_timestamp(renew_within=within)
    der = proving.authority_of(clock.ca.read_bytes()) if ca else b""
    token, _ = ask.token(tsa.ask(clock.url, ask.request, proving.media_type), der)
    command = KeepTimestamp(desk.app.new_command(), ask.leaves, ask.count, token, der, ask.renews, ask.seen)
    desk.app.execute(command)
    return command


def pdfs(laptop: Laptop) -> dict[str, bytes]:
    rows = laptop.app.ask(queries.Pacts()).rows
    return {row.name: laptop.app.ask(queries.PactFile(row.id)) for row in rows}


def test_the_tree_is_that_of_rfc_6962_and_every_path_leads_to_its_root() -> None:
    assert root_of([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert root_of([b""]).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    leaves = [
        bytes.fromhex(h)
        for h in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "60" * 0 + "606162636465666768696a6b6c6d6e6f")
    ]
    assert root_of(leaves).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    for size in range(1, 20):
        tree = [bytes([at]) * 32 for at in range(size)]
        for place in range(size):
            path = path_to(tree, place)
            assert root_from(tree[place], place, size, path) == root_of(tree)
            assert root_from(b"x" * 32, place, size, path) != root_of(tree)
            assert root_from(tree[place], place, size, [*path, b"y" * 32]) is None


def test_a_document_in_the_tree_has_a_proven_time_at_the_post_and_one_outside_has_none(told: World) -> None:
    verdicts = {name: told.a.app.verify(pdf)[0] for name, pdf in pdfs(told.a).items()}
    assert {v.verdict for v in verdicts.values()} == {"valid"}
    proven = {name for name, v in verdicts.items() if "proven_time" in v.fields}
    assert proven == {"Sari Melati", "Budi Rahmat"}
    at = datetime.fromisoformat(verdicts["Sari Melati"].fields["proven_time"])
    assert "Penyedia Waktu Contoh" in verdicts["Sari Melati"].fields["time_authority"]
    assert abs((at - datetime.now(UTC)).total_seconds()) < 600, "the authority's clock, not the laptop's"
    (row,) = told.a.app.ask(queries.Timestamps())
    assert (row.documents, row.proven, row.renewed) == (2, True, False) and row.size > 2
    assert told.a.problems() == () == told.province.problems()


def test_openssl_confirms_the_kept_token_over_the_root(told: World, clock: Authority, tmp_path: Path) -> None:
    (row,) = told.province.app.ask(queries.Timestamps())
    ask = told.province.app.prepare_timestamp()
    token, _ = ask.token(tsa.ask(clock.url, ask.request, proving.media_type), b"")
    (tmp_path / "token").write_bytes(token)
    arguments = ("ts", "-verify", "-token_in", "-in", tmp_path / "token", "-CAfile", clock.ca)
    openssl(*arguments, "-digest", ask.root.hex())
    with pytest.raises(Exception, match="returned non-zero"):
        openssl(*arguments, "-digest", row.root)


@pytest.mark.fault("CL-11")
@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda ask, good: good[:-1] + bytes([good[-1] ^ 1]), "timestamp.other"),
        (lambda ask, good: b"<html>", "timestamp.unreadable"),
        (lambda ask, good: bytes.fromhex("30053003020102"), "timestamp.refused"),
    ],
)
def test_a_bad_answer_is_no_time(told: World, clock: Authority, spoil: object, code: str) -> None:
    ask = told.province.app.prepare_timestamp()
    good = clock.answer(ask.request)
    with pytest.raises(Untrusted) as caught:
        ask.token(spoil(ask, good), proving.authority_of(clock.ca.read_bytes()))  # type: ignore[operator]
    assert caught.value.code == code


@pytest.mark.fault("CL-11")
def test_an_answer_to_another_request_or_by_a_stranger_is_refused(told: World, clock: Authority) -> None:
    first, second = told.province.app.prepare_timestamp(), told.province.app.prepare_timestamp()
    der = proving.authority_of(clock.ca.read_bytes())
    answer = clock.answer(first.request)
    assert first.token(answer, der)[1] is True
    assert first.token(answer, b"")[1] is False
    for ask, ca, code in (
        (second, der, "timestamp.other"),
        (replace(first, root=b"\0" * 32), der, "timestamp.other"),
        (first, proving.authority_of(clock.stranger.read_bytes()), "timestamp.untrusted"),
    ):
        with pytest.raises(Untrusted) as caught:
            ask.token(answer, ca)
        assert caught.value.code == code


def test_addresses_files_and_posts_that_cannot_be_meant(told: World, clock: Authority) -> None:
    for address, kind in (("file:///etc/passwd", Invalid), ("http://127.0.0.1:9/", Unavailable)):
        with pytest.raises(kind):
            tsa.ask(address, b"", proving.media_type)
    with pytest.raises(Invalid):
        proving.authority_of(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    with pytest.raises(NotAllowed):
        told.a.app.prepare_timestamp()


def test_a_renewal_covers_old_trees_once_and_a_stamp_without_ca_proves_nothing(clock: Authority) -> None:
    world = found("renewing", "a")
    try:
        world.a.issue("Sari Melati")
        world.settle(world.a)
        stamp(world.province, clock, ca=False)
        world.settle(world.a)
        (pdf,) = pdfs(world.a).values()
        assert "proven_time" not in world.a.app.verify(pdf)[0].fields
        with pytest.raises(Refused, match=r"timestamp\.nothing"):
            world.province.app.prepare_timestamp(renew_within=30)
        world.province.clock.pass_by(days=20 * 365)
        stamp(world.province, clock, within=30)
        assert [row.renewed for row in world.province.app.ask(queries.Timestamps())].count(True) == 1
        ask = world.province.app.prepare_timestamp(renew_within=30)
        assert len(ask.leaves) == 1, "only the renewal's own tree is left"
        assert world.province.problems() == ()
    finally:
        world.close()


def revoke(desk: Laptop, kid: bytes, since: int) -> None:
    desk.app.execute(RevokeCertificate(desk.app.new_command(), kid, since, "lost"))


@pytest.mark.fault("PV-16")
def test_a_revoked_signer_is_judged_at_the_proven_time(told: World, clock: Authority, tmp_path: Path) -> None:
    papers_of = pdfs(told.a)
    signer = told.a.app.verify(papers_of["Sari Melati"])[0].fields["signer_key"]
    entries = len(told.province.entries())
    revoke(told.province, bytes.fromhex(signer), REAL_NOW)
    told.settle(told.a)
    verdict = {name: told.a.app.verify(pdf)[0] for name, pdf in papers_of.items()}
    assert verdict["Sari Melati"].verdict == "valid" and "revoked_since" in verdict["Sari Melati"].fields
    assert (verdict["Wayan Contoh"].verdict, verdict["Wayan Contoh"].reasons) == ("unknown", ("verify.revoked_unproven",))
    trust = told.a.app.export_trust()
    proof = told.a.app.export_time(papers_of["Sari Melati"])
    assert papers.verify(papers_of["Sari Melati"], trust + proof)[0].verdict == "valid"
    assert papers.verify(papers_of["Wayan Contoh"], trust + proof)[0].reasons == ("verify.revoked_unproven",)
    with pytest.raises(Invalid, match=r"timestamp\.none"):
        told.a.app.export_time(papers_of["Wayan Contoh"])
    assert papers.verify(papers_of["Sari Melati"], trust)[0].reasons == ("verify.revoked_unproven",), "the file proves no time"
    revoke(told.province, bytes.fromhex(signer), 1)
    told.settle(told.a)
    pdf = papers_of["Sari Melati"]
    assert told.a.app.verify(pdf)[0].reasons == ("verify.revoked",)
    assert papers.verify(pdf, told.a.app.export_trust())[0].verdict == "invalid"
    assert papers.verify(pdf, trust)[0].verdict == "unknown", "the older trust file knows the later moment only"
    assert told.province.problems() == () == told.a.problems()
    assert len(told.province.entries()) > entries
    (row,) = [row for row in told.a.app.ask(queries.Certificates()) if row.key == signer]
    assert row.revoked.startswith("1970")


def test_only_the_administrator_revokes() -> None:
    world = found("revoking", "a")
    try:
        kid = key_id(world.a.device.officer.certificate)
        with pytest.raises(NotAllowed):
            revoke(world.a, kid, 1)
        world.settle(world.a)
        revoke(world.province, kid, 7)
        lawful = Trust.from_pem(world.province.app.export_trust())
        assert lawful.revoked_since(kid, b"") == 7
        record = lawful.revocations[0]
        spoilt = [record[:at] + bytes([record[at] ^ 1]) + record[at + 1 :] for at in range(0, len(record), 5)]
        assert {replace(lawful, revocations=(each,)).revoked_since(kid, b"") for each in spoilt} == {None}
        with pytest.raises(Invalid, match=r"revocation\.unknown"):
            revoke(world.province, b"\0" * 16, 1)
        with pytest.raises(Invalid, match=r"revocation\.reason"):
            world.province.app.execute(RevokeCertificate(world.province.app.new_command(), kid, 1, "x"))
        device = world.a.device
        with device.database.writing() as db:
            stream = own_stream(db, device, "desks", b"\1" * 16)
        world.a.issue("Sari Melati")
        forged = world.a.forge(CertificateRevoked(CertificateRevokedFacts(kid=kid, since=1, reason="lost")), Placement(stream))
        (pdf,) = pdfs(world.a).values()
        assert world.a.app.verify(pdf)[0].verdict == "valid"
        trust = Trust.from_pem(world.a.app.export_trust())
        assert trust.revocations == ()
        assert replace(trust, revocations=(write_record(forged), b"", b"x")).revoked_since(kid, b"") is None
        assert EVERYBODY not in world.a.device.own_streams
    finally:
        world.close()


def test_a_command_that_comes_twice_is_one_entry(told: World, clock: Authority) -> None:
    told.a.issue("Nyoman Contoh")
    told.settle(told.a)
    command = stamp(told.province, clock)
    before = len(told.province.entries())
    told.province.app.execute(command)
    assert len(told.province.entries()) == before
    with pytest.raises(Invalid, match=r"revocation\.time"):
        revoke(told.province, b"\0" * 16, -1)


@pytest.mark.fault("PV-17")
def test_a_pact_that_the_register_knows_under_another_signature_is_invalid(told: World, monkeypatch: pytest.MonkeyPatch) -> None:
    told.province.issue("Ketut Contoh")
    desk = told.province.app
    file = desk.ask(queries.PactFile(desk.ask(queries.Pacts(text="Ketut Contoh")).rows[0].id))
    (good,) = desk.verify(file)
    assert good.verdict == "valid"
    real = recorded.is_other
    monkeypatch.setattr(recorded, "is_other", lambda db, fields: real(db, {**fields, "byterange_digest": "00" * 32}))
    (found,) = desk.verify(file)
    assert (found.verdict, found.reasons) == ("invalid", ("verify.other_than_recorded",))
    monkeypatch.setattr(recorded, "is_other", lambda db, fields: real(db, {**fields, "document_id": "a" * 26}))
    assert desk.verify(file)[0].verdict == "valid"
