"""What screens and verbs are told of this laptop's own key, and the question for it."""

from __future__ import annotations

from dataclasses import dataclass

from core.app.queries import Query


@dataclass(frozen=True, slots=True)
class FormerKeyRow:
    """A key that this laptop had before: when it ended, when the province knew of it, when its private half was destroyed.

    Times are ISO instants, empty for not yet.
    """

    key: str
    ended: str
    copied: bool
    heard: str
    destroyed: str


@dataclass(frozen=True, slots=True)
class DeviceKeyFacts:
    """The key in force, the laptop's name in its certificate, and keys of before, the newest first.

    ``may_renew`` says whether who is at work may make a new one; ``officer`` is the key of his own certificate.
    """

    key: str
    name: str
    former: tuple[FormerKeyRow, ...]
    may_renew: bool
    officer: str


@dataclass(frozen=True, slots=True)
class DeviceKey(Query[DeviceKeyFacts]):
    """The key by which this laptop is known."""
