"""A letterhead's picture comes from a stranger: what is good becomes plain pixels, what is a trap is refused in one sentence."""

from __future__ import annotations

import io
import os
import sys

import pytest
from PIL import Image

from core.documents import logo_apart, preview_apart
from core.documents.logo_apart import logo
from core.documents.logo_worker import EDGE
from core.documents.pictures import pixels
from core.domain.errors import Cancelled, Invalid, Unavailable
from tests.unit.documents.pictures import bomb

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 120">{}</svg>'
CIRCLE = '<circle cx="50" cy="60" r="40" fill="#c81e1e"/>'


def saved(picture: Image.Image, form: str, **how: object) -> bytes:
    target = io.BytesIO()
    picture.save(target, form, **how)  # type: ignore[arg-type]
    return target.getvalue()


def seen(data: bytes) -> Image.Image:
    made = logo(data)
    assert max(pixels(made).width, pixels(made).height) <= EDGE
    return Image.open(io.BytesIO(made)).convert("RGB")


def svg(inside: str) -> bytes:
    return SVG.format(inside).encode()


def test_a_drawing_becomes_sharp_pixels_on_white() -> None:
    picture = seen(b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- lambang -->" + svg(CIRCLE))
    assert picture.size == (400, 480)
    assert picture.getpixel((200, 240)) == (200, 30, 30) and picture.getpixel((2, 2)) == (255, 255, 255)


def test_what_is_transparent_becomes_white_and_what_is_large_becomes_small() -> None:
    clear = Image.new("RGBA", (1200, 600), (0, 0, 200, 0))
    clear.paste((0, 0, 200, 255), (600, 0, 1200, 600))
    picture = seen(saved(clear, "PNG"))
    assert picture.size == (480, 240)
    assert picture.getpixel((100, 100)) == (255, 255, 255) and picture.getpixel((400, 100)) == (0, 0, 200)


def test_a_photograph_stays_small_and_upright() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    noise = Image.frombytes("RGB", (300, 200), os.urandom(180_000))
    data = logo(saved(noise, "JPEG", exif=turned))
    assert (pixels(data).width, pixels(data).height) == (200, 300) and pixels(data).filter == "DCTDecode"
    assert len(data) < 100_000


@pytest.mark.parametrize("mode", ["1", "L", "P", "I;16", "CMYK"])
def test_every_kind_of_pixel_is_taken(mode: str) -> None:
    made = Image.new(mode, (50, 40))
    assert seen(saved(made, "JPEG" if mode == "CMYK" else "PNG")).size == (50, 40)


LAUGHS = b'<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' + svg('<g id="&b;"/>')
OUTSIDE = b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + svg('<g id="x"/>')


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bomb(30_000, 30_000), "too_large"),
        (b"\x89PNG\r\n\x1a\n" + bytes(logo_apart.FILE_LIMIT), "too_large"),
        (svg("<g>" * 20_001 + "</g>" * 20_001), "too_large"),
        (svg("<g/>" * 20_001), "too_large"),
        (LAUGHS, "active"),
        (OUTSIDE, "active"),
        (svg("<script>alert(1)</script>"), "active"),
        (svg('<circle r="4" onload="x()"/>'), "active"),
        (svg('<image xlink:href="http://contoh.invalid/a.png" width="9" height="9"/>'), "active"),
        (svg('<image href="/etc/passwd" width="9" height="9"/>'), "active"),
        (svg('<use href="lain.svg#a"/>'), "active"),
        (svg("<style>@import 'http://contoh.invalid/a.css';</style>"), "active"),
        (svg('<rect style="fill:url( http://contoh.invalid/a)" width="9" height="9"/>'), "active"),
        (svg("<foreignObject/>"), "active"),
        (b'<?xml-stylesheet href="a.css"?>' + svg(CIRCLE), "active"),
        (svg("<text>PROVINSI</text>"), "letters"),
        (svg("<circle"), "unreadable"),
        (b"<html><svg></svg></html>", "unreadable"),
        (saved(Image.new("RGB", (9, 9)), "GIF"), "unreadable"),
        (saved(Image.new("RGB", (90, 90)), "PNG")[:60], "unreadable"),
        (b"%PDF-1.7", "unreadable"),
        (b"", "unreadable"),
    ],
)  # fmt: skip
def test_a_trap_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        logo(data)
    assert refusal.value.code == f"letterhead.{code}"


def test_what_multiplies_inside_the_process_stays_there() -> None:
    """Ten times ten times ten shapes: the drawing library's own limits, memory and time end it, and the program lives on."""
    groups = ['<g id="g0"><rect width="1" height="1"/></g>']
    groups += [f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 10)]
    with pytest.raises((Invalid, Unavailable), match=r"letterhead\.(unreadable|too_large|failed)"):
        logo(svg(f"<defs>{''.join(groups)}</defs><use href='#g9'/>"))


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the place of the worker a process that does not end."""
    command = [sys.executable, "-I", "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(preview_apart, "worker_command", lambda _: command)


@pytest.mark.usefixtures("silent")
def test_a_process_that_does_not_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logo_apart, "SECONDS", 0.001)
    with pytest.raises(Unavailable, match=r"letterhead\.failed"):
        logo(svg(CIRCLE))


@pytest.mark.usefixtures("silent")
def test_the_user_may_stop_it() -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        logo(svg(CIRCLE), stop)
