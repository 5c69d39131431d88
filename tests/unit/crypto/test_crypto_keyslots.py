"""The key-slot file: who gets in, what an attacker's changes give, and that it names nobody."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable

import cbor2
import pytest

from core.crypto import keyslot_file, keyslots
from core.crypto.boxes import derive, mac
from core.crypto.kdf import FLOOR
from core.crypto.keyslots import SlotContent, add_slot, create, recover, remove_slot, unlock
from core.crypto.labels import SLOT_MAC
from core.crypto.sealing import AgeIdentity, seal
from core.crypto.second_factor import Need
from core.domain.errors import Invalid, NotAllowed, Refused, Unlockable

RANDOM = random.Random(11).randbytes
STORE_KEY = RANDOM(32)
HEAD = SlotContent(STORE_KEY, b"kunci kepala", b"sertifikat: Siti Aminah", {"ca": b"kunci CA"})
OFFICER = SlotContent(STORE_KEY, b"kunci petugas", b"sertifikat: Budi Santoso", {})
PROVINCE = AgeIdentity.generate()
HEAD_WORDS, OFFICER_WORDS = "gudang beras lampu sungai", "kertas bambu pintu hijau"


def made() -> bytes:
    return create(HEAD_WORDS, HEAD, [PROVINCE.recipient], FLOOR, RANDOM)


FILE = made()
TWO = add_slot(FILE, STORE_KEY, OFFICER_WORDS, OFFICER, RANDOM)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretch by a plain hash: for tests that try hundreds of files and are not about Argon2id."""

    def plain_hash(passphrase: bytes, salt: bytes, parameters: object) -> bytearray:
        return bytearray(hashlib.sha256(salt + repr(parameters).encode() + passphrase).digest())

    monkeypatch.setattr(keyslots, "stretch", plain_hash)


def refuses(code: str, work: Callable[[], object], kind: type[Refused] = Unlockable) -> None:
    with pytest.raises(kind) as caught:
        work()
    assert caught.value.code == code


def test_each_passphrase_opens_its_own_slot() -> None:
    head, officer = unlock(TWO, HEAD_WORDS), unlock(TWO, OFFICER_WORDS)
    assert head.content == HEAD
    assert officer.content == OFFICER
    assert head.slot_id != officer.slot_id


@pytest.mark.fault("UN-1")
def test_a_wrong_passphrase_is_told_from_damage() -> None:
    refuses("passphrase.wrong", lambda: unlock(FILE, "gudang beras lampu kertas"))
    refuses("passphrase.wrong", lambda: unlock(FILE, ""))


@pytest.mark.fault("UN-12", "UN-20", "MU-1")
def test_recovery_gives_the_store_and_the_extras_but_no_officers_key() -> None:
    found = recover(TWO, PROVINCE).content
    assert found == SlotContent(STORE_KEY, b"", b"", {"ca": b"kunci CA"})
    refuses("keyslot.recovery", lambda: recover(TWO, AgeIdentity.generate()))
    fresh = add_slot(TWO, found.store_key, "sandi baru yang panjang", OFFICER, RANDOM)
    assert unlock(fresh, "sandi baru yang panjang").content == OFFICER


def test_nothing_in_the_file_names_anybody_or_holds_a_key() -> None:
    for secret in (b"Siti", b"Budi", b"kunci", b"sertifikat", STORE_KEY, b"store_key", b"\x62ca"):
        assert secret not in TWO.replace(keyslot_file.RECOVERY.encode(), b"")
    assert "kunci" not in repr(unlock(TWO, HEAD_WORDS))
    assert repr(STORE_KEY) not in repr(HEAD)


def test_a_file_without_a_recipient_has_no_recovery(quick: None) -> None:
    alone = create(HEAD_WORDS, HEAD, [], FLOOR, RANDOM)
    assert unlock(alone, HEAD_WORDS).content == HEAD
    refuses("keyslot.recovery", lambda: recover(alone, PROVINCE))


