"""Whether a profile's store lies on a server; a file of its own, for the window asks before anything heavy is loaded."""

from __future__ import annotations

from pathlib import Path

SERVER_FILE = "server.box"


def is_on_server(folder: Path) -> bool:
    """Whether the profile in this folder has a server's address in the place of a store of its own."""
    return (folder / SERVER_FILE).exists()
