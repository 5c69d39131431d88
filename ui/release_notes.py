"""What is new in a version, for the people who use it: for the window, and for the list that travels with a release."""

from __future__ import annotations

import re
from typing import Final

HEADING: Final = re.compile(r"^## (\S+)\n", re.MULTILINE)
UNRELEASED: Final = "Unreleased"
LANGUAGES: Final = ("id", "en")
FILE: Final = "release-notes/{}.md"
"""The resource of a language."""


def sections(page: str) -> dict[str, str]:
    """Markdown by version, the newest first; without empty ones."""
    parts = HEADING.split(page)[1:]
    return {name: text.strip() for name, text in zip(parts[::2], parts[1::2], strict=True) if text.strip()}


def newest(page: str) -> str:
    """The newest version's notes under its heading; of a checkout that is what was not released yet."""
    found = sections(page)
    return next((text if name == UNRELEASED else f"**{name}**\n\n{text}" for name, text in found.items()), "")
