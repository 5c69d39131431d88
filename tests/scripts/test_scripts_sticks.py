"""Sticks by the command line: what is plugged in, who carries which, the record of handing over."""

from __future__ import annotations

from tests.scripts.shell import Shell


def test_trips_and_the_record_of_handing_over(shell: Shell) -> None:
    assert isinstance(shell.good("stick", "list", profile="post")["sticks"], list)
    assert shell.good("stick", "trips", profile="post") == {"sticks": [], "missing": []}
    shell.add(shell.example("early_warning"), profile="post")
    stick, paper = shell.home / "stick", shell.home / "t09.pdf"
    stick.mkdir()
    shell.good("send", stick, profile="post")
    people = ("--giver", "Kepala Posko", "--taker", "Kurir kapal", "--venue", "Dermaga", "--out", paper)
    shell.refused("stick.unknown", "stick", "handover", "7", *people, profile="post")
    made = shell.good("stick", "handover", "1", *people, profile="post")
    assert paper.read_bytes().startswith(b"%PDF")
    trip = shell.good("stick", "trips", profile="post")["sticks"][0]
    assert (trip["carrier"], trip["paper"], trip["state"]) == ("Kurir kapal", made["number"], "out")
    shell.refused("medium.none", "stick", "eject", stick, profile="post")
