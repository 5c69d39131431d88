"""Two judges of one annex, the program's and the one that it carries: one flipped bit, and neither calls it valid."""

from __future__ import annotations

import io
import runpy
import zipfile
from argparse import Namespace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.app import annexing
from core.app.annex_verdict import verdict
from core.crypto.cose import parse1
from core.documents.trust import Trust
from core.domain.annex import AnnexFacts, ExportAnnex, goes_along
from core.domain.errors import Untrusted
from core.domain.ids import read_id, show_id
from core.journal import annex, cbor
from core.journal.entry import COSE_LIMIT, read_header
from tests.changes import answer, order, second
from tests.world import RESOURCES, complaint, found


class Given(NamedTuple):
    """An annex's sequence, the roots that are believed, and the shipped judge."""

    data: bytes
    roots: tuple[bytes, ...]
    judge: Any
    folder: Path
    trust: Path


@pytest.fixture(scope="module")
def given_annex(tmp_path_factory: pytest.TempPathFactory) -> Given:
    """One complaint's annex."""
    world = found("annex")
    app = world.province.app
    report = read_id(world.province.submit(complaint()).id)
    sink = io.BytesIO()
    app.annex(ExportAnnex(app.new_command(), report, "Bawaslu", "Surat"), sink)
    folder = tmp_path_factory.mktemp("annex")
    trust = folder / "trust.pem"
    trust.write_bytes(app.export_trust())
    roots = tuple(world.province.device.belongings.anchors)
    world.close()
    with zipfile.ZipFile(sink) as archive:
        data = archive.read("annex.cbor")
    judge = runpy.run_path(str(RESOURCES / "annex" / "periksa.py"))["judge"]
    return Given(data, roots, judge, folder, trust)


def shipped(told: Given, data: bytes) -> int:
    """The shipped judge's exit code for a sequence."""
    return shipped_words(told, data)[0]


def shipped_words(told: Given, data: bytes) -> tuple[int, Any]:
    """The same with its answer."""
    path = told.folder / "one.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("annex.cbor", data)
    code, answer = told.judge(Namespace(file=str(path), trust=str(told.trust), root=[], json=True))
    return int(code), answer


def test_both_judges_believe_what_the_office_signed(given_annex: Given) -> None:
    proven = annex.judge(given_annex.data, given_annex.roots)
    assert len(proven.lines) == 2 and proven.facts.withheld == ["parties"]
    assert shipped(given_annex, given_annex.data) == 0


@pytest.mark.fault("EX-7")
@settings(max_examples=40, deadline=None)
@given(place=st.integers(0, 10**6), bit=st.integers(0, 7))
def test_one_flipped_bit_is_seen_by_both(given_annex: Given, place: int, bit: int) -> None:
    at = place % len(given_annex.data)
    changed = given_annex.data[:at] + bytes([given_annex.data[at] ^ (1 << bit)]) + given_annex.data[at + 1 :]
    with pytest.raises(Untrusted):
        annex.judge(changed, given_annex.roots)
    assert shipped(given_annex, changed) == 1


@pytest.mark.parametrize("bomb", [b"\x9b" + b"\xff" * 8, b"\x5a\x7f\xff\xff\xff", b"\x81" * 100_000, b"\x9f", b"\xc2\x40", b""])
def test_what_claims_to_be_huge_or_deep_is_refused_at_once(given_annex: Given, bomb: bytes) -> None:
    with pytest.raises(Untrusted):
        annex.judge(bomb, given_annex.roots)
    assert shipped(given_annex, bomb) == 1


def test_the_desks_own_work_stays() -> None:
    assert not goes_along("case.noted", ()) and not goes_along("incident.compared", ())
    assert goes_along("referral.sent", ()) and not goes_along("referral.sent", ("referral",))


# --- each rule by its own code


def items(told: Given) -> list[Any]:
    return list(annex._items(told.data))


def said(told: Given, changed: list[Any]) -> str:
    """The refusal's code of a changed sequence, or nothing; the shipped judge agrees."""
    data = b"".join(cbor.encode(item) for item in changed)
    try:
        annex.judge(data, told.roots)
    except Untrusted as refusal:
        assert shipped(told, data) == 1
        return refusal.code
    return ""


def of(told: Given, kind: int) -> list[Any]:
    return [item for item in items(told) if item[0] == kind]


def without(told: Given, gone: Any) -> list[Any]:
    return [item for item in items(told) if item != gone]


def instead(told: Given, old: Any, new: Any) -> list[Any]:
    return [new if item == old else item for item in items(told)]


def test_what_is_written_anew_is_the_same_annex(given_annex: Given) -> None:
    assert b"".join(cbor.encode(item) for item in items(given_annex)) == given_annex.data
    assert said(given_annex, items(given_annex)) == ""
    proven = annex.judge(given_annex.data, given_annex.roots)
    assert {kid for kid, _ in proven.signers} == {line.kid for line in proven.lines} and len(proven.signers) >= 1
    assert proven.acknowledged == 0 and {line.subject for line in proven.lines} == {of(given_annex, annex.HEAD)[0][1][2]}


