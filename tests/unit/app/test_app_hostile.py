"""What is taken of strange texts comes back code point for code point, everywhere; what is refused leaves nothing."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from core.app import queries
from core.documents.table_file import guarded
from core.domain.errors import Invalid
from core.domain.text import LINE_LIMIT
from tests.hostile.corpus import MARK, PICTURE, REFUSED, TAKEN
from tests.unit.app.test_app_exporting import table
from tests.unit.documents.letters import letter, make, once, words
from tests.world import World, complaint, found, warning

NAMES = sorted(TAKEN)


@pytest.fixture(scope="module")
def told() -> Iterator[tuple[World, dict[str, str]]]:
    """Every text as what happened, the story, the place and the title of evidence of a report; ids by name."""
    world = found("hostile", "a")
    ids = {}
    for name in NAMES:
        text = TAKEN[name].replace(PICTURE, "/x/gambar.png")
        assert len(text) <= LINE_LIMIT
        tree = warning(summary=text, narrative=f"{text}\n{text}", place={"area": "19.01.01", "detail": text})
        ids[name] = world.a.submit(tree | {"evidence": [{"title": text}]}).id
    yield world, ids
    world.close()


def text_of(name: str) -> str:
    return TAKEN[name].replace(PICTURE, "/x/gambar.png")


@pytest.mark.fault("CA-20")
@pytest.mark.parametrize("name", NAMES)
def test_it_comes_back_in_list_detail_and_search(told: tuple[World, dict[str, str]], name: str) -> None:
    world, ids = told
    text, view = text_of(name), world.a.report(ids[name])
    assert view.row.summary == text and view.form["narrative"] == f"{text}\n{text}"
    assert view.form["place"] == {"area": "19.01.01", "detail": text} and view.form["evidence"][0]["title"] == text
    assert next(row.summary for row in world.a.rows() if row.id == ids[name]) == text
    if name not in ("one word", "marks"):  # there the mark is the beginning of a longer word
        assert ids[name] in [row.id for row in world.a.rows(MARK)]
    assert ids[name] in [row.id for row in world.a.rows(f"{MARK[:5]}")]


@pytest.mark.fault("CA-20")
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_it_goes_out_as_it_is_and_never_as_a_formula(told: tuple[World, dict[str, str]], form: str) -> None:
    world, ids = told
    sink = io.BytesIO()
    world.a.app.export_reports(queries.Reports(), sink, (), form, {})
    rows = {row["number"]: row["summary"] for row in table(sink.getvalue(), form)}
    for name, report in ids.items():
        text = text_of(name)
        found_text = rows[world.a.report(report).row.number]
        assert found_text == (guarded(text) if form == "csv" else text), name


@pytest.mark.fault("CA-20")
def test_it_is_printed_as_letters() -> None:
    said = words(make(letter("t07", complaint(narrative="\n".join(map(text_of, NAMES))), once("t07"))).pdf)
    assert said.count(MARK) >= len(NAMES) - 1 and "<img src=" in said and "=HYPERLINK(" in said and "DROP TABLE" in said


@pytest.mark.fault("CA-20")
@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_no_line_holds_is_refused_and_leaves_nothing(told: tuple[World, dict[str, str]], name: str) -> None:
    world, ids = told
    if name == "lines":  # a paste of many lines becomes one in the window; in a file it is what it is
        assert world.a.submit(warning(narrative=REFUSED[name].replace("\r", ""))).number
        return
    for tree in (warning(summary=REFUSED[name]), warning(place={"area": "19.01.01", "detail": REFUSED[name]})):
        with pytest.raises(Invalid, match=r"text\.(forbidden|too_long)"):
            world.a.submit(tree)
    assert len(world.a.rows(MARK)) <= len(ids) + 1 and world.a.problems() == ()
