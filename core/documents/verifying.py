"""Does this paper hold? The verdict on PDFs, QR texts and pictures, needing only the trust anchor.

``valid``    signature, chain and policy hold; for a QR code: these fields were signed, compare the paper
``invalid``  damaged, changed after signing, a second signature, or codes that contradict each other
``unknown``  no signature, no path to the anchor, unreadable, limit: never called a forgery
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Final, Literal

from core.crypto.certificates import Standing, signer_of, verify_chain
from core.crypto.cose import key_id, verify1
from core.crypto.signing import VerifyKey
from core.documents import lasting, pdf_policy, qr
from core.documents.envelope import Damaged, Envelope, Known, open_envelope
from core.documents.lasting import Lasting
from core.documents.memory import Memory
from core.documents.scan_apart import read_codes_apart
from core.documents.trust import Trust
from core.domain.errors import Refused, Untrusted
from core.domain.ids import show_id

__all__ = ["Finding", "Trust", "verify_image", "verify_pdf", "verify_qr_text"]

Verdict = Literal["valid", "invalid", "unknown"]
PDF_LIMIT: Final = 16 * 1024 * 1024
_DASH: Final = " – "


@dataclass(frozen=True)
class Finding:
    """What was looked at, the verdict, stable reason codes (none when valid) and what was read, as texts."""

    kind: str
    verdict: Verdict
    reasons: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)


def verify_pdf(data: bytes, trust: Trust, memory: Memory | None = None) -> Finding:
    """Judge a PDF by our policy on top of pyHanko's; every failure to judge is ``unknown``.

    ``memory`` makes files like earlier ones much faster to judge, with the same verdict; it belongs to one ``trust``.
    """
    known: dict[str, str] = {}
    try:
        return _verify_pdf(data, trust, known, memory)
    except Damaged as damage:
        return Finding("pdf", "invalid", [damage.code], known)
    except Refused as refusal:
        return Finding("pdf", "unknown", [refusal.code], known)
    except (Exception, RecursionError):  # the parsers raise what they like on hostile files
        return Finding("pdf", "unknown", ["verify.unreadable"], known)


def _verify_pdf(data: bytes, trust: Trust, known: dict[str, str], memory: Memory | None) -> Finding:
    if len(data) > PDF_LIMIT:
        raise Untrusted("verify.too_big")
    if not data.startswith(b"%PDF-"):
        raise Untrusted("verify.not_pdf")
    envelope, parts = _opened(data, memory.known if memory else None)
    whole, data = data, parts.plain if parts else data
    known["byterange_digest"] = envelope.digest.hex()
    remembered = memory.recall(data, envelope) if memory else None
    standing, report = remembered or (_standing(envelope, trust), pdf_policy.check(data, trust.roots, envelope))
    known.update(_signer(standing, envelope.certificate_der, signer_of(envelope.ca_der)))
    known.update({"title": report.title, "claimed_time": _time(report.claimed)})
    _check_code(report.keywords, envelope, known)
    if memory and not remembered:
        memory.keep(data, envelope, standing, report)
    if parts:
        pdf_policy.check_lasting(whole, trust.roots, envelope, parts.stamps)
        known.update(_lasting(parts, trust))
    return Finding("pdf", "valid", [], known)


def _opened(data: bytes, known: Known | None) -> tuple[Envelope, Lasting | None]:
    """The envelope of a file as it was issued, or of what a lasting file holds of it, with the lasting file's parts."""
    try:
        return open_envelope(data, known), None
    except Untrusted:
        parts = lasting.opened(data)
        if parts is None:
            raise
    return open_envelope(parts.plain, known), parts


def _lasting(parts: Lasting, trust: Trust) -> dict[str, str]:
    """How many stamps the file carries, and what an authority that is believed confirms with them."""
    told = {"timestamps": str(len(parts.tokens))}
    found = lasting.confirmed(parts, trust.authorities())
    if found is None and parts.is_bare:
        raise Untrusted("verify.timestamp_unknown")
    if found is None:
        return told
    times = {"proven_time": found.at.isoformat(timespec="seconds"), "time_authority": found.authority}
    return told | times | {"timestamps_end": found.ends.date().isoformat()}


