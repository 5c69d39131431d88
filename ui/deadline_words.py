"""The law's clock in words, Indonesian and English, for window and command line alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from core.domain.confidence import confidence_of
from core.domain.legal_clock import Column, Step
from core.domain.moment import zone_name
from core.domain.reference import ReferenceData
from core.domain.transit import Offer, Plan

Pair = tuple[str, str]

DAYS: tuple[Pair, ...] = (
    ("Senin", "Monday"),
    ("Selasa", "Tuesday"),
    ("Rabu", "Wednesday"),
    ("Kamis", "Thursday"),
    ("Jumat", "Friday"),
    ("Sabtu", "Saturday"),
    ("Minggu", "Sunday"),
)
MONTHS: tuple[Pair, ...] = (
    ("Januari", "January"), ("Februari", "February"), ("Maret", "March"), ("April", "April"), ("Mei", "May"),
    ("Juni", "June"), ("Juli", "July"), ("Agustus", "August"), ("September", "September"), ("Oktober", "October"),
    ("November", "November"), ("Desember", "December"),
)  # fmt: skip
COUNTED: Pair = ("hari ke-{n}", "day {n}")
WHY: dict[str, Pair] = {
    "day_zero": ("hari diketahui, tidak dihitung", "the day it became known, not counted"),
    "working": ("hari kerja", "working day"),
    "calendar_day": ("hari kalender", "calendar day"),
    "weekend": ("akhir pekan, dilewati", "weekend, skipped"),
    "holiday": ("hari libur {name}, dilewati", "public holiday {name}, skipped"),
    "voting_day": ("{name}, dilewati", "{name}, skipped"),
    "joint_leave": ("{name}, dilewati", "joint leave {name}, skipped"),
    "local": ("libur daerah {name}, dilewati", "local day off {name}, skipped"),
    "unpublished": ("kalender tahun ini belum diterbitkan", "no calendar of this year is published"),
    "start": ("mulai dihitung", "counting begins"),
    "hours": ("berakhir setelah {n} jam", "ends after {n} hours"),
    "month_end": ("akhir bulan target", "end of the target month"),
}
STILL_COUNTED: dict[str, Pair] = {
    "joint_leave": ("{name}, dihitung demi aman", "joint leave {name}, counted to be safe"),
    "local": ("libur daerah {name}, dihitung demi aman", "local day off {name}, counted to be safe"),
    "unpublished": ("kalender belum diterbitkan, Senin sampai Jumat dihitung", "calendar not published, Monday to Friday count"),
}
WARNINGS: dict[str, Pair] = {
    "unpublished": (
        "Kalender hari libur untuk sebagian hari ini belum diterbitkan; pegang tanggal aman.",
        "The calendar of days off for some of these days is not published; keep to the safe date.",
    ),
    "hand_in_earlier": (
        "Hari terakhir bukan hari buka loket; serahkan pada jam buka terakhir sebelumnya.",
        "The counter is closed on the last day; hand in at the last open hour before it.",
    ),
    "no_open_counter": (
        "Tidak ada jam buka loket sebelum batas ini; beri pemberitahuan awal lewat telepon atau radio.",
        "No counter is open before this limit; give a preliminary notice by telephone or radio.",
    ),
    "unit_not_verified": (
        "Undang-undang menulis 'hari' saja: aman memakai hari kalender, paling akhir memakai hari kerja; belum diverifikasi.",
        "The statute says 'days' only: safe counts calendar days, latest working days; not verified.",
    ),
    "from_day_only": (
        "Jamnya tidak diketahui: aman dihitung dari awal hari, paling akhir dari akhir hari.",
        "The hour is not known: safe counts from the start of the day, latest from its end.",
    ),
    "chain": (
        "Dihitung menyambung dari ketentuan sebelumnya, sejak hari yang sama.",
        "Counted on from the clause before it, from the same day.",
    ),
}
COLUMNS: dict[Column, Pair] = {"safe": ("aman", "safe"), "latest": ("paling akhir", "latest")}
NOT_VERIFIED: Pair = ("belum diverifikasi", "not verified")
LEVELS: dict[str, Pair] = {
    "kecamatan": ("Panwaslu Kecamatan", "Panwaslu Kecamatan (sub-district supervisor)"),
    "kabkota": ("Bawaslu Kabupaten/Kota", "Bawaslu of the regency or city"),
    "provinsi": ("Bawaslu Provinsi", "Bawaslu of the province"),
    "ri": ("Bawaslu RI", "Bawaslu RI"),
}


def say(pair: Pair, language: str, **details: object) -> str:
    """One of the two wordings."""
    return pair[1 if language == "en" else 0].format(**details)


def day_words(day: date, language: str) -> str:
    """``Senin, 5 Februari 2024``."""
    return f"{say(DAYS[day.weekday()], language)}, {day.day} {say(MONTHS[day.month - 1], language)} {day.year}"


def moment_words(moment: datetime, zone: str, language: str) -> str:
    """``Rabu, 7 Februari 2024 pukul 16.00 WIB``; the moment is already in its zone."""
    at = say(("pukul", "at"), language)
    return f"{day_words(moment.date(), language)} {at} {moment:%H.%M} {zone_name(zone)}"


def due_words(text: str, zone: str, language: str) -> str:
    """A date or a moment of the clock as people read it."""
    if "T" in text:
        return moment_words(datetime.fromisoformat(text), zone, language)
    return day_words(date.fromisoformat(text), language)


def step_words(step: Step, language: str) -> str:
    """Why a day was counted or skipped."""
    counted = step.number is not None and step.why not in ("hours", "month_end")
    pair = STILL_COUNTED.get(step.why, WHY[step.why]) if counted else WHY[step.why]
    words = say(pair, language, name=step.name, n=step.number)
    return f"{say(COUNTED, language, n=step.number)} · {words}" if counted else words


def step_line(step: Step, language: str) -> str:
    """One line of the explanation: the day, and why it was counted or skipped."""
    return f"{day_words(step.day, language)}: {step_words(step, language)}"


def warnings_words(codes: Iterable[str], language: str) -> list[str]:
    """The sentences of the warnings."""
    return [say(WARNINGS[code], language) for code in codes]


def is_verified(confidence: str) -> bool:
    """Whether a clause's confidence needs no mark beside its dates."""
    return confidence_of(confidence) in ("verified", "policy")


