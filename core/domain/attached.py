"""Attachments as entries name them (D10)."""

from __future__ import annotations

import msgspec


class Attached(msgspec.Struct, frozen=True, kw_only=True):
    """An attachment (D10): sizes in bytes, SHA-256 digests, and the age identity that opens it here."""

    token: bytes
    name: str
    media_type: str
    size: int
    digest: bytes
    sealed_size: int
    sealed_digest: bytes
    pieces: list[bytes]
    secret: str = ""
    shows_identity: bool = False


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """Ciphertext that a post sends without knowing what it holds: size in bytes, SHA-256 of the whole and of each piece."""

    token: bytes
    sealed_size: int
    sealed_digest: bytes
    pieces: list[bytes]
