"""What leaves a province for the national office, and the edges at which a post's word, silence and reasons change."""

from __future__ import annotations

import pytest

from core.domain import nation
from core.domain.post_board import (
    CALM,
    CONDITIONS,
    DAY_MS,
    DOWN,
    INCOMPLETE,
    NEVER,
    NIHIL,
    NO_REPORT,
    NOBODY,
    NOT_TRAVELLED,
    OTHER_REPORTS,
    OUTSIDE,
    REPORTED,
    REVOKED,
    SILENT,
    STICK_MISSING,
    TROUBLED,
    WATCHFUL,
    Down,
    Period,
    PostSigns,
    Said,
    Standing,
    is_down,
    recap,
    stand,
    within,
)


@pytest.mark.parametrize("kind", sorted(nation.RELAYED))
def test_facts_leave_and_words_of_warnings_and_situations_alone(kind: str) -> None:
    whole = kind in ("warning.raised", "situation.reported")
    assert nation.may_leave(kind, "facts") and nation.may_leave(kind, "handling")
    assert nation.may_leave(kind, "story") is whole
    assert not nation.may_leave(kind, "parties") and not nation.may_leave(kind, "")


def test_of_other_kinds_nothing_leaves_but_the_order_of_entries() -> None:
    for kind in ("pact.issued", "roster.taken", "team.decreed", "identity.opened", ""):
        assert [part for part in ("facts", "story", "parties", "handling") if nation.may_leave(kind, part)] == ["handling"]


@pytest.mark.parametrize(
    ("audience", "by_desk", "by_post"),
    [("all", True, False), ("post:K0413", True, False), ("desks", False, True), ("guard:KODIM", False, False),
     ("nation", False, False), ("posts", False, False)],
)  # fmt: skip
def test_what_posts_write_for_desks_and_desks_for_posts_is_relayed(audience: str, by_desk: bool, by_post: bool) -> None:
    assert nation.is_relayed(audience, from_desk=True) is by_desk
    assert nation.is_relayed(audience, from_desk=False) is by_post


@pytest.mark.parametrize(
    ("label", "code", "whole"), [("19", "K0413", "19/K0413"), ("", "K0413", "K0413"), ("19", "K/1", "19/K/1")]
)
def test_a_code_reads_with_its_province_before_it(label: str, code: str, whole: str) -> None:
    assert nation.qualified(label, code) == whole
    assert (nation.label_of(whole), nation.bare(whole)) == (label, code)


# --- posts ---------------------------------------------------------------------------------------------------------------

PERIOD = Period("2024-02-01", "2024-02-07", 0, 7 * DAY_MS)


def post(**changes: object) -> PostSigns:
    return PostSigns(**{"kit": True, "laptops": 2, "last": PERIOD.until, **changes})  # type: ignore[arg-type]


def test_a_report_counts_where_its_period_touches_this_one() -> None:
    spans = {(-5, 0): False, (-5, 1): True, (0, 1): True, (PERIOD.until - 1, PERIOD.until + 5): True,
             (PERIOD.until, PERIOD.until + 5): False, (-5, PERIOD.until + 5): True}  # fmt: skip
    for (since, until), counts in spans.items():
        said = Said(since, until, nihil=True)
        assert within([said], PERIOD) == ((said,) if counts else ())
        assert stand(post(said=(said,)), PERIOD).state == (NIHIL if counts else SILENT)
    assert stand(post(said=(Said(0, 1, nihil=True), Said(0, 1, nihil=False))), PERIOD) == Standing(REPORTED)


@pytest.mark.parametrize(
    ("signs", "reasons"),
    [
        ({}, (NO_REPORT,)),
        ({"last": PERIOD.until - 1}, (NOT_TRAVELLED,)),
        ({"last": 0, "others": 1}, (NOT_TRAVELLED, OTHER_REPORTS)),
        ({"revoked": 1}, (NO_REPORT,)),
        ({"revoked": 2}, (REVOKED, NO_REPORT)),
        ({"missing": 1}, (STICK_MISSING, NO_REPORT)),
        ({"out": 1, "others": 1}, (STICK_MISSING, OTHER_REPORTS)),
        ({"kit": False}, (NO_REPORT,)),
        ({"laptops": 0}, (NEVER,)),
        ({"laptops": 0, "down": (Down("2024-02-07", "", "power"),)}, (NEVER, DOWN)),
        ({"down": (Down("2024-02-07", "2024-02-07", "power"),), "revoked": 3}, (REVOKED, DOWN, NO_REPORT)),
    ],
)
def test_why_a_post_is_silent(signs: dict[str, object], reasons: tuple[str, ...]) -> None:
    assert stand(post(**signs), PERIOD) == Standing(SILENT, reasons)


def test_nobody_expects_a_word_without_kit_and_laptop() -> None:
    assert stand(post(kit=False, laptops=0), PERIOD) == Standing(OUTSIDE)
    assert stand(post(kit=False, laptops=0, said=(Said(0, 1, nihil=True),)), PERIOD) == Standing(NIHIL)


@pytest.mark.parametrize(
    ("since", "until", "down"),
    [
        ("2024-02-07", "", True), ("2024-02-08", "", False), ("2024-01-01", "2024-02-01", True),
        ("2024-01-01", "2024-01-31", False), ("2024-01-01", "", True), ("2024-02-03", "2024-02-03", True),
    ],
)  # fmt: skip
def test_a_post_is_down_on_a_day_of_the_period(since: str, until: str, down: bool) -> None:
    assert is_down([Down(since, until, "power")], PERIOD) is down
    assert not is_down([], PERIOD)


def test_one_word_for_all() -> None:
    silent, heard, nihil, outside = (Standing(state) for state in (SILENT, REPORTED, NIHIL, OUTSIDE))

    def of(*conditions: str, standings: tuple[Standing, ...] = (heard, nihil)) -> str:
        return recap(standings, [Said(0, 1, nihil=False, condition=each) for each in conditions])

    assert [of(one) for one in CONDITIONS] == list(CONDITIONS) and of() == CALM
    assert of(WATCHFUL, TROUBLED, CALM) == of(TROUBLED, WATCHFUL) == TROUBLED
    assert of("lain") == CALM and of("lain", standings=(heard, silent)) == INCOMPLETE
    assert of(WATCHFUL, standings=(silent,)) == WATCHFUL
    assert of(TROUBLED, standings=(outside,)) == of(standings=()) == NOBODY
    assert of(standings=(outside, nihil)) == CALM
