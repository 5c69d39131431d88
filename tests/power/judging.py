"""What a stick must give the province: everything that was told safe, and nothing that the posts did not write."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from core.domain.errors import Invalid, Unavailable
from tests.world import Laptop, World


class Digest:
    """Takes an attachment and keeps its digest."""

    def __init__(self) -> None:
        self._found = hashlib.sha256()

    def write(self, data: bytes) -> int:
        """Take bytes."""
        self._found.update(data)
        return len(data)

    @property
    def text(self) -> str:
        """The digest in hex."""
        return self._found.hexdigest()


@dataclass(slots=True)
class Truth:
    """What the posts wrote; ``told`` says per mark how many of the reports were called safe by then."""

    reports: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)
    entries: set[bytes] = field(default_factory=set)
    told: dict[str, int] = field(default_factory=dict)

    def add(self, laptop: Laptop, report: str) -> None:
        """A report with its words and the digests of its files."""
        view = laptop.report(report)
        self.reports.append((report, view.row.summary, tuple(sorted(file.digest for file in view.attachments))))

    def know(self, *laptops: Laptop) -> None:
        """Entries that these laptops hold are no inventions."""
        for laptop in laptops:
            self.entries |= set(laptop.entries())


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many reports came whole from the first on, what was set aside, and what came that nobody wrote."""

    whole: frozenset[str]
    aside: int
    invalid: tuple[str, ...]


def fingerprint(place: Path) -> bytes:
    """Everything that a reader can see of a stick; two states that look alike are judged once."""
    found = hashlib.sha256()
    for folder, _, names in os.walk(place, onerror=lambda error: found.update(str(error).encode())):
        for path in sorted(Path(folder) / name for name in names):
            found.update(str(path.relative_to(place)).encode("utf-8", "surrogateescape"))
            try:
                found.update(hashlib.sha256(path.read_bytes()).digest())
            except OSError as error:
                found.update(str(error.errno).encode())
    return found.digest()


class Judge:
    """A province that never saw a stick; every stick is read by a copy of it that is thrown away."""

    def __init__(self, world: World, truth: Truth) -> None:
        self._world, self._truth, self._copies = world, truth, 0
        self._fresh = world.province.clone(world.room / "fresh-province")

    def read(self, place: Path) -> Verdict:
        """Take a stick in as the province does."""
        self._copies += 1
        province = self._fresh.clone(self._world.room / f"province-{self._copies}")
        try:
            province.open()
            return self._verdict(province, place, set(province.entries()))
        finally:
            province.close()
            shutil.rmtree(province.folder)

    def _verdict(self, province: Laptop, place: Path, before: set[bytes]) -> Verdict:
        try:
            aside = len(province.receive(place).quarantined)
        except (Invalid, Unavailable):
            aside = 0
        invalid = [digest.hex() for digest in set(province.entries()) - before - self._truth.entries]
        whole = set()
        known = {report: (summary, files) for report, summary, files in self._truth.reports}
        for row in province.rows():
            if row.id not in known or row.summary != known[row.id][0]:
                invalid.append(row.id)
                continue
            files = [file for file in province.report(row.id).attachments if not file.missing]
            digests = []
            for file in files:
                sink = Digest()
                province.app.read_attachment(file.id, sink)
                digests.append(sink.text)
            if not set(digests) <= set(known[row.id][1]):
                invalid.append(row.id)
            elif sorted(digests) == list(known[row.id][1]):
                whole.add(row.id)
        return Verdict(frozenset(whole), aside, tuple(invalid))

    def lacking(self, verdict: Verdict, mark: str) -> int:
        """How many reports were told safe by a mark and are not whole."""
        return sum(report not in verdict.whole for report, _, _ in self._truth.reports[: self._truth.told.get(mark, 0)])
