"""New keys of *reports* and *recovery* where desks share a server: each desk has them or is named, and a revoked one has not.

One province for the whole page: what a test adds stays for the next one.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from core.app import absorb, common_store, desk_kit, key_handing, kits, views
from core.app.device import DESKS, EVERYBODY, SLOTS_FILE, post_audience
from core.app.key_views import KeyList, KeyRow
from core.app.profile import join_desk
from core.app.recovery_sheets import NewRecovery
from core.app.shares import split
from core.app.streams import own_stream
from core.crypto import keyslots
from core.crypto.sealing import AgeIdentity, seal
from core.domain.errors import NotAllowed, Unlockable
from core.domain.proof import RevokeCertificate
from core.domain.province_key import (
    DestroyKey,
    KeyBox,
    KeyHanded,
    KeyHandedFacts,
    KeyPublished,
    KeyPublishedFacts,
    ReplaceKey,
)
from core.journal import reading, store
from core.journal.author import Placement
from core.journal.entry import write_record
from core.storage import tables
from tests.server.founding import Province, begun, found, kept
from tests.server.running import Running
from tests.world import Laptop, stretched_once, titip

DAY = "2024-02-05"


@pytest.fixture(scope="module", autouse=True)
def typed_often() -> Iterator[None]:
    """Stretched passphrases are most of what this page costs."""
    with stretched_once():
        yield


@pytest.fixture(scope="module")
def desks(pg: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Province]:
    """Two desks on a server and two posts with a stick, who know each other."""
    made = found(pg, tmp_path_factory.mktemp("keys"))
    for post in (made.post, made.other):
        carry(made, post, made.one)
    bring(made, made.post, made.other)
    yield made
    for laptop in (made.one, made.two, made.post, made.other):
        laptop.close()


@pytest.fixture(scope="module")
def third(desks: Province) -> Iterator[Laptop]:
    """A desk that joins later, with a kit from before any key was replaced."""
    made = kit(desks, "Meja tiga")
    replace(desks.one)
    folder = desks.one.folder.with_name("three")
    app = join_desk(folder, kit=made.file, kit_code=made.code, officer="Verifikator tiga", **begun("three"))
    laptop = kept("three", folder, app)
    yield laptop
    laptop.close()


def kit(desks: Province, name: str) -> views.KitMade:
    return desk_kit.create_desk_kit(desks.one.device, desks.one.app.new_command(), name)


def bring(desks: Province, *posts: Laptop) -> None:
    """The posts hear, and the desks hear that they did."""
    carry(desks, desks.one, *posts)
    for post in posts:
        carry(desks, post, desks.one)


def carry(desks: Province, giver: Laptop, *takers: Laptop) -> None:
    giver.send(desks.stick)
    for taker in takers:
        assert not taker.receive(desks.stick).quarantined


def replace(desk: Laptop, purpose: str = "reports", recovery: NewRecovery | None = None) -> str:
    return desk.app.replace_key(ReplaceKey(desk.app.new_command(), purpose, "copied", DAY), recovery).recipient


def destroy(desk: Laptop, recipient: str) -> KeyRow:
    return desk.app.destroy_key(DestroyKey(desk.app.new_command(), "reports", recipient))


def waiting(desk: Laptop, purpose: str = "reports") -> tuple[str, ...]:
    return next(row.waiting for row in desk.app.ask(KeyList()) if row.purpose == purpose)


def held(laptop: Laptop) -> list[str]:
    """Recipients of the keys of reports that lie at a laptop, as its file keeps them, the founder's first."""
    box = common_store.read(laptop.folder, laptop.device.store_key)
    return [each.recipient for each in box.belongings.reports]


def narratives(desk: Laptop, report: str) -> object:
    return desk.report(report).form["narrative"]


