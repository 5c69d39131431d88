"""Sanctions by verbs, from the proposal to the reporter, and what the posts may not know."""

from __future__ import annotations

import json

import pytest

from tests.scripts.shell import Shell
from tests.scripts.test_scripts_changes import second

PNS = {"subject": "PNS", "description": "pegawai berkacamata", "position": "Kepala Seksi", "unit": "Dinas Contoh"}


@pytest.fixture
def report(shell: Shell) -> str:
    """A complaint about a civil servant, at the province."""
    (made,) = shell.add(shell.example("complaint", reported=[PNS], violation="ASN-D01"))
    shell.good("send", shell.stick, profile="post")
    shell.good("receive", shell.stick, profile="province")
    return made["id"]


def test_a_first_warning_needs_rule_and_coordination(shell: Shell, report: str) -> None:
    made = shell.good(
        "sanction", "propose", report, "--rung", "S-BIN-01", "--by", "BKPSDM", "--date", "2024-02-05", profile="province"
    )
    document = ["--authority", "BKPSDM Provinsi", "--number", "800/1", "--date", "2024-02-05"]
    impose = ["sanction", "impose", made["id"], *document]
    shell.refused("sanction.document", "sanction", "impose", made["id"], "--authority", "BKPSDM", profile="province")
    shell.refused("sanction.rule", *impose, profile="province")
    shell.refused("sanction.coordination", *impose, "--rule", "PP 94/2021 Pasal 5 huruf n", profile="province")
    whole = [*impose, "--rule", "PP 94/2021 Pasal 5", "--coordination", "B-1/2024", "--coordination-date", "2024-02-05"]
    assert shell.good(*whole, profile="province")["status"] == "imposed"
    shell.refused("sanction.evidence", "sanction", "execute", made["id"], "--date", "2024-02-05", profile="province")
    paper = shell.write("berita-acara.txt", "Berita acara teguran")
    done = shell.good("sanction", "execute", made["id"], "--date", "2024-02-05", "--file", paper, profile="province")
    assert done["status"] == "executed"
    (row,) = shell.good("sanction", "list", profile="province")["sanctions"]
    assert (row["rung"], row["status"], row["person"], row["day"]) == ("S-BIN-01", "executed", "PNS", "2024-02-05")
    shown = shell.good("sanction", "show", report, profile="province")
    assert [step["act"] for step in shown["sanctions"][0]["steps"]] == ["proposed", "imposed", "executed"]
    assert shell.good("check", profile="province")["problems"] == []
    shell.good("send", shell.stick, profile="province")
    shell.good("receive", shell.stick, profile="post")
    assert shell.good("sanction", "list", profile="post")["sanctions"] == []
    assert "sanction" not in json.dumps(shell.good("report", "show", report, profile="post"))


def impose(shell: Shell, report: str, number: str = "800/9") -> str:
    """A written reprimand by the head of the office; gives the sanction."""
    document = ["--authority", "Kepala Dinas", "--number", number, "--date", "2024-02-05"]
    made = shell.good("sanction", "impose", report, "--rung", "S-PNS-R2", *document, profile="province")
    return str(made["id"])


def test_the_reporter_reads_decided_by_his_code_and_the_post_nothing_else(shell: Shell) -> None:
    (made,) = shell.add(shell.example("complaint", reported=[PNS], violation="ASN-D01"))
    shell.good("send", shell.stick, profile="post")
    shell.good("receive", shell.stick, profile="province")
    shell.good("case", "open", made["id"], "--agenda", "7/II/2024", profile="province")
    sanction = impose(shell, made["id"])
    inform = ["sanction", "inform", sanction, "--date", "2024-02-05"]
    assert shell.good(*inform, "--manner", "code", profile="province")["status"] == "imposed"
    shell.good("send", shell.stick, profile="province")
    shell.good("receive", shell.stick, profile="post")
    assert shell.good("report", "lookup", made["code"], profile="post")["status"] == "decided"
    assert shell.good("report", "show", made["id"], profile="post")["case_status"] == "decided"
    assert shell.good("sanction", "list", profile="post")["sanctions"] == []
    shell.refused("authority.refused", "sanction", "impose", made["id"], "--rung", "S-PNS-R2", "--authority", "X",
                  "--number", "1", "--date", "2024-02-05", profile="post")  # fmt: skip


def test_the_register_names_nobody(shell: Shell, report: str) -> None:
    impose(shell, report)
    out = shell.home / "t15.pdf"
    period = ["--from", "2024-01-01", "--to", "2024-03-31"]
    made = shell.good("sanction", "register", *period, "--out", out, profile="province")
    assert made["rows"] == 1 and made["number"] and out.read_bytes().startswith(b"%PDF")
    shell.refused("sanction.period", "sanction", "register", "--from", "2024-03-31", "--to", "2024-01-01", "--out", out,
                  profile="province")  # fmt: skip


def test_a_name_goes_by_two_officers_when_its_time_has_come(shell: Shell, report: str) -> None:
    shell.good("case", "open", report, "--agenda", "8/II/2024", profile="province")
    close = ["case", "close", report, "--outcome", "not_proven", "--institution", "BAWASLU", "--number", "1", "--day"]
    shell.good(*close, "2024-02-05", profile="province")
    assert shell.good("sanction", "names", profile="province")["names"] == []
    (row,) = shell.good("sanction", "names", "--all", profile="province")["names"]
    assert (row["due"], row["is_due"]) == ("2025-02-04", False)
    shell.refused("names.not_due", "sanction", "erase-name", report, profile="province")
    shell.when = shell.when.replace(year=2025, month=3)
    other = second(shell, "province", "administrator")
    done = shell.good("sanction", "erase-name", report, *other, profile="province")
    assert done["status"] == "approved"
    shown = shell.good("report", "show", report, profile="province")
    assert shown["erased"] == ["parties"] and shown["narrative"] and "berkacamata" not in json.dumps(shown)
    assert shell.good("sanction", "names", "--all", profile="province")["names"] == []
    kept = shell.good("retention", "list", "--days", 30, profile="province")
    assert [each["names_alone"] for each in kept["tombstones"]] == [True], "the name is gone and stays visible as gone"
    assert [each["what"] for each in kept["due"]] == ["report"], "and the rest is due in its own time"
