"""A slot that needs more than a passphrase: what opens it, what takes the need away, and golden bytes of both kinds."""

from __future__ import annotations

import hashlib
import hmac
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cbor2
import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from core.crypto import keyslot_file, keyslots
from core.crypto.boxes import lock_box, open_box
from core.crypto.kdf import FLOOR, KdfParameters
from core.crypto.key_file import LEAST_BYTES, KeyFile
from core.crypto.keyslots import SlotContent, add_slot, change_way, create, needs, rewrite_slots, unlock
from core.crypto.second_factor import KEY_FILE, TOKEN, Brought, Need
from core.domain.errors import Invalid, Refused, Unlockable
from tests.vectors import make_slots

RANDOM = random.Random(23).randbytes
STORE_KEY = RANDOM(32)
HEAD = SlotContent(STORE_KEY, b"kunci kepala", b"sertifikat: Siti Aminah", {"ca": b"kunci CA"})
OFFICER = SlotContent(STORE_KEY, b"kunci petugas", b"sertifikat: Budi Santoso", {})
HEAD_WORDS, OFFICER_WORDS, NEW_WORDS = "gudang beras lampu sungai", "kertas bambu pintu hijau", "payung merah di atas meja"
NEED = Need(KEY_FILE)


class Known:
    """A second thing whose secret is known; remembers what it handed out, to see that it was wiped."""

    def __init__(self, secret: bytes, kind: str = KEY_FILE) -> None:
        self._secret, self.kind, self.given = secret, kind, list[bytearray]()

    def secret_for(self, need: Need) -> bytearray | None:
        self.given.append(bytearray(self._secret))
        return self.given[-1]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> list[bytearray]:
    """Stretch by a plain hash; gives everything that was stretched."""
    made: list[bytearray] = []

    def plain_hash(passphrase: bytes, salt: bytes, parameters: object) -> bytearray:
        made.append(bytearray(hashlib.sha256(salt + repr(parameters).encode() + passphrase).digest()))
        return made[-1]

    monkeypatch.setattr(keyslots, "stretch", plain_hash)
    return made


@pytest.fixture
def two() -> bytes:
    """A head with a passphrase alone, an officer who needs the second thing ``b"s" * 32``."""
    plain = add_slot(create(HEAD_WORDS, HEAD, [], FLOOR, RANDOM), STORE_KEY, OFFICER_WORDS, OFFICER, RANDOM)
    return change_way(plain, unlock(plain, OFFICER_WORDS), Brought(OFFICER_WORDS, Known(b"s" * 32)), NEED, RANDOM)


def refuses(code: str, work: Callable[[], object], kind: type[Refused] = Unlockable) -> None:
    with pytest.raises(kind) as caught:
        work()
    assert caught.value.code == code


def test_both_open_it_and_one_alone_does_not(two: bytes) -> None:
    opened = unlock(two, Brought(OFFICER_WORDS, Known(b"s" * 32)))
    assert (opened.content, opened.need) == (OFFICER, NEED)
    refuses("second.missing", lambda: unlock(two, OFFICER_WORDS))
    refuses("second.wrong", lambda: unlock(two, Brought(OFFICER_WORDS, Known(b"t" * 32))))
    refuses("second.wrong", lambda: unlock(two, Brought("bukan kata sandinya", Known(b"s" * 32))))
    refuses("passphrase.wrong", lambda: unlock(two, Brought(OFFICER_WORDS, Known(b"s" * 32, TOKEN))))
    assert unlock(two, HEAD_WORDS).content == HEAD, "the other officer needs nothing more"
    assert unlock(two, Brought(HEAD_WORDS, Known(b"s" * 32))).content == HEAD, "and may bring something all the same"
    assert needs(two) == {opened.slot_id: KEY_FILE} and needs(create(HEAD_WORDS, HEAD, [], FLOOR, RANDOM)) == {}


def test_where_nobody_needs_more_a_wrong_passphrase_is_a_wrong_passphrase() -> None:
    plain = create(HEAD_WORDS, HEAD, [], FLOOR, RANDOM)
    refuses("passphrase.wrong", lambda: unlock(plain, OFFICER_WORDS))
    refuses("passphrase.wrong", lambda: unlock(plain, Brought(OFFICER_WORDS, Known(b"s" * 32))))


def test_the_same_passphrase_with_the_second_thing_is_another_officer(two: bytes) -> None:
    """Nobody can see that the passphrase of a slot with a need is taken; whoever brings the second thing is meant."""
    three = add_slot(two, STORE_KEY, OFFICER_WORDS, HEAD, RANDOM)
    assert unlock(three, OFFICER_WORDS).content == HEAD
    assert unlock(three, Brought(OFFICER_WORDS, Known(b"s" * 32))).content == OFFICER


