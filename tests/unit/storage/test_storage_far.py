"""Attachments on an object store that is a dictionary here: moved, read, brought back, forgotten, and the store away."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest

from core.crypto.sealing import AgeIdentity
from core.domain.errors import Unavailable, Untrusted
from core.storage import far
from core.storage import vault as vault_module
from core.storage.vault import Captured, Vault


class Shelf(dict[str, bytes]):
    """An object store; while ``away`` it answers nothing."""

    away = False
    lying = False

    def put(self, name: str, data: bytes) -> None:
        self._require()
        if not self.lying:
            self[name] = data

    def get(self, name: str, limit: int = -1) -> bytes | None:  # type: ignore[override]
        self._require()
        return super().get(name)

    def remove(self, name: str) -> None:
        self._require()
        self.pop(name, None)

    def _require(self) -> None:
        if self.away:
            raise Unavailable("vault.away")


IDENTITY = AgeIdentity.generate()
PLAIN = random.Random(3).randbytes(700_000)


def quiet(done: int, total: int) -> None:
    """Watch nothing."""


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """An empty store, pieces of 256 KiB."""
    monkeypatch.setattr(far, "PIECE_BYTES", 256 * 1024)
    return Shelf()


def vault_on(folder: Path, shelf: Shelf | None) -> Vault:
    vault = Vault(folder)
    vault.lies_on(shelf)
    return vault


def captured(vault: Vault, number: int = 1) -> Captured:
    return vault.capture(io.BytesIO(PLAIN), [IDENTITY.recipient], bytes([number]) * 16, progress=lambda done: None)


def plain(vault: Vault, token: bytes) -> bytes:
    sink = io.BytesIO()
    vault.decrypt(token, [IDENTITY], sink)
    return sink.getvalue()


def test_what_was_laid_away_is_read_and_checked_as_before(tmp_path: Path, shelf: Shelf) -> None:
    vault = vault_on(tmp_path / "a", shelf)
    kept = captured(vault)
    sealed = vault.path(kept.token).read_bytes()
    vault.lay_away(quiet)
    assert [path.suffix for path in vault.folder.iterdir()] == [".far"] and len(shelf) == 4
    assert not any(PLAIN[:64] in data for data in shelf.values())
    assert vault.holds(kept.token) and plain(vault, kept.token) == PLAIN
    vault.check(kept.token, kept.sealed_digest)
    assert vault.read_piece(kept.token, 1) == sealed[256 * 1024 : 512 * 1024]
    assert plain(vault_on(tmp_path / "a", shelf), kept.token) == PLAIN, "a second start"
    vault.fetch_back(quiet)
    assert vault.path(kept.token).read_bytes() == sealed


def test_another_desk_finds_what_one_laid_there(tmp_path: Path, shelf: Shelf) -> None:
    one, other = vault_on(tmp_path / "a", shelf), vault_on(tmp_path / "b", shelf)
    kept = captured(one)
    assert not other.holds(kept.token)
    one.lay_away(quiet)
    assert other.holds(kept.token) and plain(other, kept.token) == PLAIN


@pytest.mark.fault("LK-16")
def test_a_store_that_is_away_loses_nothing(tmp_path: Path, shelf: Shelf) -> None:
    vault = vault_on(tmp_path / "a", shelf)
    kept = captured(vault)
    vault.lay_away(quiet)
    shelf.away = True
    assert vault.holds(kept.token)
    with pytest.raises(Unavailable, match=r"vault\.away"):
        plain(vault, kept.token)
    with pytest.raises(Unavailable, match=r"vault\.away"):
        plain(vault_on(tmp_path / "a", None), kept.token)
    late = captured(vault, 2)
    with pytest.raises(Unavailable, match=r"vault\.away"):
        vault.lay_away(quiet)
    assert plain(vault, late.token) == PLAIN and not vault.holds(bytes(16))
    vault.remove(kept.token)
    assert not vault.holds(kept.token) and vault.laid().removing == 1
    shelf.away = False
    vault.lay_away(quiet)
    assert (vault.laid().here, vault.laid().away, vault.laid().removing) == (0, 1, 0)
    assert {name[:32] for name in shelf} == {late.token.hex()}


@pytest.mark.fault("LK-16")
def test_a_store_that_says_yes_and_stores_nothing_gets_nothing(tmp_path: Path, shelf: Shelf) -> None:
    vault = vault_on(tmp_path / "a", shelf)
    kept = captured(vault)
    shelf.lying = True
    with pytest.raises(Unavailable, match=r"vault\.away"):
        vault.lay_away(quiet)
    assert [path.suffix for path in vault.folder.iterdir()] == [".age"] and plain(vault, kept.token) == PLAIN


def test_damage_there_is_told(tmp_path: Path, shelf: Shelf) -> None:
    vault = vault_on(tmp_path / "a", shelf)
    kept = captured(vault)
    vault.lay_away(quiet)
    name = next(name for name in shelf if name.endswith("000001"))
    shelf[name] = bytes(len(shelf[name]))
    with pytest.raises(Untrusted):
        vault.check(kept.token, kept.sealed_digest)
    with pytest.raises(Untrusted, match=r"attachment\.damaged"):
        vault.fetch_back(quiet)
    del shelf[name]
    with pytest.raises(Untrusted, match=r"attachment\.damaged"):
        plain(vault, kept.token)
    assert vault.holds(kept.token)


def test_sweeping_forgets_there_too(tmp_path: Path, shelf: Shelf) -> None:
    vault = vault_on(tmp_path / "a", shelf)
    kept, dropped = captured(vault), captured(vault, 2)
    vault.lay_away(quiet)
    assert vault.sweep({kept.token}, set()) == 1
    assert {name[:32] for name in shelf} == {kept.token.hex()} and not vault.holds(dropped.token)


def test_what_was_doubted_there_comes_again_and_stays(tmp_path: Path, shelf: Shelf) -> None:
    vault = vault_on(tmp_path, shelf)
    kept = captured(vault)
    sealed = vault.path(kept.token).read_bytes()
    vault.lay_away(quiet)
    vault.doubt(kept.token)
    assert not vault.holds(kept.token)
    # It comes again while the store does not answer: what is still to be removed there must not take the new one along.
    size = vault_module.PIECE_BYTES
    for number, at in enumerate(range(0, len(sealed), size)):
        vault.put_piece(kept.token, number, sealed[at : at + size])
    assert vault.complete(kept.token, kept.sealed_digest) and vault.holds(kept.token)
    for away in (True, False, False):
        shelf.away = away
        vault.lay_away(quiet)
    assert vault.holds(kept.token) and plain(vault, kept.token) == PLAIN and vault.laid().away == 1
