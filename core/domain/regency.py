"""A regency's desk: Kesbangpol of one Kabupaten/Kota, at work on its own area and on nothing else (SAFEGUARDS 19, 25).

Its code is its area's. It writes what the integrated team writes and the levels of its own districts; to it the province
tells counts of warnings, levels and whether posts were heard (:mod:`core.domain.area_told`): no complaint and no name.
"""

from __future__ import annotations

import re
from typing import Final

from core.domain.action_item import ActionSet
from core.domain.authority import GRANTS, REGENCY
from core.domain.document import DocumentIssued
from core.domain.document_rules import RELEASE
from core.domain.errors import NotAllowed
from core.domain.local_rule import RuleRecorded
from core.domain.meeting import MeetingHeld
from core.domain.member import TeamDecreed
from core.domain.nation import bare
from core.domain.outreach import OutreachHeld
from core.domain.release import RELEASABLE
from core.domain.vulnerability import VulnerabilityAssessed

TOLD: Final = "area.told"
PREFIX: Final = "regency:"
"""Begins the audience of what the province writes for one regency."""
BOUND: Final = frozenset(
    {"team.decreed", "meeting.held", "action.set", "outreach.held", "rule.recorded", "vulnerability.assessed", "document.issued"}
)
"""Kinds whose body names areas, or a paper that not every office may issue."""
LAW: Final = frozenset(
    {
        "stream.opened",
        "officer.enrolled",
        "officer.ended",
        "device.renewed",
        "reference.published",
        "template.published",
        "certificate.revoked",
        "authority.ended",
        "key.published",
        "key.destroyed",
    }
)
"""Kinds in the stream for everybody that a regency reads whole, besides what its own role may write."""
PAPERS: Final = frozenset(RELEASABLE) | {RELEASE}
"""Wordings that a regency's desk issues: those of its team, and the note that goes with a release."""

_CODE: Final = re.compile(r"\d\d\.\d\d", re.ASCII)


def is_regency(code: str) -> bool:
    """Whether a desk's code is that of a regency."""
    return _CODE.fullmatch(code) is not None


def covers(own: str, area: str) -> bool:
    """Whether an area is the regency itself or lies in it."""
    return area == own or area.startswith(f"{own}.")


def hears(own: str, kind: str, event: object) -> bool:
    """Whether a regency's desk may have the body of what the province writes: law, wordings, and rules of its own area.

    Of anything else in the stream for everybody (rosters, declarations, announcements, look-up slots) it learns no word.
    """
    if isinstance(event, RuleRecorded):
        return not outside(own, event)
    grant = GRANTS.get(kind)
    return kind in LAW or kind == TOLD or (grant is not None and REGENCY in grant.roles)


def nothing(_kind: str, part: str) -> bool:
    """That no part but the handling is for a reader."""
    return part == "handling"


def outside(own: str, event: object) -> str:
    """What of an event a regency's desk may not write: the first area that is not its own, or a paper; else empty."""
    if isinstance(event, DocumentIssued):
        kind = "" if event.facts is None else event.facts.kind
        return "" if kind in PAPERS else kind or "?"
    return next((area for area in _areas(event) if not covers(bare(own), area)), "")


def _areas(event: object) -> list[str]:
    match event:
        case MeetingHeld():
            return [each.area for each in event.story.areas] if event.story is not None else []
        case ActionSet() | OutreachHeld():
            return [event.facts.area] if event.facts is not None and event.facts.area else []
        case TeamDecreed() | RuleRecorded() | VulnerabilityAssessed():
            return [event.facts.area] if event.facts is not None else []
        case _:
            return []


def require_inside(own: str, event: object) -> None:
    """Raise ``NotAllowed``: ``regency.area`` (area), ``regency.paper`` (kind)."""
    found = outside(own, event)
    if found and isinstance(event, DocumentIssued):
        raise NotAllowed("regency.paper", kind=found)
    if found:
        raise NotAllowed("regency.area", area=found, own=own)
