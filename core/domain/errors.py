"""The error tree: what the world can do wrong, each leaf with a stable code.

Refused                     the request cannot be carried out; nothing was changed
├── Invalid                 the input is unusable (exit code 2)
├── NotAllowed              a rule forbids it (exit code 2)
├── Unlockable              passphrase, key slot or kit do not open (exit code 2)
├── Untrusted               what came in does not prove itself (set aside, exit code 1)
└── Unavailable             disk, stick or other process stands in the way (exit code 2)

Cancelled                   the user stopped it; what was done before stays whole
"""

from __future__ import annotations


class Refused(Exception):
    """A fault of the world with a stable dotted code; the sentence for people lives in ui/messages.py.

    ``details`` are plain strings and numbers that the sentence may quote. They never hold words of a report.
    """

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class Invalid(Refused):
    """The input is unusable."""


class NotAllowed(Refused):
    """A rule forbids it."""


class Unlockable(Refused):
    """A passphrase, key slot or kit does not open."""


class Untrusted(Refused):
    """What came in from outside does not prove itself."""


class Unavailable(Refused):
    """Disk, stick or another process stands in the way."""


class Cancelled(Exception):
    """The user stopped long work; everything finished before stays whole."""
