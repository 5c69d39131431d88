"""The province's keys over the command line: the list, each of the three replaced, and what posts and custodians do then."""

from __future__ import annotations

from typing import Any

from tests.scripts.shell import OTHER_POST, POST, Shell
from tests.scripts.test_scripts_changes import second
from tests.scripts.test_scripts_identity import PNS, WHY, hand_over

REPLACE = ("province", "replace-key")
RIGHT = ("--reason", "planned", "--since", "2024-02-05")


def keys(shell: Shell, profile: str = "province") -> dict[str, dict[str, Any]]:
    """The newest of each purpose."""
    found = dict[str, dict[str, Any]]()
    for row in shell.good("province", "keys", profile=profile)["keys"]:
        found.setdefault(row["purpose"], row)
    return found


def carry(shell: Shell, giver: str, taker: str) -> None:
    shell.good("send", shell.stick, profile=giver)
    shell.good("receive", shell.stick, profile=taker)


def test_each_key_is_replaced_and_everybody_follows(shell: Shell) -> None:
    shell.add(shell.example("complaint", reported=[PNS]))
    for post in ("post", "other"):
        carry(shell, post, "province")
    assert {row["generation"] for row in keys(shell).values()} == {0}
    wrong = ("--reason", "x", "--since", "2024-02-05")
    shell.refused("keys.reason", *REPLACE, "reports", *wrong, profile="province")
    shell.refused("keys.no_pairs", *REPLACE, "identities", *RIGHT, profile="province")
    shell.refused("usage", *REPLACE, "recovery", *RIGHT, profile="province")
    long_ago = shell.refused("keys.since_before", *REPLACE, "reports", *RIGHT[:2], "--since", "1990-01-01", profile="province")
    assert "2024-02-05" in long_ago.tree["message"]
    shell.refused("authority.refused", *REPLACE, "reports", *RIGHT, profile="post")
    beside = second(shell, "province", "triage")
    hand_over(shell, beside)
    made = shell.good(*REPLACE, "reports", *RIGHT, profile="province")
    assert made["copied"] and made["generation"] == 1
    shell.good(*REPLACE, "identities", *RIGHT, profile="province")
    assert keys(shell)["reports"]["waiting"] == [POST, OTHER_POST]
    carry(shell, "province", "post")
    (after,) = shell.add(shell.example("complaint", reported=[PNS]))
    carry(shell, "post", "province")
    assert keys(shell)["reports"]["waiting"] == [OTHER_POST] and keys(shell, "post")["identities"]["generation"] == 1
    shown = shell.good("identity", "open", after["id"], *WHY, *beside, profile="province")  # by two officers as ever
    assert shown["identity"]["reporter"]["name"]
    old = sorted((shell.home / "bagian").iterdir())
    sheets = shell.home / "baru"
    shell.refused("keys.reason", *REPLACE, "recovery", *wrong, "--sheets", sheets, profile="province")
    assert not any(sheets.iterdir()), "no sheet of a key that nobody published"
    shares = ["--share", old[0], "--share", old[2]]
    shell.good(*REPLACE, "recovery", "--reason", "lost", "--since", "2024-02-05", "--sheets", sheets, *shares, profile="province")
    assert keys(shell)["recovery"]["generation"] == 1
    first = shell.good("province", "keys", profile="province")["keys"][1]
    assert (first["purpose"], first["state"]) == ("reports", "kept")
    plain = shell.run("--lang", "en", "province", "keys", profile="province", as_json=False).out
    assert first["recipient"] in plain, "what destroy-key asks for is told without --json"
    destroy = ("province", "destroy-key", "reports", "--recipient", first["recipient"])
    told = shell.refused("keys.waiting", *destroy, profile="province")
    assert OTHER_POST in told.tree["message"] and POST not in told.tree["message"]
    new = sorted(sheets.iterdir())
    assert len(new) == 3
    carry(shell, "province", "post")
    shell.good("status", profile="post")  # its head unlocks once more
    again = [
        "recover",
        "--profile",
        shell.home / "post",
        "--passphrase-file",
        shell.write("lain.txt", "frasa yang lain sekali\n"),
    ]
    shell.refused("keyslot.recovery", *again, "--share", old[0], "--share", old[1])
    shell.good(*again, "--share", new[0], "--share", new[1])
