"""The values of a situation report (T11), sections A to H."""

from __future__ import annotations

from core.documents import report_words as words
from core.documents.report_words import Tree, branch, branches, word
from core.documents.words import counted
from core.domain.reference import ReferenceData

Row = dict[str, str]
_NOTES = ("weather", "transport", "logistics")


def situation_values(tree: Tree, reference: ReferenceData, zone: str) -> Row:
    """Single values; NIHIL is said in full words."""
    notes = {name: word(tree, name) for name in _NOTES}
    first, last = (words.instant_words(word(tree, name), zone) for name in ("period_from", "period_to"))
    return {
        **notes,
        "period": f"{first} s.d. {last}",
        "stage": words.stage_words(tree, reference),
        "condition": word(tree, "condition") or "kondusif",
        "nihil": "ya" if tree.get("nihil") else "",
        "complaints": _complaints(branch(tree, "complaints")),
        "pacts": _pacts(tree.get("pacts_issued")),
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
    known, told = reference.vulnerability(code), tree.get("signs")
    return {
        "name": code if known is None else f"{known.code} {known.name_id}",
        "level": word(tree, "level"),
        "where": words.place_words(branch(tree, "place"), reference),
        "signs": "; ".join(told if isinstance(told, list) else []) or ("" if known is None else known.early_signs_id),
        "notes": word(tree, "notes"),
        "suggestion": word(tree, "suggestion"),
    }


def _complaints(counts: Tree) -> str:
    """Section D as the register had it when the report was signed."""
    if not counts:
        return "Tidak dicatat pada laporan ini."
    received, forwarded, waiting = (_number(counts.get(name)) for name in ("received", "forwarded", "waiting"))
    if not received:
        return "NIHIL."
    return f"Diterima {counted(received)}, diteruskan {counted(forwarded)}, menunggu {counted(waiting)}."


def _pacts(issued: object) -> str:
    return f"Diterbitkan pada masa laporan: {counted(issued)}." if isinstance(issued, int) else "Tidak dicatat pada laporan ini."


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
