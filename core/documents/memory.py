"""What a verifier of many files remembers: signers whose path is proven, and shapes of files that were judged the long way.

A file is spared the long way only where nothing that decided there can be different: the same certificates, a message out
of the same mould, a skeleton that was found valid. Digest, signature, claimed time and code are checked for every file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from asn1crypto import x509
from pyhanko.pdf_utils.generic import parse_pdf_date

from core.crypto.certificates import Standing
from core.documents.envelope import Envelope, Known, known_form
from core.documents.pdf_policy import PdfReport
from core.documents.shapes import Said, Shape

FORM_LIMIT: Final = 16
SHAPE_LIMIT: Final = 64


@dataclass(frozen=True)
class _Signer:
    """Whom a signer stands for, when all certificates of the path hold, and the shapes of his files, the last used first."""

    standing: Standing
    begins: datetime
    ends: datetime
    shapes: list[Shape] = field(default_factory=list)


class Memory:
    """Belongs to one set of roots and one verifier; holds only what was valid."""

    def __init__(self, roots: Sequence[bytes]) -> None:
        self._roots = tuple(roots)
        self._signers: dict[tuple[bytes, bytes], _Signer] = {}
        self.known = Known()

    def recall(self, data: bytes, envelope: Envelope) -> tuple[Standing, PdfReport] | None:
        """Who signed and what the file says of itself, where a file of this shape by this signer was valid; else None."""
        signer = self._signers.get((envelope.certificate_der, envelope.ca_der))
        for at, shape in enumerate(signer.shapes if signer else ()):
            report = _report(shape.read(data, envelope.message))
            if signer and report and report.claimed and signer.begins <= report.claimed <= signer.ends:
                signer.shapes.insert(0, signer.shapes.pop(at))
                return signer.standing, report
        return None

    def keep(self, data: bytes, envelope: Envelope, standing: Standing, report: PdfReport) -> None:
        """Remember a file that was found valid the long way."""
        signer = self._signers.get((envelope.certificate_der, envelope.ca_der)) or self._met(data, envelope, standing)
        shape = Shape.cut(data, envelope.message) if signer else None
        if signer and shape and _report(shape.read(data, envelope.message)) == report:
            signer.shapes.insert(0, shape)
            del signer.shapes[SHAPE_LIMIT:]

    def _met(self, data: bytes, envelope: Envelope, standing: Standing) -> _Signer | None:
        form = known_form(data, envelope) if len(self.known.forms) < FORM_LIMIT else None
        if form is None:
            return None
        signer = envelope.certificate_der, envelope.ca_der
        bounds = [x509.Certificate.load(der) for der in (*signer, *self._roots)]
        begins, ends = max(one.not_valid_before for one in bounds), min(one.not_valid_after for one in bounds)
        self.known.forms.append(form)
        return self._signers.setdefault(signer, _Signer(standing, begins, ends))


def _report(said: Said | None) -> PdfReport | None:
    try:
        claimed = parse_pdf_date(said.claimed, strict=True) if said else None
    except Exception:  # pyHanko's own reading of dates, which fails in many ways
        return None
    return PdfReport(said.title, said.keywords, claimed) if said and claimed and claimed.tzinfo is not None else None
