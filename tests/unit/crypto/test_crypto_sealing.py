"""Age files: round trips, damage, the other implementation, and errors the library would swallow."""

from __future__ import annotations

import io
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from core.crypto import sealing
from core.crypto.sealing import (
    AgeIdentity,
    decrypt_stream,
    encrypt_stream,
    is_age,
    open_padded,
    open_sealed,
    seal,
    seal_padded,
)
from core.domain.errors import Untrusted

OURS, THEIRS = AgeIdentity.generate(), AgeIdentity.generate()
MANY = 4 << 20
PLAIN = b"Saksi menunjuk ke gudang beras. " * 5000  # more than two chunks of 64 KiB
BOX = seal(PLAIN, [OURS.recipient])


def damaged(box: bytes) -> None:
    with pytest.raises(Untrusted) as caught:
        open_sealed(box, [OURS])
    assert caught.value.code == "sealed.damaged"


@pytest.mark.parametrize("plain", [b"", b"x", PLAIN])
def test_each_recipient_opens_it(plain: bytes) -> None:
    box = seal(plain, [OURS.recipient, THEIRS.recipient])
    assert is_age(box)
    assert open_sealed(box, [OURS]) == plain
    assert open_sealed(box, [THEIRS]) == plain


def test_a_file_for_others_is_none_not_damage() -> None:
    assert open_sealed(BOX, [THEIRS]) is None
    assert open_sealed(BOX, []) is None
    assert open_sealed(BOX, [THEIRS, OURS]) == PLAIN


def test_cut_and_extended_files_are_damaged() -> None:
    for length in [*range(0, 400, 7), 65_536, len(BOX) - 70_000, len(BOX) - 16, len(BOX) - 1]:
        damaged(BOX[:length])
    damaged(BOX + b"\x00")
    damaged(b"bukan berkas age")


def test_a_changed_byte_never_gives_content() -> None:
    body = BOX.index(b"\n---")
    for place in [*range(body, body + 90), *range(body + 90, len(BOX), 9973)]:
        changed = bytearray(BOX)
        changed[place] ^= 1
        damaged(bytes(changed))
    for place in range(0, body, 3):  # in the recipient lines damage may look like a file for somebody else
        changed = bytearray(BOX)
        changed[place] ^= 1
        try:
            assert open_sealed(bytes(changed), [OURS]) is None
        except Untrusted as error:
            assert error.code == "sealed.damaged"


@pytest.mark.parametrize("size", [0, 1, 503, 504, 505, 5000])
def test_padding_hides_the_length_and_comes_off_again(size: int) -> None:
    box = seal_padded(b"n" * size, [OURS.recipient], 512)
    framed = open_sealed(box, [OURS])
    assert framed is not None
    assert len(framed) % 512 == 0
    assert len(framed) - size < 512 + 8
    assert open_padded(box, [OURS]) == b"n" * size
    assert open_padded(box, [THEIRS]) is None


@pytest.mark.parametrize(
    "framed", [b"", b"\x00" * 7, (9).to_bytes(8, "big") + b"x", (1).to_bytes(8, "big") + b"ab", b"\xff" * 16]
)
def test_false_padding_is_damage(framed: bytes) -> None:
    with pytest.raises(Untrusted) as caught:
        open_padded(seal(framed, [OURS.recipient]), [OURS])
    assert caught.value.code == "sealed.damaged"


def test_identity_text_round_trip_and_no_secret_in_its_repr() -> None:
    again = AgeIdentity.from_text(OURS.text)
    assert again == OURS
    assert again.recipient.startswith("age1")
    assert "SECRET" not in repr(OURS)


def test_unusable_keys_are_refused() -> None:
    with pytest.raises(Untrusted) as caught:
        AgeIdentity.from_text("AGE-SECRET-KEY-1QQQ")
    assert caught.value.details == {"where": "identity"}
    with pytest.raises(Untrusted) as caught:
        seal(b"", ["age1qqq"])
    assert caught.value.details == {"where": "recipient"}
    with pytest.raises(ValueError, match="nobody"):
        seal(b"", [])


class FullDisk(io.BytesIO):
    """A disk with room for ``room`` bytes."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room

    def write(self, data: object) -> int:
        if self.tell() + len(bytes(data)) > self.room:  # type: ignore[call-overload]
            raise OSError(28, "No space left on device")
        return super().write(data)  # type: ignore[arg-type]


class Stopped(io.BytesIO):
    """A reader whose user pressed cancel after the first piece."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() > 1000:
            raise InterruptedError("cancelled")
        return super().read(2000)


