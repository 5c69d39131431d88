"""What an annex proves and how it refuses, on one made by hand: each rule, with the words that it says."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from core.crypto.certificates import signer_of
from core.crypto.cose import key_id
from core.domain.annex import AnnexExported, AnnexFacts, GonePart, OpenedPart
from core.domain.correction import AnswerFacts
from core.domain.erasure import ErasureApproved, ErasureFacts, ErasureOrdered
from core.domain.errors import Untrusted
from core.domain.events import CaseFacts, CaseOpened
from core.journal import annex, cbor, store
from core.journal.acknowledgement import Acknowledgement, write_acknowledgement
from core.journal.entry import EXPIRED, Entry, Part, read_entry
from tests.offices import DESK, Office, Province, key, signed

HERE, ELSEWHERE = Province(), Province("Lain")
POST, DESKS = HERE.office("K1"), HERE.office("KESBANGPOL", *DESK)
ROOTS = [HERE.root]
EARLIER = signed(CaseOpened(CaseFacts(agenda="0")), POST.leaf())
REPORT = signed(
    CaseOpened(CaseFacts(agenda="1")), POST.leaf(), before=EARLIER,
    parts={"facts": cbor.encode({"agenda": "1"}), "story": b"\xa1aa\x01", "parties": b"\xa1ap\x01"},
)  # fmt: skip
CASE = signed(CaseOpened(CaseFacts(agenda="1")), DESKS.leaf("triage"), stream=b"t" * 16, subject=REPORT.subject)
CHAINS = [(POST.leaf(), POST.ca), (DESKS.leaf("triage"), DESKS.ca), (DESKS.leaf("triage", "Budi"), DESKS.ca)]


def refused(act: Callable[[], object]) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Untrusted) as caught:
        act()
    return caught.value.code, dict(caught.value.details)


def sealed(entries: Sequence[Entry], leaf: bytes | None = None, **facts: Any) -> Entry:
    """The annex's own entry, which names the others."""
    told: dict[str, Any] = {
        "number": "1", "to": "Bawaslu", "basis": "Surat", "day": "2024-02-05", "entries": [each.digest for each in entries],
        "left_out": 0, "withheld": ["parties"], "gone": [],
    }  # fmt: skip
    event = AnnexExported(AnnexFacts(**(told | facts)))
    return signed(event, DESKS.leaf("triage") if leaf is None else leaf, stream=b"a" * 16, subject=REPORT.subject)


def content(entries: Sequence[Entry] = (REPORT, CASE), seal: Entry | None = None, **more: Any) -> annex.Content:
    given: dict[str, Any] = {"roots": ROOTS, "chains": CHAINS, "withheld": ["parties"], "province": HERE.id}
    every = [*entries, sealed(entries) if seal is None else seal]
    return annex.Content(subject=REPORT.subject, entries=every, **(given | more))


def judged(told: annex.Content) -> annex.Proven:
    return annex.judge(annex.write(told), ROOTS)


def code(told: annex.Content) -> tuple[str, dict[str, Any]]:
    return refused(lambda: judged(told))


def test_a_whole_annex_says_who_signed_what() -> None:
    proven = judged(content())
    assert proven.province == HERE.id and (proven.acknowledged, proven.unproved, proven.gone) == (0, (), ())
    assert (proven.sealed_by.post, proven.sealed_by.role, proven.sealed_by.common_name) == ("KESBANGPOL", "triage", "Ani")
    assert proven.facts.to == "Bawaslu" and proven.signers == {(REPORT.kid, signer_of(POST.ca)), (CASE.kid, signer_of(DESKS.ca))}
    report, case, seal = proven.lines
    assert [line.digest for line in proven.lines][:2] == [REPORT.digest, CASE.digest] and seal.header.kind == "annex.exported"
    assert (report.standing.post, report.standing.role, report.kid) == ("K1", "officer", REPORT.kid)
    assert {line.subject for line in proven.lines} == {REPORT.subject}
    assert report.withheld == {"parties"} and set(report.contents) == {"facts", "story", "handling"}
    assert (case.withheld, report.gone, set(case.contents)) == (frozenset(), {}, {"facts", "handling"})


