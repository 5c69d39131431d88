"""A post's kit was copied, and with it the key of its certificate authority: the authority is ended, by verbs alone."""

from __future__ import annotations

import pytest

from tests.scripts.shell import POST, Result, Shell

WHEN = ("--from", "2024-02-01T00:00:00+07:00", "--reason", "key_compromise")


def begin(shell: Shell, kit: str, profile: str) -> None:
    files = ("--kit", shell.home / f"{kit}.kit", "--kit-code-file", shell.home / f"{kit}.code")
    shell.good("post", "create", *files, profile=profile)


def carry(shell: Shell, giver: str, taker: str, name: str) -> Result:
    stick = shell.home / name
    stick.mkdir()
    shell.good("send", stick, profile=giver)
    return shell.run("receive", stick, profile=taker)


def listed(shell: Shell, profile: str) -> dict[str, bool]:
    rows = shell.good("report", "list", profile=profile)["reports"]
    return {row["number"]: row["revoked"] for row in rows}


@pytest.mark.fault("MU-15")
def test_a_copied_kit_makes_no_laptop_once_its_authority_was_ended(shell: Shell) -> None:
    warning = shell.example("early_warning")
    (before,) = shell.add(warning)
    carry(shell, "post", "province", "s1")
    begin(shell, "post", "early")
    begin(shell, "post", "thief")
    # Without the ending a laptop of the copied kit is a laptop of the post.
    (early,) = shell.add(warning, profile="early")
    carry(shell, "early", "province", "s2")
    assert listed(shell, "province") == {before["number"]: False, early["number"]: False}
    shell.refused("revocation.unknown", "province", "end-authority", POST, *WHEN, "--keep", "bukan", profile="province")
    ended = shell.good("province", "end-authority", POST, *WHEN, profile="province")
    rows = shell.good("province", "certificates", profile="province")["certificates"]
    assert {row["authority"] for row in rows if row["post"] == POST} == {ended["authority"]} and ended["kept"] == 4
    again = shell.good("province", "end-authority", POST, *WHEN, profile="province")
    assert again == ended | {"stands": WHEN[1]} and not ended["stands"]
    told = shell.run("province", "end-authority", POST, *WHEN, profile="province", as_json=False).out
    assert "sudah diakhiri" in told and "tidak ada yang ditulis" in told
    (late,) = shell.add(warning, profile="thief")
    refused = carry(shell, "thief", "province", "s3")
    assert refused.code == 1 and {each["code"] for each in refused.tree["quarantined"]} == {"authority.ended"}
    told = shell.run("aside", "list", profile="province", as_json=False).out
    assert "penerbit yang sudah diakhiri" in told
    # The post hears of it and gives out no certificate any more.
    assert carry(shell, "province", "post", "s4").code == 0
    assert "kit baru" in shell.run("status", profile="post", as_json=False).out
    entered = shell.write("baru", "kata sandi petugas baru\n")
    added = ("--role", "officer", "--new-passphrase-file", entered)
    shell.refused("authority.over", "officer", "add", "Budi", *added, profile="post")
    # The new kit has a new authority of the same code: its laptop gets everything back but the thief's.
    kit = shell.good("kit", "create", "--post", POST, "--out", shell.home / "new.kit", profile="province")
    shell.write("new.code", kit["code"] + "\n")
    begin(shell, "new", "fresh")
    (anew,) = shell.add(warning, profile="fresh")
    assert carry(shell, "fresh", "province", "s6").code == 0
    assert carry(shell, "province", "fresh", "s7").code == 0
    numbers = {each["number"] for each in (before, early, anew)}
    assert listed(shell, "province") == listed(shell, "fresh") == dict.fromkeys(numbers, False)
    # Somebody who had not sent is kept by name, and what was set aside is taken in.
    own = shell.good("laptop", "key", profile="thief")
    keep = ("--keep", own["key"], "--keep", own["officer"])
    assert shell.good("province", "end-authority", ended["authority"], *WHEN, *keep, profile="province")["kept"] == 6
    shell.good("aside", "retry", profile="province")
    assert listed(shell, "province") == dict.fromkeys({*numbers, late["number"]}, False)
