"""The letter of a referral (T08): its form out of the report, the addressee in words, the list of digests.

A guarded report, and one whose words cannot be read here, gives its number, its day and the digests of its files alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select

from core.app import document_about, documents
from core.app.at_report import AtReport
from core.app.device import Device
from core.app.document_views import IssuedDocument, ToldOfReport
from core.app.issuing import office_of
from core.app.wordings import office_template
from core.documents.office_template import OfficeTemplate
from core.documents.words import counted
from core.domain.document import IssueDocument, Rows
from core.domain.document_rules import AGREED, WITH_ENVELOPE
from core.domain.document_rules import ENVELOPE as IN_ENVELOPE
from core.domain.ids import CommandId, SubjectId, show_id
from core.domain.referral import CONSENT, DECIDED, ENVELOPE
from core.domain.referral_routes import BAWASLU, Way
from core.domain.referring import Referral
from core.storage import tables

KIND: Final = "T08"
CODES: Final[Mapping[str, str]] = {
    BAWASLU: "bawaslu",
    "DENPOM": "pom",
    "ANKUM_TNI": "ankum",
    "PROPAM": "propam",
    "BKPSDM": "bkpsdm",
    "BKN": "bkpsdm",
    "KASN": "bkpsdm",
    "DPMD": "bupati",
    "DKPP": "dkpp",
    "BIN": "bin",
}
"""The letter's own code of an addressee; the others are "lain"."""
MATTERS: Final[Mapping[str, str]] = {"complaint": "pengaduan", "early_warning": "peringatan", "information": "informasi"}
OLDER: Final[Mapping[str, str]] = {"identity": IN_ENVELOPE, "addressee": "lain"}
ENCLOSED: Final = "sebagaimana berkas terlampir"
NOBODY: Final = "tidak ada (peringatan dini)"
SETS: Final = 3
"""How often the evidence goes to Bawaslu on paper."""

_LEVELS: Final = {
    "kecamatan": "Ketua Panwaslu Kecamatan",
    "provinsi": "Ketua Bawaslu Provinsi {province}",
    "ri": "Ketua Bawaslu Republik Indonesia",
}
_NAMES: Final[Mapping[str, str]] = {
    "DENPOM": "Komandan Detasemen Polisi Militer",
    "ANKUM_TNI": "Atasan yang Berhak Menghukum",
    "PROPAM": "Kepala Bidang Propam Polda {province}",
    "BKPSDM": "Kepala BKPSDM {regency}",
    "BKN": "Kepala Badan Kepegawaian Negara",
    "KASN": "Ketua Komisi Aparatur Sipil Negara",
    "DPMD": "Bupati {regency} cq. Kepala DPMD",
    "CAMAT": "Camat setempat",
    "INSPEKTORAT": "Inspektur {regency}",
    "KEPALA_DAERAH": "Kepala Daerah {regency}",
    "DKPP": "Ketua Dewan Kehormatan Penyelenggara Pemilu",
    "KEMENDAGRI": "Menteri Dalam Negeri",
    "BIN": "Kepala Badan Intelijen Negara",
    "PEMILIK_BUMD": "Pemilik atau pengawas badan usaha",
    "TIMDU": "Ketua Tim Terpadu Penanganan Konflik Sosial Provinsi {province}",
    "KESBANGPOL": "Kepala Badan Kesatuan Bangsa dan Politik {regency}",
    "KPU": "Ketua KPU {regency}",
    "LPSK": "Ketua Lembaga Perlindungan Saksi dan Korban",
    "OMBUDSMAN": "Kepala Perwakilan Ombudsman Provinsi {province}",
}
_ABOVE: Final = "Atasan satu tingkat di atas {name}"


@dataclass(frozen=True, slots=True)
class Packet:
    """What is known of a letter before it is issued: addressee in words, values, digests of the files that go along."""

    to: str
    fields: dict[str, str]
    groups: dict[str, Rows]
    annexes: tuple[bytes, ...]
    hash_list: bytes


def addressee_words(device: Device, institution: str, level: str, area: str) -> str:
    """The addressee as he stands on the letter, as far as the program knows."""
    province = device.reference.area(device.belongings.province_code)
    regency = device.reference.area(area[:5]) if len(area) >= 5 else None
    names = {
        "province": "" if province is None else province.label,
        "regency": "" if regency is None else regency.label,
    }
    if institution == BAWASLU:
        pattern = _LEVELS.get(level, "Ketua Bawaslu {regency}" if regency is not None else _LEVELS["provinsi"])
        return " ".join(pattern.format(**names).split())
    known = device.reference.institution(institution)
    name = _NAMES.get(institution, "" if known is None else f"Pimpinan {known.name_id}").format(**names)
    words = _ABOVE.format(name=name) if level else name
    return " ".join(words.split())


def packet(at: AtReport, way: Way, to: str, identity: str, given: Mapping[str, str], before: Sequence[Referral]) -> Packet:
    """Everything for one letter; ``given`` are values that the officer changed, ``before`` the referrals that stand already."""
    db, device = at.db, at.device
    template = office_template(db, device, KIND)
    told = document_about.told_of(db, device, template, show_id(SubjectId(at.subject)))
    with_identity = identity in (ENVELOPE, CONSENT)
    files = [file for file in files_of(db, at.subject) if with_identity or not file.shows_identity]
    fields = told.fields | _fixed(at, way, identity, before, files) | {name: text for name, text in given.items() if text.strip()}
    # What decides how the letter reads is the program's, whatever was typed.
    fields |= {name: text for name, text in _ruled(at, way, to, identity).items()}
    return Packet(
        to,
        _complete(template, fields, warning=at.state.facts is not None and at.state.facts.kind == "early_warning"),
        {"evidence": _evidence(told, files, with_identity=with_identity)},
        tuple(file.digest for file in files),
        hashlib.sha256(hash_list([(file.digest, file.shown) for file in files])).digest(),
    )