def test_entries_are_exactly_those_that_the_seal_names(given_annex: Given) -> None:
    report, seal = of(given_annex, annex.ENTRY)
    assert said(given_annex, without(given_annex, seal)) == "annex.seal"
    assert said(given_annex, [*items(given_annex), seal]) == "annex.seal"
    assert said(given_annex, without(given_annex, report)) == "annex.entry_missing"
    assert said(given_annex, [*items(given_annex), report]) == "annex.entry_added"
    unread = [annex.ENTRY, seal[1], {name: [2, b""] if name == "facts" else part for name, part in seal[2].items()}]
    assert said(given_annex, instead(given_annex, seal, unread)) == "malformed"


def test_one_head_of_this_format_case_and_province(given_annex: Given) -> None:
    (head,) = of(given_annex, annex.HEAD)
    for field, code in ((1, "newer"), (2, "annex.other_case"), (3, "annex.foreign")):
        other = [annex.HEAD, head[1] | {field: 2 if field == 1 else b"x" * 16}]
        assert said(given_annex, instead(given_annex, head, other)) == code
    assert said(given_annex, without(given_annex, head)) == "newer"
    assert said(given_annex, [*items(given_annex), head]) == "newer"


def test_who_signed_is_proven_by_what_is_believed(given_annex: Given) -> None:
    for kind, code in ((annex.ROOT, "annex.foreign"), (annex.AUTHORITY, "annex.foreign"), (annex.LEAF, "signer.unknown")):
        left = [item for item in items(given_annex) if item[0] != kind]
        assert said(given_annex, left) == code
    assert said(given_annex, [*items(given_annex), [annex.ROOT, b"somebody's own"]]) == "annex.foreign"
    with pytest.raises(Untrusted) as caught:
        annex.judge(given_annex.data, ())
    assert caught.value.code == "annex.foreign"
    assert said(given_annex, [[annex.AUTHORITY, b"none"], *items(given_annex)]) == "", "one that proves nothing stops no other"


def test_parts_are_those_that_the_entry_commits_to(given_annex: Given) -> None:
    report = of(given_annex, annex.ENTRY)[0]

    def with_part(name: str, part: Any) -> str:
        parts = {key: value for key, value in report[2].items() if key != name} | ({} if part is None else {name: part})
        return said(given_annex, instead(given_annex, report, [annex.ENTRY, report[1], parts]))

    assert with_part("facts", None) == "parts.differ"
    assert with_part("other", [3]) == "parts.differ"
    assert with_part("facts", [3]) == "annex.withheld"
    assert with_part("parties", [3]) == ""
    for taken_out in ([1, bytes(32)], [2, b""]):
        for name in ("facts", "story", "handling"):
            assert with_part(name, taken_out) == "annex.gone", "nobody signed for it"
    for odd in ([1, b"order"], [2, b"x"], [0, b"salt", b"other"], [0, b"salt"], [1], [1, 5], [3, b""], [4], [], 7):
        assert with_part("facts", odd) == "parts.differ"


def test_nothing_is_opened_or_acknowledged_beyond_what_the_seal_names(given_annex: Given) -> None:
    entry = annex.judge(given_annex.data, given_annex.roots).lines[0].digest
    assert said(given_annex, [*items(given_annex), [annex.OPENED, entry, "parties", b"x"]]) == "annex.opened"
    assert said(given_annex, [*items(given_annex), [annex.OPENED, entry, 5, b"x"]]) == "malformed"
    assert said(given_annex, [*items(given_annex), [9]]) == "malformed"
    leaf, authority = of(given_annex, annex.LEAF)[0][1], of(given_annex, annex.AUTHORITY)[0][1]
    assert said(given_annex, [*items(given_annex), [annex.ACKNOWLEDGEMENT, b"no message", leaf, authority]]) == "malformed"


def test_an_annex_has_a_largest_size_and_so_many_items(given_annex: Given) -> None:
    with pytest.raises(Untrusted) as caught:
        annex.judge(bytes(annex.LIMIT + 1), given_annex.roots)
    assert (caught.value.code, caught.value.details["size"]) == ("limit", annex.LIMIT + 1)
    one = cbor.encode([annex.ROOT, b""])
    assert len(list(annex._items(one * (annex.MOST_ITEMS - 1)))) == annex.MOST_ITEMS - 1
    with pytest.raises(Untrusted) as caught:
        list(annex._items(one * (annex.MOST_ITEMS + 1)))
    assert caught.value.code == "limit"


@pytest.mark.parametrize(
    ("data", "end"),
    [(b"\x00", 1), (b"\x18\x20\x00", 2), (b"\x19\x01\x00", 3), (b"\x43abc", 4), (b"\x82\x00\x61a", 4), (b"\xa1\x00\x81\x00", 4),
     (b"\x80\x00", 1), (b"\xf6", 1), (b"\x1b" + bytes(8), 9)],
)  # fmt: skip
def test_where_an_item_ends(data: bytes, end: int) -> None:
    assert annex._end(data, 0) == end
    assert annex._end(b"\x00" + data, 1) == end + 1


