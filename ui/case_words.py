"""Cases in words, Indonesian and English, for window and command line alike. "Diduga" stands wherever a class is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from core.app.case_views import BoardRow
from core.domain.reference import ReferenceData
from core.domain.triage import Proposal, Step
from ui.deadline_words import day_words

Pair = tuple[str, str]

STAGES: dict[str, Pair] = {
    "new": ("Baru", "New"),
    "completing": ("Dilengkapi", "Being completed"),
    "ready": ("Siap", "Ready"),
    "referred": ("Diteruskan", "Referred"),
    "at_institution": ("Di lembaga", "At the institution"),
    "decided": ("Diputus", "Decided"),
    "closed": ("Ditutup", "Closed"),
}
CLASSES: dict[str, Pair] = {
    "ethics": ("etik", "ethics"),
    "discipline": ("disiplin", "discipline"),
    "crime": ("pidana", "crime"),
    "administrative": ("administrasi", "administrative"),
    "code_of_ethics": ("kode etik penyelenggara", "organisers' code of ethics"),
    "dispute": ("sengketa", "dispute"),
    "local_rule": ("aturan daerah", "local rule"),
    "unverified": ("golongan belum terverifikasi", "class not verified"),
    "other": ("lain", "other"),
}
SEVERITIES: dict[str, Pair] = {
    "low": ("ringan", "low"),
    "medium": ("sedang", "medium"),
    "high": ("berat", "high"),
    "urgent": ("mendesak", "urgent"),
}
OUTCOMES: dict[str, Pair] = {
    "proven": ("Terbukti menurut lembaga", "Proven, says the institution"),
    "not_proven": ("Tidak terbukti menurut lembaga", "Not proven, says the institution"),
    "not_registered": ("Tidak diregistrasi lembaga", "Not registered by the institution"),
    "withdrawn": ("Dicabut pelapor", "Withdrawn by the reporter"),
    "beyond_remit": ("Di luar kewenangan", "Beyond our remit"),
    "handled": ("Sudah ditindaklanjuti", "Followed up"),
    "voided": ("Laporan dibatalkan", "Report voided"),
}
LIGHTS: dict[str, Pair] = {
    "open": ("masih cukup waktu", "time enough"),
    "near": ("segera habis", "nearly over"),
    "after_safe": ("lewat tanggal aman", "past the safe date"),
    "passed": ("lewat waktu", "over"),
    "": ("tanpa batas waktu", "no time limit"),
}
CLOSING_STATUS: dict[str, Pair] = {
    "proposed": ("diusulkan, menunggu petugas kedua", "proposed, waits for a second officer"),
    "approved": ("berlaku", "in effect"),
    "declined": ("ditolak", "declined"),
    "reopened": ("dibuka kembali", "reopened"),
}
STEPS: dict[str, Pair] = {
    "warning": (
        "Peringatan dini tidak menduga pelanggaran siapa pun; yang diusulkan hanya rute dan bobotnya.",
        "An early warning alleges nothing of anybody; only a route and a severity are proposed.",
    ),
    "subject": ("Pihak yang dilaporkan: {subject}.", "Reported party: {subject}."),
    "subjects": (
        "Ada beberapa jenis pihak ({subjects}); usul ini memakai yang pertama. Periksa yang lain.",
        "There are several types of party ({subjects}); this proposal takes the first. Check the others.",
    ),
    "subject_unknown": (
        "Jenis pihak yang dilaporkan belum diketahui, jadi rute kelompoknya belum dapat dipastikan.",
        "The type of the reported party is not known, so the route of its group cannot be told.",
    ),
    "day_unknown": (
        "Tanggal kejadian tidak tercatat; daftar etik atau disiplin tidak dapat ditentukan.",
        "No day of the event is recorded; whether the list of ethics or of discipline holds cannot be told.",
    ),
    "election_unknown": (
        "Pemilu atau pemilihan tidak disebut atau tidak ada dalam data; kalender tahapan tidak dapat dibaca.",
        "No election is named, or it is not in the data; no stage calendar can be read.",
    ),
    "calendar_hole": (
        "Kalender tahapan {election} tidak memuat tanggal {day}. Tahapan tidak ditebak; lengkapi data rujukan.",
        "The stage calendar of {election} holds nothing for {day}. No stage is guessed; complete the reference data.",
    ),
    "stage_undated": (
        "Tahapan {stage} belum bertanggal dalam data {election}; cocok tidaknya tidak dapat diperiksa.",
        "The stage {stage} has no dates in the data of {election}; whether it fits cannot be checked.",
    ),
    "stage_differs": (
        "Laporan menyebut tahapan {stage}, tetapi pada {day} yang berjalan ialah {running}.",
        "The report names the stage {stage}, but on {day} these ran: {running}.",
    ),
    "stage": ("Pada {day} berjalan tahapan {running}.", "On {day} these stages ran: {running}."),
    "act": ("Perbuatan yang dilaporkan: {act}.", "Reported act: {act}."),
    "act_unknown": (
        "Perbuatan belum dipilih atau tidak ada dalam data; golongan tidak diusulkan.",
        "No act is chosen, or it is not in the data; no class is proposed.",
    ),
    "phase_before": (
        "Kejadian {day}, sebelum calon ditetapkan ({from}): berlaku daftar etik.",
        "It happened on {day}, before candidates were determined ({from}): the list of ethics holds.",
    ),
    "phase_after": (
        "Kejadian {day}, pada atau sesudah calon ditetapkan ({to}): berlaku daftar disiplin.",
        "It happened on {day}, when candidates were determined ({to}) or after: the list of discipline holds.",
    ),
    "phase_between": (
        "Antara {from} dan {to} sebagian calon sudah ditetapkan, sebagian belum. Pilih daftar menurut jenis calonnya.",
        "Between {from} and {to} some candidates were determined and some not. Choose the list by the contest.",
    ),
    "phase_unknown": (
        "Tanggal penetapan calon untuk pemilihan ini tidak ada dalam data; pilih sendiri daftar etik atau disiplin.",
        "The day on which candidates were determined is not in the data; choose ethics or discipline yourself.",
    ),
    "other_list": (
        "{act} berada pada daftar yang lain; yang sepadan pada tanggal itu ialah {instead}.",
        "{act} stands on the other list; its counterpart on that day is {instead}.",
    ),
    "wrong_list": (
        "{act} berada pada daftar yang tidak berlaku pada tanggal itu, dan data tidak memuat padanannya.",
        "{act} stands on the list that did not hold that day, and the data name no counterpart.",
    ),
    "other_regime": (
        "{act} bukan perbuatan {regime}; yang sesuai di sana: {instead}.",
        "{act} is no act of the {regime}; what fits there: {instead}.",
    ),
    "wrong_regime": (
        "{act} bukan perbuatan {regime}, dan data tidak memuat padanannya; pilih sendiri perbuatannya.",
        "{act} is no act of the {regime}, and the data name none that fits; choose the act yourself.",
    ),
    "clarify": (
        "Perbuatan ini saja belum cukup untuk menduga pelanggaran: perlu klarifikasi, tanpa golongan.",
        "This act alone is not enough to allege a violation: it must be clarified, without a class.",
    ),
    "vote": (
        "{subject} berhak memilih. Memilih tidak diusulkan sebagai dugaan pelanggaran.",
        "{subject} has the right to vote. Voting is not proposed as an alleged violation.",
    ),
    "not_of_subject": (
        "Data tidak memuat {act} untuk {subject}; golongan tidak diusulkan.",
        "The data do not name {act} for {subject}; no class is proposed.",
    ),
    "not_before": (
        "Aturan ini baru mencakup pihak tersebut mulai {day}; golongan tidak diusulkan.",
        "That rule reaches this party only from {day} on; no class is proposed.",
    ),
    "classes": ("Diduga masuk golongan: {classes}.", "Allegedly of the class: {classes}."),
    "no_law": (
        "Data tidak menyebut pasal untuk perbuatan ini; tidak ada pasal yang diusulkan.",
        "The data name no rule for this act; none is proposed.",
    ),
    "law": ("Dasar: {law}.", "Basis: {law}."),
    "law_ended": (
        "Dasar: {law}. Angka pidananya hanya berlaku sampai {until}.",
        "Basis: {law}. Its penalty figures held only until {until}.",
    ),
    "law_since": (
        "Sejak itu pidana mengikuti {law} (denda menurut kategori, tanpa kurungan).",
        "Since then penalties follow {law} (fines by category, no kurungan).",
    ),
    "route": ("Rute hari ini: ke {to}{cc}.", "Route today: to {to}{cc}."),
    "route_choose": (
        "Ada lebih dari satu rute ({routes}); pilih menurut kedudukan pihaknya.",
        "There is more than one route ({routes}); choose by the party's position.",
    ),
    "route_none": (
        "Tidak ada rute yang berlaku pada {day} untuk pihak ini; tanyakan ke meja penerusan.",
        "No route is in force on {day} for this party; ask the referral desk.",
    ),
}
CONFIDENCE: Pair = ("perlu diperiksa", "check this")


def of(words: dict[str, Pair], code: str, language: str) -> str:
    """A code's wording; a code that nobody knows is shown as it is."""
    found = words.get(code)
    return code if found is None else found[language == "en"]


