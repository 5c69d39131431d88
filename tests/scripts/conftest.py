"""A founded province with two posts, made once and copied for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scripts.shell import Shell, copy_of, found


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template; never used itself."""
    home = tmp_path_factory.mktemp("founded")
    found(home)
    return home


@pytest.fixture
def shell(founded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A copy of the template to do anything with."""
    monkeypatch.delenv("POSKO_PROFILE", raising=False)
    monkeypatch.delenv("POSKO_PASSPHRASE_FILE", raising=False)
    return copy_of(founded, tmp_path)
