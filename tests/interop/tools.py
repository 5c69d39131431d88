"""Programs of other makers that the interop tests call, and one founded world for all of them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def tool(name: str, package: str) -> str:
    """The path of a program, or the test is skipped with the Debian package that brings it."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed (apt-get install {package})")
    return found


def run(folder: Path, *command: str) -> str:
    """Run in a folder and give what was said; what it said is in the failure otherwise."""
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    assert done.returncode == 0, f"{command[0]}: {said}"
    return said
