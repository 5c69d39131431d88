"""Where the identities' key lies: with pairs alone, in no slot, and in the escrow of the recovery key (D15)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import cast
from unittest.mock import patch

import pytest

from core.app import identity_handing, identity_key, recovery
from core.app.device import PAIRS_FILE, SLOTS_FILE
from core.app.identity_queries import IdentityOf, IdentityOfficers
from core.app.identity_views import KeyHeld
from core.app.profile import DEFAULT_OFFICER
from core.app.views import Pending
from core.crypto import keyslots
from core.crypto.certificates import make_leaf, signer_of
from core.crypto.pair_wrap import OfficerShare, PairBox, unwrap
from core.crypto.sealing import AgeIdentity
from core.crypto.signing import SigningKey
from core.domain.commands import AnswerProposal
from core.domain.errors import Invalid, NotAllowed, Refused, Unlockable, Untrusted
from core.domain.events import OfficerEnrolled, OfficerFacts
from core.domain.identity_opening import NameIdentityOfficer, ProposeOpening, ShowIdentity, UnnameIdentityOfficer
from core.domain.ids import read_id, show_id
from core.domain.proof import RevokeCertificate
from core.journal.author import Placement
from core.journal.entry import Entry
from tests.world import PASSPHRASE, Laptop, World, complaint, found, ports, reference, stretched_once
from tests.world import found as found_world

SECOND, PHRASE = "Ibu Kedua", "frasa kedua yang panjang"
THIRD, THIRD_PHRASE = "Bapak Ketiga", "frasa ketiga yang panjang"
REPORTER = {"lane": "sealed", "name": "Sutini Binti Rahasia", "address": "Desa Pongok", "phone": "0812000111"}
PNS = {"subject": "PNS", "name": "Fulan", "unit": "Dinas Contoh"}


@pytest.fixture(scope="module", autouse=True)
def typed_often() -> Iterator[None]:
    """Stretched passphrases are most of what this page costs."""
    with stretched_once():
        yield


@pytest.fixture(scope="module")
def office() -> Iterator[World]:
    """A province as a program before this one left it: the founder's slot leads to the key, and to the recovery key."""
    made = found("identity-key", "a")
    desk = made.province
    desk.enrol(SECOND, "triage", PHRASE)
    desk.enrol(THIRD, "triage", THIRD_PHRASE)
    yield made
    made.close()


def name(desk: Laptop, officer: str, home: str) -> None:
    desk.app.execute(NameIdentityOfficer(desk.app.new_command(), officer, home))


def refused(desk: Laptop, code: str, *words: str, **more: object) -> None:
    before = {path.name: path.read_bytes() for path in desk.folder.glob("*.*s")}
    with pytest.raises(Refused) as caught:
        desk.app.hand_over_identities(words, **more)  # type: ignore[arg-type]
    assert caught.value.code == code
    assert before == {path.name: path.read_bytes() for path in desk.folder.glob("*.*s")}, "a refusal changes nothing"


def led_to(desk: Laptop, *phrases: str) -> bool:
    """Whether what these passphrases open leads to the key, whatever program is used."""
    device, recipient = desk.device, desk.device.belongings.recipients.identities
    slots = (desk.folder / SLOTS_FILE).read_bytes()
    contents = [keyslots.unlock(slots, phrase).content for phrase in phrases]
    texts = [secret for content in contents for secret in content.extras.values()]
    found = [AgeIdentity.from_text(text.decode()) for text in texts if text.startswith(b"AGE-SECRET-KEY-")]
    found += [AgeIdentity.from_text(text) for text in (device.belongings.age_identity, device.belongings.reports_identity)]
    for identity in list(found):
        try:
            held = keyslots.recover(slots, identity).content.extras["identities"]
        except Unlockable:
            continue
        found.append(AgeIdentity.from_text(held.decode()))
    shares = [OfficerShare.of(SigningKey.from_der(content.officer_key_der)) for content in contents]
    for pair in identity_key.read(device).pairs:
        for one, other in combinations([*shares, *shares], 2):
            try:
                secret = unwrap(PairBox(pair.fresh, pair.box), one, other, identity_key.context_of(device, pair.signers))
            except Untrusted:
                continue
            found.append(AgeIdentity.from_text(secret.decode()))
    return recipient in {identity.recipient for identity in found}


