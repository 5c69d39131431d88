"""The drill on a laptop of its own making: a post with invented reports, its province, and a folder that is the stick.

All of it lies in one folder beside the profile and goes with it. Its keys, marks and papers say that it is a drill, so
that nothing of it is taken in where real work is done (:mod:`core.app.practising`).
"""

from __future__ import annotations

import contextlib
import json
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from core.app import queries
from core.app.application import Application
from core.app.profile import create_post, create_province
from core.app.watch import Watch, silent
from core.crypto.kdf import FLOOR
from core.domain.commands import CreateKit, ReportItem, SubmitReports
from core.domain.forms import parse_form
from sync.exchange import receive, send
from ui import compose

FOLDER: Final = "latihan"
STICK: Final = "FLASHDISK-LATIHAN"
PASSPHRASE: Final = "latihan saja bukan rahasia"  # noqa: S105 - opens invented data alone, and is shown on the screen
OFFICE: Final = "Kesbangpol Contoh"
AREA: Final = "19"
POST: Final = "K0413"
OFFICER: Final = "Petugas Latihan"
PROGRAM: Final = "Posko (drill)"
SAMPLES: Final = ("complaint", "information")
"""No early warning: it would be of today, and the guide's NIHIL of today would be refused for it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What there is in the drill at a moment."""

    reports: int
    drafts: int
    nihil: int
    written: int
    received: int
    answered: bool


@dataclass
class Practice:
    """An open drill: its post's application is the window's, the province stays behind."""

    folder: Path
    province: Application
    post: Application
    began: Seen = field(init=False)

    def __post_init__(self) -> None:
        self.began = self.see(self.post)

    @property
    def profile(self) -> Path:
        """The post's profile."""
        return self.folder / "pos"

    @property
    def passphrase(self) -> str:
        """What unlocks the post; it is shown."""
        return PASSPHRASE

    @property
    def stick(self) -> Path:
        """The folder that is the drill's stick."""
        return self.folder / STICK

    def see(self, post: Application) -> Seen:
        """Look at what the post has, and at what came to the province."""
        counts = post.ask(queries.HomeCounts())
        situations = len(post.ask(queries.Reports(kind="situation")).rows)
        arrived = self.province.ask(queries.HomeCounts()).reports
        return Seen(
            reports=counts.reports - situations,
            drafts=counts.drafts,
            nihil=situations,
            written=counts.sent + counts.received,
            received=counts.received,
            answered=arrived > 0,
        )

    def carry(self, watch: Watch = silent) -> None:
        """The courier's way: the province takes in what is on the stick and writes its answer. Raises what both raise."""
        receive(self.province, self.stick, watch)
        send(self.province, self.stick, watch=watch)

    def end(self) -> None:
        """Delete everything of the drill; the post's application is locked already."""
        self.province.lock()
        forget(self.folder)


def begin(beside: Path) -> Practice:
    """Found the drill below the folder ``beside``; what an earlier one left there goes first. Raises ``Unavailable``."""
    folder, ports = beside / FOLDER, replace(compose.real_ports(), kdf=FLOOR)
    forget(folder)
    reference = compose.load_reference()
    common: dict[str, Any] = {"passphrase": PASSPHRASE, "reference": reference, "ports": ports, "program": PROGRAM}
    province = create_province(folder / "provinsi", name=OFFICE, area=AREA, officer=OFFICER, drill=True, **common)
    try:
        kit: Any = province.execute(CreateKit(province.new_command(), POST)).reply
        post = create_post(folder / "pos", kit=kit.file, kit_code=kit.code, officer=OFFICER, **common)
        (folder / STICK).mkdir()
        samples = json.loads(compose.read_resource("demo/examples.json"))
        for name in SAMPLES:
            post.execute(SubmitReports(post.new_command(), (ReportItem(parse_form(samples[name])),)))
        return Practice(folder, province, post)
    except BaseException:
        province.lock()
        raise


def forget(folder: Path) -> None:
    """Remove a drill's folder, and the one around it where nothing else is in it."""
    shutil.rmtree(folder, ignore_errors=True)
    with contextlib.suppress(OSError):
        folder.parent.rmdir()
