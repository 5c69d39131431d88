"""Steps that many stories share, in the order in which an office does them."""

from __future__ import annotations

from tests.scripts.stories.story import Step, do

RECEIPT, DECISION = "2024-02-06T02:00:00+00:00", "2024-02-14"
LATE_RECEIPT, LATE_DECISION = "2024-11-20T02:00:00+00:00", "2024-11-25"
CLOSING = "case close {report} --institution BAWASLU --number PUT/{mark}"


def opened(*classes: str) -> tuple[Step, ...]:
    """Registered and classified as proposed; the note is the desk's alone."""
    return (
        do("case open {report} --agenda 7/II"),
        do("case show {report}", proposal__classes=list(classes)),
        do("case classify {report}"),
        do("case note {report} --words 'Catatan {mark}'"),
    )


def sent(*to: str, words: str = "") -> Step:
    """Referred to these addressees in one act."""
    return do(f"referral add {{report}} {' '.join(f'--to {each}' for each in to)} {words}", keep="referral")


def received(at: str = RECEIPT, institution: str = "BAWASLU") -> tuple[Step, ...]:
    """The institution gives its receipt."""
    told = f"referral receipt {{{institution}}} --number LP/{{mark}} --at {at}"
    return (do(told, stage="received"),)


def decided(outcome: str, day: str = DECISION, institution: str = "BAWASLU") -> Step:
    """The institution's own decision."""
    at = f"{day}T10:00:00+07:00"
    return do(f"referral decided {{{institution}}} --outcome {outcome} --number PUT/{{mark}} --at {at}", stage="decided")


def ended(outcome: str, day: str = DECISION, institution: str = "BAWASLU") -> Step:
    """Closed by that decision."""
    line = f"case close {{report}} --outcome {outcome} --institution {institution} --number PUT/{{mark}} --day {day}"
    return do(line, board_stage="closed", outcome=outcome)


def imposed(rung: str, authority: str, day: str = DECISION, words: str = "") -> Step:
    """The authority's document."""
    document = f"--authority '{authority}' --number SK/{{mark}} --date {day}"
    return do(f"sanction impose {{report}} --rung {rung} {document} {words}", keep="sanction", status="imposed")
