"""What a verifier of many files remembers: signers whose path is proven, and shapes of files that were judged the long way.

A file is spared the long way only where nothing that decided there can be different: the same certificates, a message out
of the same mould, a skeleton that was found valid. Digest, signature, claimed time and code are checked for every file.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from asn1crypto import x509
from pyhanko.pdf_utils.generic import parse_pdf_date

from core.crypto.certificates import Standing
from core.documents.envelope import Envelope, KnownForm, known_form
from core.documents.pdf_policy import PdfReport
from core.documents.shapes import Shape, is_sound, shape_of

FORM_LIMIT: Final = 16
SHAPE_LIMIT: Final = 512


class Memory:
    """Belongs to one set of roots and one verifier; holds only what was valid."""

    def __init__(self, roots: Sequence[bytes]) -> None:
        self._roots = tuple(roots)
        self._standings: dict[tuple[bytes, bytes], Standing] = {}
        self._windows: dict[tuple[bytes, bytes], tuple[datetime, datetime]] = {}
        self._shapes: set[tuple[bytes, bytes, bytes]] = set()
        self.forms: list[KnownForm] = []

    def recall(self, data: bytes, envelope: Envelope) -> tuple[Standing, PdfReport] | None:
        """Who signed and what the file says of itself, where a file of this shape by this signer was valid; else None."""
        signer = envelope.certificate_der, envelope.ca_der
        standing = self._standings.get(signer)
        shape = shape_of(data) if standing is not None else None
        if standing is None or shape is None or (shape.name, *signer) not in self._shapes:
            return None
        report = _report(shape)
        begins, ends = self._windows[signer]
        if report is None or report.claimed is None or not begins <= report.claimed <= ends:
            return None
        return standing, report

    def keep(self, data: bytes, envelope: Envelope, standing: Standing, report: PdfReport) -> None:
        """Remember a file that was found valid the long way."""
        signer = envelope.certificate_der, envelope.ca_der
        if signer not in self._standings and not self._meet(data, envelope, standing):
            return
        shape = shape_of(data)
        if shape is not None and len(self._shapes) < SHAPE_LIMIT and is_sound(shape) and _report(shape) == report:
            self._shapes.add((shape.name, *signer))

    def _meet(self, data: bytes, envelope: Envelope, standing: Standing) -> bool:
        form = known_form(data, envelope) if len(self.forms) < FORM_LIMIT else None
        if form is None:
            return False
        signer = envelope.certificate_der, envelope.ca_der
        bounds = [x509.Certificate.load(der) for der in (*signer, *self._roots)]
        self._windows[signer] = max(one.not_valid_before for one in bounds), min(one.not_valid_after for one in bounds)
        self._standings[signer] = standing
        self.forms.append(form)
        return True


def _report(shape: Shape) -> PdfReport | None:
    try:
        claimed = parse_pdf_date(shape.claimed, strict=True)
    except Exception:  # pyHanko's own reading of dates, which fails in many ways
        return None
    return PdfReport(shape.title, shape.keywords, claimed) if claimed.tzinfo is not None else None
