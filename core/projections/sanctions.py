"""Rows of sanctions, and of names to erase: codes, days and the office alone, never a person's words (SAFEGUARDS 23)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from core.domain.attached import Attached
from core.domain.case_state import CaseState
from core.domain.events import Provenance
from core.domain.identity_purge import holds_identity
from core.domain.names import name_due_of
from core.domain.report import ReportState
from core.domain.sanctioning import Sanction, sanctions_of
from core.storage import tables
from core.storage.many import insert_into


def project_sanctions(db: Connection, subject: bytes, case: CaseState) -> None:
    """Derive the rows of one report's sanctions anew, and whether a name of it is to be erased in time."""
    for table in (tables.sanction, tables.name_due):
        db.execute(table.delete().where(table.c.subject == subject))
    state = case.report
    found = sanctions_of(state.history)
    if found:
        db.execute(insert_into(tables.sanction), list(_rows(subject, found, state)))
    due = name_due_of(case)
    if due is not None:
        values = {"since": due.since, "outcome": due.outcome, "held": int(due.held), "ordered": int(due.ordered)}
        values["identity"] = int(holds_identity(state))
        db.execute(insert_into(tables.name_due), {"subject": subject, **values})


def office_key(unit: str) -> str:
    """An office's name as it is compared: letters and digits alone, lower case."""
    return "".join(character for character in unit.casefold() if character.isalnum())


def _rows(subject: bytes, found: tuple[Sanction, ...], state: ReportState) -> Iterator[dict[str, object]]:
    parties = [] if state.parties is None else state.parties.reported
    for sanction in found:
        party = parties[sanction.party - 1] if 1 <= sanction.party <= len(parties) else {}
        proposal, document = sanction.proposal, sanction.imposed or sanction.not_imposed
        yield {
            "subject": subject,
            "sanction": sanction.id,
            "at": sanction.steps[0].fact.source.at,
            "rung": sanction.rung,
            "party": sanction.party,
            "person": str(party.get("subject", "")),
            "office": office_key(str(party.get("unit", ""))),
            "status": sanction.status,
            "proposer": "" if proposal is None else proposal.by,
            "proposed": "" if proposal is None else proposal.day,
            "authority": "" if document is None else document.authority,
            "number": "" if document is None else document.number,
            "day": "" if document is None else document.day,
            "executed": "" if sanction.executed is None else sanction.executed.day,
            "informed": "" if sanction.informed is None else sanction.informed.day,
            "proven": int(sanction.proven),
            "disputed": int(sanction.disputed),
        }


def papers_of(state: ReportState) -> Iterator[tuple[list[Attached], Provenance]]:
    """Files that prove a document, or that it was carried out, with the entry that carries them."""
    if state.files_gone:
        return
    for sanction in sanctions_of(state.history):
        for step in sanction.steps:
            story = getattr(step.fact.event, "story", None)
            if story is not None and story.attached:
                yield story.attached, step.fact.source