# --- the way to a counter ------------------------------------------------------------------------------------------


def counter_words(reference: ReferenceData, offer: Offer, language: str) -> str:
    """``Panwaslu Kecamatan Kepulauan Pongok``, ``Bawaslu Kab. Bangka Selatan``."""
    area = reference.area(offer.place)
    place = offer.place if area is None else area.label
    if offer.level == "kecamatan":
        return f"Panwaslu Kecamatan {place.removeprefix('Kec. ')}"
    return f"Bawaslu {place}" if area is not None else say(LEVELS[offer.level], language)


def plan_words(reference: ReferenceData, plan: Plan, zone: str, language: str) -> list[str]:
    """What to do: from where to leave and when, or which lawful counter is left."""
    chosen = plan.chosen
    if chosen is None:
        return [_nothing_left(reference, plan, language) if plan.broken else say(NO_SCHEDULE, language)]
    lines = []
    if plan.broken:
        late = ", ".join(counter_words(reference, offer, language) for offer in plan.broken)
        lines.append(say(BROKEN, language, counters=late))
    if chosen.state == "here" and plan.hand_in is not None:
        at = moment_words(plan.hand_in, zone, language)
        lines.append(say(HERE, language, counter=counter_words(reference, chosen, language), at=at))
    ride = next((each for each in plan.offers if each.state == "in_time"), None)
    return lines if ride is None else [*lines, _ride(reference, plan, ride, language)]


NO_SCHEDULE: Pair = ("jadwal kurir pos ini belum diatur", "this post's courier schedule is not set")
BROKEN: Pair = (
    "tidak ada lagi keberangkatan yang tiba pada waktunya di {counters}",
    "no departure arrives in time at {counters}",
)
HERE: Pair = ("serahkan di {counter}, di pulau ini, paling lambat {at}", "hand in at {counter}, on this island, by {at}")
LEAVE: Pair = ("harus berangkat{where} paling lambat {at} ke {counter}", "must leave{where} by {at} for {counter}")
ISLAND: Pair = (" dari Pulau {name}", " the island of {name}")
NOTHING_LEFT: Pair = (
    "tidak ada keberangkatan yang tiba pada waktunya; loket sah terdekat {counter}; beri pemberitahuan awal (telepon, radio)",
    "no departure arrives in time; the nearest lawful counter is {counter}; give a preliminary notice (phone, radio)",
)


def _ride(reference: ReferenceData, plan: Plan, offer: Offer, language: str) -> str:
    area = reference.area(plan.island) if plan.island else None
    where = "" if area is None else say(ISLAND, language, name=area.name.removeprefix("Pulau "))
    at = "" if offer.leave_by is None else f"{day_words(offer.leave_by.date(), language)} {offer.leave_by:%H.%M}"
    return say(LEAVE, language, where=where, at=at, counter=counter_words(reference, offer, language))


def _nothing_left(reference: ReferenceData, plan: Plan, language: str) -> str:
    return say(NOTHING_LEFT, language, counter=counter_words(reference, plan.nearest, language))