def test_each_desk_opens_the_new_key_itself_and_is_named_until_it_has(desks: Province, third: Laptop, pg: Running) -> None:
    one, two, new = desks.one, desks.two, desks.one.app.recipient
    assert held(one)[1:] == [new] and held(two) == held(one)[:1] == held(third)
    code = one.app.facts.code
    assert [name for name in waiting(one) if name.startswith(code)] == [f"{code} Meja dua", f"{code} Meja tiga"]
    two.restart()
    assert held(two) == held(one) and f"{code} Meja dua" not in waiting(one)
    third.restart()
    assert held(third) == held(one), "the desk that had a kit of before was handed it by the next one that was opened"
    bring(desks, desks.post, desks.other)
    assert waiting(one) == waiting(third) == ()
    (_, identity) = one.device.belongings.reports
    lines = pg.dump(desks.server)
    assert identity.recipient.encode() in lines, "control: what the desks share is found"
    assert identity.text.encode() not in lines and identity.text.encode().hex().encode() not in lines
    assert third.problems() == ()


def test_what_is_sealed_to_it_any_desk_takes_in_and_every_desk_reads(desks: Province, third: Laptop) -> None:
    report = desks.post.submit(titip(narrative="sesudah diganti")).id
    desks.post.send(desks.stick)
    assert not desks.two.receive(desks.stick).quarantined
    for desk in (desks.two, desks.one, third):
        assert narratives(desk, report) == "sesudah diganti"


def test_what_a_desk_took_in_before_it_had_the_key_is_derived_again(desks: Province, third: Laptop) -> None:
    one, two, post = desks.one, desks.two, desks.post
    replace(one)
    one.send(desks.stick)
    post.receive(desks.stick)
    post.submit(titip(narrative="lebih dulu sampai"))
    absorb.absorb(two.device, behind(two, post))
    assert held(two) != held(one)
    assert ("rows.differ", "report") in one.problems(), "control: derived without the key"
    two.restart()
    assert held(two) == held(one) and one.problems() == ()
    third.restart()


def behind(desk: Laptop, post: Laptop) -> absorb.Segment:
    """What a post wrote for its desks since a desk looked, whoever else of the post carries it."""
    with post.device.database.reading() as db:
        own = tables.stream.c
        query = select(own.stream).where(own.audience == DESKS, own.device == post.device.device)
        stream = bytes(db.execute(query).scalar_one())
        last = store.head(db, stream)
        with desk.device.database.reading() as there:
            known = store.head(there, stream)
        assert last is not None and known is not None and last.sequence > known.sequence
        first = known.sequence + 1
        records = [write_record(entry) for entry in store.slice_of(db, stream, first, last.sequence)]
    return absorb.Segment(stream, first, last.sequence, records)


def test_a_handed_key_that_is_another_or_damaged_is_passed_over(desks: Province, third: Laptop) -> None:
    one, two, right, false = desks.one, desks.two, AgeIdentity.generate(), AgeIdentity.generate()
    before, number = held(two), len(held(two))
    told = KeyPublishedFacts(purpose="reports", recipient=right.recipient, generation=number, reason="planned", since=DAY)
    one.forge(KeyPublished(told), placed(one, EVERYBODY))
    with one.device.database.reading() as db:
        to = sorted(each.recipient for each in key_handing.laptops(db, one.device).values())
    whole = seal(false.text.encode(), to)
    changed = bytearray(seal(right.text.encode(), to))
    changed[-1] ^= 1
    strangers = seal(right.text.encode(), [false.recipient])
    for box in (whole, bytes(changed), b"", seal(b"AGE-SECRET-KEY-1", to), strangers):
        hand(one, right.recipient, number, to, box)
    for desk in (two, third):
        desk.restart()
    assert held(two) == before and f"{one.app.facts.code} Meja dua" in waiting(third)
    hand(one, right.recipient, number, to, seal(right.text.encode(), to))
    for desk in (two, one, third):
        desk.restart()
        assert held(desk) == [*before, right.recipient], "control: the right one counts"
    one.restart()
    assert not any(name.startswith(one.app.facts.code) for name in waiting(one))


def hand(desk: Laptop, recipient: str, generation: int, to: list[str], box: bytes) -> None:
    facts = KeyHandedFacts(purpose="reports", recipient=recipient, generation=generation, to=to)
    desk.forge(KeyHanded(facts, KeyBox(box)), placed(desk, DESKS))


