"""The reporter comes back with the code: what the province tells everybody's posts, and what a reporter adds (SAFEGUARDS 6).

An act is written where the reporter stands. All that tells one act from another lies in a part that only the province
opens, padded: a post does not know which report it belongs to, nor whether it is evidence, a threat or a withdrawal.
"""

from __future__ import annotations

import msgspec

from core.domain.attached import Attached, Carried
from core.domain.errors import Invalid
from core.domain.lookup import Lookup
from core.domain.text import check_narrative, is_blank

EVIDENCE, COMPLETION, THREAT, WITHDRAWAL = "evidence", "completion", "threat", "withdrawal"
ACTS = (EVIDENCE, COMPLETION, THREAT, WITHDRAWAL)
BLOCK_SLOTS = 64
MAX_FILES = 20


class Slot(msgspec.Struct, frozen=True, array_like=True):
    """A code's tag and its status, sealed under the code's box key; a filler is random and looks alike."""

    tag: bytes
    box: bytes


class StatusFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One full block, by tag."""

    slots: list[Slot]


class StatusPublished(msgspec.Struct, frozen=True):
    """The province told every post a block of statuses that only their codes open."""

    facts: StatusFacts | None


class ReturnFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a post may know of an act: where and when, and the ciphertexts it carries."""

    post: str
    day: str
    carried: list[Carried] | msgspec.UnsetType = msgspec.UNSET


class ReturnStory(msgspec.Struct, frozen=True, kw_only=True):
    """The act, sealed to the province: ``pad`` brings all acts to a few sizes."""

    tag: bytes
    proof: bytes
    act: str
    text: str = ""
    language: str = "id"
    attachments: list[Attached] = []
    pad: bytes = b""


class ReporterReturned(msgspec.Struct, frozen=True):
    """A reporter with a code added evidence, completed a report, told of a threat, or asked to withdraw."""

    facts: ReturnFacts | None
    story: ReturnStory | None = None


class HandledFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing but that somebody of the province took it on; who and when the entry tells."""

    day: str


class ReturnHandled(msgspec.Struct, frozen=True):
    """An officer of the province took an act of a reporter on."""

    facts: HandledFacts | None


class RenewalFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The day, and the new code's tag where the story is sealed and this laptop must know the tag all the same."""

    day: str
    tag: bytes | msgspec.UnsetType = msgspec.UNSET


class RenewalStory(msgspec.Struct, frozen=True, kw_only=True):
    """The new code's keys, kept or sealed like the report's own."""

    lookup: Lookup


class LookupRenewed(msgspec.Struct, frozen=True):
    """The reporter got a new code; the one before opens nothing any more."""

    facts: RenewalFacts | None
    story: RenewalStory | None = None


def require_act(act: str, text: str, files: int) -> None:
    """Refuse an act that says nothing.

    Raises ``Invalid``: ``return.act``, ``return.empty``, ``return.files``, ``text.*``.
    """
    if act not in ACTS:
        raise Invalid("return.act", act=act)
    check_narrative(text, "text")
    if act != WITHDRAWAL and is_blank(text) and not files:
        raise Invalid("return.empty")
    if files > MAX_FILES:
        raise Invalid("return.files", limit=MAX_FILES)