def alleged(classes: tuple[str, ...], language: str) -> str:
    """Classes as they may be named: never without "diduga"."""
    if not classes:
        return "tanpa golongan" if language != "en" else "no class"
    names = ", ".join(of(CLASSES, each, language) for each in classes)
    return f"diduga {names}" if language != "en" else f"allegedly {names}"


def light_words(row: BoardRow, language: str) -> str:
    """The traffic light in words, with the days that are left; of what ended, how."""
    if row.outcome:
        return of(OUTCOMES, row.outcome, language)
    word = of(LIGHTS, row.light, language)
    if row.deadline is None or row.light == "passed":
        return word
    left = row.deadline.days_left
    if row.light == "after_safe":
        return word
    days = f"{left} hari" if language != "en" else f"{left} {'day' if left == 1 else 'days'}"
    today = "hari ini" if language != "en" else "today"
    return f"{today if left <= 0 else days}: {word}"


def step_sentence(step: Step, reference: ReferenceData, language: str) -> str:
    """One step of the reasoning as a sentence."""
    pair = STEPS.get(step.code)
    if pair is None:
        return step.code
    values = {name: _value(name, value, reference, language) for name, value in step.found.items()}
    return pair[language == "en"].format(**values)


def explanation(proposal: Proposal, reference: ReferenceData, language: str) -> list[str]:
    """All steps, one sentence each; what is doubtful says so."""
    mark = CONFIDENCE[language == "en"]
    return [step_sentence(step, reference, language) + (f" ({mark})" if step.doubtful else "") for step in proposal.steps]


