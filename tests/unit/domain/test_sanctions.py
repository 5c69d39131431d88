"""What may be recorded of a sanction: ladders, documents, decisions, days, appeals; and names that go in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.domain import sanction_rules as rules
from core.domain.authority import DESK_ROLES, LIAISON, POST_ROLES, PROVINCE_ROLES, may_write
from core.domain.case import CaseClosed, CaseReopened, ClosedFacts, ReopenedFacts
from core.domain.case_state import stage_of
from core.domain.erasure import ErasureFacts, ErasureOrdered, HoldFacts, HoldPlaced
from core.domain.errors import Refused
from core.domain.ids import CommandId, SubjectId
from core.domain.names import due_day, name_due_of
from core.domain.rulings import Ruling
from core.domain.sanction import (
    KINDS,
    AppealSanction,
    EndProposal,
    ExecuteSanction,
    ImposeSanction,
    InformReporter,
    ProposeSanction,
    ReviewSanction,
)
from core.domain.sanctioning import Sanction, sanctions_of
from tests.case_facts import SUBJECT, Paper, taken
from tests.world import reference
from ui.messages import SENTENCES

DATA = reference()
HEAD = (CommandId(b"c" * 16), SubjectId(SUBJECT))
ACT, DECIDED, TODAY = date(2024, 10, 1), date(2024, 10, 20), date(2024, 12, 1)
DISCIPLINE = Ruling(b"r" * 16, "BAWASLU", "discipline", "12/X", DECIDED.isoformat())
NOTHING = replace(DISCIPLINE, outcome="not_proven")
ETHICS = replace(DISCIPLINE, outcome="ethics")


def scene(paper: Paper, *rulings: Ruling, desk: str = "A", act: str = "ASN-D04") -> rules.Scene:
    """What the rules look at, as a desk has it."""
    state = paper.case(desk).report
    return rules.Scene(state, sanctions_of(state.history), rulings, DATA, TODAY, act)


def refused(code: str, run: object, *arguments: object) -> None:
    """The rule refuses with this code, which has its sentence."""
    assert callable(run)
    with pytest.raises(Refused) as caught:
        run(*arguments)
    assert caught.value.code == code and code in SENTENCES


def propose(rung: str = "S-PNS-B1", by: str = "BKN", day: date = date(2024, 11, 1), **more: object) -> ProposeSanction:
    """A proposal of the institution in charge."""
    return ProposeSanction(*HEAD, rung, by, day, **more)  # type: ignore[arg-type]


def impose(sanction: bytes = b"", **more: object) -> ImposeSanction:
    """The authority's document."""
    told = {"authority": "Gubernur", "number": "800/1", "day": date(2024, 11, 10)} | more
    return ImposeSanction(*HEAD, sanction=sanction, **told)  # type: ignore[arg-type]


def proposed(rung: str = "S-PNS-B1", subject: str = "PNS") -> tuple[Paper, Sanction]:
    """A report with one proposal that both desks hold."""
    paper = taken()
    if subject != "PNS":
        paper = of_person(subject)
    paper.write(rules.propose(scene(paper, DISCIPLINE), propose(rung)))
    paper.meet()
    return paper, only(paper)


def of_person(subject: str) -> Paper:
    """A report about another type of person."""
    paper = taken()
    first = paper.facts[0]
    first.event.parties.reported[0]["subject"] = subject  # type: ignore[union-attr]
    return paper


def only(paper: Paper, desk: str = "A") -> Sanction:
    """The one sanction."""
    (found,) = sanctions_of(paper.held(desk))
    return found


def test_desks_alone_write_of_sanctions() -> None:
    for kind in KINDS:
        for role in (*PROVINCE_ROLES, *POST_ROLES):
            for desk in (True, False):
                lawful = desk and role in DESK_ROLES
                assert may_write(kind, role, from_desk=desk, begins=False, owns=True) is lawful
                assert not may_write(kind, role, from_desk=desk, begins=True, owns=True)
    assert not may_write("annex.exported", LIAISON, from_desk=True, begins=False, owns=True)


def test_a_ladder_is_the_persons_own_and_a_courts_where_the_act_is_a_crime() -> None:
    names = {rung.ladder for rung in rules.rungs_for(DATA, "PNS", "ASN-D04")}
    assert names == {"PEMBINAAN", "ASN_MORAL", "PNS_DISIPLIN"}
    crime = next(act.code for act in DATA.violations if "pidana" in act.sanction_class and "PNS" in act.applies_to)
    assert "S-PID-01" in {rung.code for rung in rules.rungs_for(DATA, "PNS", crime)}
    assert rules.rungs_for(DATA, "TIDAK_DIKENAL", crime) == () == rules.rungs_for(DATA, "?", crime)
    paper = taken()
    refused("sanction.ladder", rules.propose, scene(paper, DISCIPLINE), propose("S-TNI-01"))
    refused("sanction.rung", rules.propose, scene(paper, DISCIPLINE), propose("S-XXX"))
    refused("sanction.party", rules.propose, scene(paper, DISCIPLINE), propose(party=2))


