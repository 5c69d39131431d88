"""Looking into a file from a safe distance: a limited process decodes it, and only pixels and short texts come back.

The file is fed while it is decrypted, so it is on no disk in the clear. Time is limited everywhere; memory, processor,
files and children where the system can (not on Windows).
"""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable
from typing import IO, Any, Final

import msgspec

from core.apart.process import worker_command
from core.documents.preview_frames import BadFrame, head_of, parse
from core.domain.errors import Unavailable
from core.domain.evidence import Claims, Look, is_claimed_place, is_claimed_time
from core.domain.file_types import PDF, PICTURES

WORKER: Final = "core.documents.preview_worker"
SECONDS: Final = 20
FILE_LIMIT: Final = 128 * 1024 * 1024
ANSWER_LIMIT: Final = 192 * 1024 * 1024
MAX_EDGE: Final = 1600
MAX_THUMB: Final = 160
CHANNELS: Final = 3
POLL_SECONDS: Final = 0.05
_CHUNK: Final = 1024 * 1024
_TYPES: Final = (*PICTURES, PDF)

Feed = Callable[[IO[bytes]], None]
"""Writes the whole file into the stream that it is given."""


class _Said(msgspec.Struct, frozen=True, kw_only=True):
    """What the process may say of a file; anything else is a bad answer."""

    media_type: str
    width: int
    height: int
    pages: int
    claims: dict[str, str | int]
    texts: list[tuple[str, str]]
    thumb_width: int
    thumb_height: int


def look(feed: Feed, size: int, watch: Callable[[], None] = lambda: None) -> tuple[Look, list[bytes]]:
    """What is in a file, and its first pages as JPEG made by the process.

    A file that shows nothing gives a :class:`Look` with the fault's code. Raises ``Unavailable`` (``preview.timeout``,
    ``preview.failed``) where there is no answer, and what ``watch`` raises.
    """
    if size > FILE_LIMIT:
        return Look(fault="preview.too_large"), []
    header, blobs = ask(WORKER, "look", feed, size, watch)
    if "fault" in header:
        return Look(fault=_code(header)), []
    try:
        said = msgspec.convert(header, _Said, strict=True)
    except msgspec.ValidationError:
        raise Unavailable("preview.failed") from None
    return _checked(said, blobs), blobs[1:]


def pixels(page: bytes, watch: Callable[[], None] = lambda: None) -> tuple[int, int, bytes]:
    """Width, height and RGB bytes of a page that :func:`look` gave; raises ``Unavailable('preview.failed')``."""
    header, blobs = ask(WORKER, "pixels", lambda sink: write(sink, page), len(page), watch)
    width, height = header.get("width"), header.get("height")
    if type(width) is not int or type(height) is not int or not (0 < width <= MAX_EDGE and 0 < height <= MAX_EDGE):
        raise Unavailable("preview.failed")
    if len(blobs) != 1 or len(blobs[0]) != width * height * CHANNELS:
        raise Unavailable("preview.failed")
    return width, height, blobs[0]


def clean_copy(feed: Feed, size: int, watch: Callable[[], None] = lambda: None) -> tuple[str, bytes]:
    """Type and bytes of a copy that holds the pixels and nothing else.

    Raises ``Unavailable`` with the fault's code: ``evidence.no_clean_copy`` for what is no picture, ``preview.*`` else.
    """
    if size > FILE_LIMIT:
        raise Unavailable("preview.too_large")
    header, blobs = ask(WORKER, "copy", feed, size, watch)
    if "fault" in header:
        raise Unavailable(_code(header))
    kind = header.get("media_type")
    if kind not in ("image/jpeg", "image/png") or len(blobs) != 1:
        raise Unavailable("preview.failed")
    return str(kind), blobs[0]


FAULTS: Final = frozenset(
    {"preview.bomb", "preview.unreadable", "preview.locked", "preview.none", "preview.too_large", "evidence.no_clean_copy"}
)
"""Codes that the process may give; another one is a bad answer."""


def _code(header: dict[str, Any]) -> str:
    code = header.get("fault")
    if code not in FAULTS:
        raise Unavailable("preview.failed")
    return str(code)


