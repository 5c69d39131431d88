"""An officer leaves: his passphrase opens nothing, what he wrote stays good, the identity desk's pairs of him go."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.app import identity_key, slot_notes
from core.app.device import DESKS, SLOTS_FILE
from core.app.profile import DEFAULT_OFFICER
from core.app.queries import Officers
from core.app.streams import own_stream
from core.app.views import OfficerRow
from core.crypto import keyslots
from core.domain.errors import Refused, Unlockable
from core.domain.identity_opening import NameIdentityOfficer, UnnameIdentityOfficer
from core.domain.ids import CommandId
from core.domain.officer import EndOfficer, OfficerEnded, OfficerEndedFacts
from core.journal.author import Placement
from core.storage import tables
from tests.world import PASSPHRASE, Laptop, World, found, stretched_once, warning

WAYAN, WAYAN_WORDS = "I Wayan Contoh", "frasa wayan yang panjang"
RINA, RINA_WORDS = "Rina Contoh", "frasa rina yang panjang"
KEPALA, KEPALA_WORDS = "Kepala Kedua", "frasa kepala yang panjang"


@pytest.fixture(scope="module", autouse=True)
def typed_often() -> Iterator[None]:
    with stretched_once():
        yield


@pytest.fixture(scope="module")
def office() -> Iterator[World]:
    made = found("leaving", "a")
    yield made
    made.close()


def end(laptop: Laptop, name: str, command: CommandId | None = None) -> OfficerRow:
    row = laptop.app.execute(EndOfficer(command or laptop.app.new_command(), name)).reply
    assert isinstance(row, OfficerRow)
    return row


def refused(laptop: Laptop, name: str, code: str) -> dict[str, object]:
    before = (laptop.folder / SLOTS_FILE).read_bytes(), laptop.entries()
    with pytest.raises(Refused) as caught:
        end(laptop, name)
    assert caught.value.code == code
    assert before == ((laptop.folder / SLOTS_FILE).read_bytes(), laptop.entries()), "a refusal changes nothing"
    return dict(caught.value.details)


def at_work(laptop: Laptop, words: str) -> None:
    """Somebody else unlocks."""
    laptop.close()
    laptop.open(words)


def opens(laptop: Laptop, words: str) -> bool:
    """Whether any slot file that lies in the profile opens with these words, whatever program is used."""
    for path in laptop.folder.glob(f"{SLOTS_FILE}*"):
        try:
            keyslots.unlock(path.read_bytes(), words)
        except Unlockable:
            continue
        return True
    return False


def states(laptop: Laptop) -> dict[str, bool]:
    return {each.name: each.ended for each in laptop.app.ask(Officers())}


@pytest.mark.fault("UN-15", "MU-5")
def test_his_passphrase_opens_nothing_and_his_words_stay_good(office: World) -> None:
    post = office.a
    post.enrol(WAYAN, "officer", WAYAN_WORDS)
    at_work(post, WAYAN_WORDS)
    mine = post.submit(warning()).id
    refused(post, DEFAULT_OFFICER, "officer.not_head")
    at_work(post, PASSPHRASE)
    refused(post, "Tidak Ada", "officer.unknown")
    refused(post, DEFAULT_OFFICER, "officer.last")
    assert opens(post, WAYAN_WORDS), "control: until now it does"
    old = (post.folder / SLOTS_FILE).read_bytes()
    command = post.app.new_command()
    assert end(post, WAYAN, command).ended and end(post, WAYAN, command).name == WAYAN
    told = refused(post, WAYAN, "officer.left")
    assert told == {"value": WAYAN, "day": f"{post.device.moment().day}"}
    assert not opens(post, WAYAN_WORDS) and opens(post, PASSPHRASE)
    assert states(post) == {DEFAULT_OFFICER: False, WAYAN: True}
    office.trip(post, office.province)
    assert not office.province.report(mine).row.revoked, "it came after the end, and was written before"
    assert post.problems() == office.province.problems() == (), "replay gives the same rows"

    # An old slot file that was put back: the program refuses, and destroys the slot again.
    (post.folder / SLOTS_FILE).write_bytes(old)
    with pytest.raises(Unlockable, match=r"officer\.ended"):
        at_work(post, WAYAN_WORDS)
    assert not opens(post, WAYAN_WORDS)
    at_work(post, PASSPHRASE)
    post.enrol(WAYAN, "officer", WAYAN_WORDS)
    rows = [each for each in post.app.ask(Officers()) if each.name == WAYAN]
    assert [each.ended for each in rows] == [True, False], "a new certificate"
    at_work(post, WAYAN_WORDS)
    at_work(post, PASSPHRASE)


@pytest.mark.fault("MU-10")
def test_a_slot_that_was_noted_by_nobody_is_found_by_the_others(office: World) -> None:
    """A profile of before slots were noted: those who stay unlock once, and the slot left over is his."""
    post = office.a
    post.enrol(RINA, "officer", RINA_WORDS)
    post.enrol(KEPALA, "head", KEPALA_WORDS)
    with post.device.database.writing() as db:
        slot_notes.forget(db, list(slot_notes.noted(db)))
    at_work(post, KEPALA_WORDS)
    refused(post, KEPALA, "officer.self")
    refused(post, RINA, "officer.slot_unknown")
    for words in (PASSPHRASE, WAYAN_WORDS, KEPALA_WORDS):
        at_work(post, words)
    end(post, RINA)
    assert [opens(post, words) for words in (RINA_WORDS, PASSPHRASE, WAYAN_WORDS, KEPALA_WORDS)] == [False, True, True, True]
    end(post, DEFAULT_OFFICER)
    refused(post, KEPALA, "officer.last")
    at_work(post, KEPALA_WORDS)


def test_the_end_counts_only_under_the_same_ca(office: World) -> None:
    """A post's head, with altered software, ends nobody of the province and no laptop."""
    post, desk = office.a, office.province
    for certificate in (desk.device.officer.certificate, post.device.belongings.device_certificate, b"junk"):
        facts = OfficerEndedFacts(certificate=certificate, name="Siapa Saja")
        with post.device.database.writing() as db:
            stream = own_stream(db, post.device, DESKS, post.app.new_command())
        post.forge(OfficerEnded(facts), Placement(stream))
    with post.device.database.reading() as db:
        rows = db.execute(tables.revocation.select()).all()
    assert len(rows) == 3, "those of the tests before, and no other"
    office.trip(post, desk)
    assert states(desk) == {DEFAULT_OFFICER: False}