def reforged(file: bytes, change: Callable[[keyslot_file.KeyslotFile], tuple[keyslot_file.Slot, ...]]) -> bytes:
    """A file whose slots somebody changed who even has the store key: only the slot's own box can still tell."""
    read = keyslot_file.parse(file)
    return keyslot_file.write(read.parameters, read.salt, change(read), STORE_KEY)


@pytest.mark.fault("UN-6")
def test_the_need_cannot_be_taken_away_or_changed(two: bytes) -> None:
    keyed = next(slot for slot in keyslot_file.parse(two).slots if slot.need is not None)

    def slots(*changed: keyslot_file.Slot) -> bytes:
        return reforged(two, lambda file: (*(slot for slot in file.slots if slot.need is None), *changed))

    bare = keyslot_file.Slot(keyed.id, keyslot_file.OFFICER, keyed.box)
    refuses("passphrase.wrong", lambda: unlock(slots(bare), OFFICER_WORDS))
    for need in (Need(TOKEN), Need(KEY_FILE, b"x"), Need(KEY_FILE, b"", b"x")):
        other = slots(keyslot_file.Slot(keyed.id, keyed.kind, keyed.box, need))
        refuses("second.wrong", lambda other=other, need=need: unlock(other, Brought(OFFICER_WORDS, Known(b"s" * 32, need.kind))))  # type: ignore[misc]
    renamed = slots(keyslot_file.Slot(RANDOM(16), keyed.kind, keyed.box, keyed.need))
    refuses("second.wrong", lambda: unlock(renamed, Brought(OFFICER_WORDS, Known(b"s" * 32))))
    assert unlock(slots(keyed), Brought(OFFICER_WORDS, Known(b"s" * 32))).content == OFFICER, "control"


