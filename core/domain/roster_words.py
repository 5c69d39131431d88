"""What the words of personnel lists mean: kinds of employment, standings, days as people write them, who leads an office."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from core.domain.roster import LEAVE_REASONS, LEFT_REASONS, office_key

EMPLOYMENT: Final[Mapping[str, str]] = {
    "pns": "PNS",
    "pegawai negeri sipil": "PNS",
    "cpns": "CPNS",
    "calon pns": "CPNS",
    "pppk": "PPPK",
    "p3k": "PPPK",
    "pppk penuh waktu": "PPPK",
    "pppk paruh waktu": "PPPK_PW",
    "p3k paruh waktu": "PPPK_PW",
    "pppk pw": "PPPK_PW",
    "honorer": "HONORER",
    "honor": "HONORER",
    "tenaga honorer": "HONORER",
    "thl": "HONORER",
    "phl": "HONORER",
    "pjlp": "HONORER",
    "tenaga harian lepas": "HONORER",
    "kontrak": "HONORER",
    "tenaga kontrak": "HONORER",
    "non asn": "HONORER",
    "tenaga non asn": "HONORER",
    "tni": "TNI",
    "tni ad": "TNI",
    "tni al": "TNI",
    "tni au": "TNI",
    "prajurit": "TNI",
    "pns tni": "PNS_TNI",
    "polri": "POLRI",
    "pns polri": "PNS_POLRI",
    "bin": "BIN",
    "kades": "KADES",
    "kepala desa": "KADES",
    "perangkat desa": "PERANGKAT_DESA",
    "bpd": "BPD",
    "lurah": "LURAH",
}
STANDING: Final[Mapping[str, tuple[str, str]]] = {
    "": ("active", ""),
    "aktif": ("active", ""),
    "bekerja": ("active", ""),
    "masuk": ("active", ""),
    "cuti": ("leave", "cuti"),
    "cuti besar": ("leave", "cuti"),
    "cuti melahirkan": ("leave", "cuti"),
    "cltn": ("leave", "cuti"),
    "sakit": ("leave", "sakit"),
    "tugas luar": ("leave", "tugas_luar"),
    "dinas luar": ("leave", "tugas_luar"),
    "tugas belajar": ("leave", "tugas_belajar"),
    "dipekerjakan": ("leave", "dipekerjakan"),
    "diperbantukan": ("leave", "dipekerjakan"),
    "pensiun": ("left", "pensiun"),
    "mutasi": ("left", "pindah"),
    "pindah": ("left", "pindah"),
    "meninggal": ("left", "meninggal"),
    "meninggal dunia": ("left", "meninggal"),
    "wafat": ("left", "meninggal"),
    "berhenti": ("left", "berhenti"),
    "diberhentikan": ("left", "berhenti"),
    "mengundurkan diri": ("left", "berhenti"),
}
"""Word of a list -> standing and reason."""
YES: Final = frozenset({"ya", "y", "1", "x", "v", "\u2713", "yes", "pimpinan", "kepala"})
NO: Final = frozenset({"", "tidak", "t", "0", "-", "no", "bukan"})
_LONG_MONTHS: Final = "januari februari maret april mei juni juli agustus september oktober november desember"
_SHORT_MONTHS: Final = "jan feb mar apr mei jun jul agu sep okt nov des"
_MONTHS: Final = (_LONG_MONTHS.split(), _SHORT_MONTHS.split())
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(T.*)?")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_WORDS: Final = re.compile(r"(\d{1,2})[ -]([a-z]+)[ -](\d{4})")
_SERIAL: Final = re.compile(r"[3-6]\d{4}")
_EPOCH: Final = date(1899, 12, 30)
_LEVELS: Final = (
    ("seksi", ("seksi ", "sub ", "subbag", "subbid", "subdit")),
    ("bidang", ("bidang ", "bagian ", "sekretariat ", "upt ", "uptd ", "puskesmas ", "sd ", "smp ", "sma ", "smk ")),
    ("kecamatan", ("kecamatan ",)),
    ("desa", ("desa ", "kelurahan ", "pekon ", "nagari ")),
    ("kabupaten", ("pemerintah kabupaten ", "pemerintah kota ", "kabupaten ", "kota ")),
    ("satuan", ("kodim ", "koramil ", "korem ", "polres ", "polsek ", "polda ", "lanal ", "lanud ", "satuan ")),
)
_BY_DEPTH: Final = ("opd", "bidang", "seksi")
_LEADERS: Final = (
    "camat lurah bupati walikota gubernur kades danramil dandim danrem kapolsek kapolres kapolda kabinda direktur inspektur "
    "komandan sekda"
)
_TITLES: Final = frozenset(_LEADERS.split())
_ACTING: Final = frozenset({"plt", "plh", "pj", "pjs"})


def employment_of(text: str) -> str:
    """The code that a list's word stands for, or empty."""
    return EMPLOYMENT.get(office_key(text), "")


def standing_of(text: str) -> tuple[str, str] | None:
    """Standing and reason that a word stands for; None for a word that is not known."""
    key = office_key(text)
    if key in STANDING:
        return STANDING[key]
    if key in LEAVE_REASONS or key in LEFT_REASONS:
        return ("leave" if key in LEAVE_REASONS else "left", key)
    return next((found for word, found in STANDING.items() if word and key.startswith(f"{word} ")), None)


def yes_or_no(text: str) -> bool | None:
    """Ya or tidak in the usual spellings; None for anything else."""
    key = text.strip().casefold()
    return True if key in YES else False if key in NO else None


def day_of(text: str) -> date | None:
    """A day as lists write it: ISO, day first with any sign, month in words, or a spreadsheet's count of days."""
    words = " ".join(text.casefold().replace(",", " ").split())
    try:
        if found := _ISO.fullmatch(words.upper()):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY_FIRST.fullmatch(words):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if (found := _WORDS.fullmatch(words)) and (month := _month(found[2])):
            return date(int(found[3]), month, int(found[1]))
        return _EPOCH + timedelta(days=int(words)) if _SERIAL.fullmatch(words) else None
    except ValueError:
        return None


def _month(word: str) -> int:
    for names in _MONTHS:
        if word in names:
            return names.index(word) + 1
    return 0


def level_of(name: str, depth: int, *, unit: bool) -> str:
    """The level of an office by its name, else by its place below who keeps the roster (1 is directly below)."""
    key = f"{office_key(name)} "
    for level, beginnings in _LEVELS:
        if key.startswith(beginnings):
            return level
    return "satuan" if unit else _BY_DEPTH[min(depth, len(_BY_DEPTH)) - 1]


def leads(position: str, path: Sequence[str]) -> bool:
    """Whether a position reads like the head of that very office: "Kepala Dinas Pendidikan" of "Dinas Pendidikan"."""
    words = [word for word in office_key(position).split() if word not in _ACTING]
    if not words:
        return False
    own = set(office_key(path[-1]).split()) if path else set()
    if words[0] in _TITLES:
        return len(words) == 1 or not own or set(words[1:]) <= own
    return words[0] in ("kepala", "ketua", "kabid", "kasi", "kabag") and set(words[1:]) <= own
