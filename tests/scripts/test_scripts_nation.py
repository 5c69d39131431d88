"""A national office over the command line: two provinces, three posts of which two bear one code, sticks there and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.nation_world import Nation, found
from tests.scripts.shell import Shell
from tests.world import OTHER_POST, PASSPHRASE, POST, complaint, warning

POSTS = {"post-19": "Laporan pertama", "neighbour": "Laporan kedua", "post-52": "Laporan ketiga"}


@pytest.fixture(scope="module")
def nation() -> Iterator[Nation]:
    made = found("script")
    yield made
    made.close()


@pytest.fixture(scope="module")
def shell(nation: Nation) -> Shell:
    """A shell in the folder of the profiles; each post has reported, its stick lies there."""
    shell = Shell(nation.room)
    shell.write("passphrase", PASSPHRASE + "\n")
    for name, summary in POSTS.items():
        post = nation.laptops[name]
        if name == "post-19":
            post.submit(warning(summary=summary), post.attach(b"bukti"))
            post.submit(complaint())
        else:
            post.submit(warning(summary=summary))
        stick = nation.room / f"stick-of-{name}"
        stick.mkdir()
        post.send(stick)
        post.close()
    return shell


def sent(shell: Shell, stick: Path, profile: str, *options: object) -> int:
    count: int = shell.good("send", stick, *options, profile=profile)["objects"]
    return count


def test_two_provinces_report_to_one_office(shell: Shell) -> None:
    sticks = [shell.home / f"stick-of-{name}" for name in POSTS]
    shell.good("receive", *sticks[:2], profile="province-19")
    shell.good("receive", sticks[2], profile="province-52")
    stick = shell.home / "shared"  # one stick goes round to both
    stick.mkdir()
    for area in ("19", "52"):
        assert sent(shell, stick, f"province-{area}", "--to", "nation") > 0
    taken = shell.good("receive", stick, profile="nation")
    assert taken["quarantined"] == [] and sorted(post[:3] for post in taken["posts"]) == ["19/", "52/"]
    rows = shell.good("report", "list", profile="nation")["reports"]
    assert {(row["post"], row["summary"]) for row in rows} == {
        (f"19/{POST}", "Laporan pertama"),
        (f"19/{POST}", ""),  # what a visitor told stays in the province
        (f"19/{OTHER_POST}", "Laporan kedua"),
        (f"52/{POST}", "Laporan ketiga"),
    }
    assert all(row["number"].startswith(row["post"] + "-") for row in rows)
    number = next(row["number"] for row in rows if row["attachments"])
    status = shell.good("status", profile="nation")
    counted = {(post, sum(row["post"] == post for row in rows)) for post in {row["post"] for row in rows}}
    assert {(post["code"], post["reports"]) for post in status["posts"]} == counted
    told = {
        row["area"]: (row["posts"], row["reports"]) for row in shell.good("nation", "provinces", profile="nation")["provinces"]
    }
    assert told == {"19": (2, 3), "52": (1, 1)}
    # The answers go back on the same stick, and then nothing is left to say.
    assert shell.good("nation", "ask", number, profile="nation") == {"asked": 1}
    assert sent(shell, stick, "nation") == 2
    for area in ("19", "52"):
        shell.good("receive", stick, profile=f"province-{area}")
        shown = shell.good("province", "nation", profile=f"province-{area}")
        assert (shown["lacking"], shown["asked"]) == (0, int(area == "19")) and shown["held"] > 1 and shown["told_at"]
    assert sent(shell, stick, "province-52", "--to", "nation") == 0
    assert sent(shell, stick, "province-19", "--to", "nation") == 1  # the attachment, and nothing else
    assert shell.good("receive", stick, profile="nation")["attachments"] == 1
    assert shell.good("check", profile="nation")["problems"] == []


def test_they_become_known_by_two_files_and_two_fingerprints(shell: Shell) -> None:
    """The other office, which a province may know only after it left the first one."""
    shell.good("nation", "create", "--name", "Kantor Lain", profile="other")
    introduction, answer = shell.home / "province.intro", shell.home / "province.answer"
    told = shell.good("province", "introduce", "--out", introduction, profile="province-52")["fingerprint"]
    seen = shell.good("nation", "adopt", "--file", introduction, profile="other")
    assert (seen["adopted"], seen["fingerprint"], seen["area"]) == (False, told, "52")
    adopt = ["nation", "adopt", "--file", introduction, "--out", answer, "--fingerprint"]
    shell.refused("nation.fingerprint", *adopt, "00" * 16, profile="other")
    made = shell.good(*adopt, told, profile="other")
    known = ["--file", answer, "--fingerprint", made["own_fingerprint"]]
    shell.refused("nation.other", "province", "nation", *known, profile="province-52")
    assert shell.good("province", "nation", "--leave", profile="province-52") == {"nation": None}
    begun = shell.good("province", "nation", *known, profile="province-52")
    # What the first office acknowledged says nothing of this one.
    assert (begun["nation"], begun["held"], begun["told_at"]) == ("Kantor Lain", 0, "") and begun["lacking"] > 1
