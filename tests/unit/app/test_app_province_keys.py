"""A new key of the province: published once, sealed to from then on, and what was sealed before opens beside it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from typing import cast
from unittest.mock import patch

import pytest

from core.app import key_handing, restoring
from core.app.identity_queries import IdentityOfficers
from core.app.key_views import KeyList, KeyReplaced, KeyRow
from core.app.profile import DEFAULT_OFFICER
from core.app.views import KitMade, Pending
from core.crypto.sealing import AgeIdentity, open_sealed
from core.domain.commands import AnswerProposal, CreateKit
from core.domain.errors import Invalid, NotAllowed, Refused
from core.domain.identity_opening import NameIdentityOfficer, ProposeOpening, ShowIdentity
from core.domain.ids import read_id
from core.domain.province_key import KeyPublished, KeyPublishedFacts, ReplaceKey
from core.journal import store
from core.journal.author import Placement
from core.journal.reading import open_parts
from tests.world import PASSPHRASE, Laptop, World, complaint, found, ports, reference, stretched_once, titip
from ui.copying import copy_to_file

SECOND, PHRASE = "Ibu Kedua", "frasa kedua yang panjang"
NAME, LATER = "Sutini Binti Rahasia", "Wulan Binti Kemudian"
PNS = {"subject": "PNS", "name": "Fulan", "unit": "Dinas Contoh"}


@pytest.fixture(scope="module", autouse=True)
def typed_often() -> Iterator[None]:
    """Stretched passphrases are most of what this page costs."""
    with stretched_once():
        yield


@pytest.fixture
def office() -> Iterator[World]:
    made = found("province-keys", "a", "c")
    yield made
    made.close()


@pytest.fixture
def paired() -> Iterator[World]:
    """A province whose identities' key is with one pair of officers."""
    made = found("province-keys-paired", "a")
    desk = made.province
    desk.enrol(SECOND, "triage", PHRASE)
    for officer, home in ((DEFAULT_OFFICER, "Kesbangpol"), (SECOND, "Inspektorat")):
        desk.app.execute(NameIdentityOfficer(desk.app.new_command(), officer, home))
    desk.app.hand_over_identities((PASSPHRASE, PHRASE), shares=made.room / "bagian")
    yield made
    made.close()


def replace(desk: Laptop, purpose: str, reason: str = "planned", since: str = "2024-02-05") -> KeyReplaced:
    return desk.app.replace_key(ReplaceKey(desk.app.new_command(), purpose, reason, since))


def key(laptop: Laptop, purpose: str) -> KeyRow:
    return next(row for row in laptop.app.ask(KeyList()) if row.purpose == purpose)


def sealed_story(laptop: Laptop, report: str) -> bytes:
    """The ciphertext of a sealed report's story, as it lies in the journal."""
    with laptop.device.database.reading() as db:
        (entry,) = store.of_subject(db, read_id(report))
    return entry.parts["story"].content


def private(desk: Laptop) -> tuple[AgeIdentity, AgeIdentity]:
    """The province's old and its new key of reports."""
    old, new = desk.device.belongings.reports
    return old, new


def test_a_post_seals_to_the_old_key_until_it_hears_and_the_province_opens_both(office: World) -> None:
    desk, post = office.province, office.a
    for laptop in (post, office.c):
        office.settle(laptop)
    made = replace(desk, "reports", "copied", "2024-02-04")
    assert (made.generation, made.recipient) == (1, desk.app.recipient)
    before = post.submit(titip(narrative="sebelum mendengar"))
    office.trip(post, desk)
    assert key(desk, "reports").waiting == ("K0413", "K0414"), "nobody has heard yet"
    office.trip(desk, post)
    assert post.app.recipient == made.recipient
    after = post.submit(titip(narrative="sesudah mendengar"))
    office.trip(post, desk)
    row = key(desk, "reports")
    assert (row.waiting, row.laptops, row.by, row.reason, row.since) == (("K0414",), 1, DEFAULT_OFFICER, "copied", "2024-02-04")
    old, new = private(desk)
    assert open_sealed(sealed_story(desk, before.id), [old]) and not open_sealed(sealed_story(desk, before.id), [new])
    assert open_sealed(sealed_story(desk, after.id), [new]) and not open_sealed(sealed_story(desk, after.id), [old])
    for _ in range(2):
        words = {desk.report(each.id).form["narrative"] for each in (before, after)}
        assert words == {"sebelum mendengar", "sesudah mendengar"}
        desk.restart()
    assert desk.problems() == () and post.problems() == ()
    post.restart()
    assert post.app.recipient == made.recipient


def test_a_laptop_that_was_off_for_long_still_brings_what_it_has(office: World) -> None:
    desk, late = office.province, office.c
    office.settle(late)
    for _ in range(3):
        replace(desk, "reports")
    late.clock.pass_by(days=400)
    report = late.submit(titip(known="2025-03-01", happened={"date": "2025-02-28"}, narrative="lama tak terdengar"))
    office.trip(late, desk)
    assert desk.report(report.id).form["narrative"] == "lama tak terdengar"
    office.trip(desk, late)
    assert (late.app.recipient, key(late, "reports").generation) == (desk.app.recipient, 3)
    assert [row.state for row in desk.app.ask(KeyList()) if row.purpose == "reports"] == ["in_force", "kept", "kept", "kept"]


