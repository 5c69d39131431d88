"""Cases without a store: facts of one report as two desks would write them, each seeing what it holds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from core.domain import report
from core.domain.case_state import CaseState, case_of
from core.domain.events import (
    CaseFacts,
    CaseOpened,
    Event,
    Fact,
    Provenance,
    ReportFacts,
    ReportParties,
    ReportReceived,
    ReportStory,
)
from core.journal.catalogue import kind_of

SUBJECT = b"S" * 16


@dataclass
class Paper:
    """All facts about one report, and what each desk has seen of them."""

    facts: list[Fact] = field(default_factory=list)
    seen: dict[str, set[bytes]] = field(default_factory=dict)

    def write(self, event: Event, desk: str = "A", officer: str = "Ani") -> Fact:
        """One more entry of a desk, on what it has seen."""
        held = self.held(desk)
        lamport = max((fact.source.lamport for fact in held), default=0) + 1
        mine = sum(fact.source.stream == desk.encode() for fact in self.facts)
        digest = hashlib.sha256(f"{desk}/{mine}".encode()).digest()
        named = {parent for fact in held for parent in fact.source.parents}
        parents = tuple(fact.source.digest[:16] for fact in held if fact.source.digest[:16] not in named)
        source = Provenance(
            stream=desk.encode(),
            sequence=mine,
            digest=digest,
            lamport=lamport,
            subject=SUBJECT,
            kind=kind_of(event)[0],
            officer=officer,
            role="triage",
            post="KSB",
            at=1,
            zone="Asia/Jakarta",
            parents=parents,
            signer=officer.encode(),
        )
        fact = Fact(event, source)
        self.facts.append(fact)
        self.seen.setdefault(desk, set()).add(digest)
        return fact

    def held(self, desk: str) -> list[Fact]:
        """What a desk has, in the order of all."""
        mine = self.seen.get(desk, set())
        return sorted((f for f in self.facts if f.source.digest in mine), key=_place)

    def meet(self) -> None:
        """Both desks take in what the other has."""
        everything = {fact.source.digest for fact in self.facts}
        for desk in ("A", "B"):
            self.seen[desk] = set(everything)

    def case(self, desk: str = "A") -> CaseState:
        """The case as a desk sees it."""
        return case_of(report.fold(self.held(desk)))


def _place(fact: Fact) -> tuple[int, bytes, int]:
    return fact.source.lamport, fact.source.stream, fact.source.sequence


def taken(kind: str = "complaint", *, opened: bool = True, **form: object) -> Paper:
    """A report that both desks hold."""
    told = {"violation": "ASN-D04", "regime": "PILKADA", "election": "PILKADA_2024", "stage": "KAMPANYE", "known": "2024-10-02"}
    told |= {"happened": {"date": "2024-10-01"}, "kind": kind} | form
    paper = Paper()
    facts = ReportFacts(number="K0413-1", kind=kind, post="K0413", day="2024-10-03", sealed=False, reference="")
    parties = ReportParties(reported=[{"subject": "PNS", "name": "Fulan"}])
    paper.write(ReportReceived(facts, ReportStory(form=told), parties))
    if opened:
        paper.write(CaseOpened(CaseFacts(agenda="1/X/2024")))
    paper.meet()
    return paper