@pytest.mark.fault("MU-9")
def test_a_passphrase_in_use_is_refused(quick: None) -> None:
    file = made()
    refuses("passphrase.taken", lambda: add_slot(file, STORE_KEY, HEAD_WORDS, OFFICER, RANDOM), Invalid)
    refuses("passphrase.short", lambda: add_slot(file, STORE_KEY, "pendek", OFFICER, RANDOM), Invalid)
    refuses("passphrase.short", lambda: create("pendek", HEAD, [], FLOOR, RANDOM), Invalid)


def test_removal(quick: None) -> None:
    two = add_slot(made(), STORE_KEY, OFFICER_WORDS, OFFICER, RANDOM)
    head, officer = unlock(two, HEAD_WORDS).slot_id, unlock(two, OFFICER_WORDS).slot_id
    one = remove_slot(two, STORE_KEY, head)
    refuses("passphrase.wrong", lambda: unlock(one, HEAD_WORDS))
    assert unlock(one, OFFICER_WORDS).slot_id == officer
    assert recover(one, PROVINCE).content.store_key == STORE_KEY
    refuses("keyslot.last", lambda: remove_slot(one, STORE_KEY, officer), NotAllowed)
    refuses("keyslot.unknown", lambda: remove_slot(one, STORE_KEY, head), Invalid)
    recovery = recover(one, PROVINCE).slot_id
    refuses("keyslot.unknown", lambda: remove_slot(one, STORE_KEY, recovery), Invalid)


@pytest.mark.fault("UN-6")
def test_only_a_holder_of_the_store_key_changes_the_file(quick: None) -> None:
    file = made()
    refuses("keyslot.damaged", lambda: remove_slot(file, bytes(32), unlock(file, HEAD_WORDS).slot_id))
    foreign = SlotContent(bytes(32), b"", b"", {})
    refuses("keyslot.damaged", lambda: add_slot(file, bytes(32), OFFICER_WORDS, foreign, RANDOM))
    with pytest.raises(ValueError, match=r"^every slot of a file holds the same store key$"):
        add_slot(file, STORE_KEY, OFFICER_WORDS, foreign, RANDOM)


def test_a_full_file_takes_no_more(quick: None) -> None:
    file = made()
    for number in range(keyslots.MAXIMUM_SLOTS - 2):
        file = add_slot(file, STORE_KEY, f"sandi panjang nomor {number}", OFFICER, RANDOM)
    refuses("keyslot.full", lambda: add_slot(file, STORE_KEY, OFFICER_WORDS, OFFICER, RANDOM), Invalid)
    big = SlotContent(STORE_KEY, b"", b"", {"besar": bytes(70_000)})
    refuses("keyslot.full", lambda: create(HEAD_WORDS, big, [], FLOOR, RANDOM), Invalid)


@pytest.mark.fault("UN-2")
def test_any_flipped_byte_is_damage_never_a_wrong_passphrase(quick: None) -> None:
    file = made()
    for place in range(len(file)):
        changed = bytearray(file)
        changed[place] ^= 1 << (place % 8)
        with pytest.raises(Unlockable) as caught:
            unlock(bytes(changed), HEAD_WORDS)
        assert caught.value.code == "keyslot.damaged"


@pytest.mark.fault("UN-3")
def test_cut_at_every_length_and_extended_is_damage(quick: None) -> None:
    file = made()
    for length in range(len(file)):
        refuses("keyslot.damaged", lambda length=length: unlock(file[:length], HEAD_WORDS))  # type: ignore[misc]
    refuses("keyslot.damaged", lambda: unlock(file + b"\x00", HEAD_WORDS))
    refuses("keyslot.damaged", lambda: unlock(bytes(65 * 1024), HEAD_WORDS))


Change = Callable[[dict[str, object]], object]


