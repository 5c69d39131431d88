"""Every template that lies in resources comes out whole: tagged, lasting, inside its margins, also with two hundred rows."""

from __future__ import annotations

import pytest

from core.documents.verifying import verify_pdf
from tests import documents
from tests.documents import LONG, NAME, ROWS
from tests.unit.documents.lasting import faults
from tests.unit.documents.letters import opened, words
from tests.unit.documents.test_documents_letter import inside
from tests.unit.documents.world import province


def of(name: str, how: str) -> bytes:
    return next(printed.pdf for printed in documents.every((how,), (name,)) if printed.how == how)


@pytest.mark.parametrize("name", [path.stem for path in documents.paths()])
def test_a_template_comes_out_whole(name: str) -> None:
    printed = of(name, "short")
    assert faults(printed) == []
    inside(printed)


@pytest.mark.parametrize("name", ["daftar_bukti", "pact_pns", "t05"])
def test_long_names_and_many_rows_are_laid_out_and_never_cut(name: str) -> None:
    printed = of(name, "long")
    assert faults(printed) == []
    inside(printed)
    said = words(printed)
    if name == "daftar_bukti":
        assert f" {ROWS} " in said and said.count("SHA-256 000102") == ROWS
    else:
        assert NAME in said and LONG in said


def test_a_signed_report_of_fifty_pages_is_verified() -> None:
    printed = of("t11", "long")
    with opened(printed) as document:
        assert len(document) > 40
    assert verify_pdf(printed, province().trust).verdict == "valid"


def test_a_few_lines_stand_on_no_page_of_their_own() -> None:
    with opened(of("t20", "short")) as document:
        assert len(document) == 1


def test_strokes_on_a_screen_are_told_to_whoever_does_not_see_them() -> None:
    printed = next(made.pdf for made in documents.every(("short",), ("pact_pns",)) if made.how == "ink")
    assert faults(printed) == []
    assert "Digoreskan pada layar" in words(printed)
