"""Sticks found in a pretended system, their eight states, and letting them go."""

from __future__ import annotations

import errno
import itertools
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from core.domain.errors import Cancelled, Unavailable
from sync.folder import FOLDER, LARGEST_STEP, Folder
from sync.names import is_object, object_name, piece_name
from sync.sticks import finding, linux, state, windows
from sync.sticks.finding import eject_by
from sync.sticks.linux import linux_finder
from sync.sticks.state import State, Stick, look
from sync.sticks.volume import Survey, Volume
from sync.sticks.windows import FIXED, READ_ONLY_VOLUME, REMOVABLE, windows_finder
from tests.world import dice

MARK = b"m" * 32
NONE = Stick(State.NONE)


@dataclass
class System:
    """A pretended /sys and list of mounts."""

    root: Path
    lines: list[str] = field(default_factory=list)

    def disk(self, name: str, numbers: str, *, bus: str = "usb1/1-2", removable: str = "0", parts: Sequence[str] = ()) -> None:
        """A disk with partitions, on a bus."""
        place = self.root / "devices" / bus / "block" / name
        place.mkdir(parents=True)
        (place / "removable").write_text(f"{removable}\n")
        (place / "size").write_text("31116288\n")
        self._link(name, numbers, place)
        (self.root / "block").mkdir(exist_ok=True)
        (self.root / "block" / name).symlink_to(place)
        for number, part in enumerate(parts, start=1):
            (place / part).mkdir()
            (place / part / "partition").write_text(f"{number}\n")
            self._link(part, f"8:{int(numbers.split(':')[1]) + number}", place / part)

    def unlocked(self, name: str, numbers: str, part: str) -> None:
        """What the system shows for an encrypted partition once it is open."""
        place = self.root / "devices" / "virtual" / "block" / name
        (place / "slaves").mkdir(parents=True)
        (place / "slaves" / part).symlink_to(self.root / "class" / "block" / part)
        (place / "size").write_text("1000\n")
        self._link(name, numbers, place)

    def _link(self, name: str, numbers: str, place: Path) -> None:
        for folder, shown in (("class/block", name), ("dev/block", numbers)):
            (self.root / folder).mkdir(parents=True, exist_ok=True)
            (self.root / folder / shown).symlink_to(place)

    def mount(self, numbers: str, root: str, source: str, *, inside: str = "/", options: str = "rw", kind: str = "vfat") -> None:
        """A line of the list of mounts."""
        shown = root.replace(" ", "\\040")
        self.lines.append(f"36 35 {numbers} {inside} {shown} {options},nosuid shared:1 - {kind} {source} rw")

    def find(self) -> Survey:
        """Look."""
        mounts = self.root / "mountinfo"
        mounts.write_text("\n".join([*self.lines, "nonsense", ""]))
        return linux_finder(self.root, mounts)


@pytest.fixture
def system(tmp_path: Path) -> System:
    """The laptop's own disk, and nothing plugged in."""
    made = System(tmp_path / "sys")
    made.disk("sda", "8:0", bus="pci0/ata1/host0", parts=("sda1",))
    made.mount("8:1", "/", "/dev/sda1", kind="ext4")
    made.mount("0:21", "/proc", "proc", kind="proc")
    return made


def test_the_laptops_own_disk_is_no_stick(system: System) -> None:
    assert system.find() == Survey()


def test_a_stick_is_found_with_its_label_and_disk(system: System) -> None:
    system.disk("sdb", "8:16", parts=("sdb1",))
    system.mount("8:17", "/media/petugas/STIK POSKO", "/dev/sdb1")
    system.mount("8:17", "/var/lib/foto", "/dev/sdb1", inside="/foto")
    root = Path("/media/petugas/STIK POSKO")
    assert system.find() == Survey((Volume(root, "STIK POSKO", "/dev/sdb1", "/dev/sdb", False),))