def test_penalties_change_on_the_second_of_january_2026() -> None:
    old, new = DATA.sanction("S-PID-01"), DATA.sanction("S-PID-02")
    assert old is not None and new is not None
    assert old.valid_between(date(2026, 1, 1), date(2026, 3, 1)) and not old.valid_between(date(2026, 1, 2), date(2026, 3, 1))
    assert new.valid_between(date(2024, 2, 1), date(2026, 1, 2)), "a later law reaches a judgement given under it"
    assert not new.valid_between(date(2024, 2, 1), date(2026, 1, 1))
    paper = of_person("PESERTA")
    seen = scene(paper, act="PID-01")
    refused("sanction.not_in_force", rules.impose, seen, impose(rung="S-PID-02", authority="Pengadilan Negeri"), None)
    assert rules.impose(seen, impose(rung="S-PID-01", authority="Pengadilan Negeri"), None).facts is not None


def test_an_outside_body_decides_first_unless_the_law_lets_a_superior_act_alone() -> None:
    paper = taken()
    refused("sanction.no_decision", rules.propose, scene(paper), propose())
    refused("sanction.not_proven", rules.propose, scene(paper, NOTHING), propose())
    refused("sanction.decision", rules.propose, scene(paper, DISCIPLINE), propose(decision=b"x" * 16))
    refused("sanction.before", rules.propose, scene(paper, DISCIPLINE), propose(day=date(2024, 10, 19)))
    made = rules.propose(scene(paper, DISCIPLINE), propose())
    assert made.facts is not None and made.facts.decision == DISCIPLINE.id
    alone = rules.propose(scene(paper), propose("S-PNS-R1"))
    assert alone.facts is not None and alone.facts.decision == b""


def test_a_military_superior_waits_for_the_result_disiplin() -> None:
    paper = of_person("TNI")
    refused("sanction.not_discipline", rules.propose, scene(paper, ETHICS), propose("S-TNI-01", "DENPOM"))
    other = replace(DISCIPLINE, institution="PROPAM")
    refused("sanction.not_discipline", rules.propose, scene(paper, other), propose("S-TNI-01", "DENPOM"))
    assert rules.propose(scene(paper, DISCIPLINE), propose("S-TNI-01", "DENPOM")).facts is not None


def test_an_institution_of_the_past_proposes_nothing() -> None:
    paper = taken()
    refused("sanction.abolished", rules.propose, scene(paper, DISCIPLINE), propose(by="KASN"))
    refused("sanction.institution", rules.propose, scene(paper, DISCIPLINE), propose(by="KANTOR"))


def test_no_sanction_without_the_authoritys_document() -> None:
    paper, sanction = proposed()
    for missing in ({"number": " "}, {"day": None}):
        refused("sanction.document", rules.impose, scene(paper, DISCIPLINE), impose(sanction.id, **missing), None)
    refused("sanction.authority", rules.impose, scene(paper, DISCIPLINE), impose(sanction.id, authority=""), None)
    refused("sanction.unknown", rules.impose, scene(paper, DISCIPLINE), impose(b"?" * 16), None)
    refused("sanction.ahead", rules.impose, scene(paper, DISCIPLINE), impose(sanction.id, day=date(2025, 1, 1)), None)
    early = impose(sanction.id, day=date(2024, 10, 25))
    refused("sanction.before", rules.impose, scene(paper, DISCIPLINE), early, None)
    paper.write(rules.impose(scene(paper, DISCIPLINE), impose(sanction.id), None))
    assert only(paper).status == "imposed" and only(paper).proven and stage_of(paper.case()) == "decided"
    refused("sanction.status", rules.impose, scene(paper, DISCIPLINE), impose(sanction.id), None)


def test_the_first_warning_cites_a_rule_and_the_coordination_with_bawaslu() -> None:
    paper = taken()
    told: dict[str, object] = {"rung": "S-BIN-01", "authority": "BKPSDM"}
    refused("sanction.rule", rules.impose, scene(paper), impose(**told), None)
    told |= {"rule": "PP 94/2021 Pasal 5 huruf n"}
    refused("sanction.coordination", rules.impose, scene(paper), impose(**told), None)
    told |= {"coordination_number": "B-7"}
    refused("sanction.coordination", rules.impose, scene(paper), impose(**told), None)
    refused("sanction.before", rules.impose, scene(paper), impose(**told, coordination_day=date(2024, 11, 11)), None)
    made = rules.impose(scene(paper), impose(**told, coordination_day=date(2024, 11, 9)), None)
    assert made.facts is not None and made.facts.coordination_day == "2024-11-09"


