"""A PDF that somebody else's authority signed (BSrE): judged by that authority's roots alone, never by ours.

``valid``    every signature fits the bytes, the last one is whole and leads to the given roots, and the file names the record
``invalid``  a signature does not fit, or something was changed after the last one
``unknown``  no roots at hand, no path to them, no signature, another record, unreadable

Whether a certificate was revoked is not asked, for there is no network; the claimed time is the signer's own word.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import PdfSignatureStatus, validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from core.documents.envelope import Damaged
from core.documents.verifying import PDF_LIMIT, Finding
from core.domain.errors import Refused, Untrusted

KIND = "bsre"
SIGNATURES_LIMIT = 20
_KEY_USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)


def verify_foreign(data: bytes, roots: Sequence[bytes], document: str) -> Finding:
    """Judge the file; ``document`` is the id that it must name. Every failure to judge is ``unknown``."""
    known: dict[str, str] = {}
    try:
        _verify(data, roots, document, known)
    except Damaged as damage:
        return Finding(KIND, "invalid", [damage.code], known)
    except Refused as refusal:
        return Finding(KIND, "unknown", [refusal.code], known)
    except (Exception, RecursionError):  # the parsers raise what they like on hostile files
        return Finding(KIND, "unknown", ["verify.unreadable"], known)
    return Finding(KIND, "valid", [], known)


def _verify(data: bytes, roots: Sequence[bytes], document: str, known: dict[str, str]) -> None:
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # hostile files must not fill the log
    if len(data) > PDF_LIMIT:
        raise Untrusted("verify.too_big")
    if not data.startswith(b"%PDF-"):
        raise Untrusted("verify.not_pdf")
    reader = PdfFileReader(io.BytesIO(data), strict=True)
    signatures = list(reader.embedded_regular_signatures)
    if not 0 < len(signatures) <= SIGNATURES_LIMIT:
        raise Untrusted("bsre.no_signature")
    states = [_status(each, roots) for each in signatures]
    known["signers"] = "; ".join(str(each.signer_cert.subject.native.get("common_name", "")) for each in signatures)
    claimed = signatures[-1].self_reported_timestamp
    known["claimed_time"] = claimed.isoformat(timespec="seconds") if claimed else ""
    _require_unchanged(states)
    if not roots:
        raise Untrusted("bsre.no_roots")
    if not states[-1].trusted:
        raise Untrusted("bsre.no_path")
    info = reader.trailer_view["/Info"] if "/Info" in list(reader.trailer_view) else {}
    if str(info.get("/Keywords", "")).partition(" ")[0] != document:
        raise Untrusted("bsre.other_record")


def _status(signature: EmbeddedPdfSignature, roots: Sequence[bytes]) -> PdfSignatureStatus:
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(der) for der in roots],
        allow_fetching=False,
        moment=signature.self_reported_timestamp,
    )
    return validate_pdf_signature(signature, context, key_usage_settings=_KEY_USAGE)


def _require_unchanged(states: Sequence[PdfSignatureStatus]) -> None:
    """After the last signature nothing but data for long keeping.

    What an earlier one forbids is not asked: the last one covers all bytes, and ours allows no other beside it.
    """
    last = states[-1]
    level = last.modification_level
    if not all(each.intact and each.valid for each in states) or not last.docmdp_ok:
        raise Damaged("bsre.changed")
    if level is None or level > ModificationLevel.LTA_UPDATES:
        raise Damaged("bsre.changed")
