"""The state machine of sanctions: no illegal step, every refusal has its sentence, and two desks add up to the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain import sanction_rules as rules
from core.domain.case_state import stage_of
from core.domain.errors import Refused
from core.domain.ids import CommandId, SubjectId
from core.domain.report import fold
from core.domain.rulings import Ruling
from core.domain.sanction import (
    AppealSanction,
    EndProposal,
    ExecuteSanction,
    ImposeSanction,
    InformReporter,
    ProposeSanction,
    ReviewSanction,
    SanctionEvent,
)
from core.domain.sanctioning import STATUSES, Sanction, sanctions_of
from tests.case_facts import SUBJECT, Paper, taken
from tests.world import reference
from ui.messages import SENTENCES

DATA, TODAY, DAY = reference(), date(2024, 12, 1), date(2024, 11, 20)
HEAD = (CommandId(b"c" * 16), SubjectId(SUBJECT))
RULING = Ruling(b"r" * 16, "BAWASLU", "discipline", "1", "2024-10-20")
RUNGS = ("S-PNS-R1", "S-PNS-S2", "S-PNS-B1", "S-PNS-B3", "S-BIN-01", "S-TNI-01")
REVIEWS = ("annulled", "lowered", "upheld")
Step = Callable[[rules.Scene, bytes, int], SanctionEvent]


def _impose(scene: rules.Scene, name: bytes, choice: int) -> SanctionEvent:
    rung = "" if name else RUNGS[choice % len(RUNGS)]
    return rules.impose(scene, ImposeSanction(*HEAD, "PPK", f"{choice}", DAY, name, rung), None)


DO: dict[str, Step] = {
    "propose": lambda scene, name, n: rules.propose(scene, ProposeSanction(*HEAD, RUNGS[n % len(RUNGS)], "BKN", DAY)),
    "impose": _impose,
    "end": lambda scene, name, n: rules.end_proposal(scene, EndProposal(*HEAD, name, "unproven", "PPK", f"{n}", DAY)),
    "execute": lambda scene, name, n: rules.execute(scene, ExecuteSanction(*HEAD, name, DAY, f"BA {n}"), None),
    "appeal": lambda scene, name, n: rules.appeal(scene, AppealSanction(*HEAD, name, ("KEBERATAN", "BANDING")[n % 2], DAY)),
    "review": lambda scene, name, n: rules.review(
        scene, ReviewSanction(*HEAD, name, REVIEWS[n % 3], "Atasan", f"{n}", DAY, "S-PNS-R1")
    ),
    "inform": lambda scene, name, n: rules.inform(scene, InformReporter(*HEAD, name, DAY, "letter")),
}
MOVES = st.lists(
    st.tuples(st.sampled_from(sorted(DO)), st.integers(0, 11), st.sampled_from("AB"), st.booleans()), min_size=4, max_size=16
)


def chosen(paper: Paper, desk: str, choice: int) -> Sanction | None:
    """One of the sanctions that a desk sees."""
    seen = sanctions_of(paper.held(desk))
    return seen[choice % len(seen)] if seen else None


@settings(max_examples=80, deadline=None)
@given(MOVES)
def test_two_desks_may_do_anything(moves: list[tuple[str, int, str, bool]]) -> None:
    paper = taken()
    for step, choice, desk, meet in moves:
        sanction = chosen(paper, desk, choice)
        state = fold(paper.held(desk))
        scene = rules.Scene(state, sanctions_of(state.history), (RULING,), DATA, TODAY, "ASN-D04")
        name = b"" if sanction is None or step == "propose" else sanction.id
        may = {} if sanction is None else rules.steps_of(sanction, DATA.sanction(sanction.rung))
        try:
            event = DO[step](scene, name, choice)
        except Refused as refusal:
            assert refusal.code in SENTENCES
            assert refusal.code != "sanction.status" or not may.get(step, False), "what is offered is allowed"
        else:
            assert step == "propose" or not name or may[step], "what is allowed is offered"
            paper.write(event, desk, "Ani" if desk == "A" else "Budi")
        if meet:
            paper.meet()
    paper.meet()
    one, other = (sanctions_of(paper.held(desk)) for desk in "AB")
    assert one == other and all(sanction.status in STATUSES for sanction in one)
    written = [fact for fact in paper.facts if fact.source.kind.startswith("sanction.")]
    assert sum(len(sanction.steps) for sanction in one) == len(written), "no desk's entry is lost"
    assert (stage_of(paper.case()) == "decided") == any(sanction.proven for sanction in one)
