"""The BSrE file of a pact, judged by BSrE's own roots; the record stays a claim until the verdict is ``valid``."""

from __future__ import annotations

import io

from core.app import attachments
from core.app.device import Device
from core.app.pact_answers import pact
from core.app.papers import VerifyResult
from core.app.queries import Pact
from core.documents.foreign_apart import verify_foreign_apart
from core.documents.trust import Trust
from core.domain.errors import Invalid
from core.domain.ids import read_id, show_id
from core.domain.pact_state import fold
from core.journal import reading

METHOD = "bsre"


def judge(device: Device, name: str, roots: bytes | None) -> VerifyResult:
    """The verdict on the newest BSrE file of a pact; ``roots`` is a PEM file of BSrE's roots, None where none is at hand.

    Raises ``Invalid``: ``pact.unknown``, ``pact.no_paper``, ``trust.unreadable``.
    """
    anchors = () if roots is None else Trust.from_pem(roots).roots
    with device.database.reading() as db:
        view = pact(db, device, Pact(name))
        facts = fold(reading.facts_about(db, read_id(view.row.id), device.identities)).facts
    papers = [act.paper for act in view.acts if act.method == METHOD and act.paper]
    if not papers or facts is None:
        raise Invalid("pact.no_paper")
    sink = io.BytesIO()
    attachments.read(device, attachments.token_of(papers[-1]), sink)
    finding = verify_foreign_apart(sink.getvalue(), anchors, show_id(facts.document))
    return VerifyResult(finding.kind, finding.verdict, tuple(finding.reasons), finding.fields)
