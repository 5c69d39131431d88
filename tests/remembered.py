"""What is worked out once a run, for every test would get the same: stretched passphrases, and statements as text.

Each test opens stores of its own; without this, every store spells out every statement anew, which was a quarter of all time.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from functools import cache
from types import SimpleNamespace
from typing import Any, ClassVar

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from sqlalchemy import Engine, create_engine
from sqlalchemy.util import LRUCache
from sqlcipher3 import dbapi2 as sqlcipher

from core.app import intake, profile, renewal
from core.app.device import Device
from core.crypto import kdf, keyslots, lookup
from core.domain.identifiers import LOOKUP_DIGITS
from core.storage import database

STATEMENTS = 4_000


class RememberedArgon2id:
    """The real function, computed once a run for the same passphrase, salt and cost: copies of a world share all three."""

    known: ClassVar[dict[tuple[object, ...], bytes]] = {}

    def __init__(self, **cost: object) -> None:
        self._cost = cost

    def derive_into(self, secret: bytes, made: bytearray) -> None:
        """What Argon2id gives, from memory where it was asked before; who asked may wipe it."""
        asked = (bytes(secret), *sorted(self._cost.items()))
        if asked not in self.known:
            self.known[asked] = Argon2id(**self._cost).derive(secret)  # type: ignore[arg-type]
        made[:] = self.known[asked]


def stretched_once(stretch: Callable[..., bytearray]) -> Callable[..., bytearray]:
    """The same function, computed once for the same asking; each who asks gets bytes of his own, which he may wipe."""
    known = cache(lambda *asked: bytes(stretch(*asked)))
    return lambda secret, *asked: bytearray(known(bytes(secret), *asked))


def cheaply(digits: bytes, salt: bytes, _cost: object) -> bytearray:
    """A look-up code by the real function at its least cost: whoever looks at the true one asks for ``kdf.stretch``."""
    return bytearray(Argon2id(salt=salt, length=32, iterations=1, lanes=1, memory_cost=8).derive(digits))


class CodesInTurn:
    """Look-up codes that count up in each province, so that other tests have stretched them already.

    They begin anew with a fresh world while no other one is there, for all are copies of one province.
    """

    given: ClassVar[Counter[bytes]] = Counter()
    worlds: ClassVar[set[str]] = set()

    @classmethod
    def begin(cls, room: str) -> None:
        """A world is there."""
        if not cls.worlds:
            cls.given.clear()
        cls.worlds.add(room)

    @classmethod
    def end(cls, room: str) -> None:
        """It is gone."""
        cls.worlds.discard(room)

    @classmethod
    def fresh(cls, device: Device) -> str:
        """The digits of the next code, spread so that no two look alike."""
        device.ports.entropy(16)  # the product rolls here; whatever is rolled next stays what it was
        province = device.belongings.province
        cls.given[province] += 1
        return f"{cls.given[province] * 7_046_029_254_386_353 % 10**LOOKUP_DIGITS:0{LOOKUP_DIGITS}d}"


class SaltsInTurn:
    """Salts of new profiles: the first, second and so on for a passphrase are alike in all tests, which stretch it once."""

    given: ClassVar[Counter[bytes]] = Counter()

    @classmethod
    def create(cls, passphrase: str | bytearray, *rest: Any) -> bytes:
        """The slots of a new profile as the program makes them, but for the salt."""
        *rest, entropy = rest
        secret = bytes(kdf.passphrase_bytes(passphrase))
        cls.given[secret] += 1
        salt = hashlib.shake_256(secret + cls.given[secret].to_bytes(4, "big")).digest(len(entropy(kdf.SALT_BYTES)))
        rolled = iter((salt,))
        return keyslots.create(passphrase, *rest, lambda size: next(rolled, b"") or entropy(size))


class OneDialect:
    """Makes the engines of stores; all speak with one dialect and share the statements they have spelled out."""

    def __init__(self) -> None:
        self._model: Engine | None = None
        self._statements: Any = LRUCache(STATEMENTS)

    def __call__(self, url: str, **settings: Any) -> Engine:
        """An engine as the product asks for it."""
        if self._model is None:
            self._model = create_engine("sqlite+pysqlite://", module=sqlcipher)
            self._model.connect().close()  # the dialect asks the library what it can
        engine = create_engine(url, **settings)
        engine.dialect = engine.pool._dialect = self._model.dialect
        engine._compiled_cache = self._statements
        return engine


@cache
def remember() -> None:
    """From now on, in this process; once is enough."""
    vars(kdf)["Argon2id"] = RememberedArgon2id
    vars(lookup)["stretch"] = cheaply
    vars(profile)["keyslots"] = SimpleNamespace(**(vars(keyslots) | {"create": SaltsInTurn.create}))
    for room in (intake, renewal):
        vars(room)["fresh_code"] = CodesInTurn.fresh
    vars(database)["create_engine"] = OneDialect()
    vars(database)["EMPTIED_MEMORY"] = "PRAGMA cipher_memory_security"  # a third of what the engine takes; alone, it is tested
