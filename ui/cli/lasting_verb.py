"""The verb that makes an issued document last for decades."""

from __future__ import annotations

from pathlib import Path

from ui import compose, stamping
from ui.cli.console import Answer
from ui.cli.parser import Grammar
from ui.cli.session import SMALL_FILE, Session


def register(document: Grammar) -> None:
    """Add this verb to the family of documents."""
    say = document.say
    lasting = document.verb("lasting", make_lasting, "beri stempel waktu di dalam PDF", "stamp a PDF for decades")
    lasting.add_argument("file", type=Path, metavar="PDF")
    lasting.add_argument("--tsa", required=True, metavar="URL", help=say("penyedia stempel waktu", "the timestamp authority"))
    lasting.add_argument("--ca", type=Path, metavar="FILE", help=say("sertifikat penyedia", "the authority's certificate"))
    lasting.add_argument("--out", required=True, type=Path, metavar="PDF")


def make_lasting(session: Session) -> Answer:
    """``document lasting``: on a file that lasts already, one more stamp over all before it."""
    options = session.options
    from core.app import proving

    authority = b"" if options.ca is None else proving.authority_of(compose.read_file(options.ca, SMALL_FILE))
    with session.profile() as app:
        made = stamping.make_lasting(app, options.file, options.out, options.tsa, authority)
    tree = {"file": str(options.out), "stamps": made.stamps, "at": made.at, "until": made.until, "proven": bool(made.at)}
    told = session.say(
        f"{options.out}: {made.stamps} stempel waktu; waktu terbukti {made.at}; perbarui sebelum {made.until}",
        f"{options.out}: {made.stamps} timestamps; proven time {made.at}; renew before {made.until}",
    )
    unproven = session.say(
        f"{options.out}: {made.stamps} stempel waktu, tetapi tanpa --ca tidak membuktikan waktu",
        f"{options.out}: {made.stamps} timestamps, but without --ca they prove no time",
    )
    store = session.say(
        "Di dalamnya sertifikat penanda tangan dan penyedia. Daftar pencabutan (CRL/OCSP) tidak ada dalam PKI ini: "
        "pencabutan adalah catatan bertanda tangan administrator dalam trust.pem, dinilai terhadap waktu terbukti.",
        "It holds the certificates of signer and authority. This PKI has no revocation lists (CRL/OCSP): "
        "a revocation is the administrator's signed entry in trust.pem, judged against the proven time.",
    )
    return Answer(tree, [told if made.at else unproven, store])
