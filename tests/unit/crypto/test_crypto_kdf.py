"""Argon2id cost, its limits, its choice, and what counts as a passphrase."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from core.crypto import kdf
from core.crypto.kdf import FLOOR, KdfParameters, accept_passphrase, calibrate, passphrase_bytes, stretch
from core.crypto.strength import strength
from core.domain.errors import Invalid, Unlockable


@pytest.mark.fault("UN-7")
@pytest.mark.parametrize(
    "cost",
    [
        (64 * 1024 - 1, 3, 1),
        (64 * 1024, 2, 1),
        (64 * 1024, 3, 0),
        (512 * 1024 + 1, 3, 1),
        (64 * 1024, 21, 1),
        (64 * 1024, 3, 9),
        (-1, 3, 1),
        (64 * 1024 * 1024, 3, 1),  # 64 GiB
        (2**40, 2**40, 2**40),
    ],
)
def test_cost_outside_the_limits_is_refused_at_once(cost: tuple[int, int, int]) -> None:
    started = time.perf_counter()
    with pytest.raises(Unlockable) as caught:
        KdfParameters(*cost)
    assert caught.value.code == "keyslot.parameters"
    assert time.perf_counter() - started < 1


def test_the_limits_themselves_are_lawful() -> None:
    assert KdfParameters(64 * 1024, 3, 1) == FLOOR
    assert KdfParameters(512 * 1024, 20, 8).lanes == 8


def test_stretch_is_argon2id() -> None:
    expected = Argon2id(salt=bytes(32), length=32, iterations=3, lanes=1, memory_cost=65536).derive(b"kata")
    assert stretch(b"kata", bytes(32), FLOOR) == expected


def ticking(seconds: float) -> Callable[[], float]:
    """A clock on which the trial took so long."""
    readings = iter([100.0, 100.0 + seconds])
    return lambda: next(readings)


@pytest.mark.parametrize(
    ("seconds_at_floor", "expected"),
    [
        (5.0, (65536, 3)),  # an old laptop stays at the floor
        (0.8, (65536, 3)),
        (0.3, (65536, 8)),
        (0.175, (65536, 13)),
        (0.119, (65536, 20)),
        (0.08, (98304, 20)),  # passes are used up, memory grows
        (0.01, (131072, 20)),
        (0.0, (131072, 20)),  # a clock that stands still
    ],
)
def test_calibration_raises_passes_then_memory(
    seconds_at_floor: float, expected: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kdf, "stretch", lambda *_: bytes(32))
    chosen = calibrate(ticking(seconds_at_floor))
    assert (chosen.memory_kib, chosen.passes, chosen.lanes) == (*expected, 1)


def test_calibration_on_this_machine_gives_lawful_cost() -> None:
    assert calibrate(time.perf_counter, target_seconds=0.01) == FLOOR


@pytest.mark.fault("UN-16")
def test_a_passphrase_is_the_same_however_it_was_composed() -> None:
    composed, split = "kafé di ujung jalan", unicodedata.normalize("NFD", "kafé di ujung jalan")
    assert composed != split
    assert passphrase_bytes(split) == passphrase_bytes(composed) == accept_passphrase(split)
    assert passphrase_bytes("Kafé") != passphrase_bytes("kafé")
    assert passphrase_bytes("\ud800")  # a broken clipboard is a wrong passphrase, not a crash


@pytest.mark.fault("UN-16")
@pytest.mark.parametrize(
    ("text", "code"), [("", "passphrase.short"), ("a" * 11, "passphrase.short"), ("a" * 1025, "passphrase.long")]
)
def test_too_short_or_too_long_is_refused_when_set(text: str, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        accept_passphrase(text)
    assert caught.value.code == code


def test_length_is_counted_in_characters_as_seen() -> None:
    with pytest.raises(Invalid):
        accept_passphrase(unicodedata.normalize("NFD", "é" * 11))
    assert accept_passphrase("a" * 12) == b"a" * 12


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("", 0),
        ("pendek", 0),
        ("aaaaaaaaaaaa", 0),
        ("abcabcabcabc", 0),
        ("123456789012", 0),
        ("qwertyuiopas", 0),
        ("passwordpassword", 0),
        ("posko posko posko", 0),
        ("netralitas2027", 1),
        ("gudang beras", 0),
        ("gudang beras lampu", 1),
        ("gudang beras lampu sungai", 2),
        ("gudang beras lampu sungai kertas", 3),
        ("gudang beras lampu sungai kertas bambu", 4),
        ("83kd-92mx.71qz+55", 4),
        ("9274 8163 5029", 1),
        ("q9m97w137987", 3),  # what is left at its end is shorter than a run, and continues none
        ("9876543210zz", 0),
        ("poiuytrewq12", 0),
        ("                ", 0),
    ],
)
def test_strength_is_modest_about_what_people_choose(text: str, level: int) -> None:
    assert strength(text) == level