def test_the_first_pairs_empty_the_founders_slot(office: World) -> None:
    desk, shares = office.province, office.room / "shares"
    report = read_id(office.a.submit(complaint(reporter=REPORTER, reported=[PNS])).id)
    office.trip(office.a, desk)
    assert led_to(desk, PASSPHRASE), "control: before, the founder alone gets at it"
    refused(desk, "identity.too_few", PASSPHRASE, PHRASE, shares=shares)
    for officer in (DEFAULT_OFFICER, SECOND):
        name(desk, officer, "Kesbangpol")
    assert desk.app.ask(IdentityOfficers()).key == "administrator"
    refused(desk, "identity.one_institution", PASSPHRASE, PHRASE, shares=shares)
    name(desk, SECOND, "Inspektorat")
    refused(desk, "identity.too_few", PASSPHRASE, shares=shares)
    refused(desk, "identity.same_officer", PASSPHRASE, PASSPHRASE, shares=shares)
    refused(desk, "passphrase.wrong", PASSPHRASE, "frasa yang salah sekali", shares=shares)
    refused(desk, "identity.shares", PASSPHRASE, PHRASE)
    refused(desk, "identity.administrators", PHRASE, THIRD_PHRASE, shares=shares)
    second = desk.app.second(PHRASE)
    with pytest.raises(NotAllowed, match=r"identity\.no_pair"):
        desk.app.require_pair(second)
    assert desk.app.hand_over_identities((PASSPHRASE, PHRASE), shares=shares) == KeyHeld(
        "administrator", tuple(sorted((DEFAULT_OFFICER, SECOND))), 1
    )
    assert not (desk.folder / f"{SLOTS_FILE}.old").exists() and len(list(shares.iterdir())) == 3
    assert led_to(desk, PASSPHRASE, PHRASE), "control: the two together"
    for alone in ((PASSPHRASE,), (PHRASE,), (THIRD_PHRASE,), (PASSPHRASE, THIRD_PHRASE), (PHRASE, THIRD_PHRASE)):
        assert not led_to(desk, *alone)
    assert desk.app.ask(IdentityOfficers()).key == "pairs" and desk.app.recovery_secret() is None
    desk.restart()
    assert desk.app.ask(IdentityOfficers()).key == "pairs"
    assert desk.app.ask(IdentityOf(show_id(report))).has_share
    assert desk.app.check().problems == (), "replay gives the same rows"


def test_the_two_open_it_and_no_other_two_do(office: World) -> None:
    desk = office.province
    app, report = desk.app, read_id(desk.rows()[0].id)
    second, third = app.second(PHRASE), app.second(THIRD_PHRASE)
    command = ProposeOpening(app.new_command(), report, "protect", "LPSK", "diancam")
    opening = read_id(cast("Pending", app.execute(command).reply).id)
    app.execute(AnswerProposal(app.new_command(), opening, approve=True), by=second)
    for other, code in ((third, "identity.other_two"), (desk.device, "identity.same_officer")):
        with pytest.raises(NotAllowed) as caught:
            app.open_identity(ShowIdentity(app.new_command(), opening), other)
        assert caught.value.code == code
    with pytest.raises(NotAllowed, match=r"identity\.not_named"):
        app.require_pair(third)
    opened, _files = app.open_identity(ShowIdentity(app.new_command(), opening), second)
    assert opened.persons["reporter"]["name"] == REPORTER["name"]  # type: ignore[index]


def test_a_third_comes_in_by_two_and_one_who_leaves_loses_his_pairs(office: World) -> None:
    desk = office.province
    app = desk.app
    refused(desk, "identity.no_pair", PASSPHRASE, THIRD_PHRASE)
    name(desk, THIRD, "Ombudsman")
    refused(desk, "identity.no_pair", PASSPHRASE, THIRD_PHRASE)
    assert app.hand_over_identities((PASSPHRASE, PHRASE, THIRD_PHRASE)).pairs == 3
    assert led_to(desk, PHRASE, THIRD_PHRASE)
    told = {each.officer: each for each in app.ask(IdentityOfficers()).officers}
    assert told[THIRD].partners == tuple(sorted((DEFAULT_OFFICER, SECOND))) and told[THIRD].named_by == DEFAULT_OFFICER
    app.execute(UnnameIdentityOfficer(app.new_command(), THIRD))
    assert not led_to(desk, PHRASE, THIRD_PHRASE) and led_to(desk, PASSPHRASE, PHRASE)
    with pytest.raises(Invalid, match=r"identity\.not_seated"):
        app.execute(UnnameIdentityOfficer(app.new_command(), THIRD))
    told = {each.officer: each for each in app.ask(IdentityOfficers()).officers}
    assert told[THIRD].ended_at and not told[SECOND].ended_at
    theirs = app.second(PHRASE).officer.kid
    with pytest.raises(NotAllowed, match=r"identity\.last_pair"):
        app.execute(RevokeCertificate(app.new_command(), theirs, app.now_ms(), "key_compromise"))
    assert led_to(desk, PASSPHRASE, PHRASE), "nobody loses the reporters by a slip"
    app.execute(RevokeCertificate(app.new_command(), theirs, app.now_ms(), "superseded", doubted=True))
    assert not led_to(desk, PASSPHRASE, PHRASE), "a certificate that was taken back ends its pairs"
    assert desk.app.check().problems == (), "replay gives the same rows"


