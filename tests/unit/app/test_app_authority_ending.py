"""A post's authority is ended: what came before stays as good as it was, and nothing new begins under its key."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from core.app.absorb import Segment
from core.app.annex_verdict import verdict
from core.app.authority_ending import AuthorityEnd
from core.app.device_key_views import DeviceKey
from core.app.profile import create_post
from core.app.queries import Alarms, Certificates, HomeCounts, PactFile, Pacts
from core.app.streams import own_stream
from core.app.views import RECEIVED, KitMade
from core.crypto.certificates import signer_of
from core.crypto.cose import key_id
from core.documents.in_time import in_time
from core.documents.trust import Trust
from core.documents.verifying import verify_pdf
from core.domain.annex import ExportAnnex
from core.domain.authority_ended import AuthorityEnded, AuthorityEndedFacts, EndAuthority
from core.domain.commands import CreateKit
from core.domain.device_key import RenewDeviceKey
from core.domain.errors import Invalid, NotAllowed, Refused
from core.domain.ids import read_id
from core.domain.proof import RevokeCertificate
from core.journal import store
from core.journal.author import Placement
from core.journal.entry import read_record, write_record
from core.storage import tables
from sync.receiving import retry_aside
from tests.world import PASSPHRASE, POST, Laptop, World, complaint, found, ports, reference, stretched_once, warning


@pytest.fixture(scope="module", autouse=True)
def typed_often() -> Iterator[None]:
    with stretched_once():
        yield


def there_and_back(office: World, laptop: Laptop) -> None:
    assert not office.trip(laptop, office.province).quarantined
    assert not office.trip(office.province, laptop).quarantined


@pytest.fixture
def office() -> Iterator[World]:
    """The province knows laptop ``a``; ``b`` began from the same kit and has sent nothing, like whoever has the key."""
    made = found("authority", "a", "b")
    made.a.submit(warning(summary="Sebelumnya"))
    there_and_back(made, made.a)
    yield made
    made.close()


def end(desk: Laptop, authority: str = POST, *keep: bytes, since: int = 5, reason: str = "key_compromise") -> AuthorityEnd:
    reply = desk.app.execute(EndAuthority(desk.app.new_command(), authority, since, reason, keep)).reply
    assert isinstance(reply, AuthorityEnd)
    return reply


def kids(laptop: Laptop) -> tuple[bytes, bytes]:
    return laptop.device.device, laptop.device.officer.kid


def marks(laptop: Laptop) -> dict[str, bool]:
    return {row.summary: row.revoked for row in laptop.rows()}


def set_aside(office: World, giver: Laptop, taker: Laptop) -> set[str]:
    return {each.code for each in office.trip(giver, taker).quarantined}


@pytest.mark.fault("MU-15")
def test_without_the_ending_whoever_has_the_key_is_a_laptop_of_the_post(office: World) -> None:
    office.b.submit(warning(summary="Oleh pencuri"))
    assert not set_aside(office, office.b, office.province)
    assert marks(office.province) == {"Sebelumnya": False, "Oleh pencuri": False}


@pytest.mark.fault("MU-15")
def test_what_begins_after_it_is_set_aside_and_what_was_there_goes_on(office: World) -> None:
    post, thief, desk = office.a, office.b, office.province
    ended = end(desk)
    assert (ended.post, ended.kept, ended.authority) == (POST, 2, signer_of(post.device.belongings.ca_certificate).hex())
    thief.submit(warning(summary="Oleh pencuri"))
    post.submit(warning(summary="Sesudahnya"))
    assert set_aside(office, thief, desk) == {"authority.ended"}
    there_and_back(office, post)
    assert marks(desk) == {"Sebelumnya": False, "Sesudahnya": False} and {row.status for row in post.rows()} == {RECEIVED}
    assert post.app.ask(HomeCounts()).believed and desk.problems() == post.problems() == ()
    # He is no reader of anything, and what he says he holds is not believed, also where he sends nothing else.
    told = thief.app.shelf.acknowledgement(thief.app.shelf.targets(None)[0])
    stick = office.stick()
    thief.smuggle(stick, (), (told,))
    assert {each.code for each in desk.receive(stick).quarantined} == {"authority.ended"}
    with desk.device.database.reading() as db:
        assert thief.device.device not in db.execute(select(tables.acknowledgement.c.device)).scalars().all()
        assert thief.device.device not in db.execute(select(tables.stream.c.device)).scalars().all()
    # Nor do the post's own laptops take him in, whoever brings his entries.
    with thief.device.database.reading() as db:
        records = [write_record(entry) for entry in store.everything(db) if entry.kid == thief.device.officer.kid]
        stream = next(entry.header.stream for entry in store.everything(db) if entry.kid == thief.device.officer.kid)
    headers = [read_record(record).header for record in records]
    of_one = [record for record, header in zip(records, headers, strict=True) if header.stream == stream]
    with pytest.raises(Refused, match=r"authority\.ended"):
        post.app.shelf.absorb(Segment(stream, 0, len(of_one), of_one))
    # A new kit has a new authority of the same code, and the post goes on with it.
    made = desk.app.execute(CreateKit(desk.app.new_command(), POST)).reply
    assert isinstance(made, KitMade)
    fresh = begun(office, made)
    fresh.submit(warning(summary="Dari kit baru"))
    there_and_back(office, fresh)
    assert {"Sebelumnya", "Sesudahnya", "Dari kit baru"} == set(marks(fresh)) == set(marks(desk))
    assert not any(marks(desk).values()) and not desk.app.ask(Alarms())
    fresh.enrol("I Wayan Contoh", "officer", "frasa wayan yang panjang")


def begun(office: World, made: KitMade) -> Laptop:
    folder = office.room / "fresh"
    create_post(
        folder, kit=made.file, kit_code=made.code, passphrase=PASSPHRASE, reference=reference(),
        ports=ports(office.a.clock, "fresh"),
    ).lock()  # fmt: skip
    office.laptops["fresh"] = Laptop("fresh", folder, office.a.clock, "fresh")
    return office.laptops["fresh"]


def test_a_laptop_that_had_not_sent_is_kept_once_somebody_vouches_for_it(office: World) -> None:
    late, desk = office.b, office.province
    end(desk)
    late.submit(warning(summary="Laptop ketiga"))
    assert set_aside(office, late, desk) == {"authority.ended"}
    again = retry_aside(desk.app)
    assert {each.code for each in again.quarantined} == {"authority.ended"} and not again.entries
    assert end(desk, POST, *kids(late)).kept == 4
    assert end(desk).kept == 4  # it takes nobody off the list of before
    assert not retry_aside(desk.app).quarantined
    there_and_back(office, late)
    assert marks(desk) == {"Sebelumnya": False, "Laptop ketiga": False}
    assert late.app.ask(HomeCounts()).believed and desk.problems() == late.problems() == ()
    assert end(desk).kept == 4


def test_the_same_ending_once_more_stands_and_is_not_written(office: World) -> None:
    desk = office.province
    command = EndAuthority(desk.app.new_command(), POST, 5000, "key_compromise")
    first = desk.app.execute(command).reply
    written = len(desk.entries())
    assert desk.app.execute(command).reply == first and isinstance(first, AuthorityEnd) and not first.stands
    for since in (5000, 6000):  # a later moment takes nothing back
        again = end(desk, since=since)
        assert again.stands == "1970-01-01T07:00:05+07:00" and (again.kept, again.authority) == (first.kept, first.authority)
    assert len(desk.entries()) == written
    # What adds something is an entry: an earlier moment, another reason, one more certificate.
    for more, act in enumerate(
        (
            lambda: end(desk, since=4000),
            lambda: end(desk, since=4000, reason="lost"),
            lambda: end(desk, POST, b"k" * 16, since=4000),
        ),
        start=1,
    ):
        assert not act().stands and len(desk.entries()) == written + more
    assert end(desk, POST, b"k" * 16, reason="lost", since=4000).stands and len(desk.entries()) == written + 3


def test_the_ended_authority_gives_out_nothing_more(office: World) -> None:
    post, desk = office.a, office.province
    end(desk, since=desk.device.moment().at + 86_400_000)
    # Enrolled before the post heard of it: what he writes is taken in and marked.
    post.enrol("I Wayan Contoh", "officer", "frasa wayan yang panjang")
    post.close()
    post.open("frasa wayan yang panjang")
    post.submit(warning(summary="Oleh Wayan"))
    assert not set_aside(office, post, desk)
    assert marks(desk) == {"Sebelumnya": False, "Oleh Wayan": True} and desk.problems() == ()
    assert [row.name for row in desk.app.ask(Certificates()) if row.revoked] == ["I Wayan Contoh"]
    assert end(desk).kept == 2  # who is outside is not kept by saying it once more
    post.close()
    post.open()
    assert not post.app.ask(HomeCounts()).authority_over
    office.trip(desk, post)
    assert post.app.ask(HomeCounts()).authority_over and not desk.app.ask(HomeCounts()).authority_over
    assert not post.app.ask(DeviceKey()).may_renew
    for act in (
        lambda: post.enrol("Budi", "officer", "frasa budi yang panjang"),
        lambda: post.app.execute(RenewDeviceKey(post.app.new_command())),
        lambda: post.app.renew_officer_key(post.app.new_command(), PASSPHRASE),
    ):
        with pytest.raises(NotAllowed, match=r"authority\.over"):
            act()


def test_what_was_taken_back_one_by_one_stays_taken_back(office: World) -> None:
    thief, desk = office.b, office.province
    thief.submit(warning(summary="Oleh pencuri"))
    office.trip(thief, desk)
    for kid in kids(thief):
        desk.app.execute(RevokeCertificate(desk.app.new_command(), kid, 1, "key_compromise"))
    assert end(desk).kept == 4
    thief.submit(warning(summary="Sekali lagi"))
    assert not set_aside(office, thief, desk)
    assert marks(desk) == {"Sebelumnya": False, "Oleh pencuri": True, "Sekali lagi": True} and desk.problems() == ()


def extract_of(laptop: Laptop) -> bytes:
    """A case's annex, by this laptop alone."""
    held = io.BytesIO()
    report = read_id(laptop.submit(complaint()).id)
    laptop.app.annex(ExportAnnex(laptop.app.new_command(), report, "Bawaslu", "Surat"), held)
    return held.getvalue()


