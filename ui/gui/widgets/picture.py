"""Pixels that the limited process made, painted: a small picture, and a large one that can be zoomed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPixmap, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsPixmapItem, QGraphicsScene, QGraphicsView, QLabel

from core.domain.evidence import Look
from ui.gui.desk import Desk
from ui.gui.theme import pixels

CHANNELS = 3
ZOOM, LEAST, MOST = 1.25, 0.05, 8.0
KIND_ICONS = {"image": "photo", "video": "video", "audio": "audio"}


def image_from(width: int, height: int, rgb: bytes) -> QImage:
    """RGB bytes as Qt's picture; the copy owns its pixels."""
    return QImage(rgb, width, height, width * CHANNELS, QImage.Format.Format_RGB888).copy()


def thumbnail(desk: Desk, look: Look | None, media_type: str, name: str) -> QLabel:
    """The small picture of a file, or the drawing of its kind; ``name`` is for a screen reader."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setFixedWidth(pixels("thumb"))
    made.setAccessibleName(name)
    if look is not None and look.thumb:
        shown = QPixmap.fromImage(image_from(look.thumb_width, look.thumb_height, look.thumb))
        made.setPixmap(_fitted(shown, pixels("thumb")))
    else:
        drawing = KIND_ICONS.get(media_type.partition("/")[0], "file")
        made.setPixmap(desk.icon(drawing, "muted").pixmap(pixels("target"), pixels("target")))
    return made


def _fitted(shown: QPixmap, edge: int) -> QPixmap:
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return shown.scaled(QSize(edge, edge), keep, smooth) if max(shown.width(), shown.height()) > edge else shown


class PictureView(QGraphicsView):
    """A picture that fits at first; plus, minus, 0 and the wheel with Ctrl zoom, arrows and the mouse move it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._item = QGraphicsPixmapItem()
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._drawn = QGraphicsScene(self)
        self._drawn.addItem(self._item)
        self.setScene(self._drawn)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)

    def show_image(self, image: QImage) -> None:
        """Show another picture, as large as fits."""
        self._item.setPixmap(QPixmap.fromImage(image))
        self._drawn.setSceneRect(self._item.boundingRect())
        self.fit()

    @property
    def scale_now(self) -> float:
        """How many screen points a picture point has."""
        return self.transform().m11()

    def fit(self) -> None:
        """As large as the room allows, never larger than the picture is."""
        self.resetTransform()
        bounds = self._item.boundingRect()
        if bounds.isEmpty():
            return
        room = self.viewport().size()
        share = min(room.width() / bounds.width(), room.height() / bounds.height(), 1.0)
        self.scale(share, share)

    def zoom(self, larger: bool) -> None:
        """One step nearer or farther."""
        by = ZOOM if larger else 1 / ZOOM
        if LEAST <= self.scale_now * by <= MOST:
            self.scale(by, by)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus, minus and 0 zoom; arrows move."""
        if event.text() in ("+", "="):
            self.zoom(True)
        elif event.text() == "-":
            self.zoom(False)
        elif event.text() == "0":
            self.fit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(event.angleDelta().y() > 0)
        else:
            super().wheelEvent(event)
