"""Pictures of the form for a report: every step, a visit that is two reports, an early warning, the receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.app.views import Submitted
from core.domain.forms import parse_form
from tests.gui import scene
from ui.gui.layouts import scrolled
from ui.gui.screens.report_form.receipt_page import ReceiptPage
from ui.gui.screens.report_form.warning_page import begin_split

if TYPE_CHECKING:
    from tests.gallery.walk import Gallery
    from ui.gui.main_window import MainWindow

STEPS = ("kind", "reporter", "reported", "event", "place", "time", "evidence", "witnesses", "review")


def form(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    frame.open("report_form", None)
    frame.place.form.tree |= {k: v for k, v in scene.complaint().items() if k != "kind"}
    for step in STEPS:
        frame.place.open_step(step)
        gallery._grab(window, f"form-{step}")
    _form_kinds(gallery, window, frame)
    frame.place.form.close()
    submitted = Submitted("x", "K0413-ABC-240205-001-X", "1234 5678 9012 3456 78", "queued", False)
    receipt = ReceiptPage(window.desk, submitted, parse_form(scene.complaint()))
    holder = scrolled(receipt)
    frame._held.hide()
    middle = frame.layout().itemAt(0).layout().itemAt(1).layout()
    middle.addWidget(holder)
    gallery._grab(window, "form-receipt")
    for way in receipt.ways:
        receipt.choices._buttons[way].click()
        gallery._grab(window, f"form-receipt-{way}")
    gallery._paper(window, receipt.papers.dialog("t07"), "paper-t07")
    middle.removeWidget(holder)
    frame._held.show()
    holder.deleteLater()


def _form_kinds(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    """A form with everything to say against it, one visit that is two reports, and an early warning."""
    form = frame.place.form
    reporter = form.tree["reporter"] | {"lane": "sealed", "service": "TNI", "nik": "190302450690000", "phone": "12"}
    form.tree |= {"reporter": reporter, "narrative": "Menurut Sutini seorang oknum mengajak hadirin memilih."}
    begin_split(form)
    for step in ("reporter", "event", "warning", "review"):
        frame.place._build(step)
        gallery._grab(window, f"form-two-{step}")
    frame.place._change_kind("early_warning")
    frame.place.page.questions.vulnerability.choose("KR-06")
    frame.place.page.questions.vulnerability.activated.emit(0)
    gallery._grab(window, "form-warning-kind")
