"""Verbs of the province about proof: a day's timestamp, its renewal, certificates and their revocation."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from core.app import queries
from core.domain.authority_ended import EndAuthority
from core.domain.errors import Invalid
from core.domain.proof import REASONS, RevokeCertificate
from ui import compose, stamping
from ui.cli.console import Answer
from ui.cli.parser import Grammar
from ui.cli.session import SMALL_FILE, Session

if TYPE_CHECKING:
    from core.app.authority_ending import AuthorityEnd


def register(province: Grammar) -> None:
    """Add these verbs to the province's family."""
    say = province.say
    stamp = province.verb("timestamp", timestamp, "minta stempel waktu hari ini", "ask for the day's timestamp")
    renew = province.verb("renew-timestamps", renew_timestamps, "perbarui stempel waktu lama", "renew old timestamps")
    for verb in (stamp, renew):
        verb.add_argument("--tsa", required=True, metavar="URL", help=say("penyedia stempel waktu", "the timestamp authority"))
        verb.add_argument("--ca", type=Path, metavar="FILE", help=say("sertifikat penyedia", "the authority's certificate"))
    renew.add_argument(
        "--within", type=int, default=stamping.RENEW_DAYS, metavar="DAYS", help=say("berakhir dalam hari", "that end within days")
    )
    province.verb("timestamps", list_timestamps, "stempel waktu yang ada", "the timestamps held")
    province.verb("certificates", list_certificates, "sertifikat petugas dan laptop", "certificates of officers and laptops")
    lost = province.verb("lost", show_loss, "isi laptop yang hilang", "what lay on a lost laptop")
    lost.add_argument("kid", metavar="KEY", help=say("lihat province certificates", "see province certificates"))
    revoke = province.verb("revoke", revoke_certificate, "cabut sertifikat", "revoke a certificate")
    revoke.add_argument("kid", metavar="KEY", help=say("lihat province certificates", "see province certificates"))
    revoke.add_argument("--from", required=True, dest="since", metavar="TIME", help="2027-01-31T08:00:00+07:00")
    revoke.add_argument("--reason", required=True, metavar="CODE", help=", ".join(REASONS))
    doubted = say(
        "tidak dipercaya lagi: juga bila ia dari pasangan terakhir yang membuka identitas",
        "not trusted any more: also of the last pair that opens the identities",
    )
    revoke.add_argument("--distrusted", action="store_true", help=doubted)
    end = province.verb("end-authority", end_authority, "akhiri penerbit sertifikat pos", "end a post's certificate authority")
    end.add_argument("authority", metavar="POST|AUTHORITY", help=say("lihat province certificates", "see province certificates"))
    end.add_argument("--from", required=True, dest="since", metavar="TIME", help="2027-01-31T08:00:00+07:00")
    end.add_argument("--reason", required=True, metavar="CODE", help=", ".join(REASONS))
    kept = say("sertifikat lain yang tetap diterima", "one more certificate that stays good")
    end.add_argument("--keep", action="append", default=[], metavar="KEY", help=kept)


def timestamp(session: Session) -> Answer:
    """``province timestamp``."""
    return _stamp(session, None)


def renew_timestamps(session: Session) -> Answer:
    """``province renew-timestamps``."""
    return _stamp(session, session.options.within)


def _stamp(session: Session, within: int | None) -> Answer:
    from core.app import proving

    given = session.options.ca
    authority = b"" if given is None else proving.authority_of(compose.read_file(given, SMALL_FILE))
    with session.profile() as app:
        made = stamping.stamp(app, session.options.tsa, authority, within, session.console.watch)
    lines = [
        session.say(f"{made.documents} dokumen diberi waktu {made.at}", f"{made.documents} documents timestamped at {made.at}")
    ]
    if not made.proven:
        lines.append(
            session.say(
                "Tanpa --ca: stempel disimpan, tetapi tidak membuktikan waktu.",
                "Without --ca: the stamp is kept, but it proves no time.",
            )
        )
    if made.more:
        lines.append(session.say("Masih ada dokumen lain; jalankan lagi.", "More documents wait; run it again."))
    return Answer(asdict(made), lines)


