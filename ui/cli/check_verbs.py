"""Verbs that look: verify papers, count reports, check the whole store."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from core.app import queries
from core.app.post_queries import PostsBoard
from core.domain.errors import Invalid
from ui import compose
from ui.check_words import listed, told
from ui.cli.board_verbs import board_tree
from ui.cli.console import DONE, LOOK, Answer
from ui.cli.deadline_verbs import near_lines, near_tree
from ui.cli.parser import Grammar
from ui.cli.session import Session
from ui.messages import sentence
from ui.verifying import files_of, verdicts
from ui.wording import word

if TYPE_CHECKING:
    from core.app.papers import VerifyResult

TRUST_LIMIT = 16 * 1024 * 1024
DISBELIEVED = (
    "Sertifikat petugas atau laptop ini sudah dicabut provinsi: yang ditulis tetap disimpan dan dikirim, tetapi ditandai",
    "The certificate of this officer or laptop was revoked: what is written is kept and sent, but marked",
)
AUTHORITY_OVER = (
    "Provinsi mengakhiri penerbit sertifikat pos ini: kirim semua laporan, lalu mulai lagi dari kit baru",
    "The province ended this post's certificate authority: send every report, then begin anew from the new kit",
)
FEW = 20
"""More verdicts than these are shown a line each."""
VERDICTS = {"valid": ("sah", "valid"), "invalid": ("TIDAK SAH", "INVALID"), "unknown": ("tidak dapat dinilai", "unknown")}


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    verify = grammar.verb("verify", verify_files, "periksa keaslian PDF, foto, pindaian, teks QR, atau folder", "verify papers")
    verify.add_argument("files", nargs="+", type=Path, metavar="PATH")
    verify.add_argument(
        "--trust", type=Path, metavar="FILE", help=say("sertifikat provinsi (PEM)", "the province's certificates")
    )
    verify.add_argument("--proof", type=Path, metavar="FILE", help=say("bukti waktu; dengan --trust", "of time; with --trust"))
    verify.add_argument(
        "--tsa-ca", type=Path, metavar="FILE", help=say("sertifikat penyedia waktu", "the authority's certificate")
    )
    grammar.verb("status", show_status, "hitungan: menunggu, di media, diterima", "counts: waiting, on a medium, received")
    check = grammar.verb("check", check_all, "buktikan rantai, tanda tangan, lampiran, tabel", "prove everything again")
    check.add_argument("--rebuild", action="store_true", help=say("ganti tabel dengan hasil putar ulang", "keep the replay"))


def verify_files(session: Session) -> Answer:
    """``verify``: needs a trust file, or a profile's own anchors."""
    options = session.options
    paths = files_of(options.files)
    clocks = _clocks(options.tsa_ca)
    watch = session.console.watch
    if options.trust is not None:
        proof = b"" if options.proof is None else compose.read_file(options.proof, TRUST_LIMIT)
        trust = compose.read_file(options.trust, TRUST_LIMIT) + b"\n" + proof
        from core.app import papers

        with papers.verifier(trust, clocks=clocks) as judge:
            judged = list(verdicts(judge, paths, watch))
    else:
        with session.profile() as app, app.verifier(clocks) as judge:
            judged = list(verdicts(judge, paths, watch))
    results = [(path, result) for path, found in judged for result in found]
    counts = Counter(result.verdict for _, result in results)
    tree = {
        "results": [_result(session, path, result) for path, result in results],
        "counts": {verdict: counts[verdict] for verdict in VERDICTS},
    }
    lines = [line for path, result in results for line in _lines(session, path, result, len(results) <= FEW)]
    if len(results) > 1:
        lines.append(", ".join(f"{session.say(*words)}: {counts[verdict]}" for verdict, words in VERDICTS.items()))
    return Answer(tree, lines, DONE if counts["valid"] == len(results) else LOOK)


def _clocks(given: Path | None) -> tuple[bytes, ...]:
    """The certificate of a timestamp authority that whoever verifies believes."""
    if given is None:
        return ()
    from core.app import proving

    return (proving.authority_of(compose.read_file(given, TRUST_LIMIT)),)


