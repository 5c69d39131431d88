"""Addresses of links: ``sftp://``, ``webdav://`` (over TLS), ``webdav+http://`` (inside the building alone), ``s3://``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from core.domain.errors import Invalid

SCHEMES: Final = ("sftp", "webdav", "webdav+http", "s3", "s3+http")
_PORTS: Final = {"sftp": 22, "webdav": 443, "webdav+http": 80, "s3": 443, "s3+http": 80}


@dataclass(frozen=True, slots=True)
class Address:
    """Where a link leads and what opens it.

    ``folder`` is a path without a slash at the end; of S3 its first part is the bucket. ``ca`` is PEM of the only
    authority that is believed, empty for the system's; ``host_key`` an OpenSSH public key line; ``key`` a private key.
    """

    scheme: str
    host: str
    port: int
    folder: str
    user: str = ""
    password: str = field(default="", repr=False)
    key: str = field(default="", repr=False)
    ca: str = field(default="", repr=False)
    host_key: str = ""

    @property
    def shown(self) -> str:
        """The address as people read it: without a secret."""
        return f"{self.scheme}://{self.host}:{self.port}{self.folder}"

    @property
    def secure(self) -> bool:
        """Whether the connection is encrypted; the objects are in any case."""
        return not self.scheme.endswith("+http")


def is_address(text: str) -> bool:
    """True when a text means a link and not a folder."""
    return "://" in text


def read_address(text: str) -> Address:
    """An address out of its text; raises ``Invalid('link.address')``."""
    try:
        parts = urlsplit(text)
        return _address(parts, parts.port)
    except ValueError:
        raise Invalid("link.address") from None


def _address(parts: SplitResult, port: int | None) -> Address:
    if parts.scheme not in SCHEMES or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(parts.scheme)
    folder = unquote(parts.path).rstrip("/")
    if any(step == ".." for step in folder.split("/")) or (parts.scheme.startswith("s3") and not folder.strip("/")):
        raise ValueError(folder)
    return Address(
        scheme=parts.scheme,
        host=parts.hostname,
        port=port or _PORTS[parts.scheme],
        folder=folder,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )
