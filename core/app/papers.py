"""Paper for the two faces: rosters in, pages to look at, verdicts on files. Imported on first use, for ReportLab is heavy."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import pypdfium2

from core.app import annex_verdict
from core.documents import roster
from core.documents.in_time import Proven, in_time, proven_by
from core.documents.office_template import OfficeTemplate, sample_of, schema_of
from core.documents.roster import Roster as Roster
from core.documents.roster_apart import roster_apart
from core.documents.trust import Trust
from core.documents.verify_apart import VerifyWorker
from core.documents.verifying import Finding, verify_image, verify_qr_text
from core.domain.commands import PactPersonItem
from core.domain.errors import Invalid
from core.domain.file_types import HEAD_BYTES, PICTURES, type_by_content

MAX_FILE = 64 * 1024 * 1024
POINTS_PER_INCH = 72
RejectedRow = roster.RejectedRow


@dataclass(frozen=True, slots=True)
class PageImage:
    """One rendered page: pixels as 8-bit RGB rows without gaps."""

    width: int
    height: int
    rgb: bytes


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """A verdict on one file: ``valid``, ``invalid`` or ``unknown``, with reason codes and the fields that were signed."""

    kind: str
    verdict: str
    reasons: tuple[str, ...]
    fields: dict[str, str]


def read_roster(data: bytes) -> roster.Roster:
    """Rows and rejected rows of a roster (CSV or XLSX), read apart; raises what :func:`roster_apart` raises."""
    return roster_apart(data)


def people_of(rows: Sequence[roster.RosterRow]) -> tuple[PactPersonItem, ...]:
    """Checked rows as people of an ``IssuePacts`` command."""
    return tuple(
        PactPersonItem(
            name=row.name,
            front_title=row.front_title,
            back_title=row.back_title,
            identifier=row.nip,
            rank=row.rank,
            position=row.position,
            unit=row.unit,
            agency=row.agency,
            subject=row.subject,
            superior=row.superior,
            is_head=row.is_head,
        )
        for row in rows
    )


def roster_example() -> str:
    """A complete valid roster as CSV."""
    return roster.example_csv()


def roster_schema() -> list[dict[str, str | bool | int]]:
    """The columns of a roster."""
    return roster.schema()


Prove = Callable[[dict[str, str]], Proven | None]


def verify(data: bytes, trust_pem: bytes, prove: Prove = lambda fields: None) -> list[VerifyResult]:
    """Judge a PDF, a picture, a QR text or a journal annex, as :func:`verifier` does for many."""
    with verifier(trust_pem, prove) as judge:
        return judge(data)


@contextmanager
def verifier(
    trust_pem: bytes,
    prove: Prove = lambda fields: None,
    is_other: Callable[[dict[str, str]], bool] = lambda fields: False,
    clocks: Sequence[bytes] = (),
) -> Iterator[Judge]:
    """Judge many files; all PDFs are opened in one process with limits, begun anew where it fails.

    ``prove`` gives the time not later than which a document existed, where that can be shown; ``is_other`` tells whether a
    register knows the document under another signature; ``clocks`` are timestamp authorities that are believed.

    Raises ``Invalid('trust.unreadable')``.
    """
    trust = replace(Trust.from_pem(trust_pem), clocks=tuple(clocks))
    with VerifyWorker(trust) as worker:
        yield Judge(trust, worker, prove, is_other)


class Judge:
    """Verdicts on a file, or on many in their order: while one is judged, the next is fetched."""

    def __init__(self, trust: Trust, worker: VerifyWorker, prove: Prove, is_other: Callable[[dict[str, str]], bool]) -> None:
        self._trust, self._worker, self._prove, self._is_other = trust, worker, prove, is_other

    def __call__(self, data: bytes) -> list[VerifyResult]:
        """The verdicts on a PDF, a picture (one for each code on it) or the text of a code."""
        (results,) = self.each([data])
        return results

    def each(self, files: Iterable[bytes | VerifyResult]) -> Iterator[list[VerifyResult]]:
        """The same for many; in place of a file that cannot be read stands its verdict, which is handed on."""
        for kind, run in groupby(files, _kind):
            if kind is None:
                yield from ([each] for each in run if isinstance(each, VerifyResult))
                continue
            found = (data for data in run if isinstance(data, bytes))
            judged = self._pdfs(found) if kind == "pdf" else (_findings(data, self._trust) for data in found)
            yield from ([self._last_word(finding) for finding in findings] for findings in judged)

    def _pdfs(self, files: Iterable[bytes]) -> Iterator[list[Finding]]:
        sent: deque[bytes] = deque()

        def passing() -> Iterator[bytes]:
            for data in files:
                sent.append(data)
                yield data

        for finding in self._worker.verify_each(passing()):
            yield _of_pdf(finding, sent.popleft(), self._trust)

    def _last_word(self, finding: Finding) -> VerifyResult:
        proven = self._prove(finding.fields) or proven_by(self._trust, finding.fields)
        found = _result(in_time(finding, self._trust, proven))
        if (found.kind, found.verdict) == ("pdf", "valid") and self._is_other(found.fields):
            return replace(found, verdict="invalid", reasons=("verify.other_than_recorded",))
        return found


def _kind(data: bytes | VerifyResult) -> str | None:
    if isinstance(data, VerifyResult):
        return None
    return "pdf" if len(data) <= MAX_FILE and data[:1024].lstrip().startswith(b"%PDF") else "other"


def _findings(data: bytes, trust: Trust) -> list[Finding]:
    if len(data) > MAX_FILE:
        return [Finding("file", "unknown", ["verify.too_large"])]
    if not data.strip(b" \t\r\n\0"):
        return [Finding("file", "unknown", ["verify.empty"])]  # what a pulled stick leaves of a copy
    if data.startswith(annex_verdict.ZIP):
        return [annex_verdict.verdict(data, trust)]
    if type_by_content(data[:HEAD_BYTES]) in PICTURES:
        return verify_image(data, trust)
    try:
        text = data.decode("utf-8").strip()
    except UnicodeDecodeError:
        return [Finding("file", "unknown", ["verify.unreadable"])]
    return [verify_qr_text(text, trust)]


def _of_pdf(finding: Finding, data: bytes, trust: Trust) -> list[Finding]:
    """A PDF without any signature may be a scan: what the codes on its pages say comes after the verdict on the file.

    That verdict stays: a code proves its own fields, never the words around it.
    """
    if finding.reasons != ["verify.no_signature"]:
        return [finding]
    return [finding, *(code for code in verify_image(data, trust) if code.kind == "qr")]


def _result(finding: Finding) -> VerifyResult:
    return VerifyResult(finding.kind, finding.verdict, tuple(finding.reasons), dict(finding.fields))


def count_pages(pdf: bytes) -> int:
    """How many pages a PDF has; raises ``Invalid('pdf.unreadable')``."""
    with _opened(pdf) as document:
        return len(document)


def render_page(pdf: bytes, number: int, dpi: int) -> PageImage:
    """A picture of one page (from 0), for looking at and for printing; raises ``Invalid('pdf.unreadable')``.

    One page at a time, because a long form at a printer's resolution would fill the memory of a small laptop.
    """
    with _opened(pdf) as document:
        return _picture(document[number], dpi)


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        raise Invalid("pdf.unreadable") from None
    try:
        yield document
    finally:
        document.close()


def _picture(page: pypdfium2.PdfPage, dpi: int) -> PageImage:
    bitmap = page.render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True)
    picture = bitmap.to_pil().convert("RGB")
    return PageImage(picture.width, picture.height, picture.tobytes())


def form_schema(template: OfficeTemplate) -> dict[str, Any]:
    """What must be filled in for a document, as JSON Schema."""
    return schema_of(template)


def form_example(template: OfficeTemplate) -> dict[str, Any]:
    """A complete form of a document."""
    return sample_of(template)


def test_page(words: str) -> bytes:
    """A page to try a printer with: rulers at the margins, the three faces, and a code that must be readable."""
    from core.documents import test_page as page

    return page.test_page(words)
