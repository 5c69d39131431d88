"""Strokes at their limits, as bytes and on their lines; what a file is by its first bytes."""

from __future__ import annotations

import hashlib
import itertools

import pytest

from core.domain import ink
from core.domain.errors import Invalid
from core.domain.file_names import BYTES, plain_name
from core.domain.file_types import HEAD_BYTES, PDF, PICTURES, type_by_content

LINE = ((0, 0), (300, 0))


def refused(strokes: object) -> tuple[str, dict[str, object]]:
    with pytest.raises(Invalid) as caught:
        ink.check_ink(strokes)  # type: ignore[arg-type]
    return caught.value.code, dict(caught.value.details)


def test_a_signature_has_as_many_points_as_may_be_and_none_more() -> None:
    most = [*LINE] * (ink.POINTS_LIMIT // 2)
    assert ink.check_ink([most]) == (LINE,)
    assert refused([most, [(0, 0)]]) == ("ink.too_much", {"limit": ink.POINTS_LIMIT})
    assert ink.check_ink([[], [(0, 0), (150, 0)], [], [(9, 9), (9, 159)]]) == (((0, 0), (150, 0)), ((9, 9), (9, 159)))
    assert refused([[(0, 0), (150, 0)], [(9, 9), (9, 158)]]) == ("ink.empty", {}), "three millimetres altogether"
    assert ink.check_ink([[(0, 0), (180, 240)]]), "along the slope"
    assert refused([[(0, 0), (179, 240)]]) == ("ink.empty", {})
    for outside in ([(0, 0), (6001, 0)], [(0, 0), (0, 2201)], [(0, -1), (400, 0)], [(0, 0), (1.0, 2)], [(0,), (1, 2)]):
        assert refused([outside]) == ("ink.outside", {})


@pytest.mark.parametrize(
    ("start", "end", "point", "away"),
    [
        ((0, 0), (30, 40), (50, 0), 40.0), ((10, 10), (40, 50), (60, 10), 40.0), ((40, 50), (10, 10), (60, 10), 40.0),
        ((0, 0), (10, 0), (50, 7), 7.0), ((0, 0), (0, 10), (7, 50), 7.0), ((1, 2), (1, 2), (4, 6), 5.0),
        ((7, 9), (17, 9), (3, 9), 0.0),
    ],
)  # fmt: skip
def test_a_point_lies_off_a_line(start: ink.Point, end: ink.Point, point: ink.Point, away: float) -> None:
    assert ink._distance(start, end, point) == pytest.approx(away)


def test_thinning_keeps_corners_on_both_sides_of_the_farthest() -> None:
    corners = ((0, 0), (100, 200), (200, 0), (300, 500), (400, 0), (500, 100), (600, 0))
    between = tuple(((ax + bx) // 2, (ay + by) // 2) for (ax, ay), (bx, by) in itertools.pairwise(corners))
    drawn = tuple(point for pair in zip(corners, between, strict=False) for point in pair) + corners[-1:]
    assert ink.thinned(drawn) == corners
    assert ink.thinned(drawn, 10_000) == (corners[0], corners[-1])
    assert ink.thinned(corners[:2]) == corners[:2] and ink.thinned(()) == ()


def test_a_curve_of_every_stroke_in_its_order() -> None:
    made = list(ink.curves((LINE, ((6, 12), (606, 1212)))))
    assert [curve.start for curve in made] == [(0, 0), (6, 12)]
    assert made[0].pieces == (((50, 0), (250, 0), (300, 0)),)
    assert made[1].pieces == (((106, 212), (506, 1012), (606, 1212)),)
    (edge,) = ink.curves((((0, 0), (0, 600)),))
    assert edge.pieces == (((0, 100), (0, 500), (0, 600)),), "the edge is inside"
    (low,) = ink.curves((((0, 0), (3000, 2200), (6000, 0), (3000, 0)),))
    assert low.pieces[1] == ((4000, 2200), (6000, 367), (6000, 0)), "held inside the box"


def test_strokes_are_bytes_of_a_variable_length() -> None:
    two = (((1, 2), (0, 66)), ((100, 0), (100, 0)))
    data = bytes([2, 2, 2, 4, 1, 128, 1, 2, 200, 1, 0, 0, 0])
    assert ink.pack_ink(two) == data and ink.unpack_ink(data) == two
    assert ink.ink_digest(two) == hashlib.sha256(b"posko/ink/1" + data).digest()
    assert ink.pack_ink(()) == b"\0" and ink.unpack_ink(b"\0") == ()
    far = (((1 << 28, 0), (0, (1 << 34) - 1)),)
    assert ink.unpack_ink(ink.pack_ink(far)) == far, "five bytes hold a number"


def points(*counts: int) -> ink.Ink:
    return tuple(((0, 0),) * count for count in counts)


def test_what_no_program_of_ours_packed_is_unreadable() -> None:
    whole = points(20_000, 12_765)
    assert len(ink.pack_ink(whole)) == 64 * 1024 and ink.unpack_ink(ink.pack_ink(whole)) == whole
    assert len(ink.unpack_ink(ink.pack_ink(points(*[2] * 100)))) == 100
    packed = ink.pack_ink((LINE,))
    for data in (
        ink.pack_ink(points(20_000, 12_766)), ink.pack_ink(points(*[2] * 101)), ink.pack_ink(points(20_001)),
        ink.pack_ink((((1 << 34, 0), (0, 0)),)), packed + b"\0", packed[:-1], b"\x81\0" + packed[1:], b"",
    ):  # fmt: skip
        with pytest.raises(Invalid) as caught:
            ink.unpack_ink(data)
        assert caught.value.code == "ink.unreadable"


# --- files ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg"), (b"\xff\xd8\xfe", ""), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\x89PNG\n", ""),
        (b"GIF87a", "image/gif"), (b"GIF89a", "image/gif"), (b"GIF88a", ""), (b"II*\0", "image/tiff"), (b"MM\0*", "image/tiff"),
        (b"II\0*", ""), (b"BM6", "image/bmp"), (b"%PDF-1.7", PDF), (b" %PDF-", ""), (b"RIFF1234WEBPVP8 ", "image/webp"),
        (b"RIFF1234WAVE", ""), (b"RIFX1234WEBP", ""), (b"RIFF123WEBP", ""), (b"", ""), (b"PK\3\4", ""), (b"<html>", ""),
    ],
)  # fmt: skip
def test_a_file_is_what_its_first_bytes_show(head: bytes, kind: str) -> None:
    assert type_by_content(head) == type_by_content(head[:HEAD_BYTES]) == kind
    assert kind in ("", PDF, *PICTURES)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("a." + "b" * 16, "a." + "b" * 16), ("a." + "b" * 17, "a." + "b" * 17), ("x" * 300 + "." + "b" * 17, "x" * BYTES),
        ("x" * 300 + "." + "b" * 16, "x" * (BYTES - 17) + "." + "b" * 16), ("x" * 199 + " y", "x" * 199),
        ("e\u0301.txt", "\u00e9.txt"),
        ("Xray.X", "Xray.X"),
        ("X" * 300, "X" * BYTES),
        ("a" + "\u00e9" * 300, "a" + "\u00e9" * 99),
        ("CON .txt", "_CON.txt"), ("com\u00b9", "_com\u00b9"), ("conin$.a.b", "_conin$.a.b"), ("console.txt", "console.txt"),
        (".txt", "txt"), (" . a", "a"),
    ],
)  # fmt: skip
def test_a_name_keeps_its_ending_and_fits(name: str, plain: str) -> None:
    assert plain_name(name) == plain
