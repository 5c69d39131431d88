"""Single edges of the rules that nothing else comes near: each line fails where the rule is a hair different."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest

from core.domain import near, publication, referring, team_act, triage
from core.domain.act_law import law_of
from core.domain.errors import Refused
from core.domain.ids import CommandId, SubjectId
from core.domain.legal_clock import Trigger, compute
from core.domain.publication import Candidate
from core.domain.referral import MEANS, ReferralSent, RemindInstitution, SentFacts
from core.domain.roster import PersonRecord, office_id
from core.domain.roster_match import Matcher
from core.domain.roster_rows import ListedPerson, Note
from core.domain.working_days import calendar_of
from tests.case_facts import taken
from tests.world import reference

DATA = reference()
NEW, SUBJECT = CommandId(bytes(16)), SubjectId(bytes(16))
PATH = ("Dinas A",)


def refused(act: Any, *given: Any) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Refused) as caught:
        act(*given)
    return caught.value.code, dict(caught.value.details)


def test_a_reminder_goes_by_a_known_way() -> None:
    facts = SentFacts(
        institution="BAWASLU", level="", to="Ketua", route="R-TNI", routes="2024.2", basis="", day="2024-02-05",
        identity="withheld", deadline="TNI_BAWASLU",
    )  # fmt: skip
    paper = taken()
    paper.write(ReferralSent(facts))
    (referral,) = paper.case().report.referrals
    assert referring.sent_to([referral]) == {"BAWASLU"} and referring.sent_to([]) == frozenset()
    told = refused(referring.reminded, referral, RemindInstitution(NEW, SUBJECT, "pigeon"), "2024-02-06")
    assert told == ("referral.code", {"field": "means", "value": "pigeon", "allowed": ", ".join(MEANS)})
    given = referring.reminded(referral, RemindInstitution(NEW, SUBJECT, "phone", " lagi "), "2024-02-06")
    assert (given.facts.means, given.facts.day, given.facts.referral) == ("phone", "2024-02-06", referral.fact.source.digest)  # type: ignore[union-attr]
    assert given.story is not None and given.story.words == "lagi"


def test_a_link_names_what_it_may_lead_to() -> None:
    for what, other, field in (("x", "x", "what"), (team_act.LINKS_FROM[0], "x", "other_what")):
        code, details = refused(team_act.link, team_act.LinkRecords(NEW, what, "", other, ""))
        assert (code, details["field"], details["value"]) == ("team.code", field, "x")
    nothing = team_act.LinkRecords(NEW, team_act.LINKS_FROM[0], "", team_act.LINKABLE[0], "")
    assert refused(team_act.link, nothing) == ("team.missing", {"field": "other"})


def test_no_classes_have_no_severity() -> None:
    law = law_of(DATA, "ASN-D04", "PNS", date(2024, 10, 1), "PILKADA_2024", "PILKADA")
    assert law is not None and law.classes
    assert triage._severity(None, ("discipline",)) == triage._severity(law, ()) == triage._severity(None, ()) == ""
    for classes, told in (
        (("berat", "ringan"), "high"), (("pidana",), "high"), (("ringan", "moral_terbuka"), "low"),
        (("ringan", "sedang"), "medium"), ((), "medium"),
    ):  # fmt: skip
        assert triage._severity(replace(law, classes=classes), ("discipline",)) == told


def test_a_clause_counts_its_own_amount_and_that_of_the_clause_before() -> None:
    clause = next(each for each in DATA.clauses if each.unit == "hari_kerja")
    hours = msgspec.structs.replace(clause, unit="jam", amount=2)
    none, three = (msgspec.structs.replace(hours, amount=amount) for amount in (None, 3))
    begun = Trigger.at(datetime(2024, 2, 5, tzinfo=UTC), "Asia/Jakarta")
    assert begun.moment is not None
    for one, before, amount in ((hours, None, 2), (none, None, 0), (hours, none, 2), (hours, three, 5), (none, three, 3)):
        found = compute(one, begun, calendar_of(DATA), before=before)
        assert found.safe.moment == begun.moment + timedelta(hours=amount)
        assert ("chain" in found.warnings) is (before is not None)


def test_a_post_of_half_a_place_is_nowhere() -> None:
    post = DATA.posts[0]
    half, whole = (
        msgspec.structs.replace(post, latitude_e7=1, longitude_e7=None),
        msgspec.structs.replace(post, latitude_e7=1, longitude_e7=2),
    )
    assert [row[0] for row in near.named_points(replace(DATA, posts=(half,)))].count(post.code) == 0
    assert [row[0] for row in near.named_points(replace(DATA, posts=(whole,)))].count(post.code) == 1


def test_a_published_set_that_does_not_read_is_to_blame() -> None:
    dataset = "violations"
    tree = json.loads(DATA.raw[dataset])
    rows = next(name for name, value in tree.items() if isinstance(value, list) and value)
    content = json.dumps(tree | {rows: [{"code": 1}]}).encode()
    head = DATA.heads[dataset]
    pick = Candidate(dataset, head.version, head.valid_from, b"d" * 32, content, (1, b"", 0))
    assert publication._try(DATA, {dataset: pick}) == (None, (dataset, "areas"))
    assert publication._try(DATA, {dataset: replace(pick, version="1.1")}) == (None, (dataset,))


def known(one: int, **changes: Any) -> PersonRecord:
    said = {"id": bytes([one]) * 16, "act": "new", "name": "Siti", "office": office_id("K1", PATH), "position": "Analis",
            "employment": "PNS"}  # fmt: skip
    return PersonRecord(**(said | changes))


def test_lines_that_differ_in_rank_or_standing_alone_are_taken_in_one_order() -> None:
    lines = [
        ListedPerson(line=place, name="Siti", position="Analis", path=PATH, employment="PNS", rank=rank, standing=standing)
        for place, (rank, standing) in enumerate((("III/b", None), (None, "leave"), (None, None), ("III/a", "active")))
    ]
    people = {one.id: one for one in (known(number) for number in range(1, 5))}
    for rows in (lines, lines[::-1]):
        found = Matcher("K1", people, frozenset()).match(rows)
        assert {place: one.id[0] if one else 0 for place, (one, _) in found.items()} == {2: 1, 1: 2, 3: 3, 0: 4}


def test_the_only_one_of_that_office_and_position_is_no_doubt() -> None:
    row = ListedPerson(line=1, name="Siti", position="Analis", path=PATH, employment="PNS", rank="III/b")
    one, two = known(1), known(2)
    assert Matcher("K1", {one.id: one}, frozenset()).match([row]) == {1: (one, [])}
    both = Matcher("K1", {one.id: one, two.id: two}, frozenset()).match([row])
    assert both == {1: (one, [Note("roster.doubt.several", "name", "2")])}
