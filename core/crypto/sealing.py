"""Sealed files: the age format (age-encryption.org/v1) to X25519 recipients.

Only pyrage's stream interface is used. It swallows an error of the *last* write (a full disk would leave a cut file
and no word of it) and hides the type of an error in a read; ``_Watched`` stands on both sides and raises what
it saw. The header carries random filler, so two seals of the same content differ in length.
"""

from __future__ import annotations

import io
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType
from typing import Final, Protocol

import pyrage

from core.domain.errors import Untrusted

_FIRST_LINE: Final = b"age-encryption.org/v1\n"
_LENGTH_BYTES: Final = 8
#: What pyrage says when no identity opens the file; every other word of it means damage. A test pins this.
_NOT_FOR_US: Final = "No matching keys found"


class Source(Protocol):
    """Anything that gives bytes, none at its end."""

    def read(self, size: int, /) -> bytes: ...


class Sink(Protocol):
    """Anything that takes bytes and tells how many it took."""

    def write(self, data: bytes, /) -> int: ...


@dataclass(frozen=True)
class AgeIdentity:
    """The secret half of an age key pair, ``AGE-SECRET-KEY-1...``; its text form in logs shows the recipient only."""

    text: str = field(repr=False)
    recipient: str

    @classmethod
    def generate(cls) -> AgeIdentity:
        """Make a fresh identity; the library takes its own randomness from the system."""
        return cls._of(pyrage.x25519.Identity.generate())

    @classmethod
    def from_text(cls, text: str) -> AgeIdentity:
        """Read ``AGE-SECRET-KEY-1...``; anything else is ``Untrusted("malformed", where="identity")``."""
        try:
            return cls._of(pyrage.x25519.Identity.from_str(text))
        except pyrage.IdentityError as error:
            raise Untrusted("malformed", where="identity") from error

    @classmethod
    def _of(cls, identity: pyrage.x25519.Identity) -> AgeIdentity:
        return cls(str(identity), str(identity.to_public()))


class _Failed(Exception):
    """One pass of the library came to no end."""


class _HeldInterrupt:
    """Keeps Ctrl-C back while the library runs: it may fall where the library swallows it, and cut a file short unseen.

    :meth:`release` lets it out, at the next read or at the end. Only the main thread is ever interrupted.
    """

    def __init__(self) -> None:
        self._came = False
        self._before: object = None

    def __enter__(self) -> _HeldInterrupt:
        in_main = threading.current_thread() is threading.main_thread()
        if in_main and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            self._before = signal.signal(signal.SIGINT, self._keep)
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def _keep(self, number: int, frame: FrameType | None) -> None:
        self._came = True

    def release(self) -> None:
        """Raise ``KeyboardInterrupt`` if it came meanwhile."""
        if self._came:
            raise KeyboardInterrupt


class _Watched:
    """A stream that writes all it is given and remembers the first error, which the library may swallow."""

    def __init__(self, held: _HeldInterrupt, source: Source | None = None, sink: Sink | None = None) -> None:
        self._held, self._source, self._sink = held, source, sink
        self.error: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            self._held.release()
            return b"" if self._source is None else self._source.read(size)
        except BaseException as error:
            raise self._note(error) from error

    def write(self, data: bytes) -> int:
        try:
            rest = data
            while rest and self._sink is not None:
                rest = rest[self._sink.write(rest) :]
        except BaseException as error:
            raise self._note(error) from error
        return len(data)

    def flush(self) -> None:
        """Nothing is held back here."""

    def _note(self, error: BaseException) -> _Failed:
        """Keep the first error; the library gets a plain one, as it repeats an ``InterruptedError`` for ever."""
        self.error = self.error or error
        return _Failed(type(error).__name__)


def is_age(data: bytes) -> bool:
    """Tell whether the bytes begin like a binary age file."""
    return data.startswith(_FIRST_LINE)


def seal(plain: bytes, recipients: Sequence[str]) -> bytes:
    """Return an age file of ``plain`` to the recipients (``age1...`` texts, at least one)."""
    box = io.BytesIO()
    encrypt_stream(io.BytesIO(plain), box, recipients)
    return box.getvalue()


def open_sealed(box: bytes, identities: Sequence[AgeIdentity]) -> bytes | None:
    """Return the content, ``None`` when none of the identities is addressed.

    A file that is for us and broken, or no age file at all, is ``Untrusted("sealed.damaged")``. Damage inside
    the recipient lines cannot be told from a file for somebody else, and gives ``None``.
    """
    plain = io.BytesIO()
    return plain.getvalue() if decrypt_stream(io.BytesIO(box), plain, identities) else None


def seal_padded(plain: bytes, recipients: Sequence[str], block: int) -> bytes:
    """Seal ``plain`` with its length in front (8 bytes, big endian) and zeros up to a multiple of ``block`` bytes."""
    framed = len(plain).to_bytes(_LENGTH_BYTES, "big") + plain
    return seal(framed + bytes(-len(framed) % block), recipients)


def open_padded(box: bytes, identities: Sequence[AgeIdentity]) -> bytes | None:
    """Undo ``seal_padded``; a wrong length or padding other than zeros is ``Untrusted("sealed.damaged")``."""
    framed = open_sealed(box, identities)
    if framed is None:
        return None
    length = int.from_bytes(framed[:_LENGTH_BYTES], "big")
    plain, padding = framed[_LENGTH_BYTES:][:length], framed[_LENGTH_BYTES:][length:]
    if len(framed) < _LENGTH_BYTES or len(plain) < length or any(padding):
        raise Untrusted("sealed.damaged")
    return plain


def encrypt_stream(src: Source, dst: Sink, recipients: Sequence[str]) -> None:
    """Encrypt ``src`` to its end into ``dst`` in constant memory; errors of either stream come out unchanged."""
    keys = [_recipient(text) for text in recipients]
    if not keys:
        raise ValueError("an age file without recipients could be opened by nobody")
    _run(pyrage.encrypt_io, src, dst, keys)


def decrypt_stream(src: Source, dst: Sink, identities: Sequence[AgeIdentity]) -> bool:
    """Decrypt ``src`` into ``dst`` in constant memory; ``False`` when none of the identities is addressed.

    On ``Untrusted("sealed.damaged")`` the caller throws away what ``dst`` already holds: its end is missing or false.
    """
    keys = [pyrage.x25519.Identity.from_str(identity.text) for identity in identities]
    try:
        _run(pyrage.decrypt_io, src, dst, keys)
    except _Failed as failure:
        if str(failure) == _NOT_FOR_US:
            return False
        raise Untrusted("sealed.damaged") from failure
    return True


def _run(work: Callable[..., None], src: Source, dst: Sink, keys: Sequence[object]) -> None:
    """Run one pass of the library; an error of a stream comes out as itself, another as ``_Failed``."""
    failure: Exception | None = None
    with _HeldInterrupt() as held:
        reader, writer = _Watched(held, source=src), _Watched(held, sink=dst)
        try:
            work(reader, writer, keys)
        except (pyrage.DecryptError, pyrage.EncryptError, OSError, _Failed) as error:
            failure = error
    seen = reader.error or writer.error
    if seen is not None:
        raise seen
    held.release()
    if failure is not None:
        raise _Failed(str(failure)) from failure


def require_recipient(text: str) -> None:
    """Raise ``Untrusted("malformed", where="recipient")`` unless the text is an age recipient."""
    _recipient(text)


def _recipient(text: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise Untrusted("malformed", where="recipient") from error