def test_a_card_reader_an_unlocked_stick_and_one_served_by_a_program(system: System) -> None:
    system.disk("mmcblk0", "179:0", bus="platform/mmc_host/mmc0")
    system.mount("179:0", "/media/KARTU", "/dev/mmcblk0", options="ro")
    system.disk("sdb", "8:16", parts=("sdb1",))
    system.unlocked("dm-0", "253:0", "sdb1")
    system.mount("253:0", "/media/KUNCI", "/dev/mapper/luks-1")
    system.disk("sdc", "8:32", bus="pci0/host3", removable="1", parts=("sdc1",))
    system.mount("0:44", "/media/EXFAT", "/dev/sdc1", kind="fuseblk")
    found = {each.label: (each.disk, each.read_only) for each in system.find().volumes}
    assert found == {"KARTU": ("/dev/mmcblk0", True), "KUNCI": ("/dev/sdb", False), "EXFAT": ("/dev/sdc", False)}


def test_a_stick_that_the_system_has_not_opened_is_locked(system: System) -> None:
    system.disk("sdb", "8:16", parts=("sdb1",))
    assert system.find() == Survey((), ("sdb",))


@dataclass
class PretendedDrives:
    """A pretended Windows: letter to (type, bus, label and flags)."""

    held: dict[str, tuple[int, int, tuple[str, int] | None]]

    def letters(self) -> int:
        return sum(1 << (ord(letter) - ord("A")) for letter in self.held)

    def kind(self, root: str) -> int:
        return self.held[root[0]][0]

    def bus(self, letter: str) -> int:
        return self.held[letter][1]

    def label(self, root: str) -> tuple[str, int] | None:
        return self.held[root[0]][2]


def test_windows_tells_sticks_by_type_or_bus() -> None:
    told = PretendedDrives(
        {
            "A": (REMOVABLE, 0, None),
            "C": (FIXED, 11, ("Windows", 0)),
            "E": (REMOVABLE, 0, ("STIK", READ_ONLY_VOLUME)),
            "F": (FIXED, 7, ("", 0)),
            "G": (REMOVABLE, 7, None),
        }
    )
    survey = windows_finder(told)
    assert [(each.node, each.label, each.read_only) for each in survey.volumes] == [("E:", "STIK", True), ("F:", "F:", False)]
    assert survey.locked == ("G:",)


def is_known(name: str) -> bool:
    """As an office that reads what this file's objects are marked with."""
    return is_object(name, MARK)


def plugged(root: Path, *, read_only: bool = False) -> Survey:
    """A stick that is mounted there."""
    return Survey((Volume(root, root.name, "/dev/sdb1", "/dev/sdb", read_only),))


