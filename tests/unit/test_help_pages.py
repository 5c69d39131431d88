"""The help: every screen has its page in both languages, no link is dead, no word accuses; manual and card are made of it."""

from __future__ import annotations

import ctypes
import io
import json
import re
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from core.documents.fonts import Fonts
from core.documents.sheet import Style
from core.documents.stress import StressedSetter, stressed
from core.domain.wording import find
from ui import help_pages
from ui.cli.main import main
from ui.gui.frame import SCREENS
from ui.gui.help_topics import DIALOGS, GATES
from ui.gui.shortcuts import TABLE
from ui.manual import manual, quick_card
from ui.wording import sentences

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("id", "en")
NAMES = sorted(path.stem for path in (help_pages.FOLDER / "id").glob("*.md"))
ANY_LINK = re.compile(r"\]\(([^)]*)\)")
LONGEST = 34
OF_PROOFS = {"terbukti", "proven"}
"""Said of signatures and times, never of persons."""


@cache
def book(language: str) -> tuple[str, ...]:
    """The manual's text by pages."""
    made = pypdfium2.PdfDocument(manual(language))
    return tuple(page.get_textpage().get_text_bounded() for page in made)


def test_both_languages_have_the_same_pages_and_the_contents_name_each_once() -> None:
    listed = [name for each in json.loads((help_pages.FOLDER / "contents.json").read_text("utf-8")) for name in each["pages"]]
    assert len(listed) == len(set(listed))
    for language in LANGUAGES:
        there = sorted(path.stem for path in (help_pages.FOLDER / language).glob("*.md"))
        assert there == NAMES == sorted(help_pages.names(language))


def test_every_screen_has_its_page() -> None:
    topics = {*SCREENS, *DIALOGS.values(), *GATES.values(), help_pages.FIRST, help_pages.NATION_FIRST}
    assert topics <= set(NAMES)


def test_every_dialog_with_a_page_of_its_own_exists() -> None:
    text = "".join(path.read_text("utf-8") for path in (ROOT / "ui" / "gui").rglob("*.py"))
    classes = set(re.findall(r"^class (\w+)", text, re.MULTILINE))
    assert {*DIALOGS, *GATES} <= classes


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_link_is_dead_and_none_leads_outside(language: str) -> None:
    for name in NAMES:
        for target in ANY_LINK.findall(help_pages.page(language, name)):
            assert target.removesuffix(".md") in NAMES and target.endswith(".md"), (name, target)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_has_a_heading_short_sentences_and_no_accusing_word(language: str) -> None:
    for name in NAMES:
        text = help_pages.page(language, name)
        assert text.startswith("# ") and "{" not in text and "<" not in text, name
        assert {hint.word for hint in find(help_pages.plain(text))} <= OF_PROOFS, name
        for sentence in re.split(r"[.:;?!]\s|\n", help_pages.plain(text)):
            assert len(sentence.split()) <= LONGEST, (name, sentence)


@pytest.mark.parametrize("language", LANGUAGES)
def test_rooms_are_called_as_in_the_window_and_every_shortcut_is_told(language: str) -> None:
    words, keys = sentences(language), help_pages.page(language, "keys")
    for room in SCREENS:
        assert help_pages.title(language, room) == words[f"room.{room}"]
    for shortcut in TABLE:
        assert f"| **{shortcut.keys}** | {words[f'shortcut.{shortcut.name}']} |" in keys


