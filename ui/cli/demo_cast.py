"""Who and what the demo is about: a roster of invented people, forty reports, and files to attach."""

from __future__ import annotations

import csv
import io
import itertools
import json
import math
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import shake_256
from typing import Any, BinaryIO, cast

from PIL import Image, ImageDraw

from ui import compose

Tree = dict[str, object]
K0413_AREAS = ("19.01.01", "19.01.03", "19.04.01", "19.71.01")
PONGOK_AREAS = ("19.03.08", "19.03.08.2001")
LANES = ("sealed", "open", "sealed", "open")
ELECTION = {"election": "PEMILU_2024", "stage": "KAMPANYE"}
VIDEO_BYTES = 20 * 1024 * 1024
COLUMNS = (
    *("nama", "gelar_depan", "gelar_belakang", "nip", "pangkat", "jabatan"),
    *("perangkat_daerah", "bidang", "jenis", "atasan_nip", "pimpinan"),
)
PEOPLE = 200
STAFF_PER_OFFICE = 15


@dataclass(frozen=True)
class Material:
    """A file to attach: a fresh stream of its content each time, its size in bytes, and whether it shows a person."""

    name: str
    open: Callable[[], BinaryIO]
    size: int
    shows_identity: bool = False


@dataclass(frozen=True)
class Scripted:
    """One report of the play: its form as JSON, and its files."""

    tree: Tree
    files: tuple[Material, ...] = ()


