"""Every kind and every lane from an empty form to a saved report, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from core.app import queries
from tests.gui.keys import Hands
from ui.gui.main_window import MainWindow

Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


class Desk:
    """A window with an empty form and hands on the keyboard."""

    def __init__(self, window: MainWindow, qtbot: Any) -> None:
        self.window, self.t = window, window.desk.t
        frame: Any = window.centralWidget()
        frame.open("report_form", None)
        self.frame, self.hands = frame, Hands(window, qtbot)

    def on(self, key: str) -> None:
        """Press what carries these words."""
        self.hands.press(self.t(key))

    def next(self) -> None:
        """The next page."""
        self.on("button.next")

    def story(self) -> None:
        """Summary and story."""
        self.hands.write(self.t("event.summary"), "Diduga mengajak memilih")
        self.hands.write(self.t("event.narrative"), "Pada apel pagi ia diduga mengajak hadirin.")

    def where_and_when(self, *, known: bool = True) -> None:
        """Place, then time."""
        self.next()
        self.hands.place(self.t("place.area"), "pongok")
        self.next()
        self.hands.write(self.t("time.day"), "3/2/2024")
        self.hands.write(self.t("time.clock"), "0830")
        if known:
            self.hands.write(self.t("time.known"), "03-02-2024")

    def to_review(self) -> None:
        """Walk on to the last page."""
        while self.frame.place.step != "review":
            self.next()

    def save(self, settle: Settle) -> Any:
        """Press save twice; gives the report as it was kept."""
        self.on("review.save")
        self.frame.place.submit()
        settle(self.window)
        assert self.frame.place.receipt is not None
        app = self.window.desk.app
        rows = app.ask(queries.Reports()).rows
        assert app.ask(queries.Drafts()) == ()
        return [app.ask(queries.Report(row.id)) for row in rows]


@pytest.fixture
def desk(post: Path, opened: Opened, settle: Settle, qtbot: Any) -> Desk:
    """An empty form."""
    window = opened(post)
    made = Desk(window, qtbot)
    settle(window)
    return made


def reporter_page(desk: Desk, lane: str) -> None:
    """Who reports, in a lane; the notice is given and the other way offered."""
    desk.next()
    desk.on("consent.notice")
    desk.on("review.offered")
    desk.on(f"lane.{lane}")
    if lane != "information":
        desk.hands.write(desk.t("reporter.name"), "Sutini")
        desk.hands.write(desk.t("reporter.address"), "Desa Pongok")


def party_page(desk: Desk, unit: str = "Lanal Bangka Belitung") -> None:
    """One party reported; a unit of the post's own line of command would be guarded."""
    desk.next()
    desk.hands.choose(desk.t("party.subject"), "Prajurit TNI")
    desk.hands.write(desk.t("party.description"), "berseragam")
    desk.hands.write(desk.t("party.unit"), unit)


@pytest.mark.parametrize(
    ("lane", "signed", "handling"),
    [
        ("open", "signed.yes", "legal_report"),
        ("open", "signed.no", "information"),
        ("sealed", "signed.proxy", "information"),
        ("information", "signed.no", "information"),
    ],
)
def test_a_complaint_in_every_lane(desk: Desk, settle: Settle, lane: str, signed: str, handling: str) -> None:
    reporter_page(desk, lane)
    party_page(desk)
    desk.next()
    desk.hands.choose(desk.t("event.violation"), "TNI-02")
    desk.story()
    desk.where_and_when()
    desk.to_review()
    desk.hands.choose(desk.t("signed.title"), desk.t(signed))
    (view,) = desk.save(settle)
    assert (view.row.kind, view.form["handling"], view.form["reporter"]["lane"]) == ("complaint", handling, lane)
    assert view.form["consent"].keys() == {"notice", "own_way", "at"}
    assert view.form["consent"]["at"].startswith("2024-02-05T10:")
    assert "Sutini" not in str(view.form)


def test_a_sealed_reporter_who_agrees_is_forwarded_as_a_report(desk: Desk, settle: Settle) -> None:
    reporter_page(desk, "sealed")
    desk.on("consent.identity")
    party_page(desk)
    desk.next()
    desk.hands.choose(desk.t("event.violation"), "TNI-02")
    desk.story()
    desk.where_and_when()
    desk.to_review()
    desk.hands.choose(desk.t("signed.title"), desk.t("signed.proxy"))
    desk.on("consent.read_back")
    (view,) = desk.save(settle)
    assert view.form["handling"] == "legal_report"
    assert view.form["consent"]["identity"] is view.form["consent"]["read_back"] is True