def test_each_certificate_stands_in_it_once_and_nothing_of_its_own_entry_is_held_back() -> None:
    held = annex._read(annex.write(content(chains=[*CHAINS, *CHAINS], withheld=["parties", "facts"])))
    assert held.authorities == [POST.ca, DESKS.ca] and list(held.leaves.values()) == [leaf for leaf, _ in CHAINS]
    assert [parts["facts"][0] for _, parts in held.entries] == [annex.WITHHELD, annex.WITHHELD, 0]


def test_a_leaf_is_proven_by_whichever_authority_gave_it_out() -> None:
    strange = ELSEWHERE.office("K1")
    assert len(judged(content(chains=[(CHAINS[0][0], strange.ca), *CHAINS])).lines) == 3
    assert code(content(chains=[(leaf, strange.ca) for leaf, _ in CHAINS])) == ("annex.foreign", {})


@pytest.mark.parametrize("roots", [[], [ELSEWHERE.root], [HERE.root, ELSEWHERE.root]])
def test_its_roots_are_believed_before_it_brings_them(roots: list[bytes]) -> None:
    assert code(content(roots=roots)) == ("annex.foreign", {})
    assert annex.judge(annex.write(content(roots=ROOTS)), [ELSEWHERE.root, *ROOTS]).province == HERE.id


def test_it_is_the_province_of_whoever_sealed_it() -> None:
    assert code(content(province=ELSEWHERE.id)) == ("annex.foreign", {})


def test_who_signed_is_in_it_and_did_sign() -> None:
    assert code(content(chains=CHAINS[1:])) == ("signer.unknown", {})
    forged = signed(CaseOpened(CaseFacts(agenda="1")), DESKS.leaf("triage"), by="Cici", stream=b"t" * 16, subject=REPORT.subject)
    assert code(content([REPORT, forged])) == ("signature", {})


def test_one_seal_that_can_be_read() -> None:
    every = [REPORT, CASE]
    seal = sealed(every)
    unread = signed(AnnexExported(None), DESKS.leaf("triage"), stream=b"a" * 16, subject=REPORT.subject)
    other = {"facts": cbor.encode({"to": 1})}
    odd = signed(AnnexExported(None), DESKS.leaf("triage"), stream=b"a" * 16, subject=REPORT.subject, parts=other)
    assert code(replace(content(), entries=every)) == ("annex.seal", {})
    assert code(replace(content(), entries=[*every, seal, seal])) == ("annex.seal", {})
    assert code(content(seal=odd)) == ("annex.seal", {})
    assert code(content(seal=unread))[0] == "malformed"


def test_entries_are_those_that_the_seal_names() -> None:
    seal = sealed([REPORT, CASE])
    assert code(content([REPORT], seal)) == ("annex.entry_missing", {})
    assert code(content([REPORT, CASE, CASE], seal)) == ("annex.entry_added", {})
    assert code(content([REPORT, CASE], sealed([REPORT]))) == ("annex.entry_added", {})


def test_all_is_of_one_case_and_its_beginning_is_there() -> None:
    other = signed(CaseOpened(CaseFacts(agenda="2")), POST.leaf(), stream=b"u" * 16)
    assert code(content([REPORT, CASE, other])) == ("annex.other_case", {})
    assert code(content([CASE])) == ("annex.other_case", {})
    assert code(replace(content(), subject=b"x" * 16)) == ("annex.other_case", {})


def test_what_stands_side_by_side_in_a_stream_is_chained() -> None:
    second = signed(CaseOpened(CaseFacts(agenda="3")), POST.leaf(), before=REPORT, subject=REPORT.subject)
    torn = signed(CaseOpened(CaseFacts(agenda="3")), POST.leaf(), before=replace_digest(REPORT), subject=REPORT.subject)
    assert len(judged(content([REPORT, second])).lines) == 3
    assert code(content([REPORT, torn])) == ("annex.chain", {})


def replace_digest(entry: Entry) -> Entry:
    from msgspec import structs

    return structs.replace(entry, digest=b"x" * 32)


def test_only_what_the_seal_says_is_held_back() -> None:
    assert code(content(withheld=["parties", "story"])) == ("annex.withheld", {})
    assert code(content(seal=sealed([REPORT, CASE], withheld=[]))) == ("annex.withheld", {})
    assert judged(content(withheld=[])).lines[0].withheld == frozenset()


