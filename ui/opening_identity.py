"""An identity opened by two officers at one laptop: proposal, agreement, and the one showing; window and verbs alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from core.domain.commands import AnswerProposal
from core.domain.identity_opening import ProposeOpening, ShowIdentity
from core.domain.ids import read_id

if TYPE_CHECKING:
    from core.app.application import Application
    from core.app.device import Device
    from core.app.identity_files import IdentityFiles
    from core.app.identity_views import OpenedIdentity
    from core.app.views import Pending


def open_together(app: Application, command: ProposeOpening, second: Device) -> tuple[OpenedIdentity, IdentityFiles]:
    """Asked for by who unlocked the laptop, agreed to by the other; raises ``Refused`` with a code."""
    app.require_pair(second)
    made = cast("Pending", app.execute(command).reply)
    app.execute(AnswerProposal(app.new_command(), read_id(made.id), approve=True), by=second)
    return show_once(app, read_id(made.id), second)


def show_once(app: Application, opening: bytes, second: Device) -> tuple[OpenedIdentity, IdentityFiles]:
    """Shown to both at once; raises ``Refused`` with a code."""
    return app.open_identity(ShowIdentity(app.new_command(), opening), second)