def _checked(said: _Said, blobs: list[bytes]) -> Look:
    thumb_fits = 0 < said.thumb_width <= MAX_THUMB and 0 < said.thumb_height <= MAX_THUMB
    expected = said.thumb_width * said.thumb_height * CHANNELS
    if not thumb_fits or said.media_type not in _TYPES or len(blobs) < 2 or len(blobs[0]) != expected:
        raise Unavailable("preview.failed")
    return Look(
        media_type=said.media_type,
        width=max(0, said.width),
        height=max(0, said.height),
        pages=max(1, said.pages),
        claims=_claims(said.claims),
        texts=tuple((str(name)[:40], str(text)[:300]) for name, text in said.texts),
        thumb_width=said.thumb_width,
        thumb_height=said.thumb_height,
        thumb=blobs[0],
    )


def _claims(tree: dict[str, str | int]) -> Claims:
    at, latitude, longitude = (tree.get(name) for name in ("at", "latitude_e7", "longitude_e7"))
    at = at if isinstance(at, str) and is_claimed_time(at) else ""
    if isinstance(latitude, int) and isinstance(longitude, int) and is_claimed_place(latitude, longitude):
        return Claims(at=at, latitude_e7=latitude, longitude_e7=longitude)
    return Claims(at=at)


def ask(
    module: str, task: str, feed: Feed, size: int, watch: Callable[[], None], seconds: float = 0
) -> tuple[dict[str, Any], list[bytes]]:
    """One question to a fresh process of a module; it is killed at the limit, at a cancel, and when it says too much.

    ``seconds`` is the limit, where it is not the usual one. Raises ``Unavailable`` (``preview.timeout``,
    ``preview.failed``), and what ``watch`` raises.
    """
    pipe = subprocess.PIPE
    try:
        process = subprocess.Popen(  # noqa: S603  our own interpreter and our own text
            worker_command(module), stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL
        )
    except OSError:
        raise Unavailable("preview.failed") from None
    talk = _Talk(process, head_of({"task": task}, [size]), feed)
    try:
        answer = talk.until(time.monotonic() + (seconds or SECONDS), watch)
    finally:
        process.kill()
        process.wait()
        talk.join()
    if talk.failure is not None:
        raise talk.failure
    try:
        return parse(answer)
    except BadFrame:
        raise Unavailable("preview.failed") from None


class _Talk:
    """Feeds and reads a process at the same time, each in a thread of its own, for either may stand still."""

    def __init__(self, process: subprocess.Popen[bytes], head: bytes, feed: Feed) -> None:
        self._process, self._head, self._feed = process, head, feed
        self._answer = bytearray()
        self._over = threading.Event()
        self.failure: BaseException | None = None
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._give, self._take)]
        for thread in self._threads:
            thread.start()

    def until(self, deadline: float, watch: Callable[[], None]) -> bytes:
        """The whole answer; raises ``Unavailable('preview.timeout')``."""
        while not self._over.wait(POLL_SECONDS):
            watch()
            if time.monotonic() > deadline:
                raise Unavailable("preview.timeout")
        return bytes(self._answer)

    def join(self) -> None:
        """Wait for both threads; the process is dead by now, so neither stands still."""
        for thread in self._threads:
            thread.join()

    def _give(self) -> None:
        sink = self._process.stdin
        if sink is None:
            return
        try:
            with sink:
                sink.write(self._head)
                self._feed(sink)
        except (BrokenPipeError, ValueError):
            # The process ended before it read all: what it said, or that it said nothing, tells why.
            return
        except OSError:
            return
        except BaseException as error:
            # Damage in the vault is the file's own fault, and not that of the process.
            self.failure = error
            self._process.kill()

    def _take(self) -> None:
        source = self._process.stdout
        if source is not None:
            with source:
                while chunk := source.read1(_CHUNK):  # type: ignore[attr-defined]
                    self._answer += chunk
                    if len(self._answer) > ANSWER_LIMIT:
                        self._answer.clear()
                        break
        self._over.set()


def write(sink: IO[bytes], data: bytes) -> None:
    """Feed bytes that are here already."""
    sink.write(data)