def _result(session: Session, path: Path, result: VerifyResult) -> dict[str, object]:
    return {
        "file": str(path),
        "kind": result.kind,
        "verdict": result.verdict,
        "reasons": list(result.reasons),
        "sentences": _sentences(session, result),
        "fields": result.fields,
    }


def _sentences(session: Session, result: VerifyResult) -> list[str]:
    return [sentence(Invalid(code), session.console.language) for code in result.reasons]


def _lines(session: Session, path: Path, result: VerifyResult, full: bool) -> list[str]:
    shown = result.fields.items() if full and result.verdict == "valid" else ()
    fields = [f"  {session.word(name, 'verified', 'signed')}: {_value(session, name, value)}" for name, value in shown]
    told = [f"  {text}" for text in (*_sentences(session, result), *_time(session, result))]
    return [f"{path}: {session.say(*VERDICTS[result.verdict])}", *told, *fields]


def _value(session: Session, name: str, value: str) -> str:
    if name == "document_kind":
        return session.say(*(word(language, f"verify.kind_{value}", otherwise=value) for language in ("id", "en")))
    return session.word(value, "role") if name == "signer_role" else value


def _time(session: Session, result: VerifyResult) -> list[str]:
    """What a timestamp authority confirmed, in words."""
    at = result.fields.get("proven_time", "")
    return [session.say(f"waktu terbukti: tidak sesudah {at}", f"proven time: not later than {at}")] if at else []


def show_status(session: Session) -> Answer:
    """``status``."""
    with session.profile() as app:
        counts, posts = app.ask(queries.HomeCounts()), app.ask(queries.Posts())
        near, reference = app.ask(queries.NearDeadlines()), app.reference
        board = app.ask(PostsBoard()) if app.facts.kind == "province" else None
    deadlines = [near_tree(reference, each, session.console.language) for each in near]
    tree = {**asdict(counts), "deadlines": deadlines, "posts": [asdict(row) for row in posts]}
    tree |= {} if board is None else {"board": {key: value for key, value in board_tree(board).items() if key != "posts"}}
    line = session.say(
        f"menunggu {counts.queued}, di media {counts.sent}, diterima provinsi {counts.received}",
        f"waiting {counts.queued}, on a medium {counts.sent}, received by the province {counts.received}",
    )
    odd = [] if counts.believed else [session.say(*DISBELIEVED)]
    odd += [session.say(*AUTHORITY_OVER)] if counts.authority_over else []
    odd += [*_revoked(session, counts.revoked), *_asked(session, counts.asked), *_unread(session, counts.unread)]
    return Answer(
        tree, [line, *odd, *near_lines(session, near), *(f"{row.code}  {row.last_contact or '-'}  {row.name}" for row in posts)]
    )


def _revoked(session: Session, count: int) -> list[str]:
    words = session.say(
        f"{count} laporan tiba sesudah petugas atau laptopnya dicabut; disimpan dan ditandai",
        f"{count} reports came after their officer or laptop was revoked; they are kept and marked",
    )
    return [words] if count else []


def _unread(session: Session, count: int) -> list[str]:
    words = session.say(f"{count} pemberitahuan provinsi belum dibaca", f"{count} announcements of the province are unread")
    return [words] if count else []


def _asked(session: Session, count: int) -> list[str]:
    words = session.say(
        f"{count} lampiran diminta lagi oleh provinsi; ikut pada kiriman berikutnya",
        f"the province asks for {count} attachments again; they go along with the next sending",
    )
    return [words] if count else []


def check_all(session: Session) -> Answer:
    """``check``."""
    with session.profile() as app:
        report = app.check(rebuild=session.options.rebuild, watch=session.console.watch)
    language = session.console.language
    problems = listed(report.problems, report.places, language)
    line = session.say(f"{report.entries} catatan diperiksa", f"{report.entries} entries checked")
    if report.newest:
        line = session.say(
            f"{report.entries} catatan diperiksa; yang terbaru dari {report.newest}. Yang disimpan sesudahnya tidak ada di sini.",
            f"{report.entries} entries checked; the newest is of {report.newest}. What was saved after it is not here.",
        )
    warnings = told(report.problems, report.places, language)
    tree = {"entries": report.entries, "problems": problems, "rebuilt": report.rebuilt, "newest": report.newest}
    return Answer(tree, [line], LOOK if problems else DONE, warnings)
