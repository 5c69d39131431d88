"""Many signed files verified by one process apart, against pyHanko's own validation of the same files in this process."""

from __future__ import annotations

import io
import statistics
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figures import Figure, seconds, spread
from tests.unit.documents import world

FILES, RUNS = 200, 3


def measure(_: Path, small: bool) -> Iterator[Figure]:
    """A batch of one office."""
    from core.documents.verify_apart import VerifyWorker

    count = FILES // 10 if small else FILES
    with world.press() as press:
        files = [press.issue(world.PERSON, f"{at}/X", at.to_bytes(16, "big"), world.ISSUED).pdf for at in range(count)]
    with VerifyWorker(world.province().trust) as worker:
        worker.verify(files[0])
        here = [seconds(lambda: list(worker.verify_each(files))) / count for _ in range(RUNS)]
    reference = [seconds(lambda: [validated(file) for file in files]) / count for _ in range(RUNS)]
    middle = statistics.median(reference)
    aim = "<= 0.05x"
    yield Figure("verifying one of many pacts, against pyHanko alone", statistics.median(here), middle, aim, spread(reference))


def validated(file: bytes) -> None:
    """pyHanko's word, without our policy on top."""
    from asn1crypto import x509
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    signer = world.province().signer
    (signature,) = PdfFileReader(io.BytesIO(file), strict=True).embedded_regular_signatures
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(world.province().root)],
        other_certs=[x509.Certificate.load(signer.ca_der)],
        allow_fetching=False,
        moment=world.ISSUED.when,
    )
    if not validate_pdf_signature(signature, context).intact:
        raise RuntimeError("pyHanko does not accept the file")
