"""Attachments and objects open with Debian's age program and the right key: nobody is bound to this one."""

from __future__ import annotations

from pathlib import Path

import zstandard

from tests.crash.world import POST, PROVINCE, STICK
from tests.interop.conftest import PHOTO, Exchange
from tests.interop.tools import run, tool
from tests.vectors import second_reader


def test_an_attachment_opens_with_the_identity_from_its_entry(exchange: Exchange, tmp_path: Path) -> None:
    age = tool("age", "age")
    (tmp_path / "fresh.key").write_text(exchange.photo.secret + "\n", "ascii")
    sealed = exchange.world.live / POST / "vault" / f"{exchange.photo.token}.age"
    run(tmp_path, age, "--decrypt", "-i", "fresh.key", "-o", "plain", str(sealed))
    assert (tmp_path / "plain").read_bytes() == PHOTO


def test_the_province_opens_it_with_its_reports_identity(exchange: Exchange, tmp_path: Path, key_file: Path) -> None:
    age = tool("age", "age")
    sealed = exchange.world.live / PROVINCE / "vault" / f"{exchange.photo.token}.age"
    run(tmp_path, age, "--decrypt", "-i", str(key_file), "-o", "plain", str(sealed))
    assert (tmp_path / "plain").read_bytes() == PHOTO


def test_the_pieces_on_the_stick_are_the_same_age_file(exchange: Exchange, tmp_path: Path, key_file: Path) -> None:
    age = tool("age", "age")
    opened = 0
    for path in sorted((exchange.world.live / STICK / "DATA").iterdir()):
        if path.stat().st_size > len(PHOTO):
            run(tmp_path, age, "--decrypt", "-i", str(key_file), "-o", "plain", str(path))
            assert (tmp_path / "plain").read_bytes() == PHOTO
            opened += 1
    assert opened == 1


def test_an_object_opens_with_age_and_the_second_reader_proves_it(exchange: Exchange, tmp_path: Path, key_file: Path) -> None:
    age = tool("age", "age")
    objects = [path for path in (exchange.world.live / STICK / "DATA").iterdir() if path.stat().st_size < len(PHOTO)]
    assert objects
    for path in objects:
        run(tmp_path, age, "--decrypt", "-i", str(key_file), "-o", "body", str(path))
        body = (tmp_path / "body").read_bytes()
        frame = body[4 : 4 + int.from_bytes(body[:4], "big")]
        assert second_reader.content(zstandard.ZstdDecompressor().decompress(frame)) == "success"
