"""By verbs: a report goes on to institutions, their answers come back, and the reporter hears how far it got at his post."""

from __future__ import annotations

import hashlib
import json

from tests.scripts.shell import Shell
from tests.scripts.test_scripts_documents import text_of

LATER = "2024-02-06T02:00:00+00:00"


def there_and_back(shell: Shell) -> None:
    """The stick to the province, and back."""
    shell.good("send", shell.stick, profile="post")
    shell.good("receive", shell.stick, profile="province")
    back(shell)


def back(shell: Shell) -> None:
    """Only the way back."""
    shell.good("send", shell.stick, profile="province")
    shell.good("receive", shell.stick, profile="post")


def told(shell: Shell, code: str) -> str:
    """What the reporter hears at the post."""
    status: str = shell.good("report", "lookup", code, profile="post")["status"]
    return status


def _urged(shell: Shell, referral: str, letter: str) -> None:
    """Reminded by telephone and by letter, then brought before the level above: letters of numbers and days alone."""
    assert shell.good("referral", "remind", referral, "--by", "phone", profile="province")["letter"] == ""
    by_letter = shell.good("referral", "remind", referral, "--words", "Mohon nomor registernya", profile="province")
    above = ("--to", "Ketua Bawaslu Provinsi", "--words", "Belum ada jawaban")
    risen = shell.good("referral", "escalate", referral, *above, profile="province")
    numbers = [int(each["letter"].split("/")[0]) for each in (by_letter, risen)]
    assert numbers == [numbers[0], numbers[0] + 1] and all("/TLP/" in each["letter"] for each in (by_letter, risen))
    for each, own in ((by_letter, "Pengingat atas penerusan"), (risen, "Ketua Bawaslu Provinsi")):
        out = shell.home / "ingat.pdf"
        shell.good("letter", referral, "--reminder", each["document"], "--out", out, profile="province")
        said = " ".join(text_of(out).split())
        assert own in said and letter in said and "Tanda terima dari lembaga tujuan" in said and "{" not in said
        assert (("dua (2) kali" in said) == (each is risen) and "satu (1) kali" in said) or each is risen
    shell.refused("document.unknown", "letter", referral, "--reminder", referral, "--out", out, profile="province")
    lines = [row for row in shell.good("referral", "show", referral, profile="province")["answers"] if row["document"]]
    assert [row["kind"] for row in lines] == ["referral.reminded", "referral.escalated"]


def test_a_report_goes_to_bawaslu_and_comes_back_decided(shell: Shell) -> None:
    (reply,) = shell.add(shell.example("complaint"))
    report, code = reply["id"], reply["code"]
    there_and_back(shell)
    shell.refused("authority.refused", "referral", "add", report, "--to", "BAWASLU", profile="post")
    shell.refused("lookup.other_post", "receipt", report, "--out", shell.home / "t05.pdf", profile="province")
    assert not (shell.home / "t05.pdf").exists(), "no receipt without its code"
    sent = shell.good("referral", "add", report, "--to", "bawaslu", "--to", "DENPOM", profile="province")
    assert [each["institution"] for each in sent["referrals"]] == ["BAWASLU", "DENPOM"] and sent["due"]
    pdf, listed = shell.home / "t08.pdf", shell.home / "sidik.txt"
    shell.refused("file.unwritable", "letter", sent["id"], "--out", pdf, "--hash-list", shell.home, profile="province")
    assert not pdf.exists(), "both or neither"
    shell.good("letter", sent["id"], "--out", pdf, "--hash-list", listed, profile="province")
    assert pdf.read_bytes().startswith(b"%PDF")
    shown = shell.good("referral", "show", sent["id"], profile="province")
    assert shown["hash_list"] == hashlib.sha256(listed.read_bytes()).hexdigest()
    lying = shell.good("referral", "medium", sent["id"], "--out", shell.home / "media", profile="province")
    assert (
        lying["files"][:2] == ["surat-penerusan.pdf", "daftar-sidik.txt"] and (shell.home / "media" / lying["files"][1]).exists()
    )
    shell.refused("referral.folder", "referral", "medium", sent["id"], "--out", shell.home / "media", profile="province")
    back(shell)
    assert told(shell, code) == "referred"
    assert "BAWASLU" not in json.dumps(shell.good("report", "show", report, profile="post")["history"])
    early = ("referral", "receipt", sent["id"], "--number", "7/LP/2024", "--at", "2024-02-01T08:00:00+07:00")
    shell.refused("referral.early", *early, profile="province")
    _urged(shell, sent["id"], shown["row"]["letter"] if "row" in shown else shown["letter"])
    shell.when = shell.when.replace(day=6)
    due = shell.good("referral", "receipt", sent["id"], "--number", "7/LP/2024", "--at", LATER, profile="province")
    assert due["id"] == sent["id"] and due["stage"] == "received" and due["due"]
    decision = ("--outcome", "disiplin", "--number", "12/K/2024", "--at", "2024-02-12T10:00:00+07:00")
    shell.when = shell.when.replace(day=13)
    shell.refused("authority.refused", "referral", "decided", sent["id"], *decision, profile="post")
    shell.good("referral", "decided", sent["id"], *decision, profile="province")
    back(shell)
    assert told(shell, code) == "decided"
    at_post = shell.good("report", "show", report, profile="post")
    assert [each["number"] for each in at_post["receipts"]] == ["7/LP/2024"]
    assert {each["state"] for each in at_post["deadlines"] if each["duty"] == "reporter"} == {"stopped"}
    ankum = shell.good("referral", "add", report, "--to", "ANKUM_TNI", profile="province")
    listed_now = shell.good("referral", "list", "--report", report, profile="province")["referrals"]
    assert [(row["institution"], row["stage"]) for row in listed_now] == [
        ("ANKUM_TNI", "sent"),
        ("DENPOM", "sent"),
        ("BAWASLU", "decided"),
    ]
    assert ankum["id"] == listed_now[0]["id"]
    check = shell.good("check", profile="province")
    assert check["problems"] == []
