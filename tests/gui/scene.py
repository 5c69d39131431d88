"""A province and a post for the window's tests and pictures: real applications in a folder, with things to look at."""

from __future__ import annotations

import hashlib
import io
import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from core.app.application import Application
from core.app.case_queries import Board, Case
from core.app.papers import people_of, read_roster, roster_example
from core.app.ports import Ports
from core.app.profile import create_post, create_province
from core.crypto.kdf import FLOOR
from core.domain.case import AskCompletion, AssignCase, ClassifyCase, CloseCase, NoteCase
from core.domain.commands import CreateKit, IssuePacts, OpenCase, ReportItem, SubmitReports
from core.domain.forms import parse_form
from core.domain.ids import read_id
from sync.exchange import receive, send
from tests.unit.documents import pictures
from ui import compose

PASSPHRASE = "empat kata acak panjang"
POST = "K0413"
BEGINNING = datetime(2024, 2, 5, 3, 0, tzinfo=UTC)
HOSTILE = "<img src='file:///etc/passwd'><b>Diduga</b> & <a href=x>tautan</a>"


def ports(seed: str) -> Ports:
    """A clock that moves a minute at every look, and dice that fall alike at every run."""
    ticks, draws = itertools.count(), itertools.count()

    def entropy(count: int) -> bytes:
        return hashlib.shake_256(f"{seed}:{next(draws)}".encode()).digest(count)

    return Ports(
        now=lambda: BEGINNING + timedelta(seconds=next(ticks)), entropy=entropy, resource=compose.read_resource, kdf=FLOOR
    )


def replaced(outside: Ports, **changes: Any) -> Ports:
    """The outside world with another clock or other dice."""
    return replace(outside, **changes)


def complaint(**changes: Any) -> dict[str, Any]:
    """A complete complaint about a soldier, as the form's JSON."""
    tree: dict[str, Any] = {
        "kind": "complaint",
        "regime": "PEMILU",
        "election": "PEMILU_2024",
        "stage": "KAMPANYE",
        "violation": "TNI-02",
        "reporter": {"lane": "sealed", "name": "Sutini", "address": "Desa Pongok RT 02", "phone": "0812000111"},
        "reported": [{"subject": "TNI", "description": "Berseragam, mengemudikan mobil dinas", "unit": "Lanal Bangka Belitung"}],
        "summary": "Diduga menyatakan dukungan kepada peserta pemilu saat apel desa",
        "narrative": "Pada apel pagi di balai desa ia diduga mengajak hadirin memilih seorang peserta.",
        "place": {"area": "19.03.08.2001", "detail": "halaman balai desa"},
        "happened": {"date": "2024-02-03", "time": "08:30", "zone": "Asia/Jakarta"},
        "known": "2024-02-03",
        "evidence": [{"title": "Foto apel", "kind": "photo"}],
    }
    return tree | changes


def warning() -> dict[str, Any]:
    """A complete early warning."""
    return {
        "kind": "early_warning", "election": "PEMILU_2024", "stage": "KAMPANYE", "vulnerability": "KR-05", "level": "sedang",
        "phase": "before", "summary": "Kapal pengangkut logistik terlambat sepuluh jam",
        "narrative": "Baling-baling rusak di perairan Pongok; logistik tiba malam hari.",
        "place": {"area": "19.03.08.2001"}, "observed": {"date": "2024-02-04"},
    }  # fmt: skip


def submit(app: Application, tree: dict[str, Any]) -> None:
    """Put a report in as the window does."""
    app.execute(SubmitReports(app.new_command(), (ReportItem(parse_form(tree)),)))


def make_province(folder: Path) -> Application:
    """A province's desk without anything in it."""
    return create_province(
        folder, name="Kesbangpol Provinsi", area="19", officer="Petugas Meja", passphrase=PASSPHRASE,
        reference=compose.load_reference(), ports=ports("province"),
    )  # fmt: skip


def make_kit(province: Application) -> tuple[bytes, str]:
    """A drill kit for the post, and its code."""
    made: Any = province.execute(CreateKit(province.new_command(), POST)).reply
    return made.file, made.code


def make_post(folder: Path, kit: tuple[bytes, str]) -> Application:
    """A post from a kit."""
    return create_post(
        folder, kit=kit[0], kit_code=kit[1], officer="Petugas A", passphrase=PASSPHRASE,
        reference=compose.load_reference(), ports=ports("post"),
    )  # fmt: skip


def fill(post: Application, province: Application, stick: Path, tell: Callable[[str], None] = print) -> None:
    """Reports of every kind, a draft, pacts, and a trip of the stick to the province and back."""
    stick.mkdir(parents=True, exist_ok=True)
    shown = pictures.jpeg(pictures.gradient(1200, 800))
    photo = post.attach(io.BytesIO(shown), "foto-apel.jpg", size=len(shown))
    told = {"claimed_at": "2024-02-03T08:30:00+07:00", "handed_by": "witness", "origin": "kamera HP saksi"}
    evidence = [{"title": "Foto apel", "kind": "photo", "file": "foto-apel.jpg", **told}]
    item = ReportItem(parse_form(complaint(evidence=evidence)), (photo,))
    post.execute(SubmitReports(post.new_command(), (item,)))
    submit(post, complaint(summary=HOSTILE))
    submit(post, complaint(reported=[{"subject": "PNS", "name": "Budi"}], violation="ASN-D04"))
    submit(post, warning())
    tell("stick")
    send(post, stick)
    receive(province, stick)
    send(province, stick)
    receive(post, stick)
    submit(post, complaint(summary="Diduga meminjamkan kendaraan dinas untuk kampanye", violation="TNI-03"))
    send(post, stick)
    submit(post, complaint(summary="Diduga memasang atribut peserta di pos jaga", violation="TNI-04"))
    post.drafts.save(None, "complaint", {"summary": "Diduga hadir di kampanye memakai seragam", "election": "PEMILU_2024"}, ())
    roster = read_roster(roster_example().encode())
    tell("pacts")
    post.execute(IssuePacts(post.new_command(), people_of(roster.rows), None, "Pangkalpinang"))


def work_on_cases(province: Application) -> None:
    """Cases at several stages, as an office has them after a morning; a second time changes nothing."""
    rows = province.ask(Board("new", limit=10)).rows
    complaints = [row for row in rows if row.kind == "complaint" and not row.agenda]
    for number, row in enumerate(complaints[:3], start=1):
        report = read_id(row.id)
        province.execute(OpenCase(province.new_command(), report, f"{number:03}/KESBANGPOL/II/2024"))
        made = province.ask(Case(row.id)).proposal
        confirmed = (made.act, made.classes, made.laws, made.subject, made.route, made.severity)
        province.execute(ClassifyCase(province.new_command(), report, *confirmed))
        province.execute(AssignCase(province.new_command(), report, officer="Petugas Meja"))
        province.execute(NoteCase(province.new_command(), report, "Menunggu salinan video dari saksi."))
        if number == 3:
            province.execute(AskCompletion(province.new_command(), report, ("other",), "2024-02-05", "Salinan video"))
        if number == 2:
            ended = CloseCase(province.new_command(), report, "not_proven", "BAWASLU", "012/II/2024", "2024-02-05")
            province.execute(ended)
