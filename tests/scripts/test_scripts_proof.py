"""A day's timestamp and a revocation over the command line, against a real timestamp authority."""

from __future__ import annotations

import json
from pathlib import Path

from tests.scripts.shell import Shell
from tests.tsa import authority


def test_a_letter_gets_its_time_and_outlives_its_signer(shell: Shell, tmp_path: Path) -> None:
    form = shell.write("form.json", json.dumps(shell.good("document", "issue", "t09", "--example")))
    pdf, late = shell.home / "early.pdf", shell.home / "late.pdf"
    shell.good("document", "issue", "t09", "--file", form, "--out", pdf, profile="province")
    folder = tmp_path / "tsa"
    folder.mkdir()
    with authority(folder) as clock:
        asked = ("province", "timestamp", "--tsa", clock.url, "--ca", clock.ca)
        shell.refused("timestamp.untrusted", *asked[:-1], clock.stranger, profile="province")
        given = shell.good(*asked, profile="province")
        assert (given["documents"], given["proven"], given["more"]) == (1, True, False)
        shell.refused("timestamp.nothing", *asked, profile="province")
    shell.good("document", "issue", "t09", "--file", form, "--out", late, profile="province")
    (signer,) = [row["key"] for row in shell.good("province", "certificates", profile="province")["certificates"]
                 if row["role"] == "administrator"]  # fmt: skip
    shell.refused("revocation.time", "province", "revoke", signer, "--from", "besok", "--reason", "lost", profile="province")
    when = ("--from", "2095-01-01T00:00:00+07:00", "--reason", "lost")
    shell.refused("revocation.own", "province", "revoke", signer, *when, profile="province")
    shell.by_another("province", "revoke", signer, *when)
    told = shell.run("verify", pdf, late, profile="province")
    first, second = told.tree["results"]
    assert (first["verdict"], second["reasons"]) == ("valid", ["verify.revoked_unproven"])
    spoken = shell.run("verify", pdf, profile="province", as_json=False).out
    assert f"waktu terbukti: tidak sesudah {given['at']}" in spoken
    shell.refused("timestamp.none", "document", "time", late, "--out", shell.home / "none", profile="province")
    shell.good("document", "time", pdf, "--out", shell.home / "proof", profile="province")
    shell.good("province", "export-trust", "--out", shell.home / "trust", profile="province")
    away = ("verify", pdf, "--trust", shell.home / "trust")
    assert shell.run(*away).tree["results"][0]["verdict"] == "unknown"
    assert shell.good(*away, "--proof", shell.home / "proof")["results"][0]["fields"]["proven_time"] == given["at"]
