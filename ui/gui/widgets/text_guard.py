"""What a place to write did not take, said right there: too much, or characters that no report holds."""

from __future__ import annotations

from core.domain.errors import Invalid
from core.domain.text import LINE_LIMIT, NARRATIVE_LIMIT, check_line, check_narrative
from ui.gui.desk import Desk
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import LineInput, TextInput


def guard_text(desk: Desk, control: LineInput | TextInput) -> None:
    """Say beside the control's field what it refused, until the next change; nothing typed is lost."""
    refused = [False]

    def look() -> None:
        field = _field_of(control)
        if field is None:
            return
        limit = LINE_LIMIT if isinstance(control, LineInput) else NARRATIVE_LIMIT
        if _forbidden(control):
            field.refused(desk.t("field.forbidden"))
        else:
            field.refused(desk.t("field.too_long", limit=limit) if refused[0] else "")
        refused[0] = False

    def reject() -> None:
        refused[0] = True
        look()
        # Qt changes the text after it rejected a part of it: that change is not a new one.
        refused[0] = True

    control.inputRejected.connect(reject)
    control.textChanged.connect(lambda *_: look())


def _forbidden(control: LineInput | TextInput) -> bool:
    try:
        if isinstance(control, LineInput):
            check_line(control.value(), "")
        else:
            check_narrative(control.value(), "")
    except Invalid as fault:
        return fault.code == "text.forbidden"
    return False


def _field_of(control: LineInput | TextInput) -> Field | None:
    parent = control.parentWidget()
    while parent is not None and not isinstance(parent, Field):
        parent = parent.parentWidget()
    return parent
