"""A photo of twelve megapixels looked at apart, and the memory of a file of four gigabytes on its way into the vault."""

from __future__ import annotations

import io
import os
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from PIL import Image, ImageOps

from core.documents import preview_apart
from tests.bench.figures import Figure, seconds, spread
from tests.bench.memory import forget_peak, peak
from tests.crash.world import POST, World

WIDTH, HEIGHT = 4000, 3000
EDGE, THUMB = (1600, 1600), (160, 160)
RUNS = 5
LARGE, SMALL_LARGE = 4 * 1024**3 + 1, 256 * 1024**2


def measure(folder: Path, small: bool) -> Iterator[Figure]:
    """Both figures; the sparse file costs no room on the disk, its ciphertext does."""
    yield from pictures()
    world = World(folder / "world")
    world.found()
    path = folder / "rekaman.mp4"
    size = SMALL_LARGE if small else LARGE
    with path.open("wb") as file:
        file.truncate(size)
    with world.opened(POST) as app:
        app.discard(app.attach(io.BytesIO(os.urandom(10_000_000)), "a.bin"))
        resident = forget_peak()
        taken = seconds(lambda: app.evidence.attach(path, path.name))
        largest = peak()
    yield Figure(f"attach a file of {size / 1024**3:.2f} GiB", taken)
    if largest is not None and resident is not None:
        yield Figure("- largest memory meanwhile, against before", largest, resident, "constant", unit="MiB")


def pictures() -> Iterator[Figure]:
    """The whole look in a fresh process against Pillow alone in this one, which makes the same pictures."""
    data = photo()
    apart: list[float] = []
    inside: list[float] = []
    for _ in range(RUNS):
        inside.append(seconds(lambda: plain(data)))
        apart.append(seconds(lambda: preview_apart.look(lambda sink: write(sink, data), len(data))))
    page = preview_apart.look(lambda sink: write(sink, data), len(data))[1][0]
    pages = [seconds(lambda: preview_apart.pixels(page)) for _ in range(RUNS)]
    reference = statistics.median(inside)
    name = f"preview of {WIDTH * HEIGHT // 10**6} megapixels, in a limited process"
    yield Figure(name, statistics.median(apart), reference, "1x", spread(inside))
    yield Figure("- shown again from the store", statistics.median(pages), reference)


def photo() -> bytes:
    """A JPEG as large and as busy as a telephone makes them."""
    target = io.BytesIO()
    noise = Image.effect_noise((WIDTH // 4, HEIGHT // 4), 40).resize((WIDTH, HEIGHT))
    Image.merge("RGB", (noise, noise.transpose(Image.Transpose.FLIP_LEFT_RIGHT), noise)).save(target, "JPEG", quality=90)
    return target.getvalue()


def plain(data: bytes) -> int:
    """Decode, turn upright, make the page and the thumbnail, encode the page."""
    picture = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")
    picture.thumbnail(EDGE)
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=82)
    picture.thumbnail(THUMB)
    return target.tell()


def write(sink: IO[bytes], data: bytes) -> None:
    """Feed a process."""
    sink.write(data)
