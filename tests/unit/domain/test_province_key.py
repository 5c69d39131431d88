"""Which key of the province counts: the same from the same entries in any order, and nobody jumps ahead of all to come."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import Invalid
from core.domain.ids import CommandId
from core.domain.province_key import (
    MAX_GENERATION,
    InForce,
    KeyNamed,
    KeyPublishedFacts,
    Published,
    ReplaceKey,
    check,
    is_well_formed,
    newest,
)

FOUNDED = InForce("age1lama", 0)
entries = st.lists(
    st.builds(
        Published,
        generation=st.integers(1, 4),
        recipient=st.sampled_from(["age1a", "age1b", "age1c"]),
        order=st.tuples(st.integers(0, 3), st.integers(0, 3), st.binary(min_size=2, max_size=2)),
    ),
    max_size=8,
    unique_by=lambda each: each.order,
)


@given(entries, st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_recipient(found: list[Published], chance: object) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert newest(FOUNDED, found) == newest(FOUNDED, shuffled) == newest(FOUNDED, [*found, *shuffled])


@given(entries)
def test_generations_are_taken_one_by_one(found: list[Published]) -> None:
    chosen = newest(FOUNDED, found)
    held = {each.generation for each in found}
    assert set(range(1, chosen.generation + 1)) <= held and chosen.generation + 1 not in held
    rivals = [each for each in found if each.generation == chosen.generation]
    assert not rivals or chosen.recipient == max(rivals, key=lambda each: each.order).recipient


@given(entries, entries)
def test_who_learns_more_never_goes_back_a_generation(found: list[Published], more: list[Published]) -> None:
    assert newest(FOUNDED, [*found, *more]).generation >= newest(FOUNDED, found).generation


def test_a_lower_generation_and_one_with_a_gap_before_it_change_nothing() -> None:
    second = InForce("age1kit", 2)
    assert newest(second, [Published(1, "age1a", (9, 1, b"a"))]) == second
    assert newest(second, [Published(4, "age1d", (9, 1, b"a"))]) == second
    assert newest(second, [Published(4, "age1d", (9, 1, b"a")), Published(3, "age1c", (1, 1, b"b"))]) == InForce("age1d", 4)


def test_the_kits_own_generation_waits_for_its_entry_before_a_rival_counts() -> None:
    kit, own, rival = InForce("age1kit", 2), Published(2, "age1kit", (5, 1, b"a")), Published(2, "age1lain", (7, 1, b"b"))
    assert newest(kit, [rival]) == kit
    assert newest(kit, [own, rival]) == newest(kit, [rival, own]) == InForce("age1lain", 2)


@pytest.mark.parametrize(
    ("purpose", "generation", "right"),
    [("reports", 1, True), ("reports", 0, False), ("root", 1, False), ("recovery", MAX_GENERATION + 1, False)],
)
def test_what_is_malformed_is_known(purpose: str, generation: int, right: bool) -> None:
    facts = KeyPublishedFacts(purpose=purpose, recipient="age1", generation=generation, reason="planned", since="2024-01-01")
    assert is_well_formed(facts) is right
    assert is_well_formed(KeyNamed(purpose="reports", recipient="age1", generation=0))


@pytest.mark.parametrize(
    ("purpose", "reason", "since", "code"),
    [
        ("akar", "lost", "2024-01-01", "keys.purpose"),
        ("reports", "", "2024-01-01", "keys.reason"),
        ("reports", "lost", "1 Januari", "keys.since"),
        ("reports", "lost", "2024-01-03", "keys.since"),
        ("reports", "lost", "2023-12-30", "keys.since_before"),
        ("reports", "lost", "1990-01-01", "keys.since_before"),
    ],
)
def test_what_is_asked_for_is_checked(purpose: str, reason: str, since: str, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        check(ReplaceKey(CommandId(b""), purpose, reason, since), date(2024, 1, 2), date(2023, 12, 31))
    assert caught.value.code == code
    for day in ("2023-12-31", "2024-01-02"):
        command = ReplaceKey(CommandId(b""), "recovery", "copied", day)
        assert check(command, date(2024, 1, 2), date(2023, 12, 31)).isoformat() == day
    ahead = ReplaceKey(CommandId(b""), "recovery", "copied", "2024-01-02")
    assert check(ahead, date(2024, 1, 2), date(2031, 1, 1)), "the clock ran ahead when it was founded"


@pytest.mark.parametrize(
    ("purpose", "generation", "published", "named"),
    [("reports", -1, False, False), ("reports", 0, False, True), ("identities", 1, True, True),
     ("recovery", MAX_GENERATION, True, True), ("recovery", MAX_GENERATION + 1, False, False), ("root", 1, False, False)],
)  # fmt: skip
def test_the_founders_key_is_named_and_never_published(purpose: str, generation: int, published: bool, named: bool) -> None:
    whole = KeyPublishedFacts(purpose=purpose, recipient="age1", generation=generation, reason="planned", since="2024-01-01")
    assert is_well_formed(whole) is published
    assert is_well_formed(KeyNamed(purpose=purpose, recipient="age1", generation=generation)) is named


def test_a_refusal_says_what_is_allowed() -> None:
    def why(purpose: str, reason: str, since: str) -> tuple[str, dict[str, object]]:
        with pytest.raises(Invalid) as caught:
            check(ReplaceKey(CommandId(b""), purpose, reason, since), date(2024, 1, 2), date(2023, 12, 31))
        return caught.value.code, dict(caught.value.details)

    assert why("akar", "lost", "2024-01-01") == ("keys.purpose", {"allowed": "reports, identities, recovery"})
    assert why("reports", "x", "2024-01-01") == ("keys.reason", {"allowed": "planned, officer_left, lost, copied"})
    assert why("reports", "lost", "2024-01-03") == why("reports", "lost", "x") == ("keys.since", {})
    assert why("reports", "lost", "1990-01-01") == ("keys.since_before", {"day": "2023-12-31"})