def issue(db: Connection, device: Device, made: Packet, command: bytes, number: int, about: bytes) -> IssuedDocument:
    """Issue the letter inside the caller's transaction; each of one command's letters has a command id of its own."""
    own = hashlib.sha256(command + b"letter" + number.to_bytes(2, "big")).digest()[:16]
    documents.require_printable_words(device, made.fields, {})
    asked = IssueDocument(CommandId(own), KIND, made.fields, made.groups, SubjectId(about))
    return documents.issue_within(db, device, asked, carried=True)


@dataclass(frozen=True, slots=True)
class File:
    """A file of the report, with a name that may stand on paper."""

    digest: bytes
    shown: str
    shows_identity: bool
    token: bytes = b""
    size: int = 0


def files_of(db: Connection, subject: bytes) -> list[File]:
    """The report's own files by their digests; a file that shows a person has no name here."""
    table: Any = tables.attachment
    found = [
        File(
            bytes(r.digest),
            document_about.IDENTITY_FILE if r.shows_identity else str(r.name),
            bool(r.shows_identity),
            bytes(r.token),
            int(r.size),
        )
        for r in db.execute(select(table).where(table.c.subject == subject))
    ]
    return sorted(found, key=lambda file: file.digest)


def hash_list(rows: Sequence[tuple[bytes, str]]) -> bytes:
    """The list for the plain medium, in the form that ``sha256sum -c`` reads."""
    return "".join(f"{digest.hex()}  {_one_line(name)}\n" for digest, name in rows).encode()


def _one_line(name: str) -> str:
    return "".join(letter if letter.isprintable() else "_" for letter in name) or "tanpa-nama"


def _evidence(told: ToldOfReport, files: Sequence[File], *, with_identity: bool) -> Rows:
    if told.withheld:
        return [{"title": f"Bukti {n}", "kind": "lainnya", "digest": file.digest.hex()} for n, file in enumerate(files, 1)]
    rows = told.groups.get("evidence", [])
    return [row for row in rows if with_identity or document_about.IDENTITY_FILE not in row.get("title", "")]


def _ruled(at: AtReport, way: Way, to: str, identity: str) -> dict[str, str]:
    kind = "" if at.state.facts is None else at.state.facts.kind
    return {
        "addressee": CODES.get(way.institution, "lain"),
        "to": to,
        "identity": _identity(at, identity),
        "matter": MATTERS.get(kind, "pengaduan"),
        "report_number": at.number,
    }


def _identity(at: AtReport, identity: str) -> str:
    if identity == CONSENT:
        return AGREED
    if identity == ENVELOPE:
        return IN_ENVELOPE
    lane = "" if at.state.parties is None else at.state.parties.lane
    return "tidak" if lane == "sealed" else "tanpa"


def _fixed(at: AtReport, way: Way, identity: str, before: Sequence[Referral], files: Sequence[File]) -> dict[str, str]:
    """Values that an officer may change before it is sent."""
    bawaslu = CODES.get(way.institution, "lain") in WITH_ENVELOPE
    parts = ["1 (satu) berkas"]
    if bawaslu and files:
        parts.append(f"bukti rangkap {counted(SETS)}")
    if identity in (ENVELOPE, CONSENT):
        parts.append("1 (satu) amplop tertutup")
    if files:
        parts.append("1 (satu) media dengan daftar sidik")
    unit = office_of(at.device).unit
    return {
        "to_place": "Tempat",
        "nature": "rahasia" if identity in (ENVELOPE, CONSENT) else "segera",
        "enclosures": ", ".join(parts),
        "signer_position": f"Kepala {unit}" if unit else "Kepala kantor",
        **_of_bawaslu(at, way, before),
    }


def _of_bawaslu(at: AtReport, way: Way, before: Sequence[Referral]) -> dict[str, str]:
    """What other addressees are told of Bawaslu: since when it has the case, and its result where Ankum needs it."""
    if way.institution == BAWASLU:
        return {}
    own = [each for each in before if each.facts.institution == BAWASLU]
    if not own:
        return {}
    told = {"bawaslu_given": own[0].facts.day}
    decided = next((answer for each in reversed(own) if (answer := each.last(DECIDED)) is not None), None)
    if decided is not None:
        result = "disiplin" if decided.facts.code == "discipline" else "lain"
        told |= {"bawaslu_result": result, "bawaslu_reference": decided.facts.number}
    return told


def _known_choice(template: OfficeTemplate, name: str, text: str) -> str:
    """A choice as this wording has it: one that the province gave out earlier knows fewer addressees and identities."""
    options = {option.code for each in template.fields if each.name == name for option in each.options}
    return text if not options or text in options else OLDER.get(name, text)


def _complete(template: OfficeTemplate, fields: dict[str, str], *, warning: bool) -> dict[str, str]:
    """What the letter must say and the report does not tell, said by the enclosed file."""
    known = {each.name for each in template.fields}
    missing = {each.name for each in template.fields if each.required and not fields.get(each.name, "").strip()}
    fields = {name: _known_choice(template, name, text) for name, text in fields.items()}
    filled = {name: NOBODY if warning and name == "reported_party" else ENCLOSED for name in missing}
    return {name: text for name, text in (fields | filled).items() if name in known}
