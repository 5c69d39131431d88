"""A document made lasting over the command line, verified elsewhere, and read by other makers' programs."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

from core.documents import lasting
from tests.scripts.shell import Shell
from tests.tsa import authority, openssl


def test_a_letter_lasts_and_its_time_is_proven_by_itself(shell: Shell, tmp_path: Path) -> None:
    form = shell.write("form.json", json.dumps(shell.good("document", "issue", "t09", "--example")))
    pdf, trust = shell.home / "letter.pdf", shell.home / "trust"
    unsure, sure, again = (shell.home / f"{name}.pdf" for name in ("unsure", "sure", "again"))
    shell.good("document", "issue", "t09", "--file", form, "--out", pdf, profile="province")
    shell.good("province", "export-trust", "--out", trust, profile="province")
    with authority(tmp_path) as clock:
        asked = ("document", "lasting", pdf, "--tsa", clock.url)
        assert not shell.good(*asked, "--out", unsure, profile="province")["proven"]
        shell.refused("timestamp.untrusted", *asked, "--ca", clock.stranger, "--out", sure, profile="province")
        assert not sure.exists()
        told = shell.good(*asked, "--ca", clock.ca, "--out", sure, profile="province")
        assert (told["stamps"], told["proven"]) == (2, True)
        changed = shell.write("changed.pdf", sure.read_bytes() + b"\n")
        shell.refused("lasting.not_valid", "document", "lasting", changed, *asked[3:], "--out", again, profile="province")
        more = shell.good("document", "lasting", sure, *asked[3:], "--ca", clock.ca, "--out", again, profile="province")
        assert (more["stamps"], more["at"]) == (3, told["at"])
        away = ("verify", pdf, sure, again, "--trust", trust)
        known = [row["fields"].get("proven_time") for row in shell.good(*away, "--tsa-ca", clock.ca)["results"]]
        assert known == [None, told["at"], told["at"]]
        when = ("--from", "2095-01-01T00:00:00+07:00", "--reason", "lost")
        certificates = shell.good("province", "certificates", profile="province")["certificates"]
        (signer,) = [row["key"] for row in certificates if row["role"] == "administrator"]
        shell.by_another("province", "revoke", signer, *when)
        judged = shell.run("verify", pdf, sure, unsure, "--tsa-ca", clock.ca, profile="province").tree["results"]
        assert [row["verdict"] for row in judged] == ["unknown", "valid", "valid"]
        assert shell.run("verify", unsure, profile="province").tree["results"][0]["reasons"] == ["verify.revoked_unproven"]
        shell.good("province", "timestamp", "--tsa", clock.url, "--ca", clock.ca, profile="province")
        row = shell.good("verify", sure, profile="province")["results"][0]
        assert row["fields"]["timestamps_end"] == told["until"], "the day's timestamp names an authority that is believed"
        _others(again.read_bytes(), again, clock.ca, tmp_path)


def _others(data: bytes, path: Path, ca: Path, folder: Path) -> None:
    """What other makers' programs say of every token and of the file."""
    opened = lasting.opened(data)
    assert opened is not None
    (folder / "token").write_bytes(opened.tokens[0].der)
    beside = ("-in", folder / "token", "-digest", opened.tokens[0].digest.hex(), "-CAfile", ca)
    openssl("ts", "-verify", "-token_in", *beside)
    places = list(re.finditer(rb"/Contents <([0-9A-F]+)>\s*/ByteRange \[0 (\d+) (\d+) (\d+)", data))
    assert len(places) == 3
    for place in places[1:]:
        start, end, rest = (int(number) for number in place.groups()[1:])
        covered = hashlib.sha256(data[:start] + data[end : end + rest]).hexdigest()
        raw = bytes.fromhex(place[1].decode())
        (folder / "token").write_bytes(raw[: 4 + int.from_bytes(raw[2:4], "big")])
        openssl("ts", "-verify", "-token_in", "-in", folder / "token", "-digest", covered, "-CAfile", ca)
    for words in (("qpdf", "--check"), ("mutool", "info"), ("pdfsig", "-nocert")):
        if shutil.which(words[0]):
            ran = subprocess.run([*words, str(path)], capture_output=True, check=False)
            assert ran.returncode in (0, 2), words
            if words[0] == "pdfsig":
                assert ran.stdout.count(b"Signature is Valid") == 1 and b"Total document signed" in ran.stdout
            else:
                assert ran.returncode == 0, ran.stderr
