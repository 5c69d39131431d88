"""Any text in every field of every form of the command line: taken or refused in one sentence, never a fault."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.hostile.corpus import ALL_REFUSED, ALL_TAKEN, PICTURE
from tests.scripts.shell import Result, Shell

KINDS = ("complaint", "early_warning", "situation", "information")
PAPERS = ("t04", "t08", "t12")


def leaves(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The places of all texts in a form."""
    if isinstance(tree, str):
        yield path
    elif isinstance(tree, dict | list):
        for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from leaves(value, (*path, key))


def changed(tree: Any, path: tuple[Any, ...], text: str) -> Any:
    """The form with one text replaced."""
    other = copy.deepcopy(tree)
    place = other
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = text
    return other


def judged(done: Result, where: object) -> int:
    """Taken, or refused by a code of its own in one line."""
    assert done.code in (0, 1, 2), (where, done)
    if done.code:
        assert done.tree["error"] != "internal", (where, done.tree)
        assert done.err.count("\n") == 1 and "Traceback" not in done.err and "\x1b" not in done.err, (where, done.err)
    return done.code


@pytest.mark.fault("CA-20")
@pytest.mark.parametrize("text", [ALL_TAKEN, ALL_REFUSED], ids=["taken", "refused"])
def test_every_field_of_every_form_takes_anything(shell: Shell, text: str) -> None:
    text = text.replace(PICTURE, "/x/y.png")
    taken = tried = 0
    for kind in KINDS:
        tree = shell.example(kind)
        for path in leaves(tree):
            body = json.dumps(changed(tree, path, text)).encode()
            taken += judged(shell.run("report", "add", "-", profile="post", stdin=body), (kind, path)) == 0
            tried += 1
    for kind in PAPERS:
        tree = shell.good("document", "issue", kind, "--example")
        for path in leaves(tree):
            form = shell.write("isian.json", json.dumps(changed(tree, path, text)))
            out = shell.home / f"{kind}-{tried}.pdf"
            taken += judged(shell.run("document", "issue", kind, "--file", form, "--out", out, profile="post"), (kind, path)) == 0
            tried += 1
    assert tried > 60 and shell.good("check", profile="post")["problems"] == []
    assert (taken > 20) if text.startswith("<img") else (taken == 0), taken