class Cast:
    """The invented people and stories of ``resources/demo/story.json``, in a fixed order."""

    def __init__(self) -> None:
        self._data = json.loads(compose.read_resource("demo/story.json"))
        self._reporters = itertools.cycle(self._data["reporters"])

    @property
    def hidden_names(self) -> list[str]:
        """Names that must be readable in no file: reporters and witnesses."""
        return [*self._data["reporters"], *self._data["witnesses"]]

    @property
    def letterhead(self) -> dict[str, Any]:
        """Lines of the province's letterhead, and its short name in numbers."""
        return dict(self._data["letterhead"])

    @property
    def cascade(self) -> dict[str, str]:
        """The plan's title, and the office that is told and signs first."""
        return dict(self._data["cascade"])

    @property
    def team(self) -> dict[str, Any]:
        """The integrated team: its decree, seats, one meeting, what was agreed, and to whom the minutes go."""
        return dict(self._data["team"])

    @property
    def papers(self) -> dict[str, dict[str, Any]]:
        """What fills the posts' own documents, by kind."""
        return dict(self._data["papers"])

    @property
    def signatories(self) -> dict[str, list[list[str]]]:
        """Who signs the declaration where: name, position, element."""
        return dict(self._data["signatories"])

    # --- the roster ------------------------------------------------------------------------------------------

    def roster(self) -> bytes:
        """A CSV of 200 civil servants: the secretary, ten offices with heads, secretaries, three branches and staff."""
        out = io.StringIO()
        writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(itertools.islice(self._servants(), PEOPLE))
        return out.getvalue().encode()

    def _servants(self) -> Iterator[dict[str, str]]:
        serial = itertools.count()
        top = self._servant(next(serial), "Sekretaris Daerah", "Sekretariat Daerah", "", head=True)
        yield top
        for office, branches in self._data["offices"]:
            head = self._servant(next(serial), "Kepala", office, top["nip"], head=True)
            yield head
            yield self._servant(next(serial), "Sekretaris", office, head["nip"])
            leads = [
                self._servant(next(serial), f"Kepala Bidang {branch}", office, head["nip"], branch, head=True)
                for branch in branches
            ]
            yield from leads
            for number in range(STAFF_PER_OFFICE):
                place = number % len(leads)
                yield self._staff(next(serial), number, office, leads[place]["nip"], branches[place])

    def _staff(self, serial: int, number: int, office: str, superior: str, branch: str) -> dict[str, str]:
        if number % 15 == 14:
            row = self._servant(serial, "Tenaga administrasi", office, superior, branch)
            return {**row, "jenis": "HONORER", "nip": "", "pangkat": ""}
        if number % 5 == 4:
            row = self._servant(serial, "Analis Kebijakan", office, superior, branch)
            return {**row, "jenis": "PPPK", "nip": row["nip"][:12] + "21" + row["nip"][14:], "pangkat": "IX"}
        return self._servant(serial, "Pengelola Data", office, superior, branch)

    def _servant(
        self, serial: int, position: str, office: str, superior: str, branch: str = "", *, head: bool = False
    ) -> dict[str, str]:
        first, second = self._data["first"], self._data["second"]
        born = date(1968, 1, 9) + timedelta(days=53 * serial)
        name = first[serial % len(first)]
        if serial % 4:  # every fourth person has one name alone, as many here do
            name += " " + second[(serial * 7) % len(second)]
        return {
            "nama": name,
            "gelar_depan": "Dr." if head and serial % 3 == 0 else "",
            "gelar_belakang": "S.Sos." if serial % 3 else "M.Si.",
            "nip": f"{born:%Y%m%d}{born.year + 24}{serial % 12 + 1:02}{serial % 2 + 1}{serial % 998 + 1:03}",
            "pangkat": "Pembina (IV/a)" if head else "Penata (III/c)",
            "jabatan": position,
            "perangkat_daerah": office,
            "bidang": f"Bidang {branch}" if branch else "",
            "jenis": "PNS",
            "atasan_nip": superior,
            "pimpinan": "ya" if head else "tidak",
        }

    # --- the reports -----------------------------------------------------------------------------------------

    def kodim(self) -> list[Scripted]:
        """Twenty-four reports of post K0413: seven about its own remit, one about its own line of command, four about
        others, the rest of every kind.
        """
        complaints = self._complaints("complaints", 8, K0413_AREAS)
        complaints[0] = _with_files(complaints[0], photo("foto-kendaraan.jpg", 1), voice("rekaman-keterangan.wav"))
        complaints[1] = _with_files(complaints[1], photo("foto-pertemuan.png", 2))
        complaints[7] = _about_own_line(complaints[7])
        titip = self._complaints("titip", 4, K0413_AREAS)
        titip[0] = _with_files(titip[0], photo("foto-mobil.jpg", 3))
        told = [*self._informations(4, K0413_AREAS), *self._warnings(4, K0413_AREAS)]
        return [nihil(), *complaints, *titip, *told, *self._situations(3, K0413_AREAS)]

    def island(self) -> list[Scripted]:
        """Sixteen reports of the island post, one with a video of 20 MB."""
        complaints = self._complaints("complaints", 5, PONGOK_AREAS)
        complaints[0] = _with_files(complaints[0], video("video-dermaga.mp4"))
        told = [*self._informations(3, PONGOK_AREAS), *self._warnings(5, PONGOK_AREAS)]
        return [nihil(), *complaints, *told, *self._situations(2, PONGOK_AREAS)]

    def _complaints(self, group: str, count: int, areas: tuple[str, ...]) -> list[Scripted]:
        return [self._complaint(self._data[group], number, areas) for number in range(count)]

    def _complaint(self, stories: list[list[str]], number: int, areas: tuple[str, ...]) -> Scripted:
        violation, subject, description, unit, summary, narrative = stories[number % len(stories)]
        return Scripted(
            {
                "kind": "complaint",
                "regime": "PEMILU",
                **ELECTION,
                "violation": violation,
                "reporter": self._reporter(LANES[number % len(LANES)]),
                "reported": [{"subject": subject, "description": description, "unit": unit}],
                "summary": summary,
                "narrative": f"{narrative} Kejadian dicatat sebagai nomor urut {number + 1} di posko ini.",
                "place": {"area": areas[number % len(areas)]},
                "happened": {"date": "2024-02-03", "time": f"{9 + number % 8:02}:15", "precision": "about"},
                "known": "2024-02-04",
                "witnesses": [{"name": self._data["witnesses"][number % 3]}] if number % 2 else [],
                "evidence": [{"title": "Catatan waktu dan tempat", "kind": "document", "origin": "ditulis tangan"}],
            }
        )

    def _reporter(self, lane: str) -> Tree:
        number = next(self._reporters)
        return {"lane": lane, "name": number, "address": f"Jalan Contoh {len(number)}", "status": "voter"}

    def _informations(self, count: int, areas: tuple[str, ...]) -> Iterator[Scripted]:
        for number in range(count):
            summary, narrative = self._data["informations"][number % 3]
            tree: Tree = {"kind": "information", "summary": summary, "narrative": narrative, "known": "2024-02-04"}
            tree["place"] = {"area": areas[number % len(areas)]}
            if number % 2:
                tree["reporter"] = self._reporter("information")
            yield Scripted(tree)

    def _warnings(self, count: int, areas: tuple[str, ...]) -> Iterator[Scripted]:
        for number in range(count):
            vulnerability, level, phase, summary, narrative = self._data["warnings"][number % 4]
            yield Scripted(
                {
                    "kind": "early_warning",
                    **ELECTION,
                    "vulnerability": vulnerability,
                    "level": level,
                    "phase": phase,
                    "summary": summary,
                    "narrative": narrative,
                    "place": {"area": areas[number % len(areas)]},
                    "observed": {"date": "2024-02-05"},
                    "grade": "seen" if number % 2 else "heard",
                }
            )

    def _situations(self, count: int, areas: tuple[str, ...]) -> Iterator[Scripted]:
        for number in range(count):
            summary, impact, action = self._data["incidents"][number % 2]
            incident = {"summary": summary, "impact": impact, "action": action}
            place = {"happened": {"date": "2024-02-05"}, "place": {"area": areas[number % len(areas)]}}
            yield Scripted({**_period(5 + number), "nihil": False, "condition": "waspada", "incidents": [{**incident, **place}]})


