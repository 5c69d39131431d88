"""Labels keep uses apart; the labelled hash keeps parts apart."""

from __future__ import annotations

import hashlib

from core.crypto import labels


def test_all_labels_are_distinct_and_well_formed() -> None:
    assert len(labels.ALL) > 25
    assert len(set(labels.ALL)) == len(labels.ALL)
    assert all(label.startswith(b"posko/") and label.endswith(b"/1") and b"\x00" not in label for label in labels.ALL)


def test_labelled_hash_is_the_documented_formula() -> None:
    expected = hashlib.sha256(b"posko/part/1\x00" + (4).to_bytes(8, "big") + b"salt" + (2).to_bytes(8, "big") + b"ab").digest()
    assert labels.labelled_hash(labels.PART, b"salt", b"ab") == expected


def test_moving_a_byte_between_parts_or_labels_changes_the_hash() -> None:
    assert labels.labelled_hash(labels.PART, b"ab", b"c") != labels.labelled_hash(labels.PART, b"a", b"bc")
    assert labels.labelled_hash(labels.PART, b"") != labels.labelled_hash(labels.PART)
    assert labels.labelled_hash(labels.PART, b"x") != labels.labelled_hash(labels.ENTRY_DIGEST, b"x")
