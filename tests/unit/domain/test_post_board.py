"""The posts board: nihil and silence never meet, calm needs everybody's word, and silence has a reason."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.domain.post_board import (
    CALM,
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
    recap,
    stand,
)
from core.domain.post_note import missed_call, next_call, spans

PERIOD = Period("2024-02-01", "2024-02-07", 0, 7 * DAY_MS)
LATER = PERIOD.until + 1

times = st.integers(-3 * DAY_MS, 10 * DAY_MS)
said = st.builds(Said, since=times, until=times, nihil=st.booleans(), condition=st.sampled_from([CALM, WATCHFUL, TROUBLED]))
downs = st.builds(
    Down, since=st.just("2024-02-02"), until=st.sampled_from(["", "2024-01-01", "2024-02-09"]), cause=st.just("power")
)
signs = st.builds(
    PostSigns, kit=st.booleans(), laptops=st.integers(0, 3), last=times.map(lambda at: max(0, at)),
    said=st.lists(said, max_size=3), others=st.integers(0, 2),
    missing=st.integers(0, 1), out=st.integers(0, 1), revoked=st.integers(0, 3),
    down=st.lists(downs, max_size=2),
)  # fmt: skip


def post(**changes: object) -> PostSigns:
    """A post that was heard yesterday of this period and told no situation."""
    return PostSigns(**{"kit": True, "laptops": 1, "last": LATER, **changes})  # type: ignore[arg-type]


def test_a_word_a_nihil_and_silence_are_three_things() -> None:
    told, nihil = Said(0, DAY_MS, nihil=False), Said(DAY_MS, 2 * DAY_MS, nihil=True)
    assert stand(post(said=(told, nihil)), PERIOD) == Standing(REPORTED)
    assert stand(post(said=(nihil,)), PERIOD) == Standing(NIHIL)
    assert stand(post(), PERIOD) == Standing(SILENT, (NO_REPORT,))
    assert stand(post(said=(Said(-DAY_MS, 0, nihil=True),)), PERIOD).state == SILENT, "NIHIL of another period says nothing"
    assert stand(PostSigns(kit=False, laptops=0), PERIOD) == Standing(OUTSIDE)


def test_silence_has_its_reasons() -> None:
    assert stand(post(laptops=0), PERIOD).reasons == (NEVER,)
    assert stand(post(last=PERIOD.until - 1), PERIOD).reasons == (NOT_TRAVELLED,)
    assert stand(post(last=0, missing=1), PERIOD).reasons == (STICK_MISSING, NOT_TRAVELLED)
    assert stand(post(out=1), PERIOD).reasons == (STICK_MISSING, NO_REPORT)
    assert stand(post(others=2), PERIOD).reasons == (OTHER_REPORTS,)
    assert stand(post(revoked=1), PERIOD).reasons == (REVOKED, NO_REPORT)
    assert stand(post(down=(Down("2024-01-30", "", "power"),)), PERIOD).reasons == (DOWN, NO_REPORT)
    assert stand(post(down=(Down("2024-01-01", "2024-01-31", "power"),)), PERIOD).reasons == (NO_REPORT,)


@given(st.lists(signs, min_size=1, max_size=6))
def test_a_province_is_never_calm_while_a_post_is_silent(posts: list[PostSigns]) -> None:
    standings = [stand(each, PERIOD) for each in posts]
    words = [word for each in posts for word in each.said]
    for standing in standings:
        assert (standing.state == SILENT) == bool(standing.reasons), "every silence has a reason, and nothing else has one"
    if any(standing.state == SILENT for standing in standings):
        assert recap(standings, words) != CALM


def test_what_somebody_calls_grave_is_not_hidden_by_silence() -> None:
    silent, heard = Standing(SILENT, (NO_REPORT,)), Standing(REPORTED)
    calm, grave = Said(0, 1, nihil=False), Said(0, 1, nihil=False, condition=TROUBLED)
    assert recap([heard, silent], [calm]) == INCOMPLETE
    assert recap([heard, silent], [calm, grave]) == TROUBLED
    assert recap([heard, heard], [calm]) == CALM
    assert recap([Standing(OUTSIDE)], []) == NOBODY


def test_a_post_that_works_again_ends_what_was_told_of_it() -> None:
    told = [Down("2024-02-01", "", "weather"), Down("2024-02-10", "2024-02-12", "power")]
    assert [each.until for each in spans(told, ["2024-02-05"])] == ["2024-02-04", "2024-02-12"]
    assert [each.until for each in spans(told, [])] == ["", "2024-02-12"]


def test_a_courier_calls_again_and_is_missed() -> None:
    assert next_call("2024-02-10", 7, "2024-02-05") == "2024-02-10"
    assert next_call("2024-02-01", 7, "2024-02-08") == "2024-02-08"
    assert next_call("2024-02-01", 7, "2024-02-09") == "2024-02-15"
    assert next_call("2024-02-01", 0, "2024-02-09") == ""
    assert missed_call("2024-02-01", 7, "2024-02-09", "2024-02-07") == "2024-02-08"
    assert missed_call("2024-02-01", 7, "2024-02-09", "2024-02-08") == ""
    assert missed_call("2024-02-01", 7, "2024-02-08", "") == "2024-02-01", "today's call is not missed yet"
    assert missed_call("2024-02-20", 7, "2024-02-09", "") == ""