@pytest.mark.fault("CA-15")
def test_who_stands_in_the_posts_line_leaves_no_trace_and_the_officer_is_told(desk: Desk, settle: Settle) -> None:
    reporter_page(desk, "sealed")
    party_page(desk, "Kodim 0413/Bangka")
    desk.next()
    desk.hands.choose(desk.t("event.violation"), "TNI-02")
    desk.story()
    desk.where_and_when()
    desk.to_review()
    desk.hands.choose(desk.t("signed.title"), desk.t("signed.no"))
    assert desk.save(settle) == []
    receipt = desk.frame.place.receipt
    told = " ".join(each.text() for each in receipt.findChildren(QLabel))
    guard = desk.window.desk.app.reference.institution("KESBANGPOL")
    assert desk.t("receipt.guarded", institution=guard.name_id) in told and desk.t("receipt.number") not in told
    assert receipt._reply.code in told
    assert desk.window.desk.app.ask(queries.HomeCounts()).reports == 0
    desk.on("receipt.way.print")
    paper = receipt.ways["print"].paper()
    settle(desk.window)
    assert paper is not None
    paper.reject()


def test_a_warning_with_its_early_signs(desk: Desk, settle: Settle) -> None:
    desk.on("kind.early_warning")
    desk.hands.choose(desk.t("form.vulnerability"), "Bentrok antarpendukung")
    desk.hands.choose(desk.t("form.level"), desk.t("level.tinggi"))
    desk.hands.choose(desk.t("form.phase"), desk.t("phase.during"))
    desk.hands.choose(desk.t("form.grade"), desk.t("grade.seen"))
    desk.on("form.confirmed")
    desk.hands.write(desk.t("form.signs"), "dua rapat umum di satu lapangan")
    desk.hands.press("provokasi")
    desk.next()
    desk.story()
    desk.where_and_when(known=False)
    desk.to_review()
    (view,) = desk.save(settle)
    form = view.form
    assert (form["level"], form["phase"], form["grade"], form["confirmed"]) == ("tinggi", "during", "seen", True)
    assert form["signs"] == ["dua rapat umum di satu lapangan", "provokasi"]
    assert not {"reporter", "reported", "witnesses"} & form.keys()


def test_information_without_a_name(desk: Desk, settle: Settle) -> None:
    desk.on("kind.information")
    desk.next()
    desk.on("lane.information")
    desk.next()
    desk.next()
    desk.story()
    desk.to_review()
    (view,) = desk.save(settle)
    assert (view.row.kind, view.form["reporter"]["lane"]) == ("information", "information")


def test_one_visit_is_a_complaint_and_a_warning(desk: Desk, settle: Settle, qtbot: Any) -> None:
    reporter_page(desk, "open")
    party_page(desk)
    desk.next()
    desk.hands.choose(desk.t("event.violation"), "TNI-02")
    desk.hands.write(desk.t("event.summary"), "Diduga mengajak memilih")
    desk.hands.write(desk.t("event.narrative"), "Menurut Sutini massa akan datang lagi.")
    desk.where_and_when()
    desk.to_review()
    desk.on("split.tick")
    qtbot.waitUntil(lambda: desk.frame.place.step == "warning", timeout=5000)
    assert desk.frame.place.page.narrative.value() == "Menurut [pelapor] massa akan datang lagi."
    desk.hands.choose(desk.t("form.vulnerability"), "Bentrok antarpendukung")
    desk.next()
    desk.hands.press(f"{desk.t('leaks.replace')} {desk.t('named.narrative')}")
    complaint, told = desk.save(settle)
    assert (complaint.row.kind, told.row.kind) == ("complaint", "early_warning")
    assert complaint.other["links"]["related"] == [{"id": told.row.id, "number": told.row.number}]
    assert told.other["links"]["related"] == [{"id": complaint.row.id, "number": complaint.row.number}]
    assert complaint.form["narrative"] == told.form["narrative"] == "Menurut [pelapor] massa akan datang lagi."


def test_a_situation_in_two_presses_and_its_late_successor(desk: Desk, settle: Settle) -> None:
    desk.frame.open("situation", None)
    settle(desk.window)
    desk.on("situation.nihil")
    desk.on("situation.sign")
    settle(desk.window)
    desk.frame.open("situation", None)
    settle(desk.window)
    place = desk.frame.place
    first, _ = place.late.itemData(0), place.late.itemData(1)
    assert first == "" and place.begin.value() == "05-02-2024 10.00", "the next period begins where the last ended"
    desk.hands.choose(desk.t("situation.late"), "Menggantikan")
    assert place.begin.value() == "04-02-2024 10.00"
    desk.on("situation.full")
    settle(desk.window)
    assert {name: line.value() for name, line in place.sections.counts.items()} == {
        "received": "0", "forwarded": "0", "waiting": "0", "pacts_issued": "0",
    }  # fmt: skip
    desk.hands.write(desk.t("text.analysis"), "Kabar baru datang malam hari.")
    desk.on("situation.sign")
    settle(desk.window)
    app = desk.window.desk.app
    newer, older = app.ask(queries.Reports()).rows
    links: Any = app.ask(queries.Report(older.id)).other["links"]
    assert [each["number"] for each in links["superseded_by"]] == [newer.number]
    assert older.nihil and not newer.nihil
