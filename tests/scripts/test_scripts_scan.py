"""Signed pages come home by their code: pictures, a scanner's PDF of many, turned pages, and what finds no pact."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from core.documents.qr import read_payload
from core.documents.scan_apart import read_codes_apart
from tests.scripts.shell import Shell

ROSTER = (
    "nama,nip,jabatan,unit_kerja,jenis\n"
    "Siti Aminah,197803122005012004,Camat,Kecamatan Lepar,PNS\n"
    "Budi,,Tenaga administrasi,Kecamatan Lepar,HONORER\n"
    "Hasan,,Pengemudi,Kecamatan Lepar,HONORER\n"
)


def issue(shell: Shell) -> list[Path]:
    """Three pacts of the post, as files."""
    roster = shell.write("daftar.csv", ROSTER)
    return [Path(name) for name in shell.good("pact", "issue", roster, "--out", shell.home / "pakta", profile="post")["files"]]


def picture(pdf: Path, dpi: int = 150) -> Image.Image:
    """The page as it lies on the scanner's glass, with a signature in violet ink."""
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    page = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    document.close()
    pen = ImageDraw.Draw(page)
    pen.line([(page.width * 0.6, page.height * 0.75), (page.width * 0.8, page.height * 0.72)], fill=(90, 40, 160), width=5)
    return page


def jpeg(page: Image.Image) -> bytes:
    sink = io.BytesIO()
    page.save(sink, "JPEG", quality=70)
    return sink.getvalue()


def states(shell: Shell, profile: str = "post") -> dict[str, str]:
    return {row["name"]: row["state"] for row in shell.good("pact", "list", profile=profile)["pacts"]}


def test_each_page_finds_its_pact_and_the_rest_is_told(shell: Shell) -> None:
    pacts = issue(shell)
    pile = [picture(pacts[0]).rotate(180), picture(pacts[1]).rotate(2.5, expand=True, fillcolor="white")]
    blank = Image.new("RGB", (800, 1100), "white")
    sink = io.BytesIO()
    pile[0].save(sink, "PDF", save_all=True, append_images=[pile[1], blank], resolution=150)
    scans = shell.write("pindaian.pdf", sink.getvalue())
    photo = shell.write("foto.jpg", jpeg(picture(pacts[2], 200)))
    stranger = shell.write("rusak.png", b"\x89PNG\r\n\x1a\n" + bytes(100))

    looked = shell.run("pact", "scan", scans, photo, stranger, "--look", profile="post")
    assert (looked.code, looked.tree["matched"]) == (1, 3)
    assert set(states(shell).values()) == {"diterbitkan"}, "looking keeps nothing"

    done = shell.run("pact", "scan", scans, photo, stranger, "--witness", "Camat", profile="post")
    assert (done.code, done.tree["matched"]) == (1, 3)
    left = {(Path(each["file"]).name, each["page"]): each["code"] for each in done.tree["unmatched"]}
    assert left == {("pindaian.pdf", 3): "scan.no_code", ("rusak.png", 1): "image.unreadable"}
    assert all(each["reason"] and each["candidates"] for each in done.tree["unmatched"])
    assert set(states(shell).values()) == {"ditandatangani"}

    shown = shell.good("pact", "show", done.tree["pages"][0]["pact"], profile="post")
    (act,) = [act for act in shown["acts"] if act["kind"] == "signed"]
    assert (act["method"], act["detail"]) == ("dipindai", "Camat") and act["paper"]
    again = shell.good("pact", "scan", photo, profile="post")
    assert (again["matched"], again["already"]) == (1, 1)
    shell.good("check", profile="post")

    shell.good("send", shell.stick, profile="post")
    shell.good("receive", shell.stick, profile="province")
    assert set(states(shell, "province").values()) == {"ditandatangani"}


@pytest.mark.fault("QR-7")
def test_a_page_without_a_code_is_matched_by_hand(shell: Shell) -> None:
    pacts = issue(shell)
    page = picture(pacts[0])
    ImageDraw.Draw(page).rectangle((0, int(page.height * 0.7), page.width, page.height), fill="black")
    ImageDraw.Draw(page).rectangle((0, 0, page.width, int(page.height * 0.2)), fill="black")
    torn = shell.write("sobek.png", png(page))
    missed = shell.run("pact", "scan", torn, profile="post")
    assert missed.code == 1 and missed.tree["unmatched"][0]["code"] == "scan.no_code"
    names = {each["name"]: each["id"] for each in missed.tree["unmatched"][0]["candidates"]}
    done = shell.good("pact", "scan", torn, "--to", names["Siti Aminah"], profile="post")
    assert done["matched"] == 1 and states(shell)["Siti Aminah"] == "ditandatangani"
    shown = shell.good("pact", "show", names["Siti Aminah"], profile="post")
    assert "tanpa kode" in shown["acts"][-1]["detail"]


@pytest.mark.fault("QR-8")
def test_another_posts_paper_and_another_document_are_told_apart(shell: Shell) -> None:
    pacts = issue(shell)
    strange = shell.write("asing.png", png(picture(pacts[0])))
    other = shell.run("pact", "scan", strange, profile="other")
    assert other.code == 1 and other.tree["unmatched"][0]["code"] in ("scan.unknown_paper", "verify.unknown_signer")
    (report,) = shell.add(shell.example("complaint"))
    receipt = shell.home / "tanda-terima.pdf"
    shell.good("receipt", report["id"], "--out", receipt, profile="post")
    told = shell.run("pact", "scan", receipt, profile="post")
    assert told.code == 1 and told.tree["unmatched"][0]["code"] == "scan.no_pact"
    (shell.home / "kosong").mkdir()
    shell.refused("scan.nothing", "pact", "scan", shell.home / "kosong", profile="post")
    shell.refused("pact.day_ahead", "pact", "scan", strange, "--day", "2031-01-01", profile="post")


def test_only_the_pacts_own_page_is_kept(shell: Shell, tmp_path: Path) -> None:
    pacts = issue(shell)
    with pikepdf.new() as pile:
        for pact in pacts:
            with pikepdf.open(pact) as one:
                pile.add_pages_from(one)
        pile.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pile.save(tmp_path / "tumpuk.pdf")
    done = shell.good("pact", "scan", tmp_path / "tumpuk.pdf", profile="post")
    assert done["matched"] == 3
    shown = shell.good("pact", "show", done["pages"][1]["pact"], profile="post")
    kept = shell.home / "lembar.pdf"
    shell.good("pact", "show", done["pages"][1]["pact"], "--paper", kept, profile="post")
    with pikepdf.open(kept) as opened:
        assert len(opened.pages) == 1 and "/OpenAction" not in opened.Root
    assert shown["acts"][-1]["paper"]
    assert [read_payload(text).fields.name for text in read_codes_apart(kept.read_bytes())] == ["Budi"]


def png(page: Image.Image) -> bytes:
    sink = io.BytesIO()
    page.save(sink, "PNG")
    return sink.getvalue()