# --- what is gone --------------------------------------------------------------------------------------------------------


def erasing(*, by: str = "Budi", ordered: bool = True, approved: bool = True, parts: Sequence[str] = ("story",)) -> list[Entry]:
    """An order and the answer to it; its facts left out where they are not to be read."""
    order = ErasureOrdered(ErasureFacts(parts=list(parts), attachments=False, ground="court", basis="Putusan"))
    first = signed(order, DESKS.leaf("triage"), stream=b"t" * 16, subject=REPORT.subject, parts=None if ordered else {})
    answer = ErasureApproved(AnswerFacts(proposal=first.digest))
    leaf = DESKS.leaf("triage", by)
    return [first, signed(answer, leaf, by=by, stream=b"v" * 16, subject=REPORT.subject, parts=None if approved else {})]


def old(entries: Sequence[Entry]) -> annex.Proven:
    """An annex of before its office signed for what is gone."""
    return judged(content(entries, sealed(entries, gone=None)))


def test_what_an_approved_order_destroyed_is_proved_and_all_else_is_told() -> None:
    order, answer = erasing()
    destroyed = store.without(REPORT, ["story"], order.digest)
    proven = old([destroyed, order, answer])
    assert (proven.gone, proven.unproved) == (("case.opened/story",), ())
    unproved = ("case.opened/story",)
    assert old([destroyed]).unproved == old([destroyed, order]).unproved == unproved
    assert old([destroyed, *erasing(by="Ani")]).unproved == unproved, "by the same officer"
    for left_out in ({"ordered": False}, {"approved": False}, {"parts": ["parties"]}):
        odd = erasing(**left_out)  # type: ignore[arg-type]
        assert old([store.without(REPORT, ["story"], odd[0].digest), *odd]).unproved == unproved, left_out
    expired = read_entry(REPORT.cose, dict(REPORT.parts) | {"story": Part(EXPIRED)})
    assert (old([expired]).gone, old([expired]).unproved) == (unproved, unproved)


def test_what_is_gone_is_exactly_what_the_office_signed_for() -> None:
    order = erasing()[0]
    destroyed = store.without(REPORT, ["story"], order.digest)
    signed_for = GonePart(entry=REPORT.digest, part="story", order=order.digest)
    proven = judged(content([destroyed], sealed([destroyed], gone=[signed_for])))
    assert (proven.gone, proven.unproved) == (("case.opened/story",), ())
    for gone in ([], [signed_for, signed_for], [GonePart(entry=REPORT.digest, part="story")]):
        assert code(content([destroyed], sealed([destroyed], gone=gone))) == ("annex.gone", {})
    assert code(content([REPORT], sealed([REPORT], gone=[signed_for]))) == ("annex.gone", {})


# --- parts, what was opened, acknowledgements ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "part",
    [[0, b"salt", b"x"], [0, b"salt"], [1, b"x" * 31], [1, b"x" * 33], [1], [2], [2, b"x"], [3, b""], [4], [], 7],
)  # fmt: skip
def test_a_part_of_no_lawful_form_is_named(part: object) -> None:
    parts = {name: [0, each.salt, each.content] for name, each in REPORT.parts.items()} | {"story": part}
    data = annex.write(content()).replace(
        cbor.encode([annex.ENTRY, REPORT.cose, annex._parts(REPORT, ["parties"])]), cbor.encode([annex.ENTRY, REPORT.cose, parts])
    )
    assert refused(lambda: annex.judge(data, ROOTS)) == ("parts.differ", {"part": "story"})


def test_parts_are_those_that_the_header_names() -> None:
    whole = cbor.encode([annex.ENTRY, REPORT.cose, annex._parts(REPORT, ["parties"])])
    fewer = {name: part for name, part in annex._parts(REPORT, ["parties"]).items() if name != "parties"}
    data = annex.write(content())
    assert whole in data
    for parts in (fewer, annex._parts(REPORT, ["parties"]) | {"more": [3]}):
        changed = data.replace(whole, cbor.encode([annex.ENTRY, REPORT.cose, parts]))
        assert refused(lambda changed=changed: annex.judge(changed, ROOTS)) == ("parts.differ", {})  # type: ignore[misc]


