"""What goes along with a referral: its letter, the list of digests, and the files as they may lie on the plain medium."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from core.app.device import Device
from core.app.referral_answers import opened, story
from core.app.referral_queries import HashList, ReferralLetter, ReferredFiles
from core.app.referral_views import LETTER_AS, LISTED_AS, ReferredFile
from core.domain.errors import Invalid
from core.domain.file_names import plain_name
from core.domain.ids import SubjectId, read_id, show_id

if TYPE_CHECKING:
    from core.app.referral_letter import File

ENVELOPED, AWAY = "envelope", "away"


def letter(db: Connection, device: Device, query: ReferralLetter) -> bytes:
    """The letter's PDF, byte for byte as it was issued, at whichever desk; of an older one only where it was made."""
    from core.app.documents import printed_file  # brings ReportLab along

    at, found = opened(db, device, query.id)
    letters = {row.document: row.letter for row in story(at, found) if row.document}
    own = show_id(SubjectId(found.facts.document))
    wanted = query.document.strip() or own
    if wanted not in (own, *letters):
        raise Invalid("document.unknown")
    pdf = printed_file(db, device, read_id(wanted))
    if pdf is None:
        raise Invalid("referral.letter_elsewhere", letter=letters.get(wanted, found.facts.letter))
    return pdf


def hash_list(db: Connection, device: Device, query: HashList) -> bytes:
    """The list of digests for the plain medium: the files that went along, by the names that may stand on paper."""
    from core.app import referral_letter

    at, found = opened(db, device, query.id)
    names = {file.digest: file.shown for file in referral_letter.files_of(db, at.subject)}
    return referral_letter.hash_list([(digest, names.get(digest, "")) for digest in found.facts.annexes])


def files(db: Connection, device: Device, query: ReferredFiles) -> tuple[ReferredFile, ...]:
    """The files that went along, each as it may lie on the plain medium."""
    from core.app.referral_letter import files_of

    at, found = opened(db, device, query.id)
    known = {file.digest: file for file in files_of(db, at.subject)}
    return tuple(_on_medium(device, digest, known.get(digest), name) for digest, name in _names(found.facts.annexes, known))


def _names(annexes: Sequence[bytes], known: Mapping[bytes, File]) -> Iterator[tuple[bytes, str]]:
    """A name for each file that no other one has and that every file system takes; the list's own wherever it can be."""
    taken = {LISTED_AS, LETTER_AS}
    for digest in annexes:
        file = known.get(digest)
        name = "" if file is None else plain_name(file.shown)
        if not name or name.casefold() in taken:
            name = f"{digest.hex()[:8]}-{name}"
        taken.add(name.casefold())
        yield digest, name


def _on_medium(device: Device, digest: bytes, file: File | None, name: str) -> ReferredFile:
    if file is None:
        return ReferredFile("", "", name, digest.hex(), 0, AWAY)
    kept = ENVELOPED if file.shows_identity else "" if device.vault.holds(file.token) else AWAY
    return ReferredFile(file.token.hex(), file.shown, name, digest.hex(), file.size, kept)