def placed(desk: Laptop, audience: str) -> Placement:
    with desk.device.database.writing() as db:
        return Placement(own_stream(db, desk.device, audience, b"2" * 16))


def test_destroyed_keys_go_from_every_desk_and_the_journal_and_what_desks_share_opens_without(
    desks: Province, third: Laptop
) -> None:
    one, two, post = desks.one, desks.two, desks.post
    founders, middle, *_ = held(one)
    unused, _ = replace(one), replace(one)
    bring(desks, post, desks.other)
    with pytest.raises(NotAllowed, match=r"keys\.waiting") as caught:
        destroy(one, founders)
    assert "Meja dua" in caught.value.details["posts"], "the posts heard, the desks did not look yet"
    for desk in (two, third):
        desk.restart()
    assert handed(one, unused) and unused in held(two)
    for recipient in (founders, unused):
        assert destroy(one, recipient).state == "destroyed"
    with pytest.raises(NotAllowed, match=r"keys\.still_sealed"):
        destroy(one, middle)
    assert handed(one, unused) == [] and handed(one, middle)
    two.restart()
    for desk in (one, two):
        assert held(desk)[0] == middle and unused not in held(desk)
        assert {founders, unused}.isdisjoint(each.recipient for each in desk.device.identities)
        states = {row.recipient: row.state for row in desk.app.ask(KeyList())}
        assert [states[each] for each in (founders, middle, unused)] == ["destroyed", "kept", "destroyed"]
    assert two.problems() == ()
    with two.device.database.reading() as db:
        assert kits.mark_of(db, post_audience(post.app.facts.code)), "a shared column opens without the founder's key"
    assert brought(kit(desks, "Meja empat")) == held(one), "a kit brings every key that is left"


def brought(made: views.KitMade) -> list[str]:
    opened = desk_kit.open_desk_kit(made.file, made.code)
    return [AgeIdentity.from_text(text).recipient for text in (opened.reports_identity, *opened.newer_reports) if text]


def handed(desk: Laptop, recipient: str) -> list[bytes]:
    """Boxes in which a key still lies in the journal."""
    found = []
    with desk.device.database.reading() as db:
        for entry in store.everything(db):
            event = reading.event_of(entry, ())
            if isinstance(event, KeyHanded) and event.facts and event.facts.recipient == recipient and event.story:
                found.append(event.story.box)
    return found


def test_a_second_desk_follows_a_new_recovery_key_and_says_so(desks: Province, third: Laptop) -> None:
    one, two, identity = desks.one, desks.two, AgeIdentity.generate()
    secret = one.app.recovery_secret()
    assert secret is not None
    old = AgeIdentity.from_text(secret.decode())
    replace(one, "recovery", NewRecovery(identity, split(identity.text.encode()), ()))
    code = one.app.facts.code
    assert opens(one, identity) and opens(two, old) and not opens(two, identity)
    assert [name for name in waiting(one, "recovery") if name.startswith(code)] == [f"{code} Meja dua", f"{code} Meja tiga"]
    two.restart()
    assert opens(two, identity) and not opens(two, old)
    assert f"{code} Meja dua" not in waiting(one, "recovery")


def test_a_desk_that_is_revoked_gets_no_key_and_nobody_waits_for_it(desks: Province, third: Laptop) -> None:
    one, two, app = desks.one, desks.two, desks.one.app
    app.execute(RevokeCertificate(app.new_command(), third.device.device, app.now_ms(), "lost"))
    new = replace(one)
    assert any(name.endswith("Meja dua") for name in waiting(one)), "control: for another one that has not looked it waits"
    for desk in (two, one, third):
        desk.restart()
    assert new not in held(third) and new in held(two), "control: the other one has it"
    assert not any(name.startswith(app.facts.code) for name in waiting(one))


def opens(laptop: Laptop, identity: AgeIdentity) -> bool:
    try:
        keyslots.recover((laptop.folder / SLOTS_FILE).read_bytes(), identity)
    except Unlockable:
        return False
    return True
