"""An old key of the province is destroyed when nothing needs it, and not before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast
from unittest.mock import patch

import pytest

from core.app import identity_key, key_destroying
from core.app.forgetting import since
from core.app.key_views import KeyList, KeyRow
from core.app.profile import DEFAULT_OFFICER, read_belongings
from core.app.recovery_sheets import NewRecovery
from core.app.shares import split
from core.app.views import Pending
from core.crypto.sealing import AgeIdentity
from core.domain.commands import AnswerProposal, OrderErasure
from core.domain.errors import NotAllowed, Refused
from core.domain.identity_opening import NameIdentityOfficer
from core.domain.ids import read_id
from core.domain.province_key import DestroyKey, KeyDestroyed, KeyNamed, ReplaceKey
from core.journal import store
from core.journal.author import Placement
from tests.world import PASSPHRASE, Laptop, World, complaint, found, stretched_once, titip

SECOND, PHRASE = "Ibu Kedua", "frasa kedua yang panjang"
REPORTER = {"lane": "sealed", "name": "Sutini Binti Rahasia", "address": "Desa Pongok", "phone": "0812000111"}
PNS = {"subject": "PNS", "name": "Fulan", "unit": "Dinas Contoh"}


@pytest.fixture(scope="module", autouse=True)
def typed_often() -> Iterator[None]:
    """Stretched passphrases are most of what this page costs."""
    with stretched_once():
        yield


@pytest.fixture
def office() -> Iterator[World]:
    made = found("key-destroying", "a")
    desk = made.province
    desk.enrol(SECOND, "triage", PHRASE)
    for officer, home in ((DEFAULT_OFFICER, "Kesbangpol"), (SECOND, "Inspektorat")):
        desk.app.execute(NameIdentityOfficer(desk.app.new_command(), officer, home))
    desk.app.hand_over_identities((PASSPHRASE, PHRASE), shares=made.room / "bagian")
    made.settle(made.a)
    yield made
    made.close()


def replace(desk: Laptop, purpose: str, recovery: NewRecovery | None = None, *older: str) -> str:
    """Replace a key; gives the recipient of the one before."""
    before = desk.device.recipients.of(purpose)
    desk.app.replace_key(ReplaceKey(desk.app.new_command(), purpose, "copied", "2024-02-05"), recovery, older)
    return before


def destroy(desk: Laptop, purpose: str, recipient: str, *, two: bool = False) -> KeyRow:
    second = desk.app.second(PHRASE) if two else None
    return desk.app.destroy_key(DestroyKey(desk.app.new_command(), purpose, recipient), second)


def refused(desk: Laptop, code: str, purpose: str, recipient: str, *, two: bool = False) -> Refused:
    before, files = desk.entries(), {path.name: path.read_bytes() for path in desk.folder.glob("*.*s")}
    with pytest.raises(Refused) as caught:
        destroy(desk, purpose, recipient, two=two)
    assert caught.value.code == code
    assert desk.entries() == before and files == {path.name: path.read_bytes() for path in desk.folder.glob("*.*s")}
    return caught.value


def erase(desk: Laptop, report: str) -> None:
    app = desk.app
    order = OrderErasure(app.new_command(), read_id(report), "retention", "Jadwal retensi", sealed_files=True)
    asked = cast("Pending", app.execute(order).reply)
    app.execute(AnswerProposal(app.new_command(), read_id(asked.id), approve=True), by=app.second(PHRASE))


def test_reports_key_goes_when_everybody_heard_and_nothing_is_sealed_to_it(office: World) -> None:
    desk, post = office.province, office.a
    report = post.submit(titip()).id
    office.trip(post, desk)
    old = replace(desk, "reports")
    refused(desk, "keys.unknown", "reports", AgeIdentity.generate().recipient)
    refused(desk, "keys.in_force", "reports", desk.app.recipient)
    assert refused(desk, "keys.waiting", "reports", old).details["posts"] == "K0413"
    office.trip(desk, post)
    office.trip(post, desk)
    assert refused(desk, "keys.still_sealed", "reports", old).details["count"] == 1
    erase(desk, report)
    row = destroy(desk, "reports", old)
    assert (row.state, row.generation) == ("destroyed", 0) and row.ended
    assert old not in {each.recipient for each in desk.device.identities}
    after = post.submit(titip(narrative="sesudah")).id
    for _ in range(2):
        assert destroy(desk, "reports", old) == row, "once more changes nothing"
        assert desk.problems() == ()
        desk.restart()
    assert desk.device.belongings.reports_identity == "" and len(desk.device.identities) == 2
    office.trip(post, desk)
    assert desk.report(after).form["narrative"] == "sesudah"
    with desk.device.database.reading() as db:
        assert since(db) > 0, "copies of before hold the key"
    office.trip(desk, post)
    assert [each.state for each in post.app.ask(KeyList()) if each.purpose == "reports"] == ["in_force", "destroyed"]


def test_a_middle_key_goes_alone(office: World) -> None:
    desk, post = office.province, office.a
    founders, second = replace(desk, "reports"), replace(desk, "reports")
    office.settle(post)
    destroy(desk, "reports", second)
    states = {row.recipient: row.state for row in desk.app.ask(KeyList()) if row.purpose == "reports"}
    assert states == {founders: "kept", second: "destroyed", desk.app.recipient: "in_force"}
    assert [each.recipient for each in desk.device.belongings.reports] == [founders, desk.app.recipient]


def test_identities_key_takes_two_and_stays_while_an_identity_does(office: World) -> None:
    desk, post = office.province, office.a
    shown = post.attach(b"isi ktp", "ktp.jpg", shows_identity=True)
    report = post.submit(complaint(reporter=REPORTER, reported=[PNS]), shown).id
    office.trip(post, desk)
    old = replace(desk, "identities")
    office.settle(post)
    refused(desk, "keys.second", "identities", old)
    assert refused(desk, "keys.still_sealed", "identities", old, two=True).details["count"] == 2
    erase(desk, report)
    later = post.submit(complaint(reporter=REPORTER, reported=[PNS])).id
    office.trip(post, desk)
    destroy(desk, "identities", old, two=True)
    held = identity_key.read(desk.device)
    assert not held.pairs and [each.recipient for each in held.newer] == [desk.device.recipients.identities]
    assert desk.report(later).row.number
    (key,) = identity_key.opened_by(desk.device, desk.app.second(PHRASE))
    assert key.recipient == desk.device.recipients.identities
    escrow = [path.read_text() for path in sorted((office.room / "bagian").iterdir())[:2]]
    desk.app.hand_over_identities((PASSPHRASE, PHRASE), escrow=escrow)
    assert len(identity_key.opened_by(desk.device, desk.app.second(PHRASE))) == 1, "two custodians give it back neither"


def test_recovery_key_goes_when_every_laptop_followed_and_the_escrow_did(office: World) -> None:
    desk, post = office.province, office.a
    identity = AgeIdentity.generate()
    old = replace(desk, "recovery", NewRecovery(identity, split(identity.text.encode()), ()))
    office.settle(post)
    assert refused(desk, "keys.waiting", "recovery", old).details["posts"] == "K0413", "it heard, and its head did not unlock yet"
    post.restart()
    office.settle(post)
    refused(desk, "keys.escrow", "recovery", old)
    desk.app.hand_over_identities((PASSPHRASE, PHRASE))
    assert destroy(desk, "recovery", old).state == "destroyed"
    assert desk.problems() == () and post.problems() == ()


def test_nobody_but_the_administrator_destroys_one(office: World) -> None:
    desk, post = office.province, office.a
    old = replace(desk, "reports")
    office.settle(post)
    with pytest.raises(NotAllowed, match=r"authority\.refused"):
        destroy(post, "reports", old)
    report = post.submit(complaint()).id
    gone = KeyNamed(purpose="reports", recipient=old, generation=0)
    with post.device.database.reading() as db:
        (begun,) = store.of_subject(db, read_id(report))
    post.forge(KeyDestroyed(gone), Placement(begun.header.stream))
    assert {row.state for row in post.app.ask(KeyList()) if row.recipient == old} == {"kept"}


@pytest.mark.parametrize("purpose", ["reports", "identities"])
def test_what_a_cut_off_destruction_left_goes_at_the_next_unlocking(office: World, purpose: str) -> None:
    desk, post = office.province, office.a
    old = replace(desk, purpose)
    office.settle(post)

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with patch.object(key_destroying, "_remove", cut), pytest.raises(KeyboardInterrupt):
        destroy(desk, purpose, old, two=True)
    with patch.object(key_destroying, "finish", lambda _device: None):
        desk.restart()
        assert lies_here(desk, old), "control: the entry is there, and so is the key"
        desk.close()
    desk.restart()
    assert not lies_here(desk, old) and desk.problems() == ()


def lies_here(desk: Laptop, recipient: str) -> bool:
    """Whether something in the store or among the pairs leads to a key."""
    own = read_belongings(desk.device.database)
    held = {each.recipient for each in own.reports}
    return recipient in held | {each.recipient for each in identity_key.generations(desk.device, identity_key.read(desk.device))}
