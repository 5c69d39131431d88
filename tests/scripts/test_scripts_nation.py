"""A national office over the command line: two provinces, three posts of which two bear one code, sticks there and back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.scripts.shell import OTHER_POST, PASSPHRASE, POST, ROOT, Shell

PROVINCES = {"p19": "19", "p52": "52"}
POSTS = {"a": ("p19", POST), "b": ("p19", OTHER_POST), "c": ("p52", POST)}


def begin_post(shell: Shell, province: str, code: str, folder: str) -> None:
    kit = shell.good("kit", "create", "--post", code, "--out", shell.home / f"{folder}.kit", profile=province)
    shell.write(f"{folder}.code", kit["code"] + "\n")
    files = ["--kit", shell.home / f"{folder}.kit", "--kit-code-file", shell.home / f"{folder}.code"]
    shell.good("post", "create", *files, profile=folder)


def acquaint(shell: Shell, province: str) -> None:
    """Two files, and a fingerprint read out in each direction."""
    introduction, answer = shell.home / f"{province}.intro", shell.home / f"{province}.answer"
    told = shell.good("province", "introduce", "--out", introduction, profile=province)["fingerprint"]
    seen = shell.good("nation", "adopt", "--file", introduction, profile="nation")
    assert (seen["adopted"], seen["fingerprint"], seen["area"]) == (False, told, PROVINCES[province])
    wrong = ["--file", introduction, "--out", answer, "--fingerprint", "00" * 16]
    shell.refused("nation.fingerprint", "nation", "adopt", *wrong, profile="nation")
    made = shell.good("nation", "adopt", *wrong[:-1], told, profile="nation")
    below = shell.good("province", "nation", "--file", answer, profile=province)
    assert (below["known"], below["fingerprint"]) == (False, made["own_fingerprint"])
    known = ["--file", answer, "--fingerprint", made["own_fingerprint"]]
    assert shell.good("province", "nation", *known, profile=province)["nation"] == "Kantor Nasional"


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    shell = Shell(tmp_path_factory.mktemp("nation"))
    shell.write("passphrase", PASSPHRASE + "\n")
    shell.good("nation", "create", "--name", "Kantor Nasional", profile="nation")
    for province, area in PROVINCES.items():
        shell.good("province", "create", "--name", f"Kesbangpol {area}", "--area", area, profile=province)
    # In province 52 a later list of posts has the code that a post of province 19 bears, too.
    posts = (ROOT / "resources" / "reference" / "posts.json").read_text(encoding="utf-8")
    changed = posts.replace(f'"{POST}"', '"K9413"').replace('"K1606"', f'"{POST}"').replace(version(posts), '"2029.1"', 1)
    shell.good("reference", "publish", shell.write("posts.json", changed), profile="p52")
    for folder, (province, code) in POSTS.items():
        begin_post(shell, province, code, folder)
    for province in PROVINCES:
        acquaint(shell, province)
    yield shell


def version(text: str) -> str:
    return '"' + text.split('"version": "', 1)[1].split('"', 1)[0] + '"'


def carry(shell: Shell, stick: Path, giver: str, taker: str, *options: object) -> Any:
    stick.mkdir(exist_ok=True)
    shell.good("send", stick, *options, profile=giver)
    return shell.good("receive", stick, profile=taker)


def test_two_provinces_report_to_one_office(shell: Shell) -> None:
    form = shell.write("first.json", json.dumps(shell.example("complaint", summary="Laporan pertama")))
    shell.good("report", "add", form, "--attach", shell.write("catatan.txt", "bukti"), profile="a")
    shell.add(shell.example("early_warning", summary="Laporan kedua"), profile="b")
    shell.add(shell.example("early_warning", summary="Laporan ketiga"), profile="c")
    for folder, (province, _) in POSTS.items():
        carry(shell, shell.home / f"stick-{folder}", folder, province)
    sticks = {province: shell.home / f"up-{province}" for province in PROVINCES}
    for province, stick in sticks.items():
        taken = carry(shell, stick, province, "nation", "--to", "nation")
        assert taken["quarantined"] == [] and [post[:3] for post in taken["posts"]] == [f"{PROVINCES[province]}/"]
    rows = shell.good("report", "list", profile="nation")["reports"]
    found = {row["post"]: (row["summary"], row["number"].startswith(row["post"] + "-")) for row in rows}
    assert found == {
        f"19/{POST}": ("Laporan pertama", True),
        f"19/{OTHER_POST}": ("Laporan kedua", True),
        f"52/{POST}": ("Laporan ketiga", True),
    }
    for row in rows:
        assert shell.good("report", "show", row["number"], profile="nation")["id"] == row["id"]
    status = shell.good("status", profile="nation")
    assert {(post["code"], post["reports"]) for post in status["posts"]} == {(post, 1) for post in found}
    told = {
        row["area"]: (row["posts"], row["reports"]) for row in shell.good("nation", "provinces", profile="nation")["provinces"]
    }
    assert told == {"19": (2, 2), "52": (1, 1)}
    # The answer goes back on each province's own stick, and then nothing is left to say.
    for province, stick in sticks.items():
        before = shell.good("province", "nation", profile=province)
        assert before["lacking"] > 0 and before["held"] == 0
        assert shell.good("send", stick, "--to", PROVINCES[province], profile="nation")["objects"] == 1
        shell.good("receive", stick, profile=province)
        after = shell.good("province", "nation", profile=province)
        assert (after["lacking"], after["held"]) == (0, before["lacking"]) and after["told_at"]
        assert shell.good("send", stick, "--to", "nation", profile=province)["objects"] == 0
    assert shell.good("send", sticks["p19"], profile="nation")["objects"] == 0
    assert shell.good("check", profile="nation")["problems"] == []


def test_an_attachment_is_asked_for_and_comes(shell: Shell) -> None:
    number = next(row["number"] for row in shell.good("report", "list", profile="nation")["reports"] if row["attachments"])
    assert shell.good("nation", "ask", number, profile="nation") == {"asked": 1}
    stick = shell.home / "ask"
    stick.mkdir()
    shell.good("send", stick, profile="nation")
    shell.good("receive", stick, profile="p19")
    assert shell.good("province", "nation", profile="p19")["asked"] == 1
    assert carry(shell, stick, "p19", "nation", "--to", "nation")["attachments"] == 1


def test_another_provinces_stick_is_somebody_elses(shell: Shell) -> None:
    shell.refused("medium.others", "receive", shell.home / "up-p19", profile="p52")
    shell.refused("post.unknown", "send", shell.home / "up-p19", "--to", "33", profile="nation")


def test_the_office_only_reads(shell: Shell) -> None:
    number = shell.good("report", "list", profile="nation")["reports"][0]["number"]
    shell.refused("nation.reads", "case", "open", number, "--agenda", "1", profile="nation")
    shell.refused("nation.not_office", "nation", "ask", number, profile="p19")
    shell.refused("nation.not_administrator", "province", "introduce", "--out", shell.home / "x", profile="a")