def test_the_header_alone_tells(two: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control of the test above: with the right key, only another header refuses."""
    file = keyslot_file.parse(two)
    keyed = next(slot for slot in file.slots if slot.need is not None)
    key = RANDOM(32)
    box = lock_box(key, b"isi", file.header_of(keyed.id, keyed.kind, keyed.need), RANDOM)
    assert open_box(key, box, file.header_of(keyed.id, keyed.kind, keyed.need)) == b"isi"
    for header in (file.header_of(keyed.id, keyed.kind), file.header_of(keyed.id, keyslot_file.OFFICER, keyed.need)):
        with pytest.raises(Refused):
            open_box(key, box, header)


@pytest.mark.parametrize("box", [b"", b"\x00" * 80, cbor2.dumps(["keyfile", b"", b""]), cbor2.dumps(["", b"", b"", b"x"])])
def test_a_strange_need_is_damage(two: bytes, box: bytes) -> None:
    fields = cbor2.loads(two)
    del fields["check"]
    fields["slots"] = [dict(slot) for slot in fields["slots"]]
    next(slot for slot in fields["slots"] if slot["type"] == "passphrase+token")["box"] = box
    check = hashlib.sha256(cbor2.dumps(fields, canonical=True)).digest()
    refuses("keyslot.damaged", lambda: unlock(cbor2.dumps(fields | {"check": check}, canonical=True), HEAD_WORDS))


def test_another_passphrase(two: bytes) -> None:
    head = unlock(two, HEAD_WORDS)
    changed = change_way(two, head, NEW_WORDS, None, RANDOM)
    assert unlock(changed, NEW_WORDS) == head
    refuses("second.missing", lambda: unlock(changed, HEAD_WORDS))
    keyed = unlock(two, Brought(OFFICER_WORDS, Known(b"s" * 32)))
    changed = change_way(two, keyed, Brought(NEW_WORDS, Known(b"s" * 32)), keyed.need, RANDOM)
    assert unlock(changed, Brought(NEW_WORDS, Known(b"s" * 32))) == keyed
    refuses("second.wrong", lambda: unlock(changed, Brought(OFFICER_WORDS, Known(b"s" * 32))))
    refuses("passphrase.taken", lambda: change_way(two, keyed, HEAD_WORDS, None, RANDOM), Invalid)
    refuses("passphrase.short", lambda: change_way(two, keyed, "pendek", None, RANDOM), Invalid)
    refuses("second.wrong", lambda: change_way(two, head, NEW_WORDS, NEED, RANDOM))
    gone = keyslots.remove_slot(two, STORE_KEY, keyed.slot_id)
    refuses("keyslot.unknown", lambda: change_way(gone, keyed, NEW_WORDS, None, RANDOM), Invalid)


def test_a_slot_written_anew_keeps_its_need(two: bytes) -> None:
    fresh = rewrite_slots(two, [HEAD_WORDS, Brought(OFFICER_WORDS, Known(b"s" * 32))], lambda content: content, RANDOM)
    assert unlock(fresh, Brought(OFFICER_WORDS, Known(b"s" * 32))) == unlock(two, Brought(OFFICER_WORDS, Known(b"s" * 32)))
    refuses("second.missing", lambda: rewrite_slots(two, [OFFICER_WORDS], lambda content: content, RANDOM))


def test_every_secret_is_wiped(two: bytes, quick: list[bytearray]) -> None:
    second = Known(b"s" * 32)
    unlock(two, Brought(OFFICER_WORDS, second))
    refuses("second.wrong", lambda: unlock(two, Brought("bukan kata sandinya", second)))
    opened = unlock(two, Brought(OFFICER_WORDS, second))
    change_way(two, opened, Brought(NEW_WORDS, second), NEED, RANDOM)
    assert len(second.given) == 4 and len(quick) >= 6
    assert not any(map(any, [*second.given, *quick]))


def test_a_key_file(tmp_path: Path) -> None:
    path = tmp_path / "kunci"
    refuses("key_file.missing", lambda: KeyFile(path))
    refuses("key_file.unreadable", lambda: KeyFile(tmp_path))
    path.write_bytes(bytes(LEAST_BYTES - 1))
    refuses("key_file.size", lambda: KeyFile(path))
    path.write_bytes(bytes(LEAST_BYTES))
    assert KeyFile(path).secret_for(NEED) == hashlib.sha256(bytes(LEAST_BYTES)).digest(), "the least is enough"
    content = RANDOM(200_000)
    path.write_bytes(content)
    read = KeyFile(path)
    answer = read.secret_for(NEED)
    assert answer == hashlib.sha256(content).digest() and read.secret_for(Need(TOKEN)) is None
    read.wipe()
    assert read.secret_for(NEED) == bytes(32) and any(answer), "each who asks has bytes of his own"


def second_reader(file: bytes, passphrase: bytes, second: bytes | None) -> bytes | None:
    """The slot's content by the page alone: nothing of the program's own code."""
    fields = cbor2.loads(file)
    memory, passes, lanes = fields["kdf"]
    stretched = Argon2id(salt=fields["salt"], length=32, iterations=passes, lanes=lanes, memory_cost=memory).derive(passphrase)
    for slot in fields["slots"]:
        bound, box, label, material = [1, fields["kdf"], fields["salt"], slot["id"], slot["type"]], slot["box"], "", stretched
        if slot["type"] == "passphrase+token" and second is not None:
            *need, box = cbor2.loads(box)
            bound.append(need)
            label, material = "two/", stretched + second
        pseudo = hmac.digest(bytes(32), material, "sha256")
        key = hmac.digest(pseudo, f"posko/slot/kek/{label}1".encode() + b"\x00" + slot["id"] + b"\x01", "sha256")
        aad = b"posko/slot/header/1" + cbor2.dumps(bound, canonical=True)
        try:
            return ChaCha20Poly1305(key).decrypt(box[:12], box[12:], aad)
        except Exception:  # noqa: S112 - the next one may be it
            continue
    return None


@pytest.mark.parametrize("name", make_slots.NAMES)
def test_golden_files_open_here_and_by_the_page_alone(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # the real stretch
    file, secret = make_slots.committed(name), make_slots.SECRETS.get(name)
    way = make_slots.PASSPHRASE if secret is None else Brought(make_slots.PASSPHRASE, Known(secret, name))
    assert unlock(file, way).content == make_slots.CONTENT
    plain = second_reader(file, make_slots.PASSPHRASE.encode(), secret)
    assert plain is not None and cbor2.loads(plain)["officer_key"] == make_slots.CONTENT.officer_key_der
    assert second_reader(file, b"salah", secret) is None, "control"
    assert make_slots.make(name) == file, "what is written today is what was committed"
    cost = keyslot_file.parse(file).parameters
    assert cost == KdfParameters(64 * 1024, 3, 1)


@pytest.mark.parametrize(
    ("need", "fits"),
    [
        (["x", b"", b"", b""], True),
        (["x" * 16, b"c" * 1024, b"s" * 32, b"b"], True),
        (["", b"", b"", b""], False),
        (["x" * 17, b"", b"", b""], False),
        (["x", b"c" * 1025, b"", b""], False),
        (["x", b"", b"s" * 33, b""], False),
        ([b"x", b"", b"", b""], False),
        (["x", "", b"", b""], False),
        (["x", b"", "", b""], False),
        (["x", b"", b"", ""], False),
        (["x", b"", b""], False),
        (["x", b"", b"", b"", b""], False),
        ({}, False),
    ],
)
def test_the_bounds_of_what_a_slot_may_need(need: Any, *, fits: bool) -> None:
    data = keyslot_file.encode(need)
    if fits:
        assert keyslot_file._slot_with_need(b"i" * 16, data) == keyslot_file.Slot(
            b"i" * 16, keyslot_file.OFFICER_WITH_KEY, need[3], Need(*need[:3])
        )
    else:
        with pytest.raises(Unlockable) as caught:
            keyslot_file._slot_with_need(b"i" * 16, data)
        assert (caught.value.code, caught.value.details) == ("keyslot.damaged", {"where": "need"})
