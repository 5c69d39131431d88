"""The limited process: what it shows, what it copies, what it survives, and that nobody else decodes a stranger's file."""

from __future__ import annotations

import io
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import IO
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from core.apart.process import worker_command
from core.documents import preview_apart
from core.documents.preview_frames import MAX_BLOBS, BadFrame, frame, parse
from core.domain.errors import Cancelled, Unavailable
from core.domain.evidence import Look
from tests.unit.documents import pictures

SECRET = pictures.SECRET.encode()


def giving(data: bytes) -> preview_apart.Feed:
    def write(sink: IO[bytes]) -> None:
        sink.write(data)

    return write


def look(data: bytes) -> tuple[Look, list[bytes]]:
    return preview_apart.look(giving(data), len(data))


def clean(data: bytes) -> tuple[str, bytes]:
    return preview_apart.clean_copy(giving(data), len(data))


# --- what it shows -------------------------------------------------------------------------------------------------


def test_a_photo_shows_itself_and_its_claims() -> None:
    found, pages = look(pictures.jpeg(pictures.gradient(3000, 2000)))
    assert (found.media_type, found.width, found.height, found.pages, found.fault) == ("image/jpeg", 3000, 2000, 1, "")
    assert found.claims.at == "2024-02-03T08:30:00+07:00"
    assert (found.claims.latitude_e7, found.claims.longitude_e7) == (pictures.LATITUDE_E7, pictures.LONGITUDE_E7)
    assert {label for label, _text in found.texts} == {"description", "artist", "comment", "xmp", "iptc"}
    assert {text for _label, text in found.texts} == {pictures.SECRET}
    assert max(found.thumb_width, found.thumb_height) == 160
    assert len(found.thumb) == found.thumb_width * found.thumb_height * 3
    width, height, rgb = preview_apart.pixels(pages[0])
    assert (width, height, len(rgb)) == (1600, 1067, 1600 * 1067 * 3)


@pytest.mark.parametrize("orientation", [2, 5, 6, 8])
def test_a_photo_stands_upright(orientation: int) -> None:
    upright = pictures.gradient(300, 200)
    undo = {2: 0, 5: 5, 6: 2, 8: 4}
    turned = upright.transpose(Image.Transpose(undo[orientation]))
    found, pages = look(pictures.jpeg(turned, orientation))
    assert (found.width, found.height) == (300, 200)
    width, height, rgb = preview_apart.pixels(pages[0])
    shown = Image.frombytes("RGB", (width, height), rgb)
    for corner in ((2, 2), (297, 197)):
        pairs = zip(shown.getpixel(corner), upright.getpixel(corner), strict=True)
        assert all(abs(one - two) < 12 for one, two in pairs)


@pytest.mark.parametrize("name", ["PNG", "WEBP", "GIF", "TIFF", "BMP"])
def test_every_format_of_the_list_is_shown_and_cleaned(name: str) -> None:
    data = pictures.other(name)
    found, pages = look(data)
    assert (found.media_type, found.fault, len(pages)) == (f"image/{name.lower()}", "", 1)
    kind, copy = clean(data)
    assert Image.open(io.BytesIO(copy)).size == (300, 200)
    assert kind in ("image/png", "image/jpeg")


@pytest.mark.parametrize("mode", ["1", "P", "RGBA", "I;16"])
def test_every_kind_of_pixel_is_shown_and_cleaned(mode: str) -> None:
    picture = Image.new("I;16", (30, 20), 999) if mode == "I;16" else pictures.gradient(30, 20).convert(mode)
    data = pictures.png(picture)
    assert look(data)[0].fault == ""
    assert Image.open(io.BytesIO(clean(data)[1])).size == (30, 20)


def test_a_pdf_shows_its_first_pages_and_its_author() -> None:
    found, pages = look(pictures.pdf(pages=5))
    assert (found.media_type, found.pages, len(pages)) == ("application/pdf", 5, 3)
    assert ("author", pictures.SECRET) in found.texts
    assert found.claims.at.startswith("2000-01-01T00:00:00")


# --- a copy without metadata ---------------------------------------------------------------------------------------


@pytest.mark.fault("AT-8")
@pytest.mark.parametrize("make", [pictures.jpeg, pictures.png])
def test_a_copy_has_the_pixels_and_nothing_else(make: Callable[[], bytes]) -> None:
    original = make()
    assert original.count(SECRET) >= 4, "the control: all of it is in the original"
    kind, copy = clean(original)
    assert SECRET not in copy and b"EKOR" not in copy
    for mark in (b"Exif", b"http://ns.adobe.com", b"Photoshop", b"8BIM", b"GPS", b"tEXt", b"iTXt", b"eXIf", b"\xff\xfe"):
        assert mark not in copy[:2000]
    picture = Image.open(io.BytesIO(copy))
    assert dict(picture.getexif()) == {}
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert kind == f"image/{(picture.format or '').lower()}"
    corner, before = picture.convert("RGB").getpixel((5, 5)), Image.open(io.BytesIO(original)).getpixel((5, 5))
    assert all(abs(one - two) < 12 for one, two in zip(corner, before, strict=True))


