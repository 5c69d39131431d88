"""The verdict on a journal annex that somebody brings: the same rules as the verifier it carries, by the trusted roots."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from typing import Final

from core.documents.trust import Trust
from core.documents.verifying import Finding
from core.domain.annex import AnnexFacts
from core.domain.errors import Untrusted
from core.journal import annex

ZIP: Final = b"PK\x03\x04"
SEQUENCE, FOLDER = "annex.cbor", "attachments/"
MOST_MEMBERS: Final = 1_000
BLOCK: Final = 1 << 20
_CHANGED: Final = "verify.annex_changed"
_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)


def verdict(data: bytes, trust: Trust) -> Finding:
    """Valid, invalid or unknown, with what its own entry says: number, addressee, entries, who signed it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if SEQUENCE not in archive.namelist() or len(members) > MOST_MEMBERS:
                return Finding("file", "unknown", ["verify.unreadable"])
            return _judged(archive, trust)
    except _BROKEN:
        return Finding("annex", "unknown", ["verify.unreadable"])


def _judged(archive: zipfile.ZipFile, trust: Trust) -> Finding:
    if archive.getinfo(SEQUENCE).file_size > annex.LIMIT:
        return Finding("annex", "unknown", ["verify.too_big"])
    try:
        proven = annex.judge(archive.read(SEQUENCE), trust.roots)
    except Untrusted as refusal:
        if refusal.code == "newer":
            return Finding("annex", "unknown", ["verify.annex_newer"])
        foreign = refusal.code in ("annex.foreign", "certificate.chain")
        return Finding("annex", "invalid", ["verify.annex_foreign" if foreign else _reason(refusal.code)])
    fields = _fields(proven)
    if not _files_hold(archive, proven.facts):
        return Finding("annex", "invalid", ["verify.annex_files"], fields)
    doubts = ["verify.annex_unproved"] if proven.unproved else []
    if any(trust.revoked_since(*signer) is not None for signer in proven.signers):
        doubts.append("verify.revoked_unproven")
    return Finding("annex", "unknown" if doubts else "valid", doubts, fields)


def _reason(code: str) -> str:
    return {
        "annex.entry_missing": "verify.annex_missing",
        "annex.entry_added": "verify.annex_added",
        "annex.withheld": "verify.annex_withheld",
        "annex.gone": "verify.annex_gone",
    }.get(code, _CHANGED)


def _fields(proven: annex.Proven) -> dict[str, str]:
    facts = proven.facts
    return {
        "number": facts.number,
        "to": facts.to,
        "basis": facts.basis,
        "day": facts.day,
        "entries": str(len(proven.lines)),
        "left_out": str(facts.left_out),
        "withheld": ", ".join(facts.withheld),
        "gone": ", ".join(each for each in proven.gone if each not in proven.unproved),
        "unproved": ", ".join(proven.unproved),
        "attachments": str(len(facts.files)),
        "signer": proven.sealed_by.common_name,
        "post": proven.sealed_by.post,
    }


def _files_hold(archive: zipfile.ZipFile, facts: AnnexFacts) -> bool:
    """Whether exactly the files of the annex's entry are there, unchanged; no more is unpacked than they should have."""
    want = {FOLDER + file.token.hex(): file for file in facts.files}
    have = {name for name in archive.namelist() if name.startswith(FOLDER)}
    if have != set(want):
        return False
    return all(_digest(archive, name, file.size) == file.digest for name, file in want.items())


def _digest(archive: zipfile.ZipFile, name: str, size: int) -> bytes:
    hashed, left = hashlib.sha256(), size
    with archive.open(name) as source:
        while left > 0 and (block := source.read(min(BLOCK, left))):
            hashed.update(block)
            left -= len(block)
        return b"" if source.read(1) else hashed.digest()
