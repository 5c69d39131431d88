"""What a file may claim, and its way: who took it, who saw it once a day, who took it out and for what."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from core.domain import evidence, report
from core.domain.attached import Attached
from core.domain.errors import Invalid
from core.domain.events import UNAUTHORISED, ReportStory
from core.domain.evidence import PURPOSES, Custody, EvidenceExported, EvidenceSeen, ExportFacts, Look, SeenFacts
from core.domain.report import ReportState
from tests.case_facts import Paper, taken

TOKEN, OTHER = b"t" * 16, b"o" * 16


def refused(call: Any, *given: Any, **named: Any) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Invalid) as caught:
        call(*given, **named)
    return caught.value.code, dict(caught.value.details)


def state_of(paper: Paper) -> ReportState:
    """With one attachment."""
    state = report.fold(paper.held("A"))
    file = Attached(
        token=TOKEN,
        name="foto.jpg",
        media_type="image/jpeg",
        size=1,
        digest=b"d" * 32,
        sealed_size=1,
        sealed_digest=b"e" * 32,
        pieces=[],
    )
    return replace(state, story=ReportStory(form={}, attachments=[file]))


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("2024-02-03T08:30:00", True),
        ("2024-02-03T08:30:00+07:00", True),
        ("2024-02-03T08:30:00-07:00", True),
        ("2024-02-30T08:30:00", False),
        ("2024-02-03T25:30:00", False),
        ("2024-02-03T08:30", False),
        ("2024-02-03T08:30:00Z", False),
        ("x2024-02-03T08:30:00", False),
        ("", False),
    ],
)
def test_a_claimed_time_is_a_possible_local_time(text: str, so: bool) -> None:
    assert evidence.is_claimed_time(text) is so


@pytest.mark.parametrize(
    ("latitude", "longitude", "so"),
    [
        (0, 0, True),
        (900_000_000, 1_800_000_000, True),
        (-900_000_000, -1_800_000_000, True),
        (900_000_001, 0, False),
        (-900_000_001, 0, False),
        (0, 1_800_000_001, False),
        (0, -1_800_000_001, False),
        (None, 0, False),
        (0, None, False),
        (None, None, False),
    ],
)
def test_a_claimed_place_is_on_the_globe(latitude: int | None, longitude: int | None, so: bool) -> None:
    assert evidence.is_claimed_place(latitude, longitude) is so


def test_claims_that_cannot_be_are_refused_and_all_of_a_file_that_shows_the_reporter() -> None:
    time = "2024-02-03T08:30:00"
    for good in (("", None, None), (time, None, None), ("", 1, 2), (time, 1, 2)):
        evidence.require_claims(*good, sealed=False)
    evidence.require_claims("", None, None, sealed=True)
    for bad in (("x", None, None), ("", 1, None), ("", None, 2), (time, 1, None), ("", 900_000_001, 0)):
        assert refused(evidence.require_claims, *bad, sealed=False)[0] == "evidence.claims"
    for told in ((time, None, None), ("", 1, None), ("", None, 1)):
        assert refused(evidence.require_claims, *told, sealed=True)[0] == "evidence.claims_sealed"


def test_every_text_of_files_is_told_with_its_label() -> None:
    look = Look(texts=(("author", "Fulan"),))
    assert evidence.texts_of([("a.jpg", None), ("b.pdf", look)]) == [
        ("file_name", "a.jpg"),
        ("file_name", "b.pdf"),
        ("author", "Fulan"),
    ]


def test_a_file_is_seen_once_a_day_by_each_officer() -> None:
    paper = taken()

    def see(officer: str = "Ani", day: str = "2024-10-05") -> EvidenceSeen | None:
        return evidence.see(state_of(paper), TOKEN, officer, day)

    assert evidence.attached_of(state_of(paper), TOKEN).name == "foto.jpg"
    seen = see()
    assert seen is not None and seen.facts == SeenFacts(token=TOKEN, day="2024-10-05")
    paper.write(seen, officer="Ani")
    assert see() is None
    assert see("Budi") is not None and see(day="2024-10-06") is not None
    assert refused(evidence.see, state_of(paper), OTHER, "Ani", "2024-10-05")[0] == "attachment.unknown"
    assert refused(evidence.attached_of, ReportState(), TOKEN)[0] == "attachment.unknown"


def out(purpose: str = PURPOSES[0], *, copy: bool = False, token: bytes = TOKEN) -> ExportFacts:
    return ExportFacts(token=token, copy=copy, purpose=purpose, size=1, digest=b"d" * 32)


def test_a_file_leaves_for_a_purpose_of_the_list() -> None:
    state = state_of(taken())
    for purpose in PURPOSES:
        assert evidence.export(state, out(purpose)).facts == out(purpose)
    assert refused(evidence.export, state, out("none")) == ("evidence.purpose", {"purposes": ", ".join(PURPOSES)})
    assert refused(evidence.export, state, out(token=OTHER))[0] == "attachment.unknown"


def test_the_chain_of_custody_of_one_file() -> None:
    paper = taken()
    for event in (
        EvidenceSeen(SeenFacts(token=TOKEN, day="2024-10-05")),
        EvidenceSeen(SeenFacts(token=OTHER, day="2024-10-05")),
        EvidenceSeen(SeenFacts(token=OTHER, day="2024-10-06")),
        EvidenceExported(out()),
        EvidenceExported(out("reporter", copy=True)),
        EvidenceExported(out(token=OTHER)),
        EvidenceSeen(None),
        EvidenceExported(None),
    ):
        paper.write(event)
    state = state_of(paper)
    stolen = [
        replace(fact, source=replace(fact.source, marks=(UNAUTHORISED,))) if isinstance(fact.event, EvidenceSeen) else fact
        for fact in state.history
    ]
    steps = evidence.custody_of(state.history, state.received, TOKEN)
    assert [(step.act, step.purpose, step.digest) for step in steps] == [
        ("taken", "", b""),
        ("seen", "", b""),
        ("exported", PURPOSES[0], b"d" * 32),
        ("copied", "reporter", b"d" * 32),
    ]
    assert [step.act for step in evidence.custody_of(state.history, None, OTHER)] == ["seen", "seen", "exported"]
    assert steps[0] == Custody("taken", 1, "Asia/Jakarta", "Ani", "KSB")
    assert [step.act for step in evidence.custody_of(stolen, None, TOKEN)] == ["exported", "copied"]
