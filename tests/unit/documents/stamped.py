"""Lasting files for tests, always the same bytes; a writer that hides something in a revision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from core.documents import lasting
from core.documents.lasting_form import Layout
from core.documents.token_form import canonical
from core.documents.trust import Trust
from tests import fixed_tsa
from tests.unit.documents.world import pact, province

Change = Callable[[dict[int, bytes]], None]


@dataclass(frozen=True)
class Clock:
    """A timestamp authority by name."""

    name: str

    @property
    def ca(self) -> bytes:
        """The certificate that vouches for it (DER)."""
        return fixed_tsa.certificate(self.name)

    def token(self, digest: bytes) -> bytes:
        """A token in the form that is kept."""
        return canonical(fixed_tsa.token(self.name, digest))

    def beside(self, data: bytes) -> bytes:
        """Level B-T: the token beside the signature."""
        return lasting.with_token(data, self.token(lasting.confirmable(data)))

    def stored(self, data: bytes) -> bytes:
        """Level B-LT: with the certificates."""
        ours = province()
        return Layout(data).with_certificates([ours.signer.certificate_der, ours.signer.ca_der, ours.root, self.ca])

    def stamped(self, data: bytes, change: Change = lambda objects: None) -> bytes:
        """A document timestamp over all, in a revision into which something was put."""
        place = Hostile(data, change).with_place()
        return place.filled(self.token(place.digest))

    def whole(self, data: bytes) -> bytes:
        """Level B-LTA."""
        return self.stamped(self.stored(self.beside(data)))

    def trust(self) -> Trust:
        """The province's, by whoever believes this authority."""
        return replace(province().trust, clocks=(self.ca,))


class Hostile(Layout):
    """Writes our revisions with a change of its own."""

    def __init__(self, data: bytes, change: Change) -> None:
        super().__init__(data)
        self.change = change

    def _revision(self, objects: dict[int, bytes]) -> bytes:
        self.change(objects)
        return super()._revision(objects)


@dataclass(frozen=True)
class Stamps:
    """Two authorities, of which the first is believed, and a pact at every level."""

    clock: Clock
    stranger: Clock
    beside: bytes
    stored: bytes
    whole: bytes


def stamps() -> Stamps:
    """A pact at every level."""
    clock = Clock("Penyedia Waktu Contoh")
    beside = clock.beside(pact().pdf)
    stored = clock.stored(beside)
    return Stamps(clock, Clock("Penyedia Asing"), beside, stored, clock.stamped(stored))
