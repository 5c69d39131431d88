"""Signing PDFs: PAdES-B-B, ECDSA P-256 with SHA-256, certified so that no later change is allowed (DocMDP P=1)."""

from __future__ import annotations

import asyncio
import hashlib
import io
from dataclasses import dataclass
from types import TracebackType
from typing import Any, BinaryIO, Final

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner

from core.documents.cms import DIGEST_NAME, MouldSigner, OfficeSigner, attributes
from core.domain.moment import Moment

__all__ = ["OfficeSigner", "PdfSealer", "SignedPdf"]

RESERVED_HEX: Final = 8192
FIELD_NAME: Final = "PenerbitanKantor"
REASON: Final = "Mengesahkan penerbitan oleh kantor penerbit, bukan tanda tangan pembuat pernyataan"


@dataclass(frozen=True)
class SignedPdf:
    """A signed file and the SHA-256 of what its signature covers (all but the signature itself)."""

    pdf: bytes
    byterange_digest: bytes


class _Writer(IncrementalPdfFileWriter):
    """Appends the signature's objects and nothing else, so that the same input gives the same file.

    pyHanko would add the laptop's real clock to the file's description and chance to its identifier.
    """

    def _update_meta(self) -> None:
        """Leave the description as it was printed."""

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """Stay at PDF 1.7, for which PDF/A-2 is written."""

    def register_extension(self, ext: Any) -> None:
        """Name what PDF 1.7 was extended by; elliptic curves are said to come with 2.0 and are in every 1.7 reader."""
        if ext.base_version != "/2.0":
            super().register_extension(ext)

    @classmethod
    def _handle_id(cls, prev: Any) -> Any:
        first, _ = prev.trailer["/ID"]
        return generic.ArrayObject([first, generic.ByteStringObject(_second_id(prev.stream))])


def _second_id(stream: BinaryIO) -> bytes:
    stream.seek(0)
    return hashlib.sha256(stream.read()).digest()[:16]


class PdfSealer:
    """Signs a batch: one loop, one key object, one mould. Close it, or use it in a ``with`` block."""

    def __init__(self, office: OfficeSigner, name: str, place: str) -> None:
        self._runner = asyncio.Runner()
        self._signer = MouldSigner(office)
        self._metadata = PdfSignatureMetadata(
            field_name=FIELD_NAME,
            md_algorithm=DIGEST_NAME,
            name=name,
            location=place,
            reason=REASON,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
            subfilter=SigSeedSubFilter.PADES,
        )

    def __enter__(self) -> PdfSealer:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the loop; the sealer cannot sign any more."""
        self._runner.close()

    def seal(self, pdf: bytes, moment: Moment) -> SignedPdf:
        """Add the certifying signature; ``moment`` is the laptop's claim, written into the file as such."""
        self._runner.get_loop()  # a closed sealer refuses here, before work is made that nobody would do
        return self._runner.run(self._seal(pdf, moment))

    async def _seal(self, pdf: bytes, moment: Moment) -> SignedPdf:
        writer = _Writer(io.BytesIO(pdf))
        signer = PdfSigner(self._metadata, signer=self._signer, new_field_spec=SigFieldSpec(FIELD_NAME))
        session = signer.init_signing_session(writer)
        session.system_time = moment.when.replace(microsecond=0)
        document = session.prepare_tbs_document(validation_info=None, bytes_reserved=RESERVED_HEX, appearance_text_params=None)
        output = io.BytesIO()
        prepared, _ = document.digest_tbs_document(output=output)
        await document.perform_signature(document_digest=prepared.document_digest, pdf_cms_signed_attrs=attributes())
        return SignedPdf(output.getvalue(), prepared.document_digest)