@pytest.mark.fault("US-15")
def test_each_of_the_eight_states(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = tmp_path / "STIK"
    stick.mkdir()
    assert look(Survey(), None, NONE, is_known).state is State.NONE
    assert look(Survey((), ("sdb",)), None, NONE, is_known).state is State.LOCKED
    fine = look(plugged(stick), None, NONE, is_known)
    assert (fine.state, fine.root, fine.takes) == (State.FINE, stick, True)
    assert look(plugged(stick, read_only=True), None, NONE, is_known).state is State.READ_ONLY
    (stick / FOLDER).write_text("bukan folder")
    assert look(plugged(stick), None, NONE, is_known).state is State.NAME
    with pytest.raises(Unavailable) as refused:
        Folder(stick).prepare()
    assert refused.value.code == "medium.name" and (stick / FOLDER).read_text() == "bukan folder"
    (stick / FOLDER).unlink()
    Folder(stick).prepare()
    (stick / FOLDER / object_name(b"o" * 32, dice("others"))).write_bytes(b"x")
    wrong = look(plugged(stick), None, NONE, is_known)
    assert (wrong.state, wrong.takes, wrong.gives) == (State.WRONG, True, False)
    (stick / FOLDER / object_name(MARK, dice("ours"))).write_bytes(b"x")
    assert look(plugged(stick), None, NONE, is_known).state is State.FINE
    monkeypatch.setattr(state, "LEAST_FREE", 2**62)
    full = look(plugged(stick), None, NONE, is_known)
    assert (full.state, full.takes, full.gives) == (State.FULL, False, True)


def test_a_pulled_stick_stays_pulled_until_another_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick, other = tmp_path / "STIK", tmp_path / "LAIN"
    stick.mkdir()
    other.mkdir()
    seen = look(plugged(stick), None, NONE, is_known)
    for _poll in range(2):
        seen = look(Survey(), None, seen, is_known)
        assert seen.state is State.PULLED
    assert look(plugged(other), None, seen, is_known).state is State.FINE
    assert look(Survey(), None, NONE, is_known).state is State.NONE, "control: one that was let go leaves nothing behind"

    def not_connected(path: object, **_more: object) -> os.stat_result:
        raise OSError(errno.ENOTCONN, "the program that served it is gone")

    with monkeypatch.context() as patch:
        patch.setattr(os, "stat", not_connected)
        gone = look(plugged(other), None, NONE, is_known)
    assert gone.state is State.PULLED
    chosen = look(Survey(), tmp_path / "tidak ada", NONE, is_known)
    assert chosen.state is State.PULLED
    assert look(Survey(), other, NONE, is_known).state is State.FINE, "any folder may be chosen by hand"


@pytest.mark.parametrize(
    ("programs", "refusing", "gone", "asked"),
    [
        ({"udisksctl", "umount"}, "", True, ["udisksctl unmount", "udisksctl power-off"]),
        ({"udisksctl", "umount"}, "udisksctl unmount", True, ["udisksctl unmount", "umount /media/STIK"]),
        ({"umount"}, "umount", False, ["umount /media/STIK"]),
        (set[str](), "", False, []),
    ],
)
def test_a_stick_is_let_go_by_what_the_system_has(programs: set[str], refusing: str, gone: bool, asked: list[str]) -> None:
    said: list[str] = []

    def run(words: Sequence[str]) -> bool:
        said.append(" ".join(words[:2]))
        return not refusing or not said[-1].startswith(refusing)

    volume = Volume(Path("/media/STIK"), "STIK", "/dev/sdb1", "/dev/sdb")
    assert eject_by(volume, run, lambda name: name if name in programs else None) is gone
    assert said == asked


@pytest.mark.fault("US-16")
def test_a_slow_stick_is_written_in_steps_of_a_quarter_second_and_hears_a_cancel(tmp_path: Path) -> None:
    """A stick of 2 MiB a second: no step may take longer than a second, and a cancel takes the half object away."""
    now, size = [0.0], 6 * 1024 * 1024
    medium = Folder(tmp_path, clock=lambda: now[0])
    medium.prepare()
    steps: list[tuple[int, float]] = []

    def beat(count: int) -> None:
        steps.append((count, now[0]))

    medium.beat = beat
    times = iter(range(10**6))

    def clock() -> float:
        # Every second look ends a step, whose bytes are known by then only to the stick.
        looked = next(times)
        if looked % 2:
            now[0] += medium._step / (2 * 1024 * 1024)
        return now[0]

    medium._clock = clock
    medium.publish("a.bin", bytes(size))
    written = [each for each in steps if each[0]]
    assert sum(count for count, _at in written) == size
    gaps = [after[1] - before[1] for before, after in itertools.pairwise(written)]
    assert max(gaps) <= 0.5 and len(written) > 8

    def stop(count: int) -> None:
        raise Cancelled

    medium.beat = stop
    with pytest.raises(Cancelled):
        medium.publish("b.bin", bytes(size))
    assert medium.present() == {"a.bin"}
    quick = Folder(tmp_path, clock=lambda: 0.0)
    quick.publish("c.bin", bytes(size))
    assert quick._step == LARGEST_STEP


def test_lines_of_mounts_as_the_kernel_writes_them(tmp_path: Path) -> None:
    mounts = tmp_path / "mountinfo"
    lines = {
        "nonsense": None,
        "36 35 8:17 / /media/A\\040B rw,nosuid - vfat /dev/sdb1 rw": ("8:17", "/", "/media/A B", "/dev/sdb1", False),
        "36 35 8:17 /x /m rw shared:1 master:2 - vfat /dev/sdb1 rw,ro": ("8:17", "/x", "/m", "/dev/sdb1", True),
        "36 35 8:17 / /m ro,noexec - vfat a\\134b rw more": ("8:17", "/", "/m", "a\\b", True),
        "36 35 8:17 / /m - vfat /dev/sdb1 rw": None,
        "36 35 8:17 / /m rw - vfat /dev/sdb1": None,
        "36 35 8:17 / /m rw,nosuid shared:1 vfat /dev/sdb1 rw": None,
        "": None,
    }
    mounts.write_text("\n".join(lines))
    found = [(each.numbers, each.inside, each.root, each.source, each.read_only) for each in linux._mounts(mounts)]
    assert found == [told for told in lines.values() if told]
    mounts.write_bytes(b"36 35 8:17 / /media/\xff rw - vfat /dev/sdb1 rw\n")
    assert [each.root for each in linux._mounts(mounts)] == ["/media/\udcff"], "a label in another writing is no fault"
    assert list(linux._mounts(tmp_path / "none")) == []
    assert (Path("/sys"), Path("/proc/self/mountinfo")) == (linux.SYS, linux.MOUNTS)


def test_what_the_kernel_says_of_the_disk_itself(system: System) -> None:
    system.disk("sdb", "8:16", parts=("sdb1", "sdb2"))
    system.mount("8:17", "/media/Z", "/dev/sdb1")
    system.mount("8:18", "/", "/dev/sdb2")
    (system.root / "class" / "block" / "sdb1" / "ro").write_text("1\n")
    (system.root / "class" / "block" / "sdb2" / "ro").write_text("0\n")
    survey = system.find()
    found = [(str(each.root), each.label, each.read_only) for each in survey.volumes]
    assert found == [("/", "sdb2", False), ("/media/Z", "Z", True)]
    assert survey.at(Path("/media/Z")) == survey.volumes[1] and survey.at(Path("/media")) is None
    assert survey.locked == (), "a disk of which one part is mounted is open"


def test_what_is_no_stick(system: System) -> None:
    system.disk("loop0", "7:0", bus="virtual", removable="1")
    system.mount("7:0", "/snap", "/dev/loop0")
    system.disk("sr0", "11:0", bus="pci0/ata2/host1", removable="1")
    (system.root / "devices" / "pci0/ata2/host1" / "block" / "sr0" / "size").write_text("0\n")
    system.disk("sdx", "8:99", bus="usb2/2-1")
    (system.root / "devices" / "usb2/2-1" / "block" / "sdx" / "size").unlink()
    system.mount("9:9", "/media/GONE", "/dev/sdq1")
    system.mount("9:8", "/media/NET", "server:/share")
    system.disk("sdc", "8:32")
    system.mount("8:32", "/elsewhere", "/dev/sdc", inside="/part")
    system.mount("9:7", "/media/NAMESAKE", "sdc")
    assert system.find() == Survey(), "a file that is mounted, a drive without a disc, a reader without a card, and the network"


def test_the_first_mount_of_a_device_is_the_stick(system: System) -> None:
    system.disk("sdb", "8:16", parts=("sdb1",))
    system.mount("8:17", "/media/B", "/dev/sdb1")
    system.mount("8:17", "/media/A", "/dev/sdb1")
    assert [str(each.root) for each in system.find().volumes] == ["/media/B"]


@pytest.mark.parametrize(("steps", "found"), [(linux.MAX_STEPS - 2, "/dev/sdb"), (linux.MAX_STEPS - 1, None)])
def test_what_was_unlocked_on_what_was_unlocked(system: System, steps: int, found: str | None) -> None:
    system.disk("sdb", "8:16", parts=("sdb1",))
    part = "sdb1"
    for number in range(steps):
        system.unlocked(f"dm-{number}", f"253:{number}", part)
        part = f"dm-{number}"
    system.mount(f"253:{steps - 1}", "/media/KUNCI", f"/dev/mapper/{part}")
    assert [each.disk for each in system.find().volumes] == ([found] if found else [])


def test_a_program_is_run_and_believed_by_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, dict[str, object]]] = []
    ends: list[int | BaseException] = [0, 1, OSError(), subprocess.TimeoutExpired("x", 1)]

    def run(words: object, **options: object) -> SimpleNamespace:
        asked.append((words, options))
        end = ends.pop(0)
        if isinstance(end, BaseException):
            raise end
        return SimpleNamespace(returncode=end)

    monkeypatch.setattr(finding.subprocess, "run", run)
    assert [finding._run(("umount", "/x")) for _ in range(4)] == [True, False, False, False]
    words, options = asked[0]
    assert words == ("umount", "/x") and finding.PATIENCE == 60
    assert options == {"stdin": subprocess.DEVNULL, "capture_output": True, "timeout": 60, "check": False}
    ends[:] = [0, 0]
    monkeypatch.setattr(finding.shutil, "which", lambda name: name if name == "umount" else None)
    assert finding.eject(Volume(Path("/media/X"), "X")) is True
    assert asked[-1][0] == ("umount", str(Path("/media/X")))


