"""The last word of a verdict: was the signer's certificate believed at the time that can be shown?

A laptop's clock proves nothing. A document that a timestamp authority confirmed before the revocation stays valid; one
that only says it is older cannot be told from a forgery with the stolen key, and is ``unknown``; one that itself says
it is younger is ``invalid``. Expired certificates are no matter here: the claimed time must lie within their life
(:mod:`core.documents.pdf_policy`), and nothing is signed anew by a certificate's end.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from core.documents.trust import Trust
from core.documents.verifying import Finding

EARLIEST_ZONE = timedelta(hours=14)
"""A day begins at most this long before midnight UTC anywhere on earth."""


@dataclass(frozen=True)
class Proven:
    """Not later than ``at`` (milliseconds UTC) a document existed, on this timestamp authority's word."""

    at: int
    authority: str


def in_time(finding: Finding, trust: Trust, proven: Proven | None) -> Finding:
    """The finding with the proven time, turned where the signer's certificate was taken back."""
    if finding.verdict != "valid":
        return finding
    fields = dict(finding.fields)
    if proven is not None:
        fields.update({"proven_time": _shown(proven.at), "time_authority": proven.authority})
    since = trust.revoked_since(bytes.fromhex(fields.get("signer_key", "")))
    if since is None:
        return replace(finding, fields=fields)
    fields["revoked_since"] = _shown(since)
    if proven is not None and proven.at < since:
        return replace(finding, fields=fields)
    claimed = _claimed(fields)
    if claimed is not None and claimed >= since:
        return replace(finding, verdict="invalid", reasons=["verify.revoked"], fields=fields)
    return replace(finding, verdict="unknown", reasons=["verify.revoked_unproven"], fields=fields)


def _claimed(fields: dict[str, str]) -> int | None:
    """The earliest moment that the signature's own words allow, in milliseconds UTC; a code names a day only."""
    if fields.get("claimed_time"):
        return int(datetime.fromisoformat(fields["claimed_time"]).timestamp() * 1000)
    if fields.get("date"):
        begins = datetime.fromisoformat(fields["date"]).replace(tzinfo=UTC) - EARLIEST_ZONE
        return int(begins.timestamp() * 1000)
    return None


def _shown(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="seconds")
