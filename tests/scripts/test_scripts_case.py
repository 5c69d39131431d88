"""A case by verbs: list, show, classify, assign, note, completion, agenda, close by two officers, reopen."""

from __future__ import annotations

from tests.scripts.shell import Shell

SECOND, SECOND_PASSPHRASE = "Petugas Kedua", "kata sandi petugas kedua"


def test_a_case_by_verbs(shell: Shell) -> None:
    (report,) = shell.add(shell.example("complaint"))
    shell.good("send", shell.stick, profile="post")
    shell.good("receive", shell.stick, profile="province")
    on = report["id"]

    def case(*words: object) -> dict[str, object]:
        told: dict[str, object] = shell.good("case", *words, profile="province")
        return told

    listed = case("list", "--at", "new")
    assert [row["id"] for row in listed["cases"]] == [report["id"]] and listed["counts"]["stages"]["new"] == 1  # type: ignore[attr-defined, index]
    assert case("open", on, "--agenda", "21/A")["agenda"] == "21/A"
    shown = case("show", on)
    assert shown["proposal"]["reasons"] and shown["allowed"]["classify"] and shown["case_status"] == "at_province"  # type: ignore[index]
    assert case("classify", on)["board_stage"] == "ready"
    assert case("assign", on, "--to", "Petugas 1", "--desk", "Pemilu")["board_stage"] == "ready"
    case("note", on, "--words", "Menunggu foto")
    asked = case("ask-completion", on, "--lacks", "other", "--due", "2024-02-07", "--words", "Foto spanduk")
    assert asked["board_stage"] == "completing"
    agenda = shell.run("case", "agenda", "--day", "2024-02-07", profile="province")
    assert agenda.code == 1 and [item["what"] for item in agenda.tree["items"]][-1] == "completion"
    assert case("complete", on)["board_stage"] == "ready"
    shell.refused("case.outcome", "case", "close", on, "--outcome", "guilty", profile="province")
    waits = case("close", on, "--outcome", "beyond_remit", "--words", "Bukan urusan pemilu")
    assert waits["pending"] and waits["board_stage"] == "ready"
    assert shell.good("decline", waits["pending"], profile="province")["status"] == "declined"
    path = shell.write("second", SECOND_PASSPHRASE + "\n")
    shell.good("officer", "add", SECOND, "--role", "triage", "--new-passphrase-file", path, profile="province")
    both = ["--second-officer", SECOND, "--second-passphrase-file", path, "--second-words", "Setuju, urusan lain"]
    closed = case("close", on, "--outcome", "beyond_remit", "--words", "Bukan urusan pemilu", *both)
    assert (closed["board_stage"], closed["outcome"], closed["case_status"]) == ("closed", "beyond_remit", "closed")
    told = shell.run("case", "show", on, profile="province", as_json=False)
    assert "diduga" in told.out and "Setuju" not in told.out and "Di luar kewenangan (berlaku)" in told.out
    assert case("reopen", on, "--words", "Ternyata ada baliho calon")["board_stage"] == "ready"
    shell.refused("authority.refused", "case", "note", on, "--words", "x", profile="post")
