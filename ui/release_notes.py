"""What is new in a version, taken out of the changelog: for the window, and for the list that travels with a release."""

from __future__ import annotations

import re
from typing import Final

HEADING: Final = re.compile(r"^## \[([^]]+)\][^\n]*\n", re.MULTILINE)
UNRELEASED: Final = "Unreleased"


def sections(changelog: str) -> dict[str, str]:
    """Text by version, the newest first; without empty ones."""
    parts = HEADING.split(changelog)[1:]
    return {name: text.strip() for name, text in zip(parts[::2], parts[1::2], strict=True) if text.strip()}


def newest(changelog: str) -> str:
    """The newest version's notes under its heading; of a checkout that is what was not released yet."""
    found = sections(changelog)
    return next((f"{name}\n\n{text}" for name, text in found.items()), "")
