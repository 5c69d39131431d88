"""Reference data by verbs: listed, previewed, published, carried to a post, refused where they must be."""

from __future__ import annotations

import json
from pathlib import Path

from tests.scripts.shell import ROOT, Shell


def other(shell: Shell, version: str, **names: str) -> Path:
    """The shipped acts with another version and other names."""
    tree = json.loads((ROOT / "resources" / "reference" / "violations.json").read_text("utf-8"))
    tree["version"] = version
    for item in tree["items"]:
        item["name_id"] = names.get(item["code"].replace("-", "_"), item["name_id"])
    return shell.write(f"violations-{version}.json", json.dumps(tree))


def test_the_province_publishes_and_a_post_takes_it_over(shell: Shell) -> None:
    (report,) = shell.add(shell.example("complaint"))
    shell.good("send", shell.stick, profile="post")
    shell.good("receive", shell.stick, profile="province")
    file = other(shell, "2031.1", TNI_01="Nama baru")
    before = shell.good("reference", "list", profile="province")
    preview = shell.good("reference", "publish", file, "--preview", profile="province")
    assert preview["published"] is False and preview["changes"][0]["changed"] == ["TNI-01"]
    assert shell.good("reference", "list", profile="province") == before
    assert shell.good("reference", "publish", file, profile="province")["published"] is True
    shell.refused("reference.version_old", "reference", "publish", file, profile="province")
    shell.refused("authority.refused", "reference", "publish", other(shell, "2031.2"), profile="post")
    shell.good("send", shell.stick, profile="province")
    shell.good("receive", shell.stick, profile="post")
    sets = {row["dataset"]: row for row in shell.good("reference", "list", profile="post")["sets"]}
    assert len(sets) == 13 and sets["violations"]["version"] == "2031.1"
    assert sets["violations"]["publisher"] and not sets["subjects"]["publisher"]
    assert sets["violations"]["confidence"]["verified"] > 10
    shown = shell.good("report", "show", report["number"], profile="post")
    assert shown["reference"]["held"] is True
    for profile in ("post", "province"):
        assert shell.good("check", profile=profile)["problems"] == []


def test_what_is_no_data_set_is_refused(shell: Shell) -> None:
    state = shell.state("province")
    shell.refused("reference.not_a_set", "reference", "publish", shell.write("x.json", "{"), profile="province")
    shell.refused("file.missing", "reference", "publish", shell.home / "none.json", profile="province")
    file = other(shell, "2031.1")
    shell.refused("reference.twice", "reference", "publish", file, file, profile="province")
    broken = shell.write("broken.json", file.read_text("utf-8").replace('"BAWASLU"', '"NOBODY"'))
    shell.refused("reference.unfit", "reference", "publish", broken, profile="province")
    assert shell.state("province") == state