def test_two_shares_make_new_pairs_and_give_the_new_administrator_nothing(office: World) -> None:
    desk, phrase = office.province, "frasa pemulih yang panjang"
    words = [path.read_text() for path in sorted((office.room / "shares").iterdir())][:2]
    desk.close()
    desk.opened = recovery.recover(
        desk.folder, words, officer="Pemulih", passphrase=phrase, reference=reference(), ports=ports(desk.clock, "again")
    )
    assert not led_to(desk, phrase)
    name(desk, THIRD, "Ombudsman")
    name(desk, "Pemulih", "Kesbangpol")
    refused(desk, "identity.key_elsewhere", phrase, THIRD_PHRASE)
    made = desk.app.hand_over_identities((phrase, THIRD_PHRASE), escrow=words)
    assert (made.source, made.officers, made.pairs) == ("recovery", (THIRD, "Pemulih", DEFAULT_OFFICER), 3)
    assert led_to(desk, phrase, THIRD_PHRASE) and not led_to(desk, phrase)
    assert (desk.folder / PAIRS_FILE).exists()


def other_administrator(desk: Laptop, phrase: str) -> None:
    """As a program before this one enrolled a second administrator: with all that the first one's slot holds."""
    device = desk.device
    key = SigningKey.generate(device.ports.entropy)
    ca = device.belongings.ca_certificate
    leaf = make_leaf(
        ca, SigningKey.from_der(device.extras["ca_key"]), "administrator", "Admin Kedua", key.public, device.ports.entropy
    )
    content = keyslots.SlotContent(device.store_key, key.to_der(), leaf, dict(device.extras))
    path = desk.folder / SLOTS_FILE
    path.write_bytes(keyslots.add_slot(path.read_bytes(), device.store_key, phrase, content, device.ports.entropy))
    facts = OfficerFacts(name="Admin Kedua", role="administrator", certificate=leaf, ca_certificate=ca)
    entry: Entry = desk.forge(OfficerEnrolled(facts), Placement(device.own_streams["desks"]))
    assert entry and signer_of(leaf)


class PowerCut(Exception):
    """The laptop is off."""


def cut(desk: Laptop, words: tuple[str, ...], shares: Path, step: str) -> None:
    """Stop at this step of emptying the slots; nothing is lost and nothing counts as done."""
    place = identity_handing if step == "replace_file" else Path
    with patch.object(place, step, side_effect=PowerCut), pytest.raises(PowerCut):
        desk.app.hand_over_identities(words, shares=shares)
    assert not identity_key.read(desk.device).settled and led_to(desk, PASSPHRASE, PHRASE)
    refused(desk, "identity.administrators", PASSPHRASE, PHRASE, shares=shares.with_name("none"))


@pytest.mark.parametrize("present", [True, False])
def test_every_administrators_slot_is_emptied_or_goes(present: bool, tmp_path: Path) -> None:
    world = found_world(f"admins-{present}")
    desk, phrase = world.province, "frasa admin kedua panjang"
    desk.enrol(SECOND, "triage", PHRASE)
    other_administrator(desk, phrase)
    assert led_to(desk, phrase), "control"
    for officer, home in ((DEFAULT_OFFICER, "Kesbangpol"), (SECOND, "Inspektorat")):
        name(desk, officer, home)
    refused(desk, "identity.administrators", PASSPHRASE, PHRASE, shares=tmp_path / "s")
    if present:
        for step in ("replace_file", "unlink"):  # a power cut before the slots are written anew, and one after it
            cut(desk, (PASSPHRASE, PHRASE, phrase), tmp_path / step, step)
        desk.app.hand_over_identities((PASSPHRASE, PHRASE, phrase), shares=tmp_path / "s")
        assert not led_to(desk, phrase) and not led_to(desk, PASSPHRASE, phrase)
    else:
        desk.app.hand_over_identities((PASSPHRASE, PHRASE), shares=tmp_path / "s", only_present=True)
        with pytest.raises(Unlockable, match=r"passphrase\.wrong"):
            led_to(desk, phrase)
    assert led_to(desk, PASSPHRASE, PHRASE) and not led_to(desk, PASSPHRASE)
    world.close()
