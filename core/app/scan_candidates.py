"""Whose page it may be that no code tells: candidates in the order in which a pile of paper mostly lies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.app.scanning import Candidate, ScanPage, Scans


def likely(scans: Scans, page: ScanPage, by_hand: Mapping[tuple[int, int], str]) -> list[Candidate]:
    """The candidates for this page, likeliest first; nothing is decided by it.

    Pacts are signed and scanned as they were printed, so the pact after that of the page before is likely. Whose page was
    found already comes last and stays, for a second page may be unreadable. What was chosen for this page stands first.
    """
    places = {each.id: at for at, each in enumerate(scans.candidates)}
    owners = [by_hand.get((each.file, each.page)) or (each.pact if not each.code else "") for each in scans.pages]
    at = scans.pages.index(page)
    chosen = by_hand.get((page.file, page.page))
    start, found = _start(owners, at, places), set(owners)
    return sorted(
        scans.candidates,
        key=lambda each: (each.id != chosen, each.id in found, (places[each.id] - start) % len(places)),
    )


def _start(owners: Sequence[str], at: int, places: Mapping[str, int]) -> int:
    """Where the pact of the page would stand among the candidates by the pages around it."""
    for back in range(at - 1, -1, -1):
        if owners[back] in places:
            return places[owners[back]] + 1
    for on in range(at + 1, len(owners)):
        if owners[on] in places:
            return places[owners[on]] - (on - at)
    return 0
