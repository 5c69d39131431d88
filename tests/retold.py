"""Invented incidents, each told twice in other words, to measure what the duplicate warning finds and what it invents."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.domain.likeness import SHOWN, Account, account, likeness
from tests.world import reference

AREAS = [village.code for district in reference().children("19.03") for village in reference().children(district.code)]
PEOPLE = "Setianingsih Gunawan Rahmawati Suparman Kartini Hendro Mulyadi Nurlela Baharuddin Yuliana Zulkifli Darmawan"
VILLAGE = len("19.03.08.2001")
NAMES = PEOPLE.split()
UNITS = ["Koramil 413-04", "Kantor Camat Lepar", "Dinas Pendidikan", "Polsek Toboali", "SD Negeri 5", "Puskesmas Rias"]
PLACES = ["balai desa", "lapangan bola", "pasar ikan", "halaman masjid", "dermaga lama", "gedung serbaguna", "warung kopi"]
ACTS = {
    "TNI-02": (
        "menyatakan dukungan kepada peserta pemilu", "mengajak hadirin memilih seorang calon",
        "terang-terangan mendukung peserta pemilu", "mengajak warga agar memilih calon tertentu",
    ),
    "TNI-03": (
        "meminjamkan kendaraan dinas untuk kampanye", "mobil dinas mengangkut spanduk peserta",
        "kendaraan dinas dipakai berkampanye", "spanduk diangkut memakai mobil dinas",
    ),
    "ASN-D04": (
        "mengunggah foto dengan simbol dua jari", "membagikan gambar calon di grup percakapan",
        "unggahan foto memakai simbol jari", "gambar calon dibagikan pada grup percakapan",
    ),
    "ASN-B02": (
        "memasang baliho peserta di kantor", "baliho dipasang pada pagar kantor",
        "pemasangan baliho di pagar kantor", "kantor dipasangi baliho peserta",
    ),
    "KR-05": (
        "membagikan paket sembako kepada warga", "paket sembako berstiker calon dibagikan",
        "pembagian sembako berstiker calon", "warga menerima paket sembako",
    ),
}  # fmt: skip
FIRST = ("Pada {hour} di {place} seorang {who} diduga {act}. {more} Beberapa warga merekam kejadian itu.",)
SECOND = ("Warga melihat {who} {act} di {place}, kira-kira {hour}. {more}",)
HOURS = ["pagi hari", "siang hari", "sore hari", "malam hari"]
WHO = {"TNI": ("prajurit", "anggota TNI"), "ASN": ("pegawai negeri", "ASN"), "KR": ("tokoh setempat", "seorang tokoh")}


@dataclass(frozen=True)
class Told:
    """One account as a form holds it."""

    area: str
    day: date
    act: str
    summary: str
    narrative: str
    name: str
    unit: str
    incident: int = -1


def pairs(count: int, seed: int) -> list[tuple[Told, Told]]:
    """Incidents of one regency in two months, each as two people tell it."""
    dice = random.Random(seed)
    return [_pair(dice) for _ in range(count)]


def pairs_over(count: int, dice: random.Random, first: date, days: int) -> list[tuple[Told, Told]]:
    """Incidents of the whole province over more days, each with a number of its own and mistyped when told again."""
    villages = [
        each.code for each in reference().places.areas.values() if each.code.startswith("19.") and len(each.code) == VILLAGE
    ]
    found = []
    for number in range(count):
        one, other = _pair(dice)
        shift, apart = timedelta(days=dice.randrange(days)), other.day - one.day
        place = dice.choice(villages)
        one = replace(one, area=place, day=first + shift, incident=number)
        other = replace(other, area=place[: len(other.area)], day=first + shift + apart, incident=number)
        found.append((one, mistyped(dice, other)))
    return found


def mistyped(dice: random.Random, told: Told) -> Told:
    """The same with one word in twelve misspelt."""
    return replace(told, summary=_slips(dice, told.summary), narrative=_slips(dice, told.narrative), name=_slips(dice, told.name))


def _slips(dice: random.Random, text: str) -> str:
    return " ".join(_slip(dice, word) if len(word) > 3 and dice.random() < 1 / 12 else word for word in text.split())


def _slip(dice: random.Random, word: str) -> str:
    """A letter left out, doubled, or two changed over."""
    at, kind = dice.randrange(1, len(word) - 1), dice.randrange(3)
    return (word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], word[:at] + word[at + 1] + word[at] + word[at + 2 :])[
        kind
    ]


def _pair(dice: random.Random) -> tuple[Told, Told]:
    act = dice.choice(list(ACTS))
    first, more, again, also = ACTS[act]
    place, hour = dice.choice(PLACES), dice.choice(HOURS)
    who = WHO[act.split("-")[0]]
    area, day = dice.choice(AREAS), date(2024, 1, 1) + timedelta(days=dice.randrange(60))
    name, unit = dice.choice(NAMES), dice.choice(UNITS)
    one = Told(
        area, day, act, f"Diduga {first} di {place}",
        FIRST[0].format(hour=hour, place=place, who=who[0], act=first, more=more.capitalize() + "."), name, unit,
    )  # fmt: skip
    other = Told(
        area, day, act, f"{who[1]} {again}, {place}",
        SECOND[0].format(hour=hour, place=place, who=who[1], act=again, more=also.capitalize() + "."), name, unit,
    )  # fmt: skip
    return one, _blur(dice, other)


def _blur(dice: random.Random, told: Told) -> Told:
    """What the second teller remembers otherwise: the day, the village, the spelling, or nothing of the party."""
    if dice.random() < 0.3:
        told = replace(told, day=told.day + timedelta(days=dice.choice((-1, 1, 2))))
    if dice.random() < 0.2:
        told = replace(told, area=told.area[:8])
    if dice.random() < 0.4:
        told = replace(told, name=told.name[:-1])
    if dice.random() < 0.3:
        told = replace(told, unit="")
    return told


def precision_and_recall(told: Sequence[tuple[Told, Told]]) -> tuple[float, float]:
    """Every second telling against every first one: how many warnings are right, how many repeats are found."""
    right = wrong = 0
    firsts = [_account(first) for first, _ in told]
    for place, (_, second) in enumerate(told):
        made = _account(second)
        for other, first in enumerate(firsts):
            if likeness(made, first).score >= SHOWN:
                right, wrong = (right + 1, wrong) if other == place else (right, wrong + 1)
    return right / max(1, right + wrong), right / len(told)


def _account(told: Told) -> Account:
    return account(told.area, told.day, told.act, (told.summary, told.narrative), (told.name,), (told.unit,))
