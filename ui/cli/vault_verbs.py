"""The verb about where an office's attachments lie: in the profile's folder, or on an object store."""

from __future__ import annotations

from dataclasses import asdict

from ui import compose
from ui.cli.console import Answer
from ui.cli.parser import Grammar
from ui.cli.session import Session


def register(province: Grammar) -> None:
    """Add the verb to the province's family."""
    say = province.say
    lay = province.verb("attachments", lay_attachments, "tempat lampiran disimpan", "where the attachments lie")
    where = lay.add_mutually_exclusive_group()
    where.add_argument("--on", default=None, metavar="LINK", help=say("pindahkan ke S3 ini", "move them onto this S3 store"))
    where.add_argument("--here", action="store_true", help=say("bawa pulang ke profil", "bring them back into the profile"))


def lay_attachments(session: Session) -> Answer:
    """``province attachments``: without an option it tells, and moves what waits."""
    from sync.links import objects
    from sync.links.known import find_link

    options, watch = session.options, session.console.watch
    with session.profile() as app:
        if options.on is not None:
            objects.choose(app, find_link(app, options.on), compose.pause)
        if options.here:
            app.laying.back(watch)
            objects.choose(app, None, compose.pause)
        else:
            app.laying.away(watch)
        counts, address = app.laying.counts(), objects.lies_on(app)
    shown = "" if address is None else address.shown
    place = shown or session.say("folder profil", "the profile's folder")
    line = session.say(
        f"Lampiran disimpan di {place}: {counts.away} di sana, {counts.here} di sini",
        f"Attachments lie on {place}: {counts.away} there, {counts.here} here",
    )
    return Answer({"on": shown, **asdict(counts)}, [line])
