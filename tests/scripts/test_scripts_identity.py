"""A sealed identity by verbs: two officers, one showing, the list, the tasks, and what the reporter reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.app.profile import DEFAULT_OFFICER
from tests.scripts.shell import Shell
from tests.scripts.test_scripts_changes import SECOND, second

PNS = {"subject": "PNS", "name": "Terlapor", "unit": "Dinas Contoh"}
CARD = "isi kartu tanda penduduk"
WHY = ["--purpose", "protect", "--to", "LPSK", "--reason", "pelapor diancam"]


@pytest.fixture
def made(shell: Shell) -> dict[str, str]:
    """A complaint with a sealed reporter, at the province."""
    evidence = [{"title": "KTP", "file": "ktp.jpg", "shows_identity": True}]
    tree = shell.write("r.json", json.dumps(shell.example("complaint", reported=[PNS], evidence=evidence)))
    (made,) = shell.good("report", "add", tree, "--attach", shell.write("ktp.jpg", CARD), profile="post")["reports"]
    shell.good("send", shell.stick, profile="post")
    shell.good("receive", shell.stick, profile="province")
    return made


def hand_over(shell: Shell, beside: list[object]) -> dict[str, object]:
    """Name two and give them the key, past everything that is refused on the way."""
    other, shares = ["--passphrase-of", beside[-1]], ["--shares", shell.home / "bagian"]
    own = ["--passphrase-of", shell.home / "passphrase"]
    key = ["identity", "key"]
    assert shell.good("identity", "officers", profile="province") == {"key": "administrator", "officers": []}
    shell.refused("identity.officer", "identity", "officer", "Tidak Ada", "--institution", "X", profile="province")
    shell.refused("identity.too_few", *key, *other, *shares, profile="province")
    for officer, home in ((DEFAULT_OFFICER, "Kesbangpol"), (SECOND, "KESBANGPOL")):
        told = shell.good("identity", "officer", officer, "--institution", home, profile="province")
    assert told["key"] == "administrator"
    shell.refused("identity.one_institution", *key, *other, *shares, profile="province")
    shell.good("identity", "unname", SECOND, profile="province")
    shell.refused("identity.not_seated", "identity", "unname", SECOND, profile="province")
    shell.refused("identity.too_few", *key, *other, *shares, profile="province")
    shell.good("identity", "officer", SECOND, "--institution", "Inspektorat", profile="province")
    shell.refused("identity.shares", *key, *other, profile="province")
    shell.refused("identity.same_officer", *key, *own, *shares, profile="province")
    wrong = shell.write("salah", "frasa yang salah sekali\n")
    shell.refused("passphrase.wrong", *key, "--passphrase-of", wrong, *shares, profile="province")
    made = shell.good(*key, *other, *shares, profile="province")
    assert (made["source"], made["pairs"]) == ("administrator", 1)
    shell.refused("shares.gone", "province", "shares", "--out", shell.home / "lagi", profile="province")
    told = shell.good("identity", "officers", profile="province")
    assert told["key"] == "pairs" and {row["officer"]: row["partners"] for row in told["officers"]} == {
        DEFAULT_OFFICER: [SECOND],
        SECOND: [DEFAULT_OFFICER],
    }
    assert shell.good("identity", "due", profile="province") == {"due": []}
    return dict(made)


def test_two_officers_open_it_once(shell: Shell, made: dict[str, str]) -> None:
    report, opening = made["id"], ["identity", "open", made["id"], *WHY]
    shell.refused("authority.refused", *opening, profile="post")
    shell.refused("identity.not_named", *opening, profile="province")
    beside = second(shell, "province", "triage")
    named = hand_over(shell, beside)
    waiting = shell.good(*opening, profile="province")
    shell.refused("approval.own", "approve", waiting["pending"], profile="province")
    shell.refused("identity.not_approved", "identity", "show", waiting["pending"], *beside, profile="province")
    shell.refused("usage", "identity", "show", waiting["pending"], profile="province")
    shell.refused("identity.waits", *opening, *beside, profile="province")
    shell.good("decline", waiting["pending"], profile="province")
    outside = shell.home / "keluar"
    outside.mkdir()
    shown = shell.good(*opening, *beside, "--files", outside, profile="province")
    reporter = shown["identity"]["reporter"]
    assert (
        reporter["name"]
        and [Path(path).read_bytes() for path in shown["written"]] == [CARD.encode()]
        and named["officers"] == sorted([DEFAULT_OFFICER, SECOND])
    )
    shell.refused("identity.shown", "identity", "show", shown["opening"], *beside, profile="province")
    listed = shell.good("identity", "list", profile="province")
    assert [(row["status"], row["second"], row["second_institution"]) for row in listed["openings"]] == [
        ("opened", SECOND, "Inspektorat"),
        ("declined", listed["openings"][1]["second"], ""),
    ]
    day = listed["openings"][0]["opened_at"][:10]
    case = json.dumps([listed, shell.good("report", "show", report, profile="province")])
    assert reporter["name"] not in case
    assert shell.good("report", "lookup", made["code"], profile="province")["identity_opened"] == day
    shell.good("send", shell.stick, profile="province")
    shell.good("receive", shell.stick, profile="post")
    assert shell.good("report", "lookup", made["code"], profile="post")["identity_opened"] == day
    assert shell.good("identity", "list", profile="post")["openings"] == []
    assert "identity.open" not in json.dumps(shell.good("report", "show", report, profile="post"))
    assert shell.good("check", profile="province")["problems"] == []
    told = shell.run(*opening, *beside, "--files", shell.home / "passphrase", profile="province")
    assert (told.code, told.tree["written"]) == (1, []) and "tersegel-1" in told.err
    assert told.tree["identity"]["reporter"]["name"], "what was opened is shown, whatever the disk says"