def test_a_plain_save_would_have_kept_the_comment() -> None:
    """The control for the test above: the usual way of "removing" metadata does not."""
    target = io.BytesIO()
    Image.open(io.BytesIO(pictures.jpeg())).save(target, "JPEG")
    assert SECRET in target.getvalue()


@pytest.mark.parametrize("data", [b"RIFF....AVI video", b"PK\3\4 a document", pictures.pdf()])
def test_of_other_kinds_no_clean_copy_is_made(data: bytes) -> None:
    with pytest.raises(Unavailable) as refusal:
        clean(data)
    assert refusal.value.code == "evidence.no_clean_copy"


# --- hostile files -------------------------------------------------------------------------------------------------

HOSTILE = {
    "empty": (b"", "preview.none"),
    "garbage": (b"\x13\x37" * 5000, "preview.none"),
    "a video": (b"\0\0\0\x20ftypisom" + bytes(1000), "preview.none"),
    "only the head of a JPEG": (b"\xff\xd8\xff" + b"x" * 1000, "preview.unreadable"),
    "a cut JPEG": (pictures.jpeg()[:3000], "preview.unreadable"),
    "a cut PNG": (pictures.png()[:300], "preview.unreadable"),
    "a PDF of one line": (b"%PDF-1.7 and no more", "preview.unreadable"),
    "a PNG of 169 million pixels": (pictures.bomb(13_000, 13_000), "preview.bomb"),
    "a PNG of 900 million pixels": (pictures.bomb(30_000, 30_000), "preview.bomb"),
    "a PNG one line high": (pictures.bomb(60_000_000, 1), "preview.bomb"),
    "a script behind a picture's head": (b"GIF89a<script>alert(1)</script>", "preview.unreadable"),
    "a picture that is also a PDF": (b"GIF89a" + pictures.pdf(), "preview.bomb"),
}


@pytest.mark.fault("AT-3")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gives_a_sentence_and_nothing_else(name: str) -> None:
    data, code = HOSTILE[name]
    found, pages = look(data)
    assert (found.fault, found.thumb, pages) == (code, b"", [])


@pytest.mark.fault("AT-11")
@settings(max_examples=8, deadline=None)
@given(st.binary(min_size=1, max_size=400), st.integers(0, 2000))
def test_a_damaged_photo_is_shown_or_refused_but_never_breaks_the_talk(noise: bytes, place: int) -> None:
    data = bytearray(_PHOTO)
    data[place : place + len(noise)] = noise
    found, pages = look(bytes(data))
    assert found.fault in ("", "preview.unreadable", "preview.bomb", "preview.none")
    assert bool(pages) == (found.fault == "")


_PHOTO = pictures.jpeg(pictures.gradient(60, 40))


@pytest.mark.fault("AT-18")
def test_a_file_beyond_the_limit_starts_no_process() -> None:
    with mock.patch.object(subprocess, "Popen", side_effect=AssertionError("started")):
        found, _pages = preview_apart.look(giving(b""), preview_apart.FILE_LIMIT + 1)
    assert found.fault == "preview.too_large"


# --- the process itself --------------------------------------------------------------------------------------------


def program(text: str) -> mock._patch[Callable[[str], list[str]]]:
    """In the place of the worker a process that does this."""
    return mock.patch.object(preview_apart, "worker_command", lambda module: [sys.executable, "-I", "-c", text])


READ = "import sys, struct, json; sys.stdin.buffer.read(); out = sys.stdout.buffer;"
SAY = READ + "t = json.dumps({tree}).encode(); out.write(struct.pack('>I', len(t)) + t + {blobs})"


