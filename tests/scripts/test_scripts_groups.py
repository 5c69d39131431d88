"""Reports about one incident by verbs: found, shown side by side, linked and unlinked; a post is refused."""

from __future__ import annotations

from tests.scripts.shell import Shell


def test_found_linked_and_unlinked(shell: Shell) -> None:
    form = shell.example("complaint")
    retold = form | {"summary": f"{form['summary']} lagi"}
    one, other = (shell.add(each)[0]["id"] for each in (form, retold))
    shell.refused("authority.refused", "group", "link", one, other, profile="post")
    shell.good("send", shell.stick, profile="post")
    shell.good("receive", shell.stick, profile="province")
    (row,) = shell.good("group", "candidates", one, profile="province")["candidates"]
    assert row["id"] == other and "words" in row["reasons"]
    found = shell.good("group", "candidates", profile="province")
    assert (found["total"], {found["pairs"][0]["one"], found["pairs"][0]["other"]}) == (1, {one, other})
    assert shell.good("group", "compare", one, other, profile="province")["said"] == ""
    group = shell.good("group", "link", one, other, profile="province")["group"]
    shown = shell.good("group", "show", other, profile="province")["group"]
    assert (shown["id"], shown["posts"], shown["independent"], shown["contested"]) == (group, 1, 1, False)
    assert [each["id"] for each in shell.good("group", "list", profile="province")["groups"]] == [group]
    assert shell.good("group", "candidates", profile="province")["pairs"] == []
    assert shell.good("group", "unlink", one, profile="province")["group"] is None
    assert shell.good("group", "show", one, profile="province")["group"] is None
    assert shell.good("group", "compare", one, other, profile="province")["said"] == "different"
    shell.refused("incident.itself", "group", "link", one, one, profile="province")
    assert shell.good("check", profile="province")["problems"] == []
