"""A province, a post and a stick whose state can be put back in a moment, and profiles that open without stretching."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from core.app import intake, profile, swapping
from core.app.application import Application
from core.app.ports import Ports
from core.crypto import keyslots
from core.crypto.kdf import FLOOR
from core.crypto.lookup import CodeKeys
from core.domain.commands import CreateKit
from core.domain.forms import ReportForm, parse_form
from core.domain.reference import ReferenceData
from sync.folder import Folder

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
PASSPHRASE = "kata sandi yang panjang"
POST, PROVINCE, STICK = "post", "province", "stick"
#: Never changed in place by the program, so that a snapshot may share them.
IMMUTABLE = (".age", ".bin")


@cache
def reference() -> ReferenceData:
    """The shipped reference data."""
    return ReferenceData.parse({path.name: path.read_bytes() for path in (RESOURCES / "reference").glob("*.json")})


class Clock:
    """A clock that stands until it is set; each reading is a millisecond later, so that order is never by chance."""

    def __init__(self) -> None:
        self.at = int(datetime(2024, 2, 5, 3, 0, tzinfo=UTC).timestamp() * 1000)

    def __call__(self) -> datetime:
        self.at += 1
        return datetime.fromtimestamp(self.at / 1000, UTC)

    def pass_hours(self, hours: int) -> None:
        """Let time go by."""
        self.at += hours * 3_600_000


def cheap_lookup(digits: str, province: bytes) -> CodeKeys:
    """A look-up tag without Argon2id: it writes nothing to disk, and would be nine tenths of every kill-point's time."""
    key = hashlib.sha256(digits.encode() + province).digest()
    return CodeKeys(key[:16], key, key)


def complaint(number: int, *, files: tuple[str, ...] = ()) -> ReportForm:
    """A whole complaint with persons to seal; ``number`` makes its words its own."""
    tree: dict[str, object] = {
        "kind": "complaint",
        "regime": "PEMILU",
        "election": "PEMILU_2024",
        "stage": "KAMPANYE",
        "violation": "TNI-01",
        "reporter": {"lane": "sealed", "name": f"Sari Melati {number}", "address": "Jl. Mawar 3"},
        "reported": [{"subject": "TNI", "name": "Budi Rahmat", "unit": "Lanal Bangka Belitung"}],
        "summary": f"Atribut ke-{number}",
        "narrative": f"Laporan nomor {number}: diduga hadir rapat umum dengan atribut. " * 20,
        "place": {"area": "19.01.01"},
        "happened": {"date": "2024-02-03"},
        "known": "2024-02-04",
        "witnesses": [{"name": "Joko"}],
        "evidence": [{"title": name, "kind": "photo", "file": name} for name in files],
    }
    return parse_form(tree)


@cache
def random_file(size: int) -> bytes:
    """The same unordered bytes every time."""
    return hashlib.shake_256(b"attachment").digest(size)


@dataclass
class World:
    """Folders of one province, one post and one stick below ``root``, and what opens the two profiles."""

    root: Path
    clock: Clock = field(default_factory=Clock)
    contents: dict[str, keyslots.SlotContent] = field(default_factory=dict)

    @property
    def ports(self) -> Ports:
        """The real disk and randomness, the standing clock."""
        return Ports(self.clock, os.urandom, lambda name: (RESOURCES / name).read_bytes(), FLOOR)

    @property
    def live(self) -> Path:
        """Where profiles and stick lie while they are used; the shim watches this folder."""
        return self.root / "live"

    @property
    def aside(self) -> Path:
        """Where the shim keeps what a power cut would bring back."""
        return self.root / "aside"

    def found(self) -> None:
        """Make the province, the post from its kit, and an empty stick."""
        self.live.mkdir(parents=True)
        self.aside.mkdir()
        (self.live / STICK).mkdir()
        province = profile.create_province(
            self.live / PROVINCE,
            name="Badan Kesbangpol Babel",
            area="19",
            passphrase=PASSPHRASE,
            reference=reference(),
            ports=self.ports,
        )
        kit = province.execute(CreateKit(province.new_command(), "K0413")).reply
        province.lock()
        post = profile.create_post(
            self.live / POST,
            kit=kit.file,  # type: ignore[attr-defined]
            kit_code=kit.code,  # type: ignore[attr-defined]
            passphrase=PASSPHRASE,
            reference=reference(),
            ports=self.ports,
        )
        post.lock()
        for name in (POST, PROVINCE):
            slots = (self.live / name / "keys.slots").read_bytes()
            self.contents[name] = keyslots.unlock(slots, PASSPHRASE).content

    def twin(self, root: Path) -> World:
        """The same world once more, with a clock of its own."""
        shutil.copytree(self.root, root)
        other = World(root, Clock(), dict(self.contents))
        other.clock.at = self.clock.at
        return other

    @contextmanager
    def opened(self, name: str) -> Iterator[Application]:
        """A profile open for a moment; everything is closed again, so that nothing crosses a fork."""
        app = self.open(name)
        try:
            yield app
        finally:
            app.lock()

    def open(self, name: str) -> Application:
        """Open as ``unlock`` does, sweep included."""
        swapping.settle(self.live / name, "crash")
        app = profile.open_with(self.live / name, self.contents[name], reference=reference(), ports=self.ports, program="crash")
        app.sweep()
        return app

    def keep(self, name: str) -> None:
        """Remember the state of everything under a name."""
        _copy(self.live, self.root / f"kept-{name}")

    def put_back(self, name: str) -> None:
        """Return to a remembered state."""
        shutil.rmtree(self.live)
        shutil.rmtree(self.aside)
        self.aside.mkdir()
        _copy(self.root / f"kept-{name}", self.live)


def _copy(source: Path, target: Path) -> None:
    shutil.copytree(source, target, copy_function=_copy_file)


def _copy_file(source: str, target: str) -> None:
    if source.endswith(IMMUTABLE):
        os.link(source, target)
    else:
        shutil.copyfile(source, target)


@contextmanager
def quick_lookup() -> Iterator[None]:
    """Replace the look-up stretch for the length of a campaign, and a fresh stick's two hundred calls that make room in its
    folder: points of dying shall fall among objects."""
    real: Callable[[str, bytes], CodeKeys] = intake.code_keys
    room = Folder._make_room
    intake.code_keys = cheap_lookup
    Folder._make_room = lambda self, names: None  # type: ignore[method-assign]
    try:
        yield
    finally:
        intake.code_keys = real
        Folder._make_room = room  # type: ignore[method-assign]
