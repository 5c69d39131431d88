"""One case of the demo to its end: referred, decided, sanctioned, carried out, told, closed; and its annex, checked apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from core.app import papers
from core.app.referral_queries import ReferralLetter
from core.app.sanction_queries import SanctionsOf
from core.app.sanction_views import SanctionMade
from core.domain.annex import ExportAnnex
from core.domain.case import PROVEN, CloseCase
from core.domain.ids import SubjectId, read_id, show_id
from core.domain.referral import DISCIPLINE, Addressee, RecordDecision, RecordReceipt, SendReferral
from core.domain.sanction import BY_CODE, ExecuteSanction, ImposeSanction, InformReporter, ProposeSanction
from ui import compose

if TYPE_CHECKING:
    from core.app.application import Application
    from core.app.referral_views import SentReferral
    from ui.cli.demo_story import Play

DECISION = "021/PP.00.02/K.BB/02/2024"


def to_the_end(play: Play, name: str) -> None:
    """Refer the report to Bawaslu, record what it and the authority decided, and let the reporter know by his code."""
    app, report = play.province, read_id(name)
    decided = _refer(play, app, report)
    sanction = _sanction(play, app, report, decided)
    today = app.today
    app.execute(ExecuteSanction(app.new_command(), report, sanction, today, "BA-014/II/2024"))
    app.execute(InformReporter(app.new_command(), report, sanction, today, BY_CODE))
    app.execute(CloseCase(app.new_command(), report, PROVEN, "BAWASLU", DECISION, today.isoformat()))
    play.step(
        "Sanksi dilaksanakan, pelapor tahu lewat kodenya, perkara ditutup",
        "The sanction is carried out, the reporter knows by his code, the case is closed",
    )


def _refer(play: Play, app: Application, report: SubjectId) -> SubjectId:
    order = SendReferral(app.new_command(), report, (Addressee("BAWASLU"),))
    sent = cast("tuple[SentReferral, ...]", app.execute(order).reply)[0]
    referral = read_id(sent.id)
    play.file(f"rujukan-{sent.letter.replace('/', '-')}.pdf", app.ask(ReferralLetter(sent.id)))
    play.step(f"Diteruskan ke Bawaslu dengan surat {sent.letter}", f"Referred to Bawaslu by letter {sent.letter}")
    app.execute(RecordReceipt(app.new_command(), referral, "011/LP/PL/Prov/09.00/II/2024", play.clock))
    play.step("Bawaslu memberi tanda terimanya sendiri", "Bawaslu gives its own receipt")
    app.execute(RecordDecision(app.new_command(), referral, play.clock, DISCIPLINE, DECISION))
    play.step('Bawaslu memutus: "disiplin"', 'Bawaslu decides: "disiplin"')
    return referral


def _sanction(play: Play, app: Application, report: SubjectId, decided: bytes) -> bytes:
    """The lightest rung that the law has for this type of person, proposed by one office, imposed by another's document."""
    (party, *_) = app.ask(SanctionsOf(show_id(report))).parties
    rung = party.rungs[0]
    order = ProposeSanction(app.new_command(), report, rung.code, "DENPOM", app.today, decision=decided)
    made = cast("SanctionMade", app.execute(order).reply)
    play.step("Denpom mengusulkan sanksi dari tangganya", "The military police propose a sanction from its ladder")
    sanction = bytes(read_id(made.id))
    document = ImposeSanction(app.new_command(), report, rung.authority, "Skep/07/II/2024", app.today, sanction)
    app.execute(document)
    play.step("Ankum menjatuhkannya dengan suratnya sendiri", "The superior imposes it by his own document")
    return sanction


def annex(play: Play, name: str) -> bool:
    """Give the case out for Bawaslu; whether the file proves itself, and with one byte changed does not."""
    app = play.province
    command = ExportAnnex(app.new_command(), read_id(name), "Bawaslu Provinsi", "Permintaan Bawaslu 4/II/2024")
    path = play.folder / "lampiran-perkara.zip"
    with compose.writing_file(path) as sink:
        app.annex(command, sink)
    data, trust = path.read_bytes(), app.export_trust()
    changed = bytearray(data)
    changed[data.index(b"annex.cbor") + 200] ^= 1
    whole = all(result.verdict == "valid" for result in papers.verify(data, trust))
    return whole and not any(result.verdict == "valid" for result in papers.verify(bytes(changed), trust))
