"""A lost laptop by verbs: the log, the clock, the notice; a reporter's file; and what the posts hear of none of it."""

from __future__ import annotations

import json
from datetime import timedelta

from tests.scripts.shell import POST, Shell

WORDS = ("--data", "Nomor telepon", "--when", "5 Februari 2024", "--measures", "Sertifikat dicabut", "--contact", "Kantor")


def test_from_a_lost_laptop_to_a_notice_in_time_and_an_answer(shell: Shell) -> None:
    (made,) = shell.add(shell.example("complaint"))
    shell.good("send", shell.stick, profile="post")
    shell.good("receive", shell.stick, profile="province")
    add = ["breach", "add", "--what", "Laptop hilang di kapal.", "--data", "contact", "--people", 4, "--post", POST, "--known"]
    shell.refused("breach.time", *add, "kemarin", profile="province")
    shell.refused("authority.refused", *add, "2024-02-05T09:00", profile="post")
    row = shell.good(*add, "2024-02-05T09:00", profile="province")
    assert (row["due"], row["state"]) == ("2024-02-08T09:00:00+07:00", "running")
    name = row["id"]
    shell.good("breach", "step", name, "contained", "--words", "Sertifikat dicabut", profile="province")
    shell.when = shell.when.replace(day=8, hour=2)
    late = shell.run("breach", "list", "--open", "--agency", "Lembaga PDP", profile="province")
    assert (late.code, late.tree["breaches"][0]["state"]) == (1, "over"), "a minute too late is too late"
    notice = ["breach", "notice", name, "agency_told", *WORDS, "--signer-position", "Kepala", "--out", shell.home / "t19.pdf"]
    issued = shell.good(*notice, profile="province")
    assert (shell.home / "t19.pdf").read_bytes().startswith(b"%PDF") and issued["number"]
    close = ["breach", "close", name, "notified", "--words", "Selesai"]
    shell.refused("breach.owed", *close, profile="province")
    step = ["breach", "step", name, "people_told", "--to", "Empat pelapor"]
    assert shell.good(*step, profile="province")["state"] == "late"
    done = shell.good(*close, profile="province")
    assert [each["to"] for each in done["steps"]] == ["", "Lembaga PDP", "Empat pelapor"] and done["end"] == "notified"
    assert shell.good("breach", "list", profile="post")["breaches"] == []

    code = shell.write("kode", made["code"])
    request = shell.good("access", "request", "reporter", "--code-file", code, profile="province")["id"]
    out = shell.home / "akses.jsonl"
    for place in (shell.home, code / "akses.jsonl"):
        shell.refused("file.unwritable", "access", "answer", request, "--out", place, profile="province")
    assert len(shell.good("access", "list", "--open", profile="province")["requests"]) == 1, "no answer without its file"
    given = shell.good("access", "answer", request, "--out", out, profile="province")
    first, shell.when = out.read_bytes(), shell.when + timedelta(days=1)
    out.unlink()  # the medium broke: the same answer is written again, and no other one
    assert shell.good("access", "answer", request, "--out", out, profile="province")["digest"] == given["digest"]
    assert out.read_bytes() == first
    shell.refused("access.answered", "access", "answer", request, "--refuse", "--out", out, profile="province")
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert given["status"] == "given" and {"report", "told", "end"} <= {line["line"] for line in lines}
    asked = ["access", "request", "reported", "--report", made["id"], "--how", "KTP diperlihatkan"]
    for nobody in (0, 2):  # parties are counted from 1, as everywhere
        shell.refused("access.party", *asked, "--party", nobody, profile="province")
    request = shell.good(*asked, "--party", 1, profile="province")["id"]
    shell.refused("access.pending", "access", "answer", request, "--out", out, profile="province")
    assert shell.good("access", "answer", request, "--refuse", "--out", out, profile="province")["status"] == "refused"
    assert made["number"] not in out.read_text("utf-8")
    assert [each["status"] for each in shell.good("access", "list", profile="province")["requests"]].count("refused") == 1

    assert shell.good("retention", "list", "--days", 30, profile="province")["due"] == []
    assert shell.run("retention", "list", profile="province", as_json=False).out == "belum ada yang harus dihapus\n"
    assert shell.good("retention", "propose", profile="province") == {"ordered": 0, "left": 0, "more": False}
    shell.refused("retention.days", "retention", "list", "--days", 0, profile="province")
    assert shell.good("check", profile="province")["problems"] == []
