"""What a document says, as bytes: deterministic CBOR that any reader can rebuild and digest, layout left out.

Deterministic means RFC 8949 4.2.1; all keys are texts, for which cbor2's canonical order is the same order.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import cbor2

from core.crypto import labels
from core.domain.errors import Invalid

CONTENT_FORMAT: Final = 1
SHORT_DIGEST_BYTES: Final = 16
_LABELS: Final[Mapping[str, bytes]] = {
    "pact": labels.PACT_DIGEST,
    "receipt": labels.RECEIPT_DIGEST,
    "report": labels.REPORT_DIGEST,
    "evidence": labels.EVIDENCE_DIGEST,
    "letter": labels.LETTER_DIGEST,
    "minutes": labels.MINUTES_DIGEST,
    "annex": labels.ANNEX_DIGEST,
}


@dataclass(frozen=True)
class Content:
    """The content of one document: ``fields`` as printed, ``attachments`` as SHA-256 digests of 32 bytes."""

    template: str
    version: int
    language: str
    number: str
    fields: Mapping[str, str]
    attachments: Sequence[bytes] = ()


def encode(content: Content) -> bytes:
    """Return the canonical bytes of a content: {format, template, version, language, number, fields, attachments}.

    Texts are put into NFC first, so that two spellings of one letter are one content. Source: DECISIONS, formats.
    """
    return cbor2.dumps(
        {
            "format": CONTENT_FORMAT,
            "template": content.template,
            "version": content.version,
            "language": content.language,
            "number": nfc(content.number),
            "fields": {key: nfc(value) for key, value in content.fields.items()},
            "attachments": list(content.attachments),
        },
        canonical=True,
    )


def digest(kind: str, content: Content) -> bytes:
    """Return the 32-byte digest of a content under its kind's label; another kind never gives the same digest."""
    if kind not in _LABELS:
        raise Invalid("document.unknown_kind", kind=kind)
    return labels.labelled_hash(_LABELS[kind], encode(content))


def nfc(text: str) -> str:
    """Return the text in Unicode normalisation form C, the form that is printed and digested."""
    return unicodedata.normalize("NFC", text)
