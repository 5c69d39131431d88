"""What hides a file's size is taken off again, in whatever pieces it comes; what is cut or false is told."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import Untrusted
from core.storage.measuring import PAD_BYTES, Measured, Unpadded


def padded(content: bytes) -> bytes:
    source, parts = Measured(io.BytesIO(content), lambda _done: None, len(content)), []
    while part := source.read(PAD_BYTES):
        parts.append(part)
    return b"".join(parts)


@given(st.binary(max_size=300), st.lists(st.integers(1, 97), min_size=1, max_size=5))
def test_the_content_comes_out_as_it_went_in(content: bytes, sizes: list[int]) -> None:
    whole, out, place = padded(content), io.BytesIO(), 0
    assert len(whole) % PAD_BYTES == 0
    sink = Unpadded(out)
    for size in [*sizes, len(whole)]:
        assert sink.write(whole[place : place + size]) == len(whole[place : place + size])
        place += size
    sink.finish()
    assert out.getvalue() == content


@pytest.mark.parametrize("spoiled", [b"", padded(b"isi")[:7], padded(b"isi")[:10], padded(b"isi")[:-1] + b"x"])
def test_what_is_cut_or_false_is_told(spoiled: bytes) -> None:
    sink = Unpadded(io.BytesIO())
    sink.write(spoiled)
    with pytest.raises(Untrusted, match=r"sealed\.damaged"):
        sink.finish()
