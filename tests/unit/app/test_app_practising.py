"""Drills and real cases never meet: each refuses the other's medium with one sentence, and a province is one or the other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509

from core.app import queries
from core.app.application import Application
from core.app.profile import create_province
from core.domain.commands import CreateKit
from core.domain.errors import Invalid
from sync.exchange import look, receive, send
from tests.gui import scene
from tests.world import complaint, found
from ui import compose
from ui.messages import sentence

MANDATE = json.dumps(
    {
        "number": "1/PKS/2024",
        "date": "2024-01-05",
        "controllers": "Kesbangpol Provinsi",
        "legal_basis": "Perjanjian kerja sama",
        "data_protection_officer": "Pejabat PDP",
    }
)


@dataclass
class Two:
    """A drill's province and post, and real ones at the same place."""

    drill_province: Application
    drill_post: Application
    province: Application
    post: Application


def kit_of(province: Application, mandate: str, post: str = scene.POST) -> Any:
    """A kit, with a mandate or for a drill."""
    return province.execute(CreateKit(province.new_command(), post, mandate=mandate)).reply


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    folder = tmp_path_factory.mktemp("two")
    reference = compose.load_reference()

    def province(name: str, drill: bool) -> Application:
        return create_province(
            folder / name, name="Kesbangpol", area="19", passphrase=scene.PASSPHRASE, reference=reference,
            ports=scene.ports(name), drill=drill,
        )  # fmt: skip

    drill, real = province("drill", True), province("real", False)
    posts = []
    for name, office, mandate in (("drill-post", drill, ""), ("real-post", real, MANDATE)):
        kit = kit_of(office, mandate)
        posts.append(scene.make_post(folder / name, (kit.file, kit.code)))
        scene.submit(posts[-1], scene.complaint())
    made = Two(drill, posts[0], real, posts[1])
    yield made
    for app in (made.drill_province, made.drill_post, made.province, made.post):
        app.lock()


@pytest.mark.parametrize("way", ["up", "down"])
@pytest.mark.parametrize("drill", [True, False])
def test_each_refuses_the_others_medium_with_one_sentence(two: Two, tmp_path: Path, way: str, drill: bool) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    pair = (two.drill_post, two.drill_province) if drill else (two.post, two.province)
    others = (two.post, two.province) if drill else (two.drill_post, two.drill_province)
    send(pair[0], stick)
    if way == "down":
        receive(pair[1], stick)
        for path in (stick / "DATA").iterdir():
            path.unlink()
        send(pair[1], stick)
    reader = others[way == "up"]
    before = reader.ask(queries.HomeCounts())
    code = "medium.drill" if drill else "medium.real"
    with pytest.raises(Invalid) as refused:
        receive(reader, stick)
    assert refused.value.code == code
    assert [item.refusal.code for item in look(reader, [stick]).unusable] == [code]
    assert reader.ask(queries.HomeCounts()) == before
    assert "latihan" in sentence(refused.value, "id") and "drill" in sentence(refused.value, "en")
    # The control: whom it is for takes it in.
    receive(pair[way == "up"], stick)


def test_a_drills_stick_for_another_post_of_the_drill_is_only_for_others(two: Two, tmp_path: Path) -> None:
    kit = kit_of(two.drill_province, "", "K0414")
    neighbour = scene.make_post(tmp_path / "neighbour", (kit.file, kit.code))
    up, stick = tmp_path / "up", tmp_path / "stick"
    up.mkdir()
    stick.mkdir()
    scene.submit(two.drill_post, scene.complaint())
    send(two.drill_post, up)
    receive(two.drill_province, up)
    send(two.drill_province, stick)
    with pytest.raises(Invalid) as refused:
        receive(neighbour, stick)
    neighbour.lock()
    assert refused.value.code == "medium.others"


def test_a_post_with_a_drill_kit_of_a_province_that_is_none_cannot_tell(tmp_path: Path) -> None:
    with closing(found("a drill kit", "a", "c")) as world:
        world.a.submit(complaint())
        world.trip(world.a, world.province)
        stick = world.stick()
        world.province.send(stick)
        assert world.c.device.belongings.drill and not world.province.device.belongings.drill
        with pytest.raises(Invalid) as refused:
            world.c.receive(stick)
        assert refused.value.code == "medium.others"


def test_a_province_is_a_drill_or_real_and_says_so_in_its_root(two: Two, tmp_path: Path) -> None:
    for province, mandate, code in (
        (two.drill_province, MANDATE, "kit.drill_province"),
        (two.province, "", "kit.real_province"),
    ):
        with pytest.raises(Invalid) as refused:
            kit_of(province, mandate)
        assert refused.value.code == code
    assert kit_of(two.province, MANDATE).drill is False and kit_of(two.drill_province, "").drill is True
    for app, word in ((two.drill_province, True), (two.province, False)):
        roots = [each for each in x509.load_pem_x509_certificates(app.export_trust()) if each.issuer == each.subject]
        assert [("LATIHAN " in root.subject.rfc4514_string()) for root in roots] == [word]
    assert (two.drill_post.facts.drill, two.post.facts.drill) == (True, False)
    assert two.drill_province.facts.drill
    old = scene.make_province(tmp_path / "old")
    kit_of(old, "")
    with pytest.raises(Invalid) as refused:
        kit_of(old, MANDATE)
    assert refused.value.code == "kit.practised"
    old.lock()
