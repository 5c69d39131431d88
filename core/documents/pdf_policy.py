"""Our policy over pyHanko's findings: one certifying signature, nothing after it, nothing active inside."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from asn1crypto import x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from core.documents.envelope import Damaged, Envelope
from core.domain.errors import Untrusted

OBJECT_LIMIT: Final = 200_000
FORBIDDEN: Final = frozenset(
    f"/{name}"
    for name in [
        "JS",
        "JavaScript",
        "OpenAction",
        "AA",
        "Launch",
        "EmbeddedFile",
        "EmbeddedFiles",
        "XFA",
        "RichMedia",
        "URI",
        "GoToR",
        "GoToE",
        "SubmitForm",
        "ImportData",
        "Movie",
        "Sound",
        "EF",
    ]
)
_WHOLE: Final = (SignatureCoverageLevel.ENTIRE_FILE, ModificationLevel.NONE)
_LASTING: Final = (SignatureCoverageLevel.ENTIRE_REVISION, ModificationLevel.LTA_UPDATES)
_KEY_USAGE: Final = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)


@dataclass(frozen=True)
class PdfReport:
    """What the file says about itself; ``claimed`` is the signing laptop's clock, a claim and no proof."""

    title: str
    keywords: str
    claimed: datetime | None


def check(data: bytes, roots: Sequence[bytes], envelope: Envelope) -> PdfReport:
    """Interpret the file; raises ``Damaged`` or ``Untrusted`` with a ``verify.*`` code, or whatever pyHanko raises."""
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # hostile files must not fill the log
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    reader = PdfFileReader(io.BytesIO(data), strict=True)
    signatures = list(reader.embedded_signatures)
    if len(signatures) != 1 or len(reader.embedded_regular_signatures) != 1:
        raise Damaged("verify.second_signature")
    claimed = signatures[0].self_reported_timestamp
    _check_time(claimed, envelope)
    _check_status(signatures[0], roots, envelope, claimed)
    _check_certified(reader)
    _check_passive(reader)
    info = _info(reader)
    return PdfReport(str(info.get("/Title", "")), str(info.get("/Keywords", "")), claimed)


def check_lasting(data: bytes, roots: Sequence[bytes], envelope: Envelope, stamps: int) -> None:
    """A second opinion on a file whose revisions :mod:`core.documents.lasting` has compared: nothing else was added.

    pyHanko must see one certifying signature, so many document timestamps, each over all before it, and no changes but those
    that a certification without changes permits (ISO 32000-2, 12.8.2.2). Raises as :func:`check`.
    """
    reader = PdfFileReader(io.BytesIO(data), strict=True)
    signatures, marks = list(reader.embedded_regular_signatures), list(reader.embedded_timestamp_signatures)
    if len(signatures) != 1 or len(marks) != stamps or len(list(reader.embedded_signatures)) != 1 + stamps:
        raise Damaged("verify.second_signature")
    _check_status(signatures[0], roots, envelope, signatures[0].self_reported_timestamp, lasting=stamps > 0)
    for number, mark in enumerate(marks, 1):
        whole = SignatureCoverageLevel.ENTIRE_FILE if number == stamps else SignatureCoverageLevel.ENTIRE_REVISION
        if mark.evaluate_signature_coverage() != whole:
            raise Damaged("verify.changed_after_signing")
    _check_certified(reader)
    _check_passive(reader)


def _info(reader: PdfFileReader) -> Any:
    """The file's description, resolved; ``get`` would give the bare reference."""
    return reader.trailer_view["/Info"] if "/Info" in list(reader.trailer_view) else {}


def _check_time(claimed: datetime | None, envelope: Envelope) -> None:
    """The claimed time must lie within both certificates; today's date plays no part, for a clock proves nothing."""
    if claimed is None:
        raise Untrusted("verify.no_time")
    for der in (envelope.certificate_der, envelope.ca_der):
        certificate = x509.Certificate.load(der)
        if not certificate.not_valid_before <= claimed <= certificate.not_valid_after:
            raise Untrusted("verify.time_outside_certificate")


def _check_status(
    signature: EmbeddedPdfSignature,
    roots: Sequence[bytes],
    envelope: Envelope,
    claimed: datetime | None,
    *,
    lasting: bool = False,
) -> None:
    allowed = _LASTING if lasting else _WHOLE
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(der) for der in roots],
        other_certs=[x509.Certificate.load(envelope.ca_der)],
        allow_fetching=False,
        moment=claimed,
    )
    status = validate_pdf_signature(signature, context, key_usage_settings=_KEY_USAGE)
    if signature.signer_cert.dump() != envelope.certificate_der:
        raise Damaged("verify.signature_damaged")
    if not (status.intact and status.valid):
        raise Damaged("verify.digest_mismatch")
    if (status.coverage, status.modification_level) != allowed:
        raise Damaged("verify.changed_after_signing")
    if not status.docmdp_ok:
        raise Damaged("verify.changed_after_signing")
    if not status.trusted:
        raise Untrusted("verify.no_path")


def _check_certified(reader: PdfFileReader) -> None:
    certified = reader.embedded_regular_signatures[0]
    if certified.docmdp_level != MDPPerm.NO_CHANGES or "/Perms" not in reader.root:
        raise Untrusted("verify.not_certified")


def _check_passive(reader: PdfFileReader) -> None:
    """Refuse everything that runs, opens, sends or carries another file, wherever it hangs."""
    for count, name in enumerate(_names(reader.trailer_view)):
        if count > OBJECT_LIMIT:
            raise Untrusted("verify.too_big")
        if name in FORBIDDEN:
            raise Untrusted("verify.active_content")


def _resolved(thing: Any) -> Any:
    return thing.get_object()


def _names(root: Any) -> Iterator[str]:
    """Every dictionary key and every name value that can be reached from the trailer."""
    seen: set[Any] = set()
    waiting: list[Any] = [root]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, generic.IndirectObject):
            if thing.reference in seen:
                continue
            seen.add(thing.reference)
            thing = _resolved(thing)
        if isinstance(thing, generic.NameObject):
            yield str(thing)
        elif isinstance(thing, generic.ArrayObject):
            waiting += [thing.raw_get(at) for at in range(len(thing))]
        elif isinstance(thing, generic.DictionaryObject):
            for key in thing:
                yield str(key)
                waiting.append(thing.raw_get(key))
