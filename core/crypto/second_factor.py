"""What somebody brings to his slot: a passphrase, and where the slot says so a second thing that he has.

The second thing is mixed into the slot's key, so nothing in the file tells a right passphrase without it from a wrong one.
It is asked for when a slot is opened or written anew, and at no other time: what is open is saved, locked and sent without.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Protocol

KEY_FILE: Final = "keyfile"
TOKEN: Final = "fido2"  # noqa: S105 - the name of a kind
SECRET_BYTES: Final = 32
SALT_BYTES: Final = 32


@dataclass(frozen=True)
class Need:
    """What a slot asks for besides the passphrase: its kind, and for a token which credential and which salt.

    A kind that this program does not know belongs to a later one: its slot is kept and opens to nobody here.
    """

    kind: str
    credential: bytes = b""
    salt: bytes = b""


class SecondFactor(Protocol):
    """A key file or a token that is at hand."""

    @property
    def kind(self) -> str:
        """Which needs it can answer."""
        ...

    def secret_for(self, need: Need) -> bytearray | None:
        """32 bytes of its own, which the caller wipes; None where it is not what the slot was made with."""
        ...


@dataclass(frozen=True)
class Brought:
    """A passphrase together with a second thing."""

    passphrase: str | bytearray = field(repr=False)
    second: SecondFactor


Way = str | bytearray | Brought
"""What opens a slot."""


def parts_of(way: Way) -> tuple[str | bytearray, SecondFactor | None]:
    """The passphrase, and the second thing where one was brought."""
    return (way.passphrase, way.second) if isinstance(way, Brought) else (way, None)
