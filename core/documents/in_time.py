"""The last word of a verdict: was the signer's certificate believed at the time that can be shown?

A laptop's clock proves nothing. A document that a timestamp authority confirmed before the revocation stays valid; one
that only says it is older cannot be told from a forgery with the stolen key, and is ``unknown``; one that itself says
it is younger is ``invalid``. Expired certificates are no matter here: the claimed time must lie within their life
(:mod:`core.documents.pdf_policy`), and nothing is signed anew by a certificate's end.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from core.documents import timestamps
from core.documents.trust import TIMES_LIMIT, Trust
from core.documents.verifying import Finding
from core.domain.errors import Invalid, Untrusted
from core.domain.ids import read_id
from core.domain.proof import document_leaf

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
    proven = min((each for each in (proven, _within(fields)) if each is not None), key=lambda each: each.at, default=None)
    if proven is not None:
        fields.update({"proven_time": _shown(proven.at), "time_authority": proven.authority})
    since = trust.revoked_since(*(bytes.fromhex(fields.get(name, "")) for name in ("signer_key", "signer_authority")))
    if since is None:
        return replace(finding, fields=fields)
    fields["revoked_since"] = _shown(since)
    if proven is not None and proven.at < since:
        return replace(finding, fields=fields)
    claimed = _claimed(fields)
    if claimed is not None and claimed >= since:
        return replace(finding, verdict="invalid", reasons=["verify.revoked"], fields=fields)
    return replace(finding, verdict="unknown", reasons=["verify.revoked_unproven"], fields=fields)


def proven_by(trust: Trust, fields: dict[str, str]) -> Proven | None:
    """The earliest time of a document with these signed fields that the trust file's records prove by themselves."""
    leaf = leaf_of(fields)
    days = [day.facts for day, leaves in trust.days if leaf in leaves]
    found = [judged(facts.token, facts.root, facts.authority) for facts in days if facts is not None]
    return min((each for each in found if each is not None), key=lambda each: each.at, default=None)


def leaf_of(fields: dict[str, str]) -> bytes | None:
    """What stands in a day's tree for the document with these signed fields; None where they do not say enough."""
    try:
        document = bytes(read_id(fields["document_id"]))
        content, covered = bytes.fromhex(fields["content_digest"]), bytes.fromhex(fields["byterange_digest"])
    except (KeyError, ValueError, Invalid):
        return None
    return document_leaf(document, content, covered)


@lru_cache(maxsize=TIMES_LIMIT)
def judged(token: bytes, root: bytes, authority: bytes) -> Proven | None:
    """The time that a token proves; None where it proves none."""
    try:
        facts = timestamps.judge(token, root, authority)
    except Untrusted:
        return None
    return Proven(int(facts.at.timestamp() * 1000), facts.authority) if facts.proven else None


def _within(fields: dict[str, str]) -> Proven | None:
    """The time that the file's own stamps prove, which the verifier has judged."""
    at = fields.get("proven_time")
    return Proven(int(datetime.fromisoformat(at).timestamp() * 1000), fields.get("time_authority", "")) if at else None


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
