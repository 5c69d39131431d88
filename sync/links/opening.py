"""From an address to a medium. Drivers are imported when a link is used: they cost a second of a cold start."""

from __future__ import annotations

from dataclasses import replace

from sync.folder import FOLDER
from sync.links.address import Address
from sync.links.link import Link, Patience, silent
from sync.links.server import Beat, Server


def open_link(address: Address, patience: Patience, beat: Beat = silent) -> Link:
    """A link to the folder DATA below the address, so that the folder on the server is itself a medium; nothing connects yet."""
    inner = replace(address, folder=f"{address.folder}/{FOLDER}")
    return Link(_server(inner), address.shown, patience, beat)


def _server(address: Address) -> Server:
    match address.scheme:
        case "sftp":
            from sync.links.sftp import Sftp

            return Sftp(address)
        case "s3" | "s3+http":
            from sync.links.s3 import S3

            return S3(address)
    from sync.links.webdav import WebDav

    return WebDav(address)
