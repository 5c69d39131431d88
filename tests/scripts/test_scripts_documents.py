"""The office's own documents by verbs: filled in, numbered, signed, listed, written again; wordings from the province."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pypdfium2
import pytest

from core.app.wordings import OFFICE
from tests.scripts.shell import ROOT, Shell


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path.read_bytes())
    try:
        return " ".join(document[number].get_textpage().get_text_bounded() for number in range(len(document)))
    finally:
        document.close()


def example(shell: Shell, kind: str) -> Path:
    return shell.write(f"{kind}.json", json.dumps(shell.good("document", "issue", kind, "--example")))


def test_every_kind_is_issued_verified_and_written_again(shell: Shell) -> None:
    trust = shell.home / "trust.pem"
    shell.good("province", "export-trust", "--out", trust, profile="province")
    papers = shell.home / "surat"
    papers.mkdir()
    for kind in OFFICE:
        form = example(shell, kind)
        jsonschema.validate(json.loads(form.read_text("utf-8")), shell.good("document", "issue", kind, "--schema"))
        out = papers / f"{kind}.pdf"
        made = shell.good("document", "issue", kind, "--file", form, "--out", out, profile="post")
        assert made["number"] in text_of(out).replace("\r\n", " ")
    told = shell.good("verify", papers, "--trust", trust)
    assert {each["verdict"] for each in told["results"]} == {"valid"} and len(told["results"]) == len(OFFICE)
    assert told["counts"] == {"valid": len(OFFICE), "invalid": 0, "unknown": 0}
    rows = shell.good("document", "list", profile="post")
    assert rows["total"] == len(OFFICE) and len({row["number"] for row in rows["documents"]}) == len(OFFICE)
    (only,) = shell.good("document", "list", "--kind", "t10", profile="post")["documents"]
    again = shell.home / "lagi.pdf"
    shell.good("document", "print", only["number"], "--out", again, profile="post")
    assert again.read_bytes() == (papers / "t10.pdf").read_bytes()
    shell.good("send", shell.stick, profile="post")
    shell.good("receive", shell.stick, profile="province")
    assert shell.good("document", "list", profile="province")["total"] == len(OFFICE)
    shell.good("check", profile="province")


def test_a_long_list_is_laid_out_and_counted_in_words(shell: Shell) -> None:
    tree = shell.good("document", "issue", "t04", "--example")
    tree["groups"]["signatories"] = [
        {
            "name": f"Nama Orang Contoh ke-{number} " + "Panjang " * (number % 7),
            "position": "Jabatan " * (number % 9 + 1),
            "element": "tokoh",
        }
        for number in range(1, 201)
    ]
    form, out = shell.write("dua-ratus.json", json.dumps(tree)), shell.home / "deklarasi.pdf"
    shell.good("document", "issue", "t04", "--file", form, "--out", out, profile="post")
    text = " ".join(text_of(out).split())
    assert "dua ratus (200) penanda tangan" in text
    assert all(f"ke-{number} " in text for number in range(1, 201))


@pytest.mark.fault("EX-10")
@pytest.mark.parametrize(
    ("code", "kind", "changes"),
    [
        ("document.missing", "t08", {"to": " "}),
        ("document.missing", "t08", {"addressee": "ankum"}),
        ("document.choice", "t08", {"addressee": "polisi"}),
        ("document.choice", "t08", {"addressee": "ankum", "bawaslu_given": "2024-02-05", "bawaslu_result": "lain"}),
        ("document.missing", "t08", {"addressee": "pom"}),
        ("document.future", "t08", {"addressee": "pom", "bawaslu_given": "2031-02-05"}),
        ("document.identity", "t08", {"addressee": "propam", "identity": "amplop"}),
        ("document.glyph", "t08", {"summary": "Diduga \u4e2d \U0001f600"}),
        ("document.date", "t10", {"day": "kemarin"}),
        ("document.number", "t10", {"ordinal": "satu"}),
        ("document.field", "t10", {"rahasia": "x"}),
        ("text.forbidden", "t10", {"venue": "a\x00b"}),
    ],
)
def test_what_cannot_be_printed_is_not_issued(shell: Shell, code: str, kind: str, changes: dict[str, str]) -> None:
    tree = shell.good("document", "issue", kind, "--example")
    tree["fields"] |= changes
    form = shell.write("salah.json", json.dumps(tree))
    shell.refused(code, "document", "issue", kind, "--file", form, "--out", shell.home / "x.pdf", profile="post")
    assert shell.good("document", "list", profile="post")["total"] == 0 and not (shell.home / "x.pdf").exists()


def test_a_form_of_another_shape_is_told_with_its_place(shell: Shell) -> None:
    for text in ('{"fields": {"to": [1]}}', "[1]", '{"a":', "{}x"):
        form, out = shell.write("bentuk.json", text), shell.home / "x.pdf"
        for words in (("document", "issue", "t12", "--out", out), ("declaration", "open")):
            refused = shell.refused("document.form", *words, "--file", form, profile="post")
            assert "\u2026" not in refused.err
    assert shell.good("document", "list", profile="post")["total"] == 0


def test_what_was_issued_but_not_written_is_named_so_that_nobody_issues_it_again(shell: Shell) -> None:
    form, folder = example(shell, "t12"), shell.home / "folder.pdf"
    folder.mkdir()
    refused = shell.refused("document.unwritten", "document", "issue", "t12", "--file", form, "--out", folder, profile="post")
    (only,) = shell.good("document", "list", profile="post")["documents"]
    assert only["number"] in refused.err and not list(folder.iterdir())
    out = shell.home / "lagi.pdf"
    shell.good("document", "print", only["number"], "--out", out, profile="post")
    assert only["number"] in text_of(out).replace("\r\n", " ")


def test_numbers_follow_the_offices_pattern_and_are_used_once(shell: Shell) -> None:
    form = example(shell, "t12")

    def issue(name: str) -> str:
        return str(shell.good("document", "issue", "t12", "--file", form, "--out", shell.home / name, profile="post")["number"])

    assert issue("1.pdf").startswith("001/UND/K0413.") and issue("1.pdf").endswith("/II/2024")
    draft = shell.good("document", "issue", "t12", "--file", form, "--draft", "--out", shell.home / "d.pdf", profile="post")
    assert draft["number"] == "" and "nomor diberikan saat terbit" in text_of(shell.home / "d.pdf")
    shell.refused("number.pattern", "document", "numbering", "--pattern", "{urut}/{tahun}", profile="post")
    shell.good(
        "document", "numbering", "--pattern", "{kode}.{urut}/{seri}/{unit}/{bulan}/{tahun}", "--unit", "KSB", profile="post"
    )
    third = issue("3.pdf")
    assert third.startswith("UND.003/") and third.endswith("/KSB/II/2024")
    pacts = shell.good("pact", "issue", shell.write("a.csv", PACTS), "--out", shell.home / "pakta", profile="post")
    assert Path(pacts["files"][0]).name.startswith("PKT.001-")


PACTS = "nama,nip,jabatan,unit_kerja,jenis\nBudi,,Staf,Kecamatan Lepar,HONORER\n"


def test_the_province_gives_out_a_wording_and_old_papers_keep_theirs(shell: Shell) -> None:
    form = example(shell, "t03")
    before = shell.home / "lama.pdf"
    shell.good("document", "issue", "t03", "--file", form, "--out", before, profile="post")
    wording = json.loads((ROOT / "resources/templates/office/t03.json").read_text("utf-8"))
    wording |= {"version": 2, "valid_from": "2024-02-01"}
    wording["body"][1]["text"] = "Kami berikrar menurut naskah yang baru."
    new = shell.write("t03-2.json", json.dumps(wording))
    shell.refused("authority.refused", "document", "publish", new, profile="post")
    assert shell.good("document", "publish", new, profile="province")["published"] == ["T03 v2"]
    shell.refused("template.not_newer", "document", "publish", new, profile="province")
    hole = {**wording, "version": 3, "body": [{"piece": "text", "text": "Lubang {tiada}"}]}
    shell.refused("template.hole", "document", "publish", shell.write("lubang.json", json.dumps(hole)), profile="province")
    strange = {**wording, "version": 3, "name": "Ikrar \u4e2d"}
    shell.refused("template.glyph", "document", "publish", shell.write("aksara.json", json.dumps(strange)), profile="province")
    shell.good("send", shell.stick, profile="post")
    shell.good("receive", shell.stick, profile="province")
    shell.good("send", shell.stick, profile="province")
    shell.good("receive", shell.stick, profile="post")
    after = shell.home / "baru.pdf"
    shell.good("document", "issue", "t03", "--file", form, "--out", after, profile="post")
    assert "naskah yang baru" in text_of(after) and "naskah yang baru" not in text_of(before)
    kinds = {each["code"]: each["version"] for each in shell.good("document", "kinds", profile="post")["kinds"]}
    assert (kinds["T03"], kinds["T02"]) == (2, 1)
    shell.good(
        "document", "print", shell.good("document", "list", profile="post")["documents"][1]["id"], "--out", before, profile="post"
    )


def test_a_letter_about_a_report_takes_from_it_what_is_not_given(shell: Shell) -> None:
    (added,) = shell.add(shell.example("complaint"))
    told = shell.good("document", "issue", "t08", "--about", added["number"], "--prefill", profile="post")
    assert told["fields"]["report_number"] == added["number"] and "reporter" not in json.dumps(told)
    sample = shell.good("document", "issue", "t08", "--example")["fields"]
    own = {name: sample[name] for name in ("to_place", "nature", "enclosures", "identity", "signer_position")}
    form = shell.write("isian.json", json.dumps({"fields": own | {"summary": "Ringkas menurut petugas"}}))
    out = shell.home / "surat.pdf"
    shell.good("document", "issue", "t08", "--file", form, "--about", added["number"], "--out", out, profile="post")
    said = " ".join(text_of(out).split())
    assert added["number"] in said and "Ringkas menurut petugas" in said and told["fields"]["summary"] not in said
    shell.refused("report.unknown", "document", "issue", "t08", "--about", "X", "--out", out, profile="post")
    shell.refused("document.about", "document", "issue", "lepas", "--about", added["id"], "--prefill", profile="post")
    for post, total in (("K0413", 1), ("K0414", 0)):
        assert shell.good("document", "list", "--post", post, profile="post")["total"] == total


def test_pacts_that_were_issued_but_not_written_are_told_and_written_elsewhere(shell: Shell) -> None:
    roster = shell.write("roster.csv", shell.good("pact", "issue", "--example")["csv"])
    issue = ("pact", "issue", roster, "--place", "Toboali", "--out")
    first = Path(shell.good(*issue, shell.home / "papers", profile="province")["files"][0]).name
    blocked = first.replace("001", "005", 1)
    (shell.home / "full" / blocked).mkdir(parents=True)
    result = shell.run(*issue, shell.home / "full", "--again", profile="province")
    assert (result.code, result.tree["issued"], result.tree["unwritten"], len(result.tree["files"])) == (1, 3, 2, 1)
    assert "sudah terbit" in result.err and blocked in result.err and "pact list --out" in result.err
    again = shell.good("pact", "list", "--out", shell.home / "again", profile="province")
    assert again["total"] == len(again["files"]) == 6
