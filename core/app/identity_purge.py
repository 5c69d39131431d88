"""The purge date of one case's sealed identity; those that are due stand in the list of what is due for purge."""

from __future__ import annotations

from sqlalchemy import Connection

from core.app import names, retention
from core.app.device import Device
from core.app.identity_views import PurgeDay
from core.domain.case_state import case_of
from core.domain.identity_purge import identity_purge_of
from core.domain.report import ReportState


def of_state(db: Connection, device: Device, state: ReportState) -> PurgeDay | None:
    """Of one report; None while its case goes on, and where nothing is left to purge."""
    found = identity_purge_of(case_of(state), names.days_set(db), retention.days_set(db))
    if found is None:
        return None
    is_due = found.day <= device.moment().day
    return PurgeDay(found.what, found.since, found.day.isoformat(), is_due, found.held, found.ordered)