def rewritten(file: bytes, change: Change, *, checked: bool = True) -> bytes:
    """Change the file as an attacker can: anything, and the public checksum made right again."""
    fields = cbor2.loads(file)
    old = fields.pop("check")
    fields["slots"] = list(fields["slots"])
    change(fields)
    check = hashlib.sha256(cbor2.dumps(fields, canonical=True)).digest() if checked else old
    return cbor2.dumps(fields | {"check": check}, canonical=True)


def setter(name: str, value: object) -> Change:
    return lambda fields: fields.update({name: value})


BOMBS = [[64 * 1024 * 1024, 3, 1], [65536, 2**31, 1], [65536, 3, 255], [8, 1, 1], [65536, 2, 1]]


@pytest.mark.fault("UN-7", "UN-8")
@pytest.mark.parametrize("cost", BOMBS)
def test_cost_bombs_and_downgrades_are_refused_without_spending(cost: list[int]) -> None:
    resource = pytest.importorskip("resource", reason="memory is measured where the system tells it")
    bomb = rewritten(FILE, setter("kdf", cost))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refuses("keyslot.parameters", lambda: unlock(bomb, HEAD_WORDS))
    refuses("keyslot.parameters", lambda: recover(bomb, PROVINCE))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 2048  # KiB


def test_a_lawful_but_other_cost_or_salt_opens_nothing(quick: None) -> None:
    file = made()
    refuses("passphrase.wrong", lambda: unlock(rewritten(file, setter("kdf", [65536, 4, 1])), HEAD_WORDS))
    refuses("passphrase.wrong", lambda: unlock(rewritten(file, setter("salt", bytes(32))), HEAD_WORDS))
    refuses("keyslot.damaged", lambda: recover(rewritten(file, setter("kdf", [65536, 4, 1])), PROVINCE))


@pytest.mark.fault("UN-3")
@pytest.mark.parametrize(
    "change",
    [
        setter("format", 2),
        setter("format", True),
        setter("format", "1"),
        setter("kdf", [65536, 3]),
        setter("kdf", [65536, 3, True]),
        setter("kdf", "mahal"),
        setter("salt", bytes(31)),
        setter("salt", "teks"),
        setter("slots", {}),
        setter("slots", [1]),
        setter("slots", [{"id": bytes(16), "type": "passphrase"}]),
        setter("slots", [{"id": bytes(15), "type": "passphrase", "box": b""}]),
        setter("slots", [{"id": bytes(16), "type": "backdoor", "box": b""}]),
        setter("slots", [{"id": bytes(16), "type": ["passphrase"], "box": b""}]),
        setter("slots", [{"id": bytes(16), "type": "passphrase", "box": "teks"}]),
        setter("slots", [{"id": bytes(16), "type": "passphrase", "box": b""}] * 2),
        setter("slots", [[[[[[]]]]]]),
        setter("mac", 5),
        setter("mac", bytes(32)),
        setter("more", 1),
        lambda fields: fields.pop("mac"),
        lambda fields: fields["slots"].pop(),  # type: ignore[attr-defined]  # the recovery slot taken out
        lambda fields: fields["slots"].reverse(),  # type: ignore[attr-defined]
    ],
)
def test_every_change_of_structure_is_damage(change: Change, quick: None) -> None:
    refuses("keyslot.damaged", lambda: unlock(rewritten(made(), change), HEAD_WORDS))


def test_a_map_spelled_another_way_is_damage(quick: None) -> None:
    fields = cbor2.loads(made())
    refuses("keyslot.damaged", lambda: unlock(cbor2.dumps(dict(reversed(fields.items()))), HEAD_WORDS))
    refuses("keyslot.damaged", lambda: unlock(cbor2.dumps([1]), HEAD_WORDS))
    file = rewritten(made(), lambda _: None, checked=False)
    refuses("keyslot.damaged", lambda: unlock(file[:-1] + bytes([file[-1] ^ 1]), HEAD_WORDS))


