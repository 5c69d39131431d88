"""A regency's desk over the command line: its kit, its team, its levels; what goes up, what comes down, what never does."""

from __future__ import annotations

import json
from typing import Any

from tests.scripts.shell import Shell

AT, OWN, OTHER = {"profile": "province"}, "19.05", "19.03"
HERE = {"profile": "regency"}
CANARY = "KENARIKUNING"


def begun(shell: Shell) -> None:
    shell.refused("kit.regency", "kit", "create", "--regency", "52.01", "--out", shell.home / "x.kit", **AT)
    shell.refused("kit.not_administrator", "kit", "create", "--regency", OWN, "--out", shell.home / "x.kit", profile="post")
    made = shell.good("kit", "create", "--regency", OWN, "--out", shell.home / "regency.kit", **AT)
    files = ["--kit", shell.home / "regency.kit", "--kit-code-file", shell.write("regency.code", made["code"] + "\n")]
    assert shell.good("post", "create", *files, **HERE)["post"] == OWN


def carried(shell: Shell, giver: str, taker: str) -> Any:
    shell.good("send", shell.stick, profile=giver)
    return shell.good("receive", shell.stick, profile=taker)


def gaps(shell: Shell, who: dict[str, str]) -> list[str]:
    return [gap["area"] for gap in shell.run("member", "list", **who).tree["gaps"] if gap["what"] == "no_decree"]


def rakor(shell: Shell, who: dict[str, str], area: str) -> str:
    made: str = shell.good(
        "meeting", "add", "--kind", "rakor", "--target", "B.04", "--day", "2024-02-05", "--theme", f"Rakor {area}",
        "--track", "wasnas", **who,
    )["id"]  # fmt: skip
    return made


def test_a_regency_works_on_its_own_area_and_the_province_sees_it(shell: Shell) -> None:
    begun(shell)
    assert gaps(shell, HERE) == [OWN]
    decree = shell.good("member", "decree", "--area", OWN, "--number", "188/7/2024", "--day", "2024-01-10", **HERE)["id"]
    shell.good("member", "add", "--decree", decree, "--institution", "KESBANGPOL", "--position", "Kepala Badan", **HERE)
    meeting = rakor(shell, HERE, OWN)
    tree = shell.good("meeting", "hold", "--example") | {"clerk": ""}
    strange = shell.write("rapat.json", json.dumps(tree | {"areas": [{"area": "19.03.08", "level": "sedang", "change": ""}]}))
    shell.refused("regency.area", "meeting", "hold", meeting, "--file", strange, **HERE)
    own = shell.write("rapat.json", json.dumps(tree | {"areas": [{"area": f"{OWN}.01", "level": "sedang", "change": ""}]}))
    shell.good("meeting", "hold", meeting, "--file", own, **HERE)
    shell.good("minutes", meeting, "--out", shell.home / "notulen.pdf", **HERE)
    level = ["sedang", "--reason", "KR-01"]
    shell.good("vulnerability", "assess", f"{OWN}.01", *level, **HERE)
    # What is not its own is refused with a sentence, and nothing was written.
    before = shell.good("check", **HERE)["entries"]
    shell.refused("regency.area", "vulnerability", "assess", OTHER, *level, **HERE)
    shell.refused("regency.area", "member", "decree", "--area", OTHER, "--number", "1", "--day", "2024-01-10", **HERE)
    shell.refused("regency.closed", "report", "add", "-", stdin=json.dumps(shell.example("complaint")).encode(), **HERE)
    assert shell.good("check", **HERE)["entries"] == before

    assert OWN in gaps(shell, AT) and len(gaps(shell, AT)) == 8  # the province itself, and its seven regencies
    taken = carried(shell, "regency", "province")
    assert taken["quarantined"] == [] and taken["entries"] > 5
    assert OWN not in gaps(shell, AT) and len(gaps(shell, AT)) == 7
    assert shell.good("vulnerability", "history", f"{OWN}.01", **AT)["assessments"][0]["level"] == "sedang"
    # Its rakor is not the province's: B.04 is free, and neither changes the other's records.
    assert shell.run("meeting", "list", **AT).tree["meetings"] == []
    seen = shell.run("meeting", "list", "--regency", OWN, **AT).tree["meetings"]
    assert [(row["theme"], row["ordinal"], row["status"]) for row in seen] == [(f"Rakor {OWN}", 1, "minuted")]
    rakor(shell, AT, CANARY)
    other = shell.good("action", "add", "--activity", "Rapat", "--owner", "KESBANGPOL", "--due", "2024-03-01", **HERE)["id"]
    carried(shell, "regency", "province")
    shell.refused("regency.theirs", "action", "move", other, "--status", "selesai", **AT)
    assert shell.good("action", "list", **AT)["actions"] == []
    comes_down(shell)


def comes_down(shell: Shell) -> None:
    """Of its own area, and naming nobody."""
    place = {"area": f"{OWN}.01"}
    warning = shell.example("early_warning")
    shell.add(warning | {"place": place, "level": "tinggi"}, warning | {"place": {"area": f"{OTHER}.08"}})
    told = f"{CANARY} menerima uang di pasar, kata seorang pedagang yang melihat sendiri kejadian itu."
    shell.add(shell.example("complaint") | {"narrative": told, "place": place})
    carried(shell, "post", "province")
    words = shell.write("kata.txt", f"{CANARY} menurut petugas")
    shell.good("vulnerability", "assess", OWN, "tinggi", "--reason", "KR-01", "--words-file", words, **AT)
    shell.good("vulnerability", "assess", OTHER, "sedang", "--reason", "KR-01", **AT)
    carried(shell, "province", "regency")
    shown = shell.good("vulnerability", "list", **HERE)
    areas = {area["code"]: area for area in shown["areas"]}
    assert set(areas) <= {OWN, f"{OWN}.01"} and areas[OWN]["level"] == "tinggi" and sum(areas[OWN]["warnings"]) == 1
    assert shell.run("report", "list", **HERE).tree["reports"] == []
    assert [row["theme"] for row in shell.run("meeting", "list", **HERE).tree["meetings"]] == [f"Rakor {OWN}"]
    entries = shell.good("audit", "list", **HERE)["entries"]
    assert {row["kind"] for row in entries if row["post"] != OWN} == {"stream.opened", "area.told", "status.published"}
    # Twice the same is nothing; a level of its own is later than the province's.
    assert shell.good("send", shell.home / "stick", "--to", OWN, **AT)["objects"] == 0
    shell.good("vulnerability", "assess", OWN, "rendah", "--reason", "KR-01", **HERE)
    again = {area["code"]: area["level"] for area in shell.good("vulnerability", "list", **HERE)["areas"]}
    assert again[OWN] == "rendah"
    assert shell.good("check", **HERE)["problems"] == []
