"""Names of files from outside: every file system takes what is made of them, and none is a path."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.file_names import BYTES, FORBIDDEN, RESERVED, plain_name

NAMES = {
    "foto apel.jpg": "foto apel.jpg",
    "../../etc/passwd": "_._etc_passwd",
    "/home/posko/.bashrc": "_home_posko_.bashrc",
    "C:\\x\\y.exe": "C__x_y.exe",
    "CON": "_CON",
    "aux.tar.gz": "_aux.tar.gz",
    "lpt1 .txt": "_lpt1.txt",
    "bukti?.jpg. . ": "bukti_.jpg",
    "gpj.\u202eexe": "gpj._exe",
    "a\0b\n.png": "a_b_.png",
    "...": "",
    "é" * 300 + ".jpg": "é" * 98 + ".jpg",
}


@pytest.mark.fault("AT-6")
@pytest.mark.parametrize("name", NAMES)
def test_a_name_from_outside_becomes_a_plain_one(name: str) -> None:
    assert plain_name(name) == NAMES[name]


@pytest.mark.fault("AT-6")
@given(st.text(max_size=300) | st.sampled_from(sorted(RESERVED)).map(lambda stem: f"{stem}.txt"))
def test_whatever_it_was_it_names_a_file_in_this_folder(name: str) -> None:
    made = plain_name(name)
    assert plain_name(made) == made
    if made:
        assert FORBIDDEN.isdisjoint(made) and len(made.encode()) <= BYTES and not made.endswith((" ", "."))
        assert Path(made).name == made and PureWindowsPath(made).name == made
        assert made.partition(".")[0].rstrip().casefold() not in RESERVED
