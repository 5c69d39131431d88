"""Evidence in the window: dragged, pasted, from a card; one bad file, a cancel; looked at, copied, taken out."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel

from core.app import queries
from core.app.evidence import EvidenceRoom
from core.domain.commands import ReportItem, SubmitReports
from core.domain.forms import parse_form
from tests.gui import scene
from tests.unit.documents import pictures
from ui.gui.main_window import MainWindow
from ui.gui.screens.preview_dialog import PreviewDialog
from ui.gui.screens.report_detail import evidence_tab
from ui.gui.screens.report_detail.export_dialog import ExportDialog
from ui.gui.screens.report_form.folder_dialog import FolderDialog
from ui.gui.widgets.amount import amount
from ui.gui.widgets.drop_area import DropArea

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]
PATIENCE_MS = 20_000


def evidence_page(window: MainWindow) -> Any:
    """The evidence page of a form that is otherwise whole."""
    frame: Any = window.centralWidget()
    frame.open("report_form", None)
    tree = scene.complaint(evidence=[])
    frame.place.form.tree |= {name: value for name, value in tree.items() if name != "kind"}
    frame.place.open_step("evidence")
    return frame.place.page


def texts(widget: Any) -> str:
    found = [*widget.findChildren(QLabel), *widget.findChildren(QCheckBox)]
    return "\n".join(each.text() for each in found if each.isVisibleTo(widget))


def urls(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths] + [QUrl("https://contoh.invalid/foto.jpg")])
    return data


def drop(area: DropArea, data: QMimeData) -> None:
    """What the window system sends when files are let go over a widget."""
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(area, QDragEnterEvent(QPoint(5, 5), copy, data, left, none))
    QApplication.sendEvent(area, QDropEvent(QPointF(5, 5), copy, data, left, none))


def photo(folder: Path, name: str = "IMG_0001.JPG") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pictures.jpeg())
    return path


def test_dragged_files_show_themselves_and_their_claims(post: Path, tmp_path: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    page = evidence_page(window)
    drop(page.findChild(DropArea), urls(photo(tmp_path), photo(tmp_path, "IMG_0002.JPG")))
    settle(window)
    settle(window)
    assert [item["kind"] for item in page.items] == ["photo", "photo"]
    shown = texts(page)
    assert "03-02-2024 08.30 WIB" in shown and "-2,12514; 106,10000" in shown
    boxes = [box for box in page.findChildren(QCheckBox) if "03-02-2024" in box.text() or "106,10" in box.text()]
    assert not any(box.isChecked() for box in boxes), "nothing is kept unasked"
    boxes[0].click()
    assert page.items[0]["claimed_at"] == "2024-02-03T08:30:00+07:00"
    assert "claimed_latitude_e7" not in page.items[0]
    boxes[0].click()
    assert "claimed_at" not in page.items[0]


@pytest.mark.fault("AT-15")
def test_a_file_that_names_the_reporter_is_pointed_at(post: Path, tmp_path: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    page = evidence_page(window)
    warning = window.desk.t("evidence.names_inside")
    page.attach([photo(tmp_path)])
    settle(window)
    settle(window)
    assert warning in texts(page), "EXIF says Sutini, and so does the form"
    screen: Any = window.centralWidget().place  # type: ignore[union-attr]
    page.state.looks.clear()
    screen.open_step("review")
    settle(window)
    assert warning in texts(screen.page) and "IMG_0001.JPG" in texts(screen.page.inside), "also when it was not seen before"
    page.state.tree["reporter"] = {"lane": "sealed", "name": "Orang Lain Sekali", "address": "x"}
    for step in ("evidence", "review"):
        screen.open_step(step)
        settle(window)
        assert warning not in texts(screen.page)


@pytest.mark.fault("AT-16")
def test_one_bad_file_loses_none_of_the_others(post: Path, tmp_path: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    page = evidence_page(window)
    empty = tmp_path / "kosong.jpg"
    empty.touch()
    page.attach([photo(tmp_path, "a.jpg"), empty, tmp_path / "hilang.jpg", photo(tmp_path, "b.jpg")])
    settle(window)
    assert [item["file"] for item in page.items] == ["a.jpg", "b.jpg"]
    said = page._fault.text()
    assert "kosong.jpg" in said and "hilang.jpg" in said and window.desk.t("evidence.others_taken", n=2, all=4) in said


def test_a_picture_and_files_are_pasted(post: Path, tmp_path: Path, opened: Opened, settle: Settle, qtbot: Any) -> None:
    window = opened(post)
    page = evidence_page(window)
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QApplication.clipboard().setImage(image)
    qtbot.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    QApplication.clipboard().setMimeData(urls(photo(tmp_path)))
    qtbot.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert [item["file"] for item in page.items] == ["tempelan.png", "IMG_0001.JPG"]
    QApplication.clipboard().setText("hanya kata")
    qtbot.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page._fault.text() == window.desk.t("evidence.nothing_pasted")


def test_what_shows_the_reporter_has_no_name_and_no_picture(post: Path, tmp_path: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    page = evidence_page(window)
    page.shows.setChecked(True)
    page.attach([photo(tmp_path, "KTP-Sutini.jpg")])
    settle(window)
    settle(window)
    assert "Sutini" not in str(page.items) and page.items[0]["file"] == "tersegel.jpg"
    assert page.state.looks == {}
    assert "03-02-2024" not in texts(page)


def card_folder(tmp_path: Path) -> Path:
    card = tmp_path / "DCIM"
    photo(card / "100CANON")
    photo(card / "101CANON")
    (card / "catatan.txt").write_text("bukan rekaman", "utf-8")
    (card / "kosong.mp4").touch()
    return card


def test_a_camera_card_is_listed_and_ticked_with_the_keyboard(
    post: Path, tmp_path: Path, opened: Opened, settle: Settle, qtbot: Any
) -> None:
    window = opened(post)
    page = evidence_page(window)
    dialog = FolderDialog(window.desk, card_folder(tmp_path), 200, page)
    dialog.show()
    settle(window)
    assert [path.name for path in dialog.chosen] == ["IMG_0001.JPG", "IMG_0001.JPG"], "recordings with something in them"
    assert dialog.count.text().startswith("2 dari 4 berkas dicentang")
    dialog.table.setCurrentCell(0, 0)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert len(dialog.chosen) == 1
    dialog.every.click()
    assert len(dialog.chosen) == 3, "an empty file is never ticked"
    dialog.none.click()
    assert not dialog.button.isEnabled()
    dialog.every.click()
    dialog.button.click()
    assert dialog.result() == FolderDialog.DialogCode.Accepted
    page.attach(dialog.chosen)
    settle(window)
    assert [item["file"] for item in page.items] == ["IMG_0001.JPG", "IMG_0001 (2).JPG", "catatan.txt"]


def test_a_dragged_folder_opens_the_list_and_cancel_takes_nothing(
    post: Path, tmp_path: Path, opened: Opened, settle: Settle
) -> None:
    window = opened(post)
    page = evidence_page(window)
    seen: list[FolderDialog] = []

    def refuse() -> None:
        seen.extend(page.findChildren(FolderDialog))
        seen[0].reject()

    QTimer.singleShot(0, refuse)
    drop(page.findChild(DropArea), urls(card_folder(tmp_path)))
    settle(window)
    assert len(seen) == 1 and page.items == []


class Gate:
    """Lets one file through and holds the next until it is cancelled."""

    def __init__(self, real: Callable[..., Any]) -> None:
        self.real, self.calls = real, 0
        self.reached = threading.Event()

    def __call__(self, room: EvidenceRoom, path: Path, name: str, **options: Any) -> Any:
        self.calls += 1
        if self.calls == 2:
            self.reached.set()
            while True:
                options["watch"]("attach", 1, 1_000)
                threading.Event().wait(0.01)
        return self.real(room, path, name, **options)


def test_a_cancel_keeps_what_was_taken_and_nothing_is_submitted_meanwhile(
    post: Path, tmp_path: Path, opened: Opened, settle: Settle, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(post)
    page = evidence_page(window)
    gate = Gate(EvidenceRoom.attach)
    monkeypatch.setattr(EvidenceRoom, "attach", lambda room, path, name, **options: gate(room, path, name, **options))
    page.attach([photo(tmp_path, f"{number}.jpg") for number in range(3)])
    qtbot.waitUntil(gate.reached.is_set, timeout=PATIENCE_MS)
    screen = window.centralWidget().place  # type: ignore[union-attr]
    screen.form.put({"consent": {"notice": True}})
    progress = page.progress
    assert screen.form.attaching == 1
    progress.cancel.click()
    settle(window)
    assert screen.form.attaching == 0
    assert [item["file"] for item in page.items] == ["0.jpg"]
    assert page._fault.text() == window.desk.t("evidence.stopped", n=1, all=3)


def test_who_turns_the_page_meanwhile_loses_no_file(post: Path, tmp_path: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    page = evidence_page(window)
    gate = threading.Event()
    window.desk.runner.do(lambda _watch: gate.wait(PATIENCE_MS / 1000))
    page.attach([photo(tmp_path)])
    screen: Any = window.centralWidget().place  # type: ignore[union-attr]
    screen.open_step("time")
    gate.set()
    settle(window)
    assert [file.name for file in screen.form.files] == ["IMG_0001.JPG"]
    screen.open_step("evidence")
    assert [item["file"] for item in screen.page.items] == ["IMG_0001.JPG"]


# --- a report's evidence -------------------------------------------------------------------------------------------


def report_with(window: MainWindow, settle: Settle, data: bytes, name: str) -> Any:
    """Submit a report with this file and open its evidence tab."""
    app = window.desk.app
    file = app.attach(io.BytesIO(data), name, size=len(data))
    evidence = [
        {"title": "Foto apel", "kind": "photo", "file": name, "handed_by": "witness", "claimed_at": "2024-02-03T08:30:00"}
    ]
    item = ReportItem(parse_form(scene.complaint(evidence=evidence)), (file,))
    app.execute(SubmitReports(app.new_command(), (item,)))
    frame: Any = window.centralWidget()
    frame.open("reports", None)
    settle(window)
    detail = frame.place.detail
    detail.tabs.setCurrentIndex([type(tab) for tab in detail._tabs].index(evidence_tab.EvidenceTab))
    settle(window)
    settle(window)
    return detail.findChild(evidence_tab.EvidenceTab)


def view_of(window: MainWindow) -> Any:
    app = window.desk.app
    return app.ask(queries.Report(app.ask(queries.Reports()).rows[0].id))


def acts(window: MainWindow) -> list[str]:
    return [step.act for step in view_of(window).attachments[0].custody]


def test_the_tab_tells_hash_claims_giver_and_custody(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    tab = report_with(window, settle, pictures.jpeg(), "foto.jpg")
    shown = texts(tab)
    file = view_of(window).attachments[0]
    t = window.desk.t
    assert file.digest in shown.replace(" ", "") and "03-02-2024 08.30" in shown and t("custody.title") in shown
    assert t("evidence.handed", who=t("giver.witness").lower()) in shown
    assert any(each.pixmap().width() > 90 for each in tab.findChildren(QLabel) if not each.pixmap().isNull()), "a thumbnail"


def test_a_preview_is_painted_zoomed_and_noted(post: Path, opened: Opened, settle: Settle, qtbot: Any) -> None:
    window = opened(post)
    tab = report_with(window, settle, pictures.pdf(pages=2), "surat.pdf")
    dialog = PreviewDialog(window.desk, tab._view, tab._view.attachments[0], tab)
    dialog.show()
    settle(window)
    settle(window)
    assert dialog.picture.isVisible()
    before = dialog.picture.scale_now
    qtbot.keyClick(dialog.picture, Qt.Key.Key_Plus)
    assert dialog.picture.scale_now > before
    qtbot.keyClick(dialog.picture, Qt.Key.Key_0)
    assert dialog.picture.scale_now == pytest.approx(before)
    dialog.after.click()
    settle(window)
    assert dialog._where.text() == window.desk.t("preview.page", n=2, all=2)
    assert not dialog.after.isEnabled()
    dialog.accept()
    assert acts(window) == ["taken", "seen"]


def test_a_file_without_picture_says_so_and_is_not_noted(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    tab = report_with(window, settle, b"\0\0\0\x20ftypisom" + bytes(5000), "rekaman.mp4")
    dialog = PreviewDialog(window.desk, tab._view, tab._view.attachments[0], tab)
    settle(window)
    assert "Tidak ada pratinjau" in dialog.words.text()
    dialog.accept()
    assert acts(window) == ["taken"]


@pytest.mark.parametrize("copy", [False, True])
def test_a_file_leaves_with_a_purpose_and_a_trace(post: Path, tmp_path: Path, opened: Opened, settle: Settle, copy: bool) -> None:
    window = opened(post)
    tab = report_with(window, settle, pictures.jpeg(), "foto.jpg")
    dialog = ExportDialog(window.desk, tab._view, tab._view.attachments[0], copy=copy, parent=tab)
    assert not dialog.button.isEnabled(), "no purpose was chosen"
    dialog.purpose.choose("bawaslu")
    dialog._allow()
    target = tmp_path / "keluar.jpg"
    (tmp_path / "file").write_bytes(b"")
    dialog.write_to(tmp_path / "file" / "where.jpg")
    settle(window)
    assert dialog._fault.text() and acts(window) == ["taken"]
    dialog.write_to(target)
    settle(window)
    assert (target.read_bytes() == pictures.jpeg()) is not copy
    assert acts(window) == ["taken", "copied" if copy else "exported"]


def test_amounts_are_read_as_people_write_them(post: Path, opened: Opened) -> None:
    words = opened(post).desk.t
    assert [amount(words, size) for size in (0, 999, 1234, 4_294_967_296)] == ["0 B", "999 B", "1,2 KB", "4,3 GB"]
