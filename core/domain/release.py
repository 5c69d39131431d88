"""What leaves the office for the team's other members: issued documents of a few kinds, each release on record.

Members of the team have no log-in. They get minutes, plans of action and warnings by district and stage, and nothing else:
no complaint, no name, no count by unit, no refusal of a pact (SAFEGUARDS 19). The kinds are listed here and nowhere else,
and what was typed into such a document is looked through for what names a case or a person.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from core.domain.errors import Invalid, NotAllowed
from core.domain.ids import CommandId
from core.domain.member import institution_in
from core.domain.reference import ReferenceData
from core.domain.team_form import check_form, id_in

RELEASABLE: Final[Mapping[str, str]] = {
    "T10": "minutes",
    "NOTULEN": "minutes",
    "RENAKSI": "actions",
    "WASPADA": "warnings",
    "KERAWANAN": "levels",
}
"""Wording's code -> what is released with it."""

NEVER_TO: Final = frozenset({"MEDIA_TAMU", "KESBANGPOL", "TIMDU"})
"""Who is no member of the team, or is the office itself."""

_CASE: Final = re.compile(r"(?<![A-Z0-9])[A-Z0-9]+(?:-[A-Z0-9]+)*-\d{6}-\d{3,}-[A-Z0-9](?![A-Z0-9])", re.ASCII | re.IGNORECASE)
_LONG_NUMBER: Final = re.compile(r"(?<!\d)(?:\+?\d[ .\-]?){10,20}(?!\d)", re.ASCII)
_UNIT: Final = (
    r"(?:kodim|koramil|korem|kodam|lanal|lanud|denpom|polda|polres|polresta|polsek|polri|tni|bin|binda|kejati|kejari|dinas|badan|"
    r"kecamatan|kelurahan|desa|opd|satuan|unit)"
)
_COUNTED: Final = re.compile(
    rf"\b\d+\s+(?:laporan|pengaduan|perkara|kasus|dugaan|pelanggaran)\b[^.;\n]*\b(?:tentang|terhadap|di|oleh|dari|anggota)\s+{_UNIT}\b"
    rf"|\b{_UNIT}\b[^.;\n]{{0,40}}\b\d+\s+(?:laporan|pengaduan|perkara|kasus|pelanggaran)\b",
    re.IGNORECASE,
)
_REFUSED: Final = re.compile(
    r"\b(?:menolak|penolakan|tolak|enggan|tidak mau)\b[^.;\n]{0,60}\bpakta\b"
    r"|\bpakta\b[^.;\n]{0,60}\b(?:ditolak|menolak|penolakan)\b",
    re.IGNORECASE,
)
_DAYS: Final = re.compile(r"\d{1,4}[.\-/ ]\d{1,2}[.\-/ ]\d{1,4}", re.ASCII)


class ReleaseForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A release as typed: the document's id or number, to which institution, on what basis and for what."""

    document: str
    institution: str
    basis: str
    purpose: str


class ReleaseFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What (document, kind, number, digest of its file), to whom, on what basis and for what, and the note's number."""

    document: bytes
    kind: str
    number: str
    digest: bytes
    institution: str
    day: str
    basis: str
    purpose: str
    note: bytes
    note_number: str


class ReleaseMade(msgspec.Struct, frozen=True):
    """A document was given to a member of the team."""

    facts: ReleaseFacts | None


@dataclass(frozen=True, slots=True)
class MakeRelease:
    """Give an issued document to a member of the team, with a note that is issued along with it."""

    command: CommandId
    form: ReleaseForm


@dataclass(frozen=True, slots=True)
class Offered:
    """The document that is to be released, as the register has it."""

    kind: str
    about: bytes
    fields: Mapping[str, str]
    groups: Mapping[str, Sequence[Mapping[str, str]]]


def require_releasable(form: ReleaseForm, offered: Offered, members: Collection[str], reference: ReferenceData) -> str:
    """Refuse what may not leave the office, and to whom it may not go; gives the institution's code.

    Raises ``NotAllowed``: ``release.kind`` for any other kind of document, ``release.about`` for one about a report,
    ``release.member`` for an institution without a seat in the team, ``release.words`` (field) where a case number or a
    person's number stands in it, ``release.unit`` (field) where it counts complaints by unit or tells of a refused pact;
    ``Invalid``: ``team.*``, ``text.*``.
    """
    check_form(form, "document", "institution", "basis", "purpose")
    institution = institution_in(form.institution, reference, "institution")
    if offered.kind not in RELEASABLE:
        raise NotAllowed("release.kind", kind=offered.kind[:20], kinds=", ".join(RELEASABLE))
    if offered.about:
        raise NotAllowed("release.about")
    if institution in NEVER_TO or institution not in members:
        raise NotAllowed("release.member", institution=institution)
    for field, text in (*_texts(offered), ("basis", form.basis), ("purpose", form.purpose)):
        if tells_of_case_or_person(text):
            raise NotAllowed("release.words", field=field)
        if tells_of_unit_or_refusal(text):
            raise NotAllowed("release.unit", field=field)
    return institution


def tells_of_case_or_person(text: str) -> bool:
    """Whether a case number, or a number long enough for a person's or a telephone's, stands in a text; days do not count."""
    return bool(_CASE.search(text) or _LONG_NUMBER.search(_DAYS.sub(" - ", text)))


def tells_of_unit_or_refusal(text: str) -> bool:
    """Whether a text counts complaints about a unit, or tells that a pact was refused; it finds the usual wordings, not all."""
    return bool(_COUNTED.search(text) or _REFUSED.search(text))


def _texts(offered: Offered) -> Iterator[tuple[str, str]]:
    yield from offered.fields.items()
    for group, rows in offered.groups.items():
        for number, row in enumerate(rows, 1):
            yield from ((f"{group}.{number}.{name}", text) for name, text in row.items())


def document_in(text: str) -> bytes:
    """The id where the document was named by one, else empty: then its number is looked for."""
    try:
        return id_in(text)
    except Invalid:
        return b""
