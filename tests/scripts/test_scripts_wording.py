"""Wordings by verbs: listed, looked at as pages, given out to a post, taken back, refused where they must be."""

from __future__ import annotations

import json

from tests.scripts.shell import Shell


def test_a_text_is_changed_given_out_and_taken_back(shell: Shell) -> None:
    shell.add(shell.example("complaint"))
    shell.good("send", shell.stick, profile="post")
    shell.good("receive", shell.stick, profile="province")
    shown = shell.good("wording", "show", "t09", profile="province")
    assert shown["row"]["shipped"] and shown["texts"]["title.0"] == "BERITA ACARA SERAH TERIMA MEDIA"
    words = shell.write("words.json", json.dumps({"title.0": "BERITA ACARA PENYERAHAN"}))
    pages = shell.home / "contoh.pdf"
    shell.good("wording", "preview", "T09", "--words", words, "--out", pages, profile="province")
    assert pages.read_bytes().startswith(b"%PDF")
    hole = shell.write("hole.json", json.dumps({"title.0": "A {siapa}"}))
    shell.refused("wording.place", "wording", "preview", "T09", "--words", hole, "--out", pages, profile="province")
    shell.refused("wording.place", "wording", "change", "T09", hole, profile="province")
    shell.refused("wording.day", "wording", "change", "T09", words, "--from", "2001-01-01", profile="province")
    shell.refused("authority.refused", "wording", "change", "T09", words, profile="post")
    shell.refused("wording.shipped", "wording", "take-back", "T09", profile="province")
    assert shell.good("wording", "change", "T09", words, profile="province")["published"] == ["T09 v2"]
    shell.refused("wording.unchanged", "wording", "change", "T09", words, profile="province")
    shell.good("send", shell.stick, profile="province")
    shell.good("receive", shell.stick, profile="post")
    assert shell.good("wording", "show", "T09", profile="post")["texts"]["title.0"] == "BERITA ACARA PENYERAHAN"
    assert shell.good("wording", "take-back", "T09", profile="province")["published"] == ["T09 v3"]
    back = shell.good("wording", "show", "T09", profile="province")
    assert back["texts"] == shown["texts"] and [each[2] for each in back["versions"]] == ["in_force", "older", "shipped"]
