"""What is asked of Windows about its drives, call by call, over a kernel32 that is pretended."""

from __future__ import annotations

import ctypes
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from sync.sticks.volume import Survey, Volume
from sync.sticks.windows import BUS_MMC, BUS_SD, BUS_USB, FIXED, READ_ONLY_VOLUME, REMOVABLE, RealDrives, windows_finder

HANDLE = 77
NO_HANDLE = ctypes.c_void_p(-1).value
LOCK, DISMOUNT, EJECT = 0x00090018, 0x00090020, 0x002D4808
ASKED_FOR_THE_BUS = 0x002D1400


class Call:
    """A function of a library: it may be told what it gives back."""

    restype: Any = ctypes.c_int

    def __init__(self, work: Any) -> None:
        self._work = work

    def __call__(self, *given: Any) -> Any:
        return self._work(*given)


@dataclass
class Kernel:
    """A pretended kernel32 with one drive, which hangs on ``bus`` and refuses the control codes of ``busy``."""

    bus: int = BUS_USB
    busy: tuple[int, ...] = ()
    handle: int | None = HANDLE
    ready: bool = True
    opened: list[tuple[Any, ...]] = field(default_factory=list)
    controls: list[tuple[Any, ...]] = field(default_factory=list)
    closed: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.CreateFileW = Call(self._open)

    def _open(self, *given: Any) -> Any:
        self.opened.append(given)
        assert self.CreateFileW.restype is ctypes.c_void_p, "a handle is as wide as a pointer"
        return self.handle

    def GetLogicalDrives(self) -> int:
        return 1 << 4

    def GetDriveTypeW(self, root: str) -> int:
        assert root == "E:\\"
        return FIXED

    def GetVolumeInformationW(self, root: str, name: Any, size: int, *rest: Any) -> int:
        assert (root, size, len(name)) == ("E:\\", 261, 261)
        serial, longest, flags, system, system_size = rest
        assert (serial, longest, system, system_size) == (None, None, None, 0)
        if self.ready:
            name.value = "STIK"
            flags._obj.value = READ_ONLY_VOLUME
        return int(self.ready)

    def DeviceIoControl(self, device: Any, code: int, *rest: Any) -> int:
        given, given_size, told, told_size, count, overlapped = rest
        assert isinstance(count._obj, ctypes.c_ulong) and overlapped is None
        self.controls.append((device.value, code, given.raw if given else None, given_size, told_size))
        if told is not None:
            struct.pack_into("<I", told, 24, 1)
            struct.pack_into("<I", told, 28, self.bus)
            struct.pack_into("<I", told, 32, 2)
        return int(code not in self.busy)

    def CloseHandle(self, device: Any) -> int:
        self.closed.append(device.value)
        return 1


def test_the_codes_are_those_of_the_system() -> None:
    assert (REMOVABLE, FIXED, READ_ONLY_VOLUME) == (2, 3, 0x80000), "DRIVE_REMOVABLE, DRIVE_FIXED, FILE_READ_ONLY_VOLUME"
    assert (BUS_USB, BUS_SD, BUS_MMC) == (7, 12, 13), "STORAGE_BUS_TYPE"


@pytest.mark.parametrize(("bus", "found"), [(6, False), (7, True), (8, False), (11, False), (12, True), (13, True), (14, False)])
def test_a_fixed_drive_is_a_stick_by_its_bus(bus: int, found: bool) -> None:
    kernel = Kernel(bus)
    stick = Volume(Path("E:\\"), "STIK", "E:", "E:", True)
    assert windows_finder(RealDrives(kernel)) == Survey((stick,) if found else ())
    assert kernel.opened == [("\\\\.\\E:", 0, 3, None, 3, 0, None)], "nothing is opened for writing, and others may go on"
    assert kernel.controls == [(HANDLE, ASKED_FOR_THE_BUS, bytes(12), 12, 1024)] and kernel.closed == [HANDLE]


def test_a_drive_that_says_nothing() -> None:
    assert windows_finder(RealDrives(Kernel(ready=False))) == Survey((), ("E:",))
    assert RealDrives(Kernel(ready=False)).label("E:\\") is None
    mute = Kernel(busy=(ASKED_FOR_THE_BUS,))
    assert RealDrives(mute).bus("E") == 0 and mute.closed == [HANDLE]
    for handle in (None, NO_HANDLE):
        away = Kernel(handle=handle)
        assert RealDrives(away).bus("E") == 0 and RealDrives(away).eject("E") is False
        assert not away.controls and not away.closed


@pytest.mark.parametrize(
    ("busy", "gone", "asked"),
    [((), True, 3), ((LOCK,), False, 1), ((DISMOUNT,), False, 2), ((EJECT,), False, 3)],
)
def test_a_drive_is_locked_dismounted_and_let_go(busy: tuple[int, ...], gone: bool, asked: int) -> None:
    kernel = Kernel(busy=busy)
    assert RealDrives(kernel).eject("E") is gone
    assert kernel.opened == [("\\\\.\\E:", 0xC0000000, 3, None, 3, 0, None)], "to read and to write, shared"
    assert kernel.controls == [(HANDLE, code, None, 0, 0) for code in (LOCK, DISMOUNT, EJECT)][:asked]
    assert kernel.closed == [HANDLE], "and what was opened is closed"


class Letters:
    """Every letter is a removable drive; which were asked for is kept."""

    def __init__(self) -> None:
        self.asked = ""

    def letters(self) -> int:
        return (1 << 26) - 1 - (1 << 5)

    def kind(self, root: str) -> int:
        self.asked += root
        return REMOVABLE

    def bus(self, letter: str) -> int:
        raise AssertionError("what says that it is removable is not asked for its bus")

    def label(self, root: str) -> tuple[str, int] | None:
        return "", 0xFFFFFFFF & ~READ_ONLY_VOLUME


def test_every_letter_but_a_floppys() -> None:
    drives = Letters()
    survey = windows_finder(drives)
    assert drives.asked == "".join(f"{letter}:\\" for letter in "CDEGHIJKLMNOPQRSTUVWXYZ")
    assert [each.label for each in survey.volumes] == [f"{letter}:" for letter in "CDEGHIJKLMNOPQRSTUVWXYZ"]
    assert not any(each.read_only for each in survey.volumes) and survey.locked == ()