def name_of_act(reference: ReferenceData, code: str, language: str) -> str:
    """An act's or a vulnerability's name with its code."""
    found = reference.violation(code) or reference.vulnerability(code)
    if found is None:
        return code
    return f"{found.name_en if language == 'en' else found.name_id} ({found.code})"


def _value(name: str, value: str, reference: ReferenceData, language: str) -> str:
    if name in DAYS and value[:4].isdecimal():
        return day_words(date.fromisoformat(value), language)
    read = _VALUES.get(name)
    return value if read is None else read(reference, value, language)


def _act(reference: ReferenceData, value: str, language: str) -> str:
    return ", ".join(name_of_act(reference, each, language) for each in value.split())


def _regime(reference: ReferenceData, value: str, language: str) -> str:
    return value.title()


def _subjects(reference: ReferenceData, value: str, language: str) -> str:
    return ", ".join(_subject(reference, each, language) for each in value.split())


def _classes(reference: ReferenceData, value: str, language: str) -> str:
    return ", ".join(of(CLASSES, each, language) for each in value.split())


def _law(reference: ReferenceData, value: str, language: str) -> str:
    rule = reference.legal_ref(value)
    return value if rule is None else rule.citation


def _copies(reference: ReferenceData, value: str, language: str) -> str:
    names = ", ".join(institution(reference, each, language) for each in value.split())
    copied = "copy to" if language == "en" else "tembusan"
    return f"; {copied} {names}" if names else ""


def _stages(reference: ReferenceData, value: str, language: str) -> str:
    known = {each.code: each for election in reference.elections for each in election.stages}
    found = [known[code] for code in value.split() if code in known]
    return ", ".join(each.name_en if language == "en" else each.name_id for each in found) or value


def _election(reference: ReferenceData, value: str, language: str) -> str:
    found = reference.election(value)
    return value if found is None else (found.name_en if language == "en" else found.name_id)


def _subject(reference: ReferenceData, code: str, language: str) -> str:
    found = reference.subject(code)
    return code if found is None else (found.name_en if language == "en" else found.name_id)


def institution(reference: ReferenceData, code: str, language: str) -> str:
    """An institution's name."""
    found = reference.institution(code)
    name = code if found is None else found.name_en if language == "en" else found.name_id
    return name.partition(" (")[0]


DAYS = frozenset({"day", "from", "to", "until"})
_VALUES: dict[str, Callable[[ReferenceData, str, str], str]] = {
    "act": _act,
    "instead": _act,
    "regime": _regime,
    "subject": _subject,
    "subjects": _subjects,
    "classes": _classes,
    "law": _law,
    "to": institution,
    "cc": _copies,
    "election": _election,
    "stage": _stages,
    "running": _stages,
}