def test_this_system_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Survey((), ("sdb",))
    monkeypatch.setattr(finding, "linux_finder", lambda: told)
    for platform, found in (("linux", told), ("darwin", Survey())):
        monkeypatch.setattr(finding.sys, "platform", platform)
        assert finding.find_sticks() == found


def test_on_windows_its_drives_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    class Drives(PretendedDrives):
        """Lets go of E alone."""

        def eject(self, letter: str) -> bool:
            return letter == "E"

    drives = Drives({"E": (REMOVABLE, 0, ("STIK", 0))})
    monkeypatch.setattr(windows, "real_drives", lambda: drives, raising=False)
    monkeypatch.setattr(finding.sys, "platform", "win32")
    (found,) = finding.find_sticks().volumes
    assert (found.label, found.node) == ("STIK", "E:")
    assert finding.eject(found) is True and finding.eject(Volume(Path("F:"), "", "F:")) is False


def test_programs_are_asked_without_a_question_to_anybody() -> None:
    asked: list[Sequence[str]] = []

    def run(words: Sequence[str]) -> bool:
        asked.append(words)
        return True

    assert eject_by(Volume(Path("/media/X"), "X", "/dev/sdb1", "/dev/sdb"), run, lambda name: name) is True
    assert asked == [
        ("udisksctl", "unmount", "--no-user-interaction", "-b", "/dev/sdb1"),
        ("udisksctl", "power-off", "--no-user-interaction", "-b", "/dev/sdb"),
    ]