def test_search_finds_beginnings_of_words_and_headings_first() -> None:
    assert help_pages.found("id", "kunci otom") and "settings" in help_pages.found("id", "kunci otom")
    assert help_pages.found("en", "QUICK card")[0] == "card"
    assert help_pages.found("id", "tidakadakata") == ()
    assert help_pages.found("id", "  ") == help_pages.names("id")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contents_of_the_manual_give_the_page_where_a_chapter_begins(language: str) -> None:
    pages = book(language)
    listed = "\n".join(pages[:2])  # they run over onto a second page
    for section in help_pages.contents(language):
        for name in section.pages:
            title = help_pages.title(language, name)
            (number,) = re.findall(rf"^{re.escape(title)} +(\d+)\s*$", listed, re.MULTILINE)
            assert title in pages[int(number) - 1], name
    assert f"{len(pages)}" in pages[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_the_manual_is_blank_or_ends_with_a_heading_and_no_sign_of_markdown_is_printed(language: str) -> None:
    titles = {help_pages.title(language, name) for name in NAMES}
    headings = {
        line.lstrip("# ") for name in NAMES for line in help_pages.page(language, name).splitlines() if line.startswith("#")
    }
    for number, text in enumerate(book(language), 1):
        *lines, foot = text.split("\r\n")
        assert foot.startswith(sentences(language)["manual.title"]) and f" {number} " in foot
        assert lines and lines[-1].strip() not in headings, (number, lines[-1:])
        assert len(lines) < 2 or lines[1].strip() not in titles, (number, lines[:2])
        assert not set("`*") & set(text), number


def test_what_is_stressed_is_printed_so() -> None:
    """The face of every letter of the card, and the grey grounds of code in the manual, as another program reads them."""
    card = pypdfium2.PdfDocument(quick_card("en"))
    text = card[0].get_textpage()
    whole = text.get_text_range()
    for words, face in (("Save", "Bold"), ("safe to remove", "Italic"), ("Fill in what", "Regular")):
        begin = whole.index(words)
        assert {face_of(text, at).rpartition("-")[2] for at in range(begin, begin + len(words)) if whole[at] != " "} == {face}
    made = pypdfium2.PdfDocument(manual("en"))
    (page,) = (each for number, each in enumerate(made) if "posko rescue FOLDER --out" in book("en")[number])
    assert [each for each in page.get_objects() if each.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH and filled(each)]


def test_a_stressed_word_is_cut_and_keeps_its_face() -> None:
    setter = StressedSetter(Fonts.from_folder(ROOT / "resources" / "fonts"))
    style = Style(setter.faces.regular, 10)
    lines = setter.lines(stressed("a **long-long-long-word**, `x y`"), style, 40)
    assert "".join(signless(line) for line in lines).replace(" ", "") == "along-long-long-word,xy" and len(lines) > 3
    assert all(setter.width(line, style) <= 40 for line in lines)
    assert setter.width(stressed("**mm**"), style) == setter.width("mm", Style(setter.faces.bold, 10))


def face_of(text: pypdfium2.PdfTextPage, at: int) -> str:
    """The name of the face that a letter is set in."""
    name = ctypes.create_string_buffer(80)
    pypdfium2.raw.FPDFText_GetFontInfo(text, at, name, 80, None)
    return name.value.decode()


def filled(path: pypdfium2.PdfObject) -> bool:
    """Whether a drawn path has a ground."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pypdfium2.raw.FPDFPath_GetDrawMode(path, mode, stroke)
    return mode.value != 0


def signless(line: str) -> str:
    """A line without the signs of stress."""
    return re.sub("[\ue000-\ue002]", "", line)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_readers_own_contents_lead_to_every_chapter(language: str) -> None:
    """Parts outside, chapters within; each leads to the page that bears its heading."""
    made = pypdfium2.PdfDocument(manual(language))
    marks = [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in made.get_toc()]
    made.close()
    sections = help_pages.contents(language)
    chapters = {title: page for level, title, page in marks if level == 1}
    assert list(chapters) == [help_pages.title(language, name) for section in sections for name in section.pages]
    assert all(title in book(language)[page] for title, page in chapters.items())
    assert len([level for level, *_ in marks if level == 0]) == len(sections)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manual_is_tagged_and_in_its_language_and_the_card_is_one_sheet(language: str) -> None:
    with pikepdf.open(io.BytesIO(manual(language))) as made:
        assert bool(made.Root.MarkInfo.Marked) and str(made.Root.Lang).startswith(language)
    card = pypdfium2.PdfDocument(quick_card(language))
    text = card[0].get_textpage().get_text_bounded()
    assert len(card) == 1 and "Ctrl+N" in text and "F1" in text


def test_the_verb_writes_the_manual_and_the_card(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for option in ([], ["--card"]):
        out = tmp_path / f"made{len(option)}.pdf"
        assert main(["--json", "--lang", "en", "manual", "--out", str(out), *option]) == 0
        assert json.loads(capsys.readouterr().out) == {"file": str(out), "bytes": out.stat().st_size}
    assert main(["manual", "--out", str(tmp_path / "made0.pdf" / "x.pdf")]) == 2
