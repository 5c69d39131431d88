"""Boards of the province by verbs: three days of two posts, what the office says of an area, and the map as a picture."""

from __future__ import annotations

from tests.scripts.shell import OTHER_POST, POST, Shell

DAYS = ("--since", "2024-02-04", "--until", "2024-02-05")


def test_from_a_warning_to_a_level_a_board_and_a_picture(shell: Shell) -> None:
    shell.add(shell.example("early_warning", level="tinggi", place={"area": "19.03.08.2001"}))
    nihil = {"kind": "situation", "election": "PEMILU_2024", "stage": "KAMPANYE", "nihil": True,
             "period_from": "2024-02-04T00:00:00+07:00", "period_to": "2024-02-05T00:00:00+07:00"}  # fmt: skip
    shell.add(nihil, profile="other")
    for post in ("post", "other"):
        shell.good("send", shell.stick, profile=post)
    shell.good("receive", shell.stick, profile="province")

    board = shell.run("posts", "list", *DAYS, profile="province")
    assert board.code == 1, "a silent post needs a look"
    assert board.tree["counts"] == {"reported": 0, "nihil": 1, "silent": 1, "outside": len(board.tree["posts"]) - 2}
    assert board.tree["recap"] == "belum_lengkap"
    states = {row["code"]: row["state"] for row in board.tree["posts"]}
    assert (states[POST], states[OTHER_POST]) == ("silent", "nihil")
    said = shell.run("posts", "list", *DAYS, profile="province", as_json=False).out
    assert "NIHIL" in said and "Belum lapor" in said
    status = shell.good("status", profile="province")
    assert status["board"]["counts"]["silent"] + status["board"]["counts"]["nihil"] == 2
    assert {row["code"] for row in status["posts"]} == {POST, OTHER_POST}

    shell.good("posts", "plan", POST, "--first", "2024-02-07", "--every", 7, "--road", "kapal feri", profile="province")
    shell.good("posts", "down", POST, "--since", "2024-02-05", "--cause", "weather", profile="province")
    (row,) = [each for each in shell.run("posts", "list", *DAYS, profile="province").tree["posts"] if each["code"] == POST]
    assert row["courier"]["next"] == "2024-02-07" and row["down"] == "weather" and "down" in row["reasons"]
    shell.good("posts", "up", POST, "--day", "2024-02-06", profile="province")
    shell.refused("post.unknown", "posts", "up", "K9999", "--day", "2024-02-06", profile="province")
    shell.refused("authority.refused", "posts", "up", POST, "--day", "2024-02-06", profile="post")

    words = shell.write("alasan.txt", "Kapal sering terlambat.\n")
    assess = ("vulnerability", "assess", "19.03", "sedang", "--reason", "KR-05", "--words-file", words)
    made = shell.good(*assess, "--since", "2024-01-01", "--until", "2024-02-05", profile="province")
    assert (made["level"], made["proposed"], made["current"]) == ("sedang", "tinggi", True)
    shell.refused("vulnerability.reason", "vulnerability", "assess", "19.03", "rendah", "--reason", "KR-99", profile="province")
    force = shell.write("kekuatan.txt", "200 personel siaga")
    shell.refused("vulnerability.force", *assess[:-1], force, profile="province")
    (kept,) = shell.good("vulnerability", "history", "19.03", profile="province")["assessments"]
    assert kept["words"] == "Kapal sering terlambat."
    seen = shell.good("vulnerability", "list", "--since", "2024-01-01", profile="province")
    assert {each["code"]: (each["level"], each["total"]) for each in seen["areas"]} == {
        "19.03": ("sedang", 1),
        "19.03.08": ("", 1),
    }

    picture = shell.home / "peta.png"
    shell.good("vulnerability", "map", "--out", picture, "--since", "2024-01-01", profile="province")
    assert picture.read_bytes().startswith(b"\x89PNG")