def test_the_pairs_of_him_go(office: World) -> None:
    desk = office.province
    desk.enrol(RINA, "triage", RINA_WORDS)
    desk.enrol(KEPALA, "administrator", KEPALA_WORDS)
    for name, home in ((DEFAULT_OFFICER, "Kesbangpol"), (RINA, "Inspektorat"), (KEPALA, "Kesbangpol")):
        desk.app.execute(NameIdentityOfficer(desk.app.new_command(), name, home))
    words = (PASSPHRASE, RINA_WORDS, KEPALA_WORDS)
    desk.app.hand_over_identities(words, shares=office.room / "shares")
    assert len(identity_key.read(desk.device).pairs) == 3, "control"
    end(desk, RINA)
    held = identity_key.read(desk.device)
    assert len(held.pairs) == 1 and len(held.shares) == 2
    assert not opens(desk, RINA_WORDS) and all(opens(desk, each) for each in (PASSPHRASE, KEPALA_WORDS))
    refused(desk, KEPALA, "identity.last_pair")
    with pytest.raises(Refused, match=r"identity\.last_pair"):
        desk.app.execute(UnnameIdentityOfficer(desk.app.new_command(), KEPALA))
    assert identity_key.read(desk.device) == held, "nobody loses the reporters by a slip"
    desk.app.execute(EndOfficer(desk.app.new_command(), KEPALA, doubted=True))
    assert not opens(desk, KEPALA_WORDS) and desk.problems() == ()