@pytest.mark.parametrize("data", [b"", b"\x18", b"\x43ab", b"\x82\x00", b"\xa1\x00", b"\x1c", b"\x5f", b"\x1b" + bytes(7)])
def test_what_ends_too_early_is_malformed(data: bytes) -> None:
    with pytest.raises(Untrusted) as caught:
        annex._end(data, 0)
    assert caught.value.code == "malformed"


# --- parts that are no longer there


class Destroyed(NamedTuple):
    """Annexes of a complaint whose story an order destroyed: as they are made, as they were made before their office signed for
    what is gone, and the same without the order."""

    signed: Given
    before: Given
    bare: Given


STORY = "complaint.received/story"


@pytest.fixture(scope="module")
def destroyed(tmp_path_factory: pytest.TempPathFactory) -> Destroyed:
    world = found("annex-gone")
    province, app = world.province, world.province.app
    report = read_id(province.submit(complaint()).id)
    other = second(province, "administrator")
    answer(province, order(province, show_id(report), ("story",)).id, other)
    folder = tmp_path_factory.mktemp("annex-gone")
    (folder / "trust.pem").write_bytes(app.export_trust())

    def made(*leave_out: str) -> Given:
        sink = io.BytesIO()
        app.annex(ExportAnnex(app.new_command(), report, "Bawaslu", "Surat", leave_out=leave_out), sink)
        with zipfile.ZipFile(sink) as archive:
            data = archive.read("annex.cbor")
        judge = runpy.run_path(str(RESOURCES / "annex" / "periksa.py"))["judge"]
        return Given(data, tuple(province.device.belongings.anchors), judge, folder, folder / "trust.pem")

    signed = made()
    with pytest.MonkeyPatch.context() as before:
        before.setattr(annexing, "AnnexFacts", lambda gone, **facts: AnnexFacts(**facts))
        found_before = Destroyed(signed, made(), made("erasure"))
    world.close()
    return found_before


def both(told: Given, changed: list[Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is gone and what of it is unproved, as both judges say."""
    data = b"".join(cbor.encode(item) for item in changed)
    proven = annex.judge(data, told.roots)
    code, answer = shipped_words(told, data)
    assert (code, answer["verdict"]) == ((3, "unknown") if proven.unproved else (0, "valid"))
    assert tuple(answer["unproved"]) == proven.unproved
    assert sorted(f"{line['kind']}/{name}" for line in answer["entries"] for name in line["gone"]) == sorted(proven.gone)
    assert all(name in answer["reason"] for name in proven.unproved)
    return proven.gone, proven.unproved


def with_parts(told: Given, kind: str, **parts: Any) -> list[Any]:
    """The sequence with parts of the entry of this kind changed."""
    entry = next(each for each in of(told, annex.ENTRY) if read_header(parse1(each[1], COSE_LIMIT).payload).kind == kind)
    return instead(told, entry, [annex.ENTRY, entry[1], entry[2] | parts])


def test_a_part_that_an_order_destroyed_is_signed_for(destroyed: Destroyed) -> None:
    told = destroyed.signed
    assert both(told, items(told)) == ((STORY,), ())
    begun = "complaint.received"
    for name, part in (("facts", [1, bytes(32)]), ("handling", [2, b""]), ("story", [2, b""]), ("story", [1, bytes(32)])):
        assert said(told, with_parts(told, begun, **{name: part})) == "annex.gone"
    assert said(told, with_parts(told, "erasure.ordered", facts=[2, b""])) == "annex.gone"


def test_an_annex_of_before_is_valid_where_its_own_order_proves_what_is_gone(destroyed: Destroyed) -> None:
    told = destroyed.before
    assert both(told, items(told)) == ((STORY,), ())
    begun = "complaint.received"
    order = next(item[2]["story"][1] for item in of(told, annex.ENTRY) if item[2].get("story", [0])[0] == 1)
    for name, part in (("facts", [1, order]), ("handling", [2, b""]), ("facts", [1, bytes(32)])):
        assert both(told, with_parts(told, begun, **{name: part}))[1] == (f"{begun}/{name}",), "taken out, and so named"
    assert both(told, with_parts(told, begun, story=[1, bytes(32)]))[1] == (STORY,), "another order"
    assert STORY in both(told, with_parts(told, "erasure.approved", facts=[2, b""]))[1], "an order that nobody agreed to"


def test_an_annex_of_before_without_the_order_says_what_is_unproved(destroyed: Destroyed) -> None:
    assert both(destroyed.bare, items(destroyed.bare)) == ((STORY,), (STORY,))
    path = destroyed.bare.folder / "bare.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("annex.cbor", destroyed.bare.data)
    finding = verdict(path.read_bytes(), Trust.from_pem(destroyed.bare.trust.read_bytes()))
    assert (finding.verdict, finding.reasons) == ("unknown", ["verify.annex_unproved"])
    assert finding.fields["unproved"] == STORY and not finding.fields["gone"]
