"""The map as a picture that stands alone: title, period, map, legend, tiles of districts, recap and notice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from core.app.vulnerability_views import AreaView, Picture
from core.domain.post_board import NIHIL, REPORTED, SILENT
from ui.gui import theme as themes
from ui.gui.charts.pictures import encoded, ready
from ui.gui.maps.look import LEVELS, Look
from ui.gui.maps.painting import MapPainter, View
from ui.gui.theme import Theme
from ui.gui.words import Words

SIZE = QSize(1280, 800)
MARGIN, SIDE, TILE, LINE = 24, 400, 16, 24
POINTS, TITLE_POINTS = 10.5, 15.5


def map_image(picture: Picture, language: str = "id", theme: Theme | None = None, size: QSize = SIZE) -> QImage:
    """The whole sheet as an image; the caller has a ``QGuiApplication``, with or without a screen."""
    themes.load_fonts()
    image = QImage(size, QImage.Format.Format_RGB32)
    look = Look(theme or Theme())
    image.fill(look.colour("bg"))
    words = Words()
    words.choose(language)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(_font(POINTS))
    _Sheet(painter, picture, look, words).paint(QRectF(QPointF(), size.toSizeF()))
    painter.end()
    return image


def map_png(picture: Picture, language: str, theme: str) -> bytes:
    """The sheet as PNG for who has no window; makes an application where there is none."""
    ready()
    return encoded(map_image(picture, language, themes.choose(theme, "100")))


def _day(stamp: str) -> str:
    return f"{date.fromisoformat(stamp):%d-%m-%Y}"


def _font(points: float, *, bold: bool = False) -> QFont:
    font = QFont(themes.FAMILY)
    # In pixels, so that the sheet is the same on every screen.
    font.setPixelSize(round(points * 96 / 72))
    font.setBold(bold)
    return font


@dataclass(frozen=True, slots=True)
class _Sheet:
    painter: QPainter
    picture: Picture
    look: Look
    t: Words

    def paint(self, room: QRectF) -> None:
        inner = room.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        top = self._head(inner)
        body = QRectF(inner.left(), top, inner.width() - SIDE - MARGIN, inner.bottom() - LINE - top)
        MapPainter(self.picture, self.look).paint(self.painter, body, View())
        side = QRectF(body.right() + MARGIN, top, SIDE, body.height())
        self._tiles(side, self._legend(side))
        self._text(QPointF(inner.left(), inner.bottom() - LINE / 2), self.t("map.sketch"), "muted")

    def _head(self, inner: QRectF) -> float:
        self.painter.setFont(_font(TITLE_POINTS, bold=True))
        y = inner.top() + LINE / 2
        self._text(QPointF(inner.left(), y), self.t("vulnerability.title", name=self.picture.name))
        self.painter.setFont(_font(POINTS))
        words = [f"{_day(self.picture.first)} – {_day(self.picture.last)}"]
        if self.picture.before_first:
            words.append(
                self.t("vulnerability.against", first=_day(self.picture.before_first), last=_day(self.picture.before_last))
            )
        words.append(f"{self.t('vulnerability.recap')}: {self.t(f'recap.{self.picture.recap}')}")
        self._text(QPointF(inner.left(), y + LINE + 4), " · ".join(words), "muted")
        return y + 2 * LINE + 4

    def _legend(self, side: QRectF) -> float:
        y = side.top() + TILE / 2
        for level in LEVELS:
            self.look.swatch(self.painter, QRectF(side.left(), y - TILE / 2, TILE * 2, TILE), level)
            self._text(QPointF(side.left() + TILE * 3, y), self.t(f"level.{level}" if level else "vulnerability.unassessed"))
            y += LINE
        for state in (REPORTED, NIHIL, SILENT):
            self.look.post(self.painter, QPointF(side.left() + TILE, y), state)
            count = sum(post.state == state for post in self.picture.posts)
            self._text(QPointF(side.left() + TILE * 3, y), f"{self.t(f'post_state.{state}')}: {count}")
            y += LINE
        return y + TILE / 2

    def _tiles(self, side: QRectF, y: float) -> None:
        """One field a district, in the order of the codes: it tells how many of which level, not where."""
        self.painter.setFont(_font(POINTS, bold=True))
        self._text(QPointF(side.left(), y), self.t("vulnerability.tiles"))
        self.painter.setFont(_font(POINTS))
        y += LINE
        districts = [each for each in self.picture.areas if each.parent != self.picture.province]
        below = {code: list(group) for code, group in groupby(districts, key=lambda each: each.parent)}
        for regency in self.picture.regencies:
            self._text(QPointF(side.left(), y), regency.name.removeprefix("Kab. "))
            y = self._row(QRectF(side.left() + SIDE * 0.37, y - TILE / 2, SIDE * 0.63, TILE), below.get(regency.code, []))

    def _row(self, box: QRectF, districts: list[AreaView]) -> float:
        x, y = box.left(), box.top()
        for district in districts:
            if x + TILE > box.right():
                x, y = box.left(), y + TILE + 2
            self.look.swatch(self.painter, QRectF(x, y, TILE - 3, TILE - 3), district.level)
            x += TILE + 1
        return y + TILE / 2 + LINE

    def _text(self, at: QPointF, words: str, colour: str = "text") -> None:
        """Words from a point on, centred on its height."""
        metrics = QFontMetricsF(self.painter.font())
        self.painter.setPen(QColor(self.look.colour(colour)))
        box = QRectF(at.x(), at.y() - metrics.height() / 2, metrics.horizontalAdvance(words) + 1, metrics.height())
        self.painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
