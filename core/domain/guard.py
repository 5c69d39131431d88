"""The accused in the chain: whose reports a post must not be able to see again, and who may read them (SAFEGUARDS 8, D14).

A complaint about somebody in the post's own line of command is sealed to a recipient outside that institution. Every
laptop writes one entry of fixed size a day for each such recipient, used or empty, so that none betrays itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from core.domain.form_parts import ReportedParty
from core.domain.forms import ComplaintForm, InformationForm, ReportForm
from core.domain.reference import ReferenceData
from core.domain.reference_items import Post

SLOTS = 4
"""Places of a day's entry; a day that needs more shows that it did (a stated leak)."""

MOST_SLOTS = 12
"""Places that fit into one entry's body."""

SLOT_BYTES = 16 * 1024
MOST_DAYS = 7
"""Days without the program that are closed one by one; laptops all do the same, so the limit tells nothing."""

PROVINCE_GUARD = "KESBANGPOL"
"""The guard that every post has: the province's own desks."""

OTHER_SERVICES = frozenset({"lanal", "lantamal", "koarmada", "kri", "marinir", "lanud", "koopsud", "kosek", "satrad"})
"""Words of the navy's and the air force's units: they stand in no Kodim's line of command, which is the army's."""

COMMON = frozenset({"kodim", "korem", "kodam", "koramil", "posko", "pos", "rem", "dam", "dim", "tni", "ad"})
SHORT = 3


def accused_families(form: ReportForm, post: Post | None, reference: ReferenceData) -> frozenset[str]:
    """Institutions of those reported parties that stand in the post's line of command; empty for an ordinary report.

    At a Kodim post a TNI unit that is not known to stand elsewhere counts as in the line.
    """
    if post is None or not isinstance(form, ComplaintForm | InformationForm):
        return frozenset()
    line = _line(post, reference)
    return frozenset(_family(party, reference) for party in form.reported if _in_line(party, post, line, reference))


def choose_guard(guards: Mapping[str, str], accused: frozenset[str], post: Post | None, reference: ReferenceData) -> str:
    """The first guard outside the institutions of the accused and of the post; else the first outside the accused's.

    Where every guard is of an accused institution the last one is taken: a report is never refused for want of a guard.
    """
    own = {post.family} if post is not None and post.family else set()
    for excluded in (accused | own, accused):
        for code in guards:
            institution = reference.institution(code)
            if institution is not None and institution.family not in excluded:
                return code
    return list(guards)[-1]


def is_outside(guard: str, accused: frozenset[str], reference: ReferenceData) -> bool:
    """Whether a guard is of none of the accused's institutions."""
    institution = reference.institution(guard)
    return institution is not None and institution.family not in accused


def _line(post: Post, reference: ReferenceData) -> tuple[str, ...]:
    """The units above and of a post: its own, its parent's, and their commands."""
    parent = reference.post(post.parent_post) if post.parent_post else None
    return tuple(
        unit
        for each in (post, parent)
        if each is not None
        for unit in (each.unit, *each.command)
        if unit
    )  # fmt: skip


def _family(party: ReportedParty, reference: ReferenceData) -> str:
    subject = reference.subject(party.subject)
    return "UNKNOWN" if subject is None else subject.family


def _in_line(party: ReportedParty, post: Post, line: Sequence[str], reference: ReferenceData) -> bool:
    texts = (party.unit, party.position)
    if any(_meets(text, unit) for text in texts for unit in line):
        return True
    if _family(party, reference) != post.family or post.kind != "KODIM":
        return False
    return not _stands_elsewhere(party.unit, reference)


def _stands_elsewhere(unit: str, reference: ReferenceData) -> bool:
    """Whether a unit that is not of the line is known to be another Kodim's, or another service's."""
    if set(_words(unit)) & OTHER_SERVICES:
        return True
    return any(_numbers(unit) & _numbers(each.unit) for each in reference.posts if each.unit)


def _meets(text: str, unit: str) -> bool:
    """Whether a text names a unit: by its number (0413, 413, 045) or by a name of its own (Garuda Jaya)."""
    if _numbers(text) & _numbers(unit):
        return True
    names = [word for word in _words(unit) if not word.isdigit() and len(word) > SHORT and word not in COMMON]
    said = set(_words(text))
    return bool(names) and said >= set(names) and bool(said & COMMON or len(names) > 1)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _numbers(text: str) -> set[str]:
    """Numbers of units without leading zeros: "0413", "413-04" and "Kodim 413" speak of one."""
    return {word.lstrip("0") for word in re.findall(r"\d{3,4}", text)}