def test_papers_are_judged_by_the_same_list(office: World) -> None:
    post, thief, desk = office.a, office.b, office.province
    post.issue("Sari Melati")
    thief.issue("Budi Rahmat")
    papers = [laptop.app.ask(PactFile(laptop.app.ask(Pacts()).rows[0].id)) for laptop in (post, thief)]

    extracts = [extract_of(laptop) for laptop in (post, thief)]

    def verdicts(laptop: Laptop) -> list[list[str]]:
        trust = Trust.from_pem(laptop.app.export_trust())
        assert [verdict(each, trust).reasons for each in extracts] == [[], ["verify.revoked_unproven"] if ended else []]
        return [in_time(verify_pdf(pdf, trust), trust, None).reasons for pdf in papers]

    ended = False
    assert verdicts(desk) == [[], []]
    ended = True
    end(desk, since=desk.device.moment().at + 86_400_000)
    office.trip(desk, post)
    assert verdicts(desk) == verdicts(post) == [[], ["verify.revoked_unproven"]]
    end(desk, since=5)
    assert verdicts(desk) == [[], ["verify.revoked"]]
    # The record speaks for itself in a trust file, changed it says nothing, and it ends no desk's authority.
    trust = Trust.from_pem(desk.app.export_trust())
    name = signer_of(post.device.belongings.ca_certificate)
    device, officer = kids(thief)
    assert [trust.revoked_since(kid, name) for kid in (*kids(post), device, officer)] == [None, None, 5, 5]
    record = trust.revocations[0]
    spoilt = tuple(record[:at] + bytes([record[at] ^ 1]) + record[at + 1 :] for at in range(0, len(record), 7))
    assert Trust(trust.roots, trust.known, spoilt).revoked_since(device, name) is None
    own = signer_of(desk.device.belongings.ca_certificate)
    facts = AuthorityEndedFacts(authority=own, kept=[], since=5, reason="lost")
    with desk.device.database.writing() as db:
        stream = own_stream(db, desk.device, "all", b"\1" * 16)
    forged = desk.forge(AuthorityEnded(facts), Placement(stream))
    assert Trust(trust.roots, trust.known, (write_record(forged),)).revoked_since(desk.device.device, own) is None
    assert desk.app.ask(HomeCounts()).believed
    office.trip(desk, post)
    assert verdicts(post) == [[], ["verify.revoked"]] and post.app.ask(HomeCounts()).believed


