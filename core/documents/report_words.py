"""A report's codes and times in the Indonesian of printed papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from core.documents.words import counted, long_date, plain_date
from core.domain.geo import point_of, show_point
from core.domain.moment import Moment, zone_name
from core.domain.near import point_words
from core.domain.reference import ReferenceData

Tree = Mapping[str, object]
KINDS: Final = {
    "complaint": "Pengaduan dugaan pelanggaran",
    "early_warning": "Peringatan dini",
    "situation": "Laporan situasi",
    "information": "Informasi awal",
}
EVIDENCE: Final = {
    "photo": "foto",
    "audio": "rekaman suara",
    "video": "video",
    "document": "dokumen",
    "object": "barang",
    "link": "tautan",
    "other": "lainnya",
}
GIVERS: Final = {"reporter": "pelapor", "witness": "saksi", "officer": "petugas"}
SEXES: Final = {"L": "Laki-laki", "P": "Perempuan"}
BAWASLU: Final = "Bawaslu atau Panwaslu Kecamatan setempat"


def word(tree: object, name: str) -> str:
    """A text of a tree; empty where there is none."""
    value = tree.get(name) if isinstance(tree, Mapping) else None
    return value if isinstance(value, str) else ""


def branch(tree: object, name: str) -> Tree:
    """A tree inside a tree; empty where there is none."""
    value = tree.get(name) if isinstance(tree, Mapping) else None
    return value if isinstance(value, Mapping) else {}


def branches(tree: object, name: str) -> list[Tree]:
    """A list of trees inside a tree."""
    value = tree.get(name) if isinstance(tree, Mapping) else None
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def day_words(stamp: str) -> str:
    """``Sabtu, 3 Februari 2024`` from ``2024-02-03``; what is no date stays as it is."""
    try:
        return long_date(date.fromisoformat(stamp))
    except ValueError:
        return stamp


def birth_words(place: str, stamp: str) -> str:
    """Place and day of birth, either of which may be missing."""
    try:
        day = plain_date(date.fromisoformat(stamp)) if stamp else ""
    except ValueError:
        day = stamp
    return ", ".join(part for part in (place, day) if part)


def event_words(when: Tree, zone: str) -> str:
    """Day, perhaps clock time with its zone, and how sure the teller is."""
    if not when:
        return ""
    told = day_words(word(when, "date"))
    if word(when, "precision") != "day":
        told += _clock(word(when, "time"), when, zone)
    if word(when, "until"):
        told += f" s.d. {day_words(word(when, 'until'))}{_clock(word(when, 'until_time'), when, zone)}"
    return f"sekitar {told}" if word(when, "precision") == "about" else told


def _clock(time: str, when: Tree, zone: str) -> str:
    return f", pukul {time.replace(':', '.')} {zone_name(word(when, 'zone') or zone)}" if time else ""


def named(person: Tree) -> str:
    """A name with the titles before and behind it."""
    front = f"{word(person, 'front_title')} {word(person, 'name')}".strip()
    return f"{front}, {word(person, 'back_title')}" if front and word(person, "back_title") else front


def instant_words(stamp: str, zone: str) -> str:
    """``Senin, 5 Februari 2024 pukul 08.00 WIB`` from an RFC 3339 time."""
    try:
        when = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    local = Moment(int(when.timestamp() * 1000), zone, "")
    return moment_words(local)


def moment_words(moment: Moment) -> str:
    """Day and clock of a moment in its own zone."""
    return f"{long_date(moment.day)} pukul {moment.when:%H.%M} {zone_name(moment.zone)}"


def place_words(place: Tree, reference: ReferenceData) -> str:
    """The words of the place, then the full address of its area."""
    area, point = reference.area(word(place, "area")), point_of(place)
    shown = "" if point is None else point_words(reference, point) if area is None else show_point(point)
    parts = (word(place, "detail"), area.path if area is not None else word(place, "area"), shown)
    return ", ".join(part for part in parts if part)


def district_words(code: str, reference: ReferenceData) -> str:
    """District and regency alone: no paper without names says more of a place."""
    parts = [reference.area(code[:length]) for length in (8, 5) if len(code) >= length]
    return ", ".join(area.label for area in parts if area is not None)


def counter_words(code: str, reference: ReferenceData) -> str:
    """The lawful counters of a place: Panwaslu of its district, else Bawaslu of its regency; empty if neither is known."""
    district = reference.area(code[:8]) if len(code) >= 8 else None
    regency = reference.area(code[:5]) if len(code) >= 5 else None
    named = [
        f"Panwaslu {district.label}" if district is not None and district.level == "district" else "",
        f"Bawaslu {regency.label}" if regency is not None and regency.level == "regency" else "",
    ]
    return " atau ".join(part for part in named if part)


def stage_words(tree: Tree, reference: ReferenceData) -> str:
    """The stage's name, and the election's."""
    election, stage = reference.election(word(tree, "election")), reference.stage(word(tree, "election"), word(tree, "stage"))
    names = (stage.name_id if stage else word(tree, "stage"), election.name_id if election else word(tree, "election"))
    return ", ".join(part for part in names if part)


def violation_words(tree: Tree, reference: ReferenceData) -> str:
    """The act alleged, in the words of the catalogue."""
    found = reference.violation(word(tree, "violation"))
    return found.name_id if found is not None else word(tree, "violation")


def evidence_counts(items: Sequence[Tree]) -> tuple[tuple[str, int], ...]:
    """Pairs of kind and number, in the order of the alphabet."""
    return tuple(sorted(Counter(EVIDENCE.get(word(item, "kind") or "other", "lainnya") for item in items).items()))


def evidence_words(items: Sequence[Tree]) -> str:
    """``tiga (3) buah: foto 2, video 1``."""
    kinds = ", ".join(f"{kind} {count}" for kind, count in evidence_counts(items))
    return f"{counted(len(items))} buah: {kinds}" if items else "belum ada"
