"""Which column of a personnel office's list is which field: by the names that such lists use, else by likeness."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from core.domain.roster import office_key

SURE: Final = 100
ALIKE: Final = 84
"""From this likeness on a heading is taken for a field, and shown as a guess."""
LENGTH: Final = 60

NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "name": (
        "nama",
        "nama lengkap",
        "nama pegawai",
        "nama asn",
        "nama pns",
        "nama dan gelar",
        "nama tanpa gelar",
        "nama personel",
    ),
    "front_title": ("gelar depan", "glr depan", "gelar di depan"),
    "back_title": ("gelar belakang", "glr belakang", "gelar di belakang"),
    "number": (
        "nip nip baru nomor induk pegawai",
        "nip",
        "nip baru",
        "nip nrp",
        "nip nrp nik",
        "nip nik",
        "nrp",
        "nrp nip",
        "nik",
        "ni pppk",
        "nomor induk",
        "nomor induk pegawai",
        "no induk pegawai",
        "nomor pegawai",
    ),
    "rank": (
        "pangkat",
        "golongan",
        "gol",
        "gol ruang",
        "golongan ruang",
        "pangkat golongan",
        "pangkat gol",
        "pangkat gol ruang",
        "pangkat golongan ruang",
        "kepangkatan",
        "pangkat korps",
    ),
    "position": ("jabatan", "nama jabatan", "jabatan terakhir", "jabatan sekarang", "nama jabatan terakhir"),
    "agency": (
        "instansi",
        "opd",
        "skpd",
        "perangkat daerah",
        "organisasi perangkat daerah",
        "instansi induk",
        "unit induk",
        "unit kerja induk",
        "dinas",
        "badan dinas",
        "satuan kerja perangkat daerah",
        "nama opd",
        "desa",
        "nama desa",
    ),
    "unit": (
        "unit kerja",
        "unit organisasi",
        "satuan kerja",
        "satker",
        "bidang",
        "bagian",
        "bidang bagian",
        "unit",
        "nama unit kerja",
        "satuan",
        "kesatuan",
    ),
    "subunit": (
        "seksi",
        "sub bagian",
        "subbagian",
        "subbag",
        "sub bidang",
        "subbidang",
        "seksi sub bagian",
        "sub unit kerja",
        "sub unit",
    ),
    "employment": (
        "jenis",
        "jenis pegawai",
        "status pegawai",
        "status kepegawaian",
        "jenis kepegawaian",
        "kedudukan pegawai",
        "jenis asn",
        "status asn",
    ),
    "superior": ("atasan", "nip atasan", "atasan nip", "atasan langsung", "nip atasan langsung", "nip pejabat penilai"),
    "is_head": ("pimpinan", "pejabat pimpinan", "memimpin", "kepala unit", "pimpinan unit"),
    "standing": ("status", "keaktifan", "status keaktifan", "status aktif", "kedudukan hukum", "keterangan status"),
    "since": ("tmt", "tmt jabatan", "terhitung mulai tanggal", "tmt jab", "mulai bertugas"),
    "until": ("sampai", "sampai tanggal", "tanggal kembali", "cuti sampai"),
}
FIELDS: Final = tuple(NAMES)
REQUIRED: Final = ("name", "position")


@dataclass(frozen=True, slots=True)
class Guess:
    """A field's column, and how alike its heading is (100: one of the usual names)."""

    column: int
    likeness: int


def guess(headings: Sequence[str]) -> dict[str, Guess]:
    """Every field that a heading stands for; each column serves one field, the best match first."""
    found: list[tuple[int, int, str]] = []
    keys = [office_key(heading[:LENGTH]) for heading in headings]
    for column, key in enumerate(keys):
        if key:
            found += [(-likeness, column, field) for field in FIELDS if (likeness := _likeness(key, field)) >= ALIKE]
    chosen: dict[str, Guess] = {}
    taken: set[int] = set()
    for negative, column, field in sorted(found):
        if field not in chosen and column not in taken:
            chosen[field] = Guess(column, -negative)
            taken.add(column)
    return chosen


def _likeness(key: str, field: str) -> int:
    names = NAMES[field]
    if key in names:
        return SURE
    return min(int(max(fuzz.token_sort_ratio(key, name) for name in names)), SURE - 1)


def score(cells: Sequence[str]) -> int:
    """How much a line looks like headings: fields recognised, and a name among them counts double."""
    if sum(bool(cell) for cell in cells) < len(REQUIRED):
        return 0
    found = guess(cells)
    return len(found) + 2 * ("name" in found) if len(found) > 1 else 0


def set_name(headings: Sequence[str]) -> str:
    """The name under which a mapping of these headings is remembered."""
    joined = "\x1f".join(office_key(heading) for heading in headings)
    return hashlib.sha256(joined.encode()).hexdigest()[:32]
