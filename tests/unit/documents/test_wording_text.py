"""The texts of a wording: every one that is printed, put back where it stood, with no place that nothing fills."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.documents.office_template import load_office
from core.documents.wording import load_template
from core.documents.wording_text import places, reworded, texts
from core.domain.errors import Invalid

FOLDER = Path(__file__).resolve().parents[3] / "resources" / "templates"
PACTS = sorted(FOLDER.glob("pact_*.json"))
OFFICE = sorted((FOLDER / "office").glob("*.json"))


@pytest.mark.parametrize("path", [*PACTS, *OFFICE], ids=lambda path: path.stem)
def test_a_shipped_wording_put_back_changes_its_version_alone(path: Path) -> None:
    data = path.read_bytes()
    known = texts(data)
    assert len(known) > 5 and not any(name.endswith((".id", ".piece", ".look", ".of", ".when")) for name in known)
    made = reworded(data, known, 7, "2031-01-01")
    assert json.loads(made) == json.loads(data) | {"version": 7, "valid_from": "2031-01-01"}
    (load_template if path in PACTS else load_office)(made)


def test_one_text_is_changed_and_its_places_checked() -> None:
    data = (FOLDER / "office" / "t09.json").read_bytes()
    made = reworded(data, {"body.1.value": "{giver} dari {agency}"}, 2, "2031-01-01")
    assert texts(made) == texts(data) | {"body.1.value": "{giver} dari {agency}"}
    assert {"giver", "agency", "n"} <= set(places(data)) and places(PACTS[0].read_bytes()) == ("pemilu",)
    for words, code in (
        ({"title.0": "A {siapa}"}, "place"),
        ({"title.0": "A { B"}, "place"),
        ({"title.0": " "}, "empty"),
        ({"title.0": "x" * 2001}, "long"),
        ({"title.9": "x"}, "path"),
        ({"body.1.piece": "text"}, "path"),
        ({"code": "T10"}, "path"),
    ):
        with pytest.raises(Invalid, match=rf"wording\.{code}"):
            reworded(data, words, 2, "2031-01-01")
