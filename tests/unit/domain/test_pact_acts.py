"""A pact told of, signed, refused or put off: what is kept, every refusal, and the state that the acts add up to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from core.domain import declaration, pact, pact_state
from core.domain.attached import Attached
from core.domain.document import ROWS_LIMIT
from core.domain.errors import Refused
from core.domain.events import UNAUTHORISED, Event, Fact, Provenance
from core.domain.ids import CommandId, SubjectId
from core.domain.pact import (
    AWAY_REASONS,
    MANNERS,
    METHODS,
    AwayFacts,
    PactAway,
    PactFacts,
    PactIssued,
    PactPaper,
    PactRefused,
    PactSigned,
    PactTold,
    RecordPactAway,
    RecordPactRefused,
    RecordPactSigned,
    RecordPactTold,
    RefusedFacts,
    SignedFacts,
    ToldFacts,
)
from core.domain.pact_state import PactState

HEAD = (CommandId(b"c" * 16), SubjectId(b"p" * 16))
ZONE = "Asia/Jakarta"
ISSUED = datetime(2024, 10, 1, 3, tzinfo=UTC)
FIRST, TODAY = date(2024, 10, 1), date(2024, 10, 5)
FACTS = PactFacts(
    number="1/PNR", series="7QK", sequence=1, template="T01", template_version="1", document=b"d" * 16,
    content_digest=b"e" * 32, byterange_digest=b"f" * 32,
)  # fmt: skip
PAPER = Attached(
    token=b"t" * 16, name="a.pdf", media_type="application/pdf", size=1, digest=b"g" * 32, sealed_size=2, sealed_digest=b"h" * 32,
    pieces=[],
)  # fmt: skip


def refused(call: Any, *given: Any) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Refused) as caught:
        call(*given)
    return caught.value.code, dict(caught.value.details)


def fact(event: Event, number: int, *marks: str, name: bytes = b"p" * 16) -> Fact:
    source = Provenance(
        stream=b"s", sequence=number, digest=name + bytes([number]) * 16, lamport=number, subject=b"p" * 16, kind="",
        officer="Ani", role="officer", post="K1", zone=ZONE, parents=(), signer=b"Ani", marks=marks,
        at=int(ISSUED.timestamp() * 1000),
    )  # fmt: skip
    return Fact(event, source)


def state(*acts: Event) -> PactState:
    return pact_state.fold([fact(PactIssued(FACTS), 0), *(fact(act, number) for number, act in enumerate(acts, 1))])


def tell(of: PactState | None = None, rules: str = "aturan", **changes: Any) -> PactTold:
    command = RecordPactTold(*HEAD, **({"day": TODAY, "manner": "apel", "by": " Kabag "} | changes))
    return pact.tell(of or state(), command, TODAY, ZONE, rules)


def sign(of: PactState | None = None, attached: Attached | None = None, **changes: Any) -> PactSigned:
    command = RecordPactSigned(*HEAD, **({"day": TODAY, "method": "basah"} | changes))
    return pact.sign(of or state(), command, TODAY, ZONE, attached)


def refuse(of: PactState | None = None, **changes: Any) -> PactRefused:
    command = RecordPactRefused(*HEAD, **({"day": TODAY, "reason": " tidak mau ", "witness": " Sekda "} | changes))
    return pact.refuse(of or state(), command, TODAY, ZONE)


def stay_away(of: PactState | None = None, **changes: Any) -> PactAway:
    return pact.stay_away(of or state(), RecordPactAway(*HEAD, **({"day": TODAY, "reason": "cuti"} | changes)), TODAY, ZONE)


def test_told_as_it_was_said() -> None:
    assert tell().facts == ToldFacts(day="2024-10-05", zone=ZONE, manner="apel", rules="aturan", by="Kabag")
    own = tell(rules="umum", day=FIRST)
    assert own.facts == ToldFacts(day="2024-10-01", zone=ZONE, manner="apel", rules="umum", by="Kabag")
    command = RecordPactTold(*HEAD, TODAY, "lisan", "aturan lama")
    assert pact.tell(state(), command, TODAY, ZONE, "umum").facts == ToldFacts(
        day="2024-10-05", zone=ZONE, manner="lisan", rules="aturan lama"
    )
    for manner in MANNERS:
        assert tell(manner=manner).facts.manner == manner  # type: ignore[union-attr]
    assert refused(lambda: tell(manner="none")) == ("pact.manner", {"value": "none"})
    assert refused(lambda: tell(by="a\x00")) == ("text.forbidden", {"field": "by"})
    assert refused(lambda: pact.tell(state(), replace(command, rules="a\x00"), TODAY, ZONE, "")) == (
        "text.forbidden",
        {"field": "rules"},
    )
    assert refused(lambda: tell(state(tell()))) == ("pact.known", {})


@pytest.mark.parametrize("act", [tell, sign, refuse, stay_away])
def test_a_day_is_between_the_issue_and_today(act: Any) -> None:
    assert act(day=FIRST).facts.day == "2024-10-01"
    assert act(day=TODAY).facts.day == "2024-10-05"
    assert refused(lambda: act(day=TODAY + timedelta(days=1))) == ("pact.day_ahead", {})
    assert refused(lambda: act(day=FIRST - timedelta(days=1))) == ("pact.day_early", {"day": "2024-10-01"})
    assert refused(lambda: act(PactState())) == ("pact.unknown", {})


def test_what_a_wrong_clock_dated_ahead_can_be_signed_today() -> None:
    early = RecordPactSigned(*HEAD, date(2024, 9, 30), "basah")
    assert pact.sign(state(), early, date(2024, 9, 30), ZONE, None).facts


def test_signed_as_it_was_said() -> None:
    made = sign(place=" Pangkalpinang ", stamp_serial=" AB1 ", witness=" Sekda ")
    assert made.facts == SignedFacts(
        day="2024-10-05", zone=ZONE, method="basah", place="Pangkalpinang", stamp_serial="AB1", witness="Sekda",
        content_digest=b"e" * 32,
    )  # fmt: skip
    assert made.story == PactPaper(attached=None)
    scanned = sign(attached=PAPER, method="dipindai", content_digest=b"e" * 32)
    assert scanned.story == PactPaper(attached=PAPER)
    keyed = sign(method="kunci", signature=bytes(pact.SIGNATURE_LIMIT))
    assert keyed.facts and len(keyed.facts.signature) == pact.SIGNATURE_LIMIT
    assert sign(method="layar").facts and sign(method="bsre", attached=PAPER).facts


def test_a_signature_is_refused() -> None:
    for method in ("dipindai", "bsre", "kunci"):
        assert refused(lambda method=method: sign(method=method)) == ("pact.paper", {"method": method})
    assert refused(lambda: sign(method="none")) == ("pact.method", {"value": "none"})
    assert refused(lambda: sign(content_digest=b"x" * 32)) == ("pact.other_content", {})
    big = bytes(pact.SIGNATURE_LIMIT + 1)
    assert refused(lambda: sign(method="kunci", signature=big)) == ("pact.other_content", {})
    for name in ("place", "stamp_serial", "witness"):
        assert refused(lambda name=name: sign(**{name: "a\x00"})) == ("text.forbidden", {"field": name})
    assert refused(lambda: sign(state(sign()))) == ("pact.known", {})
    assert sign(state(sign()), method="layar").facts, "another way counts beside the first"


def test_refused_or_away_as_it_was_said_and_never_after_a_signature() -> None:
    made = refuse()
    assert made.facts == RefusedFacts(day="2024-10-05", zone=ZONE, witness="Sekda")
    assert made.story and made.story.reason == "tidak mau"
    away = stay_away(until=TODAY, note=" sampai Jumat ")
    assert away.facts == AwayFacts(day="2024-10-05", zone=ZONE, reason="cuti", until="2024-10-05")
    assert away.story and away.story.note == "sampai Jumat"
    for reason in AWAY_REASONS:
        assert stay_away(reason=reason, note="x").facts == AwayFacts(day="2024-10-05", zone=ZONE, reason=reason)
    for act in (refuse, stay_away):
        assert refused(lambda act=act: act(state(sign()))) == ("pact.signed", {})
        assert refused(lambda act=act: act(state(act()))) == ("pact.known", {})
    assert refused(lambda: refuse(witness="a\x00")) == ("text.forbidden", {"field": "witness"})
    assert refused(lambda: refuse(reason="a\x00")) == ("text.forbidden", {"field": "reason"})
    assert refused(lambda: stay_away(note="a\x00")) == ("text.forbidden", {"field": "note"})
    assert refused(lambda: stay_away(reason="none")) == ("pact.away_reason", {"value": "none"})
    assert refused(lambda: stay_away(reason="lainnya")) == ("pact.away_reason", {"value": "lainnya"})
    assert refused(lambda: stay_away(until=TODAY - timedelta(days=1))) == ("pact.until", {})


def test_a_signature_wins_then_the_latest_of_refused_and_away() -> None:
    assert [pact_state.fold([]).status, state().status, state(tell()).status] == [pact.ISSUED, pact.ISSUED, pact.TOLD]
    assert state(refuse(), stay_away()).status == pact.AWAY
    assert state(stay_away(), refuse(), tell()).status == pact.REFUSED
    assert state(sign(), refuse()).status == pact.SIGNED


def test_days_and_ways_of_a_pact() -> None:
    whole = state(tell(), tell(day=FIRST), sign(), sign(day=date(2024, 10, 3), method="layar"))
    assert (whole.told_day, whole.signed_day, whole.methods) == ("2024-10-01", "2024-10-03", frozenset({"basah", "layar"}))
    bare = state(PactTold(None), PactSigned(None))
    assert (bare.told_day, bare.signed_day, bare.methods, bare.status) == ("", "", frozenset(), pact.SIGNED)
    assert whole.issued_day == FIRST and PactState().issued_day == date.min
    issued = fact(PactIssued(FACTS), 0)
    lost = replace(PactState(), issued=Fact(issued.event, msgspec_replace(issued.source, zone="Nowhere/None")))
    assert lost.issued_day == date.min


def msgspec_replace(source: Provenance, **changes: Any) -> Provenance:
    import msgspec

    return msgspec.structs.replace(source, **changes)


def test_who_may_not_write_changes_nothing_and_a_pact_is_issued_once_by_its_own_entry() -> None:
    issued = fact(PactIssued(FACTS), 0)
    stolen = fact(sign(), 1, UNAUTHORISED)
    second = fact(PactIssued(None), 2)
    foreign = fact(PactIssued(None), 3, name=b"q" * 16)
    folded = pact_state.fold([foreign, issued, stolen, second])
    assert (folded.issued, folded.facts, folded.status) == (issued, FACTS, pact.ISSUED)
    assert folded.history == (foreign, issued, stolen, second) and folded.lawful == ()


def signatory(**changes: Any) -> declaration.SignDeclaration:
    said = {"name": "Fulan", "position": "Kades", "element": "pemda", "day": TODAY, "strokes": (((1, 2),),)}
    return declaration.SignDeclaration(*HEAD, **(said | changes))


def test_who_may_stand_in_a_declarations_list() -> None:
    for element in declaration.ELEMENTS:
        declaration.require_signatory(signatory(element=element), TODAY)
    declaration.require_signatory(signatory(method="basah", strokes=()), TODAY)

    def why(**changes: Any) -> tuple[str, dict[str, Any]]:
        return refused(declaration.require_signatory, signatory(**changes), TODAY)

    assert why(name=" ") == why(position=" ") == ("declaration.name", {})
    assert why(name="a\x00") == ("text.forbidden", {"field": "name"})
    assert why(position="a\x00") == ("text.forbidden", {"field": "position"})
    names = ", ".join(declaration.ELEMENTS)
    assert why(element="n" * 21) == ("declaration.element", {"value": "n" * 20, "elements": names})
    assert why(method="n" * 21) == ("declaration.method", {"value": "n" * 20})
    assert why(strokes=()) == why(method="basah") == ("declaration.ink", {})
    assert why(day=TODAY + timedelta(days=1)) == ("declaration.day", {})
    assert set(METHODS) >= {"layar", "basah"}


def test_a_list_has_one_row_at_least_and_as_many_as_a_document_holds() -> None:
    declaration.require_room(1)
    declaration.require_room(ROWS_LIMIT)
    assert refused(declaration.require_room, 0) == ("declaration.nobody", {})
    assert refused(declaration.require_room, ROWS_LIMIT + 1) == (
        "document.rows",
        {"field": "signatories", "least": 1, "most": ROWS_LIMIT},
    )