def nihil() -> Scripted:
    """The first situation report of a post: nothing was received on the day before."""
    return Scripted({**_period(4), "nihil": True, "weather": "Cerah, gelombang rendah."})


def _period(day: int) -> Tree:
    return {
        "kind": "situation",
        **ELECTION,
        "period_from": f"2024-02-{day:02}T06:00:00+07:00",
        "period_to": f"2024-02-{day + 1:02}T06:00:00+07:00",
    }


def _with_files(scripted: Scripted, *files: Material) -> Scripted:
    kinds = {"jpg": "photo", "png": "photo", "wav": "audio", "mp4": "video"}
    items = [
        {"title": file.name, "kind": kinds[file.name[-3:]], "file": file.name, "shows_identity": file.shows_identity}
        for file in files
    ]
    told = cast("list[Tree]", scripted.tree["evidence"])
    return Scripted({**scripted.tree, "evidence": [*told, *items]}, files)


def photo(name: str, seed: int) -> Material:
    """A drawn picture of 1280 x 960 as JPEG or PNG."""
    picture = Image.linear_gradient("L").resize((1280, 960)).convert("RGB")
    pen = ImageDraw.Draw(picture)
    for number, byte in enumerate(shake_256(bytes([seed])).digest(60)):
        at = (number * 21, byte * 3, number * 21 + 90, byte * 3 + 120)
        pen.rectangle(at, fill=(byte, 255 - byte, number * 4))
    kept = io.BytesIO()
    picture.save(kept, "PNG" if name.endswith("png") else "JPEG")
    return _in_memory(name, kept.getvalue())


def voice(name: str) -> Material:
    """Two seconds of a tone as WAV; a recording of a voice shows a person."""
    kept = io.BytesIO()
    with wave.open(kept, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(bytes(int(128 + 90 * math.sin(at * 0.35)) for at in range(16_000)))
    return _in_memory(name, kept.getvalue(), shows_identity=True)


def _in_memory(name: str, data: bytes, *, shows_identity: bool = False) -> Material:
    return Material(name, lambda: io.BytesIO(data), len(data), shows_identity)


def video(name: str) -> Material:
    """20 MB of fixed bytes behind the head of an MP4 file, streamed: the size of a video, not one to watch."""
    return Material(name, lambda: cast("BinaryIO", io.BufferedReader(_Stream(VIDEO_BYTES), 1 << 20)), VIDEO_BYTES)


class _Stream(io.RawIOBase):
    HEAD = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"

    def __init__(self, size: int) -> None:
        self._left, self._number = size, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer)
        count = min(len(view), self._left)
        block = shake_256(self._number.to_bytes(8, "big")).digest(count)
        if self._number == 0:
            block = (self.HEAD + block)[:count]
        view[:count] = block
        self._number, self._left = self._number + 1, self._left - count
        return count


def _about_own_line(report: Scripted) -> Scripted:
    """The complaint turned against somebody of the post's own line of command."""
    party = {"subject": "TNI", "description": "seorang komandan", "unit": "Koramil 413-04/Koba"}
    return Scripted({**report.tree, "reported": [party]}, report.files)
