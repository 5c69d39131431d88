"""Finding sticks on Windows: drives of the type "removable", and fixed ones that hang on the USB bus (large sticks say so)."""

from __future__ import annotations

import ctypes
import struct
import sys
from pathlib import Path
from typing import Any, Protocol

from sync.sticks.volume import Survey, Volume

REMOVABLE, FIXED = 2, 3
READ_ONLY_VOLUME = 0x00080000
STORAGE_QUERY_PROPERTY = 0x002D1400
LOCK_VOLUME, DISMOUNT_VOLUME, EJECT_MEDIA = 0x00090018, 0x00090020, 0x002D4808
BUS_USB, BUS_SD, BUS_MMC = 7, 12, 13
BUS_AT = 28
"""Where STORAGE_DEVICE_DESCRIPTOR keeps its bus."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Drives(Protocol):
    """What is asked of Windows."""

    def letters(self) -> int:
        """A bit for each drive letter in use, A the lowest."""
        ...

    def kind(self, root: str) -> int:
        """The drive's type."""
        ...

    def bus(self, letter: str) -> int:
        """The bus it hangs on, 0 where that is not told."""
        ...

    def label(self, root: str) -> tuple[str, int] | None:
        """Its label and flags; None while it is locked or empty."""
        ...


def windows_finder(drives: Drives) -> Survey:
    """Every drive letter of something that can be unplugged; a floppy's letters are not asked."""
    volumes, locked = [], []
    used = drives.letters()
    for number, letter in enumerate(LETTERS):
        root = f"{letter}:\\"
        if number < 2 or not used >> number & 1 or not _goes_out(drives, letter, root):
            continue
        told = drives.label(root)
        if told is None:
            locked.append(f"{letter}:")
        else:
            label, flags = told
            volumes.append(Volume(Path(root), label or f"{letter}:", f"{letter}:", f"{letter}:", bool(flags & READ_ONLY_VOLUME)))
    return Survey(tuple(volumes), tuple(locked))


def _goes_out(drives: Drives, letter: str, root: str) -> bool:
    kind = drives.kind(root)
    return kind == REMOVABLE or (kind == FIXED and drives.bus(letter) in (BUS_USB, BUS_SD, BUS_MMC))


class RealDrives:
    """Windows itself, as its kernel32 answers."""

    def __init__(self, kernel: Any) -> None:
        self._kernel = kernel
        self._kernel.CreateFileW.restype = ctypes.c_void_p

    def letters(self) -> int:
        """See :class:`Drives`."""
        return int(self._kernel.GetLogicalDrives())

    def kind(self, root: str) -> int:
        """See :class:`Drives`."""
        return int(self._kernel.GetDriveTypeW(root))

    def label(self, root: str) -> tuple[str, int] | None:
        """See :class:`Drives`."""
        name, flags = ctypes.create_unicode_buffer(261), ctypes.c_ulong()
        done = self._kernel.GetVolumeInformationW(root, name, 261, None, None, ctypes.byref(flags), None, 0)
        return (name.value, flags.value) if done else None

    def bus(self, letter: str) -> int:
        """See :class:`Drives`."""
        asked, told = ctypes.create_string_buffer(struct.pack("<III", 0, 0, 0), 12), ctypes.create_string_buffer(1024)
        if not self._control(letter, 0, [(STORAGE_QUERY_PROPERTY, asked, told)]):
            return 0
        return int(struct.unpack_from("<I", told.raw, BUS_AT)[0])

    def eject(self, letter: str) -> bool:
        """Lock, dismount and let go; False while somebody else uses it."""
        return self._control(letter, 0xC0000000, [(code, None, None) for code in (LOCK_VOLUME, DISMOUNT_VOLUME, EJECT_MEDIA)])

    def _control(self, letter: str, access: int, steps: list[tuple[int, Any, Any]]) -> bool:
        handle = self._kernel.CreateFileW(f"\\\\.\\{letter}:", access, 3, None, 3, 0, None)
        if handle in (None, ctypes.c_void_p(-1).value):
            return False
        device, count = ctypes.c_void_p(handle), ctypes.c_ulong()
        try:
            return all(
                self._kernel.DeviceIoControl(
                    device, code, given, len(given) if given else 0, told, len(told) if told else 0, ctypes.byref(count), None
                )
                for code, given, told in steps
            )
        finally:
            self._kernel.CloseHandle(device)


if sys.platform == "win32":

    def real_drives() -> RealDrives:
        """Of this computer."""
        return RealDrives(ctypes.WinDLL("kernel32", use_last_error=True))