def test_the_same_command_publishes_once(office: World) -> None:
    desk = office.province
    command = ReplaceKey(desk.app.new_command(), "reports", "planned", "2024-02-05")
    first = desk.app.replace_key(command)
    entries = desk.entries()
    assert desk.app.replace_key(command) == first and desk.entries() == entries


@pytest.mark.parametrize(
    ("purpose", "reason", "since", "code"),
    [
        ("root", "planned", "2024-02-05", "keys.purpose"),
        ("reports", "bored", "2024-02-05", "keys.reason"),
        ("reports", "planned", "kemarin", "keys.since"),
        ("reports", "planned", "2024-02-06", "keys.since"),
        ("reports", "planned", "1990-01-01", "keys.since_before"),
        ("identities", "planned", "2024-02-05", "keys.no_pairs"),
        ("recovery", "planned", "2024-02-05", "keys.no_sheets"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(office: World, purpose: str, reason: str, since: str, code: str) -> None:
    desk = office.province
    entries = desk.entries()
    with pytest.raises(Refused) as caught:
        replace(desk, purpose, reason, since)
    assert caught.value.code == code
    assert desk.entries() == entries and desk.device.recipients == desk.device.belongings.recipients


def test_nobody_but_the_administrator_publishes_a_key(office: World) -> None:
    desk, post = office.province, office.a
    desk.enrol(SECOND, "triage", PHRASE)
    for laptop, way in ((desk, PHRASE), (post, PASSPHRASE)):
        laptop.close()
        laptop.open(way)
        with pytest.raises(NotAllowed, match=r"authority\.refused"):
            replace(laptop, "reports")
    stranger = AgeIdentity.generate().recipient
    facts = KeyPublishedFacts(purpose="reports", recipient=stranger, generation=1, reason="planned", since="2024-02-05")
    report = post.submit(complaint())
    with post.device.database.reading() as db:
        (begun,) = store.of_subject(db, read_id(report.id))
    post.forge(KeyPublished(facts), Placement(begun.header.stream))
    assert post.app.recipient == desk.app.recipient, "what a post writes of a key changes nothing, not even on that laptop"
    stick = office.stick()
    post.send(stick)
    assert desk.receive(stick).quarantined, "and the desk takes none of it in"
    assert desk.app.recipient != stranger


def test_a_key_that_was_published_and_not_kept_yet_is_opened_at_the_next_unlocking(office: World) -> None:
    desk, own = office.province, key_handing.settle
    with patch.object(key_handing, "settle", lambda _device: None):
        made = replace(desk, "reports")
        desk.restart()
        assert len(desk.device.belongings.reports) == 1, "control: cut off behind the entry"
        desk.close()
    desk.open()
    assert key_handing.settle is own and private(desk)[1].recipient == made.recipient == desk.app.recipient
    secret = private(desk)[1].text.encode()
    with desk.device.database.reading() as db:
        shown = [part for entry in store.everything(db) for part in open_parts(entry, desk.device.identities).values()]
    assert not any(secret in part for part in shown), "nothing that shows what can be read here shows the key"
    assert desk.problems() == ()


def test_a_replayed_or_older_entry_changes_nothing(office: World) -> None:
    desk, post = office.province, office.a
    office.settle(post)
    replace(desk, "reports")
    early = office.stick()
    desk.send(early)
    second = replace(desk, "reports")
    office.trip(desk, post)
    assert post.app.recipient == second.recipient
    post.receive(office.copy_of(early))
    assert post.app.recipient == second.recipient and key(post, "reports").generation == 2


def test_a_new_kit_carries_the_newest_keys_and_an_old_entry_takes_none_back(office: World) -> None:
    from core.app.kit import open_kit

    desk = office.province
    replace(desk, "reports")
    second = replace(desk, "reports")
    made = cast("KitMade", desk.app.execute(CreateKit(desk.app.new_command(), "K0414")).reply)
    opened = open_kit(made.file, made.code, desk.app.today)
    assert (opened.recipients.reports, opened.recipients.generations) == (second.recipient, {"reports": 2})


def test_what_a_revoked_administrator_says_he_wrote_later_counts_no_more(office: World) -> None:
    from core.domain.proof import RevokeCertificate

    desk, app = office.province, office.province.app
    first = replace(desk, "reports")
    desk.clock.pass_by(hours=1)
    since = app.now_ms()
    replace(desk, "reports")
    desk.enrol("Administrator Lain", "administrator", "frasa administrator yang lain")
    for own in (desk.device.officer.kid, desk.device.device):
        with pytest.raises(Refused, match=r"revocation\.own"):
            app.execute(RevokeCertificate(app.new_command(), own, since, "superseded"))
    other = app.second("frasa administrator yang lain", "Administrator Lain")
    app.execute(RevokeCertificate(app.new_command(), desk.device.officer.kid, since, "key_compromise"), by=other)
    assert app.recipient == first.recipient
    assert desk.problems() == ()


def opened(desk: Laptop, report: str) -> dict[str, object]:
    """The identity of a report, asked for, agreed to and shown by the two."""
    app, second = desk.app, desk.app.second(PHRASE)
    asked = cast("Pending", app.execute(ProposeOpening(app.new_command(), read_id(report), "protect", "LPSK", "diancam")).reply)
    app.execute(AnswerProposal(app.new_command(), read_id(asked.id), approve=True), by=second)
    told, files = app.open_identity(ShowIdentity(app.new_command(), read_id(asked.id)), second)
    for file in told.files:
        sink = io.BytesIO()
        files.export(file.token, sink, app.new_command())
        assert sink.getvalue().startswith(b"isi ")
    files.close()
    return dict(told.persons)


def test_identities_of_every_generation_open_to_the_two_and_to_nobody_alone(paired: World) -> None:
    desk, post = paired.province, paired.a

    def taken(name: str) -> str:
        file = post.attach(f"isi {name}".encode(), "ktp.jpg", shows_identity=True)
        reporter = {"lane": "sealed", "name": name, "address": "Desa Pongok", "phone": "0812000111"}
        made = post.submit(complaint(reporter=reporter, reported=[PNS]), file)
        paired.trip(post, desk)
        return made.id

    before = taken(NAME)
    made = replace(desk, "identities", "officer_left")
    assert made.recipient == desk.device.recipients.identities
    paired.trip(desk, post)
    after = taken(LATER)
    for report, name in ((before, NAME), (after, LATER)):
        reporter = opened(desk, report)["reporter"]
        assert isinstance(reporter, dict) and reporter["name"] == name
    desk.restart()
    with pytest.raises(NotAllowed, match=r"identity\.same_officer"):
        desk.app.require_pair(desk.device)
    assert desk.app.ask(IdentityOfficers()).key == "pairs"
    assert not any(b"identities" in name.encode() for name in desk.device.extras)


def test_custodians_and_a_pair_hand_every_generation_over(paired: World) -> None:
    desk = paired.province
    third, phrase = "Bapak Ketiga", "frasa ketiga yang panjang"
    for _ in range(2):
        replace(desk, "identities")
    desk.enrol(third, "triage", phrase)
    desk.app.execute(NameIdentityOfficer(desk.app.new_command(), third, "Bawaslu"))
    escrow = [path.read_text() for path in sorted((paired.room / "bagian").iterdir())[:2]]
    assert desk.app.hand_over_identities((PASSPHRASE, phrase), escrow=escrow).pairs == 3
    assert {len(opened_keys(desk, words)) for words in (PHRASE, phrase)} == {3}
    assert desk.app.hand_over_identities((PASSPHRASE, phrase)).source == "pair"
    assert len(opened_keys(desk, phrase)) == 3


def opened_keys(desk: Laptop, phrase: str) -> tuple[AgeIdentity, ...]:
    from core.app import identity_key

    return identity_key.opened_by(desk.device, desk.app.second(phrase))


def test_a_desk_restored_from_a_copy_of_before_reads_on_once_the_key_is_replaced_again(office: World) -> None:
    """What was sealed to the lost key alone stays closed: nobody but that desk had it."""
    desk, post = office.province, office.a
    office.settle(post)
    copy = office.room / "sebelum.posko-backup"
    copy_to_file(desk.app, copy, lambda *_: None)
    lost = replace(desk, "reports").recipient
    office.trip(desk, post)
    between = [post.submit(complaint(narrative="terbaca")).id, post.submit(titip(narrative="tertutup")).id]
    stick = office.stick()
    post.send(stick)
    desk.close()
    app, _ = restoring.restore(office.room / "pulih", copy, PASSPHRASE, reference=reference(), ports=ports(desk.clock, "pulih"))
    with closing(Laptop("pulih", office.room / "pulih", desk.clock, "pulih", opened=app)) as restored:
        assert [each.code for each in restored.receive(stick).quarantined] == ["object.damaged"], "control: it cannot be opened"
        again = replace(restored, "reports")
        assert again.generation == 1 and again.recipient != lost
        office.trip(restored, post)
        assert post.app.recipient == again.recipient, "of two keys of one generation the later counts"
        after = post.submit(titip(narrative="sesudah dipulihkan")).id
        assert not office.trip(post, restored).quarantined
        told = [restored.report(each).form.get("narrative") for each in (*between, after)]
        assert told == ["terbaca", None, "sesudah dipulihkan"]
        assert restored.problems() == () and post.problems() == ()


def test_the_day_is_of_this_laptops_calendar(office: World) -> None:
    desk = office.province
    desk.clock.pass_by(days=1)
    tomorrow = (desk.app.today + timedelta(days=1)).isoformat()
    with pytest.raises(Invalid, match=r"keys\.since"):
        replace(desk, "reports", since=tomorrow)
    assert replace(desk, "reports", since=desk.app.today.isoformat()).generation == 1
