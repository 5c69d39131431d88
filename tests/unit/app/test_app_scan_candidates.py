"""Candidates for a page without a code follow the pile, and nobody is left out."""

from __future__ import annotations

from core.app.scan_candidates import likely
from core.app.scanning import Candidate, ScanPage, Scans

PACTS = tuple(Candidate(each, f"00{each}/PKT", each, "") for each in "abcde")


def names(pages: list[ScanPage], at: int, by_hand: dict[tuple[int, int], str]) -> str:
    return "".join(each.id for each in likely(Scans((), tuple(pages), PACTS), pages[at], by_hand))


def test_the_pile_tells_who_is_likely() -> None:
    unread = [ScanPage(0, at, code="verify.no_code") for at in range(1, 5)]
    assert names(unread, 1, {}) == "abcde"
    read = [unread[0], ScanPage(0, 2, "c"), unread[2], unread[3]]
    assert names(read, 2, {}) == "deabc", "after the page before; whose page was found comes last"
    assert names(read, 0, {}) == "bdeac", "before the page that follows"
    assert names(read, 3, {(0, 3): "d"}) == "eabcd", "what an officer matched counts as found"
    assert names(read, 2, {(0, 3): "b"})[0] == "b", "what was chosen for this very page stands first"
    other = [ScanPage(0, 1, "z"), ScanPage(0, 2, "e", code="scan.signed_before"), unread[2]]
    assert names(other, 2, {}) == "abcde", "a page that belongs to nobody here tells nothing"