def test_a_folder_chosen_by_hand_is_no_stick_that_was_pulled(tmp_path: Path) -> None:
    stick, other = tmp_path / "STIK", tmp_path / "LAIN"
    stick.mkdir()
    other.mkdir()
    seen = look(plugged(stick), None, NONE, is_known)
    chosen = look(Survey(), other, seen, is_known)
    assert (chosen.state, chosen.volume) == (State.FINE, None)
    assert look(Survey(), other, chosen, is_known).state is State.FINE, "it never was a stick"
    gone = look(Survey(), stick, seen, is_known)
    assert (gone.state, gone.volume) == (State.PULLED, seen.volume), "its folder may be there without it"
    both = Survey((*plugged(other).volumes, *plugged(stick).volumes))
    assert look(both, None, seen, is_known).root == stick and look(both, None, NONE, is_known).root == other


def test_names_that_this_office_reads_or_writes() -> None:
    own, target, strange = b"o" * 32, b"t" * 32, b"s" * 32
    asked: Any = SimpleNamespace(marks=lambda: {"desks": own}, targets=lambda to: [SimpleNamespace(mark=target)] * (to is None))
    knows = state.known_names(asked)
    for mark, known in ((own, True), (target, True), (strange, False)):
        assert knows(object_name(mark, dice("one"))) is known and knows(piece_name(mark, b"digest")) is known