class Sips(io.BytesIO):
    """A raw stream that takes at most 100 bytes at a time."""

    def write(self, data: object) -> int:
        return super().write(bytes(data)[:100])  # type: ignore[call-overload]


@pytest.mark.fault("DF-9")
@pytest.mark.parametrize("room", [0, 100, 70_000, 131_700, 160_000])
def test_a_full_disk_is_never_silent(room: int) -> None:
    with pytest.raises(OSError, match="No space"):
        encrypt_stream(io.BytesIO(PLAIN), FullDisk(room), [OURS.recipient])


@pytest.mark.fault("DF-9")
@pytest.mark.parametrize("room", [0, 70_000, len(PLAIN) - 1])
def test_a_full_disk_while_opening_is_not_called_damage(room: int) -> None:
    with pytest.raises(OSError, match="No space"):
        decrypt_stream(io.BytesIO(BOX), FullDisk(room), [OURS])


def test_a_cancelled_read_comes_out_as_itself() -> None:
    with pytest.raises(InterruptedError):
        encrypt_stream(Stopped(PLAIN), io.BytesIO(), [OURS.recipient])
    with pytest.raises(InterruptedError):
        decrypt_stream(Stopped(BOX), io.BytesIO(), [OURS])


def test_a_stream_that_takes_little_at_a_time_loses_nothing() -> None:
    box, plain = Sips(), Sips()
    encrypt_stream(io.BytesIO(PLAIN), box, [OURS.recipient])
    assert decrypt_stream(io.BytesIO(box.getvalue()), plain, [OURS])
    assert plain.getvalue() == PLAIN


@pytest.mark.skipif(shutil.which("age") is None, reason="the age command is not installed")
def test_the_other_implementation_reads_ours_and_we_read_its(tmp_path: Path) -> None:
    key, box = tmp_path / "key.txt", tmp_path / "box.age"
    key.write_text(OURS.text + "\n", encoding="ascii")
    box.write_bytes(BOX)
    opened = subprocess.run(["age", "--decrypt", "-i", key, box], check=True, capture_output=True)
    assert opened.stdout == PLAIN
    sealed = subprocess.run(["age", "-r", OURS.recipient], input=PLAIN, check=True, capture_output=True)
    assert open_sealed(sealed.stdout, [OURS]) == PLAIN


@pytest.mark.skipif(sys.platform == "win32", reason="a signal is sent to oneself")
def test_an_interrupt_that_falls_into_the_library_comes_out_behind_it() -> None:
    class Interrupting(io.BytesIO):
        """Ctrl-C while the library writes the last of it."""

        def write(self, data: Any) -> int:
            signal.raise_signal(signal.SIGINT)
            return super().write(data)

    class Read(io.BytesIO):
        """Ctrl-C at the first read of many."""

        def __init__(self) -> None:
            super().__init__(bytes(MANY))

        def read(self, size: int | None = -1) -> bytes:
            if not self.tell():
                signal.raise_signal(signal.SIGINT)
            return super().read(size)

    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        sink = Interrupting()
        with pytest.raises(KeyboardInterrupt):
            encrypt_stream(io.BytesIO(b"x"), sink, [AgeIdentity.generate().recipient])
        assert sink.getvalue(), "control: it was held back while the library ran"
        source = Read()
        with pytest.raises(KeyboardInterrupt):
            encrypt_stream(source, io.BytesIO(), [AgeIdentity.generate().recipient])
        assert source.tell() <= MANY // 2, "one that falls into a read comes out at the next, not at the end"
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler, "and Ctrl-C is as before"
        own = lambda *_: None  # noqa: E731
        signal.signal(signal.SIGINT, own)
        with sealing._HeldInterrupt():
            assert signal.getsignal(signal.SIGINT) is own, "who has a handler of his own keeps it"
        assert signal.getsignal(signal.SIGINT) is own
        signal.signal(signal.SIGINT, signal.default_int_handler)
        told: list[object] = []

        def elsewhere() -> None:
            with sealing._HeldInterrupt() as held:
                told.append((held._before, signal.getsignal(signal.SIGINT)))

        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
        assert told == [(None, signal.default_int_handler)], "no other thread is ever interrupted"
    finally:
        signal.signal(signal.SIGINT, before)


def test_without_recipients_nothing_is_sealed() -> None:
    with pytest.raises(ValueError, match=r"^an age file without recipients could be opened by nobody$"):
        encrypt_stream(io.BytesIO(b"x"), io.BytesIO(), [])
