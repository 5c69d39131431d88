"""Bawaslu's liaison at work: the same store behind a door that is shut but for what was referred and what was closed.

What is not named here is refused, so that whatever is added to the application stays shut for a guest (SAFEGUARDS 19).
"""

from __future__ import annotations

from typing import Any, Final, TypeVar, cast

from core.app import views
from core.app.application import Application
from core.app.device import Device
from core.app.queries import Query, ReferenceSets
from core.app.referral_queries import ClosedCases, HashList, ReferralById, ReferralLetter, Referrals
from core.app.watch import Watch, silent
from core.domain.authority import LIAISON
from core.domain.commands import Command
from core.domain.errors import NotAllowed
from core.domain.referral import NoteClosingSeen, NoteReferralSeen

R = TypeVar("R")
QUESTIONS: Final = (Referrals, ReferralById, ReferralLetter, HashList, ClosedCases, ReferenceSets)
OPEN: Final = frozenset(
    {"facts", "is_liaison", "reference", "new_command", "settings", "hear_others", "today", "now_ms", "tidy", "lock", "renewed"}
)
"""What a guest's window and verbs need of the application itself."""


class Guest:
    """What stands for the application while the liaison is at work; raises ``NotAllowed('liaison.closed')`` for the rest."""

    def __init__(self, app: Application) -> None:
        self._app = app

    def __getattr__(self, name: str) -> Any:
        """What is named in :data:`OPEN`."""
        if name not in OPEN:
            raise NotAllowed("liaison.closed")
        return getattr(self._app, name)

    def execute(self, command: Command, watch: Watch = silent, by: Device | None = None) -> views.Changes:
        """Only that a referral, or how a case ended, was seen."""
        if by is not None or not isinstance(command, NoteReferralSeen | NoteClosingSeen):
            raise NotAllowed("liaison.closed")
        return self._app.execute(command, watch)

    def ask(self, query: Query[R]) -> R:
        """Only about referrals and closed cases, and which law data are in force."""
        if not isinstance(query, QUESTIONS):
            raise NotAllowed("liaison.closed")
        return cast("R", self._app.ask(query))


def application_for(device: Device, app: Application) -> Application:
    """The application as whoever unlocked may use it."""
    return cast("Application", Guest(app)) if device.officer.role == LIAISON else app
