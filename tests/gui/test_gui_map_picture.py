"""The map painted without a window: against small goldens within a tolerance, and every level told by pattern alone in grey."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath

from core.app.vulnerability import areas_of
from core.app.vulnerability_views import AreaView, Picture, PostMark
from core.domain.post_board import INCOMPLETE, NIHIL, REPORTED, SILENT
from tests.world import reference
from ui.gui.maps.look import LEVELS, Look
from ui.gui.maps.painting import View, transform
from ui.gui.maps.shapes import shapes
from ui.gui.maps.sheet import map_image
from ui.gui.theme import Theme

GOLDENS = Path(__file__).with_name("goldens")
SMALL = QSize(320, 200)
APART = 40
"""Of 255: so far two grey values of a pixel may lie apart without being another picture (fonts and smoothing differ)."""
SHARE = 0.03
STATES = (REPORTED, NIHIL, SILENT)


def picture(province: str) -> Picture:
    """Every level and every state of a post, in the order of the codes."""
    areas, posts = [], []
    for number, area in enumerate(areas_of(reference(), province)):
        counts = (number % 4, number % 3, number % 2)
        made = AreaView(
            code=area.code, name=area.label, path=area.path, parent=area.parent or "", level=LEVELS[number % 4],
            level_of=area.code, assessed="2024-02-05", reasons=("KR-05",), warnings=counts, grades=(sum(counts), 0, 0, 0),
            confirmed=0, kinds=("KR-05",), proposed="", why="none", before=0, posts=1, silent=0,
        )  # fmt: skip
        areas.append(made)
    for number, post in enumerate(each for each in reference().posts if each.province == province and each.kind != "PROVINSI"):
        known = post.longitude_e7 is not None and post.latitude_e7 is not None
        east, north = ((post.longitude_e7 or 0) / 1e7, (post.latitude_e7 or 0) / 1e7) if known else (None, None)
        posts.append(PostMark(post.code, post.name_id, post.regencies[0], east, north, STATES[number % 3]))
    return Picture(
        province=province, name="Provinsi", first="2024-02-01", last="2024-02-07", before_first="", before_last="",
        election="PEMILU_2024", stage="", kind="", areas=tuple(areas), stages=(), kinds=(), posts=tuple(posts),
        recap=INCOMPLETE, silent=1, elsewhere=0,
    )  # fmt: skip


def small(image: QImage) -> QImage:
    """What a golden keeps: few grey pixels, in which a letter is no more than a shade."""
    mode = Qt.TransformationMode.SmoothTransformation
    return image.scaled(SMALL, Qt.AspectRatioMode.IgnoreAspectRatio, mode).convertToFormat(QImage.Format.Format_Grayscale8)


def differing(one: QImage, other: QImage) -> float:
    """The share of pixels that are another grey."""
    assert one.size() == other.size()
    pairs = (
        (one.pixelColor(x, y).value(), other.pixelColor(x, y).value()) for x in range(one.width()) for y in range(one.height())
    )
    return sum(abs(a - b) > APART for a, b in pairs) / (one.width() * one.height())


@pytest.mark.parametrize(("province", "theme"), [("19", "light"), ("52", "light"), ("19", "dark")])
def test_the_map_looks_as_it_did(qapp: Any, province: str, theme: str) -> None:
    painted = small(map_image(picture(province), "id", Theme(theme)))
    golden = QImage(str(GOLDENS / f"map-{province}-{theme}.png")).convertToFormat(QImage.Format.Format_Grayscale8)
    assert differing(painted, golden) <= SHARE, "look at it: python3 -m tests.gui.make_goldens"


def test_a_level_that_changes_changes_the_picture(qapp: Any) -> None:
    before = picture("19")
    changed = replace(before, areas=tuple(replace(each, level="") for each in before.areas))
    assert differing(small(map_image(before)), small(map_image(changed))) > SHARE, "the tolerance hides no level"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_levels_differ_in_grey_by_their_ground_and_by_their_pattern(qapp: Any, theme: str) -> None:
    look, patterns, grounds = Look(Theme(theme)), [], []
    for level in LEVELS:
        image = QImage(64, 64, QImage.Format.Format_RGB32)
        path = QPainterPath()
        path.addRect(QRectF(0, 0, 64, 64))
        painter = QPainter(image)
        look.fill(painter, path, level)
        painter.end()
        grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
        shades = [grey.pixelColor(x, y).value() for x in range(64) for y in range(64)]
        ground = Counter(shades).most_common(1)[0][0]
        grounds.append(ground)
        patterns.append(tuple(shade != ground for shade in shades))
    inks = [sum(each) for each in patterns]
    assert len(set(patterns)) == len(set(grounds)) == 4
    assert inks == sorted(inks, reverse=True) and inks[-1] == 0, "the graver, the more ink; none where nobody assessed"


@pytest.mark.parametrize("province", ["19", "52"])
def test_every_regency_has_its_land_and_named_islands_lie_near_their_own(qapp: Any, province: str) -> None:
    drawn = shapes(province)
    assert drawn is not None
    regencies = {each.code for each in reference().children(province) if each.level == "regency"}
    assert set(drawn.land) == regencies == set(drawn.labels)
    for code, spot in drawn.labels.items():
        assert drawn.at(spot) == code, "a name stands on its own land"
    onto = transform(drawn, QRectF(0, 0, 800, 600), View())
    assert all(QRectF(0, 0, 800, 600).contains(onto.map(spot)) for spot in drawn.labels.values())
    on_land = [(drawn.at(spot), regency) for spot, _name, regency in drawn.islands if drawn.at(spot)]
    assert sum(at == regency for at, regency in on_land) / len(on_land) > 0.85, "a sketch, but not an arbitrary one"
