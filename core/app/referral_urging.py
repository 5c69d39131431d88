"""The letter of a reminder or an escalation: number and day of the referral, what is waited for and since when.

It holds no word of the report and no name: an escalation goes to somebody who was never told of the case.
"""

from __future__ import annotations

import hashlib
from typing import Final

from core.app import documents
from core.app.at_report import AtReport
from core.app.document_views import IssuedDocument
from core.app.issuing import office_of
from core.app.referral_clocks import clocks_of
from core.documents.words import counted
from core.domain.document import IssueDocument
from core.domain.ids import CommandId, SubjectId
from core.domain.referral import RECEIVED, ReferralReminded
from core.domain.referral_clock import INSTITUTION
from core.domain.referring import Referral

KIND: Final = "INGAT"
REMINDER, ESCALATION = "ingat", "naik"
DAY: Final = 10


def issue(at: AtReport, referral: Referral, matter: str, to: str, words: str, command: bytes) -> IssuedDocument:
    """Print, sign and number the letter inside the caller's transaction; every desk gets the file."""
    own = hashlib.sha256(command + b"urging").digest()[:16]
    fields = _fields(at, referral, matter, to, words)
    documents.require_printable_words(at.device, fields, {})
    asked = IssueDocument(CommandId(own), KIND, fields, {}, SubjectId(at.subject))
    return documents.issue_within(at.db, at.device, asked, carried=True)


def _fields(at: AtReport, referral: Referral, matter: str, to: str, words: str) -> dict[str, str]:
    facts, unit = referral.facts, office_of(at.device).unit
    institution = at.device.reference.institution(facts.institution)
    receipt = referral.last(RECEIVED)
    reminded = sum(isinstance(fact.event, ReferralReminded) for fact in referral.urged)
    found = {
        "matter": matter,
        "to": to,
        "to_place": "Tempat",
        "nature": "segera",
        "institution": facts.institution if institution is None else institution.name_id.partition(" (")[0],
        "letter": facts.letter,
        "letter_day": facts.day,
        "case_number": at.number,
        "receipt": "" if receipt is None else receipt.facts.number,
        "before": f"{counted(reminded)} kali" if reminded else "",
        "words": words,
        "signer_position": f"Kepala {unit}" if unit else "Kepala kantor",
        "copies": facts.to if matter == ESCALATION else "",
        **_awaited(at, referral),
    }
    return {name: text for name, text in found.items() if text}


def _awaited(at: AtReport, referral: Referral) -> dict[str, str]:
    """What the institution owes, until when and by which law; a policy of this office is no law."""
    clock = next((each for each in clocks_of(at, referral) if each.duty == INSTITUTION), None)
    if clock is None:
        return {}
    clause = at.device.reference.clause(clock.clause)
    law = None if clause is None or clause.legal_ref is None else at.device.reference.legal_ref(clause.legal_ref)
    last = clock.latest or clock.safe
    return {"awaited": clock.step_id, "due": last[:DAY], "basis": "" if law is None else law.citation}