def test_who_may_not_and_what_cannot_be_ended(office: World) -> None:
    post, desk = office.a, office.province
    own, before = signer_of(desk.device.belongings.ca_certificate).hex(), desk.entries()
    for act, code in (
        (lambda: end(post), "authority.refused"),
        (lambda: end(desk, "K9999"), "authority.unknown"),
        (lambda: end(desk, ""), "authority.unknown"),
        (lambda: end(desk, own), "authority.own"),
        (lambda: end(desk, desk.device.belongings.code), "authority.own"),
        (lambda: end(desk, POST, b"kurang"), "revocation.unknown"),
        (lambda: end(desk, since=-1), "revocation.time"),
        (lambda: end(desk, reason="bosan"), "revocation.reason"),
    ):
        with pytest.raises(Refused, match=code.replace(".", r"\.")):
            act()
    assert desk.entries() == before
    assert {row.may_end for row in desk.app.ask(Certificates()) if row.post == POST} == {True}
    assert {row.may_end for row in desk.app.ask(Certificates()) if row.authority == own} == {False}
    # A new kit of the same code: then the code alone does not say which.
    made = desk.app.execute(CreateKit(desk.app.new_command(), POST)).reply
    assert isinstance(made, KitMade)
    office.trip(begun(office, made), desk)
    with pytest.raises(Invalid, match=r"authority\.several"):
        end(desk)
    first = signer_of(post.device.belongings.ca_certificate).hex()
    assert end(desk, first.upper()).authority == first
    with pytest.raises(Invalid, match=r"authority\.several"):
        end(desk)  # nor once one of them was ended: it might be the other that is meant
    assert key_id(post.device.officer.certificate) in {bytes.fromhex(row.key) for row in desk.app.ask(Certificates())}
