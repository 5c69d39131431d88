"""The demo's play: a province, two posts, forty reports, a cascade of two hundred, one stick there and back; and its proofs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

from core.app import papers, profile, queries
from core.app.application import Application
from core.app.ports import Ports
from core.app.views import KitMade, Submitted
from core.app.watch import Watch
from core.domain.commands import CreateKit, OpenCase, ReportItem, SubmitReports
from core.domain.forms import parse_form
from core.domain.ids import read_id
from core.domain.reference import ReferenceData
from sync.exchange import receive, send
from ui import compose
from ui.cli import demo_office, demo_sanctions, demo_team
from ui.cli.demo_cast import Cast, Scripted

PASSPHRASE = "contoh saja bukan rahasia"  # noqa: S105 - opens invented data alone
BEGINS = datetime(2024, 2, 5, 1, 0, tzinfo=UTC)
POSTS = ("K0413", "P-PONGOK")
PROVINCE, AREA = "Badan Kesatuan Bangsa dan Politik", "19"
PROGRAM = "Posko (demo)"
CHUNK = 1 << 20

Say = Callable[[str, str], str]
Note = Callable[[str], None]


@dataclass
class Proof:
    """One claim and whether it held."""

    claim: str
    holds: bool


@dataclass
class Play:
    """The stage: folders, clock, the open profiles, and what was made so far."""

    folder: Path
    say: Say
    note: Note
    watch: Watch
    clock: datetime = BEGINS
    people: Cast = field(default_factory=Cast)
    reference: ReferenceData = field(default_factory=compose.load_reference)
    steps: list[str] = field(default_factory=list)
    proofs: list[Proof] = field(default_factory=list)
    documents: list[Path] = field(default_factory=list)
    open: dict[str, Application] = field(default_factory=dict)
    taken: dict[str, list[Submitted]] = field(default_factory=dict)

    @property
    def stick(self) -> Path:
        """The one stick."""
        return self.folder / "stick"

    @property
    def province(self) -> Application:
        """The province's open profile."""
        return self.open["province"]

    @property
    def posts(self) -> list[Application]:
        """The two posts' open profiles."""
        return [self.open["post-1"], self.open["post-2"]]

    def run(self) -> None:
        """Play it all; the profiles are locked at the end whatever happened."""
        try:
            self._found()
            for name, scripted in (("post-1", self.people.kodim()), ("post-2", self.people.island())):
                self._take_in(name, scripted)
            demo_office.cascade(self)
            declaration = demo_office.open_declaration(self)
            demo_office.letters(self, self._case("post-1").id)
            self._travel(declaration)
            self._prove()
        finally:
            for app in self.open.values():
                app.lock()

    def step(self, indonesian: str, english: str) -> None:
        """An hour later: tell what was just done."""
        self.clock += timedelta(hours=1)
        text = self.say(indonesian, english)
        self.steps.append(text)
        self.note(f"{len(self.steps):2}. {text}")

    def _pass(self, **span: int) -> datetime:
        self.clock += timedelta(**span)
        return self.clock

    def file(self, name: str, data: bytes) -> Path:
        """Keep a document beside the profiles."""
        path = self.folder / "documents" / name
        compose.write_file(path, data)
        self.documents.append(path)
        return path

    # --- the acts --------------------------------------------------------------------------------------------

    def _found(self) -> None:
        compose.write_file(self.folder / "passphrase.txt", PASSPHRASE.encode() + b"\n")
        self.stick.mkdir()
        self.open["province"] = profile.create_province(
            self.folder / "province",
            name=PROVINCE,
            area=AREA,
            officer="Administrator",
            passphrase=PASSPHRASE,
            reference=self.reference,
            ports=self._ports("province"),
            program=PROGRAM,
        )
        self.step("Provinsi 19 berdiri", "Province 19 is founded")
        demo_office.dress(self)
        for number, code in enumerate(POSTS, start=1):
            self._begin_post(f"post-{number}", code)

    def _begin_post(self, name: str, code: str) -> None:
        kit = cast("KitMade", self.province.execute(CreateKit(self.province.new_command(), code)).reply)
        self.open[name] = profile.create_post(
            self.folder / name,
            kit=kit.file,
            kit_code=kit.code,
            officer="Kepala Posko",
            passphrase=PASSPHRASE,
            reference=self.reference,
            ports=self._ports(name),
            program=PROGRAM,
        )
        self.step(f"Posko {code} mulai dari kitnya, tanpa jaringan", f"Post {code} begins from its kit, offline")

    def _ports(self, name: str) -> Ports:
        return compose.scripted_ports(lambda: self.clock, f"posko demo {name} ".encode())

    def _take_in(self, name: str, scripted: list[Scripted]) -> None:
        app, taken = self.open[name], self.taken.setdefault(name, [])
        for done, report in enumerate(scripted, start=1):
            self._pass(minutes=40)
            taken.append(self._submit(app, report))
            self.watch("demo", done, len(scripted))
        files = sum(len(report.files) for report in scripted)
        sealed = sum(reply.sealed and not reply.guard for reply in taken)
        self.step(
            f"{app.facts.code}: {len(taken)} laporan diterima, {sealed} di antaranya titip, {files} lampiran",
            f"{app.facts.code}: {len(taken)} reports taken in, {sealed} of them sealed to the province, {files} attachments",
        )

    def _submit(self, app: Application, report: Scripted) -> Submitted:
        files = []
        for file in report.files:
            with file.open() as source:
                files.append(app.attach(source, file.name, size=file.size, shows_identity=file.shows_identity))
        form = parse_form(report.tree)
        command = SubmitReports(app.new_command(), (ReportItem(form, tuple(files)),))
        reply = cast("tuple[Submitted, ...]", app.execute(command).reply)[0]
        if reply.code:
            asked = queries.Receipt(reply.id, reply.code, form, guarded=bool(reply.guard))
            self.file(f"tanda-terima-{reply.number or reply.id[:10]}.pdf", app.ask(asked))
        return reply

    def _travel(self, declaration: str) -> None:
        for app in self.posts:
            report = send(app, self.stick, watch=self.watch)
            self.step(
                f"{app.facts.code} menulis {report.entries} catatan dan {report.attachments} lampiran ke media",
                f"{app.facts.code} writes {report.entries} entries and {report.attachments} attachments to the stick",
            )
        again = [send(app, self.stick).objects for app in self.posts]
        self._claim("kirim kedua tidak menulis apa pun", "a second send writes nothing", not any(again))
        self._pass(days=1)
        came = receive(self.province, self.stick, self.watch)
        self.step(
            f"Provinsi menerima {came.entries} catatan dan {came.attachments} lampiran, {len(came.quarantined)} disisihkan",
            f"The province takes in {came.entries} entries and {came.attachments} attachments, {len(came.quarantined)} set aside",
        )
        self._open_cases()
        demo_sanctions.to_the_end(self, self._case("post-1").id)
        demo_office.sign_at_province(self, declaration)
        listed = demo_office.seal_declaration(self, declaration)
        self._claim(
            "deklarasi memuat tanda tangan dari dua laptop", "the declaration lists who signed on two laptops", listed == 5
        )
        demo_team.meeting(self, declaration)
        send(self.province, self.stick, watch=self.watch)
        self.step("Provinsi menulis jawabannya ke media yang sama", "The province writes its answers to the same stick")
        self._pass(days=1)
        for app in self.posts:
            back = receive(app, self.stick, self.watch)
            self.step(
                f'{app.facts.code}: {back.acknowledged} laporan kini "diterima provinsi"',
                f"{app.facts.code}: {back.acknowledged} reports now received by the province",
            )
        compose.write_file(self.folder / "trust.pem", self.province.export_trust())

    def _open_cases(self) -> None:
        for number, name in enumerate(self.taken, start=1):
            reply = self._case(name)
            self.province.execute(OpenCase(self.province.new_command(), read_id(reply.id), f"{number:03}/KESBANGPOL/II/2024"))
        self.step("Provinsi membuka dua perkara", "The province opens two cases")

    def _case(self, name: str) -> Submitted:
        """The report of a post that the story follows."""
        return next(reply for reply in self.taken[name] if reply.code and not reply.guard)

    # --- the proofs ------------------------------------------------------------------------------------------

    def _claim(self, indonesian: str, english: str, holds: bool) -> None:
        self.proofs.append(Proof(self.say(indonesian, english), holds))

    def _prove(self) -> None:
        reports = [app.check(watch=self.watch) for app in self.open.values()]
        total = sum(report.entries for report in reports)
        self._claim(
            f"{total} catatan di 3 laptop: rantai, tanda tangan, lampiran utuh, tabel sama dengan putar ulang",
            f"{total} entries on 3 laptops: chain, signatures, attachments whole, rows equal to a replay",
            not any(report.problems for report in reports),
        )
        self._prove_journey()
        self._prove_pact()
        self._claim(
            "lampiran perkara terbukti tanpa program ini, dan satu bita berubah tidak lagi",
            "a case's annex verifies without this program, one changed byte does not",
            demo_sanctions.annex(self, self._case("post-1").id),
        )
        hidden = self.people.hidden_names
        self._claim(
            f"nama {len(hidden)} pelapor dan saksi tidak terbaca di berkas mana pun",
            f"the names of {len(hidden)} reporters and witnesses are readable in no file",
            not any(_holds(path, hidden) for path in self.folder.rglob("*") if path.is_file()),
        )

    def _prove_journey(self) -> None:
        counts = [app.ask(queries.HomeCounts()) for app in self.posts]
        seen = [reply for taken in self.taken.values() for reply in taken if not reply.guard]
        total, hidden = len(seen), sum(len(taken) for taken in self.taken.values()) - len(seen)
        at_province = self.province.ask(queries.HomeCounts()).reports
        self._claim(
            f'{total} laporan sampai, dan kedua posko membacanya "diterima provinsi"',
            f"{total} reports arrived, and both posts read them as received by the province",
            at_province == total + hidden and sum(count.received for count in counts) == total,
        )
        self._claim(
            f"{hidden} laporan tentang garis komando posko tidak tampak di posko, tetapi terbaca di provinsi",
            f"{hidden} report about a post's own line of command is not to be seen there, and is read at the province",
            hidden == 1 and sum(count.reports for count in counts) == total,
        )
        files = [file for rows in self._rows() for file in rows]
        self._claim(
            f"{len(files)} lampiran lengkap di provinsi",
            f"{len(files)} attachments are whole at the province",
            bool(files) and not any(files),
        )
        agendas = [self._agenda(name, app) for name, app in zip(self.taken, self.posts, strict=True)]
        self._claim("nomor agenda provinsi sampai di kedua posko", "the agenda numbers reached both posts", all(agendas))
        sealed = [reply for reply in self.taken["post-1"] if reply.sealed and not reply.guard]
        forms = [self.posts[0].ask(queries.Report(reply.id)).form for reply in sealed]
        self._claim(
            f"{len(sealed)} laporan titip tidak menyisakan isi di posko",
            f"{len(sealed)} sealed reports left no words at the post",
            bool(sealed) and not any(forms),
        )

    def _rows(self) -> list[list[int]]:
        ids = [reply.id for taken in self.taken.values() for reply in taken]
        return [[file.missing for file in self.province.ask(queries.Report(name)).attachments] for name in ids]

    def _agenda(self, name: str, app: Application) -> bool:
        reply = self._case(name)
        return "agenda" in app.ask(queries.Report(reply.id)).other

    def _prove_pact(self) -> None:
        path = next(path for path in self.documents if path.name.startswith("pakta-"))
        data, trust = path.read_bytes(), self.province.export_trust()
        changed = bytearray(data)
        changed[len(data) // 3] ^= 1
        whole = all(result.verdict == "valid" for result in papers.verify(data, trust))
        broken = all(result.verdict != "valid" for result in papers.verify(bytes(changed), trust))
        self._claim(
            "pakta terbukti sah, dan satu bita berubah tidak lagi", "a pact verifies, one changed byte does not", whole and broken
        )


def _holds(path: Path, names: list[str]) -> bool:
    """True when a name stands in a file, in either of the two ways programs write text."""
    wanted = [name.encode(code) for name in names for code in ("utf-8", "utf-16-le")]
    longest, before = max(map(len, wanted)), b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            text = before + chunk
            if any(name in text for name in wanted):
                return True
            before = text[-longest:]
    return False