@pytest.mark.fault("AT-5")
@pytest.mark.parametrize(
    "text",
    [
        "raise SystemExit(3)",
        READ + "out.write(b'')",
        READ + "out.write(b'not a message')",
        READ + "out.write(b'\\xff' * 100)",
        SAY.format(tree="{'sizes': []}", blobs="b''"),
        SAY.format(tree="{'sizes': [5]}", blobs="b'four'"),
        SAY.format(tree="{'sizes': [-1]}", blobs="b''"),
        SAY.format(tree="{'sizes': [True]}", blobs="b'x'"),
        SAY.format(tree="{'fault': 'passphrase.wrong', 'sizes': []}", blobs="b''"),
        SAY.format(
            tree="{'media_type': 'image/jpeg', 'width': 9, 'height': 9, 'pages': 1, 'claims': {}, 'texts': [],"
            " 'thumb_width': 160, 'thumb_height': 160, 'sizes': [3, 1]}",
            blobs="b'abcd'",
        ),
        SAY.format(
            tree="{'media_type': 'text/html', 'width': 9, 'height': 9, 'pages': 1, 'claims': {}, 'texts': [],"
            " 'thumb_width': 1, 'thumb_height': 1, 'sizes': [3, 1]}",
            blobs="b'abcd'",
        ),
        "import os, signal; os.kill(os.getpid(), signal.SIGTERM)",
    ],
)
def test_a_process_that_was_taken_over_can_say_nothing_else(text: str) -> None:
    with program(text), pytest.raises(Unavailable) as refusal:
        look(_PHOTO)
    assert refusal.value.code == "preview.failed"


@pytest.mark.fault("AT-4")
def test_a_process_that_says_too_much_is_stopped() -> None:
    with (
        program(READ + "\nwhile True: out.write(bytes(1 << 16))"),
        mock.patch.object(preview_apart, "ANSWER_LIMIT", 1 << 20),
        pytest.raises(Unavailable) as refusal,
    ):
        look(_PHOTO)
    assert refusal.value.code == "preview.failed"


@pytest.mark.fault("AT-4")
@pytest.mark.parametrize("text", ["import time; time.sleep(60)", READ + "import time; time.sleep(60)"])
def test_a_process_that_does_not_end_is_stopped(text: str) -> None:
    with program(text), mock.patch.object(preview_apart, "SECONDS", 0.2), pytest.raises(Unavailable) as refusal:
        look(_PHOTO * 400)
    assert refusal.value.code == "preview.timeout"


def test_a_cancel_stops_the_process() -> None:
    asked = threading.Event()

    def stop() -> None:
        asked.set()
        raise Cancelled

    with program("import time; time.sleep(60)"), pytest.raises(Cancelled):
        preview_apart.look(giving(_PHOTO), len(_PHOTO), stop)
    assert asked.is_set()


def test_damage_that_shows_while_the_file_is_fed_is_told_as_it_is() -> None:
    def broken(sink: IO[bytes]) -> None:
        raise Unavailable("disk.failed")

    with pytest.raises(Unavailable) as refusal:
        preview_apart.look(broken, 100)
    assert refusal.value.code == "disk.failed"


@pytest.mark.fault("AT-5")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits the time alone")
def test_the_process_cannot_open_write_or_take_much() -> None:
    tries = {
        "open a file": "open('/etc/hostname')",
        "write a file": "open('/tmp/posko-worker', 'w')",
        "take two gibibytes": "bytearray(2 << 30)",
        "ask the network": "__import__('socket').socket()",
    }
    start = "import sys; sys.path.insert(0, sys.argv[1]); import socket; from core.apart.process import limit_self; "
    root = worker_command("x")[-1]
    for what, attempt in tries.items():
        for limit in ("", "limit_self(1 << 30, 20, alone=True); "):
            code = f"{start}{limit}\ntry:\n    {attempt}\nexcept (OSError, MemoryError):\n    sys.exit(7)"
            done = subprocess.run([sys.executable, "-I", "-c", code, root], capture_output=True, check=False)
            assert done.returncode == (7 if limit else 0), (what, limit)


# --- messages ------------------------------------------------------------------------------------------------------


@given(st.dictionaries(st.text(), st.integers() | st.text()), st.lists(st.binary(max_size=50), max_size=MAX_BLOBS))
def test_messages_come_back(tree: dict[str, object], blobs: list[bytes]) -> None:
    tree.pop("sizes", None)
    assert parse(frame(tree, blobs)) == (tree, blobs)


@given(st.binary(max_size=200))
def test_other_bytes_are_no_message(data: bytes) -> None:
    try:
        tree, blobs = parse(data)
    except BadFrame:
        return
    assert isinstance(tree, dict) and all(isinstance(blob, bytes) for blob in blobs)


@given(st.lists(st.binary(max_size=20), max_size=3), st.data())
def test_a_message_that_is_cut_or_too_long_is_none(blobs: list[bytes], data: st.DataObject) -> None:
    whole = frame({"a": 1}, blobs)
    cut = data.draw(st.integers(0, len(whole) - 1))
    for wrong in (whole[:cut], whole + b"x"):
        with pytest.raises(BadFrame):
            parse(wrong)
