"""A new recovery key: each laptop makes its slot anew by itself, and the old sheets open it no more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.app.device import SLOTS_FILE
from core.app.forgetting import since
from core.app.profile import DEFAULT_OFFICER
from core.app.recovery import identity_of
from core.app.recovery_sheets import NewRecovery
from core.app.shares import split
from core.crypto import keyslots
from core.crypto.sealing import AgeIdentity
from core.domain.errors import NotAllowed, Unlockable
from core.domain.identity_opening import NameIdentityOfficer
from core.domain.province_key import ReplaceKey
from tests.world import PASSPHRASE, Laptop, World, found, stretched_once

SECOND, PHRASE = "Ibu Kedua", "frasa kedua yang panjang"


@pytest.fixture(scope="module", autouse=True)
def typed_often() -> Iterator[None]:
    """Stretched passphrases are most of what this page costs."""
    with stretched_once():
        yield


@pytest.fixture
def office() -> Iterator[World]:
    made = found("recovery-key", "a")
    yield made
    made.close()


def replaced(desk: Laptop, *older: str) -> NewRecovery:
    """A new recovery key, published; its sheets are drawn in tests of their own."""
    identity = AgeIdentity.generate()
    made = NewRecovery(identity, split(identity.text.encode()), ())
    desk.app.replace_key(ReplaceKey(desk.app.new_command(), "recovery", "lost", "2024-02-05"), made, older)
    return made


def opens(laptop: Laptop, identity: AgeIdentity) -> dict[str, bytes] | None:
    """What a recovery key opens at a laptop; None where it opens nothing."""
    try:
        return dict(keyslots.recover((laptop.folder / SLOTS_FILE).read_bytes(), identity).content.extras)
    except Unlockable:
        return None


def founders(desk: Laptop) -> AgeIdentity:
    secret = desk.app.recovery_secret()
    assert secret is not None
    return AgeIdentity.from_text(secret.decode())


def test_a_post_follows_at_its_heads_next_unlocking(office: World) -> None:
    desk, post = office.province, office.a
    office.settle(post)
    post.enrol(SECOND, "officer", PHRASE)
    old, made = founders(desk), replaced(desk)
    assert opens(desk, old) is None and "root_key" in (opens(desk, made.identity) or {})
    office.trip(desk, post)
    assert opens(post, old) and opens(post, made.identity) is None, "not while it is open"
    post.close()
    post.open(PHRASE)
    assert opens(post, old) and opens(post, made.identity) is None, "an officer cannot pass on what the slot holds besides"
    post.restart()
    assert opens(post, old) is None and set(opens(post, made.identity) or {}) == {"ca_key"}
    with post.device.database.reading() as db:
        assert since(db) > 0, "copies of before open with the old sheets, and go with the next one"
    slots = (post.folder / SLOTS_FILE).read_bytes()
    post.restart()
    assert (post.folder / SLOTS_FILE).read_bytes() == slots, "once is enough"
    assert not (post.folder / f"{SLOTS_FILE}.old").exists()
    assert desk.problems() == () and post.problems() == ()


def test_the_old_key_at_the_administrators_passphrase_makes_no_sheets_any_more(office: World) -> None:
    desk = office.province
    made = replaced(desk)
    with pytest.raises(NotAllowed, match=r"shares\.gone"):
        desk.app.recovery_sheets()
    assert "recovery" not in (opens(desk, made.identity) or {"recovery": b""})


@pytest.fixture
def paired(office: World) -> World:
    desk = office.province
    desk.enrol(SECOND, "triage", PHRASE)
    for officer, home in ((DEFAULT_OFFICER, "Kesbangpol"), (SECOND, "Inspektorat")):
        desk.app.execute(NameIdentityOfficer(desk.app.new_command(), officer, home))
    desk.app.hand_over_identities((PASSPHRASE, PHRASE), shares=office.room / "bagian")
    return office


def sheets(office: World) -> list[str]:
    return [path.read_text() for path in sorted((office.room / "bagian").iterdir())]


def test_two_old_sheets_bring_the_identities_key_to_the_new_custodians(paired: World) -> None:
    desk, older = paired.province, sheets(paired)
    desk.app.replace_key(ReplaceKey(desk.app.new_command(), "identities", "planned", "2024-02-05"))
    other = split(AgeIdentity.generate().text.encode())
    with pytest.raises(Unlockable, match=r"keyslot\.recovery"):
        replaced(desk, *other[:2])
    made = replaced(desk, *older[1:])
    assert opens(desk, identity_of(older[:2])) is None, "the old sheets open nothing at once"
    told = desk.app.hand_over_identities((PASSPHRASE, PHRASE), escrow=made.shares[:2])
    assert (told.source, told.pairs) == ("recovery", 1)
    with pytest.raises(Unlockable, match=r"keyslot\.recovery"):
        desk.app.hand_over_identities((PASSPHRASE, PHRASE), escrow=older[:2])


def test_without_old_sheets_they_stay_good_here_until_a_pair_hands_the_key_over(paired: World) -> None:
    desk, older = paired.province, sheets(paired)
    made = replaced(desk)
    desk.restart()
    held = opens(desk, identity_of(older[:2]))
    assert held is not None and "identities" in held and opens(desk, made.identity) is not None
    desk.app.hand_over_identities((PASSPHRASE, PHRASE))
    desk.restart()
    assert opens(desk, identity_of(older[:2])) is None
    assert desk.app.hand_over_identities((PASSPHRASE, PHRASE), escrow=made.shares[1:]).source == "recovery"


def test_a_new_store_key_is_sealed_to_the_newest_recovery_key(office: World) -> None:
    from core.app import store_key
    from tests.world import ports, reference

    post, desk = office.a, office.province
    office.settle(post)
    old, made = founders(desk), replaced(desk)
    office.trip(desk, post)
    post.close()
    app, _ = store_key.rotate(post.folder, PASSPHRASE, reference=reference(), ports=ports(post.clock, "lagi"))
    app.lock()
    assert opens(post, made.identity) is not None and opens(post, old) is None
