"""What an annex may hold back and for whom it is made; what a desk tells its posts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.domain.annex import INTERNAL, ExportAnnex, goes_along, require_order
from core.domain.announcement import MOST_WORDS, Announce, AnnouncementFacts, AnnouncementStory, announce
from core.domain.errors import Invalid
from core.domain.ids import CommandId, SubjectId

NEW, SUBJECT = CommandId(bytes(16)), SubjectId(bytes(16))
ORDER = ExportAnnex(NEW, SUBJECT, "Bawaslu", "Surat 1")
TOLD = Announce(NEW, " Judul ", " kata\nlain ")


def refused(act: Any, *given: Any) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Invalid) as caught:
        act(*given)
    return caught.value.code, dict(caught.value.details)


@pytest.mark.parametrize("parts", [(), ("parties",), ("story",), ("story", "parties")])
def test_parties_and_story_may_be_held_back(parts: tuple[str, ...]) -> None:
    require_order(replace(ORDER, withhold=parts))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"to": " "}, ("annex.missing", {"field": "to"})),
        ({"basis": " "}, ("annex.missing", {"field": "basis"})),
        ({"to": "a\nb"}, ("text.forbidden", {"field": "to"})),
        ({"basis": "a\nb"}, ("text.forbidden", {"field": "basis"})),
        ({"withhold": ("facts",)}, ("annex.withhold", {"parts": "parties, story"})),
        ({"withhold": ("story", "facts")}, ("annex.withhold", {"parts": "parties, story"})),
    ],
)
def test_an_annex_is_refused(changes: dict[str, Any], told: tuple[str, dict[str, Any]]) -> None:
    assert refused(require_order, replace(ORDER, **changes)) == told


def test_the_desks_own_work_never_leaves_and_other_kinds_leave_unless_they_are_left_out() -> None:
    for kind in INTERNAL:
        assert goes_along(kind, ()) is False
    for kind in ("complaint.received", "case.opened", "case.closed", "identity.key_wrapped", "referral.sent"):
        assert goes_along(kind, ()) is goes_along(kind, ("", "sanction.")) is True
    assert goes_along("referral.sent", ("", "referral.")) is goes_along("referral.sent", ("x", "referral.sent")) is False
    assert goes_along("referral.sent", ("sent", "eferral")) is True, "only what a kind begins with counts"


def test_a_desk_tells_all_posts_or_one() -> None:
    made = announce(TOLD)
    assert (made.facts, made.story) == (AnnouncementFacts(), AnnouncementStory(title="Judul", words="kata\nlain"))
    assert announce(replace(TOLD, to="K0413", urgent=True)).facts == AnnouncementFacts(to="K0413", urgent=True)
    assert announce(replace(TOLD, words="x" * MOST_WORDS)).story == AnnouncementStory(title="Judul", words="x" * 20_000)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"title": " "}, ("announcement.empty", {"field": "title"})),
        ({"words": " \n"}, ("announcement.empty", {"field": "words"})),
        ({"words": "x" * 20_001}, ("text.too_long", {"field": "words", "limit": 20_000})),
        ({"title": "a\nb"}, ("text.forbidden", {"field": "title"})),
        ({"words": "a\x00"}, ("text.forbidden", {"field": "words"})),
    ],
)
def test_an_announcement_is_refused(changes: dict[str, Any], told: tuple[str, dict[str, Any]]) -> None:
    assert refused(announce, replace(TOLD, **changes)) == told
