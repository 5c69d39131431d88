"""What the province answers, by verbs: each kind goes with the next stick to whom it is for, to nobody else, and acts there.

Acknowledgements and case status are walked in the road's tests, data sets and wordings in those of reference and documents,
purge orders in those of changes.
"""

from __future__ import annotations

import json

from tests.scripts.shell import OTHER_POST, PASSPHRASE, POST, Shell

SECOND = "kata sandi administrator kedua"


def carry(shell: Shell, giver: str, *takers: str) -> None:
    """The one stick of this story, written here and taken in there."""
    shell.good("send", shell.stick, profile=giver)
    for taker in takers:
        shell.run("receive", shell.stick, profile=taker)


def titles(shell: Shell, profile: str) -> list[str]:
    """What was announced here, where nobody has read it yet: the exit code says so."""
    result = shell.run("announcement", "list", profile=profile)
    assert result.code == 1
    return [row["title"] for row in result.tree["announcements"]]


def test_announcements_certificates_revocations_each_to_whom_it_is_for(shell: Shell) -> None:
    (mine,) = shell.add(shell.example("complaint"))
    shell.good("send", shell.stick, profile="other")
    carry(shell, "post", "province")
    # A second administrator answers, whom the posts have never heard of.
    new = shell.write("second", SECOND)
    words = ["officer", "add", "Sri", "--role", "administrator", "--new-passphrase-file", new]
    shell.good(*words, profile="province")
    shell.write("passphrase", SECOND)
    text = shell.write("isi.txt", "Kapal berangkat Jumat.\n")
    told = shell.good("announcement", "make", "Jadwal kapal", "--words-file", text, "--urgent", profile="province")
    shell.good("announcement", "make", "Hanya untuk satu", "--words-file", text, "--to", OTHER_POST, profile="province")
    shell.good("case", "open", mine["id"], "--agenda", "7/K/2024", profile="province")
    shell.write("passphrase", PASSPHRASE)
    carry(shell, "province", "post", "other")
    assert titles(shell, "post") == ["Jadwal kapal"] and len(titles(shell, "other")) == 2
    assert shell.good("status", profile="post")["unread"] == 1
    shown = shell.good("report", "show", mine["id"], profile="post")
    assert shown["agenda"] == "7/K/2024"
    assert [(line["kind"], line["officer"]) for line in shown["history"]][-1] == ("case.opened", "Sri")
    shell.refused("report.unknown", "report", "show", mine["id"], profile="other")
    # Read at one post, and known to the province with its next stick.
    assert shell.good("announcement", "read", told["id"], profile="post")["words"] == "Kapal berangkat Jumat."
    # Who answered is revoked, and who read it: what they wrote before stays, and the posts know.
    rows = shell.good("province", "certificates", profile="province")["certificates"]
    (sri,) = [row["key"] for row in rows if row["name"] == "Sri"]
    (officer,) = [row["key"] for row in rows if (row["post"], row["role"]) == (POST, "head")]
    for key in (sri, officer):
        shell.good("province", "revoke", key, "--from", shell.now().isoformat(), "--reason", "misuse", profile="province")
    # Who was revoked may also be ended, and then his passphrase opens nothing.
    assert shell.good("officer", "end", "Sri", profile="province")["officer"] == "Sri"
    shell.write("passphrase", SECOND)
    shell.refused("passphrase.wrong", "status", profile="province")
    shell.write("passphrase", PASSPHRASE)
    carry(shell, "post", "province")
    carry(shell, "province", "post")
    (row,) = [each for each in shell.good("announcement", "list", profile="province")["announcements"] if each["urgent"]]
    assert [each["post"] for each in row["read"]] == [POST] and row["lacking"] == [OTHER_POST]
    known = shell.good("province", "certificates", profile="post")["certificates"]
    assert {each["key"] for each in known if each["revoked"]} == {sri, officer}
    assert shell.good("status", profile="post")["believed"] is False
    (late,) = shell.add(shell.example("early_warning"))
    carry(shell, "post", "province")
    marked = {each["number"]: each["revoked"] for each in shell.good("report", "list", profile="province")["reports"]}
    assert marked == {mine["number"]: False, late["number"]: True}


def test_attachments_are_asked_for_and_sent_again(shell: Shell) -> None:
    photo = shell.write("foto.jpg", b"\xff\xd8\xff" + b"isi foto" * 2000)
    tree = shell.example("complaint", evidence=[{"title": "Foto", "kind": "photo", "file": "foto.jpg"}])
    shell.good("report", "add", "-", "--attach", photo, profile="post", stdin=json.dumps(tree).encode())
    # A bit of the stick rots on the way: made good by parity, told, and no fault of what came.
    shell.good("send", shell.stick, profile="post")
    rotting = max((shell.stick / "DATA").iterdir(), key=lambda path: path.stat().st_size)
    content = bytearray(rotting.read_bytes())
    content[700] ^= 1
    rotting.write_bytes(content)
    taken = shell.run("receive", shell.stick, profile="province")
    assert (taken.code, taken.tree["repaired"], taken.tree["quarantined"]) == (0, 1, []) and "Ganti media" in taken.err
    (kept,) = (shell.home / "province").rglob("*.age")
    kept.write_bytes(kept.read_bytes()[:-9] + bytes(9))
    found = shell.run("check", profile="province")
    assert (found.code, [each["code"] for each in found.tree["problems"]]) == (1, ["attachment.damaged"])
    carry(shell, "province", "post")
    status = shell.good("status", profile="post")
    assert (status["asked"], status["received"]) == (1, 0)
    assert shell.good("send", shell.stick, profile="post")["attachments"] == 0, "on this stick it lies as it should"
    assert shell.good("receive", shell.stick, profile="province")["attachments"] == 1
    carry(shell, "province", "post")
    status = shell.good("status", profile="post")
    assert (status["asked"], status["received"]) == (0, 1)
