"""Pictures of a regency's desk: its team, its districts, its posts as the province told them, and its few other rooms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core.app import views
from core.app.application import Application
from core.app.profile import create_post
from core.domain.commands import CreateRegencyKit
from core.domain.member import DecreeForm, MemberForm, NameMember, RecordDecree
from core.domain.vulnerability import Assess
from sync.exchange import receive, send
from tests.gui import scene
from ui import compose

OWN = "19.01"
ROOMS = ("team", "map", "posts", "documents", "exchange", "guide", "settings")


def begin(folder: Path, province: Application, stick: Path) -> Application:
    """A desk of the regency that was warned most, with a decree, a seat and a level, after one trip there and back."""
    made = province.execute(CreateRegencyKit(province.new_command(), OWN)).reply
    assert isinstance(made, views.KitMade)
    regency = create_post(
        folder, kit=made.file, kit_code=made.code, officer="Petugas Kabupaten", passphrase=scene.PASSPHRASE,
        reference=compose.load_reference(), ports=scene.ports("regency"),
    )  # fmt: skip
    form = DecreeForm(area=OWN, number="188.45/71/2024", day="2024-01-15")
    decree = str(regency.execute(RecordDecree(regency.new_command(), form)).reply)
    seat = MemberForm(decree=decree, institution="KESBANGPOL", position="Kepala Badan", role="sekretaris")
    regency.execute(NameMember(regency.new_command(), seat))
    regency.execute(Assess(regency.new_command(), f"{OWN}.02", "sedang", ("KR-12",), "Kapal dan cuaca tidak pasti."))
    stick.mkdir(parents=True, exist_ok=True)
    for giver, taker in ((regency, province), (province, regency)):
        send(giver, stick)
        receive(taker, stick)
    return regency


def pictures(gallery: Any, window: Any) -> None:
    """Every room that is on its rail."""
    frame = window.centralWidget()
    for room in ROOMS:
        frame.open(room, "members" if room == "team" else None)
        gallery._grab(window, room)