def list_timestamps(session: Session) -> Answer:
    """``province timestamps``."""
    with session.profile() as app:
        rows = app.ask(queries.Timestamps())
    return Answer({"timestamps": [asdict(row) for row in rows]}, [f"{r.day}  {r.at}  {r.documents}  {r.authority}" for r in rows])


def list_certificates(session: Session) -> Answer:
    """``province certificates``."""
    with session.profile() as app:
        rows = app.ask(queries.Certificates())
    lines = [f"{row.key}  {row.post}  {row.authority}  {row.role}  {row.name}  {row.revoked}".rstrip() for row in rows]
    return Answer({"certificates": [asdict(row) for row in rows]}, lines)


def show_loss(session: Session) -> Answer:
    """``province lost``: what lay on a laptop, and what of it never came here."""
    with session.profile() as app:
        seen = app.ask(queries.LostLaptop(session.options.kid))
    say = session.say
    lines = [f"{seen.post}  {seen.name}  {seen.revoked}".rstrip()]
    lines += [say(f"Kabar terakhir {seen.contact}", f"Last word {seen.contact}")] if seen.contact else []
    lines += [
        say(f"Belum sampai: {each.stream} {each.first}-{each.last}", f"Not here: {each.stream} {each.first}-{each.last}")
        for each in seen.not_come
    ]
    lines += [say(f"{seen.attachments} lampiran belum sampai", f"{seen.attachments} attachments are not here")]
    lines += [f"{each.number}  {each.day}  {each.kind}" for each in seen.reports]
    return Answer(asdict(seen), lines)


def revoke_certificate(session: Session) -> Answer:
    """``province revoke``: what was signed before stays signed."""
    options = session.options
    with session.profile() as app:
        since = _moment(options.since)
        command = RevokeCertificate(app.new_command(), _key(options.kid), since, options.reason, options.distrusted)
        name = str(app.execute(command).reply)
    return Answer(
        {"key": options.kid, "name": name}, [session.say(f"Sertifikat {name} dicabut", f"Certificate of {name} revoked")]
    )


def end_authority(session: Session) -> Answer:
    """``province end-authority``: what its certificates that are known here signed stays signed, and nothing new begins."""
    options = session.options
    with session.profile() as app:
        keep = tuple(_key(each) for each in options.keep)
        command = EndAuthority(app.new_command(), options.authority, _moment(options.since), options.reason, keep)
        ended = cast("AuthorityEnd", app.execute(command).reply)
    if ended.stands:
        stands = session.say(
            f"Penerbit sertifikat {ended.post} sudah diakhiri sejak {ended.stands} dengan alasan ini; tidak ada yang ditulis.",
            f"Authority of {ended.post} stands as ended since {ended.stands} for this reason; nothing was written.",
        )
        return Answer(asdict(ended), [stands])
    told = session.say(
        f"Penerbit sertifikat {ended.post} diakhiri; {ended.kept} sertifikat tetap diterima. Buat kit baru untuk pos ini.",
        f"Authority of {ended.post} ended; {ended.kept} certificates stay good. Make a new kit for this post.",
    )
    return Answer(asdict(ended), [told])


def _moment(since: str) -> int:
    """Milliseconds UTC of a time with its offset; raises ``Invalid('revocation.time')``."""
    try:
        moment = datetime.fromisoformat(since)
    except ValueError:
        raise Invalid("revocation.time") from None
    if moment.tzinfo is None:
        raise Invalid("revocation.time")
    return int(moment.timestamp() * 1000)


def _key(kid: str) -> bytes:
    try:
        return bytes.fromhex(kid)
    except ValueError:
        raise Invalid("revocation.unknown") from None
