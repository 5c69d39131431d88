"""Shares as people bring them: typed badly, pasted from a code, photographed; and the sheets that they are printed on."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import combinations, permutations

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter
from shamir_mnemonic.wordlist import WORDLIST

from core.app.recovery_sheets import RecoverySheet
from core.app.share_files import text_of
from core.app.shares import CODE_PREFIX, combine, read, split
from core.domain.errors import Refused
from tests.world import World, found, stretched_once

SECRET = b"AGE-SECRET-KEY-1" + b"Q" * 58
SETS = [split(SECRET), split(SECRET)]


@pytest.fixture(scope="module")
def office() -> Iterator[World]:
    with stretched_once():
        made = found("sheets", "a")
        yield made
        made.close()


@pytest.fixture(scope="module")
def sheets(office: World) -> tuple[RecoverySheet, ...]:
    return office.province.app.recovery_sheets()


def refused(code: str, *shares: str) -> dict[str, object]:
    with pytest.raises(Refused) as caught:
        combine(shares)
    assert caught.value.code == code
    return dict(caught.value.details)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_way_of_writing_them_down_is_read(data: st.DataObject) -> None:
    share = data.draw(st.sampled_from(SETS[0]))
    words = []
    for number, word in enumerate(share.split(), start=1):
        cut = data.draw(st.sampled_from([word, word[:4], word.upper(), word.title(), word[:-1] if len(word) > 4 else word]))
        mark = data.draw(st.sampled_from(["", f"{number}. ", f"{number}) ", f"{number}\t"]))
        words.append(mark + cut)
    text = data.draw(st.sampled_from([" ", "\n", "  ", ", ", "\r\n"])).join(words)
    assert read(data.draw(st.sampled_from(["", CODE_PREFIX, " "])) + text).words == tuple(share.split())


def test_every_pair_in_every_order_opens() -> None:
    for pair in combinations(SETS[0], 2):
        for given_ in permutations(pair):
            assert combine([read(share).code for share in given_]) == SECRET


def test_wrong_words_are_named_by_their_place() -> None:
    words = SETS[0][0].split()
    words[2], words[41] = "zzzz", "adul"  # too short to tell a word, and none of the list
    words[41] = "qqqqqqq"
    told = refused("share.words", " ".join(words), SETS[0][1])
    assert told == {"share": 1, "places": "3, 42"}
    assert refused("share.words", " ".join([*words[:2], "acid", "salah", *SETS[0][0].split()[4:]]), SETS[0][1])["places"] == "4"
    short = SETS[0][1].split()
    short[66] = short[66][:3]
    assert refused("share.words", SETS[0][0], " ".join(short)) == {"share": 2, "places": "67"}


@given(st.integers(0, 66), st.sampled_from(WORDLIST))
@settings(max_examples=60, deadline=None)
def test_a_word_taken_for_another_is_noticed(at: int, other: str) -> None:
    words = SETS[0][0].split()
    if words[at] == other:
        return
    words[at] = other
    with pytest.raises(Refused, match=r"share\.checksum"):
        read(" ".join(words))


def test_what_does_not_fit_together_is_told_apart() -> None:
    one, two, _ = SETS[0]
    assert refused("share.same", one, one)["number"] == 1
    assert str(read(one).set) in str(refused("share.sets", one, SETS[1][1])["sets"])
    refused("share.checksum", one, " ".join(two.split()[:-1]))
    swapped = two.split()
    at = next(n for n in range(10, 60) if swapped[n] != swapped[n + 1])
    swapped[at], swapped[at + 1] = swapped[at + 1], swapped[at]
    refused("share.checksum", one, " ".join(swapped))
    for nothing in ("", "   ", "12 34", "bukan daftar kata sama sekali", "\x00" * 50, "a" * 100_000):
        assert refused("share.unreadable", nothing, one)["share"] == 1
        assert refused("share.unreadable", one, nothing)["share"] == 2


def test_the_sheets_say_what_they_are_and_open(office: World, sheets: tuple[RecoverySheet, ...]) -> None:
    parts = []
    for sheet in sheets:
        document = pypdfium2.PdfDocument(sheet.pdf)
        text = document[0].get_textpage().get_text_bounded()
        assert len(document) == 1 and "RAHASIA" in text and f"BAGIAN {sheet.number} DARI 3" in text
        assert f"Set {sheet.set}" in text and "Yang tidak pernah" in text and "Stempel" in text
        part = read(text_of(sheet.pdf))
        assert part.number == sheet.number and part.set == sheet.set
        assert all(f"{at}. \n{word}" in text.replace("\r", "") or word in text for at, word in enumerate(part.words, 1))
        parts.append(part)
        document.close()
    secret = office.province.app.recovery_secret()
    assert all(combine([one.code, two.code]) == secret for one, two in combinations(parts, 2))
    assert not list(office.province.folder.rglob("*.pdf")), "nothing is written anywhere"


@pytest.mark.parametrize(("turn", "scale", "blur"), [(0, 1.6, 0.0), (90, 2.2, 0.6), (180, 1.8, 0.8), (7, 2.2, 0.5)])
def test_a_photo_of_a_sheet_is_read(sheets: tuple[RecoverySheet, ...], turn: int, scale: float, blur: float) -> None:
    document = pypdfium2.PdfDocument(sheets[1].pdf)
    page: Image.Image = document[0].render(scale=scale).to_pil().convert("RGB")
    document.close()
    page = page.rotate(turn, expand=True, fillcolor="#8a8a88").filter(ImageFilter.GaussianBlur(blur))
    sink = io.BytesIO()
    page.save(sink, "JPEG", quality=70)
    assert read(text_of(sink.getvalue())).number == 2


def test_a_picture_without_a_code_is_told(sheets: tuple[RecoverySheet, ...]) -> None:
    sink = io.BytesIO()
    Image.new("RGB", (300, 300), "white").save(sink, "PNG")
    bad = {sink.getvalue(): "share.no_code", sink.getvalue()[:200]: "image.unreadable", b"%PDF-1.7\n": "image.unreadable"}
    for data, code in bad.items():
        with pytest.raises(Refused) as caught:
            text_of(data, 2)
        assert caught.value.code == code and caught.value.details.get("share") == (2 if code == "share.no_code" else None)
    assert text_of("\ufeffacid acid\r\n".encode()) == "acid acid"


def test_two_old_sheets_make_a_new_set(office: World, sheets: tuple[RecoverySheet, ...]) -> None:
    app = office.province.app
    codes = [text_of(sheet.pdf) for sheet in sheets]
    fresh = app.recovery_sheets(codes[1:])
    assert fresh[0].set != sheets[0].set
    assert combine([text_of(sheet.pdf) for sheet in fresh[:2]]) == app.recovery_secret()
    with pytest.raises(Refused, match=r"keyslot\.recovery"):
        app.recovery_sheets(split(b"AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX")[:2])
    with pytest.raises(Refused, match=r"shares\.gone"):
        office.a.app.recovery_sheets()
