"""I8 and need-to-know between a province and a regency's desk: what it holds, what it may not write, what is not for it.

Every refusal has its twin: the same road with a lawful object leads in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from core.app import views
from core.app.post_queries import Assessments, PostsBoard, Vulnerability
from core.app.profile import create_post
from core.app.streams import own_stream
from core.app.team_queries import LocalRules
from core.domain.announcement import Announce
from core.domain.commands import CreateRegencyKit
from core.domain.device_key import RENEWED, RenewDeviceKey
from core.domain.events import Event
from core.domain.local_rule import RecordRule, RuleForm
from core.domain.post_note import PostUpTold, UpFacts
from core.domain.team_act import WithdrawRecord
from core.domain.vulnerability import Assess, AssessedFacts, VulnerabilityAssessed
from core.journal import store
from core.journal.author import Placement
from core.journal.entry import write_record
from core.storage import tables
from tests.property.test_secrecy import CANARY, all_that_opens, files_with, holds
from tests.world import (
    BEGINNING,
    PASSPHRASE,
    Clock,
    Laptop,
    World,
    complaint,
    found,
    ports,
    reference,
    situation,
    titip,
    warning,
)

OWN, OTHER = "19.01", "19.03"
SINCE = "2024-01-01"


@dataclass(frozen=True)
class Below:
    """A province, a post of which everything is told, and the desk of the regency where it happened."""

    world: World
    regency: Laptop


@pytest.fixture(scope="module")
def below() -> Iterator[Below]:
    world = found("regency", "a")
    desk = world.province.app
    made = desk.execute(CreateRegencyKit(desk.new_command(), OWN)).reply
    assert isinstance(made, views.KitMade)
    folder, clock = world.room / "regency", Clock(BEGINNING)
    create_post(
        folder, kit=made.file, kit_code=made.code, passphrase=PASSPHRASE, reference=reference(), ports=ports(clock, "regency"),
    ).lock()  # fmt: skip
    regency = Laptop("regency", folder, clock, "regency")
    world.laptops["regency"] = regency
    world.trip(regency, world.province)
    yield Below(world, regency)
    world.close()


def assessed(area: str) -> VulnerabilityAssessed:
    return VulnerabilityAssessed(AssessedFacts(area=area, level="tinggi", day="2024-02-05", reasons=["KR-01"]))


def forged(below: Below, event: Event) -> list[str]:
    """Codes of what a province sets aside when a regency's altered program wrote this."""
    regency = below.regency
    with regency.device.database.writing() as db:
        stream = own_stream(db, regency.device, "desks", b"\2" * 16)
    regency.forge(event, Placement(stream))
    return [each.code for each in below.world.trip(regency, below.world.province).quarantined]


def smuggled(below: Below) -> None:
    """What goes to all, whole, as an altered program of the province would give it to a regency."""
    province, regency = below.world.province, below.regency
    with province.device.database.reading() as db:
        stream = db.execute(select(tables.stream.c.stream).where(tables.stream.c.audience == "all")).scalar_one()
        records = [write_record(each) for each in store.slice_of(db, bytes(stream), 0, 100)]
    stick = below.world.stick()
    province.smuggle(stick, records, to=f"regency:{OWN}")
    assert regency.receive(stick).entries == len(records) > 3


def test_nothing_that_was_told_of_anybody_lies_at_a_regency(below: Below) -> None:
    world, regency, desk = below.world, below.regency, below.world.province.app
    party, text = {"subject": "TNI", "name": CANARY, "unit": CANARY}, {"summary": CANARY, "narrative": CANARY}
    world.a.submit(complaint(**text, reporter={"lane": "sealed", "name": CANARY, "address": CANARY}, reported=[party]))
    world.a.submit(titip(**text))
    world.a.submit(warning(**text, place={"area": f"{OWN}.01", "detail": CANARY}, suggestion=CANARY))
    world.a.submit(situation(analysis=CANARY, weather=CANARY))
    world.trip(world.a, world.province)
    desk.execute(Assess(desk.new_command(), OWN, "tinggi", ("KR-01",), CANARY))
    desk.execute(Assess(desk.new_command(), OTHER, "sedang", ("KR-01",)))
    desk.execute(Announce(desk.new_command(), CANARY, CANARY))
    for area, document in ((OWN, "Perbup 1"), (OTHER, "Perbup 2")):
        form = RuleForm(area=area, topic="lainnya", text="Mengundurkan diri.", document=document, valid_from="2024-01-01")
        rule = str(desk.execute(RecordRule(desk.new_command(), form)).reply)
    smuggled(below)
    desk.execute(WithdrawRecord(desk.new_command(), "rule", rule, CANARY))
    world.trip(world.province, regency)
    shown = regency.app.ask(Vulnerability(first=SINCE))
    areas = {each.code: each for each in shown.areas}
    assert areas[OWN].level == "tinggi" and areas[OWN].total == 1, "control: what is for it came"
    assert all(code.startswith(OWN) for code in areas)
    assert [each.code for each in regency.app.ask(PostsBoard()).posts] == ["K0413"]
    assert regency.app.ask(Assessments()) == () and regency.rows() == ()
    lying = all_that_opens(regency)
    assert any(holds(data, "Perbup 1") for data in lying), "control: the searcher sees what is there"
    assert not any(holds(data, CANARY) for data in lying) and files_with(CANARY, regency.folder) == []
    with regency.device.database.reading() as db:
        kinds = {row.kind for row in db.execute(select(tables.entry.c.kind))}
    assert kinds <= {"stream.opened", "area.told", "announcement.made", "status.published", "rule.recorded", "team.withdrawn"}
    assert [each.document for each in regency.app.ask(LocalRules())] == ["Perbup 1"]
    assert regency.problems() == () and world.province.problems() == ()


def test_a_regency_renews_its_key_and_hears_of_the_provinces(below: Below) -> None:
    world, regency, desk = below.world, below.regency, below.world.province
    for laptop in (regency, desk):
        laptop.app.execute(RenewDeviceKey(laptop.app.new_command()))
    assert not world.trip(regency, desk).quarantined
    desk.app.execute(Assess(desk.app.new_command(), OWN, "rendah", ("KR-01",), "Reda"))
    assert not world.trip(desk, regency).quarantined
    assert {each.code: each for each in regency.app.ask(Vulnerability(first=SINCE)).areas}[OWN].level == "rendah"
    with regency.device.database.reading() as db:
        reasons = db.execute(select(tables.revocation.c.reason)).scalars().all()
    assert reasons == [RENEWED, RENEWED] and regency.problems() == ()


def test_a_regency_that_writes_for_another_is_set_aside(below: Below) -> None:
    province = below.world.province.app
    assert forged(below, assessed(f"{OWN}.01")) == [], "control: its own district"
    assert [each.area for each in province.ask(Assessments(f"{OWN}.01"))] == [f"{OWN}.01"]
    assert forged(below, assessed(f"{OTHER}.08")) == ["entry.not_allowed"]
    assert province.ask(Assessments(f"{OTHER}.08")) == ()


def test_a_regency_that_writes_what_is_the_provinces_is_set_aside(below: Below) -> None:
    assert "entry.not_allowed" in forged(below, PostUpTold(UpFacts(post="K0413", day="2024-02-05")))
