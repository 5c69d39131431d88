"""Taking in, in numbers: what counts as whose, what is refused in which words, and what is set aside."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from core.app.absorb import Absorbed, Segment
from core.domain.errors import Invalid, Refused, Unavailable, Untrusted
from core.domain.ids import show_id
from sync import bundle, receiving
from sync.bundle import Bundle, content_digest
from sync.folder import Folder
from sync.names import object_name, piece_name
from sync.receiving import _Found, _Tally, sort_names
from sync.report import SetAside
from tests.world import dice

MARK, OWN, DRILL, STRANGE = (letter * 32 for letter in (b"m", b"n", b"d", b"x"))
STREAM, SENDER = b"s" * 16, b"k" * 16
ONE = _Found("one.bin", b"digest", b"12345", own=False)
MINE = _Found("mine.bin", b"digest", b"123", own=True)


@dataclass
class Shelf:
    """A store in memory: what it says, and what it was told."""

    own: bytes | None = OWN
    drill: list[bytes] = field(default_factory=list)
    practises: bool = False
    mine: bool = False
    home: bool = True
    new: int = 2
    fault: str = ""
    taken: set[tuple[str, bytes]] = field(default_factory=set)
    wants: list[Any] = field(default_factory=list)
    kept: bool = True
    did: list[Any] = field(default_factory=list)

    def marks(self) -> dict[str, bytes]:
        return {"desks": MARK}

    def own_mark(self) -> bytes | None:
        return self.own

    def drill_marks(self) -> list[bytes]:
        return self.drill

    def is_drill(self) -> bool:
        return self.practises

    def require_road(self, *road: object, entries: bool) -> bool:
        self.did.append(("road", *road, entries))
        if self.fault == "road":
            raise Untrusted("sender.unknown")
        return True

    def is_own(self, _sender: bytes) -> bool:
        return self.mine

    def is_home(self, *_of: object) -> bool:
        return self.home

    def prove_acknowledgement(self, cose: bytes, *_of: object) -> None:
        self.did.append(("prove", cose))

    def absorb(self, segment: Segment) -> Absorbed:
        if self.fault == "absorb":
            raise Untrusted("entry.gone")
        self.did.append(("absorb", segment))
        return Absorbed(new=self.new)

    def require_sender(self, *_of: object) -> str:
        self.did.append("sender")
        return "K0413"

    def owe(self, *to: object) -> None:
        self.did.append(("owe", *to))

    def note_program(self, *told: object) -> None:
        self.did.append(("program", *told))

    def take_acknowledgement(self, cose: bytes, *_of: object) -> None:
        self.did.append(("take", cose))

    def quarantine(self, *told: object) -> None:
        self.did.append(("aside", *told))

    def note_taken(self, name: str, digest: bytes) -> None:
        self.did.append(("taken", name, digest))

    def was_taken(self, name: str, digest: bytes) -> bool:
        return (name, digest) in self.taken

    def note_trip(self, *told: object) -> None:
        self.did.append(told)

    def piece_marks(self) -> list[bytes]:
        return [MARK]

    def wanted_pieces(self) -> list[Any]:
        return self.wants

    def doubt_piece(self, *told: object) -> None:
        self.did.append(("doubt", *told))

    def put_piece(self, piece: Any, _data: bytes) -> bool:
        self.did.append(("put", piece.digest))
        return self.kept

    def gaps(self) -> list[tuple[bytes, int, int]]:
        return [(STREAM, 3, 5)]


def manifest(stream: bytes | None = STREAM) -> Any:
    return SimpleNamespace(
        province=b"p", audience="desks", certificate=b"cert", ca=b"ca", stream=stream, sender=SENDER, first=3, last=4,
        acknowledgements=(b"a1", b"a2"), program="1.2.3", created=77,
    )  # fmt: skip


def opened(stream: bytes | None = STREAM) -> Bundle:
    return Bundle(manifest(stream), (b"r3", b"r4"), SimpleNamespace())  # type: ignore[arg-type]


def app_of(shelf: Shelf) -> Any:
    return SimpleNamespace(shelf=shelf, count_received=lambda: 9, unconfirmed_posts=lambda: ("K1",))


def code_of(work: Any, *given: Any) -> str:
    with pytest.raises(Refused) as caught:
        work(*given)
    return caught.value.code


def numbers(tally: _Tally) -> dict[str, int]:
    names = ("attachments", "objects", "skipped", "others", "bytes", "repaired")
    return {name: value for name in names if (value := getattr(tally, name))} | (
        {"new": tally.absorbed.new} if tally.absorbed.new else {}
    )


# --- whose it is


def test_names_are_sorted_by_whose_they_are() -> None:
    one, piece, own, other = (
        object_name(MARK, dice(1)),
        piece_name(MARK, b"a"),
        object_name(OWN, dice(2)),
        object_name(STRANGE, dice(3)),
    )
    given: Any = Shelf()
    found = sort_names(given, [other, one, piece, own])
    assert (found.objects, found.pieces, found.own, found.others) == ([one], [piece], [own], [other])
    bare: Any = Shelf(own=None)
    assert sort_names(bare, [own]).others == [own] and sort_names(bare, [own]).own == []


def test_a_medium_with_nothing_for_us_is_refused_in_its_own_words() -> None:
    drill, other = object_name(DRILL, dice(1)), object_name(STRANGE, dice(2))

    def told(names: list[str], *, practises: bool) -> str:
        shelf: Any = Shelf(drill=[DRILL], practises=practises)
        return receiving.nothing_for_us(shelf, sort_names(shelf, names)).code

    assert told([other], practises=True) == "medium.real"
    assert {told(names, practises=True) for names in ([], [drill], [other, drill])} == {"medium.others"}
    assert {told(names, practises=False) for names in ([], [other])} == {"medium.others"}
    assert {told(names, practises=False) for names in ([other, drill], [piece_name(DRILL, b"a")])} == {"medium.drill"}


def test_an_object_that_does_not_open_is_damaged_or_closed() -> None:
    desk, post = (Shelf(own=mark) for mark in (None, OWN))
    assert [receiving.closed_to_us(each).code for each in (desk, post)] == ["object.damaged", "object.closed"]  # type: ignore[arg-type]


def test_where_a_medium_is_told_of(tmp_path: Path) -> None:
    assert receiving.source_of(tmp_path) == receiving.source_of(Folder(tmp_path)) == str(tmp_path)
    link: Any = SimpleNamespace(label="tautan")
    assert receiving.source_of(link) == "tautan"


# --- one object


def test_an_object_is_proved_before_anything_is_taken_of_it() -> None:
    shelf, tally = Shelf(), _Tally()
    assert receiving._absorb(shelf, opened(), tally) is True  # type: ignore[arg-type]
    assert shelf.did == [
        ("road", b"p", "desks", b"cert", b"ca", True),
        ("prove", b"a1"),
        ("prove", b"a2"),
        ("absorb", Segment(STREAM, 3, 4, (b"r3", b"r4"), b"p")),  # type: ignore[arg-type]
        "sender",
        ("owe", SENDER, b"p"),
        ("program", SENDER, "1.2.3", 77),
        ("take", b"a1"),
        ("take", b"a2"),
    ]
    assert tally.senders == {SENDER: "K0413"} and numbers(tally) == {"new": 2}
    receiving._absorb(shelf, opened(), tally)  # type: ignore[arg-type]
    assert shelf.did.count("sender") == 1 and numbers(tally) == {"new": 4}, "who was told of once is not asked for again"


def test_what_brings_nothing_new_names_no_sender_but_is_answered() -> None:
    shelf, tally = Shelf(new=0), _Tally()
    assert receiving._absorb(shelf, opened(), tally) is True  # type: ignore[arg-type]
    assert tally.senders == {} and ("owe", SENDER, b"p") in shelf.did and "sender" not in shelf.did


def test_an_object_that_only_answers() -> None:
    shelf, tally = Shelf(), _Tally()
    assert receiving._absorb(shelf, opened(None), tally) is True  # type: ignore[arg-type]
    assert [each[0] for each in shelf.did] == ["road", "prove", "prove", "program", "take", "take"]
    assert shelf.did[0][-1] is False


def test_an_own_object_and_one_of_another_server() -> None:
    mine, away, both = Shelf(mine=True, home=False), Shelf(home=False), _Tally()
    assert receiving._absorb(mine, opened(), both) is True  # type: ignore[arg-type]
    assert [each if isinstance(each, str) else each[0] for each in mine.did] == ["road", "absorb", "sender", "owe"]
    assert receiving._absorb(away, opened(), both) is False  # type: ignore[arg-type]
    assert [each[0] for each in away.did] == ["road", "prove", "prove"]


@pytest.mark.parametrize(
    ("found", "outcome", "shelf", "counted", "aside"),
    [
        (ONE, opened(), Shelf(), {"objects": 1, "bytes": 5, "new": 2}, ""),
        (ONE, None, Shelf(), {}, "object.closed"),
        (ONE, None, Shelf(own=None), {}, "object.damaged"),
        (MINE, None, Shelf(), {"others": 1}, ""),
        (ONE, Untrusted("signature"), Shelf(), {}, "signature"),
        (MINE, Untrusted("signature"), Shelf(), {}, ""),
        (ONE, opened(), Shelf(fault="road"), {}, "sender.unknown"),
        (ONE, opened(), Shelf(home=False), {"others": 1}, ""),
    ],
)
def test_an_object_is_taken_whole_or_set_aside(
    found: _Found, outcome: Any, shelf: Shelf, counted: dict[str, int], aside: str
) -> None:
    shelf.did.clear()
    tally = _Tally()
    receiving._take_object(app_of(shelf), "stik", found, outcome, tally)
    assert numbers(tally) == counted
    assert tally.quarantined == ([SetAside("one.bin", aside)] if aside else [])
    assert (("aside", "one.bin", b"12345", aside, "stik") in shelf.did) is bool(aside)
    assert (("taken", "one.bin", b"digest") in shelf.did) is ("objects" in counted)


def test_an_entry_that_was_set_aside_is_tried_again() -> None:
    shelf, tally = Shelf(new=1), _Tally()
    receiving._take_entry(shelf, (STREAM, 7), ONE, tally)  # type: ignore[arg-type]
    assert numbers(tally) == {"new": 1, "objects": 1} and tally.quarantined == []
    assert shelf.did == [("absorb", Segment(STREAM, 7, 7, [b"12345"])), ("taken", "one.bin", b"digest")]
    refusing = Shelf(fault="absorb")
    receiving._take_entry(refusing, (STREAM, 7), ONE, tally)  # type: ignore[arg-type]
    assert numbers(tally) == {"new": 1, "objects": 1} and tally.quarantined == [SetAside("one.bin", "entry.gone")]
    assert refusing.did == []


# --- a whole medium


class Medium:
    """Objects in memory."""

    label = "tautan"

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files

    def read(self, name: str, limit: int) -> bytes:
        return self.files[name][: limit + 1]


class Opener:
    """Opens everything as the same object."""

    def __init__(self, outcome: Any) -> None:
        self.outcome = outcome

    def open_each(self, objects: Any) -> Any:
        for _data in objects:
            yield self.outcome


def take(shelf: Shelf, files: dict[str, bytes], outcome: Any) -> tuple[_Tally, list[tuple[str, int, int]]]:
    heard: list[tuple[str, int, int]] = []
    tally, given = _Tally(), Medium(files)
    names = sort_names(shelf, list(files))  # type: ignore[arg-type]
    receiving._take_objects(app_of(shelf), given, names, tally, lambda *told: heard.append(told), Opener(outcome))  # type: ignore[arg-type]
    return tally, heard


def test_what_was_taken_before_is_skipped() -> None:
    one, two, other = object_name(MARK, dice(1)), object_name(MARK, dice(2)), object_name(STRANGE, dice(3))
    files = {one: b"1", two: b"22", other: b"x"}
    tally, heard = take(Shelf(taken={(one, content_digest(b"1"))}), files, opened())
    assert numbers(tally) == {"objects": 1, "skipped": 1, "others": 1, "bytes": 2, "new": 2}
    assert heard == [("journal", 1, 2), ("journal", 2, 2)]


def test_a_medium_of_others_is_refused() -> None:
    own, other = object_name(OWN, dice(1)), object_name(STRANGE, dice(2))
    assert code_of(take, Shelf(drill=[DRILL]), {other: b"x"}, opened()) == "medium.others"
    assert code_of(take, Shelf(), {own: b"x", other: b"x"}, None) == "medium.others", "only others can open it"
    assert numbers(take(Shelf(mine=True), {own: b"x"}, opened())[0]) == {"objects": 1, "bytes": 1, "new": 2}
    assert numbers(take(Shelf(taken={(own, content_digest(b"x"))}), {own: b"x"}, None)[0]) == {"skipped": 1}
    assert numbers(take(Shelf(), {piece_name(MARK, b"a"): b"x"}, None)[0]) == {}
    assert isinstance(Invalid("x"), Refused)


def test_pieces_are_taken_by_digest_and_size() -> None:
    wants = [SimpleNamespace(digest=content_digest(data), size=size) for data, size in ((b"good", 4), (b"long", 9), (b"away", 4))]
    good, long, away, rotten = (piece_name(MARK, content_digest(data)) for data in (b"good", b"long", b"away", b"rotten"))
    wants.append(SimpleNamespace(digest=content_digest(b"rotten"), size=6))
    shelf, tally, heard = Shelf(wants=wants), _Tally(), list[tuple[str, int, int]]()
    files = {good.upper(): b"good", long: b"long", rotten: b"rotteN", "x.bin": b""}
    medium: Any = Medium(files)
    receiving._take_pieces(shelf, medium, set(files), tally, lambda *told: heard.append(told))  # type: ignore[arg-type]
    assert numbers(tally) == {"attachments": 1, "bytes": 4} and away not in files
    assert tally.quarantined == [SetAside(long, "piece.damaged"), SetAside(rotten, "piece.damaged")]
    assert shelf.did == [
        ("put", content_digest(b"good")),
        ("doubt", long, content_digest(b"long"), "piece.damaged", "tautan"),
        ("doubt", rotten, content_digest(b"rotteN"), "piece.damaged", "tautan"),
    ]
    assert heard == [("attachments", done, 3) for done in (1, 2, 3)]
    again = _Tally()
    receiving._take_piece(Shelf(kept=False), medium, good.upper(), wants[0], again)  # type: ignore[arg-type]
    assert numbers(again) == {"bytes": 4}, "a piece of an attachment that is not whole yet"


def test_what_a_trip_brought_is_noted_and_added() -> None:
    shelf, medium = Shelf(), Medium({})
    for tally, noted in (
        (_Tally(), False),
        (_Tally(skipped=3, bytes=3), False),
        (_Tally(objects=1, bytes=7, absorbed=Absorbed(new=4)), True),
        (_Tally(attachments=2, bytes=7), True),
    ):
        shelf.did.clear()
        receiving._note(shelf, medium, tally)  # type: ignore[arg-type]
        assert shelf.did == ([("in", "tautan", tally.objects, tally.absorbed.new, tally.attachments, 7)] if noted else [])
    total = _Tally()
    one = _Tally(Absorbed(new=1, forked=2), {b"a": "K2"}, 3, 4, 5, 6, 7, 8, [SetAside("a", "b")])
    receiving._add(total, one)
    receiving._add(total, _Tally(Absorbed(new=10), {b"b": "K1", b"c": "K2"}, 10, 10, 10, 10, 10, 10))
    assert numbers(total) == {
        "attachments": 13,
        "objects": 14,
        "skipped": 15,
        "others": 16,
        "bytes": 17,
        "repaired": 18,
        "new": 11,
    }
    report = receiving._report(app_of(shelf), total, 4, ())
    assert (report.entries, report.attachments, report.skipped, report.others, report.repaired) == (11, 13, 15, 16, 18)
    assert (report.forks, report.posts, report.acknowledged, report.unconfirmed) == (2, ("K1", "K2"), 5, ("K1",))
    assert report.gaps == (f"{show_id(STREAM)}:3-5",) and report.quarantined == (SetAside("a", "b"),)


# --- many media at once, and what was set aside


class Whole(Shelf):
    """What a run asks of a store besides."""

    def note_back(self, names: list[str]) -> None:
        self.did.append(("back", *names))

    def settle_told(self) -> None:
        self.did.append("settled")

    def kept_aside(self) -> list[tuple[str, bytes]]:
        return [("object.bin", b"d1"), ("entry", b"d2")]

    def read_kept(self, name: str, _digest: bytes) -> Any:
        return SimpleNamespace(data=name.encode(), medium="stik lama", place=(STREAM, 7) if name == "entry" else None)


class Many(Medium):
    """A medium with names, which may be away once its pieces are asked for, or from the beginning."""

    def __init__(self, label: str, files: dict[str, bytes], fault: str = "") -> None:
        super().__init__(files)
        self.label, self.fault = label, fault  # type: ignore[misc]

    def names(self) -> list[str]:
        if self.fault == "gone":
            raise Unavailable("medium.gone")
        return sorted(self.files)

    def read(self, name: str, limit: int) -> bytes:
        if self.fault == "cut" and name == PIECE:
            raise Unavailable("medium.cut")
        return super().read(name, limit)


FIRST, SECOND, PIECE = object_name(MARK, dice(11)), object_name(MARK, dice(12)), piece_name(MARK, content_digest(b"foto"))


def office(shelf: Shelf) -> Any:
    """An application that counts what it received: 4 before, 9 after."""
    counts = iter((4, 9))
    app = app_of(shelf)
    app.exclusive, app.count_received, app.identities = nullcontext, lambda: next(counts), ()
    app.laying = SimpleNamespace(away_if_it_answers=lambda: shelf.did.append("away"))
    return app


def test_the_journal_of_all_media_goes_before_the_pieces_of_any() -> None:
    shelf = Whole(wants=[SimpleNamespace(digest=content_digest(b"foto"), size=4)])
    media: list[Any] = [Many("satu", {FIRST: b"1", PIECE: b"foto"}), Many("dua", {SECOND: b"2"})]
    report = receiving.receive_all(office(shelf), media, lambda *_told: None, Opener(opened(None)))  # type: ignore[arg-type]
    kinds = [each if isinstance(each, str) else each[0] for each in shelf.did]
    assert [kind for kind in kinds if kind in ("back", "taken", "put", "in", "settled", "away")] == (
        ["back", "taken", "back", "taken", "put", "in", "in", "away"]
    )
    assert (report.attachments, report.acknowledged, report.unusable) == (1, 5, ()) and report.entries == 0
    assert [each for each in shelf.did if each[0] == "in"] == [("in", "satu", 1, 0, 1, 5), ("in", "dua", 1, 0, 0, 1)]
    shelf.did.clear()
    report = receiving.receive_all(office(shelf), media[1:], lambda *_told: None, Opener(opened()))  # type: ignore[arg-type]
    assert report.entries == 2 and shelf.did[-2:] == ["settled", "away"], "what came is told of once all is in"


def test_a_medium_that_fails_stops_no_other() -> None:
    shelf = Whole(drill=[DRILL], wants=[SimpleNamespace(digest=content_digest(b"foto"), size=4)])
    media: list[Any] = [
        Many("pergi", {}, "gone"),
        Many("asing", {object_name(STRANGE, dice(1)): b"x"}),
        Many("putus", {FIRST: b"1", PIECE: b"foto"}, "cut"),
        Many("baik", {SECOND: b"2"}),
    ]
    report = receiving.receive_all(office(shelf), media, lambda *_told: None, Opener(opened()))  # type: ignore[arg-type]
    assert [(item.source, item.refusal.code) for item in report.unusable] == [
        ("pergi", "medium.gone"),
        ("asing", "medium.others"),
        ("putus", "medium.cut"),
    ]
    assert (report.entries, report.attachments) == (4, 0)
    assert [each[1] for each in shelf.did if each[0] == "in"] == ["putus", "baik"]
    assert code_of(receiving.receive, office(Whole(drill=[DRILL])), media[1]) == "medium.others"
    alone = receiving.receive(office(Whole()), media[3], lambda *_told: None, Opener(opened()))  # type: ignore[arg-type]
    assert alone.entries == 2 and alone.unusable == ()


def test_what_was_set_aside_is_tried_again_as_what_it_was() -> None:
    heard: list[tuple[str, int, int]] = []
    shelf, watch = Whole(own=None), lambda *told: heard.append(told)
    report = receiving.retry_aside(office(shelf), watch, Opener(opened()))  # type: ignore[arg-type]
    assert report.entries == 4 and report.acknowledged == 5 and heard == [("journal", 1, 2), ("journal", 2, 2)]
    assert [each for each in shelf.did if each[0] == "taken"] == [("taken", "object.bin", b"d1"), ("taken", "entry", b"d2")]
    assert ("absorb", Segment(STREAM, 7, 7, [b"entry"])) in shelf.did
    shelf.did.clear()
    refused = receiving.retry_aside(office(shelf), watch, Opener(None))  # type: ignore[arg-type]
    assert refused.quarantined == (SetAside("object.bin", "object.damaged"),) and refused.others == 0
    assert ("aside", "object.bin", b"object.bin", "object.damaged", "stik lama") in shelf.did


def test_rot_that_was_made_good_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    own = object_name(OWN, dice(5))
    monkeypatch.setattr(receiving, "read_mended", lambda medium, name, limit: (medium.read(name, limit), True))
    tally, _ = take(Shelf(), {FIRST: b"1", own: b"2"}, None)
    assert numbers(tally) == {"repaired": 2, "others": 1}, "an own object that others alone can open is theirs"
    assert tally.quarantined == [SetAside(FIRST, "object.closed")]
    assert receiving.OBJECT_LIMIT == bundle.MAX_OBJECT + 65536
    tally = _Tally()
    piece = SimpleNamespace(digest=content_digest(b"foto"), size=4)
    receiving._take_piece(Shelf(), Medium({PIECE: b"foto"}), PIECE, piece, tally)  # type: ignore[arg-type]
    assert numbers(tally) == {"repaired": 1, "attachments": 1, "bytes": 4}


def test_an_empty_medium_is_told_before_anything_is_opened() -> None:
    class Never(Opener):
        """Is not asked."""

        def open_each(self, objects: Any) -> Any:
            raise AssertionError(objects)

    shelf: Any = Shelf(practises=True)
    with pytest.raises(Invalid) as caught:
        receiving._take_objects(app_of(shelf), Medium({}), sort_names(shelf, ["x.bin"]), _Tally(), print, Never(None))  # type: ignore[arg-type]
    assert caught.value.code == "medium.real"
