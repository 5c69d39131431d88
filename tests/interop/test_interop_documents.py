"""One sample of everything that is printed, looked at by other makers' programs; the world is that of the other files here."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from core.app import queries
from core.documents.office_template import load_office, sample_of
from core.domain.document import IssueDocument
from core.domain.papers import KINDS
from tests.crash.world import POST
from tests.documents import TEMPLATES
from tests.interop.conftest import Exchange
from tests.interop.test_interop_pdf import signed_parts
from tests.interop.tools import run, tool

BLANK = ("t07", "kuasa", "t20", "pencabutan")
OFFICE = tuple(sorted(path.stem for path in (TEMPLATES / "office").glob("*.json")))
FILED = tuple(kind for kind, paper in KINDS.items() if "complaint" in paper.reports)


@pytest.fixture(scope="module")
def folder(exchange: Exchange, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All samples as files, the province's root, and a store of it for pdfsig."""
    made = tmp_path_factory.mktemp("documents")
    (made / "pact.pdf").write_bytes(exchange.pact)
    (made / "root.pem").write_text(exchange.root_pem, "ascii")
    apart = replace(exchange.world, root=made / "world")  # what is issued here is in no other test's store
    shutil.copytree(exchange.world.live / POST, apart.live / POST)
    with apart.opened(POST) as post:
        (row,) = post.ask(queries.Reports(kind="complaint")).rows
        (made / "receipt.pdf").write_bytes(post.ask(queries.Receipt(row.id)))
        for kind in FILED:
            (made / f"{kind}.pdf").write_bytes(post.ask(queries.Paper(kind, row.id)))
        for kind in BLANK:
            (made / f"{kind}-blank.pdf").write_bytes(post.ask(queries.Paper(kind)))
        for kind in OFFICE:
            sample = sample_of(load_office((TEMPLATES / "office" / f"{kind}.json").read_bytes()))
            issued = post.execute(IssueDocument(post.new_command(), kind.upper(), sample["fields"], sample["groups"])).reply
            (made / f"{kind}.pdf").write_bytes(issued.pdf)  # type: ignore[attr-defined]
        (made / "letterhead.pdf").write_bytes(post.letterhead.sample(post.letterhead.read()))
    return made


def names(folder: Path) -> list[str]:
    found = sorted(path.name for path in folder.glob("*.pdf"))
    assert len(found) == 3 + len(FILED) + len(BLANK) + len(OFFICE)
    return found


def signed(folder: Path) -> list[str]:
    found = [name for name in names(folder) if b"/ByteRange" in (folder / name).read_bytes()]
    assert {"pact.pdf", "receipt.pdf", "t17.pdf", "t04.pdf", "t10.pdf"} <= set(found)
    return found


def test_qpdf_and_mutool_find_no_fault(folder: Path, tmp_path: Path) -> None:
    qpdf, mutool = tool("qpdf", "qpdf"), tool("mutool", "mupdf-tools")
    for name in names(folder):
        assert "No syntax or stream encoding errors" in run(folder, qpdf, "--check", name)
        assert "PDF-1.7" in run(folder, mutool, "info", name)
        said = run(folder, mutool, "clean", "-s", name, str(tmp_path / name))
        assert "warning" not in said and "error" not in said, name


def test_poppler_calls_them_tagged_and_reads_them_in_their_order(folder: Path) -> None:
    pdfinfo = tool("pdfinfo", "poppler-utils")
    for name in names(folder):
        said = run(folder, pdfinfo, name)
        for told in ("Tagged:          yes", "Metadata Stream: yes", "JavaScript:      no", "Suspects:        no", "A4"):
            assert told in said, (name, told)
    pact = run(folder, pdfinfo, "-struct-text", "pact.pdf")
    order = ["H1", "Drs. Andi Wijaya, M.Si.", '"1. "', '"2. "', "Yang membuat pernyataan", "mengesahkan penerbitan"]
    places = [pact.index(word) for word in order]
    assert places == sorted(places)
    assert pact.count("Figure") == 1 and "Dicetak" not in pact, "what every page repeats is not read"
    table = run(folder, pdfinfo, "-struct-text", "bukti.pdf")
    assert table.index("TH") < table.index("Bukti") < table.index("TD") < table.index("foto.jpg")
    slip = run(folder, pdfinfo, "-struct-text", "receipt.pdf")
    assert slip.count("Part") == slip.count("H1 ") == 2


def test_poppler_finds_every_font_inside(folder: Path) -> None:
    pdffonts = tool("pdffonts", "poppler-utils")
    for name in names(folder):
        lines = run(folder, pdffonts, name).splitlines()[2:]
        assert lines and all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in lines), name


def test_pdfsig_calls_every_signature_valid_and_trusted(folder: Path, tmp_path: Path) -> None:
    pdfsig, certutil = tool("pdfsig", "poppler-utils"), tool("certutil", "libnss3-tools")
    (tmp_path / "nss").mkdir()
    run(tmp_path, certutil, "-N", "-d", "sql:nss", "--empty-password")
    run(tmp_path, certutil, "-A", "-n", "root", "-t", "CT,C,C", "-a", "-i", str(folder / "root.pem"), "-d", "sql:nss")
    for name in signed(folder):
        said = run(tmp_path, pdfsig, "-nssdir", "sql:nss", str(folder / name))
        assert "Signature is Valid" in said and "Certificate is Trusted" in said and "Total document signed" in said, name


def test_openssl_verifies_every_signature(folder: Path, tmp_path: Path) -> None:
    openssl = tool("openssl", "openssl")
    for name in signed(folder):
        message, content = signed_parts((folder / name).read_bytes())
        (tmp_path / "message.der").write_bytes(message)
        (tmp_path / "content").write_bytes(content)
        command = [openssl, "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "message.der", "-content", "content"]
        command += ["-CAfile", str(folder / "root.pem"), "-purpose", "any", "-no_check_time", "-out", "copy"]
        run(tmp_path, *command)
        assert (tmp_path / "copy").read_bytes() == content
