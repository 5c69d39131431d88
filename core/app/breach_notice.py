"""Notice T19 of a breach: printed, signed, numbered, and recorded as given, in one transaction."""

from __future__ import annotations

from dataclasses import replace

from core.app import documents, writing
from core.app.breaches import NOTICE, agency_of, find
from core.app.device import DESKS, Device
from core.app.document_views import IssuedDocument
from core.domain import breach_rules
from core.domain.breach import AGENCY_TOLD, IssueNotice
from core.domain.document import IssueDocument
from core.domain.ids import read_id

FIELDS = ("to", "data", "when", "measures", "contact", "signer_position", "advice")


def issue(device: Device, command: IssueNotice) -> IssuedDocument:
    """The document; the same command again gives the first.

    Raises what :func:`core.domain.breach_rules.require_notice` and :func:`core.app.documents.issue` raise.
    """
    with device.database.writing() as db:
        again = documents.done_before(db, IssueDocument(command.command, NOTICE))
        if again is not None:
            return again
        if command.step == AGENCY_TOLD and not command.to.strip():
            command = replace(command, to=agency_of(db))
        history, state = find(db, device, command.breach)
        breach_rules.require_notice(command, state)
        fields = {name: getattr(command, name).strip() for name in FIELDS if getattr(command, name).strip()}
        documents.require_printable_words(device, fields, {})
        made = documents.issue_within(db, device, IssueDocument(command.command, NOTICE, fields, {}))
        event = breach_rules.notice_given(command, device.moment(), read_id(made.id), made.number)
        writing.join(db, device, event, history, DESKS, command.command)
    return made
