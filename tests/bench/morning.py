"""Fifty sticks in a morning: those of fifty laptops of the posts of a province, looked at, then taken in at once."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from core.app import views
from core.app.application import Application
from core.app.profile import create_post, create_province
from core.domain.commands import CreateKit, ReportItem, SubmitReports
from sync.exchange import Apart, look, receive_all, send
from tests.bench.figures import Figure, seconds
from tests.bench.memory import MOST_MIB, memory
from tests.crash.world import complaint, quick_lookup
from tests.world import PASSPHRASE, Clock, ports, reference

STICKS, LAPTOPS, REPORTS, PHOTO_BYTES = 50, 5, 40, 300_000


def measure(folder: Path, small: bool) -> Iterator[Figure]:
    """One pass over all sticks in an order by lot, with objects opened apart as the program does it; then all once more."""
    count, reports = (6, 4) if small else (STICKS, REPORTS)
    province, sticks = written(folder, count, reports)
    random.Random(7).shuffle(sticks)
    what = f"{len(sticks)} sticks of {reports} reports and a photo"
    with Apart(province.identities) as opener, memory() as spent:
        yield Figure(f"look at {what}", seconds(lambda: look(province, sticks, opener=opener)))
        reports_in = []
        taken = seconds(lambda: reports_in.append(receive_all(province, sticks, opener=opener)))
        (report,) = reports_in
        yield Figure(f"take in {what}", taken, note=f"{report.entries} entries, {len(report.quarantined)} set aside")
        yield Figure("entries a second", report.entries / taken, unit="/s")
        yield Figure("the same sticks again", seconds(lambda: receive_all(province, sticks, opener=opener)))
    yield Figure("- largest memory meanwhile above idle, against what is allowed", spent[0], MOST_MIB, "1x", unit="MiB")
    province.lock()


def written(folder: Path, count: int, reports: int) -> tuple[Application, list[Path]]:
    """A province, and a stick of each laptop."""
    known = reference()
    province = create_province(
        folder / "province", name="Provinsi Contoh", area="19", passphrase=PASSPHRASE, reference=known,
        ports=ports(Clock(), "morning"),
    )  # fmt: skip
    sticks: list[Path] = []
    for post in (each for each in known.posts if each.province == "19" and each.kind != "PROVINSI"):
        kit = province.execute(CreateKit(province.new_command(), post.code, laptops=LAPTOPS)).reply
        assert isinstance(kit, views.KitMade)
        for number in range(min(LAPTOPS, count - len(sticks))):
            name = f"{post.code}-{number}"
            laptop = create_post(
                folder / name, kit=kit.file, kit_code=kit.code, passphrase=PASSPHRASE, reference=known,
                ports=ports(Clock(), name),
            )  # fmt: skip
            sticks.append(stick_of(laptop, folder / f"stick-{name}", range(reports)))
            laptop.lock()
    return province, sticks


def stick_of(laptop: Application, stick: Path, numbers: Sequence[int]) -> Path:
    """One laptop's reports, the first with a photo, written to a stick."""
    photo = random.Random(stick.name).randbytes(PHOTO_BYTES)
    file = laptop.attach(io.BytesIO(photo), "foto.jpg", size=len(photo))
    first, *rest = numbers
    items = [ReportItem(complaint(first, files=("foto.jpg",)), (file,))] + [ReportItem(complaint(number)) for number in rest]
    with quick_lookup():
        laptop.execute(SubmitReports(laptop.new_command(), tuple(items)))
    stick.mkdir()
    send(laptop, stick)
    return stick
