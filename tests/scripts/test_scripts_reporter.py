"""By verbs: what a code tells at three posts, and what comes back with it."""

from __future__ import annotations

import json

from tests.scripts.shell import Shell

STICK_ORDER = ("post", "other")


def carry(shell: Shell) -> None:
    """Sticks from both posts to the province, and one back."""
    for profile in STICK_ORDER:
        shell.run("send", shell.stick, profile=profile)
    shell.run("receive", shell.stick, profile="province")
    shell.run("send", shell.stick, profile="province")
    for profile in STICK_ORDER:
        shell.run("receive", shell.stick, profile=profile)


def test_a_code_is_looked_up_at_any_post(shell: Shell) -> None:
    (reply,) = shell.add(shell.example("complaint"))
    code = reply["code"]
    first = shell.good("report", "lookup", code, profile="post")
    assert first == {"status": "recorded", "updated": "2024-02-05"}
    unknown = shell.run("report", "lookup", code, profile="other")
    assert (unknown.code, unknown.tree) == (1, {"status": None, "updated": None})
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    shell.refused("lookup.check_digits", "report", "lookup", wrong, profile="other")
    carry(shell)
    for profile in ("post", "other", "province"):
        told = shell.good("report", "lookup", "-", profile=profile, stdin=code.encode() + b"\n")
        assert told == {"status": "at_province", "updated": "2024-02-05"}, profile


def test_the_reporter_comes_back_with_the_code(shell: Shell) -> None:
    (reply,) = shell.add(shell.example("complaint"))
    code = ["--code-file", shell.write("code", reply["code"])]
    text = ["--text-file", shell.write("teks", "Saya diancam di pasar")]
    photo = shell.write("foto baru.jpg", b"picture" * 10)
    cards = [word for name in ("KTP Sari.png", "KTP Budi.png") for word in ("--private", shell.write(name, b"card"))]
    shell.refused("attachment.same_name", "report", "threat", *code, "--attach", photo, "--private", photo, profile="other")
    shell.good("report", "supplement", *code, "--attach", photo, *cards, profile="other")
    shell.refused("return.empty", "report", "threat", *code, profile="other")
    threat = shell.good("report", "threat", *code, *text, profile="other")
    shell.good("report", "withdraw", *code, profile="other")
    assert shell.good("report", "returns", profile="other") == {"returns": []}
    carry(shell)
    rows = shell.good("report", "returns", "--open", profile="province")["returns"]
    assert [(row["act"], row["number"]) for row in rows] == [
        ("withdrawal", reply["number"]),
        ("threat", reply["number"]),
        ("evidence", reply["number"]),
    ]
    shell.good("report", "handle", threat["id"], profile="province")
    assert len(shell.good("report", "returns", "--open", profile="province")["returns"]) == 2
    shown = shell.good("report", "show", reply["id"], profile="province")
    assert shown["withdrawal"] == "information" and len(shown["returns"]) == 3
    assert {file["name"]: (file["shows_identity"], file["openable"]) for file in shown["attachments"]} == {
        "foto baru.jpg": (False, True),
        "tersegel.png": (True, False),
        "tersegel (2).png": (True, False),
    }
    assert "diancam" not in json.dumps(shell.good("report", "show", reply["id"], profile="post"))
