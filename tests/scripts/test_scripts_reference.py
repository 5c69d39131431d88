"""Reference data by verbs: listed, previewed, published, carried to a post, refused where they must be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

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


@pytest.mark.fault("RD-3")
def test_what_is_no_data_set_is_refused(shell: Shell) -> None:
    state = shell.state("province")
    shell.refused("reference.not_a_set", "reference", "publish", shell.write("x.json", "{"), profile="province")
    shell.refused("file.missing", "reference", "publish", shell.home / "none.json", profile="province")
    file = other(shell, "2031.1")
    shell.refused("reference.twice", "reference", "publish", file, file, profile="province")
    broken = shell.write("broken.json", file.read_text("utf-8").replace('"BAWASLU"', '"NOBODY"'))
    shell.refused("reference.unfit", "reference", "publish", broken, profile="province")
    assert shell.state("province") == state


def test_single_items_are_changed_in_a_draft_looked_at_and_published(shell: Shell) -> None:
    shell.add(shell.example("complaint"))
    shell.good("send", shell.stick, profile="post")
    shell.good("receive", shell.stick, profile="province")
    act = shell.good("reference", "item", "violations", "tni-02", profile="province")["item"]
    changed = shell.write("act.json", json.dumps(act | {"name_id": "Nama dari rancangan"}))
    (row,) = shell.good("reference", "put", "violations", changed, "--code", "TNI-02", profile="province")["rows"]
    assert (row["state"], row["fields"]) == ("changed", [["name_id", act["name_id"], "Nama dari rancangan"]])
    shell.refused("reference.field", "reference", "put", "violations", shell.write("bad.json", "{}"), profile="province")
    shell.refused("authority.refused", "reference", "put", "violations", changed, "--code", "TNI-02", profile="post")
    ended = shell.run("reference", "end", "institutions", "DENPOM", "--on", "2024-08-30", profile="province")
    assert ended.code == 1 and {each["code"] for each in ended.tree["findings"]} == {"abolished"}
    shell.refused("reference.abolished", "reference", "publish-draft", profile="province")
    assert len(shell.good("reference", "undo", profile="province")["rows"]) == 1
    found = shell.good("reference", "items", "violations", "--text", "rancangan", profile="province")
    assert [row["state"] for row in found["items"]] == ["changed"]
    effect = shell.good("reference", "draft", "--effect", profile="province")["effect"]
    assert effect["sets"][0]["changed"] == ["TNI-02"] and effect["day_count"] == 0
    assert shell.good("reference", "publish-draft", profile="province")["published"] == ["violations"]
    shell.refused("reference.draft_empty", "reference", "publish-draft", profile="province")
    versions = shell.good("reference", "item", "violations", "TNI-02", profile="province")["versions"]
    assert [(each["what"], each["state"]) for each in versions] == [("changed", "in_force"), ("shipped", "older")]
    shell.good("send", shell.stick, profile="province")
    shell.good("receive", shell.stick, profile="post")
    assert shell.good("reference", "item", "violations", "TNI-02", profile="post")["item"]["name_id"] == "Nama dari rancangan"


def test_the_effect_names_the_time_limits_that_move(shell: Shell) -> None:
    shell.add(shell.example("complaint"))
    shell.good("send", shell.stick, profile="post")
    shell.good("receive", shell.stick, profile="province")
    day = {"date": "2024-02-12", "name_id": "Libur", "kind": "daerah", "regencies": None, "confidence": "verified"}
    shell.good("reference", "put", "holidays", shell.write("day.json", json.dumps(day)), profile="province")
    (moved,) = shell.good("reference", "draft", "--effect", profile="province")["effect"]["days"]
    assert moved["before"] < moved["after"]
    assert shell.good("reference", "drop", profile="province")["rows"] == []
