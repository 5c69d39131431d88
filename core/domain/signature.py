"""What a person signed, as a record: who, in what part, how, over which content; a COSE_Sign1 of the witnessing officer.

The record is the truth and can be merged in any order; a page that shows it is made from it. The signature is the officer's
who saw the person sign, and says so; the person's own hand is in the ink or on the paper.

Payload, deterministic CBOR without keys (RFC 8949 4.2.1)::

    ["posko/signature/1", role, document (16 bytes), content digest (32 bytes), name, position, element, method,
     "YYYY-MM-DD", ink digest or empty]
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LABEL: Final = "posko/signature/1"
DECLARANT, WITNESS, SIGNATORY = "pembuat pernyataan", "saksi", "penanda tangan"
ROLES: Final = (DECLARANT, WITNESS, SIGNATORY)
METHODS: Final = ("basah", "layar")
LIMIT: Final = 4096
"""A record's COSE message is no longer, in bytes."""


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature's fields; ``document`` is the subject (16 bytes or more) that is signed, ``ink`` a digest or empty."""

    role: str
    document: bytes
    content: bytes
    name: str
    position: str
    element: str
    method: str
    day: str
    ink: bytes = b""

    def tree(self) -> list[object]:
        """The payload before it is encoded."""
        return [
            LABEL,
            self.role,
            self.document,
            self.content,
            self.name,
            self.position,
            self.element,
            self.method,
            self.day,
            self.ink,
        ]
