"""Looking at media before anything is taken in: who wrote, how much of it is new, what would lack, and what is in the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from core.domain.errors import Unavailable, Untrusted
from core.domain.ids import show_id
from sync import looking
from sync.bundle import content_digest
from sync.names import object_name, piece_name
from sync.report import IntakePreview, SenderSeen, SetAside
from tests.world import dice

MARK, OWN, STRANGE = (letter * 32 for letter in (b"m", b"n", b"x"))
STREAM, OTHER = b"s" * 16, b"t" * 16
ONE, TWO, THREE = (object_name(MARK, dice(number)) for number in (1, 2, 3))
MINE, ALIEN = object_name(OWN, dice(4)), object_name(STRANGE, dice(5))
PHOTO, FILM = piece_name(MARK, b"photo"), piece_name(MARK, b"film")


@dataclass
class Shelf:
    """A store in memory that tells and is told nothing."""

    taken: set[tuple[str, bytes]] = field(default_factory=set)
    has: dict[bytes, tuple[int, list[tuple[int, int]]]] = field(default_factory=dict)
    pieces: set[bytes] = field(default_factory=set)
    proved: list[bytes] = field(default_factory=list)

    def marks(self) -> dict[str, bytes]:
        return {"desks": MARK}

    def own_mark(self) -> bytes:
        return OWN

    def drill_marks(self) -> tuple[bytes, ...]:
        return ()

    def is_drill(self) -> bool:
        return False

    def was_taken(self, name: str, digest: bytes) -> bool:
        return (name, digest) in self.taken

    def require_road(self, province: bytes, *_road: object, entries: bool) -> bool:
        if province != b"p":
            raise Untrusted("province.foreign")
        return entries

    def is_own(self, _sender: bytes) -> bool:
        return False

    def prove_acknowledgement(self, cose: bytes, *_of: object) -> None:
        self.proved.append(cose)

    def require_sender(self, certificate: bytes, ca: bytes) -> str:
        if certificate == b"revoked":
            raise Untrusted("sender.revoked")
        assert ca == b"ca"
        return certificate.decode()

    def held(self, stream: bytes) -> int:
        return self.has.get(stream, (-1, []))[0]

    def waiting(self, stream: bytes) -> list[tuple[int, int]]:
        return self.has.get(stream, (-1, []))[1]

    def held_pieces(self) -> set[bytes]:
        return self.pieces

    def piece_marks(self) -> list[bytes]:
        return [OWN, MARK]


def written(
    post: str, device: bytes, first: int, last: int, *, stream: bytes | None = STREAM, created: int = 7, province: bytes = b"p"
) -> Any:
    """An opened object."""
    manifest = SimpleNamespace(
        province=province, audience="desks", certificate=post.encode(), ca=b"ca", stream=stream, sender=device, first=first,
        last=last, acknowledgements=(b"ack",), created=created,
    )  # fmt: skip
    return SimpleNamespace(manifest=manifest, records=())


class Medium:
    """Objects in memory; ``contents`` says what opens out of them."""

    def __init__(self, label: str, files: dict[str, bytes], fault: str = "") -> None:
        self.label, self.files, self.fault = label, files, fault

    def names(self) -> list[str]:
        if self.fault:
            raise Unavailable(self.fault)
        return sorted(self.files)

    def size(self, name: str) -> int:
        return len(self.files[name]) if self.files[name] != b"cut" else -1

    def read(self, name: str, limit: int) -> bytes:
        return self.files[name][: limit + 1]


def look(shelf: Shelf, opens: dict[bytes, Any], *media: Medium, heard: list[Any] | None = None) -> IntakePreview:
    class Opener:
        """Opens what is known."""

        def open_each(self, objects: Any) -> Iterator[Any]:
            for data in objects:
                yield opens[data]

    app: Any = SimpleNamespace(shelf=shelf, identities=())
    given: Any = media
    watch: Any = (lambda *told: heard.append(told)) if heard is not None else (lambda *_told: None)
    return looking.look(app, given, watch, Opener())


def test_what_would_be_taken_in_is_told_by_its_writers() -> None:
    opens = {
        b"1": written("K2", b"b", 0, 4, created=9),
        b"22": written("K1", b"a", 0, 1, stream=OTHER),
        b"333": written("K2", b"b", 8, 9, created=8),
    }
    heard: list[Any] = []
    medium = Medium("satu", {ONE: b"1", TWO: b"22", THREE: b"333", ALIEN: b"?", MINE: b"!"})
    shelf = Shelf(has={STREAM: (1, [(6, 6)])})
    found = look(shelf, opens, medium, heard=heard)
    assert found == IntakePreview(
        senders=(SenderSeen("K1", b"a".hex(), 1, 2, 7), SenderSeen("K2", b"b".hex(), 2, 5, 9)),
        entries=7, pieces=0, bytes=6, skipped=1, others=1, gaps=(f"{show_id(STREAM)}:5-5", f"{show_id(STREAM)}:7-7"),
        quarantined=(), unusable=(),
    )  # fmt: skip
    assert heard == [("journal", done, 3) for done in (1, 2, 3)] and shelf.proved == [b"ack"] * 3


def test_what_only_answers_is_counted_without_an_entry() -> None:
    found = look(Shelf(), {b"1": written("K1", b"a", 0, 0, stream=None)}, Medium("satu", {ONE: b"1"}))
    assert (found.senders, found.entries, found.gaps) == ((SenderSeen("K1", b"a".hex(), 1, 0, 7),), 0, ())


def test_what_was_seen_or_taken_before_is_counted_once() -> None:
    opens = {b"1": written("K1", b"a", 0, 0), b"2": written("K1", b"a", 1, 1)}
    media = [Medium("satu", {ONE: b"1", TWO: b"2"}), Medium("dua", {ONE: b"1"}), Medium("tiga", {ONE: b"2"})]
    found = look(Shelf(), opens, *media)
    assert (found.senders[0].objects, found.skipped, found.bytes, found.entries) == (3, 1, 3, 2), "by name and content"
    shelf = Shelf(taken={(ONE, content_digest(b"1"))})
    found = look(shelf, opens, *media[:2])
    assert (found.senders[0].objects, found.skipped, found.bytes, found.entries) == (1, 2, 1, 1)


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        (Untrusted("signature"), "signature"),
        (None, "object.closed"),
        (written("K1", b"a", 0, 0, province=b"x"), "province.foreign"),
        (written("revoked", b"a", 0, 0), "sender.revoked"),
    ],
)
def test_what_does_not_prove_itself_is_told_and_stops_no_other(outcome: Any, code: str) -> None:
    found = look(Shelf(), {b"1": outcome, b"2": written("K2", b"b", 0, 0)}, Medium("satu", {ONE: b"1", TWO: b"2"}))
    assert found.quarantined == (SetAside(ONE, code),)
    assert [(sender.post, sender.objects) for sender in found.senders] == [("K2", 1)] and found.entries == 1


def test_a_medium_that_cannot_be_used_is_told_and_stops_no_other(tmp_path: Path) -> None:
    media = [Medium("pergi", {}, "medium.gone"), Medium("asing", {ALIEN: b"?"}), Medium("baik", {ONE: b"1"})]
    found = look(Shelf(), {b"1": written("K1", b"a", 0, 0)}, *media)
    assert [(item.source, item.refusal.code) for item in found.unusable] == [("pergi", "medium.gone"), ("asing", "medium.others")]
    assert found.entries == 1 and found.others == 0
    here: Any = SimpleNamespace(shelf=Shelf(), identities=())
    (missing,) = looking.look(here, [tmp_path / "none"]).unusable
    assert (missing.source, missing.refusal.code) == (str(tmp_path / "none"), "medium.none")


def test_pieces_that_are_not_here_yet_are_weighed() -> None:
    files = {PHOTO: b"12345", FILM: b"1234567"}
    for held, pieces, size in ((set[bytes](), 2, 12), ({b"photo"}, 1, 7), ({b"photo", b"film"}, 0, 0)):
        found = look(Shelf(pieces=held), {}, Medium("satu", files), Medium("dua", {PHOTO: b"12345"}))
        assert (found.pieces, found.bytes, found.skipped, found.senders) == (pieces, size, 0, ())
    assert look(Shelf(), {}, Medium("satu", {PHOTO: b"cut"})).bytes == 0
    assert look(Shelf(), {}, Medium("satu", {MINE: b"own"})).skipped == 1, "own objects are counted, and no more"
    assert look(Shelf(), {b"1": written("K1", b"a", 0, 0)}, Medium("satu", {ONE: b"1", PHOTO: b"12345"})).bytes == 6
