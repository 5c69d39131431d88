"""Sanctions by verbs, from the proposal to the reporter, and what the posts may not know."""

from __future__ import annotations

import json

import pytest

from tests.scripts.shell import Shell

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
