"""Whose entries are taken in: openings, later entries, officers, renewed keys, a regency's own area; each rule by its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from msgspec import structs
from sqlalchemy import Connection

from core.crypto.certificates import Standing
from core.crypto.cose import key_id, sign1
from core.crypto.sealing import AgeIdentity
from core.domain.device_key import HEADS_LIMIT, DeviceRenewed, DeviceRenewedFacts, StreamHead
from core.domain.errors import Untrusted
from core.domain.events import CaseFacts, CaseOpened, OfficerEnrolled, OfficerFacts, StreamFacts
from core.domain.local_rule import RuleFacts, RuleRecorded
from core.domain.sealed_day import sealed_audience
from core.journal import admission, handover
from core.journal.admission import Trust, admit, admit_run
from core.journal.entry import Entry, relayed
from tests.offices import DESK, Office, Province, journal, key, know, know_stream, opened, signed

HERE, ELSEWHERE = Province(), Province("Lain")
POST, OTHER = HERE.office("K1"), HERE.office("K2")
DESKS, REGENCY = HERE.office("KESBANGPOL", *DESK), HERE.office("19.05", "regency", "device")
TRUST = Trust([HERE.root], HERE.id)
DEVICE = POST.leaf("device", "L")
BEFORE = opened(POST.opening())
"""The first entry of the stream that later ones join."""


@pytest.fixture
def db() -> Iterator[Connection]:
    with journal() as connection:
        yield connection


def refused(act: Callable[[], object]) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Untrusted) as caught:
        act()
    return caught.value.code, dict(caught.value.details)


def not_allowed(what: str) -> tuple[str, dict[str, Any]]:
    return "entry.not_allowed", {"what": what}


# --- how a stream begins -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "facts",
    [
        POST.opening(),
        POST.opening("head"),
        DESKS.opening("triage"),
        *(DESKS.opening("triage", audience=audience) for audience in ("all", "post:K1", "regency:19.05")),
        REGENCY.opening("regency"),
    ],
)  # fmt: skip
def test_a_stream_is_opened_by_a_device_and_an_officer_of_one_post(db: Connection, facts: StreamFacts) -> None:
    admit(db, TRUST, opened(facts))


def test_a_sealed_day_is_opened_by_the_device_alone(db: Connection) -> None:
    sealed = sealed_audience("KESBANGPOL")
    admit(db, TRUST, opened(POST.opening(officer_certificate=DEVICE, audience=sealed), by="L"))
    named = opened(POST.opening(audience=sealed))
    assert refused(lambda: admit(db, TRUST, named)) == not_allowed("stream.opened")
    of_the_desks = POST.opening(officer_certificate=DEVICE)
    assert refused(lambda: admit(db, TRUST, opened(of_the_desks, by="L"))) == not_allowed("stream.opened")


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (POST.opening(province=b"x" * 16), ("province.foreign", {})),
        (POST.opening(post="K2"), not_allowed("stream.opened")),
        (POST.opening(device=b"d" * 16), not_allowed("stream.opened")),
        (POST.opening(device_certificate=POST.leaf()), not_allowed("stream.opened")),
        (POST.opening(recipient="age1nobody"), ("malformed", {"where": "recipient"})),
        *((POST.opening(audience=each), not_allowed(each)) for each in ("all", "post:K2", "regency:19.05", "", "nation")),
        *(
            (DESKS.opening("triage", audience=audience), not_allowed(audience))
            for audience in ("nation", "posts")
        ),
        *(
            (REGENCY.opening("regency", audience=audience), not_allowed(audience))
            for audience in ("all", "post:K1")
        ),
    ],
)  # fmt: skip
def test_an_opening_says_what_is_wrong_with_it(db: Connection, facts: StreamFacts, told: tuple[str, dict[str, Any]]) -> None:
    assert refused(lambda: admit(db, TRUST, opened(facts))) == told


@pytest.mark.parametrize("certificate", ["device_certificate", "officer_certificate"])
def test_an_openings_certificates_lead_to_an_anchor_each(db: Connection, certificate: str) -> None:
    strange = ELSEWHERE.office("K1")
    leaf = strange.leaf("device", "L") if certificate == "device_certificate" else strange.leaf()
    entry = opened(POST.opening(**{certificate: leaf}))
    assert refused(lambda: admit(db, TRUST, entry))[0] == "certificate.chain"
    assert refused(lambda: admit(db, TRUST, opened(strange.opening())))[0] == "certificate.chain"


def test_an_opening_is_signed_by_the_officer_whom_it_names(db: Connection) -> None:
    by_another = signed(admission.StreamOpened(POST.opening()), POST.leaf(name="Budi"), by="Budi")
    assert refused(lambda: admit(db, TRUST, by_another)) == ("signer.unknown", {})
    assert refused(lambda: admit(db, TRUST, opened(POST.opening(), by="Budi"))) == ("signature", {})


def test_an_opening_is_of_the_province_that_is_read_here(db: Connection) -> None:
    elsewhere = Trust([HERE.root], ELSEWHERE.id)
    assert refused(lambda: admit(db, elsewhere, opened(POST.opening()))) == ("province.foreign", {})


def test_the_first_entry_is_an_opening_that_can_be_read(db: Connection) -> None:
    other = signed(CaseOpened(CaseFacts(agenda="1")), POST.leaf())
    blank = signed(admission.StreamOpened(POST.opening()), POST.leaf(), parts={})
    for entry in (other, blank):
        assert refused(lambda entry=entry: admit(db, TRUST, entry)) == ("malformed", {"where": "entry 0"})  # type: ignore[misc]


def test_standings_of_an_opening_are_of_its_province_and_post() -> None:
    facts = POST.opening()
    device = Standing("K1", "device", HERE.id, "L")
    officer = replace(device, role="officer", common_name="Ani")
    admission._require_own_names(facts, device, officer)
    foreign: dict[str, Any] = {"province_id": b"x" * 16}
    stray: dict[str, Any] = {"post": "K2"}
    for odd, told in (
        ((replace(device, **foreign), officer), ("province.foreign", {})),
        ((device, replace(officer, **foreign)), ("province.foreign", {})),
        ((replace(device, **foreign), replace(officer, **foreign)), ("province.foreign", {})),
        ((replace(device, **stray), officer), not_allowed("stream.opened")),
        ((device, replace(officer, **stray)), not_allowed("stream.opened")),
        ((replace(device, **stray), replace(officer, **stray)), not_allowed("stream.opened")),
        ((device, replace(officer, role="device")), not_allowed("stream.opened")),
        ((replace(device, role="officer"), officer), not_allowed("stream.opened")),
    ):
        assert refused(lambda odd=odd: admission._require_own_names(facts, *odd)) == told  # type: ignore[misc]


def test_a_second_opening_of_a_stream_is_its_own_devices(db: Connection) -> None:
    facts = POST.opening()
    know_stream(db, b"s" * 16, facts.device, "K1")
    know_stream(db, b"t" * 16, b"another".ljust(16), "K1")
    admit(db, TRUST, opened(facts))
    taken = structs.replace(opened(facts), header=structs.replace(opened(facts).header, stream=b"t" * 16))
    assert refused(lambda: admission._require_own_stream(db, taken)) == not_allowed("stream of another device")
    know_stream(db, b"v" * 16, b"another".ljust(16), "K1")
    stolen = signed(admission.StreamOpened(facts), POST.leaf(), stream=b"v" * 16)
    assert refused(lambda: admit(db, TRUST, stolen)) == not_allowed("stream of another device")
    unread = signed(admission.StreamOpened(facts), POST.leaf(), parts={})
    assert refused(lambda: admission._require_own_stream(db, unread)) == not_allowed("stream of another device")
    free = signed(admission.StreamOpened(facts), POST.leaf(), parts={}, stream=b"u" * 16)
    admission._require_own_stream(db, free)
    other = opened(POST.opening(device=b"another".ljust(16)))
    assert refused(lambda: admission._require_own_stream(db, other)) == not_allowed("stream of another device")


# --- who may write later -------------------------------------------------------------------------------------------------

CASE = CaseOpened(CaseFacts(agenda="1"))


def later(event: Any, leaf: bytes, **more: Any) -> Entry:
    return signed(event, leaf, before=BEFORE, **more)


def test_later_entries_are_of_somebody_known_and_of_the_streams_own_post(db: Connection) -> None:
    entry = later(CASE, DESKS.leaf("triage"))
    for act in (lambda: admit(db, TRUST, entry), lambda: admit_run(db, TRUST, [entry])):
        assert refused(act) == ("signer.unknown", {})
    know(db, DESKS, "triage")
    admit(db, TRUST, entry)
    forged = later(CASE, DESKS.leaf("triage"), by="Budi")
    assert refused(lambda: admit(db, TRUST, forged)) == ("signature", {})
    know_stream(db, b"s" * 16, b"d" * 16, "KESBANGPOL")
    admit(db, TRUST, entry)
    admit_run(db, TRUST, [entry, entry])
    know_stream(db, b"t" * 16, b"d" * 16, "K1")
    strayed = later(CASE, DESKS.leaf("triage"), stream=b"t" * 16)
    for act in (lambda: admit(db, TRUST, strayed), lambda: admit_run(db, TRUST, [strayed])):
        assert refused(act) == not_allowed("stream of another post")


def test_a_kind_is_for_whom_the_table_names(db: Connection) -> None:
    know(db, POST)
    know(db, DESKS, "triage", "Budi")
    officers = later(CASE, POST.leaf())
    for act in (lambda: admit(db, TRUST, officers), lambda: admit_run(db, TRUST, [officers])):
        assert refused(act) == not_allowed("case.opened")
    assert refused(lambda: admission._require_kind("case.opened", "triage", from_desk=False)) == not_allowed("case.opened")


def test_in_a_run_every_signature_is_proven_and_what_one_may_write_is_asked_once(
    db: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    know(db, DESKS, "triage")
    know(db, DESKS, "triage", "Budi")
    good, other, forged = (
        later(CASE, DESKS.leaf("triage")),
        later(CASE, DESKS.leaf("triage", "Budi"), by="Budi"),
        later(CASE, DESKS.leaf("triage"), by="Budi"),
    )
    assert refused(lambda: admit_run(db, TRUST, [good, forged])) == ("signature", {})
    assert refused(lambda: admit_run(db, TRUST, [good, other, forged])) == ("signature", {})
    asked = list[str]()
    monkeypatch.setattr(admission, "_require_kind", lambda kind, _role, from_desk: asked.append(kind))
    admit_run(db, TRUST, [good, good, other, good, other])
    assert asked == ["case.opened"] * 2


# --- officers and laptops that become known ------------------------------------------------------------------------------

HEAD = POST.leaf("head")


def enrolled(office: Office, role: str, *, ca: bytes | None = None) -> OfficerEnrolled:
    leaf = office.leaf(role, "Baru")
    return OfficerEnrolled(OfficerFacts(name="Baru", role=role, certificate=leaf, ca_certificate=office.ca if ca is None else ca))


def test_an_officer_is_enrolled_at_his_heads_own_post(db: Connection) -> None:
    know(db, POST, "head")
    admit(db, TRUST, later(enrolled(POST, "officer"), HEAD))
    for event in (enrolled(OTHER, "officer"), enrolled(POST, "device")):
        assert refused(lambda event=event: admit(db, TRUST, later(event, HEAD))) == not_allowed("officer.enrolled")  # type: ignore[misc]
    strange = enrolled(ELSEWHERE.office("K1"), "officer")
    assert refused(lambda: admit(db, TRUST, later(strange, HEAD)))[0] == "certificate.chain"
    mixed = enrolled(POST, "officer", ca=OTHER.ca)
    assert refused(lambda: admit(db, TRUST, later(mixed, HEAD)))[0] == "certificate.chain"
    admit(db, TRUST, later(enrolled(POST, "officer"), HEAD, parts={}))


def renewed(old: Office = POST, new: Office = POST, *, sign: bool = True, **changes: Any) -> DeviceRenewed:
    facts = DeviceRenewedFacts(
        previous=old.leaf("device", "L"), previous_ca=old.ca, certificate=new.leaf("device", "L2"), ca_certificate=new.ca,
        recipient=AgeIdentity.generate().recipient, copied=False, heads=[StreamHead(b"s" * 16, 4, b"d" * 32)], handover=b"",
    )  # fmt: skip
    facts = structs.replace(facts, **changes)
    return DeviceRenewed(handover.written(facts, HERE.id, key("L")) if sign else facts)


def test_a_laptops_key_is_renewed_by_the_old_ones_word_within_the_post(db: Connection) -> None:
    know(db, POST, "head")
    admit(db, TRUST, later(renewed(), HEAD))
    admit(db, TRUST, later(renewed(copied=True, heads=[]), HEAD))
    admit(db, TRUST, later(renewed(), HEAD, parts={}))
    for event in (
        renewed(sign=False),
        renewed(new=OTHER),
        renewed(old=OTHER, new=OTHER),
        renewed(old=OTHER),
        renewed(previous=POST.leaf(), sign=False),
        renewed(certificate=POST.leaf("officer", "L2")),
        renewed(certificate=POST.leaf("device", "L")),
    ):
        assert refused(lambda event=event: admit(db, TRUST, later(event, HEAD))) == not_allowed("device.renewed")  # type: ignore[misc]
    strange = renewed(new=ELSEWHERE.office("K1"))
    assert refused(lambda: admit(db, TRUST, later(strange, HEAD)))[0] == "certificate.chain"
    deaf = renewed(recipient="age1nobody")
    assert refused(lambda: admit(db, TRUST, later(deaf, HEAD))) == ("malformed", {"where": "recipient"})


def facts_of(event: DeviceRenewed) -> DeviceRenewedFacts:
    assert event.facts is not None
    return event.facts


def test_a_renewal_names_so_many_streams() -> None:
    many = [StreamHead(b"s" * 16, 4, b"d" * 32)] * HEADS_LIMIT
    assert admission._hands_over(facts_of(renewed(heads=many)), HERE.id) is True
    assert admission._hands_over(facts_of(renewed(heads=[*many, many[0]])), HERE.id) is False


def test_the_old_key_signs_all_that_the_renewal_says() -> None:
    facts = facts_of(renewed())
    assert handover.is_proven(facts, HERE.id) is True
    assert handover.is_proven(facts, b"x" * 16) is False
    head = facts.heads[0]
    for changes in (
        {"previous": POST.leaf("device", "L3")},
        {"certificate": POST.leaf("device", "L3")},
        {"recipient": AgeIdentity.generate().recipient},
        {"copied": True},
        {"heads": []},
        {"heads": [structs.replace(head, stream=b"t" * 16)]},
        {"heads": [structs.replace(head, sequence=5)]},
        {"heads": [structs.replace(head, digest=b"e" * 32)]},
        {"previous": b"no certificate"},
        {"handover": b"no message"},
        {"handover": sign1(key("L"), b"k" * 16, handover._said(facts, HERE.id))},
        {"handover": sign1(key("L2"), key_id(facts.previous), handover._said(facts, HERE.id))},
        {"handover": sign1(key("L"), key_id(facts.previous), b"something else")},
        {"handover": sign1(key("L"), key_id(facts.previous), bytes(handover.LIMIT))},
    ):
        assert handover.is_proven(structs.replace(facts, **changes), HERE.id) is False, changes


# --- a regency's desk, a national office ---------------------------------------------------------------------------------


def rule(area: str) -> RuleRecorded:
    return RuleRecorded(RuleFacts(area=area, topic="lainnya", document="1", valid_from="2024-02-05"))


def test_a_regency_writes_of_its_own_area(db: Connection) -> None:
    leaf = know(db, REGENCY, "regency")
    admit(db, TRUST, later(rule("19.05.01"), leaf))
    outside = later(rule("19.06"), leaf)
    assert refused(lambda: admit(db, TRUST, outside)) == not_allowed("19.06")
    admit(db, TRUST, relayed(outside, lambda _kind, part: part == "handling"))
    admit(db, TRUST, later(rule("19.06"), know(db, DESKS, "triage", "Budi"), by="Budi"))


def test_what_is_not_bound_to_an_area_is_not_asked_for_it(db: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    head = know(db, REGENCY, "regency")
    asked = list[str]()
    monkeypatch.setattr(admission, "_require_own_area", lambda entry, _post: asked.append(entry.header.kind))
    admit(db, TRUST, later(enrolled(REGENCY, "regency"), head))
    admit(db, TRUST, later(rule("19.05"), head))
    assert asked == ["rule.recorded"]


def test_a_national_office_proves_each_province_by_its_own_anchors(db: Connection) -> None:
    nation = Province("Pusat")
    theirs = Trust([ELSEWHERE.root], ELSEWHERE.id, label="72")
    both = Trust([nation.root], nation.id, others={HERE.id: replace(TRUST, label="19"), ELSEWHERE.id: theirs})
    admit(db, both, opened(POST.opening()))
    strange = ELSEWHERE.office("K1")
    admit(db, both, opened(strange.opening()))
    know(db, POST, "head", post="19/K1")
    know(db, strange, "head", post="72/K1")
    admit(db, both, later(enrolled(POST, "officer"), HEAD))
    admit(db, both, later(enrolled(strange, "officer"), strange.leaf("head")))
    admit(db, both, later(renewed(), HEAD))
    assert refused(lambda: admit(db, both, later(enrolled(strange, "officer"), HEAD)))[0] == "certificate.chain"
    assert refused(lambda: admit(db, both, later(enrolled(OTHER, "officer"), HEAD))) == not_allowed("officer.enrolled")
