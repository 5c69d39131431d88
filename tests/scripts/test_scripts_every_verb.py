"""Every verb there is, none left out: what no disk, no number and no text can hold."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scripts.shell import Shell
from ui.cli.main import _parser

COMMON = frozenset({"help", "version", "profile", "officer", "passphrase_file", "unlock_key_file"})
FLAGS = frozenset({"security_key", "json", "lang"})
PATHS = frozenset({"file", "source", "target"})
LONG, BROKEN, ENDLESS = "x" * 300, "a\udcff", "9" * 40
Words = tuple[str, ...]
CODES = {LONG: "file.name_long", ENDLESS: "usage", BROKEN: "text.forbidden"}


def verbs(parser: argparse.ArgumentParser, words: Words = ()) -> Iterator[tuple[Words, argparse.ArgumentParser]]:
    """Each verb with its parser."""
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    for action in below:
        for word, next_ in action.choices.items():
            yield from verbs(next_, (*words, word))
    if not below:
        yield words, parser


def line(words: Words, parser: argparse.ArgumentParser, odd: argparse.Action, value: str) -> list[str]:
    """The verb with one odd value, and something harmless wherever else it asks for a value."""
    groups = [group._group_actions for group in parser._mutually_exclusive_groups if group.required]
    needed = [group[0] for group in groups if odd not in group]
    options, places = list[str](), list[str]()
    for action in parser._actions:
        if action is not odd and not action.required and action not in needed:
            continue
        usual = {int: "1", Path: "x", None: "x"}.get(action.type, "2024-02-05")  # type: ignore[call-overload]
        given = value if action is odd else str(next(iter(action.choices or [usual])))
        if action.option_strings:
            options += [action.option_strings[0], given] if action.nargs else [f"{action.option_strings[0]}={given}"]
        else:
            places.append(given)
    return [*words, *options, "--", *places] if places else [*words, *options]


@pytest.mark.fault("CA-20")
def test_no_verb_takes_what_nothing_can_hold(tmp_path: Path) -> None:
    shell, tried = Shell(tmp_path), 0
    for words, parser in verbs(_parser("id")):
        for action in parser._actions:
            closed = action.choices or action.nargs == 0 or action.type not in (Path, int, None)
            if closed or action.dest in COMMON | FLAGS | PATHS:
                continue
            value = LONG if action.type is Path else ENDLESS if action.type is int else BROKEN
            told = shell.run("--json", *line(words, parser, action, value), as_json=False)
            assert told.code == 2 and told.err.count("\n") == 1, (words, action.dest, told)
            assert json.loads(told.out)["error"] == CODES[value], (words, action.dest, told)
            tried += 1
    assert tried > 500
