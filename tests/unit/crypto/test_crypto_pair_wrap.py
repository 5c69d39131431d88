"""A copy of a secret for two officers: both open it, either alone does not, whatever he has of the rest."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace
from itertools import combinations

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from core.crypto import keyslots
from core.crypto.boxes import KEY_BYTES, derive, open_box
from core.crypto.kdf import FLOOR
from core.crypto.keyslots import SlotContent
from core.crypto.labels import IDENTITY_PAIR
from core.crypto.pair_wrap import OfficerShare, PairBox, unwrap, wrap
from core.crypto.signing import SigningKey
from core.domain.errors import Unlockable, Untrusted

RANDOM = random.Random(15).randbytes
SECRET, CONTEXT = b"AGE-SECRET-KEY-1CONTOH", b"provinsi"
ANI, BUDI, CITRA = (OfficerShare.of(SigningKey.generate(RANDOM)) for _ in range(3))
BOX = wrap(SECRET, ANI.public, BUDI.public, CONTEXT, RANDOM)


def test_both_open_it_in_whatever_order() -> None:
    assert unwrap(BOX, ANI, BUDI, CONTEXT) == unwrap(BOX, BUDI, ANI, CONTEXT) == SECRET
    assert wrap(SECRET, BUDI.public, ANI.public, CONTEXT, RANDOM) != BOX, "every copy has a fresh key"


@pytest.mark.fault("MU-6")
def test_one_alone_does_not_with_all_the_rest() -> None:
    """Control: with the other's agreement the same computation opens it."""

    def key(first: bytes, second: bytes) -> bytes:
        low, high = sorted((ANI.public, BUDI.public))
        return derive(first + second, IDENTITY_PAIR, BOX.fresh + low + high)

    def agreed(share: OfficerShare, other: bytes) -> bytes:
        return share.private.exchange(X25519PublicKey.from_public_bytes(other))

    low, high = sorted((ANI, BUDI), key=lambda share: share.public)
    assert open_box(key(agreed(low, BOX.fresh), agreed(high, BOX.fresh)), BOX.box, IDENTITY_PAIR + CONTEXT) == SECRET
    for own in (ANI, BUDI):
        other = BUDI if own is ANI else ANI
        known = [agreed(own, BOX.fresh), agreed(own, other.public), own.public, other.public, BOX.fresh, bytes(KEY_BYTES), b""]
        for first in known:
            for second in known:
                with pytest.raises(Untrusted):
                    open_box(key(first, second), BOX.box, IDENTITY_PAIR + CONTEXT)
        for one, two in ((own, own), (own, CITRA), (CITRA, own)):
            with pytest.raises(Untrusted):
                unwrap(BOX, one, two, CONTEXT)


def test_another_meaning_or_any_damage_opens_nothing() -> None:
    for spoiled in (
        replace(BOX, box=BOX.box[:-1] + bytes([BOX.box[-1] ^ 1])),
        PairBox(CITRA.public, BOX.box),
        PairBox(bytes(KEY_BYTES), BOX.box),
        PairBox(b"short", BOX.box),
    ):
        with pytest.raises(Untrusted):
            unwrap(spoiled, ANI, BUDI, CONTEXT)
    with pytest.raises(Untrusted):
        unwrap(BOX, ANI, BUDI, b"provinsi lain")
    with pytest.raises(ValueError, match="two officers"):
        wrap(SECRET, ANI.public, ANI.public, CONTEXT, RANDOM)


def test_an_officers_share_follows_from_his_key_alone() -> None:
    key = SigningKey.generate(RANDOM)
    again = SigningKey.from_der(key.to_der())
    assert OfficerShare.of(key).public == OfficerShare.of(again).public, "another passphrase changes nothing"
    assert len({share.public for share in (ANI, BUDI, CITRA)}) == 3
    assert "private" not in repr(ANI)


def test_slots_are_written_anew_for_those_who_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyslots, "stretch", lambda words, salt, _cost: bytearray(hashlib.sha256(salt + words).digest()))
    store = RANDOM(32)
    words = ["gudang beras lampu", "kertas bambu pintu", "sungai batu pagar"]
    contents = [SlotContent(store, b"k%d" % n, b"c%d" % n, {"identities": SECRET, "ca": b"ca"}) for n in range(3)]
    file = keyslots.create(words[0], contents[0], [], FLOOR, RANDOM)
    for phrase, content in zip(words[1:], contents[1:], strict=True):
        file = keyslots.add_slot(file, store, phrase, content, RANDOM)

    def emptied(content: SlotContent) -> SlotContent:
        return replace(content, extras={"ca": content.extras["ca"]})

    fresh = keyslots.rewrite_slots(file, words[:2], emptied, RANDOM)
    assert [set(keyslots.unlock(fresh, phrase).content.extras) for phrase in words] == [{"ca"}, {"ca"}, {"ca", "identities"}]
    alone = keyslots.rewrite_slots(file, words[:2], emptied, RANDOM, others=False)
    for phrase, file_of in ((words[2], alone), ("bukan siapa-siapa", fresh)):
        with pytest.raises(Unlockable, match=r"passphrase\.wrong"):
            keyslots.unlock(file_of, phrase)
    with pytest.raises(Unlockable, match=r"passphrase\.wrong"):
        keyslots.rewrite_slots(file, [words[0], "bukan siapa-siapa"], emptied, RANDOM)
    assert all(one.content != other.content for one, other in combinations([keyslots.unlock(fresh, w) for w in words], 2))
