"""Pages of scans looked at from a safe distance: one limited process for many files, started anew when it falls or stalls."""

from __future__ import annotations

import queue
import subprocess
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Any, Final

from core.apart.process import worker_command
from core.documents.preview_frames import LENGTH_BYTES, BadFrame, frame, read_head
from core.documents.qr import PREFIX
from core.documents.scan_worker import FILE_LIMIT, LOOK_EDGE
from core.domain.errors import Invalid

SECONDS: Final = 30.0
POLL_SECONDS: Final = 0.05
ANSWER_LIMIT: Final = 256 * 1024 * 1024
TEXTS_LIMIT: Final = 20
CHANNELS: Final = 3
FAULTS: Final = frozenset({"image.too_big", "image.unreadable"})

Watching = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that the process holds open: its media type and its number of pages."""

    kind: str
    pages: int


class PageReader:
    """Use it in a ``with`` block. ``watch`` is called while an answer is awaited and may raise ``Cancelled``.

    Every method raises ``Invalid`` with ``image.too_big`` or ``image.unreadable``: also when the process fell, ran out of
    memory or of its ``seconds``. The next file gets a fresh process then.
    """

    def __init__(self, watch: Watching = lambda: None, seconds: float = SECONDS) -> None:
        self._watch, self._seconds = watch, seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> PageReader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            for stream in (process.stdin, process.stdout):
                _shut(stream)
            process.wait()

    def open(self, data: bytes) -> Opened:
        """Hand a file over."""
        if not 0 < len(data) <= FILE_LIMIT:
            raise Invalid("image.too_big" if data else "image.unreadable")
        header, _ = self._ask({"task": "open"}, [data])
        kind, pages = header.get("kind"), header.get("pages")
        if not isinstance(kind, str) or type(pages) is not int or pages < 1:
            raise Invalid("image.unreadable")
        return Opened(kind[:100], pages)

    def codes(self, page: int, prefix: str = PREFIX) -> list[str]:
        """Texts of our codes on a page, counted from 0; ``prefix`` is what they begin with."""
        header, _ = self._ask({"task": "codes", "page": page, "prefix": prefix}, [])
        texts = header.get("texts")
        if not isinstance(texts, list):
            raise Invalid("image.unreadable")
        return [str(text) for text in texts[:TEXTS_LIMIT]]

    def look(self, page: int) -> tuple[int, int, bytes]:
        """A page as width, height and RGB bytes: nothing that would have to be decoded."""
        header, blobs = self._ask({"task": "look", "page": page}, [])
        width, height = header.get("width"), header.get("height")
        if type(width) is not int or type(height) is not int or not (0 < width <= LOOK_EDGE and 0 < height <= LOOK_EDGE):
            raise Invalid("image.unreadable")
        if len(blobs) != 1 or len(blobs[0]) != width * height * CHANNELS:
            raise Invalid("image.unreadable")
        return width, height, blobs[0]

    def page(self, page: int) -> bytes:
        """A page as a JPEG made by the process, for :meth:`bind`."""
        return self._blob({"task": "page", "page": page}, [])

    def keep(self, pages: Sequence[int]) -> bytes:
        """A PDF of these pages of the open file."""
        return self._blob({"task": "keep", "pages": list(pages)}, [])

    def bind(self, pictures: Sequence[bytes]) -> bytes:
        """A PDF of at most eight pictures, a page each."""
        return self._blob({"task": "bind"}, pictures)

    def _blob(self, header: dict[str, Any], blobs: Sequence[bytes]) -> bytes:
        _, given = self._ask(header, blobs)
        if len(given) != 1:
            raise Invalid("image.unreadable")
        return given[0]

    def _ask(self, header: dict[str, Any], blobs: Sequence[bytes]) -> tuple[dict[str, Any], list[bytes]]:
        process = self._started()
        answers: queue.SimpleQueue[tuple[dict[str, Any], list[bytes]] | None] = queue.SimpleQueue()
        talk = threading.Thread(target=_talk, args=(process, frame(header, blobs), answers), daemon=True)
        talk.start()
        try:
            found = self._awaited(answers)
        except BaseException:
            self.close()
            talk.join()
            raise
        talk.join()
        if found is None:
            self.close()
            raise Invalid("image.unreadable")
        fault = found[0].get("fault")
        if fault is not None:
            raise Invalid(fault if fault in FAULTS else "image.unreadable")
        return found

    def _awaited(
        self, answers: queue.SimpleQueue[tuple[dict[str, Any], list[bytes]] | None]
    ) -> tuple[dict[str, Any], list[bytes]] | None:
        waited = 0.0
        while waited < self._seconds:
            try:
                return answers.get(timeout=POLL_SECONDS)
            except queue.Empty:
                waited += POLL_SECONDS
                self._watch()
        raise Invalid("image.unreadable")

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            pipe = subprocess.PIPE
            try:
                self._process = subprocess.Popen(  # noqa: S603  our own interpreter and our own text
                    worker_command("core.documents.scan_worker"), stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL
                )
            except OSError:
                raise Invalid("image.unreadable") from None
        return self._process


def read_codes_apart(data: bytes) -> list[str]:
    """Our texts on all pages of a picture or PDF, in page order, each once; raises as :class:`PageReader` does."""
    with PageReader() as reader:
        opened = reader.open(data)
        pages = range(min(opened.pages, TEXTS_LIMIT))
        return list(dict.fromkeys(text for page in pages for text in reader.codes(page)))


def _talk(
    process: subprocess.Popen[bytes],
    message: bytes,
    answers: queue.SimpleQueue[tuple[dict[str, Any], list[bytes]] | None],
) -> None:
    """Say and listen; None where the process said nothing that holds."""
    source, sink = process.stdout, process.stdin
    try:
        if source is None or sink is None:
            raise BadFrame
        sink.write(message)
        sink.flush()
        header, sizes = read_head(_exactly(source, int.from_bytes(_exactly(source, LENGTH_BYTES), "big")))
        if sum(sizes) > ANSWER_LIMIT:
            raise BadFrame
        answers.put((header, [_exactly(source, size) for size in sizes]))
    except (BadFrame, OSError, ValueError):
        answers.put(None)


def _exactly(source: IO[bytes], size: int) -> bytes:
    if size > ANSWER_LIMIT:
        raise BadFrame
    data = source.read(size)
    if len(data) != size:
        raise BadFrame
    return data


def _shut(stream: IO[bytes] | None) -> None:
    try:
        if stream is not None:
            stream.close()
    except OSError:
        return
