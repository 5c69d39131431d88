"""Who may stand in a declaration's list, and how long the list may be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.domain.declaration import ELEMENTS, PARTISAN, SignDeclaration, require_room, require_signatory
from core.domain.errors import Invalid
from core.domain.ids import CommandId, SubjectId

TODAY = date(2024, 2, 5)
STROKES = (((0, 0), (900, 900)),)
SIGNED = SignDeclaration(
    CommandId(bytes(16)), SubjectId(bytes(16)), "Sari", "Ketua", "ormas", TODAY, strokes=STROKES
)  # fmt: skip


def refused(act: Any, *given: Any) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Invalid) as caught:
        act(*given)
    return caught.value.code, dict(caught.value.details)


def test_every_element_signs_on_the_screen_with_strokes_or_on_paper_without() -> None:
    for element in ELEMENTS:
        require_signatory(replace(SIGNED, element=element), TODAY)
        require_signatory(replace(SIGNED, element=element, method="basah", strokes=()), TODAY)
    require_signatory(replace(SIGNED, day=date(2024, 2, 4)), TODAY)
    assert PARTISAN == {"parpol"} <= set(ELEMENTS)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": " "}, ("declaration.name", {})),
        ({"position": " "}, ("declaration.name", {})),
        ({"name": "a\nb"}, ("text.forbidden", {"field": "name"})),
        ({"position": "a\nb"}, ("text.forbidden", {"field": "position"})),
        ({"element": "x" * 30}, ("declaration.element", {"value": "x" * 20, "elements": ", ".join(ELEMENTS)})),
        ({"method": "y" * 30}, ("declaration.method", {"value": "y" * 20})),
        ({"strokes": ()}, ("declaration.ink", {})),
        ({"method": "basah"}, ("declaration.ink", {})),
        ({"day": date(2024, 2, 6)}, ("declaration.day", {})),
    ],
)
def test_a_signatory_is_refused(changes: dict[str, Any], told: tuple[str, dict[str, Any]]) -> None:
    assert refused(require_signatory, replace(SIGNED, **changes), TODAY) == told


def test_a_list_has_one_line_at_least_and_as_many_as_a_document_holds() -> None:
    for count in (1, 2, 2000):
        require_room(count)
    assert refused(require_room, 0) == ("declaration.nobody", {})
    assert refused(require_room, 2001) == ("document.rows", {"field": "signatories", "least": 1, "most": 2000})
