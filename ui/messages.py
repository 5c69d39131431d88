"""Error code -> sentence, Indonesian and English; the only wording of failures.

Codes are grouped in ui/sentences_*.py by where they come from. A sentence says what is wrong, that nothing was lost,
and what to do next. It never fails itself: a detail that is missing leaves an ellipsis.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.domain.errors import Refused
from ui.sentences_case import CASE
from ui.sentences_deadline import DEADLINE
from ui.sentences_evidence import EVIDENCE
from ui.sentences_exchange import EXCHANGE
from ui.sentences_identity import IDENTITY
from ui.sentences_keys import KEYS
from ui.sentences_nation import NATION
from ui.sentences_paper import PAPER
from ui.sentences_profile import PROFILE, USAGE_DETAILS
from ui.sentences_proof import PROOF
from ui.sentences_protection import PROTECTION
from ui.sentences_reference import REFERENCE
from ui.sentences_referral import REFERRAL
from ui.sentences_regency import REGENCY
from ui.sentences_report import FIELDS, FORM_DETAILS, REPORT
from ui.sentences_reporter import REPORTER
from ui.sentences_roster import ROSTER, ROSTER_FIELDS
from ui.sentences_sanction import SANCTION
from ui.sentences_statistics import STATISTICS
from ui.sentences_team import TEAM
from ui.sentences_update import UPDATE
from ui.sentences_watching import WATCHING

SENTENCES: dict[str, tuple[str, str]] = {
    **PROFILE,
    **REPORT,
    **PAPER,
    **SANCTION,
    **PROOF,
    **EXCHANGE,
    **CASE,
    **DEADLINE,
    **REFERENCE,
    **REFERRAL,
    **EVIDENCE,
    **REPORTER,
    **ROSTER,
    **STATISTICS,
    **NATION,
    **REGENCY,
    **IDENTITY,
    **KEYS,
    **TEAM,
    **WATCHING,
    **PROTECTION,
    **UPDATE,
}
UNKNOWN = (
    "Permintaan ini tidak dapat dijalankan ({code}). Tidak ada yang berubah; catat kode ini dan tanyakan ke Kesbangpol.",
    "This request cannot be carried out ({code}). Nothing was changed; note this code and ask Kesbangpol.",
)
ENDLESS = re.compile(r"(\S{100})\S{20,}")
ROW = ("Laporan ke-{row}: ", "Report {row}: ")
FIELD_DETAILS = ("field", "path")
OWN_FIELDS = ("document.", "query.", "referral.", "statistics.", "team.", "release.", "breach.", "reference.")
"""Codes whose fields are those of a document's wording, or filters: no field of a report or of a roster is meant."""
PLAINER = {"form.invalid": FORM_DETAILS, "usage": USAGE_DETAILS}
"""Complaints of a library, by code, with how they read in Indonesian."""


class _Details(dict[str, str]):
    """Details of a refusal as one-line texts; what is missing reads as an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"


def sentence(error: Refused, language: str = "id") -> str:
    """One clear sentence: what is wrong, that nothing was lost, what to do next."""
    at = 1 if language == "en" else 0
    details = _Details({name: _one_line(str(value)) for name, value in error.details.items()})
    for name in FIELD_DETAILS:
        if name in details and not error.code.startswith(OWN_FIELDS):
            details[name] = field_name(details[name], language)
    if "fields" in details and error.code.startswith("roster."):
        details["fields"] = ", ".join(field_name(each, language) for each in details["fields"].split(", "))
    if error.code in PLAINER and at == 0:
        details["detail"] = _in_indonesian(details["detail"], PLAINER[error.code])
    pair = SENTENCES.get(error.code, UNKNOWN)
    front = ROW[at].format_map(details) if "row" in details else ""
    return front + pair[at].format_map(_Details(details, code=error.code))


def field_name(field: str, language: str = "id") -> str:
    """A field of a form as people call it; one without a name keeps its path."""
    name = field.removeprefix("$.")
    pair = FIELDS.get(name) or ROSTER_FIELDS.get(name)
    return field if pair is None else pair[1 if language == "en" else 0]


def _one_line(text: str) -> str:
    """In one line, and an endless word cut: the sentence around it must stay readable."""
    return ENDLESS.sub(r"\1…", "".join(character if character.isprintable() else " " for character in text))


def _in_indonesian(detail: str, wordings: Iterable[tuple[str, str]]) -> str:
    for pattern, wording in wordings:
        found = re.fullmatch(pattern, detail)
        if found:
            return found.expand(wording)
    return detail
