"""Where a command line leads: to the window, or to a verb."""

from __future__ import annotations

import pytest

from ui.start import wants_window


@pytest.mark.parametrize("argv", [[], ["--profile", "pos"], ["--profile=pos"]])
def test_without_a_verb_the_window_opens_where_there_is_a_screen(argv: list[str]) -> None:
    assert wants_window(argv, blind=False) and not wants_window(argv, blind=True)


@pytest.mark.parametrize("argv", [["--open", "k.kit"], ["--profile", "pos", "--open", "k.kit"], ["--profile=pos", "--open"]])
def test_files_to_open_are_the_windows(argv: list[str]) -> None:
    assert wants_window(argv, blind=False) and wants_window(argv, blind=True)


@pytest.mark.parametrize(
    "argv",
    [
        ["status"], ["--help"], ["--version"], ["--profile", "pos", "status"], ["--profile=pos", "status", "--json"],
        ["--profile"], ["--profile", "--json"], ["--profile", "--open"], ["--json", "--profile", "pos"],
    ],
)  # fmt: skip
def test_all_else_is_the_command_lines(argv: list[str]) -> None:
    assert not wants_window(argv, blind=False) and not wants_window(argv, blind=True)
