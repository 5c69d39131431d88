"""Every code that the program may raise or report has a sentence, in both languages, that cannot itself fail."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core.domain.errors import Invalid, Refused
from ui.cli.main import main
from ui.messages import SENTENCES, UNKNOWN, sentence

ROOT = Path(__file__).resolve().parents[2]
DOTTED = r"[a-z_]+(?:\.[a-z_]+)*"
RAISED = re.compile(rf"\b(?:Invalid|NotAllowed|Unlockable|Untrusted|Unavailable|Refused|Damaged)\(\s*[\"']({DOTTED})[\"']")
EITHER = re.compile(rf"\b(?:Unavailable|Invalid)\(\"({DOTTED})\" if [^)]*? else \"({DOTTED})\"\)")
VERDICTS = re.compile(r"[\"'](verify\.[a-z_]+|roster\.(?:row|line|doubt|note)\.[a-z_]+|piece\.[a-z_]+)[\"']")
PROBLEM = re.compile(rf"(?:yield |append\(\(|\[\()\"({DOTTED})\",")


def sources() -> list[Path]:
    return [path for layer in ("core", "sync", "ui") for path in (ROOT / layer).rglob("*.py")]


def codes() -> set[str]:
    found: set[str] = set()
    for path in sources():
        text = path.read_text("utf-8")
        found.update(RAISED.findall(text))
        if not path.is_relative_to(ROOT / "ui"):
            found.update(VERDICTS.findall(text))
        found.update(code for pair in EITHER.findall(text) for code in pair)
        if path.name == "checking.py":
            found.update(PROBLEM.findall(text))
    return found


def test_the_sources_raise_what_this_test_looks_for() -> None:
    assert {
        "passphrase.wrong",
        "verify.no_signature",
        "roster.row.empty",
        "rows.differ",
        "disk.failed",
        "chain.broken",
    } <= codes()


def test_every_code_has_a_sentence() -> None:
    assert sorted(codes() - SENTENCES.keys()) == []


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_sentences_are_whole_lines_in_both_languages(code: str) -> None:
    for language in ("id", "en"):
        text = sentence(Refused(code), language)
        assert text and "\n" not in text and text.endswith(".") and "{" not in text
        assert len(text) < 240
    assert sentence(Refused(code), "id") != sentence(Refused(code), "en")


def test_an_unknown_code_still_makes_a_sentence() -> None:
    assert sentence(Refused("brand.new"), "en") == UNKNOWN[1].format(code="brand.new")


def test_details_are_quoted_on_one_line_and_never_formatted() -> None:
    text = sentence(Invalid("file.missing", file="a{0}\n\x1b[31mb"), "en")
    assert "a{0}  [31mb" in text and "\n" not in text and "\x1b" not in text


def test_fields_have_names_people_use() -> None:
    assert "uraian kejadian" in sentence(Invalid("report.missing", field="narrative"))
    assert "bagian `regime` belum ada" in sentence(
        Invalid("form.invalid", path="$", detail="Object missing required field `regime`")
    )


def test_a_field_of_a_document_or_a_filter_is_none_of_a_report_or_a_roster() -> None:
    assert "Isian agenda " in sentence(Invalid("document.field", field="agenda"))
    assert "Saringan since " in sentence(Invalid("query.day", field="since", value="kemarin"))
    assert "Kolom nama, jabatan " in sentence(Invalid("roster.columns", fields="name, position"))
    assert "The list has no column that looks like name, position" in sentence(
        Invalid("roster.columns", fields="name, position"), "en"
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["pact", "show"], "belum disebut PACT"),
        (["pact", "list", "--state", "x"], "--state bukan 'x'; pilih 'diterbitkan'"),
        (["pact", "list", "--limit", "x"], "--limit perlu bilangan, bukan 'x'"),
        (["pact", "issue", "x", "--place"], "--place perlu isian"),
        (["status", "--apa"], "tidak dikenal --apa"),
        (["pact", "roster", "x", "--yes", "--preview"], "--preview tidak dapat bersama --yes"),
    ],
)
def test_a_wrong_command_line_is_told_in_indonesian(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert told in capsys.readouterr().err


def test_help_is_in_the_language_of_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pact", "show", "--help"]) == 0
    told = capsys.readouterr().out
    assert "pemakaian:" in told and not {"usage", "positional", "options", "show"} & set(told.replace(":", "").split()[1:2])
    assert "positional arguments" not in told and "show this help" not in told
    assert main(["--lang", "en", "pact", "show", "--help"]) == 0
    assert "usage:" in capsys.readouterr().out


def test_one_of_several_reports_is_named() -> None:
    assert sentence(Invalid("report.missing", field="narrative", row=3), "en").startswith("Report 3: ")


def test_a_receipt_without_its_number_is_not_told_as_a_staff_number() -> None:
    said = sentence(Invalid("report.missing", field="receipt_number"), "id")
    assert "nomor tanda bukti" in said and "NIP" not in said
