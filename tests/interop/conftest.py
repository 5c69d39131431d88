"""One exchange that every interop test looks at: a post's report with a photo, taken in by the province, and a pact."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.app import queries
from core.domain.commands import AttachedFile, IssuePacts, PactPersonItem, ReportItem, SubmitReports
from sync.exchange import receive, send
from tests.crash.world import POST, PROVINCE, STICK, World, complaint, random_file

PHOTO = random_file(300_000)


@dataclass(frozen=True)
class Exchange:
    """What lies where, and the secrets that open it; every store is closed."""

    world: World
    photo: AttachedFile
    reports_identity: str
    root_pem: str
    chain_pem: list[str]
    pact: bytes


@pytest.fixture(scope="session")
def exchange(tmp_path_factory: pytest.TempPathFactory) -> Exchange:
    """Found a province and a post, submit, send, receive, issue."""
    world = World(tmp_path_factory.mktemp("interop") / "world")
    world.found()
    stick = world.live / STICK
    with world.opened(POST) as post:
        photo = post.attach(io.BytesIO(PHOTO), "foto.jpg", size=len(PHOTO))
        item = ReportItem(complaint(1, files=("foto.jpg",)), (photo,))
        post.execute(SubmitReports(post.new_command(), (item,)))
        send(post, stick)
    with world.opened(PROVINCE) as province:
        receive(province, stick)
        pact = province.execute(IssuePacts(province.new_command(), (person(),), None, "Pangkalpinang")).reply
        file = province.ask(queries.PactFile(pact.pacts[0][0]))  # type: ignore[attr-defined]
        blocks = [f"{block}-----END CERTIFICATE-----\n" for block in cut(province.export_trust().decode())]
        identity = province._device.belongings.reports_identity
    return Exchange(world, photo, identity, blocks[0], blocks[1:], file)


def cut(pem: str) -> list[str]:
    """The blocks of a PEM file without their last line."""
    return [block.lstrip() for block in pem.split("-----END CERTIFICATE-----") if block.strip()]


def person() -> PactPersonItem:
    """A made-up civil servant."""
    return PactPersonItem(
        name="Andi Wijaya",
        front_title="Drs.",
        back_title="M.Si.",
        identifier="198609262015051001",
        rank="Penata (III/c)",
        position="Kepala Bidang",
        unit="Bidang A",
        agency="Dinas X",
        subject="PNS",
        superior="",
        is_head=True,
    )


@pytest.fixture
def key_file(exchange: Exchange, tmp_path: Path) -> Path:
    """The province's *reports* identity as a file for the age program."""
    path = tmp_path / "reports.key"
    path.write_text(exchange.reports_identity + "\n", "ascii")
    return path
