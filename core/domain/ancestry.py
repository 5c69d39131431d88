"""Who knew of what: entries name the last ones their author held, and so descend from them (D2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.domain.events import Fact

PARENT_BYTES = 16


class Ancestry:
    """The entries of one subject by who had seen which. A parent that is not held tells nothing."""

    def __init__(self, history: Iterable[Fact]) -> None:
        self._parents: Mapping[bytes, tuple[bytes, ...]] = {
            fact.source.digest[:PARENT_BYTES]: fact.source.parents for fact in history
        }
        self._known: dict[bytes, frozenset[bytes]] = {}

    def descends(self, later: Fact, earlier: Fact) -> bool:
        """True when the author of ``later`` had seen ``earlier``; an entry has seen itself."""
        return earlier.source.digest[:PARENT_BYTES] in self._ancestors(later.source.digest[:PARENT_BYTES])

    def concurrent(self, one: Fact, other: Fact) -> bool:
        """True when neither author had seen the other's entry."""
        return not self.descends(one, other) and not self.descends(other, one)

    def _ancestors(self, name: bytes) -> frozenset[bytes]:
        if name not in self._known:
            found, waiting = {name}, [name]
            while waiting:
                for parent in self._parents.get(waiting.pop(), ()):
                    if parent not in found:
                        found.add(parent)
                        waiting.append(parent)
            self._known[name] = frozenset(found)
        return self._known[name]