def _standing(envelope: Envelope, trust: Trust) -> Standing:
    try:
        return verify_chain(envelope.certificate_der, envelope.ca_der, trust.roots)
    except Untrusted:
        raise Untrusted("verify.no_path") from None


def _check_code(keywords: str, envelope: Envelope, known: dict[str, str]) -> None:
    """The code that the file names must be signed by the file's signer and name the same document."""
    document, _, text = keywords.partition(" ")
    known["document_id"] = document
    if not text:
        return
    try:
        code = qr.read_payload(text)
        good = verify1(code.message, _key(envelope.certificate_der))
    except Untrusted:
        raise Damaged("verify.code_differs") from None
    if code.message.kid != key_id(envelope.certificate_der) or not good:
        raise Damaged("verify.other_signer")
    if show_id(code.fields.document_id) != document:
        raise Damaged("verify.code_differs")
    known.update(_code_fields(code.fields))
    known["name"] = _whole(known["name"], known["title"])


def _whole(name: str, title: str) -> str:
    """The name that a code had no room for, out of the file's title ("wording – name – number"): the same key signed both."""
    begun, cut, _ = name.rpartition(qr.CUT)
    told = title.partition(_DASH)[2].rpartition(_DASH)[0]
    return told if cut and begun and told.startswith(begun) else name


@lru_cache(maxsize=64)
def _key(certificate_der: bytes) -> VerifyKey:
    return VerifyKey.from_certificate(certificate_der)


def verify_qr_text(text: str, trust: Trust) -> Finding:
    """Judge the text of a QR code: ``valid`` says that these fields were signed, the reader compares the paper."""
    known: dict[str, str] = {}
    try:
        code = qr.read_payload(qr.typed(text))
        known.update(_code_fields(code.fields))
        certificate = trust.certificate(code.message.kid)
        if certificate is None:
            raise Untrusted("verify.unknown_signer")
        if not verify1(code.message, VerifyKey.from_certificate(certificate)):
            raise Damaged("verify.signature_mismatch")
        known.update(_signer(trust.standing(certificate), certificate, trust.authority_of(certificate)))
    except Damaged as damage:
        return Finding("qr", "invalid", [damage.code], known)
    except Refused as refusal:
        return Finding("qr", "unknown", [_public(refusal.code)], known)
    except Exception:  # a certificate in the trust file that no parser likes
        return Finding("qr", "unknown", ["verify.unreadable"], known)
    return Finding("qr", "valid", [], known)


def verify_image(data: bytes, trust: Trust) -> list[Finding]:
    """Judge every code of ours on a photo, scan or printed page, decoded in a process apart; none found is one ``unknown``."""
    try:
        texts = read_codes_apart(data)
    except Refused as refusal:
        return [Finding("image", "unknown", [refusal.code])]
    except Exception:  # whatever a process apart may do to its parent: this is no verdict
        return [Finding("image", "unknown", ["verify.unreadable"])]
    found = [verify_qr_text(text, trust) for text in texts]
    return found or [Finding("image", "unknown", ["verify.no_code"])]


def _public(code: str) -> str:
    return "verify.unreadable" if code == "malformed" else code


def _signer(standing: Standing, certificate_der: bytes, authority: bytes) -> dict[str, str]:
    return {
        "signer": standing.common_name,
        "signer_post": standing.post,
        "signer_role": str(standing.role),
        "province": standing.province_id.hex(),
        "signer_key": key_id(certificate_der).hex(),
        "signer_authority": authority.hex(),
    }


def _code_fields(fields: qr.QrFields) -> dict[str, str]:
    return {
        "document_kind": fields.kind,
        "document_id": show_id(fields.document_id),
        "content_digest": fields.content_digest.hex(),
        "number": fields.number,
        "name": fields.name,
        "date": fields.day.isoformat(),
        "office": fields.office,
    }


def _time(claimed: datetime | None) -> str:
    return claimed.isoformat(timespec="seconds") if claimed else ""