def test_not_proven_is_an_outcome_with_its_own_document() -> None:
    paper, sanction = proposed()
    end = EndProposal(*HEAD, sanction.id, "unproven", "PPK", "", None)
    refused("sanction.document", rules.end_proposal, scene(paper), end)
    paper.write(rules.end_proposal(scene(paper), replace(end, number="9", day=date(2024, 11, 5))))
    assert only(paper).status == "unproven" and not only(paper).proven
    refused("sanction.status", rules.impose, scene(paper, DISCIPLINE), impose(sanction.id), None)
    paper.write(rules.inform(scene(paper), InformReporter(*HEAD, sanction.id, date(2024, 11, 6), "letter")))
    assert only(paper).informed is not None


def test_carried_out_with_proof_and_the_reporter_hears_by_his_code_once_it_says_so() -> None:
    paper, sanction = proposed()
    paper.write(rules.impose(scene(paper, DISCIPLINE), impose(sanction.id), None))
    done = ExecuteSanction(*HEAD, sanction.id, date(2024, 11, 20))
    refused("sanction.evidence", rules.execute, scene(paper), done, None)
    refused("sanction.before", rules.execute, scene(paper), replace(done, document="BA 1", day=date(2024, 11, 9)), None)
    paper.write(rules.execute(scene(paper), replace(done, document="BA 1"), None))
    assert only(paper).status == "executed"
    told = InformReporter(*HEAD, sanction.id, date(2024, 11, 21), "code")
    refused("sanction.not_told", rules.inform, scene(paper), told)
    refused("sanction.manner", rules.inform, scene(paper), replace(told, manner="gossip"))


def test_lowered_or_annulled_only_by_a_way_that_the_law_gives() -> None:
    paper, sanction = proposed()
    paper.write(rules.impose(scene(paper, DISCIPLINE), impose(sanction.id), None))
    ask = AppealSanction(*HEAD, sanction.id, "BANDING", date(2024, 11, 12))
    refused("sanction.no_appeal", rules.appeal, scene(paper), ask)
    paper.write(rules.appeal(scene(paper), replace(ask, way="keberatan")))
    assert only(paper).status == "appealed"
    review = ReviewSanction(*HEAD, sanction.id, "lowered", "Atasan PPK", "3", date(2024, 11, 25), "S-PNS-B2")
    refused("sanction.not_lower", rules.review, scene(paper), review)
    refused("sanction.not_lower", rules.review, scene(paper), replace(review, rung="S-MOR-01"))
    paper.write(rules.review(scene(paper), replace(review, rung="S-PNS-S1")))
    assert (only(paper).status, only(paper).rung, only(paper).imposed_rung) == ("lowered", "S-PNS-S1", "S-PNS-B1")


def test_annulled_counts_for_no_repeat() -> None:
    paper, sanction = proposed()
    paper.write(rules.impose(scene(paper, DISCIPLINE), impose(sanction.id), None))
    paper.write(rules.appeal(scene(paper), AppealSanction(*HEAD, sanction.id, "KEBERATAN", date(2024, 11, 12))))
    review = ReviewSanction(*HEAD, sanction.id, "annulled", "Atasan PPK", "3", date(2024, 11, 25))
    paper.write(rules.review(scene(paper), review))
    assert only(paper).status == "annulled" and not only(paper).proven and stage_of(paper.case()) != "decided"


def test_two_desks_that_decide_at_once_are_both_seen() -> None:
    paper, sanction = proposed()
    paper.write(rules.impose(scene(paper, DISCIPLINE), impose(sanction.id), None), "A")
    end = EndProposal(*HEAD, sanction.id, "unproven", "PPK", "9", date(2024, 11, 5))
    paper.write(rules.end_proposal(scene(paper, desk="B"), end), "B", "Budi")
    assert not only(paper, "A").disputed and not only(paper, "B").disputed
    paper.meet()
    assert only(paper, "A") == only(paper, "B") and only(paper).disputed and len(only(paper).steps) == 3


def test_a_name_goes_a_year_after_nothing_was_proven_unless_held() -> None:
    paper = taken()
    assert name_due_of(paper.case()) is None
    closing = paper.write(CaseClosed(ClosedFacts(outcome="not_proven", institution="BAWASLU", number="1", day="2024-10-20")))
    due = name_due_of(paper.case())
    assert due is not None and (due.since, due.held, due.ordered) == ("2024-10-20", False, False)
    assert due_day(due.since, 365) == date(2025, 10, 20)
    paper.write(HoldPlaced(HoldFacts(basis="Surat")))
    paper.write(ErasureOrdered(ErasureFacts(parts=["parties"], attachments=False, ground="not_proven", basis="x")))
    due = name_due_of(paper.case())
    assert due is not None and due.held and due.ordered
    paper.write(CaseReopened(ReopenedFacts(closings=[closing.source.digest])))
    assert name_due_of(paper.case()) is None
    paper.write(CaseClosed(ClosedFacts(outcome="proven", institution="BAWASLU", number="1", day="2024-10-20")))
    assert name_due_of(paper.case()) is None