@pytest.mark.fault("UN-6")
def test_slots_cannot_move_between_files_or_change_their_name(quick: None) -> None:
    mine, other = made(), create(HEAD_WORDS, HEAD, [], FLOOR, RANDOM)
    taken = cbor2.loads(other)["slots"][0]
    refuses("passphrase.wrong", lambda: unlock(rewritten(mine, setter("slots", [taken])), HEAD_WORDS))
    both = rewritten(mine, lambda fields: fields["slots"].append(taken))  # type: ignore[attr-defined]
    refuses("keyslot.damaged", lambda: unlock(both, HEAD_WORDS))
    renamed = rewritten(mine, lambda fields: fields["slots"][0].update({"id": bytes(16)}))  # type: ignore[index]
    refuses("passphrase.wrong", lambda: unlock(renamed, HEAD_WORDS))


def test_a_slot_with_a_need_of_a_later_program_is_kept_and_passed_over(quick: None) -> None:
    file = keyslot_file.parse(made())
    keyed = keyslot_file.Slot(RANDOM(16), keyslot_file.OFFICER_WITH_KEY, RANDOM(80), Need("tpm", b"", RANDOM(32)))
    data = keyslot_file.write(file.parameters, file.salt, (keyed, *file.slots), STORE_KEY)
    refuses("second.missing", lambda: unlock(data, OFFICER_WORDS))
    assert unlock(data, HEAD_WORDS).content == HEAD
    added = add_slot(data, STORE_KEY, OFFICER_WORDS, OFFICER, RANDOM)
    assert keyed in keyslot_file.parse(added).slots
    assert len(keyslot_file.parse(remove_slot(data, STORE_KEY, unlock(data, HEAD_WORDS).slot_id)).slots) == 2


def forged_recovery(box: bytes, store_key: bytes = STORE_KEY) -> bytes:
    """Put another recovery box into a file: its recipient is public, so anybody can seal one."""
    fields = cbor2.loads(FILE)
    del fields["check"]
    fields["slots"] = [{"id": bytes(16), "type": "recovery", "box": box}]
    bare = {name: fields[name] for name in ("format", "kdf", "salt", "slots")}
    fields["mac"] = mac(derive(store_key, SLOT_MAC), cbor2.dumps(bare, canonical=True))
    return cbor2.dumps(fields | {"check": hashlib.sha256(cbor2.dumps(fields, canonical=True)).digest()}, canonical=True)


WHOLE = {"store_key": STORE_KEY, "officer_key": b"", "certificate": b"", "extras": {}}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        [],
        {},
        WHOLE | {"store_key": bytes(31)},
        WHOLE | {"store_key": "teks"},
        WHOLE | {"extras": []},
        WHOLE | {"extras": {"ca": "teks"}},
        WHOLE | {"extras": {1: b""}},
        WHOLE | {"more": b""},
    ],
)
def test_strange_content_in_a_recovery_box_is_damage(content: object) -> None:
    box = seal(cbor2.dumps(content, canonical=True), [PROVINCE.recipient])
    with pytest.raises(Unlockable) as told:
        recover(forged_recovery(box), PROVINCE)
    assert (told.value.code, told.value.details) == ("keyslot.damaged", {"where": "content"})


@pytest.mark.fault("UN-20")
def test_a_recovery_box_with_a_key_of_somebody_else_does_not_prove_the_file() -> None:
    good = seal(cbor2.dumps(WHOLE, canonical=True), [PROVINCE.recipient])
    assert recover(forged_recovery(good), PROVINCE).content.store_key == STORE_KEY
    refuses("keyslot.damaged", lambda: recover(forged_recovery(good, bytes(32)), PROVINCE))
    refuses("keyslot.damaged", lambda: recover(forged_recovery(good[:-1]), PROVINCE))
    with pytest.raises(Unlockable) as told:
        recover(forged_recovery(good[:-1]), PROVINCE)
    assert told.value.details == {"where": "recovery"}
