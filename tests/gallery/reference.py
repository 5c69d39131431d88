"""Pictures of Data acuan (an election, a way that ends wrong, a stage, the effect of the draft), of wordings and of kits."""

from __future__ import annotations

from typing import Any

from core.app.reference_queries import ReferenceDraft, ReferenceEffect, ReferenceItem
from core.domain.reference_edit import DropDraft, EndItem, PutItem


def draft(window: Any, *, wrong: bool) -> None:
    """A changed act, a day off, and where it is to be wrong an office that ends under its ways."""
    app = window.desk.app
    app.execute(DropDraft(app.new_command()))
    act = app.ask(ReferenceItem("violations", "TNI-02")).item
    app.execute(PutItem(app.new_command(), "violations", "TNI-02", act | {"name_id": f"{act['name_id']} (2024)"}))
    day = {"date": "2024-02-12", "name_id": "Libur daerah", "kind": "daerah", "regencies": ["19.03"], "confidence": "verified"}
    app.execute(PutItem(app.new_command(), "holidays", "", day))
    if wrong:
        app.execute(EndItem(app.new_command(), "institutions", "DENPOM", "2024-08-30"))


def pictures(gallery: Any, window: Any, frame: Any) -> None:
    """The room with an election, with a fault, a stage's own form, and what publishing would change."""
    from ui.gui.screens.reference.controls import RowDialog
    from ui.gui.screens.reference.effect_dialog import EffectDialog

    app = window.desk.app
    draft(window, wrong=False)
    frame.open("reference", ("elections", "PEMILU_2024", None))
    gallery._grab(window, "reference-election")
    stages = frame.place.form.controls["stages"]
    stages.table.selectRow(0)
    dialog = RowDialog(window.desk, stages._form(stages._shape.rows), stages.value()[0], stages)
    gallery._paper(window, dialog, "reference-stage")
    dialog = EffectDialog(window.desk, app.ask(ReferenceDraft()), app.ask(ReferenceEffect()), frame.place)
    gallery._paper(window, dialog, "reference-effect")
    draft(window, wrong=True)
    frame.open("reference", ("institutions", "DENPOM", None))
    gallery._grab(window, "reference-wrong")
    frame.open(
        "reference", ("routes", "R-TNI", app.ask(ReferenceItem("routes", "R-TNI")).item | {"valid_from": "besok", "cc": ["X"]})
    )
    gallery._grab(window, "reference-form")
    app.execute(DropDraft(app.new_command()))
    frame.open("wordings", ("T09", {"title.0": "BERITA ACARA {nobody}"}))
    gallery._rest(window)
    frame.place.show_pages()
    gallery._grab(window, "wordings")
    frame.open("posts", 4)
    gallery._grab(window, "posts-kits")