def test_what_was_opened_is_what_the_seal_names() -> None:
    found = OpenedPart(entry=REPORT.digest, part="parties", digest=hashlib.sha256(b"who").digest())
    seal, bare = sealed([REPORT, CASE], opened=[found]), sealed([REPORT, CASE])
    given = (REPORT.digest, "parties", b"who")
    assert judged(content(seal=seal, opened=[given])).facts.opened == [found]
    for named, opened in ((seal, ()), (bare, [given]), (seal, [(REPORT.digest, "parties", b"else")]), (seal, [given, given])):
        assert code(content(seal=named, opened=opened)) == ("annex.opened", {})


def acknowledged(by: str, leaf: bytes, office: Office = DESKS) -> tuple[bytes, bytes, bytes]:
    told = Acknowledgement(key_id(leaf), 1, (), (), ())
    return write_acknowledgement(key(by), key_id(leaf), told), leaf, office.ca


def test_acknowledgements_are_of_laptops_that_signed_them() -> None:
    device = DESKS.leaf("device", "L")
    good = acknowledged("L", device)
    proven = judged(content(acknowledgements=[good, acknowledged("L", POST.leaf("device", "L"), POST)]))
    assert proven.acknowledged == 2
    by_person = acknowledged("Ani", DESKS.leaf("triage"))
    forged = acknowledged("M", device)
    borrowed = (good[0], DESKS.leaf("device", "M"), DESKS.ca)
    same_key = (acknowledged("L", DESKS.leaf("device", "M"))[0], device, DESKS.ca)
    for bad in (by_person, forged, borrowed, same_key):
        assert code(content(acknowledgements=[good, bad])) == ("annex.foreign", {})
    strange = ELSEWHERE.office("K1")
    foreign = acknowledged("L", strange.leaf("device", "L"), strange)
    assert code(content(acknowledgements=[foreign]))[0] == "certificate.chain"


# --- how items end -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "end"),
    [(b"\x17", 1), (b"\x18\xff", 2), (b"\x19\xff\xff", 3), (b"\x1a" + b"\xff" * 4, 5), (b"\x1b" + b"\xff" * 8, 9), (b"\x40", 1),
     (b"\x57" + bytes(23), 24), (b"\x58\x18" + bytes(24), 26), (b"\x59\x01\x00" + bytes(256), 259), (b"\x78\x02ab", 4),
     (b"\x98\x02\x00\x00", 4), (b"\xb8\x01\x00\x00", 4), (b"\xa2\x00\x81\x00\x01\x02", 6), (b"\x38\xff", 2), (b"\xc1\x00", 1)],
)  # fmt: skip
def test_an_items_end_is_found_by_heads_alone(data: bytes, end: int) -> None:
    assert annex._end(data, 0) == end
    assert annex._end(b"\xf6" + data + b"\xf6", 1) == end + 1


@pytest.mark.parametrize(
    "data",
    [b"\x1d", b"\x1c" + bytes(300), b"\x3f" + bytes(300), b"\x19\x01", b"\x1a" + bytes(3), b"\x41", b"\x58\x02a", b"\x81",
     b"\x9b" + b"\x00" * 3 + b"\xff" * 5 + bytes(9), b"\x9a\x00\x10\x44\x00" + bytes(10)],
)  # fmt: skip
def test_what_has_no_end_is_refused(data: bytes) -> None:
    assert refused(lambda: annex._end(data, 0)) == ("malformed", {"where": "annex"})


def test_an_item_is_no_longer_than_an_item_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annex, "ITEM_LIMIT", 10)
    fits, longer = b"\x48" + bytes(8) + b"\xf6", b"\x4a" + bytes(10)
    assert annex._end(fits, 0) == 9 and annex._end(b"\x49" + bytes(9), 0) == 10
    assert annex._end(b"\xf6" + b"\x49" + bytes(9), 1) == 11
    for data in (longer, b"\x8a" + bytes(10), b"\x8b" + bytes(20)):
        assert refused(lambda data=data: annex._end(data, 0)) == ("malformed", {"where": "annex"})  # type: ignore[misc]
