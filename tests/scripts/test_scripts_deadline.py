"""The law's clock by verbs: explained without a profile, near in ``status``, stopped by Bawaslu's own receipt alone."""

from __future__ import annotations

import pytest

from tests.scripts.shell import Shell

KNOWN = {"known": "2024-02-05", "happened": {"date": "2024-02-05"}}


@pytest.mark.parametrize(
    ("regime", "known", "more", "safe", "latest", "code"),
    [
        ("PEMILU", "2024-02-05", (), "2024-02-15", "2024-02-19", 0),
        ("pemilu", "2024-02-09", ("--id", "pemilu_lapor"), "2024-02-20", "2024-02-21", 0),
        ("PILKADA", "2024-11-05", (), "2024-11-11", "2024-11-12", 0),
        ("PILKADA", "2024-11-20", ("--id", "PILKADA_TAMBAH"), "2024-11-24", "2024-11-25", 0),
        ("PEMILU", "2031-01-01", (), "2031-01-09", None, 1),
        ("PILKADA", "2031-03-03", (), "2031-03-09", None, 1),
        ("TNI_POSKO", "2024-02-06T23:30+08:00", ("--area", "52.71"), "2024-02-07T23:30:00+08:00", "2024-02-07T23:30:00+08:00", 0),
    ],
)  # fmt: skip
def test_explain(shell: Shell, regime: str, known: str, more: tuple[str, ...], safe: str, latest: str | None, code: int) -> None:
    done = shell.run("deadline", "explain", "--regime", regime, "--known", known, *more)
    assert (done.code, done.tree["safe"], done.tree["latest"]) == (code, safe, latest)
    assert all(step["text"] and step["why"] for step in done.tree["steps"])
    assert bool(done.err) == bool(done.tree["warnings"])


@pytest.mark.parametrize(
    "options",
    [("PEMILU", "2024-02-30"), ("PEMILU", "20240205"), ("PEMILU", "kemarin"), ("X", "2024-02-05"), ("PEMILU", "9999-01-01"),
     ("PEMILU", "2024-02-05", "--id", "PILKADA_LAPOR"), ("PEMILU", "2024-02-05", "--area", "99.99")],
)  # fmt: skip
def test_what_cannot_be_counted_is_refused(shell: Shell, options: tuple[str, ...]) -> None:
    done = shell.run("deadline", "explain", "--regime", options[0], "--known", *options[1:])
    assert done.code == 2 and set(done.tree) == {"error", "message"}


def test_near_in_status_and_stopped_by_bawaslus_receipt(shell: Shell) -> None:
    (report,) = shell.add(shell.example("complaint", **KNOWN))
    shown = shell.good("report", "show", report["id"], profile="post")
    own = shown["deadlines"][0]
    assert (own["id"], own["safe"], own["latest"], own["state"]) == ("PEMILU_LAPOR", "2024-02-15", "2024-02-19", "open")
    assert own["hand_in_by"] == "2024-02-15T23:59:00+07:00" and any("Isra Mikraj" in line for line in own["why"])
    near = shell.good("status", profile="post")["deadlines"]
    assert {(each["id"], each["number"]) for each in near} == {(i, report["number"]) for i in ("TNI_BAWASLU", "SLA_RUJUK")}
    told = ("--to", "bawaslu", "--at", "2024-02-05T10:00:00+07:00", "--by", "phone")
    shell.good("report", "notice", report["id"], *told, profile="post")
    assert len(shell.good("status", profile="post")["deadlines"]) == 2, "a notice stops no clock"
    given = ("--number", "007/LP/PP", "--at", "2024-02-05T10:00:00+07:00", "--level", "kecamatan")
    shell.good("report", "bawaslu", report["number"], *given, profile="post")
    assert shell.good("status", profile="post")["deadlines"] == []
    shown = shell.good("report", "show", report["id"], profile="post")
    assert [each["state"] for each in shown["deadlines"] if each["duty"] != "bawaslu"] == ["stopped"] * 3
    assert [line["kind"] for line in shown["history"]] == ["complaint.received", "notice.given", "bawaslu.receipt_recorded"]
    again = shell.run("report", "bawaslu", report["number"], *given, profile="post")
    assert (again.code, again.tree["error"]) == (2, "bawaslu.known")
    back = ("report", "bawaslu-withdraw", report["number"], "--number", "007/LP/PP", "--level", "kecamatan", "--reason")
    empty = shell.run(*back, " ", profile="post")
    assert (empty.code, empty.tree["error"]) == (2, "bawaslu.reason")
    assert shell.good(*back, "milik laporan lain", profile="post")["receipts"] == []
    assert len(shell.good("status", profile="post")["deadlines"]) == 2, "they run again"
    shown = shell.good("report", "show", report["id"], profile="post")
    assert [line["kind"] for line in shown["history"]][-2:] == ["bawaslu.receipt_recorded", "bawaslu.receipt_withdrawn"]
    assert [each["reason"] for each in shown["withdrawn_receipts"]] == ["milik laporan lain"]
    again = shell.run(*back, "milik laporan lain", profile="post")
    assert (again.code, again.tree["error"]) == (2, "bawaslu.withdrawn")
    bad = shell.run("report", "bawaslu", report["number"], "--number", "2", "--at", "besok", "--level", "ri", profile="post")
    assert (bad.code, bad.tree["error"]) == (2, "bawaslu.zone")
