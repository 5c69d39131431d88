"""One transaction at work on one report: its facts, its state, and acts that join it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from core.app import writing
from core.app.device import Device
from core.app.streams import audience_about
from core.domain import report
from core.domain.errors import Invalid
from core.domain.events import Event, Fact
from core.domain.report import ReportState
from core.journal import reading
from core.journal.entry import Entry


@dataclass(frozen=True, slots=True)
class AtReport:
    """A report as it stood when the transaction began."""

    db: Connection
    device: Device
    subject: bytes
    command: bytes
    facts: list[Fact]
    state: ReportState

    def write(self, event: Event, audience: str | None = None) -> Entry:
        """Sign an event about the report, by default for whoever may know of it.

        What joins a report that was passed on sealed is sealed as well. A second act of one transaction is written on
        :meth:`again`, so that it names the first one as its parent.
        Raises ``NotAllowed('authority.refused')``.
        """
        to = self.device.recipients.reports
        sealed = {"story": [to], "parties": [to]} if self.state.facts is not None and self.state.facts.sealed else None
        audience = audience_about(self.device, self.state) if audience is None else audience
        return writing.join(self.db, self.device, event, self.facts, audience, self.command, sealed=sealed)

    def again(self) -> AtReport:
        """The same report after what was just written."""
        return open_report(self.db, self.device, self.subject, self.command)

    @property
    def home(self) -> str:
        """The post that took the report in."""
        return "" if self.state.received is None else self.state.received.source.post

    @property
    def number(self) -> str:
        """The report's number."""
        return "" if self.state.facts is None else self.state.facts.number


def open_report(db: Connection, device: Device, subject: bytes, command: bytes) -> AtReport:
    """Read a report to act on it; raises ``Invalid('report.unknown')``."""
    facts = reading.facts_about(db, subject, device.identities)
    state = report.fold(facts)
    if state.received is None:
        raise Invalid("report.unknown")
    return AtReport(db, device, subject, command, facts, state)
