"""The map itself, painted from plain data on any painter: sea, land by level, sketched borders, posts, names and counts."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QTransform

from core.app.vulnerability_views import AreaView, Picture, PostMark
from core.domain.post_board import SILENT
from ui.gui.maps.look import Look
from ui.gui.maps.shapes import Shapes, shapes

EDGE = 24.0
GAP = 4.0
SPREAD = 13.0
DOT = 1.2
NAMING_ZOOM, MOST_ZOOM = 4.0, 40.0


@dataclass(slots=True)
class View:
    """Where one looks: ``middle`` in degrees (None: the whole province), ``zoom`` from 1 on."""

    middle: QPointF | None = None
    zoom: float = 1.0


def transform(drawn: Shapes, room: QRectF, view: View) -> QTransform:
    """From degrees to pixels, so that the province fits its room at zoom 1 and never leaves it at a higher one."""
    box = drawn.box
    inner = room.adjusted(EDGE, EDGE, -EDGE, -EDGE)
    scale = max(1e-6, min(inner.width() / box.width(), inner.height() / box.height())) * view.zoom
    middle = box.center() if view.middle is None else view.middle
    across, down = (
        max(0.0, (box.width() - inner.width() / scale) / 2),
        max(0.0, (box.height() - inner.height() / scale) / 2),
    )
    centre = box.center()
    x = min(max(middle.x(), centre.x() - across), centre.x() + across)
    y = min(max(middle.y(), centre.y() - down), centre.y() + down)
    made = QTransform()
    made.translate(room.center().x(), room.center().y())
    made.scale(scale, scale)
    made.translate(-x, -y)
    return made


@dataclass(frozen=True, slots=True)
class MapPainter:
    """Paints one picture in one look; ``compare`` writes what changed against the other period beside each count."""

    picture: Picture
    look: Look
    chosen: str = ""
    ring: bool = False

    def paint(self, painter: QPainter, room: QRectF, view: View) -> None:
        """Paint into a room of the painter, in pixels."""
        painter.save()
        painter.setClipRect(room)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(room, self.look.colour("selection"))
        drawn = shapes(self.picture.province)
        if drawn is not None:
            where = transform(drawn, room, view)
            self._land(painter, drawn, where)
            self._islands(painter, drawn, where, room)
            taken = self._posts(painter, drawn, where)
            self._names(painter, drawn, where, room, taken)
            if view.zoom >= NAMING_ZOOM:
                self._island_names(painter, drawn, where, room, taken)
        painter.restore()

    def _land(self, painter: QPainter, drawn: Shapes, where: QTransform) -> None:
        coast = QPen(self.look.colour("line_strong"), 1)
        painter.fillPath(where.map(drawn.other), self.look.colour("hover"))
        levels = {each.code: each.level for each in self.picture.regencies}
        for code, path in drawn.land.items():
            self.look.fill(painter, where.map(path), levels.get(code, ""))
        painter.save()
        painter.setClipPath(where.map(drawn.main), Qt.ClipOperation.IntersectClip)
        painter.strokePath(where.map(drawn.borders), QPen(self.look.colour("text"), 1, Qt.PenStyle.DashLine))
        painter.restore()
        for path in drawn.land.values():
            painter.strokePath(where.map(path), coast)
        if self.chosen in drawn.land:
            painter.strokePath(where.map(drawn.land[self.chosen]), QPen(self.look.colour("primary"), 3))

    def _islands(self, painter: QPainter, drawn: Shapes, where: QTransform, room: QRectF) -> None:
        """A dot for every named island, also for those that the coarse coast lines leave out."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.colour("line_strong"))
        for spot, _name, _regency in drawn.islands:
            at = where.map(spot)
            if room.contains(at):
                painter.drawEllipse(at, DOT, DOT)

    def _island_names(self, painter: QPainter, drawn: Shapes, where: QTransform, room: QRectF, taken: list[QRectF]) -> None:
        metrics = QFontMetricsF(painter.font())
        for spot, name, _regency in drawn.islands:
            at = where.map(spot)
            box = QRectF(at.x() + SPREAD / 2, at.y() - metrics.height() / 2, metrics.horizontalAdvance(name), metrics.height())
            if room.contains(box) and not any(box.intersects(other) for other in taken):
                taken.append(box)
                self._words(painter, box, name, painter.font())

    def _posts(self, painter: QPainter, drawn: Shapes, where: QTransform) -> list[QRectF]:
        """A mark for every post that somebody expects a word of; where only its regency is known, below the name's place."""
        taken, beside = [], dict[str, int]()
        for post in sorted(self.picture.posts, key=lambda each: each.state == SILENT):
            at = self._spot(post, drawn, where, beside)
            if at is not None:
                self.look.post(painter, at, post.state)
                taken.append(QRectF(at.x() - SPREAD / 2, at.y() - SPREAD / 2, SPREAD, SPREAD))
        return taken

    def _spot(self, post: PostMark, drawn: Shapes, where: QTransform, beside: dict[str, int]) -> QPointF | None:
        if post.longitude is not None and post.latitude is not None:
            return where.map(QPointF(post.longitude, -post.latitude))
        if post.regency not in drawn.labels:
            return None
        number = beside.get(post.regency, 0)
        beside[post.regency] = number + 1
        return where.map(drawn.labels[post.regency]) + QPointF(number * SPREAD, 0)

    def _names(self, painter: QPainter, drawn: Shapes, where: QTransform, room: QRectF, taken: list[QRectF]) -> None:
        """Names and counts as far as they find room, the gravest first; a table beside the map has them all."""
        font = QFont(painter.font())
        font.setBold(True)
        metrics = QFontMetricsF(font)
        order = sorted(self.picture.regencies, key=lambda each: (each.code != self.chosen, -each.total, each.code))
        for area in order:
            if area.code not in drawn.labels:
                continue
            at, words = where.map(drawn.labels[area.code]), label_of(area, compare=bool(self.picture.before_first))
            for box in _rooms(at, metrics.horizontalAdvance(words), metrics.height()):
                if room.contains(box) and not any(box.intersects(other) for other in taken):
                    taken.append(box)
                    self._words(painter, box, words, font)
                    break

    def _words(self, painter: QPainter, box: QRectF, words: str, font: QFont) -> None:
        """Words with a rim of paper around them, readable on every pattern."""
        path = QPainterPath()
        path.addText(QPointF(box.left(), box.top() + QFontMetricsF(font).ascent()), font, words)
        painter.strokePath(path, QPen(self.look.colour("surface"), 4, j=Qt.PenJoinStyle.RoundJoin))
        painter.fillPath(path, self.look.colour("text"))


def label_of(area: AreaView, *, compare: bool) -> str:
    """A regency's short name, its warnings and, against another period, how many more or fewer."""
    name = area.name.removeprefix("Kab. ")
    count = f" {area.total}" if area.total or area.before else ""
    change = area.total - area.before
    return f"{name}{count}{f' ({change:+d})' if compare and change else ''}"


def _rooms(at: QPointF, wide: float, high: float) -> list[QRectF]:
    below, above = at.y() + SPREAD / 2, at.y() - SPREAD / 2 - high
    middle = at.y() - high / 2
    return [
        QRectF(at.x() - wide / 2, below, wide, high),
        QRectF(at.x() - wide / 2, above, wide, high),
        QRectF(at.x() + SPREAD, middle, wide, high),
        QRectF(at.x() - SPREAD - wide, middle, wide, high),
        QRectF(at.x(), below, wide, high),
        QRectF(at.x() - wide, below, wide, high),
        QRectF(at.x(), above, wide, high),
        QRectF(at.x() - wide / 2, below + high + GAP, wide, high),
        QRectF(at.x() - wide / 2, above - high - GAP, wide, high),
    ]
