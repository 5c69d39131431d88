"""The tree of a day: roots and paths by RFC 6962 itself, the leaves' labels, and what makes a tree whole."""

from __future__ import annotations

import hashlib

import msgspec
import pytest

from core.domain import proof
from core.domain.errors import Invalid
from core.domain.proof import DayTimestamped, DayTimestampedFacts, DayTimestampedStory

LEAVES = [bytes([number]) * 32 for number in range(33)]


def by_the_book(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1, as it is written there."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + by_the_book(leaves[:split]) + by_the_book(leaves[split:])).digest()


def labelled(label: bytes, *parts: bytes) -> bytes:
    return hashlib.sha256(label + b"\x00" + b"".join(len(part).to_bytes(8, "big") + part for part in parts)).digest()


@pytest.mark.parametrize("size", range(34))
def test_roots_and_paths_are_those_of_the_standard(size: int) -> None:
    leaves = LEAVES[:size]
    root = proof.root_of(leaves)
    assert root == by_the_book(leaves)
    for place, leaf in enumerate(leaves):
        path = proof.path_to(leaves, place)
        assert proof.root_from(leaf, place, size, path) == root
        assert proof.root_from(leaf, place, size, [*path, leaf]) is None
        assert size == 1 or proof.root_from(leaf, place, size, path[:-1]) is None
        assert proof.root_from(leaf, size, size, path) is None
        assert proof.root_from(leaf, -1, size, path) is None


def test_the_smallest_tree_is_its_leaf_at_place_zero() -> None:
    assert proof.path_to(LEAVES[:1], 0) == []
    assert proof.root_from(LEAVES[0], 0, 1, []) == hashlib.sha256(b"\x00" + LEAVES[0]).digest()
    assert proof.root_from(LEAVES[0], 0, 0, []) is None


def test_leaves_bear_labels_of_their_own() -> None:
    content = bytes(range(32))
    assert proof.document_leaf(b"id", content, b"range") == labelled(b"posko/time/document/1", b"id", content[:16], b"range")
    assert proof.head_leaf(b"stream", 258, b"digest") == labelled(
        b"posko/time/head/1", b"stream", (258).to_bytes(8, "big"), b"digest"
    )
    assert proof.renewed_leaf(b"root", b"token") == labelled(b"posko/time/renewed/1", b"root", b"token")


def stamped(leaves: bytes, **changes: object) -> DayTimestamped:
    facts = DayTimestampedFacts(
        day="2024-10-05", root=proof.root_of(proof.split(leaves)), size=len(leaves) // 32, count=0, token=b"t", authority=b""
    )
    return DayTimestamped(msgspec.structs.replace(facts, **changes), DayTimestampedStory(leaves=leaves))


def test_a_tree_is_whole_where_leaves_size_and_root_fit() -> None:
    three = b"".join(LEAVES[:3])
    assert proof.is_whole(stamped(three))
    assert proof.is_whole(stamped(three, count=3, token=bytes(proof.TOKEN_LIMIT)))
    assert not proof.is_whole(stamped(three, count=4))
    assert not proof.is_whole(stamped(three, count=-1))
    assert not proof.is_whole(stamped(three, size=2))
    assert not proof.is_whole(stamped(three, root=bytes(32)))
    assert not proof.is_whole(stamped(three, token=bytes(proof.TOKEN_LIMIT + 1)))
    assert not proof.is_whole(stamped(three + b"x", size=4))
    assert not proof.is_whole(stamped(b""))
    assert not proof.is_whole(DayTimestamped(None, DayTimestampedStory(leaves=three)))
    assert not proof.is_whole(DayTimestamped(stamped(three).facts))


def test_a_tree_holds_as_many_leaves_as_one_entry_carries() -> None:
    most = bytes(32 * proof.MAX_LEAVES)
    assert proof.is_whole(stamped(most))
    assert not proof.is_whole(stamped(most + bytes(32)))


def test_leaves_are_split_every_32_bytes() -> None:
    assert proof.split(bytes(65)) == [bytes(32), bytes(32), bytes(1)]
    assert proof.split(b"") == []


def test_a_revocation_has_a_reason_of_the_list_and_a_moment_of_the_calendar() -> None:
    for reason in proof.REASONS:
        assert proof.check_reason(reason) == reason
    with pytest.raises(Invalid) as caught:
        proof.check_reason("none")
    assert (caught.value.code, caught.value.details) == ("revocation.reason", {"allowed": ", ".join(proof.REASONS)})
    for since in (0, proof.LAST_MOMENT - 1):
        assert proof.check_since(since) == since
    for since in (-1, proof.LAST_MOMENT):
        with pytest.raises(Invalid) as caught:
            proof.check_since(since)
        assert caught.value.code == "revocation.time"
