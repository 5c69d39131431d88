"""The values of a situation report (T11), sections A to H."""

from __future__ import annotations

from dataclasses import dataclass

from core.documents import report_words as words
from core.documents.report_words import Tree, branch, branches, word
from core.documents.words import counted
from core.domain.reference import ReferenceData

Row = dict[str, str]
_NOTES = ("weather", "transport", "logistics")


@dataclass(frozen=True, slots=True)
class Tally:
    """What this post counts itself: complaints of the period, how many reached the province, pacts issued so far."""

    complaints: int
    received: int
    pacts: int


def situation_values(tree: Tree, reference: ReferenceData, zone: str, tally: Tally) -> Row:
    """Single values; NIHIL is said in full words."""
    notes = {name: word(tree, name) for name in _NOTES}
    first, last = (words.instant_words(word(tree, name), zone) for name in ("period_from", "period_to"))
    return {
        **notes,
        "period": f"{first} s.d. {last}",
        "stage": words.stage_words(tree, reference),
        "condition": word(tree, "condition") or "kondusif",
        "nihil": "ya" if tree.get("nihil") else "",
        "complaints": _complaints(tally),
        "pacts": _pacts(tally),
        "no_weather": "" if any(text.strip() for text in notes.values()) else "ya",
        "analysis": word(tree, "analysis"),
        "closing": word(tree, "closing"),
    }


def situation_groups(tree: Tree, reference: ReferenceData, zone: str) -> dict[str, list[Row]]:
    """Incidents and vulnerabilities."""
    return {
        "incidents": [_incident(each, reference, zone) for each in branches(tree, "incidents")],
        "vulnerabilities": [_vulnerability(each, reference) for each in branches(tree, "vulnerabilities")],
    }


def _incident(tree: Tree, reference: ReferenceData, zone: str) -> Row:
    return {
        "summary": word(tree, "summary"),
        "when": words.event_words(branch(tree, "happened"), zone),
        "where": words.place_words(branch(tree, "place"), reference),
        "impact": word(tree, "impact"),
        "action": word(tree, "action"),
    }


def _vulnerability(tree: Tree, reference: ReferenceData) -> Row:
    code = word(tree, "vulnerability")
    known = reference.vulnerability(code)
    return {
        "name": code if known is None else f"{known.code} {known.name_id}",
        "level": word(tree, "level"),
        "where": words.place_words(branch(tree, "place"), reference),
        "signs": "" if known is None else known.early_signs_id,
        "notes": word(tree, "notes"),
    }


def _complaints(tally: Tally) -> str:
    if not tally.complaints:
        return "NIHIL."
    waiting = tally.complaints - tally.received
    return (
        f"Pengaduan dan informasi awal yang dapat dibaca posko ini pada masa laporan: {counted(tally.complaints)}; "
        f"diterima provinsi {counted(tally.received)}, belum diterima provinsi {counted(waiting)} (menurut catatan saat dicetak)."
    )


def _pacts(tally: Tally) -> str:
    return f"Pakta yang diterbitkan posko ini sampai saat dicetak: {counted(tally.pacts)}." if tally.pacts else "Belum ada."
